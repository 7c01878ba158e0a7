package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
	"kijun/report/files"
	"kijun/scanner/actions"
)

// actionsOf are the IAM actions that calling an operation takes.
func actionsOf(operation string) []string {
	list, _, _ := actions.Lookup(operation)
	return list
}

// planning are the flags of the plan.
type planning struct {
	severity    string
	target      []string
	destructive bool
	outputs     []string
}

// templates is the format of a plan that is several files.
const templates = "cloudformation"

func planFormats() []string {
	return slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(report.PlanFormats)), templates)))
}

func (a *app) planCommand() *cobra.Command {
	var c choice
	var j judgement
	var p planning
	cmd := &cobra.Command{Use: "plan SNAPSHOT|RESULT", Short: "Print the remediation plan of a snapshot, with a forecast, or of a result in JSON", Args: oneArg("a snapshot or a result")}
	c.flags(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&j.governed, "governed-region", nil, "regions that BLEA governs")
	f.StringVar(&j.limits.suppressions, "suppressions", "", "file with accepted findings, which need no step (default "+suppressionsFile+" in this folder, if there is one)")
	f.StringVar(&j.bleaProfile, "blea-profile", "auto", "profiles of BLEA: auto, or with commas standalone or control-tower, guest-ec2, guest-ecs, guest-serverless")
	f.StringSliceVarP(&p.outputs, "output", "o", nil, "FORMAT[=FILE], repeatable: "+strings.Join(planFormats(), ", ")+" (default text); "+templates+"=FOLDER writes a template for each account and region")
	f.StringVar(&p.severity, "severity", "", "only steps for controls of this severity or above: "+strings.Join(policies.Severities(), ", "))
	f.StringSliceVar(&p.target, "target-score", nil, "[STANDARD=]N: the shortest beginning of the plan after which the score is at least N (repeatable)")
	f.BoolVar(&p.destructive, "allow-destructive", false, "let the script hold steps that destroy something, each with a question, and let them count for --target-score")
	ownFlags(cmd, "output")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		target, err := p.check(c)
		if err != nil {
			return err
		}
		if err := j.check(c); err != nil {
			return err
		}
		steps, missed, err := a.plan(cmd.Context(), c, j, p, target, args[0])
		if err != nil {
			return err
		}
		if err := a.writePlan(steps, p); err != nil {
			return err
		}
		if missed {
			return &exitError{exitFailed, report.Unreached(a.global.lang, strings.Join(p.target, ", "))}
		}
		return nil
	}
	return cmd
}

