package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"kijun/policies"
	"kijun/report"
	"kijun/report/files"
	"kijun/scanner"
	"kijun/scanner/snapshot"
)

// acceptance are the flags of kijun suppress.
type acceptance struct {
	reason, expires, owner, ticket string
	file, configured               string
	result                         string
	hub                            bool
	reach                          reach
}

func (a *app) suppressCommand() *cobra.Command {
	var x acceptance
	cmd := &cobra.Command{Use: "suppress FINDING-ID...", Short: "Accept findings: write them to the file of suppressions",
		Long: "Accept findings until a day: write an entry a finding to the file of suppressions, whose comments stay. Their status stays, too;\nthey no longer count in scores and gates. With --from-securityhub the findings and controls that were suppressed and disabled in\nSecurity Hub are taken over; that reads with securityhub:GetFindings, ListSecurityControlDefinitions and BatchGetSecurityControls.",
		Args: func(_ *cobra.Command, args []string) error {
			if x.hub && len(args) > 0 {
				return usagef("--from-securityhub takes no finding, but got %q", args[0])
			}
			if !x.hub && len(args) == 0 {
				return usagef("name the findings to accept, by their id as in -o json (kijun/ACCOUNT/REGION/CONTROL/RESOURCE), or give --from-securityhub")
			}
			return nil
		}}
	f := cmd.Flags()
	f.StringVar(&x.reason, "reason", "", "why the findings are accepted")
	f.StringVar(&x.expires, "expires", "", "last day that they are, like 2026-12-31, or a time")
	f.StringVar(&x.owner, "owner", "", "who answers for it")
	f.StringVar(&x.ticket, "ticket", "", "where to read more")
	f.StringVar(&x.file, "file", "", "file to write (default "+suppressionsFile+", or what the configuration says)")
	f.StringVar(&x.result, "result", "", "result of -o json that has the findings: they are looked up, and named by their ARNs")
	f.BoolVar(&x.hub, "from-securityhub", false, "take over what is suppressed or disabled in Security Hub")
	f.StringVar(&x.configured, "suppressions", "", "")
	_ = f.MarkHidden("suppressions") // of the configuration: --file is the same
	x.reach.flags(cmd)
	ownFlags(cmd, "reason", "expires", "owner", "ticket", "file", "result", "from-securityhub")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(x.reason) == "" && !x.hub {
			return usagef("--reason is missing: say why the findings are accepted")
		}
		if x.expires == "" {
			return usagef("--expires is missing: give the last day that the findings are accepted, like 2026-12-31")
		}
		if !policies.CheckExpiry(x.expires) {
			return usagef("--expires is %q; it must be a day like 2026-12-31 or a time like 2026-12-31T09:00:00Z", x.expires)
		}
		var entries []policies.SuppressionEntry
		var gaps []snapshot.Gap
		var err error
		if x.hub {
			entries, gaps, err = a.fromHub(cmd.Context(), x)
		} else {
			entries, err = x.entries(args)
		}
		if err != nil {
			return err
		}
		if err := a.keepSuppressions(x.path(), entries, x.hub); err != nil {
			return err
		}
		if len(gaps) == 0 {
			return nil
		}
		for _, g := range gaps {
			a.log.Warn(fmt.Sprintf("not read: %s in %s: %s %s", g.Operation, g.Region, g.Code, g.Error))
		}
		return &exitError{exitUndecided, fmt.Sprintf("Security Hub could not be read completely: %d calls failed; what they hide was not taken over", len(gaps))}
	}
	return cmd
}

func (x *acceptance) path() string {
	for _, p := range []string{x.file, x.configured} {
		if p != "" {
			return p
		}
	}
	return suppressionsFile
}

// entry is an entry with what the flags say.
func (x *acceptance) entry(control, account, region, resource string) policies.SuppressionEntry {
	text := strings.TrimSpace
	return policies.SuppressionEntry{Control: control, Account: account, Region: region, Resource: policies.Literal(resource),
		Suppression: policies.Suppression{Reason: text(x.reason), Owner: text(x.owner), Expires: x.expires, Ticket: text(x.ticket)}}
}

