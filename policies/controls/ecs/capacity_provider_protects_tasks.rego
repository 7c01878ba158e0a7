# METADATA
# title: ECS capacity providers should have managed termination protection enabled
# description: >-
#   When a group of instances shrinks, an instance that still runs tasks can go, and they with it. Managed termination protection
#   spares it. Capacity providers without an Auto Scaling group have no instances to protect.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-19
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecs-capacity-provider-termination-check.html
# custom:
#   id: ECS.19
#   title_ja: ECSキャパシティープロバイダーではマネージドターミネーション保護を有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecs.capacity_providers
#   resource: AWS::ECS::CapacityProvider
#   standards: {fsbp: [ECS.19]}
#   reasons:
#     protected: {en: "managed termination protection is on", ja: "マネージドターミネーション保護が有効です"}
#     unprotected: {en: "managed termination protection is off", ja: "マネージドターミネーション保護が無効です"}
#   remediation:
#     en: "Turn on managed scaling and instance scale-in protection of the Auto Scaling group, then managed termination protection."
#     ja: "マネージドスケーリングとAuto Scalingグループのインスタンスのスケールイン保護を有効にし、マネージドターミネーション保護を有効にします。"
package controls.ecs.capacity_provider_protects_tasks

import data.lib.result
import data.lib.steps

subjects contains id if some id in _judged

findings contains result.pass(provider, "protected", {}, _reads) if {
	some provider in input.ecs.capacity_providers
	provider.id in _protected
}

findings contains result.fail(provider, "unprotected", {}, _reads) if {
	some provider in input.ecs.capacity_providers
	provider.id in _judged
	not provider.id in _protected
}

_reads := ["AutoScalingGroupProvider.ManagedTerminationProtection"]

_judged contains provider.id if {
	some provider in input.ecs.capacity_providers
	provider.AutoScalingGroupProvider
}

_protected contains provider.id if {
	some provider in input.ecs.capacity_providers
	provider.AutoScalingGroupProvider.ManagedTerminationProtection == "ENABLED"
}

# It can be turned on only where managed scaling is.
plan contains steps.step(
	provider,
	[
		steps.call("autoscaling", "UpdateAutoScalingGroup", {"AutoScalingGroupName": _group(provider), "NewInstancesProtectedFromScaleIn": true}),
		steps.call("ecs", "UpdateCapacityProvider", {"name": provider.Name, "autoScalingGroupProvider": {"managedTerminationProtection": "ENABLED"}}),
	],
	[steps.call("ecs", "UpdateCapacityProvider", {"name": provider.Name, "autoScalingGroupProvider": {"managedTerminationProtection": "DISABLED"}})],
	[steps.changed("ecs.capacity_providers", provider.id, "AutoScalingGroupProvider.ManagedTerminationProtection", "ENABLED")],
) if {
	some provider in input.ecs.capacity_providers
	provider.id in _judged
	not provider.id in _protected
	provider.AutoScalingGroupProvider.ManagedScaling.Status == "ENABLED"
}

_group(provider) := split(provider.AutoScalingGroupProvider.AutoScalingGroupArn, "autoScalingGroupName/")[1]
