# METADATA
# title: Detector for unattached EBS volumes
# description: >-
#   Volumes that nobody uses hold data that nobody looks after. The rule must also look at volumes that outlive their instance. A
#   rule with AWS's identifier EC2_VOLUME_INUSE_CHECK that is on and not narrowed to some resources counts, under whatever name and
#   from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-volume-inuse-check.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.2
#   title_ja: 未アタッチのEBSボリュームの検出ルールが有効である
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.2]}
#   reasons:
#     active: {en: "a rule that checks EC2_VOLUME_INUSE_CHECK is active", ja: "EC2_VOLUME_INUSE_CHECKを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks EC2_VOLUME_INUSE_CHECK", ja: "リージョンにEC2_VOLUME_INUSE_CHECKを検査するルールがありません"}
#     insufficient: {en: "the rules that check EC2_VOLUME_INUSE_CHECK are off or narrower than BLEA's", ja: "EC2_VOLUME_INUSE_CHECKを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier EC2_VOLUME_INUSE_CHECK.", ja: "識別子EC2_VOLUME_INUSE_CHECKのConfigルールを作成します。"}
package controls.guardrail.volume_attachment_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("EC2_VOLUME_INUSE_CHECK", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("EC2_VOLUME_INUSE_CHECK", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("EC2_VOLUME_INUSE_CHECK", region.id)
	detectors.present("EC2_VOLUME_INUSE_CHECK", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.EC2_VOLUME_INUSE_CHECK
	not detectors.active("EC2_VOLUME_INUSE_CHECK", step.region)
}
