# METADATA
# title: Fargate services have no public IP and run in isolated subnets
# description: >-
#   Tasks that answer only a load balancer need neither a public address nor a subnet that leads to an internet gateway. Private
#   subnets behind a NAT gateway do as well as isolated ones.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
# custom:
#   id: BLEA.ECS.2
#   title_ja: Fargateサービスにパブリック IPがなく分離サブネットで稼働している
#   severity: HIGH
#   subject: resource
#   collection: ecs.services
#   resource: AWS::ECS::Service
#   profiles: [guest-ecs]
#   measure: settings
#   standards: {blea: [BLEA.ECS.2]}
#   reasons:
#     private: {en: "tasks have no public IP address, in subnets without a route to an internet gateway", ja: "タスクにパブリックIPアドレスはなく、インターネットゲートウェイへのルートがないサブネットで稼働します"}
#     public_address: {en: "tasks get a public IP address", ja: "タスクにパブリックIPアドレスが割り当てられます"}
#     public_subnet: {en: "subnets {subnets} have a route to an internet gateway", ja: "サブネット {subnets} にインターネットゲートウェイへのルートがあります"}
#     foreign: {en: "subnets {subnets} belong to another account, whose route tables were not read", ja: "サブネット {subnets} は別アカウントのものであり、ルートテーブルを読み取っていません"}
#   remediation:
#     en: "Set assignPublicIp to DISABLED and run the service in isolated subnets with VPC endpoints for ECR, S3 and CloudWatch Logs, or in private ones with a NAT gateway."
#     ja: "assignPublicIpをDISABLEDに設定し、ECR・S3・CloudWatch Logs用のVPCエンドポイントを備えた分離サブネット、またはNATゲートウェイを備えたプライベートサブネットでサービスを実行します。"
package controls.ecs.blea_service_is_private

import data.lib.ecs
import data.lib.result
import data.lib.subnets

subjects contains id if some id in ecs.fargate

findings contains result.pass(service, "private", {}, _reads) if {
	some service in input.ecs.services
	service.id in ecs.fargate
	not service.id in ecs.public
	not service.id in _in_public_subnet
	not service.id in _in_foreign_subnet
}

findings contains result.fail(service, "public_address", {}, _reads) if {
	some service in input.ecs.services
	service.id in ecs.fargate
	service.id in ecs.public
}

findings contains result.fail(service, "public_subnet", {"subnets": _public_subnets(service)}, _reads) if {
	some service in input.ecs.services
	service.id in ecs.fargate
	service.id in _in_public_subnet
	not service.id in ecs.public
}

findings contains result.warn(service, "foreign", {"subnets": _foreign_subnets(service)}, _reads) if {
	some service in input.ecs.services
	service.id in ecs.fargate
	service.id in _in_foreign_subnet
	not service.id in ecs.public
	not service.id in _in_public_subnet
}

_reads := [
	"NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
	"NetworkConfiguration.AwsvpcConfiguration.Subnets",
	"input.ec2.route_tables.Routes.GatewayId",
]

_in_public_subnet contains service.id if {
	some service in input.ecs.services
	some subnet in service.NetworkConfiguration.AwsvpcConfiguration.Subnets
	subnet in subnets.public
}

_in_foreign_subnet contains service.id if {
	some service in input.ecs.services
	some subnet in service.NetworkConfiguration.AwsvpcConfiguration.Subnets
	subnet in _foreign
}

# Whoever shares a subnet keeps its route tables to himself.
_foreign contains subnet.id if {
	some subnet in input.ec2.subnets
	subnet.OwnerId != input.account.account
}

_public_subnets(service) := sort({subnet |
	some subnet in service.NetworkConfiguration.AwsvpcConfiguration.Subnets
	subnet in subnets.public
})

_foreign_subnets(service) := sort({subnet |
	some subnet in service.NetworkConfiguration.AwsvpcConfiguration.Subnets
	subnet in _foreign
})

plan contains step if {
	some service in input.ecs.services
	service.id in ecs.fargate
	some step in ecs.private_steps(service)
}
