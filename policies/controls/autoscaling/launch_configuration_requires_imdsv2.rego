# METADATA
# title: Auto Scaling launch configurations should require IMDSv2
# description: >-
#   Version 1 of the instance metadata service hands an instance's credentials to whoever can make it fetch a URL. A launch configuration
#   that says nothing of tokens starts instances that take version 1 too.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/autoscaling-launchconfig-requires-imdsv2.html
# custom:
#   id: AutoScaling.3
#   title_ja: Auto Scalingの起動設定はIMDSv2を必須にする必要があります
#   severity: HIGH
#   subject: resource
#   collection: autoscaling.launch_configurations
#   resource: AWS::AutoScaling::LaunchConfiguration
#   standards: {fsbp: [AutoScaling.3], nist-800-53-r5: [AutoScaling.3], pci-dss-4.0.1: [AutoScaling.3], control-tower: [AutoScaling.3]}
#   reasons:
#     required: {en: "instance metadata needs a session token (IMDSv2)", ja: "インスタンスメタデータの取得にセッショントークン(IMDSv2)が必須です"}
#     optional: {en: "instance metadata can be read without a session token (IMDSv1)", ja: "インスタンスメタデータをセッショントークンなし(IMDSv1)で取得できます"}
#   remediation: {en: "Launch configurations cannot be changed: move the groups to a launch template, or to a new launch configuration, with HttpTokens set to required.", ja: "起動設定は変更できないため、HttpTokensをrequiredに設定した起動テンプレート(または新しい起動設定)へグループを移行します。"}
#   manual: recreate
package controls.autoscaling.launch_configuration_requires_imdsv2

import data.lib.result

findings contains result.pass(configuration, "required", {}, _reads) if {
	some configuration in input.autoscaling.launch_configurations
	configuration.id in _required
}

findings contains result.fail(configuration, "optional", {}, _reads) if {
	some configuration in input.autoscaling.launch_configurations
	not configuration.id in _required
}

_reads := ["MetadataOptions.HttpTokens"]

_required contains configuration.id if {
	some configuration in input.autoscaling.launch_configurations
	configuration.MetadataOptions.HttpTokens == "required"
}
