package controls.kms.principal_decrypts_not_with_every_key_test

import data.controls.kms.principal_decrypts_not_with_every_key as control

_policy(resource) := {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": resource}]}}

_one := "arn:aws:kms:us-east-1:111122223333:key/k"

test_principal_decrypts_not_with_every_key[name] if {
	some name, tc in {
		"a user with every key": {"principal": {"UserDetail": {"UserPolicyList": [_policy(_one), _policy("*")]}}, "want": ["FAILED", "unlimited"]},
		"a group with every key": {"principal": {"GroupDetail": {"GroupPolicyList": [_policy("*")]}}, "want": ["FAILED", "unlimited"]},
		"a role with every key": {"principal": {"RoleDetail": {"RolePolicyList": [_policy("*")]}}, "want": ["FAILED", "unlimited"]},
		"a user with one key": {"principal": {"UserDetail": {"UserPolicyList": [_policy(_one)]}}, "want": ["PASSED", "limited"]},
		"a group with one key": {"principal": {"GroupDetail": {"GroupPolicyList": [_policy(_one)]}}, "want": ["PASSED", "limited"]},
		"a role with one key": {"principal": {"RoleDetail": {"RolePolicyList": [_policy(_one)]}}, "want": ["PASSED", "limited"]},
		"a group without policies": {"principal": {"GroupDetail": {"GroupPolicyList": []}}, "want": ["PASSED", "limited"]},
		"a role that tells none": {"principal": {"RoleDetail": {}}, "want": ["PASSED", "limited"]},
	}
	principal := object.union({"id": "p", "account": "111122223333", "region": "global"}, tc.principal)
	got := control.findings with input.iam.principals as [principal] with input.account as {"account": "111122223333", "partition": "aws"}
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}
