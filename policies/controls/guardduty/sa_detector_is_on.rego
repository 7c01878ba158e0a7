# METADATA
# title: GuardDuty is enabled in every Region
# description: >-
#   Attackers mine coins in Regions that nobody looks at, so Secure Account has GuardDuty on in every Region. A suspended detector
#   sees nothing.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_regions.html
# custom:
#   id: SA.GuardDuty.1
#   title_ja: GuardDutyが全リージョンで有効である
#   severity: HIGH
#   subject: region
#   measure: behaviour
#   standards: {secure-account: [SA.GuardDuty.1]}
#   reasons:
#     enabled: {en: "a GuardDuty detector is on", ja: "GuardDutyのディテクターが有効です"}
#     suspended: {en: "the GuardDuty detector is suspended", ja: "GuardDutyのディテクターが停止しています"}
#     absent: {en: "the Region has no GuardDuty detector", ja: "リージョンにGuardDutyのディテクターがありません"}
#   remediation: {en: "Turn GuardDuty on in the Region.", ja: "リージョンでGuardDutyを有効にします。"}
package controls.guardduty.sa_detector_is_on

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "enabled", {}, _reads) if {
	some region in input.regions
	region.id in security_services.detecting
}

findings contains result.fail(region, "suspended", {}, _reads) if {
	some region in input.regions
	region.id in security_services.with_detector
	not region.id in security_services.detecting
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.regions
	not region.id in security_services.with_detector
}

_reads := ["input.guardduty.detectors.GetDetector.Status"]

plan contains step if some step in security_services.detecting_steps
