package controls.lambda.blea_function_logs_are_kept_test

import data.controls.lambda.blea_function_logs_are_kept as control

_function(fields) := object.union(
	{"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"},
	fields,
)

_log_group(name, more) := object.union({"id": name, "region": "ap-northeast-1", "LogGroupName": name}, more)

test_blea_function_logs_are_kept[name] if {
	some name, tc in {
		"90 days pass": {"function": {}, "groups": [_log_group("/aws/lambda/f", {"RetentionInDays": 90})], "want": "PASSED kept"},
		"89 days fail": {"function": {}, "groups": [_log_group("/aws/lambda/f", {"RetentionInDays": 89})], "want": "FAILED short"},
		"for ever passes": {"function": {}, "groups": [_log_group("/aws/lambda/f", {})], "want": "PASSED forever"},
		"the function's own group counts": {"function": {"LoggingConfig": {"LogGroup": "own"}}, "groups": [_log_group("/aws/lambda/f", {"RetentionInDays": 1}), _log_group("own", {"RetentionInDays": 365})], "want": "PASSED kept"},
		"a logging configuration without a group names the usual one": {"function": {"LoggingConfig": {"LogFormat": "JSON"}}, "groups": [_log_group("/aws/lambda/f", {"RetentionInDays": 1})], "want": "FAILED short"},
		"no group is not applicable": {"function": {}, "groups": [], "want": "NOT_APPLICABLE no_group"},
		"a group of another Region does not count": {"function": {}, "groups": [_log_group("/aws/lambda/f", {"region": "us-east-1", "RetentionInDays": 1})], "want": "NOT_APPLICABLE no_group"},
	}
	got := control.findings with input.lambda.functions as [_function(tc.function)] with input.logs.log_groups as tc.groups
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_plan_names_the_group if {
	steps := control.plan with input.lambda.functions as [_function({})] with input.logs.log_groups as [_log_group("/aws/lambda/f", {"RetentionInDays": 7})]
	[[step.calls[0].params, step.undo[0].params.retentionInDays] | some step in steps] == [[{"logGroupName": "/aws/lambda/f", "retentionInDays": 90}, 7]]
	none := control.plan with input.lambda.functions as [_function({})] with input.logs.log_groups as [_log_group("/aws/lambda/f", {})]
	none == set()
}
