package notify

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"kijun/policies"
	"kijun/report"
)

const account, other, tokyo, virginia = "111122223333", "444455556666", "ap-northeast-1", "us-east-1"

// result is one account with buckets of these statuses.
func result(statuses map[string]policies.Status) *policies.Result {
	res := &policies.Result{Kijun: "0.1.0", Lang: "en", AsOf: time.Date(2026, 4, 2, 0, 0, 0, 0, time.UTC), Snapshot: "sha256:b",
		Accounts:     []policies.Account{{ID: account, Partition: "aws", Regions: []string{tokyo, virginia}}},
		AllStandards: []policies.Standard{{ID: "fsbp", Title: policies.Text{En: "FSBP", Ja: "FSBP"}}},
		Controls: []policies.Control{{ID: "S3.8", Severity: "HIGH", Title: policies.Text{En: "Buckets should block public access", Ja: "バケットはパブリックアクセスをブロックする必要があります"},
			Standards: map[string][]string{"fsbp": {"S3.8"}}}}}
	names := make([]string, 0, len(statuses))
	for name := range statuses {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		res.Findings.Append(bucket(name, account, tokyo, statuses[name]))
	}
	return res
}

func bucket(name, account, region string, status policies.Status) policies.Finding {
	return policies.Finding{ID: "kijun/" + account + "/" + region + "/S3.8/" + name, Control: "S3.8", Severity: "HIGH", Status: status, Account: account, Region: region,
		Resource: policies.Resource{ID: name, ARN: "arn:aws:s3:::" + name, Type: "AWS::S3::Bucket"}, Reason: "not all four settings are on"}
}

// yesterday is a run of the day before.
func yesterday(statuses map[string]policies.Status) *policies.Result {
	res := result(statuses)
	res.AsOf = res.AsOf.AddDate(0, 0, -1)
	return res
}

