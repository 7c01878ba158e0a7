# METADATA
# title: Launch templates should not assign public IP addresses to network interfaces
# description: >-
#   Whoever starts an instance from the template would put it on the internet. The default version counts, as in the Config rule
#   ec2-launch-template-public-ip-disabled: it asks for a public address, or names a network interface that has one. Where it says nothing
#   the subnet decides.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-25
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-launch-template-public-ip-disabled.html
# custom:
#   id: EC2.25
#   title_ja: 起動テンプレートはネットワークインターフェイスにパブリックIPアドレスを割り当てないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.launch_templates
#   resource: AWS::EC2::LaunchTemplate
#   standards: {fsbp: [EC2.25], nist-800-53-r5: [EC2.25], pci-dss-4.0.1: [EC2.25], control-tower: [EC2.25]}
#   reasons:
#     private: {en: "the default version assigns no public IP address", ja: "デフォルトバージョンはパブリックIPアドレスを割り当てません"}
#     public: {en: "the default version gives a network interface a public IP address", ja: "デフォルトバージョンはネットワークインターフェイスにパブリックIPアドレスを割り当てます"}
#   remediation: {en: "Create a version of the template whose network interfaces do not ask for public addresses, and make it the default.", ja: "ネットワークインターフェイスでパブリックIPアドレスを要求しないバージョンを作成し、デフォルトバージョンに設定します。"}
#   otherwise: application
package controls.ec2.launch_template_assigns_no_public_ip

import data.lib.launch_templates
import data.lib.result

findings contains result.pass(template, "private", {}, _reads) if {
	some template in input.ec2.launch_templates
	not template.id in _public
}

findings contains result.fail(template, "public", {}, _reads) if {
	some template in input.ec2.launch_templates
	template.id in _public
}

_reads := ["DescribeLaunchTemplateVersions.LaunchTemplateVersions.LaunchTemplateData.NetworkInterfaces", "input.ec2.network_interfaces.Association.PublicIp"]

_public contains template.id if {
	some template in input.ec2.launch_templates
	some version in template.DescribeLaunchTemplateVersions.LaunchTemplateVersions
	some eni in version.LaunchTemplateData.NetworkInterfaces
	eni.AssociatePublicIpAddress == true
}

_public contains template.id if {
	some template in input.ec2.launch_templates
	some version in template.DescribeLaunchTemplateVersions.LaunchTemplateVersions
	some eni in version.LaunchTemplateData.NetworkInterfaces
	eni.NetworkInterfaceId in _public_enis
}

_public_enis contains eni.id if {
	some eni in input.ec2.network_interfaces
	eni.Association.PublicIp != ""
}

# An interface that is there already keeps the address that it has.
plan contains launch_templates.step(template, {"NetworkInterfaces": interfaces}) if {
	some template in input.ec2.launch_templates
	template.id in _public
	interfaces := [object.union(eni, {"AssociatePublicIpAddress": false}) |
		some eni in launch_templates.data_of(template).NetworkInterfaces
		not eni.NetworkInterfaceId
		not eni.Ipv6Addresses
	]
	count(interfaces) == count(launch_templates.data_of(template).NetworkInterfaces)
}
