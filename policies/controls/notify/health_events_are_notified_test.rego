package controls.notify.health_events_are_notified_test

import data.controls.notify.health_events_are_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_health_events_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"no detail-type passes": {"changes": {"events.rules": world.with_pattern("health", {"source": ["aws.health"]})}, "want": "PASSED heard"},
	"events on the account with a queue behind the topic pass": {"changes": {"events.rules": world.with_pattern("health", {"source": ["aws.health"], "detail": {"eventScopeCode": ["ACCOUNT_SPECIFIC"]}}), "sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "PASSED account_only"},
	"what AWS notifies of other things does not count": {"changes": {"events.rules": world.without("health"), "notifications.managed": array.concat(_managed.changes["notifications.managed"], [{"id": "Budgets", "arn": "b", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Billing/sub-category/Budgets", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": []}}])}, "want": "PASSED managed"},
	"events on the account pass": {"changes": {"events.rules": world.with_pattern("health", {"source": ["aws.health"], "detail": {"eventScopeCode": ["ACCOUNT_SPECIFIC"]}})}, "want": "PASSED account_only"},
	"public events only fail": {"changes": {"events.rules": world.with_pattern("health", {"source": ["aws.health"], "detail": {"eventScopeCode": ["PUBLIC"]}})}, "want": "FAILED no_rule"},
	"one service fails": {"changes": {"events.rules": world.with_pattern("health", {"source": ["aws.health"], "detail": {"service": ["EC2"]}})}, "want": "FAILED no_rule"},
	"one category fails": {"changes": {"events.rules": world.with_pattern("health", {"source": ["aws.health"], "detail": {"eventTypeCategory": ["issue"]}})}, "want": "FAILED no_rule"},
	"a star in the source never matches": {"changes": {"events.rules": world.with_pattern("health", {"source": ["aws.health*"]})}, "want": "FAILED no_rule"},
	"a prefix of the source passes": {"changes": {"events.rules": world.with_pattern("health", {"source": [{"prefix": "aws.health"}]})}, "want": "PASSED heard"},
	"what AWS itself notifies passes": {"changes": {"events.rules": world.without("health"), "notifications.managed": [{"id": "Security", "arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": [{"ChannelIdentifier": "ACCOUNT_PRIMARY", "ChannelType": "ACCOUNT_CONTACT"}]}}, {"id": "Operations", "arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Operations", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Operations", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": [{"ChannelIdentifier": "ACCOUNT_PRIMARY", "ChannelType": "ACCOUNT_CONTACT"}]}}]}, "want": "PASSED managed"},
	"what AWS notifies to nobody fails": {"changes": {"events.rules": world.without("health"), "notifications.managed": [{"id": "Security", "arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": [{"ChannelIdentifier": "ACCOUNT_PRIMARY", "ChannelType": "ACCOUNT_CONTACT"}]}}, {"id": "Operations", "arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Operations", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Operations", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": []}}]}, "want": "FAILED no_rule"},
	"what AWS notifies of other things fails": {"changes": {"events.rules": world.without("health"), "notifications.managed": [json.unmarshal(replace(json.marshal({"id": "Security", "arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": [{"ChannelIdentifier": "ACCOUNT_PRIMARY", "ChannelType": "ACCOUNT_CONTACT"}]}}), "AWS-Health", "AWS-Billing"))]}, "want": "FAILED no_rule"},
})

_spec := object.union(shared.of("health"), {"ways": [shared.notified("aws.health", "AWS Health Event"), _managed]})

_managed := {"want": "PASSED managed", "changes": {"notifications.managed": [{"id": "Security", "arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Security", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": [{"ChannelIdentifier": "ACCOUNT_PRIMARY", "ChannelType": "ACCOUNT_CONTACT"}]}}, {"id": "Operations", "arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Operations", "Arn": "arn:aws:notifications::111122223333:managed-notification-configuration/category/AWS-Health/sub-category/Operations", "region": "global", "ListManagedNotificationChannelAssociations": {"ChannelAssociations": [{"ChannelIdentifier": "ACCOUNT_PRIMARY", "ChannelType": "ACCOUNT_CONTACT"}]}}]}}

# What the step leaves behind passes.
test_plan if {
	changes := {"events.rules": world.without("health")}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	step.calls[1].params.Targets[0].Arn == world.topic_arn
	after := object.union(changes, {"events.rules": array.concat(world.without("health"), [object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})])})
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED heard"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes({})
	count(steps) == 0
}

# A second rule does not help against a topic without subscriber.
test_no_plan_beyond_the_rule if {
	steps := control.plan with input as world.with_changes({"sns.topics": [world.topic_for([])]})
	count(steps) == 0
}

test_the_reader_sees_where_it_ends if {
	some finding in control.findings with input as world.with_changes({"sns.topics": []})
	finding.args.rules == [world.rule("health", {}).arn]
	finding.args.topics == [world.topic_arn]
	some _ in finding.args.events
}
