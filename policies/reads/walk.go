package reads

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// maxSteps bounds the walk of one rule (expressions inlined; a real control takes some hundreds). Beyond it the rule reads everything.
const maxSteps = 10_000

// maxFine is from how many steps on what a rule uses is looked into once for all uses, not at each use: libraries that build on each
// other would otherwise be walked once for every path through them.
const maxFine = 250

// From how many expressions on a function that reads no evidence is not walked when all it gets is atomic: one that is only tested, and one
// whose value may be a reason code or a condition.
const (
	bigTest  = 25
	bigValue = 500
)

// total are the built-ins that are defined whenever their arguments are, so that a set that grows cannot undefine them.
var total = map[string]bool{
	"count": true, "concat": true, "sort": true, "sprintf": true, "sum": true, "or": true, "and": true, "minus": true,
	"array.concat": true, "object.keys": true, "json.marshal": true, "internal.template_string": true,
}

// resultRef is where the functions that make findings are.
var resultRef = ast.MustParseRef("data.lib.result")

// known are the parts of input that are no collections and always complete.
var known = map[string]bool{"account": true, "as_of": true, "organization": true}

type walker struct {
	c    *ast.Compiler
	f    *Facts
	uses map[string]*Use
	b    *branch
	seen map[read]bool

	steps int
	mute  int  // > 0: what is read decides nothing, it only counts as used
	idle  bool // only whether the next term is defined matters, not its value

	idles map[idleKey]map[ast.Var]bool
	pure  map[*ast.Rule]int // expressions of a rule that reads no evidence, with what it calls; -1: it reads some

	fine  int                  // maxFine
	apart map[string]*detached // by rule, polarity and form of what it is given
	log   *detached            // the one that is being walked
	told  map[telling]bool     // what was said of this branch already
}

// telling is that the reads of one were recorded.
type telling struct {
	d    *detached
	mute bool
}

// useKey is a way to use the rules of one name.
type useKey struct {
	r          *ast.Rule
	pol        polarity
	test, idle bool
}

// detached is the outcome of rules that were walked apart from their use: with elements of its own, under no condition of whoever uses it.
type detached struct {
	out   value
	found []value
	reads []noted
	seen  map[noted]bool
	told  map[telling]bool
}

// noted is a read as the walk met it.
type noted struct {
	read
	whole, mute bool
}

type idleKey struct {
	r    *ast.Rule
	head bool
}

type frame struct {
	env   map[ast.Var]value
	scope *scope
	idle  map[ast.Var]bool // variables of which only the definedness matters
}

func newFrame(up *scope) *frame { return &frame{env: map[ast.Var]value{}, scope: &scope{up: up}} }

func (fr *frame) child() *frame {
	c := newFrame(fr.scope)
	maps.Copy(c.env, fr.env)
	return c
}

type tooLong struct{}

// branch walks one rule of the control from the outside.
func (w *walker) branch(r *ast.Rule, finding bool) (b *branch) {
	b = &branch{}
	w.b, w.seen, w.steps, w.mute, w.idle = b, map[read]bool{}, 0, 0, false
	w.log, w.told = nil, map[telling]bool{}
	var v value
	defer func() {
		if x := recover(); x != nil {
			w.mute, w.log = 0, nil
			if _, long := x.(tooLong); long {
				w.unknown(nil, r.Loc(), "the rule takes more than %d steps to follow", maxSteps)
			} else {
				w.unknown(nil, r.Loc(), "the rule cannot be followed: %v", x)
			}
			b.outcomes = []outcome{{}}
		}
	}()
	fr := newFrame(nil)
	if r.Head.RuleKind() != ast.MultiValue || len(r.Head.Ref()) != 1 || r.Default || r.Else != nil {
		w.unknown(fr.scope, r.Loc(), "%s must be a set: `%s contains ... if ...`", r.Head.Name, r.Head.Name)
		b.outcomes = []outcome{{}}
		return b
	}
	fr.idle = w.idleVars(r, false)
	w.body(fr, r.Body, +1)
	v = w.term(fr, r.Head.Key, +1)
	if !finding {
		w.mute++
		w.use(fr, v, r.Loc())
		w.mute--
		var subject *elem
		if p, ok := v.exact(); ok && slices.Equal(p.path, []string{"id"}) {
			subject = p.e
		}
		b.outcomes = []outcome{{subject: subject}}
		return b
	}
	b.outcomes = v.outcomes
	v.outcomes = nil
	if len(b.outcomes) == 0 || !isZero(v) {
		w.problem(r.Loc(), "a finding must come from result.pass, result.fail, result.warn, result.not_applicable or result.not_available")
		b.outcomes = append(b.outcomes, outcome{})
	}
	return b
}

func isZero(v value) bool {
	return !v.other && v.fields == nil && v.member == nil && len(v.places)+len(v.lazies)+len(v.consts)+len(v.items)+len(v.outcomes) == 0
}

func (w *walker) problem(l *ast.Location, format string, a ...any) {
	p := Problem{Message: fmt.Sprintf(format, a...)}
	if l != nil {
		p.File, p.Row, p.Col = l.File, l.Row, l.Col
	}
	w.f.Problems = append(w.f.Problems, p)
}

