package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"kijun/policies"
	"kijun/scanner"
	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
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
	Removals []removal                   `yaml:"removals"`
}

type removal struct {
	Name    string           `yaml:"name"`
	Account string           `yaml:"account"`
	Removes string           `yaml:"removes"`
	Section string           `yaml:"section"`
	Changes map[string]oneOf `yaml:"changes"`
	May     map[string]oneOf `yaml:"may"`
	Why     string           `yaml:"why"`
}

// counts are a control's findings by status.
type counts map[policies.Status]int

func countFindings(res *policies.Result) map[string]counts {
	out := map[string]counts{}
	for _, f := range res.Findings.List() {
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
	for _, f := range res.Findings.List() {
		if f.Control == control {
			out = append(out, fmt.Sprintf("%s %s %s: %s", f.Status, f.Region, f.Resource.ID, f.Reason))
		}
	}
	return strings.Join(out, "\n\t\t")
}

// bed scans emulators side by side within this process, with a set that is compiled once for all.
type bed struct {
	set *policies.Set

	mu     sync.Mutex
	config string // an AWS configuration file: unlike the environment, a profile of it is one scan's alone
	text   string
}

func newBed(t *testing.T) *bed {
	t.Helper()
	set, err := policies.Load(policies.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	b := &bed{set: set, config: filepath.Join(t.TempDir(), "config")}
	point(t, "")
	t.Setenv("AWS_CONFIG_FILE", b.config)
	return b
}

// profile adds the profile of an emulator, and gives its name.
func (b *bed) profile(t testing.TB, e *emulator) string {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	name := strings.NewReplacer("http://", "", ".", "-", ":", "-").Replace(e.url)
	if strings.Contains(b.text, "[profile "+name+"]") {
		return name
	}
	b.text += fmt.Sprintf("[profile %s]\nendpoint_url = %s\nregion = ap-northeast-1\naws_access_key_id = testing\naws_secret_access_key = testing\n", name, e.url)
	if err := os.WriteFile(b.config+".new", []byte(b.text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(b.config+".new", b.config); err != nil {
		t.Fatal(err)
	}
	return name
}

// judge scans and judges what it finds, as kijun scan --blea-profile standalone does.
func (b *bed) judge(t testing.TB, e *emulator) *policies.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	_, err := scanner.Scan(context.Background(), scanner.Options{Profile: b.profile(t, e), Need: b.set.Needs(), Path: path, Version: version, Now: time.Now,
		Limits: collect.Limits{Attempts: 1, MaxRate: 100_000}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	res, err := b.set.Evaluate(context.Background(), r, policies.Options{Lang: "en", Profile: "standalone"})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestRemovals scans the seeded accounts, and then again with each single guarantee taken away: exactly the controls that cover it
// must change. The expectations are written from the catalogue. KIJUN_REMOVAL narrows it to names that contain it.
func TestRemovals(t *testing.T) {
	want := readYAML[removals](t, filepath.Join("..", "..", "testdata", "removals.yaml"))
	seeded, b := startEmulator(t), newBed(t)
	for _, account := range slices.Sorted(maps.Keys(want.Statuses)) {
		t.Run(account, func(t *testing.T) {
			seeded.seed(t, account)
			statuses, res := want.Statuses[account], b.judge(t, seeded)
			before := countFindings(res)
			for _, id := range slices.Sorted(maps.Keys(statuses)) {
				if got := folded(before[id]); !slices.Contains(statuses[id], got) {
					if got == "" && slices.ContainsFunc(res.Controls, func(c policies.Control) bool { return c.ID == id && c.Disabled != "" }) {
						continue
					}
					t.Errorf("as seeded: %s is %q, want %v\n\t\t%s", id, got, statuses[id], reasons(res, id))
				}
			}
			var wait sync.WaitGroup
			var forking sync.Mutex
			slots := make(chan struct{}, runtime.NumCPU())
			for _, r := range want.Removals {
				if r.Account != account || !strings.Contains(r.Name, os.Getenv("KIJUN_REMOVAL")) {
					continue
				}
				slots <- struct{}{}
				wait.Go(func() {
					defer func() { <-slots }()
					t.Run(r.Name, func(t *testing.T) {
						forking.Lock()
						e, end := seeded.fork(t)
						forking.Unlock()
						defer end()
						e.do(t, "POST", "/__seed", map[string]any{"weaken": []string{r.Name}})
						r.check(t, statuses, before, b.judge(t, e))
					})
				})
			}
			wait.Wait()
		})
	}
}

// check compares the findings with those before the removal.
func (r *removal) check(t *testing.T, statuses map[string]oneOf, before map[string]counts, res *policies.Result) {
	t.Helper()
	after := countFindings(res)
	for _, id := range slices.Sorted(maps.Keys(statuses)) {
		if _, evaluated := before[id]; !evaluated {
			continue // ships disabled
		}
		changed := !maps.Equal(before[id], after[id])
		grew := func(any oneOf) bool {
			return slices.ContainsFunc(any, func(s policies.Status) bool { return after[id][s] > before[id][s] })
		}
		must, listed := r.Changes[id]
		may, allowed := r.May[id]
		switch {
		case listed && !(changed && grew(must)):
			t.Errorf("%s must change to %v, but is %v after %v\n\t\t%s", id, must, after[id], before[id], reasons(res, id))
		case !listed && changed && !(allowed && grew(may)):
			t.Errorf("%s must not change, but is %v after %v\n\t\t%s", id, after[id], before[id], reasons(res, id))
		}
	}
}
