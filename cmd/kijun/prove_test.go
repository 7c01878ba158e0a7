package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kijun/policies"
	"kijun/report"
	"kijun/scanner"
	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

// cli is a running testdata/emulator/cli.py: the real AWS CLI.
type cli struct {
	in  io.WriteCloser
	out *bufio.Reader
}

func startCLI(t *testing.T, e *emulator) *cli {
	t.Helper()
	cmd := exec.Command(os.Getenv("KIJUN_PYTHON"), "cli.py", "--endpoint", e.url)
	cmd.Dir = filepath.Join("..", "..", "testdata", "emulator")
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "AWS_CONFIG_FILE=/nonexistent")
	cmd.Stderr = os.Stderr
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
		in.Close()
		_ = cmd.Wait()
	})
	return &cli{in, bufio.NewReaderSize(out, 1<<20)}
}

// run runs a command; said is what it wrote to stderr if it failed.
func (c *cli) run(t *testing.T, command string) (said string) {
	t.Helper()
	if _, err := fmt.Fprintln(c.in, command); err != nil {
		t.Fatal(err)
	}
	line, err := c.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("the AWS CLI ended at %s: %v", command, err)
	}
	var got struct {
		Status   int
		Out, Err string
	}
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatal(err)
	}
	if got.Status == 0 {
		return ""
	}
	return cmp.Or(strings.TrimSpace(got.Err), "it failed and said nothing")
}

// lacking says whether an emulator answered that it does not have the operation.
func lacking(said string) bool {
	return strings.Contains(said, "UnknownOperationException") || strings.Contains(said, "NotImplemented") || strings.Contains(said, "not been implemented") || strings.Contains(said, "(501)") || strings.Contains(said, "Could not connect")
}

// settled says whether a command failed because what it makes is there, or what it takes away is not: nothing to do.
func settled(said string) bool {
	return slices.ContainsFunc([]string{"AlreadyExist", "AlreadyOwnedByYou", "Conflict", "Duplicate", "already exists", "already enabled", "NotFound", "NoSuch", "does not exist", "has been taken", "already has"},
		func(s string) bool { return strings.Contains(said, s) })
}

// kind is how a control's remediation was proven, from the strongest.
type kind int

const (
	byCommands     kind = iota // applied, measured, applied again, undone
	byCommandsOnly             // applied and measured as forecast; the emulator does not lead back, or there is no way back
	byEvidence                 // the changed evidence passes; the emulator lacks an operation or does not keep what it was told
)

type proof struct {
	kind     kind
	template bool // the template of the step did the same
	where    string
	note     string
}

// prover applies plans.
type prover struct {
	proofs map[string]proof
	deep   bool // every prefix, templates
}

func (p *prover) note(controls map[string]bool, x proof) {
	for id := range controls {
		old, there := p.proofs[id]
		x := x
		x.template = x.template || old.template
		if !there || x.kind < old.kind {
			p.proofs[id] = x
		} else if x.template {
			old.template = true
			p.proofs[id] = old
		}
	}
}

// world is an emulated account, seen by kijun.
type provenWorld struct {
	set     *policies.Set
	bed     *bed
	e       *emulator
	regions []string
	cli     *cli
}

// look scans and judges.
func (w *provenWorld) look(t *testing.T, plan bool) *policies.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	_, err := scanner.Scan(context.Background(), scanner.Options{Profile: w.bed.profile(t, w.e), Regions: w.regions, Need: w.set.Needs(), Path: path, Version: version, Now: time.Now,
		Limits: collect.Limits{Attempts: 1, MaxRate: 100_000}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	res, err := w.set.Evaluate(context.Background(), r, policies.Options{Lang: "en", Profile: "standalone", Governed: []string{"ap-northeast-1"}, Plan: plan, Actions: actionsOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range res.Errors {
		t.Error(line)
	}
	return res
}

// statuses are the verdicts: those of findings by id and, since ids of what a step makes may be AWS's choice, those that are new by control
// and region.
func statuses(res *policies.Result, known map[string]policies.Status) map[string]policies.Status {
	out := map[string]policies.Status{}
	for f := range res.Findings.All() {
		out[f.ID] = f.Status
	}
	return out
}

// folding makes of verdicts what can be compared: what known does not have counts by control, region and status.
func folding(all, known map[string]policies.Status) map[string]string {
	out := map[string]string{}
	for id, s := range all {
		if _, ok := known[id]; ok {
			out[id] = string(s)
			continue
		}
		parts := strings.SplitN(id, "/", 5)
		key := "new " + strings.Join(parts[2:4], " ")
		list := append(strings.Fields(out[key]), string(s))
		slices.Sort(list)
		out[key] = strings.Join(list, " ")
	}
	return out
}

// differences are the first few.
func differences(got, want map[string]string) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(got)) {
		if got[k] != want[k] {
			out = append(out, fmt.Sprintf("%s: measured %q, forecast %q", k, got[k], want[k]))
		}
	}
	for _, k := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[k]; !ok {
			out = append(out, fmt.Sprintf("%s: measured nothing, forecast %q", k, want[k]))
		}
	}
	return out
}

