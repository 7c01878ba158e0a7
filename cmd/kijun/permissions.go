package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kijun/policies"
	"kijun/report/awsout"
	"kijun/report/files"
	"kijun/report/grant"
	"kijun/scanner"
)

// side is an account, or a kind of accounts, with what a scan needs there.
type side struct {
	name       string // "" where there is only one
	statements []grant.Statement
	assumes    []string // ARNs of roles, with PARTITION where it is not known
}

// granting are the flags of kijun permissions.
type granting struct {
	choice
	format    string
	org       bool
	roleName  string
	roleARNs  []string
	side      string
	partition string
	split     string
}

var partitions = []string{"aws", "aws-cn", "aws-us-gov"}

func (a *app) permissionsCommand() *cobra.Command {
	var g granting
	var writes []string // operations of an output
	var imports, notifies bool
	cmd := &cobra.Command{Use: "permissions", Short: "Print the IAM policy that a scan of the chosen controls needs, or a role that has it", Args: noArgs,
		Long: "Print the least IAM policy that a scan of the chosen controls needs: every action is named, none by a pattern. What is longer than one managed policy\n" +
			"may be (6,144 characters) is in several statements, each short enough for one: --split writes them as files. All of it may be embedded in a role up to\n" +
			"10,240 characters. --format cloudformation and terraform make a role with as many managed policies as it takes (a role can have 10).\n\n" +
			"With --org there are two sides: caller is the account that the scan starts from, which knows the organization and assumes the role in the others,\n" +
			"member is the role in each other account, including those that administer services for the organization."}
	g.choice.flags(cmd)
	f := cmd.Flags()
	f.StringVarP(&g.format, "format", "o", "json", "json, list, cloudformation (a template of the role, for a stack or a stack set) or terraform")
	f.BoolVar(&g.org, "org", false, "for a scan of the organization, by side: caller and member")
	f.StringVar(&g.roleName, "role-name", "", "the role in each account of the organization, or the default name in a template (default Kijun)")
	f.StringSliceVar(&g.roleARNs, "role-arn", nil, "the roles that are assumed before anything is read, as for a scan; they become sides of their own")
	f.StringVar(&g.side, "side", "", "print only this side: caller, member, start, or the ARN of a role of --role-arn")
	f.StringVar(&g.partition, "partition", "aws", "of the ARNs: "+strings.Join(partitions, ", "))
	f.StringVar(&g.split, "split", "", "write the policy into this folder instead, as files that are short enough for managed policies, and print their names")
	f.BoolVar(&imports, "import", false, "print what kijun export asff --import needs instead; a scan never needs it")
	f.BoolVar(&notifies, "notify", false, "print what notices through SNS and SES need instead; a scan never needs it")
	f.SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if name == "output" { // as the other listings call it
			name = "format"
		}
		return pflag.NormalizedName(name)
	})
	ownFlags(cmd, "format", "side", "partition", "split", "import", "notify")
	cmd.RunE = func(*cobra.Command, []string) error {
		if g.format == "policy" {
			g.format = "json"
		}
		if forms := []string{"json", "list", "cloudformation", "terraform"}; !slices.Contains(forms, g.format) {
			return usagef("-o: there is no format %q here; there are %s", g.format, strings.Join(forms, ", "))
		}
		if imports {
			writes = append(writes, "SecurityHub:GetFindings", "SecurityHub:BatchImportFindings")
		}
		if notifies {
			writes = append(writes, "SNS:Publish", "SESv2:SendEmail")
		}
		sides := []side{{statements: grant.Allow("KijunOutput", awsout.Permissions(writes...))}}
		if len(writes) == 0 {
			if err := g.check(); err != nil {
				return err
			}
			set, err := a.load(g.choice)
			if err != nil {
				return err
			}
			if sides, err = g.sides(set); err != nil {
				return err
			}
		}
		return a.grant(g, sides)
	}
	return cmd
}

func (g *granting) check() error {
	switch {
	case !slices.Contains(partitions, g.partition):
		return usagef("--partition is %q; it must be one of %s", g.partition, strings.Join(partitions, ", "))
	case !roleForm().MatchString(g.roleName):
		return usagef("--role-name: %q is not the name of a role (with its path, without arn:)", g.roleName)
	case g.split != "" && g.format != "json":
		return usagef("--split writes policies: leave --format out")
	}
	for _, arn := range g.roleARNs {
		if !roleARNForm().MatchString(arn) {
			return usagef("--role-arn: %q is not the ARN of a role", arn)
		}
	}
	return nil
}

// name is that of the role in the accounts that are read.
func (g *granting) name() string {
	if g.roleName == "" {
		return "Kijun"
	}
	return strings.TrimPrefix(g.roleName, "/")
}

