# METADATA
# title: Default-security-group rules are removed automatically
# description: >-
#   Rules that somebody adds to a default security group are taken out within minutes, without waiting for anybody. Any automatic
#   remediation of the rule that looks for open default groups counts, as long as it changes something and has not failed the last
#   time.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.DefaultSG.2
#   title_ja: デフォルトセキュリティグループのルールが自動修復で削除される
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: defaults
#   construct: Detection
#   standards: {blea: [BLEA.DefaultSG.2]}
#   reasons:
#     as_blea: {en: "rules are removed automatically, as BLEA does it", ja: "BLEAと同じ設定で自動修復されます"}
#     other_numbers: {en: "rules are removed automatically by AWS's document, with other numbers of attempts than BLEA's", ja: "BLEAとは異なる試行回数や間隔で、AWSのドキュメントにより自動修復されます"}
#     other_document: {en: "another document than BLEA's runs automatically", ja: "BLEAとは異なるドキュメントにより自動修復されます"}
#     not_offered: {en: "AWS's document for the remediation is not offered in the Region", ja: "修復用のAWSドキュメントがこのリージョンで提供されていません"}
#     handler: {en: "a target that runs code receives the rule's findings; whether it closes the group does not show", ja: "ルールの評価結果は処理を実行するターゲットに渡されていますが、グループを閉塞するかどうかは確認できません"}
#     none: {en: "no remediation removes rules from default security groups", ja: "デフォルトセキュリティグループのルールを削除する修復アクションがありません"}
#     manual: {en: "the remediation has to be started by hand", ja: "修復アクションは手動で実行する設定です"}
#     notifies: {en: "the remediation only sends a message", ja: "修復アクションは通知を送信するのみです"}
#     no_document: {en: "the remediation's document does not exist", ja: "修復アクションのドキュメントが存在しません"}
#     aimless: {en: "the remediation does not tell its document which group to close", ja: "修復アクションが対象のグループをドキュメントに渡していません"}
#     failing: {en: "the last remediation failed", ja: "直近の修復に失敗しています"}
#   remediation: {en: "Set an automatic remediation with AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules on the rule, with GroupId=RESOURCE_ID and a role.", ja: "ルールにAWSConfigRemediation-RemoveVPCDefaultSecurityGroupRulesによる自動修復を設定し、GroupId=RESOURCE_IDとロールを指定します。"}
package controls.defaultsg.rules_are_removed

import data.lib.default_groups
import data.lib.detectors
import data.lib.result
import data.lib.steps

findings contains result.pass(region, "as_blea", {}, _reads) if {
	some region in input.governed_regions
	region.id in _as_blea
}

findings contains result.pass(region, "other_numbers", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _as_blea
	region.id in _blea_document
}

findings contains result.pass(region, "other_document", {}, _reads) if {
	some region in input.governed_regions
	region.id in _working
	not region.id in _blea_document
}

findings contains result.not_available(region, "handler", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _working
	region.id in _handled
}

findings contains result.not_applicable(region, "not_offered", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _handled
	not region.id in _runnable
	region.id in _not_offered
}

findings contains result.fail(region, "none", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _handled
	not region.id in _any
}

findings contains result.fail(region, "manual", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _handled
	region.id in _any
	not region.id in _automatic
}

findings contains result.fail(region, "notifies", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _handled
	region.id in _automatic
	not region.id in _acting
}

findings contains result.fail(region, "no_document", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _handled
	region.id in _acting
	not region.id in _runnable
	not region.id in _not_offered
}

findings contains result.fail(region, "aimless", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _handled
	region.id in _runnable
	not region.id in _aimed
}

findings contains result.fail(region, "failing", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _handled
	region.id in _aimed
	not region.id in _working
}

_reads := [
	"input.config.remediations.ConfigRuleName",
	"input.config.remediations.TargetId",
	"input.config.remediations.Automatic",
	"input.config.remediations.Parameters",
	"input.config.remediations.DescribeRemediationExecutionStatus.RemediationExecutionStatuses.State",
]

_any contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.remediations
}

_automatic contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.automatic
}

_acting contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.acting
}

_runnable contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.runnable
}

_aimed contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.aimed
}

_working contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.working
}

_blea_document contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.working
	remediation.TargetId == default_groups.blea_document
}

_as_blea contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.working
	remediation.TargetId == default_groups.blea_document
	remediation.MaximumAutomaticAttempts == 5
	remediation.RetryAttemptSeconds == 60
}

_not_offered contains remediation.region if {
	some remediation in input.config.remediations
	remediation.id in default_groups.acting
	startswith(remediation.TargetId, "AWS")
}

