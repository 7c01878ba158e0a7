// Package reads derives what a control reads from OPA's compiled modules, with polarity and conditions, and decides from that
// which verdicts survive what could not be read.
//
// Analyse runs the rules of a control abstractly: rules and Rego functions are inlined where they are used, each iteration over a
// collection makes a symbolic element, and every read of a listing or of a field is recorded with what more data can do to the
// result: only add to it (+), only remove from it (-), or either (±). Negation flips the sign; comprehensions, else, default,
// object.get and built-ins over a set that can grow are ±. Equalities and tests of a body are kept as conditions: if one of
// them is false whatever is missing, what else the body reads does not matter, which keeps a gap local to what it concerns.
//
// Settle applies the soundness rule of the design: a verdict found without the gapped parts stands if no gap can reach a read of its
// branch that is not +. Otherwise the control is evaluated a second time without the elements that miss a detail; what is still
// found, and reads listings only with +, stands too. Everything else is NOT_AVAILABLE.
//
// A control that builds on much shared code is followed use by use only at first. After that a rule is walked once for all its uses of one
// form, apart from the elements and conditions around them: its reads then matter more often than they must, never less.
//
// The walk is a model of Rego and fails closed: what it does not know reads everything both ways, and is a Problem.
package reads

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Collections says what the analysis needs to know of each collection, by key ("sns.topics"): every collection that evidence can hold, since a
// construct that cannot be followed reads all of them. The keys "regions" and
// "governed_regions" need not be in it: they are collections without details.
type Collections map[string]Collection

// Collection is what the analysis needs to know of one collection.
type Collection struct {
	// Details are the operations that answer for one element each ("GetTopicAttributes"). A first path element of that name is
	// read from the detail, any other from the listing.
	Details []string
	// Fills names the detail that fills a field which is not named after it ("tags": "ListTagsForResource"). Without that answer
	// the field is there but may be incomplete.
	Fills map[string]string
	// Shared: an element's region is not that of the call that lists it (global or deduplicated collections), so a gap of a listing
	// can hide an element of any region, and what is known of an element's seen_in may be incomplete.
	Shared bool
}

// Facts is what one control reads. It is immutable and may be used by several goroutines.
type Facts struct {
	// Uses says what findings, subjects and elsewhere read, by collection. Arguments and evidence of a finding count.
	Uses map[string]*Use
	// Plan says the same of the rule plan, which no verdict depends on.
	Plan map[string]*Use
	// Problems are the constructs that hide what is read, sorted by place. A control with a problem is still judged soundly.
	Problems []Problem

	cols      Collections
	findings  []*branch
	subjects  []*branch
	elsewhere []*branch
	scoped    bool // there is a rule subjects
}

// Use is what is read of one collection.
type Use struct {
	Whole   bool            // the collection, or an element, as one value: every operation counts
	Listing bool            // which elements there are
	Fields  map[string]bool // first path elements: listing fields and operations
}

// Problem is a construct that hides what is read, at its place in the policy. File is the name that the module was parsed with.
type Problem struct {
	File     string
	Row, Col int
	Message  string
}

// String is the problem in the usual form file:row:col: message.
func (p Problem) String() string { return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Row, p.Col, p.Message) }

// Statuses of the functions of data.lib.result.
var statuses = map[string]string{
	"pass": "PASSED", "fail": "FAILED", "warn": "WARNING", "not_applicable": "NOT_APPLICABLE", "not_available": notAvailable,
}

const notAvailable = "NOT_AVAILABLE"

// branch is one rule of findings or subjects: what it can yield, and what it reads for that.
type branch struct {
	outcomes []outcome
	reads    []read
	planned  sync.Once // plans are made when a gap first asks for them
}

// outcome is one call of data.lib.result that a branch can end in.
type outcome struct {
	status  string   // "": not known
	codes   []string // nil: not known
	subject *elem    // nil: not an element, or not known which
	plans   []*plan  // one a read of the branch
}

// read is one read of a field of e ("": its place in the listing), or, without e, of that field of every element.
type read struct {
	coll, field string
	e           *elem
	pol         polarity
	scope       *scope
}

// polarity says what more data can do to what is derived: +1 only add, -1 only remove, 0 either.
type polarity int8

func (p polarity) String() string { return [...]string{"-", "±", "+"}[p+1] }

// elem is "some element of coll", bound in scope.
type elem struct {
	coll  string
	scope *scope
}

// scope is one body, inlined. If one of its conditions, or of those around it, is false, what else it reads does not matter.
type scope struct {
	up   *scope
	cons []condition
}

// note adds a condition of the body.
func (s *scope) note(c condition) {
	if !slices.ContainsFunc(s.cons, c.equal) {
		s.cons = append(s.cons, c)
	}
}

