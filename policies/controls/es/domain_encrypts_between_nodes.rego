# METADATA
# title: Elasticsearch domains should encrypt what nodes send each other
# description: >-
#   Without TLS between nodes whoever taps the network of the domain reads its documents.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/es-controls.html#es-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticsearch-node-to-node-encryption-check.html
# custom:
#   id: ES.3
#   title_ja: Elasticsearchドメインではノード間の通信を暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: es.domains
#   resource: AWS::Elasticsearch::Domain
#   standards: {fsbp: [ES.3], nist-800-53-r5: [ES.3], pci-dss-4.0.1: [ES.3], control-tower: [ES.3]}
#   reasons:
#     encrypted: {en: "nodes encrypt what they send each other", ja: "ノード間の通信は暗号化されています"}
#     plain: {en: "nodes do not encrypt what they send each other", ja: "ノード間の通信が暗号化されていません"}
#   remediation: {en: "Turn on node-to-node encryption; on versions too old for it, move to a new domain. It cannot be turned off again.", ja: "ノード間の暗号化を有効にします。対応していない古いバージョンでは新しいドメインに移行します。有効にした後は無効に戻せません。"}
package controls.es.domain_encrypts_between_nodes

import data.lib.result
import data.lib.steps

findings contains result.pass(domain, "encrypted", {}, _reads) if {
	some domain in input.es.domains
	domain.id in _encrypted
}

findings contains result.fail(domain, "plain", {}, _reads) if {
	some domain in input.es.domains
	not domain.id in _encrypted
}

_reads := ["NodeToNodeEncryptionOptions.Enabled"]

_encrypted contains domain.id if {
	some domain in input.es.domains
	domain.NodeToNodeEncryptionOptions.Enabled == true
}

# It stays on for good.
plan contains steps.step(
	domain,
	[steps.call("es", "UpdateElasticsearchDomainConfig", {"DomainName": domain.DomainName, "NodeToNodeEncryptionOptions": {"Enabled": true}})],
	[],
	[steps.changed("es.domains", domain.id, "NodeToNodeEncryptionOptions.Enabled", true)],
) if {
	some domain in input.es.domains
	not domain.id in _encrypted
}
