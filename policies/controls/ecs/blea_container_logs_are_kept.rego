# METADATA
# title: Container logs go to an encrypted log group kept at least 90 days
# description: >-
#   Ninety days of logs are what an investigation starts with. Each container of the latest revision needs a log driver; awslogs has
#   to write to a log group that keeps events for 90 days or for ever. Other drivers hand the logs over, and pass. A group without a
#   customer's key is only noted.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
# custom:
#   id: BLEA.ECS.3
#   title_ja: コンテナログがCMK暗号化・90日以上保持のロググループへ出力されている
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   profiles: [guest-ecs]
#   measure: operations
#   standards: {blea: [BLEA.ECS.3]}
#   reasons:
#     kept: {en: "logs of each container are kept for 90 days or longer", ja: "すべてのコンテナのログは90日以上保持されます"}
#     kept_without_key: {en: "logs of each container are kept for 90 days or longer; the log groups {groups} are not encrypted with a customer's key", ja: "すべてのコンテナのログは90日以上保持されますが、ロググループ {groups} はカスタマーマネージドキーで暗号化されていません"}
#     not_logged: {en: "containers {containers} have no log driver", ja: "コンテナ {containers} にログドライバーが設定されていません"}
#     short: {en: "the log groups {groups} keep events for less than 90 days", ja: "ロググループ {groups} の保持期間が90日未満です"}
#     no_group: {en: "the log groups {groups} do not exist", ja: "ロググループ {groups} が存在しません"}
#     elsewhere: {en: "the log groups {groups} are in a Region that was not scanned", ja: "ロググループ {groups} はスキャンされていないリージョンにあります"}
#   remediation:
#     en: "Give each container a logConfiguration, and set the retention of the log groups to 90 days; encrypt them with a customer managed key."
#     ja: "すべてのコンテナにlogConfigurationを設定し、ロググループの保持期間を90日に設定します。ロググループはカスタマーマネージドキーで暗号化します。"
package controls.ecs.blea_container_logs_are_kept

import data.lib.result
import data.lib.steps

findings contains result.pass(definition, "kept", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _bad
	not definition.id in _elsewhere
	not definition.id in _plain
}

findings contains result.pass(definition, "kept_without_key", {"groups": _named(definition, _plain_groups)}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _bad
	not definition.id in _elsewhere
	definition.id in _plain
}

findings contains result.not_available(definition, "elsewhere", {"groups": sort(_unseen(definition))}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _bad
	definition.id in _elsewhere
}

findings contains result.fail(definition, "not_logged", {"containers": _silent_containers(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _silent
}

findings contains result.fail(definition, "short", {"groups": _named(definition, _short_groups)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _short
	not definition.id in _silent
}

findings contains result.fail(definition, "no_group", {"groups": sort(_lost(definition))}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _missing
	not definition.id in _silent
	not definition.id in _short
}

_reads := [
	"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.LogConfiguration.LogDriver",
	"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.LogConfiguration.Options",
	"input.logs.log_groups.RetentionInDays",
	"input.logs.log_groups.KmsKeyId",
]

_bad contains id if some id in _silent

_bad contains id if some id in _short

_bad contains id if some id in _missing

_silent contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	not container.LogConfiguration.LogDriver
}

_silent_containers(definition) := sort({container.Name |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	not container.LogConfiguration.LogDriver
})

_short contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	_group(definition, container) in _short_groups
}

_plain contains definition.id if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	_group(definition, container) in _plain_groups
}

_missing contains definition.id if {
	some definition in input.ecs.task_definitions
	some _ in _lost(definition)
}

_elsewhere contains definition.id if {
	some definition in input.ecs.task_definitions
	some _ in _unseen(definition)
}

_lost(definition) := {group[1] |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	group := _group(definition, container)
	group[0] in _scanned
	not group in _groups
}

_unseen(definition) := {group[1] |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	group := _group(definition, container)
	not group[0] in _scanned
}

_named(definition, groups) := sort({group[1] |
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	group := _group(definition, container)
	group in groups
})

# Region and name of the log group that a container with the driver awslogs writes to.
_group(definition, container) := [_region(definition, container), container.LogConfiguration.Options["awslogs-group"]] if {
	container.LogConfiguration.LogDriver == "awslogs"
}

_region(_, container) := container.LogConfiguration.Options["awslogs-region"]

_region(definition, container) := definition.region if not container.LogConfiguration.Options["awslogs-region"]

_scanned contains region.id if some region in input.regions

_groups contains [group.region, group.LogGroupName] if some group in input.logs.log_groups

_short_groups contains [group.region, group.LogGroupName] if {
	some group in input.logs.log_groups
	group.RetentionInDays < 90
}

_plain_groups contains [group.region, group.LogGroupName] if {
	some group in input.logs.log_groups
	not group.KmsKeyId
}

plan contains object.union(
	steps.step(
		definition,
		[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": 90})],
		[steps.call("logs", "PutRetentionPolicy", {"logGroupName": group.LogGroupName, "retentionInDays": group.RetentionInDays})],
		[steps.changed("logs.log_groups", group.id, "RetentionInDays", 90)],
	),
	{"region": group.region},
) if {
	some definition in input.ecs.task_definitions
	some container in definition.DescribeTaskDefinition.TaskDefinition.ContainerDefinitions
	place := _group(definition, container)
	place in _short_groups
	group := _group_at[place]
}

_group_at[[group.region, group.LogGroupName]] := group if some group in input.logs.log_groups
