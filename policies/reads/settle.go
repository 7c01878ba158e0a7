package reads

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

const (
	seenIn   = "seen_in"
	anyField = "*"

	maxJoin   = 10_000    // steps to find a choice of elements under which one read matters; beyond it the read matters
	maxSettle = 3_000_000 // steps of one Settle; beyond it every read matters
)

// envelope are the fields of an element that no failed call can hide.
var envelope = map[string]bool{"id": true, "arn": true, "type": true, "account": true, "region": true}

// Gap is something that could not be read.
type Gap struct {
	Collection string
	Region     string // of the call; "": any
	ID         string // of the element; "": the listing failed or ended early
	// Operation is the detail, with or without its service ("sns:GetTopicAttributes"); of no meaning for a listing. One that is no
	// detail of the collection may have hidden or cut any listing field of the element, except the envelope.
	Operation string
}

// Evidence is what an evaluation sees: the elements of each collection that Facts.Uses names, without the gapped parts. Objects carry
// id, account, region and, where there is one, arn. "regions" and "governed_regions" are in it like other collections.
type Evidence map[string][]ast.Object

// Key is how findings and subjects are told apart within one control and account.
type Key struct{ Region, ID string }

// Subject is what a control judges. Element is nil for the account, a region and the organization; for a resource it is the element.
type Subject struct {
	ID, Region string
	Element    ast.Object
}

// Key is the key of the finding on s.
func (s Subject) Key() Key { return Key{s.Region, s.ID} }

// Verdict is what a control says of a subject.
type Verdict struct{ Status, Code string }

// Settled is a verdict that holds however the gaps are filled. If there is none the status is NOT_AVAILABLE and Gaps are the indices of those
// to blame, sorted. Status "" means that the control gave no finding although no gap can be the reason: its own error.
type Settled struct {
	Verdict
	Gaps []int
}

// Membership says whether a subject is in scope.
type Membership int

// The memberships. Unknown: some gaps decide it.
const (
	Out Membership = iota
	In
	Unknown
)

// Scoped is a membership that holds however the gaps are filled, or Unknown and the indices of the gaps to blame, sorted.
type Scoped struct {
	Membership
	Gaps []int
}

// HasSubjects says whether the control narrows its scope with a rule subjects.
func (f *Facts) HasSubjects() bool { return f.scoped }

// Elsewhere are the facts about the control's rule elsewhere, as those of a control of the account that is in scope where there is a finding;
// nil: there is no such rule.
func (f *Facts) Elsewhere() *Facts {
	if len(f.elsewhere) == 0 {
		return nil
	}
	return &Facts{Uses: f.Uses, cols: f.cols, findings: f.elsewhere, subjects: f.elsewhere, scoped: true}
}

// Touched are the indices of the gaps that this control reads at all. With none of them no verdict of it can change.
func (f *Facts) Touched(ev Evidence, gaps []Gap) []int {
	s := newSettler(f, ev, gaps)
	return slices.Sorted(maps.Keys(s.kinds))
}

// Settle decides which verdicts stand. first are the findings of the evaluation of ev, one a subject; a subject without a finding, or with
// several, is left out of it. again evaluates a smaller evidence, without the elements of which this control misses a detail; it is called at
// most once, and only if the answer may help. An error of again is returned as it is.
func (f *Facts) Settle(ev Evidence, gaps []Gap, subjects []Subject, first map[Key]Verdict, again func(Evidence) (map[Key]Verdict, error)) (map[Key]Settled, error) {
	out := make(map[Key]Settled, len(subjects))
	s := newSettler(f, ev, gaps)
	var pending []Subject
	for _, sub := range subjects {
		v, found := first[sub.Key()]
		blame := map[int]bool{}
		if len(s.kinds) > 0 {
			if found {
				s.against(f.findings, v, sub, false, blame)
			} else {
				s.reached(f.findings, sub, func(polarity) bool { return true }, false, blame)
			}
		}
		out[sub.Key()] = Settled{Verdict: v}
		if len(blame) > 0 {
			out[sub.Key()] = Settled{Verdict{Status: notAvailable}, slices.Sorted(maps.Keys(blame))}
			pending = append(pending, sub)
		}
	}
	if len(pending) == 0 || !s.details() {
		return out, nil
	}
	less, err := again(s.without())
	if err != nil {
		return nil, err
	}
	for _, sub := range pending {
		if v, found := less[sub.Key()]; found {
			blame := map[int]bool{}
			if s.against(f.findings, v, sub, true, blame); len(blame) == 0 {
				out[sub.Key()] = Settled{Verdict: v}
			}
		}
	}
	return out, nil
}

