package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kijun/policies"
	"kijun/report/grant"
	"kijun/scanner"
	"kijun/scanner/actions"
)

// printed is what kijun prints with these arguments, without a network.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	got := kijun(t, environ("http://127.0.0.1:1"), args...)
	if got.status != exitOK {
		t.Fatalf("kijun %s: exit %d: %s", strings.Join(args, " "), got.status, got.stderr)
	}
	return got.stdout
}

// allowed are the actions that policy documents allow.
func allowed(t *testing.T, documents ...grant.Policy) []string {
	t.Helper()
	var out []string
	for _, d := range documents {
		for _, s := range d.Statement {
			out = append(out, s.Action...)
		}
	}
	slices.Sort(out)
	return out
}

func parsed[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %.300s", err, text)
	}
	return v
}

// Every action is one that a call of a chosen control takes, by its whole name, and there is none missing and none twice.
func TestPermissionsAreExact(t *testing.T) {
	set, err := policies.Load(policies.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	index, err := policies.Index()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"ec2:DescribeRegions"}
	for key, details := range set.Needs() {
		e := index[key]
		for _, op := range slices.Concat([]string{e.List}, e.Also) {
			list, _, _ := actions.Lookup(op)
			want = append(want, list...)
		}
		for _, d := range details {
			list, _, _ := actions.Lookup(e.Details[d])
			want = append(want, list...)
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	got := allowed(t, parsed[grant.Policy](t, printed(t, "permissions")))
	if !slices.Equal(got, want) {
		t.Errorf("%d actions, want %d", len(got), len(want))
	}
	if lines := strings.Fields(printed(t, "permissions", "-o", "list")); !slices.Equal(lines, want) {
		t.Errorf("%d lines, want %d", len(lines), len(want))
	}
	for _, a := range got {
		if strings.ContainsAny(a, "*?") {
			t.Errorf("%s is a pattern", a)
		}
	}
}

func TestPermissionsOfAnOrganization(t *testing.T) {
	sides := parsed[map[string]grant.Policy](t, printed(t, "permissions", "--org", "--role-name", "audit/Kijun", "--partition", "aws-us-gov"))
	caller, member := sides["caller"], sides["member"]
	if len(sides) != 2 {
		t.Fatalf("%d sides", len(sides))
	}
	assumes := caller.Statement[len(caller.Statement)-1]
	if !slices.Equal(assumes.Action, []string{"sts:AssumeRole"}) || assumes.Resource != "arn:aws-us-gov:iam::*:role/audit/Kijun" {
		t.Errorf("the caller assumes %+v", assumes)
	}
	for _, a := range allowed(t, member) {
		if strings.HasPrefix(a, "organizations:") || a == "sts:AssumeRole" || a == "controltower:ListEnabledControls" {
			t.Errorf("a member is never asked %s", a)
		}
		if !slices.Contains(allowed(t, caller), a) {
			t.Errorf("the caller's own account is read as well, but without %s", a)
		}
	}
	// what the scan of an organization reads whatever is judged, and what administrators are asked
	caller = parsed[map[string]grant.Policy](t, printed(t, "permissions", "--org", "--role-name", "Kijun", "--control", "S3.8"))["caller"]
	index, err := policies.Index()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range scanner.Organizational() {
		e := index[key]
		for op := range e.Actions {
			for _, a := range e.Actions[op] {
				if !slices.Contains(allowed(t, caller), a) {
					t.Errorf("%s needs %s", key, a)
				}
			}
		}
	}
	member = parsed[grant.Policy](t, printed(t, "permissions", "--org", "--control", "BLEA.GuardDuty.2", "--side", "member"))
	if !slices.Contains(allowed(t, member), "guardduty:DescribeOrganizationConfiguration") {
		t.Errorf("a member that administers GuardDuty is asked about it: %v", allowed(t, member))
	}
}

func TestPermissionsOfAChainOfRoles(t *testing.T) {
	hub, spoke := "arn:aws:iam::111122223333:role/Hub", "arn:aws-cn:iam::123456789012:role/Spoke"
	sides := parsed[map[string]grant.Policy](t, printed(t, "permissions", "--control", "S3.8", "--role-arn", hub, "--role-arn", spoke))
	for name, want := range map[string]string{"start": hub, hub: spoke} {
		if s := sides[name].Statement; len(s) != 1 || !slices.Equal(s[0].Action, []string{"sts:AssumeRole"}) || s[0].Resource != want {
			t.Errorf("%s: %+v", name, s)
		}
	}
	if got := allowed(t, sides[spoke]); len(sides) != 3 || !slices.Contains(got, "s3:GetBucketPublicAccessBlock") || slices.Contains(got, "sts:AssumeRole") {
		t.Errorf("%d sides; the last role reads with %v", len(sides), got)
	}
}

// What is too long for one managed policy is written as several, which together are the policy.
func TestPermissionsInFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "policies")
	var documents []grant.Policy
	for _, path := range strings.Fields(printed(t, "permissions", "--split", dir)) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d := parsed[grant.Policy](t, string(text))
		if d.Size() > 6144 {
			t.Errorf("%s has %d characters", path, d.Size())
		}
		documents = append(documents, d)
	}
	whole := parsed[grant.Policy](t, printed(t, "permissions"))
	if len(documents) < 2 || !slices.Equal(allowed(t, documents...), allowed(t, whole)) {
		t.Errorf("%d policies with %d actions, want the %d of the policy", len(documents), len(allowed(t, documents...)), len(allowed(t, whole)))
	}
	if names := printed(t, "permissions", "--org", "--control", "S3.8", "--split", dir); !strings.Contains(names, "caller-AssumeRole.json") || !strings.Contains(names, "member-KijunReadOnly.json") {
		t.Errorf("the files are %s", names)
	}
}

// TestPermissionsAsRole lets cfn-lint read the real templates: it knows AWS's actions, so an action that does not exist is a warning of it.
func TestPermissionsAsRole(t *testing.T) {
	python := os.Getenv("KIJUN_PYTHON")
	if python == "" {
		t.Skip("make test sets KIJUN_PYTHON to the Python that has cfn-lint")
	}
	for name, args := range map[string][]string{"one account": nil, "member": {"--org"}, "caller": {"--org", "--side", "caller", "--role-name", "Audit"}} {
		path := filepath.Join(t.TempDir(), "role.yaml")
		text := printed(t, append([]string{"permissions", "--format", "cloudformation"}, args...)...)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(python, "-c", "import sys; from cfnlint.runner import main; sys.exit(main())", "--", path).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %.2000s", name, err, out)
		}
		if got := strings.Contains(text, "role/Audit"); got != (name == "caller") {
			t.Errorf("%s assumes roles: %v", name, got)
		}
	}
}
