# METADATA
# title: Elasticsearch domains should have at least three data nodes, in several zones
# description: >-
#   With fewer nodes, or all in one Availability Zone, one failure takes the data away.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/es-controls.html#es-6
# custom:
#   id: ES.6
#   title_ja: Elasticsearchドメインには複数のゾーンに3つ以上のデータノードが必要です
#   severity: MEDIUM
#   subject: resource
#   collection: es.domains
#   resource: AWS::Elasticsearch::Domain
#   standards: {fsbp: [ES.6], nist-800-53-r5: [ES.6], control-tower: [ES.6]}
#   reasons:
#     spread: {en: "the domain has {nodes} data nodes in several zones", ja: "ドメインには複数のゾーンに{nodes}個のデータノードがあります"}
#     few: {en: "the domain has fewer than three data nodes, or all in one zone", ja: "ドメインのデータノードが3つ未満か、1つのゾーンにのみ配置されています"}
#   remediation:
#     en: "Call es:UpdateElasticsearchDomainConfig with an InstanceCount of three or more and ZoneAwarenessEnabled; a domain in a VPC needs a subnet in each of the zones. The nodes are paid for, and the change copies the data to new ones."
#     ja: "es:UpdateElasticsearchDomainConfigで、InstanceCountを3以上、ZoneAwarenessEnabledをtrueに設定します。VPC内のドメインには、各ゾーンのサブネットが必要です。ノードの追加料金が発生し、変更時にデータは新しいノードへコピーされます。"
#   manual: decision
package controls.es.domain_has_three_data_nodes

import data.lib.result

findings contains result.pass(domain, "spread", {"nodes": domain.ElasticsearchClusterConfig.InstanceCount}, _reads) if {
	some domain in input.es.domains
	domain.id in _spread
}

findings contains result.fail(domain, "few", {}, _reads) if {
	some domain in input.es.domains
	not domain.id in _spread
}

_reads := ["ElasticsearchClusterConfig.InstanceCount", "ElasticsearchClusterConfig.ZoneAwarenessEnabled"]

_spread contains domain.id if {
	some domain in input.es.domains
	domain.ElasticsearchClusterConfig.InstanceCount >= 3
	domain.ElasticsearchClusterConfig.ZoneAwarenessEnabled == true
}
