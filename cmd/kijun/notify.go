package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
	"kijun/report/awsout"
	"kijun/report/history"
	"kijun/report/notify"
)

// notices are the flags that say whom to tell what changed.
type notices struct {
	names []string
	none  bool
	// profile is of the AWS configuration, for targets of AWS.
	profile *string
	// byDefault tells all targets when none is named.
	byDefault bool
}

func (n *notices) flags(cmd *cobra.Command) {
	usage := "tell these targets of the configuration what changed (repeatable, commas too; default: none)"
	if n.byDefault {
		usage = "tell only these targets of the configuration what changed (repeatable, commas too; default: all)"
	}
	cmd.Flags().StringSliceVar(&n.names, "notify", nil, usage)
	cmd.Flags().BoolVar(&n.none, "no-notify", false, "tell nobody, whatever the configuration says")
}

// patience is how long notices are sent after an interruption: whoever interrupted waits.
const patience = 20 * time.Second

// telling runs a command, and tells the targets of the configuration what its result changed, or that there is none.
func (a *app) telling(ctx context.Context, n notices, j judgement, inner func() error) error {
	office, err := a.office(ctx, n, j)
	if err != nil {
		return &usageError{err}
	}
	if office == nil {
		return inner()
	}
	unfinished, ended, err := office.Outbox.Begin(time.Now())
	if err != nil {
		return usagef("notify: the outbox %s cannot be written: %v", office.Outbox.Dir, err)
	}
	var notice *notify.Notice
	var last told
	a.onResult = func(res *policies.Result, j judgement) (err error) {
		if j.history.store == nil && j.limits.baseline != "" {
			if last, err = toldOf(office.Outbox.Dir, j.limits.baseline, office.Names); err != nil {
				return usagef("--baseline: %v", err)
			}
			if j.history.runs, err = last.runs(ctx, a); err != nil {
				return usagef("notify: what was told last cannot be read: %v", err)
			}
			j.history.store = last.store()
			if err = last.keep(ctx, res); err != nil {
				return usagef("notify: the outbox %s cannot be written: %v", office.Outbox.Dir, err)
			}
		}
		notice, err = a.compare(ctx, res, j)
		return err
	}
	err = inner() // where it panics the note of Begin stays, and the next run tells
	var gate *exitError
	switch {
	case errors.Is(context.Cause(ctx), errInterrupted):
		notice = notify.Broken(version, a.global.lang, time.Now(), "interrupted", nil)
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
	case err != nil && notice == nil:
		notice = notify.Broken(version, a.global.lang, time.Now(), "failed", map[string]string{"error": a.says(firstLine(err))})
	case err != nil && !errors.As(err, &gate):
		notice.Add("failed", map[string]string{"error": a.says(firstLine(err))})
	}
	for _, at := range unfinished {
		notice.Add("unfinished", map[string]string{"at": at.UTC().Format("2006-01-02 15:04:05 UTC")})
	}
	sent, unsent, trouble := office.Deliver(ctx, notice)
	if err := last.settle(); err != nil && trouble == nil {
		trouble = usagef("notify: the outbox %s cannot be written: %v", office.Outbox.Dir, err)
	}
	ended()
	if sent > 0 {
		a.log.Info(fmt.Sprintf("notices sent: %d", sent))
	}
	for _, u := range unsent {
		a.complain(fmt.Sprintf("a notice for %s could not be sent: %v; it waits in %s and is sent with the next run", u.Target, u.Why, office.Outbox.Dir))
	}
	if trouble != nil {
		a.complain(trouble.Error())
	}
	if err == nil && (len(unsent) > 0 || trouble != nil) {
		return &exitError{exitInternal, "not everybody could be told: see the lines above"}
	}
	return err
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// office is what sends the notices of this run; nil if nobody is to be told. Everything that the user can have wrong is found here,
// before anything is scanned.
func (a *app) office(ctx context.Context, n notices, j judgement) (*notify.Office, error) {
	if n.none {
		if len(n.names) > 0 {
			return nil, errors.New("--notify and --no-notify exclude each other")
		}
		return nil, nil
	}
	if len(n.names) == 0 && (!n.byDefault || len(a.notify.Targets) == 0) {
		return nil, nil
	}
	profile := ""
	if n.profile != nil {
		profile = *n.profile
	}
	o := &notify.Office{Config: a.notify, Names: n.names, Outbox: notify.Outbox{Dir: a.notify.Outbox}, Version: version, Now: time.Now,
		AWS: func(ctx context.Context, t notify.Target) (notify.Sender, error) {
			cfg, err := awsout.Load(ctx, awsout.Options{Profile: profile, Version: version})
			if err != nil {
				return nil, err
			}
			return awsout.Sender(cfg, t)
		}}
	if err := o.Open(ctx); err != nil {
		return nil, err
	}
	if o.Outbox.Dir == "" && j.history.at != "" && !strings.Contains(j.history.at, "://") {
		o.Outbox.Dir = filepath.Join(j.history.at, "outbox")
	}
	if o.Outbox.Dir == "" {
		return nil, errors.New("notify: there is no place where messages wait that cannot be sent: set outbox under notify in the configuration")
	}
	if j.limits.baseline == "" && j.history.at == "" {
		names := n.names
		if len(names) == 0 {
			names = slices.Sorted(maps.Keys(a.notify.Targets))
		}
		for _, name := range names {
			if a.notify.Targets[name].When != notify.Always {
				return nil, fmt.Errorf("notify: target %s is told what changed, and there is no earlier run to compare with: give --history or --baseline, or set when: always", name)
			}
		}
	}
	return o, nil
}

// told is the last run whose difference was told, where a baseline is compared with and no history is kept: without it the same difference to
// the same baseline would be told each night. Another baseline, and other targets, have another.
type told struct{ whom, dir string }

func toldOf(outbox, baseline string, names []string) (told, error) {
	raw, err := os.ReadFile(baseline)
	whom := filepath.Join(outbox, fmt.Sprintf("told-%x-", sha256.Sum256([]byte(strings.Join(names, ","))))[:len("told-")+8])
	return told{whom, fmt.Sprintf("%s-%.8x", whom, sha256.Sum256(raw))}, err
}

func (t told) store() history.Store { return history.Dir(t.dir) }
func (t told) next() string         { return t.dir + ".next" }

// runs are the last one, or none.
func (t told) runs(ctx context.Context, a *app) ([]report.Run, error) {
	if err := os.RemoveAll(t.next()); err != nil { // of a run that ended before it had told
		return nil, err
	}
	runs, problems, err := history.Runs(ctx, t.store())
	a.warn(problems)
	return runs, err
}

// keep writes a result beside the last one. It takes that one's place when it is told.
func (t told) keep(ctx context.Context, res *policies.Result) error {
	_, _, err := history.Write(ctx, history.Dir(t.next()), &report.Report{Result: res}, report.RunOf(res), time.Now(), history.Keep{})
	return err
}

// settle says that what keep wrote is told, or waits in the outbox.
func (t told) settle() error {
	if _, err := os.Stat(t.next()); t.dir == "" || err != nil {
		return nil // nothing was kept
	}
	old, err := filepath.Glob(t.whom + "-*")
	if err != nil {
		return err
	}
	for _, dir := range old {
		if dir == t.next() {
			continue
		}
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return os.Rename(t.next(), t.dir)
}

// compare makes the notice of a result: compared with a run of the history, else with the baseline. A run that cannot be read is passed
// over, and told.
func (a *app) compare(ctx context.Context, res *policies.Result, j judgement) (*notify.Notice, error) {
	now := report.RunOf(res)
	unread := ""
	for list := j.history.runs; ; {
		before, ok := lastTold(list, now)
		var source report.Source
		switch {
		case ok:
			source = history.Source(ctx, j.history.store, before)
		case j.limits.baseline != "":
			source = report.SourceFile(j.limits.baseline)
		}
		n, err := notify.Compare(source, res)
		if err != nil && ok && ctx.Err() == nil {
			unread = err.Error()
			list = slices.DeleteFunc(slices.Clone(list), func(r report.Run) bool { return r.Name == before.Name })
			continue
		}
		if err == nil {
			n.Remind(j.history.runs, now)
			if unread != "" {
				n.Add("history", map[string]string{"error": report.Safe(unread)})
			}
		}
		return n, err
	}
}

// lastTold is the run that a notice compares with: the newest of these controls that has an account in common. Where that one lacks an account,
// one of the last days that has them all is better: what happened there while the account could not be read is then told, too.
func lastTold(list []report.Run, now report.Run) (report.Run, bool) {
	var some, all *report.Run
	for i := range list {
		r := &list[i]
		if r.Incomplete || r.At.After(now.At) || r.Selection != now.Selection || !r.Shares(now) {
			continue
		}
		some = r
		if !slices.ContainsFunc(now.Accounts, func(id string) bool { return !slices.Contains(r.Accounts, id) }) {
			all = r
		}
	}
	switch {
	case all != nil && now.At.Sub(all.At) <= notify.Reminded:
		return *all, true
	case some != nil:
		return *some, true
	}
	return history.Before(list, now)
}
