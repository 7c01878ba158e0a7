package collectors

import (
	"strings"
	"testing"
)

func TestNotificationConfigurations(t *testing.T) {
	const list, rules, channels = "notifications:ListNotificationConfigurations", "notifications:ListEventRules", "notifications:ListChannels"
	const arn = "arn:aws:notifications::111122223333:configuration/"
	listed := []reply{
		{when: "page-2", body: `{"notificationConfigurations": [{"arn": "` + arn + `b", "name": "b", "status": "INACTIVE"}]}`},
		{body: `{"notificationConfigurations": [{"arn": "` + arn + `a", "name": "a", "status": "ACTIVE"}], "nextToken": "page-2"}`},
	}
	none := []reply{{body: `{}`}}
	worlds(t, "notifications.configurations", map[string]world{
		"two pages, and pages of rules and channels": {
			answers: replies{list: listed,
				rules: {
					{when: "nextToken=more", body: `{"eventRules": [{"arn": "` + arn + `a/rule/2", "eventPattern": "", "source": "aws.health", "eventType": "AWS Health Event"}]}`},
					{when: "configuration%2Fa", body: `{"eventRules": [{"arn": "` + arn + `a/rule/1", "eventPattern": "{\"detail\": {\"severity\": [{\"numeric\": [\">=\", 4]}]}}",
						"source": "aws.guardduty", "eventType": "GuardDuty Finding", "regions": ["ap-northeast-1"], "managedRules": ["arn:aws:events:ap-northeast-1:111122223333:rule/m"],
						"statusSummaryByRegion": {"ap-northeast-1": {"status": "ACTIVE", "reason": ""}}}], "nextToken": "more"}`},
					none[0],
				},
				channels: {
					{when: "nextToken=more", body: `{"channels": ["arn:aws:chatbot::111122223333:chat-configuration/slack-channel/c"]}`},
					{when: "configuration%2Fa", body: `{"channels": ["arn:aws:notifications-contacts::111122223333:emailcontact/e"], "nextToken": "more"}`},
					none[0],
				},
			},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{
				"region": "global", "Status": "ACTIVE", "ListEventRules.EventRules.0.Source": "aws.guardduty", "ListEventRules.EventRules.0.StatusSummaryByRegion.ap-northeast-1.Status": "ACTIVE",
				"ListEventRules.EventRules.0.EventPattern.detail.severity.0.numeric": []any{">=", 4}, "ListEventRules.EventRules.1.EventPattern": "",
				"ListChannels.Channels": []string{"arn:aws:notifications-contacts::111122223333:emailcontact/e", "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/c"},
			},
			check: asksVirginia,
		},
		"one is denied": {
			answers: replies{list: listed, rules: {{when: "configuration%2Fa", code: "AccessDeniedException"}, none[0]}, channels: none},
			ids:     []string{arn + "a", arn + "b"},
			gaps:    []string{"global " + arn + "a " + rules + " AccessDenied AccessDeniedException"},
		},
		"one is gone": {
			answers: replies{list: listed, rules: {{when: "configuration%2Fa", code: "ResourceNotFoundException"}, none[0]}, channels: none},
			ids:     []string{arn + "b"},
		},
		"none":   {answers: replies{list: none}},
		"denied": {answers: replies{list: denied}, gaps: []string{"global - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func TestManagedNotifications(t *testing.T) {
	const list, associations = "notifications:ListManagedNotificationConfigurations", "notifications:ListManagedNotificationChannelAssociations"
	const arn = "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/"
	listed := []reply{
		{when: "page-2", body: `{"managedNotificationConfigurations": [{"arn": "` + arn + `Security", "name": "Security"}]}`},
		{body: `{"managedNotificationConfigurations": [{"arn": "` + arn + `Operations", "name": "Operations"}], "nextToken": "page-2"}`},
	}
	worlds(t, "notifications.managed", map[string]world{
		"two pages": {
			answers: replies{list: listed, associations: {
				{when: "nextToken=more", body: `{"channelAssociations": [{"channelIdentifier": "ACCOUNT_PRIMARY", "channelType": "ACCOUNT_CONTACT", "overrideOption": "ENABLED"}]}`},
				{body: `{"channelAssociations": [{"channelIdentifier": "arn:aws:notifications-contacts::111122223333:emailcontact/e", "channelType": "EMAIL"}], "nextToken": "more"}`},
			}},
			ids: []string{arn + "Operations", arn + "Security"},
			has: map[string]any{
				"ListManagedNotificationChannelAssociations.ChannelAssociations.0.ChannelType":       "EMAIL",
				"ListManagedNotificationChannelAssociations.ChannelAssociations.1.ChannelIdentifier": "ACCOUNT_PRIMARY",
			},
			check: asksVirginia,
		},
		"one is denied": {
			answers: replies{list: listed, associations: {{when: "Security", code: "AccessDeniedException"}, {body: `{"channelAssociations": []}`}}},
			ids:     []string{arn + "Operations", arn + "Security"},
			gaps:    []string{"global " + arn + "Security " + associations + " AccessDenied AccessDeniedException"},
		},
		"none":   {answers: replies{list: {{body: `{}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{"global - " + list + " AccessDenied AccessDeniedException"}},
	})
}

func asksVirginia(t *testing.T, f *aFake, _ []map[string]any) {
	t.Helper()
	for _, asked := range f.asked {
		if !strings.Contains(asked, "us-east-1") {
			t.Errorf("asked elsewhere: %s", asked)
		}
	}
}
