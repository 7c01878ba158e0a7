package report

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"kijun/policies"
)

// drilled is a drill with every kind of reply, and with names as an attacker might give them.
func drilled() *Report {
	answer := func(reply policies.Reply, topic, code string, t policies.Text, args map[string]any) policies.Answer {
		return policies.Answer{Reply: reply, Topic: topic, Code: code, Args: args, Text: t, Reason: policies.Fill(t.En, args)}
	}
	none := policies.Answer{Reply: policies.None}
	trail := map[string]any{"trails": []any{"arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit"}, "buckets": []any{"audit-logs"}}
	recorded := answer(policies.Yes, "records", "recorded", text("{trails} records it in {buckets}", "{trails} が {buckets} に記録します"), trail)
	recorded.Within, recorded.LostBy = 300, "logs-deleted"
	recorded.Evidence = []policies.Evidence{{Collection: "cloudtrail.trails", Resource: "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit", Region: "ap-northeast-1", Path: "GetTrailStatus.IsLogging", Value: true}}
	safe := answer(policies.Yes, "records", "kept", text("{trails} records it for good", "{trails} が確実に記録します"), trail)
	lost := answer(policies.No, "records", "not_taken", text("no trail takes it in", "記録する証跡がありません"), map[string]any{})
	lost.Mend = []policies.Mend{{Control: "BLEA.CloudTrail.1", Title: text("A trail records", "証跡が記録する"), Status: policies.Failed, Steps: []int{}}}
	told := answer(policies.Yes, "rules", "heard", text("the rule {rules} tells {topics} ({receivers})", "ルール {rules} が {topics} に通知します（{receivers}）"),
		map[string]any{"rules": []any{"arn:aws:events:ap-northeast-1:111122223333:rule/" + hostile}, "topics": []any{"arn:aws:sns:ap-northeast-1:111122223333:security"}, "receivers": []any{}})
	told.Within = 360
	deaf := answer(policies.No, "rules", "no_rule", text("no rule matches it here", "一致するルールがありません"), map[string]any{})
	quiet := answer(policies.No, "alarms", "no_filter", text("no metric filter counts it", "数えるフィルターがありません"), map[string]any{})
	off := answer(policies.No, "detections", "no_detector", text("GuardDuty is off here", "GuardDutyは無効です"), map[string]any{})
	unread := answer(policies.Unsure, "rules", "gap", text("could not be decided without {calls}", "{calls} を読み取れないため判定できません"), map[string]any{"calls": []any{"events:ListRules (ap-northeast-1)"}})
	unread.Gaps = []int{0}
	foreign := answer(policies.Foreign, "alarms", "foreign", text("the alarm leaves the account", "アラームはアカウント外に送られます"), map[string]any{})
	event := json.RawMessage(`{"source": "aws.ec2"}`)
	call := func(name string, rule, alarm policies.Answer, heard policies.Reply) policies.Sign {
		return policies.Sign{Kind: "cloudtrail", Name: name, Region: "ap-northeast-1", Event: event, Rule: rule, Alarm: &alarm, Heard: heard}
	}
	heardCall := call("StopLogging", told, quiet, policies.Yes)
	heardCall.Within = 360
	outrun := call("DeleteRule", told, quiet, policies.Perhaps)
	outrun.Within, outrun.OutrunBy = 360, "logs-deleted"
	mining := policies.Sign{Kind: "guardduty", Name: "CryptoCurrency:EC2/BitcoinTool.B!DNS", Region: "us-east-1", Event: event, Detected: &off, Rule: deaf, Heard: policies.No}
	passed := policies.Sign{Kind: "passed_on", Name: "CryptoCurrency:EC2/BitcoinTool.B!DNS", Region: "us-east-1", Event: event, Detected: &off, Rule: deaf, Heard: policies.No}
	deafened := deaf
	deafened.Mend = []policies.Mend{{Control: "BLEA.Notify.8", Title: text("Told", "通知"), Status: policies.Failed, Steps: []int{}}}
	maybe := told
	maybe.Reply = policies.Perhaps
	step := func(n int, id string, minute int, title policies.Text) policies.PlayStep {
		return policies.PlayStep{Number: n, ID: id, Title: title, Minute: minute, Region: "ap-northeast-1", Recorded: none, Configured: none, Detected: none, Heard: none, Signs: []policies.Sign{}, Changes: []policies.Changed{}}
	}
	one, two, three, four, five := step(1, "trail-stopped", 0, text("Stops the trail", "証跡を停止")), step(2, "rules-deleted", 5, text("Deletes the rules "+hostile, "ルールを削除 "+hostile)),
		step(3, "mining", 30, text("The instances mine", "マイニング通信が発生")), step(4, "unread", 40, text("Opens a group", "グループを開放")), step(5, "logs-deleted", 65, text("Deletes the logs", "ログを削除"))
	one.Recorded, one.Heard, one.Signs = recorded, told, []policies.Sign{heardCall}
	one.Configured = answer(policies.Yes, "configurations", "continuous", text("AWS Config records {type} as it changes", "AWS Configが {type} を記録します"), map[string]any{"type": "AWS::CloudTrail::Trail"})
	one.Changes = []policies.Changed{{Collection: "cloudtrail.trails", ID: "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/audit", Region: "ap-northeast-1", Change: "set", Path: "GetTrailStatus.IsLogging"},
		{Collection: "cloudtrail.trails", ID: "arn:aws:cloudtrail:ap-northeast-1:444455556666:trail/org", Region: "ap-northeast-1", Change: "set", Path: "GetTrailStatus.IsLogging", Refused: "foreign"}}
	two.Recorded, two.Heard, two.Signs = safe, maybe, []policies.Sign{outrun}
	two.Changes = []policies.Changed{{Collection: "events.rules", ID: "arn:aws:events:ap-northeast-1:111122223333:rule/a", Region: "ap-northeast-1", Change: "remove"}, {Collection: "events.rules", ID: hostile, Region: "ap-northeast-1", Change: "remove"}}
	three.Region, three.Detected, three.Heard, three.Signs = "us-east-1", off, off, []policies.Sign{mining, passed}
	four.Recorded, four.Heard, four.Signs = lost, unread, []policies.Sign{call("AuthorizeSecurityGroupIngress", unread, quiet, policies.Unsure)}
	five.Recorded, five.Heard, five.Signs = lost, foreign, []policies.Sign{call("DeleteBucket", deafened, foreign, policies.Foreign)}
	five.Heard.Mend = deafened.Mend
	play := policies.Play{Scenario: "sample", Title: text("A sample", "見本"), Description: text("Somebody tries something.", "誰かが何かを試します。"), Source: []string{}, Account: "111122223333",
		Places: map[string]string{"home": "ap-northeast-1", "global": "us-east-1", "unused": "us-east-1"}, Steps: []policies.PlayStep{one, two, three, four, five},
		First: &policies.Moment{Step: "trail-stopped", Seconds: 360}, Blind: []string{"mining"}, Unknown: []string{"rules-deleted", "unread", "logs-deleted"}}
	silent := play
	silent.Scenario, silent.Steps, silent.First, silent.Perhaps, silent.Blind, silent.Unknown = "silent", []policies.PlayStep{five}, nil, &policies.Moment{Step: "logs-deleted", Seconds: 3900}, []string{}, []string{"logs-deleted"}
	res := sample("en")
	return &Report{Result: res, Plan: []PlanStep{{Number: 3, Step: policies.Step{Control: "BLEA.Notify.8", Account: "111122223333"}}},
		Drill: &policies.Drill{Kijun: "0.1.0", AsOf: time.Date(2026, 9, 20, 3, 0, 0, 0, time.UTC), Lang: "en", Snapshot: res.Snapshot, Policies: res.Policies, Incomplete: true,
			Latencies: policies.Versions{AsOf: "2026-09-01"}, Plays: []policies.Play{play, silent}, Lacking: []string{"sns.topics"},
			Gaps: []policies.Gap{{Account: "111122223333", Region: "ap-northeast-1", Collection: "events.rules", Operation: "events:ListRules", Code: "AccessDenied"}}}}
}

