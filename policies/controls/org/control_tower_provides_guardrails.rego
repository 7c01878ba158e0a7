# METADATA
# title: Config and guardrails are provided by Control Tower
# description: >-
#   The base for Control Tower has no recorder, GuardDuty, Security Hub or guardrail rules of its own: the organization has to bring them.
# related_resources:
#   - https://docs.aws.amazon.com/controltower/latest/userguide/controls.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-ct/lib/stack/blea-gov-base-ct-stack.ts
# custom:
#   id: BLEA.Org.2
#   title_ja: AWS Configと発見的ガードレールがControl Towerから提供されている
#   severity: HIGH
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.2]}
#   reasons:
#     controls: {en: "Control Tower enables {n} controls on the organization's units", ja: "Control Towerが組織単位で {n} 個のコントロールを有効にしています"}
#     rules: {en: "rules or conformance packs of AWS Config are put into all accounts by the organization", ja: "組織がAWS Configのルールまたは適合パックを全アカウントに配布しています"}
#     central: {en: "Security Hub's central configuration puts its rules into the accounts", ja: "Security Hubの中央設定がルールを各アカウントに配布しています"}
#     member: {en: "the account's recorder and rules come from Control Tower", ja: "アカウントのレコーダーとルールはControl Towerから提供されています"}
#     none: {en: "neither Control Tower nor the organization gives its accounts detective controls", ja: "Control Towerからも組織からも発見的コントロールが提供されていません"}
#     opaque: {en: "only Control Tower's catalog tells whether the enabled controls detect anything", ja: "有効なコントロールが発見的かどうかはControl Towerのカタログでのみ確認できます"}
#     elsewhere: {en: "only the account that manages the organization can tell; scan with --org", ja: "組織の管理アカウントだけが判定できます。--org でスキャンします"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Enrol the account in Control Tower and enable the detective controls on its organizational unit.", ja: "アカウントをControl Towerに登録し、所属OUで発見的コントロールを有効にします。"}
#   manual: organization
package controls.org.control_tower_provides_guardrails

import data.lib.organization
import data.lib.result

findings contains result.pass(input.organization, "controls", {"n": count(_controls)}, _reads) if {
	organization.exists
	count(_controls) > 0
}

findings contains result.pass(input.organization, "rules", {}, _reads) if {
	organization.exists
	count(_controls) == 0
	_rules
}

findings contains result.pass(input.organization, "central", {}, _reads) if {
	organization.exists
	count(_controls) == 0
	not _rules
	_central
}

findings contains result.pass(input.organization, "member", {}, _reads) if {
	organization.exists
	count(_controls) == 0
	not _rules
	not _central
	_member
}

findings contains result.fail(input.organization, "none", {}, _reads) if {
	organization.exists
	count(_controls) == 0
	not _rules
	not _central
	not _member
	not _opaque
	organization.managing
}

findings contains result.not_available(input.organization, "opaque", {}, []) if {
	organization.exists
	count(_controls) == 0
	not _rules
	not _central
	not _member
	_opaque
}

findings contains result.not_available(input.organization, "elsewhere", {}, []) if {
	organization.exists
	count(_controls) == 0
	not _rules
	not _central
	not _member
	not _opaque
	not organization.managing
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_reads := ["input.controltower.landing_zones.GetLandingZone.LandingZone.Version", "input.config.organization_rules.OrganizationConfigRuleName", "input.config.organization_packs.OrganizationConformancePackName"]

# Detective controls are rules of Config, of which the elder have speaking names, and Security Hub's, which Control Tower names SH....
_controls contains enabled.ControlIdentifier if {
	some zone in input.controltower.landing_zones
	some enabled in zone.ListEnabledControls.EnabledControls
	enabled.StatusSummary.Status == "SUCCEEDED"
	regex.match(`control/(AWS-GR_(DETECT_|EBS_|EC2_|ENCRYPTED_|IAM_USER_|RDS_|RESTRICTED_|ROOT_|S3_)|SH\.|CONFIG\.)`, enabled.ControlIdentifier)
}

# Whether these prevent or detect only the control catalog says.
_opaque if {
	some zone in input.controltower.landing_zones
	some enabled in zone.ListEnabledControls.EnabledControls
	contains(enabled.ControlIdentifier, ":controlcatalog:")
}

_rules if some _ in input.config.organization_rules

_rules if some _ in input.config.organization_packs

_central if {
	some hub in input.securityhub.organization_configurations
	hub.DescribeOrganizationConfiguration.OrganizationConfiguration.ConfigurationType == "CENTRAL"
	some association in hub.ListConfigurationPolicyAssociations.ConfigurationPolicyAssociationSummaries
	association.AssociationStatus == "SUCCESS"
	association.ConfigurationPolicyId != "SELF_MANAGED_SECURITY_HUB"
}

_member if {
	some recorder in input.config.recorders
	contains(lower(recorder.Name), "aws-controltower")
	some rule in input.config.rules
	contains(rule.ConfigRuleName, "AWS-GR_")
}
