package controls.lambda.blea_function_alarms_notify_test

import data.controls.lambda.blea_function_alarms_notify as control

import data.lib.alert_world_test as world

_subject := {"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "arn": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": world.region, "FunctionName": "f", "GetFunctionConfiguration": {"State": "Active"}}

_alarm := {
	"id": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:app",
	"arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:app",
	"region": world.region,
	"AlarmName": "app",
	"Namespace": "AWS/Lambda",
	"MetricName": "Errors",
	"Dimensions": [{"Name": "FunctionName", "Value": "f"}],
	"ActionsEnabled": true,
	"AlarmActions": [world.topic_arn],
}

_with(fields) := object.union(object.remove(_alarm, object.keys(fields)), fields)

_stranger := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}]}

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_blea_function_alarms_notify if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(object.union({"lambda.functions": [_subject], "cloudwatch.alarms": [_alarm]}, tc.changes))
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"an alarm that is heard passes": {"changes": {}, "want": "PASSED errors_only"},
	"a queue behind the topic passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "PASSED errors_only"},
	"no alarm fails": {"changes": {"cloudwatch.alarms": []}, "want": "FAILED no_alarm"},
	"an alarm of another Region fails": {"changes": {"cloudwatch.alarms": [_with({"region": "us-east-1"})]}, "want": "FAILED no_alarm"},
	"an alarm on another namespace fails": {"changes": {"cloudwatch.alarms": [_with({"Namespace": "Custom"})]}, "want": "FAILED no_alarm"},
	"an alarm on another metric fails": {"changes": {"cloudwatch.alarms": [_with({"MetricName": "Other"})]}, "want": "FAILED no_alarm"},
	"an alarm on another resource fails": {"changes": {"cloudwatch.alarms": [_with({"Dimensions": [{"Name": d.Name, "Value": "other"} | some d in _alarm.Dimensions]})]}, "want": "FAILED no_alarm"},
	"metric math passes": {"changes": {"cloudwatch.alarms": [object.union(object.remove(_alarm, ["Namespace", "MetricName", "Dimensions"]), {"Metrics": [{"Id": "m", "MetricStat": {"Metric": {"Namespace": _alarm.Namespace, "MetricName": _alarm.MetricName, "Dimensions": _alarm.Dimensions}}}, {"Id": "e", "Expression": "m * 2"}]})]}, "want": "PASSED errors_only"},
	"an alarm without actions fails": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})]}, "want": "FAILED no_action"},
	"an alarm whose actions are off fails": {"changes": {"cloudwatch.alarms": [_with({"ActionsEnabled": false})]}, "want": "FAILED no_action"},
	"an alarm that only scales fails": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": ["arn:aws:autoscaling:ap-northeast-1:111122223333:scalingPolicy:0a1b:resource/ecs/service/c/s:policyName/p"]})]}, "want": "FAILED no_action"},
	"a topic that is gone fails": {"changes": {"sns.topics": []}, "want": "FAILED undelivered"},
	"nobody confirmed fails": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}, "want": "FAILED undelivered"},
	"the key that SNS keeps fails": {"changes": {"sns.topics": [world.topic_under("alias/aws/sns")]}, "want": "FAILED undelivered"},
	"a topic of another account is foreign": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:security"]})]}, "want": "WARNING foreign"},
	"a condition that the evidence leaves open is not decided": {"changes": {"sns.topics": [world.topic_with(_stranger)]}, "want": "NOT_AVAILABLE unclear"},
	"a composite alarm passes": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})], "cloudwatch.composite_alarms": [{"id": "c", "arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:c", "region": world.region, "AlarmName": "c", "AlarmRule": "ALARM(app)", "ActionsEnabled": true, "AlarmActions": [world.topic_arn]}]}, "want": "PASSED errors_only"},
	"a rule on states of alarms passes": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})], "events.rules": [world.rule("alarms", {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"]})]}, "want": "PASSED errors_only"},
	"a rule on states of another alarm does not help": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})], "events.rules": [world.rule("alarms", {"source": ["aws.cloudwatch"], "detail": {"alarmName": ["other"]}})]}, "want": "FAILED no_action"},
	"all four pass": {"changes": {"cloudwatch.alarms": _four(_alarm.Dimensions)}, "want": "PASSED heard"},
	"three of four are noted": {"changes": {"cloudwatch.alarms": [a | some a in _four(_alarm.Dimensions); a.MetricName != "Throttles"]}, "want": "PASSED errors_only"},
	"four behind a queue pass": {"changes": {"cloudwatch.alarms": _four(_alarm.Dimensions), "sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "PASSED indirect"},
	"four that a rule passes on pass": {"changes": {"cloudwatch.alarms": [object.union(a, {"AlarmActions": []}) | some a in _four(_alarm.Dimensions)], "events.rules": [world.rule("alarms", {"source": ["aws.cloudwatch"]})]}, "want": "PASSED relayed"},
	"all but errors fail": {"changes": {"cloudwatch.alarms": [a | some a in _four(_alarm.Dimensions); a.MetricName != "Errors"]}, "want": "FAILED no_alarm"},
	"alarms on all functions pass": {"changes": {"cloudwatch.alarms": _four([])}, "want": "PASSED heard"},
	"alarms on all functions of another Region do not count": {"changes": {"cloudwatch.alarms": [object.union(a, {"region": "us-east-1"}) | some a in _four([])]}, "want": "FAILED no_alarm"},
	"a query over all functions passes": {"changes": {"cloudwatch.alarms": [_query("SELECT SUM(Errors) FROM SCHEMA(\"AWS/Lambda\", FunctionName)")]}, "want": "PASSED errors_only"},
	"a query over some functions fails": {"changes": {"cloudwatch.alarms": [_query("SELECT SUM(Errors) FROM SCHEMA(\"AWS/Lambda\", FunctionName) WHERE FunctionName = 'g'")]}, "want": "FAILED no_alarm"},
	"a query of another metric fails": {"changes": {"cloudwatch.alarms": [_query("SELECT SUM(Invocations) FROM \"AWS/Lambda\"")]}, "want": "FAILED no_alarm"},
}

test_the_reader_sees_the_alarms if {
	some finding in control.findings with input as world.with_changes({"lambda.functions": [_subject], "cloudwatch.alarms": [_alarm], "sns.topics": []})
	finding.args == {"alarms": [_alarm.arn]}
}

# What the step leaves behind passes.
test_plan if {
	changes := {"lambda.functions": [_subject], "cloudwatch.alarms": []}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.subject == _subject.id
	step.calls[0].params.Dimensions == [{"Name": "FunctionName", "Value": "f"}]
	after := object.union(changes, {"cloudwatch.alarms": [step.effect[0].value]})
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED errors_only"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes({"lambda.functions": [_subject], "cloudwatch.alarms": [_with({"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:security"]})]})
	steps == set()
}

_four(dimensions) := [object.union(object.remove(_alarm, ["MetricName", "Dimensions", "arn", "id"]), {"id": metric, "arn": metric, "MetricName": metric, "Dimensions": dimensions}) |
	some metric in ["Errors", "Duration", "ConcurrentExecutions", "Throttles"]
]

_query(expression) := object.union(object.remove(_alarm, ["Namespace", "MetricName", "Dimensions"]), {"Metrics": [{"Id": "q", "Expression": expression}]})

# However the alarm's own actions end.
test_a_composite_alarm_passes_it_on if {
	wrong := {name: got |
		some name, tc in _cases
		changes := object.union({"lambda.functions": [_subject], "cloudwatch.alarms": [_alarm]}, tc.changes)
		got := world.verdicts(control.findings) with input as world.with_changes(object.union(changes, {
			"sns.topics": array.concat(object.get(tc.changes, "sns.topics", [world.topic]), [_second]),
			"cloudwatch.composite_alarms": [_any],
		}))
		got != {_passed_on(tc.want)}
	}
	print(wrong)
	wrong == {}
}

_passed_on(want) := want if startswith(want, "PASSED")

_passed_on("FAILED no_alarm") := "FAILED no_alarm"

_passed_on(want) := "PASSED errors_only" if not regex.match(`^PASSED|no_alarm$`, want)

_second := json.unmarshal(replace(json.marshal(world.topic), ":security", ":second"))

_any := {
	"id": "any", "arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:any", "region": world.region, "AlarmName": "any", "ActionsEnabled": true,
	"AlarmActions": [_second.arn], "AlarmRule": "ALARM(\"app\")",
}

test_four_that_do_not_arrive_fail if {
	got := world.verdicts(control.findings) with input as world.with_changes({"lambda.functions": [_subject], "cloudwatch.alarms": _four(_alarm.Dimensions), "sns.topics": []})
	got == {"FAILED undelivered"}
}
