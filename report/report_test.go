package report

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"kijun/policies"
)

var update = flag.Bool("update", false, "write the golden files")

// hostile is text as an attacker might name a resource: line breaks, escape sequences, bidirectional and invisible characters, quotes.
const hostile = "evil\x1b[2J\r\nHIGH  S3.8\u202egpj.\u200bx'; rm -rf / #\x00\u0085\U000e0041"

func text(en, ja string) policies.Text { return policies.Text{En: en, Ja: ja} }

func finding(control, severity string, status policies.Status, account, region, id, code, reason string) policies.Finding {
	f := policies.Finding{
		ID: "kijun/" + account + "/" + region + "/" + control + "/" + id, Control: control, Severity: severity, Status: status, Account: account, Region: region,
		Resource: policies.Resource{ARN: id, ID: id, Type: "AWS::S3::Bucket"}, ReasonCode: code, Reason: reason, ReasonArgs: map[string]any{},
		Evidence: []policies.Evidence{}, Parameters: map[string]any{}, Standards: []string{},
	}
	if strings.HasPrefix(id, "AWS::::Account:") {
		f.Resource.Type = "AWS::::Account"
	}
	return f
}

// sample is one account with every status, gap and oddity.
func sample(lang string) *policies.Result {
	const account, tokyo, virginia = "111122223333", "ap-northeast-1", "us-east-1"
	in := func(en, ja string) string { return text(en, ja).In(lang) }
	c := func(id, severity, subject, measure string, title policies.Text, standards map[string][]string) policies.Control {
		return policies.Control{ID: id, Title: title, Severity: severity, Subject: subject, Measure: measure, Standards: standards, ResourceType: "AWS::S3::Bucket",
			Description: "Why it matters.", Reasons: map[string]policies.Text{}, Source: []string{"https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html"},
			Remediation: text("Put it right.", "設定を修正します。")}
	}
	fsbp := func(id string) map[string][]string { return map[string][]string{"fsbp": {id}} }
	blea := func(id string) map[string][]string { return map[string][]string{"blea": {id}} }
	res := &policies.Result{
		Kijun: "0.1.0", AsOf: time.Date(2026, 9, 20, 3, 0, 0, 0, time.UTC), Lang: lang,
		Snapshot: "3f9ac1d2e4b5968778695a4b3c2d1e0f3f9ac1d2e4b5968778695a4b3c2d1e0f", Policies: "b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2b7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2",
		Versions: &policies.Versions{AsOf: "2026-08-31"},
		Accounts: []policies.Account{{ID: account, Partition: "aws", Regions: []string{tokyo, "ap-northeast-3", virginia}, Governed: []string{tokyo},
			GovernedWhy: "trail_home", BLEAProfile: "standalone", BLEAWhy: "no_control_tower", BLEAGuests: []policies.Guest{{Profile: "guest-ecs", Why: "stack_guest"}}, SecureAccount: true}},
		AllStandards: []policies.Standard{
			{ID: "blea", Title: text("Baseline Environment on AWS (BLEA)", "Baseline Environment on AWS (BLEA)"), Source: "https://github.com/aws-samples/baseline-environment-on-aws", Manual: 2, Total: 155},
			{ID: "fsbp", Title: text("AWS Foundational Security Best Practices v1.0.0", "AWS基礎セキュリティのベストプラクティス v1.0.0"), Source: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html", Total: 367},
			{ID: "tagging", Title: text("AWS Resource Tagging", "AWSリソースのタグ付け"), Source: "https://docs.aws.amazon.com/securityhub/latest/userguide/standards-tagging.html", Total: 120},
		},
		Controls: []policies.Control{
			c("BLEA.CloudTrail.1", "CRITICAL", "account", "operations", text("A trail records the management events of all regions", "証跡がすべてのリージョンの管理イベントを記録している必要があります"), blea("BLEA.CloudTrail.1")),
			c("BLEA.CloudTrail.2", "HIGH", "account", "operations", text("The trail validates its log files", "証跡のログファイル検証が有効である必要があります"), blea("BLEA.CloudTrail.2")),
			c("BLEA.Config.1", "HIGH", "region", "resources", text("AWS Config records all resource types", "AWS Configがすべてのリソースタイプを記録している必要があります"), blea("BLEA.Config.1")),
			c("BLEA.GuardDuty.1", "HIGH", "region", "behaviour", text("GuardDuty is on", "GuardDutyが有効である必要があります"), blea("BLEA.GuardDuty.1")),
			c("BLEA.Notify.10", "MEDIUM", "account", "notification", text("Someone is told when GuardDuty finds something", "GuardDutyの検出が通知される必要があります"), blea("BLEA.Notify.10")),
			c("BLEA.Notify.9", "MEDIUM", "account", "notification", text("Someone is told when AWS Config finds a resource out of compliance", "AWS Configの非準拠が通知される必要があります"), blea("BLEA.Notify.9")),
			c("BLEA.VPC.1", "MEDIUM", "resource", "defaults", text("The default security group admits nobody", "デフォルトのセキュリティグループが通信を許可していない必要があります"), blea("BLEA.VPC.1")),
			c("EC2.7", "MEDIUM", "region", "", text("EBS default encryption should be enabled", "EBSのデフォルト暗号化を有効にする必要があります"), fsbp("EC2.7")),
			c("S3.8", "HIGH", "resource", "", text("S3 general purpose buckets should block public access", "S3汎用バケットはパブリックアクセスをブロックする必要があります"), map[string][]string{"fsbp": {"S3.8"}, "blea": {"BLEA.S3.9"}}),
			c("S3.20", "LOW", "resource", "", text("S3 general purpose buckets should have MFA delete enabled", "S3汎用バケットではMFA Deleteを有効にする必要があります"), fsbp("S3.20")),
			c("SNS.1", "MEDIUM", "resource", "", text("SNS topics should be encrypted at rest with AWS KMS", "SNSトピックはKMSで保管時に暗号化されている必要があります"), fsbp("SNS.1")),
			c("Tag.1", "LOW", "resource", "", text("Resources should be tagged", "リソースにタグを付ける必要があります"), map[string][]string{"tagging": {"Tag.1"}}),
		},
		Gaps: []policies.Gap{
			{Account: account, Region: tokyo, Collection: "sns.topics", Resource: "arn:aws:sns:ap-northeast-1:111122223333:orders", Operation: "sns:GetTopicAttributes", Code: "AccessDenied",
				Error: "AuthorizationError", Message: "User: arn:aws:iam::111122223333:user/audit is not authorized to perform: SNS:GetTopicAttributes on resource: arn:aws:sns:ap-northeast-1:111122223333:orders", Actions: []string{"sns:GetTopicAttributes"}},
			{Account: account, Region: virginia, Collection: "sns.topics", Resource: "arn:aws:sns:us-east-1:111122223333:alarms", Operation: "sns:GetTopicAttributes", Code: "AccessDenied",
				Error: "AuthorizationError", Message: "no", Actions: []string{"sns:GetTopicAttributes"}},
			{Account: account, Region: virginia, Collection: "guardduty.detectors", Operation: "guardduty:ListDetectors", Code: "Throttled", Error: "ThrottlingException", Message: "Rate exceeded" + hostile},
			{Account: account, Region: tokyo, Collection: "chatbot.channels", Operation: "chatbot:DescribeSlackChannelConfigurations", Code: "EndpointMissing"},
		},
	}
	res.Controls = append(res.Controls,
		c("KMS.4", "MEDIUM", "resource", "", text("AWS KMS key rotation should be enabled", "AWS KMSキーのローテーションを有効にする必要があります"), fsbp("KMS.4")),
		c("CloudFront.1", "HIGH", "resource", "", text("CloudFront distributions should have a default root object configured", "CloudFrontディストリビューションにデフォルトルートオブジェクトを設定する必要があります"), fsbp("CloudFront.1")),
		c("SA.Config.1", "HIGH", "region", "resources", text("AWS Config is on in every region", "AWS Configがすべてのリージョンで有効である必要があります"), map[string][]string{}))
	res.Controls[3].Construct = "Detection"
	res.Controls[8].Reasons["open"] = text("not all four settings of the bucket block public access", "バケットの4つの設定のいずれかがパブリックアクセスをブロックしていません")
	res.Controls[11].Disabled = "no tag keys are set"
	id := "AWS::::Account:" + account
	add := func(f policies.Finding) { res.Findings.Append(f) }
	with := func(f policies.Finding, change func(*policies.Finding)) policies.Finding { change(&f); return f }
	add(with(finding("BLEA.CloudTrail.1", "CRITICAL", policies.Failed, account, "global", id, "none", in("no trail records all regions", "すべてのリージョンを記録する証跡がありません")), func(f *policies.Finding) {
		f.Standards = []string{"blea"}
		f.Evidence = []policies.Evidence{{Collection: "cloudtrail.trails", Resource: "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/main", Region: tokyo, Path: "IsMultiRegionTrail", Value: false},
			{Collection: "cloudtrail.trails", Resource: "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/main", Region: tokyo, Path: "KmsKeyId"}}
	}))
	add(finding("BLEA.CloudTrail.2", "HIGH", policies.Passed, account, "global", id, "validated", in("log files are validated", "ログファイルは検証されています")))
	add(finding("BLEA.Config.1", "HIGH", policies.Passed, account, tokyo, id, "recorded", in("all resource types are recorded", "すべてのリソースタイプが記録されています")))
	add(with(finding("BLEA.GuardDuty.1", "HIGH", policies.NotAvailable, account, virginia, id, "gap", in("could not be decided without guardduty:ListDetectors", "guardduty:ListDetectors を読み取れないため判定できません")), func(f *policies.Finding) { f.Gaps = []int{2} }))
	add(with(finding("BLEA.Notify.9", "MEDIUM", policies.NotAvailable, account, "global", id, "gap", in("could not be decided without sns:GetTopicAttributes", "sns:GetTopicAttributes を読み取れないため判定できません")), func(f *policies.Finding) { f.Gaps = []int{0, 1} }))
	add(with(finding("BLEA.Notify.10", "MEDIUM", policies.NotAvailable, account, "global", id, "gap", in("could not be decided without sns:GetTopicAttributes", "sns:GetTopicAttributes を読み取れないため判定できません")), func(f *policies.Finding) { f.Gaps = []int{0, 1} }))
	add(finding("BLEA.VPC.1", "MEDIUM", policies.NotApplicable, account, "global", id, "no_resources", in("no resources in scope", "対象となるリソースがありません")))
	add(finding("EC2.7", "MEDIUM", policies.Failed, account, tokyo, id, "off", in("EBS default encryption is off", "EBSのデフォルト暗号化が無効です")))
	add(finding("EC2.7", "MEDIUM", policies.Failed, account, virginia, id, "off", in("EBS default encryption is off", "EBSのデフォルト暗号化が無効です")))
	open := in("not all four settings of the bucket block public access", "バケットの4つの設定のいずれかがパブリックアクセスをブロックしていません")
	for _, name := range []string{"a-bucket-with-a-name-as-long-as-a-name-of-a-bucket-may-be-63-char", hostile, "orders-logs", "請求書-バックアップ用バケット"} {
		f := finding("S3.8", "HIGH", policies.Failed, account, tokyo, name, "open", open)
		f.Resource.ARN = "arn:aws:s3:::" + name
		f.Standards = []string{"blea", "fsbp"}
		add(f)
	}
	for i := range 12 {
		add(finding("S3.20", "LOW", policies.Failed, account, virginia, fmt.Sprintf("arn:aws:s3:::logs-%02d", i), "off", in("MFA delete is off", "MFA Deleteが無効です")))
	}
	add(with(finding("SNS.1", "MEDIUM", policies.Warning, account, tokyo, "arn:aws:sns:ap-northeast-1:444455556666:shared", "foreign", in("the key "+hostile+" belongs to another account", "キー "+hostile+" は別アカウントのものです")), func(f *policies.Finding) {
		f.ReasonArgs = map[string]any{"key": hostile}
	}))
	add(with(finding("SNS.1", "MEDIUM", policies.Passed, account, "global", id, "no_resources", in("no resources in scope", "対象となるリソースがありません")), func(f *policies.Finding) { f.Empty = true }))
	add(with(finding("S3.8", "HIGH", policies.Passed, account, virginia, "fine", "blocked", in("blocked", "ブロックされています")), func(f *policies.Finding) { f.Parameters = map[string]any{"days": 90} }))
	for _, x := range []string{"KMS.4", "CloudFront.1"} {
		f := finding(x, "MEDIUM", policies.Passed, account, "global", id, "no_resources", in("no resources in scope", "対象となるリソースがありません"))
		f.Empty = true
		add(f)
	}
	add(finding("SA.Config.1", "HIGH", policies.NotAvailable, account, "eu-west-1", id, "not_scanned", in("the governed region eu-west-1 was not scanned", "統制対象リージョン eu-west-1 はスキャンされていません")))
	res.Errors = []string{"CUSTOM/teams.1: custom/teams.rego:12:3: eval_conflict_error: complete rules must not produce multiple outputs " + hostile}
	res.Steps = []policies.Step{
		{Control: "BLEA.CloudTrail.1", Account: account, Region: tokyo, Subject: id, Needs: []string{"S3.8"},
			Calls: []policies.Call{{Service: "cloudtrail", Operation: "UpdateTrail", Params: map[string]any{"Name": "main", "IsMultiRegionTrail": true}}},
			Undo:  []policies.Call{{Service: "cloudtrail", Operation: "UpdateTrail", Params: map[string]any{"Name": "main", "IsMultiRegionTrail": false}}}},
		{Control: "EC2.7", Account: account, Region: tokyo, Subject: tokyo, Calls: []policies.Call{{Service: "ec2", Operation: "EnableEbsEncryptionByDefault", Params: map[string]any{}}},
			Undo: []policies.Call{{Service: "ec2", Operation: "DisableEbsEncryptionByDefault"}}},
		{Control: "S3.8", Account: account, Region: tokyo, Subject: hostile, Destructive: true, Calls: []policies.Call{{Service: "s3", Operation: "PutPublicAccessBlock", Params: map[string]any{"Bucket": hostile}}},
			Effect: []policies.Effect{{Op: "set", Collection: "s3.buckets", ID: hostile, Path: "GetPublicAccessBlock.PublicAccessBlockConfiguration", Value: map[string]any{"BlockPublicAcls": true}}}},
		{Control: "S3.8", Account: account, Region: tokyo, Subject: "orders-logs", Calls: []policies.Call{{Service: "s3", Operation: "PutPublicAccessBlock", Params: map[string]any{"Bucket": "orders-logs"}}},
			Undo: []policies.Call{{Service: "s3", Operation: "DeletePublicAccessBlock", Params: map[string]any{"Bucket": "orders-logs"}}}},
	}
	return res
}

// several is an organization of three accounts, judged against one standard and incomplete.
func several() *policies.Result {
	res := sample("en")
	res.Incomplete, res.Errors, res.Gaps, res.Steps = true, nil, nil, nil
	res.Versions = &policies.Versions{AsOf: "2026-01-31", Stale: true}
	res.AllStandards = res.AllStandards[1:2]
	res.Findings = policies.Findings{}
	res.Accounts = nil
	for i, account := range []string{"111122223333", "444455556666", "777788889999"} {
		res.Accounts = append(res.Accounts, policies.Account{ID: account, Partition: "aws-cn", Regions: []string{"cn-north-1"}, BLEAProfile: "control-tower", BLEAWhy: "some_new_code", BLEAGuests: []policies.Guest{}, GovernedWhy: "undecided"})
		for j, status := range []policies.Status{policies.Passed, policies.Failed, policies.NotAvailable} {
			f := finding([]string{"S3.8", "EC2.7", "S3.20"}[(i+j)%3], "HIGH", status, account, "cn-north-1", "thing", "code", "as it is")
			if status == policies.NotAvailable {
				f.Gaps = []int{len(res.Gaps)}
				res.Gaps = append(res.Gaps, policies.Gap{Account: account, Region: "cn-north-1", Operation: "s3:GetBucketAcl", Code: "Throttled"})
			}
			res.Findings.Append(f)
		}
	}
	return res
}

// nothing is a result of which nothing was evaluated.
func nothing() *policies.Result {
	return &policies.Result{Kijun: "0.1.0", AsOf: time.Date(2026, 9, 20, 3, 0, 0, 0, time.UTC), Lang: "en",
		AllStandards: []policies.Standard{{ID: "tagging", Title: text("AWS Resource Tagging", "AWSリソースのタグ付け"), Total: 120}}}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at it and run go test ./report -update\n%s", path, got)
	}
}

