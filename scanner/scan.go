// Package scanner reads an AWS account through read-only APIs into a snapshot. Scan is the only door; it knows nothing of
// controls: what to read is told by Options.Need.
package scanner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"golang.org/x/sync/errgroup"

	"kijun/scanner/collect"
	_ "kijun/scanner/collectors" // each file registers what it reads
	"kijun/scanner/snapshot"
	"kijun/scanner/target"
)

// Options say what to read and how to reach it.
type Options struct {
	Profile  string        // of the AWS configuration
	Regions  []string      // to judge; none means all that are enabled
	Governed []string      // as the user gave them, for the manifest
	Need     collect.Need  // collection -> details
	Path     string        // of the snapshot; of an organization also a folder, which then has one file an account
	Timeout  time.Duration // of the whole scan; 0 means an hour. What is not read by then becomes gaps.
	Limits   collect.Limits
	Version  string
	Now      func() time.Time
	Watch    *Watch      // tells how far the scan is; may be nil
	Chain    []string    // ARNs of roles to assume one after the other before anything is read
	Role     target.Role // how roles are assumed
	Org      *Org        // nil: the caller's account alone
}

// UsageError is a mistake that the user can mend: credentials, profile, region.
type UsageError = target.UsageError

// Scan reads the caller's account, or those that o.Org names, and seals the snapshot at o.Path. If ctx is cancelled nothing is left behind
// but what o.Org wants kept.
func Scan(ctx context.Context, o Options) (*snapshot.Manifest, error) {
	s := &scan{o: o, start: o.Now(), all: collect.All()}
	if s.o.Timeout <= 0 {
		s.o.Timeout = time.Hour
	}
	deadline, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	s.ends = deadline
	defer func() { // else a process that scans again and again has the connections of many scans, and a few goroutines for each
		if client, ok := s.base.HTTPClient.(interface{ CloseIdleConnections() }); ok {
			client.CloseIdleConnections()
		}
	}()
	if o.Org != nil {
		return s.organization(ctx, deadline)
	}
	out, err := snapshot.Create(o.Path)
	if err != nil {
		return nil, err
	}
	defer out.Abort()
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	return s.account(ctx, deadline, s.home, out, outside(s, s.o.Now()))
}

// scan is one run: what its accounts share.
type scan struct {
	o     Options
	start time.Time
	all   []*collect.Collector
	base  aws.Config // the caller's, without the gate
	hosts []string
	gate  *collect.Gate
	ends  context.Context // of the whole run
	home  *entered        // the caller's account

	mu          sync.Mutex
	done, total int // collections
	read, of    int // accounts
}

// entered is an account that can be read.
type entered struct {
	*target.Session
	cfg     aws.Config        // with the gate
	closed  map[string]string // regions in which the organization denies every call that would be made -> policy
	counted map[string]int    // calls in it that the organization's evidence took
}

// open finds out who the caller is.
func (s *scan) open(ctx context.Context) error {
	allowed, err := collect.Allowed(s.all)
	if err != nil {
		return err
	}
	o := s.target()
	if s.base, err = target.Load(ctx, o); err != nil {
		return err
	}
	s.hosts = target.Hosts(s.base)
	s.gate = collect.NewGate(allowed, s.o.Limits)
	s.o.Watch.follow(s)
	s.gate.Share(s.all)
	s.gate.Ends(s.ends)
	s.gate.Lists(s.all)
	for _, role := range s.o.Chain {
		s.base.Credentials = s.o.Role.Assume(s.gated(s.base, "caller"), role)
	}
	cfg := s.gated(s.base, "caller")
	session, err := target.Open(ctx, cfg, o)
	if err != nil {
		return err
	}
	s.gate.Same("caller", session.Caller.Account) // whose CloudTrail records what the caller is denied
	s.home = &entered{Session: session, cfg: s.gated(s.base, session.Caller.Account)}
	role := ""
	if n := len(s.o.Chain); n > 0 {
		role = s.o.Chain[n-1]
	}
	s.consult(s.home, role)
	return nil
}

