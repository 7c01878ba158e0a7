package main

import (
	"fmt"
	"regexp"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"kijun/report"
	"kijun/report/awsout"
)

// roleName is what IAM allows for the name of a role, with its path.
var roleName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9+=,.@_/-]{1,512}$`) })

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "export", Short: "Bring a result to another service", Args: cobra.ArbitraryArgs, RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return cmd.Help()
	}}
	cmd.AddCommand(a.exportASFFCommand())
	return cmd
}

func (a *app) exportASFFCommand() *cobra.Command {
	var profile, format string
	var send, dry bool
	var o awsout.ImportOptions
	cmd := &cobra.Command{Use: "asff RESULT", Short: "Print the findings of a result in Security Hub's format, or import what differs there",
		Long: "Print the findings of a result (-o json) in Security Hub's format. With --import kijun writes: it sends the findings that are new or differ from those in\nSecurity Hub, and archives those that are gone where the scan was complete. kijun permissions --import prints the permissions that this takes.",
		Args: oneArg("a result in JSON")}
	f := cmd.Flags()
	f.BoolVar(&send, "import", false, "send the differences to Security Hub (a write)")
	f.BoolVar(&dry, "dry-run", false, "with --import: compare, and send nothing")
	f.StringVar(&o.RoleName, "role-name", "", "with --import: role to assume in each account but the caller's")
	f.StringVar(&o.ExternalID, "external-id", "", "with --import: external id for the role")
	f.StringVar(&profile, "profile", "", "with --import: profile of the AWS configuration (default: AWS_PROFILE)")
	f.StringVarP(&format, "output", "o", "table", "with --import: table or json")
	ownFlags(cmd, "output", "import", "dry-run", "role-name", "external-id")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !send {
			for _, name := range []string{"dry-run", "role-name", "external-id", "output"} {
				if cmd.Flags().Changed(name) {
					return usagef("--%s belongs to --import, which is not given", name)
				}
			}
		}
		if format != "table" && format != "json" {
			return usagef("-o: there is no format %q here; there are table, json", format)
		}
		if o.RoleName != "" && !roleName().MatchString(o.RoleName) {
			return usagef("--role-name is %q; it must be the name of a role, without arn:", o.RoleName)
		}
		rep, err := report.ReadJSON(args[0])
		if err != nil {
			return usagef("%v", err)
		}
		if !send {
			return report.ASFF(a.out, rep, report.Options{Lang: a.global.lang})
		}
		cfg, err := awsout.Load(cmd.Context(), awsout.Options{Profile: profile, Version: version})
		if err != nil {
			return usagef("%v", err)
		}
		if cfg.Region == "" {
			cfg.Region = "us-east-1" // only to ask who the caller is
		}
		o.Lang, o.Now, o.DryRun = a.global.lang, time.Now(), dry
		done, err := awsout.Import(cmd.Context(), cfg, rep, o)
		if err != nil {
			return usagef("%v", err)
		}
		if err := a.imported(done, format); err != nil {
			return err
		}
		if err := awsout.Err(done); err != nil {
			return &exitError{exitInternal, err.Error()}
		}
		return nil
	}
	return cmd
}

// imported prints what an import did, and on stderr what did not work.
func (a *app) imported(done []awsout.Imported, format string) error {
	for _, im := range done {
		for _, line := range im.Errors {
			a.complain(im.Account + " " + im.Region + ": " + line)
		}
	}
	if format == "json" {
		return a.json(map[string]any{"imported": done})
	}
	rows := [][]string{}
	for _, im := range done {
		row := []string{im.Account, im.Region}
		for _, n := range []int{im.New, im.Changed, im.Archived, im.Unchanged, im.Kept, im.Newer, im.Failed} {
			row = append(row, fmt.Sprint(n))
		}
		rows = append(rows, row)
	}
	return table(a.out, a.heads("ACCOUNT", "REGION", "NEW", "CHANGED", "ARCHIVED", "UNCHANGED", "KEPT", "NEWER", "FAILED"), rows)
}
