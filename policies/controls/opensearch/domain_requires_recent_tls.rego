# METADATA
# title: Connections to OpenSearch domains should be encrypted with a recent TLS policy
# description: >-
#   A domain has to ask for HTTPS, and for TLS 1.2 with perfect forward secrecy: the policy of October 2023 or the newer one that follows
#   RFC 9151.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-8
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-https-required.html
#   - https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html
# custom:
#   id: Opensearch.8
#   title_ja: OpenSearchドメインへの接続は最新のTLSセキュリティポリシーで暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {fsbp: [Opensearch.8], nist-800-53-r5: [Opensearch.8], control-tower: [Opensearch.8]}
#   reasons:
#     recent: {en: "HTTPS is required, under the policy {policy}", ja: "HTTPSが必須で、ポリシーは {policy} です"}
#     old: {en: "HTTPS is not required, or under an older policy", ja: "HTTPSが必須ではないか、古いポリシーが使用されています"}
#   remediation: {en: "Require HTTPS and choose the TLS security policy Policy-Min-TLS-1-2-PFS-2023-10; clients need TLS 1.2.", ja: "HTTPSを必須にし、TLSセキュリティポリシーPolicy-Min-TLS-1-2-PFS-2023-10を選択します。クライアントはTLS 1.2に対応している必要があります。"}
package controls.opensearch.domain_requires_recent_tls

import data.lib.result
import data.lib.steps

findings contains result.pass(domain, "recent", {"policy": domain.DomainEndpointOptions.TLSSecurityPolicy}, _reads) if {
	some domain in input.opensearch.domains
	domain.id in _recent
}

findings contains result.fail(domain, "old", {}, _reads) if {
	some domain in input.opensearch.domains
	not domain.id in _recent
}

_reads := ["DomainEndpointOptions.EnforceHTTPS", "DomainEndpointOptions.TLSSecurityPolicy"]

_recent contains domain.id if {
	some domain in input.opensearch.domains
	domain.DomainEndpointOptions.EnforceHTTPS == true
	domain.DomainEndpointOptions.TLSSecurityPolicy in {"Policy-Min-TLS-1-2-PFS-2023-10", "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"}
}

plan contains steps.step(
	domain,
	[_update(domain, _strict)],
	[_update(domain, object.filter(domain.DomainEndpointOptions, ["EnforceHTTPS", "TLSSecurityPolicy"]))],
	[
		steps.changed("opensearch.domains", domain.id, "DomainEndpointOptions.EnforceHTTPS", true),
		steps.changed("opensearch.domains", domain.id, "DomainEndpointOptions.TLSSecurityPolicy", _strict.TLSSecurityPolicy),
	],
) if {
	some domain in input.opensearch.domains
	not domain.id in _recent
}

_strict := {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}

_update(domain, options) := steps.call("opensearch", "UpdateDomainConfig", {"DomainName": domain.DomainName, "DomainEndpointOptions": options})
