package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"kijun/policies"
)

// accepting is the sample of which somebody accepted S3.8 of orders-logs, both findings of EC2.7 and all of BLEA.Notify.9, with entries of the
// file that are to be looked at.
func accepting(lang string) *Report {
	res := sample(lang)
	yes := &policies.Suppression{Reason: "public by design" + hostile, Owner: "web@example.com", Expires: "2026-12-31", Ticket: "SEC-1"}
	until := &policies.Suppression{Reason: "migrating", Expires: "2026-10-01T00:00:00Z"}
	res.Findings.Mark(func(f *policies.Finding) {
		switch {
		case f.Control == "S3.8" && f.Resource.ID == "orders-logs":
			f.Suppressed = yes
		case f.Control == "EC2.7" || f.Control == "BLEA.Notify.9" || f.Control == "KMS.4":
			f.Suppressed = until
		}
	})
	entry := func(line int, control, resource string) policies.SuppressionEntry {
		return policies.SuppressionEntry{Control: control, Resource: resource, Suppression: *until, File: "kijun.suppressions.yaml", Line: line}
	}
	return &Report{Result: res, Suppressions: []policies.SuppressionNote{
		{SuppressionEntry: entry(2, "S3.8", "arn:aws:s3:::old"+hostile), Note: "expired", Findings: 1}, {SuppressionEntry: entry(7, "EC2.7", ""), Note: "broad", Why: "no_resource", Findings: 2},
		{SuppressionEntry: entry(12, "S3.9", "arn:aws:s3:::gone"), Note: "unused", Why: "no_finding"}}}
}

func TestSuppressedGolden(t *testing.T) {
	for name, tc := range map[string]struct {
		format Format
		lang   string
	}{"suppressed-en.txt": {Table, "en"}, "suppressed-ja.txt": {Table, "ja"}, "suppressed-en.md": {Markdown, "en"}, "suppressed-ja.md": {Markdown, "ja"}} {
		golden(t, name, render(t, tc.format, accepting(tc.lang), Options{Width: 120, Limit: DefaultLimit}))
	}
}

// Security Hub drops suppressed findings before it looks at the rest (controls-overall-status.html, standards-security-score.html).
func TestSuppressedFindingsDoNotCount(t *testing.T) {
	f := func(id string, status policies.Status, suppressed bool) policies.Finding {
		x := finding("S3.8", "HIGH", status, "111122223333", "ap-northeast-1", id, "code", "reason")
		if suppressed {
			x.Suppressed = &policies.Suppression{Reason: "accepted", Expires: "2026-12-31"}
		}
		return x
	}
	for name, tc := range map[string]struct {
		findings []policies.Finding
		want     Status
		gate     int
	}{
		"a failure that nobody accepted":     {[]policies.Finding{f("a", policies.Failed, true), f("b", policies.Failed, false)}, Failed, 1},
		"all failures accepted, some passed": {[]policies.Finding{f("a", policies.Failed, true), f("b", policies.Passed, false)}, Passed, 0},
		"an accepted unknown":                {[]policies.Finding{f("a", policies.NotAvailable, true), f("b", policies.Passed, false)}, Passed, 0},
		"unknown beside what was accepted":   {[]policies.Finding{f("a", policies.Failed, true), f("b", policies.Warning, false)}, Unknown, 2},
		"all accepted":                       {[]policies.Finding{f("a", policies.Failed, true), f("b", policies.Passed, true)}, NoData, 0},
		"not applicable and accepted":        {[]policies.Finding{f("a", policies.NotApplicable, false), f("b", policies.Failed, true)}, NoData, 0},
	} {
		res := counted(1, 0, 0)
		c := policies.Control{ID: "S3.8", Severity: "HIGH", Standards: map[string][]string{"fsbp": {"S3.8"}}}
		res.Controls, res.Findings = []policies.Control{c}, policies.FindingsOf(tc.findings...)
		if got := ControlStatus(c, res.Findings); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
		s := Scores(res)[0]
		if (s.Score == nil) != (tc.want == NoData) {
			t.Errorf("%s: the score is %v", name, s.Score)
		}
		if got, why := Gate(res, GateOptions{FailOn: "LOW"}); got != tc.gate {
			t.Errorf("%s: the gate is %d: %s", name, got, why)
		}
		none := 0
		failed := 0
		for _, x := range tc.findings {
			if x.Status == policies.Failed && x.Suppressed == nil {
				failed = 1
			}
		}
		if got, why := Gate(res, GateOptions{MaxFailed: &none}); got == 1 != (failed == 1) {
			t.Errorf("%s: with none failed: %d: %s", name, got, why)
		}
	}
}

func TestEveryFormatShowsSuppressions(t *testing.T) {
	r := accepting("en")
	text := func(name string) string { return string(render(t, Formats[name], r, Options{})) }
	var doc struct {
		Suppressions []map[string]any
		Findings     []policies.Finding
	}
	if err := json.Unmarshal([]byte(text("json")), &doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range doc.Findings {
		if f.Suppressed != nil {
			n++
			if f.Suppressed.Expires == "" || f.Suppressed.Reason == "" {
				t.Errorf("%s: %+v", f.ID, f.Suppressed)
			}
		}
	}
	if n != 5 || len(doc.Suppressions) != 3 {
		t.Errorf("json: %d findings, %d entries", n, len(doc.Suppressions))
	}
	if got := strings.Count(text("jsonl"), `"suppressed":{"reason"`); got != n {
		t.Errorf("jsonl: %d", got)
	}
	if got := strings.Count(text("csv"), ",migrating,"); got != 4 {
		t.Errorf("csv: %d", got)
	}
	var suites junitSuites
	if err := xml.Unmarshal([]byte(text("junit")), &suites); err != nil {
		t.Fatal(err)
	}
	skipped := 0
	for _, c := range suites.Suites[0].Cases {
		if c.Skipped != nil && strings.Contains(c.Skipped.Message, "suppressed: ") {
			skipped++
			if c.Failure != nil || c.Error != nil {
				t.Errorf("junit: %s is a failure, too", c.Name)
			}
		}
	}
	if skipped != n {
		t.Errorf("junit: %d", skipped)
	}
	if got := strings.Count(text("sarif"), `"justification"`); got != 4 { // one passed
		t.Errorf("sarif: %d", got)
	}
	if got := strings.Count(text("asff"), `"Status":"SUPPRESSED"`); got != n {
		t.Errorf("asff: %d", got)
	}
	if got := strings.Count(text("ocsf"), `"status_id":3,"status":"Suppressed"`); got != n {
		t.Errorf("ocsf: %d", got)
	}
	for name, text := range map[string]string{"table": text("table"), "markdown": text("markdown")} {
		for _, want := range []string{"Suppressed findings", "migrating", "SEC-1", "Suppressions to look at (3)", "kijun.suppressions.yaml:2", "unused: there is no such finding"} {
			if !strings.Contains(strings.ReplaceAll(text, "\\_", "_"), want) {
				t.Errorf("%s: without %s", name, want)
			}
		}
		if name == "table" && Safe(strings.ReplaceAll(text, "\n", "")) != strings.ReplaceAll(text, "\n", "") {
			t.Errorf("%s is not safe", name)
		}
	}
	back, err := decode(render(t, JSON, r, Options{}))
	if err != nil {
		t.Fatal(err)
	}
	if again := render(t, JSON, back, Options{}); !bytes.Equal(again, render(t, JSON, r, Options{})) {
		t.Error("JSON does not come back as it was")
	}
	if len(Plan(r.Result, "en")) >= len(Plan(sample("en"), "en")) {
		t.Error("the plan mends what was accepted")
	}
}
