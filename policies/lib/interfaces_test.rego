package lib.interfaces_test

import data.lib.interfaces

_enis := [
	{"id": "instance", "Description": "", "Attachment": {"InstanceId": "i-1"}},
	{"id": "loose"},
	{"id": "balancer", "Description": "ELB app/web/1", "RequesterId": "amazon-elb", "RequesterManaged": true, "Attachment": {"InstanceOwnerId": "amazon-elb"}},
	{"id": "task", "Description": "arn:aws:ecs:ap-northeast-1:111122223333:attachment/a", "RequesterManaged": true},
	{"id": "told-of-ecs", "Description": "for arn:aws:ecs:ap-northeast-1:111122223333:attachment/a"},
	{"id": "database", "Description": "RDSNetworkInterface", "Association": {"PublicIp": "203.0.113.1"}},
	{"id": "requested", "RequesterId": "amazon-rds", "Association": {"PublicIp": ""}},
]

test_kinds if {
	interfaces.instances == {"instance"} with input.ec2.network_interfaces as _enis
	interfaces.tasks == {"task"} with input.ec2.network_interfaces as _enis
	interfaces.databases == {"database", "requested"} with input.ec2.network_interfaces as _enis
	interfaces.public == {"database"} with input.ec2.network_interfaces as _enis
}
