# METADATA
# title: Compute and data live in private or isolated subnets
# description: >-
#   The network interfaces of EC2 instances, ECS tasks and database instances have no public address and are in no subnet with a route to an
#   internet gateway. Load balancers, NAT gateways and what else AWS keeps in public subnets are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/networking.ts
# custom:
#   id: BLEA.VPC.3
#   title_ja: コンピュートとデータベースがプライベート/分離サブネットに配置されている
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.network_interfaces
#   resource: AWS::EC2::NetworkInterface
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: Networking
#   standards: {blea: [BLEA.VPC.3]}
#   reasons:
#     private: {en: "the network interface is in a private subnet and has no public address", ja: "ネットワークインターフェイスはプライベートサブネットにあり、パブリックアドレスもありません"}
#     address: {en: "the network interface has a public address", ja: "ネットワークインターフェイスにパブリックアドレスがあります"}
#     subnet: {en: "the network interface is in a subnet with a route to an internet gateway", ja: "ネットワークインターフェイスはインターネットゲートウェイへのルートを持つサブネットにあります"}
#   remediation: {en: "Move the workload to a private subnet, and let a load balancer or a NAT gateway stand in the public one.", ja: "ワークロードをプライベートサブネットへ移し、パブリックサブネットにはロードバランサーやNATゲートウェイのみを配置します。"}
#   manual: deployment
package controls.vpc.workloads_are_in_private_subnets

import data.lib.interfaces
import data.lib.result
import data.lib.subnets

subjects contains id if some id in _workloads

findings contains result.pass(eni, "private", {}, _reads) if {
	some eni in input.ec2.network_interfaces
	eni.id in _workloads
	not eni.id in interfaces.public
	not eni.id in _in_public_subnet
}

findings contains result.fail(eni, "address", {}, _reads) if {
	some eni in input.ec2.network_interfaces
	eni.id in _workloads
	eni.id in interfaces.public
}

findings contains result.fail(eni, "subnet", {}, _reads) if {
	some eni in input.ec2.network_interfaces
	eni.id in _workloads
	not eni.id in interfaces.public
	eni.id in _in_public_subnet
}

_reads := ["Association.PublicIp", "SubnetId", "VpcId", "input.ec2.route_tables.Routes", "input.ec2.route_tables.Associations"]

_workloads contains eni.id if {
	some eni in input.ec2.network_interfaces
	eni.id in interfaces.instances
}

_workloads contains eni.id if {
	some eni in input.ec2.network_interfaces
	eni.id in interfaces.tasks
}

_workloads contains eni.id if {
	some eni in input.ec2.network_interfaces
	eni.id in interfaces.databases
}

_in_public_subnet contains eni.id if {
	some eni in input.ec2.network_interfaces
	subnets.opens(eni.SubnetId, eni.VpcId)
}
