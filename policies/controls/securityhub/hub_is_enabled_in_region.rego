# METADATA
# title: Security Hub should be enabled in every Region
# description: >-
#   Security Hub CSPM collects what the security services find and checks the account against best practices. It is enabled in each
#   Region; every Region that is scanned counts.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html
# custom:
#   id: CIS3.0/4.16
#   title_ja: すべてのリージョンでSecurity Hubを有効にする必要があります
#   severity: HIGH
#   subject: region
#   standards: {cis-3.0: ["4.16"]}
#   also:
#     - id: CIS5.0/4.16
#       standards: {cis-5.0: ["4.16"]}
#   reasons:
#     enabled: {en: "Security Hub CSPM is enabled", ja: "Security Hub CSPMが有効です"}
#     disabled: {en: "Security Hub CSPM is not enabled", ja: "Security Hub CSPMが有効ではありません"}
#   remediation: {en: "Enable Security Hub CSPM in the Region.", ja: "リージョンでSecurity Hub CSPMを有効にします。"}
package controls.securityhub.hub_is_enabled_in_region

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "enabled", {}, _reads) if {
	some region in input.regions
	region.id in security_services.with_hub
}

findings contains result.fail(region, "disabled", {}, _reads) if {
	some region in input.regions
	not region.id in security_services.with_hub
}

_reads := ["input.securityhub.hubs.HubArn"]

plan contains step if some step in security_services.hub_steps
