package controls.config.recorder_is_enabled_test

import data.controls.config.recorder_is_enabled as control

test_recorder_is_enabled[name] if {
	some name, tc in {
		"all types pass": {"recorders": [_recorder({})], "rules": [], "want": "PASSED recording"},
		"all types pass whatever rules look at": {"recorders": [_recorder({})], "rules": [_rule(["AWS::IAM::User"])], "want": "PASSED recording"},
		"a last failure does not count": {"recorders": [_recorder(_status({"Recording": true, "LastStatus": "FAILURE"}))], "rules": [], "want": "PASSED recording"},
		"no recorder fails": {"recorders": [], "rules": [], "want": "FAILED off"},
		"a stopped recorder fails": {"recorders": [_recorder(_status({"Recording": false}))], "rules": [], "want": "FAILED off"},
		"global types alone are not all types": {"recorders": [_of(object.union(_only(["AWS::S3::Bucket"]), {"IncludeGlobalResourceTypes": true}))], "rules": [], "want": "FAILED missing_types"},
		"a service's recorder fails": {"recorders": [_recorder({"ServicePrincipal": "securityhub.amazonaws.com"})], "rules": [], "want": "FAILED off"},
		"a stopped recorder of all that rules look at fails": {"recorders": [object.union(_of(_only(["AWS::S3::Bucket"])), _status({"Recording": false}))], "rules": [_rule(["AWS::S3::Bucket"])], "want": "FAILED off"},
		"rules of another Region do not count": {"recorders": [_of(_only(["AWS::S3::Bucket"]))], "rules": [_rule(["AWS::S3::Bucket"]), object.union(_rule(["AWS::IAM::User"]), {"id": "two", "region": "us-east-1"})], "want": "PASSED recording"},
		"rules of somebody else do not count": {"recorders": [_of(_only(["AWS::S3::Bucket"]))], "rules": [_rule(["AWS::S3::Bucket"]), object.union(_rule(["AWS::IAM::User"]), {"id": "two", "CreatedBy": "config.amazonaws.com"})], "want": "PASSED recording"},
		"the strategy alone says all types that rules look at": {"recorders": [_of(_all_supported)], "rules": [_rule(["AWS::S3::Bucket"])], "want": "PASSED recording"},
		"the strategy alone says nothing of global types": {"recorders": [_of(_all_supported)], "rules": [_rule(["AWS::IAM::User"])], "want": "FAILED missing_types"},
		"few types beside the global ones of another Region fail": {"recorders": [_of(_only(["AWS::S3::Bucket"])), _elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true})], "rules": [], "want": "FAILED missing_types"},
		"global types of another Region are none that a rule here can see": {"recorders": [_of(_without_global), _elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true})], "rules": [_rule(["AWS::IAM::User"])], "want": "FAILED missing_types"},
		"the role of a service's recorder does not count": {"recorders": [_recorder({"RoleARN": "arn:aws:iam::111122223333:role/config"}), _recorder({"id": "two", "ServicePrincipal": "securityhub.amazonaws.com"})], "rules": [], "want": "FAILED custom_role"},
		"another role fails": {"recorders": [_recorder({"RoleARN": "arn:aws:iam::111122223333:role/config"})], "rules": [], "want": "FAILED custom_role"},
		"no role fails": {"recorders": [object.remove(_recorder({}), ["RoleARN"])], "rules": [], "want": "FAILED custom_role"},
		"a role of that name elsewhere fails": {"recorders": [_recorder({"RoleARN": "arn:aws:iam::111122223333:role/AWSServiceRoleForConfig"})], "rules": [], "want": "FAILED custom_role"},
		"types come before the role": {"recorders": [object.union(_of(_only(["AWS::EC2::Instance"])), {"RoleARN": "arn:aws:iam::111122223333:role/config"})], "rules": [], "want": "FAILED missing_types"},
		"a list with the types of all rules passes": {"recorders": [_of(_only(["AWS::EC2::Instance", "AWS::S3::Bucket"]))], "rules": [_rule(["AWS::EC2::Instance"])], "want": "PASSED recording"},
		"a list without a rule's type fails": {"recorders": [_of(_only(["AWS::S3::Bucket"]))], "rules": [_rule(["AWS::EC2::Instance"])], "want": "FAILED missing_types"},
		"one of several types is missing": {"recorders": [_of(_only(["AWS::S3::Bucket"]))], "rules": [_rule(["AWS::S3::Bucket", "AWS::EC2::Instance"])], "want": "FAILED missing_types"},
		"leaving out what no rule looks at passes": {"recorders": [_of(_except(["AWS::S3::Bucket"]))], "rules": [_rule(["AWS::EC2::Instance"])], "want": "PASSED recording"},
		"leaving out what a rule looks at fails": {"recorders": [_of(_except(["AWS::S3::Bucket"]))], "rules": [_rule(["AWS::S3::Bucket"])], "want": "FAILED missing_types"},
		"without global types rules on them fail": {"recorders": [_of(_without_global)], "rules": [_rule(["AWS::IAM::User"])], "want": "FAILED missing_types"},
		"without global types other rules pass": {"recorders": [_of(_without_global)], "rules": [_rule(["AWS::EC2::Instance"])], "want": "PASSED recording"},
		"a rule without types needs none": {"recorders": [_of(_only(["AWS::S3::Bucket"]))], "rules": [_rule([])], "want": "PASSED recording"},
		"without rules global types elsewhere pass": {"recorders": [_of(_without_global), _elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true})], "rules": [], "want": "PASSED recording"},
		"without rules global types nowhere fail": {"recorders": [_of(_without_global)], "rules": [], "want": "FAILED missing_types"},
		"the account's own rules do not count": {"recorders": [_of(_without_global)], "rules": [object.union(_rule(["AWS::EC2::Instance"]), {"CreatedBy": ""})], "want": "FAILED missing_types"},
		"rules of other Regions do not count": {"recorders": [_of(_without_global)], "rules": [object.union(_rule(["AWS::EC2::Instance"]), {"region": "us-east-1"})], "want": "FAILED missing_types"},
	}
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.config.recorders as tc.recorders with input.config.rules as tc.rules
	_said(got) == {tc.want}
}

