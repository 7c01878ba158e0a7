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

// PlanStep is one step of the remediation plan, in the language of the plan.
type PlanStep struct {
	// Number is the step's place, from 1.
	Number int `json:"number"`
	// ID names the step in every plan that has it, whatever its number is there.
	ID string `json:"id"`
	// After are the numbers of the steps that this one needs to be done.
	After    []int  `json:"after"`
	Severity string `json:"severity"` // the worst of what it resolves
	Title    string `json:"title"`
	policies.Step
	Remediation string `json:"remediation"`
	// Construct is the BLEA construct that gives the guarantee; empty when there is none.
	Construct string `json:"construct,omitempty"`
	// Manual marks a finding that has no commands: a person follows Remediation. ManualWhy is why no API does it; empty when it is not known.
	Manual    bool   `json:"manual"`
	ManualWhy string `json:"manual_why,omitempty"`
	// Commands and UndoCommands are Calls and Undo for the AWS CLI.
	Commands     []string `json:"commands"`
	UndoCommands []string `json:"undo_commands"`
	// Reversible says that UndoCommands lead back to the first state.
	Reversible bool `json:"reversible"`
	// Resolves are the ids of the failing findings that it mends, and Worsens of those that fail only with it.
	Resolves []string `json:"resolves"`
	Worsens  []string `json:"worsens"`
	// Risk is what it may do to what runs, as a code (policies.Risk), and Breaks the same in words. Cost is what the bill depends on.
	Risk   policies.Risk `json:"risk"`
	Breaks string        `json:"breaks"`
	Cost   string        `json:"cost"`
	// Permissions is the policy that whoever applies it, or undoes it, needs; nil when it is not known.
	Permissions *PermissionPolicy `json:"permissions,omitempty"`
	// Checks must find nothing right before a step that destroys something.
	Checks []policies.Check `json:"checks"`
	// CloudFormation are the resources of a template that do the same; nil where CloudFormation has no type for it.
	CloudFormation map[string]CFNResource `json:"cloudformation,omitempty"`
	// Forecast is what evaluating the evidence says that this step and those before it leave; nil for a step by hand and where only
	// a result was read.
	Forecast *Forecast `json:"forecast,omitempty"`
}

// PermissionPolicy is an IAM policy.
type PermissionPolicy struct {
	Version   string
	Statement []PermissionStatement
}

// PermissionStatement allows actions.
type PermissionStatement struct {
	Effect   string
	Action   []string
	Resource string
}

// Forecast are the scores after a step, and the controls whose status is another then.
type Forecast struct {
	Summary   ForecastScore    `json:"summary"`
	Standards []ForecastScore  `json:"standards"`
	Controls  []ForecastStatus `json:"controls"`
}

// ForecastScore is a predicted score; nil when no control counts.
type ForecastScore struct {
	ID      string `json:"id"`
	Score   *int   `json:"score"`
	Passed  int    `json:"passed"`
	Failed  int    `json:"failed"`
	Unknown int    `json:"unknown"`
}

// ForecastStatus is a control whose status a step changes.
type ForecastStatus struct {
	ID   string `json:"id"`
	From Status `json:"from"`
	To   Status `json:"to"`
}

// PlanOptions narrow a plan.
type PlanOptions struct {
	// Severity leaves out what only less severe controls ask for; empty: nothing.
	Severity string
	// Target are scores by standard ("": all standards together) at which the plan ends, with the shortest beginning of it that
	// reaches them all; steps by hand are left out then, for nothing forecasts them. None: the whole plan.
	Target map[string]int
	// Destructive lets steps that destroy something count towards Target.
	Destructive bool
}

// Plan is the remediation of all failing findings: the steps of the result in their order, which the evaluation has found by changing
// the evidence step by step, those of several accounts by severity, and what is left to be done by hand between them, before the first step
// that is less severe.
func Plan(res *policies.Result, lang string) []PlanStep {
	out, _ := PlanFor(res, lang, PlanOptions{})
	return out
}

