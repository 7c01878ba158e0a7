# METADATA
# title: GuardDuty is auto-enabled for organization members by a delegated administrator
# description: >-
#   A delegated administrator that turns GuardDuty on for every member covers new accounts from the first day.
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.GuardDuty.2
#   title_ja: GuardDutyが委任管理者により組織の全アカウントで自動有効化される
#   severity: HIGH
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: behaviour
#   standards: {blea: [BLEA.GuardDuty.2]}
#   reasons:
#     enabled: {en: "the administrator enables GuardDuty for members in {regions}", ja: "委任管理者が {regions} でメンバーのGuardDutyを自動有効化しています"}
#     policy: {en: "a GuardDuty policy of the organization is attached", ja: "組織のGuardDutyポリシーがアタッチされています"}
#     no_administrator: {en: "the service has no delegated administrator, and the management account does not do it either", ja: "委任管理者が指定されておらず、管理アカウントでも設定されていません"}
#     regions: {en: "the administrator does not enable GuardDuty for members in {regions}", ja: "委任管理者が {regions} でメンバーのGuardDutyを自動有効化していません"}
#     elsewhere: {en: "only the account that administers the service for the organization can tell; scan with --org", ja: "組織でこのサービスを管理するアカウントだけが判定できます。--org でスキャンします"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Name a delegated administrator for GuardDuty and let it enable GuardDuty for all members in every Region.", ja: "GuardDutyの委任管理者を指定し、各リージョンで全メンバーアカウントの自動有効化を設定します。"}
#   otherwise: organization
package controls.guardduty.members_are_enabled

import data.lib.organization
import data.lib.result
import data.lib.steps

findings contains result.pass(input.organization, "enabled", {"regions": [region.id | some region in input.governed_regions]}, _reads) if {
	organization.exists
	count(_missing) == 0
}

findings contains result.pass(input.organization, "policy", {}, _reads) if {
	organization.exists
	count(_missing) > 0
	organization.attached("GUARDDUTY_POLICY")
}

findings contains result.fail(input.organization, "no_administrator", {}, _reads) if {
	organization.exists
	count(_missing) > 0
	not organization.attached("GUARDDUTY_POLICY")
	organization.speaks("guardduty.amazonaws.com")
	not "guardduty.amazonaws.com" in organization.delegated
}

findings contains result.fail(input.organization, "regions", {"regions": _missing}, _reads) if {
	organization.exists
	count(_missing) > 0
	not organization.attached("GUARDDUTY_POLICY")
	organization.speaks("guardduty.amazonaws.com")
	"guardduty.amazonaws.com" in organization.delegated
}

findings contains result.not_available(input.organization, "elsewhere", {}, []) if {
	organization.exists
	count(_missing) > 0
	not organization.attached("GUARDDUTY_POLICY")
	not organization.speaks("guardduty.amazonaws.com")
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_missing contains region.id if {
	some region in input.governed_regions
	not region.id in _enabled
}

_reads := ["input.guardduty.organization_configurations.DescribeOrganizationConfiguration.AutoEnableOrganizationMembers", "input.organizations.delegated_administrators.Name"]

_enabled contains detector.region if {
	some detector in input.guardduty.organization_configurations
	detector.DescribeOrganizationConfiguration.AutoEnableOrganizationMembers in {"ALL", "NEW"}
}

# Steps are for the account that the evidence of the administrator comes from.
plan contains {
	"subject": input.organization.id,
	"region": detector.region,
	"calls": [steps.call("guardduty", "UpdateOrganizationConfiguration", {"DetectorId": detector.id, "AutoEnableOrganizationMembers": "ALL"})],
	"undo": [steps.call("guardduty", "UpdateOrganizationConfiguration", {"DetectorId": detector.id, "AutoEnableOrganizationMembers": detector.DescribeOrganizationConfiguration.AutoEnableOrganizationMembers})],
	"effect": [steps.changed("guardduty.organization_configurations", detector.id, "DescribeOrganizationConfiguration.AutoEnableOrganizationMembers", "ALL")],
	"needs": [],
	"destructive": false,
} if {
	some detector in input.guardduty.organization_configurations
	detector.account == input.account.account
	detector.region in _missing
}