// prove applies the plan of the account step by step, and compares what a scan then finds with the forecast; then all again; then it takes
// everything back.
func (p *prover) prove(t *testing.T, name string, w *provenWorld) {
	t.Helper()
	first := w.look(t, true)
	before := statuses(first, nil)
	steps := first.Steps
	var done []policies.Step
	skip := map[string]bool{}
	now := maps.Clone(before)
	fresh := true // the plan at hand is of the present state
	for rounds := 0; rounds < 200; rounds++ {
		i := slices.IndexFunc(steps, func(s policies.Step) bool { return !skip[stepName(s)] })
		if i < 0 || steps[i].Destructive {
			break
		}
		if i > 0 && !fresh {
			steps, fresh = w.look(t, true).Steps, true
			continue
		}
		s := steps[i]
		skip[stepName(s)] = true
		controls := resolvedBy(s)
		var said string
		for _, c := range s.Calls {
			if said = w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
				break
			}
			said = ""
		}
		if said != "" {
			if !lacking(said) {
				t.Errorf("%s: step %s: %s\n%s", name, stepName(s), said, report.CLI(s.Calls[0], s.Region))
			}
			p.note(controls, proof{kind: byEvidence, where: name, note: said})
			for _, c := range s.Undo { // what was done of it is taken back
				w.cli.run(t, report.CLI(c, s.Region))
			}
			steps, fresh = w.look(t, true).Steps, true
			continue
		}
		want := maps.Clone(now)
		for _, x := range s.Changes {
			if x.To == "" {
				delete(want, x.Finding)
			} else {
				want[x.Finding] = x.To
			}
		}
		after := w.look(t, true)
		got := statuses(after, nil)
		if diff := differences(folding(got, now), folding(want, now)); len(diff) > 0 {
			p.note(controls, proof{kind: byEvidence, where: name, note: diff[0]})
			t.Logf("%s: step %s is not as forecast:\n\t%s\n\t%s", name, stepName(s), strings.Join(diff[:min(len(diff), 6)], "\n\t"), report.CLI(s.Calls[0], s.Region))
			steps, fresh = after.Steps, true
		} else {
			p.note(controls, proof{kind: byCommandsOnly, where: name})
			done = append(done, s)
			steps = steps[i+1:]
			if i > 0 {
				steps = after.Steps
			}
			fresh = false
		}
		now = got
	}
	if len(done) == 0 {
		return
	}
	for _, s := range done { // a second time
		for _, c := range s.Calls {
			if said := w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
				t.Errorf("%s: step %s a second time: %s", name, stepName(s), said)
			}
		}
	}
	again := statuses(w.look(t, false), nil)
	if diff := differences(folding(again, now), folding(now, now)); len(diff) > 0 {
		t.Logf("%s: a second run changes\n\t%s", name, strings.Join(diff, "\n\t"))
	}
	slices.Reverse(done)
	for _, s := range done {
		for _, c := range s.Undo {
			if said := w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
				t.Logf("%s: undo of step %s: %s", name, stepName(s), said)
			}
		}
	}
	back := statuses(w.look(t, false), nil)
	lost := map[string]bool{}
	if diff := differences(folding(back, before), folding(before, before)); len(diff) > 0 {
		t.Logf("%s: undone, it is not as before:\n\t%s", name, strings.Join(diff[:min(len(diff), 6)], "\n\t"))
		for _, d := range diff {
			if parts := strings.SplitN(d, "/", 5); len(parts) > 3 {
				lost[parts[3]] = true
			}
		}
	}
	for _, s := range done {
		controls := resolvedBy(s)
		maps.DeleteFunc(controls, func(id string, _ bool) bool { return lost[id] })
		if len(s.Undo) > 0 {
			p.note(controls, proof{kind: byCommands, where: name})
		}
	}
}

func stepName(s policies.Step) string {
	return s.Control + " " + s.Region + " " + s.Subject + " " + fmt.Sprint(len(s.Calls)) + " " + s.Calls[0].Operation + fmt.Sprint(s.Calls[0].Params)
}

// resolvedBy are the controls of which a step mends a finding.
func resolvedBy(s policies.Step) map[string]bool {
	out := map[string]bool{}
	for _, x := range s.Changes {
		if x.From == policies.Failed && x.To != policies.Failed {
			out[x.Control] = true
		}
	}
	return out
}

// quick are the fixtures that make test proves; make prove takes all.
var quick = []string{"s3_access", "security_groups", "iam_password_policy", "sns"}

// TestProve applies the plan of each fixture's account to the emulator with the AWS CLI and scans again. KIJUN_PROVE names the fixtures
// that contain it, "all" all of them; then report/PROOF.md is written.
func TestProve(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "resources", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata/resources", err)
	}
	only := os.Getenv("KIJUN_PROVE")
	front := startEmulator(t)
	tool := startCLI(t, front)
	b := newBed(t)
	p := &prover{proofs: map[string]proof{}}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if only == "" && !slices.Contains(quick, name) || only != "" && only != "all" && !strings.Contains(name, only) {
			continue
		}
		c := readCase(t, file)
		if c.Emulator == "ministack" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			front.do(t, "POST", "/__reset", map[string]any{})
			c.seed(t, front)
			set, err := policies.Load(policies.Selection{Controls: c.Controls, Enable: c.Controls})
			if err != nil {
				t.Fatal(err)
			}
			p.prove(t, name, &provenWorld{set: set, bed: b, e: front, regions: c.regions(), cli: tool})
		})
	}
	for _, id := range slices.Sorted(maps.Keys(p.proofs)) {
		t.Logf("%-22s %d %s %s", id, p.proofs[id].kind, p.proofs[id].where, p.proofs[id].note)
	}
}
