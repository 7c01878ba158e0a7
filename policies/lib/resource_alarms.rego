# METADATA
# title: Alarms on single resources
# description: >-
#   Which alarms watch a service of ECS, a function of Lambda or a REST API, and whether somebody hears of them. An alarm watches a metric
#   by itself or in the formula of a metric math alarm (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html).
package lib.resource_alarms

import data.lib.alert_plans
import data.lib.alerts
import data.lib.samples

# METADATA
# description: >-
#   ARNs of the alarms on the CPU of a service of ECS, by "Region|cluster|service", be it the service's own metric or that of Container
#   Insights (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html).
service_cpu[concat("|", [metric.region, metric.dimensions.ClusterName, metric.dimensions.ServiceName])] contains metric.alarm if {
	some metric in _metrics
	[metric.namespace, metric.name] in {
		["AWS/ECS", "CPUUtilization"],
		["ECS/ContainerInsights", "CpuUtilized"],
		["ECS/ContainerInsights", "TaskCpuUtilization"],
	}
}

# METADATA
# description: >-
#   ARNs of the alarms on a metric of a function, by "Region|metric|function", and of those on the metric of all functions, by "Region|metric|*".
function_metrics[concat("|", [metric.region, metric.name, metric.dimensions.FunctionName])] contains metric.alarm if {
	some metric in _metrics
	metric.namespace == "AWS/Lambda"
}

function_metrics[concat("|", [metric.region, metric.name, "*"])] contains metric.alarm if {
	some metric in _metrics
	metric.namespace == "AWS/Lambda"
	metric.dimensions == {}
}

# A query of Metrics Insights over all functions.
function_metrics[concat("|", [alarm.region, metric, "*"])] contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some query in alarm.Metrics
	regex.match(`(?i)\bfrom\s+(schema\(\s*)?"?AWS/Lambda\b`, query.Expression)
	not regex.match(`(?i)\bwhere\b`, query.Expression)
	some metric in function_metric_names
	regex.match(sprintf(`(?i)^\s*select\s+\w+\(\s*"?%s"?\s*\)`, [metric]), query.Expression)
}

# METADATA
# description: The metrics of functions that BLEA has alarms on.
function_metric_names := {"Errors", "Duration", "ConcurrentExecutions", "Throttles"}

# METADATA
# description: >-
#   ARNs of the alarms on how much, how well or how fast a REST API answers, by "Region|API", whether for the whole of it, a stage or a method
#   (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html).
rest_api_metrics[concat("|", [metric.region, metric.dimensions.ApiName])] contains metric.alarm if {
	some metric in _metrics
	metric.namespace == "AWS/ApiGateway"
	metric.name in {"Count", "4XXError", "5XXError", "Latency", "IntegrationLatency"}
}

_metrics contains {
	"region": alarm.region,
	"alarm": alarm.arn,
	"namespace": alarm.Namespace,
	"name": alarm.MetricName,
	"dimensions": _dimensions(alarm),
} if {
	some alarm in input.cloudwatch.alarms
}

_metrics contains {
	"region": alarm.region,
	"alarm": alarm.arn,
	"namespace": query.MetricStat.Metric.Namespace,
	"name": query.MetricStat.Metric.MetricName,
	"dimensions": _dimensions(query.MetricStat.Metric),
} if {
	some alarm in input.cloudwatch.alarms
	some query in alarm.Metrics
}

_dimensions(metric) := {dimension.Name: dimension.Value | some dimension in metric.Dimensions}

# METADATA
# description: One of these alarms gets past the hop, as lib.alerts has them.
reaches(alarms, hop) if {
	some alarm in alarms
	alarm in hop
}

# METADATA
# description: ARNs of the alarms that a composite alarm or a rule on the states of alarms passes on to somebody for certain.
relayed contains arn if some arn in alerts.relayed

relayed contains alarm.arn if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	rule.arn in alerts.certain
	"aws.cloudwatch" in rule.EventPattern.source
	some alarm in input.cloudwatch.alarms
	alarm.region == rule.region
	kijun.events.matches(rule.EventPattern, samples.alarm_event(alarm.arn, alarm.AlarmName, input.account.account, alarm.region))
}

# METADATA
# description: >-
#   The step that makes an alarm about a subject, with these parameters of PutMetricAlarm, that tells the security topic of the Region.
step(subject, alarm) := {
	"subject": subject.id,
	"region": subject.region,
	"calls": [{"service": "cloudwatch", "operation": "PutMetricAlarm", "params": whole}],
	"undo": [{"service": "cloudwatch", "operation": "DeleteAlarms", "params": {"AlarmNames": [alarm.AlarmName]}}],
	"effect": [{"op": "add", "collection": "cloudwatch.alarms", "id": arn, "path": "", "value": object.union(whole, {
		"id": arn,
		"arn": arn,
		"type": "AWS::CloudWatch::Alarm",
		"account": input.account.account,
		"region": subject.region,
		"tags": {},
		"AlarmArn": arn,
		"ActionsEnabled": true,
	})}],
	"needs": alert_plans.needed,
	"destructive": false,
} if {
	arn := sprintf("arn:%s:cloudwatch:%s:%s:alarm:%s", [input.account.partition, subject.region, input.account.account, alarm.AlarmName])
	whole := object.union(alarm, {"ComparisonOperator": "GreaterThanOrEqualToThreshold", "AlarmActions": [alert_plans.topic(subject.region)]})
}
