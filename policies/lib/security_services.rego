# METADATA
# title: GuardDuty and Security Hub
# description: Which Regions the two services watch, and by which standards.
package lib.security_services

import data.lib.steps

# METADATA
# description: Regions with a GuardDuty detector, be it on or suspended.
with_detector contains detector.region if some detector in input.guardduty.detectors

# METADATA
# description: Regions with a detector that is on. A suspended one sees nothing.
detecting contains detector.region if {
	some detector in input.guardduty.detectors
	detector.GetDetector.Status == "ENABLED"
}

# METADATA
# description: Remediation steps that turn GuardDuty on.
detecting_steps contains steps.step(
	region,
	[steps.call("guardduty", "CreateDetector", {"Enable": true, "Features": _features})],
	[],
	[steps.added("guardduty.detectors", sprintf("%s/new", [region.id]), region.id, {"GetDetector": {"Status": "ENABLED", "Features": _features}})],
) if {
	some region in input.regions
	not region.id in with_detector
}

# What AWS turns on in a new detector by default, said outright so that nobody depends on the default
# (https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html).
_features := [{"Name": name, "Status": "ENABLED"} |
	some name in ["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"]
]

detecting_steps contains steps.step(
	{"id": detector.region, "region": detector.region},
	[steps.call("guardduty", "UpdateDetector", {"DetectorId": detector.DetectorId, "Enable": true})],
	[steps.call("guardduty", "UpdateDetector", {"DetectorId": detector.DetectorId, "Enable": false})],
	[steps.changed("guardduty.detectors", detector.id, "GetDetector.Status", "ENABLED")],
) if {
	some detector in input.guardduty.detectors
	not detector.region in detecting
}

# METADATA
# description: Regions with a hub of Security Hub CSPM. Where it is off there is none.
with_hub contains hub.region if some hub in input.securityhub.hubs

# METADATA
# description: >-
#   A standard (foundational, cis or nist) is enabled in a Region, whatever its status
#   (https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html).
subscribed(name, region) if {
	some standard in input.securityhub.standards
	standard.region == region
	regex.match(_patterns[name], standard.StandardsArn)
}

# METADATA
# description: A standard is enabled in a Region and all of its controls are evaluated.
ready(name, region) if {
	some standard in input.securityhub.standards
	standard.region == region
	standard.StandardsStatus == "READY"
	regex.match(_patterns[name], standard.StandardsArn)
}

# METADATA
# description: A standard is enabled in a Region, but some controls are not evaluated, for instance because AWS Config is off.
incomplete(name, region) if {
	some standard in input.securityhub.standards
	standard.region == region
	standard.StandardsStatus == "INCOMPLETE"
	regex.match(_patterns[name], standard.StandardsArn)
}

_patterns := {
	"foundational": `:standards/aws-foundational-security-best-practices/v/`,
	"cis": `:(standards|ruleset)/cis-aws-foundations-benchmark/v/`,
	"nist": `:standards/nist-800-53/v/5\.`,
}

# METADATA
# description: Remediation steps that turn Security Hub on, with its default standards.
hub_steps contains steps.step(
	region,
	[steps.call("securityhub", "EnableSecurityHub", {"EnableDefaultStandards": true})],
	[steps.call("securityhub", "DisableSecurityHub", {})],
	[
		steps.added("securityhub.hubs", region.id, region.id, {
			"HubArn": sprintf("arn:%s:securityhub:%s:%s:hub/default", [input.account.partition, region.id, input.account.account]),
			"AutoEnableControls": true,
			"GetAdministratorAccount": {},
		}),
		_subscription(region, foundational_arn(region)),
		_subscription(region, cis_arn),
	],
) if {
	some region in input.regions
	not region.id in with_hub
}

# METADATA
# description: A remediation step that enables a standard in a Region where Security Hub is on.
standard_step(region, arn) := steps.step(
	region,
	[steps.call("securityhub", "BatchEnableStandards", {"StandardsSubscriptionRequests": [{"StandardsArn": arn}]})],
	[steps.call("securityhub", "BatchDisableStandards", {"StandardsSubscriptionArns": [_subscription_arn(region, arn)]})],
	[_subscription(region, arn)],
)

# METADATA
# description: The ARN of AWS Foundational Security Best Practices in a Region.
foundational_arn(region) := sprintf(
	"arn:%s:securityhub:%s::standards/aws-foundational-security-best-practices/v/1.0.0",
	[input.account.partition, region.id],
)

# METADATA
# description: The ARN of the CIS benchmark that Security Hub enables by default, the same in all Regions.
cis_arn := sprintf("arn:%s:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0", [input.account.partition])

