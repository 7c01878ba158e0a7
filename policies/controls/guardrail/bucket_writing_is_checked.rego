# METADATA
# title: Detector for publicly writable S3 buckets
# description: >-
#   What everybody can write to serves malware, or loses its data. A rule with AWS's identifier S3_BUCKET_PUBLIC_WRITE_PROHIBITED
#   that is on and not narrowed to some resources counts, under whatever name and from wherever it came.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-public-write-prohibited.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml
# custom:
#   id: BLEA.Guardrail.13
#   title_ja: S3バケットの公開書き込みの検出ルールが有効である
#   severity: CRITICAL
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.Guardrail.13]}
#   reasons:
#     active: {en: "a rule that checks S3_BUCKET_PUBLIC_WRITE_PROHIBITED is active", ja: "S3_BUCKET_PUBLIC_WRITE_PROHIBITEDを検査するルールが有効です"}
#     absent: {en: "the Region has no rule that checks S3_BUCKET_PUBLIC_WRITE_PROHIBITED", ja: "リージョンにS3_BUCKET_PUBLIC_WRITE_PROHIBITEDを検査するルールがありません"}
#     insufficient: {en: "the rules that check S3_BUCKET_PUBLIC_WRITE_PROHIBITED are off or narrower than BLEA's", ja: "S3_BUCKET_PUBLIC_WRITE_PROHIBITEDを検査するルールが無効か、BLEAより対象が限定されています"}
#   remediation: {en: "Create a Config rule with the identifier S3_BUCKET_PUBLIC_WRITE_PROHIBITED.", ja: "識別子S3_BUCKET_PUBLIC_WRITE_PROHIBITEDのConfigルールを作成します。"}
package controls.guardrail.bucket_writing_is_checked

import data.lib.detectors
import data.lib.result

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.governed_regions
	detectors.active("S3_BUCKET_PUBLIC_WRITE_PROHIBITED", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not detectors.present("S3_BUCKET_PUBLIC_WRITE_PROHIBITED", region.id)
}

findings contains result.fail(region, "insufficient", {}, _reads) if {
	some region in input.governed_regions
	not detectors.active("S3_BUCKET_PUBLIC_WRITE_PROHIBITED", region.id)
	detectors.present("S3_BUCKET_PUBLIC_WRITE_PROHIBITED", region.id)
}

_reads := [
	"input.config.rules.Source.SourceIdentifier",
	"input.config.rules.ConfigRuleState",
	"input.config.rules.DescribeComplianceByConfigRule.ComplianceByConfigRules.Compliance.ComplianceType",
]

plan contains step if {
	some step in detectors.creation.S3_BUCKET_PUBLIC_WRITE_PROHIBITED
	not detectors.active("S3_BUCKET_PUBLIC_WRITE_PROHIBITED", step.region)
}
