package controls.monitor.canary_runs_and_alarms_test

import data.controls.monitor.canary_runs_and_alarms as control

_canary(more) := object.union({"id": "arn:canary", "region": "ap-northeast-1", "Name": "front", "Status": {"State": "RUNNING"}, "Schedule": {"Expression": "rate(1 minute)"}}, more)

_topic := {
	"id": "arn:aws:sns:ap-northeast-1:111122223333:ops", "arn": "arn:aws:sns:ap-northeast-1:111122223333:ops", "region": "ap-northeast-1", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:ops",
	"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*"}]}}},
	"ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:ap-northeast-1:111122223333:ops:1", "Protocol": "email"}]},
}

_alarm(more) := object.union(
	{
		"id": "arn:a", "arn": "arn:a", "region": "ap-northeast-1", "Namespace": "CloudWatchSynthetics", "MetricName": "Failed",
		"Dimensions": [{"Name": "CanaryName", "Value": "front"}], "ActionsEnabled": true, "AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:ops"],
	},
	more,
)

test_canary_runs_and_alarms[name] if {
	some name, tc in {
		"every minute with an alarm passes": {"canary": {}, "alarms": [_alarm({})], "want": "PASSED heard"},
		"by cron passes": {"canary": {"Schedule": {"Expression": "cron(* * * * ? *)"}}, "alarms": [_alarm({})], "want": "PASSED heard"},
		"a stopped canary fails": {"canary": {"Status": {"State": "STOPPED"}}, "alarms": [_alarm({})], "want": "FAILED stopped"},
		"one in error fails": {"canary": {"Status": {"State": "ERROR"}}, "alarms": [_alarm({})], "want": "FAILED stopped"},
		"an untold state fails": {"canary": {"Status": {"State": null}}, "alarms": [_alarm({})], "want": "FAILED stopped"},
		"every five minutes fails": {"canary": {"Schedule": {"Expression": "rate(5 minutes)"}}, "alarms": [_alarm({})], "want": "FAILED seldom"},
		"every hour fails": {"canary": {"Schedule": {"Expression": "rate(1 hour)"}}, "alarms": [_alarm({})], "want": "FAILED seldom"},
		"once fails": {"canary": {"Schedule": {"Expression": "rate(0 minute)"}}, "alarms": [_alarm({})], "want": "FAILED seldom"},
		"no alarm fails": {"canary": {}, "alarms": [], "want": "FAILED silent"},
		"another canary's alarm fails": {"canary": {}, "alarms": [_alarm({"Dimensions": [{"Name": "CanaryName", "Value": "back"}]})], "want": "FAILED silent"},
		"one of the same name in another region fails": {"canary": {}, "alarms": [_alarm({"region": "us-east-1"})], "want": "FAILED silent"},
		"an alarm without action fails": {"canary": {}, "alarms": [_alarm({"AlarmActions": []})], "want": "FAILED silent"},
		"seldom and without alarm fails": {"canary": {"Schedule": {"Expression": "rate(1 hour)"}}, "alarms": [], "want": "FAILED seldom"},
		"seldom with another account's alarm fails": {"canary": {"Schedule": {"Expression": "rate(1 hour)"}}, "alarms": [_abroad], "want": "FAILED seldom"},
		"seldom with an unclear alarm fails": {"canary": {"Schedule": {"Expression": "rate(1 hour)"}}, "alarms": [_unclear], "want": "FAILED seldom"},
		"a metric of another service does not count": {"canary": {}, "alarms": [_alarm({"Namespace": "Mine"})], "want": "FAILED silent"},
		"another dimension does not count": {"canary": {}, "alarms": [_alarm({"Dimensions": [{"Name": "StepName", "Value": "front"}]})], "want": "FAILED silent"},
		"an alarm that comes beside another account's passes": {"canary": {}, "alarms": [_alarm({}), _abroad], "want": "PASSED heard"},
		"an alarm that comes beside an unclear one passes": {"canary": {}, "alarms": [_alarm({}), _unclear], "want": "PASSED heard"},
		"an unclear alarm is not known": {"canary": {}, "alarms": [_unclear], "want": "NOT_AVAILABLE unclear"},
		"an unclear alarm that a composite one passes on": {"canary": {}, "alarms": [object.union(_unclear, {"AlarmName": "u"})], "composite": [{"id": "any", "arn": "arn:any", "region": "ap-northeast-1", "AlarmName": "any", "ActionsEnabled": true, "AlarmActions": [_topic.arn], "AlarmRule": "ALARM(\"u\")"}], "want": "PASSED heard"},
		"another account comes before what is unclear": {"canary": {}, "alarms": [_abroad, _unclear], "want": "WARNING foreign"},
		"another account is not known": {"canary": {}, "alarms": [_alarm({"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:ops"]})], "want": "WARNING foreign"},
	}
	got := control.findings with input.synthetics.canaries as [_canary(tc.canary)]
		with input.cloudwatch.alarms as tc.alarms
		with input.cloudwatch.composite_alarms as object.get(tc, "composite", [])
		with input.sns.topics as [_topic, _conditional]
		with input.sns.subscriptions as []
		with input.lambda.functions as []
		with input.events.rules as []
		with input.kms.keys as []
		with input.kms.aliases as []
		with input.account as {"account": "111122223333"}
	{sprintf("%s %s", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

_abroad := _alarm({"id": "arn:b", "arn": "arn:b", "AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:ops"]})

_unclear := _alarm({"id": "arn:u", "arn": "arn:u", "AlarmActions": ["arn:aws:sns:ap-northeast-1:111122223333:conditional"]})

# A topic of which a condition leaves open who may publish.
_conditional := object.union(_topic, {
	"id": "arn:aws:sns:ap-northeast-1:111122223333:conditional", "arn": "arn:aws:sns:ap-northeast-1:111122223333:conditional", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:conditional",
	"GetTopicAttributes": {"Attributes": {"Policy": {"Statement": [{
		"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceOrgID": "o-1"}},
	}]}}},
})
