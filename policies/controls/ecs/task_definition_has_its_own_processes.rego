# METADATA
# title: ECS task definitions should not share the host's process namespace
# description: >-
#   With pidMode host a container sees the processes of its host and of everything else that runs there. Only the latest active
#   revision of a family is judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-pid-mode-check.html
# custom:
#   id: ECS.3
#   title_ja: ECSタスク定義はホストのプロセス名前空間を共有しないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.3], nist-800-53-r5: [ECS.3], control-tower: [ECS.3]}
#   reasons:
#     own: {en: "containers do not see the processes of the host", ja: "コンテナからホストのプロセスは見えません"}
#     host: {en: "containers share the process namespace of the host (pidMode is host)", ja: "コンテナがホストのプロセス名前空間を共有しています (pidModeがhost)"}
#   remediation:
#     en: "Register a new revision of the task definition without pidMode host, and deploy the services that use it."
#     ja: "pidModeをhostにしないタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。"
#   manual: application
package controls.ecs.task_definition_has_its_own_processes

import data.lib.result

findings contains result.pass(definition, "own", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _shared
}

findings contains result.fail(definition, "host", {}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _shared
}

_reads := ["DescribeTaskDefinition.TaskDefinition.PidMode"]

_shared contains definition.id if {
	some definition in input.ecs.task_definitions
	definition.DescribeTaskDefinition.TaskDefinition.PidMode == "host"
}
