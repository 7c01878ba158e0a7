package controls.notify.security_group_changes_are_notified_test

import data.controls.notify.security_group_changes_are_notified as control
import data.lib.alert_world_test as world
import data.lib.rule_cases_test as shared

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_security_group_changes_are_notified if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := object.union(shared.cases(_spec), {
	"a wildcard passes": {"changes": {"events.rules": world.with_pattern("security_groups", {"source": ["aws.ec2"], "detail": {"eventName": [{"wildcard": "*SecurityGroup*"}]}})}, "want": "PASSED heard"},
	"prefixes pass": {"changes": {"events.rules": world.with_pattern("security_groups", {"source": ["aws.ec2"], "detail": {"eventName": [{"prefix": "AuthorizeSecurityGroup"}, {"prefix": "RevokeSecurityGroup"}]}})}, "want": "PASSED heard"},
	"without AuthorizeSecurityGroupIngress fails": {"changes": {"events.rules": world.with_pattern("security_groups", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"]}})}, "want": "FAILED no_rule"},
	"without AuthorizeSecurityGroupEgress fails": {"changes": {"events.rules": world.with_pattern("security_groups", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"]}})}, "want": "FAILED no_rule"},
	"without RevokeSecurityGroupIngress fails": {"changes": {"events.rules": world.with_pattern("security_groups", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress"]}})}, "want": "FAILED no_rule"},
	"without RevokeSecurityGroupEgress fails": {"changes": {"events.rules": world.with_pattern("security_groups", {"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress"]}})}, "want": "FAILED no_rule"},
	"an alarm on the benchmark's pattern passes": {"changes": {"events.rules": world.without("security_groups"), "logs.metric_filters": [world.filter("Changes", world.any_of(["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup"]))], "cloudwatch.alarms": [world.alarm("Changes", 1)]}, "want": "PASSED by_alarm"},
	"AWS Config passes": {"changes": {"events.rules": world.instead("security_groups", world.rule("items", {"source": ["aws.config"], "detail-type": ["Config Configuration Item Change"], "detail": {"configurationItem": {"resourceType": ["AWS::EC2::SecurityGroup"]}}})), "config.recorders": [{"id": "default", "arn": "default", "region": "ap-northeast-1", "RecordingGroup": {"AllSupported": true}, "DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true}]}}]}, "want": "PASSED by_config"},
	"AWS Config that records security groups passes": {"changes": {"events.rules": world.instead("security_groups", world.rule("items", {"source": ["aws.config"], "detail-type": ["Config Configuration Item Change"], "detail": {"configurationItem": {"resourceType": ["AWS::EC2::SecurityGroup"]}}})), "config.recorders": [{"id": "default", "arn": "default", "region": "ap-northeast-1", "RecordingGroup": {"AllSupported": false, "ResourceTypes": ["AWS::EC2::SecurityGroup"]}, "DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true}]}}]}, "want": "PASSED by_config"},
	"AWS Config that records other things fails": {"changes": {"events.rules": world.instead("security_groups", world.rule("items", {"source": ["aws.config"], "detail-type": ["Config Configuration Item Change"], "detail": {"configurationItem": {"resourceType": ["AWS::EC2::SecurityGroup"]}}})), "config.recorders": [{"id": "default", "arn": "default", "region": "ap-northeast-1", "RecordingGroup": {"AllSupported": false, "ResourceTypes": ["AWS::S3::Bucket"]}, "DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true}]}}]}, "want": "FAILED no_rule"},
	"AWS Config that nobody hears of fails": {"changes": object.union(_items.changes, {"events.rules": world.without("security_groups")}), "want": "FAILED no_rule"},
	"AWS Config that would record security groups and does not fails": {"changes": {"events.rules": array.concat(world.without("security_groups"), _items.rules), "config.recorders": [{"id": "default", "arn": "default", "region": "ap-northeast-1", "RecordingGroup": {"AllSupported": false, "ResourceTypes": ["AWS::EC2::SecurityGroup"]}, "DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": false}]}}]}, "want": "FAILED no_rule"},
	"AWS Config that does not record fails": {"changes": {"events.rules": world.instead("security_groups", world.rule("items", {"source": ["aws.config"], "detail-type": ["Config Configuration Item Change"], "detail": {"configurationItem": {"resourceType": ["AWS::EC2::SecurityGroup"]}}})), "config.recorders": [{"id": "default", "arn": "default", "region": "ap-northeast-1", "RecordingGroup": {"AllSupported": true}, "DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": false}]}}]}, "want": "FAILED no_rule"},
	"without a trail EventBridge sees nothing": {"changes": {"cloudtrail.trails": []}, "want": "FAILED no_trail"},
	"a trail that only reads is none": {"changes": {"cloudtrail.trails": [object.union(world.trail, {"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": true}]}})]}, "want": "FAILED no_trail"},
	"a trail of this Region is enough": {"changes": {"cloudtrail.trails": [object.union(world.trail, {"IsMultiRegionTrail": false})]}, "want": "PASSED heard"},
	"a trail of another Region alone is not": {"changes": {"cloudtrail.trails": [object.union(world.elsewhere(world.trail, "us-east-1"), {"IsMultiRegionTrail": false})]}, "want": "FAILED no_trail"},
})

_spec := object.union(shared.of("security_groups"), {"ways": [shared.notified("aws.ec2", "AWS API Call via CloudTrail"), shared.alarmed(["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup"]), _items], "unless": [shared.no_trail, shared.reads_only]})

_items := {
	"want": "PASSED by_config",
	"rules": [world.rule("items", {"source": ["aws.config"], "detail-type": ["Config Configuration Item Change"], "detail": {"configurationItem": {"resourceType": ["AWS::EC2::SecurityGroup"]}}})],
	"changes": {"config.recorders": [{"id": "default", "arn": "default", "region": "ap-northeast-1", "RecordingGroup": {"AllSupported": true}, "DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true}]}}]},
}

# What the step leaves behind passes.
test_plan if {
	changes := {"events.rules": world.without("security_groups")}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutRule", "PutTargets"]
	step.calls[1].params.Targets[0].Arn == world.topic_arn
	"BLEA.CloudTrail.1" in step.needs
	after := object.union(changes, {"events.rules": array.concat(world.without("security_groups"), [object.union(step.effect[0].value, {"EventPattern": json.unmarshal(step.calls[0].params.EventPattern)})])})
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
	finding.args.rules == [world.rule("security_groups", {}).arn]
	finding.args.topics == [world.topic_arn]
	some _ in finding.args.events
}
