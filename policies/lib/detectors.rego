# METADATA
# title: Config rules that look for something
# description: >-
#   Which of AWS's managed Config rules watch a Region. They are told by identifier and never by name, so rules of conformance packs, of
#   the organization, of Control Tower and of Security Hub count like the account's own
#   (https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html).
package lib.detectors

import data.lib.steps

# METADATA
# description: >-
#   Ids of the rules that watch with an identifier: on, for all resources of the type, and with BLEA's parameters or stricter ones.
rules[identifier] contains rule.id if {
	some identifier, wanted in _wanted
	some rule in input.config.rules
	rule.Source.Owner == "AWS"
	rule.Source.SourceIdentifier == identifier
	rule.id in _watching
	_covers(rule, wanted.types)
	_strict(rule, identifier)
}

# A rule that leaves only a list of ports open closes the ports of BLEA's rule when they are not on the list.
rules[identifier] contains rule.id if {
	some identifier in ["RESTRICTED_INCOMING_TRAFFIC"]
	some rule in input.config.rules
	rule.Source.Owner == "AWS"
	rule.Source.SourceIdentifier == "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS"
	rule.id in _watching
	_covers(rule, ["AWS::EC2::SecurityGroup"])
	not _opens(rule)
}

# Security Hub's EC2.19 blocks these ports and more (https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19).
rules[identifier] contains rule.id if {
	some identifier in ["RESTRICTED_INCOMING_TRAFFIC"]
	some rule in input.config.rules
	rule.CreatedBy == "securityhub.amazonaws.com"
	startswith(rule.ConfigRuleName, "securityhub-vpc-sg-restricted-common-ports-")
	rule.id in _watching
}

# METADATA
# description: A rule with an identifier watches a Region.
active(identifier, region) if {
	some rule in input.config.rules
	rule.region == region
	rule.id in rules[identifier]
}

# METADATA
# description: A Region has a rule with an identifier, whether or not the rule does what it should.
present(identifier, region) if {
	some rule in input.config.rules
	rule.region == region
	rule.Source.Owner == "AWS"
	rule.Source.SourceIdentifier == identifier
}

# METADATA
# description: The identifiers of the 14 rules of the Control Tower detective guardrails that BLEA deploys.
guardrails := [identifier | some identifier, wanted in _wanted; wanted.guardrail]

# METADATA
# description: >-
#   Ids of the rules of conformance packs that could not be created or are being deleted. A pack's rules end in the pack's id.
of_failing_pack contains rule.id if {
	some rule in input.config.rules
	contains(rule.ConfigRuleName, "-conformance-pack-")
	some pack in input.config.conformance_packs
	pack.region == rule.region
	endswith(rule.ConfigRuleName, pack.ConformancePackId)
	some status in pack.DescribeConformancePackStatus.ConformancePackStatusDetails
	status.ConformancePackState in ["CREATE_FAILED", "DELETE_IN_PROGRESS", "DELETE_FAILED"]
}

# A rule that evaluates at the moment is active.
_watching contains rule.id if {
	some rule in input.config.rules
	rule.ConfigRuleState in ["ACTIVE", "EVALUATING"]
	_detective(rule)
}

_detective(rule) if not rule.EvaluationModes[0]

_detective(rule) if {
	some mode in rule.EvaluationModes
	mode.Mode == "DETECTIVE"
}

_covers(rule, types) if {
	not rule.Scope.TagKey
	not rule.Scope.ComplianceResourceId
	_covers_types(rule, types)
}

_covers_types(rule, _) if not rule.Scope.ComplianceResourceTypes[0]

_covers_types(_, []) # rules about the account run on a schedule

_covers_types(rule, types) if types[0] in rule.Scope.ComplianceResourceTypes

_strict(_, identifier) if not identifier in ["EC2_VOLUME_INUSE_CHECK", "RESTRICTED_INCOMING_TRAFFIC"]

_strict(rule, "EC2_VOLUME_INUSE_CHECK") if lower(sprintf("%v", [rule.InputParameters.deleteOnTermination])) == "true"

_strict(rule, "RESTRICTED_INCOMING_TRAFFIC") if {
	every port in _ports {
		some blocked in rule.InputParameters
		sprintf("%v", [blocked]) == sprintf("%d", [port])
	}
}

_opens(rule) if {
	some entry in split(rule.InputParameters.authorizedTcpPorts, ",")
	some port in _ports
	_includes(trim_space(entry), port)
}

_includes(entry, port) if entry == sprintf("%d", [port])

_includes(entry, port) if {
	regex.match(`^\d+ *- *\d+$`, entry)
	ends := split(entry, "-")
	to_number(trim_space(ends[0])) <= port
	port <= to_number(trim_space(ends[1]))
}

