package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
	"kijun/scanner"
	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

// choice are the flags that choose controls.
type choice struct {
	controls, standards, enable, disable, dirs []string
}

func (c *choice) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&c.controls, "control", nil, "evaluate only these controls (ids, repeatable, commas too)")
	f.StringSliceVar(&c.standards, "standard", nil, "evaluate only the controls of these standards (repeatable, commas too)")
	f.StringSliceVar(&c.enable, "enable", nil, "count these controls although they ship disabled")
	f.StringSliceVar(&c.disable, "disable", nil, "do not count these controls")
	f.StringSliceVar(&c.dirs, "policy", nil, "folder with controls and standards of your own (repeatable)")
}

// load compiles the chosen controls. Who names a control wants it, also one that ships disabled.
func (a *app) load(c choice) (*policies.Set, error) {
	return policies.Load(policies.Selection{Controls: c.controls, Standards: c.standards, Dirs: c.dirs, Parameters: a.parameters,
		Enable: slices.Concat(c.enable, c.controls), Disable: c.disable})
}

// reach are the flags that say how to read AWS.
type reach struct {
	profile              string
	regions              []string
	timeout, callTimeout time.Duration
	parallel             int
	maxRate              float64
	rateShare            float64
	denialBudget         string
	preflight            bool
	roleARNs             []string
	externalID           string
	sessionName          string
	sessionDuration      time.Duration
	organization
}

func (r *reach) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&r.profile, "profile", "", "profile of the AWS configuration (default: AWS_PROFILE)")
	f.StringSliceVar(&r.regions, "region", nil, "judge only these regions (repeatable, commas too; default: all that are enabled)")
	f.DurationVar(&r.timeout, "timeout", time.Hour, "longest duration of the scan; what is not read by then is reported as a gap")
	f.DurationVar(&r.callTimeout, "call-timeout", time.Minute, "longest duration of one call with its retries")
	f.IntVar(&r.parallel, "parallel", 256, "calls in flight")
	f.Float64Var(&r.rateShare, "rate-share", collect.DefaultRateShare, "share of the calls a second that AWS allows in an account, above 0 and at most 1; throttle answers lower it further")
	f.Float64Var(&r.maxRate, "max-rate", 0, "calls a second for each account, region and family of operations, instead of AWS's rates and their share (default: those)")
	f.StringVar(&r.denialBudget, "denial-budget", strconv.Itoa(collect.DefaultDenialBudget), "calls that AWS denies, in any five minutes of an account's CloudTrail, at most (BLEA's alarm fires at 5); what might exceed it waits, and is a gap when the scan's time is over; 0: call nothing that is likely to be denied; off: no limit")
	f.BoolVar(&r.preflight, "preflight", false, "ask IAM first what the caller may do, instead of after the first denial, and believe it as long as it is right: a scan under --denial-budget is faster (the caller needs iam:SimulatePrincipalPolicy)")
	f.StringSliceVar(&r.roleARNs, "role-arn", nil, "assume this role before anything is read; several make a chain, in their order")
	f.StringVar(&r.externalID, "external-id", "", "external id for the roles that are assumed")
	f.StringVar(&r.sessionName, "session-name", "kijun", "name of the sessions of roles, which CloudTrail shows")
	f.DurationVar(&r.sessionDuration, "session-duration", time.Hour, "how long the session of a role lasts before it is renewed; roles that are assumed from a role: at most 1h")
	r.organization.flags(cmd)
}

func (r *reach) limits() (collect.Limits, error) {
	l := collect.Limits{Parallel: r.parallel, MaxRate: r.maxRate, RateShare: r.rateShare, CallTimeout: r.callTimeout, AskFirst: r.preflight}
	if r.parallel < 1 || r.maxRate < 0 || r.timeout <= 0 || r.callTimeout <= 0 {
		return l, usagef("--parallel, --timeout and --call-timeout must be above zero, and --max-rate not below")
	}
	if !(r.rateShare > 0 && r.rateShare <= 1) {
		return l, usagef("--rate-share is %v; it must be above 0 and at most 1", r.rateShare)
	}
	if r.denialBudget == "off" {
		return l, nil
	}
	n, err := strconv.Atoi(r.denialBudget)
	if err != nil {
		return l, usagef("--denial-budget is %q; it must be a number, or off", r.denialBudget)
	}
	switch {
	case n == 0:
		l.Denials = collect.NoDenial
	case n > 0:
		l.Denials = n
	}
	return l, nil
}

