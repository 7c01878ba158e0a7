package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kijun/scanner/replay"
	"kijun/scanner/snapshot"
)

// TestMain makes the test binary be kijun when a script calls it by that name.
func TestMain(m *testing.M) { testscript.Main(m, map[string]func(){"kijun": main}) }

// TestScript runs testdata/script: each file is a session at the command line.
func TestScript(t *testing.T) {
	top := repository(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			// neither configuration nor credentials of whoever runs the tests
			e.Vars = slices.DeleteFunc(e.Vars, func(kv string) bool {
				return strings.HasPrefix(kv, "AWS_") || strings.HasPrefix(kv, "KIJUN_") || strings.HasPrefix(kv, "LC_") || strings.HasPrefix(kv, "LANG=")
			})
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("LANG", "C.UTF-8")
			e.Setenv("AWS_EC2_METADATA_DISABLED", "true")
			e.Setenv("REPOSITORY", top)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "fixture": fixture, "replay": serveExample, "hang": serveNothing, "interrupt": interrupt, "jsonpath": jsonPath, "same": same, "hook": hook,
		},
	})
}

// status runs a program and checks its exit status: status 3 kijun eval.
func status(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, not %d", got, want)
	}
}

// serveExample answers like the account of kijun demo, and gives credentials for it.
func serveExample(ts *testscript.TestScript, _ bool, _ []string) {
	recording, err := replay.Example()
	ts.Check(err)
	serve(ts, recording)
}

// serveNothing takes requests and never answers; ${ASKED} is a file that is there once something was asked.
func serveNothing(ts *testscript.TestScript, _ bool, _ []string) {
	asked := ts.MkAbs("asked")
	ts.Setenv("ASKED", asked)
	serve(ts, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then the server sees that the client goes
		_ = os.WriteFile(asked, nil, 0o600)
		<-r.Context().Done()
	}))
}

func serve(ts *testscript.TestScript, h http.Handler) {
	server := httptest.NewServer(h)
	ts.Defer(server.Close)
	for name, value := range map[string]string{"AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_REGION": "ap-northeast-1"} {
		ts.Setenv(name, value)
	}
}

// interrupt runs a program, sends it SIGINT once ${ASKED} is there, and checks that it ends with status 130 within five seconds.
func interrupt(ts *testscript.TestScript, _ bool, args []string) {
	path, err := exec.LookPath(args[0])
	ts.Check(err)
	cmd := exec.Command(path, args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"HOME", "PATH", "LANG", "TMPDIR", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_EC2_METADATA_DISABLED"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	ts.Check(cmd.Start())
	for range 600 {
		if _, err := os.Stat(ts.Getenv("ASKED")); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Check(cmd.Process.Signal(syscall.SIGINT))
	start := time.Now()
	err = cmd.Wait()
	ts.Logf("%s", out.String())
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
		ts.Fatalf("it ended with %v", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		ts.Fatalf("it took %s to end", took)
	}
	if !strings.Contains(out.String(), "kijun: interrupted; nothing was written") {
		ts.Fatalf("it did not say so")
	}
}

// jsonPath prints a value of a JSON file, or of stdout, for stdout to be matched: jsonpath stdout findings.0.status.
func jsonPath(ts *testscript.TestScript, neg bool, args []string) {
	var v any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &v); err != nil {
		ts.Fatalf("%s is no JSON: %v", args[0], err)
	}
	for _, name := range strings.Split(args[1], ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				ts.Fatalf("%s: there is no %s", args[1], name)
			}
			v = x[i]
		default:
			ts.Fatalf("%s: there is no %s", args[1], name)
		}
	}
	raw, err := json.Marshal(v)
	ts.Check(err)
	if has := string(raw) == args[2]; has == neg {
		ts.Fatalf("%s is %s", args[1], raw)
	}
}

// same compares two files byte by byte, as cmp does, but without showing megabytes.
func same(ts *testscript.TestScript, _ bool, args []string) {
	if ts.ReadFile(args[0]) != ts.ReadFile(args[1]) {
		ts.Fatalf("%s and %s differ", args[0], args[1])
	}
}

const fixtureAccount = "111122223333"

// fixture writes a snapshot: fixture FILE KIND. Its controls are S3.8 (buckets that block public access) and IAM.4 (root's access keys).
func fixture(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(writeFixture(ts.MkAbs(args[0]), args[1]))
}

