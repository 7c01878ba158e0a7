package policies

import (
	"context"
	"testing"
)

// TestLint holds kijun's own controls to the rules that it has for others'.
func TestLint(t *testing.T) {
	problems, err := Lint("")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
}

// TestRego runs the tests of all controls and of the library.
func TestRego(t *testing.T) {
	results, err := Test(context.Background(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Fatal("no test ran")
	}
	for _, r := range results {
		if !r.Pass {
			t.Errorf("%s: %s: case %q: %s", r.File, r.Name, r.Case, r.Message)
		}
	}
	t.Logf("%d cases", len(results))
}

// TestLoad compiles everything, and a selection finds its control: the ids that are found without parsing are those of the METADATA.
func TestLoad(t *testing.T) {
	set, err := Load(Selection{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := embedded("controls")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, src := range all {
		for _, id := range src.ids() {
			files[id] = src.name
		}
	}
	for i, c := range set.Controls {
		if files[c.ID] != c.File && c.File != "policies/tagging/types.yaml" {
			t.Errorf("%s: the line of its id is not found", c.File)
		}
		if i%15 != 0 { // one selection costs a compilation
			continue
		}
		one, err := Load(Selection{Controls: []string{c.ID}})
		if err != nil {
			t.Fatal(err)
		}
		if len(one.Controls) != 1 || one.Controls[0].ID != c.ID {
			t.Errorf("--control %s chose %v", c.ID, one.Controls)
		}
	}
}
