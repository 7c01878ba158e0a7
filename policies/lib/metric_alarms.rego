# METADATA
# title: Alarms on resources
# description: >-
#   Alarms on a metric of one resource. lib.alerts knows what becomes of an alarm once it goes off.
package lib.metric_alarms

# METADATA
# description: >-
#   Alarms that go off when a metric of one resource rises to a threshold of at most 90, as [Region, namespace, metric, dimension, value, alarm's
#   ARN]. Average, maximum and sum do: the other two are never below the average, which is what BLEA watches. How long the metric has to
#   stay there is left to whoever runs the resource. An alarm with a second dimension watches a part of the resource only.
rising contains [alarm.region, alarm.Namespace, alarm.MetricName, dimension.Name, dimension.Value, alarm.arn] if {
	some alarm in input.cloudwatch.alarms
	alarm.Statistic in {"Average", "Maximum", "Sum"}
	alarm.ComparisonOperator in {"GreaterThanOrEqualToThreshold", "GreaterThanThreshold"}
	alarm.Threshold <= 90
	some dimension in alarm.Dimensions
	not alarm.Dimensions[1]
}
