package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kijun/policies"
)

// element is what stands between an element's tags in a page, which has it once.
func element(t *testing.T, page []byte, start string) string {
	t.Helper()
	end := "</" + strings.TrimPrefix(strings.Fields(strings.TrimSuffix(start, ">"))[0], "<") + ">"
	parts := strings.Split(string(page), start)
	if len(parts) != 2 {
		t.Fatalf("%s is there %d times", start, len(parts)-1)
	}
	text, _, found := strings.Cut(parts[1], end)
	if !found {
		t.Fatalf("%s does not end", start)
	}
	return text
}

func pageData(t *testing.T, r *Report, o Options) htmlPage {
	t.Helper()
	var out htmlPage
	if err := json.Unmarshal([]byte(element(t, render(t, HTML, r, o), `<script id="data" type="application/json">`)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestHTMLData(t *testing.T) {
	en := sample("en")
	for name, r := range map[string]*Report{"html.json": {Result: en, Plan: Plan(en, "en")}, "html-several.json": {Result: several()}, "html-nothing.json": {Result: nothing(), Plan: []PlanStep{}}} {
		t.Run(name, func(t *testing.T) {
			page := render(t, HTML, r, Options{})
			if again := render(t, HTML, r, Options{}); !bytes.Equal(page, again) {
				t.Error("the second time differs")
			}
			var data map[string]any
			if err := json.Unmarshal([]byte(element(t, page, `<script id="data" type="application/json">`)), &data); err != nil {
				t.Fatal(err)
			}
			delete(data, "texts")
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			if err := enc.Encode(data); err != nil {
				t.Fatal(err)
			}
			golden(t, name, b.Bytes())
		})
	}
}

// The policy of the page names what may run by its hash, and the page asks for nothing from elsewhere.
func TestHTMLStandsAlone(t *testing.T) {
	page := render(t, HTML, &Report{Result: sample("ja")}, Options{})
	policy := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindSubmatch(page)
	if policy == nil {
		t.Fatal("no policy")
	}
	want := fmt.Sprintf("default-src 'none'; script-src '%s'; style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'", hashOf(element(t, page, "<script>")), hashOf(element(t, page, "<style>")))
	if string(policy[1]) != want {
		t.Errorf("the policy is\n%s\nwant\n%s", policy[1], want)
	}
	if !bytes.HasPrefix(page, []byte("<!doctype html>\n<html lang=\"ja\">")) {
		t.Errorf("it begins with %.60s", page)
	}
	for _, source := range []string{pageHTML, pageCSS, pageJS} {
		if at := regexp.MustCompile(`https?:|url\(|@import|innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(|fetch\(|XMLHttp|import\(|localStorage`).FindString(strings.ReplaceAll(source, "http://www.w3.org/2000/svg", "")); at != "" {
			t.Errorf("the page's own files hold %q", at)
		}
	}
	if n := strings.Count(string(page), "<script"); n != 2 {
		t.Errorf("%d scripts", n)
	}
}

// Scanned text can neither leave the element that holds it nor change how others are read.
func TestHTMLScannedTextStaysText(t *testing.T) {
	nasty := "</script><script>alert(1)</script><!--\u2028\u2029\u202e'\"&\x00\x1b[31m\xff\U000e0041<img src=x onerror=alert(1)>"
	res := sample("en")
	list := res.Findings.List()
	for i := range list {
		f := &list[i]
		f.Region, f.Resource = nasty, policies.Resource{ARN: nasty, ID: nasty, Type: nasty}
		f.Reason, f.ReasonArgs, f.ID = nasty, map[string]any{"key": nasty, "events": []any{nasty}}, fmt.Sprint(nasty, i)
		f.Parameters = map[string]any{nasty: nasty}
		f.Evidence = []policies.Evidence{{Collection: nasty, Resource: nasty, Region: nasty, Path: nasty, Value: map[string]any{nasty: []any{nasty}}}}
		f.Suppressed = &policies.Suppression{Reason: nasty, Owner: nasty, Expires: nasty, Ticket: nasty}
	}
	res.Findings = policies.FindingsOf(list...)
	res.Errors = []string{nasty}
	for i := range res.Gaps {
		res.Gaps[i] = policies.Gap{Account: nasty, Region: nasty, Operation: nasty, Code: nasty, Message: nasty, Actions: []string{nasty}}
	}
	for i := range res.Controls {
		res.Controls[i].Source = append(res.Controls[i].Source, "javascript:alert(1)", "https://example.com/"+nasty)
		res.Controls[i].Description, res.Controls[i].Disabled = nasty, nasty
	}
	res.Accounts[0].ID, res.Accounts[0].Regions, res.Accounts[0].BLEAWhy = nasty, []string{nasty}, nasty
	res.Kijun, res.Snapshot = nasty, nasty
	page := render(t, HTML, &Report{Result: res, Plan: Plan(res, "en")}, Options{})
	raw := element(t, page, `<script id="data" type="application/json">`)
	if strings.ContainsAny(raw, "<>&\u2028\u2029") || !utf8.ValidString(raw) {
		t.Error("the data holds what could end its element")
	}
	if strings.Contains(raw, "javascript:") || strings.Contains(raw, "example.com") {
		t.Error("a source that is no plain https address became a link")
	}
	var data any
	if err := json.Unmarshal([]byte(raw), &data); err != nil {
		t.Fatal(err)
	}
	seen := 0
	walk(data, func(s string) {
		if strings.Contains(s, "alert(1)") {
			seen++
		}
		if strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && deceptive(r) }) || strings.Contains(s, "\n") && !strings.HasPrefix(s, "{\n") {
			t.Errorf("not safe: %q", s)
		}
	})
	if seen < 50 {
		t.Errorf("only %d texts hold the name", seen)
	}
}

// walk visits each string and each key of a JSON value.
func walk(v any, visit func(string)) {
	switch x := v.(type) {
	case string:
		visit(x)
	case []any:
		for _, e := range x {
			walk(e, visit)
		}
	case map[string]any:
		for k, e := range x {
			visit(k)
			walk(e, visit)
		}
	}
}

// Each name that the script says has a text, and each text is said.
func TestHTMLWords(t *testing.T) {
	used := map[string]bool{"noscript": true}
	kinds := map[string]bool{}
	for _, m := range regexp.MustCompile(`\bt\("([a-zA-Z_]+)"`).FindAllStringSubmatch(pageJS, -1) {
		if strings.HasSuffix(m[1], "_") { // a kind: t("hop_" + ...)
			kinds[m[1]] = true
			continue
		}
		if _, ok := pageWords[m[1]]; !ok {
			t.Errorf("there is no text %q", m[1])
		}
		used[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`\bsay\("([a-z]+)"`).FindAllStringSubmatch(pageJS, -1) {
		kinds[m[1]+"_"] = true
	}
	for _, m := range regexp.MustCompile(`"([a-zA-Z_]+)"`).FindAllStringSubmatch(pageJS, -1) {
		if _, ok := pageWords[m[1]]; ok { // said by way of a list
			used[m[1]] = true
		}
	}
	kinds["status_"], kinds["has_"] = true, true
	for name := range pageWords {
		if !used[name] && !slices.ContainsFunc(slices.Collect(maps.Keys(kinds)), func(kind string) bool { return strings.HasPrefix(name, kind) }) {
			t.Errorf("nobody says %q", name)
		}
	}
	for _, r := range routes {
		for _, s := range r.stations {
			if _, ok := pageWords["hop_"+s]; !ok {
				t.Errorf("no word for the station %s", s)
			}
		}
		for code, e := range r.ends {
			if _, ok := pageWords["why_"+code]; !ok && e.state != "" {
				t.Errorf("no word for the end %s", code)
			}
		}
	}
	for _, s := range severities {
		if _, ok := pageWords["severity_"+s]; !ok {
			t.Errorf("no word for %s", s)
		}
	}
}

// 200,000 findings with evidence make a page that opens: failures of each control are there, and what is left out is counted.
func TestHTMLIsBounded(t *testing.T) {
	for name, tc := range map[string]struct {
		pad, of     int // length of names and reasons; findings of each of 100 controls
		fewest, all int
	}{"usual": {1, 2000, fewestOfOne, mostShown}, "long": {100, 100, 1, 400}} {
		t.Run(name, func(t *testing.T) {
			res := sample("en")
			res.Controls, res.Gaps, res.Steps = nil, nil, nil
			var list []policies.Finding
			pad, why := strings.Repeat("長い名前", tc.pad), strings.Repeat("理由の文", 3*tc.pad)
			value := strings.Repeat("x", 3000)
			for i := range 100 {
				id := fmt.Sprintf("CUSTOM/c%03d", i)
				res.Controls = append(res.Controls, policies.Control{ID: id, Title: text("a title", "タイトル"), Severity: severities[i%5], Standards: map[string][]string{"blea": {id}}})
				for j := range tc.of {
					f := finding(id, severities[i%5], policies.Failed, "111122223333", "us-east-1", fmt.Sprintf("%s-%04d-%s", id, j, pad), "code", why+f4(j))
					f.Evidence = []policies.Evidence{{Collection: "a.b", Resource: f.Resource.ID, Path: "P", Value: value}}
					list = append(list, f)
				}
			}
			res.Findings = policies.FindingsOf(list...)
			steps := make([]PlanStep, len(list)) // by hand, one a finding
			for i, f := range list {
				steps[i] = PlanStep{Number: i + 1, Manual: true, Step: policies.Step{Control: f.Control, Account: f.Account, Region: f.Region, Subject: f.Resource.ID}}
			}
			page := render(t, HTML, &Report{Result: res, Plan: steps}, Options{})
			if len(page) > 20<<20 {
				t.Errorf("the page has %d bytes", len(page))
			}
			var data htmlPage
			if err := json.Unmarshal([]byte(element(t, page, `<script id="data" type="application/json">`)), &data); err != nil {
				t.Fatal(err)
			}
			shown, proven := map[int]int{}, 0
			for _, f := range data.Findings {
				shown[f.Control]++
				proven += len(f.Evidence)
			}
			for i, c := range data.Controls {
				if shown[i] < tc.fewest || shown[i]+c.Left != tc.of || c.Failed != tc.of {
					t.Fatalf("%s: %d shown, %d left, %d failed", c.ID, shown[i], c.Left, c.Failed)
				}
			}
			if len(data.Findings) > mostShown || len(data.Findings) < tc.all || proven < 400 {
				t.Errorf("%d findings, %d values", len(data.Findings), proven)
			}
		})
	}
}

func f4(n int) string { return fmt.Sprintf("%04d", n) }

func TestHTMLShowsBothLanguages(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		res := sample(lang)
		res.Controls = append(res.Controls, policies.Control{ID: "CUSTOM/c", Severity: "LOW", Reasons: map[string]policies.Text{"no_key": {En: "{what} has no key", Ja: "{what} にキーがありません"}}})
		args := map[string]any{"what": "orders", "calls": []any{"sns:GetTopicAttributes"}}
		for i, f := range []policies.Finding{
			finding("CUSTOM/c", "LOW", policies.Failed, "111122223333", "us-east-1", "a", "no_key", res.Controls[len(res.Controls)-1].Reasons["no_key"].In(lang)),
			finding("CUSTOM/c", "LOW", policies.NotAvailable, "111122223333", "us-east-1", "b", "gap", policies.EngineReasons["gap"].In(lang)),
			finding("CUSTOM/c", "LOW", policies.Failed, "111122223333", "us-east-1", "c", "a_code_of_tomorrow", "only so"),
		} {
			f.ReasonArgs, f.Reason = args, policies.Fill(f.Reason, args)
			f.ID = fmt.Sprint(i)
			res.Findings.Append(f)
		}
		data := pageData(t, &Report{Result: res}, Options{})
		if data.Lang != lang {
			t.Errorf("the page starts in %s", data.Lang)
		}
		for _, want := range []both{
			{"orders has no key", "orders にキーがありません"},
			{"could not be decided without sns:GetTopicAttributes", "sns:GetTopicAttributes を読み取れないため判定できません"},
			{"only so", "only so"},
		} {
			if !slices.Contains(data.Reasons, want) {
				t.Errorf("%s: nobody says %q", lang, want)
			}
		}
	}
}

// Every reason that a notification control gives is either a place where the path ends or one of another way.
func TestAlertPathsKnowEveryReason(t *testing.T) {
	detours := []string{"another_way", "through_hub", "by_alarm", "by_config", "aggregated", "administrator", "managed", "by_events", "by_events_of_changes",
		"no_root_credentials", "denied_to_all", "new_only", "account_only", "relayed", "not_home", "no_services"}
	set, err := policies.Load(policies.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	unused := map[string]bool{}
	for _, r := range routes {
		for code := range r.ends {
			unused[r.mark+" "+code] = true
		}
	}
	n := 0
	for _, c := range set.Controls {
		r := routeOf(&c)
		if r == nil {
			continue
		}
		n++
		for code := range c.Reasons {
			delete(unused, r.mark+" "+code)
			if _, ok := r.ends[code]; !ok && !slices.Contains(detours, code) {
				t.Errorf("%s: where does a path end that ends in %s?", c.ID, code)
			}
		}
	}
	if n < 60 || len(unused) > 0 {
		t.Errorf("%d controls; reasons that none of them gives: %v", n, slices.Sorted(maps.Keys(unused)))
	}
}

func TestAlertPath(t *testing.T) {
	rule := policies.Control{ID: "BLEA.Notify.5", Reasons: map[string]policies.Text{"rule_disabled": {}}}
	alarm := policies.Control{ID: "BLEA.Notify.12", Reasons: map[string]policies.Text{"no_filter": {}}}
	topic := policies.Control{ID: "BLEA.Notify.1", Reasons: map[string]policies.Text{"unsubscribed": {}}}
	const arn = "arn:aws:sns:ap-northeast-1:111122223333:alerts"
	args := map[string]any{"events": []any{"GuardDuty 4", "GuardDuty 5", "GuardDuty 6"}, "rules": []any{"arn:aws:events:ap-northeast-1:111122223333:rule/guardduty"}, "topics": []any{arn},
		"alarms": []any{"arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:root"}, "filters": []any{"ap-northeast-1|trail|root-use"}, "unsubscribed": []any{arn}}
	for _, tc := range []struct {
		c      policies.Control
		status policies.Status
		code   string
		want   string // kind state/link
	}{
		{rule, policies.Passed, "heard", "event ok/ rule ok/ok topic ok/ok subscriber ok/ok"},
		{rule, policies.Passed, "indirect", "event ok/ rule ok/ok topic ok/ok subscriber open/ok!"},
		{rule, policies.Failed, "no_rule", "event ok/ rule ok/broken! topic beyond/beyond subscriber beyond/beyond"},
		{rule, policies.Failed, "rule_disabled", "event ok/ rule broken/ok! topic beyond/beyond subscriber beyond/beyond"},
		{rule, policies.Failed, "publish_denied", "event ok/ rule ok/ok topic ok/broken! subscriber beyond/beyond"},
		{rule, policies.Failed, "no_subscriber", "event ok/ rule ok/ok topic ok/ok subscriber ok/broken!"},
		{rule, policies.Warning, "foreign", "event ok/ rule ok/ok topic open/open! subscriber open/open"},
		{rule, policies.Passed, "through_hub", "event ok/ other_way ok/ok subscriber ok/ok"},
		{rule, policies.Warning, "administrator", "event ok/ other_way open/ok subscriber open/open"},
		{rule, policies.NotAvailable, "gap", "event ok/ unread open/open subscriber open/open"},
		{rule, policies.Failed, "a_code_of_tomorrow", "event ok/ other_way broken/ok subscriber beyond/broken"},
		{rule, policies.NotApplicable, "not_home", ""},
		{alarm, policies.Failed, "no_filter", "call ok/ log_group ok/ok filter ok/broken! alarm beyond/beyond topic beyond/beyond subscriber beyond/beyond"},
		{alarm, policies.Failed, "alarm_too_slow", "call ok/ log_group ok/ok filter ok/ok alarm broken/ok! topic beyond/beyond subscriber beyond/beyond"},
		{topic, policies.Failed, "unsubscribed", "publisher ok/ topic ok/ok subscriber ok/broken!"},
		{policies.Control{ID: "S3.8"}, policies.Failed, "open", ""},
	} {
		f := policies.Finding{Status: tc.status, ReasonCode: tc.code, ReasonArgs: args, Evidence: []policies.Evidence{
			{Collection: "sns.topics", Resource: arn, Path: "ListSubscriptionsByTopic.Subscriptions.SubscriptionArn", Value: []any{"PendingConfirmation", arn + ":1"}},
			{Collection: "sns.topics", Resource: arn + "-other", Path: "ListSubscriptionsByTopic.Subscriptions.SubscriptionArn", Value: []any{"PendingConfirmation"}},
		}}
		var got []string
		path := alertPath(&tc.c, &f)
		for _, h := range path {
			s := h.Kind + " " + h.State + "/" + h.Link
			if h.Why != "" {
				s += "!"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("%s %s: got %s, want %s", tc.c.ID, tc.code, strings.Join(got, " "), tc.want)
		}
		for _, h := range path {
			ja := map[string]string{"event": "GuardDutyの検出（重要度 4） GuardDutyの検出（重要度 5）", "call": "GuardDutyの検出（重要度 4） GuardDutyの検出（重要度 5）"}
			if got := strings.Join(h.NamesJa, " "); got != ja[h.Kind] {
				t.Errorf("%s %s: at %s got %q in Japanese", tc.c.ID, tc.code, h.Kind, got)
			}
			names := map[string]string{"event": "GuardDuty 4 GuardDuty 5+1", "rule": "guardduty", "topic": "alerts", "alarm": "root", "filter": "root-use", "subscriber": "PendingConfirmation+1", "call": "GuardDuty 4 GuardDuty 5+1"}
			said := strings.Join(h.Names, " ")
			if h.More > 0 {
				said += fmt.Sprintf("+%d", h.More)
			}
			if want := names[h.Kind]; said != want && len(path) != 3 {
				t.Errorf("%s %s: at %s got %q, want %q", tc.c.ID, tc.code, h.Kind, said, want)
			}
		}
	}
}

// All that BLEA and Secure Account ask for stands in one row of the comparison, and no row names what does not exist.
func TestComparisonIsComplete(t *testing.T) {
	standards, err := policies.Standards()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range standards {
		for _, r := range s.Requirements {
			for _, id := range r.Answers() {
				known[id] = true
				if s.ID != "blea" && s.ID != "secure-account" {
					continue
				}
				var in []string
				for _, a := range aims {
					if a.asks(id) {
						in = append(in, a.id)
					}
				}
				if len(in) != 1 {
					t.Errorf("%s is in the rows %v", id, in)
				}
			}
		}
	}
	for _, a := range aims {
		for name := range strings.FieldsSeq(a.controls) {
			one := aim{controls: name}
			if !slices.ContainsFunc(slices.Collect(maps.Keys(known)), one.asks) {
				t.Errorf("%s: there is no control %s", a.id, name)
			}
		}
		if a.measure != "workloads" && !slices.ContainsFunc(measures, func(m measure) bool { return m.id == a.measure }) {
			t.Errorf("%s: there is no measure %s", a.id, a.measure)
		}
	}
}

func TestComparison(t *testing.T) {
	res := &policies.Result{AllStandards: []policies.Standard{{ID: "blea"}, {ID: "cis-5.0"}, {ID: "fsbp"}}}
	add := func(id, standard string, statuses ...policies.Status) {
		res.Controls = append(res.Controls, policies.Control{ID: id, Severity: "LOW", Standards: map[string][]string{standard: {id}}})
		for i, s := range statuses {
			res.Findings.Append(finding(id, "LOW", s, "111122223333", "us-east-1", fmt.Sprint(id, i), "code", "why"))
		}
	}
	add("BLEA.CloudTrail.1", "blea", policies.Passed)
	add("CloudTrail.1", "fsbp", policies.Failed)
	add("CloudTrail.4", "fsbp", policies.Passed)
	add("BLEA.Config.1", "blea", policies.NotAvailable)
	add("Config.1", "fsbp", policies.Passed)
	add("GuardDuty.1", "cis-5.0", policies.Passed)
	add("BLEA.GuardDuty.1", "blea")
	add("IAM.4", "fsbp", policies.Failed)
	add("SNS.4", "fsbp", policies.Failed)
	x := compare(res, tallies(res))
	if x == nil || !slices.Equal(x.Standards, []string{"blea", "fsbp"}) {
		t.Fatalf("got %+v", x)
	}
	got := map[string]string{}
	for _, row := range x.Rows {
		got[row.Name[0]] = fmt.Sprint(row.Cells, row.Has)
	}
	want := map[string]string{
		"CloudTrail records all Regions":         "[[BLEA.CloudTrail.1] [CloudTrail.1]]PART",
		"Log files can be validated":             "[[] [CloudTrail.4]]PASSED",
		"AWS Config records all resources":       "[[BLEA.Config.1] [Config.1]]UNKNOWN",
		"GuardDuty detects suspicious behaviour": "[[BLEA.GuardDuty.1] []]NO_DATA",
		"The root user has no access key":        "[[] [IAM.4]]FAILED",
	}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if fmt.Sprint(x.Others) != "[map[] map[FAILED:1]]" {
		t.Errorf("others: %v", x.Others)
	}
	res.AllStandards = res.AllStandards[:2]
	if compare(res, tallies(res)) != nil {
		t.Error("one standard was compared with none")
	}
}

// An account's own scores count its own findings, and a control of the organization in none of them.
func TestHTMLMatrix(t *testing.T) {
	res := &policies.Result{Lang: "en", AllStandards: []policies.Standard{{ID: "cis-5.0"}, {ID: "blea"}}, Accounts: []policies.Account{{ID: "111122223333"}, {ID: "444455556666"}, {ID: "777788889999"}},
		Organization: &policies.Organization{ID: "o-example"}}
	for id, c := range map[string]policies.Control{"a": {Standards: map[string][]string{"blea": {"a"}, "cis-5.0": {"a"}}}, "b": {Standards: map[string][]string{"blea": {"b"}}}, "c": {Standards: map[string][]string{"blea": {"c"}}, Subject: "organization"}} {
		c.ID, c.Severity = "CUSTOM/"+id, "LOW"
		res.Controls = append(res.Controls, c)
	}
	slices.SortFunc(res.Controls, func(a, b policies.Control) int { return compareIDs(a.ID, b.ID) })
	for i, f := range []struct {
		control, account string
		status           policies.Status
	}{{"a", "111122223333", policies.Passed}, {"a", "444455556666", policies.Failed}, {"b", "111122223333", policies.NotAvailable}, {"b", "444455556666", policies.Passed}, {"c", "111122223333", policies.Failed}} {
		res.Findings.Append(finding("CUSTOM/"+f.control, "LOW", f.status, f.account, "us-east-1", fmt.Sprint(i), "code", "why"))
	}
	got := ""
	for _, row := range pageData(t, &Report{Result: res}, Options{}).Matrix.Items {
		got += row.Account
		for _, c := range row.Cells {
			if c.Score == nil {
				got += " -"
				continue
			}
			got += fmt.Sprintf(" %d%v/%d", *c.Score, c.Interval, c.Failed)
		}
		got += "\n"
	}
	want := "111122223333 50[50 100]/0 50[50 100]/0 100[100 100]/0\n444455556666 50[50 50]/1 50[50 50]/1 0[0 0]/1\n777788889999 - - -\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	res.Organization = nil // each account by itself: what it says of its organization is its own, as in the table
	if c := pageData(t, &Report{Result: res}, Options{}).Matrix.Items[0].Cells[1]; *c.Score != 33 || c.Failed != 1 {
		t.Errorf("without an organization: %+v", c)
	}
	res.Accounts = res.Accounts[:1]
	if pageData(t, &Report{Result: res}, Options{}).Matrix != nil {
		t.Error("one account has a matrix")
	}
}

// The page keeps what a plan, a history and suppressions say.
func TestHTMLShowsWhatTheReportHolds(t *testing.T) {
	res := sample("en")
	now := Summary(res)
	early := 12
	old := Run{At: res.AsOf.AddDate(0, 0, -7), Summary: StandardScore{Score: &early, Interval: []int{12, 40}}, Scores: []StandardScore{{ID: "fsbp", Score: &early}}, Failed: map[string]int{"HIGH": 3, "LOW": 4}}
	notes := []policies.SuppressionNote{{SuppressionEntry: policies.SuppressionEntry{Control: "S3.8", File: "kijun.suppressions.yaml", Line: 3}, Note: policies.SuppressionUnused, Why: "no_finding"}}
	data := pageData(t, &Report{Result: res, Trend: []Run{old}, Suppressions: notes, Plan: []PlanStep{{Step: policies.Step{Control: "S3.8", Account: "111122223333", Subject: "b"}, Number: 1, Resolves: []string{"x", "y"},
		Forecast: &Forecast{Summary: ForecastScore{Score: &early}, Standards: []ForecastScore{{ID: "fsbp", Score: &early}}, Controls: []ForecastStatus{{"S3.8", Failed, Passed}}}}}}, Options{})
	if len(data.Trend) != 2 || *data.Trend[0].Score != 12 || data.Trend[0].Failed != 7 || *data.Trend[1].Score != *now.Score {
		t.Errorf("trend: %+v", data.Trend)
	}
	for i, s := range data.Standards {
		if got := data.Trend[0].Scores[i]; (got != nil) != (s.ID == "fsbp") {
			t.Errorf("the old score of %s is %v", s.ID, got)
		}
	}
	if data.Notes == nil || len(data.Notes.Items) != 1 || !strings.Contains(data.Notes.Items[0][0], "unused") {
		t.Errorf("notes: %+v", data.Notes)
	}
	if x := data.Plan.Items[0]; *x.Score != 12 || *x.Scores["fsbp"] != 12 || len(x.Changes) != 1 || x.Mends != 2 {
		t.Errorf("plan: %+v", x)
	}
	if bare := pageData(t, &Report{Result: res}, Options{}); bare.Trend != nil || bare.Notes != nil || bare.Plan != nil || bare.Drill != nil {
		t.Error("the page shows what the report does not hold")
	}
}

// The text of the page's own files is plain: it has no characters that a reviewer cannot see.
func TestHTMLSourcesAreVisible(t *testing.T) {
	for _, name := range []string{"page.html", "page.css", "page.js"} {
		raw, err := os.ReadFile("page/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if at := strings.IndexFunc(string(raw), func(r rune) bool { return r != '\n' && deceptive(r) }); at >= 0 {
			t.Errorf("%s: an invisible character at %d", name, at)
		}
	}
}
