# METADATA
# title: ECS services should not have public IP addresses assigned to them automatically
# description: >-
#   A task with a public address can be reached from the internet as far as its security group lets. Only the service's own network
#   configuration counts, not what is there of deployments; tasks in bridge or host mode have none.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2
# custom:
#   id: ECS.2
#   title_ja: ECSサービスにパブリックIPアドレスを自動的に割り当てないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ecs.services
#   resource: AWS::ECS::Service
#   standards: {fsbp: [ECS.2], nist-800-53-r5: [ECS.2], pci-dss-4.0.1: [ECS.2], control-tower: [ECS.2]}
#   reasons:
#     private: {en: "tasks get no public IP address", ja: "タスクにパブリックIPアドレスは割り当てられません"}
#     public: {en: "tasks get a public IP address (assignPublicIp is ENABLED)", ja: "タスクにパブリックIPアドレスが割り当てられます (assignPublicIpがENABLED)"}
#   remediation:
#     en: "Set assignPublicIp to DISABLED. Before, give the subnets a NAT gateway or interface endpoints for ECR, S3 and CloudWatch Logs: without them tasks cannot start. A service that CodeDeploy deploys takes it with its next deployment."
#     ja: "assignPublicIpをDISABLEDに設定します。事前に、サブネットへNATゲートウェイ、またはECR・S3・CloudWatch Logs用のVPCエンドポイントを用意します。用意しないとタスクを起動できません。CodeDeployを使用するサービスでは次のデプロイで設定します。"
package controls.ecs.service_has_no_public_address

import data.lib.ecs
import data.lib.result

findings contains result.pass(service, "private", {}, _reads) if {
	some service in input.ecs.services
	not service.id in ecs.public
}

findings contains result.fail(service, "public", {}, _reads) if {
	some service in input.ecs.services
	service.id in ecs.public
}

_reads := ["NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp"]

plan contains step if {
	some service in input.ecs.services
	some step in ecs.private_steps(service)
}