// sides are the accounts that a scan asks, in the order in which it comes to them, and of these the chosen one.
func (g *granting) sides(set *policies.Set) ([]side, error) {
	const sid = "KijunReadOnly"
	access := set.Access()
	reads := side{statements: grant.Allow(sid, access.All())}
	var members []side
	if g.org {
		access = set.Access(scanner.Organizational()...)
		reads = side{name: "caller", statements: grant.Allow(sid, access.All()), assumes: []string{"arn:PARTITION:iam::*:role/" + g.name()}}
		members = []side{{name: "member", statements: grant.Allow(sid, append(access.Account, access.Administration...))}}
	}
	var sides []side
	for i, arn := range g.roleARNs { // who starts assumes the first role, each role the next, and the last one reads
		start := side{name: "start", assumes: []string{arn}}
		if i > 0 {
			start.name = g.roleARNs[i-1]
		}
		sides = append(sides, start)
	}
	if n := len(g.roleARNs); n > 0 && !g.org {
		reads.name = g.roleARNs[n-1]
	}
	sides = append(append(sides, reads), members...)
	if g.side == "" {
		return sides, nil
	}
	var names []string
	for _, s := range sides {
		if s.name == g.side {
			s.name = ""
			return []side{s}, nil
		}
		names = append(names, s.name)
	}
	if len(sides) == 1 {
		return nil, usagef("--side: a scan of one account has one side: add --org or --role-arn")
	}
	return nil, usagef("--side: there is no side %q; there are %s", g.side, strings.Join(names, ", "))
}

// document is the policy of a side.
func (s side) document(partition string) grant.Policy {
	statements := slices.Clone(s.statements)
	for i, arn := range s.assumes {
		sid := "AssumeRole"
		if i > 0 {
			sid = fmt.Sprintf("AssumeRole%d", i+1)
		}
		statements = append(statements, grant.Assume(sid, strings.Replace(arn, ":PARTITION:", ":"+partition+":", 1)))
	}
	return grant.Document(statements...)
}

var unfit = regexp.MustCompile(`[^A-Za-z0-9_-]+`)

// grant prints what the sides need.
func (a *app) grant(g granting, sides []side) error {
	switch {
	case g.split != "":
		return a.splitInto(g, sides)
	case g.format == "list":
		for _, s := range sides {
			for _, statement := range s.document(g.partition).Statement {
				for _, action := range statement.Action {
					if s.name != "" {
						action = s.name + " " + action
					}
					fmt.Fprintln(a.out, action)
				}
			}
		}
		return nil
	case g.format != "json":
		return a.role(g, sides)
	}
	documents := map[string]grant.Policy{}
	for _, s := range sides {
		d := s.document(g.partition)
		documents[s.name] = d
		if n := d.Size(); n > grant.MaxInline {
			a.log.Warn(fmt.Sprintf("the policy has %d characters, more than the %d that may be embedded in a role: --split DIR writes it as managed policies", n, grant.MaxInline))
		} else if n > grant.MaxManaged {
			a.log.Warn(fmt.Sprintf("the policy has %d characters, more than the %d of a managed policy: embed it in a role, or use --split DIR, which writes a file for each managed policy", n, grant.MaxManaged))
		}
	}
	if len(sides) == 1 {
		return a.json(documents[sides[0].name])
	}
	return a.json(documents)
}

// splitInto writes the statements of all sides as policies of their own.
func (a *app) splitInto(g granting, sides []side) error {
	if err := os.MkdirAll(g.split, 0o755); err != nil {
		return usagef("--split %s: %v", g.split, err)
	}
	for _, s := range sides {
		for _, statement := range s.document(g.partition).Statement {
			name := statement.Sid + ".json"
			if s.name != "" {
				name = strings.Trim(unfit.ReplaceAllString(s.name, "-"), "-") + "-" + name
			}
			path := filepath.Join(g.split, name)
			raw, err := indented(grant.Document(statement))
			if err != nil {
				return err
			}
			if err := files.ReplaceBytes(path, 0o644, raw); err != nil {
				return usagef("--split %s: %v", g.split, err)
			}
			fmt.Fprintln(a.out, path)
		}
	}
	return nil
}

// role prints the role that reads: of an organization the member's, unless another side is asked for.
func (a *app) role(g granting, sides []side) error {
	s := sides[len(sides)-1]
	if n := len(s.statements); n > grant.MaxAttached {
		return usagef("the role would have %d managed policies, and can have %d: narrow it with --standard or --control", n, grant.MaxAttached)
	}
	r := grant.Role{Name: g.name(), About: "What kijun reads an account with; it can change nothing", Statements: s.statements, Members: s.assumes}
	if len(r.Members) > 0 {
		r.Name, r.About = g.name()+"Caller", "What kijun starts a scan with; it reads, and assumes roles that do"
	}
	if g.format == "terraform" {
		return r.Terraform(a.out)
	}
	return r.CloudFormation(a.out)
}