func (s *scan) target() target.Options {
	return target.Options{Profile: s.o.Profile, Regions: s.o.Regions, Version: s.o.Version, Limits: s.o.Limits}
}

// gated is a configuration of its own with the gate for an account.
func (s *scan) gated(cfg aws.Config, account string) aws.Config {
	cfg = cfg.Copy()
	cfg.APIOptions = slices.Clone(cfg.APIOptions)
	s.gate.Install(&cfg, account, s.hosts)
	return cfg
}

// amongOthers is what one account may have under way while others are read: there is enough to do, and memory must not grow with the accounts.
const amongOthers = 128

// runner makes the runner of one part of the snapshot.
func (s *scan) runner(out *snapshot.Writer, need collect.Need) *collect.Runner {
	r := &collect.Runner{Need: need, Out: out, Gate: s.gate, Now: s.o.Now}
	if s.o.Org != nil {
		r.Width = amongOthers
	}
	s.o.Watch.listen(r)
	return r
}

// expect adds to the number of collections that progress is told of.
func (s *scan) expect(n int) {
	s.mu.Lock()
	s.total += n
	s.mu.Unlock()
}

// at is a region of an account, or "global".
func (s *scan) at(in *entered, region string) *collect.Target {
	t := &collect.Target{Account: in.Caller.Account, Partition: in.Partition, Region: region, Home: region, Config: in.cfg.Copy(), CustomEndpoint: len(s.hosts) > 0}
	if region == "global" {
		t.Home = target.GlobalRegion(in.Partition)
	}
	t.Config.Region = t.Home
	return t
}

