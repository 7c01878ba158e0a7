package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kijun/scanner/snapshot"
)

// few are controls that read a little of many services, of the organization and of all Regions.
const few = "SNS.1,IAM.7,S3.8,GuardDuty.1,EC2.2,CloudTrail.1,KMS.4,SA.Notify.5,BLEA.Org.5,Config.1"

// kills is a realm whose nth call ends the process that asks.
type kills struct {
	*realm
	url string
	t   *testing.T
}

func newKills(t *testing.T) *kills {
	k := &kills{realm: newRealm(t), t: t}
	server := httptest.NewServer(k.realm)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	k.url = server.URL
	return k
}

func (k *kills) args(command string, more ...string) []string {
	return append([]string{command, "-q", "--org", "--role-name", "Audit", "--max-rate", "100000", "--control", few}, more...)
}

// run runs the program, and sends it a signal when it makes its nth call; n 0 never does.
func (k *kills) run(n int, sig syscall.Signal, args ...string) outcome {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary(k.t), args...)
	cmd.Env = environ(k.url, "AWS_MAX_ATTEMPTS=2")
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	var mu sync.Mutex
	calls := 0
	started := make(chan struct{})
	k.set(func(*call) {
		<-started
		mu.Lock()
		defer mu.Unlock()
		if calls++; calls == n {
			_ = cmd.Process.Signal(sig) // it has ended, if it can be sent none
		}
	})
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	close(started)
	_ = cmd.Wait() // the state tells how it ended
	if ctx.Err() != nil {
		k.t.Fatalf("kijun %v hangs", args)
	}
	k.mu.Lock()
	k.asked["calls"] = calls
	k.mu.Unlock()
	return outcome{cmd.ProcessState.ExitCode(), out.String(), errOut.String()}
}

// report judges snapshots, and gives the report without what names the files.
func (k *kills) report(more ...string) string {
	k.t.Helper()
	got := k.run(0, 0, append([]string{"eval", "-q", "--control", few, "-o", "json", "--as-of", k.rec.At.Format(time.RFC3339)}, more...)...)
	if got.status != exitOK {
		k.t.Fatalf("eval %v: exit %d: %s", more, got.status, got.stderr)
	}
	at := strings.Index(got.stdout, `"snapshot"`)
	return got.stdout[:at] + got.stdout[at+strings.Index(got.stdout[at:], "\n"):]
}

func (k *kills) contents(path string) []string {
	k.t.Helper()
	r, err := snapshot.Open(path)
	if err != nil {
		k.t.Fatal(err)
	}
	defer r.Close()
	var out []string
	for _, e := range r.Entries() {
		out = append(out, e.Name+" "+e.SHA256)
	}
	return out
}

// TestEndedScans ends scans of an organization with signals at random moments, and goes on with --resume.
func TestEndedScans(t *testing.T) {
	k := newKills(t)
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.zip")
	if got := k.run(0, 0, k.args("collect", "--snapshot", whole)...); got.status != exitOK {
		t.Fatal(got.stderr)
	}
	total := k.asked["calls"]
	want, entries := k.report(whole), k.contents(whole)
	rounds := 3
	if os.Getenv("KIJUN_SOAK") != "" {
		rounds = 60
	}
	rnd := rand.New(rand.NewPCG(5, 29))
	for round := range rounds {
		sig := []syscall.Signal{syscall.SIGKILL, syscall.SIGINT}[round%2]
		n := 1 + rnd.IntN(total)
		switch round {
		case 0:
			n = total - 5 // almost all is there
		case 1:
			n = total/2 + rnd.IntN(total/3)
		}
		t.Run(fmt.Sprintf("%s at call %d of %d", sig, n, total), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "org.zip")
			if err := os.WriteFile(path, []byte("the one before"), 0o600); err != nil {
				t.Fatal(err)
			}
			got := k.run(n, sig, k.args("collect", "--snapshot", path)...)
			switch {
			case sig == syscall.SIGINT && (got.status != exitInterrupted || !strings.Contains(got.stderr, "interrupted")):
				t.Errorf("exit %d: %s", got.status, got.stderr)
			case sig == syscall.SIGKILL && got.status != -1:
				t.Errorf("exit %d: %s", got.status, got.stderr)
			}
			if text, err := os.ReadFile(path); err != nil || string(text) != "the one before" {
				t.Errorf("what stood at the path does no more: %.20q, %v", text, err)
			}
			left, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range left {
				if e.Name() != "org.zip" && e.Name() != "org.zip.parts" {
					t.Errorf("%s is left behind", e.Name())
				}
			}
			parts, err := filepath.Glob(path + ".parts/[0-9]*.zip")
			if err != nil {
				t.Fatal(err)
			}
			if sig == syscall.SIGINT && strings.Contains(got.stderr, "--resume goes on") != (len(parts) > 0) {
				t.Errorf("%d accounts are kept, but it said %s", len(parts), got.stderr)
			}
			for _, part := range parts {
				if problems, _, err := snapshot.Verify(part, ""); err != nil || len(problems) > 0 {
					t.Errorf("%s is not whole: %v %v", part, problems, err)
				}
			}
			if got := k.run(0, 0, k.args("collect", "--resume", "--snapshot", path)...); got.status != exitOK {
				t.Fatalf("resume: exit %d: %s", got.status, got.stderr)
			}
			for _, part := range parts {
				id := strings.TrimSuffix(filepath.Base(part), ".zip")
				k.mu.Lock()
				for name, times := range k.asked {
					if strings.HasPrefix(name, id+" sns ") {
						t.Errorf("%s is asked again, %d times", name, times)
					}
				}
				k.mu.Unlock()
			}
			if got := k.contents(path); !slices.Equal(got, entries) {
				t.Error("the snapshot holds something else than that of an undisturbed scan")
			}
			if got := k.report(path); got != want {
				t.Errorf("the report is another than that of an undisturbed scan: %s", firstDifference(got, want))
			}
			if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
				t.Errorf("%v is left behind, %v", left, err)
			}
		})
	}
}

