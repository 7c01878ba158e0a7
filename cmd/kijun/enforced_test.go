package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kijun/policies"
	"kijun/report"
	"kijun/report/grant"
	"kijun/scanner/actions"
)

// motoNames are the operations for which moto's IAM asks for another action than AWS's: it takes the service of the signature and the name of
// the operation. Where AWS asks for several, it knows the operation's own only. The front tells s3control, which signs as s3, from s3.
var motoNames = map[string]string{
	"apigateway:GetAccount":                 "apigateway:GetAccount", // AWS: apigateway:GET for all of these
	"apigateway:GetDomainNames":             "apigateway:GetDomainNames",
	"apigateway:GetRestApis":                "apigateway:GetRestApis",
	"apigateway:GetStages":                  "apigateway:GetStages",
	"apigatewayv2:GetApis":                  "apigateway:GetApis",
	"apigatewayv2:GetIntegrations":          "apigateway:GetIntegrations",
	"apigatewayv2:GetRoutes":                "apigateway:GetRoutes",
	"apigatewayv2:GetStages":                "apigateway:GetStages",
	"cloudwatch:DescribeAlarms":             "monitoring:DescribeAlarms", // AWS: cloudwatch
	"cloudwatch:ListDashboards":             "monitoring:ListDashboards",
	"resourcegroupstaggingapi:GetResources": "tagging:GetResources",   // AWS: tag
	"s3:GetBucketEncryption":                "s3:GetBucketEncryption", // AWS has older names for these of S3
	"s3:GetBucketLifecycleConfiguration":    "s3:GetBucketLifecycleConfiguration",
	"s3:GetBucketNotificationConfiguration": "s3:GetBucketNotificationConfiguration",
	"s3:GetBucketReplication":               "s3:GetBucketReplication",
	"s3:GetObjectLockConfiguration":         "s3:GetObjectLockConfiguration",
	"s3:GetPublicAccessBlock":               "s3:GetPublicAccessBlock",
	"s3:HeadBucket":                         "s3:HeadBucket",
	"s3:ListBuckets":                        "s3:ListBuckets",
	"s3control:GetAccessPoint":              "s3control:GetAccessPoint",
	"s3control:GetPublicAccessBlock":        "s3control:GetPublicAccessBlock",
	"s3control:ListAccessPoints":            "s3control:ListAccessPoints",
	"s3control:ListMultiRegionAccessPoints": "s3control:ListMultiRegionAccessPoints",
}

// guarded is an emulator whose IAM is enforced.
type guarded struct {
	*emulator
	key [2]string
}

