# METADATA
# title: OpenSearch domains should have at least three data nodes, in several zones
# description: >-
#   With fewer nodes, or all in one Availability Zone, one failure takes the data away.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-data-node-fault-tolerance.html
# custom:
#   id: Opensearch.6
#   title_ja: OpenSearchドメインには複数のゾーンに3つ以上のデータノードが必要です
#   severity: MEDIUM
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {fsbp: [Opensearch.6], nist-800-53-r5: [Opensearch.6], control-tower: [Opensearch.6]}
#   reasons:
#     spread: {en: "the domain has {nodes} data nodes in several zones", ja: "ドメインには複数のゾーンに{nodes}個のデータノードがあります"}
#     few: {en: "the domain has fewer than three data nodes, or all in one zone", ja: "ドメインのデータノードが3つ未満か、1つのゾーンにのみ配置されています"}
#   remediation:
#     en: "Call opensearch:UpdateDomainConfig with an InstanceCount of three or more and ZoneAwarenessEnabled; a domain in a VPC needs a subnet in each of the zones. The nodes are paid for, and the change copies the data to new ones."
#     ja: "opensearch:UpdateDomainConfigで、InstanceCountを3以上、ZoneAwarenessEnabledをtrueに設定します。VPC内のドメインには、各ゾーンのサブネットが必要です。ノードの追加料金が発生し、変更時にデータは新しいノードへコピーされます。"
#   manual: decision
package controls.opensearch.domain_has_three_data_nodes

import data.lib.result

findings contains result.pass(domain, "spread", {"nodes": domain.ClusterConfig.InstanceCount}, _reads) if {
	some domain in input.opensearch.domains
	domain.id in _spread
}

findings contains result.fail(domain, "few", {}, _reads) if {
	some domain in input.opensearch.domains
	not domain.id in _spread
}

_reads := ["ClusterConfig.InstanceCount", "ClusterConfig.ZoneAwarenessEnabled"]

_spread contains domain.id if {
	some domain in input.opensearch.domains
	domain.ClusterConfig.InstanceCount >= 3
	domain.ClusterConfig.ZoneAwarenessEnabled == true
}
