package policies

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"kijun/policies/reads"
	"kijun/scanner/snapshot"
)

// Options say how to evaluate a snapshot.
type Options struct {
	Kijun    string    // version of the program, for the result
	Lang     string    // "ja" or "en": language of the reasons
	AsOf     time.Time // zero: the newest answer in the snapshot
	Governed []string  // regions that BLEA is deployed to; none: found from the evidence
	Profile  string    // BLEA's: auto, standalone or control-tower
	Plan     bool      // also collect remediation steps
	// Limit bounds one control on one account; 0 means a minute, and ten seconds for users' controls.
	Limit time.Duration
	// Heap bounds what evaluating users' controls may add to the heap, in bytes; 0 means 1 GiB.
	Heap uint64
}

// EngineReasons are the reasons that the engine gives, not a control.
var EngineReasons = map[string]Text{
	"no_resources":    {"no resources in scope", "対象となるリソースがありません"},
	"gap":             {"could not be decided without {calls}", "{calls} を読み取れないため判定できません"},
	"not_scanned":     {"the governed region {region} was not scanned", "統制対象リージョン {region} はスキャンされていません"},
	"error":           {"the control could not be evaluated: {error}", "コントロールを評価できませんでした: {error}"},
	"profile_unknown": {"the BLEA profile could not be decided without {calls}", "{calls} を読み取れないためBLEAプロファイルを決定できません"},
}

// subject is one expected subject of a control.
type subject struct {
	reads.Subject
	account  string
	resource Resource
}

// ruling is what came out for one subject.
type ruling struct {
	subject  subject
	status   Status
	code     string
	args     map[string]any
	evidence []string
	blame    []int // gaps of the world
	empty    bool
}

// Evaluate judges every account of a snapshot. It uses no network and no clock; the same snapshot, set and options give the same result.
func (s *Set) Evaluate(ctx context.Context, r *snapshot.Reader, o Options) (*Result, error) {
	m := r.Manifest()
	if o.AsOf.IsZero() {
		o.AsOf = m.CollectedAt
	}
	if len(o.Governed) == 0 {
		o.Governed = m.GovernedRegions
	}
	res := &Result{Kijun: o.Kijun, AsOf: o.AsOf.UTC(), Lang: o.Lang, Snapshot: m.Root, Policies: s.Digest, Incomplete: m.Incomplete != "",
		AllStandards: s.Standards, Accounts: []Account{}, Findings: []Finding{}, Gaps: []Gap{}, Controls: slices.Clone(s.Controls)}
	var accounts []string
	for _, t := range m.Targets {
		if !slices.Contains(accounts, t.Account) {
			accounts = append(accounts, t.Account)
		}
	}
	slices.Sort(accounts)
	for _, account := range accounts {
		w, err := s.load(r, account)
		if err != nil {
			return nil, err
		}
		if err := s.account(ctx, w, res, o); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(res.Findings, func(a, b Finding) int {
		return cmp.Or(compareIDs(a.Control, b.Control), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(res.Steps, func(a, b Step) int {
		return cmp.Or(compareIDs(a.Control, b.Control), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Subject, b.Subject))
	})
	slices.Sort(res.Errors)
	return res, nil
}

// account judges one account and appends to the result.
func (s *Set) account(ctx context.Context, w *world, res *Result, o Options) error {
	asOf := o.AsOf.UTC().Format(time.RFC3339)
	run := &run{set: s, w: w, o: o, asOf: asOf}
	acc := Account{ID: w.account, Partition: w.partition, Regions: w.judged}
	if err := run.govern(ctx, &acc); err != nil {
		return err
	}
	if err := run.choose(ctx, &acc); err != nil {
		return err
	}
	run.input = w.input(w.regions(w.evidence, run.governed), asOf)
	shift := len(res.Gaps)
	res.Gaps = append(res.Gaps, w.gaps...)
	res.Accounts = append(res.Accounts, acc)
	type out struct {
		findings []Finding
		steps    []Step
		errs     []string
	}
	outs := make([]out, len(s.items))
	jobs := make(chan int)
	var wait sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := range jobs {
				it := s.items[i]
				if it.control.Disabled != "" || run.off(it) {
					continue
				}
				rulings, errs := run.judge(ctx, it)
				o := out{errs: errs}
				for _, x := range rulings {
					o.findings = append(o.findings, run.finding(it, x, shift))
				}
				if run.o.Plan {
					steps, err := run.steps(ctx, it, o.findings)
					if err != nil {
						o.errs = append(o.errs, fmt.Sprintf("%s: plan: %v", it.control.ID, err))
					}
					o.steps = steps
				}
				outs[i] = o
			}
		})
	}
	for i, it := range s.items {
		if it.user {
			continue
		}
		jobs <- i
	}
	close(jobs)
	wait.Wait()
	for i, it := range s.items { // users' controls one at a time, each under the watch of its memory
		if !it.user || it.control.Disabled != "" {
			continue
		}
		rulings, errs := run.judge(ctx, it)
		outs[i].errs = errs
		for _, x := range rulings {
			outs[i].findings = append(outs[i].findings, run.finding(it, x, shift))
		}
		if run.o.Plan {
			steps, err := run.steps(ctx, it, outs[i].findings)
			if err != nil {
				outs[i].errs = append(outs[i].errs, fmt.Sprintf("%s: plan: %v", it.control.ID, err))
			}
			outs[i].steps = steps
		}
	}
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	for i, x := range outs {
		res.Findings = append(res.Findings, x.findings...)
		res.Steps = append(res.Steps, x.steps...)
		res.Errors = append(res.Errors, x.errs...)
		if s.items[i].control.Disabled == "" && run.off(s.items[i]) {
			for j := range res.Controls {
				if res.Controls[j].ID == s.items[i].control.ID {
					res.Controls[j].Disabled = "not part of the BLEA profile " + run.profile
				}
			}
		}
	}
	return nil
}

