package policies

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const aScenario = `id: mine
title: {en: Mine, ja: 私の}
description: {en: "", ja: ""}
source: []
actors:
  me: {userIdentity: {type: Root}}
steps:
  - id: one
    title: {en: One, ja: 一}
    minute: 3
    region: home
    resource: {type: "AWS::SNS::Topic"}
    events:
      - cloudtrail: {eventSource: sns.amazonaws.com, eventName: DeleteTopic}
        by: me
    changes:
      - {remove: sns.topics, where: {TopicArn: "arn:aws:sns:ap-northeast-1:111122223333:a"}}
    mend: {heard: [BLEA.Notify.1]}
`

// A scenario says what its author meant, or it is refused with the line that does not.
func TestScenariosAreStrict(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) string {
		path := filepath.Join(dir, "mine.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	if got, err := Scenarios(write(aScenario)); err != nil || len(got) != 1 || got[0].Steps[0].Changes[0].Remove != "sns.topics" {
		t.Fatalf("%v, %v", got, err)
	}
	for name, tc := range map[string]struct{ old, new, want string }{
		"an unknown key":             {"source: []", "sources: []", `mine.yaml:4: there is no key "sources" here`},
		"an unknown key of a step":   {"minute: 3", "minutes: 3", `mine.yaml:10: there is no key "minutes" here`},
		"an unknown key of an event": {"        by: me", "        who: me", `mine.yaml:15: there is no key "who" here`},
		"an unknown key of a change": {"remove: sns.topics", "delete: sns.topics", `mine.yaml:17: there is no key "delete" here`},
		"no YAML":                    {"source: []", "source: [", "mine.yaml:"},
		"a second document":          {"    mend:", "---\n    mend:", "second document"},
		"another id":                 {"id: mine", "id: yours", `mine.yaml:1: the id is "yours"; it must be the name of the file, "mine"`},
		"half a title":               {"en: Mine, ja: 私の", "en: Mine", "mine.yaml:2: the title needs en and ja"},
		"no steps":                   {aScenario[strings.Index(aScenario, "steps:"):], "steps: []\n", "mine.yaml:7: there are 0 steps"},
		"no step's id":               {"id: one", "id: One step", `mine.yaml:8: the id of step 1 is "One step"`},
		"half a step's title":        {"en: One, ja: 一", "ja: 一", "mine.yaml:9: the title of step one needs en and ja"},
		"time that runs back":        {"minute: 3", "minute: -1", "mine.yaml:10: step one is at minute -1; it must be from 0"},
		"no minute":                  {"minute: 3", "minute: soon", "mine.yaml:10"},
		"no region":                  {"region: home", "region: tokyo", `mine.yaml:11: the region of step one is "tokyo"`},
		"two kinds":                  {"        by: me", "        health: {}", "mine.yaml:14: event 1 of step one: it must be one of"},
		"an unknown actor":           {"by: me", "by: you", `mine.yaml:14: event 1 of step one: there is no actor "you"; there are me`},
		"a call by nobody":           {"        by: me", "        count: 1", "mine.yaml:14: event 1 of step one: cloudtrail lacks userIdentity"},
		"a call of nothing":          {"eventName: DeleteTopic", "readOnly: true", "mine.yaml:14: event 1 of step one: cloudtrail lacks eventName"},
		"a strange source":           {"sns.amazonaws.com", "sns", `the eventSource is "sns"`},
		"a feature of a call":        {"        by: me", "        feature: S3_DATA_EVENTS", "feature is for guardduty"},
		"a negative count":           {"        by: me", "        by: me\n        count: -1", "count is -1"},
		"an unknown collection":      {"remove: sns.topics", "remove: sns.topic", `mine.yaml:17: change 1 of step one: there is no collection "sns.topic"; perhaps sns.topics`},
		"an unknown path":            {"{TopicArn:", "{TopicARN:", `mine.yaml:17: change 1 of step one: the path "TopicARN" leads nowhere`},
		"two changes in one":         {"remove: sns.topics", "remove: sns.topics, set: sns.topics", "it must be one of set, unset and remove"},
		"a value to remove":          {"remove: sns.topics", "remove: sns.topics, value: 1", "remove has no path and no value"},
		"set without a value":        {"remove: sns.topics", "set: sns.topics, path: TopicArn", "set needs a value"},
		"set without a path":         {"remove: sns.topics", "set: sns.topics, value: 1", "set and unset need a path"},
		"any of what is nowhere":     {`"arn:aws:sns:ap-northeast-1:111122223333:a"`, "{any_of: nowhere}", `any_of is "nowhere"`},
		"any of an unknown path":     {`"arn:aws:sns:ap-northeast-1:111122223333:a"`, "{any_of: sns.topics.Name}", "leads nowhere"},
		"a strange where":            {`"arn:aws:sns:ap-northeast-1:111122223333:a"`, "{anyof: sns.topics.TopicArn}", "is a value, or {any_of: collection.path}"},
		"an unknown question":        {"{heard:", "{told:", `mine.yaml:18: mend of step one: there is no question "told"`},
		"an unknown control":         {"BLEA.Notify.1]", "BLEA.Notify.99]", `mine.yaml:18: mend of step one: there is no control "BLEA.Notify.99"`},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(aScenario, tc.old, tc.new, 1)
			if text == aScenario {
				t.Fatal("the case changes nothing")
			}
			_, err := Scenarios(write(text))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Fatalf("%v, want %q", err, tc.want)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %v", err)
			}
		})
	}
	if _, err := Scenarios(write("")); err == nil || !strings.Contains(err.Error(), "there is no scenario in the file") {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := Scenarios("coin-minning"); err == nil || !strings.Contains(err.Error(), "coin-mining") {
		t.Errorf("an unknown name: %v", err)
	}
	if _, err := Scenarios(filepath.Join(dir, "nowhere.yaml")); err == nil {
		t.Error("a file that is not there is read")
	}
	if _, err := Scenarios("insider", "insider"); err == nil || !strings.Contains(err.Error(), "is there twice") {
		t.Errorf("the same twice: %v", err)
	}
	if _, err := Scenarios(write(strings.Repeat("# a comment\n", maxScenario/10))); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a large file: %v", err)
	}
	bomb := "id: mine\ntitle: {en: a, ja: a}\nsteps: []\nactors:\n  a: &a {x: [1,1,1,1,1,1,1,1,1]}\n"
	for i := range 12 {
		bomb += "  " + string(rune('b'+i)) + ": &" + string(rune('b'+i)) + " {x: [*" + strings.Repeat(string(rune('a'+i))+",*", 8) + string(rune('a'+i)) + "]}\n"
	}
	if _, err := Scenarios(write(bomb)); err == nil {
		t.Error("a file that unfolds without end is read")
	}
}

