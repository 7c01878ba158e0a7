# METADATA
# title: An IAM Access Analyzer with the organization as zone of trust exists
# description: >-
#   An analyzer of the organization shows what is shared with outsiders, and leaves out what is shared among its own accounts.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/DeployToControlTower.md
# custom:
#   id: BLEA.Org.4
#   title_ja: 組織を信頼ゾーンとするIAM Access Analyzerが存在する
#   severity: MEDIUM
#   subject: organization
#   resource: AWS::Organizations::Organization
#   profiles: [control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Org.4]}
#   reasons:
#     enabled: {en: "an analyzer of the organization is active in {regions}", ja: "{regions} で組織のアナライザーが有効です"}
#     regions: {en: "no active analyzer has the organization as its zone of trust in {regions}", ja: "{regions} に組織を信頼ゾーンとする有効なアナライザーがありません"}
#     elsewhere: {en: "only the account that administers the service for the organization can tell; scan with --org", ja: "組織でこのサービスを管理するアカウントだけが判定できます。--org でスキャンします"}
#     no_organization: {en: "the account is in no organization", ja: "アカウントは組織に属していません"}
#   remediation: {en: "Create an analyzer of type ORGANIZATION in each governed Region, in the delegated administrator's account.", ja: "委任管理者アカウントの統制対象の各リージョンで、タイプORGANIZATIONのアナライザーを作成します。"}
#   otherwise: organization
package controls.org.access_analyzer_covers_organization

import data.lib.organization
import data.lib.result
import data.lib.steps

findings contains result.pass(input.organization, "enabled", {"regions": [region.id | some region in input.governed_regions]}, _reads) if {
	organization.exists
	count(_missing) == 0
}

findings contains result.fail(input.organization, "regions", {"regions": _missing}, _reads) if {
	organization.exists
	count(_missing) > 0
	organization.speaks("access-analyzer.amazonaws.com")
}

findings contains result.not_available(input.organization, "elsewhere", {}, []) if {
	organization.exists
	count(_missing) > 0
	not organization.speaks("access-analyzer.amazonaws.com")
}

findings contains result.not_applicable(input.organization, "no_organization", {}, []) if not organization.exists

_missing contains region.id if {
	some region in input.governed_regions
	not region.id in _enabled
}

_reads := ["input.accessanalyzer.organization_analyzers.Status", "input.accessanalyzer.organization_analyzers.Type"]

_enabled contains analyzer.region if {
	some analyzer in input.accessanalyzer.organization_analyzers
	analyzer.Type == "ORGANIZATION"
	analyzer.Status == "ACTIVE"
}

# One organization has one administrator of analyzers; the management account may make one, too.
plan contains {
	"subject": input.organization.id,
	"region": region,
	"calls": [steps.call("accessanalyzer", "CreateAnalyzer", {"analyzerName": _name, "type": "ORGANIZATION"})],
	"undo": [steps.call("accessanalyzer", "DeleteAnalyzer", {"analyzerName": _name})],
	"effect": [
		steps.added("accessanalyzer.organization_analyzers", _arn(region), region, _analyzer(region)),
		steps.added("accessanalyzer.analyzers", _arn(region), region, _analyzer(region)),
	],
	"needs": [],
	"destructive": false,
} if {
	_administers
	some region in _missing
}

_administers if {
	some organization in input.organizations.organization
	organization.MasterAccountId == input.account.account
}

_administers if {
	some administrator in input.organizations.delegated_administrators
	administrator.id == input.account.account
	some service in administrator.ListDelegatedServicesForAccount.DelegatedServices
	service.ServicePrincipal == "access-analyzer.amazonaws.com"
}

_name := "organization"

_arn(region) := sprintf("arn:%s:access-analyzer:%s:%s:analyzer/%s", [input.account.partition, region, input.account.account, _name])

_analyzer(region) := {"arn": _arn(region), "type": "AWS::AccessAnalyzer::Analyzer", "Arn": _arn(region), "Name": _name, "Type": "ORGANIZATION", "Status": "ACTIVE"}
