# METADATA
# title: RDS automatic minor version upgrades should be enabled
# description: >-
#   Minor versions carry the engine's security patches; RDS installs them in the maintenance window. Instances of Neptune and DocumentDB, which
#   the same API lists, are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
# custom:
#   id: RDS.13
#   title_ja: RDSの自動マイナーバージョンアップグレードを有効にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: rds.instances
#   resource: AWS::RDS::DBInstance
#   standards: {fsbp: [RDS.13], cis-3.0: ["2.3.2"], cis-5.0: ["2.2.2"], nist-800-53-r5: [RDS.13], pci-dss-4.0.1: [RDS.13], control-tower: [RDS.13]}
#   reasons:
#     automatic: {en: minor versions are installed automatically, ja: マイナーバージョンは自動的に適用されます}
#     manual: {en: minor versions are not installed automatically, ja: マイナーバージョンが自動的に適用されません}
#   remediation: {en: Switch on automatic minor version upgrades of the instance., ja: インスタンスの自動マイナーバージョンアップグレードを有効にします。}
package controls.rds.instance_upgrades_minor_versions

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.instances

findings contains result.pass(instance, "automatic", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _automatic
}

findings contains result.fail(instance, "manual", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _automatic
}

_reads := ["AutoMinorVersionUpgrade"]

_automatic contains instance.id if {
	some instance in input.rds.instances
	instance.AutoMinorVersionUpgrade == true
}

plan contains steps.step(instance, [_upgrades(instance, true)], [_upgrades(instance, false)], [steps.changed("rds.instances", instance.id, "AutoMinorVersionUpgrade", true)]) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _automatic
}

_upgrades(instance, automatic) := steps.call("rds", "ModifyDBInstance", {
	"DBInstanceIdentifier": instance.DBInstanceIdentifier,
	"AutoMinorVersionUpgrade": automatic,
})
