package policies

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
)

// Change is one finding that a step alters. From is empty for a finding that did not exist before, To for one that exists no longer.
type Change struct {
	Finding string // Finding.ID
	Control string
	From    Status
	To      Status
	// WasEmpty and Empty mark a PASSED because no resource was in scope, before and after.
	WasEmpty, Empty bool
}

// most candidates of one control that are judged step by step. Of more, those that touch different elements are judged together: the
// time that a plan takes would otherwise grow with the square of what fails.
const stepwise = 40

// planner orders an account's steps. It takes the best candidate, changes the evidence as the step would change the account, judges
// what reads the changed part anew, and goes on from there. So each step builds on those before it: what they mended needs no step, and
// a policy or another setting that is replaced as a whole keeps what they put there.
type planner struct {
	set    *Set
	run    *run
	first  []reach // what the gaps hide, before any decision about the account
	groups [][]int
	state  []judged // of groups
	tried  map[string]bool
	since  map[string]int // signature of a candidate -> number of the step that made it possible
	errs   map[int][]string
	out    []Step
}

// judged is what the same rules say of the account.
type judged struct {
	statuses map[string]outcome // by the subject's part of the finding's id
	steps    []Step
}

type outcome struct {
	status Status
	empty  bool
}

// candidate is a step that could come next.
type candidate struct {
	Step
	group int
	sign  string
}

// plan gives the steps in their order, and what controls did wrong on the way.
func (r *run) planSteps(ctx context.Context, first []reach, groups [][]int, outs []output) ([]Step, map[int][]string, error) {
	p := &planner{set: r.set, run: r, first: first, groups: groups, state: make([]judged, len(groups)), tried: map[string]bool{}, since: map[string]int{}, errs: map[int][]string{}}
	for g := range groups {
		p.keep(ctx, g, outs[groups[g][0]].rulings)
	}
	for ctx.Err() == nil {
		batch := p.next()
		if len(batch) == 0 {
			break
		}
		if err := p.take(ctx, batch); err != nil {
			return nil, nil, err
		}
	}
	return p.out, p.errs, ctx.Err()
}

// unaccepted leaves failures out that somebody accepted for every control that the rules decide.
func (p *planner) unaccepted(g int, rulings []ruling) []ruling {
	accepted := p.run.o.Accepted
	if accepted == nil {
		return rulings
	}
	return slices.DeleteFunc(slices.Clone(rulings), func(x ruling) bool {
		return x.status == Failed && !slices.ContainsFunc(p.groups[g], func(i int) bool {
			c := p.set.items[i].control
			return !accepted(&Finding{Control: c.ID, Status: x.status, Severity: c.Severity, Account: x.subject.account, Region: x.subject.Region, Resource: x.subject.resource}, p.run.o.AsOf)
		})
	})
}

func (p *planner) item(g int) *item { return p.set.items[p.groups[g][0]] }

// keep notes a group's rulings, and asks its plan for what fails.
func (p *planner) keep(ctx context.Context, g int, rulings []ruling) {
	now := judged{statuses: make(map[string]outcome, len(rulings))}
	for _, x := range rulings {
		now.statuses[x.subject.Region+"\x00"+x.subject.resource.ID] = outcome{x.status, x.empty}
	}
	it := p.item(g)
	steps, err := p.run.steps(ctx, it, p.unaccepted(g, rulings))
	if err != nil && ctx.Err() == nil {
		text := fmt.Sprintf("%s: plan: %v", it.control.ID, err)
		if !slices.Contains(p.errs[p.groups[g][0]], text) {
			p.errs[p.groups[g][0]] = append(p.errs[p.groups[g][0]], text)
		}
	}
	now.steps = steps
	p.state[g] = now
}

