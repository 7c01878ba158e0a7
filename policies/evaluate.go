package policies

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"runtime/metrics"
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
	Profile  string    // BLEA's: auto, or profiles with commas (CheckProfile)
	Plan     bool      // also plan remediation: Result.Steps
	// PlanSeverity leaves steps out that only less severe controls ask for; empty: none.
	PlanSeverity string
	// Accepted says which findings somebody accepted at the time against which ages are measured: no step is made for them. Nil: none.
	Accepted func(*Finding, time.Time) bool
	// Actions, if set, tells the IAM actions that calling an operation ("sns:SetTopicAttributes") takes, for the permissions of steps.
	Actions func(operation string) []string
	// Limit bounds one control on one account; 0 means a minute, and ten seconds for users' controls.
	Limit time.Duration
	// Heap bounds what evaluating users' controls may add to the heap, in bytes; 0 means 1 GiB.
	Heap uint64
	// Only, if set, narrows a run to these of the set's controls (ids); the others give no findings.
	Only map[string]bool
	// Timing, if set, is told how long each query took: of a control, its rule (findings, subjects, plan). It is called side by side. With no
	// control it is told how long it took to load the evidence of an account.
	Timing func(control, rule string, took time.Duration)
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
	blame    []int // of the world's reach
	empty    bool
	own      bool // the control gave the code
}

// Evaluate judges every account of a snapshot. It uses no network and no clock; the same snapshot, set and options give the same result.
func (s *Set) Evaluate(ctx context.Context, r *snapshot.Reader, o Options) (*Result, error) {
	return s.EvaluateSet(ctx, snapshot.Of(r), o)
}

// EvaluateSet is Evaluate for snapshots that belong together: accounts are read and judged one after the other. Where the set holds the
// evidence of an organization, every account is judged with it, and what is about the organization is judged once.
func (s *Set) EvaluateSet(ctx context.Context, set *snapshot.Set, o Options) (*Result, error) {
	m := set.Manifest()
	if o.AsOf.IsZero() {
		o.AsOf = m.CollectedAt
	}
	if len(o.Governed) == 0 {
		o.Governed = m.GovernedRegions
	}
	res := &Result{Kijun: o.Kijun, AsOf: o.AsOf.UTC(), Lang: o.Lang, Snapshot: m.Root, Policies: s.Digest, Incomplete: m.Incomplete != "",
		AllStandards: s.Standards, Accounts: []Account{}, Gaps: []Gap{}, Controls: slices.Clone(s.Controls)}
	if s.versions != nil {
		res.Versions = s.versions.at(o.AsOf)
	}
	if err := s.everyone(ctx, set, res, o); err != nil {
		return nil, errors.Join(err, res.Findings.Close())
	}
	res.Findings.sort()
	slices.Sort(res.Errors)
	return res, nil
}

// everyone judges the organization, if there is one, and then its accounts.
func (s *Set) everyone(ctx context.Context, set *snapshot.Set, res *Result, o Options) error {
	accounts := set.Accounts()
	names := map[string]string{}
	var all *common
	var owners *owners
	if about := set.Manifest().Organization; about != nil {
		res.Organization = &Organization{ID: about.ID, Management: about.Management}
		for _, a := range about.Accounts {
			names[a.ID] = a.Name
		}
		owners = newOwners(accounts)
		w, err := s.shared(set, o)
		if err != nil {
			return err
		}
		all = &common{evidence: w.evidence, gaps: w.gaps}
		w.account, w.whole, w.common = cmp.Or(about.Management, set.Manifest().Caller.Account), true, nil
		res.Gaps = append(res.Gaps, w.gaps...)
		if err := s.account(ctx, w, res, o, nil); err != nil {
			return err
		}
	}
	lending, err := s.lend(set)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		w, err := s.read(set, account, all, o)
		if err != nil {
			return err
		}
		s.borrow(lending, w)
		w.name = names[account]
		if err := s.account(ctx, w, res, o, owners); err != nil {
			return err
		}
	}
	return nil
}

// shared loads what the accounts of a set have in common, if they are an organization's; else it is nil.
func (s *Set) shared(set *snapshot.Set, o Options) (*world, error) {
	if set.Manifest().Organization == nil {
		return nil, nil
	}
	w, err := s.read(set, snapshot.OrganizationSet, &common{}, o)
	if err == nil {
		err = s.gather(set, w)
	}
	return w, err
}

// read loads the evidence of an account, or of the organization.
func (s *Set) read(set *snapshot.Set, account string, all *common, o Options) (*world, error) {
	start := time.Now()
	v, err := set.Open(account)
	if err != nil {
		return nil, err
	}
	defer v.Close()
	w, err := s.load(v, all)
	if err == nil && o.Timing != nil {
		o.Timing("", "load", time.Since(start))
	}
	return w, err
}

// owners keep what several accounts of an organization show from being judged more than once: by the account that it belongs to, or by
// the first that shows it where that account is not judged.
type owners struct {
	accounts map[string]bool
	seen     map[[2]string]string // collection and ARN -> account that judges it
}

func newOwners(accounts []string) *owners {
	o := &owners{accounts: map[string]bool{}, seen: map[[2]string]string{}}
	for _, a := range accounts {
		o.accounts[a] = true
	}
	return o
}

// elsewhere says whether another account than the given one judges an element of a collection.
func (o *owners) elsewhere(account, collection, arn string) bool {
	parts := strings.SplitN(arn, ":", 6)
	if o == nil || len(parts) < 6 || parts[0] != "arn" || parts[4] == "" || parts[4] == account || parts[4] == "aws" {
		return false
	}
	if o.accounts[parts[4]] {
		return true
	}
	return !o.first(account, collection, arn)
}

// first says whether an account is the first that shows an element.
func (o *owners) first(account, collection, arn string) bool {
	if o == nil {
		return true
	}
	key := [2]string{collection, arn}
	if o.seen[key] == "" {
		o.seen[key] = account
	}
	return o.seen[key] == account
}

