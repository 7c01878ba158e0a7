package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"
	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
)

// form adds -o with the forms that a listing has.
func form(cmd *cobra.Command, into *string, forms ...string) {
	cmd.Flags().StringVarP(into, "output", "o", forms[0], strings.Join(forms, " or "))
	ownFlags(cmd, "output")
	inner := cmd.RunE
	cmd.RunE = func(c *cobra.Command, args []string) error {
		if !slices.Contains(forms, *into) {
			return usagef("-o: there is no format %q here; there are %s", *into, strings.Join(forms, ", "))
		}
		return inner(c, args)
	}
}

// ownFlags marks flags that mean something else than those of the same name in the configuration.
func ownFlags(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		cmd.Flags().Lookup(name).Annotations = map[string][]string{own: {}}
	}
}

func (a *app) json(v any) error {
	raw, err := indented(v)
	if err != nil {
		return err
	}
	_, err = a.out.Write(raw)
	return err
}

// indented is v as JSON for people.
func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// table prints rows under a header, without a frame.
func table(w io.Writer, header []string, rows [][]string) error {
	t := tablewriter.NewTable(w, tablewriter.WithRendition(tw.Rendition{Borders: tw.BorderNone, Settings: tw.Settings{Separators: tw.SeparatorsNone, Lines: tw.LinesNone}}),
		tablewriter.WithHeaderAutoFormat(tw.Off), tablewriter.WithHeaderAlignment(tw.AlignLeft), tablewriter.WithRowAlignment(tw.AlignLeft), tablewriter.WithRowAutoWrap(tw.WrapNone))
	t.Header(header)
	if err := t.Bulk(rows); err != nil {
		return err
	}
	return t.Render()
}

func (a *app) controlsCommand() *cobra.Command {
	var c choice
	var format string
	cmd := &cobra.Command{Use: "controls [ID]", Short: "List the controls, or tell about one", Args: atMostOneArg("the id of a control")}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 1 {
			c.controls = args
		}
		set, err := a.load(choice{controls: c.controls, standards: c.standards, dirs: c.dirs})
		if err != nil {
			return err
		}
		if format == "json" {
			return a.json(struct {
				Controls []policies.Control `json:"controls"`
			}{set.Controls})
		}
		if len(args) == 1 {
			return a.describe(set, set.Controls[0])
		}
		var rows [][]string
		for _, x := range set.Controls {
			standards := []string{}
			for s := range x.Standards {
				standards = append(standards, s)
			}
			slices.Sort(standards)
			state := ""
			if x.Disabled != "" {
				state = a.says(" (disabled)")
			}
			rows = append(rows, []string{x.ID, x.Severity, x.Title.In(a.global.lang) + state, strings.Join(standards, " ")})
		}
		return table(a.out, a.heads("ID", "SEVERITY", "TITLE", "STANDARDS"), rows)
	}
	form(cmd, &format, "table", "json")
	cmd.Flags().StringSliceVar(&c.standards, "standard", nil, "only the controls of these standards")
	cmd.Flags().StringSliceVar(&c.dirs, "policy", nil, "folder with controls and standards of your own (repeatable)")
	return cmd
}

// describe tells what one control is about, what it reads and why a verdict of it may not survive a gap.
func (a *app) describe(set *policies.Set, c policies.Control) error {
	lang := a.global.lang
	fmt.Fprintf(a.out, "%s  %s\n%s\n\n", c.ID, c.Severity, c.Title.In(lang))
	if c.Description != "" {
		fmt.Fprintf(a.out, "%s\n\n", c.Description)
	}
	fmt.Fprintf(a.out, "%s: %s\n", a.heads("remediation")[0], c.Remediation.In(lang))
	if c.Construct != "" {
		fmt.Fprintf(a.out, "%s: %s\n", a.heads("BLEA construct")[0], c.Construct)
	}
	if c.Disabled != "" {
		fmt.Fprintf(a.out, "%s: %s\n", a.heads("disabled")[0], c.Disabled)
	}
	for _, s := range c.Source {
		fmt.Fprintf(a.out, "%s: %s\n", a.heads("source")[0], s)
	}
	fmt.Fprintf(a.out, "\n%s:\n", a.heads("reads")[0])
	lines, err := set.Describe(c.ID)
	if err != nil {
		return err
	}
	for _, line := range lines {
		fmt.Fprintf(a.out, "  %s\n", line)
	}
	return nil
}

