# METADATA
# title: Launch templates should encrypt the EBS volumes that they attach
# description: >-
#   A volume that the default version of the template asks for without encryption is plain even where encryption is wanted, unless the
#   Region encrypts by default. Volumes of which the template does not say whether they are encrypted pass, as in the Config rule
#   ec2-launch-templates-ebs-volume-encrypted.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-181
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-launch-templates-ebs-volume-encrypted.html
# custom:
#   id: EC2.181
#   title_ja: 起動テンプレートはアタッチするEBSボリュームを暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.launch_templates
#   resource: AWS::EC2::LaunchTemplate
#   standards: {fsbp: [EC2.181]}
#   reasons:
#     encrypted: {en: "the default version asks for no plain volume", ja: "デフォルトバージョンに暗号化しないボリュームはありません"}
#     plain: {en: "the default version asks for a volume without encryption", ja: "デフォルトバージョンに暗号化しないボリュームがあります"}
#   remediation: {en: "Create a version of the template whose volumes are encrypted, and make it the default.", ja: "ボリュームを暗号化するバージョンを作成し、デフォルトバージョンに設定します。"}
package controls.ec2.launch_template_encrypts_volumes

import data.lib.launch_templates
import data.lib.result

findings contains result.pass(template, "encrypted", {}, _reads) if {
	some template in input.ec2.launch_templates
	template.id in _encrypted
}

findings contains result.fail(template, "plain", {}, _reads) if {
	some template in input.ec2.launch_templates
	not template.id in _encrypted
}

_reads := ["DescribeLaunchTemplateVersions.LaunchTemplateVersions.LaunchTemplateData.BlockDeviceMappings"]

_encrypted contains template.id if {
	some template in input.ec2.launch_templates
	not template.id in _plain
}

_plain contains template.id if {
	some template in input.ec2.launch_templates
	some version in template.DescribeLaunchTemplateVersions.LaunchTemplateVersions
	some mapping in version.LaunchTemplateData.BlockDeviceMappings
	mapping.Ebs.Encrypted == false
}

plan contains launch_templates.step(template, {"BlockDeviceMappings": [_encrypting(mapping) | some mapping in launch_templates.data_of(template).BlockDeviceMappings]}) if {
	some template in input.ec2.launch_templates
	template.id in _plain
}

_encrypting(mapping) := object.union(mapping, {"Ebs": {"Encrypted": true}}) if mapping.Ebs.Encrypted == false

_encrypting(mapping) := mapping if not mapping.Ebs.Encrypted == false
