package controls.iam.blea_administrators_need_mfa_test

import data.controls.iam.blea_administrators_need_mfa as control
import data.lib.blea_policies

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_statement(fields) := {"Version": "2012-10-17", "Statement": [object.union({"Effect": "Allow", "Resource": "*"}, fields)]}

_policy(arn, document) := {
	"id": arn,
	"arn": arn,
	"region": "global",
	"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": document}],
}

_own(name) := sprintf("arn:aws:iam::111122223333:policy/%s", [name])

_of_aws(name) := sprintf("arn:aws:iam::aws:policy/%s", [name])

_attached(policies) := [{"PolicyArn": policy} | some policy in policies]

_group(name, policies) := {
	"id": name,
	"arn": sprintf("arn:aws:iam::111122223333:group/%s", [name]),
	"region": "global",
	"GroupName": name,
	"AttachedManagedPolicies": _attached(policies),
}

_role(name, policies, trust) := {
	"id": name,
	"arn": sprintf("arn:aws:iam::111122223333:role/%s", [name]),
	"region": "global",
	"RoleName": name,
	"Path": "/",
	"AssumeRolePolicyDocument": trust,
	"AttachedManagedPolicies": _attached(policies),
}

_trust(principal) := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}]}

_saml := _trust({"Federated": "arn:aws:iam::111122223333:saml-provider/idp"})

_policies := [
	_policy(_own("SysAdmin"), blea_policies.sysadmin),
	_policy(_own("IamAdmin"), blea_policies.iam_admin),
	_policy(_own("InstanceOps"), blea_policies.instance_ops),
	_policy(_own("ReadOnlyAdmin"), blea_policies.read_only),
]

_aws_policies := [
	_policy(_of_aws("AdministratorAccess"), _statement({"Action": "*"})),
	_policy(_of_aws("PowerUserAccess"), _statement({"NotAction": ["iam:*", "organizations:*"]})),
	_policy(_of_aws("ReadOnlyAccess"), _statement({"Action": ["billing:Get*", "cloudwatch:Get*", "ec2:Describe*", "rds:Describe*", "s3:List*"]})),
	_policy(_of_aws("CloudWatchReadOnlyAccess"), _statement({"Action": "cloudwatch:Get*"})),
]

# What BLEA's standalone base leaves in an account: four functions, and the role of the chat client.
_blea_groups := [_group(name, [_own(name)]) | some name in ["SysAdmin", "IamAdmin", "InstanceOps", "ReadOnlyAdmin"]]

_blea_roles := array.concat(
	[_role(name, [_own(name)], blea_policies.trust) | some name in ["SysAdmin", "IamAdmin", "InstanceOps", "ReadOnlyAdmin"]],
	[_role("chat", [_of_aws("ReadOnlyAccess"), _of_aws("CloudWatchReadOnlyAccess")], _trust({"Service": "chatbot.amazonaws.com"}))],
)

_findings(tc) := got if {
	got := control.findings with input.account as _account
		with input.iam.policies as _policies
		with input.iam.aws_policies as _aws_policies
		with input.iam.groups as object.get(tc, "groups", [])
		with input.iam.roles as object.get(tc, "roles", [])
		with input.iam.users as object.get(tc, "users", [])
		with input.cloudtrail.trails as object.get(tc, "trails", [])
		with input.organizations.policies as object.get(tc, "scps", [])
		with input.organizations.organization as [{"id": "o-1", "MasterAccountId": "444455556666"}]
}

_plan(tc) := steps if {
	steps := control.plan with input.account as _account
		with input.iam.policies as _policies
		with input.iam.aws_policies as _aws_policies
		with input.iam.groups as object.get(tc, "groups", [])
		with input.iam.roles as object.get(tc, "roles", [])
		with input.iam.users as object.get(tc, "users", [])
		with input.cloudtrail.trails as object.get(tc, "trails", [])
		with input.organizations.policies as object.get(tc, "scps", [])
		with input.organizations.organization as [{"id": "o-1", "MasterAccountId": "444455556666"}]
}

