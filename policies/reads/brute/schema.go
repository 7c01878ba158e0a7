package brute

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
)

// Words are the field names and the constants that policies mention: worlds made of them flip verdicts, others seldom do.
type Words struct {
	Names     map[string]bool
	Constants []any // strings and numbers, sorted
}

// WordsOf collects the words of all modules of c.
func WordsOf(c *ast.Compiler) Words {
	w := Words{Names: map[string]bool{}}
	texts, numbers := map[string]bool{}, map[int]bool{}
	for _, m := range c.Modules {
		ast.WalkTerms(m, func(t *ast.Term) bool {
			switch v := t.Value.(type) {
			case ast.Ref:
				for _, k := range v[1:] {
					if s, ok := k.Value.(ast.String); ok {
						w.Names[string(s)] = true
					}
				}
			case ast.String:
				w.Names[string(v)] = true
				texts[string(v)] = true
			case ast.Number:
				if n, ok := v.Int(); ok {
					numbers[n], numbers[n+1] = true, true
				}
			}
			return false
		})
	}
	for _, s := range slices.Sorted(maps.Keys(texts)) {
		w.Constants = append(w.Constants, s)
	}
	for _, n := range slices.Sorted(maps.Keys(numbers)) {
		w.Constants = append(w.Constants, n)
	}
	return w
}

// Schemas makes a universe from the closed JSON Schema of each collection. Of an element's fields it makes those that the words name,
// always those that the schema requires, the others mostly.
// Strings are constants of the words, or ids and ARNs of other elements.
type Schemas struct {
	Collections reads.Collections
	Schemas     map[string]map[string]any
	Words       Words
	Regions     []string
	Account     string
	// Global collections have elements in region "global"; Settings exist once a region, with the region as part of their id.
	Global, Settings map[string]bool
	// Value overrides the random value at a path of a collection ("GetBucketPolicy.Policy"); false leaves it to the schema. It is where
	// decoded documents, times and other strings of a form come from.
	Value func(r *rand.Rand, coll, path string) (any, bool)
}

// Universe is the universe of the schemas, with size elements a collection and up to twice as many that a gap hides.
func (s Schemas) Universe(size int, data map[string]any) Universe {
	fixed := func(coll string) bool { return s.Settings[coll] || coll == "regions" || coll == "governed_regions" }
	count := func(coll string, n int) int {
		if fixed(coll) {
			return len(s.Regions)
		}
		return n
	}
	return Universe{
		Collections: s.Collections,
		Element:     s.element,
		Size:        func(coll string) int { return count(coll, size) },
		All:         func(coll string) int { return count(coll, 2*size) },
		Fixed:       fixed,
		Input: map[string]any{
			"account": map[string]any{"id": "AWS::::Account:" + s.Account, "account": s.Account, "region": "global", "type": "AWS::::Account", "partition": "aws",
				"arn": "arn:aws:iam::" + s.Account + ":root"},
			"organization": map[string]any{}, "as_of": "2026-01-01T00:00:00Z",
		},
		Data: data,
	}
}

func (s Schemas) arn(coll string, n int) string {
	service, kind, _ := strings.Cut(coll, ".")
	region := s.region(coll, n)
	if region == "global" {
		region = ""
	}
	return fmt.Sprintf("arn:aws:%s:%s:%s:%s/%d", service, region, s.Account, kind, n)
}

func (s Schemas) region(coll string, n int) string {
	if s.Global[coll] {
		return "global"
	}
	return s.Regions[n%len(s.Regions)]
}

func (s Schemas) element(r *rand.Rand, coll string, n int) Element {
	region := s.region(coll, n)
	if coll == "regions" || coll == "governed_regions" {
		return Element{"id": region, "region": region, "account": s.Account, "governed": coll == "governed_regions" || n == 0}
	}
	title, _ := s.Schemas[coll]["title"].(string)
	x, _ := s.value(r, coll, "", s.Schemas[coll], 0).(map[string]any)
	if x == nil {
		x = Element{}
	}
	x["id"], x["arn"], x["region"], x["account"], x["type"] = s.arn(coll, n), s.arn(coll, n), region, s.Account, title
	if _, ok := x["tags"].(map[string]any); !ok {
		x["tags"] = map[string]any{}
	}
	delete(x, "seen_in")
	if s.Collections[coll].Shared && !s.Global[coll] {
		seen := []any{}
		for _, r2 := range s.Regions {
			if r2 == region || r.IntN(2) == 0 {
				seen = append(seen, r2)
			}
		}
		x["seen_in"] = seen
	}
	return x
}

// maxDepth bounds schemas that hold themselves.
const maxDepth = 8

func (s Schemas) value(r *rand.Rand, coll, path string, schema map[string]any, depth int) any {
	if s.Value != nil && path != "" {
		if v, ok := s.Value(r, coll, path); ok {
			return v
		}
	}
	if values, ok := schema["enum"].([]any); ok && len(values) > 0 {
		return values[r.IntN(len(values))]
	}
	switch schema["type"] {
	case "object":
		out := map[string]any{}
		properties, _ := schema["properties"].(map[string]any)
		required, _ := schema["required"].([]any)
		for _, name := range slices.Sorted(maps.Keys(properties)) { // sorted: the same seed gives the same world
			inner, _ := properties[name].(map[string]any)
			if s.Words.Names[name] && depth < maxDepth && (slices.Contains(required, any(name)) || r.IntN(5) > 0) {
				out[name] = s.value(r, coll, strings.TrimPrefix(path+"."+name, "."), inner, depth+1)
			}
		}
		if more, ok := schema["additionalProperties"].(map[string]any); ok || len(properties) == 0 {
			for range r.IntN(3) {
				out[s.text(r)] = s.value(r, coll, path+".*", more, depth+1)
			}
		}
		return out
	case "array":
		items, _ := schema["items"].(map[string]any)
		out := []any{}
		for range r.IntN(3) {
			out = append(out, s.value(r, coll, path+".*", items, depth+1))
		}
		return out
	case "boolean":
		return r.IntN(2) == 0
	case "integer", "number":
		var numbers []any
		for _, c := range s.Words.Constants {
			if _, ok := c.(int); ok {
				numbers = append(numbers, c)
			}
		}
		if len(numbers) == 0 {
			return r.IntN(3)
		}
		return numbers[r.IntN(len(numbers))]
	}
	return s.text(r)
}

func (s Schemas) text(r *rand.Rand) string {
	colls := slices.Sorted(maps.Keys(s.Schemas))
	if r.IntN(2) == 0 && len(colls) > 0 {
		return s.arn(colls[r.IntN(len(colls))], r.IntN(4))
	}
	if i := slices.IndexFunc(s.Words.Constants, func(c any) bool { _, number := c.(int); return number }); i != 0 && len(s.Words.Constants) > 0 {
		texts := s.Words.Constants
		if i > 0 {
			texts = texts[:i]
		}
		return texts[r.IntN(len(texts))].(string)
	}
	return ""
}
