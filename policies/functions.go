package policies

import (
	"fmt"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/types"

	"kijun/policies/builtins"
)

// function is a built-in of kijun: what Rego should not do itself.
type function struct {
	name string
	args []types.Type
	out  types.Type
	call func(args []any) (any, error)
	many int // the argument, if not the first, that is large and the same in many calls
}

var (
	object = types.NewObject(nil, types.NewDynamicProperty(types.S, types.A))
	names  = types.NewArray(nil, types.S)
)

// functions are kijun's built-ins. They are total over what accounts hold: a pattern or document that is none matches and grants
// nothing that could be counted on, and the controls that must know have *.error to ask.
var functions = []function{
	{"kijun.events.matches", []types.Type{types.A, types.A}, types.B, func(a []any) (any, error) {
		ok, err := builtins.MatchEvent(a[0], a[1])
		return ok && err == nil, nil
	}, 0},
	{"kijun.events.which", []types.Type{types.A, object}, names, func(a []any) (any, error) {
		out, err := builtins.MatchEvents(a[0], a[1].(map[string]any))
		if err != nil || out == nil {
			return []string{}, nil
		}
		return out, nil
	}, 1},
	{"kijun.events.error", []types.Type{types.A}, types.S, func(a []any) (any, error) {
		_, err := builtins.MatchEvent(a[0], map[string]any{})
		return text(err), nil
	}, 0},
	{"kijun.logs.matches", []types.Type{types.S, types.A}, types.B, func(a []any) (any, error) {
		ok, err := builtins.MatchLog(a[0].(string), a[1])
		return ok && err == nil, nil
	}, 0},
	{"kijun.logs.which", []types.Type{types.S, object}, names, func(a []any) (any, error) {
		out, err := builtins.MatchLogs(a[0].(string), a[1].(map[string]any))
		if err != nil || out == nil {
			return []string{}, nil
		}
		return out, nil
	}, 1},
	{"kijun.logs.error", []types.Type{types.S}, types.S, func(a []any) (any, error) {
		_, err := builtins.MatchLog(a[0].(string), map[string]any{})
		return text(err), nil
	}, 0},
	{"kijun.policy.statements", []types.Type{types.A}, types.NewArray(nil, object), func(a []any) (any, error) {
		out, err := builtins.Statements(a[0])
		if err != nil {
			return []map[string]any{}, nil
		}
		return out, nil
	}, 0},
	{"kijun.policy.evaluate", []types.Type{types.A, object}, object, func(a []any) (any, error) {
		out, err := builtins.Evaluate(a[0], a[1].(map[string]any))
		if err != nil {
			return map[string]any{"decision": "unknown", "allow": []any{}, "deny": []any{}, "unknown": []any{}, "error": err.Error()}, nil
		}
		return out, nil
	}, 0},
	{"kijun.policy.grants", []types.Type{types.A, types.S, types.S}, object, func(a []any) (any, error) {
		out, err := builtins.Grants(a[0], a[1].(string), a[2].(string))
		if err != nil {
			return map[string]any{"public": false, "public_unknown": true, "external_accounts": []any{}, "services": []any{}, "statements": []any{}, "error": err.Error()}, nil
		}
		return out, nil
	}, 0},
	{"kijun.policy.action_matches", []types.Type{types.S, types.S}, types.B, func(a []any) (any, error) {
		return builtins.ActionMatches(a[0].(string), a[1].(string)), nil
	}, 0},
	{"kijun.policy.admin", []types.Type{types.A}, types.B, func(a []any) (any, error) {
		found, err := builtins.AdminStatements(a[0])
		return len(found) > 0 && err == nil, nil
	}, 0},
	{"kijun.policy.full_service", []types.Type{types.A}, types.B, func(a []any) (any, error) {
		found, err := builtins.FullServiceStatements(a[0])
		return len(found) > 0 && err == nil, nil
	}, 0},
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// forbidden are OPA's built-ins that would make a verdict depend on more than the snapshot, or that make much of little.
var forbidden = []string{
	"http.send", "opa.runtime", "net.lookup_ip_addr", "time.now_ns", "rand.intn", "uuid.rfc4122", "net.cidr_expand", "numbers.range",
	"numbers.range_step", "graph.reachable_paths", "trace", "rego.parse_module", "io.jwt.encode_sign", "io.jwt.encode_sign_raw", "providers.aws.sign_req", "strings.render_template",
}

// capabilities are what a control may use.
var capabilities = sync.OnceValue(func() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool { return slices.Contains(forbidden, b.Name) })
	for _, f := range functions {
		c.Builtins = append(c.Builtins, &ast.Builtin{Name: f.name, Decl: types.NewFunction(f.args, f.out)})
	}
	slices.SortFunc(c.Builtins, func(a, b *ast.Builtin) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	c.AllowNet = []string{}
	return c
})

