package policies

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/types"

	"kijun/policies/reads"
)

// analyse derives what a control reads, and collects the evidence paths that its result calls name.
func (it *item) analyse(colls reads.Collections) {
	it.facts = reads.Analyse(it.compiler, ast.MustParseRef(it.control.Package), colls)
	seen := map[string]bool{}
	for _, m := range it.compiler.Modules {
		if m.Package.Path.String() != it.control.Package {
			continue
		}
		for _, r := range m.Rules {
			for path := range evidencePaths(m, r) {
				seen[path] = true
			}
		}
	}
	it.paths = slices.Sorted(maps.Keys(seen))
}

// evidencePaths are the constant strings of a rule that can be evidence: those of arrays given to result calls, also by the name of
// a rule (`_reads := [...]`).
func evidencePaths(m *ast.Module, r *ast.Rule) map[string]*ast.Location {
	out := map[string]*ast.Location{}
	add := func(t *ast.Term) {
		if a, ok := t.Value.(*ast.Array); ok {
			a.Foreach(func(x *ast.Term) {
				if s, ok := x.Value.(ast.String); ok {
					out[string(s)] = x.Location
				}
			})
		}
	}
	named := func(name string) {
		for _, other := range m.Rules {
			if other.Head.Name.String() == name || len(other.Head.Ref()) > 0 && other.Head.Ref()[0].String() == name {
				if other.Head.Value != nil {
					add(other.Head.Value)
				}
			}
		}
	}
	ast.WalkTerms(r, func(t *ast.Term) bool {
		call, ok := t.Value.(ast.Call)
		var args []*ast.Term
		if ok && strings.HasPrefix(call[0].String(), "data.lib.result.") && len(call) >= 5 {
			args = call[4:5]
		}
		for _, a := range args {
			add(a)
			if ref, ok := a.Value.(ast.Ref); ok {
				named(strings.Trim(ref[len(ref)-1].Value.String(), `"`))
			}
		}
		return false
	})
	ast.WalkExprs(r, func(x *ast.Expr) bool {
		terms, ok := x.Terms.([]*ast.Term)
		if ok && len(terms) >= 5 && strings.HasPrefix(terms[0].String(), "data.lib.result.") {
			add(terms[4])
			if ref, ok := terms[4].Value.(ast.Ref); ok {
				named(strings.Trim(ref[len(ref)-1].Value.String(), `"`))
			}
		}
		return false
	})
	return out
}

// Problem is something that lint objects to.
type Problem struct {
	File     string
	Row, Col int
	Message  string
}

// String is file:row:col: message.
func (p Problem) String() string { return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Row, p.Col, p.Message) }

// folder reads the Rego files of a folder of the disk; of the built-in policies when dir is empty.
func folder(dir string) ([]source, error) {
	var root fs.FS = files
	if dir != "" {
		if _, err := os.Stat(dir); err != nil {
			return nil, &SelectionError{err.Error()}
		}
		root = os.DirFS(dir)
	}
	var out []source
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir // what Go skips, too
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".rego") {
			return err
		}
		text, err := fs.ReadFile(root, path)
		name := "policies/" + path
		if dir != "" {
			name = filepath.Join(dir, path)
		}
		out = append(out, source{name, text})
		return err
	})
	return out, err
}

// withLibrary adds the built-in library to a folder's modules, unless the folder is (part of) the built-in policies themselves.
func withLibrary(dir string, in []source) ([]source, error) {
	if dir == "" {
		return in, nil
	}
	have := map[string]bool{}
	for _, src := range in {
		if m, err := ast.ParseModuleWithOpts(src.name, string(src.text), ast.ParserOptions{Capabilities: capabilities()}); err == nil {
			have[m.Package.Path.String()] = true
		}
	}
	lib, err := embedded("lib")
	if err != nil {
		return nil, err
	}
	if pkg, err := files.ReadFile("controls/package.rego"); err == nil {
		lib = append(lib, source{"policies/controls/package.rego", pkg})
	}
	for _, src := range lib {
		if strings.HasSuffix(src.name, "_test.rego") {
			continue
		}
		m, err := ast.ParseModuleWithOpts(src.name, string(src.text), ast.ParserOptions{Capabilities: capabilities()})
		if err != nil {
			return nil, err
		}
		if !have[m.Package.Path.String()] {
			in = append(in, src)
		}
	}
	return in, nil
}

