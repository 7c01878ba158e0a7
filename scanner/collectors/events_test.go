package collectors

import (
	"strings"
	"testing"
)

const busArn = "arn:aws:events:ap-northeast-1:111122223333:event-bus/"

func TestEventBuses(t *testing.T) {
	tags := []reply{{body: `{"Tags": [{"Key": "team", "Value": "sec"}]}`}}
	worlds(t, "events.buses", map[string]world{
		"two pages": {
			answers: replies{
				"events:ListEventBuses": {
					{when: `"NextToken":"page-2"`, body: `{"EventBuses": [{"Name": "default", "Arn": "` + busArn + `default"}]}`},
					{body: `{"EventBuses": [{"Name": "central", "Arn": "` + busArn + `central", "Policy": "{\"Statement\": [{\"Effect\": \"Allow\"}]}"}], "NextToken": "page-2"}`},
				},
				"events:ListTagsForResource": tags,
			},
			ids: []string{busArn + "central", busArn + "default"},
			has: map[string]any{"arn": busArn + "central", "Policy.Statement.0.Effect": "Allow", "ListTagsForResource.Tags.0.Value": "sec"},
		},
		"an empty token ends the pages": {
			answers: replies{"events:ListEventBuses": {{body: `{"EventBuses": [], "NextToken": ""}`}}},
			check: func(t *testing.T, f *aFake, _ []map[string]any) {
				expect(t, "calls", f.calls("events:ListEventBuses"), 1)
			},
		},
		"denied": {answers: replies{"events:ListEventBuses": denied}, gaps: []string{jp + " - events:ListEventBuses AccessDenied AccessDeniedException"}},
		"one bus's tags are denied": {
			answers: replies{
				"events:ListEventBuses":      {{body: `{"EventBuses": [{"Name": "a", "Arn": "` + busArn + `a"}, {"Name": "b", "Arn": "` + busArn + `b"}]}`}},
				"events:ListTagsForResource": {{when: "event-bus/a", code: "AccessDeniedException"}, tags[0]},
			},
			ids:  []string{busArn + "a", busArn + "b"},
			gaps: []string{jp + " " + busArn + "a events:ListTagsForResource AccessDenied AccessDeniedException"},
		},
	})
}

const twoBuses = `{"EventBuses": [{"Name": "default"}, {"Name": "central"}]}`

func eventRule(bus, name string) string {
	arn := "arn:aws:events:ap-northeast-1:111122223333:rule/" + bus + "/" + name
	return `{"Name": "` + name + `", "EventBusName": "` + bus + `", "Arn": "` + strings.Replace(arn, "default/", "", 1) +
		`", "State": "ENABLED", "EventPattern": "{\"source\": [\"aws.guardduty\"], \"detail\": {\"severity\": [4, 4.5]}}"}`
}