// wanted says whether the plan was asked for steps of this severity.
func (p *planner) wanted(g int) bool {
	limit := p.run.o.PlanSeverity
	if limit == "" {
		return true
	}
	for _, i := range p.groups[g] {
		if slices.Index(severities, p.set.items[i].control.Severity) <= slices.Index(severities, limit) {
			return true
		}
	}
	return false
}

// weight is what a severity counts for in the order of steps.
var weight = map[string]int{"CRITICAL": 40, "HIGH": 15, "MEDIUM": 5, "LOW": 2, "INFORMATIONAL": 1}

// next are the candidates to take: one, or many of the same control where there are many.
func (p *planner) next() []candidate {
	var all []candidate
	value, waiting := map[string]int{}, map[string]int{} // by signature; by control: the candidates of a group
	needed := map[string]bool{}
	for g := range p.groups {
		fresh := 0
		for _, s := range p.state[g].steps {
			if sign := s.signature(); !p.tried[s.attempt()] {
				all = append(all, candidate{s, g, sign})
				fresh++
			}
		}
		if fresh == 0 {
			continue
		}
		waiting[p.item(g).control.ID] = fresh
		failing := 0
		for _, o := range p.state[g].statuses {
			if o.status == Failed {
				failing++
			}
		}
		gain := 0 // of the group's first control alone, and as much again for each that passes when all steps are done
		for _, i := range p.groups[g] {
			w := weight[p.set.items[i].control.Severity]
			gain += 100 * w
			if failing <= fresh {
				gain += 200 * w / fresh
			}
		}
		seen := map[string]bool{}
		for _, c := range all[len(all)-fresh:] {
			if !seen[c.sign] {
				seen[c.sign] = true
				value[c.sign] += gain
			}
		}
		if p.wanted(g) {
			p.need(p.item(g).control.ID, all, needed)
		}
	}
	all = slices.DeleteFunc(all, func(c candidate) bool { return !p.wanted(c.group) && !needed[c.Control] })
	if len(all) == 0 {
		return nil
	}
	ready := slices.DeleteFunc(slices.Clone(all), func(c candidate) bool {
		return slices.ContainsFunc(c.Needs, func(id string) bool { return id != c.Control && waiting[id] > 0 })
	})
	if len(ready) == 0 { // they need each other in a circle
		ready = all
	}
	for i := range ready {
		sign := ready[i].sign
		if _, known := p.since[sign]; !known {
			p.since[sign] = len(p.out)
		}
	}
	best := slices.MinFunc(ready, func(a, b candidate) int {
		worth := func(c candidate) int { return value[c.sign] / riskOf(c.Calls).weight() }
		return cmp.Or(compareBools(a.Destructive, b.Destructive), cmp.Compare(worth(b), worth(a)),
			cmp.Compare(slices.Index(severities, p.item(a.group).control.Severity), slices.Index(severities, p.item(b.group).control.Severity)),
			compareIDs(a.Control, b.Control), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.sign, b.sign))
	})
	if waiting[best.Control] <= stepwise || best.Destructive {
		return []candidate{best}
	}
	var batch []candidate
	touched := map[[2]string]bool{}
	for _, c := range ready {
		if c.group != best.group || c.Destructive || slices.ContainsFunc(c.Effect, func(e Effect) bool { return touched[[2]string{e.Collection, e.ID}] }) {
			continue
		}
		for _, e := range c.Effect {
			touched[[2]string{e.Collection, e.ID}] = true
		}
		batch = append(batch, c)
	}
	slices.SortFunc(batch, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.sign, b.sign))
	})
	return batch
}

