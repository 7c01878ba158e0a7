package main

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"kijun/report"
	"kijun/scanner"
	"kijun/scanner/snapshot"
)

// How often progress is shown: on a terminal often enough to look alive, in a log seldom enough to be read.
const (
	redrawEvery = 200 * time.Millisecond
	logEvery    = 10 * time.Second
)

// progress gives a watch for a scan and shows what it sees until done is called: two lines on a terminal, which are gone then, or, with
// --log-format json, a line every ten seconds and one at the end. Elsewhere, and with --quiet, nothing is shown.
func (a *app) progress() (watch *scanner.Watch, done func()) {
	watch = &scanner.Watch{}
	var show func(last bool)
	every := redrawEvery
	began := time.Now()
	rate := pace{at: began}
	switch {
	case a.global.quiet:
		return watch, func() {}
	case a.global.logFormat == "json":
		every = logEvery
		show = func(last bool) {
			s, now := watch.Status(), time.Now()
			if last {
				rate = pace{at: began} // over the whole scan
			}
			a.log.Info("progress", logged(s, rate.of(s.Calls, now))...)
		}
	case terminal(a.errOut) == 0 || os.Getenv("TERM") == "dumb":
		return watch, func() {}
	default:
		shown := false
		show = func(last bool) {
			if last {
				if shown {
					_, _ = io.WriteString(a.errOut, "\r\x1b[J") // what is below the cursor, too
				}
				return
			}
			width := terminal(a.errOut) // it may have been resized
			if width == 0 {
				return
			}
			s := watch.Status()
			shown = true
			first, second := a.lines(s, rate.of(s.Calls, time.Now()))
			fmt.Fprintf(a.errOut, "\r\x1b[J%s\n%s\r\x1b[A", twwidth.Truncate(first, width-1), twwidth.Truncate(second, width-1))
		}
	}
	if every == redrawEvery {
		show(false) // at once: what is waited for first are credentials, perhaps those that a person has to give
	}
	stop := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				show(false)
			}
		}
	})
	return watch, func() {
		close(stop)
		running.Wait()
		show(true)
	}
}

// pace is how many calls a second are made. It is measured anew each second, so that the number can be read.
type pace struct {
	at    time.Time // of the last measurement, or of the beginning
	calls int       // by then
	last  float64
}

func (p *pace) of(calls int, now time.Time) float64 {
	passed := now.Sub(p.at)
	switch {
	case passed >= time.Second:
		p.at, p.calls, p.last = now, calls, float64(calls-p.calls)/passed.Seconds()
	case p.last == 0 && passed > 0:
		return float64(calls-p.calls) / passed.Seconds()
	}
	return p.last
}

// lines are the two lines of a terminal: how far the scan is, and what it waits for.
func (a *app) lines(s scanner.Status, rate float64) (first, second string) {
	first = a.says(fmt.Sprintf("%d/%d collections, %d regions; %d calls, %.0f/s, %d throttled, %d gaps", s.Done, s.Total, s.Regions, s.Calls, rate, s.Throttled, s.Gaps))
	if s.Of > 0 {
		first = a.says(fmt.Sprintf("%d/%d accounts, %d regions; %d calls, %.0f/s, %d throttled, %d gaps", s.Accounts, s.Of, s.Regions, s.Calls, rate, s.Throttled, s.Gaps))
	}
	switch n := len(s.Waiting); {
	case s.Held > 0:
		second = a.says(fmt.Sprintf("waiting for the budget of denials: %d calls", s.Held))
	case n == 0 && s.Total > 0:
		second = a.says("writing the snapshot")
	case n == 0:
		second = a.says("waiting for the credentials and the list of accounts and regions")
	default:
		w := s.Waiting[0]
		second = a.says(fmt.Sprintf("waiting for %s of %s in %s, and %d more", w.Key, accountName(w.Account), w.Region, n-1))
	}
	return report.Safe(first), report.Safe(second)
}

// accountName is what people call the holder of evidence.
func accountName(account string) string {
	return cmp.Or(map[string]string{snapshot.OrganizationSet: "organization"}[account], account)
}

// logged are the attributes of a line of progress.
func logged(s scanner.Status, rate float64) []any {
	waiting := []string{}
	for _, w := range s.Waiting[:min(3, len(s.Waiting))] {
		waiting = append(waiting, w.Key+" "+accountName(w.Account)+" "+w.Region)
	}
	out := []any{slog.Int("collections", s.Done), slog.Int("collections_of", s.Total), slog.Int("regions", s.Regions), slog.Int("calls", s.Calls),
		slog.Float64("calls_per_second", float64(int(rate*10))/10), slog.Int("throttled", s.Throttled), slog.Int("gaps", s.Gaps), slog.Int("held", s.Held),
		slog.Int("waiting", len(s.Waiting)), slog.Any("waiting_for", waiting)}
	if s.Of > 0 {
		out = append([]any{slog.Int("accounts", s.Accounts), slog.Int("accounts_of", s.Of)}, out...)
	}
	return out
}
