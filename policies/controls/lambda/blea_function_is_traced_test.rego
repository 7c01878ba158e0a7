package controls.lambda.blea_function_is_traced_test

import data.controls.lambda.blea_function_is_traced as control

_function(fields) := object.union(
	{"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"},
	fields,
)

test_blea_function_is_traced[name] if {
	some name, tc in {
		"active passes": {"element": {"TracingConfig": {"Mode": "Active"}}, "want": ["PASSED active"]},
		"active beside a layer is told once": {"element": {"TracingConfig": {"Mode": "Active"}, "Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:aws-otel-python-amd64-ver-1-25-0:1"}]}, "want": ["PASSED active"]},
		"passing through fails": {"element": {"TracingConfig": {"Mode": "PassThrough"}}, "want": ["FAILED passive"]},
		"no configuration fails": {"element": {}, "want": ["FAILED passive"]},
		"AWS's layer passes": {"element": {"TracingConfig": {"Mode": "PassThrough"}, "Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:aws-otel-python-amd64-ver-1-25-0:1"}]}, "want": ["PASSED telemetry"]},
		"Application Signals' layer passes": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:AWSOpenTelemetryDistroPython:16"}]}, "want": ["PASSED telemetry"]},
		"the community's layer passes": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:444455556666:layer:opentelemetry-nodejs-0_11_0:1"}]}, "want": ["PASSED telemetry"]},
		"another layer fails": {"element": {"Layers": [{"Arn": "arn:aws:lambda:ap-northeast-1:111122223333:layer:utils:1"}]}, "want": ["FAILED passive"]},
		"an empty list of layers fails": {"element": {"Layers": []}, "want": ["FAILED passive"]},
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
