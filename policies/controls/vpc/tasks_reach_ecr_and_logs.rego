# METADATA
# title: Interface endpoints for ECR and CloudWatch Logs exist
# description: >-
#   Tasks in subnets without a default route pull their images and write their logs through interface endpoints with private DNS for
#   ecr.api, ecr.dkr and logs. Where every task has a default route, to a NAT gateway or another, the endpoints are not needed. Only VPCs
#   with tasks are looked at.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/networking.ts
# custom:
#   id: BLEA.VPC.7
#   title_ja: ECRとCloudWatch Logsのインターフェイスエンドポイントが設定されている
#   severity: LOW
#   subject: resource
#   collection: ec2.vpcs
#   resource: AWS::EC2::VPC
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Networking
#   standards: {blea: [BLEA.VPC.7]}
#   reasons:
#     endpoints: {en: "interface endpoints for ECR and CloudWatch Logs stand in the VPC", ja: "ECRとCloudWatch LogsのインターフェイスエンドポイントがVPCにあります"}
#     routed: {en: "there are not all endpoints, but every task has a default route", ja: "エンドポイントは揃っていませんが、すべてのタスクにデフォルトルートがあります"}
#     cut_off: {en: "a task without a default route lacks endpoints: {missing}", ja: "デフォルトルートのないタスクに必要なエンドポイントがありません: {missing}"}
#   remediation: {en: "Create interface endpoints with private DNS for ecr.api, ecr.dkr and logs in the isolated subnets.", ja: "分離サブネットに、プライベートDNSを有効にしたecr.api、ecr.dkr、logsのインターフェイスエンドポイントを作成します。"}
#   manual: deployment
package controls.vpc.tasks_reach_ecr_and_logs

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

_services := {"ecr.api", "ecr.dkr", "logs"}

_used contains vpc.id if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in _inhabited
}

_inhabited contains eni.VpcId if {
	some eni in input.ec2.network_interfaces
	eni.id in interfaces.tasks
}

# A VPC with one task in a subnet without a default route.
_cut_off contains eni.VpcId if {
	some eni in input.ec2.network_interfaces
	eni.id in interfaces.tasks
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