// compared is the notice of a run; before is nil for the first one.
func compared(t *testing.T, before, now *policies.Result) *Notice {
	t.Helper()
	var from report.Source
	if before != nil {
		from = report.SourceOf(before)
	}
	n, err := Compare(from, now)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const (
	pass = policies.Passed
	fail = policies.Failed
	na   = policies.NotAvailable
	warn = policies.Warning
	none = policies.NotApplicable
)

func TestCompare(t *testing.T) {
	type world = map[string]policies.Status
	for name, tc := range map[string]struct {
		before, now world
		want        map[Kind]int
	}{
		"nothing":                           {world{"a": fail, "b": pass}, world{"a": fail, "b": pass}, nil},
		"a new resource that fails":         {world{"b": pass}, world{"a": fail, "b": pass}, map[Kind]int{New: 1}},
		"a new resource that passes":        {world{"b": pass}, world{"a": pass, "b": pass}, nil},
		"a new resource that is undecided":  {world{"b": pass}, world{"a": na, "b": pass}, map[Kind]int{Undecided: 1}},
		"passed, fails":                     {world{"a": pass}, world{"a": fail}, map[Kind]int{New: 1}},
		"undecided, fails":                  {world{"a": na}, world{"a": fail}, map[Kind]int{Worse: 1}},
		"failed, passes":                    {world{"a": fail}, world{"a": pass}, map[Kind]int{Resolved: 1}},
		"failed, does not apply":            {world{"a": fail, "b": pass}, world{"a": none, "b": pass}, map[Kind]int{Resolved: 1}},
		"failed, gone":                      {world{"a": fail, "b": pass}, world{"b": pass}, map[Kind]int{Resolved: 1}},
		"passed, gone":                      {world{"a": pass, "b": pass}, world{"b": pass}, nil},
		"failed, undecided is not resolved": {world{"a": fail}, world{"a": na}, map[Kind]int{Undecided: 1}},
		"passed, warning":                   {world{"a": pass}, world{"a": warn}, map[Kind]int{Undecided: 1}},
		"undecided stays":                   {world{"a": na}, world{"a": warn}, nil},
		"undecided, passes":                 {world{"a": na}, world{"a": pass}, map[Kind]int{Resolved: 1}},
	} {
		n := compared(t, yesterday(tc.before), result(tc.now))
		if tc.want == nil {
			tc.want = map[Kind]int{}
		}
		if !reflect.DeepEqual(n.Counts, tc.want) {
			t.Errorf("%s: %v, want %v", name, n.Counts, tc.want)
		}
		if n.changes() != len(n.Changes) || n.LeftOut != 0 {
			t.Errorf("%s: %d changes, %d listed, %d left out", name, n.changes(), len(n.Changes), n.LeftOut)
		}
		if quiet := len(tc.want) == 0 && !n.Loud(); n.Silent() != quiet {
			t.Errorf("%s: silent is %v", name, n.Silent())
		}
	}
}

func TestTheFirstRunIsTold(t *testing.T) {
	n := compared(t, nil, result(map[string]policies.Status{"a": fail, "b": fail, "c": pass}))
	if n.Silent() || n.Since != nil || n.Failed != 2 || len(n.Changes) != 0 {
		t.Errorf("%+v", n)
	}
	if text := n.Text("en", 10_000); !strings.Contains(text, "This is the first run") || !strings.Contains(text, "Failed findings: 2") {
		t.Errorf("got %s", text)
	}
}

func TestSuppressedFindingsAreToldOnce(t *testing.T) {
	res := result(map[string]policies.Status{"a": fail})
	res.Findings.Mark(func(f *policies.Finding) { f.Suppressed = &policies.Suppression{Reason: "known"} })
	if n := compared(t, yesterday(map[string]policies.Status{"a": pass}), res); n.changes() != 1 || n.Counts[Accepted] != 1 || n.Failed != 0 {
		t.Errorf("%+v", n.Changes)
	}
	if n := compared(t, res, res); !n.Silent() {
		t.Errorf("it is told again: %+v", n.Changes)
	}
}

// What a run did not reach is neither resolved nor new: it is a trouble, or it is reached for the first time.
func TestPlacesThatAreMissing(t *testing.T) {
	codes := func(n *Notice) (out []string) {
		for _, x := range n.Troubles {
			out = append(out, x.Code)
		}
		return out
	}
	before := yesterday(map[string]policies.Status{"a": fail})
	before.Accounts[0].Regions = append(before.Accounts[0].Regions, "eu-west-1")
	before.Accounts = append(before.Accounts, policies.Account{ID: other, Regions: []string{tokyo}})
	before.Findings.Append(bucket("y", account, "eu-west-1", fail), bucket("x", other, tokyo, fail))
	n := compared(t, before, result(map[string]policies.Status{"a": fail}))
	if got := codes(n); !slices.Equal(got, []string{"region_missing", "account_missing"}) || n.changes() != 0 || n.Silent() || !n.Loud() {
		t.Errorf("troubles %v, changes %v", got, n.Changes)
	}

	before = yesterday(map[string]policies.Status{"a": fail})
	res := result(map[string]policies.Status{"a": fail})
	res.Accounts = append(res.Accounts, policies.Account{ID: other, Regions: []string{tokyo}})
	res.Findings.Append(bucket("x", other, tokyo, fail))
	if n := compared(t, before, res); n.changes() != 0 || n.Loud() || n.Silent() || n.FirstTime != 1 {
		t.Errorf("an account that is read for the first time: %+v", n.Changes)
	}

	// a control that is not part of this run resolves nothing
	res = result(map[string]policies.Status{"b": pass})
	res.Controls[0].ID = "S3.9"
	if n := compared(t, yesterday(map[string]policies.Status{"a": fail}), res); n.Counts[Resolved] != 0 {
		t.Errorf("resolved: %+v", n.Changes)
	}

	for want, change := range map[string]func(*policies.Result){
		"incomplete": func(r *policies.Result) { r.Incomplete = true },
		"errors":     func(r *policies.Result) { r.Errors = []string{"CUSTOM/x: it took longer than 10s"} },
		"nothing":    func(r *policies.Result) { r.Findings = policies.Findings{} },
	} {
		res := result(map[string]policies.Status{"b": pass})
		change(res)
		n := compared(t, yesterday(map[string]policies.Status{"a": fail, "b": pass}), res)
		if !slices.Contains(codes(n), want) || n.Silent() {
			t.Errorf("%s: %v", want, n.Troubles)
		}
		if want == "incomplete" && n.Counts[Resolved] != 0 {
			t.Error("an incomplete run resolved something")
		}
	}
}

func TestCoverageThatFalls(t *testing.T) {
	add := func(res *policies.Result, status policies.Status) *policies.Result {
		res.Controls = append(res.Controls, policies.Control{ID: "EC2.7", Severity: "LOW", Standards: map[string][]string{"fsbp": {"EC2.7"}}})
		f := bucket("", account, tokyo, status)
		f.Control, f.ID = "EC2.7", "kijun/"+account+"/"+tokyo+"/EC2.7/x"
		res.Findings.Append(f)
		return res
	}
	good := map[string]policies.Status{"a": pass}
	for name, tc := range map[string]struct {
		before, now policies.Status
		want        string
	}{"it fell": {pass, na, "coverage_fell"}, "it is the same": {na, na, ""}, "it rose": {na, pass, ""}} {
		n := compared(t, add(result(good), tc.before), add(result(good), tc.now))
		got := ""
		if len(n.Troubles) > 0 {
			got = n.Troubles[0].Code
		}
		if got != tc.want {
			t.Errorf("%s: %v", name, n.Troubles)
		}
		if tc.want != "" && !strings.Contains(n.Text("en", 10_000), "coverage fell from 100% to 50%") {
			t.Errorf("%s: %s", name, n.Text("en", 10_000))
		}
	}
}

func TestLeastSeverity(t *testing.T) {
	n := compared(t, yesterday(map[string]policies.Status{"b": pass}), result(map[string]policies.Status{"a": fail, "b": pass}))
	for severity, silent := range map[string]bool{"": false, "HIGH": false, "MEDIUM": false, "CRITICAL": true} {
		if got := n.Least(severity).Silent(); got != silent {
			t.Errorf("%q: silent is %v", severity, got)
		}
	}
	n.Add("failed", map[string]string{"error": "x"})
	if n.Least("CRITICAL").Silent() {
		t.Error("a trouble has no severity, and is told")
	}
}

// many is a notice of more changes than any message holds.
func many(t *testing.T, n int) *Notice {
	now := map[string]policies.Status{}
	for i := range n {
		now[fmt.Sprintf("bucket-%06d-<!channel>-@here-*bold*-`code`-https://evil.example.com\x1b[31m\u202e%s", i, strings.Repeat("長", 20))] = fail
	}
	return compared(t, yesterday(nil), result(now))
}

func TestMessagesAreBounded(t *testing.T) {
	n := many(t, 6000)
	n.LinkTo("https://ci.example.com/runs/1")
	if len(n.Changes) != MaxChanges || n.LeftOut != 1000 || n.Counts[New] != 6000 {
		t.Errorf("%d listed, %d left out of %d", len(n.Changes), n.LeftOut, n.Counts[New])
	}
	for _, lang := range []string{"en", "ja"} {
		slack := n.slack(lang)
		if c := utf8.RuneCountInString(slack); c > maxSlack || c < 2000 {
			t.Errorf("%s: Slack gets %d characters", lang, c)
		}
		if text := n.Text(lang, 100_000); len(text) > 100_000 || len(text) < 50_000 {
			t.Errorf("%s: the text has %d bytes", lang, len(text))
		}
		for _, text := range []string{slack, n.Text(lang, 100_000)} {
			if !strings.Contains(text, "https://ci.example.com/runs/1") || !strings.Contains(text, "...") {
				t.Errorf("%s: it does not say that there is more, or where: %s", lang, text[len(text)-300:])
			}
		}
		if s := n.Subject(lang, 60); utf8.RuneCountInString(s) > 60 {
			t.Errorf("the subject has %d characters", utf8.RuneCountInString(s))
		}
	}
	if s := n.Subject("en", 99); strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e || r < 0x20 }) {
		t.Errorf("a subject for SNS is %q", s)
	}
	raw, err := webhookBody(n)
	if err != nil || len(raw) > maxWebhook {
		t.Fatalf("%d bytes, %v", len(raw), err)
	}
	var got Notice
	if err := json.Unmarshal(raw, &got); err != nil || got.ID != n.ID || len(got.Changes)+got.LeftOut != 6000 || len(got.Changes) == 0 {
		t.Errorf("%v: %d changes, %d left out", err, len(got.Changes), got.LeftOut)
	}
}

