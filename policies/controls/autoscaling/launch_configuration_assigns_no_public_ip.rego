# METADATA
# title: Auto Scaling launch configurations should not assign public IP addresses
# description: >-
#   Instances of an Auto Scaling group belong behind a load balancer. A launch configuration that says nothing of public addresses leaves it
#   to the subnet, and passes.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/autoscaling-launch-config-public-ip-disabled.html
# custom:
#   id: Autoscaling.5
#   title_ja: Auto Scalingの起動設定はパブリックIPアドレスを割り当てないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: autoscaling.launch_configurations
#   resource: AWS::AutoScaling::LaunchConfiguration
#   standards: {fsbp: [Autoscaling.5], nist-800-53-r5: [Autoscaling.5], pci-dss-4.0.1: [Autoscaling.5], control-tower: [Autoscaling.5]}
#   reasons:
#     private: {en: "instances are not given public IP addresses", ja: "インスタンスにパブリックIPアドレスは割り当てられません"}
#     public: {en: "instances are given public IP addresses", ja: "インスタンスにパブリックIPアドレスが割り当てられます"}
#   remediation: {en: "Launch configurations cannot be changed: move the groups to a launch template, or to a new launch configuration, without public addresses.", ja: "起動設定は変更できないため、パブリックIPアドレスを割り当てない起動テンプレート(または新しい起動設定)へグループを移行します。"}
#   manual: recreate
package controls.autoscaling.launch_configuration_assigns_no_public_ip

import data.lib.result

findings contains result.pass(configuration, "private", {}, _reads) if {
	some configuration in input.autoscaling.launch_configurations
	configuration.id in _private
}

findings contains result.fail(configuration, "public", {}, _reads) if {
	some configuration in input.autoscaling.launch_configurations
	not configuration.id in _private
}

_reads := ["AssociatePublicIpAddress"]

_private contains configuration.id if {
	some configuration in input.autoscaling.launch_configurations
	not configuration.AssociatePublicIpAddress == true
}