// PlanFor is Plan, narrowed. reached is false when the plan ends below a target.
func PlanFor(res *policies.Result, lang string, o PlanOptions) (steps []PlanStep, reached bool) {
	p := planner{res: res, lang: lang, controls: byID(res), tallies: tallies(res), accepted: map[string]bool{}}
	for f := range res.Findings.Where(func(t policies.Tally) bool { return t.Suppressed != (policies.Suppressed{}) }) {
		if f.Suppressed != nil {
			p.accepted[f.ID] = true
		}
	}
	queues := p.automatic()
	if len(o.Target) == 0 {
		queues = append(queues, p.manual(o.Severity))
	}
	reached = p.reaches(o.Target)
	for !reached || len(o.Target) == 0 {
		at := -1
		for i, q := range queues {
			if len(q.steps) > 0 && (at < 0 || compareSteps(&q.steps[0], &queues[at].steps[0]) < 0) {
				at = i
			}
		}
		if at < 0 {
			break
		}
		s := queues[at].steps[0]
		queues[at].steps = queues[at].steps[1:]
		if len(o.Target) > 0 && s.Destructive && !o.Destructive {
			continue
		}
		s.Number = len(steps) + 1
		queues[at].numbers = append(queues[at].numbers, s.Number)
		after := []int{}
		for _, n := range s.After {
			if n >= 1 && n < len(queues[at].numbers) {
				after = append(after, queues[at].numbers[n-1])
			}
		}
		for _, earlier := range steps { // what a person has to do first
			if earlier.Manual && earlier.Account == s.Account && slices.Contains(s.Needs, earlier.Control) && !s.Manual {
				after = append(after, earlier.Number)
			}
		}
		slices.Sort(after)
		s.After = after
		if !s.Manual && s.Changes != nil {
			s.Forecast = p.forecast(s.Changes)
			reached = p.reaches(o.Target)
		}
		steps = append(steps, s)
	}
	return full(steps), reached || len(o.Target) == 0
}

// Unreached says that a plan ends below a target.
func Unreached(lang, target string) string { return planSay("unreached", lang, "target", Safe(target)) }

// Narrow are the steps of a report's plan that concern this severity or a worse one, and these standards and controls; what is empty narrows nothing.
// Numbers stay those of the whole plan.
func Narrow(r *Report, severity string, standards, controls []string) []PlanStep {
	known := byID(r.Result)
	of := map[string]string{} // finding -> control
	for f := range r.Result.Findings.All() {
		if f.Status == policies.Failed {
			of[f.ID] = f.Control
		}
	}
	out := []PlanStep{}
	for _, s := range r.Plan {
		ids := map[string]bool{s.Control: true}
		for _, id := range s.Resolves {
			ids[of[id]] = true
		}
		in := func(list []string, has func(*policies.Control, string) bool) bool {
			if len(list) == 0 {
				return true
			}
			for id := range ids {
				if c := known[id]; c != nil && slices.ContainsFunc(list, func(x string) bool { return has(c, x) }) {
					return true
				}
			}
			return false
		}
		if severity != "" && rank(s.Severity) > rank(severity) ||
			!in(standards, func(c *policies.Control, x string) bool {
				for id := range c.Standards {
					if strings.EqualFold(id, x) {
						return true
					}
				}
				return false
			}) || !in(controls, func(c *policies.Control, x string) bool { return strings.EqualFold(c.ID, x) }) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// queue are steps that keep their order, and the numbers that those which have left it were given.
type queue struct {
	steps   []PlanStep
	numbers []int
}

// compareSteps orders the heads of queues: what destroys nothing first, then by severity, then what is by hand.
func compareSteps(a, b *PlanStep) int {
	flag := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(flag(a.Destructive), flag(b.Destructive)), cmp.Compare(rank(a.Severity), rank(b.Severity)), cmp.Compare(flag(b.Manual), flag(a.Manual)))
}

type planner struct {
	res      *policies.Result
	lang     string
	controls map[string]*policies.Control
	tallies  map[string]*tally
	resolved map[string]bool    // finding ids
	accepted map[string]bool    // finding ids
	subjects map[[3]string]bool // account, control, subject that have steps
}

// automatic are the steps with commands, a queue for each account.
func (p *planner) automatic() []queue {
	p.resolved, p.subjects = map[string]bool{}, map[[3]string]bool{}
	var out []queue
	at := map[string]int{}
	severity := map[string]string{}
	for f := range p.res.Findings.All() {
		if f.Status == policies.Failed {
			severity[f.ID] = f.Severity
		}
	}
	for _, s := range p.res.Steps {
		c := p.controls[s.Control]
		if c == nil {
			continue
		}
		i, ok := at[s.Account]
		if !ok {
			i = len(out)
			at[s.Account], out = i, append(out, queue{})
		}
		x := p.step(c, s)
		for _, id := range x.Resolves {
			p.resolved[id] = true
			if sev, known := severity[id]; known && rank(sev) < rank(x.Severity) {
				x.Severity = sev
			}
		}
		p.subjects[[3]string{s.Account, s.Control, s.Subject}] = true
		out[i].steps = append(out[i].steps, x)
	}
	return out
}

// manual are the failing findings that no step mends. What several controls with the same rules find is there once: in the name of the
// control that the rules were written for, or without it of the lowest id.
func (p *planner) manual(severity string) queue {
	first := map[[2]string]string{}
	for f := range p.res.Findings.All() {
		if c := p.controls[f.Control]; urgency(f) == 0 && c != nil {
			g := [2]string{f.Account, rules(*c)}
			if id, ok := first[g]; !ok || c.SameAs == "" || id != g[1] && compareIDs(c.ID, id) < 0 {
				first[g] = c.ID
			}
		}
	}
	var out queue
	for f := range p.res.Findings.All() {
		c := p.controls[f.Control]
		if f.Status != policies.Failed || f.Suppressed != nil || c == nil || first[[2]string{f.Account, rules(*c)}] != c.ID || p.resolved[f.ID] ||
			severity != "" && rank(f.Severity) > rank(severity) {
			continue
		}
		id := f.Resource.ID
		if c.Subject == "region" {
			id = f.Region
		}
		if p.subjects[[3]string{f.Account, f.Control, id}] || p.subjects[[3]string{f.Account, f.Control, f.Resource.ARN}] {
			continue
		}
		s := p.step(c, policies.Step{Control: f.Control, Account: f.Account, Region: f.Region, Subject: id})
		s.Severity = f.Severity
		s.Resolves = []string{f.ID}
		out.steps = append(out.steps, s)
	}
	slices.SortStableFunc(out.steps, func(a, b PlanStep) int {
		return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), compareIDs(a.Control, b.Control), cmp.Compare(a.Account, b.Account),
			cmp.Compare(a.Region, b.Region), cmp.Compare(a.Subject, b.Subject))
	})
	return out
}

