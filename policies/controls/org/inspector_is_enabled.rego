# METADATA
# title: Inspector is enabled for the organization by a delegated administrator
# description: >-
#   A delegated administrator that turns Inspector on for every member finds vulnerabilities in accounts that nobody has thought of.
# related_resources:
#   - https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.3
#   title_ja: Inspectorが委任管理者により組織で有効化されている
#   severity: MEDIUM
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.3]}
#   reasons:
#     enabled: {en: "the administrator activates scanning of EC2 and ECR for new members in {regions}", ja: "委任管理者が {regions} で新しいメンバーのEC2とECRのスキャンを有効にしています"}
#     policy: {en: "an Inspector policy of the organization is attached", ja: "組織のInspectorポリシーがアタッチされています"}
#     no_administrator: {en: "the service has no delegated administrator, and the management account does not do it either", ja: "委任管理者が指定されておらず、管理アカウントでも設定されていません"}
#     regions: {en: "the administrator does not activate scanning of EC2 and ECR for new members in {regions}", ja: "委任管理者が {regions} で新しいメンバーのEC2とECRのスキャンを有効にしていません"}
#     elsewhere: {en: "only the account that administers the service for the organization can tell; scan with --org", ja: "組織でこのサービスを管理するアカウントだけが判定できます。--org でスキャンします"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Name a delegated administrator for Inspector and let it activate scanning of EC2 and ECR for new members.", ja: "Inspectorの委任管理者を指定し、新しいメンバーのEC2およびECRスキャンを自動で有効にします。"}
#   otherwise: organization
package controls.org.inspector_is_enabled

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
	organization.attached("INSPECTOR_POLICY")
}

findings contains result.fail(input.organization, "no_administrator", {}, _reads) if {
	organization.exists
	count(_missing) > 0
	not organization.attached("INSPECTOR_POLICY")
	organization.speaks("inspector2.amazonaws.com")
	not "inspector2.amazonaws.com" in organization.delegated
}

findings contains result.fail(input.organization, "regions", {"regions": _missing}, _reads) if {
	organization.exists
	count(_missing) > 0
	not organization.attached("INSPECTOR_POLICY")
	organization.speaks("inspector2.amazonaws.com")
	"inspector2.amazonaws.com" in organization.delegated
}

findings contains result.not_available(input.organization, "elsewhere", {}, []) if {
	organization.exists
	count(_missing) > 0
	not organization.attached("INSPECTOR_POLICY")
	not organization.speaks("inspector2.amazonaws.com")
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_missing contains region.id if {
	some region in input.governed_regions
	not region.id in _enabled
}

_reads := ["input.inspector2.organization_configurations.AutoEnable", "input.organizations.delegated_administrators.Name"]

_enabled contains configuration.region if {
	some configuration in input.inspector2.organization_configurations
	configuration.AutoEnable.Ec2 == true
	configuration.AutoEnable.Ecr == true
}

# Steps are for the account that the evidence of the administrator comes from.
plan contains {
	"subject": input.organization.id,
	"region": configuration.region,
	"calls": [_update(object.union(_wire(configuration.AutoEnable), {"ec2": true, "ecr": true}))],
	"undo": [_update(_wire(configuration.AutoEnable))],
	"effect": [
		steps.changed("inspector2.organization_configurations", configuration.id, "AutoEnable.Ec2", true),
		steps.changed("inspector2.organization_configurations", configuration.id, "AutoEnable.Ecr", true),
	],
	"needs": [],
	"destructive": false,
} if {
	some configuration in input.inspector2.organization_configurations
	configuration.account == input.account.account
	configuration.region in _missing
}

_update(kinds) := steps.call("inspector2", "UpdateOrganizationConfiguration", {"autoEnable": kinds})

# What is not repeated is switched off.
_wire(kinds) := {name: on |
	some field, name in {"Ec2": "ec2", "Ecr": "ecr", "Lambda": "lambda", "LambdaCode": "lambdaCode", "CodeRepository": "codeRepository"}
	on := kinds[field]
}