// account judges one account and appends to the result.
func (s *Set) account(ctx context.Context, w *world, res *Result, o Options, others *owners) error {
	ctx = context.WithValue(ctx, answersKey{}, &answers{})
	asOf := o.AsOf.UTC().Format(time.RFC3339)
	run := &run{set: s, w: w, o: o, asOf: asOf, resources: &resources{}}
	run.share(others)
	acc := Account{ID: w.account, Name: w.name, Partition: w.partition, Regions: w.judged, SecureAccount: w.secureAccount(), Closed: w.closed}
	for _, g := range w.gaps[:w.own] {
		if g.Collection == snapshot.AccountKey {
			acc.Unread = cmp.Or(g.Message, g.Code)
		}
	}
	first := slices.Clone(w.reach)
	if err := run.decideAll(ctx, &acc); err != nil {
		return err
	}
	run.input = w.input(w.regions(w.evidence, run.governed), asOf)
	shift := len(res.Gaps)
	if w.whole {
		shift = 0 // they are there already
	} else {
		res.Gaps = append(res.Gaps, w.gaps[:w.own]...)
		res.Accounts = append(res.Accounts, acc)
	}
	gaps := w.hidden()
	idle := map[*item]bool{} // built-in controls whose subjects are none, also if what is missing were there
	var busy []*item
	for _, it := range s.items {
		switch {
		case it.user || it.control.Disabled != "" || run.off(it) || run.left(it):
		case len(run.expected(it)) == 0 && !it.outside && !it.touched(gaps):
			idle[it] = true
		default:
			busy = append(busy, it)
		}
	}
	if err := s.compile(busy); err != nil {
		return err
	}
	run.idle, run.library = idle, newLibrary(busy)
	outs := make([]output, len(s.items))
	groups := run.groups()
	kept := gathering{fs: &res.Findings}
	judge := func(group []int) {
		items := make([]*item, len(group))
		for i, at := range group {
			items[i] = s.items[at]
		}
		for i, x := range run.controls(ctx, items, shift) {
			kept.add(x.findings)
			x.findings = nil // they are kept
			outs[group[i]] = x
		}
	}
	jobs := make(chan []int)
	var wait sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for group := range jobs {
				judge(group)
			}
		})
	}
	for _, group := range groups {
		if !s.items[group[0]].user {
			jobs <- group
		}
	}
	close(jobs)
	wait.Wait()
	for _, group := range groups {
		if s.items[group[0]].user { // one at a time, each under the watch of its memory
			judge(group)
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if kept.err != nil {
		return kept.err
	}
	if o.Plan {
		steps, errs, err := run.planSteps(ctx, first, groups, outs)
		if err != nil {
			return err
		}
		res.Steps = append(res.Steps, steps...)
		for i, list := range errs {
			outs[i].errs = append(outs[i].errs, list...)
		}
	}
	for i, x := range outs {
		res.Errors = append(res.Errors, x.errs...)
		if s.items[i].control.Disabled == "" && !run.left(s.items[i]) && run.off(s.items[i]) {
			res.Controls[i].Disabled = run.without()
		}
	}
	return nil
}

// output is what one control says of one account.
type output struct {
	findings []Finding
	rulings  []ruling // for the plan, of the first of those that the same rules decide
	errs     []string
}

// left says whether this run leaves a control out: what is about the organization is not an account's, where there is one.
func (r *run) left(it *item) bool {
	if (it.control.Subject == "organization") != r.w.whole && (r.w.whole || r.w.common != nil) {
		return true
	}
	return r.o.Only != nil && !r.o.Only[it.control.ID]
}

// groups are the places of the items that count in this account, those that the same rules decide together.
func (r *run) groups() [][]int {
	var out [][]int
	at := map[string]int{} // control that the rules were written for -> place in out
	for i, it := range r.set.items {
		if it.control.Disabled != "" || r.off(it) || r.left(it) {
			continue
		}
		j, ok := at[it.rules()]
		if !ok {
			at[it.rules()] = len(out)
			out = append(out, []int{i})
			continue
		}
		if it.control.SameAs == "" { // steps and their order are known by its id
			out[j] = append([]int{i}, out[j]...)
			continue
		}
		out[j] = append(out[j], i)
	}
	return out
}

// controls judges what the same rules decide: once for the first, whose rulings and steps are those of all. shift is where the account's
// gaps begin in the result's list.
func (r *run) controls(ctx context.Context, items []*item, shift int) []output {
	rulings, errs := r.judge(ctx, items[0])
	outs := make([]output, len(items))
	for i, it := range items {
		out := output{findings: make([]Finding, 0, len(rulings))}
		for _, e := range errs {
			out.errs = append(out.errs, it.control.ID+": "+e)
		}
		v := values{run: r, it: it, seen: map[[2]string][]Evidence{}}
		for _, x := range rulings {
			out.findings = append(out.findings, r.finding(&v, x, shift))
		}
		outs[i] = out
	}
	if r.o.Plan {
		outs[0].rulings = rulings
	}
	return outs
}

// run is the evaluation of one account.
type run struct {
	set      *Set
	w        *world
	o        Options
	asOf     string
	input    ast.Value
	library  *library           // of the input, for the built-in controls
	idle     map[*item]bool     // built-in controls that have nothing to judge
	others   map[[2]string]bool // collection and id of elements that another account judges
	adopted  map[string]bool    // buckets of other accounts that are judged here where what is asked is about those who deliver to them
	governed []string
	// resources keep the subjects of the controls of resources.
	resources *resources
	// undecided are regions of which an unread call decides whether they are governed, and the gaps to blame.
	undecided []string
	blame     []int
	// profiles are BLEA's that the account is held against, and undecidedProfiles those that unread calls decide, with what these hide.
	profiles          []string
	undecidedProfiles map[string][]int
}

// share finds the elements that another account of the organization judges.
func (r *run) share(o *owners) {
	r.others, r.adopted = map[[2]string]bool{}, map[string]bool{}
	for id, b := range r.w.lent {
		r.others[[2]string{bucketsKey, id}] = true
		r.adopted[id] = !b.named && o.first(r.w.account, bucketsKey, id)
	}
	if o == nil {
		return
	}
	for key, elements := range r.w.evidence {
		if r.set.organizational(key) {
			continue
		}
		for _, el := range elements {
			if o.elsewhere(r.w.account, key, str(el, "arn")) {
				r.others[[2]string{key, str(el, "id")}] = true
			}
		}
	}
}

// decideAll decides about the account what comes before its controls.
func (r *run) decideAll(ctx context.Context, acc *Account) error {
	r.undecided, r.blame = nil, nil
	if err := r.govern(ctx, acc); err != nil {
		return err
	}
	return r.choose(ctx, acc)
}

// resources are the elements of collections as subjects: many controls judge the same ones. A nil one keeps nothing.
type resources struct {
	mu   sync.Mutex
	kept map[[2]string]subjectList // by collection and type
}

// subjectList are the subjects that a list of elements gave.
type subjectList struct {
	elements []ast.Object
	subjects []subject
}

// get gives the subjects of a control of resources, if they are those of these elements and not of a list that a forecast has changed.
func (k *resources) get(c Control, elements []ast.Object) ([]subject, bool) {
	if k == nil || len(elements) == 0 {
		return nil, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	x := k.kept[[2]string{c.Collection, c.ResourceType}]
	if len(x.elements) != len(elements) || &x.elements[0] != &elements[0] {
		return nil, false
	}
	return slices.Clip(x.subjects), true
}

func (k *resources) put(c Control, elements []ast.Object, subjects []subject) {
	if k == nil || len(elements) == 0 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		k.kept = map[[2]string]subjectList{}
	}
	k.kept[[2]string{c.Collection, c.ResourceType}] = subjectList{elements, subjects}
}

// govern finds the regions that BLEA governs: the user's word, else the home of the qualifying trail, else the caller's region.
func (r *run) govern(ctx context.Context, acc *Account) error {
	if err := r.set.compile(r.set.decided()); err != nil {
		return err
	}
	if len(r.o.Governed) > 0 {
		r.governed = slices.Clone(r.o.Governed)
		slices.Sort(r.governed)
		acc.Governed, acc.GovernedWhy = r.governed, "given"
		return nil
	}
	r.governed = []string{}
	if r.w.lost && r.set.awaited["governed"] {
		for i, x := range r.w.gaps[:r.w.own] {
			if x.Collection == snapshot.AccountKey {
				r.blame = append(r.blame, i)
			}
		}
		r.undecided = []string{cmp.Or(r.w.home, "unknown")}
		r.w.reach = append(r.w.reach, reach{Gap: reads.Gap{Collection: "governed_regions"}, of: r.blame})
		acc.Governed, acc.GovernedWhy = r.governed, "undecided"
		return nil
	}
	if !r.set.awaited["governed"] {
		acc.Governed, acc.GovernedWhy = r.governed, "not_asked"
		return nil
	}
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
		r.w.reach = append(r.w.reach, reach{Gap: reads.Gap{Collection: "governed_regions"}, of: r.blame})
	} else if len(r.governed) == 0 { // the caller's region is none of the account's: it is reported as not scanned, rather than judged by nobody
		r.governed = []string{cmp.Or(r.w.home, "unknown")}
	}
	acc.Governed = r.governed
	return nil
}