// run is the evaluation of one account.
type run struct {
	set      *Set
	w        *world
	o        Options
	asOf     string
	input    ast.Value
	governed []string
	// undecided are regions of which an unread call decides whether they are governed, and the gaps to blame.
	undecided []string
	blame     []int
	profile   string
	// profileBlame is not empty when an unread call decides the profile.
	profileBlame []int
}

// govern finds the regions that BLEA governs: the user's word, else the home of the qualifying trail, else the caller's region.
func (r *run) govern(ctx context.Context, acc *Account) error {
	if len(r.o.Governed) > 0 {
		r.governed = slices.Clone(r.o.Governed)
		slices.Sort(r.governed)
		acc.Governed, acc.GovernedWhy = r.governed, "given"
		return nil
	}
	r.governed = []string{}
	it := r.set.profile["governed"]
	r.input = r.w.input(r.w.regions(r.w.evidence, nil), r.asOf)
	var expected []subject
	for _, name := range r.w.enabled {
		expected = append(expected, r.regional(name))
	}
	rulings, err := r.settle(ctx, it, expected)
	if err != nil {
		return fmt.Errorf("governed regions: %w", err)
	}
	acc.GovernedWhy = "caller_region"
	for _, x := range rulings {
		switch {
		case x.status == Passed:
			r.governed = append(r.governed, x.subject.ID)
			if x.code == "trail_home" {
				acc.GovernedWhy = "trail_home"
			}
		case x.status == NotAvailable:
			r.undecided = append(r.undecided, x.subject.ID)
			r.blame = append(r.blame, x.blame...)
			acc.GovernedWhy = "undecided"
		}
	}
	if len(r.undecided) > 0 {
		r.w.reach = append(r.w.reach, reads.Gap{Collection: "governed_regions"})
	}
	acc.Governed = r.governed
	return nil
}

