# METADATA
# title: Detector for unrestricted inbound SSH
# description: >-
#   SSH is for nobody on the internet. A rule with AWS's identifier INCOMING_SSH_DISABLED that is on and not narrowed to some
#   resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/restricted-ssh.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.10
#   title_ja: SSHの無制限公開の検出ルールが有効である
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.10]}
#   reasons:
#     active: {en: "a rule that checks INCOMING_SSH_DISABLED is active", ja: "INCOMING_SSH_DISABLEDを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks INCOMING_SSH_DISABLED", ja: "リージョンにINCOMING_SSH_DISABLEDを検査するルールがありません"}
#     insufficient: {en: "the rules that check INCOMING_SSH_DISABLED are off or narrower than BLEA's", ja: "INCOMING_SSH_DISABLEDを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier INCOMING_SSH_DISABLED.", ja: "識別子INCOMING_SSH_DISABLEDのConfigルールを作成します。"}
package controls.guardrail.ssh_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("INCOMING_SSH_DISABLED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("INCOMING_SSH_DISABLED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("INCOMING_SSH_DISABLED", region.id)
	detectors.present("INCOMING_SSH_DISABLED", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.INCOMING_SSH_DISABLED
	not detectors.active("INCOMING_SSH_DISABLED", step.region)
}
