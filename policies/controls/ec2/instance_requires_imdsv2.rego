# METADATA
# title: EC2 instances should require version 2 of the instance metadata service
# description: >-
#   Version 1 hands an instance's credentials to whoever can make it fetch a URL. Only HttpTokens decides, as in the Config rule
#   ec2-imdsv2-check, also where the service is switched off. Instances that are terminated or on the way to it are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8
# custom:
#   id: EC2.8
#   title_ja: EC2インスタンスはIMDSv2を必須にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   standards: {fsbp: [EC2.8], cis-3.0: ["5.6"], cis-5.0: ["5.7"], nist-800-53-r5: [EC2.8], pci-dss-4.0.1: [EC2.8], control-tower: [EC2.8]}
#   reasons:
#     required: {en: "instance metadata needs a session token (IMDSv2)", ja: "インスタンスメタデータの取得にセッショントークン(IMDSv2)が必須です"}
#     optional: {en: "instance metadata can be read without a session token (IMDSv1)", ja: "インスタンスメタデータをセッショントークンなし(IMDSv1)で取得できます"}
#   remediation: {en: "Check with the metric MetadataNoToken that nothing uses version 1, then set HttpTokens to required.", ja: "メトリクスMetadataNoTokenでIMDSv1が使われていないことを確認し、HttpTokensをrequiredに設定します。"}
package controls.ec2.instance_requires_imdsv2

import data.lib.result

subjects contains id if some id in _there

findings contains result.pass(instance, "required", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	instance.id in _required
}

findings contains result.fail(instance, "optional", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	not instance.id in _required
}

_reads := ["MetadataOptions.HttpTokens"]

_there contains instance.id if {
	some instance in input.ec2.instances
	not instance.id in _going
}

_going contains instance.id if {
	some instance in input.ec2.instances
	instance.State.Name in {"shutting-down", "terminated"}
}

_required contains instance.id if {
	some instance in input.ec2.instances
	instance.MetadataOptions.HttpTokens == "required"
}

plan contains {
	"subject": instance.id,
	"region": instance.region,
	"calls": [{"service": "ec2", "operation": "ModifyInstanceMetadataOptions", "params": {"InstanceId": instance.id, "HttpTokens": "required"}}],
	"undo": [{"service": "ec2", "operation": "ModifyInstanceMetadataOptions", "params": {"InstanceId": instance.id, "HttpTokens": "optional"}}],
	"effect": [{"op": "set", "collection": "ec2.instances", "id": instance.id, "path": "MetadataOptions.HttpTokens", "value": "required"}],
	"needs": [],
	"destructive": false,
} if {
	some instance in input.ec2.instances
	instance.id in _there
	not instance.id in _required
}
