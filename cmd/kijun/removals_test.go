package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gopkg.in/yaml.v3"

	"kijun/policies"
)

// oneOf is a status, or a list of which any will do.
type oneOf []policies.Status

func (o *oneOf) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*o = oneOf{policies.Status(n.Value)}
		return nil
	}
	var list []policies.Status
	err := n.Decode(&list)
	*o = list
	return err
}

// removals is testdata/removals.yaml, where its meaning is told.
type removals struct {
	Statuses map[string]map[string]oneOf `yaml:"statuses"`
	Removals []struct {
		Name    string           `yaml:"name"`
		Account string           `yaml:"account"`
		Removes string           `yaml:"removes"`
		Section string           `yaml:"section"`
		Changes map[string]oneOf `yaml:"changes"`
		May     map[string]oneOf `yaml:"may"`
		Why     string           `yaml:"why"`
	} `yaml:"removals"`
}

// counts are a control's findings by status.
type counts map[policies.Status]int

func countFindings(res *policies.Result) map[string]counts {
	out := map[string]counts{}
	for _, f := range res.Findings {
		if out[f.Control] == nil {
			out[f.Control] = counts{}
		}
		out[f.Control][f.Status]++
	}
	return out
}

// folded is the one status of a control that stands for its findings.
func folded(c counts) policies.Status {
	for _, s := range []policies.Status{policies.Failed, policies.NotAvailable, policies.Warning, policies.Passed, policies.NotApplicable} {
		if c[s] > 0 {
			return s
		}
	}
	return ""
}

// reasons are a control's findings in words, for a failing test.
func reasons(res *policies.Result, control string) string {
	var out []string
	for _, f := range res.Findings {
		if f.Control == control {
			out = append(out, fmt.Sprintf("%s %s %s: %s", f.Status, f.Region, f.Resource.ID, f.Reason))
		}
	}
	return strings.Join(out, "\n\t\t")
}

// TestRemovals scans the seeded accounts, and then again with each single guarantee taken away: exactly the controls that cover it
// must change. The expectations are written from the catalogue. KIJUN_REMOVAL narrows it to names that contain it.
func TestRemovals(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "removals.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var want removals
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&want); err != nil {
		t.Fatal(err)
	}
	args := []string{"--blea-profile", "standalone"}
	const workers = 2
	emulators := make(chan *emulator, workers)
	for range workers {
		emulators <- startEmulator(t)
	}
	e := <-emulators
	before := map[string]map[string]counts{}
	for _, account := range slices.Sorted(maps.Keys(want.Statuses)) {
		e.seed(t, account)
		res := e.scan(t, args...)
		before[account] = countFindings(res)
		for _, id := range slices.Sorted(maps.Keys(want.Statuses[account])) {
			if got := folded(before[account][id]); !slices.Contains(want.Statuses[account][id], got) {
				if got == "" && slices.ContainsFunc(res.Controls, func(c policies.Control) bool { return c.ID == id && c.Disabled != "" }) {
					continue
				}
				t.Errorf("%s, as seeded: %s is %q, want %v\n\t\t%s", account, id, got, want.Statuses[account][id], reasons(res, id))
			}
		}
	}
	emulators <- e
	var wait sync.WaitGroup
	for _, r := range want.Removals {
		if only := os.Getenv("KIJUN_REMOVAL"); only != "" && !strings.Contains(r.Name, only) {
			continue
		}
		e := <-emulators
		wait.Go(func() {
			defer func() { emulators <- e }()
			t.Run(r.Name, func(t *testing.T) {
				e.seed(t, r.Account, r.Name)
				res := e.scan(t, args...)
				after := countFindings(res)
				for _, id := range slices.Sorted(maps.Keys(want.Statuses[r.Account])) {
					if _, evaluated := before[r.Account][id]; !evaluated {
						continue // ships disabled
					}
					changed := !maps.Equal(before[r.Account][id], after[id])
					grew := func(any oneOf) bool {
						return slices.ContainsFunc(any, func(s policies.Status) bool { return after[id][s] > before[r.Account][id][s] })
					}
					must, listed := r.Changes[id]
					may, allowed := r.May[id]
					switch {
					case listed && !(changed && grew(must)):
						t.Errorf("%s must change to %v, but is %v after %v\n\t\t%s", id, must, after[id], before[r.Account][id], reasons(res, id))
					case !listed && changed && !(allowed && grew(may)):
						t.Errorf("%s must not change, but is %v after %v\n\t\t%s", id, after[id], before[r.Account][id], reasons(res, id))
					}
				}
			})
		})
	}
	wait.Wait()
}
