# METADATA
# title: Alarms on workloads
# description: >-
#   On which metric of what an alarm stands, and whether somebody hears of it. An alarm has a metric of its own, or several in Metrics.
package lib.workload_alarms

import data.lib.alerts

# METADATA
# description: The alarms with a metric, each as Region, namespace, name and value of a dimension, metric and ARN of the alarm.
on contains [alarm.region, alarm.Namespace, dimension.Name, dimension.Value, alarm.MetricName, alarm.arn] if {
	some alarm in input.cloudwatch.alarms
	some dimension in alarm.Dimensions
}

on contains [alarm.region, metric.Namespace, dimension.Name, dimension.Value, metric.MetricName, alarm.arn] if {
	some alarm in input.cloudwatch.alarms
	some query in alarm.Metrics
	metric := query.MetricStat.Metric
	some dimension in metric.Dimensions
}

# METADATA
# description: ARNs of the alarms that somebody hears of for certain.
heard contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in alerts.alarm_certain
}

heard contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in alerts.relayed
}

# METADATA
# description: ARNs of the alarms that tell somebody in another account, who may hear of it.
abroad contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in alerts.alarm_settled
}

# METADATA
# description: ARNs of the alarms that somebody may hear of.
perhaps contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in alerts.alarm_received
}

perhaps contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in heard
}