// InScope decides which subjects are in the control's rule subjects, as Settle does for findings: first and again give the ids that the rule
// yields. Without such a rule every subject is in scope.
func (f *Facts) InScope(ev Evidence, gaps []Gap, subjects []Subject, first map[string]bool, again func(Evidence) (map[string]bool, error)) (map[Key]Scoped, error) {
	out := make(map[Key]Scoped, len(subjects))
	s := newSettler(f, ev, gaps)
	var pending []Subject
	for _, sub := range subjects {
		if !f.scoped {
			out[sub.Key()] = Scoped{Membership: In}
			continue
		}
		is, blame := Out, map[int]bool{}
		if first[sub.ID] {
			is = In
		}
		if len(s.kinds) > 0 {
			s.reached(f.subjects, sub, func(p polarity) bool { return is == In && p != +1 || is == Out && p != -1 }, false, blame)
		}
		out[sub.Key()] = Scoped{Membership: is}
		if len(blame) > 0 {
			out[sub.Key()] = Scoped{Unknown, slices.Sorted(maps.Keys(blame))}
			pending = append(pending, sub)
		}
	}
	if len(pending) == 0 || !s.details() {
		return out, nil
	}
	less, err := again(s.without())
	if err != nil {
		return nil, err
	}
	for _, sub := range pending {
		if less[sub.ID] {
			blame := map[int]bool{}
			if s.reached(f.subjects, sub, func(p polarity) bool { return p != +1 }, true, blame); len(blame) == 0 {
				out[sub.Key()] = Scoped{Membership: In}
			}
		}
	}
	return out, nil
}

// plan is the order in which to look for a choice of elements under which a read matters: the read's element first, then the subject,
// then the free ones; with each the conditions that it completes.
type plan struct {
	levels []level
	// near: the read's element is the subject itself, or has an envelope field that must equal one of the subject's, so that
	// gaps are looked up by its value.
	self, near   bool
	field, equal string // near: field of the read's element, equal of the subject
}

type level struct {
	e    *elem // nil: no element of its own
	cons []condition
}

// prepare makes the plans of a branch, once.
func (b *branch) prepare() {
	b.planned.Do(func() {
		for i := range b.outcomes {
			o := &b.outcomes[i]
			for _, r := range b.reads {
				o.plans = append(o.plans, newPlan(r, o.subject))
			}
		}
	})
}

