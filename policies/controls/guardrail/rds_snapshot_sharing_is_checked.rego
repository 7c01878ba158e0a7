# METADATA
# title: Detector for public RDS snapshots
# description: >-
#   Anybody can restore a public snapshot. A rule with AWS's identifier RDS_SNAPSHOTS_PUBLIC_PROHIBITED that is on and not narrowed
#   to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/rds-snapshots-public-prohibited.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.7
#   title_ja: 公開されたRDSスナップショットの検出ルールが有効である
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.7]}
#   reasons:
#     active: {en: "a rule that checks RDS_SNAPSHOTS_PUBLIC_PROHIBITED is active", ja: "RDS_SNAPSHOTS_PUBLIC_PROHIBITEDを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks RDS_SNAPSHOTS_PUBLIC_PROHIBITED", ja: "リージョンにRDS_SNAPSHOTS_PUBLIC_PROHIBITEDを検査するルールがありません"}
#     insufficient: {en: "the rules that check RDS_SNAPSHOTS_PUBLIC_PROHIBITED are off or narrower than BLEA's", ja: "RDS_SNAPSHOTS_PUBLIC_PROHIBITEDを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier RDS_SNAPSHOTS_PUBLIC_PROHIBITED.", ja: "識別子RDS_SNAPSHOTS_PUBLIC_PROHIBITEDのConfigルールを作成します。"}
package controls.guardrail.rds_snapshot_sharing_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("RDS_SNAPSHOTS_PUBLIC_PROHIBITED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("RDS_SNAPSHOTS_PUBLIC_PROHIBITED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("RDS_SNAPSHOTS_PUBLIC_PROHIBITED", region.id)
	detectors.present("RDS_SNAPSHOTS_PUBLIC_PROHIBITED", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.RDS_SNAPSHOTS_PUBLIC_PROHIBITED
	not detectors.active("RDS_SNAPSHOTS_PUBLIC_PROHIBITED", step.region)
}
