package controls.iam.blea_administrators_cannot_stop_trail_test

import data.controls.iam.blea_administrators_cannot_stop_trail as control
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
	_policy(_own("SpendingSysAdmin"), {"Version": "2012-10-17", "Statement": [blea_policies.sysadmin.Statement[i] | some i in [0, 3, 4]]}),
	_policy(_own("FederatedSysAdmin"), {"Version": "2012-10-17", "Statement": array.concat(
		[{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
		array.slice(blea_policies.sysadmin.Statement, 1, 5),
	)}),
	_policy(_own("OpenOps"), _statement({"Action": ["ec2:StartInstances", "ec2:StopInstances", "kms:*", "ce:*"]})),
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

_trail(account) := {
	"id": "audit",
	"arn": "audit",
	"region": "ap-northeast-1",
	"TrailARN": sprintf("arn:aws:cloudtrail:ap-northeast-1:%s:trail/audit", [account]),
	"IsMultiRegionTrail": true,
	"IncludeGlobalServiceEvents": true,
	"GetTrailStatus": {"IsLogging": true},
	"GetEventSelectors": {"EventSelectors": [{"IncludeManagementEvents": true, "ReadWriteType": "All"}]},
}

_protecting(pattern) := _scp({"Version": "2012-10-17", "Statement": [{
	"Effect": "Deny",
	"Action": ["cloudtrail:DeleteTrail", "cloudtrail:StopLogging", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"],
	"Resource": pattern,
	"Condition": {"ArnNotLike": {"aws:PrincipalARN": "arn:*:iam::*:role/AWSControlTowerExecution"}},
}]})

test_blea_administrators_cannot_stop_trail[name] if {
	some name, tc in {
		"nobody beside a trail of the organization": {"groups": [_group("g", [_of_aws("PowerUserAccess")])], "trails": [_trail("444455556666")], "want": ["NOT_APPLICABLE", "nobody"]},
		"nobody beside a policy of the organization": {"groups": [_group("g", [_of_aws("PowerUserAccess")])], "trails": [_trail("111122223333")], "scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aud*")], "want": ["NOT_APPLICABLE", "nobody"]},
		"no groups and roles beside a policy of the organization": {"trails": [_trail("111122223333")], "scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aud*")], "want": ["NOT_APPLICABLE", "nobody"]},
		"a group and a role of another function are not BLEA's where there are users": {"groups": [_group("g", [_own("SysAdmin")])], "roles": [_role("r", [_own("ReadOnlyAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["NOT_APPLICABLE", "function"]},
		"a role and a group of another function are not BLEA's where there are users": {"groups": [_group("g", [_own("ReadOnlyAdmin")])], "roles": [_role("r", [_own("SysAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["NOT_APPLICABLE", "function"]},
		"denied beside a trail of the organization": {"groups": [_group("g", [_own("SysAdmin")])], "trails": [_trail("444455556666")], "want": ["PASSED", "denied"]},
		"denied beside a policy of the organization": {"groups": [_group("g", [_own("SysAdmin")])], "trails": [_trail("111122223333")], "scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aud*")], "want": ["PASSED", "denied"]},
		"a trail of the organization beside one that its policy protects": {"groups": [_group("g", [_own("OpenSysAdmin")])], "trails": [_trail("444455556666"), _trail("111122223333")], "scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aud*")], "want": ["PASSED", "organization"]},
		"BLEA's standalone base passes": {"groups": _blea_groups, "roles": _blea_roles, "trails": [_trail("111122223333")], "want": ["PASSED", "denied"]},
		"a group alone is not BLEA's function where there are users": {"groups": [_group("g", [_own("SysAdmin")])], "users": [{"id": "u"}], "want": ["NOT_APPLICABLE", "function"]},
		"a role alone is not BLEA's function where there are users": {"roles": [_role("r", [_own("SysAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["NOT_APPLICABLE", "function"]},
		"a role and a group pass also where there are users": {"groups": [_group("g", [_own("SysAdmin")])], "roles": [_role("r", [_own("SysAdmin")], blea_policies.trust)], "users": [{"id": "u"}], "want": ["PASSED", "denied"]},
		"a federated role alone passes where there are users": {"roles": [_role("r", [_own("SysAdmin")], _saml)], "users": [{"id": "u"}], "want": ["PASSED", "denied"]},
		"an identity provider that may ask for MFA passes": {"roles": [_role("r", [_own("FederatedSysAdmin")], _saml)], "users": [{"id": "u"}], "want": ["PASSED", "denied"]},
		"a function that may spend is not BLEA's": {"groups": [_group("g", [_own("SpendingSysAdmin")])], "want": ["NOT_APPLICABLE", "function"]},
		"a policy of the organization where the function is not BLEA's": {"groups": [_group("g", [_own("SpendingSysAdmin")])], "trails": [_trail("111122223333")], "scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aud*")], "want": ["PASSED", "scp"]},
		"no system administrator is not applicable": {"groups": [_group("g", [_own("InstanceOps")])], "want": ["NOT_APPLICABLE", "nobody"]},
		"break-glass administrators are not applicable": {"groups": [_group("g", [_of_aws("AdministratorAccess")])], "want": ["NOT_APPLICABLE", "nobody"]},
		"administrators without MFA alone are not applicable": {"groups": [_group("g", [_of_aws("PowerUserAccess")])], "want": ["NOT_APPLICABLE", "nobody"]},
		"break-glass administrators beside pass": {"groups": array.concat(_blea_groups, [_group("g", [_of_aws("AdministratorAccess")])]), "want": ["PASSED", "denied"]},
		"other administrators beside fail": {"groups": array.concat(_blea_groups, [_group("g", [_of_aws("PowerUserAccess")])]), "trails": [_trail("111122223333")], "want": ["FAILED", "allowed"]},
		"the function without the Deny fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "trails": [_trail("111122223333")], "want": ["FAILED", "allowed"]},
		"a role without the Deny fails": {"roles": [_role("r", [_own("OpenSysAdmin")], _saml)], "trails": [_trail("111122223333")], "want": ["FAILED", "allowed"]},
		"no trail fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "want": ["FAILED", "allowed"]},
		"a trail of the organization passes": {"groups": [_group("g", [_own("OpenSysAdmin")])], "trails": [_trail("444455556666")], "want": ["PASSED", "organization"]},
		"a trail of the organization that is off fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "trails": [object.union(_trail("444455556666"), {"GetTrailStatus": {"IsLogging": false}})], "want": ["FAILED", "allowed"]},
		"a trail of the organization that this account owns fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "trails": [object.union(_trail("111122223333"), {"IsOrganizationTrail": true})], "want": ["FAILED", "allowed"]},
		"Control Tower's policy passes": {"groups": [_group("g", [_own("OpenSysAdmin")])], "trails": [_trail("111122223333")], "scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aud*")], "want": ["PASSED", "scp"]},
		"a policy for another trail fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "trails": [_trail("111122223333")], "scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aws-controltower-*")], "want": ["FAILED", "allowed"]},
		"a policy that protects nothing fails": {"groups": [_group("g", [_own("OpenSysAdmin")])], "scps": [_protecting("*")], "want": ["FAILED", "allowed"]},
	}
	{[finding.status, finding.code] | some finding in _findings(tc)} == {tc.want}
}

test_plan_denies[name] if {
	some name, tc in {
		"a group": {"groups": [_group("g", [_own("OpenSysAdmin")])], "want": {["PutGroupPolicy", "BLEA-DenyTrailChanges"]}},
		"a role": {"roles": [_role("r", [_own("OpenSysAdmin")], blea_policies.trust)], "want": {["PutRolePolicy", "BLEA-DenyTrailChanges"]}},
		"a permission set, which is not changed here": {
			"roles": [object.union(_role("r", [_own("OpenSysAdmin")], _saml), {"Path": "/aws-reserved/sso.amazonaws.com/"})],
			"want": set(),
		},
		"nobody": {"groups": _blea_groups, "roles": _blea_roles, "want": set()},
	}
	{[step.calls[0].operation, step.calls[0].params.PolicyName] | some step in _plan(tc)} == tc.want
}

test_plan_helps[name] if {
	some name, tc in {
		"beside BLEA's functions": {"others": _blea_groups, "want": "PASSED"},
		"without them": {"others": [], "want": "NOT_APPLICABLE"},
	}
	open := _group("g", [_own("OpenSysAdmin")])
	some step in _plan({"groups": array.concat(tc.others, [open])})
	got := _findings({"groups": array.concat(tc.others, [object.union(open, {"GroupPolicyList": step.effect[0].value})])})
	{finding.status | some finding in got} == {tc.want}
}

test_no_plan[name] if {
	some name, tc in {
		"nobody is a system administrator": {"groups": [_group("g", [_of_aws("PowerUserAccess")])], "roles": [_role("r", [_of_aws("PowerUserAccess")], blea_policies.trust)]},
		"a trail of the organization": {"groups": [_group("g", [_own("OpenSysAdmin")])], "roles": [_role("r", [_own("OpenSysAdmin")], _saml)], "trails": [_trail("444455556666")]},
		"a policy of the organization": {
			"groups": [_group("g", [_own("OpenSysAdmin")])],
			"roles": [_role("r", [_own("OpenSysAdmin")], _saml)],
			"trails": [_trail("111122223333")],
			"scps": [_protecting("arn:aws:cloudtrail:*:*:trail/aud*")],
		},
	}
	_plan(tc) == set()
}
