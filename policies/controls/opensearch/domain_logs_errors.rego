# METADATA
# title: OpenSearch domains should send error logs to CloudWatch Logs
# description: >-
#   Error logs tell of failed requests, bad scripts and snapshots, and of what the domain was up to when it broke.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-logs-to-cloudwatch.html
# custom:
#   id: Opensearch.4
#   title_ja: OpenSearchドメインではエラーログをCloudWatch Logsに送信する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {fsbp: [Opensearch.4], nist-800-53-r5: [Opensearch.4], control-tower: [Opensearch.4]}
#   reasons:
#     logged: {en: "error logs go to CloudWatch Logs", ja: "エラーログはCloudWatch Logsに送信されています"}
#     unlogged: {en: "error logs do not go to CloudWatch Logs", ja: "エラーログがCloudWatch Logsに送信されていません"}
#   remediation: {en: "Let the service write to a log group in a resource policy of CloudWatch Logs, then publish the error logs of the domain there.", ja: "CloudWatch Logsのリソースポリシーでサービスにロググループへの書き込みを許可し、ドメインのエラーログをそのロググループに発行します。"}
package controls.opensearch.domain_logs_errors

import data.lib.result
import data.lib.search_logs

findings contains result.pass(domain, "logged", {}, _reads) if {
	some domain in input.opensearch.domains
	domain.id in _logged
}

findings contains result.fail(domain, "unlogged", {}, _reads) if {
	some domain in input.opensearch.domains
	not domain.id in _logged
}

_reads := ["LogPublishingOptions"]

_logged contains domain.id if {
	some domain in input.opensearch.domains
	domain.LogPublishingOptions.ES_APPLICATION_LOGS.Enabled == true
}

plan contains search_logs.publishing(domain, "opensearch.domains", ["opensearch", "UpdateDomainConfig"], "ES_APPLICATION_LOGS", "errors") if {
	some domain in input.opensearch.domains
	not domain.id in _logged
}