// judgement are the flags of what follows the snapshot.
type judgement struct {
	governed    []string
	bleaProfile string
	asOf        string
	outputs     []string
	plan        bool
	failOn      string
	minScore    []string
	failUnknown bool
	all         bool
	missing     bool // parts may be missing
	limits      limits
	history     keeping

	planSeverity string

	at     time.Time          // of asOf
	gate   report.GateOptions // of failOn, minScore, failUnknown and limits
	narrow bool               // controls were named
}

func (j *judgement) flags(cmd *cobra.Command, governed bool) {
	f := cmd.Flags()
	if governed {
		f.StringSliceVar(&j.governed, "governed-region", nil, "regions that BLEA governs (default: the home of the qualifying trail, else the caller's region)")
	}
	f.StringVar(&j.bleaProfile, "blea-profile", "auto", "profiles of BLEA: auto, or with commas standalone or control-tower, guest-ec2, guest-ecs, guest-serverless")
	f.StringVar(&j.asOf, "as-of", "", "time that ages are measured against, like 2026-01-31T00:00:00Z (default: the snapshot's)")
	f.StringSliceVarP(&j.outputs, "output", "o", nil, "FORMAT[=FILE], repeatable: "+strings.Join(formatNames(), ", ")+" (default table)")
	f.BoolVar(&j.plan, "plan", false, "add the remediation plan")
	f.StringVar(&j.failOn, "fail-on", "", "exit 1 if a control of this severity or above fails: "+strings.Join(policies.Severities(), ", "))
	f.StringSliceVar(&j.minScore, "min-score", nil, "[STANDARD=]N: exit 1 if a score is below N (repeatable)")
	f.BoolVar(&j.failUnknown, "fail-on-unknown", false, "exit 1 instead of 2 where the gate is undecided")
	f.BoolVar(&j.all, "all", false, "do not shorten lists in the table")
	j.limits.flags(cmd)
	j.history.flags(cmd, true)
}

func formatNames() []string { return slices.Sorted(maps.Keys(report.Formats)) }

// output is one requested report.
type output struct {
	format string
	path   string // "" is stdout
	file   *os.File
	direct bool // the file is a device or a pipe, which is written to and never replaced
}

// open checks formats and files before anything is scanned. The files are temporary until they are whole.
func (j *judgement) open() ([]*output, error) { return openOutputs(j.outputs, formatNames()) }

func openOutputs(specs, formats []string) ([]*output, error) {
	if len(specs) == 0 {
		specs = []string{"table"}
	}
	var out []*output
	stdout := ""
	for _, spec := range specs {
		format, path, file := strings.Cut(spec, "=")
		if !slices.Contains(formats, format) {
			discard(out)
			return nil, usagef("-o: there is no format %q; there are %s", format, strings.Join(formats, ", "))
		}
		if file && path == "" {
			discard(out)
			return nil, usagef("-o %s: the name of the file is missing", spec)
		}
		if path == "" {
			if stdout != "" {
				discard(out)
				return nil, usagef("-o: %s and %s would both go to stdout; give one a file (%s=FILE)", stdout, format, format)
			}
			stdout = format
		}
		o := &output{format: format, path: path}
		if path != "" {
			info, err := os.Stat(path)
			switch {
			case err == nil && info.IsDir():
				discard(out)
				return nil, usagef("-o %s: %s is a folder", spec, path)
			case err == nil && !info.Mode().IsRegular():
				o.direct = true
				o.file, err = os.OpenFile(path, os.O_WRONLY, 0)
			default:
				o.file, err = os.CreateTemp(filepath.Dir(path), ".kijun-*")
			}
			if err != nil {
				discard(out)
				return nil, usagef("-o %s: it cannot be written: %v", spec, err)
			}
		}
		out = append(out, o)
	}
	return out, nil
}

// discard removes what was not finished.
func discard(outputs []*output) {
	for _, o := range outputs {
		if o.file != nil {
			o.file.Close()
			if !o.direct {
				os.Remove(o.file.Name())
			}
		}
	}
}

// write renders every output; a file appears whole or not at all.
func (a *app) write(outputs []*output, rep *report.Report, all bool) error {
	return a.writeAs(report.Formats, outputs, rep, all)
}

