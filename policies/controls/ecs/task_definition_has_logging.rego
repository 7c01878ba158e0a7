# METADATA
# title: ECS task definitions should have a logging configuration
# description: >-
#   What a container wrote is gone with it unless a log driver takes it elsewhere. Each container of the latest active revision
#   needs one, whichever it is.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-log-configuration.html
# custom:
#   id: ECS.9
#   title_ja: ECSタスク定義にはログ設定が必要です
#   severity: HIGH
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.9], nist-800-53-r5: [ECS.9]}
#   reasons:
#     logged: {en: "each container has a log driver", ja: "すべてのコンテナにログドライバーが設定されています"}
#     not_logged: {en: "containers {containers} have no log driver", ja: "コンテナ {containers} にログドライバーが設定されていません"}
#   remediation:
#     en: "Register a new revision of the task definition with a logConfiguration for each container, and deploy the services that use it."
#     ja: "すべてのコンテナにlogConfigurationを設定したタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。"
#   manual: application
package controls.ecs.task_definition_has_logging

import data.lib.result

findings contains result.pass(definition, "logged", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _silent
}

findings contains result.fail(definition, "not_logged", {"containers": _names(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _silent
}

_reads := ["DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.LogConfiguration.LogDriver"]

_silent contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	not container.LogConfiguration.LogDriver
}

_names(definition) := sort({container.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	not container.LogConfiguration.LogDriver
})