// unknown is a construct that the walk does not follow: everything is read both ways.
func (w *walker) unknown(sc *scope, l *ast.Location, format string, a ...any) {
	w.problem(l, format, a...)
	for coll := range w.f.cols {
		w.whole(sc, coll, nil)
	}
}

func (w *walker) usage(coll string) *Use {
	u := w.uses[coll]
	if u == nil {
		u = &Use{Fields: map[string]bool{}}
		w.uses[coll] = u
	}
	return u
}

// read records a read of a field of e, or of its listing (field "").
func (w *walker) read(sc *scope, coll, field string, e *elem, pol polarity) {
	w.note(noted{read: read{coll, field, e, pol, sc}, mute: w.mute > 0})
}

// whole: every field of the element (or of every element, and the listing) is read, and more data changes the value.
func (w *walker) whole(sc *scope, coll string, e *elem) {
	if e == nil {
		w.read(sc, coll, "", nil, 0)
	}
	w.note(noted{read: read{coll, anyField, e, 0, sc}, whole: true, mute: w.mute > 0})
}

// note records a read in the branch, or in the rule that is walked apart.
func (w *walker) note(n noted) {
	if w.log != nil {
		if !w.log.seen[n] {
			w.log.seen[n] = true
			w.log.reads = append(w.log.reads, n)
		}
		return
	}
	u := w.usage(n.coll)
	u.Whole = u.Whole || n.whole
	switch n.field {
	case anyField:
	case "":
		u.Listing = true
	default:
		u.Fields[n.field] = true
		if op, ok := w.f.cols[n.coll].Fills[n.field]; ok {
			u.Fields[op] = true
		}
	}
	if !n.mute && !w.seen[n.read] {
		w.seen[n.read] = true
		w.b.reads = append(w.b.reads, n.read)
	}
}

// use is a value given to a built-in, a comparison or a pattern. At or below a field it is there or not, so its read is recorded already;
// an element, a collection or a rule as a whole contains what may be missing, so it is read both ways.
func (w *walker) use(fr *frame, v value, l *ast.Location) {
	for _, p := range v.places {
		switch {
		case len(p.path) > 0:
			continue
		case p.index:
			w.problem(l, "the position in %s is used as a value", p.coll)
		case p.e == nil:
			w.problem(l, "the collection %s is read whole", p.coll)
		default:
			w.problem(l, "an element of %s is read whole", p.coll)
		}
		w.whole(fr.scope, p.coll, p.e)
	}
	for _, x := range v.fields {
		w.use(fr, x, l)
	}
	for _, x := range v.items {
		w.use(fr, x, l)
	}
	if v.member != nil {
		w.use(fr, *v.member, l)
	}
	if v.keys != nil {
		w.use(fr, *v.keys, l)
	}
	for _, x := range v.lazies {
		got, keys := w.inline(fr, x.rules, nil, x.keys, 0, false, false)
		w.use(fr, got, l)
		for _, k := range keys {
			w.use(fr, k, l)
		}
	}
	if len(v.outcomes) > 0 && w.mute == 0 {
		w.unknown(fr.scope, l, "a finding is used as a value")
	}
}

func (w *walker) body(fr *frame, b ast.Body, pol polarity) {
	for _, x := range b {
		w.expr(fr, x, pol)
	}
}

func (w *walker) expr(fr *frame, x *ast.Expr, pol polarity) {
	if w.steps++; w.steps > maxSteps {
		panic(tooLong{})
	}
	if len(x.With) > 0 {
		w.unknown(fr.scope, x.Loc(), "with changes what is read")
	}
	if x.Negated { // its conditions hold for nobody outside: a frame of its own
		fr, pol = fr.child(), -pol
	}
	switch t := x.Terms.(type) {
	case *ast.Term: // a bare test: objects, arrays and sets are true whatever is in them
		v := w.tested(fr, t, pol)
		if p, ok := v.field(); ok {
			fr.scope.note(condition{e: p.e, path: p.path, op: truthy})
		}
	case []*ast.Term:
		w.call(fr, x, t, pol)
	case *ast.Every: // not (some x in domain with not body): new members can only remove, what the body reads keeps its sign
		d := w.term(fr, t.Domain, pol) // that a set under a key is there at all is read here, with the body's own sign
		v, k := w.step(fr, d, nil, -pol, t.Domain.Loc())
		in := fr.child()
		if t.Key != nil {
			w.match(in, t.Key, k, pol)
		}
		w.match(in, t.Value, v, pol)
		w.body(in, t.Body, pol)
	default:
		w.unknown(fr.scope, x.Loc(), "an expression that the analysis does not know: %v", x)
		w.bindAll(fr, x)
	}
}

// tested is a term that stands alone: a rule with only default false and true is then the same as without the default.
func (w *walker) tested(fr *frame, t *ast.Term, pol polarity) value {
	r, ok := t.Value.(ast.Ref)
	if !ok {
		return w.term(fr, t, pol)
	}
	return w.ref(fr, r, pol, false, true)
}

