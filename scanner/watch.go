package scanner

import (
	"cmp"
	"slices"
	"sync"

	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

// Watch tells how far a scan is, to whoever asks it while the scan runs. The zero value is ready; it watches one scan.
type Watch struct {
	mu      sync.Mutex
	scan    *scan
	order   int
	begun   map[Waiting]int // what is not read yet -> the place in the order in which it was begun
	regions map[[2]string]bool
	gaps    int
}

// Status is how far a scan is.
type Status struct {
	Accounts, Of int       // accounts that are read, and all of them; Of is 0 when it is the caller's alone
	Regions      int       // Regions, those of each account counted, in which something has been asked for
	Done, Total  int       // collections, of the accounts that were begun
	Calls        int       // requests that were sent, retries included
	Throttled    int       // answers that asked for fewer requests
	Gaps         int       // what could not be read
	Held         int       // calls that wait because answers to them may be denials, of which few are allowed at a time
	Waiting      []Waiting // collections that are begun and not read, the one that was begun first in front
}

// Waiting is a collection that is being read. Region may be "global", and Account the organization's set of evidence.
type Waiting struct{ Account, Region, Key string }

// Status may be asked at any time and by any goroutine.
func (w *Watch) Status() Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.scan == nil {
		return Status{}
	}
	out := Status{Regions: len(w.regions), Gaps: w.gaps}
	for at := range w.begun {
		out.Waiting = append(out.Waiting, at)
	}
	slices.SortFunc(out.Waiting, func(a, b Waiting) int { return cmp.Compare(w.begun[a], w.begun[b]) })
	w.scan.mu.Lock()
	out.Accounts, out.Of, out.Done, out.Total = w.scan.read, w.scan.of, w.scan.done, w.scan.total
	w.scan.mu.Unlock()
	for _, s := range w.scan.gate.StatsOf("") {
		out.Calls += s.Attempts
		out.Throttled += s.Throttled
	}
	out.Held = w.scan.gate.Denials("").Waiting
	return out
}

// follow has the watch look at a scan, whose gate is there.
func (w *Watch) follow(s *scan) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.scan, w.begun, w.regions = s, map[Waiting]int{}, map[[2]string]bool{}
}

// listen has a runner tell the watch what it does.
func (w *Watch) listen(r *collect.Runner) {
	if w == nil {
		return
	}
	r.OnGap = func(snapshot.Gap) {
		w.mu.Lock()
		w.gaps++
		w.mu.Unlock()
	}
	r.OnStart = func(key, account, region string) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.order++
		w.begun[Waiting{account, region, key}] = w.order
		if region != "global" {
			w.regions[[2]string{account, region}] = true
		}
	}
	r.OnDone = func(key, account, region string, _ int) {
		w.mu.Lock()
		delete(w.begun, Waiting{account, region, key})
		s := w.scan
		w.mu.Unlock()
		s.mu.Lock()
		s.done++
		s.mu.Unlock()
	}
}