func render(t *testing.T, f Format, r *Report, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	en, ja := sample("en"), sample("ja")
	for name, tc := range map[string]struct {
		format Format
		report *Report
		o      Options
	}{
		"table-en-120.txt":       {Table, &Report{Result: en}, Options{Width: 120, Limit: DefaultLimit}},
		"table-en-80.txt":        {Table, &Report{Result: en}, Options{Width: 80, Limit: DefaultLimit}},
		"table-en-40.txt":        {Table, &Report{Result: en}, Options{Width: 40, Limit: 2}},
		"table-en-plain.txt":     {Table, &Report{Result: en}, Options{}},
		"table-en-color.txt":     {Table, &Report{Result: en, Plan: Plan(en, "en")}, Options{Width: 100, Color: true, Limit: 3}},
		"table-ja-120.txt":       {Table, &Report{Result: ja}, Options{Width: 120, Limit: DefaultLimit}},
		"table-ja-80.txt":        {Table, &Report{Result: ja}, Options{Width: 80, Limit: DefaultLimit}},
		"table-en-as-ja.txt":     {Table, &Report{Result: en, Plan: Plan(en, "ja")}, Options{Lang: "ja", Width: 100, Limit: 1}},
		"table-several.txt":      {Table, &Report{Result: several()}, Options{Width: 120, Limit: 2}},
		"table-nothing.txt":      {Table, &Report{Result: nothing(), Plan: []PlanStep{}}, Options{Width: 80}},
		"result.json":            {JSON, &Report{Result: en, Plan: Plan(en, "en")}, Options{}},
		"result-several.json":    {JSON, &Report{Result: several()}, Options{}},
		"result-nothing.json":    {JSON, &Report{Result: nothing(), Plan: []PlanStep{}}, Options{}},
		"plan-en.sh":             {planOnly, &Report{Result: en, Plan: Plan(en, "en")}, Options{Lang: "en"}},
		"plan-ja.sh":             {planOnly, &Report{Result: ja, Plan: Plan(ja, "ja")}, Options{Lang: "ja"}},
		"table-without-data.txt": {Table, &Report{Result: &policies.Result{}}, Options{Width: 80}},
	} {
		t.Run(name, func(t *testing.T) {
			got := render(t, tc.format, tc.report, tc.o)
			golden(t, name, got)
			if again := render(t, tc.format, tc.report, tc.o); !bytes.Equal(got, again) {
				t.Error("the second time differs")
			}
			if strings.HasSuffix(name, ".json") || tc.o.Color {
				return
			}
			for i, line := range strings.Split(strings.TrimSuffix(string(got), "\n"), "\n") {
				if Safe(line) != line {
					t.Errorf("line %d is not safe: %q", i+1, line)
				}
				if strings.HasSuffix(line, " ") {
					t.Errorf("line %d ends in blanks: %q", i+1, line)
				}
				if tc.o.Width > 0 && width(line) > max(tc.o.Width, minWidth) && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "aws ") {
					t.Errorf("line %d has %d columns: %s", i+1, width(line), line)
				}
			}
		})
	}
}

