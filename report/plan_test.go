package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kijun/policies"
)

// The right side is what botocore 1.44 makes of the left one.
func TestKebab(t *testing.T) {
	for operation, want := range map[string]string{
		"PutBucketPolicy":                    "put-bucket-policy",
		"PutPublicAccessBlock":               "put-public-access-block",
		"DisableEbsEncryptionByDefault":      "disable-ebs-encryption-by-default",
		"EnableMFADevice":                    "enable-mfa-device",
		"CreateDBInstance":                   "create-db-instance",
		"DescribeVPCs":                       "describe-vpcs",
		"ListWebACLs":                        "list-web-acls",
		"ListHITsForQualificationType":       "list-hits-for-qualification-type",
		"ListHITs":                           "list-hits",
		"CreateCachediSCSIVolume":            "create-cached-iscsi-volume",
		"DescribeStorediSCSIVolumes":         "describe-stored-iscsi-volumes",
		"ExecutePartiQLStatement":            "execute-partiql-statement",
		"CreateOAuth2Token":                  "create-oauth2-token",
		"CreateOAuth2TokenWithIAM":           "create-oauth2-token-with-iam",
		"CreateOAuth2TokenWithTokenExchange": "create-o-auth2-token-with-token-exchange",
		"AssociateWhatsAppBusinessAccount":   "associate-whatsapp-business-account",
		"GetOTelEnrichment":                  "get-otel-enrichment",
		"UpdateS3BucketAssociation":          "update-s3-bucket-association",
		"PutMetricAlarm":                     "put-metric-alarm",
		"UpdateSAMLProvider":                 "update-saml-provider",
		"EnableAWSServiceAccess":             "enable-aws-service-access",
		"ListObjectsV2":                      "list-objects-v2",
		"CreateIPSet":                        "create-ip-set",
		"AddSourceIdentifierToSubscription":  "add-source-identifier-to-subscription",
		"ListCTs":                            "list-cts",
		"Publish":                            "publish",
	} {
		if got := kebab(operation); got != want {
			t.Errorf("%s: got %s, want %s", operation, got, want)
		}
	}
}

func TestCLI(t *testing.T) {
	call := func(service, operation string, params map[string]any) policies.Call {
		return policies.Call{Service: service, Operation: operation, Params: params}
	}
	for _, tc := range []struct {
		call   policies.Call
		region string
		want   string
	}{
		{call("s3", "PutBucketPolicy", map[string]any{"Bucket": "b"}), "ap-northeast-1", `aws s3api put-bucket-policy --region ap-northeast-1 --cli-input-json '{"Bucket":"b"}'`},
		{call("config", "StartConfigurationRecorder", nil), "us-gov-west-1", "aws configservice start-configuration-recorder --region us-gov-west-1"},
		{call("codedeploy", "DeleteApplication", nil), "", "aws deploy delete-application"},
		{call("iam", "DeleteAccessKey", map[string]any{"UserName": "o'brien"}), "global", `aws iam delete-access-key --cli-input-json '{"UserName":"o\u0027brien"}'`},
		{call("sns", "Subscribe", map[string]any{"A": "file:///etc/passwd", "B": "-x", "C": "<&>", "D": "$(x)`x`!x", "E": "日本"}), "us-east-1",
			`aws sns subscribe --region us-east-1 --cli-input-json '{"A":"file:///etc/passwd","B":"-x","C":"<&>","D":"$(x)` + "`x`" + `!x","E":"日本"}'`},
		{call("sns", "Publish", map[string]any{"a\n'\u202e": []any{"\U000e0041", "\x00\u2028\u0085"}}), "us-east-1; rm -rf /", `aws sns publish --cli-input-json '{"a\n\u0027\u202e":["\udb40\udc41","\u0000\u2028\u0085"]}'`},
		{call("sns", "Publish", nil), "--endpoint-url", "aws sns publish"},
		{call("sns", "Publish", nil), "us-east-1\nrm", "aws sns publish"},
		{call("sns;x", "Publish", nil), "us-east-1", `# not a call: "sns;x" "Publish"`},
		{call("--debug", "Publish", nil), "us-east-1", `# not a call: "--debug" "Publish"`},
		{call("sns", "Publish\nrm -rf /", nil), "us-east-1", `# not a call: "sns" "Publish\nrm -rf /"`},
		{call("sns", "", nil), "us-east-1", `# not a call: "sns" ""`},
		{call("sns", "Publish", map[string]any{"f": func() {}}), "us-east-1", `# not a call: sns Publish: json: unsupported type: func()`},
	} {
		if got := CLI(tc.call, tc.region); got != tc.want {
			t.Errorf("got  %s\nwant %s", got, tc.want)
		}
	}
}

