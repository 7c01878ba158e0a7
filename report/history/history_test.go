package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kijun/policies"
	"kijun/report"
)

// result is one of an account on a day of April, of which S3.8 has this status.
func result(account string, day int, status policies.Status) *policies.Result {
	res := &policies.Result{Kijun: "0.1.0", Lang: "en", AsOf: time.Date(2026, 4, day, 0, 0, 0, 0, time.UTC), Accounts: []policies.Account{{ID: account, Regions: []string{"ap-northeast-1"}}},
		AllStandards: []policies.Standard{{ID: "fsbp", Title: policies.Text{En: "FSBP", Ja: "FSBP"}}},
		Controls:     []policies.Control{{ID: "S3.8", Severity: "HIGH", Standards: map[string][]string{"fsbp": {"S3.8"}}}}}
	res.Findings.Append(policies.Finding{ID: "kijun/" + account + "/ap-northeast-1/S3.8/b", Control: "S3.8", Status: status, Severity: "HIGH", Account: account, Region: "ap-northeast-1", Resource: policies.Resource{ARN: "arn:aws:s3:::b", ID: "b"}})
	return res
}

var now = time.Date(2026, 11, 28, 1, 2, 3, 4, time.UTC)

func write(t *testing.T, s Store, res *policies.Result, keep Keep) report.Run {
	t.Helper()
	r, problems, err := Write(t.Context(), s, &report.Report{Result: res}, report.RunOf(res), now, keep)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return r
}

func list(t *testing.T, s Store) []report.Run {
	t.Helper()
	all, problems, err := Runs(t.Context(), s)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return all
}

func days(all []report.Run) (out []int) {
	for _, r := range all {
		out = append(out, r.At.Day())
	}
	return out
}