// choose decides BLEA's profiles: the governance base and the guest systems, each by the user's word or by the evidence.
func (r *run) choose(ctx context.Context, acc *Account) error {
	given := strings.Split(cmp.Or(r.o.Profile, "auto"), ",")
	auto := slices.Contains(given, "auto") && r.set.awaited["blea"]
	r.input = r.w.input(r.w.regions(r.w.evidence, r.governed), r.asOf)
	r.profiles, r.undecidedProfiles = []string{}, map[string][]int{}
	acc.BLEAGuests = []Guest{}
	base := slices.IndexFunc(given, func(p string) bool { return slices.Contains(bases, p) })
	switch {
	case base >= 0:
		acc.BLEAProfile, acc.BLEAWhy = given[base], "given"
		r.profiles = append(r.profiles, given[base])
	case auto:
		x, err := r.decide(ctx, "blea")
		if err != nil {
			return err
		}
		acc.BLEAProfile, acc.BLEAWhy = "standalone", x.code
		switch x.status {
		case Failed: // in this decision: not standalone
			acc.BLEAProfile = "control-tower"
		case NotAvailable:
			acc.BLEAWhy = "undecided"
			for _, p := range bases {
				r.undecidedProfiles[p] = x.blame
			}
		}
		if x.status != NotAvailable {
			r.profiles = append(r.profiles, acc.BLEAProfile)
		}
	}
	for _, p := range guests {
		if slices.Contains(given, p) {
			r.profiles, acc.BLEAGuests = append(r.profiles, p), append(acc.BLEAGuests, Guest{p, "given"})
			continue
		}
		if !auto {
			continue
		}
		x, err := r.decide(ctx, strings.ReplaceAll(p, "-", "_"))
		if err != nil {
			return err
		}
		switch x.status {
		case Passed:
			r.profiles, acc.BLEAGuests = append(r.profiles, p), append(acc.BLEAGuests, Guest{p, x.code})
		case NotAvailable:
			r.undecidedProfiles[p] = x.blame
			acc.BLEAGuests = append(acc.BLEAGuests, Guest{p, "undecided"})
		}
	}
	return nil
}

