package controls.defaultsg.remediation_role_works_test

import data.controls.defaultsg.remediation_role_works as control

test_remediation_role_works[name] if {
	some name, tc in {
		"BLEA's role passes": {"roles": [_role({"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonSSMAutomationRole"}]})], "want": "PASSED works"},
		"a narrower role passes": {"roles": [_role({})], "want": "PASSED works"},
		"an attached policy passes": {"roles": [_role({"RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/revoke"}]})], "want": "PASSED works"},
		"AWS's policy passes": {"roles": [_role({"RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonEC2FullAccess"}]})], "want": "PASSED works"},
		"a boundary that allows it passes": {"roles": [_role({"PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/revoke"}})], "want": "PASSED works"},
		"a boundary that does not fails": {"roles": [_role({"PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/other"}})], "want": "FAILED powerless"},
		"no role of that ARN fails": {"roles": [_role({"Arn": "arn:aws:iam::111122223333:role/other"})], "want": "FAILED absent"},
		"no roles fail": {"roles": [], "want": "FAILED absent"},
		"a role that trusts another service fails": {"roles": [_role({"AssumeRolePolicyDocument": _trust("ec2.amazonaws.com")})], "want": "FAILED untrusting"},
		"a role that neither trusts nor can do it is told of the trust": {"roles": [object.remove(_role({"AssumeRolePolicyDocument": _trust("ec2.amazonaws.com")}), ["RolePolicyList"])], "want": "FAILED untrusting"},
		"a role without policies fails": {"roles": [object.remove(_role({}), ["RolePolicyList"])], "want": "FAILED powerless"},
		"revoking one direction fails": {"roles": [_role({"RolePolicyList": [_inline("Allow", ["ec2:DescribeSecurityGroups", "ec2:RevokeSecurityGroupIngress"])]})], "want": "FAILED powerless"},
		"not looking fails": {"roles": [_role({"RolePolicyList": [_inline("Allow", ["ec2:Revoke*"])]})], "want": "FAILED powerless"},
		"a deny beside it fails": {"roles": [_role({"RolePolicyList": [_inline("Allow", ["ec2:*"]), _inline("Deny", ["ec2:RevokeSecurityGroupEgress"])]})], "want": "FAILED powerless"},
		"an attached deny fails": {"roles": [_role({"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/deny"}]})], "want": "FAILED powerless"},
		"a former version does not count": {"roles": [_role({"RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/other"}]})], "want": "FAILED powerless"},
	}
	got := control.findings with input.account as _account with input.config.rules as [_rule] with input.config.remediations as [_remediation({})]
		with input.iam.roles as tc.roles with input.iam.policies as _policies with input.iam.aws_policies as [_policy("arn:aws:iam::aws:policy/AmazonEC2FullAccess", "Allow", ["ec2:*"])]
	_said(got) == {tc.want}
}

test_no_role_is_not_applicable[name] if {
	some name, remediations in {
		"no remediation": [],
		"no role": [object.union(object.remove(_remediation({}), ["Parameters"]), {"Parameters": {"GroupId": {"ResourceValue": {"Value": "RESOURCE_ID"}}}})],
		"a message to a topic": [_remediation({"TargetId": "AWS-PublishSNSNotification"})],
		"of another rule": [_remediation({"ConfigRuleName": "other"})],
	}
	got := control.findings with input.account as _account with input.config.rules as [_rule] with input.config.remediations as remediations
		with input.iam.roles as []
	_said(got) == {"NOT_APPLICABLE no_role"}
}

test_by_hand_uses_the_role_too if {
	got := control.findings with input.account as _account with input.config.rules as [_rule] with input.config.remediations as [_remediation({"Automatic": false})]
		with input.iam.roles as [_role({})]
	_said(got) == {"PASSED works"}
}

test_one_bad_role_is_enough if {
	second := object.union(_remediation({"id": "two"}), {"Parameters": {"AutomationAssumeRole": {"StaticValue": {"Values": ["arn:aws:iam::111122223333:role/gone"]}}}})
	got := control.findings with input.account as _account with input.config.rules as [_rule] with input.config.remediations as [_remediation({}), second]
		with input.iam.roles as [_role({})]
	_said(got) == {"FAILED absent"}
}

test_plan if {
	steps := control.plan with input.account as _account with input.config.rules as [_rule] with input.config.remediations as [_remediation({})]
		with input.iam.roles as [_role({"RolePolicyList": []})]
	{sprintf("%s %s %s", [step.subject, call.operation, call.params.RoleName]) | some step in steps; some call in step.calls} == {"AWS::::Account:111122223333 PutRolePolicy close"}
	done := control.plan with input.account as _account with input.config.rules as [_rule] with input.config.remediations as [_remediation({})]
		with input.iam.roles as [_role({})]
	count(done) == 0
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_role(change) := object.union(
	object.remove(
		{
			"id": "close",
			"region": "global",
			"Arn": "arn:aws:iam::111122223333:role/close",
			"RoleName": "close",
			"AssumeRolePolicyDocument": _trust("ssm.amazonaws.com"),
			"RolePolicyList": [_inline("Allow", ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", "ec2:DescribeSecurityGroups"])],
		},
		object.keys(change),
	),
	change,
)

_inline(effect, actions) := {"PolicyName": "p", "PolicyDocument": _document(effect, actions)}

_document(effect, actions) := {"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": actions, "Resource": "*"}]}

_policy(arn, effect, actions) := {
	"id": arn,
	"Arn": arn,
	"region": "global",
	"PolicyVersionList": [
		{"VersionId": "v1", "IsDefaultVersion": false, "Document": _document("Allow", ["*"])},
		{"VersionId": "v2", "IsDefaultVersion": true, "Document": _document(effect, actions)},
	],
}

_policies := [
	_policy("arn:aws:iam::111122223333:policy/revoke", "Allow", ["ec2:*SecurityGroup*"]),
	_policy("arn:aws:iam::111122223333:policy/deny", "Deny", ["ec2:RevokeSecurityGroupIngress"]),
	_policy("arn:aws:iam::111122223333:policy/other", "Allow", ["s3:*"]),
]

_trust(service) := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}

_rule := {
	"id": "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-one",
	"region": "ap-northeast-1",
	"ConfigRuleName": "bb-default-security-group-closed",
	"ConfigRuleArn": "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-one",
	"ConfigRuleState": "ACTIVE",
	"Source": {"Owner": "AWS", "SourceIdentifier": "VPC_DEFAULT_SECURITY_GROUP_CLOSED"},
}

_remediation(change) := object.union(
	{
		"id": "arn:aws:config:ap-northeast-1:111122223333:remediation-configuration/one",
		"region": "ap-northeast-1",
		"ConfigRuleName": "bb-default-security-group-closed",
		"TargetType": "SSM_DOCUMENT",
		"TargetId": "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules",
		"TargetVersion": "1",
		"Automatic": true,
		"MaximumAutomaticAttempts": 5,
		"RetryAttemptSeconds": 60,
		"Parameters": {
			"AutomationAssumeRole": {"StaticValue": {"Values": ["arn:aws:iam::111122223333:role/close"]}},
			"GroupId": {"ResourceValue": {"Value": "RESOURCE_ID"}},
		},
		"DescribeDocument": {"Document": {"Name": "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules"}},
		"DescribeRemediationExecutionStatus": {},
	},
	change,
)

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