func TestEventRules(t *testing.T) {
	const (
		first  = "arn:aws:events:ap-northeast-1:111122223333:rule/guardduty"
		second = "arn:aws:events:ap-northeast-1:111122223333:rule/central/guardduty"
		third  = "arn:aws:events:ap-northeast-1:111122223333:rule/health"
	)
	none := []reply{{body: `{}`}}
	buses := []reply{{body: twoBuses}}
	rules := []reply{
		{when: `"EventBusName":"central"`, body: `{"Rules": [` + eventRule("central", "guardduty") + `]}`},
		{when: `"NextToken":"page-2"`, body: `{"Rules": [` + eventRule("default", "guardduty") + `]}`},
		{body: `{"Rules": [` + eventRule("default", "health") + `], "NextToken": "page-2"}`},
	}
	worlds(t, "events.rules", map[string]world{
		"the pages of all buses, and of the targets": {
			answers: replies{
				"events:ListEventBuses": buses, "events:ListRules": rules, "events:ListTagsForResource": none,
				"events:ListTargetsByRule": {
					{when: `"NextToken":"more"`, body: `{"Targets": [{"Id": "two", "Arn": "arn:aws:lambda:ap-northeast-1:111122223333:function:f"}]}`},
					{when: `"EventBusName":"central"`, body: `{"Targets": [{"Id": "one", "Arn": "arn:aws:sns:ap-northeast-1:111122223333:t"}], "NextToken": "more"}`},
					{body: `{"Targets": []}`},
				},
			},
			ids: []string{second, first, third},
			has: map[string]any{
				"arn": second, "State": "ENABLED", "EventPattern": map[string]any{"source": []string{"aws.guardduty"}, "detail": map[string]any{"severity": []float64{4, 4.5}}},
				"ListTargetsByRule.Targets.0.Id": "one", "ListTargetsByRule.Targets.1.Id": "two", "ListTargetsByRule.NextToken": nil,
			},
		},
		"a denied bus hides no other": {
			answers: replies{
				"events:ListEventBuses": buses, "events:ListTagsForResource": none, "events:ListTargetsByRule": none,
				"events:ListRules": {{when: `"EventBusName":"default"`, code: "AccessDeniedException"}, rules[0]},
			},
			ids:  []string{second},
			gaps: []string{jp + " - events:ListRules CutPage AccessDeniedException"},
		},
		"a bus that is gone has no rules": {
			answers: replies{
				"events:ListEventBuses": buses, "events:ListTagsForResource": none, "events:ListTargetsByRule": none,
				"events:ListRules": {{when: `"EventBusName":"default"`, code: "ResourceNotFoundException"}, rules[0]},
			},
			ids: []string{second},
		},
		"a rule that is gone": {
			answers: replies{
				"events:ListEventBuses": buses, "events:ListRules": rules, "events:ListTagsForResource": none,
				"events:ListTargetsByRule": {{when: `"EventBusName":"central"`, code: "ResourceNotFoundException"}, none[0]},
			},
			ids: []string{first, third},
		},
		"one rule's targets are denied": {
			answers: replies{
				"events:ListEventBuses": buses, "events:ListRules": rules, "events:ListTagsForResource": none,
				"events:ListTargetsByRule": {{when: `"Rule":"health"`, code: "AccessDeniedException"}, none[0]},
			},
			ids:  []string{second, first, third},
			gaps: []string{jp + " " + third + " events:ListTargetsByRule AccessDenied AccessDeniedException"},
		},
		"no rules":             {answers: replies{"events:ListEventBuses": buses, "events:ListRules": none}},
		"the buses are denied": {answers: replies{"events:ListEventBuses": denied}, gaps: []string{jp + " - events:ListEventBuses AccessDenied AccessDeniedException"}},
	})
}

func TestEventTargetsSecrets(t *testing.T) {
	const secret = "hunter2hunter2"
	targets := `{"Targets": [{"Id": "1", "Arn": "arn:aws:events:ap-northeast-1:111122223333:api-destination/pager/0", "RoleArn": "arn:aws:iam::111122223333:role/r",
		"Input": "` + secret + `", "InputPath": "$.detail",
		"InputTransformer": {"InputPathsMap": {"title": "$.detail.title"}, "InputTemplate": "` + secret + `"},
		"HttpParameters": {"HeaderParameters": {"X-Key": "` + secret + `"}, "PathParameterValues": ["` + secret + `"], "QueryStringParameters": {"key": "` + secret + `"}},
		"RedshiftDataParameters": {"Database": "d", "Sql": "` + secret + `", "Sqls": ["` + secret + `"]},
		"SageMakerPipelineParameters": {"PipelineParameterList": [{"Name": "n", "Value": "` + secret + `"}]},
		"AppSyncParameters": {"GraphQLOperation": "` + secret + `"}}]}`
	const cut = "[cut length=8-15 class=text]"
	worlds(t, "events.rules", map[string]world{"secrets": {
		answers: replies{
			"events:ListEventBuses": {{body: `{"EventBuses": [{"Name": "default"}]}`}}, "events:ListRules": {{body: `{"Rules": [` + eventRule("default", "r") + `]}`}},
			"events:ListTargetsByRule": {{body: targets}}, "events:ListTagsForResource": {{body: `{}`}},
		},
		ids: []string{"arn:aws:events:ap-northeast-1:111122223333:rule/r"},
		has: map[string]any{
			"ListTargetsByRule.Targets.0.Input": cut, "ListTargetsByRule.Targets.0.InputPath": "$.detail",
			"ListTargetsByRule.Targets.0.InputTransformer.InputPathsMap.title":                     "$.detail.title",
			"ListTargetsByRule.Targets.0.HttpParameters.HeaderParameters.X-Key":                    cut,
			"ListTargetsByRule.Targets.0.HttpParameters.PathParameterValues":                       []string{cut},
			"ListTargetsByRule.Targets.0.RedshiftDataParameters.Sqls":                              []string{cut},
			"ListTargetsByRule.Targets.0.SageMakerPipelineParameters.PipelineParameterList.0.Name": "n",
		},
		check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, secret) },
	}})
}

