package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"kijun/policies"
)

// PlanStep is one step of the remediation plan: what one failing finding needs, in the language of the plan.
type PlanStep struct {
	// Number is the step's place, from 1.
	Number int `json:"number"`
	// After are the numbers of the steps that this one needs to be done.
	After    []int  `json:"after"`
	Severity string `json:"severity"`
	Title    string `json:"title"`
	policies.Step
	Remediation string `json:"remediation"`
	// Construct is the BLEA construct that gives the guarantee; empty when there is none.
	Construct string `json:"construct,omitempty"`
	// Manual marks a finding that has no commands: a person follows Remediation.
	Manual bool `json:"manual"`
	// Commands and UndoCommands are Calls and Undo for the AWS CLI.
	Commands     []string `json:"commands"`
	UndoCommands []string `json:"undo_commands"`
}

// Plan orders the remediation of all failing findings: by severity and control id, but each step after those of the controls that it
// needs in the same account. Controls that need each other in a circle are taken as the order by severity and id meets them.
// A failing finding for which its control has no step is there too, to be done by hand.
func Plan(res *policies.Result, lang string) []PlanStep {
	p := planner{groups: map[group][]int{}, done: map[group]bool{}, visited: map[int]bool{}, number: map[int]int{}}
	p.collect(res, lang)
	slices.SortStableFunc(p.steps, func(a, b PlanStep) int {
		return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), compareIDs(a.Control, b.Control), cmp.Compare(a.Account, b.Account),
			cmp.Compare(a.Region, b.Region), cmp.Compare(a.Subject, b.Subject))
	})
	for i, s := range p.steps {
		g := group{s.Account, s.Control}
		p.groups[g] = append(p.groups[g], i)
	}
	for i := range p.steps {
		p.visit(i)
	}
	out := make([]PlanStep, 0, len(p.order))
	for _, i := range p.order {
		s := p.steps[i]
		s.Number, s.After = p.number[i], []int{}
		for _, need := range s.Needs {
			for _, j := range p.groups[group{s.Account, need}] {
				if n := p.number[j]; n < s.Number {
					s.After = append(s.After, n)
				}
			}
		}
		slices.Sort(s.After)
		s.After = slices.Compact(s.After)
		out = append(out, s)
	}
	return out
}

// group are the steps of one control in one account.
type group struct{ account, control string }

type planner struct {
	steps   []PlanStep
	groups  map[group][]int
	done    map[group]bool // all its steps are visited, or being visited
	visited map[int]bool
	order   []int
	number  map[int]int
}

func (p *planner) visit(i int) {
	if p.visited[i] {
		return
	}
	p.visited[i] = true
	needs := slices.Clone(p.steps[i].Needs)
	slices.SortFunc(needs, compareIDs)
	for _, need := range needs {
		g := group{p.steps[i].Account, need}
		if p.done[g] {
			continue
		}
		p.done[g] = true
		for _, j := range p.groups[g] {
			p.visit(j)
		}
	}
	p.order = append(p.order, i)
	p.number[i] = len(p.order)
}

func (p *planner) collect(res *policies.Result, lang string) {
	controls := map[string]*policies.Control{}
	for i := range res.Controls {
		controls[res.Controls[i].ID] = &res.Controls[i]
	}
	type subject struct {
		group
		id string
	}
	planned, failing := map[subject]bool{}, map[group]bool{}
	first := map[group]string{} // the control in whose name a finding is mended that several with the same rules give
	for f := range res.Findings.All() {
		if c := controls[f.Control]; urgency(f) == 0 && c != nil {
			failing[group{f.Account, f.Control}] = true
			g := group{f.Account, rules(*c)}
			if id, ok := first[g]; !ok || c.SameAs == "" || id != g.control && compareIDs(c.ID, id) < 0 {
				first[g] = c.ID
			}
		}
	}
	for _, s := range res.Steps {
		g := group{s.Account, s.Control}
		if c := controls[s.Control]; c != nil && failing[g] {
			planned[subject{g, s.Subject}] = true
			p.steps = append(p.steps, planStep(*c, s, lang))
		}
	}
	for f := range res.Findings.All() {
		c := controls[f.Control]
		if f.Status != policies.Failed || c == nil || first[group{f.Account, rules(*c)}] != c.ID {
			continue
		}
		g, id := group{f.Account, f.Control}, f.Resource.ID
		if c.Subject == "region" {
			id = f.Region
		}
		if planned[subject{g, id}] || planned[subject{g, f.Resource.ARN}] {
			continue
		}
		p.steps = append(p.steps, planStep(*c, policies.Step{Control: f.Control, Account: f.Account, Region: f.Region, Subject: id}, lang))
	}
}

