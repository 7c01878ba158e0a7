# METADATA
# title: Task role and execution role are separate and minimal
# description: >-
#   What breaks into a container has the rights of the task role; those to pull images and read secrets belong to the execution
#   role, which containers cannot use. Neither may administer the account or IAM.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
# custom:
#   id: BLEA.ECS.8
#   title_ja: ECSのタスクロールと実行ロールが分離され最小権限である
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   profiles: [guest-ecs]
#   measure: identity
#   standards: {blea: [BLEA.ECS.8]}
#   reasons:
#     separate: {en: "the task role and the execution role are two, and neither is an administrator's", ja: "タスクロールと実行ロールは分離されており、いずれも管理者権限を持ちません"}
#     no_task_role: {en: "the task has no role of its own, and the execution role is not an administrator's", ja: "タスクロールはなく、実行ロールは管理者権限を持ちません"}
#     same: {en: "the task role and the execution role are the same", ja: "タスクロールと実行ロールが同一です"}
#     administrator: {en: "the roles {roles} can administer the account or IAM", ja: "ロール {roles} でアカウントまたはIAMを管理できます"}
#   remediation:
#     en: "Register a new revision of the task definition with two roles: an execution role with AmazonECSTaskExecutionRolePolicy, and a task role with the actions that the application needs on its own resources."
#     ja: "2つのロールを指定したタスク定義の新しいリビジョンを登録します。実行ロールにはAmazonECSTaskExecutionRolePolicyを、タスクロールにはアプリケーションが必要とするアクションを対象リソースに限定して付与します。"
#   manual: application
package controls.ecs.blea_task_roles_are_minimal

import data.lib.result
import data.lib.roles

findings contains result.pass(definition, "separate", {}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _with_task_role
	not definition.id in _same
	not definition.id in _administers
}

findings contains result.pass(definition, "no_task_role", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _with_task_role
	not definition.id in _administers
}

findings contains result.fail(definition, "administrator", {"roles": _administrators(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _administers
}

findings contains result.fail(definition, "same", {}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _same
	not definition.id in _administers
}

_reads := [
	"DescribeTaskDefinition.TaskDefinition.TaskRoleArn",
	"DescribeTaskDefinition.TaskDefinition.ExecutionRoleArn",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.RolePolicyList.PolicyDocument",
]

_with_task_role contains definition.id if {
	some definition in input.ecs.task_definitions
	definition.DescribeTaskDefinition.TaskDefinition.TaskRoleArn != ""
}

_same contains definition.id if {
	some definition in input.ecs.task_definitions
	definition.id in _with_task_role
	definition.DescribeTaskDefinition.TaskDefinition.TaskRoleArn == definition.DescribeTaskDefinition.TaskDefinition.ExecutionRoleArn
}

_administers contains definition.id if {
	some definition in input.ecs.task_definitions
	definition.DescribeTaskDefinition.TaskDefinition.TaskRoleArn in roles.administrators
}

_administers contains definition.id if {
	some definition in input.ecs.task_definitions
	definition.DescribeTaskDefinition.TaskDefinition.ExecutionRoleArn in roles.administrators
}

_administrators(definition) := sort({arn |
	some arn in [definition.DescribeTaskDefinition.TaskDefinition.TaskRoleArn, definition.DescribeTaskDefinition.TaskDefinition.ExecutionRoleArn]
	arn in roles.administrators
})
