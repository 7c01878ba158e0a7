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

func TestSubscriptions(t *testing.T) {
	const arn = "arn:aws:sns:ap-northeast-1:111122223333:a:"
	member := func(name, protocol, endpoint string) string {
		return `<member><SubscriptionArn>` + name + `</SubscriptionArn><TopicArn>arn:aws:sns:ap-northeast-1:111122223333:a</TopicArn>
			<Protocol>` + protocol + `</Protocol><Endpoint>` + endpoint + `</Endpoint><Owner>111122223333</Owner></member>`
	}
	attributes := func(policy string) string {
		return `<Attributes><entry><key>FilterPolicy</key><value>` + policy + `</value></entry>
			<entry><key>FilterPolicyScope</key><value>MessageBody</value></entry>
			<entry><key>Endpoint</key><value>a.person@example.com</value></entry>
			<entry><key>SomethingNew</key><value>x</value></entry></Attributes>`
	}
	worlds(t, "sns.subscriptions", map[string]world{
		"two pages, what is not confirmed left out": {
			answers: replies{
				"sns:ListSubscriptions": {
					{when: "NextToken=two", body: `<Subscriptions>` + member(arn+"2", "https", "https://hooks.example.com/services/hush?token=hush") + member(arn+"3", "https", "https://global.sns-api.chatbot.amazonaws.com") + `</Subscriptions>`},
					{body: `<Subscriptions>` + member("PendingConfirmation", "email", "b.person@example.com") + member("Deleted", "email", "c.person@example.com") +
						member(arn+"1", "email", "a.person@example.com") + `</Subscriptions><NextToken>two</NextToken>`},
				},
				"sns:GetSubscriptionAttributes": {{when: "%3A2", code: "AuthorizationError"}, {body: attributes(`{&quot;source&quot;: [&quot;aws.health&quot;]}`)}},
			},
			ids:  []string{arn + "1", arn + "2", arn + "3"},
			gaps: []string{jp + " " + arn + "2 sns:GetSubscriptionAttributes AccessDenied AuthorizationError"},
			has: map[string]any{
				"GetSubscriptionAttributes.Attributes.FilterPolicy.source.0": "aws.health",
				"GetSubscriptionAttributes.Attributes.FilterPolicyScope":     "MessageBody",
				"GetSubscriptionAttributes.Attributes.Other.SomethingNew":    "x",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				text := string(asJSON(t, elements))
				if strings.Contains(text, "hush") || strings.Contains(text, "person") {
					t.Errorf("a secret came through: %s", text)
				}
				for _, host := range []string{"https://hooks.example.com/", "https://global.sns-api.chatbot.amazonaws.com"} {
					if !strings.Contains(text, host) {
						t.Errorf("the host of %s is gone: %s", host, text)
					}
				}
				golden(t, "sns.subscriptions", elements)
			},
		},
		"one that went in between is not there": {
			need: []string{"GetSubscriptionAttributes"},
			answers: replies{
				"sns:ListSubscriptions":         {{body: `<Subscriptions>` + member(arn+"1", "email", "a.person@example.com") + `</Subscriptions>`}},
				"sns:GetSubscriptionAttributes": {{code: "NotFound"}},
			},
		},
		"none":   {answers: replies{"sns:ListSubscriptions": {{body: `<Subscriptions/>`}}}},
		"denied": {answers: replies{"sns:ListSubscriptions": {{code: "AuthorizationError"}}}, gaps: []string{jp + " - sns:ListSubscriptions AccessDenied AuthorizationError"}},
	})
}
