# METADATA
# title: OpenSearch domains should have at least three dedicated primary nodes
# description: >-
#   Three dedicated nodes can still agree on the state of the cluster when one of them fails.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-11
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-primary-node-fault-tolerance.html
# custom:
#   id: Opensearch.11
#   title_ja: OpenSearchドメインには3つ以上の専用プライマリノードが必要です
#   severity: LOW
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {nist-800-53-r5: [Opensearch.11]}
#   reasons:
#     enough: {en: "the domain has {nodes} dedicated master nodes", ja: "ドメインには{nodes}個の専用マスターノードがあります"}
#     few: {en: "the domain has fewer than three dedicated master nodes", ja: "ドメインの専用マスターノードが3つ未満です"}
#   remediation: {en: "Turn on dedicated master nodes, three of them.", ja: "専用マスターノードを有効にし、ノード数を3に設定します。"}
#   manual: decision
package controls.opensearch.domain_has_three_primary_nodes

import data.lib.result

findings contains result.pass(domain, "enough", {"nodes": domain.ClusterConfig.DedicatedMasterCount}, _reads) if {
	some domain in input.opensearch.domains
	domain.id in _enough
}

findings contains result.fail(domain, "few", {}, _reads) if {
	some domain in input.opensearch.domains
	not domain.id in _enough
}

_reads := ["ClusterConfig.DedicatedMasterEnabled", "ClusterConfig.DedicatedMasterCount"]

_enough contains domain.id if {
	some domain in input.opensearch.domains
	domain.ClusterConfig.DedicatedMasterEnabled == true
	domain.ClusterConfig.DedicatedMasterCount >= 3
}
