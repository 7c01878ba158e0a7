package lib.recorders_test

import data.lib.recorders

test_service_linked[arn] if {
	some arn, want in {
		"arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig": {true},
		"arn:aws-cn:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig": {true},
		"arn:aws:iam::111122223333:role/AWSServiceRoleForConfig": set(),
		"arn:aws:iam::111122223333:role/config": set(),
	}
	{true | recorders.service_linked(arn)} == want
}

test_each_set_is_part_of_the_one_before if {
	regions := {
		"none": {},
		"service": {"ServicePrincipal": "securityhub.amazonaws.com"},
		"stopped": {"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": false}]}},
		"failing": {"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true, "LastStatus": "FAILURE"}]}},
		"partial": object.union(_on, {"RecordingGroup": {"ResourceTypes": ["AWS::S3::Bucket"]}}),
		"broad": object.union(_on, {"RecordingGroup": {"AllSupported": true}}),
		"full": object.union(_on, {"RecordingGroup": {"AllSupported": true, "IncludeGlobalResourceTypes": true}}),
	}
	list := [object.union({"id": region, "region": region}, fields) | some region, fields in regions]
	present := recorders.present with input.config.recorders as list
	present == {"none", "stopped", "failing", "partial", "broad", "full"}
	on := recorders.on with input.config.recorders as list
	on == {"failing", "partial", "broad", "full"}
	sound := recorders.sound with input.config.recorders as list
	sound == {"partial", "broad", "full"}
	broad := recorders.broad with input.config.recorders as list
	broad == {"broad", "full"}
	full := recorders.full with input.config.recorders as list
	full == {"full"}
	complete := recorders.complete with input.config.recorders as list
	complete == {"broad", "full"}
	alone := recorders.complete with input.config.recorders as [recorder | some recorder in list; recorder.id != "full"]
	alone == set()
}

test_steps_bring_back_what_was_recorded if {
	got := recorders.recording_steps with input.regions as [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]
		with input.config.recorders as [object.union(_on, {
			"id": "r", "region": "ap-northeast-1", "Name": "default", "RoleARN": "arn:aws:iam::111122223333:role/config",
			"RecordingGroup": {"ResourceTypes": ["AWS::S3::Bucket"], "RecordingStrategy": {"UseOnly": "INCLUSION_BY_RESOURCE_TYPES"}}, "RecordingMode": {"RecordingFrequency": "DAILY"},
		})]
	some step in got
	after := step.calls[0].params.ConfigurationRecorder
	before := step.undo[0].params.ConfigurationRecorder
	after.recordingGroup == {"allSupported": true, "includeGlobalResourceTypes": true}
	before.recordingGroup.resourceTypes == ["AWS::S3::Bucket"]
	[after.recordingMode.recordingFrequency, before.recordingMode.recordingFrequency] == ["CONTINUOUS", "DAILY"]
	[after.roleARN, before.roleARN] == ["arn:aws:iam::111122223333:role/config", "arn:aws:iam::111122223333:role/config"]
}

test_services_recorders_are_left_alone if {
	got := recorders.recording_steps with input.regions as []
		with input.config.recorders as [{"id": "r", "region": "ap-northeast-1", "Name": "x", "RoleARN": "y", "ServicePrincipal": "securityhub.amazonaws.com"}]
	got == set()
}

_on := {"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true, "LastStatus": "SUCCESS"}]}}
