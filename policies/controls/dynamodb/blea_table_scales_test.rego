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

_policy(table, kind) := sprintf("arn:aws:autoscaling:ap-northeast-1:111122223333:scalingPolicy:0a1b2c3d:resource/dynamodb/table/%s:policyName/%s", [table, kind])

_tracking(table, kind) := _alarm(kind, {"MetricName": sprintf("Consumed%sCapacityUnits", [kind]), "Statistic": "Sum", "Threshold": 1260, "Dimensions": [{"Name": "TableName", "Value": table}], "AlarmActions": [_policy(table, kind)]})

test_blea_table_scales[name] if {
	some name, tc in {
		"BLEA's passes": {"table": _on_demand, "alarms": [_blea], "want": [["PASSED", "on_demand"]]},
		"on demand without an alarm fails": {"table": _on_demand, "alarms": [], "want": [["FAILED", "no_alarm"]]},
		"an alarm on another table fails": {"table": _on_demand, "alarms": [_alarm("other", {"Dimensions": [{"Name": "TableName", "Value": "other"}]})], "want": [["FAILED", "no_alarm"]]},
		"an alarm on an index fails": {"table": _on_demand, "alarms": [_alarm("index", {"Dimensions": [{"Name": "TableName", "Value": "orders"}, {"Name": "GlobalSecondaryIndexName", "Value": "i"}]})], "want": [["FAILED", "no_alarm"]]},
		"an alarm above 90 fails": {"table": _on_demand, "alarms": [_alarm("high", {"Threshold": 91})], "want": [["FAILED", "no_alarm"]]},
		"an alarm that tells nobody fails": {"table": _on_demand, "alarms": [_alarm("mute", {"AlarmActions": []})], "want": [["FAILED", "unheard"]]},
		"an alarm that leaves the account warns": {"table": _on_demand, "alarms": [_alarm("away", {"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:ops"]})], "want": [["WARNING", "foreign"]]},
		"auto scaling passes": {"table": _provisioned, "alarms": [_tracking("orders", "Read"), _tracking("orders", "Write")], "want": [["PASSED", "scaled"]]},
		"auto scaling of reads alone fails": {"table": _provisioned, "alarms": [_tracking("orders", "Read")], "want": [["FAILED", "fixed"]]},
		"auto scaling of another table fails": {"table": _provisioned, "alarms": [_tracking("other", "Read"), _tracking("other", "Write")], "want": [["FAILED", "fixed"]]},
		"an alarm does instead": {"table": _provisioned, "alarms": [_blea], "want": [["PASSED", "alarmed"]]},
		"a mute alarm does not": {"table": _provisioned, "alarms": [_alarm("mute", {"AlarmActions": []})], "want": [["FAILED", "unheard"]]},
		"both give one finding": {"table": _provisioned, "alarms": [_tracking("orders", "Read"), _tracking("orders", "Write"), _blea], "want": [["PASSED", "scaled"]]},
		"provisioned capacity fails": {"table": _provisioned, "alarms": [], "want": [["FAILED", "fixed"]]},
		"an untold mode is provisioned": {"table": {}, "alarms": [], "want": [["FAILED", "fixed"]]},
	}
	got := control.findings with input as world.with_changes({"dynamodb.tables": [_table(tc.table)], "cloudwatch.alarms": tc.alarms})
	[[finding.status, finding.code] | some finding in got] == tc.want
}

test_plan_changes_the_mode if {
	steps := control.plan with input as world.with_changes({"dynamodb.tables": [_table(_provisioned), object.union(_table(_on_demand), {"id": "a", "TableName": "a"})], "cloudwatch.alarms": []})
	[step.calls[0].params | some step in steps] == [{"TableName": "orders", "BillingMode": "PAY_PER_REQUEST"}]
	[step.undo[0].params.ProvisionedThroughput | some step in steps] == [{"ReadCapacityUnits": 5, "WriteCapacityUnits": 6}]
	none := control.plan with input as world.with_changes({"dynamodb.tables": [_table(_provisioned)], "cloudwatch.alarms": [_blea]})
	none == set()
}
