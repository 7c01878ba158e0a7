package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
	"kijun/scanner/snapshot"
)

func (a *app) drillCommand() *cobra.Command {
	var r reach
	var j judgement
	var names []string
	cmd := &cobra.Command{Use: "drill [SNAPSHOT]", Short: "Play attacks against what was collected: what would be recorded, detected and heard",
		Long: "drill plays attack scenarios against a snapshot, without a call to AWS: for each step it says whether it is recorded, whether it is detected, who hears of it,\n" +
			"after how long at most, and else where the path breaks. Without a snapshot it first collects what it needs, as scan does.",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 { // only now are the flags those of the command line alone
				for _, name := range []string{"profile", "region", "timeout", "call-timeout", "parallel", "max-rate", "rate-share", "denial-budget", "preflight"} {
					if cmd.Flags().Changed(name) {
						return usagef("--%s says how to collect, and %s is collected already; leave one of them out", name, args[0])
					}
				}
			}
			return atMostOneArg("a snapshot")(cmd, args)
		}}
	r.flags(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&names, "scenario", nil, "play only these scenarios: names, or files of your own (repeatable, commas too; default: all built-in ones)")
	f.StringSliceVar(&j.governed, "governed-region", nil, "regions that BLEA governs: the first is the home of the scenarios (default: the home of the qualifying trail, else the caller's region)")
	f.StringVar(&j.asOf, "as-of", "", "when the attacks begin, like 2026-01-31T00:00:00Z (default: the snapshot's time)")
	f.StringSliceVarP(&j.outputs, "output", "o", nil, "FORMAT[=FILE], repeatable: "+strings.Join(report.DrillFormatNames(), ", ")+" (default table)")
	ownFlags(cmd, "output")
	j.bleaProfile = "auto"
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := j.check(choice{}); err != nil {
			return err
		}
		scenarios, err := policies.Scenarios(names...)
		if err != nil {
			return err
		}
		outputs, err := openOutputs(j.outputs, report.DrillFormatNames())
		if err != nil {
			return err
		}
		defer discard(outputs)
		set, err := policies.LoadDrill(scenarios, a.parameters)
		if err != nil {
			return err
		}
		// the steps that mend are those of kijun plan SNAPSHOT, and a page shows the drill beside all controls
		whole := set
		if len(args) > 0 || slices.ContainsFunc(outputs, func(o *output) bool { return o.format == "html" }) {
			if whole, err = a.load(choice{}); err != nil {
				return err
			}
		}
		path := ""
		if len(args) > 0 {
			path = args[0]
		} else {
			dir, err := os.MkdirTemp("", "kijun-*")
			if err != nil {
				return usagef("a temporary folder for the snapshot: %v", err)
			}
			defer os.RemoveAll(dir)
			path = filepath.Join(dir, "snapshot.zip")
			if _, err := a.collect(cmd.Context(), whole, r, j.governed, path); err != nil {
				return err
			}
		}
		rep, err := a.drill(cmd.Context(), set, whole, scenarios, path, j)
		if err != nil {
			return err
		}
		defer rep.Result.Findings.Close()
		return a.writeAs(report.DrillFormats, outputs, rep, false)
	}
	return cmd
}

// drill plays the scenarios in a snapshot with set, and judges it by the controls of whole. If these are more than the drill's own, the plan is
// theirs, too.
func (a *app) drill(ctx context.Context, set, whole *policies.Set, scenarios []policies.Scenario, path string, j judgement) (*report.Report, error) {
	asked, err := a.result(ctx, set, []string{path}, j)
	if err != nil {
		return nil, err
	}
	r, err := snapshot.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	drill, err := set.Drill(ctx, r, scenarios, asked, policies.Options{Kijun: version, Lang: a.global.lang, Governed: j.governed, AsOf: j.at})
	if err != nil {
		return nil, err
	}
	if len(drill.Lacking) > 0 {
		a.log.Warn(fmt.Sprintf("the snapshot was made without %s; what needs them is unknown: collect again without --control and --standard", strings.Join(drill.Lacking, ", ")))
	}
	rep := &report.Report{Result: asked, Drill: drill}
	if whole != set {
		if err := asked.Findings.Close(); err != nil {
			return nil, err
		}
		j.plan = true
		if rep.Result, err = a.result(ctx, whole, []string{path}, j); err != nil {
			return nil, err
		}
		rep.Plan = report.Plan(rep.Result, a.global.lang)
	}
	report.LinkDrill(rep)
	return rep, nil
}
