# METADATA
# title: GuardDuty EKS Audit Log Monitoring should be enabled
# description: >-
#   Kubernetes audit logs show what somebody does with a cluster's API. GuardDuty reads them by itself, the cluster need not send them anywhere. The administrator of an organization
#   fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-5
# custom:
#   id: GuardDuty.5
#   title_ja: GuardDutyのEKS監査ログモニタリングを有効にする必要があります
#   severity: HIGH
#   subject: region
#   resource: AWS::GuardDuty::Detector
#   standards: {fsbp: [GuardDuty.5]}
#   reasons:
#     enabled: {en: "EKS Audit Log Monitoring is on", ja: "EKS監査ログモニタリングが有効です"}
#     disabled: {en: "EKS Audit Log Monitoring is off", ja: "EKS監査ログモニタリングが無効です"}
#     member: {en: "EKS Audit Log Monitoring is off in a member account", ja: "EKS監査ログモニタリングが無効なメンバーアカウントがあります"}
#     no_detector: {en: "the Region has no GuardDuty detector that is on", ja: "リージョンに有効なGuardDutyのディテクターがありません"}
#   remediation:
#     en: "Switch on EKS Audit Log Monitoring in GuardDuty's settings, in an organization as its GuardDuty administrator and for all members."
#     ja: "GuardDutyの設定でEKS監査ログモニタリングを有効にします。組織ではGuardDutyの管理者アカウントから全メンバーに対して有効にします。"
package controls.guardduty.detector_monitors_eks_audit_logs

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

_on contains region if some region in security_services.protected.EKS_AUDIT_LOGS

_lagging contains member.region if {
	some member in input.guardduty.members
	not member.id in _members
}

_members contains id if some id in security_services.members_protected.EKS_AUDIT_LOGS

plan contains security_services.feature_step(detector, "EKS_AUDIT_LOGS", []) if {
	some detector in input.guardduty.detectors
	detector.region in security_services.detecting
	not detector.region in _on
	not detector.GetAdministratorAccount.Administrator.AccountId
}

plan contains security_services.member_step(detector, member, "EKS_AUDIT_LOGS", []) if {
	some detector in input.guardduty.detectors
	some member in input.guardduty.members
	member.region == detector.region
	not member.id in _members
}
