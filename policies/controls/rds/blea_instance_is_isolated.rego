# METADATA
# title: RDS instances are not public and live in isolated subnets
# description: >-
#   No public access, no subnet of the subnet group with a route to an internet gateway (isolated subnets and those behind a NAT gateway are both
#   fine), and security groups that admit other security groups only, not addresses. Instances of Neptune and DocumentDB, which
#   the same API lists, are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   id: BLEA.RDS.2
#   title_ja: RDSが非公開で分離サブネットに配置されている
#   severity: CRITICAL
#   subject: resource
#   collection: rds.instances
#   resource: AWS::RDS::DBInstance
#   profiles: [guest-ecs]
#   measure: settings
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.2]}
#   reasons:
#     isolated: {en: "the instance is not public, in subnets without a route to an internet gateway, and admits security groups only", ja: "インスタンスは非公開で、インターネットゲートウェイへのルートがないサブネットにあり、セキュリティグループからの通信のみを許可しています"}
#     public: {en: the instance is publicly accessible, ja: インスタンスがパブリックアクセス可能です}
#     public_subnet: {en: "the subnet group has subnets with a route to an internet gateway: {subnets}", ja: "サブネットグループにインターネットゲートウェイへのルートを持つサブネットがあります: {subnets}"}
#     addresses: {en: "the security groups {groups} admit addresses, and not only security groups", ja: "セキュリティグループ {groups} がIPアドレス範囲またはプレフィックスリストからの通信を許可しています"}
#     unseen: {en: "the route tables of the subnets {subnets} belong to another account and were not read", ja: "サブネット {subnets} のルートテーブルは別アカウントのもので、読み取れていません"}
#   remediation:
#     en: "Switch off public access, move the instance to a subnet group of isolated subnets, and admit only the security groups of the application."
#     ja: "パブリックアクセスを無効にし、分離サブネットのサブネットグループに移動して、アプリケーションのセキュリティグループからの通信のみを許可します。"
package controls.rds.blea_instance_is_isolated

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.instances

findings contains result.pass(instance, "isolated", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _private
	not instance.id in databases.in_public_subnets
	not instance.id in _addressed
	not instance.id in databases.in_unseen_subnets
}

findings contains result.fail(instance, "public", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _private
}

findings contains result.fail(instance, "public_subnet", {"subnets": databases.public_subnets(instance)}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in databases.in_public_subnets
	instance.id in _private
}

findings contains result.fail(instance, "addresses", {"groups": _open(instance)}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _addressed
	instance.id in _private
	not instance.id in databases.in_public_subnets
}

findings contains result.warn(instance, "unseen", {"subnets": databases.unseen_subnets(instance)}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in databases.in_unseen_subnets
	instance.id in _private
	not instance.id in databases.in_public_subnets
	not instance.id in _addressed
}

_reads := [
	"PubliclyAccessible",
	"DBSubnetGroup.Subnets.SubnetIdentifier",
	"VpcSecurityGroups.VpcSecurityGroupId",
]

_private contains instance.id if {
	some instance in input.rds.instances
	instance.PubliclyAccessible == false
}

_addressed contains instance.id if {
	some instance in input.rds.instances
	some membership in instance.VpcSecurityGroups
	membership.VpcSecurityGroupId in _open_groups
}

_open(instance) := sort({membership.VpcSecurityGroupId |
	some membership in instance.VpcSecurityGroups
	membership.VpcSecurityGroupId in _open_groups
})

_open_groups contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	some _ in permission.IpRanges
}

_open_groups contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	some _ in permission.Ipv6Ranges
}

_open_groups contains group.id if {
	some group in input.ec2.security_groups
	some permission in group.IpPermissions
	some _ in permission.PrefixListIds
}

plan contains steps.step(instance, [_access(instance, false)], [_access(instance, true)], [steps.changed("rds.instances", instance.id, "PubliclyAccessible", false)]) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _private
}

_access(instance, public) := steps.call("rds", "ModifyDBInstance", {
	"DBInstanceIdentifier": instance.DBInstanceIdentifier,
	"PubliclyAccessible": public,
	"ApplyImmediately": true,
})