// firstDifference is the first line that differs.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: got %s, want %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// TestFullDisks limits how large a file may grow, and writes where nothing fits.
func TestFullDisks(t *testing.T) {
	k := newKills(t)
	for _, blocks := range []int{0, 4, 40} {
		t.Run(fmt.Sprint(blocks, " blocks"), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "one.zip")
			args := []string{"collect", "-q", "--max-rate", "100000", "--standard", "fsbp", "--snapshot", path}
			cmd := exec.Command("sh", append([]string{"-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks), binary(t)}, args...)...)
			cmd.Env = environ(k.url)
			out, err := cmd.CombinedOutput()
			if err == nil || cmd.ProcessState.ExitCode() != exitUsage || strings.Count(string(out), "\n") != 1 || !strings.Contains(string(out), "cannot write snapshot "+path) {
				t.Errorf("exit %d: %s", cmd.ProcessState.ExitCode(), out)
			}
			if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
				t.Errorf("%v is left behind, %v", left, err)
			}
		})
	}
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	path := filepath.Join(t.TempDir(), "one.zip")
	if got := k.run(0, 0, "collect", "-q", "--max-rate", "100000", "--control", "SNS.1", "--snapshot", path); got.status != exitOK {
		t.Fatal(got.stderr)
	}
	for _, format := range []string{"table", "json", "xlsx", "html"} {
		got := k.run(0, 0, "eval", "-q", "--control", "SNS.1", path, "-o", format+"=/dev/full")
		if got.status != exitUsage || !strings.Contains(got.stderr, "/dev/full cannot be written: no space left on device") {
			t.Errorf("-o %s=/dev/full: exit %d: %s", format, got.status, got.stderr)
		}
	}
}

// TestShardsOnManyMachines collects the shards of an organization as processes that share nothing but a bucket, one of them killed and run
// again.
func TestShardsOnManyMachines(t *testing.T) {
	e := startEmulator(t)
	k := newKills(t)
	e.calls(t, "us-east-1", bucketNamed("evidence"))
	k.store = func(c *call) { forward(t, c, e.url) }
	run := func(want, n int, args ...string) outcome {
		t.Helper()
		got := k.run(n, syscall.SIGKILL, args...)
		if got.status != want {
			t.Fatalf("kijun %v: exit %d: %s", args, got.status, got.stderr)
		}
		return got
	}
	run(exitOK, 0, k.args("collect", "--snapshot", "s3://evidence/one.zip")...)
	want := k.report("s3://evidence/one.zip")
	run(exitOK, 0, k.args("collect", "--shard", "1/3", "--snapshot", "s3://evidence/parts/")...)
	run(exitOK, 0, k.args("collect", "--shard", "3/3", "--snapshot", "s3://evidence/parts/")...)
	run(-1, 12, k.args("collect", "--shard", "2/3", "--snapshot", "s3://evidence/parts/")...)
	refused := run(exitUsage, 0, "eval", "-q", "s3://evidence/parts/")
	if !strings.Contains(refused.stderr, "shard 2 of 3 is missing") {
		t.Errorf("said %s", refused.stderr)
	}
	lost := k.report("s3://evidence/parts/", "--allow-missing")
	if lost == want || !strings.Contains(lost, "NotCollected") && !strings.Contains(lost, "NOT_AVAILABLE") {
		t.Error("nothing is reported as not available")
	}
	run(exitOK, 0, k.args("collect", "--shard", "2/3", "--snapshot", "s3://evidence/parts/")...)
	if got := k.report("s3://evidence/parts/"); got != want {
		t.Errorf("the report of the shards is another than that of one process: %s", firstDifference(got, want))
	}
	run(exitOK, 0, k.args("collect", "--shard", "2/3", "--resume", "--snapshot", "s3://evidence/parts/")...)
	if got := k.report("s3://evidence/parts/"); got != want {
		t.Errorf("after a shard was run once more: %s", firstDifference(got, want))
	}
}

// forward answers a call as another endpoint does.
func forward(t *testing.T, c *call, url string) {
	req, err := http.NewRequestWithContext(c.r.Context(), c.r.Method, url+c.r.URL.RequestURI(), bytes.NewReader(c.body))
	if err != nil {
		t.Error(err)
		return
	}
	req.Header = c.r.Header.Clone()
	got, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.status = 502 // who asked may have been killed
		return
	}
	defer got.Body.Close()
	c.status, c.header = got.StatusCode, http.Header{}
	maps.Copy(c.header, got.Header)
	c.header.Del("Content-Length")
	c.answer, _ = io.ReadAll(got.Body) // cut short it is not taken for whole
}
