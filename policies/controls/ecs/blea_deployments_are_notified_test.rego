package controls.ecs.blea_deployments_are_notified_test

import data.controls.ecs.blea_deployments_are_notified as control

import data.lib.alert_world_test as world

_service := {"id": "arn:aws:ecs:ap-northeast-1:111122223333:service/c/s", "region": world.region, "ServiceName": "s"}

_rule := world.rule("ecs", _pattern)

_pattern := {"source": ["aws.ecs"], "detail-type": ["ECS Deployment State Change"], "detail": {"eventType": ["WARN", "ERROR"]}}

_with(fields) := object.union(object.remove(_rule, object.keys(fields)), fields)

_to(arn) := _with({"ListTargetsByRule": {"Targets": [{"Id": "t", "Arn": arn}]}})

_stranger := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}]}

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_blea_deployments_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(object.union({"ecs.services": [_service], "events.rules": [_rule]}, tc.changes))
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"BLEA's own passes": {"changes": {}, "want": "PASSED heard"},
	"all events of ECS pass": {"changes": {"events.rules": [_with({"EventPattern": {"source": ["aws.ecs"]}})]}, "want": "PASSED heard"},
	"no services are not applicable": {"changes": {"ecs.services": [], "events.rules": []}, "want": "NOT_APPLICABLE no_services"},
	"services of another Region do not count": {"changes": {"ecs.services": [object.union(_service, {"region": "us-east-1"})]}, "want": "NOT_APPLICABLE no_services"},
	"no rule fails": {"changes": {"events.rules": []}, "want": "FAILED no_rule"},
	"a rule of another Region fails": {"changes": {"events.rules": [world.elsewhere(_rule, "us-east-1")]}, "want": "FAILED no_rule"},
	"one cluster only fails": {"changes": {"events.rules": [_with({"EventPattern": object.union(_pattern, {"resources": [{"prefix": "arn:aws:ecs:ap-northeast-1:111122223333:service/app/"}]})})]}, "want": "FAILED no_rule"},
	"a disabled rule fails": {"changes": {"events.rules": [_with({"State": "DISABLED"})]}, "want": "FAILED rule_disabled"},
	"a log group as target fails": {"changes": {"events.rules": [_to("arn:aws:logs:ap-northeast-1:111122223333:log-group:events")]}, "want": "FAILED no_target"},
	"a topic that is gone fails": {"changes": {"sns.topics": []}, "want": "FAILED target_missing"},
	"the statement for the owner does not admit EventBridge": {"changes": {"sns.topics": [world.topic_with(world.owners)]}, "want": "FAILED publish_denied"},
	"the key that SNS keeps fails": {"changes": {"sns.topics": [world.topic_under("alias/aws/sns")]}, "want": "FAILED key_denied"},
	"nobody confirmed fails": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}, "want": "FAILED no_subscriber"},
	"a queue behind the topic passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "PASSED indirect"},
	"a topic of another account is foreign": {"changes": {"events.rules": [_to("arn:aws:sns:ap-northeast-1:444455556666:security")]}, "want": "WARNING foreign"},
	"a condition that the evidence leaves open is not decided": {"changes": {"sns.topics": [world.topic_with(_stranger)]}, "want": "NOT_AVAILABLE unclear"},
	"User Notifications pass": {"changes": {"events.rules": [], "notifications.configurations": [world.notification("aws.ecs", "ECS Deployment State Change", "")], "notificationscontacts.email_contacts": [world.contact("active")]}, "want": "PASSED another_way"},
	"errors only pass": {"changes": {"events.rules": [_with({"EventPattern": object.union(_pattern, {"detail": {"eventType": ["ERROR"]}})})]}, "want": "PASSED heard"},
	"warnings only fail": {"changes": {"events.rules": [_with({"EventPattern": object.union(_pattern, {"detail": {"eventType": ["WARN"]}})})]}, "want": "FAILED no_rule"},
	"service actions only fail": {"changes": {"events.rules": [_with({"EventPattern": object.union(_pattern, {"detail-type": ["ECS Service Action"]})})]}, "want": "FAILED no_rule"},
}

# What the step leaves behind passes.
test_plan if {
	changes := {"ecs.services": [_service], "events.rules": []}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	made := object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})
	got := world.verdicts(control.findings) with input as world.with_changes(object.union(changes, {"events.rules": [object.union(made, {"ListTargetsByRule": {"Targets": [{"Id": "t", "Arn": world.topic_arn}]}})]}))
	got == {"PASSED heard"}
}

test_no_plan_without_need[name] if {
	some name, changes in {
		"a rule that is there": {"ecs.services": [_service], "events.rules": [_rule]},
		"no services": {"ecs.services": [], "events.rules": []},
	}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 0
}

test_without_services_there_is_nothing_to_notify if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(object.union_n([{"events.rules": [_rule]}, tc.changes, {"ecs.services": []}]))
		got != {"NOT_APPLICABLE no_services"}
	}
	print(wrong)
	wrong == {}
}

# However the rules end.
test_user_notifications_do_instead if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(object.union_n([{"ecs.services": [_service], "events.rules": [_rule]}, tc.changes, {
			"notifications.configurations": [world.notification("aws.ecs", "ECS Deployment State Change", "")],
			"notificationscontacts.email_contacts": [world.contact("active")],
		}]))
		got != {_instead(tc.want)}
	}
	print(wrong)
	wrong == {}
}

_instead(want) := want if regex.match(`^(PASSED|NOT_APPLICABLE) `, want)

_instead(want) := "PASSED another_way" if not regex.match(`^(PASSED|NOT_APPLICABLE) `, want)
