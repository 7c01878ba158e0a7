# METADATA
# title: Launch templates should require IMDSv2
# description: >-
#   Version 1 hands an instance's credentials to whoever can make it fetch a URL. The default version of the template counts; one that says
#   nothing of tokens fails, as in the Config rule ec2-launch-template-imdsv2-check, also where the Region's default asks for them.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-170
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-launch-template-imdsv2-check.html
# custom:
#   id: EC2.170
#   title_ja: 起動テンプレートはIMDSv2を必須にする必要があります
#   severity: LOW
#   subject: resource
#   collection: ec2.launch_templates
#   resource: AWS::EC2::LaunchTemplate
#   standards: {fsbp: [EC2.170], pci-dss-4.0.1: [EC2.170]}
#   reasons:
#     required: {en: "the default version asks for a session token (IMDSv2)", ja: "デフォルトバージョンはセッショントークン(IMDSv2)を必須としています"}
#     optional: {en: "the default version does not ask for a session token (IMDSv1)", ja: "デフォルトバージョンはセッショントークンを必須としていません(IMDSv1)"}
#   remediation: {en: "Create a version of the template with HttpTokens set to required, and make it the default.", ja: "HttpTokensをrequiredに設定したバージョンを作成し、デフォルトバージョンに設定します。"}
package controls.ec2.launch_template_requires_imdsv2

import data.lib.launch_templates
import data.lib.result

findings contains result.pass(template, "required", {}, _reads) if {
	some template in input.ec2.launch_templates
	template.id in _required
}

findings contains result.fail(template, "optional", {}, _reads) if {
	some template in input.ec2.launch_templates
	not template.id in _required
}

_reads := ["DescribeLaunchTemplateVersions.LaunchTemplateVersions.LaunchTemplateData.MetadataOptions.HttpTokens"]

_required contains template.id if {
	some template in input.ec2.launch_templates
	some version in template.DescribeLaunchTemplateVersions.LaunchTemplateVersions
	version.LaunchTemplateData.MetadataOptions.HttpTokens == "required"
}

plan contains launch_templates.step(template, {"MetadataOptions": object.union(_asked(template), {"HttpTokens": "required"})}) if {
	some template in input.ec2.launch_templates
	not template.id in _required
}

_asked(template) := object.remove(object.get(launch_templates.data_of(template), "MetadataOptions", {}), ["State"])
