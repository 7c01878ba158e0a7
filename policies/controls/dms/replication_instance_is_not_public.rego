# METADATA
# title: Database Migration Service replication instances should not be public
# description: >-
#   A public replication instance can be reached from outside its VPC, and holds the data that it migrates. Only PubliclyAccessible decides.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html#dms-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/dms-replication-not-public.html
# custom:
#   id: DMS.1
#   title_ja: Database Migration Serviceのレプリケーションインスタンスは公開しない必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: dms.replication_instances
#   resource: AWS::DMS::ReplicationInstance
#   standards: {fsbp: [DMS.1], nist-800-53-r5: [DMS.1], pci-dss-3.2.1: [DMS.1], pci-dss-4.0.1: [DMS.1], control-tower: [DMS.1]}
#   reasons:
#     private: {en: the replication instance is not publicly accessible, ja: レプリケーションインスタンスはパブリックアクセス不可です}
#     public: {en: the replication instance is publicly accessible, ja: レプリケーションインスタンスがパブリックアクセス可能です}
#   remediation: {en: "Make a new replication instance without public access, move the tasks there and delete this one; the setting cannot be changed later.", ja: "パブリックアクセスを無効にしたレプリケーションインスタンスを新規作成し、タスクを移行してからこのインスタンスを削除します。この設定は後から変更できません。"}
#   manual: recreate
package controls.dms.replication_instance_is_not_public

import data.lib.result

findings contains result.pass(instance, "private", {}, _reads) if {
	some instance in input.dms.replication_instances
	instance.id in _private
}

findings contains result.fail(instance, "public", {}, _reads) if {
	some instance in input.dms.replication_instances
	not instance.id in _private
}

_reads := ["PubliclyAccessible"]

_private contains instance.id if {
	some instance in input.dms.replication_instances
	instance.PubliclyAccessible == false
}
