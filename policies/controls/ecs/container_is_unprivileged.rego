# METADATA
# title: ECS containers should run as non-privileged
# description: >-
#   A privileged container has nearly all rights of root on its host. Only the latest active revision of a family is judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-containers-nonprivileged.html
# custom:
#   id: ECS.4
#   title_ja: ECSコンテナは非特権で実行する必要があります
#   severity: HIGH
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.4], nist-800-53-r5: [ECS.4], control-tower: [ECS.4]}
#   reasons:
#     unprivileged: {en: "no container is privileged", ja: "特権コンテナはありません"}
#     privileged: {en: "containers {containers} are privileged", ja: "コンテナ {containers} が特権モードです"}
#   remediation:
#     en: "Register a new revision of the task definition without privileged containers, and deploy the services that use it. Give containers single Linux capabilities instead."
#     ja: "特権コンテナを含まないタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。必要な権限は個別のLinux機能として付与します。"
#   manual: application
package controls.ecs.container_is_unprivileged

import data.lib.result

findings contains result.pass(definition, "unprivileged", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _privileged
}

findings contains result.fail(definition, "privileged", {"containers": _names(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _privileged
}

_reads := ["DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.Privileged"]

_privileged contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	container.Privileged == true
}

_names(definition) := sort({container.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	container.Privileged == true
})