func (w *walker) term(fr *frame, t *ast.Term, pol polarity) value {
	idle := w.idle
	w.idle = false
	part := func(x *ast.Term) value {
		w.idle = idle
		v := w.term(fr, x, pol)
		w.idle = false
		return v
	}
	switch v := t.Value.(type) {
	case ast.Null, ast.Boolean, ast.Number, ast.String:
		return value{consts: []ast.Value{t.Value}}
	case ast.Var:
		got, ok := fr.env[v]
		if !ok {
			w.unknown(fr.scope, t.Loc(), "a variable that nothing binds: %v", v)
			return value{other: true}
		}
		return got
	case ast.Ref:
		return w.ref(fr, v, pol, idle, false)
	case *ast.Array:
		out := value{fields: map[string]value{}}
		for i := range v.Len() {
			out.fields[fmt.Sprint(i)] = part(v.Elem(i))
		}
		return out
	case ast.Set:
		out := value{items: []value{}, other: v.Len() == 0}
		v.Foreach(func(x *ast.Term) { out.items = append(out.items, part(x)) })
		return out
	case ast.Object:
		out := value{fields: map[string]value{}}
		v.Foreach(func(k, x *ast.Term) {
			key := part(k)
			name := "*"
			if c, ok := key.scalars(); ok && len(c) == 1 {
				name = c[0].String()
			} else {
				w.idle = idle
				w.useIf(fr, key, k.Loc())
				w.idle = false
			}
			had := out.fields[name]
			had.join(part(x))
			out.fields[name] = had
		})
		return out
	case *ast.SetComprehension:
		m := w.comprehension(fr, v.Body, idle, v.Term)[0]
		return value{member: &m, keys: &m}
	case *ast.ArrayComprehension:
		m := w.comprehension(fr, v.Body, idle, v.Term)[0]
		return value{member: &m, keys: &value{other: true}}
	case *ast.ObjectComprehension:
		got := w.comprehension(fr, v.Body, idle, v.Key, v.Value)
		return value{member: &got[1], keys: &got[0]}
	default:
		w.unknown(fr.scope, t.Loc(), "a term that the analysis does not know: %v", t)
		w.bindAll(fr, t)
		return value{other: true}
	}
}

// useIf uses a value unless only its definedness matters.
func (w *walker) useIf(fr *frame, v value, l *ast.Location) {
	if w.idle {
		w.mute++
		defer func() { w.mute-- }()
	}
	w.use(fr, v, l)
}

// comprehension: its value changes with more data, whoever looks, so it reads both ways; it is always defined, so if only that matters
// it reads nothing that decides.
func (w *walker) comprehension(fr *frame, b ast.Body, idle bool, heads ...*ast.Term) []value {
	if idle {
		w.mute++
		defer func() { w.mute-- }()
	}
	in := fr.child()
	w.body(in, b, 0)
	var out []value
	for _, h := range heads {
		out = append(out, w.term(in, h, 0))
	}
	return out
}

// ref follows a reference. idle: only whether it is defined matters. test: it stands alone.
func (w *walker) ref(fr *frame, r ast.Ref, pol polarity, idle, test bool) value {
	v, rest := w.root(fr, r, pol, idle, test)
	for _, k := range rest {
		v = w.keyed(fr, v, k, pol)
	}
	if p, ok := v.field(); ok { // all of an expression's references must be defined
		fr.scope.note(condition{e: p.e, path: p.path, op: defined})
	}
	return v
}

// root is what the head of a reference stands for, and the rest of it.
func (w *walker) root(fr *frame, r ast.Ref, pol polarity, idle, test bool) (value, ast.Ref) {
	head, ok := r[0].Value.(ast.Var)
	if !ok {
		return w.term(fr, r[0], pol), r[1:]
	}
	name := func(i int) string {
		if i < len(r) {
			if s, ok := r[i].Value.(ast.String); ok {
				return string(s)
			}
		}
		return ""
	}
	switch head {
	case ast.InputRootDocument.Value:
		first, second := name(1), name(2)
		switch {
		case first == "organization" && second == "shared" && name(3) != "":
			coll := "shared." + name(3)
			if _, ok := w.f.cols[coll]; !ok {
				w.problem(r[0].Loc(), "unknown collection input.organization.%s", coll)
			}
			return value{places: []place{{coll: coll}}}, r[4:]
		case first == "organization" && second == "shared":
			w.unknown(fr.scope, r[0].Loc(), "reference shorter than input.organization.shared.<collection>: %v", r)
			return value{other: true}, r[2:]
		case known[first]:
			return value{other: true}, r[2:]
		case first == "regions" || first == "governed_regions":
			return value{places: []place{{coll: first}}}, r[2:]
		case first == "" || second == "":
			w.unknown(fr.scope, r[0].Loc(), "reference shorter than input.<service>.<collection>: %v", r)
			return value{other: true}, r[1:]
		}
		coll := first + "." + second
		if _, ok := w.f.cols[coll]; !ok {
			w.problem(r[0].Loc(), "unknown collection %s", coll)
		}
		return value{places: []place{{coll: coll}}}, r[3:]
	case ast.DefaultRootDocument.Value:
		return w.data(fr, r, pol, idle, test)
	}
	return w.term(fr, r[0], pol), r[1:]
}

// certain are the parts of data that are no rules and always complete: the values of parameters, and the table of versions.
var certain = map[string]bool{"parameters": true, "versions": true}

// isCertain says whether a reference into data leads to one of them.
func isCertain(r ast.Ref) bool {
	if len(r) < 2 {
		return false
	}
	name, ok := r[1].Value.(ast.String)
	return ok && certain[string(name)]
}

