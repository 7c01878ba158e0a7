# METADATA
# title: Application Auto Scaling
# description: >-
#   What scales by itself of ECS services and DynamoDB tables. Sets hold lists of Region, resource id (service/CLUSTER/NAME, table/NAME)
#   and dimension, which together tell a target apart.
package lib.application_scaling

# METADATA
# description: What is registered for scaling, be there a policy or not.
registered contains [target.region, target.ResourceId, target.ScalableDimension] if {
	some target in input.applicationautoscaling.targets
}

# METADATA
# description: What never gets smaller than this.
at_least(smallest) := {[target.region, target.ResourceId, target.ScalableDimension] |
	some target in input.applicationautoscaling.targets
	target.MinCapacity >= smallest
}

# METADATA
# description: What has a policy that answers to a metric. Such a policy may be suspended.
tracked contains [policy.region, policy.ResourceId, policy.ScalableDimension] if {
	some policy in input.applicationautoscaling.policies
	policy.PolicyType in {"TargetTrackingScaling", "StepScaling"}
}

# METADATA
# description: >-
#   What grows by itself, by a metric or by a forecast. A forecast may be made only to be looked at, and scaling out by a metric may be suspended
#   (https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html).
grows contains key if {
	some key in registered
	key in tracked
	not key in _suspended
}

grows contains key if {
	some key in registered
	key in _forecast
}

_suspended contains [target.region, target.ResourceId, target.ScalableDimension] if {
	some target in input.applicationautoscaling.targets
	target.SuspendedState.DynamicScalingOutSuspended == true
}

_forecast contains [policy.region, policy.ResourceId, policy.ScalableDimension] if {
	some policy in input.applicationautoscaling.policies
	policy.PolicyType == "PredictiveScaling"
	policy.PredictiveScalingPolicyConfiguration.Mode == "ForecastAndScale"
}
