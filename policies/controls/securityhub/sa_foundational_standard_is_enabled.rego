# METADATA
# title: Security Hub with the Foundational Security Best Practices standard is enabled
# description: >-
#   Secure Account checks every Region against AWS's best practices. Aggregating the findings of Regions in one does not check them.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
# custom:
#   id: SA.SecurityHub.1
#   title_ja: Security Hub(基礎セキュリティのベストプラクティス)が有効である
#   severity: HIGH
#   subject: region
#   measure: settings
#   standards: {secure-account: [SA.SecurityHub.1]}
#   reasons:
#     ready: {en: "Security Hub is enabled with the standard", ja: "Security Hubと標準が有効です"}
#     incomplete: {en: "Security Hub is enabled with the standard, but some of its controls are not evaluated", ja: "Security Hubと標準は有効ですが、一部のコントロールが評価されていません"}
#     disabled: {en: "Security Hub CSPM is not enabled", ja: "Security Hub CSPMが有効ではありません"}
#     not_ready: {en: "the standard is not enabled, or is not ready", ja: "標準が有効ではないか、準備ができていません"}
#   remediation: {en: "Enable Security Hub CSPM with AWS Foundational Security Best Practices in the Region.", ja: "リージョンでSecurity Hub CSPMとAWS基礎セキュリティのベストプラクティスを有効にします。"}
package controls.securityhub.sa_foundational_standard_is_enabled

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "ready", {}, _reads) if {
	some region in input.regions
	region.id in security_services.with_hub
	security_services.ready("foundational", region.id)
}

findings contains result.pass(region, "incomplete", {}, _reads) if {
	some region in input.regions
	region.id in security_services.with_hub
	not security_services.ready("foundational", region.id)
	security_services.incomplete("foundational", region.id)
}

findings contains result.fail(region, "disabled", {}, _reads) if {
	some region in input.regions
	not region.id in security_services.with_hub
}

findings contains result.fail(region, "not_ready", {}, _reads) if {
	some region in input.regions
	region.id in security_services.with_hub
	not security_services.ready("foundational", region.id)
	not security_services.incomplete("foundational", region.id)
}

_reads := [
	"input.securityhub.hubs.HubArn",
	"input.securityhub.standards.StandardsArn",
	"input.securityhub.standards.StandardsStatus",
]

plan contains step if some step in security_services.hub_steps

plan contains security_services.standard_step(region, security_services.foundational_arn(region)) if {
	some region in input.regions
	region.id in security_services.with_hub
	not security_services.subscribed("foundational", region.id)
}
