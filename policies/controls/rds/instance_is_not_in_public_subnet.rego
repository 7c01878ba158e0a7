# METADATA
# title: RDS DB instances should not be deployed in public subnets with routes to internet gateways
# description: >-
#   An instance can move to every subnet of its subnet group, so one with a route to an internet gateway is enough, by a route table of its own or
#   by the main one of the VPC. Instances of Neptune and DocumentDB, which the same API lists, are left out. Subnets that another account shares
#   may not show their route tables.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46
#   - https://docs.aws.amazon.com/config/latest/developerguide/rds-instance-subnet-igw-check.html
# custom:
#   id: RDS.46
#   title_ja: RDS DBインスタンスはインターネットゲートウェイへのルートを持つパブリックサブネットに配置しない必要があります
#   severity: HIGH
#   subject: resource
#   collection: rds.instances
#   resource: AWS::RDS::DBInstance
#   standards: {fsbp: [RDS.46]}
#   reasons:
#     private: {en: no subnet of the subnet group has a route to an internet gateway, ja: サブネットグループのサブネットにはインターネットゲートウェイへのルートがありません}
#     public: {en: "the subnet group has subnets with a route to an internet gateway: {subnets}", ja: "サブネットグループにインターネットゲートウェイへのルートを持つサブネットがあります: {subnets}"}
#     unseen: {en: "the route tables of the subnets {subnets} belong to another account and were not read", ja: "サブネット {subnets} のルートテーブルは別アカウントのもので、読み取れていません"}
#   remediation: {en: "Make a subnet group of private subnets and move the instance there, or take the route to the internet gateway from the subnets if nothing else needs it.", ja: "プライベートサブネットのみのサブネットグループを作成してインスタンスを移動します。ほかに必要がなければ、サブネットからインターネットゲートウェイへのルートを削除します。"}
#   manual: decision
package controls.rds.instance_is_not_in_public_subnet

import data.lib.databases
import data.lib.result

subjects contains id if some id in databases.instances

findings contains result.pass(instance, "private", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in databases.in_public_subnets
	not instance.id in databases.in_unseen_subnets
}

findings contains result.warn(instance, "unseen", {"subnets": databases.unseen_subnets(instance)}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in databases.in_unseen_subnets
	not instance.id in databases.in_public_subnets
}

findings contains result.fail(instance, "public", {"subnets": databases.public_subnets(instance)}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in databases.in_public_subnets
}

_reads := [
	"DBSubnetGroup.DBSubnetGroupName",
	"DBSubnetGroup.Subnets.SubnetIdentifier",
]