func writeFixture(path, kind string) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = v.(error)
		}
	}()
	check := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	open := map[string]any{"GetPublicAccessBlock": map[string]any{}}
	blocked := map[string]any{"GetPublicAccessBlock": map[string]any{"PublicAccessBlockConfiguration": map[string]any{
		"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}}}
	w, err := snapshot.Create(path)
	check(err)
	defer w.Abort()
	bucket := func(name string, x map[string]any) {
		x["id"], x["arn"], x["account"], x["region"], x["type"] = name, "arn:aws:s3:::"+name, fixtureAccount, "ap-northeast-1", "AWS::S3::Bucket"
		raw, err := json.Marshal(x)
		check(err)
		check(w.Entry(fixtureAccount, "ap-northeast-1", "s3.buckets").Add(name, raw))
	}
	info := snapshot.Info{Kijun: "test", CollectedAt: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Partition: "aws",
		Caller:    snapshot.Caller{Account: fixtureAccount, ARN: "arn:aws:iam::" + fixtureAccount + ":user/auditor", UserID: "AIDA", Region: "ap-northeast-1"},
		Targets:   []snapshot.Target{{Account: fixtureAccount, Region: "global"}, {Account: fixtureAccount, Region: "ap-northeast-1"}},
		Selection: map[string][]string{"s3.buckets": {"GetPublicAccessBlock"}, "iam.account_summary": {}, "cloudtrail.trails": {"GetEventSelectors", "GetTrailStatus"}, "config.recorders": {}, "cloudformation.stacks": {}, "organizations.organization": {}, "sns.topics": {"GetTopicAttributes"}}}
	keys := func(n int) {
		id := "AWS::::Account:" + fixtureAccount
		raw, err := json.Marshal(map[string]any{"id": id, "account": fixtureAccount, "region": "global", "type": "AWS::::Account", "SummaryMap": map[string]any{"AccountAccessKeysPresent": n}})
		check(err)
		check(w.Entry(fixtureAccount, "global", "iam.account_summary").Add(id, raw))
	}
	switch kind {
	case "good":
		bucket("good", blocked)
		keys(0)
	case "bad":
		bucket("good", blocked)
		bucket("bad", open)
		keys(0)
	case "denied":
		bucket("good", blocked)
		bucket("unread", map[string]any{})
		keys(0)
		w.Gap(snapshot.Gap{Account: fixtureAccount, Region: "ap-northeast-1", Key: "s3.buckets", ID: "unread", Operation: "s3:GetPublicAccessBlock", Code: "AccessDenied", Error: "AccessDenied", Message: "no"})
	case "empty":
	case "hostile":
		for _, name := range []string{"\x1b[31mred", "\u202egnp.exe", "file://x", "-rf", "a'; rm -rf $HOME #", "line\nbreak ::error::"} {
			bucket(name, map[string]any{"GetPublicAccessBlock": map[string]any{}})
		}
		keys(0)
	case "topics":
		raw, err := json.Marshal(map[string]any{"id": "t", "arn": "arn:aws:sns:ap-northeast-1:111122223333:t", "account": fixtureAccount, "region": "ap-northeast-1", "type": "AWS::SNS::Topic",
			"GetTopicAttributes": map[string]any{"Attributes": map[string]any{}}})
		check(err)
		check(w.Entry(fixtureAccount, "ap-northeast-1", "sns.topics").Add("t", raw))
	default:
		check(w.Entry(fixtureAccount, "ap-northeast-1", "s3.buckets").Add("", nil))
	case "newer", "tampered", "missing", "added", "truncated":
		bucket("good", blocked)
		keys(0)
	}
	_, err = w.Close(info)
	check(err)
	switch kind {
	case "truncated":
		raw, err := os.ReadFile(path)
		check(err)
		check(os.WriteFile(path, raw[:len(raw)/2], 0o600))
	case "newer", "tampered", "missing", "added":
		check(spoil(path, kind))
	}
	return nil
}

// spoil writes the zip anew with one thing changed.
func spoil(path, how string) error {
	in, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer in.Close()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	add := func(name string, text []byte) error {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write(text)
		}
		return err
	}
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		buckets := strings.HasSuffix(f.Name, "s3.buckets.jsonl")
		switch {
		case how == "newer" && f.Name == "manifest.json":
			text = bytes.Replace(text, fmt.Appendf(nil, `"schema":%d`, snapshot.Schema), []byte(`"schema":99`), 1)
		case how == "tampered" && buckets:
			text = bytes.Replace(text, []byte("true"), []byte("null"), 1)
		case how == "missing" && buckets:
			continue
		}
		if err := add(f.Name, text); err != nil {
			return err
		}
	}
	if how == "added" {
		if err := add(fixtureAccount+"/ap-northeast-1/sns.topics.jsonl", []byte("{\"id\":\"x\"}\n")); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
}
