# METADATA
# title: Detector for IAM users without MFA
# description: >-
#   An access key or password of a user without MFA is all that a thief needs. A rule with AWS's identifier IAM_USER_MFA_ENABLED
#   that is on and not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-user-mfa-enabled.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.4
#   title_ja: MFAを設定していないIAMユーザーの検出ルールが有効である
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.4]}
#   reasons:
#     active: {en: "a rule that checks IAM_USER_MFA_ENABLED is active", ja: "IAM_USER_MFA_ENABLEDを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks IAM_USER_MFA_ENABLED", ja: "リージョンにIAM_USER_MFA_ENABLEDを検査するルールがありません"}
#     insufficient: {en: "the rules that check IAM_USER_MFA_ENABLED are off or narrower than BLEA's", ja: "IAM_USER_MFA_ENABLEDを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier IAM_USER_MFA_ENABLED.", ja: "識別子IAM_USER_MFA_ENABLEDのConfigルールを作成します。"}
package controls.guardrail.user_mfa_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("IAM_USER_MFA_ENABLED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("IAM_USER_MFA_ENABLED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("IAM_USER_MFA_ENABLED", region.id)
	detectors.present("IAM_USER_MFA_ENABLED", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.IAM_USER_MFA_ENABLED
	not detectors.active("IAM_USER_MFA_ENABLED", step.region)
}