func TestDrillGolden(t *testing.T) {
	r := drilled()
	LinkDrill(r)
	for name, tc := range map[string]struct {
		format Format
		o      Options
	}{
		"drill-en-plain.txt": {DrillTable, Options{Lang: "en"}},
		"drill-en-80.txt":    {DrillTable, Options{Lang: "en", Width: 80}},
		"drill-ja-80.txt":    {DrillTable, Options{Lang: "ja", Width: 80}},
		"drill-color.txt":    {DrillTable, Options{Lang: "en", Width: 100, Color: true}},
		"drill-en.md":        {DrillMarkdown, Options{Lang: "en"}},
		"drill-ja.md":        {DrillMarkdown, Options{Lang: "ja"}},
	} {
		got := render(t, tc.format, r, tc.o)
		golden(t, name, got)
		for n, line := range strings.Split(string(got), "\n") {
			if tc.o.Width > 0 && !tc.o.Color && width(line) > tc.o.Width {
				t.Errorf("%s:%d: %d columns", name, n+1, width(line))
			}
			if strings.ContainsAny(line, "\r\x00\u202e\u200b") && tc.o.Width > 0 {
				t.Errorf("%s:%d: %q acts on the terminal", name, n+1, line)
			}
		}
	}
}

func TestLinkDrill(t *testing.T) {
	r := drilled()
	LinkDrill(r)
	steps := r.Drill.Plays[0].Steps
	if got := steps[4].Heard.Mend[0].Steps; !slices.Equal(got, []int{3}) {
		t.Errorf("BLEA.Notify.8 is mended by the steps %v, want 3", got)
	}
	if got := steps[3].Recorded.Mend[0].Steps; len(got) != 0 || got == nil {
		t.Errorf("BLEA.CloudTrail.1 is mended by the steps %#v, want none", got)
	}
}

