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
	"a function passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "lambda"})])]}, "want": "PASSED webhook"},
	"a web address passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "https"})])]}, "want": "PASSED webhook"},
	"a web address that nobody confirmed fails": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "https", "SubscriptionArn": "PendingConfirmation"})])]}, "want": "FAILED no_chat"},
	"a queue is no chat": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "FAILED no_chat"},
}

_chat := "arn:aws:sns:ap-northeast-1:111122223333:security:c4a7"
