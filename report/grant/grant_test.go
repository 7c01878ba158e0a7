package grant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// many are n actions of a service; each takes 24 characters of a policy, and a comma.
func many(service string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s:Describe%s%04d", service, strings.Repeat("X", 9-len(service)), i))
	}
	return out
}

// flat are the actions of statements, in their order.
func flat(statements []Statement) []string {
	var out []string
	for _, s := range statements {
		out = append(out, s.Action...)
	}
	return out
}

func TestAllowKeepsEveryStatementShortEnough(t *testing.T) {
	for name, c := range map[string]struct {
		actions    []string
		statements int
	}{
		"nothing":                         {nil, 0},
		"one action":                      {[]string{"s3:ListAllMyBuckets"}, 1},
		"two services that fit":           {slices.Concat(many("aaa", 100), many("bbb", 100)), 1},
		"two services that do not fit":    {slices.Concat(many("aaa", 150), many("bbb", 150)), 2},
		"three, of which two fit":         {slices.Concat(many("aaa", 100), many("bbb", 100), many("ccc", 150)), 2},
		"a service that alone is too big": {slices.Concat(many("aaa", 10), many("bbb", 600)), 4},
		"unsorted, and twice":             {[]string{"s3:B", "ec2:A", "s3:B", "s3:A"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			got := Allow("Read", c.actions)
			if len(got) != c.statements {
				t.Errorf("%d statements, want %d", len(got), c.statements)
			}
			want := slices.Compact(slices.Sorted(slices.Values(c.actions)))
			if !slices.Equal(flat(got), want) {
				t.Error("actions are missing, too many, or unsorted")
			}
			for i, s := range got {
				sid := "Read"
				if len(got) > 1 {
					sid = fmt.Sprintf("Read%d", i+1)
				}
				if n := Document(s).Size(); n > MaxManaged || s.Sid != sid || s.Effect != "Allow" || s.Resource != "*" {
					t.Errorf("statement %d has %d characters: %s %s %s, want Sid %s", i, n, s.Sid, s.Effect, s.Resource, sid)
				}
			}
		})
	}
}

// The limit counts the whole document: the greatest list that fits is one statement, one action more makes two.
func TestAllowFillsAStatementToTheLimit(t *testing.T) {
	n := 1
	for Document(Statement{"Read00", "Allow", many("aaa", n+1), "*"}).Size() <= MaxManaged {
		n++
	}
	if got := Allow("Read", many("aaa", n)); len(got) != 1 {
		t.Errorf("%d actions make %d statements", n, len(got))
	}
	if got := Allow("Read", many("aaa", n+1)); len(got) != 2 || len(got[0].Action) != n {
		t.Errorf("%d actions make %d statements, the first with %d", n+1, len(got), len(got[0].Action))
	}
}

func TestSizeLeavesWhiteSpaceOut(t *testing.T) {
	d := Document(Assume("A", "arn:aws:iam::*:role/Audit"))
	if want := len(`{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["sts:AssumeRole"],"Resource":"arn:aws:iam::*:role/Audit"}]}`); d.Size() != want {
		t.Errorf("%d, want %d", d.Size(), want)
	}
}

// roles are what the templates are tested with: one policy, two, and one that assumes roles; with and without a path.
var roles = map[string]Role{
	"one policy":    {Name: "Kijun", About: "Reads", Statements: Allow("Read", []string{"s3:ListAllMyBuckets", "ec2:DescribeRegions"})},
	"two policies":  {Name: "audit/deep/Kijun", About: "Reads", Statements: Allow("Read", slices.Concat(many("ecs", 150), many("ec2", 150)))},
	"assumes roles": {Name: "KijunCaller", About: "Reads", Statements: Allow("Read", []string{"sts:GetCallerIdentity"}), Members: []string{"arn:PARTITION:iam::*:role/audit/Kijun", "arn:aws-cn:iam::111122223333:role/Hub"}},
}

// tool runs a Python tool of the tests.
func tool(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	python := os.Getenv("KIJUN_PYTHON")
	if python == "" {
		t.Skip("make test sets KIJUN_PYTHON to the Python that has the tools")
	}
	cmd := exec.Command(python, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out.String())
	}
	return out.String()
}

