package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// cold runs the built binary again and again as a user does, each time as a new process, and reports the median and the time of
// processor, which other work on the machine disturbs less.
func cold(b *testing.B, args ...string) {
	b.Helper()
	program := binary(b)
	env := environ("http://127.0.0.1:1")
	var walls, cpus []time.Duration
	for b.Loop() {
		cmd := exec.Command(program, args...)
		cmd.Env = env
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("kijun %v: %v\n%s", args, err, out)
		}
		walls = append(walls, time.Since(start))
		cpus = append(cpus, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	}
	slices.Sort(walls)
	slices.Sort(cpus)
	b.ReportMetric(float64(walls[len(walls)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(cpus[len(cpus)/2].Microseconds())/1000, "cpu-ms")
}

// BenchmarkColdVersion is the start of the program; it must stay under 50 ms.
func BenchmarkColdVersion(b *testing.B) { cold(b, "version") }

// BenchmarkColdEval judges the snapshot of the example account, with one control and with all; it must stay under a second.
func BenchmarkColdEval(b *testing.B) {
	snapshot := filepath.Join(b.TempDir(), "snapshot.zip")
	if got := kijun(b, environ("http://127.0.0.1:1"), "demo", "-q", "--snapshot", snapshot); got.status != exitOK {
		b.Fatalf("kijun demo: exit %d\n%s", got.status, got.stderr)
	}
	b.Run("all", func(b *testing.B) { cold(b, "eval", "-q", snapshot) })
	b.Run("one", func(b *testing.B) { cold(b, "eval", "-q", "--control", "IAM.4", snapshot) })
}

// BenchmarkDemo is the whole main job on the example account: collect through the SDK and HTTP, judge, report, plan.
func BenchmarkDemo(b *testing.B) { cold(b, "demo", "-q") }
