# METADATA
# title: Public and private subnets use custom network ACLs
# description: >-
#   BLEA's network ACLs allow everything; they are where a VPC is closed in an emergency. A VPC fails if all its subnets are on the default
#   ACL and no AWS Network Firewall stands in it. VPCs without subnets have nothing to close.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/networking.ts
#   - https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-settings.html
# custom:
#   id: BLEA.VPC.4
#   title_ja: パブリック/プライベートサブネットに専用ネットワークACLが関連付けられている
#   severity: INFORMATIONAL
#   subject: resource
#   collection: ec2.vpcs
#   resource: AWS::EC2::VPC
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: Networking
#   standards: {blea: [BLEA.VPC.4]}
#   reasons:
#     custom: {en: "subnets of the VPC use network ACLs of their own", ja: "VPCのサブネットは専用のネットワークACLを使用しています"}
#     firewall: {en: "the subnets use the default network ACL, and AWS Network Firewall stands in the VPC", ja: "サブネットはデフォルトのネットワークACLを使用していますが、VPCにAWS Network Firewallが配置されています"}
#     default: {en: "all subnets of the VPC use the default network ACL", ja: "VPCのすべてのサブネットがデフォルトのネットワークACLを使用しています"}
#   remediation: {en: "Create network ACLs for the public and the private subnets, and associate the subnets with them.", ja: "パブリックサブネット用とプライベートサブネット用のネットワークACLを作成し、サブネットに関連付けます。"}
#   manual: deployment
package controls.vpc.subnets_use_custom_network_acls

import data.lib.network
import data.lib.result

subjects contains id if some id in _divided

findings contains result.pass(vpc, "custom", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _divided
	vpc.id in _with_own_acl
}

findings contains result.pass(vpc, "firewall", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _divided
	not vpc.id in _with_own_acl
	vpc.id in _with_firewall
}

findings contains result.fail(vpc, "default", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _divided
	not vpc.id in _with_own_acl
	not vpc.id in _with_firewall
}

_reads := ["VpcId", "input.ec2.network_acls.IsDefault", "input.ec2.network_acls.Associations", "input.ec2.vpc_endpoints.tags"]

_divided contains vpc.id if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in _with_subnets
}

_with_subnets contains subnet.VpcId if some subnet in input.ec2.subnets

_with_own_acl contains acl.VpcId if {
	some acl in input.ec2.network_acls
	acl.IsDefault == false
	some _ in acl.Associations
}

# A firewall's endpoints are VPC endpoints that the service has tagged.
_with_firewall contains endpoint.VpcId if {
	some endpoint in input.ec2.vpc_endpoints
	endpoint.VpcEndpointType == "GatewayLoadBalancer"
	endpoint.tags.AWSNetworkFirewallManaged == "true"
}
