# METADATA
# title: VPC default security groups should not allow inbound or outbound traffic
# description: >-
#   A default security group is used whenever nobody chooses another one. It has neither inbound nor outbound rules; a new VPC's has
#   both. The groups of all VPCs of the account count, also of VPCs that nobody uses.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
# custom:
#   id: EC2.2
#   title_ja: VPCのデフォルトセキュリティグループでは、インバウンドとアウトバウンドのトラフィックを許可しない必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.security_groups
#   resource: AWS::EC2::SecurityGroup
#   standards: {fsbp: [EC2.2], cis-1.2: ["4.3"], cis-1.4: ["5.3"], cis-3.0: ["5.4"], cis-5.0: ["5.5"], nist-800-53-r5: [EC2.2], pci-dss-3.2.1: [EC2.2], control-tower: [EC2.2]}
#   reasons:
#     closed: {en: "the default security group has no rules", ja: "デフォルトセキュリティグループにルールはありません"}
#     open: {en: "the default security group has rules", ja: "デフォルトセキュリティグループにルールがあります"}
#   remediation: {en: "Give the resources that use the group one of their own, then revoke all of its rules.", ja: "このグループを使用しているリソースに専用のグループを割り当ててから、すべてのルールを削除します。"}
package controls.ec2.default_security_group_is_closed

import data.lib.default_groups
import data.lib.result

subjects contains id if some id in default_groups.own

findings contains result.pass(group, "closed", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in default_groups.own
	group.id in default_groups.closed
}

findings contains result.fail(group, "open", {}, _reads) if {
	some group in input.ec2.security_groups
	group.id in default_groups.own
	not group.id in default_groups.closed
}

_reads := ["IpPermissions", "IpPermissionsEgress"]

plan contains step if some step in default_groups.closing