// need marks what a control's steps wait for, and what that waits for.
func (p *planner) need(id string, all []candidate, needed map[string]bool) {
	for _, c := range all {
		if c.Control != id {
			continue
		}
		for _, n := range c.Needs {
			if !needed[n] {
				needed[n] = true
				p.need(n, all, needed)
			}
		}
	}
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// signature is the same for steps that make the same calls at the same place.
func (s *Step) signature() string {
	raw, err := json.Marshal(s.Calls)
	if err != nil {
		return s.Control + s.Subject
	}
	return s.Region + string(raw)
}

// attempt is the same for what a control would do once more for a subject: the same calls, or another value of the same whole setting.
func (s *Step) attempt() string {
	place := s.replaces()
	if place == "" || joining[s.Calls[0].Service+":"+s.Calls[0].Operation].list != "" {
		place = s.signature()
	}
	return s.Control + " " + s.Subject + " " + place
}

// StepID is the control of a step and a short hash of where it is and what it does, for people and scripts to name it: the same in every plan
// of the account that has the step, whatever comes before it. A step without calls is one by hand. What a call puts into a setting that it replaces as a
// whole does not count, for that depends on the steps before.
func StepID(s Step) string {
	sum := sha256.Sum256([]byte(s.Account + "\x00" + s.Region + "\x00" + s.attempt()))
	return s.Control + "-" + hex.EncodeToString(sum[:4])
}

// take makes steps of candidates: the evidence changes, and with it what is said of it.
func (p *planner) take(ctx context.Context, batch []candidate) error {
	before := p.findings()
	at := len(p.out)
	for _, c := range batch {
		p.mark(c)
		s := c.Step
		s.ID, s.After = StepID(s), p.after(c)
		p.out = append(p.out, s)
	}
	var effects []Effect
	for _, c := range batch {
		effects = append(effects, c.Effect...)
	}
	if err := p.apply(ctx, effects); err != nil {
		return err
	}
	if len(batch) == 1 {
		if err := p.absorb(ctx, &p.out[at]); err != nil {
			return err
		}
	}
	p.account(before, p.out[at:])
	for i := range p.out[at:] {
		p.run.about(&p.out[at+i])
	}
	return nil
}

// mark notes that a candidate was taken: the same calls are not made again, whichever control asks for them.
func (p *planner) mark(c candidate) {
	for g := range p.groups {
		for _, s := range p.state[g].steps {
			if s.signature() == c.sign {
				p.tried[s.attempt()] = true
			}
		}
	}
}

// after are the numbers, from 1, of the steps that a candidate builds on: those of the controls that it needs, and the one that made it possible.
func (p *planner) after(c candidate) []int {
	out := []int{}
	for i, s := range p.out {
		if slices.Contains(c.Needs, s.Control) && s.Control != c.Control {
			out = append(out, i+1)
		}
	}
	if n := p.since[c.sign]; n > 0 && p.depends(c.Step, p.out[n-1]) {
		out = append(out, n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// depends says whether a step touches something that an earlier one has made or changed.
func (p *planner) depends(s, earlier Step) bool {
	for _, e := range earlier.Effect {
		for _, f := range s.Effect {
			if e.Collection == f.Collection && e.ID == f.ID {
				return true
			}
		}
		if e.Op == "add" {
			if raw, err := json.Marshal(s.Calls); err == nil && strings.Contains(string(raw), strings.Trim(quoted(e.ID), `"`)) {
				return true
			}
		}
	}
	return false
}

func quoted(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

// absorb adds to a step of one call that replaces a setting as a whole what other candidates would put into the same setting, so that
// one call does it all.
func (p *planner) absorb(ctx context.Context, s *Step) error {
	place := s.replaces()
	if place == "" {
		return nil
	}
	for {
		var more *candidate
		for g := range p.groups {
			if !p.wanted(g) {
				continue
			}
			for _, other := range p.state[g].steps {
				sign := other.signature()
				if other.replaces() == place && other.Destructive == s.Destructive && !p.tried[other.attempt()] &&
					(more == nil || compareIDs(other.Control, more.Control) < 0) && !p.waits(other) {
					more = &candidate{other, g, sign}
				}
			}
		}
		if more == nil {
			return nil
		}
		p.mark(*more)
		if list := joining[s.Calls[0].Service+":"+s.Calls[0].Operation].list; list != "" {
			s.Calls, s.Undo = []Call{joinedCall(s.Calls[0], more.Calls[0], list)}, []Call{joinedCall(s.Undo[0], more.Undo[0], list)}
		} else {
			s.Calls = more.Calls // it was planned on the evidence that the step has changed, so it holds what the step put there
		}
		s.Effect = append(slices.Clone(s.Effect), more.Effect...)
		for _, n := range more.Needs {
			if !slices.Contains(s.Needs, n) {
				s.Needs = append(slices.Clone(s.Needs), n)
			}
		}
		if err := p.apply(ctx, more.Effect); err != nil {
			return err
		}
	}
}

// waits says whether another control's steps must come first.
func (p *planner) waits(s Step) bool {
	for g := range p.groups {
		if id := p.item(g).control.ID; id != s.Control && slices.Contains(s.Needs, id) {
			for _, x := range p.state[g].steps {
				if !p.tried[x.attempt()] {
					return true
				}
			}
		}
	}
	return false
}

// replaces names the setting that a step of one call replaces as a whole: operation, Region and what the setting belongs to.
// It is empty for any other step.
func (s *Step) replaces() string {
	if len(s.Calls) != 1 || len(s.Undo) != 1 {
		return ""
	}
	op := s.Calls[0].Service + ":" + s.Calls[0].Operation
	keys, ok := replacing[op]
	if x, joins := joining[op]; joins {
		if list, _ := s.Calls[0].Params[x.list].([]any); len(list) == 0 || len(s.Calls[0].Params) > len(x.keys)+1 {
			return ""
		}
		if list, _ := s.Undo[0].Params[x.list].([]any); len(list) == 0 {
			return ""
		}
		keys, ok = x.keys, true
	}
	if !ok || s.Undo[0].Service != s.Calls[0].Service {
		return ""
	}
	place := []string{s.Calls[0].Service, s.Calls[0].Operation, s.Region}
	for _, k := range keys {
		place = append(place, fmt.Sprint(s.Calls[0].Params[k]))
	}
	return strings.Join(place, "\x00")
}

// replacing are the operations that replace a setting as a whole, with the parameters that say whose setting it is.
var replacing = map[string][]string{
	"cloudtrail:PutEventSelectors":          {"TrailName"},
	"config:PutConfigurationRecorder":       {},
	"iam:UpdateAccountPasswordPolicy":       {},
	"iam:UpdateAssumeRolePolicy":            {"RoleName"},
	"kms:PutKeyPolicy":                      {"KeyId", "PolicyName"},
	"s3:PutBucketLifecycleConfiguration":    {"Bucket"},
	"s3:PutBucketNotificationConfiguration": {"Bucket"},
	"s3:PutBucketPolicy":                    {"Bucket"},
	"s3:PutPublicAccessBlock":               {"Bucket"},
	"s3control:PutPublicAccessBlock":        {"AccountId"},
	"sns:SetTopicAttributes":                {"TopicArn", "AttributeName"},
}

// joining are the operations that take a list and leave alone what is not in it, with the parameters that say whose list it is.
var joining = map[string]struct {
	list string
	keys []string
}{
	"guardduty:UpdateDetector": {"Features", []string{"DetectorId"}},
	"inspector2:Enable":        {"resourceTypes", []string{"accountIds"}},
}

// joinedCall is a call with the lists of both.
func joinedCall(a, b Call, list string) Call {
	out := Call{Service: a.Service, Operation: a.Operation, Params: maps.Clone(a.Params)}
	members, _ := a.Params[list].([]any)
	more, _ := b.Params[list].([]any)
	members = slices.Clone(members)
	for _, x := range more {
		if !slices.ContainsFunc(members, func(y any) bool { return reflect.DeepEqual(x, y) }) {
			members = append(members, x)
		}
	}
	out.Params[list] = members
	return out
}

// findings are the statuses of all findings by id.
func (p *planner) findings() map[string]Change {
	out := map[string]Change{}
	for g, group := range p.groups {
		for _, i := range group {
			it := p.set.items[i]
			if p.run.off(it) {
				continue
			}
			for key, o := range p.state[g].statuses {
				region, id, _ := strings.Cut(key, "\x00")
				f := findingID(p.run.w.account, region, it.control.ID, id)
				out[f] = Change{Finding: f, Control: it.control.ID, To: o.status, Empty: o.empty}
			}
		}
	}
	return out
}

// account tells the steps, which were taken together, what they changed: each its own subjects, the last all others.
func (p *planner) account(before map[string]Change, steps []Step) {
	after := p.findings()
	owner := map[string]int{}
	for i, s := range steps {
		if _, twice := owner[s.Subject]; !twice {
			owner[s.Subject] = i
		}
	}
	all := map[string]Change{}
	for id, was := range before {
		now := after[id]
		if was.To != now.To || was.Empty != now.Empty {
			all[id] = Change{Finding: id, Control: was.Control, From: was.To, To: now.To, WasEmpty: was.Empty, Empty: now.Empty}
		}
	}
	for id, now := range after {
		if _, was := before[id]; !was {
			all[id] = Change{Finding: id, Control: now.Control, To: now.To, Empty: now.Empty}
		}
	}
	for i := range steps {
		steps[i].Changes = []Change{}
	}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		i := len(steps) - 1
		if len(steps) > 1 {
			for _, subject := range slices.Sorted(maps.Keys(owner)) { // the longest that fits, for an id may be the end of another
				if strings.HasSuffix(id, "/"+subject) && (i == len(steps)-1 || len(subject) > len(steps[i].Subject)) {
					i = owner[subject]
				}
			}
		}
		steps[i].Changes = append(steps[i].Changes, all[id])
	}
}

// apply changes the evidence and judges anew what reads the changed part.
func (p *planner) apply(ctx context.Context, effects []Effect) error {
	if len(effects) == 0 {
		return nil
	}
	w, changed := p.run.w.changed(effects)
	if len(changed) == 0 {
		return nil
	}
	next := *p.run
	next.w = w
	if slices.ContainsFunc(p.set.decided(), func(it *item) bool { return it.concerned(changed) }) {
		w.reach = slices.Clone(p.first)
		var acc Account
		if err := next.decideAll(ctx, &acc); err != nil {
			return err
		}
		if !slices.Equal(next.governed, p.run.governed) {
			changed["governed_regions"] = nil
			changed["regions"] = nil
		}
		if !slices.Equal(next.profiles, p.run.profiles) || !maps.EqualFunc(next.undecidedProfiles, p.run.undecidedProfiles, slices.Equal) {
			for g := range p.groups {
				for key := range p.item(g).uses {
					changed[key] = nil
				}
			}
		}
	}
	next.input = w.input(w.regions(w.evidence, next.governed), next.asOf)
	previous := p.run
	p.run = &next
	var again []int
	var busy []*item
	gaps := w.hidden()
	next.idle = maps.Clone(previous.idle)
	for g := range p.groups {
		it := p.item(g)
		if !it.concerned(changed) {
			continue
		}
		again = append(again, g)
		for _, i := range p.groups[g] {
			x := p.set.items[i]
			delete(next.idle, x)
			switch {
			case x.user || next.off(x):
			case len(next.expected(x)) == 0 && !x.touched(gaps):
				next.idle[x] = true
			default:
				busy = append(busy, x)
			}
		}
	}
	if err := p.set.compile(busy); err != nil {
		return err
	}
	next.library = newLibrary(busy)
	for _, g := range again {
		it := p.item(g)
		var rulings []ruling
		if !next.off(it) {
			rulings, _ = next.judge(ctx, it)
		}
		p.keep(ctx, g, rulings)
	}
	return ctx.Err()
}

// concerned says whether a control's verdicts or steps may change with these fields of collections; no fields stand for all.
func (it *item) concerned(changed map[string]map[string]bool) bool {
	for key, fields := range changed {
		if fields == nil && it.control.Collection == key || it.control.Governed && key == "governed_regions" {
			return true
		}
		for _, uses := range []map[string]*reads.Use{it.uses, it.plan} {
			use := it.read(uses)[key]
			if use == nil {
				continue
			}
			if fields == nil || use.Whole {
				return true
			}
			for f := range use.Fields {
				if fields[f] {
					return true
				}
			}
		}
	}
	return false
}

// changed is the world after the effects, and what of it is different: by collection the top fields, nil where elements came or went.
func (w *world) changed(effects []Effect) (*world, map[string]map[string]bool) {
	next := *w
	next.evidence = maps.Clone(w.evidence)
	touched := map[string]map[string]bool{}
	for _, e := range effects {
		list, known := next.evidence[e.Collection]
		if !known { // no chosen control reads it
			continue
		}
		at := slices.IndexFunc(list, func(el ast.Object) bool { return str(el, "id") == e.ID })
		switch {
		case e.Op == "add":
			value, err := ast.InterfaceToValue(e.Value)
			el, ok := value.(ast.Object)
			if err != nil || !ok {
				continue
			}
			list = slices.Clone(list)
			if at >= 0 {
				list[at] = el
			} else {
				list = append(list, el)
				slices.SortStableFunc(list, func(a, b ast.Object) int {
					return cmp.Or(cmp.Compare(str(a, "region"), str(b, "region")), cmp.Compare(str(a, "id"), str(b, "id")))
				})
			}
			touched[e.Collection] = nil
		case at < 0:
			continue
		case e.Op == "remove":
			list = slices.Delete(slices.Clone(list), at, at+1)
			touched[e.Collection] = nil
		case e.Op == "set":
			var value ast.Value
			if e.Value != nil {
				var err error
				if value, err = ast.InterfaceToValue(e.Value); err != nil {
					continue
				}
			}
			path := strings.Split(e.Path, ".")
			list = slices.Clone(list)
			list[at] = changedAt(list[at], path, value).(ast.Object)
			if fields, there := touched[e.Collection]; !there {
				touched[e.Collection] = map[string]bool{path[0]: true}
			} else if fields != nil {
				fields[path[0]] = true
			}
		}
		next.evidence[e.Collection] = list
	}
	return &next, touched
}

// changedAt is a value with another value at a path of fields; nil takes the field away. A number on the way is a place in a list, from 0; another
// list is looked through. Objects that a new value needs are made.
func changedAt(v ast.Value, path []string, value ast.Value) ast.Value {
	switch x := v.(type) {
	case *ast.Array:
		var terms []*ast.Term
		place, err := strconv.Atoi(path[0])
		x.Foreach(func(t *ast.Term) {
			switch {
			case err != nil:
				terms = append(terms, ast.NewTerm(changedAt(t.Value, path, value)))
			case len(terms) != place || len(path) == 1:
				terms = append(terms, t)
			default:
				terms = append(terms, ast.NewTerm(changedAt(t.Value, path[1:], value)))
			}
		})
		return ast.NewArray(terms...)
	case ast.Object:
		field := ast.StringTerm(path[0])
		out := ast.NewObject()
		x.Foreach(func(k, t *ast.Term) {
			if !k.Equal(field) {
				out.Insert(k, t)
			}
		})
		inner := value
		if len(path) > 1 {
			if inner = nil; x.Get(field) != nil {
				inner = x.Get(field).Value
			}
			inner = changedAt(inner, path[1:], value)
		}
		if inner != nil {
			out.Insert(field, ast.NewTerm(inner))
		}
		return out
	}
	if value == nil {
		return v
	}
	return changedAt(ast.NewObject(), path, value)
}
