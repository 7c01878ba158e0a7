package controls.lambda.function_is_traced_test

import data.controls.lambda.function_is_traced as control

_function(fields) := object.union(
	{"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"},
	fields,
)

test_function_is_traced[name] if {
	some name, tc in {
		"active passes": {"element": {"TracingConfig": {"Mode": "Active"}}, "want": ["PASSED active"]},
		"passing through fails": {"element": {"TracingConfig": {"Mode": "PassThrough"}}, "want": ["FAILED passive"]},
		"an untold mode fails": {"element": {"TracingConfig": {}}, "want": ["FAILED passive"]},
		"no configuration fails": {"element": {}, "want": ["FAILED passive"]},
		"a layer does not help": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:aws-otel-python-amd64-ver-1-25-0:1"}]}, "want": ["FAILED passive"]},
	}
	got := control.findings with input.lambda.functions as [_function(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_function if {
	steps := control.plan with input.lambda.functions as [_function({"TracingConfig": {"Mode": "PassThrough"}})]
	[step.calls[0].params | some step in steps] == [{"FunctionName": "f", "TracingConfig": {"Mode": "Active"}}]
	none := control.plan with input.lambda.functions as [_function({"TracingConfig": {"Mode": "Active"}})]
	none == set()
}
