package main

import (
	"bufio"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"kijun/policies/builtins"
	"kijun/scanner"
	"kijun/scanner/snapshot"
	"kijun/scanner/target"
)

// organization are the flags that choose accounts of an organization.
type organization struct {
	org, orgOnly, suspended, resume bool
	roleName                        string
	accounts, exclude, units        []string
	accountsFile                    string
	shard                           string
	keep                            bool // the snapshot is the user's
	finished                        func(file string) error
}

// many says whether the scan is of accounts of an organization, and not of the caller's alone.
func (o *organization) many() bool { return o.org || o.orgOnly || o.accountsFile != "" }

func (o *organization) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&o.org, "org", false, "read the accounts of the organization, from its management or a delegated administrator account")
	f.StringVar(&o.roleName, "role-name", "", "role to assume in each account of the organization; the account that the scan starts from is read as it is")
	f.StringSliceVar(&o.accounts, "account", nil, "read only these accounts of the organization (ids, repeatable, commas too)")
	f.StringSliceVar(&o.exclude, "exclude-account", nil, "do not read these accounts")
	f.StringSliceVar(&o.units, "ou", nil, "read only accounts in or below these organizational units (ids or names)")
	f.BoolVar(&o.suspended, "include-suspended", false, "read also accounts that are suspended or being closed")
	f.StringVar(&o.accountsFile, "accounts-file", "", "read the accounts of this file instead of listing the organization: an id a line, and behind it the ARN of the role where it is another one")
	f.StringVar(&o.shard, "shard", "", "I/N: read only the I-th of N shares of the accounts; /N takes I from JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX")
	f.BoolVar(&o.resume, "resume", false, "go on from the accounts that an interrupted scan of the organization has read into the same snapshot")
	if cmd.Name() == "collect" {
		f.BoolVar(&o.orgOnly, "org-only", false, "read what belongs to the organization, and none of its accounts")
	}
}

// options are nil when one account is to be read.
func (o *organization) options() (*scanner.Org, error) {
	if !o.many() {
		for name, given := range map[string]bool{"account": len(o.accounts) > 0, "exclude-account": len(o.exclude) > 0, "include-suspended": o.suspended, "ou": len(o.units) > 0,
			"resume": o.resume, "role-name": o.roleName != "", "shard": o.shard != ""} {
			if given {
				return nil, usagef("--%s chooses among the accounts of an organization: add --org, or --accounts-file", name)
			}
		}
		return nil, nil
	}
	for name, list := range map[string][]string{"account": o.accounts, "exclude-account": o.exclude} {
		for _, id := range list {
			if !snapshot.IsAccount(id) {
				return nil, usagef("--%s: %q is not an account id (12 digits)", name, id)
			}
		}
	}
	if o.roleName == "" && !o.orgOnly && o.accountsFile == "" {
		return nil, usagef("--org needs --role-name: the role that kijun assumes in each account")
	}
	if !roleForm().MatchString(o.roleName) {
		return nil, usagef("--role-name: %q is not the name of a role (with its path, without arn:)", o.roleName)
	}
	out := &scanner.Org{RoleName: o.roleName, Accounts: o.accounts, Exclude: o.exclude, Units: o.units, Suspended: o.suspended, Only: o.orgOnly, Resume: o.resume, Keep: o.keep, Finished: o.finished, Denies: denies}
	if o.accountsFile != "" {
		var err error
		if out.List, err = accountsFrom(o.accountsFile); err != nil {
			return nil, err
		}
		for _, id := range slices.Sorted(keysOf(out.List)) {
			if out.List[id] == "" && o.roleName == "" {
				return nil, usagef("--accounts-file %s names no role for account %s: add --role-name", o.accountsFile, id)
			}
		}
	}
	var err error
	out.Shard, out.Shards, err = shardOf(o.shard)
	return out, err
}

