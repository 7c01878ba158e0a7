package controls.config.recorder_role_is_sufficient_test

import data.controls.config.recorder_role_is_sufficient as control
import data.lib.steps_test

test_recorder_role_is_sufficient[name] if {
	some name, tc in {
		"BLEA's role passes": {"recorders": [_recorder(_arn)], "roles": [_role({})], "want": "PASSED sufficient"},
		"the service-linked role passes": {"recorders": [_recorder("arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")], "roles": [], "want": "PASSED sufficient"},
		"Control Tower's role passes": {"recorders": [_recorder("arn:aws:iam::111122223333:role/aws-controltower-ConfigRecorderRole")], "roles": [], "want": "PASSED sufficient"},
		"no recorder": {"recorders": [], "roles": [_role({})], "want": "NOT_APPLICABLE no_recorder"},
		"a service's recorder is none": {"recorders": [object.union(_recorder(_arn), {"ServicePrincipal": "securityhub.amazonaws.com"})], "roles": [], "want": "NOT_APPLICABLE no_recorder"},
		"a service's recorder beside one is left out": {
			"recorders": [_recorder(_arn), object.union(_recorder("arn:aws:iam::111122223333:role/other"), {"id": "two", "ServicePrincipal": "securityhub.amazonaws.com"})],
			"roles": [_role({})], "want": "PASSED sufficient",
		},
		"a role that does not exist fails": {"recorders": [_recorder(_arn)], "roles": [], "want": "FAILED no_role"},
		"a recorder without a role fails": {"recorders": [object.remove(_recorder(_arn), ["RoleARN"])], "roles": [_role({})], "want": "FAILED no_role"},
		"a role without the policy fails": {"recorders": [_recorder(_arn)], "roles": [_role({"AttachedManagedPolicies": []})], "want": "FAILED no_policy"},
		"AWS's former policy fails": {"recorders": [_recorder(_arn)], "roles": [_role({"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSConfigRole"}]})], "want": "FAILED no_policy"},
		"a policy of that name of somebody else fails": {"recorders": [_recorder(_arn)], "roles": [_role({"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/service-role/AWS_ConfigRole"}]})], "want": "FAILED no_policy"},
		"attachments absent fail": {"recorders": [_recorder(_arn)], "roles": [object.remove(_role({}), ["AttachedManagedPolicies"])], "want": "FAILED no_policy"},
		"a role that trusts another service fails": {"recorders": [_recorder(_arn)], "roles": [object.union(object.remove(_role({}), ["AssumeRolePolicyDocument"]), {"AssumeRolePolicyDocument": _trust("ec2.amazonaws.com")})], "want": "FAILED untrusting"},
		"a role that trusts another service and lacks the policy fails": {"recorders": [_recorder(_arn)], "roles": [object.union(object.remove(_role({"AttachedManagedPolicies": []}), ["AssumeRolePolicyDocument"]), {"AssumeRolePolicyDocument": _trust("ec2.amazonaws.com")})], "want": "FAILED untrusting"},
		"one of two roles is enough to fail": {
			"recorders": [_recorder(_arn), object.union(_recorder("arn:aws:iam::111122223333:role/other"), {"id": "two", "region": "us-east-1"})],
			"roles": [_role({})], "want": "FAILED no_role",
		},
	}
	got := control.findings with input.account as _account with input.config.recorders as tc.recorders with input.iam.roles as tc.roles
	_said(got) == {tc.want}
}

_arn := "arn:aws:iam::111122223333:role/config"

_recorder(role) := {
	"id": "arn:aws:config:ap-northeast-1:111122223333:configuration-recorder/default",
	"region": "ap-northeast-1",
	"Name": "default",
	"RoleARN": role,
	"RecordingGroup": {"AllSupported": true, "IncludeGlobalResourceTypes": true},
}

_role(change) := object.union(
	{
		"id": "config",
		"region": "global",
		"Arn": _arn,
		"AssumeRolePolicyDocument": _trust("config.amazonaws.com"),
		"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"}],
	},
	change,
)

_trust(service) := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}

test_the_plan_attaches_the_policy[name] if {
	some name, tc in {
		"no policy": {"role": {}, "want": 1, "after": "PASSED"},
		"another policy": {"role": {"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]}, "want": 1, "after": "PASSED"},
		"no trust": {"role": {"AssumeRolePolicyDocument": {"Statement": []}}, "want": 0, "after": "FAILED"},
	}
	role := object.union(
		{
			"id": "arn:aws:iam::111122223333:role/recorder", "Arn": "arn:aws:iam::111122223333:role/recorder", "RoleName": "recorder",
			"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
		},
		tc.role,
	)
	world := {
		"account": {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1", "partition": "aws"},
		"config": {"recorders": [{"id": "r", "region": "ap-northeast-1", "Name": "default", "RoleARN": role.Arn}]},
		"iam": {"roles": [role]},
	}
	steps := control.plan with input as world
	count(steps) == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}
