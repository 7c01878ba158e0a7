package lib.workload_alarms_test

import data.lib.workload_alarms

_alarm(more) := object.union({"id": "arn:a", "arn": "arn:a", "region": "ap-northeast-1"}, more)

test_on if {
	got := workload_alarms.on with input.cloudwatch.alarms as [
		_alarm({"Namespace": "AWS/ApplicationELB", "MetricName": "HealthyHostCount", "Dimensions": [{"Name": "LoadBalancer", "Value": "app/web/1"}, {"Name": "TargetGroup", "Value": "targetgroup/web/1"}]}),
		_alarm({"arn": "arn:b", "Metrics": [
			{"Id": "e", "Expression": "m / 2"},
			{"Id": "m", "MetricStat": {"Metric": {"Namespace": "CloudWatchSynthetics", "MetricName": "Failed", "Dimensions": [{"Name": "CanaryName", "Value": "front"}]}}},
		]}),
		_alarm({"arn": "arn:c", "Namespace": "CloudTrailMetrics", "MetricName": "Root", "Dimensions": []}),
	]
	got == {
		["ap-northeast-1", "AWS/ApplicationELB", "LoadBalancer", "app/web/1", "HealthyHostCount", "arn:a"],
		["ap-northeast-1", "AWS/ApplicationELB", "TargetGroup", "targetgroup/web/1", "HealthyHostCount", "arn:a"],
		["ap-northeast-1", "CloudWatchSynthetics", "CanaryName", "front", "Failed", "arn:b"],
	}
}

_topic(arn, policy, subscriptions) := {
	"id": arn, "arn": arn, "region": "ap-northeast-1", "TopicArn": arn,
	"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": policy}}},
	"ListSubscriptionsByTopic": {"Subscriptions": subscriptions},
}

_open := [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*"}]

test_heard[name] if {
	own := "arn:aws:sns:ap-northeast-1:111122223333:ops"
	some name, tc in {
		"a subscriber": {"action": own, "topics": [_topic(own, _open, [{"SubscriptionArn": sprintf("%s:1", [own]), "Protocol": "email"}])], "heard": true, "abroad": true, "perhaps": true},
		"none": {"action": own, "topics": [_topic(own, _open, [])], "heard": false, "abroad": false, "perhaps": false},
		"nobody may publish": {"action": own, "topics": [_topic(own, [], [{"SubscriptionArn": sprintf("%s:1", [own]), "Protocol": "email"}])], "heard": false, "abroad": false, "perhaps": false},
		"another account": {"action": "arn:aws:sns:ap-northeast-1:444455556666:ops", "topics": [], "heard": false, "abroad": true, "perhaps": true},
	}
	alarms := [_alarm({"AlarmActions": [tc.action], "ActionsEnabled": true})]
	heard := ["arn:a" in workload_alarms.heard, "arn:a" in workload_alarms.abroad, "arn:a" in workload_alarms.perhaps] with input.cloudwatch.alarms as alarms
		with input.cloudwatch.composite_alarms as []
		with input.sns.topics as tc.topics
		with input.sns.subscriptions as []
		with input.lambda.functions as []
		with input.events.rules as []
		with input.kms.keys as []
		with input.kms.aliases as []
		with input.account as {"account": "111122223333"}
	heard == [tc.heard, tc.abroad, tc.perhaps]
}
