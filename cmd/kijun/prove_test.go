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

// run runs a command, at another endpoint than the CLI was started for if one is given; said is what it wrote to stderr if it failed.
func (c *cli) run(t *testing.T, command string, endpoint ...string) (said string) {
	t.Helper()
	if len(endpoint) > 0 {
		command = strings.Replace(command, "aws ", "aws --endpoint-url "+endpoint[0]+" ", 1)
	}
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
	run    map[string]bool // fixtures
	deep   bool            // templates, too
}

// deaf are steps that the emulator takes and does not keep, by the operation: what they change is proven by the evidence only.
var deaf = map[string]string{
	"emr:PutBlockPublicAccessConfiguration": "moto answers and keeps nothing",
	"es:UpdateElasticsearchDomainConfig":    "moto answers and keeps nothing of it",
	"lambda:UpdateFunctionConfiguration":    "moto keeps no TracingConfig of an update",
	"opensearch:UpdateDomainConfig":         "moto answers and keeps nothing of it",
	"rds:ModifyDBInstance":                  "moto keeps not all of an update",
	"s3:PutBucketNotificationConfiguration": "moto keeps no EventBridge configuration",
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

// provenWorld is an emulated account, seen by kijun.
type provenWorld struct {
	canned  map[string]bool // services of which the emulator gives an answer that nothing changes
	set     *policies.Set
	bed     *bed
	e       *emulator
	regions []string
	cli     *cli
	given   map[[2]string]bool // what no step is to be made for any more: id of the control whose rules decide, and the subject's part of the finding's id
}

// giveUp leaves what a step would mend out of the plans to come, so that they hold only what can be applied.
func (w *provenWorld) giveUp(s policies.Step) {
	for _, x := range s.Changes {
		if x.Control == s.Control && x.From == policies.Failed {
			region, _, resource := partsOf(x.Finding)
			w.given[[2]string{w.rules(x.Control), region + "/" + resource}] = true
		}
	}
}

// rules is the id of the control that a control shares its rules with.
func (w *provenWorld) rules(id string) string {
	i := slices.IndexFunc(w.set.Controls, func(c policies.Control) bool { return c.ID == id })
	if i < 0 {
		return id
	}
	return cmp.Or(w.set.Controls[i].SameAs, id)
}

// partsOf are the parts of the id of a finding, kijun/ACCOUNT/REGION/CONTROL/SUBJECT, where the id of a recommendation of CIS has a slash.
func partsOf(finding string) (region, control, subject string) {
	parts := strings.SplitN(finding, "/", 4)
	if len(parts) < 4 {
		return "", "", finding
	}
	control, subject, _ = strings.Cut(parts[3], "/")
	if strings.HasPrefix(control, "CIS") {
		var number string
		number, subject, _ = strings.Cut(subject, "/")
		control += "/" + number
	}
	return parts[2], control, subject
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
	res, err := w.set.Evaluate(context.Background(), r, policies.Options{Lang: "en", Profile: "standalone", Governed: []string{"ap-northeast-1"}, Plan: plan, Actions: actionsOf,
		Accepted: func(f *policies.Finding, _ time.Time) bool {
			return w.given[[2]string{w.rules(f.Control), f.Region + "/" + f.Resource.ID}]
		}})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range res.Errors {
		t.Error(line)
	}
	return res
}

// statuses are the verdicts by the findings' ids.
func statuses(res *policies.Result) map[string]policies.Status {
	out := map[string]policies.Status{}
	for f := range res.Findings.All() {
		out[f.ID] = f.Status
	}
	return out
}

// folding makes of verdicts what can be compared: since the ids of what a step makes may be AWS's choice, what known does not have counts
// by control and region.
func folding(all, known map[string]policies.Status) map[string]string {
	out := map[string]string{}
	for id, s := range all {
		if _, ok := known[id]; ok {
			out[id] = string(s)
			continue
		}
		region, control, _ := partsOf(id)
		key := "new " + region + " " + control
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
	before := statuses(first)
	steps := first.Steps
	var done []policies.Step
	skip := map[string]bool{}
	now := maps.Clone(before)
	w.given = map[[2]string]bool{}
	for len(steps) > 0 && !steps[0].Destructive {
		s := steps[0]
		if skip[stepName(s)] { // another control asks for what could not be done, too
			if w.giveUp(s); len(steps) > 1 {
				steps = w.look(t, true).Steps
			}
			if len(steps) > 0 && skip[stepName(steps[0])] {
				steps = steps[1:]
			}
			continue
		}
		skip[stepName(s)] = true
		controls := resolvedBy(s)
		var said string
		var failed policies.Call
		for _, c := range s.Calls {
			failed = c
			if said = w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
				break
			}
			said = ""
		}
		if said != "" {
			if !lacking(said) && !w.told(s) {
				t.Errorf("%s: step %s: %s\n%s", name, stepName(s), said, report.CLI(failed, s.Region))
			}
			p.note(controls, proof{kind: byEvidence, where: name, note: "the emulator lacks " + failed.Service + ":" + failed.Operation})
			for _, c := range s.Undo { // what was done of it is taken back
				w.cli.run(t, report.CLI(c, s.Region))
			}
			w.giveUp(s)
			steps = w.look(t, true).Steps
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
		got := statuses(w.look(t, false))
		for id, s := range want { // what the evidence cannot tell may turn out to be anything
			if now, there := got[id]; there && s == policies.NotAvailable {
				want[id] = now
			}
		}
		if diff := differences(folding(got, now), folding(want, now)); len(diff) > 0 {
			why := "what the emulator tells of it is a canned answer"
			tell := t.Logf
			if !w.told(s) {
				if why = deafness(s); why == "" {
					tell = t.Errorf
				}
			}
			p.note(controls, proof{kind: byEvidence, where: name, note: why})
			tell("%s: step %s is not as forecast:\n\t%s\n\t%s", name, stepName(s), strings.Join(diff[:min(len(diff), 6)], "\n\t"), report.CLI(s.Calls[0], s.Region))
			w.giveUp(s)
			steps = w.look(t, true).Steps
		} else {
			p.note(controls, proof{kind: byCommandsOnly, where: name})
			done = append(done, s)
			steps = steps[1:]
			if w.subscribe(t, s) {
				after := w.look(t, true)
				got, steps = statuses(after), after.Steps
			}
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
	again := statuses(w.look(t, false))
	if diff := differences(folding(again, now), folding(now, now)); len(diff) > 0 {
		t.Errorf("%s: a second run changes\n\t%s", name, strings.Join(diff, "\n\t"))
	}
	slices.Reverse(done)
	stuck := map[string]bool{} // names of steps of which a call of the undo failed
	for _, s := range done {
		for _, c := range s.Undo {
			if said := w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
				stuck[stepName(s)] = true
				if !lacking(said) {
					t.Errorf("%s: undo of step %s: %s\n\t%s", name, stepName(s), said, report.CLI(c, s.Region))
				}
			}
		}
	}
	back := statuses(w.look(t, false))
	if p.deep {
		slices.Reverse(done)
		p.templates(t, name, w, done)
		slices.Reverse(done)
	}
	lost := map[string]bool{}
	diff := differences(folding(back, before), folding(before, before))
	diff = slices.DeleteFunc(diff, func(d string) bool { // what has no way back
		return slices.ContainsFunc(done, func(s policies.Step) bool {
			return len(s.Undo) == 0 && slices.ContainsFunc(s.Changes, func(x policies.Change) bool { return strings.HasPrefix(d, x.Finding+": ") })
		})
	})
	if len(diff) > 0 {
		t.Errorf("%s: undone, it is not as before:\n\t%s", name, strings.Join(diff[:min(len(diff), 6)], "\n\t"))
		for _, d := range diff {
			_, control, _ := partsOf(d)
			lost[control] = true
		}
	}
	for _, s := range done {
		controls := resolvedBy(s)
		maps.DeleteFunc(controls, func(id string, _ bool) bool { return lost[id] })
		if len(s.Undo) > 0 && !stuck[stepName(s)] {
			p.note(controls, proof{kind: byCommands, where: name})
		}
	}
}

// templates makes stacks of the steps that need no other, each in a copy of the emulator, and looks whether what they mend is mended.
func (p *prover) templates(t *testing.T, name string, w *provenWorld, steps []policies.Step) {
	t.Helper()
	for _, s := range steps {
		if resources := report.CloudFormation(s); len(s.After) == 0 && resources != nil {
			p.template(t, name, w, s, resources)
		}
	}
}

func (p *prover) template(t *testing.T, name string, w *provenWorld, s policies.Step, resources map[string]report.CFNResource) {
	t.Helper()
	var body strings.Builder
	if err := report.WriteTemplate(&body, report.Template{AWSTemplateFormatVersion: "2010-09-09", Resources: resources}); err != nil {
		t.Fatal(err)
	}
	copied, end := w.e.fork(t)
	defer end()
	there := *w
	there.e = copied
	said := w.cli.run(t, report.CLI(policies.Call{Service: "cloudformation", Operation: "CreateStack", Params: map[string]any{"StackName": "proof", "TemplateBody": body.String(),
		"Capabilities": []any{"CAPABILITY_NAMED_IAM"}}}, s.Region), copied.url)
	if said != "" {
		t.Logf("%s: template of step %s: %s", name, stepName(s), said)
		return
	}
	got := statuses(there.look(t, false))
	for _, x := range s.Changes {
		if x.From == policies.Failed && x.To != policies.Failed && got[x.Finding] == policies.Failed {
			t.Logf("%s: the template of step %s does not do the same here: %s", name, stepName(s), x.Finding)
			return
		}
	}
	p.note(resolvedBy(s), proof{kind: byCommandsOnly, template: true, where: name})
}

// told says whether the step changes something of which the emulator gives canned answers.
func (w *provenWorld) told(s policies.Step) bool {
	for _, e := range s.Effect {
		if service, _, _ := strings.Cut(e.Collection, "."); w.canned[service] {
			return true
		}
	}
	return slices.ContainsFunc(s.Calls, func(c policies.Call) bool { return w.canned[c.Service] })
}

// subscribe does what a person has to do after a step that makes a topic: the plan knows no address.
func (w *provenWorld) subscribe(t *testing.T, s policies.Step) bool {
	t.Helper()
	made := false
	for _, c := range s.Calls {
		if c.Service == "sns" && c.Operation == "CreateTopic" {
			arn := "arn:aws:sns:" + s.Region + ":" + s.Account + ":" + fmt.Sprint(c.Params["Name"])
			subscription := policies.Call{Service: "sns", Operation: "Subscribe", Params: map[string]any{"TopicArn": arn, "Protocol": "email", "Endpoint": "security@example.com"}}
			if said := w.cli.run(t, report.CLI(subscription, s.Region)); said != "" {
				t.Errorf("%s: %s", arn, said)
			}
			made = true
		}
	}
	return made
}

func deafness(s policies.Step) string {
	for _, c := range s.Calls {
		if why := deaf[c.Service+":"+c.Operation]; why != "" {
			return why
		}
	}
	return ""
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

// quick are the fixtures that make test proves; make prove takes all, and accounts.
var quick = []string{"s3_access", "security_groups", "iam_password_policy", "no_password_policy", "resource_policies"}

// TestProve applies the plan of each fixture's account to the emulator with the AWS CLI and scans again after each step. KIJUN_PROVE narrows it
// to fixtures that contain it, or takes all; then the rows of report/PROOF.md that rest on these fixtures are written anew.
func TestProve(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "resources", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata/resources", err)
	}
	only := os.Getenv("KIJUN_PROVE")
	chosen := func(name string) bool {
		if only == "" {
			return slices.Contains(quick, name)
		}
		return only == "all" || strings.Contains(name, only)
	}
	front := startEmulator(t)
	tool := startCLI(t, front)
	b := newBed(t)
	p := &prover{proofs: map[string]proof{}, run: map[string]bool{}, deep: only != ""}
	write := func(name string) { // after each fixture, for a run of all takes hours
		if only != "" {
			p.run[name] = true
			writeProofs(t, p)
		}
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if !chosen(name) {
			continue
		}
		c := readCase(t, file)
		if c.Emulator == "ministack" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			front.do(t, "POST", "/__reset", map[string]any{})
			c.seed(t, front)
			w := &provenWorld{canned: map[string]bool{}, set: proven(t, policies.Selection{Controls: c.Controls, Enable: c.Controls}), bed: b, e: front, regions: c.regions(), cli: tool}
			for _, rule := range c.Canned {
				w.canned[fmt.Sprint(rule["service"])] = true
			}
			p.prove(t, name, w)
		})
		write(name)
	}
	bases := policies.Selection{Standards: []string{"blea", "secure-account"}}
	for _, account := range []struct {
		name string
		sel  policies.Selection
	}{{"empty", bases}, {"mixed", policies.Selection{}}, {"secure-account", bases}} {
		if name := "account-" + account.name; only != "" && chosen(name) {
			t.Run(name, func(t *testing.T) {
				front.seed(t, account.name)
				p.prove(t, name, &provenWorld{canned: cannedAccounts, set: proven(t, account.sel), bed: b, e: front, regions: []string{"ap-northeast-1"}, cli: tool})
			})
			write(name)
		}
	}
}

// cannedAccounts are the services of which the seeded accounts hold canned answers (testdata/emulator/baseline.py).
var cannedAccounts = map[string]bool{"accessanalyzer": true, "chatbot": true, "config": true, "detective": true, "guardduty": true, "inspector2": true, "macie2": true, "notifications": true, "securityhub": true}

func proven(t *testing.T, sel policies.Selection) *policies.Set {
	t.Helper()
	set, err := policies.Load(sel)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

const proofHead = `# What is proven of the plans

Made by ` + "`make prove`" + `; never by hand. For each control: how the steps of its plan were proven.

- *commands*: the commands of the plan were run with the AWS CLI (PyPI awscli, version 1; version 2 was not run) against moto, which held the failing state. A
  scan after the step found what the forecast said, and nothing else was different. *applied twice*: run again they changed nothing.
  *undone*: the commands that undo them led back to the first state.
- *template*: a stack of the step's CloudFormation resources mended the same findings in moto.
- *evidence*: the policies judged the evidence that the step leaves and found the control passed. The commands could not be proven: the emulator
  lacks an operation, or does not keep what it is told.
- *by hand*: there is no API for it, or the choice is a person's.
- *not run*: there is a plan, and no fixture holds its failing state. Nothing is claimed.

`

// proofPath is where the table of proofs is.
var proofPath = filepath.Join("..", "..", "report", "PROOF.md")

// words are the kinds of proof in the table.
var words = []string{byCommands: "commands, applied twice and undone", byCommandsOnly: "commands, applied twice", byEvidence: "evidence"}

// readProofs are the proofs of the table that is there.
func readProofs(t *testing.T) map[string]proof {
	t.Helper()
	raw, err := os.ReadFile(proofPath)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	out := map[string]proof{}
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if len(cells) < 5 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if k := slices.Index(words, cells[1]); k >= 0 {
			out[cells[0]] = proof{kind: kind(k), template: cells[2] == "yes", where: cells[3], note: cells[4]}
		}
	}
	return out
}

// writeProofs writes the table anew: what this run says of its fixtures, what the table said of the others, and of two the stronger.
func writeProofs(t *testing.T, p *prover) {
	t.Helper()
	all := &prover{proofs: map[string]proof{}}
	for id, x := range readProofs(t) {
		if !p.run[x.where] {
			all.note(map[string]bool{id: true}, x)
		}
	}
	for id, x := range p.proofs {
		all.note(map[string]bool{id: true}, x)
	}
	if err := os.WriteFile(proofPath, []byte(proofTable(t, all.proofs)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func proofTable(t *testing.T, proofs map[string]proof) string {
	t.Helper()
	var b, rows strings.Builder
	b.WriteString(proofHead)
	sums := map[string]int{}
	for _, c := range proven(t, policies.Selection{}).Controls {
		x, run := proofs[c.ID]
		how, cells := "not run", []string{"", "", ""}
		switch {
		case run:
			how, cells = words[x.kind], []string{"", x.where, x.note}
			if x.template {
				cells[0] = "yes"
			}
		case c.Manual != "":
			how, cells = "by hand", []string{"", "", c.Manual}
		}
		kind, _, _ := strings.Cut(how, ",")
		sums[kind]++
		fmt.Fprintf(&rows, "| %s | %s | %s |\n", c.ID, how, strings.Join(cells, " | "))
	}
	for _, k := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(&b, "%s: %d. ", k, sums[k])
	}
	b.WriteString("\n\n| Control | Proven by | Template | Fixture | Note |\n|---|---|---|---|---|\n")
	b.WriteString(rows.String())
	return b.String()
}

// The table of proofs has every control, and calls by hand what METADATA calls so.
func TestProofTableHasEveryControl(t *testing.T) {
	raw, err := os.ReadFile(proofPath)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range proven(t, policies.Selection{}).Controls {
		row := ""
		for line := range strings.Lines(string(raw)) {
			if strings.HasPrefix(line, "| "+c.ID+" |") {
				row = line
			}
		}
		switch {
		case row == "":
			t.Errorf("%s is not in report/PROOF.md: make prove", c.ID)
		case (c.Manual != "") != strings.HasPrefix(row, "| "+c.ID+" | by hand"):
			t.Errorf("%s: METADATA says %q, report/PROOF.md %s", c.ID, c.Manual, row)
		}
	}
}
