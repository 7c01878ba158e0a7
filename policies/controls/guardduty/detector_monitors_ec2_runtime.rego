# METADATA
# title: GuardDuty EC2 Runtime Monitoring should be enabled
# description: >-
#   An agent that GuardDuty installs by itself shows what processes do on every instance. The administrator of an organization
#   fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-13
# custom:
#   id: GuardDuty.13
#   title_ja: GuardDutyのEC2ランタイムモニタリングを有効にする必要があります
#   severity: MEDIUM
#   subject: region
#   resource: AWS::GuardDuty::Detector
#   standards: {fsbp: [GuardDuty.13]}
#   reasons:
#     enabled: {en: "Runtime Monitoring with automated agents for EC2 is on", ja: "EC2の自動エージェント管理付きのランタイムモニタリングが有効です"}
#     disabled: {en: "Runtime Monitoring with automated agents for EC2 is off", ja: "EC2の自動エージェント管理付きのランタイムモニタリングが無効です"}
#     member: {en: "Runtime Monitoring with automated agents for EC2 is off in a member account", ja: "EC2の自動エージェント管理付きのランタイムモニタリングが無効なメンバーアカウントがあります"}
#     no_detector: {en: "the Region has no GuardDuty detector that is on", ja: "リージョンに有効なGuardDutyのディテクターがありません"}
#   remediation:
#     en: "Switch on Runtime Monitoring with automated agents for EC2 in GuardDuty's settings, in an organization as its GuardDuty administrator and for all members."
#     ja: "GuardDutyの設定でEC2の自動エージェント管理付きのランタイムモニタリングを有効にします。組織ではGuardDutyの管理者アカウントから全メンバーに対して有効にします。"
package controls.guardduty.detector_monitors_ec2_runtime

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

_on contains region if some region in security_services.protected["RUNTIME_MONITORING/EC2_AGENT_MANAGEMENT"]

_lagging contains member.region if {
	some member in input.guardduty.members
	not member.id in _members
}

_members contains id if some id in security_services.members_protected["RUNTIME_MONITORING/EC2_AGENT_MANAGEMENT"]

plan contains security_services.feature_step(detector, "RUNTIME_MONITORING", ["EC2_AGENT_MANAGEMENT"]) if {
	some detector in input.guardduty.detectors
	detector.region in security_services.detecting
	not detector.region in _on
	not detector.GetAdministratorAccount.Administrator.AccountId
	not detector.region in _older
}

plan contains security_services.member_step(detector, member, "RUNTIME_MONITORING", ["EC2_AGENT_MANAGEMENT"]) if {
	some detector in input.guardduty.detectors
	some member in input.guardduty.members
	member.region == detector.region
	not member.id in _members
	not member.id in _older_members
}

# EKS Runtime Monitoring excludes the newer feature and has to be switched off first.
_older contains region if some region in security_services.protected.EKS_RUNTIME_MONITORING

_older_members contains id if some id in security_services.members_protected.EKS_RUNTIME_MONITORING
