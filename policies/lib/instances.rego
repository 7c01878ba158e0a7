# METADATA
# title: EC2 instances
# description: Predicates about instances that several controls share. Sets hold instance ids.
package lib.instances

# METADATA
# description: >-
#   Instances that are neither terminated nor on the way to it: those are listed for a while, and can do nothing any more.
there contains instance.id if {
	some instance in input.ec2.instances
	not instance.id in _going
}

_going contains instance.id if {
	some instance in input.ec2.instances
	instance.State.Name in {"shutting-down", "terminated"}
}

# METADATA
# description: >-
#   Instances with a public IPv4 address on any of their network interfaces, an Elastic IP address or one that EC2 has assigned.
public contains instance.id if {
	some instance in input.ec2.instances
	instance.PublicIpAddress != ""
}

public contains instance.id if {
	some instance in input.ec2.instances
	some eni in instance.NetworkInterfaces
	eni.Association.PublicIp != ""
}

# METADATA
# description: Instances whose metadata cannot be read without a session token, because it is asked for or because the service is off.
guarded contains instance.id if {
	some instance in input.ec2.instances
	instance.MetadataOptions.HttpTokens == "required"
}

guarded contains instance.id if {
	some instance in input.ec2.instances
	instance.MetadataOptions.HttpEndpoint == "disabled"
}

# METADATA
# description: >-
#   The step that switches off the public addresses that EC2 has assigned to an instance's interfaces. There is none for an instance with an
#   Elastic IP address: giving that up is its owner's decision.
unassigning(instance) := {
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