// data resolves a reference into the policies, or into what is certain.
func (w *walker) data(fr *frame, r ast.Ref, pol polarity, idle, test bool) (value, ast.Ref) {
	if isCertain(r) {
		return value{other: true}, r[2:]
	}
	node := w.c.RuleTree
	for i, k := range r {
		_, str := k.Value.(ast.String)
		if i > 0 && !str {
			w.unknown(fr.scope, r[0].Loc(), "reference with a computed path to rules: %v", r)
			return value{other: true}, r[i:]
		}
		if node = node.Child(k.Value); node == nil {
			w.problem(r[0].Loc(), "%v is neither a rule nor a parameter nor a version", r)
			return value{other: true}, r[i+1:]
		}
		if len(node.Values) == 0 {
			continue
		}
		rules, rest := node.Values, r[i+1:]
		d := dims(rules[0])
		odd := len(node.Children) > 0 || len(rules[0].Head.Args) > 0
		for _, x := range rules {
			odd = odd || dims(x) != d || x.Head.RuleKind() != rules[0].Head.RuleKind()
		}
		if odd {
			w.unknown(fr.scope, r[0].Loc(), "%v mixes rules of different forms, or is a function without its arguments", r[:i+1])
			return value{other: true}, rest
		}
		if d > 0 {
			return value{lazies: []lazy{{rules: rules}}}, rest
		}
		v, _ := w.inline(fr, rules, nil, nil, pol, test && len(rest) == 0, idle && len(rest) == 0)
		return v, rest
	}
	w.unknown(fr.scope, r[0].Loc(), "the package %v is read whole", r)
	return value{other: true}, nil
}

// dims is how many keys lead to a member of the rule; 0: a complete rule or a function.
func dims(r *ast.Rule) int {
	n := len(r.Head.Ref()) - len(r.Head.Ref().GroundPrefix())
	if r.Head.RuleKind() == ast.MultiValue {
		n++
	}
	return n
}

// keyed is one more step of a reference, by a term: a constant, a variable that is bound, or one that this step binds.
func (w *walker) keyed(fr *frame, v value, key *ast.Term, pol polarity) value {
	if x, ok := key.Value.(ast.Var); ok {
		if _, bound := fr.env[x]; !bound {
			got, k := w.step(fr, v, nil, pol, key.Loc())
			fr.env[x] = k
			return got
		}
	}
	if w.hasUnbound(fr, key) { // a pattern as a key
		got, k := w.step(fr, v, nil, pol, key.Loc())
		w.match(fr, key, k, pol)
		return got
	}
	k := w.term(fr, key, pol)
	if rest := v; !k.atomic() { // rules compare their keys themselves
		if rest.lazies = nil; !isZero(rest) {
			w.use(fr, k, key.Loc())
		}
	}
	got, _ := w.step(fr, v, &k, pol, key.Loc())
	return got
}

// step is what stands under a key (nil: any) of v, and what that key can be.
func (w *walker) step(fr *frame, v value, key *value, pol polarity, l *ast.Location) (out, keys value) {
	var konst ast.Value
	if key != nil {
		keys = *key
		if c, ok := key.scalars(); ok && len(c) == 1 {
			konst = c[0]
		}
	}
	name, isName := konst.(ast.String)
	free := key == nil
	addKey := func(k value) {
		if free {
			keys.join(k)
		}
	}
	for _, p := range v.places {
		switch {
		case p.index:
			out.other = true
			addKey(value{other: true})
		case p.e == nil && free: // the members of a collection
			e := &elem{coll: p.coll, scope: fr.scope}
			w.read(fr.scope, p.coll, "", e, pol)
			out.places = append(out.places, place{coll: p.coll, e: e})
			addKey(value{places: []place{{coll: p.coll, index: true}}})
		case p.e == nil:
			w.problem(l, "a position or computed key into %s", p.coll)
			w.whole(fr.scope, p.coll, nil)
			out.places = append(out.places, place{coll: p.coll, e: &elem{coll: p.coll}})
			out.other = true
		case len(p.path) == 0 && isName: // a field of an element
			fp := pol
			if string(name) == seenIn && w.f.cols[p.coll].Shared {
				fp = 0
			} else if _, filled := w.f.cols[p.coll].Fills[string(name)]; filled {
				fp = 0
			}
			w.read(fr.scope, p.coll, string(name), p.e, fp)
			out.places = append(out.places, place{coll: p.coll, e: p.e, path: []string{string(name)}})
		case len(p.path) == 0 && konst != nil: // a number or the like is no field
		case len(p.path) == 0:
			w.problem(l, "a computed key over an element of %s", p.coll)
			w.whole(fr.scope, p.coll, p.e)
			out.other = true
			addKey(value{other: true})
		default:
			n := "*"
			if isName {
				n = string(name)
			}
			out.places = append(out.places, place{coll: p.coll, e: p.e, path: append(slices.Clone(p.path), n)})
			addKey(value{other: true})
		}
	}
	if v.other {
		out.other = true
		addKey(value{other: true})
	}
	if v.fields != nil {
		for k, x := range v.fields {
			if konst == nil || k == konst.String() || k == "*" {
				out.join(x)
			}
		}
		addKey(value{other: true})
	}
	for _, x := range v.items {
		out.join(x)
		addKey(x)
	}
	if v.member != nil {
		m := value{member: v.member, keys: v.keys}.loose()
		out.join(*m.member)
		if m.keys != nil {
			addKey(*m.keys)
		}
	}
	for _, x := range v.lazies {
		all := append(slices.Clone(x.keys), key)
		got, k := w.inline(fr, x.rules, nil, all, pol, false, false)
		if len(all) < dims(x.rules[0]) { // a set under a key: whether it is there is recorded; its members are for who looks
			got = value{lazies: []lazy{{x.rules, all}}}
		}
		out.join(got)
		addKey(k[len(all)-1])
	}
	if len(v.outcomes) > 0 {
		w.unknown(fr.scope, l, "a finding is used as a value")
		out.other = true
	}
	if isZero(out) && len(v.consts) > 0 {
		out.other = true // a field of a constant is never there
	}
	if free && isZero(keys) {
		keys.other = true
	}
	return out, keys
}

