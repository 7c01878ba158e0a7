# METADATA
# title: GuardDuty Lambda Protection should be enabled
# description: >-
#   The network activity of functions shows miners and stolen credentials at work. The administrator of an organization
#   fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-6
# custom:
#   id: GuardDuty.6
#   title_ja: GuardDutyのLambda保護を有効にする必要があります
#   severity: HIGH
#   subject: region
#   resource: AWS::GuardDuty::Detector
#   standards: {fsbp: [GuardDuty.6], pci-dss-4.0.1: [GuardDuty.6]}
#   reasons:
#     enabled: {en: "Lambda Protection is on", ja: "Lambda保護が有効です"}
#     disabled: {en: "Lambda Protection is off", ja: "Lambda保護が無効です"}
#     member: {en: "Lambda Protection is off in a member account", ja: "Lambda保護が無効なメンバーアカウントがあります"}
#     no_detector: {en: "the Region has no GuardDuty detector that is on", ja: "リージョンに有効なGuardDutyのディテクターがありません"}
#   remediation:
#     en: "Switch on Lambda Protection in GuardDuty's settings, in an organization as its GuardDuty administrator and for all members."
#     ja: "GuardDutyの設定でLambda保護を有効にします。組織ではGuardDutyの管理者アカウントから全メンバーに対して有効にします。"
package controls.guardduty.detector_monitors_lambda

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

_on contains region if some region in security_services.protected.LAMBDA_NETWORK_LOGS

_lagging contains member.region if {
	some member in input.guardduty.members
	not member.id in _members
}

_members contains id if some id in security_services.members_protected.LAMBDA_NETWORK_LOGS

plan contains security_services.feature_step(detector, "LAMBDA_NETWORK_LOGS", []) if {
	some detector in input.guardduty.detectors
	detector.region in security_services.detecting
	not detector.region in _on
	not detector.GetAdministratorAccount.Administrator.AccountId
}

plan contains security_services.member_step(detector, member, "LAMBDA_NETWORK_LOGS", []) if {
	some detector in input.guardduty.detectors
	some member in input.guardduty.members
	member.region == detector.region
	not member.id in _members
}
