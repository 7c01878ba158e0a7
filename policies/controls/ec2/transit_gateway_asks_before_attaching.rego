# METADATA
# title: Transit gateways should not accept VPC attachment requests automatically
# description: >-
#   With automatic acceptance everybody to whom the gateway is shared can attach a VPC to it, and nobody looks at who it is. Gateways that
#   another account shares with this one are that account's to set, and deleted ones are listed for a while: both are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-23
# custom:
#   id: EC2.23
#   title_ja: Transit GatewayはVPCアタッチメントのリクエストを自動承認しないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: ec2.transit_gateways
#   resource: AWS::EC2::TransitGateway
#   standards: {fsbp: [EC2.23], nist-800-53-r5: [EC2.23], control-tower: [EC2.23]}
#   reasons:
#     asks: {en: "attachment requests wait for acceptance", ja: "アタッチメントのリクエストは承認が必要です"}
#     accepts: {en: "shared attachment requests are accepted automatically", ja: "共有アタッチメントのリクエストが自動承認されます"}
#   remediation: {en: "Disable AutoAcceptSharedAttachments on the transit gateway.", ja: "Transit GatewayのAutoAcceptSharedAttachmentsを無効にします。"}
package controls.ec2.transit_gateway_asks_before_attaching

import data.lib.result

subjects contains id if some id in _own

findings contains result.pass(gateway, "asks", {}, _reads) if {
	some gateway in input.ec2.transit_gateways
	gateway.id in _own
	gateway.id in _asks
}

findings contains result.fail(gateway, "accepts", {}, _reads) if {
	some gateway in input.ec2.transit_gateways
	gateway.id in _own
	not gateway.id in _asks
}

_reads := ["Options.AutoAcceptSharedAttachments"]

_own contains gateway.id if {
	some gateway in input.ec2.transit_gateways
	not gateway.id in _foreign
	not gateway.id in _gone
}

_gone contains gateway.id if {
	some gateway in input.ec2.transit_gateways
	gateway.State in {"deleting", "deleted"}
}

_foreign contains gateway.id if {
	some gateway in input.ec2.transit_gateways
	gateway.OwnerId != input.account.account
}

_asks contains gateway.id if {
	some gateway in input.ec2.transit_gateways
	gateway.Options.AutoAcceptSharedAttachments != "enable"
}

# Without options, or without this one, EC2's default holds.
_asks contains gateway.id if {
	some gateway in input.ec2.transit_gateways
	not gateway.Options.AutoAcceptSharedAttachments
}

plan contains {
	"subject": gateway.id,
	"region": gateway.region,
	"calls": [{"service": "ec2", "operation": "ModifyTransitGateway", "params": {"TransitGatewayId": gateway.id, "Options": {"AutoAcceptSharedAttachments": "disable"}}}],
	"undo": [{"service": "ec2", "operation": "ModifyTransitGateway", "params": {"TransitGatewayId": gateway.id, "Options": {"AutoAcceptSharedAttachments": "enable"}}}],
	"effect": [{"op": "set", "collection": "ec2.transit_gateways", "id": gateway.id, "path": "Options.AutoAcceptSharedAttachments", "value": "disable"}],
	"needs": [],
	"destructive": false,
} if {
	some gateway in input.ec2.transit_gateways
	gateway.id in _own
	not gateway.id in _asks
}