// inline looks into the rules of one name: args for a function, keys for a lookup (nil: any). It returns what the rules yield, and what each
// of the keys can be. test: the result is only tested; idle: only whether there is one matters.
func (w *walker) inline(fr *frame, rules []*ast.Rule, args []value, keys []*value, pol polarity, test, idle bool) (out value, found []value) {
	w.idle = false // it was said of the term that leads here
	if w.steps <= w.fine {
		return w.walk(fr, rules, args, keys, pol, test, idle)
	}
	d, told := w.detach(useKey{rules[0], pol, test, idle}, rules, args, keys), w.told
	if w.log != nil {
		told = w.log.told
	}
	if t := (telling{d, w.mute > 0}); !told[t] {
		told[t] = true
		for _, n := range d.reads {
			n.mute = n.mute || w.mute > 0
			w.note(n)
		}
	}
	for _, v := range d.found {
		found = append(found, v.loose())
	}
	return d.out.loose(), found
}

// detach walks rules apart from their use, once for all uses of one form. Elements that it is given become any of their collection and the
// conditions around the use are left out, so that what is read can only matter more often; nobody shares an element with another
// use, since a condition of the one would then hold for the other.
func (w *walker) detach(use useKey, rules []*ast.Rule, args []value, keys []*value) *detached {
	var form strings.Builder
	fmt.Fprintf(&form, "%p %d %t %t", use.r, use.pol, use.test, use.idle)
	for i := range args {
		form.WriteString("\n")
		args[i].form(&form)
	}
	for _, k := range keys {
		form.WriteString("\n[")
		if k != nil {
			k.form(&form)
		}
	}
	if d, ok := w.apart[form.String()]; ok {
		return d
	}
	around, mute := w.log, w.mute
	d := &detached{seen: map[noted]bool{}, told: map[telling]bool{}}
	w.log, w.mute = d, 0
	given := value{items: args}.loose().items
	looked := lazy{rules, keys}.loose().keys
	d.out, d.found = w.walk(newFrame(nil), rules, given, looked, use.pol, use.test, use.idle)
	d.out.outcomes = slices.Clone(d.out.outcomes)
	for i := range d.out.outcomes {
		d.out.outcomes[i].subject = nil
	}
	w.log, w.mute = around, mute
	w.apart[form.String()] = d
	return d
}

// walk follows the rules of one name for inline.
func (w *walker) walk(fr *frame, rules []*ast.Rule, args []value, keys []*value, pol polarity, test, idle bool) (out value, found []value) {
	found = make([]value, len(keys))
	changes, always := false, false
	for _, r := range rules {
		changes = changes || r.Default || r.Else != nil
		always = always || r.Default
	}
	switch {
	case idle && always:
		w.mute++
		defer func() { w.mute-- }()
	case changes && !idle && !(test && isFlag(rules)):
		pol = 0 // a missing part can change the value instead of only removing it
	}
	for _, r := range rules {
		for ; r != nil; r = r.Else {
			if w.steps++; w.steps > maxSteps {
				panic(tooLong{})
			}
			in := newFrame(fr.scope)
			in.idle = w.idleVars(r, idle)
			for i, a := range r.Head.Args {
				if i < len(args) {
					w.match(in, a, args[i], pol)
				}
			}
			w.body(in, r.Body, pol)
			ref := r.Head.Ref()
			dyn := ref[len(ref.GroundPrefix()):]
			var v value
			w.idle = idle
			if r.Head.RuleKind() == ast.MultiValue {
				v = w.term(in, r.Head.Key, pol)
				dyn = append(slices.Clone(dyn), r.Head.Key)
			} else if r.Head.Value != nil {
				v = w.term(in, r.Head.Value, pol)
			}
			w.idle = false
			for i, k := range keys {
				if i >= len(dyn) {
					continue
				}
				d := w.term(in, dyn[i], pol)
				if k != nil {
					w.equate(in, d, *k, dyn[i].Loc())
				}
				found[i].join(d)
			}
			out.join(v)
		}
	}
	return out, found
}

// isFlag: default false, else true. As a bare test it is the same as without the default.
func isFlag(rules []*ast.Rule) bool {
	return !slices.ContainsFunc(rules, func(r *ast.Rule) bool {
		return r.Else != nil || r.Head.Value == nil || !r.Head.Value.Equal(ast.BooleanTerm(!r.Default))
	})
}

