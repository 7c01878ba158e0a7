# METADATA
# title: Subnets should not assign public IP addresses automatically
# description: >-
#   Whatever starts in such a subnet without saying otherwise is on the internet. IPv4 counts, as in the Config rule
#   subnet-auto-assign-public-ip-disabled. Subnets that another account shares are that account's to set.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15
#   - https://docs.aws.amazon.com/config/latest/developerguide/subnet-auto-assign-public-ip-disabled.html
# custom:
#   id: EC2.15
#   title_ja: サブネットはパブリックIPアドレスを自動的に割り当てないようにする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.subnets
#   resource: AWS::EC2::Subnet
#   standards: {fsbp: [EC2.15], nist-800-53-r5: [EC2.15], pci-dss-4.0.1: [EC2.15], control-tower: [EC2.15]}
#   reasons:
#     manual: {en: "public IPv4 addresses are not assigned automatically", ja: "パブリックIPv4アドレスは自動的に割り当てられません"}
#     automatic: {en: "public IPv4 addresses are assigned automatically", ja: "パブリックIPv4アドレスが自動的に割り当てられます"}
#   remediation: {en: "Switch off the automatic assignment of public IPv4 addresses in the subnet.", ja: "サブネットのパブリックIPv4アドレスの自動割り当てを無効にします。"}
package controls.ec2.subnet_assigns_no_public_ip

import data.lib.result

subjects contains id if some id in _own

findings contains result.pass(subnet, "manual", {}, _reads) if {
	some subnet in input.ec2.subnets
	subnet.id in _own
	subnet.id in _manual
}

findings contains result.fail(subnet, "automatic", {}, _reads) if {
	some subnet in input.ec2.subnets
	subnet.id in _own
	not subnet.id in _manual
}

_reads := ["MapPublicIpOnLaunch"]

_own contains subnet.id if {
	some subnet in input.ec2.subnets
	not subnet.id in _foreign
}

_foreign contains subnet.id if {
	some subnet in input.ec2.subnets
	subnet.OwnerId != input.account.account
}

_manual contains subnet.id if {
	some subnet in input.ec2.subnets
	not subnet.MapPublicIpOnLaunch == true
}

plan contains {
	"subject": subnet.id,
	"region": subnet.region,
	"calls": [{"service": "ec2", "operation": "ModifySubnetAttribute", "params": {"SubnetId": subnet.id, "MapPublicIpOnLaunch": {"Value": false}}}],
	"undo": [{"service": "ec2", "operation": "ModifySubnetAttribute", "params": {"SubnetId": subnet.id, "MapPublicIpOnLaunch": {"Value": true}}}],
	"effect": [{"op": "set", "collection": "ec2.subnets", "id": subnet.id, "path": "MapPublicIpOnLaunch", "value": false}],
	"needs": [],
	"destructive": false,
} if {
	some subnet in input.ec2.subnets
	subnet.id in _own
	not subnet.id in _manual
}
