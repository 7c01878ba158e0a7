# METADATA
# title: Every VPC's default security group has no rules
# description: >-
#   A default security group is used whenever nobody chooses another one. It has neither inbound nor outbound rules; a new VPC's has
#   both. The groups of all VPCs of the account count, also of VPCs that nobody uses.
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.DefaultSG.4
#   title_ja: 全VPCのデフォルトセキュリティグループにルールが存在しない
#   severity: HIGH
#   subject: resource
#   collection: ec2.security_groups
#   resource: AWS::EC2::SecurityGroup
#   profiles: [standalone, control-tower]
#   measure: defaults
#   construct: Detection
#   standards: {blea: [BLEA.DefaultSG.4]}
#   reasons:
#     closed: {en: "the default security group has no rules", ja: "デフォルトセキュリティグループにルールはありません"}
#     open: {en: "the default security group has rules", ja: "デフォルトセキュリティグループにルールがあります"}
#   remediation: {en: "Give the resources that use the group one of their own, then revoke all of its rules.", ja: "このグループを使用しているリソースに専用のグループを割り当ててから、すべてのルールを削除します。"}
package controls.defaultsg.default_group_is_closed

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
