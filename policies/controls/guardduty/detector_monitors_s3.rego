# METADATA
# title: GuardDuty S3 Protection should be enabled
# description: >-
#   Reads and writes of objects show stolen and destroyed data. GuardDuty sees them though no trail records data events. The administrator of an organization
#   fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-10
# custom:
#   id: GuardDuty.10
#   title_ja: GuardDutyのS3保護を有効にする必要があります
#   severity: HIGH
#   subject: region
#   resource: AWS::GuardDuty::Detector
#   standards: {fsbp: [GuardDuty.10], pci-dss-4.0.1: [GuardDuty.10]}
#   reasons:
#     enabled: {en: "S3 Protection is on", ja: "S3保護が有効です"}
#     disabled: {en: "S3 Protection is off", ja: "S3保護が無効です"}
#     member: {en: "S3 Protection is off in a member account", ja: "S3保護が無効なメンバーアカウントがあります"}
#     no_detector: {en: "the Region has no GuardDuty detector that is on", ja: "リージョンに有効なGuardDutyのディテクターがありません"}
#   remediation:
#     en: "Switch on S3 Protection in GuardDuty's settings, in an organization as its GuardDuty administrator and for all members."
#     ja: "GuardDutyの設定でS3保護を有効にします。組織ではGuardDutyの管理者アカウントから全メンバーに対して有効にします。"
package controls.guardduty.detector_monitors_s3

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "enabled", {}, _reads) if {
	some region in input.regions
	region.id in _on
	not region.id in _lagging
}

findings contains result.fail(region, "member", {}, _reads) if {
	some region in input.regions
	region.id in _on
	region.id in _lagging
}

findings contains result.fail(region, "disabled", {}, _reads) if {
	some region in input.regions
	region.id in security_services.detecting
	not region.id in _on
}

findings contains result.fail(region, "no_detector", {}, _reads) if {
	some region in input.regions
	not region.id in security_services.detecting
}

_reads := [
	"input.guardduty.detectors.GetDetector.Status",
	"input.guardduty.detectors.GetDetector.Features",
	"input.guardduty.members.GetMemberDetectors.Features",
]

_on contains region if some region in security_services.protected.S3_DATA_EVENTS

_lagging contains member.region if {
	some member in input.guardduty.members
	not member.id in _members
}

_members contains id if some id in security_services.members_protected.S3_DATA_EVENTS

plan contains security_services.feature_step(detector, "S3_DATA_EVENTS", []) if {
	some detector in input.guardduty.detectors
	detector.region in security_services.detecting
	not detector.region in _on
	not detector.GetAdministratorAccount.Administrator.AccountId
}

plan contains security_services.member_step(detector, member, "S3_DATA_EVENTS", []) if {
	some detector in input.guardduty.detectors
	some member in input.guardduty.members
	member.region == detector.region
	not member.id in _members
}
