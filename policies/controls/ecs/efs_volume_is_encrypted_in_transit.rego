# METADATA
# title: ECS task definitions should use in-transit encryption for EFS volumes
# description: >-
#   What tasks read from and write to EFS crosses the network in the clear unless the volume says otherwise. Only the latest active
#   revision of a family is judged; one without volumes of EFS passes.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-task-definition-efs-encryption-enabled.html
# custom:
#   id: ECS.18
#   title_ja: ECSタスク定義ではEFSボリュームの転送時の暗号化を使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.task_definitions
#   resource: AWS::ECS::TaskDefinition
#   standards: {fsbp: [ECS.18]}
#   reasons:
#     encrypted: {en: "each volume of EFS is encrypted in transit", ja: "すべてのEFSボリュームで転送時の暗号化が有効です"}
#     none: {en: "the task definition has no volume of EFS", ja: "EFSボリュームはありません"}
#     plain: {en: "volumes {volumes} of EFS are not encrypted in transit", ja: "EFSボリューム {volumes} で転送時の暗号化が無効です"}
#   remediation:
#     en: "Register a new revision of the task definition with transitEncryption ENABLED for each volume of EFS, and deploy the services that use it."
#     ja: "すべてのEFSボリュームでtransitEncryptionをENABLEDにしたタスク定義の新しいリビジョンを登録し、使用しているサービスをデプロイします。"
#   manual: application
package controls.ecs.efs_volume_is_encrypted_in_transit

import data.lib.result

findings contains result.pass(definition, "encrypted", {}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _with_efs
	not definition.id in _plain
}

findings contains result.pass(definition, "none", {}, _reads) if {
	some definition in input.ecs.task_definitions
	not definition.id in _with_efs
}

findings contains result.fail(definition, "plain", {"volumes": _names(definition)}, _reads) if {
	some definition in input.ecs.task_definitions
	definition.id in _plain
}

_reads := ["DescribeTaskDefinition.TaskDefinition.Volumes.EfsVolumeConfiguration.TransitEncryption"]

_with_efs contains definition.id if {
	some definition in input.ecs.task_definitions
	some volume in definition.DescribeTaskDefinition.TaskDefinition.Volumes
	volume.EfsVolumeConfiguration
}

_plain contains definition.id if {
	some definition in input.ecs.task_definitions
	some volume in definition.DescribeTaskDefinition.TaskDefinition.Volumes
	volume.EfsVolumeConfiguration
	not volume.EfsVolumeConfiguration.TransitEncryption == "ENABLED"
}

_names(definition) := sort({volume.Name |
	some volume in definition.DescribeTaskDefinition.TaskDefinition.Volumes
	volume.EfsVolumeConfiguration
	not volume.EfsVolumeConfiguration.TransitEncryption == "ENABLED"
})
