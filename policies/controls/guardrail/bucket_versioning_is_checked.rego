# METADATA
# title: Detector for S3 buckets without versioning
# description: >-
#   Without versions nothing that was overwritten or deleted comes back. A rule with AWS's identifier S3_BUCKET_VERSIONING_ENABLED
#   that is on and not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-versioning-enabled.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.14
#   title_ja: バージョニング無効のS3バケットの検出ルールが有効である
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.14]}
#   reasons:
#     active: {en: "a rule that checks S3_BUCKET_VERSIONING_ENABLED is active", ja: "S3_BUCKET_VERSIONING_ENABLEDを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks S3_BUCKET_VERSIONING_ENABLED", ja: "リージョンにS3_BUCKET_VERSIONING_ENABLEDを検査するルールがありません"}
#     insufficient: {en: "the rules that check S3_BUCKET_VERSIONING_ENABLED are off or narrower than BLEA's", ja: "S3_BUCKET_VERSIONING_ENABLEDを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier S3_BUCKET_VERSIONING_ENABLED.", ja: "識別子S3_BUCKET_VERSIONING_ENABLEDのConfigルールを作成します。"}
package controls.guardrail.bucket_versioning_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("S3_BUCKET_VERSIONING_ENABLED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("S3_BUCKET_VERSIONING_ENABLED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("S3_BUCKET_VERSIONING_ENABLED", region.id)
	detectors.present("S3_BUCKET_VERSIONING_ENABLED", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.S3_BUCKET_VERSIONING_ENABLED
	not detectors.active("S3_BUCKET_VERSIONING_ENABLED", step.region)
}
