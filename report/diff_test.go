package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"kijun/policies"
)

// diffOf compares two results of S3.8 with these findings, of the first and the second of April.
func diffOf(t *testing.T, before, after []policies.Finding, change func(*policies.Result)) *Difference {
	t.Helper()
	result := func(day int, list []policies.Finding) *policies.Result {
		res := counted(0, 0, 0)
		res.AsOf = time.Date(2026, 4, day, 0, 0, 0, 0, time.UTC)
		res.Accounts = []policies.Account{{ID: "111122223333", Regions: []string{"ap-northeast-1"}}}
		res.Controls = []policies.Control{{ID: "S3.8", Severity: "HIGH", Subject: "resource", Title: text("Title", "題")}}
		res.Findings = policies.FindingsOf(list...)
		return res
	}
	to := result(2, after)
	if change != nil {
		change(to)
	}
	file := render(t, JSON, &Report{Result: to}, Options{}) // as from a file: the time is known only after it was read
	d, err := Diff(SourceOf(result(1, before)), func(each func(*policies.Finding) error) (Head, error) { return ReadSource(bytes.NewReader(file), each) })
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// changesOf are the lists of a difference, a word a change.
func changesOf(d *Difference) string {
	var out []string
	for _, list := range []struct {
		name    string
		changes []Change
	}{{"new", d.New}, {"worse", d.Worse}, {"resolved", d.Resolved}, {"unknown", d.Unknown}, {"suppressed", d.Suppressed}, {"left", d.NotCompared}} {
		for _, c := range list.changes {
			since := "-"
			if !c.FirstSeen.IsZero() {
				since = fmt.Sprint(c.FirstSeen.Day())
			}
			out = append(out, fmt.Sprintf("%s:%s:%s", list.name, c.Resource.ID, since))
		}
	}
	if d.Failing+d.Undecided > 0 {
		out = append(out, fmt.Sprintf("same:%d:%d", d.Failing, d.Undecided))
	}
	return strings.Join(out, " ")
}

func TestDiff(t *testing.T) {
	p, f, w, na, none := policies.Passed, policies.Failed, policies.Warning, policies.NotAvailable, policies.NotApplicable
	a := func(s policies.Status) []policies.Finding { return []policies.Finding{one("a", s, "HIGH")} }
	yes := func(s policies.Status) []policies.Finding { return []policies.Finding{suppressed(one("a", s, "HIGH"))} }
	seen := func(s policies.Status, day int) []policies.Finding {
		x := one("a", s, "HIGH")
		x.FirstSeen = time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC)
		return []policies.Finding{x}
	}
	hidden := func(region, code string) []policies.Finding {
		x := finding("S3.8", "HIGH", na, "111122223333", region, "s3.buckets@"+region, code, "reason")
		return []policies.Finding{x}
	}
	for name, tc := range map[string]struct {
		before, after []policies.Finding
		change        func(*policies.Result)
		want          string
	}{
		"nothing":                           {nil, nil, nil, ""},
		"passed, failed":                    {a(p), a(f), nil, "new:a:2"},
		"not there, failed":                 {nil, a(f), nil, "new:a:2"},
		"did not apply, failed":             {a(none), a(f), nil, "new:a:2"},
		"failed, failed":                    {a(f), a(f), nil, "same:1:0"},
		"failed, passed":                    {a(f), a(p), nil, "resolved:a:1"},
		"failed, gone":                      {a(f), nil, nil, "resolved:a:1"},
		"failed, does not apply":            {a(f), a(none), nil, "resolved:a:1"},
		"failed long ago, passed":           {seen(f, 5), a(p), nil, "resolved:a:5"},
		"unknown, failed":                   {a(na), a(f), nil, "worse:a:2"},
		"a warning, failed":                 {a(w), a(f), nil, "worse:a:2"},
		"milder, worse":                     {[]policies.Finding{one("a", f, "LOW")}, a(f), nil, "worse:a:1"},
		"worse, milder":                     {a(f), []policies.Finding{one("a", f, "LOW")}, nil, "same:1:0"},
		"passed, unknown":                   {a(p), a(na), nil, "unknown:a:2"},
		"failed, unknown":                   {a(f), a(na), nil, "unknown:a:2"},
		"not there, unknown":                {nil, a(na), nil, "unknown:a:2"},
		"unknown, unknown":                  {a(na), a(w), nil, "same:0:1"},
		"unknown, passed":                   {a(na), a(p), nil, "resolved:a:1"},
		"failed, suppressed":                {a(f), yes(f), nil, "suppressed:a:1"},
		"not there, suppressed":             {nil, yes(f), nil, "suppressed:a:2"},
		"suppressed, suppressed":            {yes(f), yes(f), nil, ""},
		"suppressed, failed":                {yes(f), a(f), nil, "worse:a:1"},
		"suppressed, passed":                {yes(f), a(p), nil, "resolved:a:1"},
		"passed, passed and suppressed":     {a(p), yes(p), nil, ""},
		"a history knows more":              {a(p), seen(f, 9), nil, "new:a:9"},
		"failed, hidden by a denied list":   {a(f), hidden("ap-northeast-1", "gap"), nil, "unknown:a:1 unknown:s3.buckets@ap-northeast-1:2"},
		"failed, hidden by a global list":   {a(f), hidden("global", "gap"), nil, "unknown:a:1 unknown:s3.buckets@global:2"},
		"failed, another region is hidden":  {a(f), hidden("us-east-1", "gap"), nil, "resolved:a:1 unknown:s3.buckets@us-east-1:2"},
		"the list could be read again":      {hidden("ap-northeast-1", "gap"), a(f), nil, "new:a:2 resolved:s3.buckets@ap-northeast-1:1"},
		"not asked for":                     {a(f), nil, func(res *policies.Result) { res.Controls = nil }, "left:a:1"},
		"disabled":                          {a(f), nil, func(res *policies.Result) { res.Controls[0].Disabled = "off" }, "left:a:1"},
		"another region":                    {a(f), nil, func(res *policies.Result) { res.Accounts[0].Regions = []string{"us-east-1"} }, "left:a:1"},
		"another account":                   {a(f), nil, func(res *policies.Result) { res.Accounts[0].ID = "444455556666" }, "left:a:1"},
		"incomplete":                        {a(f), nil, func(res *policies.Result) { res.Incomplete = true }, "left:a:1"},
		"what passed and is gone is nobody": {a(p), nil, nil, ""},
	} {
		d := diffOf(t, tc.before, tc.after, tc.change)
		if got := changesOf(d); got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
		if d.Anything() != (strings.Contains(tc.want, "a:") && !strings.HasPrefix(tc.want, "left")) {
			t.Errorf("%s: anything is %v", name, d.Anything())
		}
		for _, list := range [][]Change{d.New, d.Worse, d.Resolved, d.Unknown, d.Suppressed, d.NotCompared} {
			if list == nil {
				t.Errorf("%s: a list is null in JSON", name)
			}
			for _, c := range list {
				if len(tc.before) > 0 && c.ID == tc.before[0].ID && c.Was != tc.before[0].Status || c.Control != "S3.8" {
					t.Errorf("%s: %+v", name, c)
				}
			}
		}
	}
}

