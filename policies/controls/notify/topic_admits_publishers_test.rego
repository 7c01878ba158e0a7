package controls.notify.topic_admits_publishers_test

import data.controls.notify.topic_admits_publishers as control
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_topic_admits_publishers if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"BLEA's own passes": {"changes": {}, "want": "PASSED admitted"},
	"the statement for the owner admits alarms only": {"changes": {"sns.topics": [world.topic_with(world.owners)]}, "want": "FAILED denied"},
	"that is enough for alarms": {"changes": {"sns.topics": [world.topic_with(world.owners)], "events.rules": []}, "want": "PASSED admitted"},
	"EventBridge alone is not enough": {"changes": {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [world.both.Statement[1]]})]}, "want": "FAILED denied"},
	"EventBridge alone is enough for rules": {"changes": {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [world.both.Statement[1]]})], "cloudwatch.alarms": []}, "want": "PASSED admitted"},
	"a role on the targets admits rules": {"changes": {"sns.topics": [world.topic_with(world.owners)], "events.rules": [json.patch(rule, [{"op": "add", "path": "/ListTargetsByRule/Targets/0/RoleArn", "value": "arn:aws:iam::111122223333:role/publish"}]) | some rule in world.rules]}, "want": "PASSED admitted"},
	"a condition on rules and alarms of the account passes": {"changes": {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]}, "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"aws:SourceAccount": world.account}}}]})]}, "want": "PASSED admitted"},
	"a condition on one rule fails the others": {"changes": {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [world.both.Statement[0], object.union(world.both.Statement[1], {"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:ap-northeast-1:111122223333:rule/health"}}})]})]}, "want": "FAILED denied"},
	"a denial without TLS passes": {"changes": {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": array.concat(world.both.Statement, [{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}])})]}, "want": "PASSED admitted"},
	"a denial outside the organization fails": {"changes": {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": array.concat(world.both.Statement, [{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3"}}}])})]}, "want": "FAILED denied"},
	"a condition that the evidence leaves open is not decided": {"changes": {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [object.union(statement, {"Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}) | some statement in world.both.Statement]})]}, "want": "NOT_AVAILABLE unclear"},
	"no policy fails": {"changes": {"sns.topics": [json.patch(world.topic, [{"op": "remove", "path": "/GetTopicAttributes/Attributes/Policy"}])]}, "want": "FAILED denied"},
	"a topic for other events does not count": {"changes": {"sns.topics": [world.topic, _second], "events.rules": array.concat(world.rules, [object.union(world.rule("builds", {"source": ["aws.codebuild"]}), {"ListTargetsByRule": {"Targets": [{"Id": "Target0", "Arn": _second.arn}]}})])}, "want": "PASSED admitted"},
	"a topic for other alarms does not count": {"changes": {"sns.topics": [world.topic, _second], "cloudwatch.alarms": array.concat(world.alarms, [object.union(world.alarm("Load", 1), {"AlarmActions": [_second.arn]})])}, "want": "PASSED admitted"},
	"a topic of an alarm whose actions are off does not count": {"changes": {"sns.topics": [world.topic, _second], "cloudwatch.alarms": array.concat(world.alarms, [object.union(world.alarm("IAMPolicyEventCount", 1), {"id": "off", "arn": "off", "ActionsEnabled": false, "AlarmActions": [_second.arn]})])}, "want": "PASSED admitted"},
	"no topic does not apply": {"changes": {"sns.topics": []}, "want": "NOT_APPLICABLE no_topic"},
	"no rule and no alarm does not apply": {"changes": {"events.rules": [], "cloudwatch.alarms": []}, "want": "NOT_APPLICABLE no_topic"},
}

# A topic where nobody may publish.
_second := object.union(world.topic_with({"Version": "2012-10-17", "Statement": []}), {"id": "arn:aws:sns:ap-northeast-1:111122223333:second", "arn": "arn:aws:sns:ap-northeast-1:111122223333:second", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:second"})

# What is there stays, and what the step leaves behind passes.
test_plan_adds_statements if {
	steps := control.plan with input as world.with_changes({"sns.topics": [world.topic_with(world.owners)]})
	count(steps) == 1
	some step in steps
	policy := json.unmarshal(step.calls[0].params.AttributeValue)
	policy.Statement[0] == world.owners.Statement[0]
	got := world.verdicts(control.findings) with input as world.with_changes({"sns.topics": [world.topic_with(policy)]})
	got == {"PASSED admitted"}
	json.unmarshal(step.undo[0].params.AttributeValue) == world.owners
}

test_no_plan_against_a_denial if {
	steps := control.plan with input as world.with_changes({"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Resource": "*"}]})]})
	count(steps) == 0
}
