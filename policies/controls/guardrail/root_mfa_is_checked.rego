# METADATA
# title: Detector for a root user without MFA
# description: >-
#   The root user's password alone must not open the account. A rule with AWS's identifier ROOT_ACCOUNT_MFA_ENABLED that is on and
#   not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/root-account-mfa-enabled.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.11
#   title_ja: ルートユーザーのMFA未設定の検出ルールが有効である
#   severity: CRITICAL
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.11]}
#   reasons:
#     active: {en: "a rule that checks ROOT_ACCOUNT_MFA_ENABLED is active", ja: "ROOT_ACCOUNT_MFA_ENABLEDを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks ROOT_ACCOUNT_MFA_ENABLED", ja: "リージョンにROOT_ACCOUNT_MFA_ENABLEDを検査するルールがありません"}
#     insufficient: {en: "the rules that check ROOT_ACCOUNT_MFA_ENABLED are off or narrower than BLEA's", ja: "ROOT_ACCOUNT_MFA_ENABLEDを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier ROOT_ACCOUNT_MFA_ENABLED.", ja: "識別子ROOT_ACCOUNT_MFA_ENABLEDのConfigルールを作成します。"}
package controls.guardrail.root_mfa_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("ROOT_ACCOUNT_MFA_ENABLED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("ROOT_ACCOUNT_MFA_ENABLED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("ROOT_ACCOUNT_MFA_ENABLED", region.id)
	detectors.present("ROOT_ACCOUNT_MFA_ENABLED", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.ROOT_ACCOUNT_MFA_ENABLED
	not detectors.active("ROOT_ACCOUNT_MFA_ENABLED", step.region)
}