// writeAs is write with these formats.
func (a *app) writeAs(formats map[string]report.Format, outputs []*output, rep *report.Report, all bool) error {
	defer discard(outputs)
	for _, o := range outputs {
		opts := report.Options{Lang: a.global.lang, Limit: report.DefaultLimit}
		if all {
			opts.Limit = 0
		}
		w := io.Writer(o.file)
		if o.file == nil {
			w = a.out
			opts.Width = terminal(a.out)
			opts.Color = opts.Width > 0 && os.Getenv("NO_COLOR") == ""
		}
		if err := formats[o.format](w, rep, opts); err != nil {
			return fmt.Errorf("write %s: %w", o.format, err)
		}
		if o.file == nil {
			continue
		}
		if err := o.file.Close(); err != nil {
			return usagef("-o %s=%s: it cannot be written: %v", o.format, o.path, err)
		}
		if o.direct {
			o.file = nil
			continue
		}
		if err := os.Chmod(o.file.Name(), 0o644); err != nil {
			return usagef("-o %s=%s: it cannot be written: %v", o.format, o.path, err)
		}
		if err := os.Rename(o.file.Name(), o.path); err != nil {
			return usagef("-o %s=%s: it cannot be written: %v", o.format, o.path, err)
		}
		o.file = nil
	}
	return nil
}

func (a *app) scanCommand() *cobra.Command {
	var c choice
	var r reach
	var j judgement
	var keep string
	cmd := &cobra.Command{Use: "scan", Short: "Read an account and judge it: collect, then eval", Args: noArgs}
	c.flags(cmd)
	r.flags(cmd)
	j.flags(cmd, true)
	cmd.Flags().StringVar(&keep, "snapshot", "", "keep the snapshot in this file, or in a bucket (s3://bucket/name.zip); of an organization also in a folder (NAME/, s3://bucket/prefix/), which then has one file an account")
	n := notices{profile: &r.profile, byDefault: true}
	n.flags(cmd)
	run := func(cmd *cobra.Command) error {
		set, outputs, err := a.begin(cmd.Context(), c, &j, r.profile)
		if err != nil {
			return err
		}
		defer discard(outputs)
		path := keep
		if path == "" {
			dir, err := os.MkdirTemp("", "kijun-*")
			if err != nil {
				return usagef("a temporary folder for the snapshot: %v", err)
			}
			defer os.RemoveAll(dir)
			path = filepath.Join(dir, "snapshot.zip")
			if r.many() {
				path = filepath.Join(dir, "accounts") + "/" // what nobody keeps need not become one file
			}
		}
		r.keep = keep != ""
		if _, err := a.collect(cmd.Context(), set, r, j.governed, path); err != nil {
			return err
		}
		a.kept = keep
		return a.evaluate(cmd.Context(), set, []string{path}, j, outputs)
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.telling(cmd.Context(), n, j, func() error { return run(cmd) })
	}
	return cmd
}

func (a *app) collectCommand() *cobra.Command {
	var c choice
	var r reach
	var governed []string
	var path string
	cmd := &cobra.Command{Use: "collect", Short: "Read an account into a snapshot", Args: noArgs}
	c.flags(cmd)
	r.flags(cmd)
	cmd.Flags().StringSliceVar(&governed, "governed-region", nil, "regions that BLEA governs, recorded in the snapshot")
	cmd.Flags().StringVar(&path, "snapshot", "kijun-snapshot.zip", "file to write, or s3://bucket/name.zip; of an organization also a folder (NAME/, s3://bucket/prefix/), which then has one file an account")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := regions("--governed-region", governed); err != nil {
			return err
		}
		set, err := a.load(c)
		if err != nil {
			return err
		}
		r.keep = true
		m, err := a.collect(cmd.Context(), set, r, governed, path)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%s\n", m.Root)
		return nil
	}
	return cmd
}

// collect reads what the set needs into a snapshot at path, which may be in a bucket.
func (a *app) collect(ctx context.Context, set *policies.Set, r reach, governed []string, path string) (*snapshot.Manifest, error) {
	if remote(path) {
		return a.collectInto(ctx, set, r, governed, path)
	}
	return a.collectFile(ctx, set, r, governed, path)
}

