# METADATA
# title: The GuardDuty alert path has been exercised with a sample finding
# description: >-
#   Whether an alert arrives shows only when there is one. GuardDuty makes sample findings on demand, and forgets findings after 90
#   days; where the detector is older, nobody can tell that there never was one. When the notification was last changed does not
#   show.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/sample_findings.html
# custom:
#   id: BLEA.GuardDuty.3
#   title_ja: GuardDutyのサンプル検出で通知経路を試験している
#   severity: INFORMATIONAL
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: behaviour
#   standards: {blea: [BLEA.GuardDuty.3]}
#   reasons:
#     samples: {en: "there is a sample finding", ja: "サンプル検出結果があります"}
#     forgotten: {en: "there is no sample finding of the last 90 days, and older ones are not kept", ja: "直近90日間のサンプル検出結果がなく、それより古いものは保持されていません"}
#     never: {en: "there has been no sample finding since the detector was created", ja: "ディテクターの作成以降、サンプル検出結果がありません"}
#     no_detector: {en: "the Region has no GuardDuty detector that is on", ja: "リージョンに有効なGuardDutyのディテクターがありません"}
#   remediation: {en: "Create sample findings in GuardDuty and see that the notification arrives.", ja: "GuardDutyでサンプル検出結果を生成し、通知が届くことを確認します。"}
#   manual: time
package controls.guardduty.samples_were_created

import data.lib.result
import data.lib.security_services
import data.lib.times

findings contains result.pass(region, "samples", {}, _reads) if {
	some region in input.governed_regions
	region.id in security_services.detecting
	region.id in _sampled
}

findings contains result.not_available(region, "forgotten", {}, _reads) if {
	some region in input.governed_regions
	region.id in security_services.detecting
	not region.id in _sampled
	not region.id in _young
}

findings contains result.fail(region, "never", {}, _reads) if {
	some region in input.governed_regions
	region.id in _young
	region.id in security_services.detecting
	not region.id in _sampled
}

findings contains result.not_applicable(region, "no_detector", {}, _reads) if {
	some region in input.governed_regions
	not region.id in security_services.detecting
}

_reads := ["input.guardduty.findings.Title", "input.guardduty.detectors.GetDetector.CreatedAt"]

_sampled contains finding.region if {
	some finding in input.guardduty.findings
	startswith(finding.Title, "[SAMPLE]")
}

_sampled contains finding.region if {
	some finding in input.guardduty.findings
	finding.Service.AdditionalInfo.Value.sample == true
}

_young contains detector.region if {
	some detector in input.guardduty.detectors
	times.ns(input.as_of) - times.ns(detector.GetDetector.CreatedAt) <= times.days(90)
}
