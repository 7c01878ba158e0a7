# METADATA
# title: An S3 gateway endpoint serves private and isolated subnets
# description: >-
#   Traffic to S3, of which images and packages are the most, then stays in the network of AWS and costs no NAT. The gateway endpoint is in
#   the route table of each subnet that has no route to an internet gateway, or an interface endpoint for S3 with private DNS stands in the
#   VPC.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/networking.ts
#   - https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
# custom:
#   id: BLEA.VPC.5
#   title_ja: S3ゲートウェイエンドポイントが設定されている
#   severity: LOW
#   subject: resource
#   collection: ec2.vpcs
#   resource: AWS::EC2::VPC
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: Networking
#   standards: {blea: [BLEA.VPC.5]}
#   reasons:
#     gateway: {en: "a gateway endpoint for S3 serves all private and isolated subnets", ja: "S3ゲートウェイエンドポイントがすべてのプライベート/分離サブネットで使用されています"}
#     interface: {en: "an interface endpoint for S3 with private DNS serves the VPC", ja: "プライベートDNSを有効にしたS3インターフェイスエンドポイントがVPCで使用されています"}
#     unserved: {en: "no endpoint for S3 serves {subnets}", ja: "S3のエンドポイントを使用していないサブネットがあります: {subnets}"}
#   remediation: {en: "Create a gateway endpoint for S3, and add the route tables of the private and isolated subnets to it.", ja: "S3ゲートウェイエンドポイントを作成し、プライベートサブネットと分離サブネットのルートテーブルを追加します。"}
package controls.vpc.subnets_reach_s3_by_endpoint

import data.lib.network
import data.lib.outbound
import data.lib.result
import data.lib.subnets

subjects contains id if some id in _closed_vpcs

findings contains result.pass(vpc, "gateway", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _closed_vpcs
	not vpc.id in _lacking
}

findings contains result.pass(vpc, "interface", {}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _closed_vpcs
	vpc.id in _lacking
	[vpc.id, "s3"] in outbound.private_endpoints
}

findings contains result.fail(vpc, "unserved", {"subnets": _unserved_in(vpc.id)}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in _closed_vpcs
	vpc.id in _lacking
	not [vpc.id, "s3"] in outbound.private_endpoints
}

_reads := [
	"VpcId",
	"input.ec2.subnets.VpcId",
	"input.ec2.route_tables.Routes",
	"input.ec2.route_tables.Associations",
	"input.ec2.vpc_endpoints.ServiceName",
	"input.ec2.vpc_endpoints.RouteTableIds",
	"input.ec2.vpc_endpoints.State",
]

_closed_vpcs contains vpc.id if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in _with_closed_subnets
}

_with_closed_subnets contains subnet.VpcId if {
	some subnet in input.ec2.subnets
	not subnet.id in subnets.public
}

_lacking contains subnet.VpcId if {
	some subnet in input.ec2.subnets
	subnet.id in _unserved
}

_unserved contains subnet.id if {
	some subnet in input.ec2.subnets
	not subnet.id in subnets.public
	not _served(subnet)
}

_unserved_in(vpc) := sort([subnet.id |
	some subnet in input.ec2.subnets
	subnet.VpcId == vpc
	subnet.id in _unserved
])

_served(subnet) if subnet.id in _served_subnets

_served(subnet) if {
	subnet.VpcId in _served_vpcs
	not subnet.id in subnets.associated
}

_served_subnets contains association.SubnetId if {
	some table in input.ec2.route_tables
	table.id in _served_tables
	some association in table.Associations
}

_served_vpcs contains table.VpcId if {
	some table in input.ec2.route_tables
	table.id in _served_tables
	some association in table.Associations
	association.Main == true
}

_served_tables contains id if {
	some endpoint in input.ec2.vpc_endpoints
	_is_gateway(endpoint)
	lower(endpoint.State) == "available"
	some id in endpoint.RouteTableIds
}

# Of the endpoints of S3 only gateways have route tables.
_is_gateway(endpoint) if {
	regex.match(`^(cn\.)?com\.amazonaws\.[a-z0-9-]+\.s3$`, endpoint.ServiceName)
}

# Where there is a gateway endpoint already, it only lacks route tables.
plan contains {
	"subject": vpc.id,
	"region": vpc.region,
	"calls": [{"service": "ec2", "operation": "ModifyVpcEndpoint", "params": {"VpcEndpointId": endpoint.id, "AddRouteTableIds": _tables(vpc.id)}}],
	"undo": [{"service": "ec2", "operation": "ModifyVpcEndpoint", "params": {"VpcEndpointId": endpoint.id, "RemoveRouteTableIds": _tables(vpc.id)}}],
	"effect": [{"op": "set", "collection": "ec2.vpc_endpoints", "id": endpoint.id, "path": "RouteTableIds", "value": array.concat(_own_tables(endpoint), _tables(vpc.id))}],
	"needs": [],
	"destructive": false,
} if {
	some vpc in input.ec2.vpcs
	vpc.id in _closed_vpcs
	vpc.id in _lacking
	not [vpc.id, "s3"] in outbound.private_endpoints
	some endpoint in input.ec2.vpc_endpoints
	endpoint.VpcId == vpc.id
	_is_gateway(endpoint)
	lower(endpoint.State) == "available"
}

_own_tables(endpoint) := [id | some id in endpoint.RouteTableIds]

# The route tables that hold for the subnets without endpoint.
_tables(vpc) := sort({table.id |
	some table in input.ec2.route_tables
	table.VpcId == vpc
	not table.id in _served_tables
	_holds(table)
})

_holds(table) if {
	some association in table.Associations
	association.SubnetId in _unserved
}

_holds(table) if {
	some association in table.Associations
	association.Main == true
	some subnet in input.ec2.subnets
	subnet.VpcId == table.VpcId
	subnet.id in _unserved
	not subnet.id in subnets.associated
}
