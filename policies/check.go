package policies

import (
	"bytes"
	"cmp"
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
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/format"
)

// evidencePaths are the constant strings of a compiled rule that can be evidence: those of arrays given to result calls, also by the
// name of a rule (`_reads := [...]`) or of a variable, which the compiler likes to put in between.
func evidencePaths(m *ast.Module, r *ast.Rule) map[string]*ast.Location {
	out := map[string]*ast.Location{}
	seen := map[string]bool{}
	var add func(t *ast.Term)
	add = func(t *ast.Term) {
		switch x := t.Value.(type) {
		case *ast.Array:
			x.Foreach(func(t *ast.Term) {
				if s, ok := t.Value.(ast.String); ok {
					out[string(s)] = t.Location
				} else {
					add(t)
				}
			})
		case ast.Ref:
			if last, ok := x[len(x)-1].Value.(ast.String); ok && x[:len(x)-1].Equal(m.Package.Path) && !seen[string(last)] {
				seen[string(last)] = true
				for _, other := range m.Rules {
					if other.Head.Ref()[0].String() == string(last) && other.Head.Value != nil {
						add(other.Head.Value)
					}
				}
			}
		case ast.Var:
			if seen[string(x)] {
				return
			}
			seen[string(x)] = true
			ast.WalkExprs(r, func(e *ast.Expr) bool {
				if e.IsEquality() || e.IsAssignment() {
					for i := range 2 {
						if e.Operand(i).Value.Compare(x) == 0 {
							add(e.Operand(1 - i))
						}
					}
				}
				return false
			})
		}
	}
	call := func(terms []*ast.Term) {
		if len(terms) >= 5 && strings.HasPrefix(terms[0].String(), "data.lib.result.") {
			add(terms[4])
		}
	}
	ast.WalkTerms(r, func(t *ast.Term) bool {
		if terms, ok := t.Value.(ast.Call); ok {
			call(terms)
		}
		return false
	})
	ast.WalkExprs(r, func(x *ast.Expr) bool {
		if terms, ok := x.Terms.([]*ast.Term); ok {
			call(terms)
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

// String is file:row:col: message, or the message of a problem that has no place.
func (p Problem) String() string {
	if p.File == "" {
		return p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Row, p.Col, p.Message)
}

// Error makes a problem an error.
func (p Problem) Error() string { return p.String() }

// defines says whether a module has a rule of this name: a module with findings is a control.
func defines(m *ast.Module, rule string) bool {
	return slices.ContainsFunc(m.Rules, func(r *ast.Rule) bool { return r.Head.Name.String() == rule || r.Head.Ref().String() == rule })
}

// strays are references to rules and packages that are not there. OPA leaves them undefined, and under "not" a verdict would come of it.
func strays(c *ast.Compiler, parsed map[string]*ast.Module, names []string) []Problem {
	var out []Problem
	families := map[string]bool{}
	if table, err := versionsData(); err == nil {
		for family := range table.data {
			families[family] = true
		}
	}
	stray := func(ref ast.Ref, at *ast.Location) {
		if len(ref) < 2 || !ref[0].Equal(ast.DefaultRootDocument) || ref[1].Equal(ast.InternedTerm("parameters")) {
			return
		}
		if ref[1].Equal(ast.InternedTerm("versions")) {
			if family, ok := nth(ref, 2); ok && !families[family] {
				out = append(out, Problem{at.File, at.Row, at.Col, fmt.Sprintf("there is no %s in data/versions.json", family)})
			}
			return
		}
		node := c.RuleTree.Child(ref[0].Value)
		for _, t := range ref[1:] {
			if node == nil || len(node.Values) > 0 || !t.IsGround() {
				break
			}
			node = node.Child(t.Value)
		}
		if node == nil {
			out = append(out, Problem{at.File, at.Row, at.Col, fmt.Sprintf("there is no %s", ref)})
		}
	}
	for _, name := range names {
		m := c.Modules[name]
		for _, i := range parsed[name].Imports { // also of what is not used
			if ref, ok := i.Path.Value.(ast.Ref); ok {
				stray(ref, i.Loc())
			}
		}
		for _, r := range m.Rules {
			ast.WalkTerms(r, func(t *ast.Term) bool {
				if ref, ok := t.Value.(ast.Ref); ok {
					stray(ref, cmp.Or(t.Location, r.Loc()))
				}
				return false
			})
		}
	}
	return out
}

// nth is the part of a reference at i, if it is there and a name.
func nth(ref ast.Ref, i int) (string, bool) {
	if i >= len(ref) {
		return "", false
	}
	name, ok := ref[i].Value.(ast.String)
	return string(name), ok
}

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
// closed schemas, the form that makes reads derivable, evidence paths, reasons, formatting, and a test beside each control.
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
	if sources, err = withLibrary(dir, sources); err != nil {
		return nil, err
	}
	modules := map[string]*ast.Module{}
	broken, users := false, false
	for _, src := range sources {
		m, err := ast.ParseModuleWithOpts(src.name, string(src.text), ast.ParserOptions{ProcessAnnotation: true, Capabilities: capabilities(), RegoVersion: ast.RegoV1})
		if err != nil {
			out, broken = append(out, problems(err)...), true
			continue
		}
		modules[src.name] = m
		users = users || own[src.name] && m.Package.Path.HasPrefix(customRoot)
		if own[src.name] && !strings.HasSuffix(src.name, "_test.rego") && !slices.ContainsFunc(roots, m.Package.Path.HasPrefix) {
			at := m.Package.Loc()
			out = append(out, Problem{src.name, at.Row, at.Col, fmt.Sprintf("the package is %s; a control of your own is in a package under custom", strings.TrimPrefix(m.Package.Path.String(), "data."))})
		}
	}
	if users {
		modules[customName] = customModule()
	}
	if users && !broken { // what a scan would refuse
		if _, err := userModules([]string{dir}); err != nil {
			out = append(out, problems(err)...)
		}
	}
	if !broken {
		var theirs []string
		if users {
			theirs = []string{dir}
		}
		more, err := checked(theirs, modules, own)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
		if users && len(out) == 0 { // what only all controls together show: ids that are taken, controls that a standard names
			if _, err := Load(Selection{Dirs: theirs}); err != nil {
				out = append(out, problems(err)...)
			}
		}
	}
	for i := range out {
		out[i].Message += hint(out[i].Message)
	}
	slices.SortFunc(out, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Row-b.Row, a.Col-b.Col, cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(out), nil
}

var (
	customRoot = ast.MustParseRef("data.custom")
	roots      = []ast.Ref{customRoot, ast.MustParseRef("data.controls"), ast.MustParseRef("data.lib"), ast.MustParseRef("data.profile"), ast.MustParseRef("data.drill")}
)

// customName is the file of the module that binds users' modules to the schema of input, as controls/package.rego does for the built-in ones.
const customName = "policies/custom.rego"

var customModule = sync.OnceValue(func() *ast.Module {
	text := "# METADATA\n# scope: subpackages\n# schemas:\n#   - input: schema.input\npackage custom\n"
	return ast.MustParseModuleWithOpts(text, ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
})

// typedCompiler checks the types of what is annotated with the schema of input.
func typedCompiler() (*ast.Compiler, error) {
	schema, err := inputSchema()
	if err != nil {
		return nil, err
	}
	set := ast.NewSchemaSet()
	set.Put(ast.MustParseRef("schema.input"), schema)
	return ast.NewCompiler().WithCapabilities(capabilities()).WithSchemas(set).WithUseTypeCheckAnnotations(true).SetErrorLimit(100), nil
}

// checked compiles modules that parse, strictly and with types, and looks into those of its own that are controls.
func checked(dirs []string, modules map[string]*ast.Module, own map[string]bool) ([]Problem, error) {
	index, err := Index()
	if err != nil {
		return nil, err
	}
	standards, err := Standards(dirs...)
	if err != nil {
		return problems(err), nil
	}
	schema, err := inputSchema()
	if err != nil {
		return nil, err
	}
	c, err := typedCompiler()
	if err != nil {
		return nil, err
	}
	c = c.WithStrict(true)
	if c.Compile(modules); c.Failed() {
		return problems(c.Errors), nil
	}
	out := strays(c, modules, slices.DeleteFunc(slices.Sorted(maps.Keys(modules)), func(name string) bool { return !own[name] }))
	colls := collections(index)
	ids, packages := map[string]string{}, map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		m := modules[name]
		if own[name] && !strings.HasSuffix(name, "_test.rego") {
			out = append(out, lostNegations(c, c.Modules[name])...)
		}
		pkg := m.Package.Path.String()
		if !own[name] || strings.HasSuffix(name, "_test.rego") || strings.HasSuffix(name, "/package.rego") ||
			!strings.HasPrefix(pkg, "data.controls.") && !(m.Package.Path.HasPrefix(customRoot) && defines(m, "findings")) {
			continue
		}
		bad := func(format string, a ...any) { out = append(out, Problem{name, 1, 1, fmt.Sprintf(format, a...)}) }
		control, err := metadata(name, m)
		if err != nil {
			out = append(out, problems(err)...)
			continue
		}
		if m.Package.Path.HasPrefix(customRoot) && !strings.HasPrefix(control.ID, "CUSTOM/") {
			bad("the id of a control of your own begins with CUSTOM/, not %q", control.ID)
		}
		if other, twice := packages[pkg]; twice {
			bad("the package %s is also that of %s; each control has its own", strings.TrimPrefix(pkg, "data."), other)
		}
		packages[pkg] = name
		for _, x := range append([]Control{control}, control.twins...) {
			if other, twice := ids[strings.ToLower(x.ID)]; twice {
				bad("the id %s is also that of %s", x.ID, other)
			}
			ids[strings.ToLower(x.ID)] = name
			for _, why := range unmet(standards, x) {
				bad("%s", why)
			}
		}
		if control.Collection != "" && index[control.Collection].List == "" {
			bad("there is no collection %q", control.Collection)
		}
		if control.Subject != "resource" && defines(m, "subjects") {
			bad("subjects narrows the elements of a collection; the subject of this control is the %s", control.Subject)
		}
		if control.Subject != "resource" && defines(m, "elsewhere") {
			bad("elsewhere tells of what lies in other accounts beside the elements of a collection; the subject of this control is the %s", control.Subject)
		}
		if !own[strings.TrimSuffix(name, ".rego")+"_test.rego"] {
			bad("there is no test beside it (%s_test.rego)", filepath.Base(strings.TrimSuffix(name, ".rego")))
		}
		it := &item{control: control, compiler: c, collections: colls}
		for _, p := range it.facts().Problems {
			if p.File == "" {
				p.File, p.Row, p.Col = name, 1, 1
			}
			out = append(out, Problem{p.File, p.Row, p.Col, p.Message})
		}
		for _, r := range c.Modules[name].Rules {
			for path, loc := range evidencePaths(c.Modules[name], r) {
				if why := checkPath(schema, control.Collection, path); why != "" {
					row, col := 1, 1
					if loc != nil {
						row, col = loc.Row, loc.Col
					}
					out = append(out, Problem{name, row, col, why})
				}
			}
			out = append(out, objectPaths(schema, r)...)
		}
		out = append(out, reasonProblems(name, m, control)...)
	}
	return out, nil
}

// unmet says which standards and requirements of a control are not there.
func unmet(standards []Standard, c Control) []string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(c.Standards)) {
		at := slices.IndexFunc(standards, func(s Standard) bool { return s.ID == id })
		if at < 0 {
			out = append(out, fmt.Sprintf("there is no standard %q", id))
			continue
		}
		for _, number := range c.Standards[id] {
			if !slices.ContainsFunc(standards[at].Requirements, func(r Requirement) bool { return r.ID == number }) {
				out = append(out, fmt.Sprintf("the standard %s has no requirement %q", id, number))
			}
		}
	}
	return out
}

// lostNegations are the places with `not x in p[k]`. The compiler looks p[k] up before the negation (`v = p[k]; not x in v`), so with nothing
// under k the whole body is undefined where its author means true.
func lostNegations(c *ast.Compiler, m *ast.Module) []Problem {
	var out []Problem
	ast.WalkBodies(m, func(b ast.Body) bool {
		for _, x := range b {
			if !x.Negated || !x.IsCall() || x.Operator().String() != ast.Member.Name {
				continue
			}
			v, ok := x.Operand(1).Value.(ast.Var)
			if !ok {
				continue
			}
			uses := 0
			ast.WalkVars(b, func(w ast.Var) bool {
				if w == v {
					uses++
				}
				return false
			})
			for _, y := range b {
				if uses != 2 || !y.Generated || !y.IsEquality() || y.Operand(0).Value.Compare(v) != 0 {
					continue // only what the compiler looked up for this expression
				}
				if ref, ok := y.Operand(1).Value.(ast.Ref); ok && mayLack(c, ref) {
					out = append(out, Problem{x.Location.File, x.Location.Row, x.Location.Col, "not ... in a lookup that may find nothing: the rule is then undefined, " +
						"not true; ask a set of pairs (not [k, x] in p), or bind the lookup by a rule that is always defined"})
				}
			}
		}
		return false
	})
	return out
}

// mayLack says whether a reference looks up a key that is a variable, or one of a table with variables in its head.
func mayLack(c *ast.Compiler, ref ast.Ref) bool {
	if slices.ContainsFunc(ref[1:], func(t *ast.Term) bool { _, ok := t.Value.(ast.Var); return ok }) {
		return true
	}
	node := c.RuleTree
	for i, t := range ref {
		if node = node.Child(t.Value); node == nil {
			return false
		}
		if rules := node.Values; len(rules) > 0 {
			return i+1 < len(ref) && len(rules[0].Head.Args) == 0 && (rules[0].Head.RuleKind() == ast.MultiValue || !rules[0].Head.Ref().IsGround())
		}
	}
	return false
}

// objectPaths checks the constant paths of object.get against the schema, which OPA's type checker does not: it takes the default for
// what is not there.
func objectPaths(schema map[string]any, r *ast.Rule) []Problem {
	bound := map[ast.Var]ast.Ref{} // variables that stand for a part of input
	expand := func(t *ast.Term) ast.Ref {
		switch x := t.Value.(type) {
		case ast.Var:
			return bound[x]
		case ast.Ref:
			if x[0].Equal(ast.InputRootDocument) {
				return x
			}
			if v, ok := x[0].Value.(ast.Var); ok && bound[v] != nil {
				return bound[v].Concat(x[1:])
			}
		}
		return nil
	}
	for again := true; again; { // the compiler may bind in any order
		again = false
		ast.WalkExprs(r, func(x *ast.Expr) bool {
			if x.IsEquality() || x.IsAssignment() {
				for i := range 2 {
					v, ok := x.Operand(i).Value.(ast.Var)
					if ref := expand(x.Operand(1 - i)); ok && ref != nil && bound[v] == nil && !v.IsWildcard() {
						bound[v], again = ref, true
					}
				}
			}
			return false
		})
	}
	var out []Problem
	get := func(operands []*ast.Term) {
		base := expand(operands[1])
		if base == nil {
			return
		}
		path := []*ast.Term{operands[2]}
		if list, ok := operands[2].Value.(*ast.Array); ok {
			path = nil
			list.Foreach(func(t *ast.Term) { path = append(path, t) })
		}
		at := any(schema)
		for _, t := range append(slices.Clone(base[1:]), path...) {
			s, _ := at.(map[string]any)
			if s["type"] == "array" {
				if _, name := t.Value.(ast.String); name {
					break // OPA says so itself
				}
				at = s["items"]
				continue
			}
			name, ok := t.Value.(ast.String)
			if !ok || s["additionalProperties"] != false {
				return
			}
			if at, ok = s["properties"].(map[string]any)[string(name)]; !ok {
				loc := operands[2].Location
				out = append(out, Problem{loc.File, loc.Row, loc.Col, fmt.Sprintf("object.get: there is no %q in %s", string(name), base)})
				return
			}
		}
	}
	ast.WalkTerms(r, func(t *ast.Term) bool {
		if call, ok := t.Value.(ast.Call); ok && len(call) >= 4 && call[0].String() == "object.get" {
			get(call)
		}
		return false
	})
	ast.WalkExprs(r, func(x *ast.Expr) bool {
		if terms, ok := x.Terms.([]*ast.Term); ok && len(terms) >= 4 && terms[0].String() == "object.get" {
			get(terms)
		}
		return false
	})
	return out
}

// reasonProblems holds the reasons of the METADATA against the result calls: a text that nobody will read is a leftover or a typo, a code
// without a text is an error when it is given, and so is a placeholder that nothing fills.
func reasonProblems(name string, m *ast.Module, c Control) []Problem {
	used := map[string]bool{}
	var out []Problem
	ast.WalkTerms(m, func(t *ast.Term) bool {
		if s, ok := t.Value.(ast.String); ok {
			used[string(s)] = true
		}
		call, ok := t.Value.(ast.Call)
		if !ok || len(call) != 5 || !strings.HasPrefix(call[0].String(), "result.") && !strings.HasPrefix(call[0].String(), "data.lib.result.") {
			return false
		}
		code, ok := call[2].Value.(ast.String)
		if !ok {
			return false
		}
		at := call[2].Location
		text, ok := c.Reasons[string(code)]
		if !ok {
			out = append(out, Problem{at.File, at.Row, at.Col, fmt.Sprintf("the METADATA has no reason %q", string(code))})
			return false
		}
		if args, ok := call[3].Value.(ast.Object); ok {
			for _, p := range placeholders(text.En) {
				if args.Get(ast.StringTerm(strings.Trim(p, "{}"))) == nil {
					out = append(out, Problem{at.File, at.Row, at.Col, fmt.Sprintf("the reason %s has the placeholder %s, but is given no such argument", string(code), p)})
				}
			}
		}
		return false
	})
	for _, code := range slices.Sorted(maps.Keys(c.Reasons)) {
		if !used[code] {
			out = append(out, Problem{name, 1, 1, fmt.Sprintf("no rule gives the reason %q", code)})
		}
	}
	return out
}

// problems are the places that an error names.
func problems(err error) []Problem {
	var list ast.Errors
	var one Problem
	var many interface{ Unwrap() []error }
	switch {
	case errors.As(err, &list):
	case errors.As(err, &many):
		var out []Problem
		for _, e := range many.Unwrap() {
			out = append(out, problems(e)...)
		}
		return out
	case errors.As(err, &one):
		return []Problem{one}
	default:
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
var inputSchema = sync.OnceValues(func() (map[string]any, error) {
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
	organization := closed("id", "account", "region", "type", "scope")
	shared := map[string]any{}
	for name, base := range sharedOf {
		service, coll, _ := strings.Cut(base, ".")
		shared[name] = services[service].(map[string]any)["properties"].(map[string]any)[coll]
	}
	organization["properties"].(map[string]any)["shared"] = map[string]any{"type": "object", "properties": shared, "additionalProperties": false}
	services["organization"] = organization
	services["as_of"] = text
	services["regions"] = map[string]any{"type": "array", "items": region}
	services["governed_regions"] = services["regions"]
	event := map[string]any{"type": "object"} // what the engine makes of a scenario
	services["drill"] = map[string]any{"type": "object", "properties": map[string]any{"events": map[string]any{"type": "array", "items": event}}, "additionalProperties": false}
	return map[string]any{"type": "object", "properties": services, "additionalProperties": false}, nil
})

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
	return test(ctx, dir, match, nil)
}

func test(ctx context.Context, dir, match string, tracer *cover.Cover) ([]TestResult, error) {
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
		if defines(m, "findings") && !strings.HasSuffix(src.name, "_test.rego") && !m.Package.Path.HasPrefix(ast.MustParseRef("data.profile")) && !m.Package.Path.HasPrefix(ast.MustParseRef("data.drill")) {
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
	return runTests(ctx, modules, params, match, tracer)
}