// decide makes one of the decisions about the account as a whole.
func (r *run) decide(ctx context.Context, name string) (ruling, error) {
	rulings, err := r.settle(ctx, r.set.profile[name], []subject{r.global()})
	if err != nil {
		return ruling{}, fmt.Errorf("BLEA profile: %w", err)
	}
	return rulings[0], nil
}

// profile says whether a control is part of one of the account's profiles, or whether unread calls decide that: then blame is what they
// hide. Where the base is undecided it is one of the two.
func (r *run) profile(it *item) (in bool, blame []int) {
	of := it.control.Profiles
	if r.w.whole && (slices.Contains(of, "control-tower") || len(of) == 0) && !slices.Contains(strings.Split(r.o.Profile, ","), "standalone") {
		return true, nil // what an organization is held against, whatever its accounts are
	}
	if len(of) == 0 || it.named || slices.ContainsFunc(of, func(p string) bool { return slices.Contains(r.profiles, p) }) {
		return true, nil
	}
	both := true
	for _, p := range bases {
		both = both && slices.Contains(of, p) && r.undecidedProfiles[p] != nil
	}
	if both {
		return true, nil
	}
	for _, p := range of {
		blame = append(blame, r.undecidedProfiles[p]...)
	}
	return false, blame
}

// off says whether a control of BLEA is certainly not part of the account's profiles.
func (r *run) off(it *item) bool {
	in, blame := r.profile(it)
	return !in && blame == nil
}

// without says why a control that is off does not count.
func (r *run) without() string {
	names := slices.Clone(r.profiles)
	if r.undecidedProfiles[bases[0]] != nil {
		names = slices.Concat([]string{strings.Join(bases, " or ")}, names)
	}
	return "not part of the BLEA profile " + strings.Join(names, ", ")
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
		elements := r.w.evidence[c.Collection]
		adopts := it.outside && len(r.adopted) > 0
		if out, ok := r.resources.get(c, elements); ok && !adopts {
			return out
		}
		var out []subject
		for _, el := range elements {
			region := str(el, "region")
			if region != "global" && !slices.Contains(r.w.judged, region) {
				continue // read as evidence only
			}
			if r.others[[2]string{c.Collection, str(el, "id")}] && !(adopts && c.Collection == bucketsKey && r.adopted[str(el, "id")]) {
				continue
			}
			x := subject{reads.Subject{ID: str(el, "id"), Region: region, Element: el}, r.w.account, Resource{ARN: cmp.Or(str(el, "arn"), str(el, "id")), ID: str(el, "id"), Type: cmp.Or(str(el, "type"), c.ResourceType)}}
			out = append(out, x)
		}
		if !adopts {
			r.resources.put(c, elements, out)
		}
		return slices.Clip(out)
	case "organization":
		id := "AWS::Organizations::Organization"
		return []subject{{reads.Subject{ID: "AWS::::Organization", Region: "global"}, r.w.account, Resource{ARN: id, ID: id, Type: id}}}
	}
	return []subject{r.global()}
}

// judge gives a control's rulings for one account, and what it did wrong.
func (r *run) judge(ctx context.Context, it *item) (out []ruling, errs []string) {
	c := it.control
	if in, blame := r.profile(it); !in {
		return []ruling{{subject: r.global(), status: NotAvailable, code: "profile_unknown", blame: blame}}, nil
	}
	expected := r.expected(it)
	var err error
	if !r.idle[it] {
		out, err = r.settle(ctx, it, expected)
	}
	if err == nil && it.outside {
		var more []ruling
		more, err = r.elsewhere(ctx, it)
		out = append(out, more...)
	}
	if err != nil {
		if ctx.Err() != nil {
			return nil, nil
		}
		errs = append(errs, err.Error())
		var mistake *controlError
		if !errors.As(err, &mistake) { // it said nothing at all
			if len(expected) == 0 {
				expected = []subject{r.global()}
			}
			out = nil
			for _, x := range expected {
				out = append(out, ruling{subject: x, status: NotAvailable, code: "error", args: map[string]any{"error": err.Error()}})
			}
		}
	}
	out = append(out, r.unlisted(it)...)
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
	if len(out) == 0 && c.Subject == "resource" {
		status := Passed
		if strings.HasPrefix(c.ID, "BLEA.") || strings.HasPrefix(c.ID, "SA.") || it.user {
			status = NotApplicable
		}
		out = append(out, ruling{subject: r.global(), status: status, code: "no_resources", empty: true})
	}
	return out, errs
}

// unlisted are the placeholders for subjects that a gap hides: one for each region of a listing that failed.
func (r *run) unlisted(it *item) []ruling {
	c := it.control
	var out []ruling
	at := map[string]int{}
	for i, x := range r.w.reach {
		if i >= len(r.w.gaps) {
			break
		}
		g := r.w.gaps[i]
		key, region := g.Collection, g.Region
		switch {
		case c.Subject == "resource" && g.Collection == c.Collection && x.ID == "" && (region == "global" || slices.Contains(r.w.judged, region)):
		case c.Subject == "resource" && g.Collection == "regions" && r.regionalOnes(c.Collection):
			key = c.Collection
		case c.Subject == "resource" && (g.Collection == snapshot.AccountKey || g.Collection == snapshot.RegionKey && r.regionalOnes(c.Collection)) && i < r.w.own:
			key = c.Collection
		case c.Subject == "region" && g.Collection == "regions":
		case c.Subject == "region" && g.Collection == snapshot.AccountKey && i < r.w.own && len(r.w.judged) == 0 && !c.Governed:
		default:
			continue
		}
		id := key + "@" + region
		if j, again := at[id]; again {
			out[j].blame = append(out[j].blame, i)
			continue
		}
		at[id] = len(out)
		out = append(out, ruling{subject: subject{reads.Subject{ID: id, Region: region}, r.w.account, Resource{ARN: id, ID: id, Type: c.ResourceType}}, status: NotAvailable, code: "gap", blame: []int{i}})
	}
	return out
}

