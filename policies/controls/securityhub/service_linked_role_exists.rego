# METADATA
# title: The Security Hub service-linked role exists
# description: >-
#   Security Hub looks at the account through its service-linked role. AWS creates it together with the first hub.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/using-service-linked-roles.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.SecurityHub.5
#   title_ja: Security Hubのサービスリンクロールが存在する
#   severity: INFORMATIONAL
#   subject: account
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.SecurityHub.5]}
#   reasons:
#     exists: {en: "the role AWSServiceRoleForSecurityHub exists", ja: "AWSServiceRoleForSecurityHubロールが存在します"}
#     absent: {en: "the role AWSServiceRoleForSecurityHub does not exist", ja: "AWSServiceRoleForSecurityHubロールが存在しません"}
#   remediation: {en: "Create the service-linked role of Security Hub, or enable Security Hub.", ja: "Security Hubのサービスリンクロールを作成するか、Security Hubを有効にします。"}
package controls.securityhub.service_linked_role_exists

import data.lib.result
import data.lib.roles
import data.lib.steps

findings contains result.pass(input.account, "exists", {}, _reads) if {
	_exists
}

findings contains result.fail(input.account, "absent", {}, _reads) if {
	not _exists
}

_reads := ["input.iam.roles.RoleName"]

_exists if {
	some role in input.iam.roles
	role.RoleName == "AWSServiceRoleForSecurityHub"
	roles.trusts(role.Arn, "securityhub.amazonaws.com")
}

plan contains steps.step(
	{"id": input.account.id, "region": input.account.home},
	[steps.call("iam", "CreateServiceLinkedRole", {"AWSServiceName": "securityhub.amazonaws.com"})],
	[steps.call("iam", "DeleteServiceLinkedRole", {"RoleName": "AWSServiceRoleForSecurityHub"})],
	[steps.added("iam.roles", "AWSServiceRoleForSecurityHub", "global", {
		"arn": _arn,
		"type": "AWS::IAM::Role",
		"Arn": _arn,
		"Path": "/aws-service-role/securityhub.amazonaws.com/",
		"RoleName": "AWSServiceRoleForSecurityHub",
		"AssumeRolePolicyDocument": _trust,
		"AttachedManagedPolicies": [],
		"RolePolicyList": [],
	})],
) if {
	not _exists
}

_arn := sprintf(
	"arn:%s:iam::%s:role/aws-service-role/securityhub.amazonaws.com/AWSServiceRoleForSecurityHub",
	[input.account.partition, input.account.account],
)

_trust := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "securityhub.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