func newPlan(r read, subject *elem) *plan {
	p := &plan{levels: []level{{e: r.e}, {e: subject}}, self: r.e != nil && r.e == subject}
	var cons []condition
	var free []*elem
	seen := map[*scope]bool{}
	var take func(s *scope)
	meet := func(e *elem) {
		if e == nil {
			return
		}
		if e != r.e && e != subject && !slices.Contains(free, e) {
			free = append(free, e)
		}
		take(e.scope)
	}
	take = func(s *scope) {
		for ; s != nil && !seen[s]; s = s.up {
			seen[s] = true
			cons = append(cons, s.cons...)
			for _, c := range s.cons {
				meet(c.e)
				meet(c.other)
			}
		}
	}
	take(r.scope)
	meet(r.e)
	bound := map[*elem]bool{}
	complete := func(l *level) {
		if l.e != nil {
			bound[l.e] = true
		}
		cons = slices.DeleteFunc(cons, func(c condition) bool {
			done := bound[c.e] && (c.other == nil || bound[c.other])
			if done && !slices.ContainsFunc(l.cons, c.equal) {
				l.cons = append(l.cons, c)
			}
			return done
		})
	}
	complete(&p.levels[0])
	complete(&p.levels[1])
	for len(free) > 0 { // the one that most conditions tie to what is chosen
		best, most := 0, -1
		for i, e := range free {
			n := 0
			for _, c := range cons {
				if c.e == e && (c.other == nil || bound[c.other]) || c.other == e && bound[c.e] {
					n++
				}
			}
			if n > most {
				best, most = i, n
			}
		}
		l := level{e: free[best]}
		complete(&l)
		p.levels = append(p.levels, l)
		free = slices.Delete(free, best, best+1)
	}
	if p.self {
		p.field, p.equal = "id", "id"
	}
	if subject != nil && r.e != nil && !p.self {
		for _, c := range p.levels[1].cons {
			if c.op != same || len(c.path) != 1 || len(c.otherPath) != 1 || !envelope[c.path[0]] || !envelope[c.otherPath[0]] {
				continue
			}
			switch {
			case c.e == r.e && c.other == subject:
				p.near, p.field, p.equal = true, c.path[0], c.otherPath[0]
			case c.other == r.e && c.e == subject:
				p.near, p.field, p.equal = true, c.otherPath[0], c.path[0]
			}
		}
	}
	return p
}

func (c condition) equal(o condition) bool {
	return c.e == o.e && c.op == o.op && c.other == o.other && slices.Equal(c.path, o.path) && slices.Equal(c.otherPath, o.otherPath) &&
		slices.EqualFunc(c.consts, o.consts, func(a, b ast.Value) bool { return ast.Compare(a, b) == 0 })
}

type kind int

const (
	listing kind = iota + 1 // hides elements
	detail                  // hides one field of an element
	blurred                 // hides or cuts any listing field of an element
)

// settler applies the rule to one account.
type settler struct {
	f     *Facts
	ev    Evidence
	gaps  []Gap
	kinds map[int]kind       // gaps that the control reads
	elem  map[int]ast.Object // details: the element
	index map[string]*collection
	holes map[hole]bool // what is not known of an element
	near  map[nearKey][]int
	steps int
}

type hole struct{ coll, id, field string }

type nearKey struct{ coll, field, value string }

// collection is an index of the evidence of one collection, and its gaps.
type collection struct {
	byID     map[string]ast.Object
	byARN    map[string]ast.Object
	sameID   bool  // two elements have one id, against the contract: nothing can be told apart
	sameARN  bool  // two elements have one ARN: it tells nothing of what is hidden
	listings []int // gaps of the listing, one a region
	all      []int // gaps of the listing
	details  []int // gaps of elements
	blurred  bool  // some of them blurred
}

func newSettler(f *Facts, ev Evidence, gaps []Gap) *settler {
	s := &settler{f: f, ev: ev, gaps: gaps, kinds: map[int]kind{}, elem: map[int]ast.Object{}, index: map[string]*collection{}, holes: map[hole]bool{}, near: map[nearKey][]int{}}
	for i, g := range gaps {
		u := f.Uses[g.Collection]
		if u == nil {
			continue
		}
		c := s.collection(g.Collection)
		x, listed := c.byID[g.ID]
		if g.ID == "" || !listed { // a gap of an element that is not in the evidence hides the element
			s.kinds[i] = listing
			c.all = append(c.all, i)
			if !slices.ContainsFunc(c.listings, func(j int) bool { return gaps[j].Region == g.Region }) {
				c.listings = append(c.listings, i)
			}
			continue
		}
		col, op := f.cols[g.Collection], operation(g)
		k := blurred
		if slices.Contains(col.Details, op) {
			k = detail
			if !u.Whole && !u.Fields[op] {
				continue
			}
			s.holes[hole{g.Collection, g.ID, op}] = true
			for field, by := range col.Fills {
				if by == op {
					s.holes[hole{g.Collection, g.ID, field}] = true
				}
			}
		} else {
			s.holes[hole{g.Collection, g.ID, ""}] = true
			c.blurred = true
		}
		s.kinds[i], s.elem[i] = k, x
		c.details = append(c.details, i)
		for field := range envelope {
			if v, ok := text(x, field); ok {
				key := nearKey{g.Collection, field, v}
				s.near[key] = append(s.near[key], i)
			}
		}
	}
	return s
}

