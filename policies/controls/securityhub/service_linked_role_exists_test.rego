package controls.securityhub.service_linked_role_exists_test

import data.controls.securityhub.service_linked_role_exists as control

test_service_linked_role_exists[name] if {
	some name, tc in {
		"the role passes": {"roles": [_role("AWSServiceRoleForSecurityHub", "securityhub.amazonaws.com")], "want": "PASSED exists"},
		"the role of the newer Security Hub fails": {"roles": [_role("AWSServiceRoleForSecurityHubV2", "securityhubv2.amazonaws.com")], "want": "FAILED absent"},
		"a role of that name for another service fails": {"roles": [_role("AWSServiceRoleForSecurityHub", "ec2.amazonaws.com")], "want": "FAILED absent"},
		"another role for the service fails": {"roles": [_role("securityhub", "securityhub.amazonaws.com")], "want": "FAILED absent"},
		"no role fails": {"roles": [], "want": "FAILED absent"},
	}
	got := control.findings with input.account as _account with input.iam.roles as tc.roles
	_said(got) == {tc.want}
}

test_plan if {
	steps := control.plan with input.account as _account with input.iam.roles as []
	{call.params.AWSServiceName | some step in steps; some call in step.calls} == {"securityhub.amazonaws.com"}
	got := control.findings with input.account as _account with input.iam.roles as [effect.value | some step in steps; some effect in step.effect]
	_said(got) == {"PASSED exists"}
	done := control.plan with input.account as _account with input.iam.roles as [_role("AWSServiceRoleForSecurityHub", "securityhub.amazonaws.com")]
	count(done) == 0
}

_role(name, service) := {
	"id": name,
	"region": "global",
	"RoleName": name,
	"Arn": sprintf("arn:aws:iam::111122223333:role/aws-service-role/%s/%s", [service, name]),
	"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]},
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