// rules is the id of the control that a control's rules were written for.
func rules(c policies.Control) string { return cmp.Or(c.SameAs, c.ID) }

func planStep(c policies.Control, s policies.Step, lang string) PlanStep {
	s.Calls, s.Undo, s.Effect, s.Needs = whole(s.Calls), whole(s.Undo), full(s.Effect), full(s.Needs)
	out := PlanStep{Step: s, Severity: c.Severity, Title: c.Title.In(lang), Remediation: c.Remediation.In(lang), Construct: c.Construct,
		Manual: len(s.Calls) == 0, Commands: []string{}, UndoCommands: []string{}}
	for _, call := range s.Calls {
		out.Commands = append(out.Commands, CLI(call, s.Region))
	}
	for _, call := range s.Undo {
		out.UndoCommands = append(out.UndoCommands, CLI(call, s.Region))
	}
	return out
}

// whole are calls that JSON writes with their parameters also when there are none.
func whole(calls []policies.Call) []policies.Call {
	out := full(slices.Clone(calls))
	for i := range out {
		out[i].Params = there(out[i].Params)
	}
	return out
}

// full is a slice that JSON writes as an array also when it is empty.
func full[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// WritePlan writes a plan as a shell script: commands, and everything else in comments. What destroys something is a comment too, so
// that running the whole script never does. Lines are not wrapped, for they are copied.
func WritePlan(w io.Writer, steps []PlanStep, o Options) error {
	b := bufio.NewWriter(w)
	p := paint(o.Color)
	line := func(indent int, color, text string) {
		fmt.Fprintln(b, p(color, "#"+strings.Repeat(" ", indent)+text))
	}
	if len(steps) == 0 {
		line(1, bold, say(msgPlanNone, o.Lang))
		return b.Flush()
	}
	line(1, bold, say(msgPlan, o.Lang, "n", len(steps)))
	line(1, "", say(msgPlanNever, o.Lang))
	var last PlanStep
	for i, s := range steps {
		where := []string{fmt.Sprintf("%d.", s.Number), s.Severity, Safe(s.Control), Safe(s.Account), Safe(s.Region)}
		if s.Subject != s.Region {
			where = append(where, Safe(subjectName(s.Subject, s.Account, s.Region, o.Lang)))
		}
		// neighbours of the same control say the same
		again := i > 0 && last.Control == s.Control && last.Account == s.Account
		byHand := again && last.Manual && s.Manual
		last = s
		if !byHand {
			fmt.Fprintln(b)
		}
		line(1, severityColor(s.Severity), strings.Join(where, "  "))
		if !again {
			line(3, bold, Safe(s.Title))
			line(3, "", Safe(s.Remediation))
			if s.Construct != "" {
				line(3, "", say(msgPlanConstruct, o.Lang, "construct", Safe(s.Construct)))
			}
		}
		if len(s.After) > 0 {
			line(3, "", say(msgPlanAfter, o.Lang, "steps", showList(s.After)))
		}
		if s.Manual && !byHand {
			line(3, "", say(msgPlanManual, o.Lang))
		}
		if s.Destructive {
			line(3, red, say(msgPlanDestructive, o.Lang))
		}
		for _, c := range s.Commands {
			if s.Destructive {
				line(3, "", c)
			} else {
				fmt.Fprintln(b, c)
			}
		}
		for _, c := range s.UndoCommands {
			line(3, dim, say(msgPlanUndo, o.Lang, "command", c))
		}
	}
	return b.Flush()
}
