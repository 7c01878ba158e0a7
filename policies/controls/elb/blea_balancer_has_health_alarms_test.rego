package controls.elb.blea_balancer_has_health_alarms_test

import data.controls.elb.blea_balancer_has_health_alarms as control

_arn := "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/web/1"

_balancer(more) := object.union({"id": _arn, "region": "ap-northeast-1", "LoadBalancerArn": _arn, "Type": "application"}, more)

_topic := {
	"id": "arn:aws:sns:ap-northeast-1:111122223333:ops", "arn": "arn:aws:sns:ap-northeast-1:111122223333:ops", "region": "ap-northeast-1", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:ops",
	"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*"}]}}},
	"ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:ap-northeast-1:111122223333:ops:1", "Protocol": "email"}]},
}

_alarm(metric, more) := object.union(
	{
		"id": metric, "arn": metric, "region": "ap-northeast-1", "Namespace": "AWS/ApplicationELB", "MetricName": metric,
		"Dimensions": [{"Name": "LoadBalancer", "Value": "app/web/1"}], "ActionsEnabled": true, "AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:ops"],
	},
	more,
)

_five := ["TargetResponseTime", "HTTPCode_ELB_4XX_Count", "HTTPCode_ELB_5XX_Count", "HealthyHostCount", "UnHealthyHostCount"]

_others := "HTTPCode_ELB_4XX_Count, HTTPCode_ELB_5XX_Count, HealthyHostCount, TargetResponseTime"

_got(balancer, alarms) := [sprintf("%s %s %s", [finding.status, finding.code, object.get(finding.args, "missing", "-")]) | some finding in found] if {
	found := control.findings with input.elbv2.load_balancers as [balancer]
		with input.cloudwatch.alarms as alarms
		with input.cloudwatch.composite_alarms as []
		with input.sns.topics as [_topic]
		with input.sns.subscriptions as []
		with input.lambda.functions as []
		with input.events.rules as []
		with input.kms.keys as []
		with input.kms.aliases as []
		with input.account as {"account": "111122223333"}
}

test_blea_balancer_has_health_alarms[name] if {
	some name, tc in {
		"all five pass": {"alarms": [_alarm(metric, {}) | some metric in _five], "want": "PASSED watched -"},
		"one passes and tells what is missing": {"alarms": [_alarm("UnHealthyHostCount", {})], "want": sprintf("PASSED partly %s", [_others])},
		"one in metric math passes": {
			"alarms": [object.union(object.remove(_alarm("UnHealthyHostCount", {}), ["Namespace", "MetricName", "Dimensions"]), {"Metrics": [{"Id": "m", "MetricStat": {"Metric": {
				"Namespace": "AWS/ApplicationELB", "MetricName": "UnHealthyHostCount", "Dimensions": [{"Name": "LoadBalancer", "Value": "app/web/1"}],
			}}}]})],
			"want": sprintf("PASSED partly %s", [_others]),
		},
		"one that is silent beside one that is heard": {"alarms": [_alarm("UnHealthyHostCount", {}), _alarm("HealthyHostCount", {"ActionsEnabled": false})], "want": sprintf("PASSED partly %s", [_others])},
		"none fails": {"alarms": [], "want": "FAILED unwatched -"},
		"another metric fails": {"alarms": [_alarm("RequestCount", {})], "want": "FAILED unwatched -"},
		"another balancer's fails": {"alarms": [_alarm("UnHealthyHostCount", {"Dimensions": [{"Name": "LoadBalancer", "Value": "app/other/1"}]})], "want": "FAILED unwatched -"},
		"another region's fails": {"alarms": [_alarm("UnHealthyHostCount", {"region": "us-east-1"})], "want": "FAILED unwatched -"},
		"another namespace fails": {"alarms": [_alarm("UnHealthyHostCount", {"Namespace": "AWS/NetworkELB"})], "want": "FAILED unwatched -"},
		"no action fails": {"alarms": [_alarm("UnHealthyHostCount", {"AlarmActions": []})], "want": "FAILED silent -"},
		"actions that are off fail": {"alarms": [_alarm("UnHealthyHostCount", {"ActionsEnabled": false})], "want": "FAILED silent -"},
		"another account is not known": {"alarms": [_alarm("UnHealthyHostCount", {"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:ops"]})], "want": "WARNING foreign -"},
	}
	_got(_balancer({}), tc.alarms) == [tc.want]
}

test_network_load_balancers_are_out_of_scope if _got(_balancer({"Type": "network"}), []) == []