// maxText is the longest text in bytes that a built-in may make, and maxValues how many scalars it may write out. A control's time and
// memory are watched between its expressions, so one expression must not be able to take all there is.
const (
	maxText   = 16 << 20
	maxValues = 100_000
)

// amplifiers are OPA's built-ins whose answer can be far larger than what they are given, with the test that an answer is small enough.
// The operands have passed OPA's type check only where it is known: a test must accept any.
var amplifiers = map[string]func(args []*ast.Term) bool{
	"replace": func(a []*ast.Term) bool {
		old := size(a[1])
		return size(a[0])+(size(a[0])/max(1, old)+1)*max(0, size(a[2])-old) <= maxText
	},
	"strings.replace_n": func(a []*ast.Term) bool {
		longest := 0
		if o, ok := a[0].Value.(ast.Object); ok {
			o.Foreach(func(_, v *ast.Term) { longest = max(longest, size(v)) })
		}
		return (size(a[1])+1)*max(1, longest) <= maxText
	},
	"regex.replace": func(a []*ast.Term) bool { return (size(a[0])+1)*max(1, size(a[2])) <= maxText },
	"concat": func(a []*ast.Term) bool {
		total := 0
		add := func(x *ast.Term) { total += size(x) + size(a[0]) }
		switch list := a[1].Value.(type) {
		case *ast.Array:
			list.Foreach(add)
		case ast.Set:
			list.Foreach(add)
		}
		return total <= maxText
	},
	"bits.lsh": func(a []*ast.Term) bool {
		n, ok := a[1].Value.(ast.Number)
		if !ok {
			return true
		}
		shift, ok := n.Int()
		return ok && shift <= 1024
	},
	"sprintf":                   writable,
	"json.marshal":              writable,
	"json.marshal_with_options": writable,
	"yaml.marshal":              writable,
}

func size(t *ast.Term) int {
	s, _ := t.Value.(ast.String)
	return len(s)
}

func writable(args []*ast.Term) bool {
	return !slices.ContainsFunc(args, func(t *ast.Term) bool { return heavy(t.Value, maxValues) })
}

// heavy says whether a value has more than limit scalars, counting those that it shares with itself as often as they would be written.
func heavy(v ast.Value, limit int) bool {
	n := 0
	var count func(v ast.Value) bool
	count = func(v ast.Value) bool {
		if n++; n > limit {
			return true
		}
		switch x := v.(type) {
		case *ast.Array:
			return x.Until(func(t *ast.Term) bool { return count(t.Value) })
		case ast.Set:
			return x.Until(func(t *ast.Term) bool { return count(t.Value) })
		case ast.Object:
			return x.Until(func(k, v *ast.Term) bool { return count(k.Value) || count(v.Value) })
		}
		return false
	}
	return count(v)
}