func (w *walker) bindAll(fr *frame, x any) {
	ast.WalkVars(x, func(v ast.Var) bool {
		if _, ok := fr.env[v]; !ok && v != ast.InputRootDocument.Value && v != ast.DefaultRootDocument.Value {
			fr.env[v] = value{other: true}
		}
		return false
	})
}

// hasUnbound: the term is a pattern that binds variables.
func (w *walker) hasUnbound(fr *frame, t *ast.Term) bool {
	switch v := t.Value.(type) {
	case ast.Var:
		_, ok := fr.env[v]
		return !ok
	case *ast.Array:
		return v.Until(func(x *ast.Term) bool { return w.hasUnbound(fr, x) })
	case ast.Object:
		return v.Until(func(k, x *ast.Term) bool { return w.hasUnbound(fr, k) || w.hasUnbound(fr, x) })
	case ast.Set:
		return v.Until(func(x *ast.Term) bool { return w.hasUnbound(fr, x) })
	}
	return false
}

// match binds the variables of a pattern to the parts of a value, and compares what is bound.
func (w *walker) match(fr *frame, t *ast.Term, v value, pol polarity) {
	x, isVar := t.Value.(ast.Var)
	if isVar {
		if _, bound := fr.env[x]; !bound {
			fr.env[x] = v
			return
		}
	}
	if !w.hasUnbound(fr, t) {
		w.equate(fr, w.term(fr, t, pol), v, t.Loc())
		return
	}
	rest := v // how many members there are matters: an element, a collection or a rule is read whole
	rest.fields = nil
	w.use(fr, rest, t.Loc())
	switch p := t.Value.(type) {
	case *ast.Array:
		for i := range p.Len() {
			k := value{consts: []ast.Value{ast.IntNumberTerm(i).Value}}
			got, _ := w.step(fr, v, &k, pol, t.Loc())
			w.match(fr, p.Elem(i), got, pol)
		}
	case ast.Object:
		p.Foreach(func(key, x *ast.Term) {
			if w.hasUnbound(fr, key) {
				w.use(fr, v, t.Loc())
				w.bindAll(fr, key)
			}
			k := w.term(fr, key, pol)
			got, _ := w.step(fr, v, &k, pol, t.Loc())
			w.match(fr, x, got, pol)
		})
	default:
		w.use(fr, v, t.Loc())
		w.bindAll(fr, t)
	}
}

// unify is a = b: an assignment, a pattern or a comparison.
func (w *walker) unify(fr *frame, a, b *ast.Term, pol polarity) {
	switch ua, ub := w.hasUnbound(fr, a), w.hasUnbound(fr, b); {
	case ua && ub:
		x, ok := a.Value.(*ast.Array)
		y, ok2 := b.Value.(*ast.Array)
		if ok && ok2 && x.Len() == y.Len() {
			for i := range x.Len() {
				w.unify(fr, x.Elem(i), y.Elem(i), pol)
			}
			return
		}
		w.unknown(fr.scope, a.Loc(), "both sides of %v = %v bind variables", a, b)
		w.bindAll(fr, a)
		w.bindAll(fr, b)
	case ua:
		w.match(fr, a, w.assigned(fr, a, b, pol), pol)
	case ub:
		w.match(fr, b, w.assigned(fr, b, a, pol), pol)
	default:
		w.equate(fr, w.term(fr, a, pol), w.term(fr, b, pol), a.Loc())
	}
}

// assigned is the value of t for the pattern to.
func (w *walker) assigned(fr *frame, to, t *ast.Term, pol polarity) value {
	x, ok := to.Value.(ast.Var)
	w.idle = ok && fr.idle[x]
	v := w.term(fr, t, pol)
	w.idle = false
	return v
}

// equate notes a == b as a condition of this body. Elements of one collection are equal if their ids are, arrays and objects that are
// written out if their members are.
func (w *walker) equate(fr *frame, a, b value, l *ast.Location) {
	x, ok := a.exact()
	y, ok2 := b.exact()
	if ok && ok2 && len(x.path)+len(y.path) == 0 && x.coll == y.coll {
		fr.scope.note(condition{e: x.e, path: []string{"id"}, op: same, other: y.e, otherPath: []string{"id"}})
		return
	}
	if a.written() && b.written() && len(a.fields) == len(b.fields) {
		for k := range a.fields {
			if _, ok := b.fields[k]; ok && k != "*" {
				w.equate(fr, a.fields[k], b.fields[k], l)
			} else {
				w.use(fr, a, l)
				w.use(fr, b, l)
			}
		}
		return
	}
	w.use(fr, a, l)
	w.use(fr, b, l)
	w.compared(fr, is, a, b)
}

// compared notes a == b (op is) or a != b (op isNot) as a condition of this body.
func (w *walker) compared(fr *frame, op test, a, b value) {
	x, ok := a.field()
	y, ok2 := b.field()
	if ok && ok2 && op == is {
		fr.scope.note(condition{e: x.e, path: x.path, op: same, other: y.e, otherPath: y.path})
	}
	if c, all := b.scalars(); ok && all && (op == is || len(c) == 1) {
		fr.scope.note(condition{e: x.e, path: x.path, op: op, consts: c})
	}
	if c, all := a.scalars(); ok2 && all && (op == is || len(c) == 1) {
		fr.scope.note(condition{e: y.e, path: y.path, op: op, consts: c})
	}
}

