# METADATA
# title: EC2 instances should get access to AWS resources through an IAM instance role
# description: >-
#   A role gives the instance keys that change by themselves; without one they are put on its disk. An instance profile is what an
#   instance gets its role by. Instances that are terminated or on the way to it are left out.
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
# custom:
#   id: CIS5.0/1.17
#   title_ja: EC2インスタンスからのAWSリソースへのアクセスにIAMインスタンスロールを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   standards: {cis-5.0: ["1.17"]}
#   also:
#     - id: CIS1.2/1.19
#       standards: {cis-1.2: ["1.19"]}
#     - id: CIS1.4/1.18
#       standards: {cis-1.4: ["1.18"]}
#     - id: CIS3.0/1.18
#       standards: {cis-3.0: ["1.18"]}
#   reasons:
#     role: {en: "the instance has an instance profile", ja: "インスタンスにインスタンスプロファイルがあります"}
#     none: {en: "the instance has no instance profile", ja: "インスタンスにインスタンスプロファイルがありません"}
#   remediation: {en: "Make a role with what the instance needs, associate its instance profile, and remove access keys from the instance.", ja: "インスタンスに必要な権限だけを持つロールを作成し、インスタンスプロファイルを関連付けて、インスタンス上のアクセスキーを削除します。"}
#   manual: decision
package controls.ec2.instance_has_role

import data.lib.result

subjects contains id if some id in _there

findings contains result.pass(instance, "role", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	instance.id in _with_role
}

findings contains result.fail(instance, "none", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	not instance.id in _with_role
}

_reads := ["IamInstanceProfile.Arn"]

_there contains instance.id if {
	some instance in input.ec2.instances
	not instance.id in _going
}

_going contains instance.id if {
	some instance in input.ec2.instances
	instance.State.Name in {"shutting-down", "terminated"}
}

_with_role contains instance.id if {
	some instance in input.ec2.instances
	instance.IamInstanceProfile.Arn != ""
}
