package collectors

import (
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"kijun/scanner/collect"
)

func TestChatbot(t *testing.T) {
	const arn = "arn:aws:chatbot::111122223333:chat-configuration/"
	for _, c := range []struct{ key, operation, list, kind string }{
		{"chatbot.slack_channels", "chatbot:DescribeSlackChannelConfigurations", "SlackChannelConfigurations", "slack-channel/"},
		{"chatbot.teams_channels", "chatbot:ListMicrosoftTeamsChannelConfigurations", "TeamChannelConfigurations", "microsoft-teams-channel/"},
		{"chatbot.chime_webhooks", "chatbot:DescribeChimeWebhookConfigurations", "WebhookConfigurations", "chime-webhook/"},
	} {
		id := arn + c.kind
		t.Run(c.key, func(t *testing.T) {
			worlds(t, c.key, map[string]world{
				"two pages": {
					answers: replies{c.operation: {
						{when: "page-2", body: `{"` + c.list + `": [{"ChatConfigurationArn": "` + id + `b", "State": "DISABLED"}]}`},
						{body: `{"` + c.list + `": [{"ChatConfigurationArn": "` + id + `a", "ConfigurationName": "a", "IamRoleArn": "arn:aws:iam::111122223333:role/chat",
							"SnsTopicArns": ["arn:aws:sns:ap-northeast-1:111122223333:security"], "Tags": [{"TagKey": "team", "TagValue": "sec"}]}], "NextToken": "page-2"}`},
					}},
					ids: []string{id + "a", id + "b"},
					has: map[string]any{"arn": id + "a", "region": "global", "SnsTopicArns": []string{"arn:aws:sns:ap-northeast-1:111122223333:security"}, "State": nil, "tags.team": "sec"},
					check: func(t *testing.T, f *aFake, elements []map[string]any) {
						expect(t, "state", elements[1]["State"], "DISABLED")
						for _, asked := range f.asked {
							if !strings.Contains(asked, "us-east-2") {
								t.Errorf("asked elsewhere: %s", asked)
							}
						}
					},
				},
				"none":   {answers: replies{c.operation: {{body: `{}`}}}},
				"denied": {answers: replies{c.operation: denied}, gaps: []string{"global - " + c.operation + " AccessDenied AccessDeniedException"}},
			})
		})
	}
	worlds(t, "chatbot.chime_webhooks", map[string]world{"a description with the URL": {
		answers: replies{"chatbot:DescribeChimeWebhookConfigurations": {{body: `{"WebhookConfigurations": [{"ChatConfigurationArn": "` + arn + `chime-webhook/a",
			"WebhookDescription": "https://hooks.chime.aws/incomingwebhooks/hunter2"}]}`}}},
		ids:   []string{arn + "chime-webhook/a"},
		has:   map[string]any{"WebhookDescription": "[cut length=32-63 class=url]"},
		check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, "hunter2") },
	}})
}

// China and GovCloud have none of these services: they are not asked, and nothing is listed.
func TestOnlyInAWSPartition(t *testing.T) {
	for _, key := range []string{
		"chatbot.slack_channels", "chatbot.teams_channels", "chatbot.chime_webhooks", "notifications.configurations", "notifications.managed",
		"notificationscontacts.email_contacts",
	} {
		f := fake(t, nil)
		target := &collect.Target{Account: me, Partition: "aws-cn", Region: "global", Home: "cn-north-1", Config: aws.Config{Region: "cn-north-1", HTTPClient: &http.Client{Transport: f}}}
		if err := collector(t, key).Collect(t.Context(), target, nil); err != nil {
			t.Errorf("%s: %v", key, err)
		}
		expect(t, key, len(f.asked), 0)
	}
}
