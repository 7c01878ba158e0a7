package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kijun/policies"
	"kijun/report"
)

// emulator is a running testdata/emulator/front.py: moto, with what moto cannot hold served as canned answers.
type emulator struct{ url string }

// startEmulator starts one, or skips when `make test` has not told where Python is.
func startEmulator(t testing.TB) *emulator {
	t.Helper()
	python := os.Getenv("KIJUN_PYTHON")
	if python == "" {
		t.Skip("make test sets KIJUN_PYTHON to the Python that has the emulators")
	}
	cmd := exec.Command(python, "front.py", "--port", "0")
	cmd.Dir = filepath.Join("..", "..", "testdata", "emulator")
	cmd.Env = append(os.Environ(), "AWS_ACCESS_KEY_ID=testing", "AWS_SECRET_ACCESS_KEY=testing", "PYTHONDONTWRITEBYTECODE=1")
	log, err := os.Create(filepath.Join(t.TempDir(), "front.log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			text, _ := os.ReadFile(log.Name())
			t.Logf("the emulator said: %.3000s", text)
		}
	})
	line := make(chan string, 1)
	go func() {
		s := bufio.NewScanner(out)
		for s.Scan() {
			if port, ok := strings.CutPrefix(s.Text(), "listening "); ok {
				line <- port
			}
		}
		close(line)
	}()
	select {
	case port, ok := <-line:
		if !ok {
			t.Fatal("the emulator ended before it listened")
		}
		return &emulator{"http://127.0.0.1:" + port}
	case <-time.After(2 * time.Minute):
		t.Fatal("the emulator did not start within two minutes")
		return nil
	}
}

// do speaks to the front's control interface.
func (e *emulator) do(t testing.TB, method, path string, body any) []byte {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if body == nil {
		raw = nil
	}
	req, err := http.NewRequest(method, e.url+path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	got, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got.StatusCode/100 != 2 {
		t.Fatalf("%s %s: %s: %s", method, path, got.Status, text)
	}
	return text
}

// seed makes an account, and weakens it.
func (e *emulator) seed(t testing.TB, account string, weaken ...string) {
	t.Helper()
	e.do(t, "POST", "/__seed", map[string]any{"account": account, "weaken": append([]string{}, weaken...)})
}

// fork is a copy of the emulator with all that it holds, which costs less than seeding another. Its end is the caller's to call.
func (e *emulator) fork(t testing.TB) (copied *emulator, end func()) {
	t.Helper()
	var at struct{ Port int }
	if err := json.Unmarshal(e.do(t, "POST", "/__fork", nil), &at); err != nil {
		t.Fatal(err)
	}
	copied = &emulator{fmt.Sprintf("http://127.0.0.1:%d", at.Port)}
	return copied, func() {
		if resp, err := http.Post(copied.url+"/__exit", "application/json", nil); err == nil { // it may be gone before it has answered
			resp.Body.Close()
		}
	}
}

// binary is kijun as users run it: the one that make test has built, else one built here.
func binary(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("KIJUN_BINARY"); path != "" {
		return path
	}
	path := filepath.Join(os.TempDir(), fmt.Sprintf("kijun-test-%d", os.Getpid()))
	if _, err := os.Stat(path); err != nil {
		if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
	}
	return path
}

// calls makes calls through boto3 in a region, as testdata/emulator/calls.py reads them, and gives what they save.
func (e *emulator) calls(t testing.TB, region string, list []map[string]any) (saved map[string]any) {
	t.Helper()
	spec, err := json.Marshal(map[string]any{"region": region, "calls": list})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Getenv("KIJUN_PYTHON"), "calls.py", "--endpoint", e.url)
	cmd.Dir = filepath.Join("..", "..", "testdata", "emulator")
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1")
	cmd.Stdin = bytes.NewReader(spec)
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("seeding: %v: %s", err, errOut.String())
	}
	if err := json.Unmarshal(out, &saved); err != nil {
		t.Fatal(err)
	}
	return saved
}

// bucketNamed is the call that makes a bucket.
func bucketNamed(name string) []map[string]any {
	return []map[string]any{{"call": "s3.create_bucket", "with": map[string]any{"Bucket": name}}}
}

// environ is a clean environment that reaches the endpoint.
func environ(url string, extra ...string) []string {
	out := []string{"PATH=" + os.Getenv("PATH"), "HOME=/nonexistent", "AWS_ENDPOINT_URL=" + url, "AWS_ACCESS_KEY_ID=testing", "AWS_SECRET_ACCESS_KEY=testing",
		"AWS_REGION=ap-northeast-1", "AWS_EC2_METADATA_DISABLED=true", "LANG=C.UTF-8",
		"KIJUN_DENIAL_BUDGET=off"} // denials would make a scan wait for minutes; the tests of the budget set it
	return append(out, extra...)
}

type outcome struct {
	status         int
	stdout, stderr string
}

// kijun runs the binary as a user would.
func kijun(t testing.TB, env []string, args ...string) outcome {
	t.Helper()
	cmd := exec.Command(binary(t), args...)
	cmd.Env = env
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return outcome{cmd.ProcessState.ExitCode(), out.String(), errOut.String()}
}

// scan scans the emulator and gives the result.
func (e *emulator) scan(t testing.TB, args ...string) *policies.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), "result.json")
	got := kijun(t, environ(e.url), append([]string{"scan", "-q", "--max-rate", "100000", "-o", "json=" + path}, args...)...)
	if got.status != exitOK {
		t.Fatalf("kijun scan: exit %d\n%s", got.status, got.stderr)
	}
	rep, err := report.ReadJSON(path)
	if err != nil {
		t.Fatal(err)
	}
	return rep.Result
}
