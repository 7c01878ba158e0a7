# METADATA
# title: Detector for console users without MFA
# description: >-
#   A password alone opens the console for a user without MFA. A rule with AWS's identifier MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS that
#   is on and not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/mfa-enabled-for-iam-console-access.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.5
#   title_ja: MFAなしのコンソールアクセスの検出ルールが有効である
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.5]}
#   reasons:
#     active: {en: "a rule that checks MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS is active", ja: "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESSを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", ja: "リージョンにMFA_ENABLED_FOR_IAM_CONSOLE_ACCESSを検査するルールがありません"}
#     insufficient: {en: "the rules that check MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS are off or narrower than BLEA's", ja: "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESSを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS.", ja: "識別子MFA_ENABLED_FOR_IAM_CONSOLE_ACCESSのConfigルールを作成します。"}
package controls.guardrail.console_mfa_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", region.id)
	detectors.present("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS
	not detectors.active("MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", step.region)
}
