package controls.apigateway.stage_logs_execution_test

import data.controls.apigateway.stage_logs_execution as control
import data.lib.steps_test

_stage(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	more,
)

_at(level) := {"MethodSettings": {"*/*": {"LoggingLevel": level}}}

test_stage_logs_execution[name] if {
	some name, tc in {
		"INFO passes": {"stage": _at("INFO"), "parameters": {}, "want": "PASSED logged"},
		"ERROR passes": {"stage": _at("ERROR"), "parameters": {}, "want": "PASSED logged"},
		"OFF fails": {"stage": _at("OFF"), "parameters": {}, "want": "FAILED off"},
		"an untold level fails": {"stage": {"MethodSettings": {"*/*": {"MetricsEnabled": true}}}, "parameters": {}, "want": "FAILED off"},
		"no settings fail": {"stage": {}, "parameters": {}, "want": "FAILED off"},
		"one method only fails": {"stage": {"MethodSettings": {"orders/GET": {"LoggingLevel": "INFO"}}}, "parameters": {}, "want": "FAILED off"},
		"all methods but one fail": {"stage": {"MethodSettings": {"*/*": {"LoggingLevel": "INFO"}, "orders/GET": {"LoggingLevel": "OFF"}}}, "parameters": {}, "want": "FAILED off"},
		"the level asked for passes": {"stage": _at("INFO"), "parameters": {"loggingLevel": "INFO"}, "want": "PASSED logged"},
		"another level than that asked for fails": {"stage": _at("ERROR"), "parameters": {"loggingLevel": "INFO"}, "want": "FAILED off"},
	}
	got := control.findings with input.apigateway.stages as [_stage(tc.stage)] with data.parameters as {"APIGateway.1": tc.parameters}
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_plan_sets_the_level[name] if {
	some name, tc in {
		"nothing set": {"stage": {}, "role": "r", "undo": ["OFF"], "after": "PASSED"},
		"off": {"stage": {"MethodSettings": {"*/*": {"LoggingLevel": "OFF", "MetricsEnabled": true}}}, "role": "r", "undo": ["OFF"], "after": "PASSED"},
		"one method logs": {"stage": {"MethodSettings": {"orders/GET": {"LoggingLevel": "INFO"}}}, "role": "r", "undo": ["OFF"], "after": "PASSED"},
		"one method does not": {"stage": {"MethodSettings": {"orders/GET": {"LoggingLevel": "OFF"}}}, "role": "r", "undo": [], "after": "FAILED"},
		"no role to write with": {"stage": {}, "role": "", "undo": [], "after": "FAILED"},
	}
	stage := object.union({"id": "s", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"}, tc.stage)
	world := {"apigateway": {"stages": [stage], "account": [{"id": "ap-northeast-1", "region": "ap-northeast-1", "CloudwatchRoleArn": tc.role}]}}
	steps := control.plan with input as world
	[operation.value | some step in steps; some call in step.undo; some operation in call.params.patchOperations] == tc.undo
	left := steps_test.after(world, steps)
	object.get(left.apigateway.stages[0], ["MethodSettings", "*/*", "MetricsEnabled"], null) == object.get(stage, ["MethodSettings", "*/*", "MetricsEnabled"], null)
	got := control.findings with input as left
	{finding.status | some finding in got} == {tc.after}
}
