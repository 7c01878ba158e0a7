# METADATA
# title: Amazon Inspector EC2 scanning should be enabled
# description: >-
#   Inspector looks for vulnerable packages and reachable ports of instances, again whenever a new vulnerability becomes known. The
#   administrator of an organization fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/inspector-ec2-scan-enabled.html
# custom:
#   id: Inspector.1
#   title_ja: Amazon InspectorのEC2スキャンを有効にする必要があります
#   severity: HIGH
#   subject: region
#   standards: {fsbp: [Inspector.1], pci-dss-4.0.1: [Inspector.1]}
#   reasons:
#     enabled: {en: "EC2 scanning is on", ja: "EC2スキャンが有効です"}
#     disabled: {en: "EC2 scanning is off", ja: "EC2スキャンが無効です"}
#     member: {en: "EC2 scanning is off in a member account", ja: "EC2スキャンが無効なメンバーアカウントがあります"}
#   remediation:
#     en: "Activate EC2 scanning in Inspector's settings, in an organization as its Inspector administrator and for all members."
#     ja: "Inspectorの設定でEC2スキャンを有効にします。組織ではInspectorの委任管理者アカウントから全メンバーに対して有効にします。"
package controls.inspector.ec2_scanning_is_on

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
	"input.inspector2.status.ResourceState.Ec2.Status",
	"input.inspector2.members.BatchGetAccountStatus.ResourceState.Ec2.Status",
]

_on contains status.region if {
	some status in input.inspector2.status
	status.ResourceState.Ec2.Status == "ENABLED"
}

_lagging contains member.region if {
	some member in input.inspector2.members
	not member.id in _members
}

_members contains member.id if {
	some member in input.inspector2.members
	member.BatchGetAccountStatus.ResourceState.Ec2.Status == "ENABLED"
}

plan contains steps.step(
	{"id": status.region, "region": status.region},
	[steps.call("inspector2", "Enable", {"resourceTypes": ["EC2"]})],
	[steps.call("inspector2", "Disable", {"resourceTypes": ["EC2"]})],
	[steps.changed("inspector2.status", status.id, "ResourceState.Ec2.Status", "ENABLED")],
) if {
	some status in input.inspector2.status
	not status.region in _on
}

plan contains steps.step(
	{"id": member.region, "region": member.region},
	[steps.call("inspector2", "Enable", {"accountIds": [member.AccountId], "resourceTypes": ["EC2"]})],
	[steps.call("inspector2", "Disable", {"accountIds": [member.AccountId], "resourceTypes": ["EC2"]})],
	[steps.changed("inspector2.members", member.id, "BatchGetAccountStatus.ResourceState.Ec2.Status", "ENABLED")],
) if {
	some member in input.inspector2.members
	not member.id in _members
}
