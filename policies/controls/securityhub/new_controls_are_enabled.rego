# METADATA
# title: New Security Hub controls are enabled automatically
# description: >-
#   Controls that Security Hub adds to an enabled standard stay off otherwise. With central configuration the administrator decides
#   on them; a member does not see how.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/controls-auto-enable.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.SecurityHub.4
#   title_ja: Security Hubの新規コントロールが自動的に有効化される
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: settings
#   construct: Detection
#   standards: {blea: [BLEA.SecurityHub.4]}
#   reasons:
#     automatic: {en: "new controls are enabled automatically", ja: "新しいコントロールは自動的に有効になります"}
#     central: {en: "a configuration policy of the organization decides on controls", ja: "組織の設定ポリシーによりコントロールが管理されています"}
#     foreign: {en: "new controls are not enabled automatically, but the administrator {account}, which was not scanned, may decide on them", ja: "新しいコントロールは自動的に有効になりませんが、スキャンの対象外である管理アカウント {account} が管理している可能性があります"}
#     manual: {en: "new controls have to be enabled by hand", ja: "新しいコントロールは手動で有効にする設定です"}
#     disabled: {en: "Security Hub CSPM is not enabled", ja: "Security Hub CSPMが有効ではありません"}
#   remediation: {en: "Let Security Hub enable new controls of enabled standards automatically.", ja: "有効な標準の新しいコントロールを自動的に有効にするよう、Security Hubを設定します。"}
package controls.securityhub.new_controls_are_enabled

import data.lib.result
import data.lib.security_services

findings contains result.pass(region, "automatic", {}, _reads) if {
	some region in input.governed_regions
	region.id in _automatic
}

findings contains result.pass(region, "central", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _automatic
	region.id in _central
}

findings contains result.fail(region, "manual", {}, _reads) if {
	some region in input.governed_regions
	region.id in security_services.with_hub
	not region.id in _automatic
	not region.id in _central
	not region.id in _member
}

findings contains result.not_applicable(region, "disabled", {}, _reads) if {
	some region in input.governed_regions
	not region.id in security_services.with_hub
}

findings contains result.warn(region, "foreign", {"account": hub.GetAdministratorAccount.Administrator.AccountId}, _reads) if {
	some region in input.governed_regions
	not region.id in _automatic
	some hub in input.securityhub.hubs
	hub.region == region.id
}

_reads := ["input.securityhub.hubs.AutoEnableControls", "input.securityhub.hubs.GetAdministratorAccount.Administrator.AccountId"]

_automatic contains hub.region if {
	some hub in input.securityhub.hubs
	hub.AutoEnableControls == true
}

_member contains hub.region if {
	some hub in input.securityhub.hubs
	hub.GetAdministratorAccount.Administrator.AccountId
}

# Only the administrator of an organization's Security Hub is told of its policies, and has no administrator itself.
_central contains hub.region if {
	some _ in input.organizations.organization
	some hub in input.securityhub.hubs
	not hub.GetAdministratorAccount.Administrator.AccountId
	some association in hub.ListConfigurationPolicyAssociations.ConfigurationPolicyAssociationSummaries
	association.TargetId == hub.account
	association.AssociationStatus == "SUCCESS"
	association.ConfigurationPolicyId != "SELF_MANAGED_SECURITY_HUB"
}

plan contains {
	"subject": hub.region,
	"region": hub.region,
	"calls": [{"service": "securityhub", "operation": "UpdateSecurityHubConfiguration", "params": {"AutoEnableControls": true}}],
	"undo": [{"service": "securityhub", "operation": "UpdateSecurityHubConfiguration", "params": {"AutoEnableControls": false}}],
	"effect": [{"op": "set", "collection": "securityhub.hubs", "id": hub.id, "path": "AutoEnableControls", "value": true}],
	"needs": [],
	"destructive": false,
} if {
	some hub in input.securityhub.hubs
	not hub.region in _automatic
}
