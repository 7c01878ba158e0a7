package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	asking := func(parameter, operation, query string) policies.Call {
		return policies.Call{Service: "ec2", Operation: "DeleteFlowLogs", Ask: &policies.Ask{Parameter: parameter, Operation: operation, Params: map[string]any{"V": "o'brien"}, Query: query}}
	}
	for _, tc := range []struct {
		call   policies.Call
		region string
		want   string
	}{
		{asking("FlowLogIds", "DescribeFlowLogs", "FlowLogs[].FlowLogId"), "us-east-1",
			`aws ec2 delete-flow-logs --region us-east-1 --flow-log-ids $(aws ec2 describe-flow-logs --region us-east-1 --cli-input-json '{"V":"o\u0027brien"}' --query 'FlowLogs[].FlowLogId' --output text)`},
		{asking("FlowLogIds", "DescribeFlowLogs", "x'; rm -rf /"), "us-east-1", `# not a question: "FlowLogIds" "x'; rm -rf /"`},
		{asking("-x", "DescribeFlowLogs", "x"), "us-east-1", `# not a question: "-x" "x"`},
		{asking("X", "$(rm)", "x"), "us-east-1", `# not a call: "ec2" "$(rm)"`},
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

// The evaluation orders the steps of an account; here those of several are put together, and what is by hand between them.
func TestPlanOrder(t *testing.T) {
	res := steps([3]string{"B.1", "LOW", ""}, [3]string{"A.1", "HIGH", "B.1"}, [3]string{"C.1", "MEDIUM", ""})
	other := steps([3]string{"B.1", "HIGH", ""})
	for i := range other.Steps {
		other.Steps[i].Account = "444455556666"
		other.Steps[i].Changes = []policies.Change{{Finding: "other", Control: "B.1", From: policies.Failed, To: policies.Passed}}
	}
	for f := range other.Findings.All() {
		x := *f
		x.Account, x.ID = "444455556666", "other"
		res.Findings.Append(x)
	}
	res.Steps[1].After = []int{1}
	res.Steps = append(res.Steps, other.Steps...)
	res.Controls = append(res.Controls, policies.Control{ID: "M.1", Severity: "CRITICAL"}, policies.Control{ID: "M.2", Severity: "LOW"})
	for _, id := range []string{"M.2", "M.1"} {
		res.Findings.Append(policies.Finding{ID: id, Control: id, Severity: map[string]string{"M.1": "CRITICAL", "M.2": "LOW"}[id], Status: policies.Failed, Account: "111122223333"})
	}
	plan := Plan(res, "en")
	if got := order(plan); got != "M.1 B.1 M.2 B.1 A.1 C.1" {
		t.Errorf("got %s", got)
	}
	for i, s := range plan {
		if s.Number != i+1 {
			t.Errorf("step %d has the number %d", i+1, s.Number)
		}
	}
	if !reflect.DeepEqual(plan[4].After, []int{4}) || plan[1].Account != "444455556666" {
		t.Errorf("got %+v", plan[4].After)
	}
	res.Steps[0].Destructive = true // and whatever waits for it
	if got := order(Plan(res, "en")); got != "M.1 B.1 M.2 B.1 A.1 C.1" {
		t.Errorf("destructive: got %s", got)
	}
}

// forecasted is an account with three controls of one standard: A fails twice, B once, C passes.
func forecasted() *policies.Result {
	res := &policies.Result{AllStandards: []policies.Standard{{ID: "blea"}}}
	for _, id := range []string{"A.1", "B.1", "C.1"} {
		res.Controls = append(res.Controls, policies.Control{ID: id, Severity: "HIGH", Standards: map[string][]string{"blea": {id}}})
	}
	add := func(id, control string, s policies.Status) {
		res.Findings.Append(policies.Finding{ID: id, Control: control, Severity: "HIGH", Status: s, Account: "111122223333", Resource: policies.Resource{ID: id}})
	}
	add("a1", "A.1", policies.Failed)
	add("a2", "A.1", policies.Failed)
	add("b", "B.1", policies.Failed)
	add("c", "C.1", policies.Passed)
	step := func(control, subject string, changes ...policies.Change) {
		res.Steps = append(res.Steps, policies.Step{Control: control, Account: "111122223333", Subject: subject, Changes: changes, Calls: []policies.Call{{Service: "sns", Operation: "Publish"}}})
	}
	step("A.1", "a1", policies.Change{Finding: "a1", Control: "A.1", From: policies.Failed, To: policies.Passed})
	step("A.1", "a2", policies.Change{Finding: "a2", Control: "A.1", From: policies.Failed, To: policies.Passed},
		policies.Change{Finding: "c2", Control: "C.1", To: policies.Failed})
	step("B.1", "b", policies.Change{Finding: "b", Control: "B.1", From: policies.Failed, To: ""}, policies.Change{Finding: "c2", Control: "C.1", From: policies.Failed, To: policies.Passed})
	return res
}

// A finding that somebody accepted is in no score, neither before a step nor after it: A.1 passes only when its other finding is mended.
func TestForecastWithSuppressions(t *testing.T) {
	res := forecasted()
	res.Findings.Mark(func(f *policies.Finding) {
		if f.ID == "a1" {
			f.Suppressed = &policies.Suppression{Reason: "accepted", Expires: "2027-01-01"}
		}
	})
	var changes []string
	for _, s := range Plan(res, "en") {
		for _, c := range s.Forecast.Controls {
			changes = append(changes, fmt.Sprintf("%d %s %s %s", s.Number, c.ID, c.From, c.To))
		}
	}
	if want := []string{"2 A.1 FAILED PASSED", "2 C.1 PASSED FAILED", "3 B.1 FAILED NO_DATA", "3 C.1 FAILED PASSED"}; !reflect.DeepEqual(changes, want) {
		t.Errorf("changes %v", changes)
	}
}

func TestForecast(t *testing.T) {
	var scores, changes []string
	plan := Plan(forecasted(), "en")
	for _, s := range plan {
		scores = append(scores, scoreText(s.Forecast.Summary.Score), scoreText(s.Forecast.Standards[0].Score))
		for _, c := range s.Forecast.Controls {
			changes = append(changes, fmt.Sprintf("%d %s %s %s", s.Number, c.ID, c.From, c.To))
		}
	}
	if !reflect.DeepEqual(scores, []string{"33", "33", "33", "33", "100", "100"}) {
		t.Errorf("scores %v", scores)
	}
	if want := []string{"2 A.1 FAILED PASSED", "2 C.1 PASSED FAILED", "3 B.1 FAILED NO_DATA", "3 C.1 FAILED PASSED"}; !reflect.DeepEqual(changes, want) {
		t.Errorf("changes %v", changes)
	}
	if !reflect.DeepEqual(plan[1].Worsens, []string{"c2"}) || !reflect.DeepEqual(plan[2].Resolves, []string{"b", "c2"}) {
		t.Errorf("worsens %v, resolves %v", plan[1].Worsens, plan[2].Resolves)
	}
}

func TestTargetTakesTheShortestBeginning(t *testing.T) {
	for _, tc := range []struct {
		target  map[string]int
		steps   int
		reached bool
	}{
		{map[string]int{"": 33}, 0, true},
		{map[string]int{"": 34}, 3, true},
		{map[string]int{"blea": 100}, 3, true},
		{map[string]int{"blea": 33, "": 33}, 0, true},
		{map[string]int{"fsbp": 1}, 3, false},
	} {
		steps, reached := PlanFor(forecasted(), "en", PlanOptions{Target: tc.target})
		if len(steps) != tc.steps || reached != tc.reached {
			t.Errorf("%v: %d steps, %t", tc.target, len(steps), reached)
		}
	}
	res := forecasted()
	res.Steps[2].Destructive = true
	if steps, reached := PlanFor(res, "en", PlanOptions{Target: map[string]int{"": 100}}); reached || len(steps) != 2 {
		t.Errorf("without what destroys: %d steps, %t", len(steps), reached)
	}
	if steps, reached := PlanFor(res, "en", PlanOptions{Target: map[string]int{"": 100}, Destructive: true}); !reached || len(steps) != 3 {
		t.Errorf("with what destroys: %d steps, %t", len(steps), reached)
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
}

// A script says what it would do, does it once, asks before it destroys, looks whether the thing is in use, and takes everything back.
func TestPlanScript(t *testing.T) {
	res := steps([3]string{"A.1", "HIGH", ""}, [3]string{"B.1", "HIGH", ""}, [3]string{"C.1", "HIGH", ""})
	call := func(operation string) []policies.Call {
		return []policies.Call{{Service: "sns", Operation: operation, Params: map[string]any{"Name": "file://x 'y' -z\n" + hostile}}}
	}
	res.Steps[0].Calls, res.Steps[0].Undo = call("CreateTopic"), call("DeleteTopic")
	res.Steps[1].Calls, res.Steps[1].Undo = call("SetTopicAttributes"), call("SetTopicAttributes")
	res.Steps[2].Calls, res.Steps[2].Destructive = call("DeleteTopic"), true
	res.Steps[2].Checks = []policies.Check{{Call: policies.Call{Service: "sns", Operation: "ListTopics"}, Query: "Topics[?a=='b']"}}
	plan := Plan(res, "en")
	fake := `#!/bin/sh
echo "$2 $3" >> "$LOG"
case "$1 $2" in
"sts get-caller-identity") echo ${ACCOUNT:-111122223333} ;;
"sns list-topics") echo ${USED:-0} ;;
"sns create-topic") if [ -n "${THERE:-}" ]; then echo "TopicAlreadyExistsException" >&2; exit 254; fi ;;
"sns set-topic-attributes") if [ -n "${DENIED:-}" ]; then echo AccessDenied >&2; exit 254; fi ;;
esac
`
	run := func(destructive bool, answer string, env []string, args ...string) (calls, said string, err error) {
		t.Helper()
		dir := t.TempDir()
		var script bytes.Buffer
		if err := PlanScript(&script, plan, Options{Destructive: destructive}); err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{"aws": fake, "plan.sh": script.String()} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command("/bin/sh", append([]string{filepath.Join(dir, "plan.sh")}, args...)...)
		cmd.Env = append([]string{"PATH=" + dir + ":/usr/bin:/bin", "LOG=" + filepath.Join(dir, "log")}, env...)
		cmd.Stdin = strings.NewReader(answer)
		out, err := cmd.CombinedOutput()
		raw, _ := os.ReadFile(filepath.Join(dir, "log"))
		for line := range strings.Lines(string(raw)) {
			calls += strings.Fields(line)[0] + " "
		}
		return strings.TrimSpace(calls), string(out), err
	}
	for name, tc := range map[string]struct {
		destructive bool
		answer      string
		env, args   []string
		calls, said string
		fails       bool
	}{
		"plain":                         {calls: "get-caller-identity create-topic set-topic-attributes"},
		"again":                         {env: []string{"THERE=1"}, calls: "get-caller-identity create-topic set-topic-attributes"},
		"shown":                         {destructive: true, args: []string{"--dry-run"}, calls: "", said: "aws sns delete-topic"},
		"taken back":                    {args: []string{"--undo"}, calls: "get-caller-identity set-topic-attributes delete-topic"},
		"from the second":               {args: []string{"--from", "2"}, calls: "get-caller-identity set-topic-attributes"},
		"in another account":            {env: []string{"ACCOUNT=444455556666"}, calls: "get-caller-identity"},
		"a failure ends it":             {destructive: true, answer: "yes\n", env: []string{"DENIED=1"}, calls: "get-caller-identity create-topic set-topic-attributes", said: "AccessDenied", fails: true},
		"destroys when asked and sure":  {destructive: true, answer: "yes\n", calls: "get-caller-identity create-topic set-topic-attributes list-topics delete-topic"},
		"not without an answer":         {destructive: true, calls: "get-caller-identity create-topic set-topic-attributes list-topics", said: "step 3 was left out"},
		"not what is in use":            {destructive: true, answer: "yes\n", env: []string{"USED=1"}, calls: "get-caller-identity create-topic set-topic-attributes list-topics", said: "step 3 is left out: it is in use"},
		"an option that does not exist": {args: []string{"--force"}, said: "usage: plan.sh", fails: true},
	} {
		calls, said, err := run(tc.destructive, tc.answer, tc.env, tc.args...)
		if calls != tc.calls || !strings.Contains(said, tc.said) || (err != nil) != tc.fails {
			t.Errorf("%s: calls %q (%v)\n%s", name, calls, err, said)
		}
	}
}

func TestCloudFormation(t *testing.T) {
	call := func(service, operation string, params map[string]any) policies.Call {
		return policies.Call{Service: service, Operation: operation, Params: params}
	}
	of := func(calls ...policies.Call) string {
		r := CloudFormation(policies.Step{Account: "111122223333", Region: "us-east-1", Calls: calls})
		if r == nil {
			return "none"
		}
		var out []string
		for _, x := range r {
			raw, err := json.Marshal(x.Properties)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, x.Type+" "+string(raw))
		}
		slices.Sort(out)
		return strings.Join(out, "\n")
	}
	for _, tc := range []struct {
		calls []policies.Call
		want  string
	}{
		{[]policies.Call{call("logs", "PutMetricFilter", map[string]any{"logGroupName": "g", "metricTransformations": []any{map[string]any{"metricName": "m"}}})},
			`AWS::Logs::MetricFilter {"LogGroupName":"g","MetricTransformations":[{"MetricName":"m"}]}`},
		{[]policies.Call{call("s3", "CreateBucket", map[string]any{"Bucket": "b", "CreateBucketConfiguration": map[string]any{"LocationConstraint": "eu-west-1"}}),
			call("s3", "PutBucketVersioning", map[string]any{"Bucket": "b", "VersioningConfiguration": map[string]any{"Status": "Enabled"}}),
			call("s3", "PutBucketPolicy", map[string]any{"Bucket": "b", "Policy": `{"Statement":[{"Sid":"a"}]}`})},
			"AWS::S3::Bucket {\"BucketName\":\"b\",\"VersioningConfiguration\":{\"Status\":\"Enabled\"}}\nAWS::S3::BucketPolicy {\"Bucket\":\"b\",\"PolicyDocument\":{\"Statement\":[{\"Sid\":\"a\"}]}}"},
		{[]policies.Call{call("s3", "PutBucketVersioning", map[string]any{"Bucket": "b"})}, "none"},
		{[]policies.Call{call("cloudtrail", "CreateTrail", map[string]any{"Name": "t"}), call("cloudtrail", "StartLogging", map[string]any{"Name": "t"})}, `AWS::CloudTrail::Trail {"IsLogging":true,"TrailName":"t"}`},
		{[]policies.Call{call("cloudtrail", "StartLogging", map[string]any{"Name": "t"})}, "none"},
		{[]policies.Call{call("sns", "SetTopicAttributes", map[string]any{"TopicArn": "arn", "AttributeName": "Policy", "AttributeValue": `{"Version":"x"}`})},
			`AWS::SNS::TopicPolicy {"PolicyDocument":{"Version":"x"},"Topics":["arn"]}`},
		{[]policies.Call{call("sns", "SetTopicAttributes", map[string]any{"TopicArn": "arn", "AttributeName": "KmsMasterKeyId", "AttributeValue": "k"})}, "none"},
		{[]policies.Call{call("iam", "CreateRole", map[string]any{"RoleName": "r", "AssumeRolePolicyDocument": `{"a":1}`}), call("iam", "PutRolePolicy", map[string]any{"RoleName": "r", "PolicyName": "p", "PolicyDocument": `{"b":12345678901234567890}`})},
			`AWS::IAM::Role {"AssumeRolePolicyDocument":{"a":1},"Policies":[{"PolicyDocument":{"b":12345678901234567890},"PolicyName":"p"}],"RoleName":"r"}`},
	} {
		if got := of(tc.calls...); got != tc.want {
			t.Errorf("got  %s\nwant %s", got, tc.want)
		}
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
	if want := "cloudtrail update-trail\nec2 enable-ebs-encryption-by-default\ns3api put-public-access-block\n"; string(out) != want {
		t.Errorf("got %s", out)
	}
}