// condition is a test on a field of e that its body needs.
type condition struct {
	e         *elem
	path      []string
	op        test
	consts    []ast.Value // is: one of these; isNot: none of these
	other     *elem       // same: the value at otherPath of other
	otherPath []string
}

type test int8

const (
	defined test = iota // there is a value
	truthy              // there is one, and it is not false
	is
	isNot
	same
)

// place is where in the evidence a value comes from: a collection (no e), an element (no path), or a field and what is below it.
// "*" in a path is any member. index: the position in the collection.
type place struct {
	coll  string
	e     *elem
	path  []string
	index bool
}

// lazy is a partial rule not yet looked into, with the keys given so far (nil is any): who looks decides the polarity.
type lazy struct {
	rules []*ast.Rule
	keys  []*value
}

// value is what a term may be: the union of its parts.
type value struct {
	places   []place
	lazies   []lazy
	consts   []ast.Value      // scalars
	fields   map[string]value // an array or object written out, by key in Rego's notation
	items    []value          // a set written out
	member   *value           // a comprehension: what its members are
	keys     *value           // an object comprehension: what its keys are
	outcomes []outcome        // a finding
	other    bool             // or something computed, or known for certain
}

// join adds what o may be.
func (v *value) join(o value) {
	v.places = append(slices.Clip(v.places), o.places...)
	v.lazies = append(slices.Clip(v.lazies), o.lazies...)
	v.consts = append(slices.Clip(v.consts), o.consts...)
	v.items = append(slices.Clip(v.items), o.items...)
	v.outcomes = append(slices.Clip(v.outcomes), o.outcomes...)
	v.other = v.other || o.other
	if o.fields != nil {
		fields := make(map[string]value, len(o.fields))
		for k, x := range v.fields {
			fields[k] = x
		}
		for k, x := range o.fields {
			y := fields[k]
			y.join(x)
			fields[k] = y
		}
		v.fields = fields
	}
	v.member, v.keys = joined(v.member, o.member), joined(v.keys, o.keys)
}

func joined(a, b *value) *value {
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	out := *a
	out.join(*b)
	return &out
}

// loose is v with elements of its own: two looks into a comprehension can meet two elements, so no condition is kept.
func (v value) loose() value {
	out := value{consts: v.consts, outcomes: v.outcomes, other: v.other}
	for _, l := range v.lazies {
		out.lazies = append(out.lazies, l.loose())
	}
	for _, p := range v.places {
		if p.e != nil {
			p.e = &elem{coll: p.coll}
		}
		out.places = append(out.places, p)
	}
	if v.fields != nil {
		out.fields = make(map[string]value, len(v.fields))
		for k, x := range v.fields {
			out.fields[k] = x.loose()
		}
	}
	for _, x := range v.items {
		out.items = append(out.items, x.loose())
	}
	if v.member != nil {
		x := v.member.loose()
		out.member = &x
	}
	if v.keys != nil {
		x := v.keys.loose()
		out.keys = &x
	}
	return out
}

// loose is l with keys that have elements of their own.
func (l lazy) loose() lazy {
	keys := make([]*value, len(l.keys))
	for i, k := range l.keys {
		if k != nil {
			x := k.loose()
			keys[i] = &x
		}
	}
	return lazy{l.rules, keys}
}

// form writes all of v except which elements it is of: two values of one form are the same when they are loose.
func (v value) form(b *strings.Builder) {
	for _, p := range v.places {
		fmt.Fprintf(b, "p%s %t %t %q", p.coll, p.e != nil, p.index, p.path)
	}
	for _, l := range v.lazies {
		fmt.Fprintf(b, "l%p", l.rules[0])
		for _, k := range l.keys {
			b.WriteString("[")
			if k != nil {
				k.form(b)
			}
		}
	}
	for _, c := range v.consts {
		b.WriteString("c")
		b.WriteString(c.String())
	}
	if v.fields != nil {
		b.WriteString("{")
		for _, k := range slices.Sorted(maps.Keys(v.fields)) {
			b.WriteString(k)
			b.WriteString(":")
			v.fields[k].form(b)
		}
		b.WriteString("}")
	}
	for _, x := range v.items {
		b.WriteString("i(")
		x.form(b)
		b.WriteString(")")
	}
	if v.member != nil {
		b.WriteString("m(")
		v.member.form(b)
		b.WriteString(")")
	}
	if v.keys != nil {
		b.WriteString("k(")
		v.keys.form(b)
		b.WriteString(")")
	}
	for _, o := range v.outcomes {
		fmt.Fprintf(b, "o%s %q", o.status, o.codes)
	}
	fmt.Fprintf(b, "%t;", v.other)
}

