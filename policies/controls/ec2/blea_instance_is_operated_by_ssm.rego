# METADATA
# title: EC2 instances are operated through Systems Manager
# description: >-
#   Whoever works on an instance comes through Session Manager, with an IAM identity and a log. Systems Manager manages the instance, or its
#   role has the policy for that; Default Host Management Configuration and policies of one's own show by the former. A key pair together
#   with SSH open to everybody fails.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ec2-app-sample/lib/construct/ec2app.ts
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
# custom:
#   id: BLEA.EC2.3
#   title_ja: EC2インスタンスがSession Managerで運用されている
#   severity: LOW
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   profiles: [guest-ec2]
#   measure: resources
#   construct: EC2App
#   standards: {blea: [BLEA.EC2.3]}
#   reasons:
#     managed: {en: "Systems Manager manages the instance", ja: "Systems Managerで管理されています"}
#     permitted: {en: "the role of the instance lets Systems Manager manage it", ja: "インスタンスのロールがSystems Managerによる管理を許可しています"}
#     ssh: {en: "the instance has a key pair, and everybody may reach port 22", ja: "インスタンスにキーペアがあり、ポート22に誰でも接続できます"}
#     unmanaged: {en: "Systems Manager does not manage the instance, and its role does not let it", ja: "Systems Managerで管理されておらず、インスタンスのロールも管理を許可していません"}
#   remediation: {en: "Attach AmazonSSMManagedInstanceCore and CloudWatchAgentServerPolicy to the role of the instance, and close port 22.", ja: "インスタンスのロールにAmazonSSMManagedInstanceCoreとCloudWatchAgentServerPolicyをアタッチし、ポート22を閉じます。"}
#   manual: decision
package controls.ec2.blea_instance_is_operated_by_ssm

import data.lib.instances
import data.lib.network
import data.lib.result

subjects contains id if some id in instances.there

findings contains result.pass(instance, "managed", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	not instance.id in _open
	instance.id in _managed
}

findings contains result.pass(instance, "permitted", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	not instance.id in _open
	not instance.id in _managed
	instance.id in _permitted
}

findings contains result.fail(instance, "ssh", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	instance.id in _open
}

findings contains result.fail(instance, "unmanaged", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	not instance.id in _open
	not instance.id in _managed
	not instance.id in _permitted
}

_reads := [
	"IamInstanceProfile.Arn",
	"KeyName",
	"SecurityGroups",
	"input.ssm.instances.InstanceId",
	"input.iam.roles.AttachedManagedPolicies",
	"input.ec2.security_groups.IpPermissions",
]

_managed contains managed.InstanceId if some managed in input.ssm.instances

_permitted contains instance.id if {
	some instance in input.ec2.instances
	instance.IamInstanceProfile.Arn in _managing_profiles
}

_managing_profiles contains profile.Arn if {
	some role in input.iam.roles
	some policy in role.AttachedManagedPolicies
	endswith(policy.PolicyArn, ":aws:policy/AmazonSSMManagedInstanceCore")
	some profile in role.InstanceProfileList
}

_open contains instance.id if {
	some instance in input.ec2.instances
	instance.KeyName != ""
	some group in instance.SecurityGroups
	group.GroupId in network.ssh_open
}
