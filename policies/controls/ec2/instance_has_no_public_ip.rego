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

import data.lib.result

subjects contains id if some id in _there

findings contains result.pass(instance, "private", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	not instance.id in _public
}

findings contains result.fail(instance, "public", {}, _reads) if {
	some instance in input.ec2.instances
	instance.id in _there
	instance.id in _public
}

_reads := ["PublicIpAddress", "NetworkInterfaces.Association.PublicIp"]

_there contains instance.id if {
	some instance in input.ec2.instances
	not instance.id in _going
}

_going contains instance.id if {
	some instance in input.ec2.instances
	instance.State.Name in {"shutting-down", "terminated"}
}

_public contains instance.id if {
	some instance in input.ec2.instances
	instance.PublicIpAddress != ""
}

_public contains instance.id if {
	some instance in input.ec2.instances
	some eni in instance.NetworkInterfaces
	eni.Association.PublicIp != ""
}

# Of an interface's own address only; an Elastic IP address is given up by its owner.
plan contains {
	"subject": instance.id,
	"region": instance.region,
	"calls": [_assign(eni, false) | some eni in instance.NetworkInterfaces; _automatic(eni)],
	"undo": [_assign(eni, true) | some eni in instance.NetworkInterfaces; _automatic(eni)],
	"effect": array.concat(
		[{"op": "set", "collection": "ec2.instances", "id": instance.id, "path": "PublicIpAddress", "value": ""}],
		[{"op": "set", "collection": "ec2.instances", "id": instance.id, "path": sprintf("NetworkInterfaces.%d.Association.PublicIp", [i]), "value": ""} |
			some i, eni in instance.NetworkInterfaces
			_automatic(eni)
		],
	),
	"needs": [],
	"destructive": false,
} if {
	some instance in input.ec2.instances
	instance.id in _there
	instance.id in _automatically_public
	not instance.id in _with_elastic_ip
}

_automatically_public contains instance.id if {
	some instance in input.ec2.instances
	some eni in instance.NetworkInterfaces
	_automatic(eni)
}

_with_elastic_ip contains instance.id if {
	some instance in input.ec2.instances
	some eni in instance.NetworkInterfaces
	eni.Association.PublicIp != ""
	not _automatic(eni)
}

_automatic(eni) if {
	eni.Association.PublicIp != ""
	eni.Association.IpOwnerId == "amazon"
}

_assign(eni, on) := {"service": "ec2", "operation": "ModifyNetworkInterfaceAttribute", "params": {
	"NetworkInterfaceId": eni.NetworkInterfaceId,
	"AssociatePublicIpAddress": on,
}}
