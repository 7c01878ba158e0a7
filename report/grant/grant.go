// Package grant writes the permissions of a scan in the forms in which people give them: IAM policies, and a role that has them, as
// CloudFormation or Terraform.
//
// Actions are named one by one and without wildcards, although that takes more characters: a pattern such as ec2:Describe* also gives what a
// scan never asks, and what AWS adds to the service later. What is too long for one managed policy becomes several.
package grant

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// IAM's limits (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
const (
	MaxManaged  = 6144  // characters of a managed policy without white space
	MaxInline   = 10240 // characters of all policies embedded in a role without white space
	MaxAttached = 10    // managed policies of a role, unless AWS has raised the quota
)

// Statement allows actions on resources.
type Statement struct {
	Sid      string   `json:"Sid"`
	Effect   string   `json:"Effect"`
	Action   []string `json:"Action"`
	Resource string   `json:"Resource"`
}

// Policy is an IAM policy document.
type Policy struct {
	Version   string      `json:"Version"`
	Statement []Statement `json:"Statement"`
}

// Document is the policy of statements.
func Document(statements ...Statement) Policy { return Policy{"2012-10-17", statements} }

// Size is how many characters IAM counts.
func (p Policy) Size() int {
	raw, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings always are JSON
	}
	return len(raw)
}

// Allow are statements that allow the actions everywhere; they are sorted, and each fits into a managed policy of its own. A service is in one
// statement, unless it alone is too long. sid is the name of a single one; several are numbered.
func Allow(sid string, actions []string) []Statement {
	actions = slices.Compact(slices.Sorted(slices.Values(actions)))
	size := func(list []string) int { return Document(Statement{sid + "00", "Allow", list, "*"}).Size() }
	var out []Statement
	var now []string
	end := func() {
		if len(now) > 0 {
			out = append(out, Statement{sid, "Allow", now, "*"})
		}
		now = nil
	}
	for len(actions) > 0 {
		service, _, _ := strings.Cut(actions[0], ":")
		n := slices.IndexFunc(actions, func(a string) bool { return !strings.HasPrefix(a, service+":") })
		if n < 0 {
			n = len(actions)
		}
		if size(slices.Concat(now, actions[:n])) > MaxManaged {
			end()
			for n > 1 && size(actions[:n]) > MaxManaged {
				n--
			}
		}
		now = append(now, actions[:n]...)
		actions = actions[n:]
	}
	end()
	if len(out) > 1 {
		for i := range out {
			out[i].Sid = fmt.Sprintf("%s%d", sid, i+1)
		}
	}
	return out
}

// Assume allows to assume roles.
func Assume(sid, resource string) Statement {
	return Statement{sid, "Allow", []string{"sts:AssumeRole"}, resource}
}
