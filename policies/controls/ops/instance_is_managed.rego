# METADATA
# title: EC2 instances are managed by Systems Manager
# description: >-
#   What Systems Manager does not reach is neither patched nor inventoried. Running instances must have reported lately, in whatever
#   way they came to be managed: Quick Setup, Default Host Management Configuration or an instance profile.
# related_resources:
#   - https://docs.aws.amazon.com/systems-manager/latest/userguide/managed-instances-default-host-management.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/README.md
# custom:
#   id: BLEA.Ops.2
#   title_ja: EC2インスタンスがSystems Managerで管理されている
#   severity: LOW
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   profiles: [standalone, control-tower]
#   measure: defaults
#   standards: {blea: [BLEA.Ops.2]}
#   reasons:
#     online: {en: "Systems Manager reaches the instance", ja: "Systems Managerで管理されています"}
#     offline: {en: "Systems Manager knows the instance, but has lost contact", ja: "Systems Managerに登録されていますが、接続が失われています"}
#     unmanaged: {en: "Systems Manager does not know the instance", ja: "Systems Managerで管理されていません"}
#   remediation: {en: "Set up host management in Systems Manager Quick Setup, or turn on Default Host Management Configuration, and see that the agent runs.", ja: "Systems Managerの高速セットアップでホスト管理を設定するか、デフォルトのホスト管理設定を有効にし、SSM Agentの稼働を確認します。"}
#   manual: decision
package controls.ops.instance_is_managed

import data.lib.result

subjects contains instance.id if {
	some instance in input.ec2.instances
	instance.State.Name == "running"
}

findings contains result.pass(instance, "online", {}, _reads) if {
	some instance in input.ec2.instances
	instance.State.Name == "running"
	instance.id in _online
}

findings contains result.fail(instance, "offline", {}, _reads) if {
	some instance in input.ec2.instances
	instance.State.Name == "running"
	instance.id in _registered
	not instance.id in _online
}

findings contains result.fail(instance, "unmanaged", {}, _reads) if {
	some instance in input.ec2.instances
	instance.State.Name == "running"
	not instance.id in _registered
}

_reads := ["State.Name", "input.ssm.instances.PingStatus"]

_registered contains instance.id if {
	some instance in input.ec2.instances
	some managed in input.ssm.instances
	managed.InstanceId == instance.InstanceId
}

_online contains instance.id if {
	some instance in input.ec2.instances
	some managed in input.ssm.instances
	managed.InstanceId == instance.InstanceId
	managed.PingStatus == "Online"
}
