// Package brute checks the soundness rule by force: in random complete worlds with random gaps, every verdict that reads.Settle lets
// stand is compared with the complete world's, and with those of other ways to fill the gaps.
package brute

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"kijun/policies/reads"
)

// Element is one element of a collection as JSON would decode it.
type Element = map[string]any

// World is the elements of each collection.
type World map[string][]Element

// Universe makes the things that worlds are made of. Values should come from tiny domains, so that joins meet and verdicts flip often.
type Universe struct {
	Collections reads.Collections
	// Element is number n of a collection, with random fields and details; id, arn and region follow from n alone. Elements of
	// collections that show in more than one region carry seen_in, sorted.
	Element func(r *rand.Rand, coll string, n int) Element
	// Size is how many numbers a world draws from, All how many a gap of a listing may hide (All >= Size). If fixed, a complete world
	// always has all of them (settings that exist once a region, the regions themselves).
	Size, All func(coll string) (n int)
	Fixed     func(coll string) bool
	// Input is what stands beside the collections: account, as_of, organization.
	Input map[string]any
	// Data is the document data (parameters).
	Data map[string]any
}

// Control is what to check. Subjects is the collection whose elements are judged, with "regions" and "governed_regions"; "": the account of Input.
type Control struct {
	Compiler *ast.Compiler
	Package  ast.Ref
	Facts    *reads.Facts
	Subjects string
	// Elsewhere: the rule of that name is meant, whose facts these are, and not findings and subjects.
	Elsewhere bool
	// Reads are the collections to make worlds of, best derived in another way than by the facts (dependencies.Base).
	Reads   []string
	Options []func(*rego.Rego) // built-ins
}

// Stats counts verdicts. Open: some completion gives another verdict, so NOT_AVAILABLE is right (a lower bound: rare ones escape the samples).
type Stats struct {
	Verdicts     int
	Open         int
	NotAvailable int
	Needless     int // NOT_AVAILABLE though not open: an upper bound
	SameStatus   int // NOT_AVAILABLE though no completion changes the status (perhaps the reason code)
	Unblamed     int // NOT_AVAILABLE without a gap to blame, or a gap to blame without NOT_AVAILABLE
	// Wrong are the contradictions, as text: a verdict or a membership that stands although some completion gives another.
	Wrong []string
}

// Run tries a control in trials random worlds, with samples completions for each. The same seed gives the same run. An error means that the control
// itself errs: it does not give one finding a subject in a complete world.
func Run(u Universe, c Control, seed uint64, trials, samples int) (Stats, error) {
	k := &checker{u: u, c: c, rnd: rand.New(rand.NewPCG(seed, 2)), number: map[string]map[string]int{}}
	var err error
	rule, scope := "findings", "subjects"
	if c.Elsewhere {
		rule, scope = "elsewhere", "elsewhere"
	}
	if k.findings, err = k.prepare(rule); err != nil {
		return k.s, err
	}
	if c.Facts.HasSubjects() {
		if k.scope, err = k.prepare(scope); err != nil {
			return k.s, err
		}
	}
	for _, coll := range c.Reads {
		k.number[coll] = map[string]int{}
		for n := range u.All(coll) {
			k.number[coll][u.Element(k.rnd, coll, n)["id"].(string)] = n
		}
	}
	for range trials {
		if err := k.trial(samples); err != nil {
			return k.s, err
		}
	}
	return k.s, nil
}

type checker struct {
	u        Universe
	c        Control
	rnd      *rand.Rand
	findings rego.PreparedEvalQuery
	scope    rego.PreparedEvalQuery
	number   map[string]map[string]int // collection, id -> number
	s        Stats
}

func (k *checker) prepare(rule string) (rego.PreparedEvalQuery, error) {
	data, err := ast.InterfaceToValue(k.u.Data)
	if err != nil {
		return rego.PreparedEvalQuery{}, err
	}
	options := append([]func(*rego.Rego){rego.Compiler(k.c.Compiler), rego.Query(k.c.Package.String() + "." + rule)}, k.c.Options...)
	if o, ok := data.(ast.Object); ok && o.Len() > 0 {
		options = append(options, rego.Data(k.u.Data))
	}
	return rego.New(options...).PrepareForEval(context.Background())
}