// inMoto are a policy, and one with moto's own names for what it allows.
func inMoto(policy grant.Policy) []grant.Policy {
	var has, names []string
	for _, s := range policy.Statement {
		has = append(has, s.Action...)
	}
	for op, name := range motoNames {
		if !slices.ContainsFunc(actionsOf(op), func(a string) bool { return !slices.Contains(has, a) }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	documents := []grant.Policy{policy}
	if len(names) > 0 {
		documents = append(documents, grant.Document(grant.Allow("Moto", names)...))
	}
	return documents
}

// enforce gives the user kijun exactly this policy, and moto's own names for what it allows.
func (e *emulator) enforce(t testing.TB, policy grant.Policy) *guarded {
	t.Helper()
	var key struct{ AccessKeyId, SecretAccessKey string }
	if err := json.Unmarshal(e.do(t, "POST", "/__enforce", map[string]any{"policies": inMoto(policy)}), &key); err != nil {
		t.Fatal(err)
	}
	e.do(t, "DELETE", "/__log", nil)
	return &guarded{e, [2]string{key.AccessKeyId, key.SecretAccessKey}}
}

// grantRole gives the role Audit of an account exactly this policy, and moto's own names for what it allows.
func (e *emulator) grantRole(t testing.TB, account string, policy grant.Policy) {
	t.Helper()
	e.do(t, "POST", "/__enforce", map[string]any{}) // who seeds has a role, too
	var calls []map[string]any
	for i, document := range inMoto(policy) {
		calls = append(calls, map[string]any{"call": "iam.put_role_policy", "account": account, "with": map[string]any{"RoleName": "Audit", "PolicyName": fmt.Sprintf("policy%d", i+1), "PolicyDocument": map[string]any{"json": document}}})
	}
	e.calls(t, "us-east-1", calls)
}

// scan is a scan as the user kijun, and what IAM refused during it: the operations, sorted.
func (g *guarded) scan(t testing.TB, args ...string) (res *policies.Result, refused []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "result.json")
	env := environ(g.url, "AWS_ACCESS_KEY_ID="+g.key[0], "AWS_SECRET_ACCESS_KEY="+g.key[1])
	got := kijun(t, env, append([]string{"scan", "-q", "--max-rate", "100000", "--denial-budget", "off", "-o", "json=" + path}, args...)...)
	if got.status != exitOK {
		t.Fatalf("kijun scan: exit %d\n%s", got.status, got.stderr)
	}
	rep, err := report.ReadJSON(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range g.log(t) {
		if line.By == "iam" {
			refused = append(refused, line.Service+":"+line.Operation)
		}
	}
	slices.Sort(refused)
	return rep.Result, slices.Compact(refused)
}

// arrived is a request that came to the emulator.
type arrived struct {
	Service, Operation, By string
	Status                 int
}

func (e *emulator) log(t testing.TB) []arrived {
	t.Helper()
	var out []arrived
	if err := json.Unmarshal(e.do(t, "GET", "/__log", nil), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// without is a policy without one action.
func without(policy grant.Policy, action string) grant.Policy {
	var out []grant.Statement
	for _, s := range policy.Statement {
		s.Action = slices.DeleteFunc(slices.Clone(s.Action), func(a string) bool { return a == action })
		if len(s.Action) > 0 {
			out = append(out, s)
		}
	}
	return grant.Document(out...)
}

// TestPolicyUnderEnforcement scans BLEA's account as a user who has exactly the policy that kijun prints, with moto's IAM enforced: nothing
// is refused. Then it takes actions away, of services with different protocols. TestEveryPermissionTaken does so with all of them.
func TestPolicyUnderEnforcement(t *testing.T) {
	e := startEmulator(t)
	e.seed(t, "blea-standalone")
	policy := parsed[grant.Policy](t, printed(t, "permissions"))
	whole, refused := e.enforce(t, policy).scan(t)
	if len(refused) > 0 {
		t.Errorf("with the whole policy IAM refuses %s", strings.Join(refused, ", "))
	}
	readOnly(t, e.log(t))
	for _, g := range whole.Gaps {
		if g.Code == "AccessDenied" {
			t.Errorf("%s was denied: %s", g.Operation, g.Message)
		}
	}
	base, _ := e.enforce(t, policy).scan(t, "--region", "ap-northeast-1")
	complete := byKey(base)
	for action, operation := range map[string]string{
		"cloudtrail:GetTrailStatus": "cloudtrail:GetTrailStatus", "ec2:DescribeSecurityGroups": "ec2:DescribeSecurityGroups",
		"guardduty:ListDetectors": "guardduty:ListDetectors", "iam:GetAccountAuthorizationDetails": "iam:GetAccountAuthorizationDetails",
		"cloudwatch:DescribeAlarms":     "cloudwatch:DescribeAlarms",
		"s3:GetEncryptionConfiguration": "s3:GetBucketEncryption", "s3:GetAccountPublicAccessBlock": "s3control:GetPublicAccessBlock",
		"sns:GetTopicAttributes":                     "sns:GetTopicAttributes",
		"chatbot:DescribeSlackChannelConfigurations": "chatbot:DescribeSlackChannelConfigurations", "organizations:DescribeOrganization": "organizations:DescribeOrganization",
	} {
		t.Run(action, func(t *testing.T) {
			res, refused := e.enforce(t, without(policy, action)).scan(t, "--region", "ap-northeast-1")
			if !slices.Equal(refused, []string{operation}) {
				t.Errorf("IAM refuses %v, want %s", refused, operation)
			}
			if len(lostTo(t, action, res, complete)) == 0 {
				t.Error("no verdict is missing")
			}
		})
	}
}

// TestOrganizationUnderEnforcement scans an organization with exactly the policies that kijun prints for its two sides, with moto's IAM enforced:
// nothing is refused. Without the permission to assume the role the members are not available, and say so; without one of the role's in one
// member, what hangs on it in that member.
func TestOrganizationUnderEnforcement(t *testing.T) {
	e := startEmulator(t)
	names := e.seedOrganization(t)
	e.do(t, "POST", "/__answers", map[string]any{"service": "ec2", "operation": "DescribeRegions", "answer": map[string]any{"Regions": []any{ // moto's own has those of other partitions
		map[string]any{"RegionName": "ap-northeast-1", "OptInStatus": "opt-in-not-required"}, map[string]any{"RegionName": "us-east-1", "OptInStatus": "opt-in-not-required"}}}})
	members := []string{names["audit"], names["web"], names["shop"]}
	trust := map[string]any{"json": map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{"Effect": "Allow", "Principal": map[string]any{"AWS": "arn:aws:iam::" + names["management"] + ":root"}, "Action": "sts:AssumeRole"}}}}
	for _, account := range members {
		e.calls(t, "us-east-1", []map[string]any{{"call": "iam.create_role", "account": account, "with": map[string]any{"RoleName": "Audit", "AssumeRolePolicyDocument": trust}}})
	}
	org := []string{"--org", "--role-name", "Audit", "--region", "ap-northeast-1"}
	sides := parsed[map[string]grant.Policy](t, printed(t, "permissions", "--org", "--role-name", "Audit"))
	for _, account := range members {
		e.grantRole(t, account, sides["member"])
	}
	whole, refused := e.enforce(t, sides["caller"]).scan(t, org...)
	if len(refused) > 0 {
		t.Errorf("with the whole policies IAM refuses %s", strings.Join(refused, ", "))
	}
	if got := strings.Join(accountsIn(whole, names), " "); got != "audit management shop web" {
		t.Errorf("scanned %s", got)
	}
	for _, g := range whole.Gaps {
		if g.Code == "AccessDenied" {
			t.Errorf("%s was denied in %s: %s", g.Operation, g.Account, g.Message)
		}
	}
	readOnly(t, e.log(t))

	org = append(org, "--control", "SNS.1,IAM.7,CloudTrail.2")
	base, _ := e.enforce(t, sides["caller"]).scan(t, org...)
	complete := byKey(base)
	t.Run("one action of the role in one member", func(t *testing.T) {
		e.grantRole(t, names["shop"], without(sides["member"], "sns:GetTopicAttributes"))
		defer e.grantRole(t, names["shop"], sides["member"])
		res, refused := e.enforce(t, sides["caller"]).scan(t, org...)
		if !slices.Equal(refused, []string{"sns:GetTopicAttributes"}) {
			t.Errorf("IAM refuses %v", refused)
		}
		if got := lostTo(t, "sns:GetTopicAttributes", res, complete); !slices.Equal(got, []string{"SNS.1"}) {
			t.Errorf("lost %v", got)
		}
	})
	t.Run("to assume the role", func(t *testing.T) {
		res, refused := e.enforce(t, without(sides["caller"], "sts:AssumeRole")).scan(t, org...)
		if !slices.Equal(refused, []string{"sts:AssumeRole"}) {
			t.Errorf("IAM refuses %v", refused)
		}
		for f := range res.Findings.All() {
			named := slices.ContainsFunc(f.Gaps, func(i int) bool { return slices.Contains(res.Gaps[i].Actions, "sts:AssumeRole") })
			if member := slices.Contains(members, f.Account); member != named || member != (f.Status == policies.NotAvailable) {
				t.Errorf("%s %s in %s is %s, and names sts:AssumeRole: %v", f.Control, f.Resource.ID, f.Account, f.Status, named)
			}
		}
	})
}

// lostTo are the controls of verdicts that are missing without an action, each naming it; all others must be as they were.
func lostTo(t *testing.T, action string, res *policies.Result, complete map[findingKey]policies.Finding) (controls []string) {
	t.Helper()
	for k, f := range byKey(res) {
		was, there := complete[k]
		named := slices.ContainsFunc(f.Gaps, func(i int) bool { return slices.Contains(res.Gaps[i].Actions, action) })
		switch {
		case there && was.Status == f.Status && !named:
		case f.Status == policies.NotAvailable && named:
			controls = append(controls, f.Control)
		default:
			t.Errorf("without %s: %v is %s (%s), was %s, and names it: %v", action, k, f.Status, f.ReasonCode, was.Status, named)
		}
	}
	return controls
}

// untouched are the actions without which the recorded account of TestEveryPermissionTaken has all its verdicts, for it has no such things.
func untouched(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "denials.golden"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(text)) {
		if action, controls, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); controls == "" || controls == notAsked {
			out = append(out, action)
		}
	}
	return out
}

