package controls.notify.network_acl_changes_are_notified_test

import data.controls.notify.network_acl_changes_are_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_network_acl_changes_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"without CreateNetworkAcl fails": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]}})}, "want": "FAILED no_rule"},
	"without CreateNetworkAclEntry fails": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAcl", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]}})}, "want": "FAILED no_rule"},
	"without DeleteNetworkAcl fails": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]}})}, "want": "FAILED no_rule"},
	"without DeleteNetworkAclEntry fails": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]}})}, "want": "FAILED no_rule"},
	"without ReplaceNetworkAclEntry fails": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclAssociation"]}})}, "want": "FAILED no_rule"},
	"without ReplaceNetworkAclAssociation fails": {"changes": {"events.rules": world.with_pattern("network_acls", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry"]}})}, "want": "FAILED no_rule"},
	"an alarm on the benchmark's pattern passes": {"changes": {"events.rules": world.without("network_acls"), "logs.metric_filters": [world.filter("Changes", world.any_of(["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]))], "cloudwatch.alarms": [world.alarm("Changes", 1)]}, "want": "PASSED by_alarm"},
	"without a trail EventBridge sees nothing": {"changes": {"cloudtrail.trails": []}, "want": "FAILED no_trail"},
})

_spec := object.union(shared.of("network_acls"), {"ways": [shared.notified("aws.ec2", "AWS API Call via CloudTrail"), shared.alarmed(["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"])], "unless": [shared.no_trail, shared.reads_only]})

# What the step leaves behind passes.
test_plan if {
	changes := {"events.rules": world.without("network_acls")}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	step.calls[1].params.Targets[0].Arn == world.topic_arn
	"BLEA.CloudTrail.1" in step.needs
	after := object.union(changes, {"events.rules": array.concat(world.without("network_acls"), [object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})])})
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
	finding.args.rules == [world.rule("network_acls", {}).arn]
	finding.args.topics == [world.topic_arn]
	some _ in finding.args.events
}
