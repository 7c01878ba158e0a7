# METADATA
# title: Network interfaces
# description: >-
#   Whose network interface it is. AWS services keep interfaces in the account for themselves, and say in the description or by the requester for
#   whom (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html). Sets hold interface ids.
package lib.interfaces

# METADATA
# description: Interfaces of EC2 instances. Those of load balancers and the like are attached to something that is not an instance of this account.
instances contains eni.id if {
	some eni in input.ec2.network_interfaces
	startswith(eni.Attachment.InstanceId, "i-")
}

# METADATA
# description: Interfaces of ECS tasks, Fargate's and others in the network mode awsvpc.
tasks contains eni.id if {
	some eni in input.ec2.network_interfaces
	regex.match(`^arn:[^:]+:ecs:[^:]*:[^:]*:attachment/`, eni.Description)
}

# METADATA
# description: Interfaces of database instances.
databases contains eni.id if {
	some eni in input.ec2.network_interfaces
	eni.RequesterId == "amazon-rds"
}

databases contains eni.id if {
	some eni in input.ec2.network_interfaces
	eni.Description == "RDSNetworkInterface"
}

# METADATA
# description: Interfaces with a public IPv4 address.
public contains eni.id if {
	some eni in input.ec2.network_interfaces
	eni.Association.PublicIp != ""
}
