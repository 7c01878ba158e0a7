package controls.dynamodb.blea_table_scales_test

import data.controls.dynamodb.blea_table_scales as control
import data.lib.alert_world_test as world

_on_demand := {"BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"}}

_provisioned := {"BillingModeSummary": {"BillingMode": "PROVISIONED"}, "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6}}

_table(description) := {"id": "arn:aws:dynamodb:ap-northeast-1:111122223333:table/orders", "region": "ap-northeast-1", "TableName": "orders", "DescribeTable": {"Table": description}}

_arn(name) := sprintf("arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:%s", [name])

_alarm(name, more) := object.union(
	{
		"id": _arn(name), "arn": _arn(name), "region": "ap-northeast-1", "AlarmName": name, "Namespace": "AWS/DynamoDB", "MetricName": "ConsumedReadCapacityUnits", "Statistic": "Average", "Period": 300, "EvaluationPeriods": 3,
		"DatapointsToAlarm": 3, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 90, "Dimensions": [{"Name": "TableName", "Value": "orders"}], "ActionsEnabled": true, "AlarmActions": [world.topic_arn],
	},
	more,
)

_blea := _alarm("blea", {})

_at(table, kind) := {"region": "ap-northeast-1", "ResourceId": sprintf("table/%s", [table]), "ScalableDimension": sprintf("dynamodb:table:%sCapacityUnits", [kind])}

_targets := [_at(table, kind) | some table in ["orders", "other"]; some kind in ["Read", "Write"]]

_tracking(table, kind) := object.union(_at(table, kind), {"PolicyType": "TargetTrackingScaling"})

_cases := {
	"BLEA's passes": {"table": _on_demand, "alarms": [_blea], "want": [["PASSED", "on_demand"]]},
	"on demand without an alarm fails": {"table": _on_demand, "alarms": [], "want": [["FAILED", "no_alarm"]]},
	"an alarm on another table fails": {"table": _on_demand, "alarms": [_alarm("other", {"Dimensions": [{"Name": "TableName", "Value": "other"}]})], "want": [["FAILED", "no_alarm"]]},
	"an alarm on an index fails": {"table": _on_demand, "alarms": [_alarm("index", {"Dimensions": [{"Name": "TableName", "Value": "orders"}, {"Name": "GlobalSecondaryIndexName", "Value": "i"}]})], "want": [["FAILED", "no_alarm"]]},
	"an alarm above 90 fails": {"table": _on_demand, "alarms": [_alarm("high", {"Threshold": 91})], "want": [["FAILED", "no_alarm"]]},
	"an alarm that tells nobody fails": {"table": _on_demand, "alarms": [_alarm("mute", {"AlarmActions": []})], "want": [["FAILED", "unheard"]]},
	"an alarm that leaves the account warns": {"table": _on_demand, "alarms": [_alarm("away", {"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:ops"]})], "want": [["WARNING", "foreign"]]},
	"auto scaling passes": {"table": _provisioned, "alarms": [], "policies": [_tracking("orders", "Read"), _tracking("orders", "Write")], "want": [["PASSED", "scaled"]]},
	"auto scaling of writes alone fails": {"table": _provisioned, "alarms": [], "policies": [_tracking("orders", "Write")], "want": [["FAILED", "fixed"]]},
	"auto scaling of reads alone fails": {"table": _provisioned, "alarms": [], "policies": [_tracking("orders", "Read")], "want": [["FAILED", "fixed"]]},
	"auto scaling of another table fails": {"table": _provisioned, "alarms": [], "policies": [_tracking("other", "Read"), _tracking("other", "Write")], "want": [["FAILED", "fixed"]]},
	"an alarm does instead": {"table": _provisioned, "alarms": [_blea], "want": [["PASSED", "alarmed"]]},
	"a mute alarm does not": {"table": _provisioned, "alarms": [_alarm("mute", {"AlarmActions": []})], "want": [["FAILED", "unheard"]]},
	"both give one finding": {"table": _provisioned, "alarms": [_blea], "policies": [_tracking("orders", "Read"), _tracking("orders", "Write")], "want": [["PASSED", "scaled"]]},
	"provisioned capacity fails": {"table": _provisioned, "alarms": [], "want": [["FAILED", "fixed"]]},
	"an untold mode is provisioned": {"table": {}, "alarms": [], "want": [["FAILED", "fixed"]]},
	"scaling that a table on demand has left is no alarm": {"table": _on_demand, "alarms": [], "policies": [_tracking("orders", "Read"), _tracking("orders", "Write")], "want": [["FAILED", "no_alarm"]]},
	"scaling beside a mute alarm passes": {"table": _provisioned, "alarms": [_alarm("mute", {"AlarmActions": []})], "policies": [_tracking("orders", "Read"), _tracking("orders", "Write")], "want": [["PASSED", "scaled"]]},
	"scaling beside an alarm that leaves the account passes": {"table": _provisioned, "alarms": [_alarm("away", {"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:ops"]})], "policies": [_tracking("orders", "Read"), _tracking("orders", "Write")], "want": [["PASSED", "scaled"]]},
	"scaling of an index fails": {"table": _provisioned, "alarms": [], "policies": [object.union(_tracking("orders", "Read"), {"ScalableDimension": "dynamodb:index:ReadCapacityUnits"}), object.union(_tracking("orders", "Write"), {"ScalableDimension": "dynamodb:index:WriteCapacityUnits"})], "want": [["FAILED", "fixed"]]},
	"left scaling beside a mute alarm is no help": {"table": _on_demand, "alarms": [_alarm("mute", {"AlarmActions": []})], "policies": [_tracking("orders", "Read"), _tracking("orders", "Write")], "want": [["FAILED", "unheard"]]},
}

