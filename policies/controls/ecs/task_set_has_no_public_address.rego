# METADATA
# title: ECS task sets should not automatically assign public IP addresses
# description: >-
#   A task with a public address can be reached from the internet as far as its security group lets. Task sets belong to services
#   that CodeDeploy or a controller outside AWS deploys; each has a network configuration of its own.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-16
# custom:
#   id: ECS.16
#   title_ja: ECSタスクセットはパブリックIPアドレスを自動的に割り当てないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ecs.task_sets
#   resource: AWS::ECS::TaskSet
#   standards: {fsbp: [ECS.16], pci-dss-4.0.1: [ECS.16]}
#   reasons:
#     private: {en: "tasks get no public IP address", ja: "タスクにパブリックIPアドレスは割り当てられません"}
#     public: {en: "tasks get a public IP address (assignPublicIp is ENABLED)", ja: "タスクにパブリックIPアドレスが割り当てられます (assignPublicIpがENABLED)"}
#   remediation:
#     en: "A task set's network cannot be changed: create one with assignPublicIp set to DISABLED, shift the traffic to it and delete this one."
#     ja: "タスクセットのネットワーク設定は変更できません。assignPublicIpをDISABLEDに設定したタスクセットを作成し、トラフィックを移してからこのタスクセットを削除します。"
#   manual: recreate
package controls.ecs.task_set_has_no_public_address

import data.lib.result

findings contains result.pass(task_set, "private", {}, _reads) if {
	some task_set in input.ecs.task_sets
	not task_set.id in _public
}

findings contains result.fail(task_set, "public", {}, _reads) if {
	some task_set in input.ecs.task_sets
	task_set.id in _public
}

_reads := ["NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp"]

_public contains task_set.id if {
	some task_set in input.ecs.task_sets
	task_set.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp == "ENABLED"
}
