# METADATA
# title: Amazon Inspector Lambda standard scanning should be enabled
# description: >-
#   Inspector looks for vulnerable packages that functions and their layers bring along. The administrator of an organization fails
#   as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-standard-scan-enabled.html
# custom:
#   id: Inspector.4
#   title_ja: Amazon InspectorのLambda標準スキャンを有効にする必要があります
#   severity: HIGH
#   subject: region
#   standards: {fsbp: [Inspector.4], pci-dss-4.0.1: [Inspector.4]}
#   reasons:
#     enabled: {en: "Lambda standard scanning is on", ja: "Lambda標準スキャンが有効です"}
#     disabled: {en: "Lambda standard scanning is off", ja: "Lambda標準スキャンが無効です"}
#     member: {en: "Lambda standard scanning is off in a member account", ja: "Lambda標準スキャンが無効なメンバーアカウントがあります"}
#   remediation:
#     en: "Activate Lambda standard scanning in Inspector's settings, in an organization as its Inspector administrator and for all members."
#     ja: "Inspectorの設定でLambda標準スキャンを有効にします。組織ではInspectorの委任管理者アカウントから全メンバーに対して有効にします。"
package controls.inspector.lambda_scanning_is_on

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
	"input.inspector2.status.ResourceState.Lambda.Status",
	"input.inspector2.members.BatchGetAccountStatus.ResourceState.Lambda.Status",
]

_on contains status.region if {
	some status in input.inspector2.status
	status.ResourceState.Lambda.Status == "ENABLED"
}

_lagging contains member.region if {
	some member in input.inspector2.members
	not member.id in _members
}

_members contains member.id if {
	some member in input.inspector2.members
	member.BatchGetAccountStatus.ResourceState.Lambda.Status == "ENABLED"
}

plan contains steps.step(
	{"id": status.region, "region": status.region},
	[steps.call("inspector2", "Enable", {"resourceTypes": ["LAMBDA"]})],
	[steps.call("inspector2", "Disable", {"resourceTypes": ["LAMBDA"]})],
	[steps.changed("inspector2.status", status.id, "ResourceState.Lambda.Status", "ENABLED")],
) if {
	some status in input.inspector2.status
	not status.region in _on
}

plan contains steps.step(
	{"id": member.region, "region": member.region},
	[steps.call("inspector2", "Enable", {"accountIds": [member.AccountId], "resourceTypes": ["LAMBDA"]})],
	[steps.call("inspector2", "Disable", {"accountIds": [member.AccountId], "resourceTypes": ["LAMBDA"]})],
	[steps.changed("inspector2.members", member.id, "BatchGetAccountStatus.ResourceState.Lambda.Status", "ENABLED")],
) if {
	some member in input.inspector2.members
	not member.id in _members
}