var (
	roleForm    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(/?([\x21-\x7e]+/)*[A-Za-z0-9_+=,.@-]{1,64})?$`) })
	roleARNForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^arn:aws[a-z-]*:iam::([0-9]{12}):role/[\x21-\x7e]+$`)
	})
	sessionForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_+=,.@-]{2,64}$`) })
)

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// accountsFrom reads a file of accounts.
func accountsFrom(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usagef("--accounts-file: %v", err)
	}
	defer f.Close()
	out := map[string]string{}
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		text, _, _ := strings.Cut(strings.TrimPrefix(in.Text(), "\ufeff"), "#")
		words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == '\r' })
		if len(words) == 0 {
			continue
		}
		arn := ""
		switch {
		case !snapshot.IsAccount(words[0]):
			return nil, usagef("%s:%d: %q is not an account id (12 digits)", path, n, words[0])
		case len(words) > 2:
			return nil, usagef("%s:%d: a line is an account id and, if it is another one, the ARN of the role there", path, n)
		case len(words) == 2:
			arn = words[1]
			if m := roleARNForm().FindStringSubmatch(arn); m == nil || m[1] != words[0] {
				return nil, usagef("%s:%d: %q is not the ARN of a role in account %s", path, n, arn, words[0])
			}
		}
		if _, twice := out[words[0]]; twice {
			return nil, usagef("%s:%d: account %s is there twice", path, n, words[0])
		}
		out[words[0]] = arn
	}
	if err := in.Err(); err != nil {
		return nil, usagef("--accounts-file %s: %v", path, err)
	}
	if len(out) == 0 {
		return nil, usagef("--accounts-file %s names no account", path)
	}
	return out, nil
}

// shardOf reads "3/20", the third of twenty, and "/20", for which the environment of the job tells the index, from 0.
func shardOf(text string) (shard, shards int, err error) {
	if text == "" {
		return 1, 1, nil
	}
	wrong := func() (int, int, error) {
		return 0, 0, usagef("--shard is %q; it must be I/N with I from 1 to N, or /N in a job that has JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX", text)
	}
	first, second, ok := strings.Cut(text, "/")
	if !ok {
		return wrong()
	}
	if shards, err = strconv.Atoi(second); err != nil || shards < 1 || shards > 10_000 {
		return wrong()
	}
	if first == "" {
		for _, name := range []string{"JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"} {
			if value := os.Getenv(name); value != "" {
				if shard, err = strconv.Atoi(value); err != nil || shard < 0 || shard >= shards {
					return 0, 0, usagef("%s is %q; with --shard %s it must be from 0 to %d", name, value, text, shards-1)
				}
				return shard + 1, shards, nil
			}
		}
		return wrong()
	}
	if shard, err = strconv.Atoi(first); err != nil || shard < 1 || shard > shards {
		return wrong()
	}
	return shard, shards, nil
}

// role says how roles are assumed.
func (r *reach) role() (target.Role, error) {
	switch {
	case !sessionForm().MatchString(r.sessionName):
		return target.Role{}, usagef("--session-name: %q is none: 2 to 64 letters, digits and _+=,.@-", r.sessionName)
	case r.sessionDuration < 15*time.Minute || r.sessionDuration > 12*time.Hour:
		return target.Role{}, usagef("--session-duration is %s; it must be from 15m to 12h", r.sessionDuration)
	}
	for _, arn := range r.roleARNs {
		if !roleARNForm().MatchString(arn) {
			return target.Role{}, usagef("--role-arn: %q is not the ARN of a role", arn)
		}
	}
	return target.Role{ExternalID: r.externalID, Session: r.sessionName, Duration: r.sessionDuration}, nil
}

// denies says whether a service control policy certainly denies an action in a region to a principal.
func denies(policy any, action, region, principal string) bool {
	got, err := builtins.Evaluate(policy, map[string]any{
		"action": action, "resource": "*", "principal": map[string]any{"type": "AWS", "value": principal},
		"context": map[string]any{"aws:RequestedRegion": region},
	})
	return err == nil && got["decision"] == "deny"
}

// accountsOf counts the accounts of a snapshot.
func accountsOf(m *snapshot.Manifest) int {
	seen := map[string]bool{}
	for _, t := range m.Targets {
		if t.Account != snapshot.OrganizationSet {
			seen[t.Account] = true
		}
	}
	return len(seen)
}
