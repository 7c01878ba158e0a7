package policies

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// Every sample event has a name in Japanese: a reason in Japanese would list English ones.
func TestEventNamesHaveTwins(t *testing.T) {
	raw, err := os.ReadFile("lib/samples.rego")
	if err != nil {
		t.Fatal(err)
	}
	options := append(slices.Clone(bound()), rego.Module("samples.rego", string(raw)), rego.Capabilities(capabilities()), rego.SetRegoVersion(ast.RegoV1))
	families := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^(?:hub_)?events\("([a-z_0-9]+)"`).FindAllStringSubmatch(string(raw), -1) {
		families[m[1]] = m[1] != "drill"
	}
	ask := func(query string) []any {
		rs, err := rego.New(append(options, rego.Query(query))...).Eval(context.Background())
		if err != nil || len(rs) == 0 {
			t.Fatalf("%s: %v", query, err)
		}
		list, _ := rs[0].Bindings["x"].([]any)
		return list
	}
	for _, f := range ask(`x := [f | some f, _ in data.lib.samples._calls]`) {
		families[f.(string)] = true
	}
	names := ask(`x := [n | some n in data.lib.samples.config_names]`)
	for f, ok := range families {
		if ok {
			names = append(names, ask(fmt.Sprintf(`x := [n | some n in data.lib.samples.names(%q)]`, f))...)
		}
	}
	if len(names) < 100 {
		t.Errorf("only %d names were found", len(names))
	}
	for _, n := range names {
		name := n.(string)
		if EventName(name, "en") != name {
			t.Errorf("%q changes in English", name)
		}
		if got := EventName(name, "ja"); !strings.ContainsFunc(got, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }) {
			t.Errorf("%q is %q in Japanese", name, got)
		}
	}
}
