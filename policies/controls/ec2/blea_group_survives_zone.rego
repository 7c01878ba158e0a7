# METADATA
# title: Auto Scaling groups span two Availability Zones and use ELB health checks
# description: >-
#   A group in one zone goes with it, and one that asks only EC2 keeps instances that answer nobody. Groups that no load balancer sends
#   requests to have no such answer to ask for.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ec2-app-sample/lib/construct/ec2app.ts
# custom:
#   id: BLEA.EC2.6
#   title_ja: Auto Scalingグループが2AZ以上・ELBヘルスチェックを使用している
#   severity: LOW
#   subject: resource
#   collection: autoscaling.groups
#   resource: AWS::AutoScaling::AutoScalingGroup
#   profiles: [guest-ec2]
#   measure: resources
#   construct: EC2App
#   standards: {blea: [BLEA.EC2.6]}
#   reasons:
#     sturdy: {en: "the group spans two Availability Zones, and asks its load balancer for health", ja: "グループは2つ以上のアベイラビリティーゾーンにまたがり、ロードバランサーのヘルスチェックを使用しています"}
#     one_zone: {en: "the group is in one Availability Zone", ja: "グループは1つのアベイラビリティーゾーンにしかありません"}
#     ec2_only: {en: "the group is behind a load balancer and does not use its health checks", ja: "グループはロードバランサーの配下にありますが、そのヘルスチェックを使用していません"}
#   remediation: {en: "Give the group subnets in two Availability Zones, and set HealthCheckType to ELB with a grace period.", ja: "グループに2つ以上のアベイラビリティーゾーンのサブネットを設定し、HealthCheckTypeをELBにして猶予期間を設定します。"}
package controls.ec2.blea_group_survives_zone

import data.lib.result
import data.lib.scaling

findings contains result.pass(group, "sturdy", {}, _reads) if {
	some group in input.autoscaling.groups
	group.id in _spanning
	not group.id in _blind
}

findings contains result.fail(group, "one_zone", {}, _reads) if {
	some group in input.autoscaling.groups
	not group.id in _spanning
}

findings contains result.fail(group, "ec2_only", {}, _reads) if {
	some group in input.autoscaling.groups
	group.id in _spanning
	group.id in _blind
}

_reads := ["AvailabilityZones", "HealthCheckType", "TargetGroupARNs", "LoadBalancerNames", "TrafficSources"]

_spanning contains id if some id in scaling.spans(2)

_blind contains group.id if {
	some group in input.autoscaling.groups
	group.id in scaling.balanced
	not group.id in scaling.asks_balancer
}

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
	group.id in _spanning
	group.id in _blind
}