// regionalOnes says whether elements of a collection live in regions: those of regions that could not be listed are not judged.
func (r *run) regionalOnes(key string) bool {
	return r.set.index[key].Scope != "global" || slices.ContainsFunc(r.w.evidence[key], func(el ast.Object) bool { return str(el, "region") != "global" })
}

// controlError is a mistake of a control that its rulings already show.
type controlError struct{ message string }

func (e *controlError) Error() string { return e.message }

type subjectKey struct{ id, region string }

// found is one finding as Rego gives it.
type found struct {
	ID, Region string
	Status     Status
	Code       string
	Args       map[string]any
	Evidence   []string
}

// said is what a control found for one subject, the last of its findings if there are several.
type said struct {
	times int
	*found
	expected bool // the engine counts the subject itself
}

func (s said) verdict() reads.Verdict { return reads.Verdict{Status: string(s.Status), Code: s.Code} }

// settle evaluates a control and applies the soundness rule to each expected subject. Subjects out of the control's scope have no
// ruling. A missing or second finding is a mistake of the control: NOT_AVAILABLE, and an error that says so.
func (r *run) settle(ctx context.Context, it *item, expected []subject) ([]ruling, error) {
	input := r.inputOf(it)
	cache := r.cache(it)
	got, err := r.findings(ctx, it, "findings", input, cache)
	if err != nil {
		return nil, err
	}
	if len(expected) == 0 && len(got) == 0 {
		return nil, nil
	}
	narrowed := it.has("subjects")
	in := map[string]bool{}
	if narrowed {
		if in, err = r.members(ctx, it, input, cache); err != nil {
			return nil, err
		}
	}
	by := make(map[subjectKey]said, len(got))
	for i := range got {
		k := subjectKey{got[i].ID, got[i].Region}
		by[k] = said{times: by[k].times + 1, found: &got[i]}
	}
	second := map[subjectKey]found{}
	look := func(ev reads.Evidence) (map[reads.Key]reads.Verdict, error) {
		got, err := r.findings(ctx, it, "findings", r.w.input(ev, r.asOf), nil)
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
	gaps := r.w.hidden()
	touched := it.touched(gaps)
	if it.shape != nil { // it knows the collection by another name
		evidence[tagged] = evidence[it.control.Collection]
		for i := range gaps {
			if gaps[i].Collection == it.control.Collection {
				gaps[i].Collection = tagged
			}
		}
	}
	settled, membership := map[reads.Key]reads.Settled{}, map[reads.Key]reads.Scoped{}
	if touched {
		verdicts := map[reads.Key]reads.Verdict{}
		for k, x := range by {
			if x.times == 1 {
				verdicts[reads.Key{ID: k.id, Region: k.region}] = x.verdict()
			}
		}
		if settled, err = it.facts().Settle(evidence, gaps, subjects, verdicts, look); err != nil {
			return nil, err
		}
		membership, err = it.facts().InScope(evidence, gaps, subjects, in, func(ev reads.Evidence) (map[string]bool, error) {
			return r.members(ctx, it, r.w.input(ev, r.asOf), nil)
		})
		if err != nil {
			return nil, err
		}
	}
	out := make([]ruling, 0, len(expected))
	var mistakes []string
	met, members := 0, 0 // of what it found and of its subjects: those that are expected
	for _, x := range expected {
		k := subjectKey{x.ID, x.Region}
		rk := reads.Key{ID: x.ID, Region: x.Region}
		fs := by[k]
		if fs.times > 0 {
			met++
			fs.expected = true
			by[k] = fs
		}
		if in[x.ID] {
			members++
		}
		if narrowed {
			member := membership[rk]
			if !touched {
				member.Membership = reads.Out
				if in[x.ID] {
					member.Membership = reads.In
				}
			}
			switch member.Membership {
			case reads.Out:
				if fs.times > 0 {
					mistakes = append(mistakes, fmt.Sprintf("a finding for %s, which its subjects leave out", x.ID))
				}
				continue
			case reads.Unknown:
				out = append(out, ruling{subject: x, status: NotAvailable, code: "gap", blame: member.Gaps})
				continue
			}
		}
		v := settled[rk]
		if !touched && fs.times == 1 { // nothing that it reads is missing: what was found is so
			v.Verdict = fs.verdict()
		}
		switch {
		case len(v.Gaps) > 0:
			out = append(out, ruling{subject: x, status: NotAvailable, code: "gap", blame: v.Gaps})
		case fs.times == 1 && fs.verdict() == v.Verdict:
			f := fs.found
			out = append(out, ruling{subject: x, status: f.Status, code: f.Code, args: f.Args, evidence: f.Evidence, own: true})
		case v.Status != "" && second[k].Code == v.Code:
			f := second[k]
			out = append(out, ruling{subject: x, status: f.Status, code: f.Code, args: f.Args, evidence: f.Evidence, own: true})
		default:
			mistakes = append(mistakes, fmt.Sprintf("%d findings for %s in %s, instead of one", fs.times, x.ID, x.Region))
			out = append(out, ruling{subject: x, status: NotAvailable, code: "error", args: map[string]any{"error": fmt.Sprintf("it gave %d findings instead of one", fs.times)}})
		}
	}
	foreign := 0
	if met < len(by) {
		for k, fs := range by {
			if !fs.expected && !r.evidenceOnly(it, k) {
				foreign++
				mistakes = append(mistakes, fmt.Sprintf("%d findings for %s in %s, which is none of its subjects", fs.times, k.id, k.region))
			}
		}
	}
	var strangers []string
	if members < len(in) {
		strangers = r.strangers(it, in)
	}
	for _, id := range strangers {
		foreign++
		mistakes = append(mistakes, fmt.Sprintf("its subjects name %s, which is no id of %s", id, it.control.Collection))
	}
	if foreign > 0 { // its verdicts on the others stand, but what it meant to say is missing
		x := ruling{subject: r.global(), status: NotAvailable, code: "error", args: map[string]any{"error": fmt.Sprintf("it judged %d subjects that are not its own", foreign)}}
		out = slices.DeleteFunc(out, func(o ruling) bool {
			return o.subject.resource == x.subject.resource && o.subject.Region == x.subject.Region
		})
		out = append(out, x)
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

// elsewhere evaluates the rule of that name: what a control of resources says on the account, because the question is also about things of
// other accounts, which this account's listings do not have. It gives one WARNING or nothing, and the soundness rule holds for both.
func (r *run) elsewhere(ctx context.Context, it *item) ([]ruling, error) {
	x := r.global()
	ask := func(input ast.Value) (*found, error) {
		got, err := r.findings(ctx, it, "elsewhere", input, nil)
		switch {
		case err != nil || len(got) == 0:
			return nil, err
		case len(got) > 1 || got[0].ID != x.ID || got[0].Region != x.Region || got[0].Status != Warning:
			return nil, fmt.Errorf("its rule elsewhere gave %d findings, instead of at most one WARNING on the account", len(got))
		}
		return &got[0], nil
	}
	f, err := ask(r.inputOf(it))
	if err != nil {
		return nil, err
	}
	if gaps := r.w.hidden(); it.touched(gaps) {
		evidence := r.w.regions(r.w.evidence, r.governedOrNil(it))
		scoped, err := it.facts().Elsewhere().InScope(evidence, gaps, []reads.Subject{x.Subject}, map[string]bool{x.ID: f != nil}, func(ev reads.Evidence) (map[string]bool, error) {
			again, err := ask(r.w.input(ev, r.asOf))
			return map[string]bool{x.ID: again != nil}, err
		})
		if err != nil {
			return nil, err
		}
		if is := scoped[x.Key()]; is.Membership == reads.Unknown {
			return []ruling{{subject: x, status: NotAvailable, code: "gap", blame: is.Gaps}}, nil
		}
	}
	if f == nil {
		return nil, nil
	}
	return []ruling{{subject: x, status: f.Status, code: f.Code, args: f.Args, evidence: f.Evidence, own: true}}, nil
}

// inputOf is what a control is asked about: the account's evidence, for one of tags only the collection that it judges.
func (r *run) inputOf(it *item) ast.Value {
	if it.shape == nil {
		return r.input
	}
	return r.w.input(reads.Evidence{tagged: r.w.evidence[it.control.Collection]}, r.asOf)
}

// strangers are ids in a control's subjects that no element of its collection has: with one, elements that it meant would be left out.
func (r *run) strangers(it *item, in map[string]bool) []string {
	key := it.control.Collection
	if len(in) == 0 || slices.ContainsFunc(r.w.reach, func(g reach) bool { return g.Collection == key && g.ID == "" }) {
		return nil // an element that is not listed may well be named
	}
	ids := map[string]bool{}
	for _, el := range r.w.evidence[key] {
		ids[str(el, "id")] = true
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(in)), func(id string) bool { return ids[id] })
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
	if r.others[[2]string{it.control.Collection, k.id}] {
		return true // another account's
	}
	return it.control.Subject == "resource" && k.region != "global" && !slices.Contains(r.w.judged, k.region)
}

// has says whether the control's package has a rule of this name.
func (it *item) has(rule string) bool {
	return len(it.compiled().GetRulesExact(it.ref(rule))) > 0
}

func (it *item) ref(rule string) ast.Ref {
	return ast.MustParseRef(it.control.Package + "." + rule)
}

// findings are what the rule of the control, findings or elsewhere, says of the input.
func (r *run) findings(ctx context.Context, it *item, rule string, input ast.Value, cache *queryCache) ([]found, error) {
	var out []found
	var paths lastPaths
	err := r.query(ctx, it, rule, input, cache, func(t *ast.Term) error {
		f, err := it.found(t, &paths)
		out = append(out, f)
		return err
	})
	return out, err
}

// found reads one finding of a control.
func (it *item) found(t *ast.Term, paths *lastPaths) (found, error) {
	form := func() (found, error) {
		return found{}, fmt.Errorf("a finding has not the form of result.pass and result.fail: %.200s", t)
	}
	o, ok := t.Value.(ast.Object)
	if !ok || o.Len() != 6 {
		return form()
	}
	args, evidence := o.Get(ast.InternedTerm("args")), o.Get(ast.InternedTerm("evidence"))
	if args == nil || evidence == nil {
		return form()
	}
	f := found{ID: str(o, "id"), Region: str(o, "region"), Status: Status(str(o, "status")), Code: str(o, "code")}
	switch f.Status {
	case Passed, Failed, Warning, NotApplicable, NotAvailable:
	default:
		return f, fmt.Errorf("it gave the status %q", f.Status)
	}
	if _, ok := it.control.Reasons[f.Code]; !ok && it.control.Reasons != nil {
		return f, fmt.Errorf("it gave the reason code %q, which its METADATA does not have", f.Code)
	}
	if _, ok := args.Value.(ast.Object); !ok || f.ID == "" || f.Region == "" {
		return form()
	}
	if heavy(args.Value, maxArgs) {
		return f, fmt.Errorf("the arguments of the reason %s for %s are too large", f.Code, f.ID)
	}
	v, err := ast.ValueToInterface(args.Value, nil)
	if err != nil {
		return f, err
	}
	f.Args, _ = v.(map[string]any)
	list, ok := evidence.Value.(*ast.Array)
	if !ok {
		return form()
	}
	if f.Evidence, ok = paths.of(list); !ok {
		return form()
	}
	return f, nil
}

// lastPaths are the paths of the last finding's evidence: most findings of a control name the same.
type lastPaths struct {
	list  *ast.Array
	paths []string
}

// of are the texts of a list, sorted and each once.
func (p *lastPaths) of(list *ast.Array) ([]string, bool) {
	if p.list == list {
		return p.paths, true
	}
	paths := make([]string, list.Len())
	for i := range paths {
		path, ok := list.Elem(i).Value.(ast.String)
		if !ok {
			return nil, false
		}
		paths[i] = string(path)
	}
	slices.Sort(paths)
	p.list, p.paths = list, slices.Compact(paths)
	return p.paths, true
}

func (r *run) members(ctx context.Context, it *item, input ast.Value, cache *queryCache) (map[string]bool, error) {
	out := map[string]bool{}
	err := r.query(ctx, it, "subjects", input, cache, func(t *ast.Term) error {
		id, ok := t.Value.(ast.String)
		if !ok {
			return fmt.Errorf("its subjects are not a set of ids: %.200s", t)
		}
		out[string(id)] = true
		return nil
	})
	return out, err
}

const (
	// maxArgs is how many scalars the arguments of one reason may hold.
	maxArgs = 20_000
	// patience is how long an evaluation may go on after its limit: OPA stops between two expressions, not within a built-in.
	patience = 2 * time.Second
)

// cache is what the queries of one built-in control about the account's evidence share, or nil.
func (r *run) cache(it *item) *queryCache {
	switch {
	case r.library == nil || it.user:
		return nil
	case it.shape != nil: // its input is its own
		return (&library{}).query()
	}
	return r.library.query()
}

// query evaluates one rule of a control within its limits, and gives each member of the set that it is to take. The cache, if there is
// one, is for queries with the same input, one after the other; after one that failed it is of no use.
func (r *run) query(ctx context.Context, it *item, rule string, input ast.Value, cache *queryCache, take func(*ast.Term) error) error {
	if r.o.Timing != nil {
		start := time.Now()
		defer func() { r.o.Timing(it.control.ID, rule, time.Since(start)) }()
	}
	limit := cmp.Or(r.o.Limit, time.Minute)
	if it.user && r.o.Limit == 0 {
		limit = 10 * time.Second
	}
	q, err := it.prepare(rule, r.set)
	if err != nil {
		return err
	}
	bounded, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	inner, stop := context.WithTimeoutCause(bounded, limit, fmt.Errorf("it took longer than %s", limit))
	defer stop()
	if it.user {
		go watch(inner, cancel, cmp.Or(r.o.Heap, 1<<30))
	}
	type answer struct {
		value *ast.Term
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		defer func() {
			if v := recover(); v != nil {
				done <- answer{err: fmt.Errorf("the evaluation panicked: %v", v)}
			}
		}()
		opts := []rego.EvalOption{rego.EvalParsedInput(input), rego.EvalGenerateJSON(func(t *ast.Term, _ *rego.EvalContext) (any, error) { return t, nil })}
		if cache != nil {
			opts = append(opts, rego.EvalVirtualCache(cache))
		}
		rs, err := q.Eval(inner, opts...)
		if cache != nil && err == nil {
			cache.settle()
		}
		a := answer{err: err}
		if len(rs) > 0 && len(rs[0].Expressions) > 0 {
			a.value, _ = rs[0].Expressions[0].Value.(*ast.Term)
		}
		done <- a
	}()
	var got answer
	select {
	case got = <-done:
	case <-inner.Done():
		select {
		case got = <-done:
		case <-time.After(patience):
			got.err = context.Cause(inner)
		}
	}
	if got.err != nil {
		return cmp.Or(context.Cause(inner), brief(got.err))
	}
	if got.value == nil { // no rule of that name
		return nil
	}
	set, ok := got.value.Value.(ast.Set)
	if !ok {
		return fmt.Errorf("its %s is not a set: write %s contains ...", rule, rule)
	}
	return set.Iter(take)
}

// brief is an error in one line of bearable length: OPA's tell values of the account.
func brief(err error) error {
	text := []rune(strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' }), ";"))
	if len(text) > 500 {
		text = append(text[:500], []rune(" ...")...)
	}
	return errors.New(strings.ReplaceAll(string(text), ";  ", " "))
}

// prepare makes the query of one rule, once for all accounts. A built-in that errs is an error of the control, not "undefined":
// a control must not decide by what it could not compute.
func (it *item) prepare(rule string, s *Set) (rego.PreparedEvalQuery, error) {
	it.mu.Lock()
	defer it.mu.Unlock()
	if q, ok := it.queries[rule]; ok {
		return q, nil
	}
	store := s.store
	if it.shape != nil {
		if it.shape.compiler(); it.shape.err != nil {
			return rego.PreparedEvalQuery{}, it.shape.err
		}
		data := map[string]any{}
		for _, keys := range s.params[it.control.ID] {
			data["tagged"] = keys
		}
		store = inmem.NewFromObjectWithOpts(map[string]any{"parameters": data}, inmem.OptRoundTripOnWrite(false))
	}
	opts := append(slices.Clone(bound()), rego.Compiler(it.compiled()), rego.Query(it.control.Package+"."+rule), rego.StrictBuiltinErrors(true), rego.Store(store))
	q, err := rego.New(opts...).PrepareForEval(context.Background())
	if err == nil {
		if it.queries == nil {
			it.queries = map[string]rego.PreparedEvalQuery{}
		}
		it.queries[rule] = q
	}
	return q, err
}

// watch cancels an evaluation when it makes the heap grow by more than limit. It sees the whole heap, so it is for one evaluation at a
// time. Garbage is no growth: before it cancels it collects.
func watch(ctx context.Context, cancel context.CancelCauseFunc, limit uint64) {
	heap := func() uint64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	start := heap()
	grown := func() bool { now := heap(); return now > start && now-start > limit }
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if !grown() {
				continue
			}
			if runtime.GC(); grown() {
				cancel(fmt.Errorf("it took more than %d MiB of memory", limit>>20))
				return
			}
		}
	}
}

// finding joins a ruling with the control's metadata and the values of its evidence.
func (r *run) finding(v *values, x ruling, shift int) Finding {
	c := v.it.control
	f := Finding{
		ID:      findingID(x.subject.account, x.subject.Region, c.ID, x.subject.resource.ID),
		Control: c.ID, Status: x.status, Severity: c.Severity, Account: x.subject.account, Region: x.subject.Region, Resource: x.subject.resource,
		ReasonCode: x.code, ReasonArgs: x.args, Evidence: []Evidence{}, Parameters: v.parameters(), Standards: v.standards(), Empty: x.empty,
	}
	var calls []string
	for _, i := range r.w.causes(x.blame) {
		g := r.w.gaps[i]
		if i < r.w.own || r.w.common == nil {
			f.Gaps = append(f.Gaps, i+shift)
		} else {
			f.Gaps = append(f.Gaps, i-r.w.own) // the organization's stand first
		}
		call := g.Operation
		if g.Resource != "" {
			call += " (" + g.Resource + ")"
		}
		calls = append(calls, call)
	}
	slices.Sort(calls)
	if x.blame != nil {
		list := []any{}
		for _, c := range slices.Compact(calls) {
			list = append(list, c)
		}
		f.ReasonArgs = map[string]any{"calls": list}
	}
	if f.ReasonArgs == nil {
		f.ReasonArgs = map[string]any{}
	}
	text, ok := EngineReasons[x.code]
	if own, has := c.Reasons[x.code]; !ok || has && x.own {
		text = own
	}
	f.Reason = Fill(text.In(r.o.Lang), Spoken(f.ReasonArgs, r.o.Lang))
	for _, p := range x.evidence {
		f.Evidence = append(f.Evidence, v.at(x.subject, p)...)
	}
	return f
}

func findingID(account, region, control, resource string) string {
	return "kijun/" + account + "/" + region + "/" + control + "/" + resource
}

// most is how many elements' values an absolute evidence path may bring to a finding, for what it finds grows with the account: many
// where there is one finding, few where there is one a resource.
func most(subject string) int {
	if subject == "resource" {
		return 5
	}
	return 25
}

// values are what the findings of one control in one account share.
type values struct {
	run    *run
	it     *item
	seen   map[[2]string][]Evidence // region and absolute path
	params map[string]any
	ids    []string
}

func (v *values) parameters() map[string]any {
	if v.params == nil {
		v.params = map[string]any{}
		maps.Copy(v.params, v.run.set.params[v.it.rules()])
	}
	return v.params
}

func (v *values) standards() []string {
	if v.ids == nil {
		v.ids = append([]string{}, slices.Sorted(maps.Keys(v.it.control.Standards))...)
	}
	return v.ids
}

// at is what AWS answered at an evidence path.
func (v *values) at(x subject, path string) []Evidence {
	key, rest, ok := absolute(path)
	if !ok {
		if x.Element == nil {
			return nil
		}
		return []Evidence{{Collection: v.it.control.Collection, Resource: x.ID, Region: x.Region, Path: path, Value: lookup(x.Element, path)}}
	}
	where := ""
	if v.it.control.Subject == "region" {
		where = x.Region
	}
	if out, ok := v.seen[[2]string{where, path}]; ok {
		return out
	}
	var out []Evidence
	for _, el := range v.run.w.evidence[key] {
		region := str(el, "region")
		if where != "" && region != where && region != "global" {
			continue
		}
		if out = append(out, Evidence{Collection: key, Resource: str(el, "id"), Region: region, Path: rest, Value: lookup(el, rest)}); len(out) == most(v.it.control.Subject) {
			break
		}
	}
	v.seen[[2]string{where, path}] = out
	return out
}

// steps evaluates a control's plan rule and keeps the steps of failing findings.
func (r *run) steps(ctx context.Context, it *item, rulings []ruling) ([]Step, error) {
	failing := map[subjectKey]string{} // what reports call it, by what rules do
	for _, x := range rulings {
		if x.status == Failed {
			id, name := x.subject.resource.ID, x.subject.resource.ID
			switch it.control.Subject {
			case "region":
				id, name = x.subject.Region, x.subject.Region
			case "organization":
				id = x.subject.ID
			}
			failing[subjectKey{id, x.subject.Region}] = name
		}
	}
	if len(failing) == 0 || !it.has("plan") {
		return nil, nil
	}
	var out []Step
	err := r.query(ctx, it, "plan", r.input, r.cache(it), func(t *ast.Term) error {
		step, err := it.step(t)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(step.Effect, func(e Effect) bool { return e.Collection == bucketsKey && r.w.lent[e.ID] != nil }) {
			return nil // the bucket is another account's, and so are the calls
		}
		for _, region := range []string{step.Region, "global"} { // what is global has steps that name the region of their calls
			if name, ok := failing[subjectKey{step.Subject, region}]; ok {
				step.Subject, step.Control, step.Account = name, it.control.ID, r.w.account
				out = append(out, step)
				break
			}
		}
		return nil
	})
	return out, err
}

// step reads one step of a control's plan.
func (it *item) step(t *ast.Term) (Step, error) {
	var out Step
	if heavy(t.Value, maxArgs) {
		return out, errors.New("a step is too large")
	}
	v, err := ast.ValueToInterface(t.Value, nil)
	if err != nil {
		return out, err
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return out, err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	dec.UseNumber() // what a call is given has all its digits
	if err := dec.Decode(&out); err != nil {
		return out, fmt.Errorf("a step has not the form of a step: %s: %.200s", strings.TrimPrefix(err.Error(), "json: "), t)
	}
	if out.Subject == "" || out.Region == "" {
		return out, fmt.Errorf("a step has no subject or no region: %.200s", t)
	}
	return out, nil
}

// Fill puts arguments into a reason's placeholders. A placeholder without an argument stays as it is.
func Fill(text string, args map[string]any) string {
	if !strings.Contains(text, "{") { // most texts of findings that pass
		return text
	}
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