test_blea_administrators_need_mfa[name] if {
	some name, tc in {
		"BLEA's standalone base passes": {"groups": _blea_groups, "roles": _blea_roles, "users": [object.union({"id": "u", "arn": "arn:aws:iam::111122223333:user/u", "region": "global", "UserName": "u"}, {"GroupList": ["SysAdmin", "IamAdmin"]})], "want": ["PASSED", "mfa"]},
		"nobody passes": {"groups": [_group("g", [_own("InstanceOps")])], "want": ["PASSED", "nobody"]},
		"administrator roles do not count": {"roles": [_role("r", [_of_aws("AdministratorAccess")], _saml)], "want": ["PASSED", "nobody"]},
		"a group with AdministratorAccess fails": {"groups": [_group("g", [_of_aws("AdministratorAccess")])], "want": ["FAILED", "open"]},
		"a user with AdministratorAccess fails": {"groups": _blea_groups, "users": [object.union({"id": "u", "arn": "arn:aws:iam::111122223333:user/u", "region": "global", "UserName": "u"}, {"AttachedManagedPolicies": _attached([_of_aws("AdministratorAccess")])})], "want": ["FAILED", "open"]},
		"a user with an inline policy fails": {"users": [object.union({"id": "u", "arn": "arn:aws:iam::111122223333:user/u", "region": "global", "UserName": "u"}, {"UserPolicyList": [{"PolicyName": "i", "PolicyDocument": _statement({"Action": "iam:*"})}]})], "want": ["FAILED", "open"]},
		"administration only without MFA fails": {"groups": [object.union(_group("g", []), {"GroupPolicyList": [{"PolicyName": "i", "PolicyDocument": _statement({"Action": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}})}]})], "want": ["FAILED", "open"]},
		"PowerUserAccess fails": {"groups": [_group("g", [_of_aws("PowerUserAccess")])], "want": ["FAILED", "open"]},
		"a Deny beside passes": {"groups": [object.union(_group("g", [_of_aws("AdministratorAccess")]), {"GroupPolicyList": [{"PolicyName": "i", "PolicyDocument": _statement({"Effect": "Deny", "Action": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}})}]})], "want": ["PASSED", "mfa"]},
		"one of two groups fails": {"groups": array.concat(_blea_groups, [_group("g", [_of_aws("AdministratorAccess")])]), "want": ["FAILED", "open"]},
	}
	{[finding.status, finding.code] | some finding in _findings(tc)} == {tc.want}
}

test_reason_names_the_principals if {
	got := _findings({"groups": [_group("g", [_of_aws("AdministratorAccess")])]})
	{finding.args | some finding in got} == {{"count": 1, "principals": "arn:aws:iam::111122223333:group/g"}}
}

_open_user := {
	"id": "u",
	"arn": "arn:aws:iam::111122223333:user/u",
	"region": "global",
	"UserName": "u",
	"AttachedManagedPolicies": _attached([_of_aws("AdministratorAccess")]),
}

test_plan_denies_what_is_done_without_mfa[name] if {
	some name, tc in {
		"a group": {"groups": [_group("g", [_of_aws("AdministratorAccess")])], "want": {"PutGroupPolicy"}},
		"a user": {"users": [_open_user], "want": {"PutUserPolicy"}},
		"a user whom the group's step helps": {
			"groups": [_group("g", [_of_aws("AdministratorAccess")])],
			"users": [object.union(_open_user, {"GroupList": ["g"]})],
			"want": {"PutGroupPolicy"},
		},
		"nobody": {"groups": _blea_groups, "want": set()},
	}
	{step.calls[0].operation | some step in _plan(tc)} == tc.want
}

test_plan_helps if {
	some step in _plan({"groups": [_group("g", [_of_aws("AdministratorAccess")])]})
	got := _findings({"groups": [object.union(_group("g", [_of_aws("AdministratorAccess")]), {"GroupPolicyList": step.effect[0].value})]})
	{finding.code | some finding in got} == {"mfa"}
}
