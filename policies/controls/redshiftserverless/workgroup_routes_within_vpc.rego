# METADATA
# title: Redshift Serverless workgroups should use enhanced VPC routing
# description: >-
#   With enhanced VPC routing the traffic between the workgroup and what it copies from goes through the VPC, where flow logs, endpoints
#   and network ACLs see it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-serverless-workgroup-routes-within-vpc.html
# custom:
#   id: RedshiftServerless.1
#   title_ja: Redshift Serverlessのワークグループでは拡張VPCルーティングを使用する必要があります
#   severity: HIGH
#   subject: resource
#   collection: redshiftserverless.workgroups
#   resource: AWS::RedshiftServerless::Workgroup
#   standards: {fsbp: [RedshiftServerless.1]}
#   reasons:
#     routed: {en: "traffic of COPY and UNLOAD goes through the VPC", ja: "COPYとUNLOADのトラフィックはVPCを経由します"}
#     unrouted: {en: "traffic of COPY and UNLOAD does not have to go through the VPC", ja: "COPYとUNLOADのトラフィックはVPCを経由するとは限りません"}
#   remediation: {en: "Make sure that the VPC has routes or endpoints to what the workgroup reads and writes, then turn on enhanced VPC routing.", ja: "ワークグループが読み書きする対象へのルートまたはエンドポイントがVPCにあることを確認し、拡張VPCルーティングを有効にします。"}
package controls.redshiftserverless.workgroup_routes_within_vpc

import data.lib.result
import data.lib.steps

findings contains result.pass(workgroup, "routed", {}, _reads) if {
	some workgroup in input.redshiftserverless.workgroups
	workgroup.id in _routed
}

findings contains result.fail(workgroup, "unrouted", {}, _reads) if {
	some workgroup in input.redshiftserverless.workgroups
	not workgroup.id in _routed
}

_reads := ["EnhancedVpcRouting"]

_routed contains workgroup.id if {
	some workgroup in input.redshiftserverless.workgroups
	workgroup.EnhancedVpcRouting == true
}

plan contains steps.step(
	workgroup,
	[steps.call("redshift-serverless", "UpdateWorkgroup", {"workgroupName": workgroup.WorkgroupName, "enhancedVpcRouting": true})],
	[steps.call("redshift-serverless", "UpdateWorkgroup", {"workgroupName": workgroup.WorkgroupName, "enhancedVpcRouting": false})],
	[steps.changed("redshiftserverless.workgroups", workgroup.id, "EnhancedVpcRouting", true)],
) if {
	some workgroup in input.redshiftserverless.workgroups
	not workgroup.id in _routed
}