// rules is the id of the control that a control's rules were written for.
func rules(c policies.Control) string { return cmp.Or(c.SameAs, c.ID) }

func (p *planner) step(c *policies.Control, s policies.Step) PlanStep {
	s.Calls, s.Undo, s.Effect, s.Needs = whole(s.Calls), whole(s.Undo), full(s.Effect), full(s.Needs)
	out := PlanStep{Step: s, ID: cmp.Or(s.ID, policies.StepID(s)), Severity: c.Severity, Title: c.Title.In(p.lang), Remediation: c.Remediation.In(p.lang), Construct: c.Construct,
		After: s.After, Manual: len(s.Calls) == 0, Commands: []string{}, UndoCommands: []string{}, Resolves: []string{}, Worsens: []string{},
		Risk: s.Risk, Checks: full(s.Checks)}
	for _, call := range s.Calls {
		out.Commands = append(out.Commands, CLI(call, s.Region))
	}
	for _, call := range s.Undo {
		out.UndoCommands = append(out.UndoCommands, CLI(call, s.Region))
	}
	if out.Manual {
		out.ManualWhy = manualTexts[cmp.Or(c.Manual, c.Otherwise)].In(p.lang)
		return out
	}
	out.Reversible = !s.Destructive && len(s.Undo) > 0
	out.Breaks = riskTexts[s.Risk].In(p.lang)
	out.Cost = costText(s.Costs, p.lang)
	if len(s.Permissions) > 0 {
		out.Permissions = &PermissionPolicy{"2012-10-17", []PermissionStatement{{"Allow", s.Permissions, "*"}}}
	}
	if !s.Destructive {
		out.CloudFormation = CloudFormation(s)
	}
	for _, x := range s.Changes {
		switch {
		case x.From == policies.Failed && x.To != policies.Failed:
			out.Resolves = append(out.Resolves, x.Finding)
		case x.From != policies.Failed && x.To == policies.Failed:
			out.Worsens = append(out.Worsens, x.Finding)
		}
	}
	return out
}