func TestDrillJSONFitsItsSchema(t *testing.T) {
	raw, err := os.ReadFile("drill-schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	if s["$id"] != DrillSchema {
		t.Errorf("drill-schema.json is %v, documents say %s", s["$id"], DrillSchema)
	}
	r := drilled()
	LinkDrill(r)
	var v map[string]any
	if err := json.Unmarshal(render(t, DrillJSON, r, Options{}), &v); err != nil {
		t.Fatal(err)
	}
	for _, e := range s.validate(map[string]any(s), v, "drill") {
		t.Error(e)
	}
	v["surprise"] = 1
	if s.validate(map[string]any(s), v, "") == nil {
		t.Error("an unknown field passes")
	}
	defs := s["$defs"].(map[string]any)
	for name, of := range map[string]any{"play": policies.Play{}, "step": policies.PlayStep{}, "sign": policies.Sign{}, "answer": policies.Answer{}, "mend": policies.Mend{}, "changed": policies.Changed{},
		"moment": policies.Moment{}, "gap": policies.Gap{}, "evidence": policies.Evidence{}, "versions": policies.Versions{}} {
		var got []string
		for _, f := range reflect.VisibleFields(reflect.TypeOf(of)) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
				got = append(got, name)
			}
		}
		slices.Sort(got)
		if want := slices.Sorted(maps.Keys(defs[name].(map[string]any)["properties"].(map[string]any))); !slices.Equal(got, want) {
			t.Errorf("%s: the type has %v, the schema %v", name, got, want)
		}
	}
}

func TestEverySentenceOfADrillHasItsTwin(t *testing.T) {
	for name, x := range drillTexts {
		if x.En == "" || x.Ja == "" {
			t.Errorf("%s: %+v lacks a language", name, x)
		}
		japanese := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
		if !slices.ContainsFunc([]rune(x.Ja), japanese) && name != "step" && name != "and" {
			t.Errorf("%s: %q is not Japanese", name, x.Ja)
		}
		if slices.ContainsFunc([]rune(x.En), func(r rune) bool { return r > 0x7e }) {
			t.Errorf("%s: %q is not plain English", name, x.En)
		}
		en, ja := placeholder.FindAllString(x.En, -1), placeholder.FindAllString(x.Ja, -1)
		slices.Sort(en)
		slices.Sort(ja)
		if !reflect.DeepEqual(en, ja) {
			t.Errorf("%s: placeholders %v and %v", name, en, ja)
		}
	}
}

// The page has what the table has, each line by itself, and nothing of what an attacker named that could act.
func TestDrillHTML(t *testing.T) {
	r := drilled()
	LinkDrill(r)
	p := newPage(r, Options{Lang: "ja"})
	if p.Drill == nil || len(p.Drill.Plays) != 2 || p.Drill.Lacking == nil {
		t.Fatalf("%+v", p.Drill)
	}
	play := p.Drill.Plays[0]
	if len(play.Steps) != 5 || len(play.Sum) == 0 {
		t.Errorf("%+v", play)
	}
	var marks []string
	for _, s := range play.Steps {
		marks = append(marks, s.Replies[3].State)
		texts := append([]string{s.Region}, s.Title[:]...)
		for _, l := range append(s.Lines, s.Replies...) {
			texts = append(texts, strings.Split(l.Text[0]+"\n"+l.Text[1]+"\n"+l.Label[0]+"\n"+l.Label[1], "\n")...)
		}
		for _, text := range texts {
			if Safe(text) != text {
				t.Errorf("%q is not safe", text)
			}
		}
	}
	if want := []string{"PASSED", "UNKNOWN", "FAILED", "UNKNOWN", "UNKNOWN"}; !slices.Equal(marks, want) {
		t.Errorf("heard is marked %v, want %v", marks, want)
	}
}