// safe: no failed call of the listing can hide the field, if the element is listed.
func (c Collection) safe(field string) bool {
	return envelope[field] || slices.Contains(c.Details, field)
}

func operation(g Gap) string { return g.Operation[strings.LastIndex(g.Operation, ":")+1:] }

func (s *settler) collection(coll string) *collection {
	c := s.index[coll]
	if c == nil {
		c = &collection{byID: make(map[string]ast.Object, len(s.ev[coll])), byARN: map[string]ast.Object{}}
		for _, x := range s.ev[coll] {
			if id, ok := text(x, "id"); ok {
				c.sameID = c.sameID || c.byID[id] != nil
				c.byID[id] = x
			}
			if arn, ok := text(x, "arn"); ok {
				c.sameARN = c.sameARN || c.byARN[arn] != nil
				c.byARN[arn] = x
			}
		}
		s.index[coll] = c
	}
	return c
}

func text(x ast.Object, field string) (string, bool) {
	if x == nil {
		return "", false
	}
	t := x.Get(ast.StringTerm(field))
	if t == nil {
		return "", false
	}
	v, ok := t.Value.(ast.String)
	return string(v), ok
}

// details: some gap hides a part of an element, so leaving the element out is another evidence.
func (s *settler) details() bool { return len(s.elem) > 0 }

// without is the evidence without the elements that a gap hides a part of.
func (s *settler) without() Evidence {
	out := Evidence{}
	for coll, xs := range s.ev {
		c := s.collection(coll)
		if len(c.details) == 0 {
			out[coll] = xs
			continue
		}
		gone := map[string]bool{}
		for _, i := range c.details {
			gone[s.gaps[i].ID] = true
		}
		out[coll] = slices.DeleteFunc(slices.Clone(xs), func(x ast.Object) bool {
			id, _ := text(x, "id")
			return gone[id]
		})
	}
	return out
}

// against collects the gaps that can take v back: those that reach a read that is not + in a branch that can yield v.
func (s *settler) against(branches []*branch, v Verdict, sub Subject, gone bool, blame map[int]bool) {
	known := false
	for _, b := range branches {
		b.prepare()
		for _, o := range b.outcomes {
			if o.status != "" && (o.status != v.Status || o.codes != nil && !slices.Contains(o.codes, v.Code)) {
				continue
			}
			known = true
			s.reach(b, o, sub, func(p polarity) bool { return p != +1 }, gone, blame)
		}
	}
	if !known { // a finding that no branch yields: not followed
		for i := range s.kinds {
			blame[i] = true
		}
	}
}

// reached collects the gaps that reach a read of a polarity that matters.
func (s *settler) reached(branches []*branch, sub Subject, matters func(polarity) bool, gone bool, blame map[int]bool) {
	for _, b := range branches {
		b.prepare()
		for _, o := range b.outcomes {
			s.reach(b, o, sub, matters, gone, blame)
		}
	}
}

func (s *settler) reach(b *branch, o outcome, sub Subject, matters func(polarity) bool, gone bool, blame map[int]bool) {
	self := s.subject(o, sub)
	for i, r := range b.reads {
		c := s.collection(r.coll)
		if len(c.all)+len(c.details) == 0 {
			continue
		}
		look := func(g int, pol polarity) {
			if matters(pol) && !blame[g] && s.touches(g, r, o.plans[i], self, gone) {
				blame[g] = true
			}
		}
		for _, g := range c.all {
			look(g, r.pol)
		}
		ofElements := gone // elements are missing, or fields of them
		if r.field != "" {
			ofElements = !gone && (c.blurred || s.hidden(r))
		}
		if !ofElements {
			continue
		}
		for _, g := range s.candidates(c, r, o.plans[i], self) {
			pol := r.pol
			if s.kinds[g] == blurred && !gone {
				pol = 0 // a cut field is there, but not all of it
			}
			look(g, pol)
		}
	}
}

