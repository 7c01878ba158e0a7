# METADATA
# title: Amazon Macie should be enabled
# description: >-
#   Macie tells which buckets are open or unencrypted and what sensitive data lie in them. It works in each Region by itself; a
#   paused one looks at nothing.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/macie-controls.html#macie-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/macie-status-check.html
# custom:
#   id: Macie.1
#   title_ja: Amazon Macieを有効にする必要があります
#   severity: MEDIUM
#   subject: region
#   standards: {fsbp: [Macie.1], nist-800-53-r5: [Macie.1]}
#   reasons:
#     enabled: {en: "Macie is on", ja: "Macieが有効です"}
#     paused: {en: "Macie is paused", ja: "Macieが一時停止されています"}
#     disabled: {en: "Macie is off", ja: "Macieが無効です"}
#   remediation:
#     en: "Enable Macie in the Region."
#     ja: "リージョンでMacieを有効にします。"
package controls.macie.macie_is_on

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "enabled", {}, _reads) if {
	some region in input.regions
	region.id in _on
}

findings contains result.fail(region, "paused", {}, _reads) if {
	some region in input.regions
	region.id in _there
	not region.id in _on
}

findings contains result.fail(region, "disabled", {}, _reads) if {
	some region in input.regions
	not region.id in _there
}

_reads := ["input.macie2.sessions.Status"]

_there contains session.region if some session in input.macie2.sessions

_on contains session.region if {
	some session in input.macie2.sessions
	session.Status == "ENABLED"
}

plan contains steps.step(
	region,
	[steps.call("macie2", "EnableMacie", {"status": "ENABLED"})],
	[steps.call("macie2", "DisableMacie", {})],
	[steps.added("macie2.sessions", region.id, region.id, {"Status": "ENABLED"})],
) if {
	some region in input.regions
	not region.id in _there
}

plan contains steps.step(
	{"id": session.region, "region": session.region},
	[steps.call("macie2", "UpdateMacieSession", {"status": "ENABLED"})],
	[steps.call("macie2", "UpdateMacieSession", {"status": "PAUSED"})],
	[steps.changed("macie2.sessions", session.id, "Status", "ENABLED")],
) if {
	some session in input.macie2.sessions
	not session.region in _on
}
