# METADATA
# title: Detector for unencrypted RDS storage
# description: >-
#   Storage, backups and snapshots of a plain database are plain. A rule with AWS's identifier RDS_STORAGE_ENCRYPTED that is on and
#   not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/rds-storage-encrypted.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.8
#   title_ja: 暗号化されていないRDSストレージの検出ルールが有効である
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.8]}
#   reasons:
#     active: {en: "a rule that checks RDS_STORAGE_ENCRYPTED is active", ja: "RDS_STORAGE_ENCRYPTEDを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks RDS_STORAGE_ENCRYPTED", ja: "リージョンにRDS_STORAGE_ENCRYPTEDを検査するルールがありません"}
#     insufficient: {en: "the rules that check RDS_STORAGE_ENCRYPTED are off or narrower than BLEA's", ja: "RDS_STORAGE_ENCRYPTEDを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier RDS_STORAGE_ENCRYPTED.", ja: "識別子RDS_STORAGE_ENCRYPTEDのConfigルールを作成します。"}
package controls.guardrail.rds_encryption_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("RDS_STORAGE_ENCRYPTED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("RDS_STORAGE_ENCRYPTED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("RDS_STORAGE_ENCRYPTED", region.id)
	detectors.present("RDS_STORAGE_ENCRYPTED", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.RDS_STORAGE_ENCRYPTED
	not detectors.active("RDS_STORAGE_ENCRYPTED", step.region)
}
