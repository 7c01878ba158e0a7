# METADATA
# title: OpenSearch domains should send audit logs to CloudWatch Logs
# description: >-
#   Audit logs tell who signed in, who failed to, and which indices were asked. They take fine-grained access control, and have to be
#   switched on inside the domain too, which no API of AWS shows.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-audit-logging-enabled.html
# custom:
#   id: Opensearch.5
#   title_ja: OpenSearchドメインでは監査ログをCloudWatch Logsに送信する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {fsbp: [Opensearch.5], nist-800-53-r5: [Opensearch.5], pci-dss-4.0.1: [Opensearch.5], control-tower: [Opensearch.5]}
#   reasons:
#     logged: {en: "audit logs go to CloudWatch Logs", ja: "監査ログはCloudWatch Logsに送信されています"}
#     unlogged: {en: "audit logs do not go to CloudWatch Logs", ja: "監査ログがCloudWatch Logsに送信されていません"}
#   remediation: {en: "Let the service write to a log group in a resource policy of CloudWatch Logs, then publish the audit logs of the domain there.", ja: "CloudWatch Logsのリソースポリシーでサービスにロググループへの書き込みを許可し、ドメインの監査ログをそのロググループに発行します。"}
#   otherwise: application
package controls.opensearch.domain_logs_audits

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
	domain.LogPublishingOptions.AUDIT_LOGS.Enabled == true
}

# Without fine-grained access control a domain has no audits to log.
plan contains search_logs.publishing(domain, "opensearch.domains", ["opensearch", "UpdateDomainConfig"], "AUDIT_LOGS", "audits") if {
	some domain in input.opensearch.domains
	not domain.id in _logged
	domain.AdvancedSecurityOptions.Enabled == true
}