_subscription(region, arn) := steps.added("securityhub.standards", _subscription_arn(region, arn), region.id, {
	"StandardsArn": arn,
	"StandardsStatus": "READY",
})

_subscription_arn(region, arn) := sprintf(
	"arn:%s:securityhub:%s:%s:subscription/%s",
	[input.account.partition, region.id, input.account.account, regex.replace(arn, `^.*:(standards|ruleset)/`, "")],
)

# METADATA
# description: >-
#   For each GuardDuty feature the Regions whose detector is on and has it, by name ("RUNTIME_MONITORING"), and behind a slash for each of its
#   additional configurations ("RUNTIME_MONITORING/EKS_ADDON_MANAGEMENT")
#   (https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfigurationResult.html).
protected[name] contains detector.region if {
	some detector in input.guardduty.detectors
	detector.GetDetector.Status == "ENABLED"
	some feature in detector.GetDetector.Features
	feature.Status == "ENABLED"
	name := feature.Name
}

protected[name] contains detector.region if {
	some detector in input.guardduty.detectors
	detector.GetDetector.Status == "ENABLED"
	some feature in detector.GetDetector.Features
	feature.Status == "ENABLED"
	some addition in feature.AdditionalConfiguration
	addition.Status == "ENABLED"
	name := sprintf("%s/%s", [feature.Name, addition.Name])
}

# METADATA
# description: The same for the accounts that this one administers, ids of guardduty.members.
members_protected[name] contains member.id if {
	some member in input.guardduty.members
	some feature in member.GetMemberDetectors.Features
	feature.Status == "ENABLED"
	name := feature.Name
}

members_protected[name] contains member.id if {
	some member in input.guardduty.members
	some feature in member.GetMemberDetectors.Features
	feature.Status == "ENABLED"
	some addition in feature.AdditionalConfiguration
	addition.Status == "ENABLED"
	name := sprintf("%s/%s", [feature.Name, addition.Name])
}

# METADATA
# description: >-
#   The step that switches on a feature of a detector, with one additional configuration or none. A member of an organization cannot take it.
feature_step(detector, name, additions) := steps.step(
	{"id": detector.region, "region": detector.region},
	[steps.call("guardduty", "UpdateDetector", {"DetectorId": detector.DetectorId, "Features": [_feature(name, additions, "ENABLED")]})],
	[steps.call("guardduty", "UpdateDetector", {"DetectorId": detector.DetectorId, "Features": [_former(detector.GetDetector, name, additions)]})],
	[steps.changed("guardduty.detectors", detector.id, "GetDetector.Features", _with_feature(detector.GetDetector, name, additions))],
)

# METADATA
# description: The step that switches a feature on in a member of the organization of the detector's account.
member_step(detector, member, name, additions) := steps.step(
	{"id": detector.region, "region": detector.region},
	[_update_member(detector, member, _feature(name, additions, "ENABLED"))],
	[_update_member(detector, member, _former(member.GetMemberDetectors, name, additions))],
	[steps.changed("guardduty.members", member.id, "GetMemberDetectors.Features", _with_feature(member.GetMemberDetectors, name, additions))],
)

_update_member(detector, member, feature) := steps.call("guardduty", "UpdateMemberDetectors", {
	"DetectorId": detector.DetectorId,
	"AccountIds": [member.AccountId],
	"Features": [feature],
})

_feature(name, [], status) := {"Name": name, "Status": status}

_feature(name, additions, status) := {
	"Name": name,
	"Status": status,
	"AdditionalConfiguration": [{"Name": addition, "Status": status} | some addition in additions],
} if {
	count(additions) > 0
}

_former(state, name, additions) := object.union(
	{"Name": name, "Status": _status(state, name)},
	{key: value |
		some _ in additions
		key := "AdditionalConfiguration"
		value := [{"Name": addition, "Status": _addition_status(state, name, addition)} | some addition in additions]
	},
)

_status(state, name) := "ENABLED" if {
	some feature in state.Features
	feature.Name == name
	feature.Status == "ENABLED"
} else := "DISABLED"

_addition_status(state, name, addition) := "ENABLED" if {
	some feature in state.Features
	feature.Name == name
	some found in feature.AdditionalConfiguration
	found.Name == addition
	found.Status == "ENABLED"
} else := "DISABLED"

_with_feature(state, name, additions) := array.concat(
	[feature | some feature in state.Features; feature.Name != name],
	[object.union(_feature(name, additions, "ENABLED"), {"AdditionalConfiguration": array.concat(
		[addition | some feature in state.Features; feature.Name == name; some addition in feature.AdditionalConfiguration; not addition.Name in additions],
		[{"Name": addition, "Status": "ENABLED"} | some addition in additions],
	)})],
)