// answer is what a control says of a world.
type answer struct {
	verdicts map[reads.Key]reads.Verdict
	twice    map[reads.Key]bool
	ids      map[string]bool
}

func (k *checker) eval(ev reads.Evidence) (answer, error) {
	in, err := ast.InterfaceToValue(k.u.Input)
	if err != nil {
		return answer{}, err
	}
	top := ast.NewObject()
	in.(ast.Object).Foreach(func(key, v *ast.Term) { top.Insert(key, v) })
	for coll, xs := range ev {
		terms := make([]*ast.Term, len(xs))
		for i, x := range xs {
			terms[i] = ast.NewTerm(x)
		}
		list := ast.ArrayTerm(terms...)
		service, name, ok := strings.Cut(coll, ".")
		if !ok {
			top.Insert(ast.StringTerm(coll), list)
			continue
		}
		at := top.Get(ast.StringTerm(service))
		if at == nil {
			at = ast.ObjectTerm()
			top.Insert(ast.StringTerm(service), at)
		}
		at.Value.(ast.Object).Insert(ast.StringTerm(name), list)
	}
	out := answer{verdicts: map[reads.Key]reads.Verdict{}, twice: map[reads.Key]bool{}, ids: map[string]bool{}}
	got, err := members(k.findings, top)
	if err != nil {
		return out, err
	}
	for _, x := range got {
		f := x.(map[string]any)
		key := reads.Key{Region: f["region"].(string), ID: f["id"].(string)}
		v := reads.Verdict{Status: f["status"].(string), Code: f["code"].(string)}
		if have, ok := out.verdicts[key]; ok && have != v {
			out.twice[key] = true
		}
		out.verdicts[key] = v
	}
	if k.c.Facts.HasSubjects() {
		ids, err := members(k.scope, top)
		if err != nil {
			return out, err
		}
		for _, id := range ids {
			if f, ok := id.(map[string]any); ok { // a finding of elsewhere, whose subject is there because it is
				id = f["id"]
			}
			out.ids[id.(string)] = true
		}
	}
	for key := range out.twice {
		delete(out.verdicts, key)
	}
	return out, nil
}

func members(q rego.PreparedEvalQuery, in ast.Value) ([]any, error) {
	rs, err := q.Eval(context.Background(), rego.EvalParsedInput(in))
	if err != nil || len(rs) == 0 {
		return nil, err
	}
	list, _ := rs[0].Expressions[0].Value.([]any)
	return list, nil
}

func evidence(w World) (reads.Evidence, error) {
	ev := reads.Evidence{}
	for coll, xs := range w {
		ev[coll] = []ast.Object{}
		for _, x := range xs {
			v, err := ast.InterfaceToValue(x)
			if err != nil {
				return nil, err
			}
			ev[coll] = append(ev[coll], v.(ast.Object))
		}
	}
	return ev, nil
}

func (k *checker) judge(w World) (answer, error) {
	ev, err := evidence(w)
	if err != nil {
		return answer{}, err
	}
	return k.eval(ev)
}

func (k *checker) subjects(ev reads.Evidence) (out []reads.Subject) {
	if k.c.Subjects == "" {
		account := k.u.Input["account"].(map[string]any)
		return []reads.Subject{{ID: account["id"].(string), Region: account["region"].(string)}}
	}
	for _, x := range ev[k.c.Subjects] {
		s := reads.Subject{ID: string(x.Get(ast.StringTerm("id")).Value.(ast.String)), Region: string(x.Get(ast.StringTerm("region")).Value.(ast.String))}
		if _, _, ok := strings.Cut(k.c.Subjects, "."); ok {
			s.Element = x
		}
		out = append(out, s)
	}
	return out
}

