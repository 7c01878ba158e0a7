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
#   manual: organization
package controls.org.access_analyzer_covers_organization

import data.lib.organization
import data.lib.result

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