func TestRunsComeBack(t *testing.T) {
	s := Dir(filepath.Join(t.TempDir(), "deep", "history"))
	if got := list(t, s); len(got) != 0 {
		t.Fatalf("a history that is not there has %d runs", len(got))
	}
	for _, day := range []int{3, 1, 2} { // an old snapshot may be judged later
		write(t, s, result("111122223333", day, policies.Failed), Keep{})
	}
	all := list(t, s)
	if got := days(all); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("the order is %v", got)
	}
	r := all[2]
	if r.Failed["HIGH"] != 1 || r.Summary.Score == nil || *r.Summary.Score != 0 || len(r.Scores) != 1 || r.Accounts[0] != "111122223333" || !r.Written.Equal(now) || r.Bytes == 0 {
		t.Errorf("got %+v", r)
	}
	n := 0
	head, err := Source(t.Context(), s, r)(func(f *policies.Finding) error { n++; return nil })
	if err != nil || n != 1 || head.AsOf.Day() != 3 {
		t.Errorf("%d findings, %+v, %v", n, head, err)
	}
	err = filepath.WalkDir(string(s), func(path string, d fs.DirEntry, err error) error {
		if info, e := d.Info(); err != nil || e != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s can be read by others", path)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestRunsSideBySide(t *testing.T) {
	s := Dir(t.TempDir())
	var wait sync.WaitGroup
	for range 20 { // the same result at the same time is another run
		wait.Go(func() {
			res := result("111122223333", 1, policies.Failed)
			if _, _, err := Write(context.Background(), s, &report.Report{Result: res}, report.RunOf(res), now, Keep{Runs: 50}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	all := list(t, s)
	if len(all) != 20 {
		t.Errorf("%d runs", len(all))
	}
	for _, r := range all {
		if _, err := Source(t.Context(), s, r)(func(*policies.Finding) error { return nil }); err != nil {
			t.Error(err)
		}
	}
	// pruning side by side is no error either
	for range 10 {
		wait.Go(func() {
			res := result("111122223333", 2, policies.Failed)
			if _, problems, err := Write(context.Background(), s, &report.Report{Result: res}, report.RunOf(res), now, Keep{Runs: 10}); err != nil || len(problems) > 0 {
				t.Error(err, problems)
			}
		})
	}
	wait.Wait()
	if got := days(list(t, s)); len(got) != 10 || got[0] != 2 {
		t.Errorf("what stayed is of the days %v", got)
	}
}

func TestRetention(t *testing.T) {
	for name, tc := range map[string]struct {
		keep Keep
		want []int
	}{
		"all":          {Keep{}, []int{1, 2, 3, 4, 5}},
		"three":        {Keep{Runs: 3}, []int{3, 4, 5}},
		"one is two":   {Keep{Runs: 1}, []int{4, 5}},
		"two days":     {Keep{Days: 2}, []int{3, 4, 5}},
		"many days":    {Keep{Days: 400}, []int{1, 2, 3, 4, 5}},
		"one day only": {Keep{Days: 1}, []int{4, 5}},
	} {
		dir := t.TempDir()
		for day := 1; day <= 5; day++ {
			write(t, Dir(dir), result("111122223333", day, policies.Failed), map[bool]Keep{true: tc.keep}[day == 5])
		}
		if got := days(list(t, Dir(dir))); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v stay, want %v", name, got, tc.want)
		}
		left, err := os.ReadDir(filepath.Join(dir, "results"))
		if err != nil || len(left) != len(tc.want) {
			t.Errorf("%s: %d results stay, %v", name, len(left), err)
		}
	}
	for text, want := range map[string]Keep{"400": {Runs: 400}, "90d": {Days: 90}, "0": {}, "-1": {}, "": {}, "d": {}, "1.5": {}, "3w": {}, "9999999": {}} {
		got, err := ParseKeep(text)
		if got != want || (err == nil) != (want != Keep{}) {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestBefore(t *testing.T) {
	at := func(account string, day int, controls ...string) report.Run {
		res := result(account, day, policies.Passed)
		for _, id := range controls {
			res.Controls = append(res.Controls, policies.Control{ID: id})
		}
		r := report.RunOf(res)
		r.Name = fmt.Sprintf("%s-%d-%d", account, day, len(controls))
		return r
	}
	const a, b = "111122223333", "444455556666"
	stopped := at(a, 4)
	stopped.Incomplete = true
	all := []report.Run{at(a, 1), at(b, 2), at(a, 3, "S3.9"), stopped, at(a, 6)}
	for name, tc := range map[string]struct {
		now  report.Run
		want string
	}{
		"the same account":          {at(a, 7), a + "-6-0"},
		"not of later evidence":     {at(a, 5), a + "-1-0"},
		"the same controls":         {at(a, 5, "S3.9"), a + "-3-1"},
		"other controls":            {at(a, 5, "S3.9", "S3.10"), a + "-3-1"},
		"another account":           {at(b, 9), b + "-2-0"},
		"an account that is new":    {at("777788889999", 9), ""},
		"the same time, other name": {func() report.Run { r := at(a, 6); r.Name = "x"; return r }(), a + "-6-0"},
		"not itself":                {at(a, 6), a + "-1-0"},
	} {
		if got, ok := Before(all, tc.now); got.Name != tc.want || ok != (tc.want != "") {
			t.Errorf("%s: %q, want %q", name, got.Name, tc.want)
		}
	}
	if got := days(Earlier(all, at(a, 7), 9)); !slices.Equal(got, []int{1, 4, 6}) {
		t.Errorf("the trend is of %v", got)
	}
	if got := days(Earlier(all, at(a, 7), 2)); !slices.Equal(got, []int{4, 6}) {
		t.Errorf("the last two are %v", got)
	}
}

func TestDamagedHistories(t *testing.T) {
	dir := t.TempDir()
	s := Dir(dir)
	good := write(t, s, result("111122223333", 1, policies.Failed), Keep{})
	bad := write(t, s, result("111122223333", 2, policies.Failed), Keep{})
	put := func(name, text string) {
		if err := s.Put(t.Context(), name, strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
	}
	// a summary that is none is told, and the others are there
	put("runs/"+bad.Name+".json", "{")
	put("runs/README.json", "{}")
	put("runs/.kijun-123", "half")
	all, problems, err := Runs(t.Context(), s)
	if err != nil || len(all) != 1 || all[0].Name != good.Name || len(problems) != 1 || !strings.Contains(problems[0], bad.Name+" cannot be read: it is not the summary of a run") {
		t.Errorf("%v %v %v", all, problems, err)
	}
	for text, want := range map[string]string{`{"schema": "other"}`: "its schema is", `{"schema": "` + report.RunSchema + `", "name": "x"}`: "of another run", strings.Repeat(" ", mostSummary+1): "too large"} {
		put("runs/"+bad.Name+".json", text)
		if _, problems, _ := Runs(t.Context(), s); len(problems) != 1 || !strings.Contains(problems[0], want) {
			t.Errorf("%.40s: %v", text, problems)
		}
	}
	// a result that was changed, cut or removed is an error
	path := filepath.Join(dir, "results", good.Name+".json.gz")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(filepath.Join(dir, "results", bad.Name+".json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		raw  []byte
		want string
	}{"another": {other, "is not the one that was written"}, "cut": {raw[:len(raw)/2], "it ends in the middle"}, "followed": {append(slices.Clone(raw), "x"...), ""}, "gone": {nil, "file does not exist"}} {
		if tc.raw == nil {
			err = os.Remove(path)
		} else {
			err = os.WriteFile(path, tc.raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Source(t.Context(), s, good)(func(*policies.Finding) error { return nil }); err == nil || tc.want != "" && !strings.Contains(err.Error(), tc.want) && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	// a file is no folder
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Runs(t.Context(), Dir(file)); err == nil || !strings.Contains(err.Error(), "is not a folder") {
		t.Errorf("got %v", err)
	}
}

// failing is a store that fails once it was asked often enough.
type failing struct {
	Store
	left int
}

var errFull = errors.New("no space left")

func (f *failing) Put(ctx context.Context, name string, text io.ReadSeeker) error {
	if f.left--; f.left < 0 {
		return errFull
	}
	return f.Store.Put(ctx, name, text)
}

// A run that could not be written whole is no run.
func TestHalfWrittenRunsAreNone(t *testing.T) {
	for left := range 2 {
		s := &failing{Dir(t.TempDir()), left}
		res := result("111122223333", 1, policies.Failed)
		if _, _, err := Write(t.Context(), s, &report.Report{Result: res}, report.RunOf(res), now, Keep{}); !errors.Is(err, errFull) {
			t.Errorf("after %d: %v", left, err)
		}
		if got := list(t, s.Store); len(got) != 0 {
			t.Errorf("after %d: %d runs", left, len(got))
		}
	}
}

func TestWriteKeepsTheWholeResult(t *testing.T) {
	s := Dir(t.TempDir())
	res := result("111122223333", 1, policies.Failed)
	var want bytes.Buffer
	if err := report.JSON(&want, &report.Report{Result: res}, report.Options{}); err != nil {
		t.Fatal(err)
	}
	r := write(t, s, res, Keep{})
	d, err := report.Diff(report.SourceOf(res), Source(t.Context(), s, r))
	if err != nil || d.Anything() || d.Failing != 1 {
		t.Errorf("%+v %v", d, err)
	}
}