// choose decides BLEA's profile.
func (r *run) choose(ctx context.Context, acc *Account) error {
	if r.o.Profile != "" && r.o.Profile != "auto" {
		r.profile, acc.BLEAProfile, acc.BLEAWhy = r.o.Profile, r.o.Profile, "given"
		return nil
	}
	r.input = r.w.input(r.w.regions(r.w.evidence, r.governed), r.asOf)
	rulings, err := r.settle(ctx, r.set.profile["blea"], []subject{r.global()})
	if err != nil {
		return fmt.Errorf("BLEA profile: %w", err)
	}
	r.profile = "standalone"
	acc.BLEAWhy = rulings[0].code
	switch rulings[0].status {
	case Failed: // in this decision: not standalone
		r.profile = "control-tower"
	case NotAvailable:
		r.profileBlame = rulings[0].blame
		acc.BLEAWhy = "undecided"
	}
	acc.BLEAProfile = r.profile
	return nil
}

// off says whether a control of BLEA is not part of the chosen profile.
func (r *run) off(it *item) bool {
	return len(it.control.Profiles) > 0 && !slices.Contains(it.control.Profiles, r.profile) && len(r.profileBlame) == 0
}

func (r *run) global() subject {
	id := "AWS::::Account:" + r.w.account
	return subject{reads.Subject{ID: id, Region: "global"}, r.w.account, Resource{ARN: id, ID: id, Type: "AWS::::Account"}}
}

func (r *run) regional(name string) subject {
	id := "AWS::::Account:" + r.w.account
	return subject{reads.Subject{ID: name, Region: name}, r.w.account, Resource{ARN: id, ID: id, Type: "AWS::::Account"}}
}

// expected are the subjects that a control must judge: what the engine counts itself.
func (r *run) expected(it *item) []subject {
	c := it.control
	switch c.Subject {
	case "region":
		var out []subject
		names := r.w.judged
		if c.Governed {
			names = nil
			for _, g := range r.governed {
				if slices.Contains(r.w.judged, g) {
					names = append(names, g)
				}
			}
		}
		for _, name := range names {
			out = append(out, r.regional(name))
		}
		return out
	case "resource":
		var out []subject
		for _, el := range r.w.evidence[c.Collection] {
			region := str(el, "region")
			if region != "global" && !slices.Contains(r.w.judged, region) {
				continue // read as evidence only
			}
			x := subject{reads.Subject{ID: str(el, "id"), Region: region, Element: el}, r.w.account, Resource{ARN: cmp.Or(str(el, "arn"), str(el, "id")), ID: str(el, "id"), Type: cmp.Or(str(el, "type"), c.ResourceType)}}
			out = append(out, x)
		}
		return out
	case "organization":
		id := "AWS::Organizations::Organization"
		return []subject{{reads.Subject{ID: "AWS::::Organization", Region: "global"}, r.w.account, Resource{ARN: id, ID: id, Type: id}}}
	}
	return []subject{r.global()}
}