func (a *app) collectFile(ctx context.Context, set *policies.Set, r reach, governed []string, path string) (*snapshot.Manifest, error) {
	limits, err := r.limits()
	if err != nil {
		return nil, err
	}
	if err := regions("--region", r.regions); err != nil {
		return nil, err
	}
	role, err := r.role()
	if err != nil {
		return nil, err
	}
	org, err := r.organization.options()
	if err != nil {
		return nil, err
	}
	if org != nil && org.Keep && org.Finished == nil {
		if a.begun = path; !folder(path) {
			a.begun += scanner.PartsOf
		}
	}
	collectLess(100) // what calls leave is garbage at once, and of many accounts' calls there is much
	watch, done := a.progress()
	m, err := scanner.Scan(ctx, scanner.Options{Profile: r.profile, Regions: r.regions, Governed: governed, Need: set.Needs(), Path: path, Timeout: r.timeout,
		Limits:  limits,
		Version: version, Now: time.Now, Watch: watch, Chain: r.roleARNs, Role: role, Org: org})
	done()
	if err != nil {
		return nil, err
	}
	calls := 0
	for _, n := range m.Calls {
		calls += n
	}
	a.politeness(m)
	if org != nil {
		a.log.Info(fmt.Sprintf("read %d accounts: %d calls, %d gaps, snapshot %s", accountsOf(m), calls, len(m.Gaps), m.Root))
		return m, nil
	}
	a.log.Info(fmt.Sprintf("read account %s: %d calls, %d gaps, %d collections, snapshot %s", m.Caller.Account, calls, len(m.Gaps), len(m.Collections("")), m.Root))
	return m, nil
}

// folder says whether an organization's snapshot at path has one file an account.
func folder(path string) bool {
	info, err := os.Stat(path)
	return strings.HasSuffix(path, "/") || err == nil && info.IsDir()
}

// politeness tells what was throttled, and what the budget of denials cost.
func (a *app) politeness(m *snapshot.Manifest) {
	throttled := 0
	for _, s := range m.Outside.Calls {
		throttled += s.Throttled
	}
	if throttled > 0 {
		a.log.Info(fmt.Sprintf("AWS throttled %d requests; the calls like them were slowed down", throttled))
	}
	d := m.Outside.Denials
	if d.Learned > 0 {
		a.log.Info(fmt.Sprintf("%d calls were not made because the same was denied before", d.Learned))
	}
	if d.Waited > 0 {
		a.log.Info(fmt.Sprintf("%d calls waited for --denial-budget, the longest %s", d.Waited, (time.Duration(d.LongestMillis) * time.Millisecond).Round(time.Second)))
	}
	if d.Unasked > 0 {
		a.log.Warn(fmt.Sprintf("%d calls were not made because they might have been denied and --denial-budget was used up: what they would have told is not available", d.Unasked))
	}
}

func (a *app) evalCommand() *cobra.Command {
	var c choice
	var j judgement
	var missing bool
	cmd := &cobra.Command{Use: "eval SNAPSHOT...", Short: "Judge a snapshot, or several that belong together, without network and credentials", Args: someArgs("a snapshot")}
	c.flags(cmd)
	j.flags(cmd, true)
	cmd.Flags().BoolVar(&missing, "allow-missing", false, "judge also if accounts that were to be read are in none of the snapshots; they are reported as not available")
	var n notices
	n.flags(cmd)
	run := func(cmd *cobra.Command, args []string) error {
		set, outputs, err := a.begin(cmd.Context(), c, &j, "")
		if err != nil {
			return err
		}
		defer discard(outputs)
		j.missing = missing
		return a.evaluate(cmd.Context(), set, args, j, outputs)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.telling(cmd.Context(), n, j, func() error { return run(cmd, args) })
	}
	return cmd
}

// begin finds what is wrong with what was asked for before anything is read: flags, history, files of reports, controls. What it opened is
// discarded when it fails.
func (a *app) begin(ctx context.Context, c choice, j *judgement, profile string) (set *policies.Set, outputs []*output, err error) {
	if err := j.check(c); err != nil {
		return nil, nil, err
	}
	if err := j.history.open(ctx, a, profile); err != nil {
		return nil, nil, err
	}
	if outputs, err = j.open(); err != nil {
		return nil, nil, err
	}
	if set, err = a.load(c); err != nil {
		discard(outputs)
		return nil, nil, err
	}
	return set, outputs, nil
}

// evaluate judges the snapshots at paths, writes the reports and applies the gate.
func (a *app) evaluate(ctx context.Context, set *policies.Set, paths []string, j judgement, outputs []*output) error {
	res, err := a.result(ctx, set, paths, j)
	if err != nil {
		return err
	}
	defer res.Findings.Close()
	for _, line := range res.Errors {
		a.log.Error("a control could not be evaluated: " + line)
	}
	rep := &report.Report{Result: res, Suppressions: j.limits.suppress(a, res, j.narrow)}
	if j.plan {
		rep.Plan = report.Plan(res, a.global.lang)
	}
	j.history.look(ctx, a, rep)
	if err := a.write(outputs, rep, j.all); err != nil {
		return err
	}
	if a.onResult != nil {
		if err := a.onResult(res, j); err != nil {
			return err
		}
	}
	status, why := a.decide(res, j.gate)
	if err := j.history.write(ctx, a, rep, status, why); err != nil {
		a.log.Warn(why)
		return err
	}
	if status != exitOK {
		return &exitError{status, why}
	}
	a.log.Info(why)
	return nil
}

