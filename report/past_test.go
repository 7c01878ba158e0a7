package report

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kijun/policies"
)

// past is what a result with these findings leaves for later.
func past(t *testing.T, at time.Time, findings ...policies.Finding) *Past {
	t.Helper()
	res := counted(0, 0, 0)
	res.AsOf, res.Findings = at, policies.FindingsOf(findings...)
	p, err := NewPast(SourceOf(res))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// one is a finding of S3.8.
func one(id string, status policies.Status, severity string) policies.Finding {
	return finding("S3.8", severity, status, "111122223333", "ap-northeast-1", id, "code", "reason")
}

func suppressed(f policies.Finding) policies.Finding {
	f.Suppressed = &policies.Suppression{Reason: "accepted", Expires: "2026-12-31"}
	return f
}

func TestGateAgainstABaseline(t *testing.T) {
	p, f, w, na, none := policies.Passed, policies.Failed, policies.Warning, policies.NotAvailable, policies.NotApplicable
	zero, two := 0, 2
	for name, tc := range map[string]struct {
		before, now []policies.Finding
		o           GateOptions
		want        int
		why         string
	}{
		"the same failure":           {[]policies.Finding{one("a", f, "HIGH")}, []policies.Finding{one("a", f, "HIGH")}, GateOptions{}, 0, "gate passed: nothing is new or worse than in the baseline"},
		"another resource":           {[]policies.Finding{one("a", f, "HIGH")}, []policies.Finding{one("b", f, "HIGH")}, GateOptions{}, 1, "new or worse than in the baseline, INFORMATIONAL or worse: S3.8"},
		"it passed before":           {[]policies.Finding{one("a", p, "HIGH")}, []policies.Finding{one("a", f, "HIGH")}, GateOptions{}, 1, ""},
		"it did not apply before":    {[]policies.Finding{one("a", none, "HIGH")}, []policies.Finding{one("a", f, "HIGH")}, GateOptions{}, 1, ""},
		"it was unknown before":      {[]policies.Finding{one("a", na, "HIGH")}, []policies.Finding{one("a", f, "HIGH")}, GateOptions{}, 1, ""},
		"it was a warning before":    {[]policies.Finding{one("a", w, "HIGH")}, []policies.Finding{one("a", f, "HIGH")}, GateOptions{}, 1, ""},
		"the severity rose":          {[]policies.Finding{one("a", f, "LOW")}, []policies.Finding{one("a", f, "HIGH")}, GateOptions{}, 1, ""},
		"the severity fell":          {[]policies.Finding{one("a", f, "HIGH")}, []policies.Finding{one("a", f, "LOW")}, GateOptions{}, 0, ""},
		"the suppression ended":      {[]policies.Finding{suppressed(one("a", f, "HIGH"))}, []policies.Finding{one("a", f, "HIGH")}, GateOptions{}, 1, ""},
		"suppressed now":             {nil, []policies.Finding{suppressed(one("a", f, "HIGH"))}, GateOptions{}, 0, ""},
		"newly unknown":              {[]policies.Finding{one("a", p, "HIGH")}, []policies.Finding{one("a", na, "HIGH")}, GateOptions{}, 2, "unknown, and not so in the baseline"},
		"newly unknown, made failed": {[]policies.Finding{one("a", p, "HIGH")}, []policies.Finding{one("a", na, "HIGH")}, GateOptions{FailOnUnknown: true}, 1, ""},
		"unknown as before":          {[]policies.Finding{one("a", na, "HIGH")}, []policies.Finding{one("a", w, "HIGH")}, GateOptions{}, 0, ""},
		"failed, now unknown":        {[]policies.Finding{one("a", f, "HIGH")}, []policies.Finding{one("a", na, "HIGH")}, GateOptions{}, 0, ""},
		"an unknown newcomer":        {nil, []policies.Finding{one("a", na, "HIGH")}, GateOptions{}, 2, ""},
		"a mild newcomer":            {nil, []policies.Finding{one("a", f, "LOW")}, GateOptions{FailOn: "HIGH"}, 0, ""},
		"a severe newcomer":          {nil, []policies.Finding{one("a", f, "HIGH")}, GateOptions{FailOn: "HIGH"}, 1, ""},
		"only passes":                {nil, []policies.Finding{one("a", p, "HIGH")}, GateOptions{}, 0, ""},
		"nothing evaluated":          {nil, nil, GateOptions{}, 2, "nothing was evaluated"},
		"as many new ones as may be": {nil, []policies.Finding{one("a", f, "LOW"), one("b", f, "HIGH")}, GateOptions{MaxFailed: &two}, 0, "gate passed: 2 findings are new or worse than in the baseline, 2 may be"},
		"one more":                   {nil, []policies.Finding{one("a", f, "LOW"), one("b", f, "HIGH"), one("c", f, "LOW")}, GateOptions{MaxFailed: &two}, 1, "3 findings are new"},
		"old ones are not counted":   {[]policies.Finding{one("a", f, "LOW")}, []policies.Finding{one("a", f, "LOW")}, GateOptions{MaxFailed: &zero}, 0, ""},
		"a score is of the whole":    {[]policies.Finding{one("a", f, "LOW")}, []policies.Finding{one("a", f, "LOW")}, GateOptions{MinScore: map[string]int{"": 1}}, 1, "the score of fsbp"},
	} {
		res := counted(0, 0, 0)
		res.Controls = []policies.Control{{ID: "S3.8", Severity: "HIGH", Standards: map[string][]string{"fsbp": {"S3.8"}}}}
		res.Findings = policies.FindingsOf(tc.now...)
		tc.o.Baseline = past(t, res.AsOf, tc.before...)
		if got, why := Gate(res, tc.o); got != tc.want || !strings.Contains(why, tc.why) {
			t.Errorf("%s: got %d %q, want %d %q", name, got, why, tc.want, tc.why)
		}
	}
}

func TestGateOnNumbers(t *testing.T) {
	n := func(n int) *int { return &n }
	for name, tc := range map[string]struct {
		res  *policies.Result
		o    GateOptions
		want int
		why  string
	}{
		"as many as may":          {counted(1, 3, 0), GateOptions{MaxFailed: n(3)}, 0, "gate passed: 3 findings failed, 3 may"},
		"one more":                {counted(1, 4, 0), GateOptions{MaxFailed: n(3)}, 1, "gate failed: 4 findings failed, 3 may"},
		"none may":                {counted(1, 0, 0), GateOptions{MaxFailed: n(0)}, 0, ""},
		"one unknown may be one":  {counted(1, 3, 1), GateOptions{MaxFailed: n(3)}, 2, "gate undecided: 3 findings failed and 1 are unknown, 3 may fail"},
		"and would not be enough": {counted(1, 2, 1), GateOptions{MaxFailed: n(3)}, 0, ""},
		"unknown made failed":     {counted(1, 3, 1), GateOptions{MaxFailed: n(3), FailOnUnknown: true}, 1, ""},
		"nothing evaluated":       {counted(0, 0, 0), GateOptions{MaxFailed: n(3)}, 2, ""},
		"beside a severity":       {counted(1, 1, 0), GateOptions{MaxFailed: n(3), FailOn: "HIGH"}, 1, "failed, HIGH or worse"},
		"less than none":          {counted(1, 1, 0), GateOptions{MaxFailed: n(-1)}, 3, "0 or more, not -1"},
	} {
		if got, why := Gate(tc.res, tc.o); got != tc.want || !strings.Contains(why, tc.why) {
			t.Errorf("%s: got %d %q, want %d %q", name, got, why, tc.want, tc.why)
		}
	}
}

func TestReadSource(t *testing.T) {
	res := sample("en")
	whole := render(t, JSON, &Report{Result: res}, Options{})
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(whole); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"plain": whole, "gzip": packed.Bytes(), "of a newer one": bytes.Replace(whole, []byte(`"lang"`), []byte(`"new": [{"a": [1, {}]}], "lang"`), 1)} {
		n := 0
		want := res.Findings.List()
		head, err := ReadSource(bytes.NewReader(raw), func(f *policies.Finding) error {
			if w := want[n]; f.ID != w.ID || f.Status != w.Status || f.Resource != w.Resource || f.Reason != w.Reason {
				t.Errorf("%s: finding %d is %+v", name, n, f)
			}
			n++
			return nil
		})
		if err != nil || n != len(want) || !head.AsOf.Equal(res.AsOf) || head.Snapshot != res.Snapshot || len(head.Controls) != len(res.Controls) || head.Controls[8].Reasons["open"].Ja == "" || head.Accounts[0].ID != res.Accounts[0].ID {
			t.Errorf("%s: %d findings, %+v, %v", name, n, head, err)
		}
	}
	for name, tc := range map[string]struct{ raw, want string }{
		"nothing":           {"", "it ends in the middle"},
		"half":              {string(whole[:len(whole)/2]), "it ends in the middle"},
		"half, packed":      {packed.String()[:packed.Len()/2], "it ends in the middle"},
		"another document":  {`{"schema": "other"}`, `its schema is "other"`},
		"a newer form":      {`{"schema": "urn:kijun:result:99", "findings": []}`, "use the kijun that wrote it, or a newer one"},
		"no findings":       {`{"schema": "` + Schema + `", "as_of": "2026-01-01T00:00:00Z"}`, "it has no findings"},
		"no time":           {`{"schema": "` + Schema + `", "findings": []}`, "as_of is missing"},
		"a list":            {`[]`, "not a result"},
		"a snapshot":        {"PK\x03\x04", "perhaps a snapshot"},
		"text":              {"hello", "near byte"},
		"an odd status":     {`{"schema": "` + Schema + `", "findings": [{"id": "x", "control": "S3.8", "status": "GOOD", "severity": "LOW"}]}`, `finding x: unknown status "GOOD"`},
		"an odd severity":   {`{"schema": "` + Schema + `", "findings": [{"id": "x", "control": "S3.8", "status": "PASSED", "severity": "BAD"}]}`, `finding x: unknown severity "BAD"`},
		"no id":             {`{"schema": "` + Schema + `", "findings": [{"control": "S3.8", "status": "PASSED", "severity": "LOW"}]}`, "it has no id"},
		"a number as id":    {`{"schema": "` + Schema + `", "findings": [{"id": 1}]}`, "near byte"},
		"findings no list":  {`{"schema": "` + Schema + `", "findings": {}}`, "a list is expected"},
		"something behind":  {`{"schema": "` + Schema + `", "findings": []`, "it ends in the middle"},
		"no gzip after all": {"\x1f\x8bxxxxxxxxxxxxxxxx", "gzip"},
	} {
		_, err := ReadSource(strings.NewReader(tc.raw), func(*policies.Finding) error { return nil })
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %s", name, err, tc.want)
		}
	}
	stop := errors.New("stop")
	if _, err := ReadSource(bytes.NewReader(whole), func(*policies.Finding) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the reader's own error is %v", err)
	}
	path := filepath.Join(t.TempDir(), "r.json")
	if err := os.WriteFile(path, whole[:100], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := NewPast(SourceFile(path)); err == nil || !strings.HasPrefix(err.Error(), path+": ") {
		t.Errorf("the file is not named: %v", err)
	}
	if _, err := NewPast(func(each func(*policies.Finding) error) (Head, error) {
		f := one("a", policies.Failed, "LOW")
		return Head{}, errors.Join(each(&f), each(&f))
	}); err == nil || !strings.Contains(err.Error(), "is there twice") {
		t.Errorf("a finding twice: %v", err)
	}
}