// judge gives a control's rulings for one account, and a line for each mistake of the control.
func (r *run) judge(ctx context.Context, it *item) (out []ruling, errs []string) {
	c := it.control
	if len(r.profileBlame) > 0 && len(c.Profiles) == 1 {
		return []ruling{{subject: r.global(), status: NotAvailable, code: "profile_unknown", blame: r.profileBlame}}, nil
	}
	expected := r.expected(it)
	scope, err := r.settle(ctx, it, expected)
	if err != nil {
		if ctx.Err() != nil {
			return nil, nil
		}
		errs = append(errs, fmt.Sprintf("%s: %v", c.ID, err))
		var mistake *controlError
		if !errors.As(err, &mistake) {
			if len(expected) == 0 {
				expected = []subject{r.global()}
			}
			scope = nil
			for _, x := range expected {
				scope = append(scope, ruling{subject: x, status: NotAvailable, code: "error", args: map[string]any{"error": err.Error()}})
			}
		}
	}
	out = append(out, scope...)
	placeholders := false
	for i, g := range r.w.gaps {
		if c.Subject == "resource" && g.Collection == c.Collection && g.Resource == "" && (g.Region == "global" || slices.Contains(r.w.judged, g.Region)) ||
			c.Subject == "region" && g.Collection == "regions" {
			id := g.Collection + "@" + g.Region
			out = append(out, ruling{subject: subject{reads.Subject{ID: id, Region: g.Region}, r.w.account, Resource{ARN: id, ID: id, Type: c.ResourceType}}, status: NotAvailable, code: "gap", blame: []int{i}})
			placeholders = true
		}
	}
	if c.Governed {
		for _, g := range r.governed {
			if !slices.Contains(r.w.judged, g) {
				out = append(out, ruling{subject: r.regional(g), status: NotAvailable, code: "not_scanned", args: map[string]any{"region": g}})
			}
		}
		for _, g := range r.undecided {
			out = append(out, ruling{subject: r.regional(g), status: NotAvailable, code: "gap", blame: r.blame})
		}
	}
	if len(out) == 0 && !placeholders && len(errs) == 0 && c.Subject == "resource" {
		status := Passed
		if strings.HasPrefix(c.ID, "BLEA.") || strings.HasPrefix(c.ID, "SA.") || strings.HasPrefix(c.ID, "CUSTOM/") {
			status = NotApplicable
		}
		out = append(out, ruling{subject: r.global(), status: status, code: "no_resources", empty: true})
	}
	return out, errs
}

// controlError is a mistake of a control that its rulings already show.
type controlError struct{ message string }

func (e *controlError) Error() string { return e.message }

type subjectKey struct{ id, region string }

// found is one finding as Rego gives it.
type found struct {
	ID       string         `json:"id"`
	Region   string         `json:"region"`
	Status   Status         `json:"status"`
	Code     string         `json:"code"`
	Args     map[string]any `json:"args"`
	Evidence []string       `json:"evidence"`
}

