# What every control asks that wants calls counted by a metric filter and told by an alarm: one table for all of them. A control adds the cases
# of its own pattern.
package lib.alarm_cases_test

import data.lib.alert_world_test as world

# The filter and the alarm in place, and nothing else on that metric.
base(filter, alarm) := {"logs.metric_filters": [filter], "cloudwatch.alarms": [alarm]}

# The cases by name, each with the changes to the world and the verdict. ways are what a control takes instead of an alarm, each as its verdict
# and its changes, the one that counts first before the others; a log group of another account is the last of every control.
cases(filter, alarm, ways) := {name: {"changes": object.union(base(filter, alarm), changes), "want": want} |
	some verdict in [
		_topics, _actions(alarm), _alarms(alarm), _filters(filter, alarm), _trails, _relays(alarm),
		_orders(alarm, array.concat(ways, [["WARNING log_group_abroad", _abroad]])),
	]
	some name, [want, changes] in verdict
}

# The topic behind the alarm.
_topics := {
	"the pattern passes": ["PASSED heard", {}],
	"the statement for the owner admits alarms": ["PASSED heard", {"sns.topics": [world.topic_with(world.owners)]}],
	"a key with a condition on the account passes": ["PASSED heard", {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [_key("cloudwatch.amazonaws.com", {"Condition": {"StringEquals": {"aws:SourceAccount": world.account}}})]}],
	"a queue behind the topic passes": ["PASSED indirect", {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}],
	"a key of another account is foreign": ["WARNING foreign", {"sns.topics": [world.topic_under("arn:aws:kms:ap-northeast-1:444455556666:key/k")]}],
	"a condition that the evidence leaves open is not decided": ["NOT_AVAILABLE unclear", {"sns.topics": [world.topic_with(_open)]}],
	"nobody confirmed fails": ["FAILED no_subscriber", {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}],
	"the key that SNS keeps fails": ["FAILED key_denied", {"sns.topics": [world.topic_under("alias/aws/sns")]}],
	"a key for EventBridge alone fails": ["FAILED key_denied", {"sns.topics": [world.topic_under(world.key_arn)], "kms.keys": [_key("events.amazonaws.com", {})]}],
	"a policy for EventBridge alone fails": ["FAILED publish_denied", {"sns.topics": [world.topic_with({"Version": "2012-10-17", "Statement": [world.both.Statement[1]]})]}],
	"a topic that is gone fails": ["FAILED target_missing", {"sns.topics": []}],
}

_key(service, condition) := world.key("CUSTOMER", "Enabled", [world.uses(service, condition)])

_open := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]}, "Action": "sns:Publish", "Resource": "*",
	"Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}},
}]}

# What the alarm does. A late one that would tell somebody is not on the path.
_actions(alarm) := {
	"an OpsItem passes": ["PASSED indirect", _acting(alarm, "arn:aws:ssm:ap-northeast-1:111122223333:opsitem:1")],
	"a function that is active passes": ["PASSED indirect", object.union(_acting(alarm, _function), {"lambda.functions": [{"id": "f", "arn": _function, "region": world.region, "GetFunctionConfiguration": {"State": "Active"}}]})],
	"a topic of another account is foreign": ["WARNING foreign", _acting(alarm, _foreign_topic)],
	"a topic of another Region fails": ["FAILED target_missing", object.union(_acting(alarm, "arn:aws:sns:us-east-1:111122223333:security"), {"sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1")]})],
	"a FIFO topic fails": ["FAILED target_missing", object.union(_acting(alarm, "arn:aws:sns:ap-northeast-1:111122223333:security.fifo"), {"sns.topics": [_fifo]})],
	"an action of EC2 tells nobody": ["FAILED no_action", _acting(alarm, "arn:aws:automate:ap-northeast-1:ec2:stop")],
	"no action fails": ["FAILED no_action", _silent(alarm)],
	"actions that are off fail": ["FAILED no_action", _with(alarm, {"ActionsEnabled": false})],
	"an alarm with an action that comes too late does not count": ["FAILED no_action", {
		"cloudwatch.alarms": [object.union(alarm, {"AlarmActions": []}), object.union(alarm, {"id": "late", "arn": "late", "AlarmName": "late", "Threshold": alarm.Threshold + 1})],
		"sns.topics": [],
	}],
}

_function := "arn:aws:lambda:ap-northeast-1:111122223333:function:tell"

_foreign_topic := "arn:aws:sns:ap-northeast-1:444455556666:security"

_fifo := json.unmarshal(replace(json.marshal(world.topic), ":security", ":security.fifo"))

_with(alarm, fields) := {"cloudwatch.alarms": [object.union(alarm, fields)]}

_acting(alarm, arn) := _with(alarm, {"AlarmActions": [arn]})

_silent(alarm) := _with(alarm, {"AlarmActions": []})

