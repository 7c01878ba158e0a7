package policies

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
	"golang.org/x/sync/errgroup"
)

const (
	// testTime is how long one test may take.
	testTime = 5 * time.Minute
	// testGarbage is how much garbage, in percent of what is alive, the tests leave before it is collected: little is alive, much is made.
	testGarbage = 400
)

// runTests runs the tests in modules as OPA's own tester does, whose compiler stages it uses. That one learns the names of cases from a trace
// of the whole evaluation, which takes longer than the evaluation; here the built-in that its stage puts into each test tells them.
func runTests(ctx context.Context, modules map[string]*ast.Module, params map[string]any, match string, tracer *cover.Cover) ([]TestResult, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(testGarbage))
	wanted, err := regexp.Compile(match)
	if err != nil {
		return nil, err
	}
	c := ast.NewCompiler().WithCapabilities(capabilities()).WithEnablePrintStatements(true)
	none, err := tester.NewRunner().SetCompiler(c).SetModules(modules).Filter("^$").RunTests(ctx, nil)
	if c.Failed() {
		return nil, &SelectionError{compileError(c.Errors).Error()}
	}
	if err != nil {
		return nil, err
	}
	for range none { // it has compiled, which is all that it is for
	}
	versions, err := versionsData()
	if err != nil {
		return nil, err
	}
	data := map[string]any{"parameters": params, "versions": versions.data}
	options := append(slices.Clone(bound()), rego.Compiler(c), rego.Store(inmem.NewFromObject(data)))
	ctx = context.WithValue(ctx, answersKey{}, &answers{})
	type test struct {
		path ast.Ref
		rule *ast.Rule
	}
	var tests []test
	for _, name := range slices.Sorted(maps.Keys(c.Modules)) {
		for _, r := range c.Modules[name].Rules {
			if path, ok := testPath(c.Modules[name], r); ok && wanted.MatchString(path.String()) {
				tests = append(tests, test{path, r})
			}
		}
	}
	results := make([][]TestResult, len(tests))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	if tracer != nil {
		options = append(options, rego.QueryTracer(tracer))
		group.SetLimit(1) // it counts for one at a time
	}
	for i, t := range tests {
		group.Go(func() error {
			results[i] = runTest(ctx, options, t.path, t.rule)
			return nil
		})
	}
	_ = group.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	out := slices.Concat(results...)
	slices.SortFunc(out, func(a, b TestResult) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Case, b.Case))
	})
	return out, nil
}

// testPath is the reference of a test, without the name of its cases.
func testPath(m *ast.Module, r *ast.Rule) (ast.Ref, bool) {
	ref := r.Ref().GroundPrefix()
	for i, t := range ref {
		if s, ok := t.Value.(ast.String); ok && i >= len(m.Package.Path) && (strings.HasPrefix(string(s), tester.TestPrefix) || strings.HasPrefix(string(s), tester.SkipTestPrefix)) {
			return ref[:i+1], true
		}
	}
	return nil, false
}

// testCases are the names that one test has met, for what it does not hold at its end has failed.
type testCases struct{ names []*ast.Array }

type testCasesKey struct{}

// noteCase is the built-in internal.test_case.
func noteCase(b topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
	cases, _ := b.Context.Value(testCasesKey{}).(*testCases)
	if name, ok := operands[0].Value.(*ast.Array); ok && cases != nil {
		cases.names = append(cases.names, name)
	}
	return iter(ast.InternedTerm(true))
}

func runTest(ctx context.Context, options []func(*rego.Rego), path ast.Ref, r *ast.Rule) []TestResult {
	var parts []string
	for _, t := range path[1:] {
		parts = append(parts, caseName(t))
	}
	one := TestResult{File: r.Location.File, Name: strings.Join(parts, ".")}
	if last, _ := path[len(path)-1].Value.(ast.String); strings.HasPrefix(string(last), tester.SkipTestPrefix) {
		one.Message = "the test is put off"
		return []TestResult{one}
	}
	ctx, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	cases := &testCases{}
	ctx = context.WithValue(ctx, testCasesKey{}, cases)
	var printed bytes.Buffer
	var errs []topdown.Error
	start := time.Now()
	rs, err := rego.New(append(slices.Clone(options), rego.ParsedQuery(ast.NewBody(ast.NewExpr(ast.NewTerm(path)))), rego.BuiltinErrorList(&errs),
		rego.PrintHook(topdown.NewPrintHook(&printed)))...).Eval(ctx)
	one.Duration, one.Message = time.Since(start), printed.String()
	switch {
	case err != nil:
		one.Message += err.Error()
	case len(errs) == 1:
		one.Message += errs[0].Error()
	case len(errs) > 1:
		one.Message += fmt.Sprint(errs)
	}
	var value any
	if err == nil && len(rs) > 0 {
		value = rs[0].Expressions[0].Value
	}
	one.Pass = value == true && len(errs) == 0
	table, ok := value.(map[string]any)
	if !ok || r.Head.DocKind() != ast.PartialObjectDoc {
		return []TestResult{one}
	}
	passed := map[string]bool{}
	for name := range table {
		passed[name] = true
	}
	for _, name := range cases.names {
		first := caseName(name.Elem(0))
		was, met := passed[first]
		passed[first] = (was || !met) && holds(table, name)
	}
	var out []TestResult
	for _, name := range slices.Sorted(maps.Keys(passed)) {
		out = append(out, TestResult{File: one.File, Name: one.Name, Case: name, Pass: passed[name]})
	}
	if len(out) == 0 && one.Message == "" {
		one.Message = "the test has no case"
	}
	if one.Message != "" {
		one.Pass = len(out) > 0 && len(errs) == 0 && !slices.ContainsFunc(out, func(r TestResult) bool { return !r.Pass })
		out = append(out, one)
	}
	return out
}

// caseName is a part of the name of a test or a case, as the key of a table.
func caseName(t *ast.Term) string {
	if s, ok := t.Value.(ast.String); ok {
		return string(s)
	}
	return t.String()
}

// holds says whether a case is in the table that a test is, and true.
func holds(table any, name *ast.Array) bool {
	for i := range name.Len() {
		m, _ := table.(map[string]any)
		table = m[caseName(name.Elem(i))]
	}
	return table == true
}
