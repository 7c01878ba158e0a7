# METADATA
# title: IAM Access Analyzer external access analyzer should be enabled
# description: >-
#   The analyzer tells which resources somebody outside the account or organization can reach. Each Region needs an active one in
#   this account; analyzers of unused or internal access look for something else.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-28
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-external-access-analyzer-enabled.html
# custom:
#   id: IAM.28
#   title_ja: IAM Access Analyzerの外部アクセスアナライザーを有効にする必要があります
#   severity: HIGH
#   subject: region
#   resource: AWS::AccessAnalyzer::Analyzer
#   standards: {cis-3.0: ["1.20"], cis-5.0: ["1.19"]}
#   reasons:
#     active: {en: "an analyzer of external access is active", ja: "外部アクセスアナライザーが有効です"}
#     inactive: {en: "an analyzer of external access exists, but is not active", ja: "外部アクセスアナライザーはありますが、有効な状態ではありません"}
#     absent: {en: "the Region has no analyzer of external access", ja: "リージョンに外部アクセスアナライザーがありません"}
#   remediation:
#     en: "Create an analyzer of external access in the Region."
#     ja: "リージョンに外部アクセスアナライザーを作成します。"
package controls.iam.external_access_analyzer_is_on

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "active", {}, _reads) if {
	some region in input.regions
	region.id in _active
}

findings contains result.fail(region, "inactive", {}, _reads) if {
	some region in input.regions
	region.id in _external
	not region.id in _active
}

findings contains result.fail(region, "absent", {}, _reads) if {
	some region in input.regions
	not region.id in _external
}

_reads := ["input.accessanalyzer.analyzers.Type", "input.accessanalyzer.analyzers.Status"]

_external contains analyzer.region if {
	some analyzer in input.accessanalyzer.analyzers
	analyzer.Type in {"ACCOUNT", "ORGANIZATION"}
}

_active contains analyzer.region if {
	some analyzer in input.accessanalyzer.analyzers
	analyzer.Type in {"ACCOUNT", "ORGANIZATION"}
	analyzer.Status == "ACTIVE"
}

plan contains steps.step(
	region,
	[steps.call("accessanalyzer", "CreateAnalyzer", {"analyzerName": "external-access", "type": "ACCOUNT"})],
	[steps.call("accessanalyzer", "DeleteAnalyzer", {"analyzerName": "external-access"})],
	[steps.added("accessanalyzer.analyzers", sprintf("%s/external-access", [region.id]), region.id, {"Name": "external-access", "Type": "ACCOUNT", "Status": "ACTIVE"})],
) if {
	some region in input.regions
	not region.id in _external
}