test_the_role_is_not_asked_for if {
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.config.rules as []
		with input.config.recorders as [_recorder({"RoleARN": "arn:aws:iam::111122223333:role/config"})]
		with data.parameters["Config.1"] as {"includeConfigServiceLinkedRoleCheck": false}
	_said(got) == {"PASSED recording"}
}

# Another role may not be admitted by the bucket, so that is left to a person.
test_plan_leaves_the_role_alone if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.rules as [] with input.account as _account
		with input.config.recorders as [_recorder({"RoleARN": "arn:aws:iam::111122223333:role/config"})] with input.iam.roles as []
	count(steps) == 0
}

test_plan_starts_the_recorder if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.account as _account
		with input.config.recorders as [_recorder(_status({"Recording": false}))]
		with input.config.delivery_channels as [{"id": "c", "region": "ap-northeast-1", "S3BucketName": "b"}]
	{sprintf("%s %s", [step.subject, call.operation]) | some step in steps; some call in step.calls} == {"ap-northeast-1 StartConfigurationRecorder"}
}

test_plan_is_empty_when_all_is_well if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.rules as [] with input.account as _account
		with input.config.recorders as [_recorder({})]
	count(steps) == 0
}

_rule(types) := {
	"id": "arn:aws:config:ap-northeast-1:111122223333:config-rule/one",
	"region": "ap-northeast-1",
	"CreatedBy": "securityhub.amazonaws.com",
	"Scope": {"ComplianceResourceTypes": types},
}

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

_recorder(change) := object.union(
	{
		"id": "arn:aws:config:ap-northeast-1:111122223333:configuration-recorder/default",
		"region": "ap-northeast-1",
		"Name": "default",
		"RoleARN": "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
		"RecordingGroup": {"AllSupported": true, "IncludeGlobalResourceTypes": true},
		"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true, "LastStatus": "SUCCESS"}]},
	},
	change,
)

_of(group) := object.union(object.remove(_recorder({}), ["RecordingGroup"]), {"RecordingGroup": group})

_elsewhere(group) := object.union(_of(group), {"id": "arn:aws:config:us-east-1:111122223333:configuration-recorder/default", "region": "us-east-1"})

_status(status) := {"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [status]}}

_except(types) := {
	"AllSupported": false,
	"IncludeGlobalResourceTypes": false,
	"ExclusionByResourceTypes": {"ResourceTypes": types},
	"RecordingStrategy": {"UseOnly": "EXCLUSION_BY_RESOURCE_TYPES"},
}

_only(types) := {
	"AllSupported": false,
	"IncludeGlobalResourceTypes": false,
	"ResourceTypes": types,
	"RecordingStrategy": {"UseOnly": "INCLUSION_BY_RESOURCE_TYPES"},
}

_all_supported := {"RecordingStrategy": {"UseOnly": "ALL_SUPPORTED_RESOURCE_TYPES"}}

_without_global := {"AllSupported": true, "IncludeGlobalResourceTypes": false}

_global := ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"]

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