func TestCloudFormation(t *testing.T) {
	for name, r := range roles {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := r.CloudFormation(&b); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "role.yaml")
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			// W3037: these actions are invented; TestPermissionsAsRole lints those that exist
			tool(t, "", "-c", "import sys; from cfnlint.runner import main; sys.exit(main())", "--ignore-checks", "W3037", "--", path)
			var got struct {
				Resources map[string]struct {
					Type       string
					Properties struct {
						Path           string
						PolicyDocument struct {
							Statement []struct{ Action []string }
						}
						ManagedPolicyArns, Policies []any
					}
				}
				Parameters map[string]any
			}
			read := `import json, sys
from cfnlint.decode import cfn_yaml
print(json.dumps(cfn_yaml.load(sys.argv[1])))`
			if err := json.Unmarshal([]byte(tool(t, "", "-c", read, path)), &got); err != nil {
				t.Fatal(err)
			}
			for _, p := range []string{"RoleName", "TrustedPrincipal", "ExternalId"} {
				if got.Parameters[p] == nil {
					t.Errorf("there is no parameter %s", p)
				}
			}
			var actions []string
			for i := range r.Statements {
				policy := got.Resources[fmt.Sprintf("Policy%d", i+1)]
				if policy.Type != "AWS::IAM::ManagedPolicy" || len(policy.Properties.PolicyDocument.Statement) != 1 {
					t.Fatalf("policy %d is %+v", i+1, policy)
				}
				actions = append(actions, policy.Properties.PolicyDocument.Statement[0].Action...)
			}
			role := got.Resources["Role"]
			if !slices.Equal(actions, flat(r.Statements)) || len(role.Properties.ManagedPolicyArns) != len(r.Statements) || len(got.Resources) != len(r.Statements)+1 {
				t.Errorf("%d actions in policies, %d policies attached", len(actions), len(role.Properties.ManagedPolicyArns))
			}
			if wantPath := map[string]string{"two policies": "/audit/deep/"}[name]; wantPath != "" && role.Properties.Path != wantPath {
				t.Errorf("the path is %s", role.Properties.Path)
			}
			assumes := `- !Sub "arn:${AWS::Partition}:iam::*:role/audit/Kijun"`
			if has := strings.Contains(b.String(), assumes); has != (len(r.Members) > 0) || len(role.Properties.Policies) != min(len(r.Members), 1) {
				t.Errorf("it assumes roles: %v, with %d policies\n%s", has, len(role.Properties.Policies), b.String())
			}
		})
	}
}

func TestTerraform(t *testing.T) {
	for name, r := range roles {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := r.Terraform(&b); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if strings.TrimRight(line, " \t\n")+"\n" != line || strings.Contains(line, "\t") || strings.Contains(line, "PARTITION") {
					t.Errorf("terraform fmt would not leave this line: %q", line)
				}
			}
			var got struct {
				Variable []map[string]any
				Data     []map[string]map[string]struct {
					Statement []struct{ Actions, Resources []string }
				}
				Resource []map[string]map[string]map[string]any
			}
			// every value as text: the library keeps the quotation marks
			read := `import hcl2, json, sys
def bare(x):
    if isinstance(x, dict): return {bare(k): bare(v) for k, v in x.items()}
    if isinstance(x, list): return [bare(v) for v in x]
    return x.strip('"') if isinstance(x, str) else x
print(json.dumps(bare(hcl2.loads(sys.stdin.read()))))`
			if err := json.Unmarshal([]byte(tool(t, b.String(), "-c", read)), &got); err != nil {
				t.Fatal(err)
			}
			var variables, actions []string
			for _, v := range got.Variable {
				for k := range v {
					variables = append(variables, k)
				}
			}
			if want := []string{"role_name", "trusted_principal", "external_id"}; !slices.Equal(variables, want) {
				t.Errorf("the variables are %v", variables)
			}
			for _, d := range got.Data {
				for id, x := range d["aws_iam_policy_document"] {
					if strings.HasPrefix(id, "read_") {
						actions = append(actions, x.Statement[0].Actions...)
					}
				}
			}
			attached := 0
			for _, x := range got.Resource {
				attached += len(x["aws_iam_role_policy_attachment"])
			}
			if !slices.Equal(actions, flat(r.Statements)) || attached != len(r.Statements)+min(len(r.Members), 1) {
				t.Errorf("%d actions in policies, %d policies attached", len(actions), attached)
			}
			assumes := `"arn:${data.aws_partition.current.partition}:iam::*:role/audit/Kijun"`
			if has := strings.Contains(b.String(), assumes); has != (len(r.Members) > 0) {
				t.Errorf("it assumes roles: %v", has)
			}
		})
	}
}

func TestWhatWouldBeATemplateStaysText(t *testing.T) {
	r := Role{Name: "a${b}%{c}/Kijun", About: "Reads", Statements: Allow("Read", []string{"s3:ListAllMyBuckets"})}
	var b bytes.Buffer
	if err := r.Terraform(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"/a$${b}%%{c}/"`) {
		t.Error(b.String())
	}
}
