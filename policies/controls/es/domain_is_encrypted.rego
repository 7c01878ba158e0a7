# METADATA
# title: Elasticsearch domains should be encrypted at rest
# description: >-
#   Encryption keeps indices, logs, swap and snapshots from whoever gets hold of the storage.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/es-controls.html#es-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticsearch-encrypted-at-rest.html
# custom:
#   id: ES.1
#   title_ja: Elasticsearchドメインは保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: es.domains
#   resource: AWS::Elasticsearch::Domain
#   standards: {fsbp: [ES.1], nist-800-53-r5: [ES.1], pci-dss-3.2.1: [ES.1], control-tower: [ES.1]}
#   reasons:
#     encrypted: {en: "the domain is encrypted at rest", ja: "ドメインは保管時に暗号化されています"}
#     plain: {en: "the domain is not encrypted at rest", ja: "ドメインは保管時に暗号化されていません"}
#   remediation: {en: "Turn on encryption at rest; on versions too old for it, move to a new domain. It cannot be turned off again.", ja: "保管時の暗号化を有効にします。対応していない古いバージョンでは新しいドメインに移行します。有効にした後は無効に戻せません。"}
package controls.es.domain_is_encrypted

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

_reads := ["EncryptionAtRestOptions.Enabled"]

_encrypted contains domain.id if {
	some domain in input.es.domains
	domain.EncryptionAtRestOptions.Enabled == true
}

# It stays on for good.
plan contains steps.step(
	domain,
	[steps.call("es", "UpdateElasticsearchDomainConfig", {"DomainName": domain.DomainName, "EncryptionAtRestOptions": {"Enabled": true}})],
	[],
	[steps.changed("es.domains", domain.id, "EncryptionAtRestOptions.Enabled", true)],
) if {
	some domain in input.es.domains
	not domain.id in _encrypted
}
