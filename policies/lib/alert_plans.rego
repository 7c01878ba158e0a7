# METADATA
# title: Remediation of alerts
# description: >-
#   The steps that put BLEA's rules, filters and alarms in place, with BLEA's own patterns and values
#   (usecases/blea-gov-base-standalone/lib/construct/detection.ts), sending to the security topic of the Region.
package lib.alert_plans

import data.lib.alerts
import data.lib.delivery

# METADATA
# description: The name that a new security topic gets.
new_topic := "blea-security-alarm"

# METADATA
# description: The security topic of a Region, which is the one that a step of BLEA.Notify.1 makes when there is none.
topic(region) := min(_topics[region]) if _topics[region]

topic(region) := sprintf("arn:%s:sns:%s:%s:%s", [input.account.partition, region, input.account.account, new_topic]) if not _topics[region]

_topics[topic.region] contains topic.arn if {
	some topic in input.sns.topics
	topic.arn in _targets
}

_targets contains pair[1] if {
	some pair in delivery.sent
	pair[0] in alerts.security_rules
}

# METADATA
# description: The step that makes a rule which sends to the security topic.
rule(region, name, description, pattern, needs) := {
	"subject": region,
	"region": region,
	"calls": [
		{"service": "events", "operation": "PutRule", "params": {"Name": name, "Description": description, "EventPattern": json.marshal(pattern), "State": "ENABLED"}},
		{"service": "events", "operation": "PutTargets", "params": {"Rule": name, "Targets": [{"Id": "security-topic", "Arn": topic(region)}]}},
	],
	"undo": [
		{"service": "events", "operation": "RemoveTargets", "params": {"Rule": name, "Ids": ["security-topic"]}},
		{"service": "events", "operation": "DeleteRule", "params": {"Name": name}},
	],
	"effect": [{"op": "add", "collection": "events.rules", "id": _rule_arn(region, name), "path": "", "value": {
		"id": _rule_arn(region, name),
		"arn": _rule_arn(region, name),
		"type": "AWS::Events::Rule",
		"account": input.account.account,
		"region": region,
		"tags": {},
		"Arn": _rule_arn(region, name),
		"Name": name,
		"Description": description,
		"EventBusName": "default",
		"EventPattern": pattern,
		"State": "ENABLED",
		"ListTargetsByRule": {"Targets": [{"Id": "security-topic", "Arn": topic(region)}]},
	}}],
	"needs": needs,
	"destructive": false,
}

_rule_arn(region, name) := sprintf("arn:%s:events:%s:%s:rule/%s", [input.account.partition, region, input.account.account, name])

# METADATA
# description: What BLEA's rules need to be heard, which is a topic that admits them and that they can use.
needed := ["BLEA.Notify.1", "BLEA.Notify.2", "BLEA.Notify.16"]

# METADATA
# description: What rules on API calls need besides, which is a trail that shows the calls to EventBridge.
needed_for_calls := array.concat(["BLEA.CloudTrail.1"], needed)

# METADATA
# description: >-
#   The step that makes a security topic with BLEA's policy, where there is none of its name: one that waits for its first rule keeps its policy and
#   its subscribers. A person has to subscribe, since nobody else knows an address.
make_topic(region) := {
	"subject": region,
	"region": region,
	"calls": [
		{"service": "sns", "operation": "CreateTopic", "params": {"Name": new_topic}},
		{"service": "sns", "operation": "SetTopicAttributes", "params": {"TopicArn": arn, "AttributeName": "Policy", "AttributeValue": json.marshal(policy)}},
	],
	"undo": [{"service": "sns", "operation": "DeleteTopic", "params": {"TopicArn": arn}}],
	"effect": [{"op": "add", "collection": "sns.topics", "id": arn, "path": "", "value": {
		"id": arn,
		"arn": arn,
		"type": "AWS::SNS::Topic",
		"account": input.account.account,
		"region": region,
		"tags": {},
		"TopicArn": arn,
		"GetTopicAttributes": {"Attributes": {"TopicArn": arn, "Policy": policy}},
		"ListSubscriptionsByTopic": {"Subscriptions": []},
	}}],
	"needs": [],
	"destructive": false,
} if {
	arn := topic(region)
	not arn in _there
	policy := {"Version": "2012-10-17", "Statement": publishers(arn)}
}

_there contains topic.arn if some topic in input.sns.topics

# METADATA
# description: >-
#   The step that makes a metric filter on the first of the log groups that a trail feeds, and an alarm on its metric.
alarm(name, metric, pattern, threshold) := {
	"subject": input.account.id,
	"region": group[0],
	"calls": [
		{"service": "logs", "operation": "PutMetricFilter", "params": {
			"logGroupName": group[1],
			"filterName": name,
			"filterPattern": pattern,
			"metricTransformations": [{"metricName": metric, "metricNamespace": _namespace, "metricValue": "1"}],
		}},
		{"service": "cloudwatch", "operation": "PutMetricAlarm", "params": object.union(_alarm(metric, threshold), {
			"AlarmName": name,
			"AlarmActions": [topic(group[0])],
		})},
	],
	"undo": [
		{"service": "cloudwatch", "operation": "DeleteAlarms", "params": {"AlarmNames": [name]}},
		{"service": "logs", "operation": "DeleteMetricFilter", "params": {"logGroupName": group[1], "filterName": name}},
	],
	"effect": [
		{"op": "add", "collection": "logs.metric_filters", "id": filter, "path": "", "value": {
			"id": filter,
			"arn": "",
			"type": "AWS::Logs::MetricFilter",
			"account": input.account.account,
			"region": group[0],
			"tags": {},
			"FilterName": name,
			"FilterPattern": pattern,
			"LogGroupName": group[1],
			"MetricTransformations": [{"MetricName": metric, "MetricNamespace": _namespace, "MetricValue": "1"}],
		}},
		{"op": "add", "collection": "cloudwatch.alarms", "id": arn, "path": "", "value": object.union(_alarm(metric, threshold), {
			"id": arn,
			"arn": arn,
			"type": "AWS::CloudWatch::Alarm",
			"account": input.account.account,
			"region": group[0],
			"tags": {},
			"AlarmArn": arn,
			"AlarmName": name,
			"AlarmActions": [topic(group[0])],
		})},
	],
	"needs": array.concat(["BLEA.CloudTrail.6"], needed),
	"destructive": false,
} if {
	group := min(alerts.fed)
	filter := concat("|", [group[0], group[1], name])
	arn := sprintf("arn:%s:cloudwatch:%s:%s:alarm:%s", [input.account.partition, group[0], input.account.account, name])
}

_namespace := "CloudTrailMetrics"

_alarm(metric, threshold) := {
	"ActionsEnabled": true,
	"MetricName": metric,
	"Namespace": _namespace,
	"Statistic": "Sum",
	"Period": 300,
	"EvaluationPeriods": 1,
	"DatapointsToAlarm": 1,
	"Threshold": threshold,
	"ComparisonOperator": "GreaterThanOrEqualToThreshold",
}

# METADATA
# description: The statements of BLEA's topic policy, which let rules and alarms publish.
publishers(arn) := [
	{"Sid": "AlarmsMayPublish", "Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": arn},
	{"Sid": "RulesMayPublish", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": arn},
]

# METADATA
# description: The statements of a policy, which may be written as one.
list(statements) := statements if is_array(statements)

list(statement) := [statement] if is_object(statement)