// Format is the text of a module as opa fmt writes it.
func Format(name string, text []byte) ([]byte, error) {
	out, err := format.SourceWithOpts(name, text, format.Opts{RegoVersion: ast.RegoV1, ParserOptions: &ast.ParserOptions{Capabilities: capabilities(), RegoVersion: ast.RegoV1}})
	if err != nil {
		return nil, &SelectionError{compileError(err).Error()}
	}
	return out, nil
}

// Lint checks the controls of a folder (the built-in ones when dir is empty) as strictly as kijun's own: METADATA, types against the
// closed schemas, the form that makes reads derivable, evidence paths, formatting, and a test beside each control.
func Lint(dir string) ([]Problem, error) {
	sources, err := folder(dir)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	var out []Problem
	for _, src := range sources {
		own[src.name] = true
		if want, err := Format(src.name, src.text); err == nil && !bytes.Equal(want, src.text) {
			out = append(out, Problem{src.name, 1, 1, "the file is not formatted: kijun lint --fix does it"})
		}
	}
	sources, err = withLibrary(dir, sources)
	if err != nil {
		return nil, err
	}
	index, err := Index()
	if err != nil {
		return nil, err
	}
	standards, err := Standards()
	if err != nil {
		return nil, err
	}
	modules := map[string]*ast.Module{}
	for _, src := range sources {
		m, err := ast.ParseModuleWithOpts(src.name, string(src.text), ast.ParserOptions{ProcessAnnotation: true, Capabilities: capabilities(), RegoVersion: ast.RegoV1})
		if err != nil {
			out = append(out, problems(err)...)
			continue
		}
		modules[src.name] = m
		if strings.HasPrefix(m.Package.Path.String(), "data.custom") && len(m.Annotations) > 0 {
			for _, a := range m.Annotations {
				if a.Scope == "package" {
					a.Schemas = append(a.Schemas, &ast.SchemaAnnotation{Path: ast.InputRootRef, Schema: ast.MustParseRef("schema.input")})
				}
			}
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	schema, err := inputSchema()
	if err != nil {
		return nil, err
	}
	set := ast.NewSchemaSet()
	set.Put(ast.MustParseRef("schema.input"), schema)
	c := ast.NewCompiler().WithCapabilities(capabilities()).WithSchemas(set).WithUseTypeCheckAnnotations(true).WithStrict(true)
	if c.Compile(modules); c.Failed() {
		return append(out, problems(c.Errors)...), nil
	}
	colls := collections(index)
	ids := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		m := modules[name]
		pkg := m.Package.Path.String()
		if !own[name] || strings.HasSuffix(name, "_test.rego") || strings.HasSuffix(name, "/package.rego") ||
			!strings.HasPrefix(pkg, "data.controls.") && !strings.HasPrefix(pkg, "data.custom.") {
			continue
		}
		control, err := metadata(name, m)
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				out = append(out, Problem{name, 1, 1, strings.TrimPrefix(line, name+":")})
			}
			continue
		}
		if other, twice := ids[control.ID]; twice {
			out = append(out, Problem{name, 1, 1, fmt.Sprintf("the id %s is also that of %s", control.ID, other)})
		}
		ids[control.ID] = name
		for id := range control.Standards {
			if !slices.ContainsFunc(standards, func(s Standard) bool { return s.ID == id }) {
				out = append(out, Problem{name, 1, 1, fmt.Sprintf("there is no standard %q", id)})
			}
		}
		if control.Collection != "" && index[control.Collection].List == "" {
			out = append(out, Problem{name, 1, 1, fmt.Sprintf("there is no collection %q", control.Collection)})
		}
		if !own[strings.TrimSuffix(name, ".rego")+"_test.rego"] {
			out = append(out, Problem{name, 1, 1, "there is no test beside it (" + filepath.Base(strings.TrimSuffix(name, ".rego")) + "_test.rego)"})
		}
		it := &item{control: control, compiler: c}
		it.analyse(colls)
		for _, p := range it.facts.Problems {
			out = append(out, Problem{p.File, p.Row, p.Col, p.Message})
		}
		for _, r := range m.Rules {
			for path, loc := range evidencePaths(c.Modules[name], r) {
				if why := checkPath(schema, control.Collection, path); why != "" {
					row, col := 1, 1
					if loc != nil {
						row, col = loc.Row, loc.Col
					}
					out = append(out, Problem{name, row, col, why})
				}
			}
		}
		out = append(out, unusedReasons(name, m, control)...)
	}
	slices.SortFunc(out, func(a, b Problem) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(out), nil
}