// The library guesses from the locale whether box characters and Greek letters are wide; the report must not.
func TestWidthsDoNotDependOnTheLocale(t *testing.T) {
	r := &Report{Result: sample("ja")}
	alter(r.Result, func(i int, f *policies.Finding) {
		if i == 0 {
			f.Reason = "αβγ ─── ※ ○ を含む理由"
		}
	})
	o := Options{Width: 80}
	want := render(t, Table, r, o)
	twwidth.SetOptions(twwidth.Options{EastAsianWidth: true})
	if got := render(t, Table, r, o); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOddOptions(t *testing.T) {
	for _, o := range []Options{{Width: 1}, {Width: 33, Limit: 1, Color: true}, {Width: 500}} {
		for name, f := range Formats {
			if len(render(t, f, &Report{Result: sample("ja"), Plan: Plan(sample("ja"), "ja")}, o)) == 0 {
				t.Errorf("%s %+v: nothing", name, o)
			}
		}
	}
}

func planOnly(w io.Writer, r *Report, o Options) error { return WritePlan(w, r.Plan, o) }

func TestFormatNamed(t *testing.T) {
	if _, err := FormatNamed("json"); err != nil {
		t.Error(err)
	}
	if _, err := FormatNamed("yaml"); err == nil || err.Error() != `there is no output format "yaml"; there are asff, csv, html, json, jsonl, junit, markdown, ocsf, sarif, table, xlsx` {
		t.Errorf("got %v", err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteErrorsAreTold(t *testing.T) {
	for name, f := range Formats {
		if err := f(broken{}, &Report{Result: sample("en")}, Options{}); err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := WritePlan(broken{}, Plan(sample("en"), "en"), Options{}); err == nil {
		t.Error("plan: no error")
	}
}

// alter changes the findings of a result.
func alter(res *policies.Result, change func(int, *policies.Finding)) {
	list := res.Findings.List()
	for i := range list {
		change(i, &list[i])
	}
	res.Findings = policies.FindingsOf(list...)
}