// standing is a requirement with what kijun has for it.
type standing struct {
	policies.Requirement
	State string   `json:"state"` // implemented, manual, missing
	By    []string `json:"by"`    // the controls that answer it
}

func (a *app) standardsCommand() *cobra.Command {
	var format string
	var dirs []string
	cmd := &cobra.Command{Use: "standards [ID]", Short: "List the standards and how much of each is implemented, or the requirements of one", Args: atMostOneArg("the id of a standard")}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		set, err := a.load(choice{standards: args, dirs: dirs})
		if err != nil {
			return err
		}
		type row struct {
			policies.Standard
			Implemented int        `json:"implemented"`
			Missing     int        `json:"missing"`
			Controls    int        `json:"controls"`
			Standings   []standing `json:"requirements,omitempty"`
		}
		var rows []row
		for _, s := range set.Standards {
			r := row{Standard: s}
			r.Manual = 0
			for _, c := range set.Controls {
				if _, ok := c.Standards[s.ID]; ok {
					r.Controls++
				}
			}
			for _, req := range s.Requirements {
				state, by := s.State(req, set.Controls)
				switch state {
				case policies.Implemented:
					r.Implemented++
				case policies.ByHand:
					r.Manual++
				default:
					r.Missing++
				}
				if len(args) == 1 {
					r.Standings = append(r.Standings, standing{req, state, append([]string{}, by...)})
				}
			}
			rows = append(rows, r)
		}
		if format == "json" {
			return a.json(struct {
				Standards []row `json:"standards"`
			}{rows})
		}
		if len(args) == 1 {
			return a.requirements(set, rows[0].Standings)
		}
		var cells [][]string
		for _, r := range rows {
			cells = append(cells, []string{r.ID, fmt.Sprint(r.Implemented), fmt.Sprint(r.Manual), fmt.Sprint(r.Missing), fmt.Sprint(r.Total), fmt.Sprint(r.Controls), r.Title.In(a.global.lang)})
		}
		return table(a.out, a.heads("ID", "IMPLEMENTED", "MANUAL", "MISSING", "REQUIREMENTS", "CONTROLS", "TITLE"), cells)
	}
	form(cmd, &format, "table", "json")
	cmd.Flags().StringSliceVar(&dirs, "policy", nil, "folder with controls and standards of your own (repeatable)")
	return cmd
}

// requirements prints those of one standard. One without a title of its own has that of the control that answers it.
func (a *app) requirements(set *policies.Set, list []standing) error {
	var cells [][]string
	for _, r := range list {
		var title policies.Text
		switch {
		case r.Title != nil:
			title = *r.Title
		case len(r.By) > 0:
			i := slices.IndexFunc(set.Controls, func(c policies.Control) bool { return c.ID == r.By[0] })
			title = set.Controls[i].Title
		}
		by := strings.Join(r.By, " ")
		if r.State == policies.Missing {
			by = strings.Join(r.Answers(), " ")
		}
		cells = append(cells, []string{r.ID, r.State, by, title.In(a.global.lang)})
		if r.State == policies.ByHand {
			cells = append(cells, []string{"", "", "", "  " + r.Manual.In(a.global.lang)})
		}
	}
	return table(a.out, a.heads("ID", "STATE", "CONTROLS", "TITLE"), cells)
}

func (a *app) testCommand() *cobra.Command {
	var match string
	cmd := &cobra.Command{Use: "test [DIR]", Short: "Run the tests of controls (of the built-in ones without a folder)", Args: atMostOneArg("a folder")}
	var least float64
	cmd.Flags().StringVar(&match, "run", "", "only tests whose package and name match this regular expression")
	cmd.Flags().Float64Var(&least, "min-coverage", 0, "exit 1 if the tests of a folder cover less than this percentage of one of its files")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var results []policies.TestResult
		var covered []policies.Covered
		var err error
		if len(args) == 1 {
			results, covered, err = policies.TestCovered(cmd.Context(), args[0], match)
		} else {
			results, err = policies.Test(cmd.Context(), "", match)
		}
		if err != nil {
			return err
		}
		failed := 0
		for _, r := range results {
			if r.Pass {
				continue
			}
			failed++
			name := r.Name
			if r.Case != "" {
				name += ": " + r.Case
			}
			fmt.Fprintf(a.out, "FAIL %s (%s)\n", report.Safe(name), report.Safe(r.File))
			if r.Message != "" {
				fmt.Fprintf(a.out, "     %s\n", report.Safe(r.Message))
			}
		}
		fmt.Fprintln(a.out, a.says(fmt.Sprintf("%d passed, %d failed", len(results)-failed, failed)))
		low := 0
		for _, c := range covered {
			missing := ""
			if len(c.Missing) > 0 {
				missing = a.says(fmt.Sprintf(" (not covered: lines %s)", strings.Join(c.Missing, ", ")))
			}
			fmt.Fprintf(a.out, "%s %5.1f%% %s%s\n", a.heads("coverage")[0], c.Percent, report.Safe(c.File), missing)
			if c.Percent < least {
				low++
			}
		}
		switch {
		case failed > 0:
			return &exitError{exitFailed, fmt.Sprintf("%d tests failed", failed)}
		case len(results) == 0:
			return &exitError{exitUndecided, "no test was found"}
		case low > 0:
			return &exitError{exitFailed, fmt.Sprintf("%d files are covered less than %g%%", low, least)}
		}
		return nil
	}
	return cmd
}

