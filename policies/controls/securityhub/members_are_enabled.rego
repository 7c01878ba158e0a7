# METADATA
# title: Security Hub is auto-enabled for organization members by a delegated administrator
# description: >-
#   A delegated administrator that turns Security Hub on for every member, or configures all of them centrally, covers new accounts
#   from the first day.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.SecurityHub.6
#   title_ja: Security Hubが委任管理者により組織の全アカウントで自動有効化される
#   severity: HIGH
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: settings
#   standards: {blea: [BLEA.SecurityHub.6]}
#   reasons:
#     enabled: {en: "the administrator enables Security Hub for members in {regions}, automatically or by central configuration", ja: "委任管理者が {regions} でメンバーのSecurity Hubを自動有効化または中央設定しています"}
#     no_administrator: {en: "the service has no delegated administrator, and the management account does not do it either", ja: "委任管理者が指定されておらず、管理アカウントでも設定されていません"}
#     regions: {en: "the administrator neither enables Security Hub for members nor configures them centrally in {regions}", ja: "委任管理者が {regions} でメンバーの自動有効化も中央設定も行っていません"}
#     elsewhere: {en: "only the account that administers the service for the organization can tell; scan with --org", ja: "組織でこのサービスを管理するアカウントだけが判定できます。--org でスキャンします"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Name a delegated administrator for Security Hub, and let it enable members automatically or configure them centrally.", ja: "Security Hubの委任管理者を指定し、メンバーアカウントの自動有効化または中央設定を行います。"}
#   otherwise: organization
package controls.securityhub.members_are_enabled

import data.lib.organization
import data.lib.result
import data.lib.steps

findings contains result.pass(input.organization, "enabled", {"regions": [region.id | some region in input.governed_regions]}, _reads) if {
	organization.exists
	count(_missing) == 0
}

findings contains result.fail(input.organization, "no_administrator", {}, _reads) if {
	organization.exists
	count(_missing) > 0
	organization.speaks("securityhub.amazonaws.com")
	not "securityhub.amazonaws.com" in organization.delegated
}

findings contains result.fail(input.organization, "regions", {"regions": _missing}, _reads) if {
	organization.exists
	count(_missing) > 0
	organization.speaks("securityhub.amazonaws.com")
	"securityhub.amazonaws.com" in organization.delegated
}

findings contains result.not_available(input.organization, "elsewhere", {}, []) if {
	organization.exists
	count(_missing) > 0
	not organization.speaks("securityhub.amazonaws.com")
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_missing contains region.id if {
	some region in input.governed_regions
	not region.id in _enabled
}

_reads := [
	"input.securityhub.organization_configurations.DescribeOrganizationConfiguration.AutoEnable",
	"input.securityhub.organization_configurations.DescribeOrganizationConfiguration.OrganizationConfiguration.ConfigurationType",
	"input.organizations.delegated_administrators.Name",
]

_enabled contains hub.region if {
	some hub in input.securityhub.organization_configurations
	hub.DescribeOrganizationConfiguration.AutoEnable == true
}

# Under central configuration AutoEnable is off, and the policies of the home Region hold in all linked ones.
_enabled contains hub.region if {
	some hub in input.securityhub.organization_configurations
	hub.DescribeOrganizationConfiguration.OrganizationConfiguration.ConfigurationType == "CENTRAL"
	_configured
}

_configured if {
	some hub in input.securityhub.organization_configurations
	some association in hub.ListConfigurationPolicyAssociations.ConfigurationPolicyAssociationSummaries
	association.TargetType in {"ROOT", "ORGANIZATIONAL_UNIT"}
	association.AssociationStatus == "SUCCESS"
	association.ConfigurationPolicyId != "SELF_MANAGED_SECURITY_HUB"
}

# Steps are for the account that the evidence of the administrator comes from.
plan contains {
	"subject": input.organization.id,
	"region": hub.region,
	"calls": [steps.call("securityhub", "UpdateOrganizationConfiguration", {"AutoEnable": true})],
	"undo": [steps.call("securityhub", "UpdateOrganizationConfiguration", {"AutoEnable": false})],
	"effect": [steps.changed("securityhub.organization_configurations", hub.id, "DescribeOrganizationConfiguration.AutoEnable", true)],
	"needs": [],
	"destructive": false,
} if {
	some hub in input.securityhub.organization_configurations
	hub.account == input.account.account
	hub.region in _missing
	hub.DescribeOrganizationConfiguration.AutoEnable == false
	not hub.DescribeOrganizationConfiguration.OrganizationConfiguration.ConfigurationType == "CENTRAL"
}