// hidden: the field can be hidden by a detail.
func (s *settler) hidden(r read) bool {
	col := s.f.cols[r.coll]
	_, filled := col.Fills[r.field]
	return filled || r.field == anyField || slices.Contains(col.Details, r.field)
}

// candidates are the gaps of elements that can be r's.
func (s *settler) candidates(c *collection, r read, p *plan, self ast.Object) []int {
	if self != nil && (p.self || p.near) && !c.sameID {
		if v, ok := text(self, p.equal); ok {
			return s.near[nearKey{r.coll, p.field, v}]
		}
	}
	return c.details
}

// subject is the element of the evidence that o's subject is bound to; nil: unknown.
func (s *settler) subject(o outcome, sub Subject) ast.Object {
	if o.subject == nil || sub.Element == nil && o.subject.coll != "regions" && o.subject.coll != "governed_regions" {
		return nil
	}
	x := s.collection(o.subject.coll).byID[sub.ID]
	if region, _ := text(x, "region"); region != sub.Region {
		return nil
	}
	return x
}

// touches: can the gap g change what r reads, for this subject? gone: elements that a gap hides a part of were left out.
func (s *settler) touches(g int, r read, p *plan, self ast.Object, gone bool) bool {
	gap, k := s.gaps[g], s.kinds[g]
	if s.collection(r.coll).sameID {
		return true
	}
	if k == listing {
		switch {
		case (r.field == seenIn || r.field == anyField) && s.f.cols[r.coll].Shared: // another region may have seen a known element too
			return r.e == nil || slices.ContainsFunc(s.ev[r.coll], func(x ast.Object) bool { return s.possible(r, p, self, candidate{x: x}) })
		case r.field != "":
			return false
		case r.e == nil:
			return true
		}
		return !(p.self && self != nil) && s.possible(r, p, self, candidate{region: gap.Region})
	}
	if !gone && r.field != anyField {
		op, col := operation(gap), s.f.cols[r.coll]
		if k == blurred && col.safe(r.field) || k == detail && r.field != op && col.Fills[r.field] != op {
			return false
		}
	}
	return r.e == nil || s.possible(r, p, self, candidate{x: s.elem[g]})
}

// candidate is a known element, or (no x) one that a listing gap of a region hides.
type candidate struct {
	x      ast.Object
	region string
}

// possible: is there a choice of elements, r's being x, for which no condition around the read is known to be false?
func (s *settler) possible(r read, p *plan, self ast.Object, x candidate) bool {
	if p.self && self != nil && x.x != nil {
		a, _ := text(self, "id")
		b, _ := text(x.x, "id")
		if a != b {
			return false
		}
	}
	chosen := map[*elem]candidate{r.e: x}
	steps := 0
	var try func(i int) bool
	holds := func(i int) bool {
		if steps++; steps > maxJoin || s.steps > maxSettle {
			return true
		}
		s.steps++
		for _, c := range p.levels[i].cons {
			if s.fails(c, chosen) {
				return false
			}
		}
		return try(i + 1)
	}
	try = func(i int) bool {
		if i == len(p.levels) {
			return true
		}
		e := p.levels[i].e
		if i == 0 || e == nil || e == r.e {
			return holds(i)
		}
		if i == 1 && self != nil {
			chosen[e] = candidate{x: self}
			return holds(i)
		}
		defer delete(chosen, e)
		for _, y := range s.ev[e.coll] {
			if chosen[e] = (candidate{x: y}); holds(i) {
				return true
			}
		}
		for _, g := range s.collection(e.coll).listings {
			if chosen[e] = (candidate{region: s.gaps[g].Region}); holds(i) {
				return true
			}
		}
		return false
	}
	return try(0)
}

