package policies

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kijun/scanner/snapshot"
)

const (
	account  = "111122223333"
	tokyo    = "ap-northeast-1"
	virginia = "us-east-1"
)

// el is an element of a snapshot, without what put adds.
type el map[string]any

// bed writes a snapshot from Go values. Collections that are put or asked are those that the snapshot was asked for.
type bed struct {
	t         testing.TB
	home      string
	governed  []string
	targets   []snapshot.Target
	selection map[string][]string
	elements  map[[2]string][]el // region, collection
	gaps      []snapshot.Gap
}

func newBed(t testing.TB) *bed {
	t.Helper()
	return &bed{t: t, home: tokyo, targets: []snapshot.Target{{Account: account, Region: "global"}, {Account: account, Region: tokyo}, {Account: account, Region: virginia}},
		selection: map[string][]string{}, elements: map[[2]string][]el{}}
}

// asks adds what a set needs to what the snapshot was asked for.
func (b *bed) asks(s *Set) *bed {
	for key, details := range s.Needs() {
		b.selection[key] = append(b.selection[key], details...)
	}
	return b
}

// everything makes the snapshot one that was asked for all there is.
func (b *bed) everything() *bed {
	b.t.Helper()
	index, err := Index()
	if err != nil {
		b.t.Fatal(err)
	}
	for key, e := range index {
		b.selection[key] = slices.Sorted(maps.Keys(e.Details))
	}
	return b
}

// put adds an element. Envelope fields that it lacks are filled in; arn "" leaves the ARN out.
func (b *bed) put(region, key, id string, x el) *bed {
	whole := el{"id": id, "arn": "arn:aws:test:" + region + ":" + account + ":" + id, "type": "AWS::Test::Thing", "account": account, "region": region}
	maps.Copy(whole, x)
	if whole["arn"] == "" {
		delete(whole, "arn")
	}
	b.elements[[2]string{region, key}] = append(b.elements[[2]string{region, key}], whole)
	if b.selection[key] == nil {
		b.selection[key] = []string{}
	}
	return b
}

func (b *bed) gap(g snapshot.Gap) *bed {
	g.Account = account
	if g.Code == "" {
		g.Code, g.Error = "AccessDenied", "AccessDeniedException"
	}
	b.gaps = append(b.gaps, g)
	return b
}

// write seals the snapshot.
func (b *bed) write() string {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "snapshot.zip")
	w, err := snapshot.Create(path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer w.Abort()
	for at, list := range b.elements {
		e := w.Entry(account, at[0], at[1])
		for _, x := range list {
			raw, err := json.Marshal(x)
			if err != nil {
				b.t.Fatal(err)
			}
			if err := e.Add(x["id"].(string), raw); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	for _, g := range b.gaps {
		w.Gap(g)
	}
	selection := map[string][]string{}
	for key, details := range b.selection {
		selection[key] = slices.Compact(slices.Sorted(slices.Values(details)))
	}
	_, err = w.Close(snapshot.Info{Kijun: "test", CollectedAt: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Partition: "aws",
		Caller:  snapshot.Caller{Account: account, ARN: "arn:aws:iam::" + account + ":user/auditor", Region: b.home},
		Targets: b.targets, GovernedRegions: b.governed, Selection: selection})
	if err != nil {
		b.t.Fatal(err)
	}
	return path
}

// judge evaluates a sealed snapshot.
func judge(t testing.TB, s *Set, path string, o Options) *Result {
	t.Helper()
	r, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	res, err := s.Evaluate(context.Background(), r, o)
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, f := range res.Findings.List() {
		if ids[f.ID] {
			t.Errorf("two findings have the id %s", f.ID)
		}
		ids[f.ID] = true
		for _, g := range f.Gaps {
			if g < 0 || g >= len(res.Gaps) {
				t.Errorf("%s: there is no gap %d", f.ID, g)
			}
		}
		if strings.Contains(f.Reason, "{") && !strings.Contains(f.Reason, `"`) || f.Reason == "" {
			t.Errorf("%s: the reason is %q", f.ID, f.Reason)
		}
	}
	return res
}

func loaded(t testing.TB, sel Selection) *Set {
	t.Helper()
	s, err := Load(sel)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// author is a folder with controls of a user.
type author struct {
	t   testing.TB
	dir string
}

func newAuthor(t testing.TB) *author {
	t.Helper()
	return &author{t, t.TempDir()}
}

func (a *author) write(name, text string) *author {
	a.t.Helper()
	path := filepath.Join(a.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		a.t.Fatal(err)
	}
	return a
}

// control writes CUSTOM/<name> in package custom.<name>. What METADATA says under custom can be replaced; nil leaves a key out.
func (a *author) control(name string, about map[string]any, rules string) *author {
	a.t.Helper()
	meta := map[string]any{"id": "CUSTOM/" + name, "title_ja": "題", "severity": "LOW", "subject": "resource", "collection": "sns.topics", "resource": "AWS::SNS::Topic",
		"reasons":     map[string]any{"good": map[string]string{"en": "it is good", "ja": "良い"}, "bad": map[string]string{"en": "it is bad", "ja": "悪い"}},
		"remediation": map[string]string{"en": "Mend it.", "ja": "直します。"}}
	for k, v := range about {
		if meta[k] = v; v == nil {
			delete(meta, k)
		}
	}
	raw, err := json.Marshal(meta) // JSON is YAML
	if err != nil {
		a.t.Fatal(err)
	}
	return a.write(name+".rego", fmt.Sprintf("# METADATA\n# title: A title\n# custom: %s\npackage custom.%s\n\nimport data.lib.result\n\n%s", raw, name, rules))
}

func (a *author) load(ids ...string) *Set {
	a.t.Helper()
	return loaded(a.t, Selection{Dirs: []string{a.dir}, Controls: ids})
}

// row is what tests compare of a finding.
func row(f Finding) string {
	return fmt.Sprintf("%s %s %s %s", f.Region, f.Resource.ID, f.Status, f.ReasonCode)
}

func rows(res *Result, control string) []string {
	out := []string{}
	for _, f := range res.Findings.List() {
		if f.Control == control {
			out = append(out, row(f))
		}
	}
	return out
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n\t%s\nwant:\n\t%s", what, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// asJSON is a result as bytes.
func asJSON(t testing.TB, v any) string {
	t.Helper()
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
