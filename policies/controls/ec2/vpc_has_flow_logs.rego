# METADATA
# title: VPC flow logs should be enabled in all VPCs
# description: >-
#   Without flow logs nobody can tell afterwards who tried to reach what. A flow log of the VPC itself counts when it is active and records
#   rejected traffic, alone or with the rest; those of single subnets or network interfaces do not.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6
# custom:
#   id: EC2.6
#   title_ja: すべてのVPCでVPCフローログを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.vpcs
#   resource: AWS::EC2::VPC
#   standards: {fsbp: [EC2.6], cis-1.2: ["2.9"], cis-1.4: ["3.9"], cis-3.0: ["3.7"], cis-5.0: ["3.7"], nist-800-53-r5: [EC2.6], nist-800-171-r2: [EC2.6], pci-dss-3.2.1: [EC2.6], control-tower: [EC2.6]}
#   reasons:
#     logged: {en: "a flow log records rejected traffic", ja: "拒否されたトラフィックを記録するフローログがあります"}
#     not_logged: {en: "no active flow log of the VPC records rejected traffic", ja: "拒否されたトラフィックを記録する有効なVPCフローログがありません"}
#   remediation: {en: "Create a flow log for the VPC with the filter Reject or All.", ja: "フィルタ「拒否」または「すべて」でVPCのフローログを作成します。"}
package controls.ec2.vpc_has_flow_logs

import data.lib.flow_log_plan
import data.lib.network
import data.lib.result

subjects contains id if some id in network.own_vpcs

findings contains result.pass(vpc, "logged", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in network.logging_vpcs
}

findings contains result.fail(vpc, "not_logged", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in network.logging_vpcs
}

_reads := ["VpcId", "input.ec2.flow_logs.ResourceId", "input.ec2.flow_logs.FlowLogStatus", "input.ec2.flow_logs.TrafficType"]

plan contains flow_log_plan.step(vpc) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in network.logging_vpcs
}
