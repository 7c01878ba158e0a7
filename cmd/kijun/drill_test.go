package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kijun/policies"
	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

// theatre plays scenarios in variants of a recorded account.
type theatre struct {
	set       *policies.Set
	scenarios []policies.Scenario
	path      string // the snapshot as recorded
}

func newTheatre(t *testing.T, names ...string) *theatre {
	t.Helper()
	scenarios, err := policies.Scenarios(names...)
	if err != nil {
		t.Fatal(err)
	}
	set, err := policies.LoadDrill(scenarios, nil)
	if err != nil {
		t.Fatal(err)
	}
	rec := recording(t, "blea.jsonl.gz")
	server := httptest.NewServer(rec)
	defer server.Close()
	point(t, server.URL)
	path, m := collectInto(t, set.Needs(), func() time.Time { return rec.At }, collect.Limits{Attempts: 1, Backoff: -1, MaxRate: 100_000})
	for _, g := range m.Gaps {
		t.Fatalf("the recording lacks %s %s (make example)", g.Operation, g.Region)
	}
	if keep := os.Getenv("KIJUN_KEEP"); keep != "" {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(keep, raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return &theatre{set, scenarios, path}
}

// element is an element of a snapshot.
type element = map[string]any

// edit changes what one collection of the snapshot holds: it is given the elements of a Region, and gives those that shall be there.
type edit struct {
	collection string
	change     func(region string, elements []element) []element
}

// gone takes the elements away for which which is true.
func gone(collection string, which func(element) bool) edit {
	return edit{collection, func(_ string, list []element) []element { return slices.DeleteFunc(list, which) }}
}

// put sets a field of the elements for which which is true. A path goes through lists.
func put(collection, path string, value any, which func(element) bool) edit {
	return edit{collection, func(_ string, list []element) []element {
		for _, x := range list {
			if which(x) {
				assign(x, strings.Split(path, "."), value)
			}
		}
		return list
	}}
}

func assign(v any, path []string, value any) {
	switch x := v.(type) {
	case map[string]any:
		if len(path) == 1 {
			x[path[0]] = value
			return
		}
		if x[path[0]] == nil {
			x[path[0]] = map[string]any{}
		}
		assign(x[path[0]], path[1:], value)
	case []any:
		for _, y := range x {
			assign(y, path, value)
		}
	}
}

func all(element) bool { return true }

func named(part string) func(element) bool {
	return func(x element) bool {
		return strings.Contains(fmt.Sprint(x["id"], x["Name"], x["AlarmName"], x["FilterName"], x["ConfigRuleName"]), part)
	}
}

func in(region string) func(element) bool {
	return func(x element) bool { return x["region"] == region }
}

// cut marks a gap behind which a part of the listing is there: the elements whose ids come last are missing.
const cut = "cut"

// variant writes the recorded snapshot with edits and gaps.
func (th *theatre) variant(t *testing.T, edits []edit, gaps ...snapshot.Gap) string {
	t.Helper()
	r, err := snapshot.Open(th.path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	m := r.Manifest()
	path := filepath.Join(t.TempDir(), "variant.zip")
	w, err := snapshot.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	hidden := func(region, key, id string) *snapshot.Gap {
		for i, g := range gaps {
			if g.Region == region && g.Key == key && g.ID == id {
				return &gaps[i]
			}
		}
		return nil
	}
	for _, e := range r.Entries() {
		listing := hidden(e.Region, e.Key, "")
		if listing != nil && listing.Message != cut {
			continue
		}
		var list []element
		if err := r.Each(e.Account, e.Region, e.Key, func(_ string, raw []byte) error {
			var x element
			err := json.Unmarshal(raw, &x)
			list = append(list, x)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		for _, d := range edits {
			if d.collection == e.Key {
				list = d.change(e.Region, list)
			}
		}
		if listing != nil {
			list = list[:len(list)/2]
		}
		out := w.Entry(e.Account, e.Region, e.Key)
		for _, x := range list {
			if g := hidden(e.Region, e.Key, fmt.Sprint(x["id"])); g != nil {
				_, operation, _ := strings.Cut(g.Operation, ":")
				delete(x, operation)
			}
			raw, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			if err := out.Add(fmt.Sprint(x["id"]), raw); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, g := range gaps {
		g.Account, g.Code, g.Error = m.Caller.Account, "AccessDenied", "AccessDeniedException"
		w.Gap(g)
	}
	if _, err := w.Close(snapshot.Info{Kijun: m.Kijun, CollectedAt: m.CollectedAt, Partition: m.Partition, Caller: m.Caller, Targets: m.Targets, GovernedRegions: m.GovernedRegions,
		Selection: m.Selection}); err != nil {
		t.Fatal(err)
	}
	return path
}

// play plays the scenarios in a snapshot, with tokyo as home so that it does not move with the trail.
func (th *theatre) play(t *testing.T, path string) *policies.Drill {
	t.Helper()
	r, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d, err := th.set.Drill(context.Background(), r, th.scenarios, &policies.Result{}, policies.Options{Lang: "en", Governed: []string{"ap-northeast-1"}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// replies are the replies of a drill, by "scenario/step question".
func replies(d *policies.Drill) map[string]string {
	out := map[string]string{}
	for _, p := range d.Plays {
		for i := range p.Steps {
			for q, a := range p.Steps[i].Answers() {
				out[p.Scenario+"/"+p.Steps[i].ID+" "+q] = string(a.Reply)
			}
		}
	}
	return out
}

// moved are the keys under which two sets of replies differ, with what they are then.
func moved(before, after map[string]string) []string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if before[key] != after[key] {
			out = append(out, key+": "+after[key])
		}
	}
	return out
}

// baseline is what BLEA's standalone base in Tokyo promises of each step: recorded, configuration recorded, detected, heard. Virginia, which is
// the unused Region here and where global services show their calls, has nothing but the trail.
var baseline = map[string]string{
	"coin-mining/user-signs-in":              "yes none none no", // BLEA has no alarm on sign-ins of users
	"coin-mining/root-signs-in":              "yes none no yes",  // GuardDuty is on in the governed Region only
	"coin-mining/tries-what-is-allowed":      "yes none none yes",
	"coin-mining/access-key-created":         "yes yes none yes",
	"coin-mining/policy-attached":            "yes yes none yes",
	"coin-mining/security-group-opened":      "yes yes yes yes",
	"coin-mining/instances-started":          "yes no none no", // nor has it one on new instances, or a recorder elsewhere
	"coin-mining/mining-unseen":              "none none no no",
	"coin-mining/mining-at-home":             "none none yes yes",
	"coin-mining/abuse-reported":             "none none none yes",
	"covering-tracks/trail-narrowed":         "yes yes none yes",
	"covering-tracks/trail-stopped":          "yes yes yes yes",
	"covering-tracks/trail-deleted":          "no yes none no",      // without a trail EventBridge shows no calls
	"covering-tracks/detector-deleted":       "no none yes perhaps", // Security Hub takes longer than the attacker
	"covering-tracks/recorder-stopped":       "no none none no",
	"covering-tracks/alarms-silenced":        "no no none no",
	"covering-tracks/rules-deleted":          "no no none no",
	"covering-tracks/logs-deleted":           "no no none no",
	"covering-tracks/key-created-unseen":     "no no none no",
	"data-theft/block-removed":               "yes yes yes no", // a finding of low severity, which BLEA does not report
	"data-theft/bucket-made-public":          "yes yes yes yes",
	"data-theft/volume-snapshot-shared":      "yes none no no", // BLEA has no analyzer in the account
	"data-theft/database-snapshot-published": "yes yes yes yes",
	"data-theft/key-opened":                  "yes yes no no",
	"insider/user-created":                   "yes yes none no",
	"insider/administrator-made":             "yes yes none yes",
	"insider/boundary-removed":               "yes yes none no",
	"insider/trust-widened":                  "yes yes none no",
	"insider/trust-analyzed":                 "none none no no",
	"insider/first-role-assumed":             "yes none none no",
	"insider/second-role-assumed":            "yes none none no",
}

func TestDrillBaseline(t *testing.T) {
	th := newTheatre(t)
	d := th.play(t, th.path)
	got := replies(d)
	steps := 0
	for _, p := range d.Plays {
		for _, s := range p.Steps {
			steps++
			key := p.Scenario + "/" + s.ID
			var words []string
			for _, q := range policies.Questions() {
				words = append(words, got[key+" "+q])
			}
			if text := strings.Join(words, " "); text != baseline[key] {
				t.Errorf("%s: %s, want %s (%s; %s; %s; %s)", key, text, baseline[key], s.Recorded.Code, s.Configured.Code, s.Detected.Code, s.Heard.Code)
			}
			if s.Recorded.Reply == policies.Yes && s.Recorded.Code != "kept" {
				t.Errorf("%s: the record is %s, want kept", key, s.Recorded.Code)
			}
			for _, sign := range s.Signs {
				if sign.Heard == policies.Yes && sign.Within == 0 {
					t.Errorf("%s: %s is heard, but when?", key, sign.Name)
				}
			}
		}
		switch {
		case p.Scenario == "coin-mining" && (p.First == nil || *p.First != policies.Moment{Step: "root-signs-in", Seconds: 5*60 + 720}):
			t.Errorf("coin-mining is first heard at %+v", p.First)
		case p.Scenario == "covering-tracks" && (p.First == nil || p.First.Step != "trail-narrowed"):
			t.Errorf("covering-tracks is first heard at %+v", p.First)
		}
	}
	if steps != len(baseline) {
		t.Errorf("%d steps, want %d", steps, len(baseline))
	}
	if len(d.Gaps) > 0 || len(d.Lacking) > 0 {
		t.Errorf("gaps %v, lacking %v", d.Gaps, d.Lacking)
	}
}

// An account with nothing in it records nothing and tells nobody.
func TestDrillEmpty(t *testing.T) {
	th := newTheatre(t)
	var edits []edit
	for key := range th.set.Needs() {
		edits = append(edits, gone(key, all))
	}
	d := th.play(t, th.variant(t, edits))
	for key, got := range replies(d) {
		if got != "no" && got != "none" {
			t.Errorf("%s: %s", key, got)
		}
	}
	for _, p := range d.Plays {
		if p.First != nil || p.Perhaps != nil || len(p.Blind) != len(p.Steps) {
			t.Errorf("%s: first %v, perhaps %v, %d blind of %d", p.Scenario, p.First, p.Perhaps, len(p.Blind), len(p.Steps))
		}
	}
}

// TestDrillRemovals takes one thing away at a time: exactly the answers that depend on it must move.
func TestDrillRemovals(t *testing.T) {
	th := newTheatre(t)
	before := replies(th.play(t, th.path))
	const tokyo = "ap-northeast-1"
	alarms := []string{"coin-mining/root-signs-in heard: no", "coin-mining/tries-what-is-allowed heard: no", "coin-mining/access-key-created heard: no", "coin-mining/policy-attached heard: no",
		"insider/administrator-made heard: no"}
	rules := []string{"coin-mining/security-group-opened heard: no", "coin-mining/mining-at-home heard: no", "coin-mining/abuse-reported heard: no", "covering-tracks/trail-narrowed heard: no",
		"covering-tracks/trail-stopped heard: no", "covering-tracks/detector-deleted heard: no", "data-theft/bucket-made-public heard: no", "data-theft/database-snapshot-published heard: no"}
	for name, tc := range map[string]struct {
		edits []edit
		moves []string
	}{
		"the alarm on the root user":      {[]edit{gone("cloudwatch.alarms", named("RootUser"))}, []string{"coin-mining/root-signs-in heard: no"}},
		"the filter on access keys":       {[]edit{gone("logs.metric_filters", named("AccessKey"))}, []string{"coin-mining/access-key-created heard: no"}},
		"the actions of one alarm":        {[]edit{put("cloudwatch.alarms", "ActionsEnabled", false, named("Unauthorized"))}, []string{"coin-mining/tries-what-is-allowed heard: no"}},
		"an alarm that waits for more":    {[]edit{put("cloudwatch.alarms", "Threshold", 7, named("Unauthorized"))}, []string{"coin-mining/tries-what-is-allowed heard: no"}},
		"an alarm at exactly as many":     {[]edit{put("cloudwatch.alarms", "Threshold", 6, named("Unauthorized"))}, nil},
		"the alarm on policies":           {[]edit{gone("cloudwatch.alarms", named("IAMPolicy"))}, []string{"coin-mining/policy-attached heard: no", "insider/administrator-made heard: no"}},
		"the rule on GuardDuty":           {[]edit{gone("events.rules", named("GuardDuty"))}, []string{"coin-mining/mining-at-home heard: no"}},
		"the rule on Health, disabled":    {[]edit{put("events.rules", "State", "DISABLED", named("AwsHealth"))}, []string{"coin-mining/abuse-reported heard: no"}},
		"the rule on the trail":           {[]edit{gone("events.rules", named("CloudTrailChange"))}, []string{"covering-tracks/trail-narrowed heard: no", "covering-tracks/trail-stopped heard: no"}},
		"the rule on Security Hub":        {[]edit{gone("events.rules", named("SecurityHub"))}, []string{"covering-tracks/detector-deleted heard: no", "data-theft/database-snapshot-published heard: no"}},
		"one of three ways of hearing":    {[]edit{gone("events.rules", named("SgChanged"))}, nil},
		"all three":                       {[]edit{gone("events.rules", named("SgChanged")), gone("events.rules", named("DefaultSgClosed")), gone("events.rules", named("SecurityHub"))}, []string{"coin-mining/security-group-opened heard: no", "covering-tracks/detector-deleted heard: no", "data-theft/database-snapshot-published heard: no"}},
		"the subscribers":                 {[]edit{put("sns.topics", "ListSubscriptionsByTopic.Subscriptions", []any{}, all)}, slices.Concat(alarms, rules)},
		"the log group's trail":           {[]edit{put("cloudtrail.trails", "CloudWatchLogsLogGroupArn", "", all)}, alarms},
		"the detector":                    {[]edit{gone("guardduty.detectors", all)}, []string{"coin-mining/mining-at-home detected: no", "coin-mining/mining-at-home heard: no", "covering-tracks/trail-stopped detected: no", "data-theft/block-removed detected: no"}},
		"the detector, suspended":         {[]edit{put("guardduty.detectors", "GetDetector.Status", "DISABLED", all)}, []string{"coin-mining/mining-at-home detected: no", "coin-mining/mining-at-home heard: no", "covering-tracks/trail-stopped detected: no", "data-theft/block-removed detected: no"}},
		"the hub":                         {[]edit{gone("securityhub.hubs", all)}, []string{"covering-tracks/detector-deleted detected: no", "covering-tracks/detector-deleted heard: no", "data-theft/database-snapshot-published heard: no"}},
		"the validation of the log files": {[]edit{put("cloudtrail.trails", "LogFileValidationEnabled", false, all)}, nil},
		"the topic's policy":              {[]edit{put("sns.topics", "GetTopicAttributes.Attributes.Policy", map[string]any{"Version": "2012-10-17", "Statement": []any{}}, all)}, slices.Concat(alarms, rules)},
	} {
		t.Run(name, func(t *testing.T) {
			got := moved(before, replies(th.play(t, th.variant(t, tc.edits))))
			want := slices.Sorted(slices.Values(tc.moves))
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("moved:\n\t%s\nwant:\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
			}
		})
	}
	t.Run("the trail stopped", func(t *testing.T) {
		after := replies(th.play(t, th.variant(t, []edit{put("cloudtrail.trails", "GetTrailStatus.IsLogging", false, all)})))
		for key, was := range before {
			recorded := strings.HasSuffix(key, " recorded") && was == "yes"
			if recorded && after[key] != "no" || !recorded && !strings.HasSuffix(key, " heard") && after[key] != was {
				t.Errorf("%s was %s and is %s", key, was, after[key])
			}
		}
		for key, want := range map[string]string{"coin-mining/root-signs-in heard": "no", "coin-mining/mining-at-home heard": "yes", "coin-mining/security-group-opened heard": "yes", "covering-tracks/trail-stopped heard": "no"} {
			if after[key] != want {
				t.Errorf("%s is %s, want %s", key, after[key], want)
			}
		}
	})
	t.Run("the recorder stopped", func(t *testing.T) {
		after := replies(th.play(t, th.variant(t, []edit{put("config.recorders", "DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus.Recording", false, in(tokyo))})))
		for key, was := range before {
			if strings.HasSuffix(key, " configured") && was == "yes" && after[key] != "no" || strings.HasSuffix(key, " recorded") && after[key] != was {
				t.Errorf("%s was %s and is %s", key, was, after[key])
			}
		}
	})
}

// A call that failed never becomes a yes or a no that the complete account contradicts, and what is unknown names what was not read.
func TestDrillGaps(t *testing.T) {
	th := newTheatre(t)
	before := replies(th.play(t, th.path))
	index, err := policies.Index()
	if err != nil {
		t.Fatal(err)
	}
	r, err := snapshot.Open(th.path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	needs := th.set.Needs()
	unknown := map[string]int{}
	check := func(gap snapshot.Gap, edits ...edit) {
		before := before
		if len(edits) > 0 {
			before = replies(th.play(t, th.variant(t, edits)))
		}
		d := th.play(t, th.variant(t, edits, gap))
		for key, got := range replies(d) {
			if got != before[key] && got != "unknown" {
				t.Errorf("without %s in %s %s %s is %s instead of %s", gap.Operation, gap.Region, gap.ID, key, got, before[key])
			}
			if got == "unknown" {
				unknown[gap.Key]++
			}
		}
		for _, p := range d.Plays {
			for i := range p.Steps {
				for q, a := range p.Steps[i].Answers() {
					if a.Reply == policies.Unsure && (len(a.Gaps) == 0 || !strings.Contains(a.Reason, gap.Operation)) {
						t.Errorf("%s/%s %s is unknown without naming %s: %q", p.Scenario, p.Steps[i].ID, q, gap.Operation, a.Reason)
					}
				}
			}
		}
	}
	for _, e := range r.Entries() {
		details, needed := needs[e.Key]
		if !needed {
			continue
		}
		check(snapshot.Gap{Region: e.Region, Key: e.Key, Operation: index[e.Key].List})
		first := ""
		if err := r.Each(e.Account, e.Region, e.Key, func(id string, _ []byte) error {
			first = max(first, id)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for _, field := range details {
			if first != "" {
				check(snapshot.Gap{Region: e.Region, Key: e.Key, ID: first, Operation: index[e.Key].Details[field]})
			}
		}
	}
	// where only the Config rule on default groups is heard, and only as long as its name is known
	one := []edit{gone("events.rules", func(x element) bool { return !named("DefaultSgClosed")(x) })}
	check(snapshot.Gap{Region: "ap-northeast-1", Key: "config.rules", Operation: index["config.rules"].List}, one...)
	check(snapshot.Gap{Region: "ap-northeast-1", Key: "config.rules", Operation: index["config.rules"].List, Message: cut}, one...)
	for _, key := range []string{"events.rules", "cloudtrail.trails", "sns.topics", "config.recorders", "guardduty.detectors", "cloudwatch.alarms", "logs.metric_filters", "securityhub.hubs"} {
		if unknown[key] == 0 {
			t.Errorf("nothing is unknown without %s", key)
		}
	}
}

// A working path more, wherever it is, makes no answer worse and nothing heard later, whatever else is missing.
func TestDrillMonotone(t *testing.T) {
	th := newTheatre(t)
	const tokyo, virginia = "ap-northeast-1", "us-east-1"
	account := "123456789012"
	topic := func(region string) string { return "arn:aws:sns:" + region + ":" + account + ":more" }
	add := func(collection, region string, x element) edit {
		x["region"], x["account"] = region, account
		return edit{collection, func(at string, list []element) []element {
			if at != region {
				return list
			}
			return append(slices.Clone(list), x)
		}}
	}
	telling := func(region string) []edit {
		return []edit{add("sns.topics", region, element{"id": topic(region), "arn": topic(region), "type": "AWS::SNS::Topic", "TopicArn": topic(region),
			"GetTopicAttributes": element{"Attributes": element{"TopicArn": topic(region), "Policy": element{"Version": "2012-10-17", "Statement": []any{element{"Effect": "Allow",
				"Principal": element{"Service": []any{"events.amazonaws.com", "cloudwatch.amazonaws.com"}}, "Action": "sns:Publish", "Resource": topic(region)}}}}},
			"ListSubscriptionsByTopic": element{"Subscriptions": []any{element{"SubscriptionArn": topic(region) + ":0a1b2c3d", "Protocol": "email", "Endpoint": "[cut]", "Owner": account, "TopicArn": topic(region)}}}})}
	}
	rule := func(region string) edit {
		arn := "arn:aws:events:" + region + ":" + account + ":rule/more"
		return add("events.rules", region, element{"id": arn, "arn": arn, "type": "AWS::Events::Rule", "Name": "more", "EventBusName": "default", "State": "ENABLED",
			"EventPattern": element{"source": []any{element{"prefix": "aws."}}}, "ListTargetsByRule": element{"Targets": []any{element{"Id": "t", "Arn": topic(region)}}}})
	}
	more := map[string][]edit{
		"a rule at home":     append(telling(tokyo), rule(tokyo)),
		"a rule in Virginia": append(telling(virginia), rule(virginia)),
		"a detector":         {add("guardduty.detectors", virginia, element{"id": virginia + "/d", "type": "AWS::GuardDuty::Detector", "DetectorId": "d", "GetDetector": element{"Status": "ENABLED"}, "GetAdministratorAccount": element{}})},
		"a recorder":         {add("config.recorders", virginia, element{"id": virginia + "/more", "type": "AWS::Config::ConfigurationRecorder", "Name": "more", "RecordingGroup": element{"AllSupported": true, "IncludeGlobalResourceTypes": true}, "DescribeConfigurationRecorderStatus": element{"ConfigurationRecordersStatus": []any{element{"Recording": true, "LastStatus": "SUCCESS"}}}})},
		"an analyzer":        {add("accessanalyzer.analyzers", tokyo, element{"id": "arn:aws:access-analyzer:" + tokyo + ":" + account + ":analyzer/more", "arn": "arn:aws:access-analyzer:" + tokyo + ":" + account + ":analyzer/more", "type": "AWS::AccessAnalyzer::Analyzer", "Status": "ACTIVE", "Type": "ACCOUNT"})},
	}
	less := map[string][]edit{
		"nothing":         nil,
		"the trail":       {gone("cloudtrail.trails", all)},
		"the rules":       {gone("events.rules", all)},
		"the alarms":      {gone("cloudwatch.alarms", all)},
		"the subscribers": {put("sns.topics", "ListSubscriptionsByTopic.Subscriptions", []any{}, all)},
		"the detector":    {gone("guardduty.detectors", all)},
		"the recorder":    {gone("config.recorders", all)},
		"the hub":         {gone("securityhub.hubs", all)},
		"everything":      {gone("cloudtrail.trails", all), gone("events.rules", all), gone("cloudwatch.alarms", all), gone("guardduty.detectors", all), gone("config.recorders", all), gone("securityhub.hubs", all), gone("config.rules", all)},
	}
	order := []string{"yes", "perhaps", "foreign", "unknown", "no"}
	for _, without := range slices.Sorted(maps.Keys(less)) {
		base := th.play(t, th.variant(t, less[without]))
		before := replies(base)
		for _, with := range slices.Sorted(maps.Keys(more)) {
			d := th.play(t, th.variant(t, slices.Concat(less[without], more[with])))
			for key, got := range replies(d) {
				if slices.Index(order, got) > slices.Index(order, before[key]) {
					t.Errorf("without %s, %s makes %s %s instead of %s", without, with, key, got, before[key])
				}
			}
			for i, p := range d.Plays {
				was := base.Plays[i]
				if was.First != nil && (p.First == nil || p.First.Seconds > was.First.Seconds) {
					t.Errorf("without %s, with %s %s is first heard at %v instead of %v", without, with, p.Scenario, p.First, was.First)
				}
				if len(p.Blind) > len(was.Blind) {
					t.Errorf("without %s, with %s %s has %d blind steps instead of %d", without, with, p.Scenario, len(p.Blind), len(was.Blind))
				}
			}
			if with == "a rule at home" && before["coin-mining/mining-at-home detected"] == "yes" && replies(d)["coin-mining/mining-at-home heard"] != "yes" {
				t.Errorf("without %s, a rule on everything does not tell of the finding: the path is none", without)
			}
		}
	}
}