// TestResourcesUnderEnforcement scans the resources of testdata/resources as a user who has exactly the policy that kijun prints for the
// controls of the file, and takes away in turn each action that TestEveryPermissionTaken has not missed. Without KIJUN_SOAK it
// tries a few files; with it all, and logs which actions no file needs for a verdict.
func TestResourcesUnderEnforcement(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "resources", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata/resources", err)
	}
	soak := os.Getenv("KIJUN_SOAK") != ""
	front := startEmulator(t)
	missing := map[string]bool{}
	for _, action := range untouched(t) {
		missing[action] = true
	}
	lost := map[string]map[string]bool{} // action -> controls
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		c := readYAML[resourceCase](t, file)
		if c.Emulator == "ministack" || !soak && !slices.Contains([]string{"acm", "emr", "load_balancers", "serverless", "s3_access"}, name) {
			continue
		}
		policy := parsed[grant.Policy](t, printed(t, "permissions", "--control", strings.Join(c.Controls, ",")))
		var take []string
		for _, action := range allowed(t, policy) {
			if missing[action] && lost[action] == nil {
				take = append(take, action)
			}
		}
		if len(take) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			front.do(t, "POST", "/__reset", map[string]any{})
			c.seed(t, front)
			args := []string{"--control", strings.Join(c.Controls, ","), "--region", strings.Join(c.regions(), ",")}
			whole, refused := front.enforce(t, policy).scan(t, args...)
			if len(refused) > 0 {
				t.Errorf("with the whole policy IAM refuses %s", strings.Join(refused, ", "))
			}
			complete := byKey(whole)
			for _, action := range take {
				res, refused := front.enforce(t, without(policy, action)).scan(t, args...)
				if len(refused) == 0 {
					continue // moto asks for the operation's own action only, or the operation is not called
				}
				for _, control := range lostTo(t, action, res, complete) {
					if lost[action] == nil {
						lost[action] = map[string]bool{}
					}
					lost[action][control] = true
				}
			}
		})
	}
	if !soak {
		if len(lost) < 8 {
			t.Errorf("only %d actions cost a verdict", len(lost))
		}
		return
	}
	for _, action := range slices.Sorted(maps.Keys(missing)) {
		t.Logf("%s: %s", action, strings.Join(slices.Sorted(maps.Keys(lost[action])), " "))
	}
}

// readOnly holds the requests that came to an endpoint against AWS's access levels. The emulator finds the operation by botocore's models, which
// is not how kijun does.
func readOnly(t *testing.T, log []arrived) {
	t.Helper()
	seen := map[string]bool{}
	for _, line := range log {
		op := line.Service + ":" + line.Operation
		if seen[op] {
			continue
		}
		seen[op] = true
		_, level, known := actions.Lookup(op)
		exception := op == "sts:AssumeRole" || op == "iam:GenerateCredentialReport"
		if !known || level != "List" && level != "Read" && !exception || actions.Allowed(op) != nil {
			t.Errorf("the scan called %s, which is of level %q: %v", op, level, actions.Allowed(op))
		}
	}
	if len(seen) < 100 {
		t.Errorf("a scan of all controls called %d operations only", len(seen))
	}
}