# A function, state machine or automation that gets the rule's findings may close the group; a topic or queue cannot.
_handled contains event_rule.region if {
	some rule in input.config.rules
	rule.id in detectors.rules.VPC_DEFAULT_SECURITY_GROUP_CLOSED
	some event_rule in input.events.rules
	event_rule.region == rule.region
	event_rule.EventBusName == "default"
	startswith(event_rule.State, "ENABLED")
	kijun.events.matches(event_rule.EventPattern, _finding(rule))
	some target in event_rule.ListTargetsByRule.Targets
	regex.match(`^arn:[a-z-]+:(lambda|states|ssm|codebuild|ecs):`, target.Arn)
}

_finding(rule) := {
	"version": "0",
	"id": "00000000-0000-0000-0000-000000000000",
	"source": "aws.config",
	"account": input.account.account,
	"region": rule.region,
	"time": input.as_of,
	"resources": [],
	"detail-type": "Config Rules Compliance Change",
	"detail": {
		"messageType": "ComplianceChangeNotification",
		"awsAccountId": input.account.account,
		"awsRegion": rule.region,
		"configRuleName": rule.ConfigRuleName,
		"configRuleARN": rule.ConfigRuleArn,
		"resourceType": "AWS::EC2::SecurityGroup",
		"resourceId": "sg-00000000000000000",
		"newEvaluationResult": {"complianceType": "NON_COMPLIANT"},
		"oldEvaluationResult": {"complianceType": "COMPLIANT"},
	},
}

# The role must have a name before the remediation can point to it, so it is created first.
plan contains object.union(
	steps.step(
		{"id": rule.region, "region": rule.region},
		[
			steps.call("iam", "CreateRole", {"RoleName": _role(rule), "AssumeRolePolicyDocument": json.marshal(_trust)}),
			steps.call("iam", "PutRolePolicy", {"RoleName": _role(rule), "PolicyName": "close-default-security-groups", "PolicyDocument": json.marshal(_permissions)}),
			steps.call("config", "PutRemediationConfigurations", {"RemediationConfigurations": [_remediation(rule)]}),
		],
		[
			steps.call("config", "DeleteRemediationConfiguration", {"ConfigRuleName": rule.ConfigRuleName}),
			steps.call("iam", "DeleteRolePolicy", {"RoleName": _role(rule), "PolicyName": "close-default-security-groups"}),
			steps.call("iam", "DeleteRole", {"RoleName": _role(rule)}),
		],
		[
			steps.added("iam.roles", _role(rule), "global", {
				"arn": _role_arn(rule),
				"type": "AWS::IAM::Role",
				"Path": "/",
				"AttachedManagedPolicies": [],
				"Arn": _role_arn(rule),
				"RoleName": _role(rule),
				"AssumeRolePolicyDocument": _trust,
				"RolePolicyList": [{"PolicyName": "close-default-security-groups", "PolicyDocument": _permissions}],
			}),
			steps.added("config.remediations", sprintf("%s/%s", [rule.region, rule.ConfigRuleName]), rule.region, object.union(_remediation(rule), {
				"DescribeDocument": {"Document": {"Name": default_groups.blea_document}},
				"DescribeRemediationExecutionStatus": {},
			})),
		],
	),
	{"needs": ["BLEA.DefaultSG.1"]},
) if {
	some rule in input.config.rules
	rule.id in detectors.rules.VPC_DEFAULT_SECURITY_GROUP_CLOSED
	not rule.region in _any
	not _services_rule(rule)
}

# Rules that belong to a service take no remediation from anybody else.
_services_rule(rule) if endswith(rule.CreatedBy, ".amazonaws.com")

_role(rule) := sprintf("blea-close-default-groups-%s", [rule.region])

_role_arn(rule) := sprintf("arn:%s:iam::%s:role/%s", [input.account.partition, input.account.account, _role(rule)])

_remediation(rule) := {
	"ConfigRuleName": rule.ConfigRuleName,
	"TargetType": "SSM_DOCUMENT",
	"TargetId": default_groups.blea_document,
	"TargetVersion": "1",
	"Automatic": true,
	"MaximumAutomaticAttempts": 5,
	"RetryAttemptSeconds": 60,
	"Parameters": {
		"AutomationAssumeRole": {"StaticValue": {"Values": [_role_arn(rule)]}},
		"GroupId": {"ResourceValue": {"Value": "RESOURCE_ID"}},
	},
}

_trust := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}]}

_permissions := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow",
	"Action": ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", "ec2:DescribeSecurityGroups"],
	"Resource": "*",
}]}
