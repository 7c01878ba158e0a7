package policies

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
)

// samples are findings of two controls in two accounts with every kind of value.
func samples(n int) [][]Finding {
	var out [][]Finding
	for _, control := range []string{"S3.8", "S3.10"} {
		for _, account := range []string{"444455556666", "111122223333"} {
			parameters, standards := map[string]any{"days": json.Number("90")}, []string{"fsbp"}
			list := []Finding{}
			for i := range n {
				f := Finding{ID: fmt.Sprintf("kijun/%s/%s/%05d", account, control, n-i), Control: control, Account: account, Severity: "HIGH", Region: "us-east-1",
					Status:   []Status{Passed, Failed, Warning, NotAvailable, NotApplicable}[i%5],
					Resource: Resource{ARN: fmt.Sprint("arn:aws:s3:::", i), ID: fmt.Sprint(i), Type: "AWS::S3::Bucket"}, Reason: "理由\x00", ReasonCode: "open", Parameters: parameters, Standards: standards,
					ReasonArgs: map[string]any{"null": nil, "yes": true, "no": false, "text": "x\ufffd", "number": json.Number("12345678901234567890"), "list": []any{"a", map[string]any{"b": []any{}}}},
					Evidence:   []Evidence{}}
				if i%5 == 0 {
					f.Empty, f.Resource.ARN = true, f.Resource.ID
				}
				if i%5 == 3 {
					f.Gaps = []int{0, 300}
					f.Evidence = append(f.Evidence, Evidence{Collection: "s3.buckets", Resource: "a", Region: "us-east-1", Path: "GetBucketPolicy", Value: nil}, Evidence{Path: "x", Value: map[string]any{}})
				}
				list = append(list, f)
			}
			out = append(out, list)
		}
	}
	return out
}

// gathered are findings as an evaluation keeps them.
func gathered(t *testing.T, parts [][]Finding) *Findings {
	t.Helper()
	fs := &Findings{}
	g := gathering{fs: fs}
	for _, list := range parts {
		g.add(slices.Clone(list))
	}
	if g.err != nil {
		t.Fatal(g.err)
	}
	fs.sort()
	t.Cleanup(func() { fs.Close() })
	return fs
}

func TestFindingsComeBackFromTheFile(t *testing.T) {
	var want []Finding
	parts := samples(maxHeld / 3)
	for _, i := range []int{1, 0, 3, 2} { // S3.8 before S3.10, and accounts in order
		list := slices.Clone(parts[i])
		slices.Reverse(list) // they are made in the reverse order of their ids
		want = append(want, list...)
	}
	fs := gathered(t, parts)
	if fs.file == nil || fs.held != 0 && fs.held > maxHeld {
		t.Fatalf("%d of %d findings are held, and the file is %v", fs.held, fs.n, fs.file)
	}
	got := fs.List()
	if fs.Len() != len(want) || len(got) != len(want) {
		t.Fatalf("%d of %d findings, want %d", len(got), fs.Len(), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("finding %d:\ngot  %+v\nwant %+v", i, got[i], want[i])
		}
	}
	for f := range fs.All() { // a reader may stop
		if f.ID != want[0].ID {
			t.Errorf("the second reading begins with %s", f.ID)
		}
		break
	}
	n := 0
	for f := range fs.Where(func(x Tally) bool { return x.Control == "S3.10" && x.Account == "111122223333" }) {
		if n++; f.Control != "S3.10" || f.Account != "111122223333" {
			t.Fatalf("not asked for: %+v", f)
		}
	}
	if n != maxHeld/3 {
		t.Errorf("%d findings of one control in one account, want %d", n, maxHeld/3)
	}
}

func TestFindingsAreCounted(t *testing.T) {
	for name, n := range map[string]int{"held": 50, "in the file": 5 * (maxHeld / 15)} {
		fs := gathered(t, samples(n))
		if (fs.file != nil) != (name != "held") {
			t.Fatalf("%s: the file is %v", name, fs.file)
		}
		want := Tally{Control: "S3.8", Account: "111122223333", Severity: "HIGH", Passed: n / 5, Failed: n / 5, Warning: n / 5, NotAvailable: n / 5, NotApplicable: n / 5, Empty: n / 5}
		count := func() (out []Tally) {
			for x := range fs.Tallies() {
				out = append(out, x)
			}
			return out
		}
		if got := count(); len(got) != 4 || got[0] != want {
			t.Errorf("%s: got %+v, want first %+v", name, got, want)
		}
		accepted := &Suppression{Reason: "accepted", Expires: "2027-01-01"}
		fs.Mark(func(f *Finding) {
			if f.Status == Failed || f.Status == Passed {
				f.Suppressed = accepted
			}
		})
		want.Suppressed = Suppressed{Passed: n / 5, Failed: n / 5, Empty: n / 5}
		if got := count(); got[0] != want {
			t.Errorf("%s: suppressed: got %+v, want %+v", name, got[0], want)
		}
		for range 2 {
			for f := range fs.All() {
				if (f.Suppressed == accepted) != (f.Status == Failed || f.Status == Passed) {
					t.Fatalf("%s: %s is suppressed: %v", name, f.Status, f.Suppressed)
				}
			}
		}
		fs.Mark(func(f *Finding) { f.Suppressed = nil })
		if got := count(); got[0].Suppressed != (Suppressed{}) {
			t.Errorf("%s: no longer suppressed: got %+v", name, got[0])
		}
	}
}

func TestFindingsInNoFolder(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	g := gathering{fs: &Findings{}}
	for _, list := range samples(maxHeld / 3) {
		g.add(list)
	}
	if g.err == nil {
		t.Error("findings that could not be kept are no error")
	}
}

func TestFindingsThatCannotBeReadPanic(t *testing.T) {
	fs := gathered(t, samples(maxHeld/3))
	if err := fs.file.Truncate(10); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if recover() == nil {
			t.Error("findings that are gone were taken for none")
		}
	}()
	fs.List()
}

func TestFindingsJSON(t *testing.T) {
	fs := FindingsOf(samples(3)[0]...)
	raw, err := json.Marshal(fs)
	if err != nil {
		t.Fatal(err)
	}
	var back Findings
	if err := json.Unmarshal(raw, &back); err != nil || back.Len() != 3 || back.List()[1].ID != fs.List()[1].ID {
		t.Errorf("%v: %+v", err, back.List())
	}
	if raw, err := json.Marshal(Findings{}); err != nil || string(raw) != "[]" {
		t.Errorf("none are %s, %v", raw, err)
	}
}