// settle evaluates a control and applies the soundness rule to each expected subject. Subjects out of the control's scope have no
// ruling. A missing or second finding is a mistake of the control: NOT_AVAILABLE, and an error that says so.
func (r *run) settle(ctx context.Context, it *item, expected []subject) ([]ruling, error) {
	got, err := r.findings(ctx, it, r.input)
	if err != nil {
		return nil, err
	}
	if len(expected) == 0 && len(got) == 0 {
		return nil, nil
	}
	narrowed := it.has("subjects")
	in := map[string]bool{}
	if narrowed {
		if in, err = r.members(ctx, it, r.input); err != nil {
			return nil, err
		}
	}
	by := map[subjectKey][]found{}
	for _, f := range got {
		by[subjectKey{f.ID, f.Region}] = append(by[subjectKey{f.ID, f.Region}], f)
	}
	verdicts := map[reads.Key]reads.Verdict{}
	for k, fs := range by {
		if len(fs) == 1 {
			verdicts[reads.Key{ID: k.id, Region: k.region}] = reads.Verdict{Status: string(fs[0].Status), Code: fs[0].Code}
		}
	}
	second := map[subjectKey]found{}
	look := func(ev reads.Evidence) (map[reads.Key]reads.Verdict, error) {
		got, err := r.findings(ctx, it, r.w.input(ev, r.asOf))
		if err != nil {
			return nil, err
		}
		out := map[reads.Key]reads.Verdict{}
		for _, f := range got {
			k := reads.Key{ID: f.ID, Region: f.Region}
			if _, twice := out[k]; twice {
				out[k] = reads.Verdict{}
				continue
			}
			out[k] = reads.Verdict{Status: string(f.Status), Code: f.Code}
			second[subjectKey{f.ID, f.Region}] = f
		}
		return out, nil
	}
	subjects := make([]reads.Subject, len(expected))
	for i, x := range expected {
		subjects[i] = x.Subject
	}
	evidence := r.w.regions(r.w.evidence, r.governedOrNil(it))
	settled, err := it.facts.Settle(evidence, r.w.reach, subjects, verdicts, look)
	if err != nil {
		return nil, err
	}
	membership, err := it.facts.InScope(evidence, r.w.reach, subjects, in, func(ev reads.Evidence) (map[string]bool, error) {
		return r.members(ctx, it, r.w.input(ev, r.asOf))
	})
	if err != nil {
		return nil, err
	}
	var out []ruling
	var mistakes []string
	seen := map[subjectKey]bool{}
	for _, x := range expected {
		k := subjectKey{x.ID, x.Region}
		seen[k] = true
		rk := reads.Key{ID: x.ID, Region: x.Region}
		fs := by[k]
		if narrowed {
			switch member := membership[rk]; member.Membership {
			case reads.Out:
				if len(fs) > 0 {
					mistakes = append(mistakes, fmt.Sprintf("a finding for %s, which its subjects leave out", x.ID))
				}
				continue
			case reads.Unknown:
				out = append(out, ruling{subject: x, status: NotAvailable, code: "gap", blame: member.Gaps})
				continue
			}
		}
		v := settled[rk]
		switch {
		case len(v.Gaps) > 0:
			out = append(out, ruling{subject: x, status: NotAvailable, code: "gap", blame: v.Gaps})
		case len(fs) == 1 && string(fs[0].Status) == v.Status && fs[0].Code == v.Code:
			out = append(out, ruling{subject: x, status: fs[0].Status, code: fs[0].Code, args: fs[0].Args, evidence: fs[0].Evidence})
		case v.Status != "" && second[k].Code == v.Code:
			f := second[k]
			out = append(out, ruling{subject: x, status: f.Status, code: f.Code, args: f.Args, evidence: f.Evidence})
		default:
			mistakes = append(mistakes, fmt.Sprintf("%d findings for %s in %s, instead of one", len(fs), x.ID, x.Region))
			out = append(out, ruling{subject: x, status: NotAvailable, code: "error", args: map[string]any{"error": fmt.Sprintf("it gave %d findings instead of one", len(fs))}})
		}
	}
	for k, fs := range by {
		if !seen[k] && !r.evidenceOnly(it, k) {
			mistakes = append(mistakes, fmt.Sprintf("%d findings for %s in %s, which is none of its subjects", len(fs), k.id, k.region))
		}
	}
	if len(mistakes) > 0 {
		slices.Sort(mistakes)
		if len(mistakes) > 5 {
			mistakes = append(mistakes[:5], fmt.Sprintf("and %d more", len(mistakes)-5))
		}
		return out, &controlError{strings.Join(mistakes, "; ")}
	}
	return out, nil
}

// governedOrNil is what input needs: the decision about governed regions is made without them.
func (r *run) governedOrNil(it *item) []string {
	if it == r.set.profile["governed"] {
		return nil
	}
	return r.governed
}

// evidenceOnly says whether a finding is about an element of a region that is read but not judged.
func (r *run) evidenceOnly(it *item, k subjectKey) bool {
	return it.control.Subject == "resource" && k.region != "global" && !slices.Contains(r.w.judged, k.region)
}

// has says whether the control's package has a rule of this name.
func (it *item) has(rule string) bool {
	return len(it.compiler.GetRulesExact(it.ref(rule))) > 0
}

func (it *item) ref(rule string) ast.Ref {
	return ast.MustParseRef(it.control.Package + "." + rule)
}

func (r *run) findings(ctx context.Context, it *item, input ast.Value) ([]found, error) {
	raw, err := r.query(ctx, it, "findings", input)
	if err != nil {
		return nil, err
	}
	var out []found
	if err := json.Unmarshal(raw, &out); err != nil {
		return nil, fmt.Errorf("its findings have not the form of result.pass and result.fail: %w", err)
	}
	for i, f := range out {
		switch f.Status {
		case Passed, Failed, Warning, NotApplicable, NotAvailable:
		default:
			return nil, fmt.Errorf("it gave the status %q", f.Status)
		}
		if _, ok := it.control.Reasons[f.Code]; !ok && it.control.Reasons != nil {
			return nil, fmt.Errorf("it gave the reason code %q, which its METADATA does not have", f.Code)
		}
		slices.Sort(out[i].Evidence)
	}
	return out, nil
}

