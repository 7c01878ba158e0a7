# METADATA
# title: OpenSearch domains should have the latest software update installed
# description: >-
#   Service software updates bring the fixes of security holes. An update that is scheduled or under way is not installed yet.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-10
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-update-check.html
# custom:
#   id: Opensearch.10
#   title_ja: OpenSearchドメインには最新のソフトウェアアップデートを適用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {fsbp: [Opensearch.10], nist-800-53-r5: [Opensearch.10], pci-dss-4.0.1: [Opensearch.10]}
#   reasons:
#     current: {en: "no software update is available", ja: "利用可能なソフトウェアアップデートはありません"}
#     behind: {en: "a software update is available, or it is not told whether there is one", ja: "ソフトウェアアップデートが利用可能か、有無が不明です"}
#   remediation: {en: "Install the service software update, best in the off-peak window.", ja: "サービスソフトウェアアップデートを適用します。オフピーク時間帯での適用を推奨します。"}
package controls.opensearch.domain_software_is_current

import data.lib.result
import data.lib.steps

findings contains result.pass(domain, "current", {}, _reads) if {
	some domain in input.opensearch.domains
	domain.id in _current
}

findings contains result.fail(domain, "behind", {}, _reads) if {
	some domain in input.opensearch.domains
	not domain.id in _current
}

_reads := ["ServiceSoftwareOptions.UpdateAvailable"]

_current contains domain.id if {
	some domain in input.opensearch.domains
	domain.ServiceSoftwareOptions.UpdateAvailable == false
}

# What has been installed stays.
plan contains steps.step(
	domain,
	[steps.call("opensearch", "StartServiceSoftwareUpdate", {"DomainName": domain.DomainName, "ScheduleAt": "OFF_PEAK_WINDOW"})],
	[],
	[steps.changed("opensearch.domains", domain.id, "ServiceSoftwareOptions.UpdateAvailable", false)],
) if {
	some domain in input.opensearch.domains
	domain.ServiceSoftwareOptions.UpdateAvailable == true
}
