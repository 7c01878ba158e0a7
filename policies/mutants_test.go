package policies

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"gopkg.in/yaml.v3"
)

// mutation is one change to a module: where, and what. Applying it to a fresh parse of the module makes the mutant. Its name says the rule
// and not the line, so that it stays the same when something is written above; the second of one name in a module ends in "#2".
type mutation struct {
	at, name string
	apply    func(m *ast.Module)
}

// mutations are all changes to the conditions of a module: each expression left out or negated, each comparison turned or shifted, each
// number moved by a step, each boolean turned, each member of a constant set left out. The rule plan is left alone, and what only it
// needs: no verdict comes of it.
func mutations(m *ast.Module) []mutation {
	var out []mutation
	n := 0
	named := map[string]int{}
	// Every spot is counted in the order of one walk, and the mutant's walk counts the same.
	visit(m, func(p spot) {
		for variant, what := range p.variants() {
			index, v := n, variant
			name := strings.TrimPrefix(m.Package.Path.String(), "data.controls.") + " " + p.rule + ": " + what
			if named[name]++; named[name] > 1 {
				name += fmt.Sprintf(" #%d", named[name])
			}
			out = append(out, mutation{at: p.at, name: name, apply: func(fresh *ast.Module) {
				i := 0
				visit(fresh, func(q spot) {
					if i == index {
						q.change(v)
					}
					i++
				})
			}})
		}
		n++
	})
	return out
}

// spot is something in a module that can be changed: an expression of a body, or a term.
type spot struct {
	at   string
	rule string
	body *ast.Body
	i    int
	term *ast.Term
}

// opposite are comparisons with the nearest others.
var opposite = map[string][]ast.Ref{
	"equal": {ast.NotEqual.Ref()}, "eq": {ast.NotEqual.Ref()}, "neq": {ast.Equal.Ref()},
	"lt": {ast.LessThanEq.Ref()}, "lte": {ast.LessThan.Ref()}, "gt": {ast.GreaterThanEq.Ref()}, "gte": {ast.GreaterThan.Ref()},
}

func (p spot) expr() *ast.Expr {
	if p.body == nil {
		return nil
	}
	return (*p.body)[p.i]
}

func (p spot) variants() []string {
	if e := p.expr(); e != nil {
		if _, some := e.Terms.(*ast.SomeDecl); some || e.Equal(ast.NewExpr(ast.BooleanTerm(true))) { // the body of a rule that has none
			return nil
		}
		var out []string
		if len(*p.body) > 1 {
			out = append(out, "left out: "+e.String())
		}
		if !e.IsAssignment() {
			out = append(out, "negated: "+e.String())
		}
		if e.IsCall() && len(opposite[e.Operator().String()]) > 0 && !e.Negated {
			out = append(out, "turned: "+e.String())
		}
		return out
	}
	switch x := p.term.Value.(type) {
	case ast.Number:
		return []string{"more than " + x.String(), "less than " + x.String()}
	case ast.Boolean:
		return []string{"not " + x.String()}
	case ast.Set:
		var out []string
		if x.Len() > 1 && x.IsGround() {
			for _, member := range x.Slice() {
				out = append(out, "without "+member.String())
			}
		}
		return out
	}
	return nil
}

func (p spot) change(variant int) {
	if e := p.expr(); e != nil {
		what := p.variants()[variant]
		switch {
		case strings.HasPrefix(what, "left out"):
			*p.body = slices.Delete(slices.Clone(*p.body), p.i, p.i+1)
		case strings.HasPrefix(what, "negated"):
			e.Negated = !e.Negated
		default:
			e.Terms.([]*ast.Term)[0] = ast.NewTerm(opposite[e.Operator().String()][0])
		}
		return
	}
	switch x := p.term.Value.(type) {
	case ast.Number:
		n, _ := x.Float64()
		p.term.Value = ast.FloatNumberTerm(n + step(n)*float64(1-2*variant)).Value
	case ast.Boolean:
		p.term.Value = !x
	case ast.Set:
		p.term.Value = ast.NewSet(slices.Delete(x.Slice(), variant, variant+1)...)
	}
}

