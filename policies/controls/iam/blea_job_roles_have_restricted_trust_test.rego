package controls.iam.blea_job_roles_have_restricted_trust_test

import data.controls.iam.blea_job_roles_have_restricted_trust as control
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

test_blea_job_roles_have_restricted_trust[name] if {
	some name, tc in {
		"every AWS principal with MFA fail": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]})], "want": ["FAILED", "open"]},
		"SAML with MFA fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]})], "want": ["FAILED", "open"]},
		"SAML with an external id fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}, "Condition": {"StringEquals": {"sts:ExternalId": "e-1"}}}]})], "want": ["FAILED", "open"]},
		"SAML of an organization fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]})], "want": ["FAILED", "open"]},
		"SAML with an unrelated condition fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}, "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}]})], "want": ["FAILED", "open"]},
		"SAML with any audience fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}, "Condition": {"StringLike": {"SAML:aud": "*"}}}]})], "want": ["FAILED", "open"]},
		"another account with an audience fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}]})], "want": ["FAILED", "open"]},
		"another account over TLS fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]})], "want": ["FAILED", "open"]},
		"another account that has no MFA fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"Null": {"aws:MultiFactorAuthPresent": "true"}}}]})], "want": ["FAILED", "open"]},
		"another account with MFA long ago fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}}]})], "want": ["FAILED", "open"]},
		"another account with recent MFA if it is told fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}}]})], "want": ["FAILED", "open"]},
		"another account with an external id if it is told fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringEqualsIfExists": {"sts:ExternalId": "e-1"}}}]})], "want": ["FAILED", "open"]},
		"another account with all of its external ids fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"ForAllValues:StringEquals": {"sts:ExternalId": "e-1"}}}]})], "want": ["FAILED", "open"]},
		"BLEA's standalone base passes": {"groups": _blea_groups, "roles": _blea_roles, "want": ["PASSED", "instances"]},
		"no role is not applicable": {"groups": _blea_groups, "roles": [_role("r", [_of_aws("AdministratorAccess")], _trust("*"))], "want": ["NOT_APPLICABLE", "nobody"]},
		"readers do not count": {"roles": [_role("r", [_own("ReadOnlyAdmin")], _trust("*"))], "want": ["NOT_APPLICABLE", "nobody"]},
		"EC2 of the China partition passes": {"roles": [_role("r", [_own("SysAdmin")], _trust({"Service": "ec2.amazonaws.com.cn"}))], "want": ["PASSED", "instances"]},
		"principals of the account pass": {"roles": [_role("r", [_own("SysAdmin")], _trust({"AWS": ["111122223333", "arn:aws:iam::111122223333:user/alice"]}))], "want": ["PASSED", "restricted"]},
		"another account fails": {"roles": [_role("r", [_own("SysAdmin")], _trust({"AWS": "arn:aws:iam::444455556666:root"}))], "want": ["FAILED", "open"]},
		"another account beside EC2 fails": {"roles": [_role("r", [_own("SysAdmin")], _trust({"Service": "ec2.amazonaws.com", "AWS": "444455556666"}))], "want": ["FAILED", "open"]},
		"another account with MFA passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]})], "want": ["PASSED", "restricted"]},
		"another account with recent MFA passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}]})], "want": ["PASSED", "restricted"]},
		"another account with MFA if it is told fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}}]})], "want": ["FAILED", "open"]},
		"another account without MFA fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}]})], "want": ["FAILED", "open"]},
		"another account with an external id passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringEquals": {"sts:ExternalId": "e-1"}}}]})], "want": ["PASSED", "restricted"]},
		"another account with any external id fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringLike": {"sts:ExternalId": "*"}}}]})], "want": ["FAILED", "open"]},
		"another account but for an external id fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringNotEquals": {"sts:ExternalId": "e-1"}}}]})], "want": ["FAILED", "open"]},
		"another account with an unrelated condition fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}]})], "want": ["FAILED", "open"]},
		"another account with an external id in any case passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringEqualsIgnoreCase": {"sts:ExternalId": "e-1"}}}]})], "want": ["PASSED", "restricted"]},
		"another account of the organization passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]})], "want": ["PASSED", "restricted"]},
		"everyone of one account passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}}]})], "want": ["PASSED", "restricted"]},
		"another account until a day fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Condition": {"NumericLessThan": {"aws:EpochTime": "1900000000"}}}]})], "want": ["FAILED", "open"]},
		"another service beside EC2 passes": {"roles": [_role("r", [_own("SysAdmin")], _trust({"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}))], "want": ["PASSED", "restricted"]},
		"everyone fails": {"roles": [_role("r", [_own("SysAdmin")], _trust("*"))], "want": ["FAILED", "open"]},
		"every AWS principal fails": {"roles": [_role("r", [_own("SysAdmin")], _trust({"AWS": "*"}))], "want": ["FAILED", "open"]},
		"everyone with MFA fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]})], "want": ["FAILED", "open"]},
		"everyone with an external id fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}, "Condition": {"StringEquals": {"sts:ExternalId": "e-1"}}}]})], "want": ["FAILED", "open"]},
		"everyone of the organization passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]})], "want": ["PASSED", "restricted"]},
		"everyone of any organization fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Condition": {"StringLike": {"aws:PrincipalOrgID": "*"}}}]})], "want": ["FAILED", "open"]},
		"all but one fail": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "NotPrincipal": {"AWS": "444455556666"}}]})], "want": ["FAILED", "open"]},
		"SAML with an audience passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/idp"}, "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}]})], "want": ["PASSED", "restricted"]},
		"SAML without an audience fails": {"roles": [_role("r", [_own("SysAdmin")], _saml)], "want": ["FAILED", "open"]},
		"OIDC with a subject passes": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}, "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:example/app:*"}}}]})], "want": ["PASSED", "restricted"]},
		"OIDC without a condition fails": {"roles": [_role("r", [_own("SysAdmin")], _trust({"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}))], "want": ["FAILED", "open"]},
		"a statement that denies does not open": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}, {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": "*"}]})], "want": ["PASSED", "instances"]},
		"one of two statements fails": {"roles": [_role("r", [_own("SysAdmin")], {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}, {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}]})], "want": ["FAILED", "open"]},
		"one of two roles fails": {"roles": array.concat(_blea_roles, [_role("r", [_own("SysAdmin")], _trust("*"))]), "want": ["FAILED", "open"]},
		"an operator counts": {"roles": [_role("r", [_own("InstanceOps")], _trust("*"))], "want": ["FAILED", "open"]},
		"an administrator of IAM counts": {"roles": [_role("r", [_own("IamAdmin")], _trust("*"))], "want": ["FAILED", "open"]},
	}
	{[finding.status, finding.code] | some finding in _findings(tc)} == {tc.want}
}

test_plan_takes_away_what_is_open[name] if {
	some name, tc in {
		"the only statement": {"trust": _trust("*"), "want": blea_policies.trust},
		"a statement that is no list": {
			"trust": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}},
			"want": blea_policies.trust,
		},
		"one of several": {
			"trust": {"Version": "2012-10-17", "Statement": [
				{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"},
				{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"}},
				{"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "444455556666"}},
			]},
			"want": {"Version": "2012-10-17", "Statement": [
				{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "111122223333"}},
				{"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "444455556666"}},
			]},
		},
	}
	steps := _plan({"roles": [_role("r", [_own("SysAdmin")], tc.trust)]})
	{json.unmarshal(step.calls[0].params.PolicyDocument) | some step in steps} == {tc.want}
	{json.unmarshal(step.undo[0].params.PolicyDocument) | some step in steps} == {tc.trust}
	{step.destructive | some step in steps} == {true}
}

test_no_plan_when_restricted if _plan({"roles": _blea_roles}) == set()
