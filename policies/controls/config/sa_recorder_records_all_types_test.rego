package controls.config.sa_recorder_records_all_types_test

import data.controls.config.sa_recorder_records_all_types as control

test_recorder_records_all_types[name] if {
	some name, tc in {
		"all types with the global ones pass": {"recorders": [_recorder({})], "want": "PASSED recording"},
		"the strategy alone says all types": {
			"recorders": [_of({"IncludeGlobalResourceTypes": true, "RecordingStrategy": {"UseOnly": "ALL_SUPPORTED_RESOURCE_TYPES"}})],
			"want": "PASSED recording",
		},
		"a first recording still to come passes": {"recorders": [_recorder(_status({"Recording": true, "LastStatus": "PENDING"}))], "want": "PASSED recording"},
		"recording without a last status passes": {"recorders": [_recorder(_status({"Recording": true}))], "want": "PASSED recording"},
		"the global types may be another Region's": {"recorders": [_of(_without_global), _elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true})], "want": "PASSED global_elsewhere"},
		"another Region may record all but some": {"recorders": [_of(_without_global), _elsewhere(_except(["AWS::S3::Bucket"]))], "want": "PASSED global_elsewhere"},
		"only the global types may be left out": {"recorders": [_of(_except(_global)), _elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true})], "want": "PASSED global_elsewhere"},
		"leaving out one global type is no better": {"recorders": [_of(_except(["AWS::IAM::User"]))], "want": "FAILED no_global"},
		"leaving out nothing includes the global types": {"recorders": [_of(_except([]))], "want": "PASSED recording"},
		"Control Tower sees to the global types": {
			"recorders": [object.union(_of(_without_global), {"Name": "aws-controltower-BaselineConfigRecorder"})],
			"want": "PASSED control_tower",
		},
		"daily recording under Control Tower passes with a note": {
			"recorders": [object.union(_of(_without_global), {"Name": "aws-controltower-BaselineConfigRecorder", "RecordingMode": {"RecordingFrequency": "DAILY"}})],
			"want": "PASSED daily",
		},
		"daily recording beside the global types of another Region too": {
			"recorders": [object.union(_of(_without_global), {"RecordingMode": {"RecordingFrequency": "DAILY"}}), _elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true})],
			"want": "PASSED daily",
		},
		"Control Tower's recorder is stopped": {
			"recorders": [_recorder(object.union(_status({"Recording": false}), {"Name": "aws-controltower-BaselineConfigRecorder"}))],
			"want": "FAILED stopped",
		},
		"daily recording passes with a note": {"recorders": [_recorder({"RecordingMode": {"RecordingFrequency": "DAILY"}})], "want": "PASSED daily"},
		"continuous recording said so": {"recorders": [_recorder({"RecordingMode": {"RecordingFrequency": "CONTINUOUS"}})], "want": "PASSED recording"},
		"no recorder fails": {"recorders": [], "want": "FAILED no_recorder"},
		"a recorder elsewhere only fails": {"recorders": [_elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true})], "want": "FAILED no_recorder"},
		"a service's recorder alone fails": {"recorders": [_recorder({"ServicePrincipal": "securityhub.amazonaws.com"})], "want": "FAILED no_recorder"},
		"a stopped recorder fails": {"recorders": [_recorder(_status({"Recording": false, "LastStatus": "SUCCESS"}))], "want": "FAILED stopped"},
		"an empty status fails": {"recorders": [object.union(object.remove(_recorder({}), ["DescribeConfigurationRecorderStatus"]), {"DescribeConfigurationRecorderStatus": {}})], "want": "FAILED stopped"},
		"a failing recorder fails": {"recorders": [_recorder(_status({"Recording": true, "LastStatus": "FAILURE"}))], "want": "FAILED failing"},
		"an inclusion list fails": {"recorders": [_of(_only(["AWS::EC2::Instance", "AWS::IAM::User"]))], "want": "FAILED partial"},
		"leaving out a regional type fails": {"recorders": [_of(_except(["AWS::IAM::User", "AWS::S3::Bucket"]))], "want": "FAILED partial"},
		"no recording group fails": {"recorders": [object.remove(_recorder({}), ["RecordingGroup"])], "want": "FAILED partial"},
		"global types recorded nowhere fail": {"recorders": [_of(_without_global)], "want": "FAILED no_global"},
		"global types absent fail": {"recorders": [_of({"AllSupported": true})], "want": "FAILED no_global"},
		"a stopped recorder elsewhere records no global types": {
			"recorders": [_of(_without_global), object.union(_elsewhere({"AllSupported": true, "IncludeGlobalResourceTypes": true}), _status({"Recording": false}))],
			"want": "FAILED no_global",
		},
	}
	got := control.findings with input.regions as _regions(["ap-northeast-1"]) with input.config.recorders as tc.recorders
	_said(got) == {tc.want}
}

test_each_region_is_judged if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.regions as _regions(["ap-northeast-1", "us-east-1"])
		with input.config.recorders as [_recorder({})]
	{sprintf("%s %s", [finding.id, finding.status]) | some finding in got} == {"ap-northeast-1 PASSED", "us-east-1 FAILED"}
}

test_plan[name] if {
	some name, tc in {
		"a recorder is created with role, bucket and channel": {
			"recorders": [], "channels": [],
			"want": [
				"CreateServiceLinkedRole", "PutConfigurationRecorder", "CreateBucket", "PutPublicAccessBlock", "PutBucketVersioning", "PutBucketEncryption",
				"PutBucketPolicy", "PutDeliveryChannel", "StartConfigurationRecorder",
			],
		},
		"a channel that is there is used": {
			"recorders": [], "channels": [{"id": "ap-northeast-1/default", "region": "ap-northeast-1", "S3BucketName": "history"}],
			"want": ["CreateServiceLinkedRole", "PutConfigurationRecorder", "StartConfigurationRecorder"],
		},
		"a stopped recorder is started": {
			"recorders": [_recorder(_status({"Recording": false}))], "channels": [{"id": "ap-northeast-1/default", "region": "ap-northeast-1", "S3BucketName": "history"}],
			"want": ["StartConfigurationRecorder"],
		},
		"a recorder is told to record everything": {"recorders": [_of(_only(["AWS::EC2::Instance"]))], "channels": [], "want": ["PutConfigurationRecorder"]},
	}
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.recorders as tc.recorders with input.account as _account
		with input.config.delivery_channels as tc.channels with input.iam.roles as []
	[[call.operation | some call in step.calls] | some step in steps] == [tc.want]
}

test_plan_brings_the_recording_group_back if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.recorders as [_of(_only(["AWS::EC2::Instance"]))] with input.account as _account
	some step in steps
	step.undo[0].params.ConfigurationRecorder.recordingGroup == {
		"allSupported": false,
		"includeGlobalResourceTypes": false,
		"resourceTypes": ["AWS::EC2::Instance"],
		"exclusionByResourceTypes": {"resourceTypes": []},
		"recordingStrategy": {"useOnly": "INCLUSION_BY_RESOURCE_TYPES"},
	}
}

test_plan_is_empty_when_all_is_well if {
	steps := control.plan with input.regions as _regions(["ap-northeast-1"]) with input.config.recorders as [_recorder({})] with input.account as _account
	count(steps) == 0
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

_without_global := {"AllSupported": true, "IncludeGlobalResourceTypes": false}

_global := ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"]

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
