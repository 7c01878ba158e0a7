package controls.ecs.blea_cpu_alarm_notifies_test

import data.controls.ecs.blea_cpu_alarm_notifies as control

import data.lib.alert_world_test as world

_subject := {
	"id": "arn:aws:ecs:ap-northeast-1:111122223333:service/c/s",
	"region": world.region,
	"ClusterArn": "arn:aws:ecs:ap-northeast-1:111122223333:cluster/c",
	"ServiceName": "s",
}

_alarm := {
	"id": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:app",
	"arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:app",
	"region": world.region,
	"AlarmName": "app",
	"Namespace": "AWS/ECS",
	"MetricName": "CPUUtilization",
	"Dimensions": [{"Name": "ServiceName", "Value": "s"}, {"Name": "ClusterName", "Value": "c"}],
	"ActionsEnabled": true,
	"AlarmActions": [world.topic_arn],
}

_with(fields) := object.union(object.remove(_alarm, object.keys(fields)), fields)

_stranger := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "sns:Publish", "Resource": world.topic_arn, "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}}}]}

# Named sub-tests would be traced, which takes five times as long: the wrong cases are printed.
test_blea_cpu_alarm_notifies if {
	wrong := {name: got |
		some name, tc in _cases
		got := world.verdicts(control.findings) with input as world.with_changes(object.union({"ecs.services": [_subject], "cloudwatch.alarms": [_alarm]}, tc.changes))
		got != {tc.want}
	}
	print(wrong)
	wrong == {}
}

_cases := {
	"an alarm that is heard passes": {"changes": {}, "want": "PASSED heard"},
	"a queue behind the topic passes": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]}, "want": "PASSED indirect"},
	"no alarm fails": {"changes": {"cloudwatch.alarms": []}, "want": "FAILED no_alarm"},
	"an alarm of another Region fails": {"changes": {"cloudwatch.alarms": [_with({"region": "us-east-1"})]}, "want": "FAILED no_alarm"},
	"an alarm on another namespace fails": {"changes": {"cloudwatch.alarms": [_with({"Namespace": "Custom"})]}, "want": "FAILED no_alarm"},
	"an alarm on another metric fails": {"changes": {"cloudwatch.alarms": [_with({"MetricName": "Other"})]}, "want": "FAILED no_alarm"},
	"an alarm on another resource fails": {"changes": {"cloudwatch.alarms": [_with({"Dimensions": [{"Name": d.Name, "Value": "other"} | some d in _alarm.Dimensions]})]}, "want": "FAILED no_alarm"},
	"metric math passes": {"changes": {"cloudwatch.alarms": [object.union(object.remove(_alarm, ["Namespace", "MetricName", "Dimensions"]), {"Metrics": [{"Id": "m", "MetricStat": {"Metric": {"Namespace": _alarm.Namespace, "MetricName": _alarm.MetricName, "Dimensions": _alarm.Dimensions}}}, {"Id": "e", "Expression": "m * 2"}]})]}, "want": "PASSED heard"},
	"an alarm without actions fails": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})]}, "want": "FAILED no_action"},
	"an alarm whose actions are off fails": {"changes": {"cloudwatch.alarms": [_with({"ActionsEnabled": false})]}, "want": "FAILED no_action"},
	"an alarm that only scales fails": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": ["arn:aws:autoscaling:ap-northeast-1:111122223333:scalingPolicy:0a1b:resource/ecs/service/c/s:policyName/p"]})]}, "want": "FAILED no_action"},
	"a topic that is gone fails": {"changes": {"sns.topics": []}, "want": "FAILED undelivered"},
	"nobody confirmed fails": {"changes": {"sns.topics": [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]}, "want": "FAILED undelivered"},
	"the key that SNS keeps fails": {"changes": {"sns.topics": [world.topic_under("alias/aws/sns")]}, "want": "FAILED undelivered"},
	"a topic of another account is foreign": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:security"]})]}, "want": "WARNING foreign"},
	"a condition that the evidence leaves open is not decided": {"changes": {"sns.topics": [world.topic_with(_stranger)]}, "want": "NOT_AVAILABLE unclear"},
	"a composite alarm passes": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})], "cloudwatch.composite_alarms": [{"id": "c", "arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:c", "region": world.region, "AlarmName": "c", "AlarmRule": "ALARM(app)", "ActionsEnabled": true, "AlarmActions": [world.topic_arn]}]}, "want": "PASSED relayed"},
	"a rule on states of alarms passes": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})], "events.rules": [world.rule("alarms", {"source": ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"]})]}, "want": "PASSED relayed"},
	"a rule on states of another alarm does not help": {"changes": {"cloudwatch.alarms": [_with({"AlarmActions": []})], "events.rules": [world.rule("alarms", {"source": ["aws.cloudwatch"], "detail": {"alarmName": ["other"]}})]}, "want": "FAILED no_action"},
	"a metric of Container Insights passes": {"changes": {"cloudwatch.alarms": [_with({"Namespace": "ECS/ContainerInsights", "MetricName": "CpuUtilized"})]}, "want": "PASSED heard"},
	"an alarm on the whole cluster fails": {"changes": {"cloudwatch.alarms": [_with({"Dimensions": [{"Name": "ClusterName", "Value": "c"}]})]}, "want": "FAILED no_alarm"},
	"an alarm on a service of that name in another cluster fails": {"changes": {"cloudwatch.alarms": [_with({"Dimensions": [{"Name": "ServiceName", "Value": "s"}, {"Name": "ClusterName", "Value": "d"}]})]}, "want": "FAILED no_alarm"},
}

test_the_reader_sees_the_alarms if {
	some finding in control.findings with input as world.with_changes({"ecs.services": [_subject], "cloudwatch.alarms": [_alarm], "sns.topics": []})
	finding.args == {"alarms": [_alarm.arn]}
}

# What the step leaves behind passes.
test_plan if {
	changes := {"ecs.services": [_subject], "cloudwatch.alarms": []}
	steps := control.plan with input as world.with_changes(changes)
	count(steps) == 1
	some step in steps
	step.subject == _subject.id
	step.calls[0].params.Dimensions == [{"Name": "ClusterName", "Value": "c"}, {"Name": "ServiceName", "Value": "s"}]
	after := object.union(changes, {"cloudwatch.alarms": [step.effect[0].value]})
	got := world.verdicts(control.findings) with input as world.with_changes(after)
	got == {"PASSED heard"}
}

test_no_plan_without_need if {
	steps := control.plan with input as world.with_changes({"ecs.services": [_subject], "cloudwatch.alarms": [_with({"AlarmActions": ["arn:aws:sns:ap-northeast-1:444455556666:security"]})]})
	steps == set()
}

# However the alarm's own actions end.
test_a_composite_alarm_passes_it_on if {
	wrong := {name: got |
		some name, tc in _cases
		changes := object.union({"ecs.services": [_subject], "cloudwatch.alarms": [_alarm]}, tc.changes)
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

_passed_on(want) := "PASSED relayed" if not regex.match(`^PASSED|no_alarm$`, want)

_second := json.unmarshal(replace(json.marshal(world.topic), ":security", ":second"))

_any := {
	"id": "any", "arn": "arn:aws:cloudwatch:ap-northeast-1:111122223333:alarm:any", "region": world.region, "AlarmName": "any", "ActionsEnabled": true,
	"AlarmActions": [_second.arn], "AlarmRule": "ALARM(\"app\")",
}
