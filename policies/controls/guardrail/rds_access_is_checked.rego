# METADATA
# title: Detector for publicly accessible RDS instances
# description: >-
#   A database that the internet can reach is tried within minutes. A rule with AWS's identifier RDS_INSTANCE_PUBLIC_ACCESS_CHECK
#   that is on and not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/rds-instance-public-access-check.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.6
#   title_ja: パブリックアクセス可能なRDSの検出ルールが有効である
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.6]}
#   reasons:
#     active: {en: "a rule that checks RDS_INSTANCE_PUBLIC_ACCESS_CHECK is active", ja: "RDS_INSTANCE_PUBLIC_ACCESS_CHECKを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks RDS_INSTANCE_PUBLIC_ACCESS_CHECK", ja: "リージョンにRDS_INSTANCE_PUBLIC_ACCESS_CHECKを検査するルールがありません"}
#     insufficient: {en: "the rules that check RDS_INSTANCE_PUBLIC_ACCESS_CHECK are off or narrower than BLEA's", ja: "RDS_INSTANCE_PUBLIC_ACCESS_CHECKを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier RDS_INSTANCE_PUBLIC_ACCESS_CHECK.", ja: "識別子RDS_INSTANCE_PUBLIC_ACCESS_CHECKのConfigルールを作成します。"}
package controls.guardrail.rds_access_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("RDS_INSTANCE_PUBLIC_ACCESS_CHECK", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("RDS_INSTANCE_PUBLIC_ACCESS_CHECK", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("RDS_INSTANCE_PUBLIC_ACCESS_CHECK", region.id)
	detectors.present("RDS_INSTANCE_PUBLIC_ACCESS_CHECK", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.RDS_INSTANCE_PUBLIC_ACCESS_CHECK
	not detectors.active("RDS_INSTANCE_PUBLIC_ACCESS_CHECK", step.region)
}