func (r *run) members(ctx context.Context, it *item, input ast.Value) (map[string]bool, error) {
	raw, err := r.query(ctx, it, "subjects", input)
	if err != nil {
		return nil, err
	}
	var ids []string
	if err := json.Unmarshal(raw, &ids); err != nil {
		return nil, fmt.Errorf("its subjects are not a set of ids: %w", err)
	}
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, nil
}

// query evaluates one rule of a control within its limits.
func (r *run) query(ctx context.Context, it *item, rule string, input ast.Value) (raw []byte, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the evaluation panicked: %v", v)
		}
	}()
	limit := cmp.Or(r.o.Limit, time.Minute)
	if it.user && r.o.Limit == 0 {
		limit = 10 * time.Second
	}
	inner, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("it took longer than %s", limit))
	defer cancel()
	if it.user {
		stop := watch(inner, cancel, cmp.Or(r.o.Heap, 1<<30))
		defer func() {
			if grew := stop(); grew != nil && err != nil {
				err = grew
			}
		}()
	}
	q, err := it.prepare(rule, r.set.params)
	if err != nil {
		return nil, err
	}
	rs, err := q.Eval(inner, rego.EvalParsedInput(input))
	if err != nil {
		if cause := context.Cause(inner); cause != nil {
			return nil, cause
		}
		return nil, err
	}
	if len(rs) == 0 || len(rs[0].Expressions) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(rs[0].Expressions[0].Value)
}

// prepare makes the query of one rule, once for all accounts. A built-in that errs is an error of the control, not "undefined":
// a control must not decide by what it could not compute.
func (it *item) prepare(rule string, params map[string]map[string]any) (rego.PreparedEvalQuery, error) {
	it.mu.Lock()
	defer it.mu.Unlock()
	if q, ok := it.queries[rule]; ok {
		return q, nil
	}
	data := map[string]any{}
	for id, p := range params {
		data[id] = p
	}
	opts := append(slices.Clone(bound()), rego.Compiler(it.compiler), rego.Query(it.control.Package+"."+rule), rego.StrictBuiltinErrors(true),
		rego.Store(inmem.NewFromObjectWithOpts(map[string]any{"parameters": data}, inmem.OptRoundTripOnWrite(false))))
	q, err := rego.New(opts...).PrepareForEval(context.Background())
	if err == nil {
		if it.queries == nil {
			it.queries = map[string]rego.PreparedEvalQuery{}
		}
		it.queries[rule] = q
	}
	return q, err
}

// watch cancels an evaluation when the heap grows by more than limit. It looks at the whole heap, so it runs beside one control only.
func watch(ctx context.Context, cancel context.CancelFunc, limit uint64) (stop func() error) {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	start := heap()
	done := make(chan error, 1)
	quit := make(chan struct{})
	go func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				done <- nil
				return
			case <-ctx.Done():
				done <- nil
				return
			case <-tick.C:
				if now := heap(); now > start && now-start > limit {
					cancel()
					done <- fmt.Errorf("it took more than %d MiB of memory", limit>>20)
					return
				}
			}
		}
	}()
	return func() error { close(quit); return <-done }
}

