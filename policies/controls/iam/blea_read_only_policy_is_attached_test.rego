package controls.iam.blea_read_only_policy_is_attached_test

import data.controls.iam.blea_read_only_policy_is_attached as control
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

test_blea_read_only_policy_is_attached[name] if {
	some name, tc in {
		"BLEA's standalone base passes": {"groups": _blea_groups, "roles": _blea_roles, "users": [{"id": "u"}], "want": ["PASSED", "role_and_group"]},
		"a role and a group of other names pass": {"groups": [_group("g", [_own("ReadOnlyAdmin")])], "roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["PASSED", "role_and_group"]},
		"a role and a group without users pass once": {"groups": [_group("g", [_own("ReadOnlyAdmin")])], "roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "want": ["PASSED", "role_and_group"]},
		"an inline policy passes": {"groups": [object.union(_group("g", []), {"GroupPolicyList": [{"PolicyName": "i", "PolicyDocument": blea_policies.read_only}]})], "roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["PASSED", "role_and_group"]},
		"a group and a role of an identity provider pass once": {"groups": [_group("g", [_own("ReadOnlyAdmin")])], "roles": [_role("f", [_own("ReadOnlyAdmin")], _saml)], "users": [{"id": "u"}], "want": ["PASSED", "role_and_group"]},
		"a role of an identity provider passes once without users": {"roles": [_role("f", [_own("ReadOnlyAdmin")], _saml)], "want": ["PASSED", "federated"]},
		"AWS's policy beside a role and a group passes once": {"groups": [_group("g", [_own("ReadOnlyAdmin")]), _group("a", [_of_aws("ReadOnlyAccess")])], "roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["PASSED", "role_and_group"]},
		"AWS's policy beside a role of an identity provider passes once": {"groups": [_group("a", [_of_aws("ReadOnlyAccess")])], "roles": [_role("f", [_own("ReadOnlyAdmin")], _saml)], "users": [{"id": "u"}], "want": ["PASSED", "aws_policy"]},
		"AWS's policy beside a role passes once without users": {"groups": [_group("a", [_of_aws("ReadOnlyAccess")])], "roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "want": ["PASSED", "aws_policy"]},
		"AWS's policy beside a role passes once with users": {"roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust), _role("a", [_of_aws("ReadOnlyAccess")], _saml)], "users": [{"id": "u"}], "want": ["PASSED", "aws_policy"]},
		"a role of an identity provider passes": {"roles": [_role("r", [_own("ReadOnlyAdmin")], _saml)], "users": [{"id": "u"}], "want": ["PASSED", "federated"]},
		"a permission set passes": {"roles": [object.union(_role("AWSReservedSSO_Job_0123456789abcdef", [_own("ReadOnlyAdmin")], _saml), {"Path": "/aws-reserved/sso.amazonaws.com/ap-northeast-1/"})], "users": [{"id": "u"}], "want": ["PASSED", "federated"]},
		"only a role passes without users": {"roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "want": ["PASSED", "no_users"]},
		"only a group passes without users": {"groups": [_group("g", [_own("ReadOnlyAdmin")])], "want": ["PASSED", "no_users"]},
		"only a role fails with users": {"roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["FAILED", "one_of_two"]},
		"a role of an identity provider with another function does not count": {"groups": [_group("g", [_own("ReadOnlyAdmin")])], "roles": [_role("f", [_own("InstanceOps")], _saml)], "users": [{"id": "u"}], "want": ["FAILED", "one_of_two"]},
		"only a group fails with users": {"groups": [_group("g", [_own("ReadOnlyAdmin")])], "users": [{"id": "u"}], "want": ["FAILED", "one_of_two"]},
		"another function fails": {"groups": [_group("g", [_own("InstanceOps")])], "roles": [_role("r", [_own("InstanceOps")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
		"AdministratorAccess alone fails": {"groups": [_group("g", [_of_aws("AdministratorAccess")])], "roles": [_role("r", [_of_aws("AdministratorAccess")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
		"AdministratorAccess beside fails": {"groups": [_group("g", [_own("ReadOnlyAdmin"), _of_aws("AdministratorAccess")])], "roles": [_role("r", [_own("ReadOnlyAdmin"), _of_aws("AdministratorAccess")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
		"a role of a service fails": {"roles": [_role("r", [_own("ReadOnlyAdmin")], _trust({"Service": "lambda.amazonaws.com"}))], "users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
		"a policy that is attached to nothing fails": {"groups": [_group("g", [])], "users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
		"nothing fails": {"users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
		"nothing fails without users": {"groups": [], "want": ["FAILED", "nobody"]},
		"AWS's policy on a group passes": {"groups": [_group("g", [_of_aws("ReadOnlyAccess")])], "users": [{"id": "u"}], "want": ["PASSED", "aws_policy"]},
		"AWS's policy on a role passes": {"roles": [_role("r", [_of_aws("ReadOnlyAccess")], _saml)], "users": [{"id": "u"}], "want": ["PASSED", "aws_policy"]},
		"AWS's policy beside one that writes fails": {"groups": [_group("g", [_of_aws("ReadOnlyAccess"), _of_aws("PowerUserAccess")])], "users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
		"AWS's policy on the role of a service fails": {"roles": [_role("r", [_of_aws("ReadOnlyAccess")], _trust({"Service": "chatbot.amazonaws.com"}))], "users": [{"id": "u"}], "want": ["FAILED", "nobody"]},
	}
	{[finding.status, finding.code] | some finding in _findings(tc)} == {tc.want}
}

test_plan_creates_the_function if {
	steps := _plan({"users": [{"id": "u"}]})
	{step.calls[0].params.PolicyName | some step in steps} == {"BLEA-ReadOnlyAdmin"}
	some step in steps
	after := {kind: [effect.value | some effect in step.effect; effect.collection == kind] | some kind in ["iam.policies", "iam.groups", "iam.roles"]}
	got := control.findings with input.account as _account
		with input.iam.policies as after["iam.policies"]
		with input.iam.aws_policies as []
		with input.iam.groups as after["iam.groups"]
		with input.iam.roles as after["iam.roles"]
		with input.iam.users as [{"id": "u"}]
	{finding.code | some finding in got} == {"role_and_group"}
}

test_no_plan_when_there[name] if {
	some name, tc in {
		"a role and a group": {"groups": _blea_groups, "roles": _blea_roles, "users": [{"id": "u"}]},
		"a permission set": {"roles": [_role("r", [_own("ReadOnlyAdmin")], _saml)], "users": [{"id": "u"}]},
		"AWS's policy": {"groups": [_group("a", [_of_aws("ReadOnlyAccess")])], "users": [{"id": "u"}]},
		"a group and no users": {"groups": [_group("g", [_own("ReadOnlyAdmin")])]},
	}
	_plan(tc) == set()
}
