# METADATA
# title: Application Load Balancers should drop invalid HTTP headers
# description: >-
#   Headers whose names do not keep to the standard serve to smuggle requests past what is in front.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/alb-http-drop-invalid-header-enabled.html
# custom:
#   id: ELB.4
#   title_ja: Application Load Balancerは無効なHTTPヘッダーを削除する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elbv2.load_balancers
#   resource: AWS::ElasticLoadBalancingV2::LoadBalancer
#   standards: {fsbp: [ELB.4], nist-800-53-r5: [ELB.4], pci-dss-4.0.1: [ELB.4], control-tower: [ELB.4]}
#   reasons:
#     dropped: {en: "invalid headers are dropped", ja: "無効なヘッダーは削除されます"}
#     kept: {en: "invalid headers are passed on", ja: "無効なヘッダーがターゲットに転送されます"}
#   remediation: {en: "Set routing.http.drop_invalid_header_fields.enabled to true.", ja: "routing.http.drop_invalid_header_fields.enabledをtrueに設定します。"}
package controls.elb.balancer_drops_invalid_headers

import data.lib.balancers
import data.lib.result

subjects contains id if some id in balancers.application

findings contains result.pass(balancer, "dropped", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	balancer.id in _set
}

findings contains result.fail(balancer, "kept", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _set
}

_reads := ["DescribeLoadBalancerAttributes.Attributes"]

_set contains balancer.id if {
	some balancer in input.elbv2.load_balancers
	some value in ["true"]
	[balancer.id, "routing.http.drop_invalid_header_fields.enabled", value] in balancers.attributes
}

plan contains {
	"subject": balancer.id,
	"region": balancer.region,
	"calls": [_modify(balancer, "true")],
	"undo": [_modify(balancer, "false")],
	"effect": [{
		"op": "set",
		"collection": "elbv2.load_balancers",
		"id": balancer.id,
		"path": "DescribeLoadBalancerAttributes.Attributes",
		"value": array.concat([attribute | some attribute in balancer.DescribeLoadBalancerAttributes.Attributes; attribute.Key != _key], [{"Key": _key, "Value": "true"}]),
	}],
	"needs": [],
	"destructive": false,
} if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _set
}

_key := "routing.http.drop_invalid_header_fields.enabled"

_modify(balancer, value) := {"service": "elbv2", "operation": "ModifyLoadBalancerAttributes", "params": {
	"LoadBalancerArn": balancer.LoadBalancerArn,
	"Attributes": [{"Key": _key, "Value": value}],
}}