// account reads one account and seals what it has read. deadline is ctx with the scan's timeout. Everything is asked side by side but what
// hangs on an answer: what may be asked of the organization, and which further regions hold evidence.
func (s *scan) account(ctx, deadline context.Context, in *entered, out *snapshot.Writer, times func(now time.Time) snapshot.Outside) (*snapshot.Manifest, error) {
	r := s.runner(out, s.o.Need)
	if in.RegionsGap != nil {
		r.Gap(*in.RegionsGap)
	}
	account := in.Caller.Account
	global := s.at(in, "global")
	targets := []snapshot.Target{{Account: account, Region: "global"}}
	var open []*collect.Target // judged regions that can be read
	for _, region := range in.Judged {
		targets = append(targets, snapshot.Target{Account: account, Region: region, Closed: in.closed[region]})
		if policy := in.closed[region]; policy != "" {
			r.Gap(closedRegion(account, region, policy))
			continue
		}
		open = append(open, s.at(in, region))
	}
	selection := map[string][]string{}
	var rest, shared, organizational []collect.Job
	for _, c := range s.all {
		details, chosen := s.o.Need[c.Key]
		if !chosen || s.o.Org != nil && c.Scope == collect.Organization {
			continue
		}
		selection[c.Key] = details
		where := open
		if c.Once() {
			where = []*collect.Target{global}
		}
		for _, t := range where {
			job := collect.Job{Collector: c, Target: t}
			switch {
			case c.Scope == collect.Organization:
				organizational = append(organizational, job)
			case c.Merges():
				shared = append(shared, job)
			default:
				rest = append(rest, job)
			}
		}
	}
	var mu sync.Mutex // of targets and evidence
	evidence := map[string]bool{}
	further := func(homes []string) []collect.Job {
		mu.Lock()
		defer mu.Unlock()
		var jobs []collect.Job
		for _, region := range evidenceRegions(in.Session, homes) {
			if evidence[region] {
				continue
			}
			evidence[region] = true
			targets = append(targets, snapshot.Target{Account: account, Region: region, Evidence: true, Closed: in.closed[region]})
			if policy := in.closed[region]; policy != "" {
				r.Gap(closedRegion(account, region, policy))
				continue
			}
			t := s.at(in, region)
			for _, c := range s.all {
				if _, chosen := s.o.Need[c.Key]; chosen && c.Evidence && c.Scope == collect.Regional {
					jobs = append(jobs, collect.Job{Collector: c, Target: t})
				}
			}
		}
		return jobs
	}
	// One region after the other: the first answers tell what is denied and need not be asked in the others.
	slices.SortStableFunc(rest, func(a, b collect.Job) int { return slices.Index(open, a.Target) - slices.Index(open, b.Target) })
	place := s.place(r, out, global)
	rest = append(rest, further(nil)...)
	group, running := errgroup.WithContext(deadline)
	read := func(jobs []collect.Job) error {
		s.expect(len(jobs))
		return r.Run(running, jobs)
	}
	group.Go(func() error { return read(rest) })
	// Shared things tell which further regions hold evidence (a trail's home and its log group's alarms), also those of the organization.
	group.Go(func() error {
		apart, inner := errgroup.WithContext(running)
		apart.Go(func() error { s.expect(len(shared)); return r.Run(inner, shared) })
		if s.o.Org == nil {
			apart.Go(func() error {
				s.expect(len(place.jobs))
				if err := r.Run(inner, place.jobs); err != nil {
					return err
				}
				jobs := slices.DeleteFunc(organizational, func(job collect.Job) bool { return place.settles(job.Collector) })
				s.expect(len(jobs))
				return r.Run(inner, jobs)
			})
		}
		if err := apart.Wait(); err != nil {
			return err
		}
		return read(further(r.Homes()))
	})
	if err := group.Wait(); err != nil {
		return nil, stopped(ctx, err)
	}
	s.gate.Forget(account)
	if err := r.Finish(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, stopped(ctx, err)
	}
	collected := s.o.Now()
	newest := r.Newest()
	if newest.IsZero() {
		newest = collected.UTC().Truncate(time.Second)
	}
	info := snapshot.Info{Kijun: s.o.Version, CollectedAt: newest, Partition: in.Partition, Caller: in.Caller, Targets: targets, GovernedRegions: s.o.Governed,
		Selection: selection, Outside: times(collected)}
	info.Calls = s.gate.Calls()
	if s.o.Org != nil {
		info.Calls = s.gate.CallsOf(account)
		for op, n := range in.counted {
			if info.Calls[op] -= n; info.Calls[op] == 0 {
				delete(info.Calls, op)
			}
		}
	}
	return out.Close(info)
}

// whereabouts are the collections that tell what an account may be told of its organization.
var whereabouts = []string{"organizations.organization", "organizations.delegated_administrators"}

// placed is what an account that is scanned by itself may be told of its organization.
type placed struct {
	jobs []collect.Job // that tell it

	mu      sync.Mutex
	master  string          // account that manages the organization; empty: there is none
	known   bool            // the organization could be asked for
	denied  bool            // its administrators could not
	settled map[string]bool // collections of which nothing need be asked
	settle  func(key, operation string, code collect.Class)
	account string
}

// place is how to find out what an account may be told of its organization. It watches what r reads, so it comes before the first run.
func (s *scan) place(r *collect.Runner, out *snapshot.Writer, global *collect.Target) *placed {
	p := &placed{account: global.Account, settled: map[string]bool{}}
	for _, c := range s.all {
		if _, chosen := s.o.Need[c.Key]; chosen && slices.Contains(whereabouts, c.Key) {
			p.jobs = append(p.jobs, collect.Job{Collector: c, Target: global})
			p.known = p.known || c.Key == whereabouts[0]
		}
	}
	tell := r.OnGap
	r.OnGap = func(g snapshot.Gap) {
		p.mu.Lock()
		p.known = p.known && g.Key != whereabouts[0]
		p.denied = p.denied || g.Key == whereabouts[1] && g.ID == "" && g.Code == string(collect.AccessDenied)
		p.mu.Unlock()
		if tell != nil {
			tell(g)
		}
	}
	r.OnRead = func(key string, element map[string]any) {
		if key == whereabouts[0] {
			p.mu.Lock()
			p.master, _ = element["MasterAccountId"].(string)
			p.mu.Unlock()
		}
	}
	p.settle = func(key, operation string, code collect.Class) {
		out.Entry(p.account, "global", key)
		if code != "" {
			r.Gap(snapshot.Gap{Account: p.account, Region: "global", Key: key, Operation: operation, Code: string(code), Message: "not called: the account administers nothing for its organization"})
		}
	}
	return p
}

