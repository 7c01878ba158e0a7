# METADATA
# title: Application instances accept traffic only from the load balancer
# description: >-
#   Who reaches the instance past the load balancer evades its certificate, its log and its web ACL. Instances that are targets of a load
#   balancer are looked at: their security groups admit other groups, prefix lists and private addresses only.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ec2-app-sample/lib/construct/ec2app.ts
# custom:
#   id: BLEA.EC2.5
#   title_ja: アプリケーションインスタンスがALBからの通信のみ許可している
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   profiles: [guest-ec2]
#   measure: resources
#   construct: EC2App
#   standards: {blea: [BLEA.EC2.5]}
#   reasons:
#     groups: {en: "the security groups admit no addresses, only groups or prefix lists", ja: "セキュリティグループはグループまたはプレフィックスリストのみを許可しています"}
#     internal: {en: "the security groups admit private addresses", ja: "セキュリティグループはプライベートアドレスからの通信も許可しています"}
#     everybody: {en: "a security group admits everybody", ja: "すべての送信元を許可するセキュリティグループがあります"}
#     outside: {en: "a security group admits public addresses", ja: "パブリックアドレスからの通信を許可するセキュリティグループがあります"}
#   remediation: {en: "Let the security groups of the instances admit the security group of the load balancer, and nothing else.", ja: "インスタンスのセキュリティグループで、ロードバランサーのセキュリティグループからの通信のみを許可します。"}
#   manual: decision
package controls.ec2.blea_instance_admits_only_load_balancer

import data.lib.instances
import data.lib.network
import data.lib.result

subjects contains id if some id in _targets

findings contains result.pass(instance, "groups", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _targets
	not instance.id in _admitting_addresses
}

findings contains result.pass(instance, "internal", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _targets
	instance.id in _admitting_addresses
	not instance.id in _admitting_outside
}

findings contains result.fail(instance, "everybody", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _targets
	instance.id in _admitting_everybody
}

findings contains result.fail(instance, "outside", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _targets
	instance.id in _admitting_outside
	not instance.id in _admitting_everybody
}

_reads := [
	"SecurityGroups",
	"input.ec2.security_groups.IpPermissions",
	"input.elbv2.target_groups.DescribeTargetHealth.TargetHealthDescriptions",
]

_targets contains instance.id if {
	some instance in input.ec2.instances
	instance.id in instances.there
	instance.id in _registered
}

# A target group for addresses has those of instances in its VPC.
_targets contains instance.id if {
	some instance in input.ec2.instances
	instance.id in instances.there
	[instance.VpcId, instance.PrivateIpAddress] in _registered_addresses
}

# The id of a target is that of an instance, an address, or an ARN.
_registered contains health.Target.Id if {
	some group in input.elbv2.target_groups
	some health in group.DescribeTargetHealth.TargetHealthDescriptions
}

_registered_addresses contains [group.VpcId, health.Target.Id] if {
	some group in input.elbv2.target_groups
	some health in group.DescribeTargetHealth.TargetHealthDescriptions
}

_admitting_addresses contains instance.id if {
	some instance in input.ec2.instances
	some group in instance.SecurityGroups
	group.GroupId in _with_addresses
}

_admitting_outside contains instance.id if {
	some instance in input.ec2.instances
	some group in instance.SecurityGroups
	group.GroupId in _with_outside
}

_admitting_everybody contains instance.id if {
	some instance in input.ec2.instances
	some group in instance.SecurityGroups
	group.GroupId in _with_everybody
}

_with_addresses contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	some _ in permission.IpRanges
}

_with_addresses contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	some _ in permission.Ipv6Ranges
}

_with_outside contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	some source in permission.IpRanges
	not _is_private(source.CidrIp)
}

_with_outside contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	some source in permission.Ipv6Ranges
	not net.cidr_contains("fc00::/7", source.CidrIpv6)
}

_with_everybody contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	network.everybody(permission)
}

# https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
_is_private(cidr) if {
	some block in ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]
	net.cidr_contains(block, cidr)
}
