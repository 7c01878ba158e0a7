# METADATA
# title: Interface endpoints for Session Manager and EC2 exist in isolated subnets
# description: >-
#   Instances in subnets without a default route are administered through interface endpoints with private DNS for ssm, ssmmessages and ec2.
#   Where every instance has a default route, to a NAT gateway or another, the endpoints are not needed. Agents of today do without
#   ec2messages. Only VPCs with instances are looked at.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/networking.ts
# custom:
#   id: BLEA.VPC.6
#   title_ja: Session Manager等のインターフェイスエンドポイントが設定されている
#   severity: LOW
#   subject: resource
#   collection: ec2.vpcs
#   resource: AWS::EC2::VPC
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: Networking
#   standards: {blea: [BLEA.VPC.6]}
#   reasons:
#     endpoints: {en: "interface endpoints for Session Manager and EC2 stand in the VPC", ja: "Session ManagerとEC2のインターフェイスエンドポイントがVPCにあります"}
#     routed: {en: "there are not all endpoints, but every instance has a default route", ja: "エンドポイントは揃っていませんが、すべてのインスタンスにデフォルトルートがあります"}
#     cut_off: {en: "an instance without a default route lacks endpoints: {missing}", ja: "デフォルトルートのないインスタンスに必要なエンドポイントがありません: {missing}"}
#   remediation: {en: "Create interface endpoints with private DNS for ssm, ssmmessages and ec2 in the isolated subnets.", ja: "分離サブネットに、プライベートDNSを有効にしたssm、ssmmessages、ec2のインターフェイスエンドポイントを作成します。"}
#   manual: deployment
package controls.vpc.instances_reach_session_manager

import data.lib.interfaces
import data.lib.network
import data.lib.outbound
import data.lib.result

subjects contains id if some id in _used

findings contains result.pass(vpc, "endpoints", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _used
	vpc.id in _equipped
}

findings contains result.pass(vpc, "routed", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _used
	not vpc.id in _equipped
	not vpc.id in _cut_off
}

findings contains result.fail(vpc, "cut_off", {"missing": _missing(vpc.id)}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _used
	not vpc.id in _equipped
	vpc.id in _cut_off
}

_reads := [
	"VpcId",
	"input.ec2.network_interfaces.SubnetId",
	"input.ec2.route_tables.Routes",
	"input.ec2.route_tables.Associations",
	"input.ec2.vpc_endpoints.ServiceName",
	"input.ec2.vpc_endpoints.PrivateDnsEnabled",
]

_services := {"ssm", "ssmmessages", "ec2"}

_used contains vpc.id if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in _inhabited
}

_inhabited contains eni.VpcId if {
	some eni in input.ec2.network_interfaces
	eni.id in interfaces.instances
}

# A VPC with one instance in a subnet without a default route.
_cut_off contains eni.VpcId if {
	some eni in input.ec2.network_interfaces
	eni.id in interfaces.instances
	not outbound.leads_out(eni.SubnetId, eni.VpcId)
}

_equipped contains vpc.id if {
	some vpc in input.ec2.vpcs
	every service in _services {
		[vpc.id, service] in outbound.private_endpoints
	}
}

# For the reader.
_missing(vpc) := sort([service |
	some service in _services
	not [vpc, service] in outbound.private_endpoints
])