func TestDiffGolden(t *testing.T) {
	before, after := sample("en"), accepting("ja").Result
	after.AsOf = before.AsOf.AddDate(0, 0, 1)
	after.Policies = "another"
	list := after.Findings.List()
	for i := range list {
		f := &list[i]
		switch {
		case f.Control == "S3.20" && f.Resource.ID != "arn:aws:s3:::logs-03":
			f.Status = policies.Passed
		case f.Control == "BLEA.CloudTrail.2":
			f.Status = policies.Failed
		case f.Control == "SNS.1" && f.Status == policies.Warning:
			f.Status = policies.Failed
		case f.Control == "BLEA.CloudTrail.1":
			f.Status = policies.NotAvailable
		}
	}
	after.Findings = policies.FindingsOf(list...)
	for _, lang := range []string{"en", "ja"} {
		d, err := Diff(SourceOf(before), SourceOf(after))
		if err != nil {
			t.Fatal(err)
		}
		for name, o := range map[string]Options{"diff-" + lang + ".txt": {Lang: lang, Width: 120, Limit: 3}, "diff-" + lang + "-plain.txt": {Lang: lang}} {
			var b bytes.Buffer
			if err := WriteDiff(&b, d, o); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.Bytes())
			for line := range strings.Lines(b.String()) {
				if text := strings.TrimSuffix(line, "\n"); Safe(text) != text {
					t.Errorf("%s: not safe: %q", name, text)
				}
			}
		}
		var b bytes.Buffer
		if err := WriteDiffJSON(&b, d); err != nil {
			t.Fatal(err)
		}
		var back Difference
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || back.Schema != DiffSchema || len(back.New) != len(d.New) || len(back.Resolved) != 11 {
			t.Errorf("%v: %+v", err, back)
		}
		if err := WriteDiff(broken{}, d, Options{}); err == nil {
			t.Error("a broken pipe is no error")
		}
	}
}

func TestGateDiff(t *testing.T) {
	one := []Change{{}}
	for name, tc := range map[string]struct {
		d    Difference
		want int
		why  string
	}{
		"nothing changed":   {Difference{Judged: 1}, 0, "nothing is new or worse"},
		"resolved":          {Difference{Judged: 1, Resolved: one, Suppressed: one}, 0, ""},
		"new":               {Difference{Judged: 1, New: one}, 1, "1 new, 0 worse"},
		"worse":             {Difference{Judged: 1, Worse: one, Unknown: one}, 1, "0 new, 1 worse"},
		"unknown":           {Difference{Judged: 1, Unknown: one}, 2, "1 findings are newly unknown"},
		"not looked for":    {Difference{Judged: 1, NotCompared: one}, 2, "1 were not looked for"},
		"nothing evaluated": {Difference{}, 2, "nothing was evaluated"},
	} {
		if got, why := GateDiff(&tc.d, "en"); got != tc.want || !strings.Contains(why, tc.why) {
			t.Errorf("%s: %d %s", name, got, why)
		}
	}
}
