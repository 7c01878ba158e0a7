package lib.metric_alarms_test

import data.lib.alert_world_test as world
import data.lib.metric_alarms

_alarm(more) := object.union(
	{
		"id": "alarm", "arn": "alarm", "region": "ap-northeast-1", "Namespace": "AWS/RDS", "MetricName": "CPUUtilization", "Statistic": "Average", "Period": 60, "EvaluationPeriods": 3, "DatapointsToAlarm": 3,
		"ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 90, "Dimensions": [{"Name": "DBClusterIdentifier", "Value": "orders"}],
	},
	more,
)

_name := "ap-northeast-1|AWS/RDS|CPUUtilization|DBClusterIdentifier|orders"

test_rising[name] if {
	some name, tc in {
		"BLEA's": {"alarm": _alarm({}), "rising": true},
		"a lower threshold": {"alarm": _alarm({"Threshold": 70.5}), "rising": true},
		"a higher threshold": {"alarm": _alarm({"Threshold": 90.1}), "rising": false},
		"above it": {"alarm": _alarm({"ComparisonOperator": "GreaterThanThreshold"}), "rising": true},
		"below it": {"alarm": _alarm({"ComparisonOperator": "LessThanThreshold"}), "rising": false},
		"the maximum": {"alarm": _alarm({"Statistic": "Maximum"}), "rising": true},
		"the sum": {"alarm": _alarm({"Statistic": "Sum"}), "rising": true},
		"the minimum": {"alarm": _alarm({"Statistic": "Minimum"}), "rising": false},
		"a percentile": {"alarm": object.union(object.remove(_alarm({}), ["Statistic"]), {"ExtendedStatistic": "p99"}), "rising": false},
		"five minutes": {"alarm": _alarm({"Period": 300, "EvaluationPeriods": 1}), "rising": true},
		"a second dimension": {"alarm": _alarm({"Dimensions": [{"Name": "DBClusterIdentifier", "Value": "orders"}, {"Name": "Role", "Value": "WRITER"}]}), "rising": false},
		"no dimension": {"alarm": _alarm({"Dimensions": []}), "rising": false},
		"metric math": {"alarm": {"id": "alarm", "arn": "alarm", "region": "ap-northeast-1", "Metrics": [], "ComparisonOperator": "GreaterThanThreshold", "Threshold": 1}, "rising": false},
	}
	got := metric_alarms.rising with input.cloudwatch.alarms as [tc.alarm]
	got == {watch: {"alarm"} | watch := _name; tc.rising}
}

test_carried if {
	metric_alarms.carried(_name, {"alarm", "other"}) with input.cloudwatch.alarms as [_alarm({})]
	not metric_alarms.carried(_name, {"other"}) with input.cloudwatch.alarms as [_alarm({})]
	not metric_alarms.carried("another", {"alarm"}) with input.cloudwatch.alarms as [_alarm({})]
}

test_named if {
	both := metric_alarms.named(_name) with input.cloudwatch.alarms as [_alarm({"arn": "b"}), _alarm({"arn": "a"}), _alarm({"arn": "c", "MetricName": "FreeableMemory"})]
	both == ["a", "b"]
	none := metric_alarms.named(_name) with input.cloudwatch.alarms as []
	none == []
}

test_heard if {
	alarm := object.union(_alarm({}), {"ActionsEnabled": true, "AlarmActions": [world.topic_arn]})
	certain := metric_alarms.heard with input as world.with_changes({"cloudwatch.alarms": [alarm]})
	certain == {"alarm"}
	off := metric_alarms.heard with input as world.with_changes({"cloudwatch.alarms": [object.union(alarm, {"ActionsEnabled": false})]})
	off == set()
}
