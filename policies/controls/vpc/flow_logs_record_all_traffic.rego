# METADATA
# title: VPC flow logs for all traffic are delivered to S3
# description: >-
#   Accepted traffic tells what an intruder did, rejected traffic what he tried. BLEA logs both to S3; CloudWatch Logs and Firehose serve as
#   well, and so do flow logs of subnets or network interfaces that together cover all interfaces of the VPC.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/networking.ts
# custom:
#   id: BLEA.VPC.1
#   title_ja: VPCフローログ(全トラフィック)がS3へ出力されている
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.vpcs
#   resource: AWS::EC2::VPC
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: Networking
#   standards: {blea: [BLEA.VPC.1]}
#   reasons:
#     s3: {en: "a flow log of the VPC delivers all traffic to S3", ja: "VPCのフローログが全トラフィックをS3へ出力しています"}
#     elsewhere: {en: "a flow log of the VPC delivers all traffic, to CloudWatch Logs or Firehose", ja: "VPCのフローログが全トラフィックをCloudWatch LogsまたはFirehoseへ出力しています"}
#     parts: {en: "flow logs of subnets or network interfaces record all traffic of the VPC", ja: "サブネットまたはネットワークインターフェイスのフローログがVPCの全トラフィックを記録しています"}
#     undelivered: {en: "the flow log for all traffic cannot be delivered", ja: "全トラフィックのフローログの出力に失敗しています"}
#     not_logged: {en: "no active flow log of the VPC records all traffic", ja: "全トラフィックを記録する有効なVPCフローログがありません"}
#   remediation: {en: "Create a flow log of the VPC for all traffic that delivers to a bucket.", ja: "全トラフィックをバケットへ出力するVPCフローログを作成します。"}
package controls.vpc.flow_logs_record_all_traffic

import data.lib.flow_log_plan
import data.lib.network
import data.lib.result

subjects contains id if some id in network.own_vpcs

findings contains result.pass(vpc, "s3", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in network.recorded_to_s3
}

findings contains result.pass(vpc, "elsewhere", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in network.recorded_to_s3
	vpc.id in network.recorded
}

findings contains result.pass(vpc, "parts", {}, _part_reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in network.recorded
	vpc.id in _recorded_in_parts
}

findings contains result.fail(vpc, "undelivered", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in network.recorded
	not vpc.id in _recorded_in_parts
	vpc.id in _undelivered
}

findings contains result.fail(vpc, "not_logged", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in network.recorded
	not vpc.id in _recorded_in_parts
	not vpc.id in _undelivered
}

_reads := [
	"VpcId",
	"input.ec2.flow_logs.ResourceId",
	"input.ec2.flow_logs.FlowLogStatus",
	"input.ec2.flow_logs.TrafficType",
	"input.ec2.flow_logs.DeliverLogsStatus",
	"input.ec2.flow_logs.LogDestinationType",
]

_part_reads := array.concat(_reads, ["input.ec2.network_interfaces.SubnetId"])

_recorded_in_parts contains vpc.id if {
	some vpc in input.ec2.vpcs
	vpc.id in _inhabited
	not vpc.id in _uncovered
}

_inhabited contains eni.VpcId if some eni in input.ec2.network_interfaces

_uncovered contains eni.VpcId if {
	some eni in input.ec2.network_interfaces
	not eni.id in network.recorded
	not eni.SubnetId in network.recorded
}

_undelivered contains log.ResourceId if {
	some log in input.ec2.flow_logs
	log.FlowLogStatus == "ACTIVE"
	log.TrafficType == "ALL"
	log.DeliverLogsStatus == "FAILED"
}

plan contains flow_log_plan.step(vpc) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in network.recorded
	not vpc.id in _recorded_in_parts
}
