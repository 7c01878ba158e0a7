# METADATA
# title: Amazon EC2 instances should be managed by AWS Systems Manager
# description: >-
#   What Systems Manager does not know it cannot patch, inventory or reach without an open port. Instances that run or are stopped
#   are judged.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-instance-managed-by-systems-manager.html
# custom:
#   id: SSM.1
#   title_ja: Amazon EC2インスタンスはAWS Systems Managerで管理する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   standards: {fsbp: [SSM.1], nist-800-53-r5: [SSM.1], pci-dss-3.2.1: [SSM.1], control-tower: [SSM.1]}
#   reasons:
#     managed: {en: "Systems Manager manages the instance", ja: "Systems Managerで管理されています"}
#     unmanaged: {en: "Systems Manager does not know the instance", ja: "Systems Managerで管理されていません"}
#   remediation:
#     en: "Install the SSM agent, give the instance a role with AmazonSSMManagedInstanceCore, and let it reach the endpoints of Systems Manager."
#     ja: "SSM Agentをインストールし、AmazonSSMManagedInstanceCoreを持つロールを割り当て、Systems Managerのエンドポイントに接続できるようにします。"
#   manual: decision
package controls.ssm.instance_is_managed

import data.lib.result

subjects contains id if some id in _there

findings contains result.pass(instance, "managed", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	instance.id in _managed
}

findings contains result.fail(instance, "unmanaged", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	not instance.id in _managed
}

_reads := ["State.Name", "input.ssm.instances.InstanceId"]

_there contains instance.id if {
	some instance in input.ec2.instances
	instance.State.Name in {"running", "stopped"}
}

_managed contains instance.InstanceId if some instance in input.ssm.instances
