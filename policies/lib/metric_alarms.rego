# METADATA
# title: Alarms on resources
# description: >-
#   Alarms on a metric of one resource, and how far they get. lib.alerts knows what becomes of an alarm once it goes off.
package lib.metric_alarms

import data.lib.alerts

# METADATA
# description: >-
#   ARNs of the alarms that go off when a metric of one resource rises to a threshold of at most 90, by the name that "watch" gives the metric.
#   Average, maximum and sum do: the other two are never below the average, which is what BLEA watches. How long the metric has to stay
#   there is left to whoever runs the resource. An alarm with a second dimension watches a part of the resource only.
rising[name] contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.Statistic in {"Average", "Maximum", "Sum"}
	alarm.ComparisonOperator in {"GreaterThanOrEqualToThreshold", "GreaterThanThreshold"}
	alarm.Threshold <= 90
	some dimension in alarm.Dimensions
	not alarm.Dimensions[1]
	name := watch(alarm.region, alarm.Namespace, alarm.MetricName, dimension.Name, dimension.Value)
}

# METADATA
# description: The name of a metric of one resource.
watch(region, namespace, metric, dimension, value) := concat("|", [region, namespace, metric, dimension, value])

# METADATA
# description: The metric has an alarm that gets past the hop.
carried(name, hop) if {
	some arn in rising[name]
	arn in hop
}

# METADATA
# description: ARNs of the alarms on the metric, for the reader.
named(name) := sort({arn | some arn in rising[name]})

# METADATA
# description: ARNs of the alarms that somebody hears of for certain, by their own action or through another alarm or a rule.
heard contains arn if some arn in alerts.alarm_certain

heard contains arn if some arn in alerts.relayed
