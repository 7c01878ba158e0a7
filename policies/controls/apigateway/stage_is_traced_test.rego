package controls.apigateway.stage_is_traced_test

import data.controls.apigateway.stage_is_traced as control

_stage(fields) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	fields,
)

test_stage_is_traced[name] if {
	some name, tc in {
		"on passes": {"element": {"TracingEnabled": true}, "want": ["PASSED traced"]},
		"off fails": {"element": {"TracingEnabled": false}, "want": ["FAILED untraced"]},
		"untold fails": {"element": {}, "want": ["FAILED untraced"]},
	}
	got := control.findings with input.apigateway.stages as [_stage(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_stage if {
	steps := control.plan with input.apigateway.stages as [_stage({"TracingEnabled": false})]
	[[step.calls[0].params.restApiId, step.calls[0].params.stageName, step.calls[0].params.patchOperations[0].value] | some step in steps] == [["a", "v1", "true"]]
	none := control.plan with input.apigateway.stages as [_stage({"TracingEnabled": true})]
	none == set()
}
