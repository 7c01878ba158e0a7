package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kijun/policies"
	"kijun/report"
)

// results writes two results of one account: of the first day, and of the second when a bucket is open that was not before.
func results(t *testing.T, dir string) (first, second string) {
	t.Helper()
	write := func(name string, status policies.Status, day int) string {
		res := &policies.Result{Kijun: version, Lang: "en", AsOf: time.Date(2026, 4, day, 0, 0, 0, 0, time.UTC), Snapshot: "sha256:" + name,
			Accounts:     []policies.Account{{ID: "123456789012", Partition: "aws", Regions: []string{"ap-northeast-1", "us-east-1"}}},
			AllStandards: []policies.Standard{},
			Controls: []policies.Control{{ID: "S3.8", Severity: "HIGH", Subject: "resource", Collection: "s3.buckets", ResourceType: "AWS::S3::Bucket", Title: policies.Text{En: "Buckets should block public access", Ja: "バケットはパブリックアクセスをブロックする必要があります"},
				Remediation: policies.Text{En: "Block it.", Ja: "ブロックします。"}, Source: []string{"https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8"}}}}
		for _, bucket := range []string{"logs", "請求書"} {
			s := policies.Passed
			if bucket == "請求書" {
				s = status
			}
			res.Findings.Append(policies.Finding{ID: "kijun/123456789012/ap-northeast-1/S3.8/" + bucket, Control: "S3.8", Severity: "HIGH", Status: s, Account: "123456789012", Region: "ap-northeast-1",
				Resource: policies.Resource{ID: bucket, ARN: "arn:aws:s3:::" + bucket, Type: "AWS::S3::Bucket"}, Reason: "as it is", ReasonCode: "open"})
		}
		path := filepath.Join(dir, name+".json")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := report.JSON(f, &report.Report{Result: res}, report.Options{}); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("first", policies.Passed, 1), write("second", policies.Failed, 2)
}

// aws runs the AWS CLI against the emulator.
func (e *emulator) aws(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(filepath.Join(filepath.Dir(os.Getenv("KIJUN_PYTHON")), "aws"), append([]string{"--endpoint-url", e.url}, args...)...)
	cmd.Env = environ(e.url, "AWS_DEFAULT_REGION=ap-northeast-1", "AWS_CONFIG_FILE=/nonexistent", "AWS_SHARED_CREDENTIALS_FILE=/nonexistent", "AWS_PAGER=", "AWS_DEFAULT_OUTPUT=json")
	var errOut strings.Builder
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("aws %s: %v\n%s", strings.Join(args, " "), err, errOut.String())
	}
	return string(out)
}

// TestNoticesOfAWS brings a notice to a topic of SNS and to SES.
func TestNoticesOfAWS(t *testing.T) {
	e := startEmulator(t)
	dir := t.TempDir()
	topic := "arn:aws:sns:ap-northeast-1:123456789012:alerts"
	e.aws(t, "sns", "create-topic", "--name", "alerts")
	e.aws(t, "sqs", "create-queue", "--queue-name", "readers")
	e.aws(t, "sns", "subscribe", "--topic-arn", topic, "--protocol", "sqs", "--notification-endpoint", "arn:aws:sqs:ap-northeast-1:123456789012:readers")
	config := filepath.Join(dir, "kijun.yaml")
	text := `notify:
  outbox: ` + filepath.Join(dir, "outbox") + `
  targets:
    topic: {type: sns, topic: "` + topic + `", lang: ja}
    mail: {type: ses, from: kijun@example.com, to: [ops@example.com]}
`
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	good, bad := snapshots(t, dir)
	env := environ(e.url)
	if got := kijun(t, env, "eval", good, "--control", "S3.8", "-q", "-o", "json="+filepath.Join(dir, "good.json")); got.status != exitOK {
		t.Fatal(got)
	}
	run := func() outcome {
		return kijun(t, env, "eval", bad, "--control", "S3.8", "--config", config, "--baseline", filepath.Join(dir, "good.json"), "--notify", "topic,mail", "--fail-on", "CRITICAL")
	}
	// SES refuses a sender whom it does not know: the notice waits, and is sent once it does
	if got := run(); got.status != exitInternal || !strings.Contains(got.stderr, "a notice for mail could not be sent: AWS answered MessageRejected: ") || !strings.Contains(got.stderr, "notices sent: 1") {
		t.Errorf("%d\n%s", got.status, got.stderr)
	}
	e.aws(t, "ses", "verify-email-identity", "--email-address", "kijun@example.com")
	if got := run(); got.status != exitOK || !strings.Contains(got.stderr, "notices sent: 1") {
		t.Errorf("%d\n%s", got.status, got.stderr)
	}
	if quota := e.aws(t, "ses", "get-send-quota"); strings.Contains(quota, `"SentLast24Hours": 0.0`) {
		t.Errorf("SES sent %s", quota)
	}
	var queue struct{ Messages []struct{ Body string } }
	if err := json.Unmarshal([]byte(e.aws(t, "sqs", "receive-message", "--queue-url", e.url+"/123456789012/readers")), &queue); err != nil || len(queue.Messages) == 0 {
		t.Fatalf("nobody reads: %v", err)
	}
	var message struct{ Subject, Message string }
	if err := json.Unmarshal([]byte(queue.Messages[0].Body), &message); err != nil || message.Subject != "[kijun] 1 new (111122223333)" || !strings.Contains(message.Message, "新たな失敗（1件）") {
		t.Errorf("%v: %+v", err, message)
	}
}

