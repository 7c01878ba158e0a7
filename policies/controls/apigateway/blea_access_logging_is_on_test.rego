package controls.apigateway.blea_access_logging_is_on_test

import data.controls.apigateway.blea_access_logging_is_on as control

_stage(fields) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	fields,
)

_arn := "arn:aws:logs:ap-northeast-1:111122223333:log-group:access"

_group(more) := object.union({"id": _arn, "arn": _arn, "region": "ap-northeast-1", "LogGroupName": "access"}, more)

_to(arn) := {"AccessLogSettings": {"DestinationArn": arn}}

_judged(stage, groups) := {
	"account": {"account": "111122223333", "partition": "aws"},
	"apigateway": {"stages": [_stage(stage)], "account": [{"id": "ap-northeast-1", "region": "ap-northeast-1", "CloudwatchRoleArn": "arn:aws:iam::111122223333:role/logs"}]},
	"logs": {"log_groups": groups},
}

test_blea_access_logging_is_on[name] if {
	some name, tc in {
		"30 days pass": {"stage": _to(_arn), "groups": [_group({"RetentionInDays": 30})], "want": "PASSED kept"},
		"29 days fail": {"stage": _to(_arn), "groups": [_group({"RetentionInDays": 29})], "want": "FAILED short"},
		"for ever passes": {"stage": _to(_arn), "groups": [_group({})], "want": "PASSED kept"},
		"an ARN with a star passes": {"stage": _to(concat("", [_arn, ":*"])), "groups": [_group({})], "want": "PASSED kept"},
		"a group that is gone fails": {"stage": _to(_arn), "groups": [], "want": "FAILED no_group"},
		"a Firehose stream passes": {"stage": _to("arn:aws:firehose:ap-northeast-1:111122223333:deliverystream/amazon-apigateway-access"), "groups": [], "want": "PASSED firehose"},
		"no destination fails": {"stage": {"AccessLogSettings": {"Format": "$context.requestId"}}, "groups": [_group({})], "want": "FAILED off"},
		"an empty destination fails": {"stage": _to(""), "groups": [_group({})], "want": "FAILED off"},
		"no settings fail": {"stage": {}, "groups": [_group({})], "want": "FAILED off"},
	}
	got := control.findings with input as _judged(tc.stage, tc.groups)
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_plan_keeps_longer if {
	steps := control.plan with input as _judged(_to(_arn), [_group({"RetentionInDays": 7})])
	[[step.calls[0].params, step.undo[0].params.retentionInDays] | some step in steps] == [[{"logGroupName": "access", "retentionInDays": 30}, 7]]
}

test_plan_makes_a_group if {
	steps := control.plan with input as _judged({}, [])
	[[call.operation | some call in step.calls] | some step in steps] == [["CreateLogGroup", "PutRetentionPolicy", "UpdateStage"]]
	some step in steps
	json.unmarshal(step.calls[2].params.patchOperations[1].value).status == "$context.status"
	after := control.findings with input as _judged({"AccessLogSettings": step.effect[1].value}, [step.effect[0].value])
	{finding.code | some finding in after} == {"kept"}
}

test_no_plan_without_need[name] if {
	some name, judged in {
		"kept": _judged(_to(_arn), [_group({"RetentionInDays": 30})]),
		"no role": object.union(_judged({}, []), {"apigateway": {"stages": [_stage({})], "account": [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]}}),
	}
	steps := control.plan with input as judged
	steps == set()
}
