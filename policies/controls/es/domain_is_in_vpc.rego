# METADATA
# title: Elasticsearch domains should not be publicly accessible
# description: >-
#   A domain outside a VPC has an address that the whole internet can try; its access policy is then all that is between. Any VPC counts:
#   which routes its subnets have is not looked at.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/es-controls.html#es-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/elasticsearch-in-vpc-only.html
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
# custom:
#   id: ES.2
#   title_ja: Elasticsearchドメインへのパブリックアクセスを禁止する必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: es.domains
#   resource: AWS::Elasticsearch::Domain
#   standards: {fsbp: [ES.2], nist-800-53-r5: [ES.2], pci-dss-3.2.1: [ES.2], pci-dss-4.0.1: [ES.2], control-tower: [ES.2]}
#   reasons:
#     inside: {en: "the domain is in the VPC {vpc}", ja: "ドメインはVPC {vpc} 内にあります"}
#     outside: {en: "the domain is in no VPC", ja: "ドメインはVPC内にありません"}
#   remediation: {en: "Create a domain in a VPC, restore a snapshot of the old one into it, and delete the old one: a domain cannot move into a VPC.", ja: "VPC内に新しいドメインを作成して古いドメインのスナップショットを復元し、古いドメインを削除します（既存のドメインをVPCに移すことはできません）。"}
#   manual: recreate
package controls.es.domain_is_in_vpc

import data.lib.result

findings contains result.pass(domain, "inside", {"vpc": domain.VPCOptions.VPCId}, _reads) if {
	some domain in input.es.domains
	domain.id in _inside
}

findings contains result.fail(domain, "outside", {}, _reads) if {
	some domain in input.es.domains
	not domain.id in _inside
}

_reads := ["VPCOptions.VPCId"]

_inside contains domain.id if {
	some domain in input.es.domains
	domain.VPCOptions.VPCId != ""
}
