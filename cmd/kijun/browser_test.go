package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"kijun/policies"
	"kijun/report"
)

// TestBrowser opens reports in a real browser: the example account's, and one of accounts in which every name is markup.
func TestBrowser(t *testing.T) {
	browser := os.Getenv("KIJUN_BROWSER")
	if browser == "" {
		t.Skip("KIJUN_BROWSER names no browser: make browser sets it")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("the browser is driven by node: %v", err)
	}
	script, err := filepath.Abs(filepath.Join("..", "..", "testdata", "browser", "test.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	demo := filepath.Join(dir, "demo.html")
	binary := os.Getenv("KIJUN_BINARY")
	if binary == "" {
		t.Fatal("KIJUN_BINARY names no kijun: make browser sets it")
	}
	if out, err := exec.Command(binary, "demo", "--quiet", "--lang", "en", "-o", "html="+demo).CombinedOutput(); err != nil {
		t.Fatalf("kijun demo: %v\n%s", err, out)
	}
	pages := []string{demo}
	for name, r := range map[string]*report.Report{"hostile": hostileReport(), "nothing": {Result: &policies.Result{Kijun: version, AsOf: time.Date(2026, 9, 20, 3, 0, 0, 0, time.UTC), Lang: "ja"}}} {
		f, err := os.Create(filepath.Join(dir, name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		if err := report.HTML(f, r, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, f.Name())
	}
	cmd := exec.Command(node, append([]string{script, browser, dir}, pages...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// hostileReport is of two accounts in which every name is markup, a path or a deception.
func hostileReport() *report.Report {
	const nasty = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\"><b>bold</b>{title}\u2028\u202egpj.exe&lt;"
	text := func(en, ja string) policies.Text { return policies.Text{En: en, Ja: ja} }
	res := &policies.Result{Kijun: version, AsOf: time.Date(2026, 9, 20, 3, 0, 0, 0, time.UTC), Lang: "ja", Snapshot: nasty, Policies: nasty, Incomplete: true, Errors: []string{nasty},
		Versions: &policies.Versions{AsOf: "2026-01-31", Stale: true}}
	for _, id := range []string{"blea", "fsbp", "secure-account"} {
		res.AllStandards = append(res.AllStandards, policies.Standard{ID: id, Title: text("Standard "+id, "標準 "+id), Total: 20, Manual: 2})
	}
	for _, account := range []string{"111122223333", "444455556666"} {
		res.Accounts = append(res.Accounts, policies.Account{ID: account, Partition: "aws-cn", Regions: []string{nasty}, Governed: []string{nasty}, GovernedWhy: nasty, BLEAProfile: nasty, BLEAWhy: nasty, SecureAccount: true})
	}
	rule := map[string]policies.Text{"no_rule": text("no rule matches {events}", "{events} に一致するルールがありません"), "rule_disabled": text("off", "無効です"), "heard": text("somebody hears of it", "通知されます"),
		"foreign": text("{events} leave for {topics}", "{events} は {topics} へ送られます"), "no_subscriber": text("{topics} has no subscriber", "{topics} に購読者がいません")}
	alarm := map[string]policies.Text{"no_filter": text("no filter counts {events}", "{events} を数えるフィルターがありません"), "alarm_too_slow": text("{alarms} are slow", "{alarms} が遅いです")}
	for i, c := range []policies.Control{
		{ID: "BLEA.CloudTrail.1", Severity: "CRITICAL", Measure: "operations", Standards: map[string][]string{"blea": {"BLEA.CloudTrail.1"}}},
		{ID: "BLEA.Config.1", Severity: "HIGH", Measure: "resources", Standards: map[string][]string{"blea": {"BLEA.Config.1"}}},
		{ID: "BLEA.GuardDuty.1", Severity: "HIGH", Measure: "behaviour", Standards: map[string][]string{"blea": {"BLEA.GuardDuty.1"}}},
		{ID: "BLEA.Notify.5", Severity: "HIGH", Measure: "notification", Standards: map[string][]string{"blea": {"BLEA.Notify.5"}}, Reasons: rule},
		{ID: "BLEA.Notify.12", Severity: "CRITICAL", Measure: "notification", Standards: map[string][]string{"blea": {"BLEA.Notify.12"}}, Reasons: alarm},
		{ID: "BLEA.SecurityHub.1", Severity: "MEDIUM", Measure: "settings", Standards: map[string][]string{"blea": {"BLEA.SecurityHub.1"}}},
		{ID: "CloudTrail.1", Severity: "HIGH", Standards: map[string][]string{"fsbp": {"CloudTrail.1"}}},
		{ID: "GuardDuty.1", Severity: "HIGH", Standards: map[string][]string{"fsbp": {"GuardDuty.1"}}, Disabled: nasty},
		{ID: "S3.8", Severity: "LOW", Standards: map[string][]string{"fsbp": {"S3.8"}}},
		{ID: "SA.CloudTrail.1", Severity: "CRITICAL", Measure: "operations", Standards: map[string][]string{"secure-account": {"SA.CloudTrail.1"}}},
		{ID: "SNS.1", Severity: "INFORMATIONAL", Standards: map[string][]string{"fsbp": {"SNS.1"}}},
	} {
		c.Title, c.Description, c.Remediation = text("Title "+fmt.Sprint(i)+" <b>", "タイトル"+fmt.Sprint(i)+" <b>"), nasty, text("Mend it.", "修復します。")
		c.Source, c.Construct = []string{"javascript:alert(1)", "https://docs.aws.amazon.com/"}, nasty
		res.Controls = append(res.Controls, c)
	}
	n := 0
	add := func(control string, status policies.Status, code string, change func(*policies.Finding)) {
		f := policies.Finding{Control: control, Status: status, Account: res.Accounts[n%2].ID, Region: []string{"ap-northeast-1", nasty}[n%2], Resource: policies.Resource{ARN: nasty, ID: fmt.Sprintf("%s-%02d", nasty, n), Type: nasty},
			Reason: nasty, ReasonCode: code, ReasonArgs: map[string]any{"events": []any{nasty, "b", "c", "d"}, "topics": []any{nasty}, "alarms": []any{nasty}}, Parameters: map[string]any{nasty: nasty},
			Evidence: []policies.Evidence{{Collection: "sns.topics", Resource: nasty, Region: nasty, Path: nasty, Value: map[string]any{nasty: []any{nasty, 1, true, nil}}}, {Collection: "a.b", Resource: "x", Path: "Y"}}}
		for _, c := range res.Controls {
			if c.ID == control {
				f.Severity = c.Severity
			}
		}
		f.ID = fmt.Sprintf("kijun/%d/%s", n, nasty)
		if change != nil {
			change(&f)
		}
		res.Findings.Append(f)
		n++
	}
	add("BLEA.CloudTrail.1", policies.Failed, "none", nil)
	add("BLEA.Config.1", policies.NotAvailable, "gap", func(f *policies.Finding) { f.Gaps = []int{0, 1} })
	add("BLEA.GuardDuty.1", policies.Passed, "on", nil)
	for _, x := range []struct {
		status policies.Status
		code   string
	}{{policies.Failed, "no_rule"}, {policies.Failed, "rule_disabled"}, {policies.Failed, "no_subscriber"}, {policies.Warning, "foreign"}, {policies.Passed, "heard"}, {policies.NotAvailable, "gap"}} {
		add("BLEA.Notify.5", x.status, x.code, nil)
	}
	add("BLEA.Notify.12", policies.Failed, "no_filter", nil)
	add("BLEA.Notify.12", policies.Failed, "alarm_too_slow", nil)
	for range 45 {
		add("S3.8", policies.Failed, "open", nil)
	}
	add("S3.8", policies.Failed, "open", func(f *policies.Finding) {
		f.Suppressed = &policies.Suppression{Reason: nasty, Owner: nasty, Expires: "2026-12-31", Ticket: nasty}
	})
	add("SA.CloudTrail.1", policies.Passed, "on", nil)
	add("SNS.1", policies.Passed, "no_resources", func(f *policies.Finding) { f.Empty = true })
	res.Gaps = []policies.Gap{{Account: "111122223333", Region: nasty, Collection: "config.recorders", Operation: "config:DescribeConfigurationRecorders", Code: "AccessDenied", Error: nasty, Message: nasty, Actions: []string{nasty}},
		{Account: "444455556666", Region: "us-east-1", Operation: nasty, Code: nasty}}
	res.Steps = []policies.Step{{Control: "S3.8", Account: "111122223333", Region: "us-east-1", Subject: nasty, Destructive: true, Calls: []policies.Call{{Service: "s3", Operation: "PutPublicAccessBlock", Params: map[string]any{"Bucket": nasty}}}},
		{Control: "BLEA.CloudTrail.1", Account: "111122223333", Region: nasty, Subject: "x", Needs: []string{"S3.8"}, Calls: []policies.Call{{Service: "cloudtrail", Operation: "StartLogging", Params: map[string]any{"Name": nasty}}},
			Undo: []policies.Call{{Service: "cloudtrail", Operation: "StopLogging", Params: map[string]any{"Name": nasty}}}}}
	r := &report.Report{Result: res, Plan: report.Plan(res, "ja")}
	for day, score := range []int{20, 35, 30} {
		r.Trend = append(r.Trend, report.Run{At: res.AsOf.AddDate(0, 0, day-5), Summary: report.StandardScore{Score: &score, Interval: []int{score, score + 15}, Coverage: &score},
			Scores: []report.StandardScore{{ID: "blea", Score: &score}}, Failed: map[string]int{"HIGH": 4}})
	}
	r.Suppressions = []policies.SuppressionNote{{SuppressionEntry: policies.SuppressionEntry{Control: "S3.8", Resource: nasty, File: nasty, Line: 3}, Note: policies.SuppressionUnused, Why: "no_finding"}}
	score := 40
	for i := range r.Plan {
		if !r.Plan[i].Manual {
			r.Plan[i].Forecast = &report.Forecast{Summary: report.ForecastScore{Score: &score}, Standards: []report.ForecastScore{{ID: "fsbp", Score: &score}}, Controls: []report.ForecastStatus{{ID: "S3.8", From: report.Failed, To: report.Passed}}}
			r.Plan[i].Worsens = []string{nasty}
		}
	}
	answer := func(reply policies.Reply) policies.Answer {
		return policies.Answer{Reply: reply, Text: text("what {name} says", "{name} による"), Args: map[string]any{"name": []any{nasty}}, Mend: []policies.Mend{{Control: "BLEA.CloudTrail.1", Steps: []int{1}}}}
	}
	step := func(n int, reply policies.Reply) policies.PlayStep {
		return policies.PlayStep{Number: n, ID: fmt.Sprint("s", n), Title: text(nasty, nasty), Minute: 70 * n, Region: nasty, Recorded: answer(reply), Configured: answer(reply), Detected: answer(reply), Heard: answer(reply),
			Signs:   []policies.Sign{{Kind: "cloudtrail", Name: nasty, Region: nasty, Rule: answer(reply), Heard: reply}},
			Changes: []policies.Changed{{Collection: "events.rules", ID: nasty, Change: "remove", Path: nasty}}}
	}
	r.Drill = &policies.Drill{Latencies: policies.Versions{AsOf: "2026-09-30"}, Lacking: []string{nasty}, Plays: []policies.Play{{Title: text(nasty, nasty), Description: text(nasty, nasty), Account: "111122223333",
		Places: map[string]string{"home": nasty, "global": nasty, "unused": nasty}, Steps: []policies.PlayStep{step(1, policies.Yes), step(2, policies.No), step(3, policies.Unsure), step(4, policies.None)}, First: &policies.Moment{Step: "s1", Seconds: 300}, Blind: []string{"s2"}, Unknown: []string{"s3"}}}}
	return r
}
