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
		with input.sns.topics as [_topic, _conditional]
		with input.sns.subscriptions as []
		with input.lambda.functions as []
		with input.events.rules as []
		with input.kms.keys as []
		with input.kms.aliases as []
		with input.account as {"account": "111122223333"}
}

_cases := {
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
	"an unclear topic is not known": {"alarms": [_unclear("UnHealthyHostCount")], "want": "NOT_AVAILABLE unclear -"},
	"an unclear topic beside one that is heard passes": {"alarms": [_unclear("UnHealthyHostCount"), _alarm("UnHealthyHostCount", {"id": "b", "arn": "b"})], "want": sprintf("PASSED partly %s", [_others])},
	"another dimension does not count": {"alarms": [_alarm("UnHealthyHostCount", {"Dimensions": [{"Name": "TargetGroup", "Value": "app/web/1"}]})], "want": "FAILED unwatched -"},
}

test_blea_balancer_has_health_alarms[name] if {
	some name, tc in _cases
	_got(_balancer({}), tc.alarms) == [tc.want]
}

test_network_load_balancers_are_out_of_scope[name] if {
	some name, tc in _cases
	_got(_balancer({"Type": "network"}), tc.alarms) == []
}

# A topic of which a condition leaves open who may publish.
_conditional := object.union(_topic, {
	"id": "arn:aws:sns:ap-northeast-1:111122223333:conditional", "arn": "arn:aws:sns:ap-northeast-1:111122223333:conditional", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:conditional",
	"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": [{
		"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceOrgID": "o-1"}},
	}]}}},
})

_unclear(metric) := _alarm(metric, {"AlarmActions": [_conditional.arn]})

test_a_composite_alarm_passes_it_on if {
	got := control.findings with input.elbv2.load_balancers as [_balancer({})]
		with input.cloudwatch.alarms as [object.union(_unclear("UnHealthyHostCount"), {"AlarmName": "u"})]
		with input.cloudwatch.composite_alarms as [{"id": "any", "arn": "arn:any", "region": "ap-northeast-1", "AlarmName": "any", "ActionsEnabled": true, "AlarmActions": [_topic.arn], "AlarmRule": "ALARM(\"u\")"}]
		with input.sns.topics as [_topic, _conditional]
		with input.sns.subscriptions as []
		with input.lambda.functions as []
		with input.events.rules as []
		with input.kms.keys as []
		with input.kms.aliases as []
		with input.account as {"account": "111122223333"}
	[finding.code | some finding in got] == ["partly"]
}
