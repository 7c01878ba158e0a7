# METADATA
# title: Application Load Balancers should use the defensive or strictest desync mitigation mode
# description: >-
#   In the mode monitor ambiguous requests, by which two servers come to disagree where one request ends, are passed on.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12
#   - https://docs.aws.amazon.com/config/latest/developerguide/alb-desync-mode-check.html
# custom:
#   id: ELB.12
#   title_ja: Application Load Balancerはdefensiveまたはstrictestの非同期緩和モードを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elbv2.load_balancers
#   resource: AWS::ElasticLoadBalancingV2::LoadBalancer
#   standards: {fsbp: [ELB.12], nist-800-53-r5: [ELB.12], pci-dss-4.0.1: [ELB.12], control-tower: [ELB.12]}
#   reasons:
#     mitigated: {en: "ambiguous requests are blocked or their connections closed", ja: "あいまいなリクエストはブロックされるか、接続が閉じられます"}
#     monitored: {en: "ambiguous requests are only counted", ja: "あいまいなリクエストは記録されるのみです"}
#   remediation: {en: "Set routing.http.desync_mitigation_mode to defensive or strictest.", ja: "routing.http.desync_mitigation_modeをdefensiveまたはstrictestに設定します。"}
package controls.elb.balancer_mitigates_desync

import data.lib.balancers
import data.lib.result

subjects contains id if some id in balancers.application

findings contains result.pass(balancer, "mitigated", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	balancer.id in _set
}

findings contains result.fail(balancer, "monitored", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _set
}

_reads := ["DescribeLoadBalancerAttributes.Attributes"]

_set contains balancer.id if {
	some balancer in input.elbv2.load_balancers
	some value in ["defensive", "strictest"]
	[balancer.id, "routing.http.desync_mitigation_mode", value] in balancers.attributes
}

plan contains {
	"subject": balancer.id,
	"region": balancer.region,
	"calls": [_modify(balancer, "defensive")],
	"undo": [_modify(balancer, "monitor")],
	"effect": [{
		"op": "set",
		"collection": "elbv2.load_balancers",
		"id": balancer.id,
		"path": "DescribeLoadBalancerAttributes.Attributes",
		"value": array.concat([attribute | some attribute in balancer.DescribeLoadBalancerAttributes.Attributes; attribute.Key != _key], [{"Key": _key, "Value": "defensive"}]),
	}],
	"needs": [],
	"destructive": false,
} if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _set
}

_key := "routing.http.desync_mitigation_mode"

_modify(balancer, value) := {"service": "elbv2", "operation": "ModifyLoadBalancerAttributes", "params": {
	"LoadBalancerArn": balancer.LoadBalancerArn,
	"Attributes": [{"Key": _key, "Value": value}],
}}