func TestEventDestinations(t *testing.T) {
	const to, with = "arn:aws:events:ap-northeast-1:111122223333:api-destination/", "arn:aws:events:ap-northeast-1:111122223333:connection/"
	worlds(t, "events.api_destinations", map[string]world{
		"two pages": {
			answers: replies{"events:ListApiDestinations": {
				{when: `"NextToken":"page-2"`, body: `{"ApiDestinations": [{"Name": "pager", "ApiDestinationArn": "` + to + `pager/3", "ApiDestinationState": "ACTIVE"}]}`},
				{body: `{"ApiDestinations": [{"Name": "chat", "ApiDestinationArn": "` + to + `chat/1",
					"ApiDestinationState": "ACTIVE", "ConnectionArn": "` + with + `chat/2",
					"InvocationEndpoint": "https://hooks.slack.com/services/T000/B000/hunter2hunter2"}], "NextToken": "page-2"}`},
			}},
			ids: []string{to + "chat/1", to + "pager/3"},
			has: map[string]any{
				"arn": to + "chat/1", "ConnectionArn": with + "chat/2",
				"InvocationEndpoint": "https://hooks.slack.com/[cut length=32-63 class=text]",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, "hunter2") },
		},
		"none":   {answers: replies{"events:ListApiDestinations": {{body: `{}`}}}},
		"denied": {answers: replies{"events:ListApiDestinations": denied}, gaps: []string{jp + " - events:ListApiDestinations AccessDenied AccessDeniedException"}},
	})
	worlds(t, "events.connections", map[string]world{
		"two pages": {
			answers: replies{"events:ListConnections": {
				{when: `"NextToken":"page-2"`, body: `{"Connections": [{"Name": "pager", "ConnectionArn": "` + with + `pager/4", "ConnectionState": "DEAUTHORIZED"}]}`},
				{body: `{"Connections": [{"Name": "chat", "ConnectionArn": "` + with + `chat/2",
					"ConnectionState": "AUTHORIZED", "AuthorizationType": "API_KEY"}], "NextToken": "page-2"}`},
			}},
			ids: []string{with + "chat/2", with + "pager/4"},
			has: map[string]any{"arn": with + "chat/2", "ConnectionState": "AUTHORIZED"},
		},
		"none":   {answers: replies{"events:ListConnections": {{body: `{}`}}}},
		"denied": {answers: replies{"events:ListConnections": denied}, gaps: []string{jp + " - events:ListConnections AccessDenied AccessDeniedException"}},
	})
}

func TestHostOnly(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.com":                      "https://example.com",
		"https://example.com/":                     "https://example.com",
		"https://example.com/hooks/*?key=hunter2":  "https://example.com/[cut length=16-31 class=text]",
		"https://user:hunter2@example.com:8443/in": "https://example.com:8443/[cut length=1-7 class=text]",
		"https://example.com?key=hunter2":          "https://example.com/[cut length=8-15 class=text]",
		"hunter2":                                  "[cut length=1-7 class=text]",
		"":                                         "[cut length=0 class=empty]",
	} {
		if got := hostOnly(address); got != want {
			t.Errorf("hostOnly(%q) = %q, want %q", address, got, want)
		}
	}
}

// hides fails if a text is anywhere in the elements.
func hides(t *testing.T, elements []map[string]any, secret string) {
	t.Helper()
	if raw := string(asJSON(t, elements)); strings.Contains(raw, secret) {
		t.Errorf("%q is in the snapshot: %s", secret, raw)
	}
}

// replace replaces pairs of texts.
func replace(s string, pairs ...string) string { return strings.NewReplacer(pairs...).Replace(s) }

func TestEventEndpoints(t *testing.T) {
	const arn = "arn:aws:events:ap-northeast-1:111122223333:endpoint/"
	worlds(t, "events.endpoints", map[string]world{
		"two pages": {
			answers: replies{"events:ListEndpoints": {
				{when: `"NextToken":"two"`, body: `{"Endpoints": [{"Name": "b", "Arn": "` + arn + `b"}]}`},
				{body: `{"Endpoints": [{"Name": "a", "Arn": "` + arn + `a", "ReplicationConfig": {"State": "ENABLED"}}], "NextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"ReplicationConfig.State": "ENABLED"},
		},
		"denied": {answers: replies{"events:ListEndpoints": denied}, gaps: []string{jp + " - events:ListEndpoints AccessDenied AccessDeniedException"}},
	})
}
