# METADATA
# title: Default security groups
# description: >-
#   Whether default security groups are closed, and what closes them when they are not
#   (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html).
package lib.default_groups

import data.lib.detectors
import data.lib.network
import data.lib.steps

# METADATA
# description: Ids of the default groups of the account's own VPCs. EC2 gives this name to no other group.
own contains group.id if {
	some group in input.ec2.security_groups
	group.id in network.own_groups
	group.GroupName == "default"
}

# METADATA
# description: Ids of the groups without any rule.
closed contains group.id if {
	some group in input.ec2.security_groups
	not group.IpPermissions[0]
	not group.IpPermissionsEgress[0]
}

_attached contains group.id if {
	some group in input.ec2.security_groups
	some interface in input.ec2.network_interfaces
	some one in interface.Groups
	one.GroupId == group.GroupId
}

# METADATA
# description: Remediation steps that take all rules out of open default groups. They are destructive where a network interface has the group.
closing contains _closing(group, false) if {
	some group in input.ec2.security_groups
	group.id in own
	not group.id in closed
	not group.id in _attached
}

closing contains _closing(group, true) if {
	some group in input.ec2.security_groups
	group.id in own
	not group.id in closed
	group.id in _attached
}

_closing(group, destructive) := object.union(
	steps.step(
		{"id": group.id, "region": group.region},
		_calls("Revoke", group),
		_calls("Authorize", group),
		[
			steps.changed("ec2.security_groups", group.id, "IpPermissions", []),
			steps.changed("ec2.security_groups", group.id, "IpPermissionsEgress", []),
		],
	),
	{"destructive": destructive},
)

_calls(verb, group) := array.concat(
	[steps.call("ec2", sprintf("%sSecurityGroupIngress", [verb]), {"GroupId": group.GroupId, "IpPermissions": group.IpPermissions}) |
		group.IpPermissions[0]
	],
	[steps.call("ec2", sprintf("%sSecurityGroupEgress", [verb]), {"GroupId": group.GroupId, "IpPermissions": group.IpPermissionsEgress}) |
		group.IpPermissionsEgress[0]
	],
)

# METADATA
# description: Ids of the remediations of a rule that looks for open default groups.
remediations contains remediation.id if {
	some rule in input.config.rules
	rule.id in detectors.rules.VPC_DEFAULT_SECURITY_GROUP_CLOSED
	some remediation in input.config.remediations
	remediation.ConfigRuleName == rule.ConfigRuleName
	remediation.region == rule.region
}

# METADATA
# description: Ids of those that run by themselves.
automatic contains remediation.id if {
	some remediation in input.config.remediations
	remediation.id in remediations
	remediation.Automatic == true
}

# METADATA
# description: Ids of those that change something. AWS's document for a message to a topic changes nothing.
acting contains remediation.id if {
	some remediation in input.config.remediations
	remediation.id in automatic
	remediation.TargetId != "AWS-PublishSNSNotification"
}

# METADATA
# description: Ids of those whose document can be run in the Region.
runnable contains remediation.id if {
	some remediation in input.config.remediations
	remediation.id in acting
	remediation.DescribeDocument.Document
}

# METADATA
# description: >-
#   Ids of those whose document is told which group to close. Only the parameters of AWS's own document are known
#   (https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-remove-default-secg-rules.html).
aimed contains remediation.id if {
	some remediation in input.config.remediations
	remediation.id in runnable
	remediation.TargetId != blea_document
}

aimed contains remediation.id if {
	some remediation in input.config.remediations
	remediation.id in runnable
	remediation.TargetId == blea_document
	remediation.Parameters.GroupId.ResourceValue.Value == "RESOURCE_ID"
}

# METADATA
# description: Ids of those that have not failed on any group the last time.
working contains remediation.id if {
	some remediation in input.config.remediations
	remediation.id in aimed
	remediation.DescribeRemediationExecutionStatus
	not _failed(remediation)
}

_failed(remediation) if {
	some execution in remediation.DescribeRemediationExecutionStatus.RemediationExecutionStatuses
	execution.State == "FAILED"
}

# METADATA
# description: AWS's document that BLEA has Config run.
blea_document := "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules"

# METADATA
# description: ARNs of the roles under which the remediations run that change something.
assumed contains arn if {
	some remediation in input.config.remediations
	remediation.id in acting
	some arn in remediation.Parameters.AutomationAssumeRole.StaticValue.Values
}
