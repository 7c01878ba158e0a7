package controls.notify.topic_has_subscriber_test

import data.controls.notify.topic_has_subscriber as control
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_topic_has_subscriber if {
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
	"no rule and no alarm fails": {"changes": {"events.rules": [], "cloudwatch.alarms": []}, "want": "FAILED no_topic"},
	"disabled rules and no alarm fail": {"changes": {"events.rules": [object.union(rule, {"State": "DISABLED"}) | some rule in world.rules], "cloudwatch.alarms": []}, "want": "FAILED no_topic"},
	"rules on something else do not make a security topic": {"changes": {"events.rules": [world.rule("other", {"source": ["aws.s3"]})], "cloudwatch.alarms": []}, "want": "FAILED no_topic"},
	"an alarm alone makes a security topic": {"changes": {"events.rules": []}, "want": "PASSED subscribed"},
	"an alarm on something else does not": {"changes": {"events.rules": [], "cloudwatch.alarms": [world.alarm("CPUUtilization", 80)]}, "want": "FAILED no_topic"},
	"a Config rule alone makes a security topic": {"changes": {"events.rules": [world.rule("default_sg", world.patterns.default_sg)], "cloudwatch.alarms": []}, "want": "PASSED subscribed"},
	"a topic that is gone fails": {"changes": {"sns.topics": []}, "want": "FAILED no_topic"},
	"a topic of another account beside one of its own passes": {"changes": {"events.rules": world.aimed_at("guardduty", ["arn:aws:sns:ap-northeast-1:444455556666:security", world.topic_arn])}, "want": "PASSED subscribed"},
	"a topic of another account for other events is none": {"changes": {"events.rules": [_foreign("s3", {"source": ["aws.s3"]})], "cloudwatch.alarms": [], "sns.topics": []}, "want": "FAILED no_topic"},
	"a topic of another account is foreign": {"changes": {"events.rules": world.aimed_at("guardduty", ["arn:aws:sns:ap-northeast-1:444455556666:security"]), "sns.topics": []}, "want": "WARNING abroad"},
}

test_plan_makes_a_topic if {
	changes := {"events.rules": [], "cloudwatch.alarms": [], "sns.topics": []}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	[call.operation | some call in step.calls] == ["CreateTopic", "SetTopicAttributes"]
	step.calls[1].params.TopicArn == "arn:aws:sns:ap-northeast-1:111122223333:blea-security-alarm"
	services := {service | some statement in json.unmarshal(step.calls[1].params.AttributeValue).Statement; service := statement.Principal.Service}
	services == {"events.amazonaws.com", "cloudwatch.amazonaws.com"}
	step.undo[0].operation == "DeleteTopic"
}

test_no_plan_can_confirm_a_subscription if {
	steps := control.plan with input as world.with_changes({"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]})
	count(steps) == 0
}

# A rule that sends to a topic of another account.
_foreign(name, pattern) := json.patch(world.rule(name, pattern), [{"op": "replace", "path": "/ListTargetsByRule/Targets/0/Arn", "value": "arn:aws:sns:ap-northeast-1:444455556666:security"}])
