# METADATA
# title: OpenSearch domains should not be publicly accessible
# description: >-
#   A domain outside a VPC has an address that the whole internet can try; its access policy is then all that is between. Any VPC counts:
#   which routes its subnets have is not looked at.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/opensearch-in-vpc-only.html
#   - https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
# custom:
#   id: Opensearch.2
#   title_ja: OpenSearchドメインへのパブリックアクセスを禁止する必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: opensearch.domains
#   resource: AWS::OpenSearch::Domain
#   standards: {fsbp: [Opensearch.2], nist-800-53-r5: [Opensearch.2], pci-dss-3.2.1: [Opensearch.2], control-tower: [Opensearch.2]}
#   reasons:
#     inside: {en: "the domain is in the VPC {vpc}", ja: "ドメインはVPC {vpc} 内にあります"}
#     outside: {en: "the domain is in no VPC", ja: "ドメインはVPC内にありません"}
#   remediation: {en: "Create a domain in a VPC, restore a snapshot of the old one into it, and delete the old one: a domain cannot move into a VPC.", ja: "VPC内に新しいドメインを作成して古いドメインのスナップショットを復元し、古いドメインを削除します（既存のドメインをVPCに移すことはできません）。"}
#   manual: recreate
package controls.opensearch.domain_is_in_vpc

import data.lib.result

findings contains result.pass(domain, "inside", {"vpc": domain.VPCOptions.VPCId}, _reads) if {
	some domain in input.opensearch.domains
	domain.id in _inside
}

findings contains result.fail(domain, "outside", {}, _reads) if {
	some domain in input.opensearch.domains
	not domain.id in _inside
}

_reads := ["VPCOptions.VPCId"]

_inside contains domain.id if {
	some domain in input.opensearch.domains
	domain.VPCOptions.VPCId != ""
}
