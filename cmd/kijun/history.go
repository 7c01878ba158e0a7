package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
	"kijun/report/history"
	"kijun/scanner/bucket"
)

// keeping are the flags of a history, and what is known of it.
type keeping struct {
	at, keep string

	rule  history.Keep
	store history.Store
	runs  []report.Run // oldest first
}

// mostTrend is how many earlier runs a report shows.
const mostTrend = 90

func (k *keeping) flags(cmd *cobra.Command, writes bool) {
	f := cmd.Flags()
	if !writes {
		f.StringVar(&k.at, "history", "", "folder, or s3://bucket/prefix, that holds the runs")
		return
	}
	f.StringVar(&k.at, "history", "", "folder, or s3://bucket/prefix, where each run leaves its result and a summary")
	f.StringVar(&k.keep, "history-keep", "", "how much of the history stays: a number of runs like 400, or of days like 90d (default: all)")
}

// open reads which runs there are, before anything is scanned: a history that cannot be read is found out then. profile is of the AWS
// configuration.
func (k *keeping) open(ctx context.Context, a *app, profile string) error {
	if k.at == "" {
		if k.keep != "" {
			return usagef("--history-keep says how much of a history stays, but there is no --history")
		}
		return nil
	}
	var err error
	if k.keep != "" {
		if k.rule, err = history.ParseKeep(k.keep); err != nil {
			return usagef("--history-keep: %v", err)
		}
	}
	switch {
	case strings.HasPrefix(k.at, "s3://"):
		if k.store, err = bucket.Open(ctx, k.at, profile, version); err != nil {
			return k.failed(err)
		}
	case strings.Contains(k.at, "://"):
		return usagef("--history is %q; it must be a folder, or a bucket like s3://bucket/prefix", k.at)
	default:
		k.store = history.Dir(k.at)
	}
	var problems []string
	if k.runs, problems, err = history.Runs(ctx, k.store); err != nil {
		return k.failed(err)
	}
	a.warn(problems)
	return nil
}

// failed is a history that could not be used. What a bucket says is a usage error already.
func (k *keeping) failed(err error) error {
	if errors.Is(err, errInterrupted) || errors.Is(err, context.Canceled) {
		return err
	}
	return usagef("--history %v", err)
}

func (a *app) warn(lines []string) {
	for _, line := range lines {
		a.log.Warn(line)
	}
}

// look puts beside the findings since when they are as they are, and into the report how the scores were.
func (k *keeping) look(ctx context.Context, a *app, rep *report.Report) {
	if k.store == nil {
		return
	}
	now := report.RunOf(rep.Result)
	rep.Trend = append([]report.Run{}, history.Earlier(k.runs, now, mostTrend)...)
	var past *report.Past
	for list := k.runs; past == nil; {
		before, ok := history.Before(list, now)
		if !ok {
			break
		}
		var err error
		if past, err = report.NewPast(history.Source(ctx, k.store, before)); err != nil {
			a.log.Warn("the history is looked at without a run: " + err.Error())
			list = slices.DeleteFunc(slices.Clone(list), func(r report.Run) bool { return r.Name == before.Name })
		}
	}
	past.Mark(rep.Result)
}

// write leaves the run in the history.
func (k *keeping) write(ctx context.Context, a *app, rep *report.Report, status int, why string) error {
	if k.store == nil {
		return nil
	}
	run := report.RunOf(rep.Result)
	run.Gate, run.Why = status, why
	run, problems, err := history.Write(ctx, k.store, rep, run, time.Now(), k.rule)
	if err != nil {
		return k.failed(err)
	}
	a.warn(problems)
	a.log.Info("kept as run " + run.Name + " of the history " + k.at)
	return nil
}

// must is for the commands that need a history.
func (k *keeping) must(ctx context.Context, a *app) error {
	if k.at == "" {
		return usagef("--history is missing: name the folder, or the bucket, that holds the runs")
	}
	if !strings.Contains(k.at, "://") {
		if _, err := os.Stat(k.at); err != nil {
			return usagef("--history: %v", err)
		}
	}
	return k.open(ctx, a, "")
}

func (a *app) historyCommand() *cobra.Command {
	var k keeping
	var format string
	var standards, accounts []string
	var all bool
	cmd := &cobra.Command{Use: "history", Short: "List the runs of a history, with their scores and the trend", Args: noArgs}
	k.flags(cmd, false)
	f := cmd.Flags()
	f.StringSliceVar(&standards, "standard", nil, "draw the trend of these standards only (repeatable, commas too)")
	f.StringSliceVar(&accounts, "account", nil, "list only runs with these accounts (repeatable, commas too)")
	f.BoolVar(&all, "all", false, "do not shorten the list")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := k.must(cmd.Context(), a); err != nil {
			return err
		}
		if err := k.knownStandards(standards); err != nil {
			return err
		}
		list := slices.DeleteFunc(k.runs, func(r report.Run) bool {
			return !slices.Equal(accounts, nil) && !slices.ContainsFunc(accounts, func(id string) bool { return slices.Contains(r.Accounts, id) })
		})
		if format == "json" {
			return report.WriteHistoryJSON(a.out, list)
		}
		o := report.Options{Lang: a.global.lang, Width: terminal(a.out), Limit: 2 * report.DefaultLimit}
		o.Color = o.Width > 0 && os.Getenv("NO_COLOR") == ""
		if all {
			o.Limit = 0
		}
		return report.WriteHistory(a.out, list, standards, o)
	}
	form(cmd, &format, "table", "json")
	return cmd
}

// knownStandards refuses what is neither one of kijun's standards nor one that a run of the history has a score of: of the user's own.
func (k *keeping) knownStandards(ids []string) error {
	all, err := policies.Standards()
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, s := range all {
		known[s.ID] = true
	}
	for _, r := range k.runs {
		for _, s := range r.Scores {
			known[s.ID] = true
		}
	}
	for _, id := range ids {
		if !known[id] {
			return usagef("there is no standard %q; kijun standards lists them", id)
		}
	}
	return nil
}
