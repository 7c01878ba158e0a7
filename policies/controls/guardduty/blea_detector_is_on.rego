# METADATA
# title: GuardDuty is enabled
# description: >-
#   GuardDuty finds compromised credentials and machines in what AWS logs anyway. A member of an organization has a detector of its
#   own; a suspended detector sees nothing. Its optional protection plans are not part of BLEA.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.GuardDuty.1
#   title_ja: GuardDutyが有効である
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: behaviour
#   construct: Detection
#   standards: {blea: [BLEA.GuardDuty.1]}
#   reasons:
#     enabled: {en: "a GuardDuty detector is on", ja: "GuardDutyのディテクターが有効です"}
#     suspended: {en: "the GuardDuty detector is suspended", ja: "GuardDutyのディテクターが停止しています"}
#     absent: {en: "the Region has no GuardDuty detector", ja: "リージョンにGuardDutyのディテクターがありません"}
#   remediation: {en: "Turn GuardDuty on in the Region.", ja: "リージョンでGuardDutyを有効にします。"}
package controls.guardduty.blea_detector_is_on

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "enabled", {}, _reads) if {
	some region in input.governed_regions
	region.id in security_services.detecting
}

findings contains result.fail(region, "suspended", {}, _reads) if {
	some region in input.governed_regions
	region.id in security_services.with_detector
	not region.id in security_services.detecting
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.governed_regions
	not region.id in security_services.with_detector
}

_reads := ["input.guardduty.detectors.GetDetector.Status"]

plan contains step if some step in security_services.detecting_steps