// unusedReasons are reason codes that no rule can give: a text that nobody will read is a leftover or a typo.
func unusedReasons(name string, m *ast.Module, c Control) []Problem {
	used := map[string]bool{}
	ast.WalkTerms(m, func(t *ast.Term) bool {
		if s, ok := t.Value.(ast.String); ok {
			used[string(s)] = true
		}
		return false
	})
	var out []Problem
	for code := range c.Reasons {
		if !used[code] {
			out = append(out, Problem{name, 1, 1, fmt.Sprintf("no rule gives the reason %q", code)})
		}
	}
	return out
}

func problems(err error) []Problem {
	var list ast.Errors
	if !errors.As(err, &list) {
		return []Problem{{Message: err.Error()}}
	}
	var out []Problem
	for _, e := range list {
		p := Problem{Message: e.Message}
		if e.Location != nil {
			p.File, p.Row, p.Col = e.Location.File, e.Location.Row, e.Location.Col
		}
		if e.Details != nil {
			p.Message += " (" + strings.Join(strings.Fields(strings.Join(e.Details.Lines(), " ")), " ") + ")"
		}
		out = append(out, p)
	}
	return out
}

// inputSchema is the closed schema of input, put together from the generated schemas of all collections.
func inputSchema() (map[string]any, error) {
	entries, err := files.ReadDir("schemas")
	if err != nil {
		return nil, err
	}
	services := map[string]any{}
	for _, e := range entries {
		key := strings.TrimSuffix(e.Name(), ".json")
		service, coll, ok := strings.Cut(key, ".")
		if !ok {
			continue
		}
		raw, err := files.ReadFile("schemas/" + e.Name())
		if err != nil {
			return nil, err
		}
		var s map[string]any
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, fmt.Errorf("schemas/%s: %w", e.Name(), err)
		}
		delete(s, "$schema")
		if services[service] == nil {
			services[service] = map[string]any{"type": "object", "properties": map[string]any{}, "additionalProperties": false}
		}
		services[service].(map[string]any)["properties"].(map[string]any)[coll] = map[string]any{"type": "array", "items": s}
	}
	text := map[string]any{"type": "string"}
	closed := func(names ...string) map[string]any {
		p := map[string]any{}
		for _, n := range names {
			p[n] = text
		}
		return map[string]any{"type": "object", "properties": p, "additionalProperties": false}
	}
	region := closed("id", "region", "account")
	region["properties"].(map[string]any)["governed"] = map[string]any{"type": "boolean"}
	services["account"] = closed("id", "account", "region", "type", "arn", "partition", "home")
	services["organization"] = closed("id", "account", "region", "type")
	services["as_of"] = text
	services["regions"] = map[string]any{"type": "array", "items": region}
	services["governed_regions"] = services["regions"]
	return map[string]any{"type": "object", "properties": services, "additionalProperties": false}, nil
}

