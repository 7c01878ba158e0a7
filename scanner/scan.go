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
	Path     string        // of the snapshot
	Timeout  time.Duration // of the whole scan; 0 means an hour. What is not read by then becomes gaps.
	Limits   collect.Limits
	Version  string
	Now      func() time.Time
	Progress func(Progress) // told of what happens; may be nil. It is called from many goroutines.
}

// Progress is one thing that happened: a collection read in a region, or a gap.
type Progress struct {
	Account, Region, Key string
	Elements             int
	Gap                  *snapshot.Gap
	Done, Total          int // collections
}

// UsageError is a mistake that the user can mend: credentials, profile, region.
type UsageError = target.UsageError

// Scan reads one account and seals the snapshot at o.Path. If ctx is cancelled nothing is left behind.
func Scan(ctx context.Context, o Options) (*snapshot.Manifest, error) {
	start := o.Now()
	if o.Timeout <= 0 {
		o.Timeout = time.Hour
	}
	out, err := snapshot.Create(o.Path)
	if err != nil {
		return nil, err
	}
	defer out.Abort()
	all := collect.All()
	allowed, err := collect.Allowed(all)
	if err != nil {
		return nil, err
	}
	topt := target.Options{Profile: o.Profile, Regions: o.Regions, Version: o.Version, Limits: o.Limits}
	cfg, err := target.Load(ctx, topt)
	if err != nil {
		return nil, err
	}
	gate := collect.NewGate(allowed, o.Limits)
	hosts := target.Hosts(cfg)
	gate.Install(&cfg, "caller", hosts)
	session, err := target.Open(ctx, cfg, topt)
	if err != nil {
		return nil, err
	}
	opened := o.Now()

	var mu sync.Mutex
	done, total := 0, 0
	r := &collect.Runner{Need: o.Need, Out: out, Gate: gate, Now: o.Now}
	if o.Progress != nil {
		r.OnGap = func(g snapshot.Gap) { o.Progress(Progress{Account: g.Account, Region: g.Region, Key: g.Key, Gap: &g}) }
		r.OnDone = func(key, account, region string, n int) {
			mu.Lock()
			done++
			p := Progress{Account: account, Region: region, Key: key, Elements: n, Done: done, Total: total}
			mu.Unlock()
			o.Progress(p)
		}
	}
	if session.RegionsGap != nil {
		r.Gap(*session.RegionsGap)
	}
	account := session.Caller.Account
	at := func(region string) *collect.Target {
		t := &collect.Target{Account: account, Partition: session.Partition, Region: region, Home: region, Config: cfg.Copy(), CustomEndpoint: len(hosts) > 0}
		if region == "global" {
			t.Home = target.GlobalRegion(session.Partition)
		}
		t.Config.Region = t.Home
		return t
	}
	var first, rest []collect.Job
	selection := map[string][]string{}
	global := at("global")
	regional := map[string]*collect.Target{}
	for _, region := range session.Judged {
		regional[region] = at(region)
	}
	for _, c := range all {
		details, chosen := o.Need[c.Key]
		if !chosen {
			continue
		}
		selection[c.Key] = details
		if c.Scope == collect.Global {
			rest = append(rest, collect.Job{Collector: c, Target: global})
			continue
		}
		for _, region := range session.Judged {
			job := collect.Job{Collector: c, Target: regional[region]}
			if c.Scope == collect.Shared {
				first = append(first, job)
			} else {
				rest = append(rest, job)
			}
		}
	}
	deadline, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	mu.Lock()
	total = len(first) + len(rest)
	mu.Unlock()
	// Shared things come first: they tell which further regions hold evidence (a trail's home and its log group's alarms).
	if err := r.Run(deadline, first); err != nil {
		return nil, stopped(ctx, err)
	}
	targets := []snapshot.Target{{Account: account, Region: "global"}}
	for _, region := range session.Judged {
		targets = append(targets, snapshot.Target{Account: account, Region: region})
	}
	for _, region := range evidenceRegions(session, r.Homes()) {
		targets = append(targets, snapshot.Target{Account: account, Region: region, Evidence: true})
		t := at(region)
		for _, c := range all {
			if _, chosen := o.Need[c.Key]; chosen && c.Evidence && c.Scope == collect.Regional {
				rest = append(rest, collect.Job{Collector: c, Target: t})
			}
		}
	}
	mu.Lock()
	total = len(first) + len(rest)
	mu.Unlock()
	if err := r.Run(deadline, rest); err != nil {
		return nil, stopped(ctx, err)
	}
	if err := r.Finish(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, stopped(ctx, err)
	}
	collected := o.Now()
	newest := r.Newest()
	if newest.IsZero() {
		newest = collected.UTC().Truncate(time.Second)
	}
	return out.Close(snapshot.Info{
		Kijun: o.Version, CollectedAt: newest, Partition: session.Partition, Caller: session.Caller, Targets: targets, GovernedRegions: o.Governed,
		Selection: selection, Calls: gate.Calls(),
		Outside: snapshot.Outside{Durations: map[string]int64{"open": opened.Sub(start).Milliseconds(), "collect": collected.Sub(opened).Milliseconds()}},
	})
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