# When it goes off, and on what.
_alarms(alarm) := {
	"more than one less passes": ["PASSED heard", _with(alarm, {"ComparisonOperator": "GreaterThanThreshold", "Threshold": alarm.Threshold - 1})],
	"a minute passes": ["PASSED heard", _with(alarm, {"Period": 60})],
	"one of two periods passes": ["PASSED heard", _with(alarm, {"EvaluationPeriods": 2})],
	"a threshold above fails": ["FAILED alarm_too_slow", _with(alarm, {"Threshold": alarm.Threshold + 1})],
	"more than that fails": ["FAILED alarm_too_slow", _with(alarm, {"ComparisonOperator": "GreaterThanThreshold"})],
	"less than fails": ["FAILED alarm_too_slow", _with(alarm, {"ComparisonOperator": "LessThanThreshold"})],
	"ten minutes fail": ["FAILED alarm_too_slow", _with(alarm, {"Period": 600})],
	"two periods fail": ["FAILED alarm_too_slow", _with(alarm, {"EvaluationPeriods": 2, "DatapointsToAlarm": 2})],
	"an average fails": ["FAILED alarm_too_slow", _with(alarm, {"Statistic": "Average"})],
	"a misspelt metric fails": ["FAILED no_alarm", _with(alarm, {"MetricName": "Other"})],
	"another namespace fails": ["FAILED no_alarm", _with(alarm, {"Namespace": "Other"})],
	"dimensions fail": ["FAILED no_alarm", _with(alarm, {"Dimensions": [{"Name": "a", "Value": "b"}]})],
	"another unit fails": ["FAILED no_alarm", _with(alarm, {"Unit": "Bytes"})],
	"an alarm of another Region fails": ["FAILED no_alarm", {"cloudwatch.alarms": [world.elsewhere(alarm, "us-east-1")]}],
	"no alarm fails": ["FAILED no_alarm", {"cloudwatch.alarms": []}],
}

_filters(filter, alarm) := {
	"a pattern that everything matches passes": ["PASSED heard", {"logs.metric_filters": [object.union(filter, {"FilterPattern": ""})]}],
	"a filter that counts nothing fails": ["FAILED no_alarm", _counting(filter, alarm, {"MetricValue": "0"})],
	"a filter with dimensions fails": ["FAILED no_alarm", _counting(filter, alarm, {"Dimensions": {"who": "$.userIdentity.arn"}})],
	"a value out of the event fails": ["FAILED no_alarm", _counting(filter, alarm, {"MetricValue": "$.size"})],
	"no filter fails": ["FAILED no_filter", {"logs.metric_filters": []}],
	"a filter on another log group fails": ["FAILED no_filter", {"logs.metric_filters": [object.union(filter, {"LogGroupName": "aws-controltower/CloudTrailLogs"})]}],
	"a filter that is limited to some events fails": ["FAILED no_filter", {"logs.metric_filters": [object.union(filter, {"FieldSelectionCriteria": "@aws.region = \"us-east-1\""})]}],
	"a pattern that is none fails": ["FAILED no_filter", {"logs.metric_filters": [object.union(filter, {"FilterPattern": "{$.eventName = }"})]}],
}

_counting(filter, alarm, fields) := {"logs.metric_filters": [object.union(filter, {"MetricTransformations": [object.union(
	{"MetricName": alarm.MetricName, "MetricNamespace": "CloudTrailMetrics", "MetricValue": "1"},
	fields,
)]})]}

_trails := {
	"a log group to which something came a day ago passes": ["PASSED heard", _trail({"GetTrailStatus": {"LatestCloudWatchLogsDeliveryTime": "2025-02-02T02:00:00Z"}})],
	"a log group to which nothing has come for a day fails": ["FAILED no_log_group", _trail({"GetTrailStatus": {"LatestCloudWatchLogsDeliveryTime": "2025-02-02T01:59:59Z"}})],
	"a log group of another account is foreign": ["WARNING log_group_abroad", _trail({"CloudWatchLogsLogGroupArn": _foreign_group})],
	"no trail fails": ["FAILED no_log_group", {"cloudtrail.trails": []}],
	"a trail of one Region fails": ["FAILED no_log_group", _trail({"IsMultiRegionTrail": false})],
	"a trail without log group fails": ["FAILED no_log_group", {"cloudtrail.trails": [object.remove(world.trail, ["CloudWatchLogsLogGroupArn"])]}],
}

_trail(fields) := {"cloudtrail.trails": [object.union(world.trail, fields)]}

_foreign_group := "arn:aws:logs:ap-northeast-1:444455556666:log-group:trail:*"

# A second trail, to a log group that was not scanned.
_abroad := {"cloudtrail.trails": [world.trail, object.union(world.trail, {"id": "abroad", "arn": "abroad", "CloudWatchLogsLogGroupArn": _foreign_group})]}

