package main

import (
	"errors"
	"io/fs"
	"strconv"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
)

// suppressionsFile is read where kijun is started, if it is there.
const suppressionsFile = "kijun.suppressions.yaml"

// limits are the flags that say what of a result counts, beside --fail-on, --min-score and --fail-on-unknown.
type limits struct {
	baseline, maxFailed, suppressions string

	accepted *policies.Suppressions
}

func (l *limits) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&l.baseline, "baseline", "", "result of -o json: exit 1 only for findings that are new or worse than in it")
	f.StringVar(&l.maxFailed, "max-failed", "", "exit 1 if more findings than N failed")
	f.StringVar(&l.suppressions, "suppressions", "", "file with accepted findings (default "+suppressionsFile+" in this folder, if there is one)")
}

// read reads the flags and the files that they name, before anything is scanned.
func (l *limits) read(gate *report.GateOptions) error {
	if l.maxFailed != "" {
		n, err := strconv.Atoi(l.maxFailed)
		if err != nil || n < 0 {
			return usagef("--max-failed is %q; it must be the number of findings that may fail, 0 or more", l.maxFailed)
		}
		gate.MaxFailed = &n
	}
	if err := l.readSuppressions(); err != nil {
		return err
	}
	if l.baseline == "" {
		return nil
	}
	past, err := report.NewPast(report.SourceFile(l.baseline))
	if err != nil {
		return usagef("--baseline: %v", err)
	}
	gate.Baseline = past
	return nil
}

func (l *limits) readSuppressions() error {
	path := l.suppressions
	if path == "" {
		path = suppressionsFile
	}
	s, err := policies.ReadSuppressions(path)
	if l.suppressions == "" && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &usageError{err}
	}
	l.accepted = s
	return nil
}

// suppress puts the suppressions beside the findings, and says on stderr what of them needs somebody's eyes.
func (l *limits) suppress(a *app, res *policies.Result, narrow bool) []policies.SuppressionNote {
	if l.accepted == nil {
		return nil
	}
	notes := l.accepted.Apply(res, narrow)
	for _, n := range notes {
		if n.Note == policies.SuppressionExpired {
			a.log.Warn(report.SuppressionLine(n, a.global.lang))
		}
	}
	if notes == nil {
		return []policies.SuppressionNote{} // there is a file, and nothing to say of it
	}
	return notes
}

// decide applies the gate: the exit status, and why it is that one.
func (a *app) decide(res *policies.Result, gate report.GateOptions) (status int, why string) {
	if b := gate.Baseline; b != nil && !overlap(b.Accounts, res.Accounts) {
		a.log.Warn("the baseline is of other accounts, so every finding is new")
	}
	return report.Gate(res, gate)
}

// overlap says whether two results have an account in common.
func overlap(a, b []policies.Account) bool {
	ids := map[string]bool{}
	for _, x := range a {
		ids[x.ID] = true
	}
	for _, x := range b {
		if ids[x.ID] {
			return true
		}
	}
	return len(a) == 0 || len(b) == 0
}
