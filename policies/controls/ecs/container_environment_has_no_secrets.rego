# METADATA
# title: Secrets should not be passed as container environment variables
# description: >-
#   Everyone who may read the task definition reads its variables. Looked for are the names AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
#   and ECS_ENGINE_AUTH_DATA among the variables of the latest active revision; files of variables in S3 are not opened.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-8
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-no-environment-secrets.html
# custom:
#   id: ECS.8
#   title_ja: シークレットをコンテナ環境変数として渡さないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.8], nist-800-53-r5: [ECS.8], pci-dss-4.0.1: [ECS.8], control-tower: [ECS.8]}
#   reasons:
#     clean: {en: "no variable has the name of a secret", ja: "シークレットの名前を持つ環境変数はありません"}
#     secrets: {en: "containers {containers} have the variables {variables}", ja: "コンテナ {containers} に環境変数 {variables} があります"}
#   remediation:
#     en: "Give the task a task role instead of keys, and take what must be secret from Secrets Manager or Parameter Store (secrets) in a new revision of the task definition. Rotate the keys that were there, and deregister the revisions that have them."
#     ja: "アクセスキーの代わりにタスクロールを付与し、シークレットはSecrets ManagerまたはParameter Storeから渡すよう (secrets) タスク定義の新しいリビジョンを登録します。設定されていたキーはローテーションし、キーを含むリビジョンの登録を解除します。"
#   manual: application
package controls.ecs.container_environment_has_no_secrets

import data.lib.result

findings contains result.pass(definition, "clean", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _leaking
}

findings contains result.fail(definition, "secrets", {"containers": _names(definition), "variables": _variables(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _leaking
}

_reads := ["DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.Environment.Name"]

_secret_keys := {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"}

_leaking contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	some variable in container.Environment
	variable.Name in _secret_keys
}

_names(definition) := sort({container.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	some variable in container.Environment
	variable.Name in _secret_keys
})

_variables(definition) := sort({variable.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	some variable in container.Environment
	variable.Name in _secret_keys
})
