# METADATA
# title: Security Hub is enabled
# description: >-
#   Security Hub checks the account against best practices all the time. It is enabled in each Region, by hand or by the
#   organization; the newer Security Hub alone, without CSPM, checks nothing of this kind.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.SecurityHub.1
#   title_ja: Security Hubが有効である
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.SecurityHub.1]}
#   reasons:
#     enabled: {en: "Security Hub CSPM is enabled", ja: "Security Hub CSPMが有効です"}
#     disabled: {en: "Security Hub CSPM is not enabled", ja: "Security Hub CSPMが有効ではありません"}
#   remediation: {en: "Enable Security Hub CSPM in the Region.", ja: "リージョンでSecurity Hub CSPMを有効にします。"}
package controls.securityhub.hub_is_enabled

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "enabled", {}, _reads) if {
	some region in input.governed_regions
	region.id in security_services.with_hub
}

findings contains result.fail(region, "disabled", {}, _reads) if {
	some region in input.governed_regions
	not region.id in security_services.with_hub
}

_reads := ["input.securityhub.hubs.HubArn"]

plan contains step if some step in security_services.hub_steps
