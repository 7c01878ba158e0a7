# METADATA
# title: EC2 instances have no public IP address
# description: >-
#   Application servers stand behind a load balancer, and people reach them through Session Manager. A public IPv4 address on any of an
#   instance's network interfaces counts, Elastic IP or not. Instances that are terminated or on the way to it are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ec2-app-sample/lib/construct/ec2app.ts
# custom:
#   id: BLEA.EC2.2
#   title_ja: EC2インスタンスにパブリックIPがない
#   severity: HIGH
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   profiles: [guest-ec2]
#   measure: resources
#   construct: EC2App
#   standards: {blea: [BLEA.EC2.2]}
#   reasons:
#     private: {en: "the instance has no public IPv4 address", ja: "パブリックIPv4アドレスはありません"}
#     public: {en: "the instance has a public IPv4 address", ja: "パブリックIPv4アドレスがあります"}
#   remediation: {en: "Disassociate Elastic IP addresses, and switch off the automatically assigned one, once nothing reaches the instance from the internet any more.", ja: "インターネットから直接接続する必要がないことを確認し、Elastic IPアドレスの関連付けを解除するか、自動割り当てのパブリックIPアドレスを無効にします。"}
package controls.ec2.blea_instance_has_no_public_ip

import data.lib.instances
import data.lib.result

subjects contains id if some id in instances.there

findings contains result.pass(instance, "private", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	not instance.id in instances.public
}

findings contains result.fail(instance, "public", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in instances.there
	instance.id in instances.public
}

_reads := ["PublicIpAddress", "NetworkInterfaces.Association.PublicIp"]

# Of addresses that EC2 has assigned only; an Elastic IP address is given up by its owner.
plan contains instances.unassigning(instance) if {
	some instance in input.ec2.instances
	instance.id in instances.there
}
