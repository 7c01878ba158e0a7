package main

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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
	_, said = c.ask(t, command, endpoint...)
	return said
}

// ask runs a command and gives what it wrote to stdout, too.
func (c *cli) ask(t *testing.T, command string, endpoint ...string) (out, said string) {
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
		return got.Out, ""
	}
	return got.Out, cmp.Or(strings.TrimSpace(got.Err), "it failed and said nothing")
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
	inPart                     // applied and measured as forecast, which mends the finding only with something by hand
)

type proof struct {
	kind     kind
	template string // templateDone if the template of the step did the same; else why that is not known; empty if it has none
	where    string
	note     string
	plan     string // planHash of the control when it was proven
}

// templateDone is the word for a template that did what its step does.
const templateDone = "yes"

// prover applies plans.
type prover struct {
	proofs map[string]proof
	run    map[string]bool // fixtures
	deep   bool            // templates, too
	hashes map[string]string
}

// deaf are steps that the emulator takes and does not keep, by the operation: what they change is proven by the evidence only.
var deaf = map[string]string{
	"ec2:ModifySnapshotAttribute":           "moto lists all snapshots as those that everybody can restore",
	"elasticache:ModifyReplicationGroup":    "moto keeps no encryption in transit of an update",
	"emr:PutBlockPublicAccessConfiguration": "moto answers and keeps nothing",
	"es:UpdateElasticsearchDomainConfig":    "moto answers and keeps nothing of it",
	"lambda:UpdateFunctionConfiguration":    "moto keeps no TracingConfig of an update",
	"opensearch:UpdateDomainConfig":         "moto answers and keeps nothing of it",
	"rds:ModifyDBInstance":                  "moto keeps not all of an update",
	"s3:PutBucketNotificationConfiguration": "moto keeps no EventBridge configuration",
}

// note keeps the strongest proof of each control; of equals the first.
func (p *prover) note(controls map[string]bool, x proof) {
	for id := range controls {
		old, there := p.proofs[id]
		best := x
		if best.plan = cmp.Or(x.plan, p.hashes[id]); there && old.kind <= x.kind {
			best = old
		}
		if best.template = x.template; there && (old.template == templateDone || x.template == "") {
			best.template = old.template
		}
		p.proofs[id] = best
	}
}

// stack notes what became of the template of a step.
func (p *prover) stack(controls map[string]bool, name, said string) {
	for id := range controls {
		x, there := p.proofs[id]
		if !there {
			x = proof{kind: byEvidence, where: name, plan: p.hashes[id]}
		}
		if x.template != templateDone {
			x.template = said
		}
		p.proofs[id] = x
	}
}

