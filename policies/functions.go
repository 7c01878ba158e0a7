package policies

import (
	"fmt"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/types"

	"kijun/policies/builtins"
)

// function is a built-in of kijun: what Rego should not do itself.
type function struct {
	name string
	args []types.Type
	out  types.Type
	call func(args []any) (any, error)
}

var object = types.NewObject(nil, types.NewDynamicProperty(types.S, types.A))

// functions are kijun's built-ins. They are total over what accounts hold: a pattern or document that is none matches and grants
// nothing that could be counted on, and the controls that must know have *.error to ask.
var functions = []function{
	{"kijun.events.matches", []types.Type{types.A, types.A}, types.B, func(a []any) (any, error) {
		ok, err := builtins.MatchEvent(a[0], a[1])
		return ok && err == nil, nil
	}},
	{"kijun.events.error", []types.Type{types.A}, types.S, func(a []any) (any, error) {
		_, err := builtins.MatchEvent(a[0], map[string]any{})
		return text(err), nil
	}},
	{"kijun.logs.matches", []types.Type{types.S, types.A}, types.B, func(a []any) (any, error) {
		ok, err := builtins.MatchLog(a[0].(string), a[1])
		return ok && err == nil, nil
	}},
	{"kijun.logs.error", []types.Type{types.S}, types.S, func(a []any) (any, error) {
		_, err := builtins.MatchLog(a[0].(string), map[string]any{})
		return text(err), nil
	}},
	{"kijun.policy.statements", []types.Type{types.A}, types.NewArray(nil, object), func(a []any) (any, error) {
		out, err := builtins.Statements(a[0])
		if err != nil {
			return []map[string]any{}, nil
		}
		return out, nil
	}},
	{"kijun.policy.evaluate", []types.Type{types.A, object}, object, func(a []any) (any, error) {
		out, err := builtins.Evaluate(a[0], a[1].(map[string]any))
		if err != nil {
			return map[string]any{"decision": "unknown", "allow": []any{}, "deny": []any{}, "unknown": []any{}, "error": err.Error()}, nil
		}
		return out, nil
	}},
	{"kijun.policy.grants", []types.Type{types.A, types.S, types.S}, object, func(a []any) (any, error) {
		out, err := builtins.Grants(a[0], a[1].(string), a[2].(string))
		if err != nil {
			return map[string]any{"public": false, "public_unknown": true, "external_accounts": []any{}, "services": []any{}, "statements": []any{}, "error": err.Error()}, nil
		}
		return out, nil
	}},
	{"kijun.policy.action_matches", []types.Type{types.S, types.S}, types.B, func(a []any) (any, error) {
		return builtins.ActionMatches(a[0].(string), a[1].(string)), nil
	}},
	{"kijun.policy.admin", []types.Type{types.A}, types.B, func(a []any) (any, error) {
		found, err := builtins.AdminStatements(a[0])
		return len(found) > 0 && err == nil, nil
	}},
	{"kijun.policy.full_service", []types.Type{types.A}, types.B, func(a []any) (any, error) {
		found, err := builtins.FullServiceStatements(a[0])
		return len(found) > 0 && err == nil, nil
	}},
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
	"numbers.range_step", "trace", "rego.parse_module", "io.jwt.encode_sign", "io.jwt.encode_sign_raw", "providers.aws.sign_req", "strings.render_template",
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

// bound are the options that bring the built-ins into a query.
var bound = sync.OnceValue(func() []func(*rego.Rego) {
	var out []func(*rego.Rego)
	for _, f := range functions {
		out = append(out, rego.FunctionDyn(&rego.Function{Name: f.name, Decl: types.NewFunction(f.args, f.out), Memoize: true}, func(_ rego.BuiltinContext, terms []*ast.Term) (*ast.Term, error) {
			args := make([]any, len(terms))
			for i, t := range terms {
				v, err := ast.ValueToInterface(t.Value, nil)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", f.name, err)
				}
				args[i] = v
			}
			got, err := f.call(args)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.name, err)
			}
			v, err := ast.InterfaceToValue(got)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.name, err)
			}
			return ast.NewTerm(v), nil
		}))
	}
	return out
})
