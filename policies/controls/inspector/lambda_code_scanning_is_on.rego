# METADATA
# title: Amazon Inspector Lambda code scanning should be enabled
# description: >-
#   Inspector looks for injection flaws, leaks and weak encryption in the code of functions. The administrator of an organization
#   fails as long as one of its members lacks it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-code-scan-enabled.html
# custom:
#   id: Inspector.3
#   title_ja: Amazon InspectorのLambdaコードスキャンを有効にする必要があります
#   severity: HIGH
#   subject: region
#   standards: {fsbp: [Inspector.3], pci-dss-4.0.1: [Inspector.3]}
#   reasons:
#     enabled: {en: "Lambda code scanning is on", ja: "Lambdaコードスキャンが有効です"}
#     disabled: {en: "Lambda code scanning is off", ja: "Lambdaコードスキャンが無効です"}
#     member: {en: "Lambda code scanning is off in a member account", ja: "Lambdaコードスキャンが無効なメンバーアカウントがあります"}
#   remediation:
#     en: "Activate Lambda code scanning in Inspector's settings, in an organization as its Inspector administrator and for all members."
#     ja: "Inspectorの設定でLambdaコードスキャンを有効にします。組織ではInspectorの委任管理者アカウントから全メンバーに対して有効にします。"
package controls.inspector.lambda_code_scanning_is_on

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
	"input.inspector2.status.ResourceState.LambdaCode.Status",
	"input.inspector2.members.BatchGetAccountStatus.ResourceState.LambdaCode.Status",
]

_on contains status.region if {
	some status in input.inspector2.status
	status.ResourceState.LambdaCode.Status == "ENABLED"
}

_lagging contains member.region if {
	some member in input.inspector2.members
	not member.id in _members
}

_members contains member.id if {
	some member in input.inspector2.members
	member.BatchGetAccountStatus.ResourceState.LambdaCode.Status == "ENABLED"
}

plan contains steps.step(
	{"id": status.region, "region": status.region},
	[steps.call("inspector2", "Enable", {"resourceTypes": ["LAMBDA", "LAMBDA_CODE"]})],
	[steps.call("inspector2", "Disable", {"resourceTypes": ["LAMBDA_CODE"]})],
	[steps.changed("inspector2.status", status.id, "ResourceState.Lambda.Status", "ENABLED"), steps.changed("inspector2.status", status.id, "ResourceState.LambdaCode.Status", "ENABLED")],
) if {
	some status in input.inspector2.status
	not status.region in _on
}

plan contains steps.step(
	{"id": member.region, "region": member.region},
	[steps.call("inspector2", "Enable", {"accountIds": [member.AccountId], "resourceTypes": ["LAMBDA", "LAMBDA_CODE"]})],
	[steps.call("inspector2", "Disable", {"accountIds": [member.AccountId], "resourceTypes": ["LAMBDA_CODE"]})],
	[steps.changed("inspector2.members", member.id, "BatchGetAccountStatus.ResourceState.Lambda.Status", "ENABLED"), steps.changed("inspector2.members", member.id, "BatchGetAccountStatus.ResourceState.LambdaCode.Status", "ENABLED")],
) if {
	some member in input.inspector2.members
	not member.id in _members
}
