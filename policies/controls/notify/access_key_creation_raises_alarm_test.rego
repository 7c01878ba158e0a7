package controls.notify.access_key_creation_raises_alarm_test

import data.controls.notify.access_key_creation_raises_alarm as control
import data.lib.alert_world_test as world

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_access_key_creation_raises_alarm if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(tc.changes)
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"the pattern passes": {"changes": _base, "want": "PASSED heard"},
	"a condition that the evidence leaves open is not decided": {"changes": object.union(_base, {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]}, "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}]})]}), "want": "NOT_AVAILABLE unclear"},
	"nobody confirmed fails": {"changes": object.union(_base, {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}), "want": "FAILED no_subscriber"},
	"the key that SNS keeps fails": {"changes": object.union(_base, {"sns.topics": [world.topic_under("alias/aws/sns")]}), "want": "FAILED key_denied"},
	"a topic that is gone fails": {"changes": object.union(_base, {"sns.topics": []}), "want": "FAILED target_missing"},
	"a queue behind the topic passes": {"changes": object.union(_base, {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}), "want": "PASSED indirect"},
	"the statement for the owner admits alarms": {"changes": object.union(_base, {"sns.topics": [world.topic_with(world.owners)]}), "want": "PASSED heard"},
	"a policy for EventBridge alone fails": {"changes": object.union(_base, {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [world.both.Statement[1]]})]}), "want": "FAILED publish_denied"},
	"a key with a condition on the account passes": {"changes": object.union(_base, {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses("cloudwatch.amazonaws.com", {"Condition": {"StringEquals": {"aws:SourceAccount": world.account}}})])]}), "want": "PASSED heard"},
	"a key for EventBridge alone fails": {"changes": object.union(_base, {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [world.key("CUSTOMER", "Enabled", [world.uses("events.amazonaws.com", {})])]}), "want": "FAILED key_denied"},
	"a key of another account is foreign": {"changes": object.union(_base, {"sns.topics": [world.topic_under("arn:aws:kms:ap-northeast-1:444455556666:key/k")]}), "want": "WARNING foreign"},
	"a topic of another account is foreign": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:security"]})]}, "want": "WARNING foreign"},
	"an OpsItem passes": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": ["arn:aws:ssm:ap-northeast-1:111122223333:opsitem:1"]})]}, "want": "PASSED indirect"},
	"a function that is active passes": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": ["arn:aws:lambda:ap-northeast-1:111122223333:function:tell"]})]}, {"lambda.functions": [{"id": "f", "arn": "arn:aws:lambda:ap-northeast-1:111122223333:function:tell", "region": world.region, "GetFunctionConfiguration": {"State": "Active"}}]}), "want": "PASSED indirect"},
	"an action of EC2 tells nobody": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": ["arn:aws:automate:ap-northeast-1:ec2:stop"]})]}, "want": "FAILED no_action"},
	"no action fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, "want": "FAILED no_action"},
	"actions that are off fail": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"ActionsEnabled": false})]}, "want": "FAILED no_action"},
	"a topic of another Region fails": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": ["arn:aws:sns:us-east-1:111122223333:security"]})]}, {"sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}), "want": "FAILED target_missing"},
	"a FIFO topic fails": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:security.fifo"]})]}, {"sns.topics": [json.unmarshal(replace(json.marshal(world.topic), ":security", ":security.fifo"))]}), "want": "FAILED target_missing"},
	"a composite alarm that tells a FIFO topic does not": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({"AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:security.fifo"]})], "sns.topics": [json.unmarshal(replace(json.marshal(world.topic), ":security", ":security.fifo"))]}), "want": "FAILED no_action"},
	"a threshold above fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"Threshold": 2})]}, "want": "FAILED alarm_too_slow"},
	"more than one less passes": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"ComparisonOperator": "GreaterThanThreshold", "Threshold": 0})]}, "want": "PASSED heard"},
	"more than that fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"ComparisonOperator": "GreaterThanThreshold", "Threshold": 1})]}, "want": "FAILED alarm_too_slow"},
	"less than fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"ComparisonOperator": "LessThanThreshold"})]}, "want": "FAILED alarm_too_slow"},
	"a minute passes": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"Period": 60})]}, "want": "PASSED heard"},
	"ten minutes fail": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"Period": 600})]}, "want": "FAILED alarm_too_slow"},
	"two periods fail": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"EvaluationPeriods": 2, "DatapointsToAlarm": 2})]}, "want": "FAILED alarm_too_slow"},
	"one of two periods passes": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"EvaluationPeriods": 2})]}, "want": "PASSED heard"},
	"an average fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"Statistic": "Average"})]}, "want": "FAILED alarm_too_slow"},
	"a misspelt metric fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"MetricName": "Other"})]}, "want": "FAILED no_alarm"},
	"another namespace fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"Namespace": "Other"})]}, "want": "FAILED no_alarm"},
	"dimensions fail": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"Dimensions": [{"Name": "a", "Value": "b"}]})]}, "want": "FAILED no_alarm"},
	"another unit fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"Unit": "Bytes"})]}, "want": "FAILED no_alarm"},
	"an alarm of another Region fails": {"changes": object.union(_base, {"cloudwatch.alarms": [world.elsewhere(world.alarm("NewAccessKeyCreatedEventCount", 1), "us-east-1")]}), "want": "FAILED no_alarm"},
	"no alarm fails": {"changes": object.union(_base, {"cloudwatch.alarms": []}), "want": "FAILED no_alarm"},
	"a filter that counts nothing fails": {"changes": object.union(_base, {"logs.metric_filters": [object.union(world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount), {"MetricTransformations": [{"MetricName": "NewAccessKeyCreatedEventCount", "MetricNamespace": "CloudTrailMetrics", "MetricValue": "0"}]})]}), "want": "FAILED no_alarm"},
	"a filter with dimensions fails": {"changes": object.union(_base, {"logs.metric_filters": [object.union(world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount), {"MetricTransformations": [{"MetricName": "NewAccessKeyCreatedEventCount", "MetricNamespace": "CloudTrailMetrics", "MetricValue": "1", "Dimensions": {"who": "$.userIdentity.arn"}}]})]}), "want": "FAILED no_alarm"},
	"a value out of the event fails": {"changes": object.union(_base, {"logs.metric_filters": [object.union(world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount), {"MetricTransformations": [{"MetricName": "NewAccessKeyCreatedEventCount", "MetricNamespace": "CloudTrailMetrics", "MetricValue": "$.size"}]})]}), "want": "FAILED no_alarm"},
	"no filter fails": {"changes": object.union(_base, {"logs.metric_filters": []}), "want": "FAILED no_filter"},
	"a filter on another log group fails": {"changes": object.union(_base, {"logs.metric_filters": [object.union(world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount), {"LogGroupName": "aws-controltower/CloudTrailLogs"})]}), "want": "FAILED no_filter"},
	"a filter that is limited to some events fails": {"changes": object.union(_base, {"logs.metric_filters": [object.union(world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount), {"FieldSelectionCriteria": "@aws.region = \"us-east-1\""})]}), "want": "FAILED no_filter"},
	"a pattern that is none fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", "{$.eventName = }")], "cloudwatch.alarms": [world.alarm("NewAccessKeyCreatedEventCount", 1)]}, "want": "FAILED no_filter"},
	"a pattern that everything matches passes": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", "")], "cloudwatch.alarms": [world.alarm("NewAccessKeyCreatedEventCount", 1)]}, "want": "PASSED heard"},
	"no trail fails": {"changes": object.union(_base, {"cloudtrail.trails": []}), "want": "FAILED no_log_group"},
	"a trail of one Region fails": {"changes": object.union(_base, {"cloudtrail.trails": [object.union(world.trail, {"IsMultiRegionTrail": false})]}), "want": "FAILED no_log_group"},
	"a trail without log group fails": {"changes": object.union(_base, {"cloudtrail.trails": [object.remove(world.trail, ["CloudWatchLogsLogGroupArn"])]}), "want": "FAILED no_log_group"},
	"a log group to which nothing has come for a day fails": {"changes": object.union(_base, {"cloudtrail.trails": [object.union(world.trail, {"GetTrailStatus": {"LatestCloudWatchLogsDeliveryTime": "2025-02-02T01:59:59Z"}})]}), "want": "FAILED no_log_group"},
	"a log group to which something came a day ago passes": {"changes": object.union(_base, {"cloudtrail.trails": [object.union(world.trail, {"GetTrailStatus": {"LatestCloudWatchLogsDeliveryTime": "2025-02-02T02:00:00Z"}})]}), "want": "PASSED heard"},
	"a log group of another account is foreign": {"changes": object.union(_base, {"cloudtrail.trails": [object.union(world.trail, {"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:444455556666:log-group:trail:*"})]}), "want": "WARNING log_group_abroad"},
	"a composite alarm passes it on": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({})]}), "want": "PASSED relayed"},
	"a composite alarm by ARN does too": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({"AlarmRule": sprintf("ALARM( '%s' ) OR ALARM(other)", [world.alarm("NewAccessKeyCreatedEventCount", 1).arn])})]}), "want": "PASSED relayed"},
	"a composite alarm that wants more does not": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({"AlarmRule": "ALARM(\"NewAccessKeyCreatedEventCount\") AND ALARM(\"other\")"})]}), "want": "FAILED no_action"},
	"a composite alarm on others does not": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({"AlarmRule": "ALARM(\"NewAccessKeyCreatedEventCountOther\")"})]}), "want": "FAILED no_action"},
	"a composite alarm with a suppressor does not": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({"ActionsSuppressor": "maintenance"})]}), "want": "FAILED no_action"},
	"a composite alarm whose actions are off does not": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({"ActionsEnabled": false})]}), "want": "FAILED no_action"},
	"a composite alarm that tells a topic of another Region does not": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"AlarmActions": []})]}, {"cloudwatch.composite_alarms": [_composite({"AlarmActions": ["arn:aws:sns:us-east-1:111122223333:security"]})], "sns.topics": [world.elsewhere(world.topic, "us-east-1")]}), "want": "FAILED no_action"},
	"a rule on the alarm's state passes it on": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"ActionsEnabled": false})]}, {"events.rules": [world.rule("state", {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"], "detail": {"alarmName": ["NewAccessKeyCreatedEventCount"], "state": {"value": ["ALARM"]}}})]}), "want": "PASSED relayed"},
	"a rule on another alarm's state does not": {"changes": object.union({"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [object.union(world.alarm("NewAccessKeyCreatedEventCount", 1), {"ActionsEnabled": false})]}, {"events.rules": [world.rule("state", {"source": ["aws.cloudwatch"], "detail": {"alarmName": ["other"]}})]}), "want": "FAILED no_action"},
	"one user fails": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", "{($.eventName=CreateAccessKey) && ($.userIdentity.userName=bob)}")], "cloudwatch.alarms": [world.alarm("NewAccessKeyCreatedEventCount", 1)]}, "want": "FAILED no_filter"},
	"with the source passes": {"changes": {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", "{($.eventSource=\"iam.amazonaws.com\") && ($.eventName=\"CreateAccessKey\")}")], "cloudwatch.alarms": [world.alarm("NewAccessKeyCreatedEventCount", 1)]}, "want": "PASSED heard"},
	"a rule in us-east-1 passes": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": ["CreateAccessKey"]}}), "us-east-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "PASSED by_events"},
	"a rule elsewhere never matches": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": ["CreateAccessKey"]}}), "ap-northeast-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}, "want": "FAILED no_filter"},
	"a denial by the organization passes": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "organizations.organization": [{"id": "o-a1b2c3", "region": "global", "MasterAccountId": "444455556666"}], "organizations.policies": [{"id": "p-1", "region": "global", "Type": "SERVICE_CONTROL_POLICY", "DescribePolicy": {"Policy": {"Content": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:CreateAccessKey", "Resource": "*"}]}}}, "ListTargetsForPolicy": {"Targets": [{"TargetId": "111122223333", "Type": "ACCOUNT"}]}}]}, "want": "PASSED denied_to_all"},
	"a denial of something else fails": {"changes": {"logs.metric_filters": [], "cloudwatch.alarms": [], "organizations.organization": [{"id": "o-a1b2c3", "region": "global", "MasterAccountId": "444455556666"}], "organizations.policies": [{"id": "p-1", "region": "global", "Type": "SERVICE_CONTROL_POLICY", "DescribePolicy": {"Policy": {"Content": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:CreateUser", "Resource": "*"}]}}}, "ListTargetsForPolicy": {"Targets": [{"TargetId": "111122223333", "Type": "ACCOUNT"}]}}]}, "want": "FAILED no_filter"},
}

_base := {"logs.metric_filters": [world.filter("NewAccessKeyCreatedEventCount", world.filter_patterns.NewAccessKeyCreatedEventCount)], "cloudwatch.alarms": [world.alarm("NewAccessKeyCreatedEventCount", 1)]}

_composite(fields) := object.union(
	{
		"id": "any", "arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:any", "region": world.region, "AlarmName": "any", "ActionsEnabled": true,
		"AlarmActions": [world.topic_arn], "AlarmRule": "ALARM(\"NewAccessKeyCreatedEventCount\") OR ALARM(\"other\")",
	},
	fields,
)

# What the step leaves behind passes.
test_plan if {
	changes := {"logs.metric_filters": [], "cloudwatch.alarms": []}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.region == world.region
	[call.operation | some call in step.calls] == ["PutMetricFilter", "PutMetricAlarm"]
	step.calls[0].params.logGroupName == "trail"
	step.calls[1].params.AlarmActions == [world.topic_arn]
	after := {"logs.metric_filters": [object.union(step.effect[0].value, {"FilterPattern": step.calls[0].params.filterPattern})], "cloudwatch.alarms": [step.effect[1].value]}
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED heard"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes(_base)
	count(steps) == 0
}

# Other ways to hear of it, from the first that counts to the last.
_ways := [["PASSED by_events", _rules], ["PASSED denied_to_all", _denied], ["WARNING log_group_abroad", _abroad]]

_abroad := {"cloudtrail.trails": [world.trail, object.union(world.trail, {"id": "abroad", "arn": "abroad", "CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:444455556666:log-group:trail:*"})]}

_relayed := object.union(_alarmed({"AlarmActions": []}), {"cloudwatch.composite_alarms": [_composite({})]})

_alarmed(fields) := object.union(_base, {"cloudwatch.alarms": [object.union(_base["cloudwatch.alarms"][0], fields)]})

# A second topic, of which it is not clear who may publish.
_unclear := object.union(world.topic_with({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]}, "Action": "sns:Publish", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}]}), {
	"id": "arn:aws:sns:ap-northeast-1:111122223333:unclear", "arn": "arn:aws:sns:ap-northeast-1:111122223333:unclear", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:unclear",
})

test_an_alarm_goes_before_other_ways[name] if {
	some [name, way] in array.concat(_ways, [["a composite alarm", {"cloudwatch.composite_alarms": [_composite({})]}]])
	got := world.verdicts(control.findings) with input as world.with_changes(object.union(_base, way))
	got == {"PASSED heard"}
}

test_a_relay_goes_before_other_ways[name] if {
	some [name, way] in _ways
	got := world.verdicts(control.findings) with input as world.with_changes(object.union(_relayed, way))
	got == {"PASSED relayed"}
}

test_a_relay_makes_up_for_an_alarm_that_may_reach_nobody[name] if {
	some name, actions in {"another account's topic": ["arn:aws:sns:ap-northeast-1:444455556666:security"], "an unclear topic": [_unclear.arn]}
	got := world.verdicts(control.findings) with input as world.with_changes(object.union_n([_relayed, _alarmed({"AlarmActions": actions}), {"sns.topics": [world.topic, _unclear]}]))
	got == {"PASSED relayed"}
}

test_other_ways_make_up_for_a_broken_alarm[name] if {
	some name, changes in {
		"no action": _alarmed({"AlarmActions": []}),
		"too slow": _alarmed({"Period": 600}),
		"none": object.union(_base, {"cloudwatch.alarms": []}),
		"no filter": object.union(_base, {"logs.metric_filters": []}),
		"another account's topic": _alarmed({"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:security"]}),
		"an unclear topic": _alarmed({"AlarmActions": [_unclear.arn]}),
	}
	every pair in _ways {
		got := world.verdicts(control.findings) with input as world.with_changes(object.union_n([changes, pair[1], {"sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1"), _unclear]}]))
		got == {pair[0]}
	}
}

test_the_first_way_counts[name] if {
	some i, [name, way] in _ways
	every other in array.slice(_ways, i + 1, 9) {
		got := world.verdicts(control.findings) with input as world.with_changes(object.union_n([{"logs.metric_filters": [], "cloudwatch.alarms": []}, other[1], way]))
		got == {name}
	}
}

_rules := {"events.rules": [world.elsewhere(world.rule("key", {"source": ["aws.iam"], "detail": {"eventName": ["CreateAccessKey"]}}), "us-east-1")], "sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]}

_denied := {
	"organizations.organization": [{"id": "o-a1b2c3", "region": "global", "MasterAccountId": "444455556666"}],
	"organizations.policies": [{
		"id": "p-1", "region": "global", "Type": "SERVICE_CONTROL_POLICY",
		"DescribePolicy": {"Policy": {"Content": {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:CreateAccessKey", "Resource": "*"}]}}},
		"ListTargetsForPolicy": {"Targets": [{"TargetId": "111122223333", "Type": "ACCOUNT"}]},
	}],
}