_ports := [20, 21, 3306, 3389, 4333]

# METADATA
# description: >-
#   The remediation step that creates BLEA's rule of an identifier in a Region, if the Region has no rule of that name yet.
creation[identifier] contains object.union(
	steps.step(
		region,
		[steps.call("config", "PutConfigRule", {"ConfigRule": _definition(identifier, wanted)})],
		[steps.call("config", "DeleteConfigRule", {"ConfigRuleName": wanted.name})],
		[steps.added("config.rules", sprintf("%s/%s", [region.id, wanted.name]), region.id, {
			"ConfigRuleName": wanted.name,
			"ConfigRuleState": "ACTIVE",
			"Source": {"Owner": "AWS", "SourceIdentifier": identifier},
			"InputParameters": wanted.parameters,
			"Scope": {"ComplianceResourceTypes": wanted.types},
			"DescribeComplianceByConfigRule": {},
			"DescribeConfigRuleEvaluationStatus": {},
		})],
	),
	{"needs": wanted.needs},
) if {
	some identifier, wanted in _wanted
	some region in input.regions
	not _named(wanted.name, region.id)
}

_named(name, region) if {
	some rule in input.config.rules
	rule.ConfigRuleName == name
	rule.region == region
}

_definition(identifier, wanted) := object.union_n([
	{"ConfigRuleName": wanted.name, "Source": {"Owner": "AWS", "SourceIdentifier": identifier}},
	{"Scope": {"ComplianceResourceTypes": wanted.types} | some _ in wanted.types},
	{"InputParameters": json.marshal(wanted.parameters) | some _ in wanted.parameters},
	{"MaximumExecutionFrequency": "One_Hour" | wanted.types == []},
])

# Names, types and parameters as in usecases/blea-gov-base-standalone/cfn/AWS-Control-Tower-Detective-Guardrails.yaml and
# lib/construct/detection.ts.
_wanted := {
	"EBS_OPTIMIZED_INSTANCE": _guardrail("CheckForEbsOptimizedInstance", ["AWS::EC2::Instance"], {}),
	"EC2_VOLUME_INUSE_CHECK": _guardrail("CheckForEc2VolumesInUs", ["AWS::EC2::Volume"], {"deleteOnTermination": "true"}),
	"ENCRYPTED_VOLUMES": _guardrail("CheckForEncryptedVolumes", ["AWS::EC2::Volume"], {}),
	"IAM_USER_MFA_ENABLED": _guardrail("CheckForIAMUserMFA", [], {}),
	"MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS": _guardrail("CheckForIAMUserConsoleMFA", [], {}),
	"RDS_INSTANCE_PUBLIC_ACCESS_CHECK": _guardrail("CheckForRdsPublicAccess", ["AWS::RDS::DBInstance"], {}),
	"RDS_SNAPSHOTS_PUBLIC_PROHIBITED": _guardrail("CheckForPublicRdsSnapshots", ["AWS::RDS::DBSnapshot"], {}),
	"RDS_STORAGE_ENCRYPTED": _guardrail("CheckForRdsStorageEncryption", ["AWS::RDS::DBInstance"], {}),
	"RESTRICTED_INCOMING_TRAFFIC": _guardrail("CheckForRestrictedCommonPortsPolicy", ["AWS::EC2::SecurityGroup"], {
		"blockedPort1": "20", "blockedPort2": "21", "blockedPort3": "3389", "blockedPort4": "3306", "blockedPort5": "4333",
	}),
	"INCOMING_SSH_DISABLED": _guardrail("CheckForRestrictedSshPolicy", ["AWS::EC2::SecurityGroup"], {}),
	"ROOT_ACCOUNT_MFA_ENABLED": _guardrail("CheckForRootMfa", [], {}),
	"S3_BUCKET_PUBLIC_READ_PROHIBITED": _guardrail("CheckForS3PublicRead", ["AWS::S3::Bucket"], {}),
	"S3_BUCKET_PUBLIC_WRITE_PROHIBITED": _guardrail("CheckForS3PublicWrite", ["AWS::S3::Bucket"], {}),
	"S3_BUCKET_VERSIONING_ENABLED": _guardrail("CheckForS3VersioningEnabled", ["AWS::S3::Bucket"], {}),
	"VPC_DEFAULT_SECURITY_GROUP_CLOSED": {
		"guardrail": false,
		"name": "bb-default-security-group-closed",
		"types": ["AWS::EC2::SecurityGroup"],
		"parameters": {},
		"needs": [],
	},
}

_guardrail(name, types, parameters) := {"guardrail": true, "name": name, "types": types, "parameters": parameters, "needs": ["BLEA.Config.1"]}
