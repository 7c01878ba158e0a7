# METADATA
# title: ECS task definitions should configure non-root users in Linux container definitions
# description: >-
#   A process that runs as root in a container is root where it breaks out. Each container has to name another user, since what its
#   image says is not known here; a number of 0 is root as well. Windows is left out, and only the latest active revision of a
#   family is judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-20
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-linux-user-non-root.html
# custom:
#   id: ECS.20
#   title_ja: ECSタスク定義ではLinuxコンテナ定義にroot以外のユーザーを設定する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.20]}
#   reasons:
#     unprivileged: {en: "each container runs as another user than root", ja: "すべてのコンテナがroot以外のユーザーで実行されます"}
#     privileged: {en: "containers {containers} run as root, or do not name a user", ja: "コンテナ {containers} はrootで実行されるか、ユーザーが指定されていません"}
#   remediation:
#     en: "Register a new revision of the task definition with a user other than root for each container, and deploy the services that use it."
#     ja: "すべてのコンテナにroot以外のユーザーを指定したタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。"
#   manual: application
package controls.ecs.linux_container_is_not_root

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

_judged contains definition.id if {
	some definition in input.ecs.task_definitions
	not definition.id in _windows
}

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

_administers(container) if regex.match(`^(root|0*)(:.*)?$`, container.User)

_names(definition) := sort({container.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	_administers(container)
})
