# METADATA
# title: ECS containers should be limited to read-only access to root filesystems
# description: >-
#   What cannot write to its own file system cannot keep a tool there. Each container has to say so, since the default is writable;
#   Windows containers cannot, and fail as in AWS's rule. Only the latest active revision of a family is judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-containers-readonly-access.html
# custom:
#   id: ECS.5
#   title_ja: ECSコンテナのルートファイルシステムへのアクセスは読み取り専用に制限する必要があります
#   severity: HIGH
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.5], nist-800-53-r5: [ECS.5], control-tower: [ECS.5]}
#   reasons:
#     read_only: {en: "the root filesystem of each container is read-only", ja: "すべてのコンテナのルートファイルシステムは読み取り専用です"}
#     writable: {en: "the root filesystem of containers {containers} is writable", ja: "コンテナ {containers} のルートファイルシステムに書き込めます"}
#   remediation:
#     en: "Register a new revision of the task definition with readonlyRootFilesystem set to true and volumes for what has to be written, and deploy the services that use it."
#     ja: "readonlyRootFilesystemをtrueに設定し、書き込みが必要な場所にボリュームを割り当てたタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。"
#   manual: application
package controls.ecs.container_root_is_read_only

import data.lib.result

findings contains result.pass(definition, "read_only", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _writable
}

findings contains result.fail(definition, "writable", {"containers": _names(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _writable
}

_reads := ["DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.ReadonlyRootFilesystem"]

_writable contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	not container.ReadonlyRootFilesystem
}

_names(definition) := sort({container.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	not container.ReadonlyRootFilesystem
})