func TestScannedTextActsNowhere(t *testing.T) {
	n := many(t, 3)
	slack := n.slack("en")
	for _, bad := range []string{"<!channel>", "@here", "`code`", "://", "*bold*", "\x1b", "\u202e"} {
		if strings.Contains(slack, bad) {
			t.Errorf("Slack would act on %q: %s", bad, slack)
		}
	}
	if strings.ContainsFunc(n.Text("en", 10_000), func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }) {
		t.Error("control characters in the text")
	}
}

func TestMessagesInBothLanguages(t *testing.T) {
	n := compared(t, yesterday(map[string]policies.Status{"b": fail, "c": na, "d": pass}), result(map[string]policies.Status{"a": fail, "b": pass, "c": fail, "d": na}))
	for lang, want := range map[string][]string{
		"en": {"compared with the run of 2026-04-01 00:00:00 UTC", "New failures (1)", "- HIGH S3.8 Buckets should block public access\n  111122223333 ap-northeast-1 a: not all four settings are on", "Worse than before (1)", "Cannot be decided any more (1)", "Resolved (1)"},
		"ja": {"比較対象: 2026-04-01 00:00:00 UTC の実行結果", "新たな失敗（1件）", "バケットはパブリックアクセスをブロックする必要があります", "悪化したもの（1件）", "判定できなくなったもの（1件）", "解消したもの（1件）"},
	} {
		text := n.Text(lang, 10_000)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q in\n%s", lang, w, text)
			}
		}
	}
	if s := n.Subject("en", 99); s != "[kijun] 1 new, 1 worse, 1 undecided, 1 resolved (111122223333)" {
		t.Errorf("got %q", s)
	}
	if s := n.Subject("ja", 99); s != "[kijun] 新規1件, 悪化1件, 判定不能1件, 解消1件 (111122223333)" {
		t.Errorf("got %q", s)
	}
	if s := Broken("0.1.0", "en", n.AsOf, "failed", map[string]string{"error": "no credentials\n"}).Text("en", 10_000); !strings.Contains(s, "THE SCAN GAVE NO RESULT") || !strings.Contains(s, `the scan failed: no credentials\n`) {
		t.Errorf("got %s", s)
	}
}

