# METADATA
# title: Detector for unencrypted attached EBS volumes
# description: >-
#   Snapshots of a plain volume are plain, too. A rule with AWS's identifier ENCRYPTED_VOLUMES that is on and not narrowed to some
#   resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/encrypted-volumes.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.3
#   title_ja: 暗号化されていないEBSボリュームの検出ルールが有効である
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.3]}
#   reasons:
#     active: {en: "a rule that checks ENCRYPTED_VOLUMES is active", ja: "ENCRYPTED_VOLUMESを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks ENCRYPTED_VOLUMES", ja: "リージョンにENCRYPTED_VOLUMESを検査するルールがありません"}
#     insufficient: {en: "the rules that check ENCRYPTED_VOLUMES are off or narrower than BLEA's", ja: "ENCRYPTED_VOLUMESを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier ENCRYPTED_VOLUMES.", ja: "識別子ENCRYPTED_VOLUMESのConfigルールを作成します。"}
package controls.guardrail.volume_encryption_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("ENCRYPTED_VOLUMES", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("ENCRYPTED_VOLUMES", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("ENCRYPTED_VOLUMES", region.id)
	detectors.present("ENCRYPTED_VOLUMES", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.ENCRYPTED_VOLUMES
	not detectors.active("ENCRYPTED_VOLUMES", step.region)
}