func (w *walker) terms(fr *frame, ts []*ast.Term, pol polarity) (out []value) {
	for _, t := range ts {
		out = append(out, w.term(fr, t, pol))
	}
	return out
}

func (w *walker) call(fr *frame, x *ast.Expr, t []*ast.Term, pol polarity) {
	op, ok := t[0].Value.(ast.Ref)
	if !ok {
		w.unknown(fr.scope, x.Loc(), "an operator that the analysis does not know: %v", t[0])
		w.bindAll(fr, x)
		return
	}
	name, args, l := op.String(), t[1:], x.Loc()
	switch name {
	case "eq", "assign":
		if len(args) == 2 {
			w.unify(fr, args[0], args[1], pol)
			return
		}
	}
	n := w.c.GetArity(op)
	if n < 0 || len(args) < n || len(args) > n+1 {
		w.unknown(fr.scope, l, "a call that the analysis does not know: %v", x)
		w.bindAll(fr, x)
		return
	}
	var out *ast.Term
	if len(args) > n {
		out = args[n]
	}
	args = args[:n]
	idle := false // only whether the result is defined matters
	if out != nil {
		v, ok := out.Value.(ast.Var)
		idle = ok && fr.idle[v]
	}
	give := func(v value) {
		if out != nil {
			w.match(fr, out, v, pol)
		}
	}
	if fn, ok := strings.CutPrefix(name, "data.lib.result."); ok && statuses[fn] != "" && n == 4 {
		give(value{outcomes: []outcome{w.result(fr, statuses[fn], args, pol, l)}})
		return
	}
	if rules := w.c.GetRulesExact(op); len(rules) > 0 {
		vs := w.terms(fr, args, pol)
		big := bigValue
		if out == nil {
			big = bigTest
		}
		if size := w.size(rules); size > big && !slices.ContainsFunc(vs, func(v value) bool { return !v.atomic() }) {
			give(value{other: true})
			return
		}
		v, _ := w.inline(fr, rules, vs, nil, pol, out == nil, idle)
		give(v)
		return
	}
	give(w.builtin(fr, name, args, out != nil, idle, pol, l))
}

// result is a call of data.lib.result: it reads only the envelope of its subject; arguments and evidence matter only in that they must be
// defined.
func (w *walker) result(fr *frame, status string, args []*ast.Term, pol polarity, l *ast.Location) outcome {
	o := outcome{status: status}
	subject := w.term(fr, args[0], pol)
	if p, ok := subject.exact(); ok && len(p.path) == 0 {
		o.subject = p.e
	}
	subject.places = slices.DeleteFunc(slices.Clone(subject.places), func(p place) bool { return p.e != nil && !p.index })
	w.use(fr, subject, l)
	code := w.term(fr, args[1], pol)
	w.use(fr, code, l)
	consts, ok := code.scalars()
	for _, c := range consts {
		s, str := c.(ast.String)
		ok = ok && str
		o.codes = append(o.codes, string(s))
	}
	if !ok {
		w.problem(l, "the reason code must be a constant")
		o.codes = nil
	}
	slices.Sort(o.codes)
	o.codes = slices.Compact(o.codes)
	for _, a := range args[2:] {
		w.idle = true
		v := w.term(fr, a, pol)
		w.idle = false
		w.mute++
		w.use(fr, v, l)
		w.mute--
	}
	return o
}

// builtin is what a built-in yields. All are strict: an argument that is not defined leaves the call undefined.
func (w *walker) builtin(fr *frame, name string, args []*ast.Term, asks, idle bool, pol polarity, l *ast.Location) value {
	if idle && total[name] {
		for _, a := range args {
			w.idle = true
			v := w.term(fr, a, pol)
			w.idle = false
			w.mute++
			w.use(fr, v, l)
			w.mute--
		}
		return value{other: true}
	}
	vs := w.terms(fr, args, pol)
	useAll := func() value {
		for _, v := range vs {
			w.use(fr, v, l)
		}
		return value{other: true}
	}
	switch name {
	case "walk":
		w.problem(l, "walk hides what is read")
	case "equal":
		if !asks {
			w.equate(fr, vs[0], vs[1], l)
			return value{}
		}
	case "neq":
		useAll()
		if !asks {
			w.compared(fr, isNot, vs[0], vs[1])
		}
		return value{other: true}
	case "internal.member_2":
		if !asks {
			w.member(fr, vs[0], vs[1], pol, l)
			return value{}
		}
	case "object.get":
		return w.get(fr, vs, args[1], l)
	}
	return useAll()
}

// member is the test x in v: membership in a set that grows only grows.
func (w *walker) member(fr *frame, x, v value, pol polarity, l *ast.Location) {
	rest := v
	rest.lazies = nil
	for _, z := range v.lazies {
		r := z.rules[0]
		last := len(z.keys) == dims(r)-1
		switch {
		case last && r.Head.RuleKind() == ast.MultiValue:
			w.inline(fr, z.rules, nil, append(slices.Clone(z.keys), &x), pol, false, false)
		case last:
			got, _ := w.inline(fr, z.rules, nil, append(slices.Clone(z.keys), nil), pol, false, false)
			in := fr.child()
			w.equate(in, x, got, l)
		default:
			w.use(fr, x, l)
			w.use(fr, value{lazies: []lazy{z}}, l)
		}
	}
	if len(v.lazies) > 0 && isZero(rest) {
		return
	}
	if len(v.lazies) > 0 { // one of several: no condition of this body
		fr = fr.child()
	}
	m, _ := w.step(fr, rest, nil, pol, l)
	w.equate(fr, x, m, l)
}

