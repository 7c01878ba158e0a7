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
	[steps.call("guardduty", "CreateDetector", {"Enable": true})],
	[],
	[steps.added("guardduty.detectors", sprintf("%s/new", [region.id]), region.id, {"GetDetector": {"Status": "ENABLED"}})],
) if {
	some region in input.regions
	not region.id in with_detector
}

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
