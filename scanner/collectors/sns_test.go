package collectors

import (
	"strings"
	"testing"
)

func TestTopics(t *testing.T) {
	const arn = "arn:aws:sns:ap-northeast-1:111122223333:"
	const attributes = `<Attributes>
		<entry><key>TopicArn</key><value>` + arn + `a</value></entry>
		<entry><key>KmsMasterKeyId</key><value>alias/aws/sns</value></entry>
		<entry><key>SubscriptionsConfirmed</key><value>1</value></entry>
		<entry><key>SomethingNew</key><value>x</value></entry>
		<entry><key>Policy</key><value>{&quot;Statement&quot;: [{&quot;Effect&quot;: &quot;Allow&quot;}]}</value></entry></Attributes>`
	const subscription = `<member><SubscriptionArn>PendingConfirmation</SubscriptionArn><Protocol>email</Protocol><Endpoint>a.person@example.com</Endpoint></member>`
	worlds(t, "sns.topics", map[string]world{
		"two pages of each": {
			answers: replies{
				"sns:ListTopics": {
					{when: "NextToken=two", body: `<Topics><member><TopicArn>` + arn + `b</TopicArn></member></Topics>`},
					{body: `<Topics><member><TopicArn>` + arn + `a</TopicArn></member></Topics><NextToken>two</NextToken>`},
				},
				"sns:GetTopicAttributes": {{when: "%3Ab", code: "AuthorizationError"}, {body: attributes}},
				"sns:ListSubscriptionsByTopic": {
					{when: "NextToken=more", body: `<Subscriptions>` + subscription + `</Subscriptions>`},
					{body: `<Subscriptions><member><SubscriptionArn>` + arn + `a:1</SubscriptionArn><Protocol>https</Protocol>
						<Endpoint>https://example.com/hook?token=hush</Endpoint></member></Subscriptions><NextToken>more</NextToken>`},
				},
				"sns:ListTagsForResource": {{body: `<Tags><member><Key>team</Key><Value>x</Value></member></Tags>`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b sns:GetTopicAttributes AccessDenied AuthorizationError"},
			has: map[string]any{
				"GetTopicAttributes.Attributes.Policy.Statement.0.Effect": "Allow", "GetTopicAttributes.Attributes.Other.SomethingNew": "x",
				"ListSubscriptionsByTopic.Subscriptions.0.Endpoint":        "[cut length=32-63 class=url]",
				"ListSubscriptionsByTopic.Subscriptions.1.SubscriptionArn": "PendingConfirmation",
				"ListTagsForResource.Tags.0.Value":                         "x",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				if text := string(asJSON(t, elements)); strings.Contains(text, "hush") || strings.Contains(text, "a.person") {
					t.Errorf("a secret came through: %s", text)
				}
				golden(t, "sns.topics", elements)
			},
		},
		"a topic that went in between is not there": {
			need: []string{"GetTopicAttributes"},
			answers: replies{
				"sns:ListTopics":         {{body: `<Topics><member><TopicArn>` + arn + `a</TopicArn></member></Topics>`}},
				"sns:GetTopicAttributes": {{code: "NotFound"}},
			},
		},
		"none":   {answers: replies{"sns:ListTopics": {{body: `<Topics/>`}}}},
		"denied": {answers: replies{"sns:ListTopics": {{code: "AuthorizationError"}}}, gaps: []string{jp + " - sns:ListTopics AccessDenied AuthorizationError"}},
	})
}
