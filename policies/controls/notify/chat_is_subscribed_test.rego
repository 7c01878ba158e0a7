package controls.notify.chat_is_subscribed_test

import data.controls.notify.chat_is_subscribed as control
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_chat_is_subscribed if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"no chat fails": {"changes": {}, "want": "FAILED no_chat"},
	"a Slack channel passes": {"changes": {"chatbot.slack_channels": [{"id": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "arn": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "region": "global", "SnsTopicArns": [world.topic_arn], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"}], "sns.topics": [world.topic_for([world.confirmed, object.union(world.confirmed, {"SubscriptionArn": _chat, "Protocol": "https"})])], "sns.subscriptions": [world.subscription, object.union(world.subscription, {"id": _chat, "arn": _chat, "SubscriptionArn": _chat, "Protocol": "https", "Endpoint": "https://global.sns-api.chatbot.amazonaws.com"})]}, "want": "PASSED chat"},
	"a Teams channel passes": {"changes": {"chatbot.teams_channels": [{"id": "arn:aws:chatbot::111122223333:chat-configuration/microsoft-teams-channel/security", "arn": "arn:aws:chatbot::111122223333:chat-configuration/microsoft-teams-channel/security", "region": "global", "SnsTopicArns": [world.topic_arn], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"}], "sns.topics": [world.topic_for([world.confirmed, object.union(world.confirmed, {"SubscriptionArn": _chat, "Protocol": "https"})])], "sns.subscriptions": [world.subscription, object.union(world.subscription, {"id": _chat, "arn": _chat, "SubscriptionArn": _chat, "Protocol": "https", "Endpoint": "https://global.sns-api.chatbot.amazonaws.com"})]}, "want": "PASSED chat"},
	"a Chime room passes": {"changes": {"chatbot.chime_webhooks": [{"id": "arn:aws:chatbot::111122223333:chat-configuration/chime-webhook/security", "arn": "arn:aws:chatbot::111122223333:chat-configuration/chime-webhook/security", "region": "global", "SnsTopicArns": [world.topic_arn], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"}], "sns.topics": [world.topic_for([world.confirmed, object.union(world.confirmed, {"SubscriptionArn": _chat, "Protocol": "https"})])], "sns.subscriptions": [world.subscription, object.union(world.subscription, {"id": _chat, "arn": _chat, "SubscriptionArn": _chat, "Protocol": "https", "Endpoint": "https://global.sns-api.chatbot.amazonaws.com"})]}, "want": "PASSED chat"},
	"a channel that is on passes": {"changes": {"chatbot.slack_channels": [object.union({"id": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "arn": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "region": "global", "SnsTopicArns": [world.topic_arn], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"}, {"State": "ENABLED"})], "sns.topics": [world.topic_for([world.confirmed, object.union(world.confirmed, {"SubscriptionArn": _chat, "Protocol": "https"})])], "sns.subscriptions": [world.subscription, object.union(world.subscription, {"id": _chat, "arn": _chat, "SubscriptionArn": _chat, "Protocol": "https", "Endpoint": "https://global.sns-api.chatbot.amazonaws.com"})]}, "want": "PASSED chat"},
	"a channel of another account passes": {"changes": {"sns.topics": [world.topic_for([world.confirmed, object.union(world.confirmed, {"SubscriptionArn": _chat, "Protocol": "https"})])], "sns.subscriptions": [world.subscription, object.union(world.subscription, {"id": _chat, "arn": _chat, "SubscriptionArn": _chat, "Protocol": "https", "Endpoint": "https://global.sns-api.chatbot.amazonaws.com"})]}, "want": "PASSED chat"},
	"a channel without subscription fails": {"changes": {"chatbot.slack_channels": [{"id": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "arn": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "region": "global", "SnsTopicArns": [world.topic_arn], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"}]}, "want": "FAILED link_broken"},
	"a channel that is off fails": {"changes": {"chatbot.slack_channels": [object.union({"id": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "arn": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "region": "global", "SnsTopicArns": [world.topic_arn], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"}, {"State": "DISABLED"})]}, "want": "FAILED no_chat"},
	"a channel on another topic fails": {"changes": {"chatbot.slack_channels": [{"id": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "arn": "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/security", "region": "global", "SnsTopicArns": ["arn:aws:sns:ap-northeast-1:111122223333:other"], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"}]}, "want": "FAILED no_chat"},
	"a channel on another topic of the account fails": {"changes": {"sns.topics": [world.topic, _other], "chatbot.slack_channels": [_channel("slack-channel", {"SnsTopicArns": [_other.arn]})]}, "want": "FAILED no_chat"},
	"a Teams channel on another topic fails": {"changes": {"sns.topics": [world.topic, _other], "chatbot.teams_channels": [_channel("microsoft-teams-channel", {"SnsTopicArns": [_other.arn]})]}, "want": "FAILED no_chat"},
	"a Chime room on another topic fails": {"changes": {"sns.topics": [world.topic, _other], "chatbot.chime_webhooks": [_channel("chime-webhook", {"SnsTopicArns": [_other.arn]})]}, "want": "FAILED no_chat"},
	"a Teams channel without subscription fails": {"changes": {"chatbot.teams_channels": [_channel("microsoft-teams-channel", {})]}, "want": "FAILED link_broken"},
	"a Chime room without subscription fails": {"changes": {"chatbot.chime_webhooks": [_channel("chime-webhook", {})]}, "want": "FAILED link_broken"},
	"a Teams channel that is off fails": {"changes": {"chatbot.teams_channels": [_channel("microsoft-teams-channel", {"State": "DISABLED"})]}, "want": "FAILED no_chat"},
	"a Chime room that is off fails": {"changes": {"chatbot.chime_webhooks": [_channel("chime-webhook", {"State": "DISABLED"})]}, "want": "FAILED no_chat"},
	"a chat on another topic fails": {"changes": {"sns.topics": [world.topic, object.union(_other, {"ListSubscriptionsByTopic": {"Subscriptions": [_of_other]}})], "sns.subscriptions": [world.subscription, object.union(world.subscription, {"id": _of_other.SubscriptionArn, "arn": _of_other.SubscriptionArn, "SubscriptionArn": _of_other.SubscriptionArn, "TopicArn": _other.arn, "Protocol": "https", "Endpoint": "https://global.sns-api.chatbot.amazonaws.com"})]}, "want": "FAILED no_chat"},
	"a web address on another topic fails": {"changes": {"sns.topics": [world.topic, object.union(_other, {"ListSubscriptionsByTopic": {"Subscriptions": [_of_other]}})]}, "want": "FAILED no_chat"},
	"a web address beside a channel without subscription passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "https"})])], "chatbot.slack_channels": [_channel("slack-channel", {})]}, "want": "PASSED webhook"},
	"a function passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "lambda"})])]}, "want": "PASSED webhook"},
	"a web address passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "https"})])]}, "want": "PASSED webhook"},
	"a web address that nobody confirmed fails": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "https", "SubscriptionArn": "PendingConfirmation"})])]}, "want": "FAILED no_chat"},
	"a queue is no chat": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "FAILED no_chat"},
}

_chat := "arn:aws:sns:ap-northeast-1:111122223333:security:c4a7"

_channel(kind, more) := object.union(
	{"id": sprintf("arn:aws:chatbot::111122223333:chat-configuration/%s/security", [kind]), "arn": sprintf("arn:aws:chatbot::111122223333:chat-configuration/%s/security", [kind]), "region": "global", "SnsTopicArns": [world.topic_arn], "IamRoleArn": "arn:aws:iam::111122223333:role/chat"},
	more,
)

# A topic that has nothing to do with security.
_other := object.union(world.topic, {"id": "other", "arn": "arn:aws:sns:ap-northeast-1:111122223333:other", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:other"})

_of_other := {"SubscriptionArn": "arn:aws:sns:ap-northeast-1:111122223333:other:1", "Protocol": "https", "Endpoint": "[cut length=32-63]", "Owner": world.account, "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:other"}
