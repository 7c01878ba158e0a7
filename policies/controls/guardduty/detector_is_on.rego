# METADATA
# title: GuardDuty should be enabled
# description: >-
#   GuardDuty finds compromised credentials and machines in what AWS logs anyway. It works in each Region by itself, and a suspended
#   detector sees nothing.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1
# custom:
#   id: GuardDuty.1
#   title_ja: GuardDutyを有効にする必要があります
#   severity: HIGH
#   subject: region
#   standards: {fsbp: [GuardDuty.1], nist-800-53-r5: [GuardDuty.1], nist-800-171-r2: [GuardDuty.1], pci-dss-3.2.1: [GuardDuty.1], pci-dss-4.0.1: [GuardDuty.1], control-tower: [GuardDuty.1]}
#   reasons:
#     enabled: {en: "a GuardDuty detector is on", ja: "GuardDutyのディテクターが有効です"}
#     suspended: {en: "the GuardDuty detector is suspended", ja: "GuardDutyのディテクターが停止しています"}
#     absent: {en: "the Region has no GuardDuty detector", ja: "リージョンにGuardDutyのディテクターがありません"}
#   remediation: {en: "Turn GuardDuty on in the Region.", ja: "リージョンでGuardDutyを有効にします。"}
package controls.guardduty.detector_is_on

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