// findingID takes the id of a finding apart. The ids of some controls have a slash in them, and so may those of resources.
var findingID = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)^kijun/([0-9]{12})/([^/]+)/(CIS[0-9.]+/[0-9.]+|CUSTOM/[^/]+|[A-Za-z][A-Za-z0-9.]*)/(.+)$`)
})

// entries are those of findings, which are looked up where a result is given.
func (x *acceptance) entries(ids []string) ([]policies.SuppressionEntry, error) {
	found := map[string]*policies.Finding{}
	if x.result != "" {
		_, err := report.SourceFile(x.result)(func(f *policies.Finding) error {
			if slices.Contains(ids, f.ID) {
				found[f.ID] = f
			}
			return nil
		})
		if err != nil {
			return nil, usagef("--result: %v", err)
		}
	}
	var out []policies.SuppressionEntry
	for _, id := range ids {
		m := findingID().FindStringSubmatch(id)
		f := found[id]
		switch {
		case m == nil:
			return nil, usagef("%q is not the id of a finding, as -o json has them: kijun/ACCOUNT/REGION/CONTROL/RESOURCE", id)
		case f != nil:
			resource := f.Resource.ARN
			if resource == "" {
				resource = f.Resource.ID
			}
			out = append(out, x.entry(f.Control, f.Account, f.Region, resource))
		case x.result != "":
			return nil, usagef("%s has no finding %s", x.result, id)
		default:
			out = append(out, x.entry(m[3], m[1], m[2], m[4]))
		}
	}
	if x.result == "" {
		var controls []string
		for _, e := range out {
			if !strings.HasPrefix(e.Control, "CUSTOM/") {
				controls = append(controls, e.Control)
			}
		}
		if len(controls) > 0 {
			if _, err := policies.Load(policies.Selection{Controls: controls}); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// keepSuppressions writes what is not there yet, and changes what is there for the same finding. With onlyLonger what people wrote about it stays.
func (a *app) keepSuppressions(path string, entries []policies.SuppressionEntry, onlyLonger bool) error {
	raw, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usagef("the suppressions cannot be read: %v", err)
	}
	out, added, changed, err := policies.AddSuppressions(path, raw, entries, onlyLonger)
	if err != nil {
		return &usageError{err}
	}
	if added == 0 && changed == 0 {
		a.log.Info(fmt.Sprintf("%s has it all: nothing was written", path))
		return nil
	}
	if err := replace(path, out); err != nil {
		return usagef("the suppressions cannot be written: %v", err)
	}
	if added+changed == 1 && len(entries) == 1 {
		e := entries[0]
		a.log.Info(fmt.Sprintf("accepted %s until %s: %s", strings.Join(strings.Fields(strings.Join([]string{e.Control, e.Account, e.Region, e.Resource}, " ")), " "), e.Expires, path))
		return nil
	}
	if changed > 0 {
		a.log.Info(fmt.Sprintf("%d entries were added to %s, %d changed", added, path, changed))
		return nil
	}
	a.log.Info(fmt.Sprintf("%d entries were added to %s", added, path))
	return nil
}

// replace writes a file whole or not at all, where a link leads to, and leaves its mode.
func replace(path string, text []byte) error {
	if to, err := filepath.EvalSymlinks(path); err == nil {
		path = to
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	return files.ReplaceBytes(path, mode, text)
}

// fromHub are the entries for what is suppressed and disabled in Security Hub, as far as kijun has the controls.
func (a *app) fromHub(ctx context.Context, x acceptance) ([]policies.SuppressionEntry, []snapshot.Gap, error) {
	if err := regions("--region", x.reach.regions); err != nil {
		return nil, nil, err
	}
	set, err := policies.Load(policies.Selection{})
	if err != nil {
		return nil, nil, err
	}
	index, err := policies.Index()
	if err != nil {
		return nil, nil, err
	}
	controls := map[string]policies.Control{}
	for _, c := range set.Controls {
		controls[strings.ToLower(c.ID)] = c
	}
	limits, err := x.reach.limits()
	if err != nil {
		return nil, nil, err
	}
	hub, err := scanner.SecurityHub(ctx, scanner.Options{Profile: x.reach.profile, Regions: x.reach.regions, Timeout: x.reach.timeout, Limits: limits, Version: version, Now: time.Now})
	if err != nil {
		return nil, nil, err
	}
	var out []policies.SuppressionEntry
	unknown := map[string]bool{}
	say := func(given, text, otherwise string) string {
		if strings.TrimSpace(given) != "" {
			return given
		}
		if text == "" {
			return otherwise
		}
		return otherwise + ": " + text
	}
	standards, err := policies.Standards()
	if err != nil {
		return nil, nil, err
	}
	for _, f := range hub.Findings {
		if f.Control == "" {
			f.Control = answering(standards, f.Standard, f.Requirement)
		}
		c, ok := controls[strings.ToLower(f.Control)]
		if !ok {
			unknown[cmp.Or(f.Control, f.Standard+" "+f.Requirement)] = true
			continue
		}
		region := ""
		if c.Subject == "region" { // its resource is the account in every region; all other resources are told apart by their ARNs
			region = f.Region
		}
		e := x.entry(c.ID, f.Account, region, f.Resource)
		e.Reason = say(x.reason, f.Note, "suppressed in Security Hub")
		if e.Owner == "" {
			e.Owner = f.By
		}
		out = append(out, e)
	}
	for id, off := range offIn(hub) {
		c, ok := controls[strings.ToLower(id)]
		if !ok {
			unknown[id] = true
			continue
		}
		everywhere := len(off) == len(hub.Regions) && len(hub.Gaps) == 0
		regional := c.Subject == "region" || c.Subject == "resource" && index[c.Collection].Scope == "regional"
		switch {
		case everywhere:
			e := x.entry(c.ID, hub.Caller.Account, "", "")
			e.Reason = say(x.reason, off[0].Reason, "disabled in Security Hub")
			out = append(out, e)
		case regional:
			for _, d := range off {
				e := x.entry(c.ID, hub.Caller.Account, d.Region, "")
				e.Reason = say(x.reason, d.Reason, "disabled in Security Hub")
				out = append(out, e)
			}
		default: // what exists once an account is switched off in all regions but one, as AWS advises, and judged in that one
		}
	}
	slices.SortStableFunc(out, func(a, b policies.SuppressionEntry) int {
		return strings.Compare(a.Control+"\x00"+a.Account+"\x00"+a.Region+"\x00"+a.Resource, b.Control+"\x00"+b.Account+"\x00"+b.Region+"\x00"+b.Resource)
	})
	a.log.Info(fmt.Sprintf("read Security Hub of account %s in %d regions: %d suppressed findings, %d controls disabled somewhere", hub.Caller.Account, len(hub.Regions), len(hub.Findings), len(offIn(hub))))
	if len(unknown) > 0 {
		a.log.Info(fmt.Sprintf("not taken over, because kijun does not have these controls yet: %d", len(unknown)))
	}
	return out, hub.Gaps, nil
}

// answering is the control of Security Hub that answers a requirement of a standard, or "" where none does, or more than one.
func answering(standards []policies.Standard, standard, requirement string) string {
	var found []string
	for _, s := range standards {
		for _, r := range s.Requirements {
			if s.ID == standard && r.ID == requirement {
				for _, id := range r.Controls {
					if !strings.Contains(id, "/") { // those with a slash are recommendations that Security Hub has no control for
						found = append(found, id)
					}
				}
			}
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// offIn are the disabled controls by id.
func offIn(hub *scanner.Accepted) map[string][]scanner.DisabledControl {
	out := map[string][]scanner.DisabledControl{}
	for _, d := range hub.Disabled {
		out[d.Control] = append(out[d.Control], d)
	}
	return out
}