// check reads the flags.
func (p *planning) check(c choice) (map[string]int, error) {
	p.severity = strings.ToUpper(p.severity)
	if p.severity != "" && !slices.Contains(policies.Severities(), p.severity) {
		return nil, usagef("--severity is %q; it must be one of %s", p.severity, strings.Join(policies.Severities(), ", "))
	}
	if len(p.outputs) == 0 {
		p.outputs = []string{"text"}
	}
	stdout := ""
	for _, spec := range p.outputs {
		format, path, file := strings.Cut(spec, "=")
		if _, ok := report.PlanFormats[format]; !ok && format != templates {
			return nil, usagef("-o: a plan has no format %q; there are %s", format, strings.Join(planFormats(), ", "))
		}
		if file && path == "" {
			return nil, usagef("-o %s: the name of the file is missing", spec)
		}
		if !file {
			if stdout != "" {
				return nil, usagef("-o: %s and %s would both go to stdout; give one a file (%s=FILE)", stdout, format, format)
			}
			stdout = format
		}
	}
	if len(p.target) == 0 {
		return nil, nil
	}
	standards, err := policies.Standards()
	if err != nil {
		return nil, err
	}
	target := map[string]int{}
	for _, spec := range p.target {
		id, text, named := strings.Cut(spec, "=")
		if !named {
			id, text = "", spec
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 100 {
			return nil, usagef("--target-score is %q; it must be [STANDARD=]N with N from 0 to 100", spec)
		}
		if named {
			i := slices.IndexFunc(standards, func(s policies.Standard) bool { return strings.EqualFold(s.ID, id) })
			if i < 0 || len(c.standards) > 0 && !slices.ContainsFunc(c.standards, func(x string) bool { return strings.EqualFold(x, id) }) {
				return nil, usagef("--target-score is %q: there is no standard %q in this run", spec, id)
			}
			id = standards[i].ID
		}
		target[id] = n
	}
	return target, nil
}

// plan reads a file as what it begins like: a zip is a snapshot, an object a result, whose plan is listed as it was made.
func (a *app) plan(ctx context.Context, c choice, j judgement, p planning, target map[string]int, path string) (steps []report.PlanStep, missed bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, false, usagef("%v", err)
	}
	head := make([]byte, 4)
	n, err := io.ReadFull(f, head)
	f.Close()
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, false, usagef("%v", err)
	}
	if strings.HasPrefix(string(head[:n]), "{") {
		rep, err := report.ReadJSON(path)
		if err != nil {
			return nil, false, usagef("%v", err)
		}
		switch {
		case rep.Plan == nil:
			return nil, false, usagef("%s holds no plan: write it with --plan, or give the snapshot", path)
		case len(target) > 0:
			return nil, false, usagef("--target-score needs a forecast, and %s is a result: give the snapshot", path)
		}
		return report.Narrow(rep, p.severity, c.standards, c.controls), false, nil
	}
	set, err := a.load(c)
	if err != nil {
		return nil, false, err
	}
	j.plan, j.planSeverity = true, p.severity
	res, err := a.result(ctx, set, []string{path}, j)
	if err != nil {
		return nil, false, err
	}
	defer res.Findings.Close()
	for _, line := range res.Errors {
		a.log.Error("a control could not be evaluated: " + line)
	}
	j.limits.suppress(a, res, j.narrow)
	steps, reached := report.PlanFor(res, a.global.lang, report.PlanOptions{Severity: p.severity, Target: target, Destructive: p.destructive})
	if len(target) > 0 && len(steps) == 0 && reached {
		a.log.Info("the target " + strings.Join(p.target, ", ") + " is reached already")
	}
	return steps, !reached, nil
}

// writePlan writes every output; a file appears whole or not at all.
func (a *app) writePlan(steps []report.PlanStep, p planning) error {
	for _, spec := range p.outputs {
		format, path, file := strings.Cut(spec, "=")
		if format == templates {
			if err := a.writeTemplates(report.Templates(steps, a.global.lang), path); err != nil {
				return err
			}
			continue
		}
		opts := report.Options{Lang: a.global.lang, Destructive: p.destructive}
		if !file {
			opts.Width = terminal(a.out)
			opts.Color = opts.Width > 0 && os.Getenv("NO_COLOR") == ""
			if err := report.PlanFormats[format](a.out, steps, opts); err != nil {
				return fmt.Errorf("write %s: %w", format, err)
			}
			continue
		}
		var out bytes.Buffer
		if err := report.PlanFormats[format](&out, steps, opts); err != nil {
			return fmt.Errorf("write %s: %w", format, err)
		}
		mode := os.FileMode(0o644)
		if format == "script" {
			mode = 0o755
		}
		if err := files.ReplaceBytes(path, mode, out.Bytes()); err != nil {
			return usagef("-o %s: it cannot be written: %v", spec, err)
		}
	}
	return nil
}

// writeTemplates writes a file for each template into a folder, or the only one to stdout.
func (a *app) writeTemplates(all map[string]report.Template, dir string) error {
	names := report.TemplateNames(all)
	if dir == "" {
		switch len(names) {
		case 0:
			return usagef("-o %s: CloudFormation can do nothing of this plan", templates)
		case 1:
			return report.WriteTemplate(a.out, all[names[0]])
		}
		return usagef("-o %s: there are %d templates (%s); give a folder for them (%s=FOLDER)", templates, len(names), strings.Join(names, ", "), templates)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return usagef("-o %s=%s: %v", templates, dir, err)
	}
	for _, name := range names {
		var out bytes.Buffer
		if err := report.WriteTemplate(&out, all[name]); err != nil {
			return err
		}
		path := filepath.Join(dir, templateFile(name))
		if err := files.ReplaceBytes(path, 0o644, out.Bytes()); err != nil {
			return usagef("-o %s=%s: %s cannot be written: %v", templates, dir, path, err)
		}
	}
	return nil
}

// templateFile is the name of a template's file, of an account and a region; whatever else they hold, it is a name in the folder.
func templateFile(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, name) + ".json"
}
