# METADATA
# title: Macie automated sensitive data discovery should be enabled
# description: >-
#   Macie samples the buckets' objects every day and tells where personal data and secrets lie. The Macie administrator decides for
#   its members, so a member is not judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/macie-controls.html#macie-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/macie-auto-sensitive-data-discovery-check.html
# custom:
#   id: Macie.2
#   title_ja: Macieの機密データ自動検出を有効にする必要があります
#   severity: HIGH
#   subject: region
#   standards: {fsbp: [Macie.2], nist-800-53-r5: [Macie.2]}
#   reasons:
#     enabled: {en: "automated sensitive data discovery is on", ja: "機密データ自動検出が有効です"}
#     disabled: {en: "automated sensitive data discovery is off", ja: "機密データ自動検出が無効です"}
#     no_macie: {en: "Macie is not on in the Region", ja: "リージョンでMacieが有効ではありません"}
#     member: {en: "the Macie administrator of account {account} decides", ja: "管理者アカウント {account} のMacieで設定されます"}
#   remediation:
#     en: "Enable Macie in the Region, and automated sensitive data discovery in its settings, in an organization as the Macie administrator."
#     ja: "リージョンでMacieを有効にし、設定で機密データ自動検出を有効にします。組織ではMacieの管理者アカウントで設定します。"
package controls.macie.sensitive_data_discovery_is_on

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "enabled", {}, _reads) if {
	some region in input.regions
	region.id in _enabled
	not _administrators[region.id]
}

findings contains result.fail(region, "disabled", {}, _reads) if {
	some region in input.regions
	region.id in _with_macie
	not region.id in _enabled
	not _administrators[region.id]
}

findings contains result.fail(region, "no_macie", {}, _reads) if {
	some region in input.regions
	not region.id in _with_macie
	not _administrators[region.id]
}

findings contains result.not_applicable(region, "member", {"account": account}, _reads) if {
	some region in input.regions
	some account in _administrators[region.id]
}

_reads := [
	"input.macie2.sessions.Status",
	"input.macie2.sessions.GetAutomatedDiscoveryConfiguration.Status",
	"input.macie2.sessions.GetAdministratorAccount.Administrator.AccountId",
]

_with_macie contains session.region if {
	some session in input.macie2.sessions
	session.Status == "ENABLED"
}

_enabled contains session.region if {
	some session in input.macie2.sessions
	session.Status == "ENABLED"
	session.GetAutomatedDiscoveryConfiguration.Status == "ENABLED"
}

_administrators[session.region] contains session.GetAdministratorAccount.Administrator.AccountId if {
	some session in input.macie2.sessions
	session.GetAdministratorAccount.Administrator.RelationshipStatus == "Enabled"
}

plan contains steps.step(
	{"id": session.region, "region": session.region},
	[steps.call("macie2", "UpdateAutomatedDiscoveryConfiguration", {"status": "ENABLED"})],
	[steps.call("macie2", "UpdateAutomatedDiscoveryConfiguration", {"status": "DISABLED"})],
	[steps.changed("macie2.sessions", session.id, "GetAutomatedDiscoveryConfiguration.Status", "ENABLED")],
) if {
	some session in input.macie2.sessions
	session.region in _with_macie
	not session.region in _enabled
	not _administrators[session.region]
}