// Four hundred thousand findings of an earlier result are read as a stream, and a few bytes of each are kept.
func TestPastIsSmall(t *testing.T) {
	const n = 20_000
	in, out := io.Pipe()
	go func() {
		res := crowdOf(n)
		_ = out.CloseWithError(JSON(out, &Report{Result: res}, Options{}))
	}()
	p, err := NewPast(func(each func(*policies.Finding) error) (Head, error) { return ReadSource(in, each) })
	if err != nil {
		t.Fatal(err)
	}
	if len(p.states) < n {
		t.Errorf("%d findings are known", len(p.states))
	}
	if was, ok := p.Was(fmt.Sprint("crowd/", n-1)); !ok || was.Status != policies.Passed || was.Severity != "HIGH" {
		t.Errorf("got %+v %v", was, ok)
	}
	if _, ok := p.Was("crowd/-1"); ok {
		t.Error("a finding that never was is known")
	}
}

func TestFirstSeen(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 4, n, 0, 0, 0, 0, time.UTC) }
	p, f, na := policies.Passed, policies.Failed, policies.NotAvailable
	for name, tc := range map[string]struct {
		statuses      []policies.Status // of the runs of day 1, 2, ...; "" is no finding
		first, failed int               // after the last; 0 is none
	}{
		"fails at once":                     {[]policies.Status{f}, 1, 0},
		"goes on failing":                   {[]policies.Status{f, f, f}, 1, 0},
		"begins to fail":                    {[]policies.Status{p, p, f, f}, 3, 0},
		"appears failing":                   {[]policies.Status{"", f, f}, 2, 0},
		"fails again":                       {[]policies.Status{f, p, f}, 3, 0},
		"mended":                            {[]policies.Status{f, p}, 0, 0},
		"unknown":                           {[]policies.Status{p, na, na}, 2, 0},
		"a failure that cannot be seen":     {[]policies.Status{f, na, na}, 2, 1},
		"and is seen again":                 {[]policies.Status{f, na, na, f, f}, 1, 0},
		"unknown, then failing":             {[]policies.Status{p, na, f}, 3, 0},
		"a warning after what was not read": {[]policies.Status{na, policies.Warning}, 1, 0},
		"gone and back":                     {[]policies.Status{f, "", f}, 3, 0},
	} {
		var before *Past
		var res *policies.Result
		for i, s := range tc.statuses {
			res = counted(0, 0, 0)
			res.AsOf = day(i + 1)
			if s != "" {
				res.Findings = policies.FindingsOf(one("a", s, "HIGH"))
			}
			before.Mark(res)
			var err error
			if before, err = NewPast(func(each func(*policies.Finding) error) (Head, error) {
				return ReadSource(bytes.NewReader(render(t, JSON, &Report{Result: res}, Options{})), each)
			}); err != nil {
				t.Fatal(err)
			}
		}
		at := func(n int) time.Time {
			if n == 0 {
				return time.Time{}
			}
			return day(n)
		}
		for x := range res.Findings.All() {
			if !x.FirstSeen.Equal(at(tc.first)) || !x.FailedSince.Equal(at(tc.failed)) {
				t.Errorf("%s: first seen %s, failed since %s", name, x.FirstSeen, x.FailedSince)
			}
		}
	}
}
