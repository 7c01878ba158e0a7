package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kijun/policies"
	"kijun/report"
)

// put makes a bucket of moto.
func (e *emulator) put(t *testing.T, path string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPut, e.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
	got, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode/100 != 2 {
		t.Fatalf("PUT %s: %s", path, got.Status)
	}
}

// TestHistoryInABucket keeps runs in moto's S3.
func TestHistoryInABucket(t *testing.T) {
	e := startEmulator(t)
	e.put(t, "/posture")
	env := environ(e.url, "AWS_MAX_ATTEMPTS=1")
	snapshot := filepath.Join(t.TempDir(), "demo.zip")
	if got := kijun(t, env, "demo", "-q", "--control", "S3.8,EC2.7", "--snapshot", snapshot, "-o", "csv="+filepath.Join(t.TempDir(), "x.csv")); got.status != exitOK {
		t.Fatal(got.stderr)
	}
	run := func(args ...string) outcome {
		return kijun(t, env, append([]string{"eval", snapshot, "--control", "S3.8,EC2.7", "-o", "csv=" + filepath.Join(t.TempDir(), "x.csv")}, args...)...)
	}
	var wait sync.WaitGroup
	for i := range 3 { // side by side
		wait.Go(func() {
			if got := run("--history", "s3://posture/nightly", "--as-of", fmt.Sprintf("2027-01-0%dT00:00:00Z", i+1)); got.status != exitOK {
				t.Errorf("exit %d\n%s", got.status, got.stderr)
			}
		})
	}
	wait.Wait()
	history := func(at string) (runs []report.Run) {
		t.Helper()
		got := kijun(t, env, "history", "--history", at, "-o", "json")
		var doc struct{ Runs []report.Run }
		if err := json.Unmarshal([]byte(got.stdout), &doc); err != nil || got.status != exitOK {
			t.Fatalf("exit %d, %v\n%s", got.status, err, got.stderr)
		}
		return doc.Runs
	}
	if got := history("s3://posture/nightly/"); len(got) != 3 || got[2].At.Day() != 3 {
		t.Errorf("got %+v", got)
	}
	if got := history("s3://posture"); len(got) != 0 {
		t.Errorf("another prefix has %d runs", len(got))
	}
	if got := run("--history", "s3://posture/nightly", "--as-of", "2027-01-09T00:00:00Z", "--history-keep", "2"); got.status != exitOK || strings.Contains(got.stderr, "could not") {
		t.Errorf("exit %d\n%s", got.status, got.stderr)
	}
	if got := history("s3://posture/nightly"); len(got) != 2 || got[0].At.Day() != 3 || got[1].At.Day() != 9 {
		t.Errorf("what stayed: %+v", got)
	}
	if got := kijun(t, env, "diff", "--history", "s3://posture/nightly"); got.status != exitOK || !strings.Contains(got.stdout, "Changes from 2027-01-03") {
		t.Errorf("exit %d\n%s%s", got.status, got.stdout, got.stderr)
	}
	for name, tc := range map[string]struct {
		fault map[string]any
		at    string
		want  string
	}{
		"no such bucket": {nil, "s3://no-such-bucket/x", "s3://no-such-bucket/x/: there is no such bucket"},
		"may not list":   {map[string]any{"service": "s3", "operation": "ListObjectsV2", "kind": "denied"}, "s3://posture/x", "these credentials may not s3:ListBucket there"},
		"may not write":  {map[string]any{"service": "s3", "operation": "PutObject", "kind": "denied"}, "s3://posture/x", "these credentials may not s3:PutObject there"},
	} {
		if tc.fault != nil {
			e.do(t, "POST", "/__faults", tc.fault)
		}
		if got := run("--history", tc.at); got.status != exitUsage || !strings.Contains(got.stderr, tc.want) {
			t.Errorf("%s: exit %d\n%s", name, got.status, got.stderr)
		}
		e.do(t, "DELETE", "/__faults", nil)
	}
}

// Every finding of the example has the same id in both languages, and an id is made of account, region, control and resource alone:
// neither the files of the controls nor the texts have a part in it.
func TestFindingIdentity(t *testing.T) {
	dir := t.TempDir()
	ids := map[string][]string{}
	for _, lang := range []string{"en", "ja"} {
		path := filepath.Join(dir, lang+".json")
		if got := kijun(t, environ("http://127.0.0.1:1"), "demo", "-q", "--lang", lang, "-o", "json="+path); got.status != exitOK {
			t.Fatal(got.stderr)
		}
		if _, err := report.SourceFile(path)(func(f *policies.Finding) error {
			ids[lang] = append(ids[lang], f.ID)
			if want := "kijun/" + f.Account + "/" + f.Region + "/" + f.Control + "/" + f.Resource.ID; f.ID != want {
				t.Errorf("%s is not %s", f.ID, want)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(ids["en"]) < 100 || strings.Join(ids["en"], "\n") != strings.Join(ids["ja"], "\n") {
		t.Errorf("%d ids in English, %d in Japanese", len(ids["en"]), len(ids["ja"]))
	}
	if got := kijun(t, environ(""), "diff", filepath.Join(dir, "en.json"), filepath.Join(dir, "ja.json")); got.status != exitOK || !strings.Contains(got.stdout, "New: 0. Worse: 0. Newly unknown: 0. Resolved: 0.") {
		t.Errorf("exit %d\n%s", got.status, got.stdout)
	}
}