// forecast moves the tallies on by what a step changes, and gives the scores then.
func (p *planner) forecast(changes []policies.Change) *Forecast {
	before := map[string]Status{}
	for _, x := range changes {
		c, t := p.controls[x.Control], p.tallies[x.Control]
		if c == nil || t == nil || p.accepted[x.Finding] { // what somebody accepted counts neither before nor after
			continue
		}
		if _, noted := before[x.Control]; !noted {
			before[x.Control] = t.status(*c)
		}
		t.move(x.From, x.WasEmpty, -1)
		t.move(x.To, x.Empty, 1)
	}
	f := &Forecast{Summary: forecastScore(summaryOf(p.res, p.tallies)), Standards: []ForecastScore{}, Controls: []ForecastStatus{}}
	for _, s := range scoresOf(p.res, p.tallies) {
		f.Standards = append(f.Standards, forecastScore(s))
	}
	for id, was := range before {
		if now := p.tallies[id].status(*p.controls[id]); now != was {
			f.Controls = append(f.Controls, ForecastStatus{id, was, now})
		}
	}
	slices.SortFunc(f.Controls, func(a, b ForecastStatus) int { return compareIDs(a.ID, b.ID) })
	return f
}

func forecastScore(s StandardScore) ForecastScore {
	return ForecastScore{ID: s.ID, Score: s.Score, Passed: s.Passed, Failed: s.Failed, Unknown: s.Unknown}
}

// reaches says whether all targets are reached.
func (p *planner) reaches(target map[string]int) bool {
	if len(target) == 0 {
		return false
	}
	scores := map[string]*int{"": summaryOf(p.res, p.tallies).Score}
	for _, s := range scoresOf(p.res, p.tallies) {
		scores[s.ID] = s.Score
	}
	for id, limit := range target {
		if s := scores[id]; s == nil || *s < limit {
			return false
		}
	}
	return true
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

// WritePlan writes a plan to be read and copied from: commands, and everything else in comments. What destroys something is a comment too, so
// that running the whole text never does. Lines are not wrapped, for they are copied.
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
		where = append(where, "["+Safe(s.ID)+"]")
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
			if s.ManualWhy != "" {
				line(3, "", Safe(s.ManualWhy))
			}
		}
		if s.Breaks != "" && (!again || i > 0 && steps[i-1].Breaks != s.Breaks) {
			line(3, "", planSay("breaks", o.Lang, "what", Safe(s.Breaks)))
			line(3, "", planSay("cost", o.Lang, "what", Safe(s.Cost)))
		}
		if len(s.Resolves) > 1 {
			line(3, "", planSay("mends", o.Lang, "n", len(s.Resolves)))
		}
		if len(s.Worsens) > 0 {
			line(3, yellow, planSay("worsens", o.Lang, "n", len(s.Worsens)))
		}
		if s.Forecast != nil {
			line(3, "", forecastLine(s.Forecast, o.Lang))
			if passes := s.Forecast.passing(); len(passes) > 0 {
				line(3, green, planSay("passes", o.Lang, "controls", showList(passes)))
			}
		}
		if s.Permissions != nil {
			line(3, dim, planSay("allowed", o.Lang, "actions", showList(s.Permissions.Statement[0].Action)))
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
		if !s.Manual && !s.Reversible && s.Breaks != "" {
			line(3, yellow, planSay("irreversible", o.Lang))
		}
	}
	return b.Flush()
}

// forecastLine are the scores after a step.
func forecastLine(f *Forecast, lang string) string {
	more := ""
	for _, s := range f.Standards {
		if s.Score != nil {
			more += fmt.Sprintf("  %s %d", s.ID, *s.Score)
		}
	}
	return planSay("forecast", lang, "score", scoreText(f.Summary.Score), "more", more)
}

func scoreText(score *int) string {
	if score == nil {
		return "-"
	}
	return fmt.Sprint(*score)
}

// passing are the controls that pass with the step and did not before.
func (f *Forecast) passing() []string {
	var out []string
	for _, c := range f.Controls {
		if c.To == Passed {
			out = append(out, c.ID)
		}
	}
	return out
}