func (k *checker) trial(samples int) error {
	full := k.world()
	gaps := k.gaps(full)
	part := k.cutOut(full, gaps)
	ev, err := evidence(part)
	if err != nil {
		return err
	}
	truth, err := k.judge(full)
	if err != nil {
		return err
	}
	others := []answer{truth}
	for range samples {
		other, err := k.judge(k.fill(part, gaps))
		if err != nil {
			return err
		}
		others = append(others, other)
	}
	found, err := k.eval(ev)
	if err != nil {
		return err
	}
	all := k.subjects(ev)
	looks := 0
	scoped, err := k.c.Facts.InScope(ev, gaps, all, found.ids, func(less reads.Evidence) (map[string]bool, error) {
		looks++
		got, err := k.eval(less)
		return got.ids, err
	})
	if err != nil {
		return err
	}
	looks = 0
	settled, err := k.c.Facts.Settle(ev, gaps, all, found.verdicts, func(less reads.Evidence) (map[reads.Key]reads.Verdict, error) {
		looks++
		got, err := k.eval(less)
		return got.verdicts, err
	})
	if err != nil {
		return err
	}
	if looks > 1 {
		return fmt.Errorf("%s: %d second looks", k.c.Package, looks)
	}
	for _, sub := range all {
		key := sub.Key()
		if k.c.Facts.HasSubjects() {
			is, differ := scoped[key].Membership, slices.ContainsFunc(others, func(o answer) bool { return o.ids[sub.ID] != truth.ids[sub.ID] })
			if is != reads.Unknown && (differ || (is == reads.In) != truth.ids[sub.ID]) {
				k.s.Wrong = append(k.s.Wrong, fmt.Sprintf("%s: scope of %v is %v, complete %v, gaps %v in %v", k.c.Package, key, is, truth.ids[sub.ID], gaps, part))
			}
			if (is == reads.Unknown) != (len(scoped[key].Gaps) > 0) {
				k.s.Unblamed++
			}
			if !truth.ids[sub.ID] || is != reads.In {
				continue
			}
		}
		for i, o := range others {
			if _, ok := o.verdicts[key]; !ok || o.twice[key] {
				return fmt.Errorf("%s: not one finding on %v in the complete world %d: %v", k.c.Package, key, i, full)
			}
		}
		want, got := truth.verdicts[key], settled[key]
		open := slices.ContainsFunc(others, func(o answer) bool { return o.verdicts[key] != want })
		flips := slices.ContainsFunc(others, func(o answer) bool { return o.verdicts[key].Status != want.Status })
		k.s.Verdicts++
		if open {
			k.s.Open++
		}
		na := got.Status == "NOT_AVAILABLE" && len(got.Gaps) > 0
		switch {
		case na:
			k.s.NotAvailable++
			if !open {
				k.s.Needless++
			}
			if !flips {
				k.s.SameStatus++
			}
		case open || got.Verdict != want:
			k.s.Wrong = append(k.s.Wrong, fmt.Sprintf("%s: %v is %v, complete %v, open %v, gaps %v in %v", k.c.Package, key, got.Verdict, want, open, gaps, part))
		}
		if !na && len(got.Gaps) > 0 {
			k.s.Unblamed++
		}
	}
	return nil
}

func (k *checker) world() World {
	w := World{}
	for _, coll := range k.c.Reads {
		w[coll] = []Element{}
		for n := range k.u.Size(coll) {
			if k.u.Fixed(coll) || k.rnd.IntN(3) > 0 {
				w[coll] = append(w[coll], k.u.Element(k.rnd, coll, n))
			}
		}
	}
	return w
}

func (k *checker) gaps(w World) (out []reads.Gap) {
	for range 1 + k.rnd.IntN(3) {
		coll := k.c.Reads[k.rnd.IntN(len(k.c.Reads))]
		details := k.u.Collections[coll].Details
		if _, _, ok := strings.Cut(coll, "."); !ok { // regions are rarely missing
			if k.rnd.IntN(4) == 0 {
				out = append(out, reads.Gap{Collection: coll})
			}
			continue
		}
		switch n := k.rnd.IntN(8); {
		case n < 4 || len(w[coll]) == 0:
			region := ""
			if all := k.u.All(coll); all > 0 && k.rnd.IntN(6) > 0 {
				region, _ = k.u.Element(k.rnd, coll, k.rnd.IntN(all))["region"].(string)
			}
			out = append(out, reads.Gap{Collection: coll, Region: region, Operation: "x:List"})
		default:
			x := w[coll][k.rnd.IntN(len(w[coll]))]
			op := "x:LookUp" // no detail: something of the listing
			if n < 7 {
				if len(details) == 0 {
					continue
				}
				op = "x:" + details[k.rnd.IntN(len(details))]
			}
			out = append(out, reads.Gap{Collection: coll, Region: x["region"].(string), ID: x["id"].(string), Operation: op})
		}
	}
	return out
}

