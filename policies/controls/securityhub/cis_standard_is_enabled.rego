# METADATA
# title: A CIS AWS Foundations Benchmark standard is enabled
# description: >-
#   Security Hub enables the CIS benchmark along with AWS's own best practices. BLEA gets version 1.2.0; newer ones count as well.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.SecurityHub.3
#   title_ja: CIS AWS Foundations Benchmark標準が有効である
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.SecurityHub.3]}
#   reasons:
#     ready: {en: "a CIS benchmark is enabled", ja: "CISベンチマークが有効です"}
#     incomplete: {en: "a CIS benchmark is enabled, but some of its controls are not evaluated", ja: "CISベンチマークは有効ですが、一部のコントロールが評価されていません"}
#     not_ready: {en: "a CIS benchmark is enabled, but being set up, failed or being deleted", ja: "CISベンチマークは登録されていますが、準備中・失敗・削除中のいずれかの状態です"}
#     absent: {en: "no CIS benchmark is enabled", ja: "CISベンチマークが有効ではありません"}
#   remediation: {en: "Enable a CIS AWS Foundations Benchmark in Security Hub.", ja: "Security HubでCIS AWS Foundations Benchmarkを有効にします。"}
package controls.securityhub.cis_standard_is_enabled

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "ready", {}, _reads) if {
	some region in input.governed_regions
	security_services.ready("cis", region.id)
}

findings contains result.pass(region, "incomplete", {}, _reads) if {
	some region in input.governed_regions
	not security_services.ready("cis", region.id)
	security_services.incomplete("cis", region.id)
}

findings contains result.fail(region, "not_ready", {}, _reads) if {
	some region in input.governed_regions
	security_services.subscribed("cis", region.id)
	not security_services.ready("cis", region.id)
	not security_services.incomplete("cis", region.id)
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not security_services.subscribed("cis", region.id)
}

_reads := ["input.securityhub.standards.StandardsArn", "input.securityhub.standards.StandardsStatus"]

plan contains object.union(
	security_services.standard_step(region, security_services.cis_arn),
	{"needs": ["BLEA.SecurityHub.1"]},
) if {
	some region in input.governed_regions
	not security_services.subscribed("cis", region.id)
}
