package controls.rds.blea_cluster_load_raises_alarm_test

import data.controls.rds.blea_cluster_load_raises_alarm as control
import data.lib.alert_world_test as world

_cluster(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:cluster:orders", "region": "ap-northeast-1", "DBClusterIdentifier": "orders", "Engine": "aurora-postgresql", "DBClusterMembers": [{"DBInstanceIdentifier": "orders-1"}, {"DBInstanceIdentifier": "orders-2"}]}, more)

_arn(name) := sprintf("arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:%s", [name])

_alarm(name, dimension, more) := object.union(
	{
		"id": _arn(name), "arn": _arn(name), "region": "ap-northeast-1", "AlarmName": name, "Namespace": "AWS/RDS", "MetricName": "CPUUtilization", "Statistic": "Average", "Period": 60, "EvaluationPeriods": 3, "DatapointsToAlarm": 3,
		"ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 90, "Dimensions": [{"Name": dimension, "Value": name}], "ActionsEnabled": true, "AlarmActions": [world.topic_arn],
	},
	more,
)

_blea := _alarm("orders", "DBClusterIdentifier", {})

_foreign_topic := "arn:aws:sns:ap-northeast-1:444455556666:ops"

_cases := {
	"BLEA's passes": {"alarms": [_blea], "want": [["PASSED", "heard"]]},
	"one on each instance passes": {"alarms": [_alarm("orders-1", "DBInstanceIdentifier", {}), _alarm("orders-2", "DBInstanceIdentifier", {})], "want": [["PASSED", "heard"]]},
	"one on one of two instances fails": {"alarms": [_alarm("orders-1", "DBInstanceIdentifier", {})], "want": [["FAILED", "no_alarm"]]},
	"one on another cluster fails": {"alarms": [_alarm("other", "DBClusterIdentifier", {})], "want": [["FAILED", "no_alarm"]]},
	"one on another metric fails": {"alarms": [object.union(_blea, {"MetricName": "DatabaseConnections"})], "want": [["FAILED", "no_alarm"]]},
	"one of another Region fails": {"alarms": [object.union(_blea, {"region": "us-east-1"})], "want": [["FAILED", "no_alarm"]]},
	"a threshold above 90 fails": {"alarms": [object.union(_blea, {"Threshold": 95})], "want": [["FAILED", "no_alarm"]]},
	"none fails": {"alarms": [], "want": [["FAILED", "no_alarm"]]},
	"no action fails": {"alarms": [object.union(_blea, {"AlarmActions": []})], "want": [["FAILED", "no_action"]]},
	"actions that are off fail": {"alarms": [object.union(_blea, {"ActionsEnabled": false})], "want": [["FAILED", "no_action"]]},
	"a topic that is not there fails": {"alarms": [object.union(_blea, {"AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:gone"]})], "want": [["FAILED", "unheard"]]},
	"a topic of another account warns": {"alarms": [object.union(_blea, {"AlarmActions": [_foreign_topic]})], "want": [["WARNING", "foreign"]]},
	"a heard alarm beside a silent one passes": {"alarms": [_blea, _alarm("orders-1", "DBInstanceIdentifier", {"AlarmActions": []})], "want": [["PASSED", "heard"]]},
}

test_blea_cluster_load_raises_alarm[name] if {
	some name, tc in _cases
	got := control.findings with input as world.with_changes({"rds.clusters": [_cluster({})], "cloudwatch.alarms": tc.alarms})
	[[finding.status, finding.code] | some finding in got] == tc.want
}

test_without_subscribers_nobody_hears if {
	got := control.findings with input as world.with_changes({
		"rds.clusters": [_cluster({})],
		"cloudwatch.alarms": [_blea],
		"sns.topics": [object.union(world.topic, {"ListSubscriptionsByTopic": {"Subscriptions": []}})],
		"sns.subscriptions": [],
	})
	[[finding.code, finding.args.alarms] | some finding in got] == [["unheard", [_arn("orders")]]]
}

test_a_cluster_without_instances_needs_an_alarm_of_its_own if {
	got := control.findings with input as world.with_changes({"rds.clusters": [_cluster({"DBClusterMembers": []})], "cloudwatch.alarms": []})
	[finding.status | some finding in got] == ["FAILED"]
	alarmed := control.findings with input as world.with_changes({"rds.clusters": [_cluster({"DBClusterMembers": []})], "cloudwatch.alarms": [_blea]})
	[finding.status | some finding in alarmed] == ["PASSED"]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every topic in [world.topic, _conditional] {
		every engine in {"neptune", "docdb"} {
			findings := control.findings with input as world.with_changes({"rds.clusters": [_cluster({"Engine": engine})], "cloudwatch.alarms": tc.alarms, "sns.topics": [topic]})
			findings == set()
			subjects := control.subjects with input.rds.clusters as [_cluster({"Engine": engine})]
			subjects == set()
		}
	}
}

test_a_condition_of_the_policy_is_unclear if {
	got := control.findings with input as world.with_changes({"rds.clusters": [_cluster({})], "cloudwatch.alarms": [_blea], "sns.topics": [_conditional]})
	[[finding.status, finding.code] | some finding in got] == [["NOT_AVAILABLE", "unclear"]]
}

# However the alarm's own action ends.
test_a_composite_alarm_passes_it_on[name] if {
	some name, tc in {
		"no action": {"alarm": object.union(_blea, {"AlarmActions": []}), "topics": [_second]},
		"a topic that is gone": {"alarm": _blea, "topics": [_second]},
		"a topic of another account": {"alarm": object.union(_blea, {"AlarmActions": [_foreign_topic]}), "topics": [_second]},
		"an unclear topic": {"alarm": _blea, "topics": [_second, _conditional]},
	}
	got := control.findings with input as world.with_changes({"rds.clusters": [_cluster({})], "cloudwatch.alarms": [tc.alarm], "sns.topics": tc.topics, "cloudwatch.composite_alarms": [_composite("orders")]})
	[[finding.status, finding.code] | some finding in got] == [["PASSED", "heard"]]
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
