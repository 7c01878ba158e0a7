# METADATA
# title: OpenSearch domains should have fine-grained access control on
# description: >-
#   Without it a domain knows no users: whoever its access policy lets in may read every index and field.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-7
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-access-control-enabled.html
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html
# custom:
#   id: Opensearch.7
#   title_ja: OpenSearchドメインではきめ細かなアクセスコントロールを有効にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {fsbp: [Opensearch.7], nist-800-53-r5: [Opensearch.7], control-tower: [Opensearch.7]}
#   reasons:
#     on: {en: "fine-grained access control is on", ja: "きめ細かなアクセスコントロールが有効です"}
#     off: {en: "fine-grained access control is off", ja: "きめ細かなアクセスコントロールが無効です"}
#   remediation: {en: "Turn on HTTPS, node-to-node encryption and encryption at rest if they are off, then fine-grained access control with a master user. It cannot be turned off again; give clients users and roles before anonymous access ends.", ja: "HTTPSの必須化、ノード間の暗号化、保管時の暗号化が無効な場合は有効にし、マスターユーザーを指定してきめ細かなアクセスコントロールを有効にします。有効にした後は無効に戻せないため、匿名アクセスの期間が終わる前にクライアントへユーザーとロールを割り当てます。"}
#   manual: decision
package controls.opensearch.domain_has_fine_grained_access_control

import data.lib.result

findings contains result.pass(domain, "on", {}, _reads) if {
	some domain in input.opensearch.domains
	domain.id in _on
}

findings contains result.fail(domain, "off", {}, _reads) if {
	some domain in input.opensearch.domains
	not domain.id in _on
}

_reads := ["AdvancedSecurityOptions.Enabled"]

_on contains domain.id if {
	some domain in input.opensearch.domains
	domain.AdvancedSecurityOptions.Enabled == true
}