test_blea_table_scales[name] if {
	some name, tc in _cases
	got := control.findings with input as world.with_changes({
		"dynamodb.tables": [_table(tc.table)], "cloudwatch.alarms": tc.alarms,
		"applicationautoscaling.targets": _targets, "applicationautoscaling.policies": object.get(tc, "policies", []),
	})
	[[finding.status, finding.code] | some finding in got] == tc.want
}

test_plan_changes_the_mode if {
	steps := control.plan with input as world.with_changes({"dynamodb.tables": [_table(_provisioned), object.union(_table(_on_demand), {"id": "a", "TableName": "a"})], "cloudwatch.alarms": []})
	[step.calls[0].params | some step in steps] == [{"TableName": "orders", "BillingMode": "PAY_PER_REQUEST"}]
	[step.undo[0].params.ProvisionedThroughput | some step in steps] == [{"ReadCapacityUnits": 5, "WriteCapacityUnits": 6}]
	none := control.plan with input as world.with_changes({"dynamodb.tables": [_table(_provisioned)], "cloudwatch.alarms": [_blea]})
	none == set()
}

test_a_condition_of_the_policy_is_unclear if {
	got := control.findings with input as world.with_changes({"dynamodb.tables": [_table(_on_demand)], "cloudwatch.alarms": [_blea], "sns.topics": [_conditional]})
	[[finding.status, finding.code] | some finding in got] == [["NOT_AVAILABLE", "unclear"]]
	scaled := control.findings with input as world.with_changes({"dynamodb.tables": [_table(_provisioned)], "cloudwatch.alarms": [_blea], "sns.topics": [_conditional], "applicationautoscaling.targets": _targets, "applicationautoscaling.policies": [_tracking("orders", "Read"), _tracking("orders", "Write")]})
	[[finding.status, finding.code] | some finding in scaled] == [["PASSED", "scaled"]]
}

# However the alarm's own action ends.
test_a_composite_alarm_passes_it_on[name] if {
	some name, tc in {
		"no action": {"alarm": object.union(_blea, {"AlarmActions": []}), "topics": [_second]},
		"a topic that is gone": {"alarm": _blea, "topics": [_second]},
		"a topic of another account": {"alarm": object.union(_blea, {"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:ops"]}), "topics": [_second]},
		"an unclear topic": {"alarm": _blea, "topics": [_second, _conditional]},
	}
	got := control.findings with input as world.with_changes({"dynamodb.tables": [_table(_on_demand)], "cloudwatch.alarms": [tc.alarm], "sns.topics": tc.topics, "cloudwatch.composite_alarms": [_composite("blea")]})
	[[finding.status, finding.code] | some finding in got] == [["PASSED", "on_demand"]]
}

_composite(name) := {
	"id": "any", "arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:any", "region": "ap-northeast-1", "AlarmName": "any", "ActionsEnabled": true,
	"AlarmActions": [_second.arn], "AlarmRule": sprintf("ALARM(\"%s\")", [name]),
}

# Another topic that somebody hears of, and one of which a condition leaves open who may publish.
_second := json.unmarshal(replace(json.marshal(world.topic), ":security", ":second"))

_conditional := object.union(world.topic, {"GetTopicAttributes": {"Attributes": {"Policy": {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"aws:SourceOrgID": "o-1"}},
}]}}}})
