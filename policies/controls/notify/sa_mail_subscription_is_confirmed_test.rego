package controls.notify.sa_mail_subscription_is_confirmed_test

import data.controls.notify.sa_mail_subscription_is_confirmed as control
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_sa_mail_subscription_is_confirmed if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"BLEA's own passes": {"changes": {}, "want": "PASSED subscribed"},
	"nobody confirmed fails": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}, "want": "FAILED unsubscribed"},
	"deleted fails": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "Deleted"})])]}, "want": "FAILED unsubscribed"},
	"nobody fails": {"changes": {"sns.topics": [world.topic_for([])]}, "want": "FAILED unsubscribed"},
	"a queue passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "PASSED subscribed"},
	"a filter policy on attributes fails": {"changes": {"sns.subscriptions": [world.subscription_with({"FilterPolicy": {"severity": ["high"]}, "FilterPolicyScope": "MessageAttributes"})]}, "want": "FAILED unsubscribed"},
	"a filter policy that lets findings through passes": {"changes": {"sns.subscriptions": [world.subscription_with({"FilterPolicy": {"source": ["aws.guardduty"]}, "FilterPolicyScope": "MessageBody"})]}, "want": "PASSED subscribed"},
	"a filter policy that lets nothing through fails": {"changes": {"sns.subscriptions": [world.subscription_with({"FilterPolicy": {"source": ["aws.s3"]}, "FilterPolicyScope": "MessageBody"})]}, "want": "FAILED unsubscribed"},
	"one topic of two without a subscriber fails": {"changes": {"sns.topics": [world.topic, object.union(json.unmarshal(replace(json.marshal(world.topic), ":security", ":second")), {"ListSubscriptionsByTopic": {"Subscriptions": []}})], "events.rules": world.aimed_at("guardduty", [world.topic_arn, "arn:aws:sns:ap-northeast-1:111122223333:second"])}, "want": "FAILED unsubscribed"},
	"a topic that nothing uses does not count": {"changes": {"sns.topics": [world.topic, object.union(json.unmarshal(replace(json.marshal(world.topic), ":security", ":second")), {"ListSubscriptionsByTopic": {"Subscriptions": []}})]}, "want": "PASSED subscribed"},
	"alarms do not count": {"changes": {"events.rules": []}, "want": "FAILED no_topic"},
	"rules on other things do not count": {"changes": {"events.rules": [world.rule("health", world.patterns.health)]}, "want": "FAILED no_topic"},
	"a rule on Access Analyzer counts": {"changes": {"events.rules": [world.rule("analyzer", {"source": ["aws.access-analyzer"]})]}, "want": "PASSED subscribed"},
	"a topic of another account beside one of its own passes": {"changes": {"events.rules": world.aimed_at("guardduty", ["arn:aws:sns:ap-northeast-1:444455556666:security", world.topic_arn])}, "want": "PASSED subscribed"},
	"a topic of another account for other events is none": {"changes": {"events.rules": [_foreign("s3", {"source": ["aws.s3"]})], "sns.topics": []}, "want": "FAILED no_topic"},
	"a topic that is gone is none": {"changes": {"sns.topics": []}, "want": "FAILED no_topic"},
	"a topic of another account is foreign": {"changes": {"events.rules": [json.patch(world.rule("guardduty", world.patterns.guardduty), [{"op": "replace", "path": "/ListTargetsByRule/Targets/0/Arn", "value": "arn:aws:sns:ap-northeast-1:444455556666:security"}])]}, "want": "WARNING abroad"},
	"a disabled rule does not count": {"changes": {"events.rules": [object.union(rule, {"State": "DISABLED"}) | some rule in world.rules]}, "want": "FAILED no_topic"},
}

test_plan_makes_a_topic if {
	steps := control.plan with input as world.with_changes({"events.rules": []})
	{step.calls[0].operation | some step in steps} == {"CreateTopic"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes({})
	count(steps) == 0
}

# A rule that sends to a topic of another account.
_foreign(name, pattern) := json.patch(world.rule(name, pattern), [{"op": "replace", "path": "/ListTargetsByRule/Targets/0/Arn", "value": "arn:aws:sns:ap-northeast-1:444455556666:security"}])