func (a *app) lintCommand() *cobra.Command {
	var fix bool
	cmd := &cobra.Command{Use: "lint [DIR]", Short: "Check controls (the built-in ones without a folder) as strictly as kijun's own", Args: atMostOneArg("a folder")}
	cmd.Flags().BoolVar(&fix, "fix", false, "format the folder's files first, as opa fmt does")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		dir := ""
		if len(args) == 1 {
			dir = args[0]
		}
		if fix {
			if err := reformat(dir); err != nil {
				return err
			}
		}
		problems, err := policies.Lint(dir)
		if err != nil {
			return err
		}
		for _, p := range problems {
			fmt.Fprintln(a.out, report.Safe(a.says(p.String())))
		}
		if len(problems) > 0 {
			return &exitError{exitFailed, fmt.Sprintf("%d problems", len(problems))}
		}
		return nil
	}
	return cmd
}

// reformat rewrites the Rego files of a folder that are not formatted.
func reformat(dir string) error {
	if dir == "" {
		return usagef("--fix needs a folder")
	}
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return usagef("%v", err)
		}
		if d.IsDir() || filepath.Ext(path) != ".rego" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return usagef("%v", err)
		}
		want, err := policies.Format(path, text)
		if err != nil || bytes.Equal(want, text) {
			return err
		}
		if err := os.WriteFile(path, want, 0o644); err != nil {
			return usagef("%v", err)
		}
		return nil
	})
}

var goodState = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)+$`)

func (a *app) newCommand() *cobra.Command {
	var dir string
	cmd := &cobra.Command{Use: "new", Short: "Write the beginning of something", Args: cobra.ArbitraryArgs, RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return cmd.Help()
	}}
	control := &cobra.Command{Use: "control ID RESOURCE_GOOD_STATE", Short: "Write a control and its test, to be filled in"}
	control.Args = func(_ *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usagef("kijun new control takes two arguments, an id and a name: kijun new control CUSTOM/backup topic_has_backup (got %d)", len(args))
		}
		return nil
	}
	control.Flags().StringVar(&dir, "dir", "", "folder to write to (default policies/controls/<service>, for CUSTOM/ ids this folder)")
	ownFlags(control, "dir")
	control.RunE = func(_ *cobra.Command, args []string) error {
		id, name := args[0], args[1]
		if !goodState.MatchString(name) {
			return usagef("%q is not a name like topic_encrypted_at_rest", name)
		}
		rule, test, service, err := policies.Template(id, name)
		if err != nil {
			return usagef("%v", err)
		}
		if dir == "" && !strings.HasPrefix(id, "CUSTOM/") {
			dir = filepath.Join("policies", "controls", service)
		}
		if err := os.MkdirAll(filepath.Join(".", dir), 0o755); err != nil {
			return usagef("%v", err)
		}
		parts := []struct{ path, text string }{{filepath.Join(dir, name+".rego"), rule}, {filepath.Join(dir, name+"_test.rego"), test}}
		for _, p := range parts { // both or none
			if _, err := os.Lstat(p.path); err == nil {
				return usagef("%s is there already", p.path)
			}
		}
		for _, p := range parts {
			if err := os.WriteFile(p.path, []byte(p.text), 0o644); err != nil {
				return usagef("%v", err)
			}
			fmt.Fprintln(a.out, p.path)
		}
		return nil
	}
	cmd.AddCommand(control)
	return cmd
}