// step is by how much a number is moved: by one, but a number of nanoseconds by a thousandth, since no date that AWS tells has any.
func step(n float64) float64 {
	if n > 1e9 {
		return n / 1000
	}
	return 1
}

// label is a rule's name, with the reason's code where there is one.
func label(r *ast.Rule) string {
	name := r.Head.Ref().String()
	if r.Head.Key == nil {
		return name
	}
	if call, ok := r.Head.Key.Value.(ast.Call); ok && len(call) > 2 {
		if code, ok := call[2].Value.(ast.String); ok {
			return strings.Split(name, "[")[0] + " " + string(code)
		}
	}
	return name
}

// ruleName is what other rules call a rule by.
func ruleName(r *ast.Rule) string {
	return strings.Trim(r.Head.Ref()[0].String(), `"`)
}

// judging are the names of the rules that findings and subjects come of.
func judging(m *ast.Module) map[string]bool {
	uses := map[string][]string{}
	for _, r := range m.Rules {
		ast.WalkVars(r, func(v ast.Var) bool {
			uses[ruleName(r)] = append(uses[ruleName(r)], string(v))
			return false
		})
	}
	out := map[string]bool{}
	for todo := []string{"findings", "subjects", "elsewhere"}; len(todo) > 0; todo = todo[1:] {
		if !out[todo[0]] {
			out[todo[0]] = true
			todo = append(todo, uses[todo[0]]...)
		}
	}
	return out
}

// visit shows each spot of a module's rules.
func visit(m *ast.Module, show func(spot)) {
	judging := judging(m)
	for _, top := range m.Rules {
		if !judging[ruleName(top)] {
			continue
		}
		for r := top; r != nil; r = r.Else {
			at := func(l *ast.Location) string {
				if l == nil {
					l = r.Location
				}
				return fmt.Sprintf("%s:%d", filepath.Base(l.File), l.Row)
			}
			rule := label(r)
			named := func(p spot) {
				p.rule = rule
				show(p)
			}
			bodies(&r.Body, at, named)
			if r.Head.Value != nil && len(r.Head.Args) == 0 {
				terms(r.Head.Value, at, named)
			}
		}
	}
}

// bodies shows the expressions of a body and what stands in them. What a mutant may have changed is looked at before it is shown.
func bodies(b *ast.Body, at func(*ast.Location) string, show func(spot)) {
	for i := range len(*b) {
		e := (*b)[i]
		switch t := e.Terms.(type) {
		case *ast.Every:
			bodies(&t.Body, at, show)
		case []*ast.Term:
			for _, x := range t[1:] {
				terms(x, at, show)
			}
		case *ast.Term:
			terms(t, at, show)
		}
	}
	for i := len(*b) - 1; i >= 0; i-- { // from the end, so that leaving one out moves none that is still to come
		show(spot{at: at((*b)[i].Location), body: b, i: i})
	}
}

func terms(t *ast.Term, at func(*ast.Location) string, show func(spot)) {
	switch x := t.Value.(type) {
	case *ast.SetComprehension:
		bodies(&x.Body, at, show)
	case *ast.ArrayComprehension:
		bodies(&x.Body, at, show)
	case *ast.ObjectComprehension:
		bodies(&x.Body, at, show)
	case ast.Call:
		for _, y := range x[1:] {
			terms(y, at, show)
		}
	case ast.Number, ast.Boolean, ast.Set:
		show(spot{at: at(t.Location), term: t})
	}
}

