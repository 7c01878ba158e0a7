package controls.lambda.blea_function_role_is_its_own_test

import data.controls.lambda.blea_function_role_is_its_own as control

_role := "arn:aws:iam::111122223333:role/r"

_function(name, role) := {"id": name, "region": "ap-northeast-1", "FunctionName": name, "Role": role}

_iam(actions) := {
	"roles": [{"id": "r", "Arn": _role, "region": "global", "AttachedManagedPolicies": [], "RolePolicyList": [{"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}}]}],
	"policies": [],
	"aws_policies": [],
}

test_blea_function_role_is_its_own[name] if {
	some name, tc in {
		"its own role with single actions passes": {"functions": [_function("f", _role), _function("g", "other")], "actions": ["dynamodb:GetItem"], "want": {"f": "PASSED own", "g": "PASSED own"}},
		"a shared role with single actions is noted": {"functions": [_function("f", _role), _function("g", _role)], "actions": ["dynamodb:GetItem"], "want": {"f": "PASSED shared", "g": "PASSED shared"}},
		"its own role with all of a service fails": {"functions": [_function("f", _role)], "actions": ["dynamodb:*"], "want": {"f": "FAILED wide"}},
		"its own administrator's role fails": {"functions": [_function("f", _role)], "actions": "*", "want": {"f": "FAILED wide"}},
		"a shared role with all of a service fails": {"functions": [_function("f", _role), _function("g", _role)], "actions": ["dynamodb:*"], "want": {"f": "FAILED shared_wide", "g": "FAILED shared_wide"}},
		"a role that is gone can do nothing": {"functions": [_function("f", "gone")], "actions": "*", "want": {"f": "PASSED own"}},
	}
	got := control.findings with input.lambda.functions as tc.functions with input.iam as _iam(tc.actions)
	{finding.id: concat(" ", [finding.status, finding.code]) | some finding in got} == tc.want
}
