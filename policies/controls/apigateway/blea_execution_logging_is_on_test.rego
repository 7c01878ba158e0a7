package controls.apigateway.blea_execution_logging_is_on_test

import data.controls.apigateway.blea_execution_logging_is_on as control

_stage(fields) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	fields,
)

_good := {"LoggingLevel": "INFO", "MetricsEnabled": true, "DataTraceEnabled": false}

_role := [{"id": "ap-northeast-1", "region": "ap-northeast-1", "CloudwatchRoleArn": "arn:aws:iam::111122223333:role/logs"}]

_no_role := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

test_blea_execution_logging_is_on[name] if {
	some name, tc in {
		"BLEA's own passes": {"stage": {"MethodSettings": {"*/*": _good}}, "account": _role, "want": "PASSED info"},
		"errors are noted": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"LoggingLevel": "ERROR"})}}, "account": _role, "want": "PASSED errors"},
		"off fails": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"LoggingLevel": "OFF"})}}, "account": _role, "want": "FAILED off"},
		"an untold level fails": {"stage": {"MethodSettings": {"*/*": object.remove(_good, ["LoggingLevel"])}}, "account": _role, "want": "FAILED off"},
		"no settings fail": {"stage": {}, "account": _role, "want": "FAILED off"},
		"empty settings fail": {"stage": {"MethodSettings": {}}, "account": _role, "want": "FAILED off"},
		"one method only fails": {"stage": {"MethodSettings": {"orders/GET": _good}}, "account": _role, "want": "FAILED off"},
		"all methods but one fail": {"stage": {"MethodSettings": {"*/*": _good, "orders/GET": object.union(_good, {"LoggingLevel": "OFF"})}}, "account": _role, "want": "FAILED off"},
		"no metrics fail": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"MetricsEnabled": false})}}, "account": _role, "want": "FAILED no_metrics"},
		"data tracing fails": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"DataTraceEnabled": true})}}, "account": _role, "want": "FAILED data_trace"},
		"data tracing of one method fails": {"stage": {"MethodSettings": {"*/*": _good, "orders/POST": object.union(_good, {"DataTraceEnabled": true})}}, "account": _role, "want": "FAILED data_trace"},
		"no role fails": {"stage": {"MethodSettings": {"*/*": _good}}, "account": _no_role, "want": "FAILED no_role"},
		"data tracing comes before the rest": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"DataTraceEnabled": true, "LoggingLevel": "OFF", "MetricsEnabled": false})}}, "account": _no_role, "want": "FAILED data_trace"},
		"data tracing comes before metrics": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"DataTraceEnabled": true, "MetricsEnabled": false})}}, "account": _role, "want": "FAILED data_trace"},
		"data tracing comes before the role": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"DataTraceEnabled": true})}}, "account": _no_role, "want": "FAILED data_trace"},
		"off comes before the role": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"LoggingLevel": "OFF"})}}, "account": _no_role, "want": "FAILED off"},
		"metrics come before the role": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"MetricsEnabled": false})}}, "account": _no_role, "want": "FAILED no_metrics"},
		"a role of another Region fails": {"stage": {"MethodSettings": {"*/*": _good}}, "account": [object.union(_role[0], {"region": "us-east-1"})], "want": "FAILED no_role"},
	}
	got := control.findings with input.apigateway.stages as [_stage(tc.stage)] with input.apigateway.account as tc.account
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_plan_names_the_stage if {
	steps := control.plan with input.apigateway.stages as [_stage({})] with input.apigateway.account as _role
	[[step.calls[0].params.restApiId, step.calls[0].params.stageName] | some step in steps] == [["a", "v1"]]
	some step in steps
	after := control.findings with input.apigateway.stages as [_stage({"MethodSettings": step.effect[0].value})] with input.apigateway.account as _role
	{finding.code | some finding in after} == {"info"}
}

test_plan_takes_an_empty_map_for_no_settings if {
	steps := control.plan with input.apigateway.stages as [_stage({"MethodSettings": {}})] with input.apigateway.account as _role
	count(steps) == 1
}

test_no_plan_without_need[name] if {
	some name, tc in {
		"no role yet": {"stage": {}, "account": _no_role},
		"settings that would be lost": {"stage": {"MethodSettings": {"*/*": object.union(_good, {"LoggingLevel": "OFF"})}}, "account": _role},
	}
	steps := control.plan with input.apigateway.stages as [_stage(tc.stage)] with input.apigateway.account as tc.account
	steps == set()
}