// finding joins a ruling with the control's metadata and the values of its evidence.
func (r *run) finding(it *item, x ruling, shift int) Finding {
	c := it.control
	f := Finding{
		ID:      fmt.Sprintf("kijun/%s/%s/%s/%s", x.subject.account, x.subject.Region, c.ID, x.subject.resource.ARN),
		Control: c.ID, Status: x.status, Severity: c.Severity, Account: x.subject.account, Region: x.subject.Region, Resource: x.subject.resource,
		ReasonCode: x.code, ReasonArgs: x.args, Evidence: []Evidence{}, Parameters: map[string]any{}, Standards: slices.Sorted(maps.Keys(c.Standards)), Empty: x.empty,
	}
	maps.Copy(f.Parameters, r.set.params[c.ID])
	var calls []string
	for _, i := range x.blame {
		if i < len(r.w.gaps) { // the last one may stand for undecided governed regions
			g := r.w.gaps[i]
			f.Gaps = append(f.Gaps, i+shift)
			call := g.Operation
			if g.Resource != "" {
				call += " (" + g.Resource + ")"
			}
			calls = append(calls, call)
		}
	}
	slices.Sort(f.Gaps)
	f.Gaps = slices.Compact(f.Gaps)
	slices.Sort(calls)
	calls = slices.Compact(calls)
	if x.code == "gap" || x.code == "profile_unknown" {
		list := make([]any, len(calls))
		for i, c := range calls {
			list[i] = c
		}
		f.ReasonArgs = map[string]any{"calls": list}
	}
	if f.ReasonArgs == nil {
		f.ReasonArgs = map[string]any{}
	}
	text, ok := c.Reasons[x.code]
	if e, engine := EngineReasons[x.code]; engine && (!ok || x.blame != nil || x.code == "no_resources") {
		text = e
	}
	f.Reason = Fill(text.In(r.o.Lang), f.ReasonArgs)
	if x.status == NotAvailable && x.blame != nil {
		return f
	}
	for _, p := range x.evidence {
		f.Evidence = append(f.Evidence, r.values(x.subject, c, p)...)
	}
	return f
}

// most is how many elements' values one evidence path may bring: what an absolute path finds is proportional to the account.
const most = 25

// values are what AWS answered at an evidence path.
func (r *run) values(x subject, c Control, path string) []Evidence {
	if key, rest, ok := absolute(path); ok {
		var out []Evidence
		for _, el := range r.w.evidence[key] {
			region := str(el, "region")
			if c.Subject == "region" && region != x.Region && region != "global" {
				continue
			}
			if len(out) < most {
				out = append(out, Evidence{Collection: key, Resource: str(el, "id"), Region: region, Path: rest, Value: lookup(el, rest)})
			}
		}
		return out
	}
	if x.Element == nil {
		return nil
	}
	return []Evidence{{Collection: c.Collection, Resource: x.ID, Region: x.Region, Path: path, Value: lookup(x.Element, path)}}
}

// steps evaluates a control's plan rule and keeps the steps of failing findings.
func (r *run) steps(ctx context.Context, it *item, findings []Finding) ([]Step, error) {
	failing := map[subjectKey]bool{}
	for _, f := range findings {
		if f.Status == Failed {
			id := f.Resource.ID
			if it.control.Subject == "region" {
				id = f.Region
			}
			failing[subjectKey{id, f.Region}] = true
		}
	}
	if len(failing) == 0 || !it.has("plan") {
		return nil, nil
	}
	raw, err := r.query(ctx, it, "plan", r.input)
	if err != nil {
		return nil, err
	}
	var all []Step
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("its steps have not the form of a step: %w", err)
	}
	var out []Step
	for _, step := range all {
		key := subjectKey{step.Subject, step.Region}
		if it.control.Subject == "account" || it.control.Subject == "organization" {
			key.region = "global" // the step names the region of its calls
		}
		if !failing[key] {
			continue
		}
		step.Control, step.Account = it.control.ID, r.w.account
		out = append(out, step)
	}
	return out, nil
}

// Fill puts arguments into a reason's placeholders. A placeholder without an argument stays as it is.
func Fill(text string, args map[string]any) string {
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		v, ok := args[p[1:len(p)-1]]
		if !ok {
			return p
		}
		return show(v)
	})
}

func show(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case []any:
		var parts []string
		for i, y := range x {
			if i == 8 {
				parts = append(parts, fmt.Sprintf("(+%d)", len(x)-i))
				break
			}
			parts = append(parts, show(y))
		}
		return strings.Join(parts, ", ")
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}