# Alarms on the alarm, and rules on its state.
_relays(alarm) := {
	"a composite alarm passes it on": ["PASSED relayed", object.union(_silent(alarm), _composite(alarm, {}))],
	"a composite alarm by ARN does too": ["PASSED relayed", object.union(_silent(alarm), _composite(alarm, {"AlarmRule": sprintf("ALARM( '%s' ) OR ALARM(other)", [alarm.arn])}))],
	"a rule on the alarm's state passes it on": ["PASSED relayed", object.union(
		_with(alarm, {"ActionsEnabled": false}),
		{"events.rules": [world.rule("state", {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"], "detail": {"alarmName": [alarm.AlarmName], "state": {"value": ["ALARM"]}}})]},
	)],
	"a rule on another alarm's state does not": ["FAILED no_action", object.union(
		_with(alarm, {"ActionsEnabled": false}),
		{"events.rules": [world.rule("state", {"source": ["aws.cloudwatch"], "detail": {"alarmName": ["other"]}})]},
	)],
	"a composite alarm that wants more does not": ["FAILED no_action", object.union(_silent(alarm), _composite(alarm, {"AlarmRule": sprintf("ALARM(%q) AND ALARM(\"other\")", [alarm.AlarmName])}))],
	"a composite alarm on others does not": ["FAILED no_action", object.union(_silent(alarm), _composite(alarm, {"AlarmRule": sprintf("ALARM(\"%sOther\")", [alarm.AlarmName])}))],
	"a composite alarm with a suppressor does not": ["FAILED no_action", object.union(_silent(alarm), _composite(alarm, {"ActionsSuppressor": "maintenance"}))],
	"a composite alarm whose actions are off does not": ["FAILED no_action", object.union(_silent(alarm), _composite(alarm, {"ActionsEnabled": false}))],
	"a composite alarm that tells a topic of another Region does not": ["FAILED no_action", object.union_n([
		_silent(alarm), _composite(alarm, {"AlarmActions": ["arn:aws:sns:us-east-1:111122223333:security"]}),
		{"sns.topics": [world.elsewhere(world.topic, "us-east-1")]},
	])],
	"a composite alarm that tells a FIFO topic does not": ["FAILED no_action", object.union_n([
		_silent(alarm), _composite(alarm, {"AlarmActions": [_fifo.arn]}),
		{"sns.topics": [_fifo]},
	])],
}

_composite(alarm, fields) := {"cloudwatch.composite_alarms": [object.union(
	{
		"id": "any", "arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:any", "region": world.region, "AlarmName": "any", "ActionsEnabled": true,
		"AlarmActions": [world.topic_arn], "AlarmRule": sprintf("ALARM(%q) OR ALARM(\"other\")", [alarm.AlarmName]),
	},
	fields,
)]}

# Of several ways one verdict comes, that of the first: the alarm itself, an alarm on it, then what the control lists.
_orders(alarm, ways) := object.union_n([_before(alarm, ways), _instead(alarm, ways), _doubtful(alarm), _among(ways)])

_before(alarm, ways) := object.union(
	{sprintf("the alarm goes before %s", [want]): ["PASSED heard", changes] | some [want, changes] in array.concat(ways, [["PASSED relayed", _composite(alarm, {})]])},
	{sprintf("an alarm on the alarm goes before %s", [want]): ["PASSED relayed", object.union_n([changes, _silent(alarm), _composite(alarm, {})])] | some [want, changes] in ways},
)

_instead(alarm, ways) := {sprintf("%s makes up for %s", [want, name]): [want, object.union_n([{"sns.topics": [world.topic, world.elsewhere(world.topic, "us-east-1"), _unclear]}, broken, changes, _also(changes)])] |
	some name, broken in {
		"an alarm without action": _silent(alarm),
		"a slow alarm": _with(alarm, {"Period": 600}),
		"no alarm": {"cloudwatch.alarms": []},
		"no filter": {"logs.metric_filters": []},
		"an alarm for another account's topic": _acting(alarm, _foreign_topic),
		"an alarm for an unclear topic": _acting(alarm, _unclear.arn),
	}
	some [want, changes] in ways
}

# Topics that a way brings stand beside the unclear one.
_also(changes) := {"sns.topics": array.concat(changes["sns.topics"], [_unclear])}

_also(changes) := {} if not changes["sns.topics"]

_doubtful(alarm) := {sprintf("an alarm on the alarm makes up for %s", [name]): ["PASSED relayed", object.union_n([{"sns.topics": [world.topic, _unclear]}, _acting(alarm, arn), _composite(alarm, {})])] |
	some name, arn in {"another account's topic": _foreign_topic, "an unclear topic": _unclear.arn}
}

_among(ways) := {sprintf("%s goes before %s", [first[0], second[0]]): [first[0], object.union_n([{"logs.metric_filters": [], "cloudwatch.alarms": []}, second[1], first[1]])] |
	some i, first in ways
	some second in array.slice(ways, i + 1, count(ways))
}

# A second topic, of which it is not clear who may publish.
_unclear := object.union(world.topic_with(_open), {
	"id": "arn:aws:sns:ap-northeast-1:111122223333:unclear", "arn": "arn:aws:sns:ap-northeast-1:111122223333:unclear", "TopicArn": "arn:aws:sns:ap-northeast-1:111122223333:unclear",
})