// exact is the one place that v is, if it is nothing else.
func (v value) exact() (place, bool) {
	if len(v.places) != 1 || len(v.lazies)+len(v.consts)+len(v.fields)+len(v.items)+len(v.outcomes) > 0 || v.fields != nil || v.member != nil || v.other {
		return place{}, false
	}
	return v.places[0], v.places[0].e != nil
}

// field is the one field of an element, or what is below it, that v is.
func (v value) field() (place, bool) {
	p, ok := v.exact()
	return p, ok && len(p.path) > 0
}

// written: v is one array or object written out, or one of several with other keys.
func (v value) written() bool {
	v2 := v
	v2.fields = nil
	return v.fields != nil && isZero(v2)
}

// scalars are all the constants that v can be, if it can be nothing else.
func (v value) scalars() ([]ast.Value, bool) {
	if len(v.consts) == 0 || len(v.places)+len(v.lazies)+len(v.items)+len(v.outcomes) > 0 || v.fields != nil || v.member != nil || v.other {
		return nil, false
	}
	return v.consts, true
}

// atomic: v is only what stands at or below a field: there in full or not at all.
func (v value) atomic() bool {
	if len(v.lazies)+len(v.outcomes) > 0 || slices.ContainsFunc(v.places, func(p place) bool { return len(p.path) == 0 }) {
		return false
	}
	for _, x := range v.fields {
		if !x.atomic() {
			return false
		}
	}
	return !slices.ContainsFunc(v.items, func(x value) bool { return !x.atomic() }) && (v.member == nil || v.member.atomic()) && (v.keys == nil || v.keys.atomic())
}

// Analyse derives the facts of the control whose package is pkg (data.controls.sns.topic_encrypted) from the rules findings and, if
// there are such, subjects, elsewhere and plan. It never fails: what it cannot follow is a Problem and counts as reading everything.
func Analyse(c *ast.Compiler, pkg ast.Ref, cols Collections) *Facts {
	return analyse(c, pkg, cols, maxFine)
}

func analyse(c *ast.Compiler, pkg ast.Ref, cols Collections, fine int) *Facts {
	f := &Facts{Uses: map[string]*Use{}, Plan: map[string]*Use{}, cols: Collections{"regions": {}, "governed_regions": {}}}
	for key, col := range cols {
		f.cols[key] = col
	}
	w := &walker{c: c, f: f, uses: f.Uses, idles: map[idleKey]map[ast.Var]bool{}, pure: map[*ast.Rule]int{}, apart: map[string]*detached{}, fine: fine}
	named := func(name string) []*ast.Rule {
		return c.GetRulesExact(pkg.Append(ast.StringTerm(name)))
	}
	for _, r := range named("findings") {
		f.findings = append(f.findings, w.branch(r, true))
	}
	for _, r := range named("subjects") {
		f.scoped = true
		f.subjects = append(f.subjects, w.branch(r, false))
	}
	for _, r := range named("elsewhere") {
		f.elsewhere = append(f.elsewhere, w.branch(r, true))
	}
	if len(f.findings) == 0 {
		f.Problems = append(f.Problems, Problem{Message: pkg.String() + " has no rule findings"})
	}
	w.uses = f.Plan
	for _, r := range named("plan") {
		w.branch(r, false)
	}
	slices.SortFunc(f.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Row-b.Row, a.Col-b.Col, cmp.Compare(a.Message, b.Message))
	})
	f.Problems = slices.Compact(f.Problems)
	return f
}

// Describe says what each branch reads, one sorted line a read: status, code, polarity, collection and field, and the conditions under
// which the read matters. It is for authors who want to see why a verdict cannot survive a gap.
func (f *Facts) Describe() []string {
	var out []string
	for _, b := range f.findings {
		b.prepare()
		for _, o := range b.outcomes {
			for i, r := range b.reads {
				what, who := r.coll, "any"
				if r.field != "" {
					what += "." + r.field
				}
				switch r.e {
				case nil:
					who = "all"
				case o.subject:
					who = "the subject"
				}
				for _, level := range o.plans[i].levels {
					for _, c := range level.cons {
						who += ", " + c.String()
					}
				}
				code := strings.Join(o.codes, "|")
				out = append(out, fmt.Sprintf("%s %s: %s %s (%s)", cmp.Or(o.status, "any status"), cmp.Or(code, "any code"), r.pol, what, who))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c condition) String() string {
	left := c.e.coll + "." + strings.Join(c.path, ".")
	var consts []string
	for _, k := range c.consts {
		consts = append(consts, k.String())
	}
	switch c.op {
	case defined:
		return left + " is there"
	case truthy:
		return left
	case is:
		return left + " = " + strings.Join(consts, " | ")
	case isNot:
		return left + " != " + strings.Join(consts, " | ")
	default:
		return left + " = " + c.other.coll + "." + strings.Join(c.otherPath, ".")
	}
}
