# METADATA
# title: ECS task definitions should configure non-administrator users in Windows container definitions
# description: >-
#   A Windows container runs as ContainerAdministrator unless it names another user. Each container has to; Linux is left out, and
#   only the latest active revision of a family is judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-21
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-windows-user-non-admin.html
# custom:
#   id: ECS.21
#   title_ja: ECSタスク定義ではWindowsコンテナ定義に管理者以外のユーザーを設定する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.21]}
#   reasons:
#     unprivileged: {en: "each container runs as another user than the administrator", ja: "すべてのコンテナが管理者以外のユーザーで実行されます"}
#     privileged: {en: "containers {containers} run as ContainerAdministrator, or do not name a user", ja: "コンテナ {containers} はContainerAdministratorで実行されるか、ユーザーが指定されていません"}
#   remediation:
#     en: "Register a new revision of the task definition with a user such as ContainerUser for each container, and deploy the services that use it."
#     ja: "すべてのコンテナにContainerUserなどのユーザーを指定したタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。"
#   manual: application
package controls.ecs.windows_container_is_not_administrator

import data.lib.result

subjects contains id if some id in _judged

findings contains result.pass(definition, "unprivileged", {}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _judged
	not definition.id in _privileged
}

findings contains result.fail(definition, "privileged", {"containers": _names(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _judged
	definition.id in _privileged
}

_reads := ["DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.User", "DescribeTaskDefinition.TaskDefinition.RuntimePlatform.OperatingSystemFamily"]

_judged contains id if some id in _windows

_windows contains definition.id if {
	some definition in input.ecs.task_definitions
	startswith(definition.DescribeTaskDefinition.TaskDefinition.RuntimePlatform.OperatingSystemFamily, "WINDOWS")
}

_privileged contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	_administers(container)
}

_administers(container) if not container.User

_administers(container) if lower(container.User) in {"", "containeradministrator"}

_names(definition) := sort({container.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	_administers(container)
})