// shellArguments runs a command line in a shell in which aws prints its arguments.
func shellArguments(t *testing.T, line string) []string {
	t.Helper()
	cmd := exec.Command("/bin/sh", "-c", "aws() { printf '%s\\0' \"$@\"; }\n"+line+"\n")
	cmd.Env = []string{}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", line, err, out)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

func TestShellGivesBackTheParameters(t *testing.T) {
	for _, value := range []string{hostile, "'", `\'`, `'"'"'`, "$HOME `id` $(id) \\ \" ! * ? ~ # & ; | < >", "\n\n", "file://x", "-x", "日本語", "\\u0027", "{}", "%s"} {
		params := map[string]any{"Name": value, value + "k": []any{value}}
		got := shellArguments(t, CLI(policies.Call{Service: "sns", Operation: "Publish", Params: params}, "us-east-1"))
		if len(got) != 6 || got[0] != "sns" || got[3] != "us-east-1" || got[4] != "--cli-input-json" {
			t.Fatalf("%q: got %q", value, got)
		}
		var back map[string]any
		if err := json.Unmarshal([]byte(got[5]), &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, params) {
			t.Errorf("%q: got %v", value, back)
		}
	}
}

// What several controls with the same rules find is mended once: in the name of the first, or without it of the lowest id.
func TestPlanOfTwins(t *testing.T) {
	all := []policies.Control{{ID: "CIS3.0/4.2", SameAs: "CloudWatch.3", Severity: "LOW"}, {ID: "CIS5.0/4.2", SameAs: "CloudWatch.3", Severity: "LOW"}, {ID: "CloudWatch.3", Severity: "LOW"}}
	for name, tc := range map[string]struct {
		controls []policies.Control
		steps    []policies.Step
		want     []string
	}{
		"all, with a step": {all, []policies.Step{{Control: "CloudWatch.3", Account: "1", Subject: "a", Calls: []policies.Call{{Service: "sns", Operation: "Publish"}}}}, []string{"CloudWatch.3 false"}},
		"all, by hand":     {all, nil, []string{"CloudWatch.3 true"}},
		"only the others":  {all[:2], nil, []string{"CIS3.0/4.2 true"}},
	} {
		res := &policies.Result{Controls: tc.controls, Steps: tc.steps}
		for _, c := range tc.controls {
			res.Findings.Append(policies.Finding{ID: c.ID, Control: c.ID, Account: "1", Status: policies.Failed, Resource: policies.Resource{ID: "a", ARN: "a"}})
		}
		for range 2 { // in whatever order the findings come
			var got []string
			for _, s := range Plan(res, "en") {
				got = append(got, fmt.Sprintf("%s %t", s.Control, s.Manual))
			}
			if !reflect.DeepEqual(got, tc.want) {
				t.Errorf("%s: got %v", name, got)
			}
			list := res.Findings.List()
			slices.Reverse(list)
			res.Findings = policies.FindingsOf(list...)
		}
	}
}

func FuzzCLI(f *testing.F) {
	f.Add(hostile, "us-east-1", "sns", "Publish")
	f.Add("'; rm", "-x", "--s", "O\n")
	f.Fuzz(func(t *testing.T, value, region, service, operation string) {
		got := CLI(policies.Call{Service: service, Operation: operation, Params: map[string]any{"v": value}}, region)
		if Safe(got) != got {
			t.Fatalf("%q is not safe", got)
		}
		if strings.HasPrefix(got, "# ") {
			return
		}
		head, input, _ := strings.Cut(got, " '")
		input = strings.TrimSuffix(input, "'")
		if strings.ContainsAny(input, "'") || strings.Trim(head, "abcdefghijklmnopqrstuvwxyz0123456789- ") != "" {
			t.Fatalf("%s could be more than one word", got)
		}
		var back map[string]string
		if err := json.Unmarshal([]byte(input), &back); err != nil || back["v"] != strings.ToValidUTF8(value, "\ufffd") && strings.ToValidUTF8(value, "") == value {
			t.Fatalf("%q comes back as %q (%v)", value, back["v"], err)
		}
	})
}

// steps makes a result of failing controls with one step each: id, severity, needs.
func steps(specs ...[3]string) *policies.Result {
	res := &policies.Result{}
	for _, s := range specs {
		res.Controls = append(res.Controls, policies.Control{ID: s[0], Severity: s[1], Subject: "account"})
		res.Findings.Append(policies.Finding{ID: s[0], Control: s[0], Severity: s[1], Status: policies.Failed, Account: "111122223333", Resource: policies.Resource{ID: "it"}})
		res.Steps = append(res.Steps, policies.Step{Control: s[0], Account: "111122223333", Subject: "it", Needs: strings.Fields(s[2]),
			Calls: []policies.Call{{Service: "sns", Operation: "Publish"}}})
	}
	return res
}

func order(plan []PlanStep) string {
	var ids []string
	for _, s := range plan {
		ids = append(ids, s.Control)
	}
	return strings.Join(ids, " ")
}

func TestPlanOrder(t *testing.T) {
	for name, tc := range map[string]struct {
		specs [][3]string
		want  string
	}{
		"severity, then id":          {[][3]string{{"S3.10", "HIGH", ""}, {"S3.9", "HIGH", ""}, {"A.1", "LOW", ""}, {"Z.1", "CRITICAL", ""}}, "Z.1 S3.9 S3.10 A.1"},
		"what is needed goes first":  {[][3]string{{"A.1", "CRITICAL", "B.1"}, {"B.1", "LOW", "C.1"}, {"C.1", "LOW", ""}, {"D.1", "HIGH", ""}}, "C.1 B.1 A.1 D.1"},
		"several needs":              {[][3]string{{"A.1", "HIGH", "B.10 B.9"}, {"B.9", "LOW", ""}, {"B.10", "LOW", "B.9"}}, "B.9 B.10 A.1"},
		"a need that does not fail":  {[][3]string{{"A.1", "HIGH", "X.1"}, {"B.1", "LOW", ""}}, "A.1 B.1"},
		"itself":                     {[][3]string{{"A.1", "HIGH", "A.1"}}, "A.1"},
		"a circle":                   {[][3]string{{"A.1", "HIGH", "C.1"}, {"B.1", "HIGH", "A.1"}, {"C.1", "HIGH", "B.1"}}, "B.1 C.1 A.1"},
		"a circle and what needs it": {[][3]string{{"A.1", "HIGH", "B.1"}, {"B.1", "HIGH", "A.1"}, {"C.1", "CRITICAL", "B.1"}}, "A.1 B.1 C.1"},
	} {
		if got := order(Plan(steps(tc.specs...), "en")); got != tc.want {
			t.Errorf("%s: got %s, want %s", name, got, tc.want)
		}
	}
}

func TestPlanNumbersWhatComesBefore(t *testing.T) {
	res := steps([3]string{"A.1", "HIGH", "B.1 X.1"}, [3]string{"B.1", "LOW", ""})
	other := steps([3]string{"B.1", "LOW", ""})
	alter(other, func(_ int, f *policies.Finding) { f.Account = "444455556666" }) // another account has nothing to do with it
	for i := range other.Steps {
		other.Steps[i].Account = "444455556666"
	}
	res.Findings.Append(other.Findings.List()...)
	res.Steps = append(res.Steps, other.Steps...)
	plan := Plan(res, "en")
	if order(plan) != "B.1 A.1 B.1" || plan[1].Number != 2 || !reflect.DeepEqual(plan[1].After, []int{1}) || len(plan[2].After) != 0 {
		t.Errorf("got %+v", plan)
	}
}

func TestPlanLeavesNoFailingFindingOut(t *testing.T) {
	res := sample("ja")
	failing := map[string]int{}
	for _, f := range res.Findings.List() {
		if f.Status == policies.Failed {
			failing[f.Control]++
		}
	}
	for _, s := range Plan(res, "ja") {
		failing[s.Control]--
		if s.Manual != (len(s.Commands) == 0) || s.Remediation != "設定を修正します。" {
			t.Errorf("step %d: %+v", s.Number, s)
		}
	}
	for id, n := range failing {
		if n != 0 {
			t.Errorf("%s: %d findings and steps do not match", id, n)
		}
	}
	res.Steps = append(res.Steps, policies.Step{Control: "BLEA.CloudTrail.2", Account: "111122223333", Subject: "AWS::::Account:111122223333"})
	if strings.Contains(order(Plan(res, "ja")), "BLEA.CloudTrail.2") {
		t.Error("a control that passes has a step")
	}
}

// A plan is a script, and a script that destroys nothing.
func TestPlanRunsAsAScript(t *testing.T) {
	var script bytes.Buffer
	if err := WritePlan(&script, Plan(sample("en"), "en"), Options{}); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/bin/sh", "-c", "aws() { printf '%s\\n' \"$1 $2\"; }\n"+script.String())
	cmd.Env = []string{}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if want := "s3api put-public-access-block\ncloudtrail update-trail\nec2 enable-ebs-encryption-by-default\n"; string(out) != want {
		t.Errorf("got %s", out)
	}
}
