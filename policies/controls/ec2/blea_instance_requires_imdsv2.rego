# METADATA
# title: EC2 instances require IMDSv2
# description: >-
#   Version 1 hands an instance's credentials to whoever can make it fetch a URL. BLEA's sample leaves it on, its guide to remediation
#   switches it off. Where an Auto Scaling group replaces the instance, what it launches from has to ask for tokens too, or the Region's
#   default has to. Instances that are terminated or on the way to it are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/HowTo.md
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-options-order-of-precedence.html
# custom:
#   id: BLEA.EC2.4
#   title_ja: EC2インスタンスでIMDSv2が必須になっている
#   severity: HIGH
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   profiles: [guest-ec2]
#   measure: resources
#   standards: {blea: [BLEA.EC2.4]}
#   reasons:
#     guarded: {en: "the metadata of the instance need a session token, or cannot be read", ja: "インスタンスメタデータの取得にセッショントークンが必須か、取得自体が無効です"}
#     optional: {en: "instance metadata can be read without a session token (IMDSv1)", ja: "インスタンスメタデータをセッショントークンなし(IMDSv1)で取得できます"}
#     successors: {en: "the Auto Scaling group replaces the instance by ones that take IMDSv1", ja: "Auto Scalingグループが、IMDSv1を使用できるインスタンスに置き換えます"}
#   remediation:
#     en: "Set HttpTokens to required on the instance, on the launch template or launch configuration of its Auto Scaling group, and as the default of the Region."
#     ja: "インスタンス、Auto Scalingグループの起動テンプレートまたは起動設定、およびリージョンのデフォルトでHttpTokensをrequiredに設定します。"
package controls.ec2.blea_instance_requires_imdsv2

import data.lib.instances
import data.lib.result

subjects contains id if some id in instances.there

findings contains result.pass(instance, "guarded", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	instance.id in instances.guarded
	not instance.id in _followed
}

findings contains result.fail(instance, "optional", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	not instance.id in instances.guarded
}

findings contains result.fail(instance, "successors", {}, _group_reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	instance.id in instances.guarded
	instance.id in _followed
}

_reads := ["MetadataOptions.HttpTokens", "MetadataOptions.HttpEndpoint"]

_group_reads := array.concat(_reads, [
	"input.autoscaling.groups.Instances",
	"input.autoscaling.launch_configurations.MetadataOptions.HttpTokens",
	"input.ec2.launch_templates.DescribeLaunchTemplateVersions.LaunchTemplateVersions",
	"input.ec2.instance_metadata_defaults.HttpTokens",
])

# Instances in a group that starts ones with version 1.
_followed contains member.InstanceId if {
	some group in input.autoscaling.groups
	group.id in _lax
	some member in group.Instances
}

_lax contains group.id if {
	some group in input.autoscaling.groups
	[group.region, group.LaunchConfigurationName] in _lax_configurations
}

_lax contains group.id if {
	some group in input.autoscaling.groups
	group.LaunchTemplate.LaunchTemplateId in _lax_templates
}

_lax contains group.id if {
	some group in input.autoscaling.groups
	group.MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId in _lax_templates
}

_lax_configurations contains [configuration.region, configuration.LaunchConfigurationName] if {
	some configuration in input.autoscaling.launch_configurations
	configuration.MetadataOptions.HttpTokens == "optional"
	not configuration.MetadataOptions.HttpEndpoint == "disabled"
}

_lax_configurations contains [configuration.region, configuration.LaunchConfigurationName] if {
	some configuration in input.autoscaling.launch_configurations
	not configuration.MetadataOptions.HttpTokens
	not configuration.MetadataOptions.HttpEndpoint == "disabled"
	not configuration.region in _strict_regions
}

_lax_templates contains template.id if {
	some template in input.ec2.launch_templates
	some version in template.DescribeLaunchTemplateVersions.LaunchTemplateVersions
	version.LaunchTemplateData.MetadataOptions.HttpTokens == "optional"
	not version.LaunchTemplateData.MetadataOptions.HttpEndpoint == "disabled"
}

_lax_templates contains template.id if {
	some template in input.ec2.launch_templates
	some version in template.DescribeLaunchTemplateVersions.LaunchTemplateVersions
	not version.LaunchTemplateData.MetadataOptions.HttpTokens
	not version.LaunchTemplateData.MetadataOptions.HttpEndpoint == "disabled"
	not template.region in _strict_regions
}

_strict_regions contains setting.region if {
	some setting in input.ec2.instance_metadata_defaults
	setting.HttpTokens == "required"
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
	instance.id in instances.there
	not instance.id in instances.guarded
}
