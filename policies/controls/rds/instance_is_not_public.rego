# METADATA
# title: RDS DB instances should prohibit public access
# description: >-
#   A publicly accessible instance has a name that resolves to a public address outside its VPC. Only PubliclyAccessible decides, as in the
#   Config rule rds-instance-public-access-check, whatever security groups and routes make of it. Instances of Neptune and DocumentDB,
#   which the same API lists, are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   id: RDS.2
#   title_ja: RDS DBインスタンスはパブリックアクセスを禁止する必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: rds.instances
#   resource: AWS::RDS::DBInstance
#   standards: {fsbp: [RDS.2], cis-3.0: ["2.3.3"], cis-5.0: ["2.2.3"], nist-800-53-r5: [RDS.2], pci-dss-3.2.1: [RDS.2], pci-dss-4.0.1: [RDS.2], control-tower: [RDS.2]}
#   reasons:
#     private: {en: the instance is not publicly accessible, ja: インスタンスはパブリックアクセス不可です}
#     public: {en: the instance is publicly accessible, ja: インスタンスがパブリックアクセス可能です}
#   remediation: {en: "Switch off public access of the instance. Clients outside the VPC then need a VPN, a peering connection or a bastion.", ja: "インスタンスのパブリックアクセスを無効にします。VPC外のクライアントはVPN、VPCピアリング、踏み台などを経由して接続します。"}
package controls.rds.instance_is_not_public

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.instances

findings contains result.pass(instance, "private", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _private
}

findings contains result.fail(instance, "public", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _private
}

_reads := ["PubliclyAccessible"]

_private contains instance.id if {
	some instance in input.rds.instances
	instance.PubliclyAccessible == false
}

plan contains steps.step(instance, [_access(instance, false)], [_access(instance, true)], [steps.changed("rds.instances", instance.id, "PubliclyAccessible", false)]) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _private
}

_access(instance, public) := steps.call("rds", "ModifyDBInstance", {
	"DBInstanceIdentifier": instance.DBInstanceIdentifier,
	"PubliclyAccessible": public,
	"ApplyImmediately": true,
})