// snapshots are those of the scripts: one where all is well, and one with an open bucket.
func snapshots(t *testing.T, dir string) (good, bad string) {
	t.Helper()
	good, bad = filepath.Join(dir, "good.zip"), filepath.Join(dir, "bad.zip")
	for path, kind := range map[string]string{good: "good", bad: "bad"} {
		if err := writeFixture(path, kind); err != nil {
			t.Fatal(err)
		}
	}
	return good, bad
}

// TestNoticesByMail brings a notice to a real mail server that wants encryption and a password.
func TestNoticesByMail(t *testing.T) {
	python := os.Getenv("KIJUN_PYTHON")
	if python == "" {
		t.Skip("make test sets KIJUN_PYTHON to the Python that has the mail server")
	}
	dir := t.TempDir()
	cmd := exec.Command(python, filepath.Join("..", "..", "testdata", "emulator", "smtpd.py"), "--dir", dir, "--user", "kijun", "--password", "s3cret-word")
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	var errOut strings.Builder
	cmd.Stderr = &errOut
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close() // it ends with its input
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("the mail server said: %.3000s", errOut.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	port, ok := strings.CutPrefix(strings.TrimSpace(line), "listening ")
	if !ok {
		t.Fatalf("the mail server said %q, %v", line, err)
	}
	good, bad := snapshots(t, dir)
	config := filepath.Join(dir, "kijun.yaml")
	text := fmt.Sprintf(`notify:
  outbox: %s
  targets:
    mail: {type: smtp, server: "127.0.0.1:%s", user: kijun, password: {file: %s}, from: "kijun <kijun@example.com>", to: [ops@example.com, "監査 <audit@example.com>"], lang: ja}
`, filepath.Join(dir, "outbox"), port, filepath.Join(dir, "password"))
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env := append(environ("http://127.0.0.1:1"), "SSL_CERT_FILE="+filepath.Join(dir, "cert.pem"))
	if got := kijun(t, env, "eval", good, "--control", "S3.8", "-q", "-o", "json="+filepath.Join(dir, "good.json")); got.status != exitOK {
		t.Fatal(got)
	}
	run := func(password string, env []string) outcome {
		if err := os.WriteFile(filepath.Join(dir, "password"), []byte(password+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return kijun(t, env, "eval", bad, "--control", "S3.8", "--config", config, "--baseline", filepath.Join(dir, "good.json"), "--notify", "mail", "--fail-on", "CRITICAL")
	}
	if got := run("wr0ng-word", env); got.status != exitInternal || !strings.Contains(got.stderr, "the server answered 535") || strings.Contains(got.stderr, "wr0ng-word") {
		t.Errorf("a wrong password: %d\n%s", got.status, got.stderr)
	}
	if got := run("s3cret-word", env[:len(env)-1]); got.status != exitInternal || !strings.Contains(got.stderr, "certificate") {
		t.Errorf("a certificate of nobody known: %d\n%s", got.status, got.stderr)
	}
	if got := run("s3cret-word", env); got.status != exitOK || !strings.Contains(got.stderr, "notices sent: 1") {
		t.Errorf("%d\n%s", got.status, got.stderr)
	}
	letters, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	if err != nil || len(letters) != 1 {
		t.Fatalf("%d letters, %v", len(letters), err)
	}
	f, err := os.Open(letters[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := mail.ReadMessage(f)
	if err != nil {
		t.Fatal(err)
	}
	if to := m.Header.Get("X-Envelope"); to != "kijun@example.com ops@example.com audit@example.com" {
		t.Errorf("the envelope is %q", to)
	}
	if body, err := io.ReadAll(m.Body); err != nil || !strings.Contains(string(body), "Content-Transfer-Encoding: base64") {
		t.Errorf("%v\n%s", err, body)
	}
}

// TestImport brings findings into the Security Hub of two accounts, changes them, and archives what is gone.
func TestImport(t *testing.T) {
	e := startEmulator(t)
	dir := t.TempDir()
	first, second := results(t, dir)
	env := environ(e.url)
	type did struct{ New, Changed, Archived, Unchanged, Kept, Newer, Failed int }
	run := func(path string, args ...string) (map[string]did, outcome) {
		t.Helper()
		got := kijun(t, env, append([]string{"export", "asff", path, "--import", "-o", "json"}, args...)...)
		var doc struct {
			Imported []struct {
				did
				Account, Region string
			}
		}
		if err := json.Unmarshal([]byte(got.stdout), &doc); err != nil {
			t.Fatalf("%v\n%s%s", err, got.stdout, got.stderr)
		}
		out := map[string]did{}
		for _, im := range doc.Imported {
			out[im.Account+" "+im.Region] = im.did
		}
		return out, got
	}
	const tokyo = "123456789012 ap-northeast-1"
	steps := []struct {
		what, path string
		args       []string
		want       did
		status     int
	}{
		{"a dry run sends nothing", first, []string{"--dry-run"}, did{New: 2}, exitOK},
		{"the first import", first, nil, did{New: 2}, exitOK},
		{"the same again", first, nil, did{Unchanged: 2}, exitOK},
		{"what changed", second, nil, did{Changed: 1, Unchanged: 1}, exitOK},
		{"an old result", first, nil, did{Unchanged: 1, Newer: 1}, exitOK},
		{"a bucket is gone", edited(t, second, "gone.json", func(d map[string]any) { drop(d, "請求書") }), nil, did{Archived: 1, Unchanged: 1}, exitOK},
		{"it is back", edited(t, second, "back.json", func(d map[string]any) { d["as_of"] = "2026-04-03T00:00:00Z" }), nil, did{New: 1, Changed: 0, Unchanged: 1}, exitOK},
		{"a bucket is gone and the list was cut", edited(t, second, "gap.json", func(d map[string]any) {
			drop(d, "請求書")
			d["as_of"] = "2026-04-04T00:00:00Z"
			d["gaps"] = []any{map[string]any{"account": "123456789012", "region": "global", "collection": "s3.buckets", "operation": "s3:ListBuckets", "code": "CutPage"}}
		}), nil, did{Unchanged: 1, Kept: 1}, exitOK},
		{"an incomplete scan archives nothing", edited(t, second, "incomplete.json", func(d map[string]any) {
			drop(d, "請求書")
			d["as_of"], d["incomplete"] = "2026-04-05T00:00:00Z", true
		}), nil, did{Unchanged: 1, Kept: 1}, exitOK},
	}
	for _, s := range steps {
		got, o := run(s.path, s.args...)
		if got[tokyo] != s.want || o.status != s.status {
			t.Errorf("%s: %+v, status %d, want %+v\n%s", s.what, got[tokyo], o.status, s.want, o.stderr)
		}
	}
	// another account takes a role there, and without one its findings are not imported
	there := edited(t, second, "other.json", func(d map[string]any) {
		raw, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		clear(d)
		if err := json.Unmarshal([]byte(strings.ReplaceAll(string(raw), "123456789012", "111122223333")), &d); err != nil {
			t.Fatal(err)
		}
	})
	if _, o := run(there); o.status != exitInternal || !strings.Contains(o.stderr, "give --role-name, a role that may be assumed in account 111122223333") {
		t.Errorf("%d\n%s", o.status, o.stderr)
	}
	if got, o := run(there, "--role-name", "kijun-import"); got["111122223333 ap-northeast-1"] != (did{New: 2}) || o.status != exitOK {
		t.Errorf("%+v, %d\n%s", got, o.status, o.stderr)
	}
	found := e.aws(t, "securityhub", "get-findings")
	if !strings.Contains(found, `"GeneratorId": "kijun/S3.8"`) || strings.Count(found, `"Id": "kijun/123456789012`) != 2 {
		t.Errorf("Security Hub has %.3000s", found)
	}
}

// edited is a copy of a result with something changed.
func edited(t *testing.T, path, name string, change func(map[string]any)) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var d map[string]any
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	change(d)
	if raw, err = json.Marshal(d); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(filepath.Dir(path), name)
	if err := os.WriteFile(out, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// drop takes the finding of a bucket out of a result.
func drop(d map[string]any, bucket string) {
	var kept []any
	for _, f := range d["findings"].([]any) {
		if !strings.HasSuffix(f.(map[string]any)["id"].(string), "/"+bucket) {
			kept = append(kept, f)
		}
	}
	d["findings"] = kept
}
