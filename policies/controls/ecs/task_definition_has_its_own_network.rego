# METADATA
# title: ECS task definitions should not use host network mode
# description: >-
#   In host mode a container reaches what listens on the loopback of its host, and its ports are the host's. Only the latest active
#   revision of a family is judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-17
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-network-mode-not-host.html
# custom:
#   id: ECS.17
#   title_ja: ECSタスク定義ではホストネットワークモードを使用しないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {nist-800-53-r5: [ECS.17]}
#   reasons:
#     own: {en: "the network is not the host's", ja: "ホストのネットワークを使用していません"}
#     host: {en: "containers use the network of the host", ja: "コンテナがホストのネットワークを使用しています"}
#   remediation:
#     en: "Register a new revision of the task definition with the network mode awsvpc or bridge, and deploy the services that use it."
#     ja: "ネットワークモードをawsvpcまたはbridgeにしたタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。"
#   manual: application
package controls.ecs.task_definition_has_its_own_network

import data.lib.result

findings contains result.pass(definition, "own", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _on_host
}

findings contains result.fail(definition, "host", {}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _on_host
}

_reads := ["DescribeTaskDefinition.TaskDefinition.NetworkMode"]

_on_host contains definition.id if {
	some definition in input.ecs.task_definitions
	definition.DescribeTaskDefinition.TaskDefinition.NetworkMode == "host"
}
