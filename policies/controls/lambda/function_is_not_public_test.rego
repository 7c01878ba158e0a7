package controls.lambda.function_is_not_public_test

import data.controls.lambda.function_is_not_public as control

_arn := "arn:aws:lambda:ap-northeast-1:111122223333:function:f"

_function(policy) := {"id": _arn, "arn": _arn, "account": "111122223333", "region": "ap-northeast-1", "FunctionName": "f", "GetPolicy": policy}

_statement(sid, principal, condition) := object.union(
	{"Sid": sid, "Effect": "Allow", "Principal": principal, "Action": "lambda:InvokeFunction", "Resource": _arn},
	{name: value | some name, value in {"Condition": condition}; value != {}},
)

_policy(statements) := {"Policy": {"Version": "2012-10-17", "Id": "default", "Statement": statements}}

_s3 := {"Service": "s3.amazonaws.com"}

_mine := {"StringEquals": {"AWS:SourceAccount": "111122223333"}}

_bucket := {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::uploads"}}

test_function_is_not_public[name] if {
	some name, tc in {
		"no policy passes": {"policy": {}, "want": "PASSED no_policy"},
		"an empty policy passes": {"policy": _policy([]), "want": "PASSED limited"},
		"an account passes": {"policy": _policy([_statement("a", {"AWS": "arn:aws:iam::444455556666:root"}, {})]), "want": "PASSED limited"},
		"a service passes": {"policy": _policy([_statement("a", {"Service": "events.amazonaws.com"}, {})]), "want": "PASSED limited"},
		"everyone fails": {"policy": _policy([_statement("a", "*", {})]), "want": "FAILED public"},
		"every AWS account fails": {"policy": _policy([_statement("a", {"AWS": "*"}, {})]), "want": "FAILED public"},
		"one of several principals fails": {"policy": _policy([_statement("a", {"AWS": ["arn:aws:iam::444455556666:root", "*"]}, {})]), "want": "FAILED public"},
		"a single statement that is no list fails": {"policy": {"Policy": {"Version": "2012-10-17", "Statement": _statement("a", "*", {})}}, "want": "FAILED public"},
		"a function URL without authentication fails": {"policy": _policy([object.union(_statement("a", "*", {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}), {"Action": "lambda:InvokeFunctionUrl"})]), "want": "FAILED public"},
		"what a function URL brings fails": {"policy": _policy([_statement("a", "*", {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}})]), "want": "FAILED public"},
		"everyone of an organization passes": {"policy": _policy([_statement("a", "*", {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})]), "want": "PASSED limited"},
		"everyone of an account passes": {"policy": _policy([_statement("a", "*", _mine)]), "want": "PASSED limited"},
		"a wildcard is no fixed value": {"policy": _policy([_statement("a", "*", {"StringLike": {"AWS:SourceAccount": "1111*"}})]), "want": "FAILED public"},
		"a policy variable is no fixed value": {"policy": _policy([_statement("a", "*", {"StringEquals": {"AWS:SourceAccount": "${aws:PrincipalAccount}"}})]), "want": "FAILED public"},
		"a denied statement passes": {"policy": _policy([_statement("a", "*", {}), object.union(_statement("b", "*", {}), {"Effect": "Deny"})]), "want": "PASSED limited"},
		"S3 for this account passes": {"policy": _policy([_statement("a", _s3, _mine)]), "want": "PASSED limited"},
		"S3 for a bucket of this account passes": {"policy": _policy([_statement("a", _s3, object.union(_mine, _bucket))]), "want": "PASSED limited"},
		"S3 for an organization passes": {"policy": _policy([_statement("a", _s3, {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}})]), "want": "PASSED limited"},
		"S3 for everyone fails": {"policy": _policy([_statement("a", _s3, {})]), "want": "FAILED any_bucket"},
		"S3 for a bucket by name fails": {"policy": _policy([_statement("a", _s3, _bucket)]), "want": "FAILED any_bucket"},
		"S3 for accounts like this one fails": {"policy": _policy([_statement("a", _s3, {"StringLike": {"AWS:SourceAccount": "1111*"}})]), "want": "FAILED any_bucket"},
		"S3 among other services fails": {"policy": _policy([_statement("a", {"Service": ["events.amazonaws.com", "s3.amazonaws.com"]}, {})]), "want": "FAILED any_bucket"},
		"a denied statement for S3 passes": {"policy": _policy([_statement("a", _s3, {}), object.union(_statement("b", "*", {}), {"Effect": "Deny"})]), "want": "PASSED limited"},
		"S3 for an owner passes": {"policy": _policy([_statement("a", _s3, {"StringEquals": {"aws:SourceOwner": "111122223333"}})]), "want": "PASSED limited"},
		"S3 for a part of an organization passes": {"policy": _policy([_statement("a", _s3, {"ForAnyValue:StringEquals": {"aws:SourceOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/"}})]), "want": "PASSED limited"},
		"everyone goes before S3": {"policy": _policy([_statement("a", _s3, {}), _statement("b", "*", {})]), "want": "FAILED public"},
	}
	got := control.findings with input.lambda.functions as [_function(tc.policy)]
	{concat(" ", [finding.status, finding.code]) | some finding in got} == {tc.want}
}

test_the_reader_sees_the_statements if {
	got := control.findings with input.lambda.functions as [_function(_policy([_statement("web", "*", {}), _statement("own", "*", _mine), object.remove(_statement("", "*", {}), ["Sid"])]))]
	[finding.args.statements | some finding in got] == [["3", "web"]]
}

test_plan_removes_what_is_public if {
	public := object.union(_statement("web", "*", {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}), {"Action": "lambda:InvokeFunctionUrl"})
	policy := _policy([public, _statement("own", "*", _mine)])
	steps := control.plan with input.lambda.functions as [_function(policy)]
	count(steps) == 1
	some step in steps
	step.calls == [{"service": "lambda", "operation": "RemovePermission", "params": {"FunctionName": "f", "StatementId": "web"}}]
	step.undo[0].params == {"FunctionName": "f", "StatementId": "web", "Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE"}
	after := _function(_policy(step.effect[0].value))
	got := control.findings with input.lambda.functions as [after]
	{finding.code | some finding in got} == {"limited"}
}

test_plan_names_the_account_of_the_bucket if {
	policy := _policy([_statement("own", "*", _mine), _statement("uploads", _s3, _bucket), _statement("all", _s3, {})])
	steps := control.plan with input.lambda.functions as [_function(policy)]
	{[step.calls[0].operation, step.calls[1].params] | some step in steps} == {
		["RemovePermission", {"FunctionName": "f", "StatementId": "uploads", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::uploads", "SourceAccount": "111122223333"}],
		["RemovePermission", {"FunctionName": "f", "StatementId": "all", "Action": "lambda:InvokeFunction", "Principal": "s3.amazonaws.com", "SourceAccount": "111122223333"}],
	}
	{count(step.effect[0].value) | some step in steps} == {3}
	some step in steps
	got := control.findings with input.lambda.functions as [_function(_policy(step.effect[0].value))]
	{finding.code | some finding in got} == {"limited"}
}

test_no_plan_without_need if {
	steps := control.plan with input.lambda.functions as [_function({}), _function(_policy([_statement("a", _s3, _mine)]))]
	steps == set()
}