// bounding puts the tests before OPA's own functions, which a query's options cannot replace.
var bounding = sync.OnceFunc(func() {
	topdown.RegisterBuiltinFunc(ast.InternalTestCase.Name, noteCase)
	for name, small := range amplifiers {
		inner := topdown.GetBuiltin(name)
		topdown.RegisterBuiltinFunc(name, func(ctx topdown.BuiltinContext, args []*ast.Term, iter func(*ast.Term) error) error {
			if !small(args) {
				return fmt.Errorf("%s: what it would give is too large", name)
			}
			return inner(ctx, args, iter)
		})
	}
})

// answers remembers what the built-ins said during the evaluation of one account: many controls ask the same of the same documents.
type answers struct {
	mu    sync.Mutex
	known map[int][]answer // by hash of function and arguments
	n     int
	plain map[ast.Value]any // the Go values of objects that many calls are given
}

type answer struct {
	function string
	args     []ast.Value
	value    *ast.Term
}

// maxAnswers and maxPlain bound what is remembered. Beyond it everything is forgotten, which is simple and seldom.
const (
	maxAnswers = 100_000
	maxPlain   = 1_000
)

type answersKey struct{}

func (a *answers) key(function string, args []*ast.Term) int {
	h := len(function)
	for _, t := range args {
		h = h*31 + t.Value.Hash()
	}
	return h
}

func (a *answers) get(key int, function string, args []*ast.Term) *ast.Term {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, x := range a.known[key] {
		if x.function == function && slices.EqualFunc(x.args, args, func(v ast.Value, t *ast.Term) bool { return v == t.Value || ast.Compare(v, t.Value) == 0 }) {
			return x.value
		}
	}
	return nil
}

func (a *answers) put(key int, function string, args []*ast.Term, value *ast.Term) {
	x := answer{function: function, value: value}
	for _, t := range args {
		x.args = append(x.args, t.Value)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.n++; a.n > maxAnswers || a.known == nil {
		a.known, a.n = map[int][]answer{}, 1
	}
	a.known[key] = append(a.known[key], x)
}

// goValue is the Go value of an argument. shared: many calls are given this very object, so its value is kept.
func (a *answers) goValue(v ast.Value, shared bool) (any, error) {
	if _, ok := v.(ast.Object); !ok || !shared || a == nil {
		return ast.ValueToInterface(v, nil)
	}
	a.mu.Lock()
	got, ok := a.plain[v]
	a.mu.Unlock()
	if ok {
		return got, nil
	}
	got, err := ast.ValueToInterface(v, nil)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.plain == nil || len(a.plain) >= maxPlain {
		a.plain = map[ast.Value]any{}
	}
	a.plain[v] = got
	return got, nil
}

// bound are the options that bring the built-ins into a query.
var bound = sync.OnceValue(func() []func(*rego.Rego) {
	bounding()
	var out []func(*rego.Rego)
	for _, f := range functions {
		out = append(out, rego.FunctionDyn(&rego.Function{Name: f.name, Decl: types.NewFunction(f.args, f.out)}, func(b rego.BuiltinContext, terms []*ast.Term) (*ast.Term, error) {
			terms = terms[:len(f.args)] // behind the arguments there may be a variable for the answer
			memo, _ := b.Context.Value(answersKey{}).(*answers)
			if memo == nil {
				return f.ask(terms, nil)
			}
			key := memo.key(f.name, terms)
			if got := memo.get(key, f.name, terms); got != nil {
				return got, nil
			}
			got, err := f.ask(terms, memo)
			if err == nil {
				memo.put(key, f.name, terms, got)
			}
			return got, err
		}))
	}
	return out
})

// ask gives a function Go values and takes its answer back. The query names the function in its errors.
func (f function) ask(terms []*ast.Term, memo *answers) (*ast.Term, error) {
	args := make([]any, len(terms))
	for i, t := range terms {
		v, err := memo.goValue(t.Value, i > 0 && i == f.many)
		if err != nil {
			return nil, err
		}
		args[i] = v
	}
	got, err := f.call(args)
	if err != nil {
		return nil, err
	}
	v, err := ast.InterfaceToValue(got)
	if err != nil {
		return nil, err
	}
	return ast.NewTerm(v), nil
}