// result evaluates the snapshots at paths.
func (a *app) result(ctx context.Context, set *policies.Set, paths []string, j judgement) (*policies.Result, error) {
	o := policies.Options{Kijun: version, Lang: a.global.lang, Governed: j.governed, Profile: j.bleaProfile, Plan: j.plan, PlanSeverity: j.planSeverity, Actions: actionsOf, AsOf: j.at}
	if s := j.limits.accepted; s != nil {
		o.Accepted = func(f *policies.Finding, at time.Time) bool { return s.Match(f, at) != nil }
	}
	paths, done, err := local(ctx, paths)
	defer done()
	if err != nil {
		return nil, err
	}
	r, err := snapshot.OpenSet(paths, j.missing)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()                 // was only read
	if elements := r.Elements(); elements > 20_000 { // memory matters as much as time for a large account
		collectLess(200)
		holdLess(max(1<<30, int64(elements)*heavyElement))
	} else {
		collectLess(800)
		holdLess(policiesHeap + int64(elements)*heavyElement)
	}
	return set.EvaluateSet(ctx, r, o)
}

// check reads the flags, those that choose controls being c, before anything is read or judged.
func (j *judgement) check(c choice) error {
	if err := policies.CheckProfile(j.bleaProfile); err != nil {
		return usagef("--blea-profile is %v", err)
	}
	if err := regions("--governed-region", j.governed); err != nil {
		return err
	}
	if j.asOf != "" {
		t, err := time.Parse(time.RFC3339, j.asOf)
		if err != nil {
			return usagef("--as-of is %q; it must be a time like 2026-01-31T00:00:00Z", j.asOf)
		}
		j.at = t
	}
	j.narrow = len(c.controls) > 0
	if err := j.gates(c); err != nil {
		return err
	}
	return j.limits.read(&j.gate)
}

func regions(flag string, names []string) error {
	for _, name := range names {
		if !snapshot.IsRegion(name) {
			return usagef("%s: %q is not the name of a region (like ap-northeast-1)", flag, name)
		}
	}
	return nil
}

// gates reads the flags of the exit status.
func (j *judgement) gates(c choice) error {
	j.gate = report.GateOptions{FailOn: strings.ToUpper(j.failOn), FailOnUnknown: j.failUnknown, MinScore: map[string]int{}}
	for _, spec := range j.minScore {
		standard, text, ok := strings.Cut(spec, "=")
		if !ok {
			standard, text = "", spec
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return usagef("--min-score is %q; it must be [STANDARD=]N with N from 0 to 100", spec)
		}
		j.gate.MinScore[standard] = n
	}
	standards, err := policies.Standards(c.dirs...)
	if err != nil {
		return err
	}
	var ids []string
	for _, s := range standards {
		if len(c.standards) == 0 || slices.ContainsFunc(c.standards, func(id string) bool { return strings.EqualFold(id, s.ID) }) {
			ids = append(ids, s.ID)
		}
	}
	if err := j.gate.Check(ids); err != nil {
		return usagef("the gate: %v", err)
	}
	return nil
}

func (a *app) verifyCommand() *cobra.Command {
	var expect string
	cmd := &cobra.Command{Use: "verify SNAPSHOT", Short: "Check that a snapshot is as it was sealed", Args: oneArg("a snapshot")}
	cmd.Flags().StringVar(&expect, "expect-root", "", "the root hash that collect printed")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if _, err := os.Stat(args[0]); err != nil {
			return usagef("%v", err)
		}
		problems, root, err := snapshot.Verify(args[0], expect)
		if err != nil {
			return err
		}
		for _, p := range problems {
			fmt.Fprintln(a.out, report.Safe(a.says(p.String())))
		}
		if len(problems) > 0 {
			return &exitError{exitFailed, fmt.Sprintf("%s is not as it was sealed: %d problems", args[0], len(problems))}
		}
		fmt.Fprintf(a.out, "ok %s\n", root)
		return nil
	}
	return cmd
}
