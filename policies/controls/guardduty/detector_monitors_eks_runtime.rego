# METADATA
# title: GuardDuty EKS Runtime Monitoring should be enabled with automated agent management
# description: >-
#   Without the agent GuardDuty does not see what runs on a cluster's nodes, and an agent that nobody installs sees nothing. EKS Runtime Monitoring and Runtime Monitoring, its successor, count alike. The administrator of an organization
#   fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-7
# custom:
#   id: GuardDuty.7
#   title_ja: GuardDutyのEKSランタイムモニタリングを自動エージェント管理付きで有効にする必要があります
#   severity: HIGH
#   subject: region
#   resource: AWS::GuardDuty::Detector
#   standards: {fsbp: [GuardDuty.7], pci-dss-4.0.1: [GuardDuty.7]}
#   reasons:
#     enabled: {en: "EKS Runtime Monitoring with automated agent management is on", ja: "自動エージェント管理付きのEKSランタイムモニタリングが有効です"}
#     disabled: {en: "EKS Runtime Monitoring with automated agent management is off", ja: "自動エージェント管理付きのEKSランタイムモニタリングが無効です"}
#     member: {en: "EKS Runtime Monitoring with automated agent management is off in a member account", ja: "自動エージェント管理付きのEKSランタイムモニタリングが無効なメンバーアカウントがあります"}
#     no_detector: {en: "the Region has no GuardDuty detector that is on", ja: "リージョンに有効なGuardDutyのディテクターがありません"}
#   remediation:
#     en: "Switch on EKS Runtime Monitoring with automated agent management in GuardDuty's settings, in an organization as its GuardDuty administrator and for all members."
#     ja: "GuardDutyの設定で自動エージェント管理付きのEKSランタイムモニタリングを有効にします。組織ではGuardDutyの管理者アカウントから全メンバーに対して有効にします。"
package controls.guardduty.detector_monitors_eks_runtime

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

_on contains region if some region in security_services.protected["RUNTIME_MONITORING/EKS_ADDON_MANAGEMENT"]

_on contains region if some region in security_services.protected["EKS_RUNTIME_MONITORING/EKS_ADDON_MANAGEMENT"]

_lagging contains member.region if {
	some member in input.guardduty.members
	not member.id in _members
}

_members contains id if some id in security_services.members_protected["RUNTIME_MONITORING/EKS_ADDON_MANAGEMENT"]

_members contains id if some id in security_services.members_protected["EKS_RUNTIME_MONITORING/EKS_ADDON_MANAGEMENT"]

# The two features exclude each other, so the older one is completed where it is in use.
plan contains security_services.feature_step(detector, _feature(detector), ["EKS_ADDON_MANAGEMENT"]) if {
	some detector in input.guardduty.detectors
	detector.region in security_services.detecting
	not detector.region in _on
	not detector.GetAdministratorAccount.Administrator.AccountId
}

_feature(detector) := "EKS_RUNTIME_MONITORING" if {
	detector.region in security_services.protected.EKS_RUNTIME_MONITORING
} else := "RUNTIME_MONITORING"

plan contains security_services.member_step(detector, member, _member_feature(member), ["EKS_ADDON_MANAGEMENT"]) if {
	some detector in input.guardduty.detectors
	some member in input.guardduty.members
	member.region == detector.region
	not member.id in _members
}

_member_feature(member) := "EKS_RUNTIME_MONITORING" if {
	member.id in security_services.members_protected.EKS_RUNTIME_MONITORING
} else := "RUNTIME_MONITORING"
