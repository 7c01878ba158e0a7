package policies

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
)

// Covered is how much of a module the tests of its folder went through.
type Covered struct {
	File    string
	Percent float64  // of its lines with expressions
	Missing []string // lines that no test went through: "12" or "14-16"
}

// TestCovered runs the tests of a folder as Test does, and tells for each of its modules what they covered.
func TestCovered(ctx context.Context, dir, match string) ([]TestResult, []Covered, error) {
	tracer := cover.New()
	results, err := test(ctx, dir, match, tracer)
	if err != nil {
		return nil, nil, err
	}
	sources, err := folder(dir)
	if err != nil {
		return nil, nil, err
	}
	modules := map[string]*ast.Module{}
	for _, src := range sources {
		if strings.HasSuffix(src.name, "_test.rego") {
			continue
		}
		parsed, err := parse([]source{src}, false)
		if err != nil {
			return nil, nil, err
		}
		maps.Copy(modules, parsed)
	}
	report := tracer.Report(modules)
	var out []Covered
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		file := report.Files[name]
		if file == nil {
			out = append(out, Covered{File: name})
			continue
		}
		c := Covered{File: name, Percent: file.Coverage}
		for _, r := range file.NotCovered {
			lines := fmt.Sprint(r.Start.Row)
			if r.End.Row != r.Start.Row {
				lines += fmt.Sprintf("-%d", r.End.Row)
			}
			c.Missing = append(c.Missing, lines)
		}
		out = append(out, c)
	}
	return results, out, nil
}

// hints say what to do about messages of the compiler that do not say it themselves.
var hints = []struct {
	message *regexp.Regexp
	hint    string
}{
	{regexp.MustCompile(`undefined function (time\.now_ns|rand\.|http\.|net\.|opa\.|crypto\.x509)`), "a control sees the snapshot only: no clock, no chance, no network; ages are measured against input.as_of"},
	{regexp.MustCompile(`undefined function`), "kijun's functions are those of data.lib.*, which a control imports, and OPA's own"},
	{regexp.MustCompile(`var .* is unsafe`), "it gets no value in this body: bind it with some ... in, or spell the name as it is bound"},
	{regexp.MustCompile(`unused`), "take it out, or use it"},
	{regexp.MustCompile(`there is no test beside it`), "kijun new control writes both"},
	{regexp.MustCompile(`rego_parse_error|unexpected .* token`), "this is no Rego: see https://www.openpolicyagent.org/docs/policy-language"},
}

var undefinedField = regexp.MustCompile(`undefined ref: .*have: "([^"]+)" want \(one of\): \[(.*)\]`)

// hint is what to do about a message, with a dash before it; empty when the message says it.
func hint(message string) string {
	if m := undefinedField.FindStringSubmatch(message); m != nil {
		return "; perhaps " + strings.Trim(near(m[1], strings.Fields(m[2]))[0], `"`) + " is meant"
	}
	for _, h := range hints {
		if h.message.MatchString(message) {
			return "; " + h.hint
		}
	}
	return ""
}
