# METADATA
# title: Elasticsearch domains should have at least three dedicated master nodes
# description: >-
#   Three dedicated nodes can still agree on the state of the cluster when one of them fails.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/es-controls.html#es-7
# custom:
#   id: ES.7
#   title_ja: Elasticsearchドメインには3つ以上の専用マスターノードが必要です
#   severity: MEDIUM
#   subject: resource
#   collection: es.domains
#   resource: AWS::Elasticsearch::Domain
#   standards: {fsbp: [ES.7], nist-800-53-r5: [ES.7], control-tower: [ES.7]}
#   reasons:
#     enough: {en: "the domain has {nodes} dedicated master nodes", ja: "ドメインには{nodes}個の専用マスターノードがあります"}
#     few: {en: "the domain has fewer than three dedicated master nodes", ja: "ドメインの専用マスターノードが3つ未満です"}
#   remediation: {en: "Turn on dedicated master nodes, three of them.", ja: "専用マスターノードを有効にし、ノード数を3に設定します。"}
#   manual: decision
package controls.es.domain_has_three_primary_nodes

import data.lib.result

findings contains result.pass(domain, "enough", {"nodes": domain.ElasticsearchClusterConfig.DedicatedMasterCount}, _reads) if {
	some domain in input.es.domains
	domain.id in _enough
}

findings contains result.fail(domain, "few", {}, _reads) if {
	some domain in input.es.domains
	not domain.id in _enough
}

_reads := ["ElasticsearchClusterConfig.DedicatedMasterEnabled", "ElasticsearchClusterConfig.DedicatedMasterCount"]

_enough contains domain.id if {
	some domain in input.es.domains
	domain.ElasticsearchClusterConfig.DedicatedMasterEnabled == true
	domain.ElasticsearchClusterConfig.DedicatedMasterCount >= 3
}