func TestEverySentenceHasItsTwin(t *testing.T) {
	japanese := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
	for _, table := range []map[string]policies.Text{texts, troubles} {
		for name, x := range table {
			en, ja := placeholder.FindAllString(x.En, -1), placeholder.FindAllString(x.Ja, -1)
			slices.Sort(en)
			slices.Sort(ja)
			if x.En == "" || !strings.ContainsFunc(x.Ja, japanese) && name != "subject" || !slices.Equal(en, ja) {
				t.Errorf("%s: %+v", name, x)
			}
		}
	}
}

func TestTheSameNoticeHasTheSameID(t *testing.T) {
	make := func(status policies.Status) *Notice {
		return compared(t, yesterday(map[string]policies.Status{"a": pass}), result(map[string]policies.Status{"a": status}))
	}
	if make(fail).ID != make(fail).ID || make(fail).ID == make(na).ID {
		t.Error("ids do not follow from what is told")
	}
}

// A scan that stays worse than it was is told for a week, and then is how it is.
func TestReminders(t *testing.T) {
	full, partial := 100, 60
	run := func(days int, coverage *int, accounts ...string) report.Run {
		return report.Run{At: time.Date(2026, 4, 20-days, 0, 0, 0, 0, time.UTC), Accounts: accounts, Selection: "x", Scores: []report.StandardScore{{ID: "fsbp", Coverage: coverage}}}
	}
	now := run(0, &partial, account)
	for name, tc := range map[string]struct {
		runs []report.Run
		want []string
	}{
		"as it was":                  {[]report.Run{run(1, &partial, account)}, nil},
		"worse than yesterday":       {[]report.Run{run(1, &full, account, other)}, []string{"account_still_missing", "coverage_still_low"}},
		"worse than seven days ago":  {[]report.Run{run(7, &full, account, other), run(1, &partial, account)}, []string{"account_still_missing", "coverage_still_low"}},
		"worse than eight days ago":  {[]report.Run{run(8, &full, account, other), run(1, &partial, account)}, nil},
		"better than yesterday":      {[]report.Run{run(1, new(int), account)}, nil},
		"a run of other controls":    {[]report.Run{{At: now.At, Accounts: []string{account, other}, Selection: "y"}}, nil},
		"a run of other accounts":    {[]report.Run{run(1, &full, other)}, nil},
		"a run that was interrupted": {[]report.Run{func() report.Run { r := run(1, &full, account, other); r.Incomplete = true; return r }()}, nil},
	} {
		n := compared(t, yesterday(map[string]policies.Status{"a": pass}), result(map[string]policies.Status{"a": pass}))
		n.Remind(tc.runs, now)
		var got []string
		for _, x := range n.Troubles {
			got = append(got, x.Code)
		}
		if !slices.Equal(got, tc.want) || n.Silent() != (len(tc.want) == 0) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	n := compared(t, yesterday(map[string]policies.Status{"a": pass}), result(map[string]policies.Status{"a": pass}))
	n.Remind([]report.Run{run(2, &full, account, other)}, now)
	if text := n.Text("en", 10_000); !strings.Contains(text, "account 444455556666 is still missing; it was read last on 2026-04-18") || !strings.Contains(text, "coverage of fsbp is 60%; on 2026-04-18 it was 100%") {
		t.Errorf("got %s", text)
	}
}
