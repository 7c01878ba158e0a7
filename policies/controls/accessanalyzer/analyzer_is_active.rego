# METADATA
# title: IAM Access Analyzer is enabled
# description: >-
#   An analyzer tells which resources somebody outside the account or organization can reach. It works in each Region by itself. An
#   analyzer of the organization lives in another account, where members do not see it; analyzers of unused access look for
#   something else.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html
# custom:
#   id: SA.AccessAnalyzer.1
#   title_ja: IAM Access Analyzerが有効である
#   severity: MEDIUM
#   subject: region
#   measure: settings
#   standards: {secure-account: [SA.AccessAnalyzer.1]}
#   reasons:
#     account: {en: "an analyzer of the account is active", ja: "アカウントのアナライザーが有効です"}
#     organization: {en: "an analyzer of the organization is active", ja: "組織のアナライザーが有効です"}
#     foreign: {en: "no analyzer of the account is active, but another account of the organization {account}, which was not scanned, may have one for all", ja: "アカウントに有効なアナライザーはありませんが、スキャンの対象外である組織 {account} の別アカウントに、組織全体のアナライザーがある可能性があります"}
#     absent: {en: "no analyzer of external access is active", ja: "外部アクセスの有効なアナライザーがありません"}
#   remediation: {en: "Create an analyzer of external access in the Region.", ja: "リージョンに外部アクセスのアナライザーを作成します。"}
package controls.accessanalyzer.analyzer_is_active

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "account", {}, _reads) if {
	some region in input.regions
	region.id in _account
}

findings contains result.pass(region, "organization", {}, _reads) if {
	some region in input.regions
	not region.id in _account
	region.id in _organization
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.regions
	not region.id in _account
	not region.id in _organization
	not _member
}

findings contains result.warn(region, "foreign", {"account": organization.Id}, _reads) if {
	some region in input.regions
	not region.id in _account
	not region.id in _organization
	some organization in input.organizations.organization
}

_reads := ["input.accessanalyzer.analyzers.Type", "input.accessanalyzer.analyzers.Status"]

_account contains analyzer.region if {
	some analyzer in input.accessanalyzer.analyzers
	analyzer.Type == "ACCOUNT"
	analyzer.Status == "ACTIVE"
}

_organization contains analyzer.region if {
	some analyzer in input.accessanalyzer.analyzers
	analyzer.Type == "ORGANIZATION"
	analyzer.Status == "ACTIVE"
}

_member if {
	some organization in input.organizations.organization
	organization.Id
}

plan contains steps.step(
	region,
	[steps.call("accessanalyzer", "CreateAnalyzer", {"analyzerName": "external-access", "type": "ACCOUNT"})],
	[steps.call("accessanalyzer", "DeleteAnalyzer", {"analyzerName": "external-access"})],
	[steps.added("accessanalyzer.analyzers", sprintf("%s/external-access", [region.id]), region.id, {"Name": "external-access", "Type": "ACCOUNT", "Status": "ACTIVE"})],
) if {
	some region in input.regions
	not region.id in _account
	not region.id in _organization
}