// checkPath says what is wrong with an evidence path, or nothing.
func checkPath(schema map[string]any, collection, path string) string {
	key, rest, ok := absolute(path)
	if !ok {
		key, rest = collection, path
		if collection == "" {
			return fmt.Sprintf("the evidence path %q must begin with input.<service>.<collection>, since the subject is no resource", path)
		}
	}
	service, coll, _ := strings.Cut(key, ".")
	at := schema
	for _, name := range append([]string{service, coll}, strings.Split(rest, ".")...) {
		for at["type"] == "array" {
			at, _ = at["items"].(map[string]any)
		}
		if len(at) == 0 || at["additionalProperties"] != false {
			return "" // a document, or a map of AWS's: anything goes
		}
		next, ok := at["properties"].(map[string]any)[name].(map[string]any)
		if !ok {
			return fmt.Sprintf("the evidence path %q leads nowhere: there is no %q", path, name)
		}
		at = next
	}
	return ""
}

// TestResult is one test, or one named case of a test.
type TestResult struct {
	File, Name, Case string
	Pass             bool
	Message          string
	Duration         time.Duration
}

// Test runs the Rego tests of a folder (the built-in ones when dir is empty), with kijun's built-ins and the default parameters.
// match narrows it to tests whose package and name match the regular expression.
func Test(ctx context.Context, dir, match string) ([]TestResult, error) {
	sources, err := folder(dir)
	if err != nil {
		return nil, err
	}
	if sources, err = withLibrary(dir, sources); err != nil {
		return nil, err
	}
	modules := map[string]*ast.Module{}
	params := map[string]any{}
	for _, src := range sources {
		m, err := ast.ParseModuleWithOpts(src.name, string(src.text), ast.ParserOptions{ProcessAnnotation: true, Capabilities: capabilities(), RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, &SelectionError{compileError(err).Error()}
		}
		modules[src.name] = m
		if idLine.Match(src.text) {
			c, err := metadata(src.name, m)
			if err != nil {
				return nil, &SelectionError{err.Error()}
			}
			values := map[string]any{}
			for name, p := range c.Parameters {
				if p.Default != nil {
					values[name] = p.Default
				}
			}
			params[c.ID] = values
		}
	}
	c := ast.NewCompiler().WithCapabilities(capabilities()).WithEnablePrintStatements(true)
	if c.Compile(modules); c.Failed() {
		return nil, &SelectionError{compileError(c.Errors).Error()}
	}
	store := inmem.NewFromObject(map[string]any{"parameters": params})
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, txn)
	var custom []*tester.Builtin
	for i, f := range functions {
		custom = append(custom, &tester.Builtin{Decl: &ast.Builtin{Name: f.name, Decl: types.NewFunction(f.args, f.out)}, Func: bound()[i]})
	}
	results, err := tester.NewRunner().SetCompiler(c).SetStore(store).SetModules(modules).AddCustomBuiltins(custom).RaiseBuiltinErrors(true).
		CapturePrintOutput(true).SetTimeout(30*time.Second).Filter(match).RunTests(ctx, txn)
	if err != nil {
		return nil, err
	}
	var out []TestResult
	for r := range results {
		name := strings.TrimPrefix(r.Package, "data.") + "." + r.Name
		one := TestResult{File: r.Location.File, Name: name, Pass: r.Pass(), Duration: r.Duration, Message: string(r.Output)}
		if r.Error != nil {
			one.Message += r.Error.Error()
		}
		for _, sub := range slices.Sorted(maps.Keys(r.SubResults)) {
			if r.SubResults[sub].Fail {
				out = append(out, TestResult{File: r.Location.File, Name: name, Case: sub})
			} else {
				out = append(out, TestResult{File: r.Location.File, Name: name, Case: sub, Pass: true})
			}
		}
		if len(r.SubResults) == 0 || one.Message != "" {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b TestResult) int { return strings.Compare(a.Name+a.Case, b.Name+b.Case) })
	return out, nil
}
