package lib.alert_plans_test

import data.lib.alert_plans
import data.lib.alert_world_test as world

test_the_security_topic_is_used if {
	arn := alert_plans.topic(world.region) with input as world.with_changes({})
	arn == world.topic_arn
}

# A topic that has nothing to do with security is left alone.
test_else_a_new_one if {
	arn := alert_plans.topic(world.region) with input as world.with_changes({"events.rules": [world.rule("other", {"source": ["aws.s3"]})]})
	arn == "arn:aws:sns:ap-northeast-1:111122223333:blea-security-alarm"
}

test_no_alarm_without_log_group if {
	not _alarm with input as world.with_changes({"cloudtrail.trails": []})
}

test_alarm_on_the_log_group if {
	step := alert_plans.alarm("a", "A", "{$.a=1}", 5) with input as world.with_changes({})
	step.calls[0].params.logGroupName == "trail"
	step.calls[1].params.Threshold == 5
	[call.operation | some call in step.undo] == ["DeleteAlarms", "DeleteMetricFilter"]
}

_alarm := alert_plans.alarm("a", "A", "{$.a=1}", 1)

test_list if {
	alert_plans.list([{"Effect": "Allow"}]) == [{"Effect": "Allow"}]
	alert_plans.list({"Effect": "Allow"}) == [{"Effect": "Allow"}]
}