// settles says whether the collector need not be asked, and records why: where there is no organization there is nothing of one, and a
// member that administers nothing would be denied each call, which is what its alarms wait for. It is called when the jobs are done.
func (p *placed) settles(c *collect.Collector) bool {
	p.mu.Lock()
	alone, member := p.known && p.master == "", p.known && p.denied && p.master != p.account
	first := !p.settled[c.Key]
	p.settled[c.Key] = true
	p.mu.Unlock()
	switch {
	case slices.Contains(whereabouts, c.Key):
	case alone && first:
		p.settle(c.Key, "", "")
	case alone:
	case member && c.Key != "cloudtrail.organization_trails": // members are shown these
		if first {
			p.settle(c.Key, c.List, collect.Elsewhere)
		}
	default:
		return false
	}
	return true
}

// closedRegion is the gap of a region in which every call would be denied.
func closedRegion(account, region, policy string) snapshot.Gap {
	err := &collect.BlockedError{Policy: policy}
	return snapshot.Gap{Account: account, Region: region, Key: snapshot.RegionKey, Code: string(collect.Blocked), Message: err.Error()}
}

// outside tells how long the phases took.
func outside(s *scan, opened time.Time) func(time.Time) snapshot.Outside {
	return func(now time.Time) snapshot.Outside {
		return s.told(snapshot.Outside{Durations: map[string]int64{"open": opened.Sub(s.start).Milliseconds(), "collect": now.Sub(opened).Milliseconds()}}, "")
	}
}

// told adds what the gate tells of its calls in an account, or, of "", in all.
func (s *scan) told(o snapshot.Outside, account string) snapshot.Outside {
	d := s.gate.Denials(account)
	o.Calls = s.gate.StatsOf(account)
	o.Denials = snapshot.Denials{Learned: d.Learned, Unasked: d.Unasked, Waited: d.Waited, LongestMillis: d.Longest.Milliseconds()}
	return o
}

// stopped prefers the reason why the scan was interrupted to what the last call said of it.
func stopped(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// evidenceRegions are enabled regions that are not judged, but without which alert paths cannot be followed: where the partition's
// global services record their events, and where trails live.
func evidenceRegions(s *target.Session, homes []string) []string {
	var out []string
	for _, region := range append([]string{target.GlobalRegion(s.Partition)}, homes...) {
		known := slices.Contains(s.Regions, region) || s.RegionsGap != nil // without the list it is tried: what is off leaves gaps
		if known && !slices.Contains(s.Judged, region) && !slices.Contains(out, region) {
			out = append(out, region)
		}
	}
	slices.Sort(out)
	return out
}

// Schemas are the generated files of policies/schemas: the index of all collections and a closed JSON Schema for each.
func Schemas() (map[string][]byte, error) {
	out := map[string][]byte{}
	index := map[string]collect.IndexEntry{}
	var errs []error
	add := func(name string, v any) {
		raw, err := collect.JSON(v)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
		out[name] = raw
	}
	for _, c := range collect.All() {
		index[c.Key] = collect.Index(c)
		add(c.Key+".json", collect.Schema(c))
	}
	add("index.json", index)
	return out, errors.Join(errs...)
}
