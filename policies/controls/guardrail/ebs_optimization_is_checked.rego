# METADATA
# title: Detector for EC2 instances that are not EBS-optimized
# description: >-
#   Without it an instance shares its network with its volumes. A rule with AWS's identifier EBS_OPTIMIZED_INSTANCE that is on and
#   not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/ebs-optimized-instance.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.1
#   title_ja: EBS最適化されていないEC2インスタンスの検出ルールが有効である
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.1]}
#   reasons:
#     active: {en: "a rule that checks EBS_OPTIMIZED_INSTANCE is active", ja: "EBS_OPTIMIZED_INSTANCEを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks EBS_OPTIMIZED_INSTANCE", ja: "リージョンにEBS_OPTIMIZED_INSTANCEを検査するルールがありません"}
#     insufficient: {en: "the rules that check EBS_OPTIMIZED_INSTANCE are off or narrower than BLEA's", ja: "EBS_OPTIMIZED_INSTANCEを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier EBS_OPTIMIZED_INSTANCE.", ja: "識別子EBS_OPTIMIZED_INSTANCEのConfigルールを作成します。"}
package controls.guardrail.ebs_optimization_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("EBS_OPTIMIZED_INSTANCE", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("EBS_OPTIMIZED_INSTANCE", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("EBS_OPTIMIZED_INSTANCE", region.id)
	detectors.present("EBS_OPTIMIZED_INSTANCE", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.EBS_OPTIMIZED_INSTANCE
	not detectors.active("EBS_OPTIMIZED_INSTANCE", step.region)
}