// provenWorld is an emulated account, seen by kijun.
type provenWorld struct {
	set      *policies.Set
	bed      *bed
	e        *emulator
	regions  []string
	cli      *cli
	answered map[string][]string // by collection, the operations whose answers make it
	given    map[[2]string]bool  // what no step is to be made for any more: id of the control whose rules decide, and the subject's part of the finding's id
	left     map[string]bool     // findings that a step has changed which was given up and could not be taken back
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
	w.e.do(t, "DELETE", "/__log", nil)
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

// controlOf is the control that a difference is about.
func controlOf(difference string) string {
	id, _, _ := strings.Cut(difference, ": ")
	if rest, isNew := strings.CutPrefix(id, "new "); isNew {
		_, control, _ := strings.Cut(rest, " ")
		return control
	}
	_, control, _ := partsOf(id)
	return control
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
// everything back. A scan for every control before and after shows that nothing else got worse.
func (p *prover) prove(t *testing.T, name string, w *provenWorld) {
	t.Helper()
	w.given, w.left = map[[2]string]bool{}, map[string]bool{}
	everything := *w
	everything.set = w.bed.set
	whole := statuses(everything.look(t, false))
	first := w.look(t, true)
	before := statuses(first)
	done, now := p.apply(t, name, w, first.Steps, before)
	if len(done) == 0 {
		return
	}
	for id, s := range statuses(everything.look(t, false)) {
		_, told := now[id] // by the forecast
		if s == policies.Failed && whole[id] == policies.Passed && !told {
			t.Errorf("%s: %s has passed and fails now", name, id)
		}
	}
	for _, s := range done { // a second time
		for _, c := range s.Calls {
			if said := w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
				t.Errorf("%s: step %s a second time: %s", name, stepName(s.Step), said)
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
		if said := p.undo(t, name, w, s.Step); said != "" {
			stuck[stepName(s.Step)] = true
		}
	}
	back := statuses(w.look(t, false))
	diff := differences(folding(back, before), folding(before, before))
	diff = slices.DeleteFunc(diff, func(d string) bool { // what has no way back
		id, _, _ := strings.Cut(d, ": ")
		return w.left[id] || slices.ContainsFunc(done, func(s applied) bool {
			return slices.ContainsFunc(s.Changes, func(x policies.Change) bool {
				if s.Destructive && x.To == "" { // it is made anew, under another name
					return x.Finding == id || strings.HasPrefix(id, "new ") && x.Control == controlOf(d)
				}
				return len(s.Undo) == 0 && (x.Finding == id || x.From == "" && strings.HasPrefix(id, "new ") && x.Control == controlOf(d))
			})
		})
	})
	lost := map[string]bool{}
	for _, d := range diff {
		lost[controlOf(d)] = true
	}
	for _, s := range done {
		if why := stubbornness(s.Step); why != "" {
			diff = slices.DeleteFunc(diff, func(d string) bool { return s.mended[controlOf(d)] })
			for id := range s.mended {
				if x := p.proofs[id]; lost[id] && x.where == name {
					x.note = why
					p.proofs[id] = x
				}
			}
		}
		maps.DeleteFunc(s.mended, func(id string, _ bool) bool { return lost[id] })
		if len(s.Undo) > 0 && !stuck[stepName(s.Step)] {
			p.note(s.mended, proof{kind: byCommands, where: name})
		}
	}
	if len(diff) > 0 {
		t.Errorf("%s: undone, it is not as before:\n\t%s", name, strings.Join(diff[:min(len(diff), 6)], "\n\t"))
	}
}

// applied is a step that was applied, with the controls that it was seen to mend.
type applied struct {
	policies.Step
	mended map[string]bool
}

// apply makes the calls of the steps, each followed by a scan, and plans anew where a step cannot be applied or a person has to do something.
// It gives the steps that did what was forecast, and the verdicts after the last one.
func (p *prover) apply(t *testing.T, name string, w *provenWorld, steps []policies.Step, now map[string]policies.Status) (done []applied, _ map[string]policies.Status) {
	t.Helper()
	skip := map[string]bool{}
	for len(steps) > 0 {
		s := steps[0]
		if len(s.Calls) == 0 { // by hand
			steps = steps[1:]
			continue
		}
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
		t.Logf("%s %s %s: %s mends %v", s.Control, s.Region, s.Subject, s.Calls[0].Operation, slices.Sorted(maps.Keys(controls)))
		stacked := ""
		if p.deep {
			stacked = p.template(t, w, s)
		}
		why := ""
		if failed, said := w.make(t, s); said != "" {
			if why = "moto lacks " + failed.Service + ":" + failed.Operation; !lacking(said) {
				tell := t.Logf
				if why = w.told(t, s); why == "" {
					tell = t.Errorf
				}
				tell("%s: step %s: %s\n%s", name, stepName(s), said, report.CLI(failed, s.Region))
			}
		} else {
			got := statuses(w.look(t, false))
			diff := w.unlike(s, now, got)
			unlike := map[string]bool{} // controls of whose findings the forecast was wrong
			for _, d := range diff {
				unlike[controlOf(d)] = true
			}
			if len(diff) > 0 {
				tell := t.Logf
				if why = cmp.Or(w.told(t, s), deafness(s)); why == "" {
					tell = t.Errorf
				}
				tell("%s: step %s is not as forecast:\n\t%s\n\t%s", name, stepName(s), strings.Join(diff[:min(len(diff), 6)], "\n\t"), report.CLI(s.Calls[0], s.Region))
			}
			measured := maps.Clone(controls)
			maps.DeleteFunc(measured, func(id string, _ bool) bool { return unlike[id] })
			if len(diff) == 0 || why != "" && len(measured) > 0 {
				maps.DeleteFunc(controls, func(id string, _ bool) bool { return !unlike[id] })
				if p.note(measured, proof{kind: byCommandsOnly, where: name}); len(diff) == 0 && !measured[s.Control] {
					p.note(map[string]bool{s.Control: true}, proof{kind: inPart, where: name})
				}
				p.note(controls, proof{kind: byEvidence, where: name, note: why})
				p.stack(resolvedBy(s), name, stacked)
				done, now, steps = append(done, applied{s, measured}), got, steps[1:]
				if len(diff) > 0 {
					w.giveUp(s)
				}
				if w.subscribe(t, s) || len(diff) > 0 {
					after := w.look(t, true)
					now, steps = statuses(after), after.Steps
				}
				continue
			}
		}
		if why != "" {
			if p.note(controls, proof{kind: byEvidence, where: name, note: why}); !controls[s.Control] {
				p.note(map[string]bool{s.Control: true}, proof{kind: inPart, where: name, note: why})
			}
			p.stack(controls, name, stacked)
		}
		for _, c := range s.Undo { // as far as it goes: some of it was never done
			w.cli.run(t, report.CLI(c, s.Region))
		}
		w.giveUp(s)
		after := w.look(t, true)
		got := statuses(after)
		for id := range folding(got, now) {
			if got[id] != now[id] {
				w.left[id] = true
			}
		}
		now, steps = got, after.Steps
	}
	return done, now
}

// make makes the calls of a step, and gives the one that failed and what was said of it.
func (w *provenWorld) make(t *testing.T, s policies.Step) (failed policies.Call, said string) {
	t.Helper()
	for _, c := range s.Calls {
		if said := w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
			return c, said
		}
	}
	return policies.Call{}, ""
}

// undo takes a step back, and gives what was said of the first call that failed.
func (p *prover) undo(t *testing.T, name string, w *provenWorld, s policies.Step) (first string) {
	t.Helper()
	for _, c := range s.Undo {
		if said := w.cli.run(t, report.CLI(c, s.Region)); said != "" && !settled(said) {
			if first = cmp.Or(first, said); !lacking(said) {
				t.Errorf("%s: undo of step %s: %s\n\t%s", name, stepName(s), said, report.CLI(c, s.Region))
			}
		}
	}
	return first
}

// unlike is in what the verdicts after a step are not what was forecast.
func (w *provenWorld) unlike(s policies.Step, now, got map[string]policies.Status) []string {
	want := maps.Clone(now)
	for _, x := range s.Changes {
		if x.To == "" {
			delete(want, x.Finding)
		} else {
			want[x.Finding] = x.To
		}
	}
	for id, s := range want { // what the evidence cannot tell may turn out to be anything
		if now, there := got[id]; there && s == policies.NotAvailable {
			want[id] = now
		}
	}
	return differences(folding(got, now), folding(want, now))
}

// template makes a stack of a step's resources in a copy of the emulator, and looks whether what the step mends is mended. It gives
// templateDone, or why not; empty if the step has no template.
func (p *prover) template(t *testing.T, w *provenWorld, s policies.Step) string {
	t.Helper()
	resources := report.CloudFormation(s)
	if resources == nil {
		return ""
	}
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
		return "template refused: " + plain(said)
	}
	got := statuses(there.look(t, false))
	for _, x := range s.Changes {
		if x.From == policies.Failed && x.To != policies.Failed && got[x.Finding] == policies.Failed {
			return w.stackless(t, s, resources, copied)
		}
	}
	return templateDone
}

// stackless says why a stack did not do what it should: the types of which the emulator made nothing.
func (w *provenWorld) stackless(t *testing.T, s policies.Step, resources map[string]report.CFNResource, at *emulator) string {
	t.Helper()
	out, said := w.cli.ask(t, report.CLI(policies.Call{Service: "cloudformation", Operation: "DescribeStackResources", Params: map[string]any{"StackName": "proof"}}, s.Region), at.url)
	if said != "" {
		t.Fatal(said)
	}
	var made struct {
		StackResources []struct{ ResourceType string }
	}
	if err := json.Unmarshal([]byte(out), &made); err != nil {
		t.Fatal(err)
	}
	lacks := map[string]bool{}
	for _, r := range resources {
		lacks[r.Type] = true
	}
	for _, r := range made.StackResources {
		delete(lacks, r.ResourceType)
	}
	if len(lacks) == 0 {
		return "template: moto makes the stack, not all properties"
	}
	return "template: moto lacks " + strings.Join(slices.Sorted(maps.Keys(lacks)), ", ")
}

// plain is a message as a cell of the table can hold it.
func plain(said string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return strings.ReplaceAll(line, "|", "/")
}

// told are the operations of which the emulator gives canned answers, if the step changes what they tell: what moto does not have.
func (w *provenWorld) told(t *testing.T, s policies.Step) string {
	t.Helper()
	var log []struct{ Service, Operation, By string }
	if err := json.Unmarshal(w.e.do(t, "GET", "/__log", nil), &log); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, e := range s.Effect {
		for _, op := range w.answered[e.Collection] {
			_, operation, _ := strings.Cut(op, ":")
			for _, x := range log {
				if x.By == "canned" && x.Operation == operation {
					found[x.Service+":"+x.Operation] = true
				}
			}
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "the answer is canned, for moto lacks it or cannot hold it: " + strings.Join(slices.Sorted(maps.Keys(found)), ", ")
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

// stubborn are calls that undo a step, by the operation, which the emulator takes and does not do.
var stubborn = map[string]string{
	"apigateway:UpdateStage": "moto removes no settings of methods",
}

func stubbornness(s policies.Step) string {
	for _, c := range s.Undo {
		if why := stubborn[c.Service+":"+c.Operation]; why != "" {
			return why
		}
	}
	return ""
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

// quick are the fixtures that make test proves; make prove takes all.
var quick = []string{"s3_access", "security_groups", "iam_password_policy", "no_password_policy", "resource_policies"}

// planCase is a file of testdata/plans, whose README tells its form.
type planCase struct {
	resourceCase `yaml:",inline"`
	Account      string   `yaml:"account"`
	Weaken       []string `yaml:"weaken"`
	Standards    []string `yaml:"standards"`
}

// TestProve applies the plan of each fixture's account to the emulator with the AWS CLI and scans again after each step. KIJUN_PROVE takes
// those whose names contain one of its texts (with commas between them), or all; then the rows of report/PROOF.md that rest on these fixtures are written anew.
func TestProve(t *testing.T) {
	var files []string
	for _, folder := range []string{"resources", "plans"} {
		found, err := filepath.Glob(filepath.Join("..", "..", "testdata", folder, "*.yaml"))
		if err != nil || len(found) == 0 {
			t.Fatalf("no files in testdata/%s: %v", folder, err)
		}
		files = append(files, found...)
	}
	only := os.Getenv("KIJUN_PROVE")
	front := startEmulator(t)
	tool := startCLI(t, front)
	b := newBed(t)
	index, err := policies.Index()
	if err != nil {
		t.Fatal(err)
	}
	answered := map[string][]string{}
	for key, e := range index {
		answered[key] = slices.Sorted(maps.Keys(e.Actions))
	}
	p := &prover{proofs: map[string]proof{}, run: map[string]bool{}, deep: only != "", hashes: planHashes(t)}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		chosen := slices.Contains(quick, name)
		if only != "" {
			chosen = only == "all" || slices.ContainsFunc(strings.Split(only, ","), func(text string) bool { return strings.Contains(name, text) })
		}
		if !chosen {
			continue
		}
		c := readYAML[planCase](t, file)
		if c.Emulator == "ministack" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if c.Account == "" {
				front.do(t, "POST", "/__reset", map[string]any{})
			} else {
				front.seed(t, c.Account, c.Weaken...)
			}
			c.seed(t, front)
			set := proven(t, policies.Selection{Standards: c.Standards, Controls: c.Controls, Enable: c.Controls})
			p.prove(t, name, &provenWorld{set: set, bed: b, e: front, regions: c.regions(), cli: tool, answered: answered})
		})
		if only != "" { // after each fixture, so that an end before the last one loses nothing
			p.run[name] = true
			writeProofs(t, p)
		}
	}
}

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
- *in part*: the step did what the forecast said, and the finding is mended only with something that is done by hand. Where a note names
  an operation, the step was not run to its end.
- *Plan* is a hash of the rules that make the steps, as they were when they were proven.
- *by hand*: there is no API for it, or the choice is a person's.
- *not run*: there is a plan, and no fixture holds its failing state. Nothing is claimed.

`

// sameRules begins the note of a control that another one's proof is of, too.
const sameRules = "the rules of "

// proofPath is where the table of proofs is.
var proofPath = filepath.Join("..", "..", "report", "PROOF.md")

// words are the kinds of proof in the table.
var words = []string{byCommands: "commands, applied twice and undone", byCommandsOnly: "commands, applied twice", byEvidence: "evidence", inPart: "in part"}

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
		if len(cells) < 6 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if k := slices.Index(words, cells[1]); k >= 0 && !strings.HasPrefix(cells[4], sameRules) { // that is found again
			note, template, _ := strings.Cut(cells[4], "template")
			if template != "" {
				template = "template" + template
			}
			if cells[2] != "" {
				template = cells[2]
			}
			out[cells[0]] = proof{kind: kind(k), template: template, where: cells[3], note: strings.TrimSuffix(strings.TrimSpace(note), ";"), plan: cells[5]}
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
	controls := proven(t, policies.Selection{}).Controls
	siblings := map[string]string{} // by the control whose rules decide: one that is proven, and best
	for _, c := range controls {
		base := cmp.Or(c.SameAs, c.ID)
		if x, run := proofs[c.ID]; run && (siblings[base] == "" || x.kind < proofs[siblings[base]].kind) {
			siblings[base] = c.ID
		}
	}
	for _, c := range controls {
		x, run := proofs[c.ID]
		if same := siblings[cmp.Or(c.SameAs, c.ID)]; !run && same != "" {
			x, run = proofs[same], true
			x.note = strings.TrimSuffix(sameRules+same+"; "+x.note, "; ")
		}
		how, cells := "not run", []string{"", "", "", ""}
		switch {
		case c.Manual != "":
			how, cells = "by hand", []string{"", "", c.Manual, ""}
		case run:
			how, cells = words[x.kind], []string{"", x.where, x.note, x.plan}
			switch {
			case x.template == templateDone:
				cells[0] = x.template
			case x.template != "" && x.note != "":
				cells[2] += "; " + x.template
			default:
				cells[2] += x.template
			}
		}
		kind, _, _ := strings.Cut(how, ",")
		sums[kind]++
		fmt.Fprintf(&rows, "| %s | %s | %s |\n", c.ID, how, strings.Join(cells, " | "))
	}
	for _, k := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(&b, "%s: %d. ", k, sums[k])
	}
	b.WriteString("\n\n| Control | Proven by | Template | Fixture | Note | Plan |\n|---|---|---|---|---|---|\n")
	b.WriteString(rows.String())
	return b.String()
}

// planHashes are short hashes of the text of each control's plan, by the control's id. What the text takes from lib does not count.
func planHashes(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(filepath.Join("..", "..", "policies", "controls"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rego") || strings.HasSuffix(path, "_test.rego") {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		_, plan, has := strings.Cut(string(raw), "\nplan contains ")
		if !has {
			return nil
		}
		sum := sha256.Sum256([]byte(plan))
		for _, m := range controlID.FindAllStringSubmatch(string(raw), -1) {
			out[m[1]] = hex.EncodeToString(sum[:3])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// controlID is the line of METADATA with the id of a control, or of another that it answers for.
var controlID = regexp.MustCompile(`(?m)^# +(?:- )?id: (\S+)$`)

// What the table calls proven is the plan that there is. A row without a hash is older than these.
func TestProofsAreOfThesePlans(t *testing.T) {
	hashes := planHashes(t)
	for id, x := range readProofs(t) {
		if now := hashes[id]; x.plan != "" && x.plan != now {
			t.Errorf("the plan of %s is another (%s) than the one that was proven (%s): make prove FIXTURE=%s", id, now, x.plan, x.where)
		}
	}
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
