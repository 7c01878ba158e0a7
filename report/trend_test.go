package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"kijun/policies"
)

func TestSparkline(t *testing.T) {
	for want, values := range map[string][]int{"": {}, "▄": {50}, "▄▄": {0, 0}, "▁█": {0, 100}, "▁▄█": {70, 71, 72}, "█▁·█": {9, 1, -1, 9}, "·": {-1}, "▁▂▃▄▅▆▇█": {0, 1, 2, 3, 4, 5, 6, 7}} {
		var list []*int
		for _, v := range values {
			if v < 0 {
				list = append(list, nil)
			} else {
				list = append(list, &v)
			}
		}
		if got := Sparkline(list); got != want {
			t.Errorf("%v: %s, want %s", values, got, want)
		}
	}
}

// months are the runs of an account over some months, and one of an organization before them.
func months() []Run {
	org := several()
	org.AsOf = org.AsOf.AddDate(-1, 0, 0)
	out := []Run{RunOf(org)}
	for i := range 30 {
		res := sample("en")
		res.AsOf = res.AsOf.AddDate(0, 0, i)
		res.Snapshot = fmt.Sprintf("sha256:%064x", i)
		res.Findings.Mark(func(f *policies.Finding) {
			if i > 10 && f.Control == "EC2.7" || i > 20 && f.Status == policies.Failed {
				f.Suppressed = &policies.Suppression{Reason: "accepted", Expires: "2027-01-01"}
			}
		})
		r := RunOf(res)
		r.Gate = i % 3
		out = append(out, r)
	}
	return out
}

func TestHistoryGolden(t *testing.T) {
	for name, o := range map[string]Options{"history-en.txt": {Lang: "en", Width: 110, Limit: 5}, "history-ja.txt": {Lang: "ja", Width: 110, Limit: 5}, "history-plain.txt": {Limit: 3}} {
		var b bytes.Buffer
		if err := WriteHistory(&b, months(), nil, o); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
		for line := range strings.Lines(b.String()) {
			if text := strings.TrimSuffix(line, "\n"); Safe(text) != text || o.Width > 0 && width(text) > o.Width {
				t.Errorf("%s: %d columns: %q", name, width(text), text)
			}
		}
	}
	var b bytes.Buffer
	if err := WriteHistory(&b, months(), []string{"blea"}, Options{}); err != nil || strings.Contains(b.String(), "fsbp") || !strings.Contains(b.String(), "blea") {
		t.Errorf("one standard: %v\n%s", err, b.String())
	}
	b.Reset()
	if err := WriteHistoryJSON(&b, nil); err != nil || !json.Valid(b.Bytes()) || !strings.Contains(b.String(), `"runs": []`) {
		t.Errorf("no runs: %v %s", err, b.String())
	}
	if err := WriteHistory(broken{}, months(), nil, Options{}); err == nil {
		t.Error("a broken pipe is no error")
	}
}