// get is object.get(vs[0], vs[1], vs[2]): the default makes it a read both ways.
func (w *walker) get(fr *frame, vs []value, path *ast.Term, l *ast.Location) value {
	var keys []value
	switch p := path.Value.(type) {
	case *ast.Array:
		for i := range p.Len() {
			keys = append(keys, vs[1].fields[fmt.Sprint(i)])
		}
	default:
		keys = append(keys, vs[1])
	}
	constant := len(keys) > 0
	for _, k := range keys {
		c, ok := k.scalars() // a path in a variable is none
		constant = constant && ok && len(c) == 1
	}
	v := vs[0]
	w.use(fr, vs[1], l)
	if !constant {
		if !v.atomic() {
			w.problem(l, "object.get with a computed path")
		}
		w.use(fr, v, l)
		return value{other: true}
	}
	in := fr.child() // what it needs is no condition of this body
	for _, k := range keys {
		v, _ = w.step(in, v, &k, 0, l)
	}
	v.join(vs[2])
	v.other = true
	return v
}

// size is the number of expressions of rules that read no evidence, with all that they call; -1 if they read some.
func (w *walker) size(rules []*ast.Rule) int {
	n := 0
	for _, r := range rules {
		k, ok := w.pure[r]
		if !ok {
			k = w.sizeOf(r)
			w.pure[r] = k
		}
		if k < 0 {
			return -1
		}
		n += k
	}
	return n
}

func (w *walker) sizeOf(r *ast.Rule) int {
	n, reads := 0, false
	ast.WalkExprs(r, func(*ast.Expr) bool { n++; return false })
	ast.WalkRefs(r, func(ref ast.Ref) bool {
		switch {
		case ref.HasPrefix(ast.InputRootRef), ref.HasPrefix(resultRef):
			reads = true
		case ref.HasPrefix(ast.DefaultRootRef) && len(ref) > 1 && !isCertain(ref):
			node := w.c.RuleTree
			for _, k := range ref {
				if node = node.Child(k.Value); node == nil || len(node.Values) > 0 {
					break
				}
			}
			if node == nil || len(node.Values) == 0 || len(node.Children) > 0 {
				reads = true
				break
			}
			k := w.size(node.Values)
			reads = reads || k < 0
			n += k
		}
		return false
	})
	if reads {
		return -1
	}
	return n
}

// idleVars are the variables of a rule's body of which only the definedness matters: what only ends in the arguments or the evidence of a
// finding, or, if head is set, in the value of the rule.
func (w *walker) idleVars(r *ast.Rule, head bool) map[ast.Var]bool {
	key := idleKey{r, head}
	if got, ok := w.idles[key]; ok {
		return got
	}
	all, dead, out := map[ast.Var]int{}, map[ast.Var]int{}, map[ast.Var]bool{}
	count := func(x any, in map[ast.Var]int) {
		ast.WalkVars(x, func(v ast.Var) bool { in[v]++; return false })
	}
	count(r.Body, all)
	for _, a := range r.Head.Args {
		count(a, all)
		count(a, all) // a parameter is never idle
	}
	for _, t := range r.Head.Ref()[1:] {
		count(t, all)
	}
	for _, t := range []*ast.Term{r.Head.Key, r.Head.Value} {
		if t != nil {
			count(t, all)
		}
	}
	var built func(t *ast.Term) // occurrences that only build a value nobody looks at
	built = func(t *ast.Term) {
		switch v := t.Value.(type) {
		case ast.Var:
			dead[v]++
		case *ast.Array:
			v.Foreach(built)
		case ast.Set:
			v.Foreach(built)
		case ast.Object:
			v.Foreach(func(k, x *ast.Term) { built(k); built(x) })
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
			count(v, dead)
		}
	}
	if head && r.Head.Value != nil {
		built(r.Head.Value)
	}
	for _, x := range r.Body {
		t, ok := x.Terms.([]*ast.Term)
		if !ok || x.Negated {
			continue
		}
		if fn, ok := strings.CutPrefix(t[0].String(), "data.lib.result."); ok && statuses[fn] != "" && len(t) >= 5 {
			built(t[3])
			built(t[4])
		}
	}
	for done, again := map[*ast.Expr]bool{}, true; again; {
		again = false
		for _, x := range r.Body {
			t, ok := x.Terms.([]*ast.Term)
			if !ok || x.Negated || len(x.With) > 0 || done[x] || len(t) < 2 {
				continue
			}
			to, from := t[len(t)-1], t[1:len(t)-1]
			if x.IsEquality() || x.IsAssignment() {
				to, from = t[1], t[2:]
			}
			v, ok := to.Value.(ast.Var)
			if !ok || dead[v] != all[v]-1 || dead[v] == 0 {
				continue
			}
			done[x], again, out[v] = true, true, true
			if x.IsEquality() || x.IsAssignment() || total[t[0].String()] {
				for _, a := range from {
					built(a)
				}
			}
		}
	}
	w.idles[key] = out
	return out
}
