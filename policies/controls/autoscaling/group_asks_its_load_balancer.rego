# METADATA
# title: Auto Scaling groups behind a load balancer should use its health checks
# description: >-
#   A group that asks only EC2 keeps instances that run and answer nobody. Groups behind no load balancer are left out, as in the Config
#   rule autoscaling-group-elb-healthcheck-required.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/autoscaling-group-elb-healthcheck-required.html
# custom:
#   id: AutoScaling.1
#   title_ja: ロードバランサーに関連付けられたAuto ScalingグループはELBヘルスチェックを使用する必要があります
#   severity: LOW
#   subject: resource
#   collection: autoscaling.groups
#   resource: AWS::AutoScaling::AutoScalingGroup
#   standards: {fsbp: [AutoScaling.1], nist-800-53-r5: [AutoScaling.1], pci-dss-3.2.1: [AutoScaling.1], control-tower: [AutoScaling.1]}
#   reasons:
#     asked: {en: "the group uses the health checks of its load balancer", ja: "グループはロードバランサーのヘルスチェックを使用しています"}
#     unasked: {en: "the group does not use the health checks of its load balancer", ja: "グループはロードバランサーのヘルスチェックを使用していません"}
#   remediation: {en: "Set HealthCheckType to ELB, with a grace period in which instances can start.", ja: "起動に必要な猶予期間を設定したうえで、HealthCheckTypeをELBに設定します。"}
package controls.autoscaling.group_asks_its_load_balancer

import data.lib.result
import data.lib.scaling

subjects contains id if some id in scaling.balanced

findings contains result.pass(group, "asked", {}, _reads) if {
	some group in input.autoscaling.groups
	group.id in scaling.balanced
	group.id in scaling.asks_balancer
}

findings contains result.fail(group, "unasked", {}, _reads) if {
	some group in input.autoscaling.groups
	group.id in scaling.balanced
	not group.id in scaling.asks_balancer
}

_reads := ["HealthCheckType", "TargetGroupARNs", "LoadBalancerNames", "TrafficSources"]

plan contains {
	"subject": group.id,
	"region": group.region,
	"calls": [{"service": "autoscaling", "operation": "UpdateAutoScalingGroup", "params": {"AutoScalingGroupName": group.AutoScalingGroupName, "HealthCheckType": "ELB"}}],
	"undo": [{"service": "autoscaling", "operation": "UpdateAutoScalingGroup", "params": {"AutoScalingGroupName": group.AutoScalingGroupName, "HealthCheckType": "EC2"}}],
	"effect": [{"op": "set", "collection": "autoscaling.groups", "id": group.id, "path": "HealthCheckType", "value": "ELB"}],
	"needs": [],
	"destructive": false,
} if {
	some group in input.autoscaling.groups
	group.id in scaling.balanced
	not group.id in scaling.asks_balancer
}
