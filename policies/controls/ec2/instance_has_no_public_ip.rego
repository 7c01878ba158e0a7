# METADATA
# title: EC2 instances should have no public IPv4 address
# description: >-
#   An instance with a public address can be reached from the internet as far as its security groups let it. As for the Config rule
#   ec2-instance-no-public-ip the address of any of its network interfaces counts, Elastic IP or not; IPv6 does not. Instances that are
#   terminated or on the way to it are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-instance-no-public-ip.html
# custom:
#   id: EC2.9
#   title_ja: EC2インスタンスはパブリックIPv4アドレスを持たないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.instances
#   resource: AWS::EC2::Instance
#   standards: {fsbp: [EC2.9], nist-800-53-r5: [EC2.9], control-tower: [EC2.9]}
#   reasons:
#     private: {en: "the instance has no public IPv4 address", ja: "パブリックIPv4アドレスはありません"}
#     public: {en: "the instance has a public IPv4 address", ja: "パブリックIPv4アドレスがあります"}
#   remediation:
#     en: "Put a load balancer, a NAT gateway or Session Manager between the instance and the internet, then disassociate its Elastic IP addresses and switch off the automatically assigned one."
#     ja: "ロードバランサー、NATゲートウェイ、Session Managerなどを経由する構成にしたうえで、Elastic IPアドレスの関連付けを解除し、自動割り当てのパブリックIPアドレスを無効にします。"
package controls.ec2.instance_has_no_public_ip

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
