package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
	"kijun/report/history"
)

func (a *app) diffCommand() *cobra.Command {
	var c choice
	var j judgement
	var k keeping
	var format string
	cmd := &cobra.Command{Use: "diff [OLD] [NEW]", Short: "Tell what changed between two results or snapshots, or the last two runs of a history",
		Long: "Tell what changed between two results of -o json or snapshots, or runs of a history by their names. NEW is the newest run of the\nhistory if it is left out, and OLD the run before it that is of the same accounts.\n\nExit status: 0 nothing is new or worse, 1 something is, 2 nothing is, but something can no longer be decided or was not looked for.",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 2 {
				return usagef("kijun diff takes two arguments at most: results or snapshots (got %d)", len(args))
			}
			return nil
		}}
	c.flags(cmd)
	k.flags(cmd, false)
	f := cmd.Flags()
	f.StringSliceVar(&j.governed, "governed-region", nil, "regions that BLEA governs, for snapshots")
	f.StringVar(&j.bleaProfile, "blea-profile", "auto", "profiles of BLEA, for snapshots")
	f.StringVar(&j.limits.suppressions, "suppressions", "", "file with accepted findings, for snapshots (default "+suppressionsFile+" in this folder, if there is one)")
	f.BoolVar(&j.all, "all", false, "do not shorten lists in the table")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := j.check(c); err != nil {
			return err
		}
		if len(args) < 2 {
			if k.at == "" {
				return usagef("give two results or snapshots, or --history for the runs of one")
			}
			if err := k.must(cmd.Context(), a); err != nil {
				return err
			}
		} else if err := k.open(cmd.Context(), a, ""); err != nil {
			return err
		}
		x := comparing{a: a, c: c, j: j, k: &k}
		defer x.close()
		before, after, err := x.sides(cmd.Context(), args)
		if err != nil {
			return err
		}
		d, err := report.Diff(before, after)
		if err != nil {
			return usagef("%v", err)
		}
		if format == "json" {
			err = report.WriteDiffJSON(a.out, d)
		} else {
			o := report.Options{Lang: a.global.lang, Width: terminal(a.out), Limit: report.DefaultLimit}
			o.Color = o.Width > 0 && os.Getenv("NO_COLOR") == ""
			if j.all {
				o.Limit = 0
			}
			err = report.WriteDiff(a.out, d, o)
		}
		if err != nil {
			return err
		}
		status, why := report.GateDiff(d, a.global.lang)
		if status != exitOK {
			return &exitError{status, why}
		}
		a.log.Info(why)
		return nil
	}
	form(cmd, &format, "table", "json")
	return cmd
}

// comparing is one kijun diff.
type comparing struct {
	a    *app
	c    choice
	j    judgement
	k    *keeping
	set  *policies.Set
	done []func() error
}

func (x *comparing) close() {
	for _, f := range x.done {
		_ = f() // a temporary file that cannot be removed is no reason to hide the difference
	}
}

// sides are what to compare.
func (x *comparing) sides(ctx context.Context, args []string) (before, after report.Source, err error) {
	if len(args) > 0 {
		if before, err = x.side(ctx, args[0]); err != nil {
			return nil, nil, err
		}
	}
	if len(args) > 1 {
		after, err = x.side(ctx, args[1])
		return before, after, err
	}
	if len(x.k.runs) == 0 {
		return nil, nil, usagef("the history %s holds no runs", x.k.at)
	}
	newest := x.k.runs[len(x.k.runs)-1]
	if before == nil {
		old, ok := history.Before(x.k.runs[:len(x.k.runs)-1], newest)
		if !ok {
			return nil, nil, usagef("the history %s holds no run before %s that it can be compared with", x.k.at, newest.Name)
		}
		before = history.Source(ctx, x.k.store, old)
	}
	return x.chosen(before), x.chosen(history.Source(ctx, x.k.store, newest)), nil
}

// side reads an argument as what it is: a file that begins like a zip is a snapshot, another one a result, and what is no file a run.
func (x *comparing) side(ctx context.Context, arg string) (report.Source, error) {
	f, err := os.Open(arg)
	if errors.Is(err, fs.ErrNotExist) && x.k.store != nil {
		if i := slices.IndexFunc(x.k.runs, func(r report.Run) bool { return r.Name == arg }); i >= 0 {
			return x.chosen(history.Source(ctx, x.k.store, x.k.runs[i])), nil
		}
		return nil, usagef("there is neither a file nor a run %q; kijun history -o json names the runs", arg)
	}
	if err != nil {
		return nil, usagef("%v", err)
	}
	head := make([]byte, 4)
	n, err := io.ReadFull(f, head)
	f.Close()
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, usagef("%v", err)
	}
	if !strings.HasPrefix(string(head[:n]), "PK") {
		return x.chosen(report.SourceFile(arg)), nil
	}
	if err := x.load(); err != nil {
		return nil, err
	}
	res, err := x.a.result(ctx, x.set, []string{arg}, x.j)
	if err != nil {
		return nil, err
	}
	x.done = append(x.done, res.Findings.Close)
	for _, line := range res.Errors {
		x.a.log.Error("a control could not be evaluated: " + line)
	}
	x.j.limits.suppress(x.a, res, x.j.narrow)
	return report.SourceOf(res), nil
}

func (x *comparing) load() error {
	if x.set != nil {
		return nil
	}
	set, err := x.a.load(x.c)
	x.set = set
	return err
}

// chosen leaves of a result only the controls that were asked for.
func (x *comparing) chosen(from report.Source) report.Source {
	if len(x.c.controls)+len(x.c.standards) == 0 {
		return from
	}
	return func(each func(*policies.Finding) error) (report.Head, error) {
		if err := x.load(); err != nil {
			return report.Head{}, err
		}
		wanted := map[string]bool{}
		for _, c := range x.set.Controls {
			wanted[c.ID] = true
		}
		head, err := from(func(f *policies.Finding) error {
			if !wanted[f.Control] {
				return nil
			}
			return each(f)
		})
		head.Controls = slices.DeleteFunc(slices.Clone(head.Controls), func(c policies.Control) bool { return !wanted[c.ID] })
		return head, err
	}
}
