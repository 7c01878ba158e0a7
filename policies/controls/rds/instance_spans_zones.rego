# METADATA
# title: RDS DB instances should be configured with multiple Availability Zones
# description: >-
#   A standby in another zone takes over when the instance, its storage or its zone fails. Instances of clusters are left out, since there the
#   cluster spans zones or does not, and so are those of Neptune and DocumentDB, which the same API lists.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/rds-multi-az-support.html
# custom:
#   id: RDS.5
#   title_ja: RDS DBインスタンスは複数のアベイラビリティーゾーンで構成する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: rds.instances
#   resource: AWS::RDS::DBInstance
#   standards: {fsbp: [RDS.5], cis-5.0: ["2.2.4"], nist-800-53-r5: [RDS.5], control-tower: [RDS.5]}
#   reasons:
#     several: {en: the instance has a standby in another Availability Zone, ja: 別のアベイラビリティーゾーンにスタンバイがあります}
#     single: {en: the instance is in one Availability Zone only, ja: インスタンスは単一のアベイラビリティーゾーンにのみ配置されています}
#   remediation: {en: Turn the instance into a Multi-AZ deployment., ja: インスタンスをマルチAZ配置に変更します。}
package controls.rds.instance_spans_zones

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in _alone

findings contains result.pass(instance, "several", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in _alone
	instance.id in _doubled
}

findings contains result.fail(instance, "single", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in _alone
	not instance.id in _doubled
}

_reads := ["MultiAZ"]

_alone contains instance.id if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in databases.aurora_instances
	not instance.id in _clustered
}

_clustered contains instance.id if {
	some instance in input.rds.instances
	instance.DBClusterIdentifier != ""
}

_doubled contains instance.id if {
	some instance in input.rds.instances
	instance.MultiAZ == true
}

plan contains steps.step(instance, [_zones(instance, true)], [_zones(instance, false)], [steps.changed("rds.instances", instance.id, "MultiAZ", true)]) if {
	some instance in input.rds.instances
	instance.id in _alone
	not instance.id in _doubled
}

_zones(instance, several) := steps.call("rds", "ModifyDBInstance", {
	"DBInstanceIdentifier": instance.DBInstanceIdentifier,
	"MultiAZ": several,
	"ApplyImmediately": true,
})
