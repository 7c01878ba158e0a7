package controls.iam.blea_job_functions_cannot_see_billing_test

import data.controls.iam.blea_job_functions_cannot_see_billing as control
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
	_policy(_own("OpenSysAdmin"), _statement({"NotAction": "iam:*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})),
	_policy(_own("OpenOps"), _statement({"Action": ["ec2:StartInstances", "ec2:StopInstances", "kms:*", "ce:*"]})),
	_policy(_own("SomeBilling"), _statement({"Action": "ce:GetCostAndUsage"})),
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

_scp(document) := {
	"id": "p-1",
	"region": "global",
	"DescribePolicy": {"Policy": {"Content": document}},
	"ListTargetsForPolicy": {"Targets": [{"TargetId": "r-ab12", "Type": "ROOT"}]},
}

test_blea_job_functions_cannot_see_billing[name] if {
	some name, tc in {
		"denied beside a service control policy": {"groups": [_group("g", [_own("InstanceOps")])], "scps": [_scp(blea_policies.deny_billing)], "want": ["PASSED", "denied"]},
		"nobody beside a service control policy": {"groups": [_group("g", [_of_aws("PowerUserAccess")])], "scps": [_scp(blea_policies.deny_billing)], "want": ["NOT_APPLICABLE", "nobody"]},
		"BLEA's standalone base passes": {"groups": _blea_groups, "roles": _blea_roles, "want": ["PASSED", "denied"]},
		"no function is not applicable": {"groups": [_group("g", [_of_aws("AdministratorAccess")])], "want": ["NOT_APPLICABLE", "nobody"]},
		"a group without the Deny fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "want": ["FAILED", "allowed"]},
		"a role without the Deny fails": {"groups": _blea_groups, "roles": [_role("r", [_own("OpenSysAdmin")], blea_policies.trust)], "want": ["FAILED", "allowed"]},
		"an operator fails": {"groups": [_group("g", [_own("OpenOps")])], "want": ["FAILED", "allowed"]},
		"a policy beside that the Deny outweighs passes": {"groups": [_group("g", [_own("SysAdmin"), _own("SomeBilling")])], "want": ["PASSED", "denied"]},
		"a reader with AWS's policy, which has billing, fails": {"groups": [_group("g", [_of_aws("ReadOnlyAccess")])], "want": ["FAILED", "allowed"]},
		"administrators without MFA are no job function": {"groups": [_group("g", [_of_aws("PowerUserAccess")])], "want": ["NOT_APPLICABLE", "nobody"]},
		"a machine that looks does not count": {"groups": _blea_groups, "roles": [object.union(_role("r", [_of_aws("ReadOnlyAccess")], blea_policies.trust), {"InstanceProfileList": [{"Arn": "arn:aws:iam::111122223333:instance-profile/r"}]})], "want": ["PASSED", "denied"]},
		"a service control policy passes": {"groups": [_group("g", [_own("OpenSysAdmin")])], "scps": [_scp(blea_policies.deny_billing)], "want": ["PASSED", "scp"]},
		"a service control policy on a part fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "scps": [_scp(_statement({"Effect": "Deny", "Action": ["ce:*", "billing:*"]}))], "want": ["FAILED", "allowed"]},
	}
	{[finding.status, finding.code] | some finding in _findings(tc)} == {tc.want}
}

test_plan_denies[name] if {
	some name, tc in {
		"a group": {"groups": [_group("g", [_own("OpenSysAdmin")])], "want": {["PutGroupPolicy", "BLEA-DenyBilling"]}},
		"a role": {"roles": [_role("r", [_own("OpenSysAdmin")], blea_policies.trust)], "want": {["PutRolePolicy", "BLEA-DenyBilling"]}},
		"a permission set, which is not changed here": {
			"roles": [object.union(_role("r", [_own("OpenSysAdmin")], _saml), {"Path": "/aws-reserved/sso.amazonaws.com/"})],
			"want": set(),
		},
		"nobody": {"groups": _blea_groups, "roles": _blea_roles, "want": set()},
	}
	{[step.calls[0].operation, step.calls[0].params.PolicyName] | some step in _plan(tc)} == tc.want
}

test_plan_helps if {
	some step in _plan({"groups": [_group("g", [_own("OpenSysAdmin")])]})
	got := _findings({"groups": [object.union(_group("g", [_own("OpenSysAdmin")]), {"GroupPolicyList": step.effect[0].value})]})
	{finding.status | some finding in got} == {"PASSED"}
}

test_no_plan_under_a_service_control_policy if {
	steps := _plan({
		"groups": [_group("g", [_own("OpenSysAdmin")])],
		"roles": [_role("r", [_own("OpenSysAdmin")], _saml)],
		"scps": [_scp(blea_policies.deny_billing)],
	})
	steps == set()
}