// survivors is testdata/survivors.yaml: mutants that no test can kill, with the reason.
func survivors(t *testing.T) map[string]string {
	raw, err := os.ReadFile(filepath.Join("testdata", "survivors.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	if err := yaml.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestMutants changes each condition of each control, one at a time, and wants a test of that control to fail. KIJUN_MUTATE is a regular
// expression over file names; without it nothing is done, for it takes long.
func TestMutants(t *testing.T) {
	only := os.Getenv("KIJUN_MUTATE")
	if only == "" {
		t.Skip("KIJUN_MUTATE says which controls to change")
	}
	match := regexp.MustCompile(only)
	all, err := folder("")
	if err != nil {
		t.Fatal(err)
	}
	lib := slices.DeleteFunc(slices.Clone(all), func(s source) bool {
		return !strings.HasPrefix(s.name, "policies/lib/")
	})
	explained := survivors(t)
	used := map[string]bool{}
	var mu sync.Mutex
	work := make(chan source)
	var wait sync.WaitGroup
	made, killed, stillborn := 0, 0, 0
	for range 2 {
		wait.Go(func() {
			for src := range work {
				i := slices.IndexFunc(all, func(s source) bool { return s.name == strings.TrimSuffix(src.name, ".rego")+"_test.rego" })
				if i < 0 {
					t.Errorf("%s has no test", src.name)
					continue
				}
				one, err := newSpecimen(src, all[i], lib)
				if err != nil {
					t.Errorf("%s: %v", src.name, err)
					continue
				}
				for _, x := range mutations(one.fresh()) {
					alive, err := one.survives(x)
					mu.Lock()
					made++
					switch {
					case err != nil:
						stillborn++
					case !alive:
						killed++
					case explained[x.name] != "":
						used[x.name] = true
					default:
						t.Errorf("no test kills it: %s (%s)", x.name, x.at)
					}
					mu.Unlock()
				}
			}
		})
	}
	for _, src := range all {
		if strings.HasPrefix(src.name, "policies/controls/") && !strings.HasSuffix(src.name, "_test.rego") && !strings.HasSuffix(src.name, "/package.rego") && match.MatchString(src.name) {
			work <- src
		}
	}
	close(work)
	wait.Wait()
	t.Logf("%d mutants: %d killed, %d do not compile, %d explained", made, killed, stillborn, len(used))
	if only == "." {
		for _, name := range slices.Sorted(maps.Keys(explained)) {
			if !used[name] {
				t.Errorf("testdata/survivors.yaml explains %q, which is no survivor", name)
			}
		}
	}
}

// TestSpecimen: tests that fail without any change are told, be it a whole test or one case of a table.
func TestSpecimen(t *testing.T) {
	const control = `# METADATA
# title: T
# custom:
#   id: CUSTOM/t
#   title_ja: T
#   severity: LOW
#   subject: account
#   reasons: {on: {en: a, ja: b}}
#   remediation: {en: a, ja: b}
package controls.sample.t

import data.lib.result

findings contains result.pass(input.account, "on", {}, [])
`
	all, err := folder("")
	if err != nil {
		t.Fatal(err)
	}
	lib := slices.DeleteFunc(all, func(s source) bool { return !strings.HasPrefix(s.name, "policies/lib/") })
	for name, tc := range map[string]struct{ test, says string }{
		"good": {`test_it[name] if {
	some name, n in {"one": 1}
	n == 1
}
`, ""},
		"a case that fails": {`test_it[name] if {
	some name, n in {"one": 1, "two": 2}
	n == 1
}
`, `controls.sample.t_test.test_it fails as it is: "two"`},
		"a test that fails": {"test_it if 1 == 2\n", `controls.sample.t_test.test_it fails as it is`},
		"no test":           {"other if true\n", "there are no tests"},
	} {
		t.Run(name, func(t *testing.T) {
			test := source{name: "t_test.rego", text: []byte("package controls.sample.t_test\n\n" + tc.test)}
			_, err := newSpecimen(source{name: "t.rego", text: []byte(control)}, test, lib)
			if got := fmt.Sprint(err); (err == nil) != (tc.says == "") || !strings.Contains(got, tc.says) && err != nil {
				t.Errorf("it says %q, want %q", got, tc.says)
			}
		})
	}
}

// specimen is a control with its tests and the library.
type specimen struct {
	src     source
	modules map[string]*ast.Module
	store   storage.Store
	tests   []string          // references of the test rules
	want    map[string]string // what the tests say of the control as it is
}

func newSpecimen(src, test source, lib []source) (*specimen, error) {
	b := &specimen{src: src, modules: map[string]*ast.Module{}}
	own, err := parse([]source{src, test}, true)
	if err != nil {
		return nil, err
	}
	c, err := metadata(src.name, own[src.name])
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	for name, p := range c.Parameters {
		if p.Default != nil {
			values[name] = p.Default
		}
	}
	versions, err := versionsData()
	if err != nil {
		return nil, err
	}
	b.store = inmem.NewFromObject(map[string]any{"parameters": map[string]any{c.ID: values}, "versions": versions.data})
	library, err := imported(lib, own)
	if err != nil {
		return nil, err
	}
	maps.Copy(b.modules, library)
	b.modules[test.name] = own[test.name]
	for _, r := range own[test.name].Rules {
		first := fmt.Sprint(r.Head.Ref()[0])
		if name := own[test.name].Package.Path.String() + "." + first; strings.HasPrefix(first, "test_") && !slices.Contains(b.tests, name) {
			b.tests = append(b.tests, name)
		}
	}
	if len(b.tests) == 0 {
		return nil, errors.New("there are no tests")
	}
	if err := sound(src, test, library, map[string]any{c.ID: values}); err != nil {
		return nil, err
	}
	b.want, err = b.outcomes(own[src.name], nil)
	return b, err
}

// sound says which tests and cases fail with the control as it is: what fails anyway cannot notice a mutant.
func sound(src, test source, library map[string]*ast.Module, params map[string]any) error {
	own, err := parse([]source{src, test}, true)
	if err != nil {
		return err
	}
	results, err := runTests(context.Background(), merged(library, own), params, "^"+regexp.QuoteMeta(own[test.name].Package.Path.String()+"."), nil)
	if err != nil {
		return err
	}
	var errs []error
	for _, r := range results {
		if !r.Pass {
			errs = append(errs, fmt.Errorf("%s fails as it is: %q %s", r.Name, r.Case, r.Message))
		}
	}
	return errors.Join(errs...)
}

func (b *specimen) fresh() *ast.Module {
	got, err := parse([]source{b.src}, false)
	if err != nil {
		panic(err) // it was parsed before
	}
	return got[b.src.name]
}

// survives says whether all tests pass although the control is changed. An error: the mutant does not compile.
func (b *specimen) survives(x mutation) (bool, error) {
	m := b.fresh()
	x.apply(m)
	got, err := b.outcomes(m, b.want)
	return err == nil && got != nil, err
}

// outcomes compiles the module and evaluates its tests, each with the names of the cases that pass. With want it stops at the first that
// differs from it, and gives nil.
func (b *specimen) outcomes(m *ast.Module, want map[string]string) (map[string]string, error) {
	c := ast.NewCompiler().WithCapabilities(capabilities())
	if c.Compile(merged(b.modules, map[string]*ast.Module{b.src.name: m})); c.Failed() {
		return nil, c.Errors
	}
	ctx, cancel := context.WithTimeout(context.WithValue(context.Background(), answersKey{}, &answers{}), time.Minute)
	defer cancel()
	out := map[string]string{}
	for _, rule := range b.tests {
		opts := append(slices.Clone(bound()), rego.Compiler(c), rego.Query(rule), rego.StrictBuiltinErrors(true), rego.Store(b.store))
		rs, err := rego.New(opts...).Eval(ctx)
		switch {
		case err != nil: // a test that errs is a test that fails
			out[rule] = err.Error()
		case len(rs) > 0:
			out[rule] = fmt.Sprint(rs[0].Expressions[0].Value)
		}
		if want != nil && out[rule] != want[rule] {
			return nil, nil
		}
	}
	return out, nil
}
