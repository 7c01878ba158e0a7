# METADATA
# title: The AWS Foundational Security Best Practices standard is enabled
# description: >-
#   AWS's own best practices are the standard that BLEA relies on. NIST SP 800-53 Rev. 5 has nearly all of its controls and counts
#   as well.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.SecurityHub.2
#   title_ja: AWS基礎セキュリティのベストプラクティス標準が有効である
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.SecurityHub.2]}
#   reasons:
#     ready: {en: "the standard is enabled", ja: "標準が有効です"}
#     incomplete: {en: "the standard is enabled, but some of its controls are not evaluated", ja: "標準は有効ですが、一部のコントロールが評価されていません"}
#     nist: {en: "NIST SP 800-53 Rev. 5 is enabled instead", ja: "代わりにNIST SP 800-53 Rev. 5が有効です"}
#     not_ready: {en: "the standard is enabled, but being set up, failed or being deleted", ja: "標準は登録されていますが、準備中・失敗・削除中のいずれかの状態です"}
#     absent: {en: "the standard is not enabled", ja: "標準が有効ではありません"}
#   remediation: {en: "Enable AWS Foundational Security Best Practices in Security Hub.", ja: "Security HubでAWS基礎セキュリティのベストプラクティスを有効にします。"}
package controls.securityhub.foundational_standard_is_enabled

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "ready", {}, _reads) if {
	some region in input.governed_regions
	security_services.ready("foundational", region.id)
}

findings contains result.pass(region, "incomplete", {}, _reads) if {
	some region in input.governed_regions
	not security_services.ready("foundational", region.id)
	security_services.incomplete("foundational", region.id)
}

findings contains result.pass(region, "nist", {}, _reads) if {
	some region in input.governed_regions
	not security_services.ready("foundational", region.id)
	not security_services.incomplete("foundational", region.id)
	security_services.ready("nist", region.id)
}

findings contains result.fail(region, "not_ready", {}, _reads) if {
	some region in input.governed_regions
	not security_services.ready("foundational", region.id)
	not security_services.incomplete("foundational", region.id)
	not security_services.ready("nist", region.id)
	security_services.subscribed("foundational", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not security_services.ready("nist", region.id)
	not security_services.subscribed("foundational", region.id)
}

_reads := ["input.securityhub.standards.StandardsArn", "input.securityhub.standards.StandardsStatus"]

plan contains object.union(
	security_services.standard_step(region, security_services.foundational_arn(region)),
	{"needs": ["BLEA.SecurityHub.1"]},
) if {
	some region in input.governed_regions
	not security_services.subscribed("foundational", region.id)
}
