# METADATA
# title: Load balancers should be protected from deletion
# description: >-
#   Application, Network and Gateway Load Balancers can be protected from being deleted by mistake, and with them the name under which they
#   are known.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/elb-deletion-protection-enabled.html
# custom:
#   id: ELB.6
#   title_ja: ロードバランサーの削除保護を有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elbv2.load_balancers
#   resource: AWS::ElasticLoadBalancingV2::LoadBalancer
#   standards: {fsbp: [ELB.6], nist-800-53-r5: [ELB.6], control-tower: [ELB.6]}
#   reasons:
#     protected: {en: "deletion protection is on", ja: "削除保護が有効です"}
#     unprotected: {en: "deletion protection is off", ja: "削除保護が無効です"}
#   remediation: {en: "Set deletion_protection.enabled to true.", ja: "deletion_protection.enabledをtrueに設定します。"}
package controls.elb.balancer_is_protected_from_deletion

import data.lib.balancers
import data.lib.result

findings contains result.pass(balancer, "protected", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in _set
}

findings contains result.fail(balancer, "unprotected", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	not balancer.id in _set
}

_reads := ["DescribeLoadBalancerAttributes.Attributes"]

_set contains balancer.id if {
	some balancer in input.elbv2.load_balancers
	some value in ["true"]
	[balancer.id, "deletion_protection.enabled", value] in balancers.attributes
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
	not balancer.id in _set
}

_key := "deletion_protection.enabled"

_modify(balancer, value) := {"service": "elbv2", "operation": "ModifyLoadBalancerAttributes", "params": {
	"LoadBalancerArn": balancer.LoadBalancerArn,
	"Attributes": [{"Key": _key, "Value": value}],
}}