// fails: the condition is false whatever is missing.
func (s *settler) fails(c condition, chosen map[*elem]candidate) bool {
	a := chosen[c.e]
	if c.op != same {
		if a.x == nil {
			return c.op == is && !slices.ContainsFunc(c.consts, func(v ast.Value) bool { return s.missingHas(c.e.coll, a.region, c.path, v) })
		}
		have, unknown := s.values(c.e.coll, a.x, c.path)
		return !unknown && !slices.ContainsFunc(have, func(v ast.Value) bool {
			switch c.op {
			case is:
				return contains(c.consts, v)
			case isNot:
				return !contains(c.consts, v)
			case truthy:
				return ast.Compare(v, ast.Boolean(false)) != 0
			}
			return true
		})
	}
	b := chosen[c.other]
	if a.x == nil { // the missing one second
		a, b = b, a
		c.e, c.path, c.other, c.otherPath = c.other, c.otherPath, c.e, c.path
	}
	if a.x == nil {
		return false
	}
	have, unknown := s.values(c.e.coll, a.x, c.path)
	if unknown {
		return false
	}
	if b.x == nil {
		return !slices.ContainsFunc(have, func(v ast.Value) bool { return s.missingHas(c.other.coll, b.region, c.otherPath, v) })
	}
	want, unknown := s.values(c.other.coll, b.x, c.otherPath)
	return !unknown && !slices.ContainsFunc(have, func(v ast.Value) bool { return contains(want, v) })
}

func contains(vs []ast.Value, v ast.Value) bool {
	return slices.ContainsFunc(vs, func(x ast.Value) bool { return ast.Compare(x, v) == 0 })
}

// missingHas: can an element of coll that a listing of region ("": any) hides have v at path? Ids are unique within account and
// collection, and so are ARNs unless the evidence shows otherwise: what is listed is not hidden. An element of a regional listing is in that
// region, and its ARN names it or none.
func (s *settler) missingHas(coll, region string, path []string, v ast.Value) bool {
	if len(path) != 1 || !envelope[path[0]] {
		return true
	}
	t, ok := v.(ast.String)
	if !ok {
		return false
	}
	c, local := s.collection(coll), region != "" && region != "global" && !s.f.cols[coll].Shared
	switch path[0] {
	case "id":
		return c.byID[string(t)] == nil
	case "region":
		return !local || string(t) == region
	case "arn":
		if c.byARN[string(t)] != nil && !c.sameARN {
			return false
		}
		if p := strings.SplitN(string(t), ":", 6); local && len(p) == 6 {
			return p[3] == "" || p[3] == region
		}
	}
	return true
}

// values at a path of x; unknown if a gap stands in the way.
func (s *settler) values(coll string, x ast.Object, path []string) (out []ast.Value, unknown bool) {
	id, _ := text(x, "id")
	if s.holes[hole{coll, id, path[0]}] || !s.f.cols[coll].safe(path[0]) && s.holes[hole{coll, id, ""}] {
		return nil, true
	}
	if path[0] == seenIn && s.f.cols[coll].Shared && len(s.collection(coll).all) > 0 {
		return nil, true
	}
	var at func(v ast.Value, p []string)
	at = func(v ast.Value, p []string) {
		if len(p) == 0 {
			out = append(out, v)
			return
		}
		rest := p[1:]
		switch v := v.(type) {
		case ast.Object:
			if p[0] == "*" {
				v.Foreach(func(_, y *ast.Term) { at(y.Value, rest) })
			} else if y := v.Get(ast.StringTerm(p[0])); y != nil {
				at(y.Value, rest)
			}
		case *ast.Array:
			v.Foreach(func(y *ast.Term) { at(y.Value, rest) })
		case ast.Set:
			v.Foreach(func(y *ast.Term) { at(y.Value, rest) })
		}
	}
	at(x, path)
	return out, false
}
