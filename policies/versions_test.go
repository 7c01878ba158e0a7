package policies

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// The table is families of versions with dates, besides its day, its sources and what Security Hub's controls hold to be supported.
func TestVersions(t *testing.T) {
	table, err := versionsData()
	if err != nil {
		t.Fatal(err)
	}
	if table.asOf.After(time.Now()) {
		t.Errorf("the table is of %s, which is to come", table.asOf)
	}
	sources, _ := table.data["sources"].([]any)
	if len(sources) == 0 {
		t.Error("the table does not say where it is from")
	}
	for _, s := range sources {
		if url, _ := s.(string); !strings.HasPrefix(url, "https://docs.aws.amazon.com/") {
			t.Errorf("the source %v is not AWS's documentation", s)
		}
	}
	for _, family := range slices.Sorted(maps.Keys(table.data)) {
		if family == "as_of" || family == "sources" || family == "supported" {
			continue
		}
		versions, ok := table.data[family].(map[string]any)
		if !ok || len(versions) == 0 {
			t.Errorf("%s has no versions", family)
		}
		for version, end := range versions {
			day, _ := end.(string)
			if _, err := time.Parse(time.DateOnly, day); err != nil {
				t.Errorf("%s %s: %v", family, version, err)
			}
		}
	}
	for id, v := range table.data["supported"].(map[string]any) {
		if !controlID.MatchString(id) {
			t.Errorf("supported names %q, which is no control", id)
		}
		if minimum, _ := v.(map[string]any)["minimum"].(string); minimum == "" {
			t.Errorf("supported %s has no minimum", id)
		}
	}
}

func TestVersionsGoStale(t *testing.T) {
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	table := versionTable{asOf: day}
	for name, tc := range map[string]struct {
		asOf  time.Time
		stale bool
	}{
		"evidence of before": {day.AddDate(-3, 0, 0), false},
		"of the same day":    {day, false},
		"180 days":           {day.AddDate(0, 0, 180), false},
		"a second more":      {day.AddDate(0, 0, 180).Add(time.Second), true},
	} {
		if got := table.at(tc.asOf); got.Stale != tc.stale || got.AsOf != "2026-01-01" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A control that asks for the table is judged with it, and the result tells its day. One that does not, does not.
func TestEvaluateVersions(t *testing.T) {
	about := map[string]any{"subject": "account", "collection": nil, "resource": nil, "reasons": map[string]any{"good": map[string]string{"en": "{day}", "ja": "{day}"}}}
	author := func(id, day string) string {
		return newAuthor(t).control(id, about, `findings contains result.pass(input.account, "good", {"day": `+day+`}, [])
`).dir
	}
	of := func(day string, asOf time.Time) (*Set, *Result) {
		s := loaded(t, Selection{Dirs: []string{author("day", day)}, Controls: []string{"CUSTOM/day"}})
		return s, judge(t, s, newBed(t).asks(s).write(), Options{AsOf: asOf})
	}
	table, err := versionsData()
	if err != nil {
		t.Fatal(err)
	}
	s, res := of(`data.versions.eks["1.33"]`, table.asOf.AddDate(1, 0, 0))
	if res.Findings.Len() != 1 || res.Findings.List()[0].Reason != "2026-07-29" || res.Versions == nil || !res.Versions.Stale || res.Versions.AsOf != table.asOf.Format(time.DateOnly) {
		t.Errorf("findings %s, versions %+v", asJSON(t, res.Findings), res.Versions)
	}
	other, res := of(`"none"`, table.asOf.AddDate(1, 0, 0))
	if res.Versions != nil {
		t.Errorf("a control that reads no versions has %+v", res.Versions)
	}
	if !maps.EqualFunc(s.Needs(), other.Needs(), slices.Equal) {
		t.Errorf("the table counts as evidence: %v", s.Needs())
	}
	if _, res := of(`data.versions.eks["1.33"]`, table.asOf); res.Versions == nil || res.Versions.Stale {
		t.Errorf("versions %+v", res.Versions)
	}
	if _, err := Load(Selection{Dirs: []string{author("stray", `data.versions.abacus["1"]`)}, Controls: []string{"CUSTOM/stray"}}); err == nil || !strings.Contains(err.Error(), "there is no abacus in data/versions.json") {
		t.Errorf("a family that is not there: %v", err)
	}
}
