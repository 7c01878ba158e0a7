# METADATA
# title: Amazon Inspector ECR scanning should be enabled
# description: >-
#   Inspector looks for vulnerable packages in images, when they are pushed and whenever a new vulnerability becomes known. The
#   administrator of an organization fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/inspector-ecr-scan-enabled.html
# custom:
#   id: Inspector.2
#   title_ja: Amazon InspectorのECRスキャンを有効にする必要があります
#   severity: HIGH
#   subject: region
#   standards: {fsbp: [Inspector.2], pci-dss-4.0.1: [Inspector.2]}
#   reasons:
#     enabled: {en: "ECR scanning is on", ja: "ECRスキャンが有効です"}
#     disabled: {en: "ECR scanning is off", ja: "ECRスキャンが無効です"}
#     member: {en: "ECR scanning is off in a member account", ja: "ECRスキャンが無効なメンバーアカウントがあります"}
#   remediation:
#     en: "Activate ECR scanning in Inspector's settings, in an organization as its Inspector administrator and for all members."
#     ja: "Inspectorの設定でECRスキャンを有効にします。組織ではInspectorの委任管理者アカウントから全メンバーに対して有効にします。"
package controls.inspector.ecr_scanning_is_on

import data.lib.result
import data.lib.steps

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
	not region.id in _on
}

_reads := [
	"input.inspector2.status.ResourceState.Ecr.Status",
	"input.inspector2.members.BatchGetAccountStatus.ResourceState.Ecr.Status",
]

_on contains status.region if {
	some status in input.inspector2.status
	status.ResourceState.Ecr.Status == "ENABLED"
}

_lagging contains member.region if {
	some member in input.inspector2.members
	not member.id in _members
}

_members contains member.id if {
	some member in input.inspector2.members
	member.BatchGetAccountStatus.ResourceState.Ecr.Status == "ENABLED"
}

plan contains steps.step(
	{"id": status.region, "region": status.region},
	[steps.call("inspector2", "Enable", {"resourceTypes": ["ECR"]})],
	[steps.call("inspector2", "Disable", {"resourceTypes": ["ECR"]})],
	[steps.changed("inspector2.status", status.id, "ResourceState.Ecr.Status", "ENABLED")],
) if {
	some status in input.inspector2.status
	not status.region in _on
}

plan contains steps.step(
	{"id": member.region, "region": member.region},
	[steps.call("inspector2", "Enable", {"accountIds": [member.AccountId], "resourceTypes": ["ECR"]})],
	[steps.call("inspector2", "Disable", {"accountIds": [member.AccountId], "resourceTypes": ["ECR"]})],
	[steps.changed("inspector2.members", member.id, "BatchGetAccountStatus.ResourceState.Ecr.Status", "ENABLED")],
) if {
	some member in input.inspector2.members
	not member.id in _members
}
