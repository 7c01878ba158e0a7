# METADATA
# title: Trusted Advisor organizational view is enabled
# description: >-
#   The organizational view puts the checks of all accounts into one report.
# related_resources:
#   - https://docs.aws.amazon.com/awssupport/latest/user/organizational-view.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.5
#   title_ja: Trusted Advisorの組織ビューが有効である
#   severity: INFORMATIONAL
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.5]}
#   reasons:
#     enabled: {en: "Trusted Advisor has access to the organization", ja: "Trusted Advisorの組織へのアクセスが有効です"}
#     disabled: {en: "Trusted Advisor has no access to the organization", ja: "Trusted Advisorの組織へのアクセスが有効ではありません"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Enable the organizational view of Trusted Advisor in the management account.", ja: "管理アカウントでTrusted Advisorの組織ビューを有効にします。"}
#   manual: organization
package controls.org.trusted_advisor_view_is_enabled

import data.lib.organization
import data.lib.result

findings contains result.pass(input.organization, "enabled", {}, _reads) if {
	organization.exists
	_trusted
}

findings contains result.fail(input.organization, "disabled", {}, _reads) if {
	organization.exists
	not _trusted
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_reads := ["input.organizations.service_access.ServicePrincipal"]

_trusted if {
	some service in input.organizations.service_access
	service.ServicePrincipal == "reporting.trustedadvisor.amazonaws.com"
}