var envelope = map[string]bool{"id": true, "arn": true, "type": true, "account": true, "region": true, "seen_in": true}

// hides: fields of an element that a gap of it hides.
func (k *checker) hides(g reads.Gap, field string) bool {
	col, op := k.u.Collections[g.Collection], g.Operation[2:]
	if slices.Contains(col.Details, op) {
		return field == op || col.Fills[field] == op
	}
	return !envelope[field] && !slices.Contains(col.Details, field)
}

// cutOut removes what the gaps hide. A listing is denied, or a page of it is cut: then some of its elements stay.
func (k *checker) cutOut(full World, gaps []reads.Gap) World {
	cutPage := k.rnd.IntN(3) == 0
	out := World{}
	for _, coll := range slices.Sorted(maps.Keys(full)) {
		out[coll] = []Element{}
		shared := k.u.Collections[coll].Shared
		for _, x := range full[coll] {
			y, gone := maps.Clone(x), false
			for _, g := range gaps {
				switch {
				case g.Collection != coll:
				case g.ID == "":
					if !k.listedBy(y, g, shared) || cutPage && k.rnd.IntN(2) == 0 {
						continue
					}
					if seen, ok := y["seen_in"].([]any); ok && shared && g.Region != "" {
						seen = slices.DeleteFunc(slices.Clone(seen), func(r any) bool { return r == g.Region })
						y["seen_in"] = seen
						gone = gone || len(seen) == 0
						continue
					}
					gone = true
				case g.ID == x["id"]:
					for field := range x {
						if !k.hides(g, field) {
							continue
						}
						if _, filled := k.u.Collections[coll].Fills[field]; filled {
							y[field] = map[string]any{}
						} else {
							delete(y, field)
						}
					}
				}
			}
			if !gone {
				out[coll] = append(out[coll], y)
			}
		}
	}
	return out
}

// listedBy: the call that g stands for shows x.
func (k *checker) listedBy(x Element, g reads.Gap, shared bool) bool {
	if seen, ok := x["seen_in"].([]any); ok && shared {
		return g.Region == "" || slices.Contains(seen, any(g.Region))
	}
	return shared || g.Region == "" || x["region"] == g.Region
}

// fill completes part at random: any answer for a detail, any further elements for a listing.
func (k *checker) fill(part World, gaps []reads.Gap) World {
	w := World{}
	for coll, xs := range part {
		for _, x := range xs {
			w[coll] = append(w[coll], maps.Clone(x))
		}
		if w[coll] == nil {
			w[coll] = []Element{}
		}
	}
	often := k.rnd.IntN(5) // of 4: few and many further elements
	for _, g := range gaps {
		shared := k.u.Collections[g.Collection].Shared
		if g.ID != "" {
			for _, x := range w[g.Collection] {
				if x["id"] != g.ID {
					continue
				}
				fresh := k.u.Element(k.rnd, g.Collection, k.number[g.Collection][g.ID])
				for field := range x {
					if k.hides(g, field) {
						delete(x, field)
					}
				}
				for field, v := range fresh {
					if k.hides(g, field) {
						x[field] = v
					}
				}
			}
			continue
		}
		if shared && g.Region != "" {
			for _, x := range w[g.Collection] {
				if seen, ok := x["seen_in"].([]any); ok && !slices.Contains(seen, any(g.Region)) && k.rnd.IntN(2) == 0 {
					seen = append(slices.Clone(seen), g.Region)
					slices.SortFunc(seen, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
					x["seen_in"] = seen
				}
			}
		}
		for n := range k.u.All(g.Collection) {
			x := k.u.Element(k.rnd, g.Collection, n)
			fixed := k.u.Fixed(g.Collection)
			if slices.ContainsFunc(w[g.Collection], func(y Element) bool { return y["id"] == x["id"] }) || !fixed && k.rnd.IntN(4) >= often {
				continue
			}
			if _, ok := x["seen_in"]; ok && shared && g.Region != "" {
				x["seen_in"] = []any{g.Region}
			}
			if k.listedBy(x, g, shared) {
				w[g.Collection] = append(w[g.Collection], x)
			}
		}
	}
	return w
}