// All that a drill may answer has a sentence in both languages, and nothing else has.
func TestDrillTexts(t *testing.T) {
	texts, err := drillTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range drillTopics {
		raw, err := files.ReadFile("drill/" + topic.name + ".rego")
		if err != nil {
			t.Fatal(err)
		}
		for code, x := range texts[topic.name] {
			if x.En == "" || x.Ja == "" {
				t.Errorf("%s.%s lacks a language", topic.name, code)
			}
			if !strings.Contains(string(raw), `"`+code+`"`) {
				t.Errorf("%s.%s is never given", topic.name, code)
			}
			en, ja := placeholder.FindAllString(x.En, -1), placeholder.FindAllString(x.Ja, -1)
			slices.Sort(en)
			slices.Sort(ja)
			if !slices.Equal(slices.Compact(en), slices.Compact(ja)) {
				t.Errorf("%s.%s: placeholders %v and %v", topic.name, code, en, ja)
			}
		}
	}
	if len(texts) != len(drillTopics) {
		t.Errorf("texts for %d topics, want %d", len(texts), len(drillTopics))
	}
}

// What is known of AWS's latencies is dated and says where it is from, for each stage that is asked for.
func TestLatencies(t *testing.T) {
	table, err := latencies()
	if err != nil {
		t.Fatal(err)
	}
	if table.day.After(time.Now()) {
		t.Errorf("the table is of %s, which is to come", table.AsOf)
	}
	for name, x := range table.Stages {
		if x.Basis != "documented" && x.Basis != "estimated" {
			t.Errorf("%s: its basis is %q; it must be documented or estimated", name, x.Basis)
		}
		if x.Seconds <= 0 || !strings.HasPrefix(x.Source, "https://docs.aws.amazon.com/") {
			t.Errorf("%s: %+v", name, x)
		}
	}
	for _, name := range []string{"call_to_bucket", "call_to_rules", "call_to_log_group", "alarm", "config_item", "config_item_daily", "config_rule", "securityhub", "guardduty", "access_analyzer", "health", "publish"} {
		if _, ok := table.Stages[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
}

// A drill asks nothing of AWS that a scan of all controls does not: the snapshot of a scan is enough.
func TestDrillNeedsNoMoreThanAScan(t *testing.T) {
	scenarios, err := Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	drill, err := LoadDrill(scenarios, nil)
	if err != nil {
		t.Fatal(err)
	}
	scan := loaded(t, Selection{}).Needs()
	for key, details := range drill.Needs() {
		for _, field := range details {
			if !slices.Contains(scan[key], field) {
				t.Errorf("a drill needs %s.%s, which a scan does not read", key, field)
			}
		}
		if scan[key] == nil {
			t.Errorf("a drill needs %s, which a scan does not read", key)
		}
	}
	for _, it := range drill.drills[:len(drillTopics)] {
		for _, p := range it.facts().Problems {
			t.Errorf("%s: %s", it.control.ID, p)
		}
	}
}
