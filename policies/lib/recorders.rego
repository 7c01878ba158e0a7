# METADATA
# title: Recorders of AWS Config
# description: >-
#   What the configuration recorders of an account record. Recorders that AWS services keep for themselves have a service principal,
#   and do not count (https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html).
package lib.recorders

import data.lib.config_bucket
import data.lib.steps

# METADATA
# description: Regions with a recorder, whatever it does.
present contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _own
}

# METADATA
# description: Regions with a recorder that is on.
on contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in recording
}

# METADATA
# description: Regions with a recorder that is on and whose last recording did not fail.
sound contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _sound
}

# METADATA
# description: Regions with such a recorder that records all types of resources, with or without the global ones.
broad contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _broad
}

# METADATA
# description: Regions with such a recorder that records all types of resources, the global ones too.
full contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _broad
	recorder.id in _global
}

# METADATA
# description: A recorder in some Region records the global types, which AWS asks for in one Region only.
global_recorded if {
	some recorder in input.config.recorders
	recorder.id in _sound
	recorder.id in _global
}

# METADATA
# description: >-
#   Regions where everything is recorded that has to be: all types, and the global ones here, in another Region, or wherever Control Tower
#   has them recorded.
complete contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _broad
	recorder.id in _global
}

complete contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _broad
	global_recorded
}

complete contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _broad
	recorder.id in _by_control_tower
}

# METADATA
# description: Regions where that is recorded as it changes, and not once a day.
continuous contains recorder.region if {
	some recorder in input.config.recorders
	recorder.id in _broad
	not recorder.RecordingMode.RecordingFrequency == "DAILY"
}

# METADATA
# description: Ids of the account's own recorders that are on.
recording contains recorder.id if {
	some recorder in input.config.recorders
	recorder.id in _own
	some status in recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus
	status.Recording == true
}

# METADATA
# description: >-
#   The four types that are recorded in every Region where a recorder has them, though they are global
#   (https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-all).
global_types := ["AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"]

# METADATA
# description: Ids of the recorders that record all types of resources but perhaps the global ones.
all_types contains recorder.id if {
	some recorder in input.config.recorders
	recorder.RecordingGroup.AllSupported == true
}

all_types contains recorder.id if {
	some recorder in input.config.recorders
	recorder.RecordingGroup.RecordingStrategy.UseOnly == "ALL_SUPPORTED_RESOURCE_TYPES"
}

# METADATA
# description: Whether a role's ARN is that of AWS Config's service-linked role.
service_linked(arn) if endswith(arn, ":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")

_own contains recorder.id if {
	some recorder in input.config.recorders
	not recorder.ServicePrincipal
}

_sound contains recorder.id if {
	some recorder in input.config.recorders
	recorder.id in recording
	not _failed(recorder)
}

_failed(recorder) if {
	some status in recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus
	status.LastStatus == "FAILURE"
}

_broad contains recorder.id if {
	some recorder in input.config.recorders
	recorder.id in _sound
	recorder.id in all_types
}

_broad contains recorder.id if {
	some recorder in input.config.recorders
	recorder.id in _sound
	recorder.RecordingGroup.RecordingStrategy.UseOnly == "EXCLUSION_BY_RESOURCE_TYPES"
	not _excludes_regional(recorder)
}

_excludes_regional(recorder) if {
	some excluded in recorder.RecordingGroup.ExclusionByResourceTypes.ResourceTypes
	not excluded in global_types
}

_global contains recorder.id if {
	some recorder in input.config.recorders
	recorder.id in all_types
	recorder.RecordingGroup.IncludeGlobalResourceTypes == true
}

_global contains recorder.id if {
	some recorder in input.config.recorders
	recorder.RecordingGroup.RecordingStrategy.UseOnly == "EXCLUSION_BY_RESOURCE_TYPES"
	not _excludes_global(recorder)
}

_excludes_global(recorder) if {
	some excluded in recorder.RecordingGroup.ExclusionByResourceTypes.ResourceTypes
	excluded in global_types
}

_by_control_tower contains recorder.id if {
	some recorder in input.config.recorders
	startswith(recorder.Name, "aws-controltower-")
}

# METADATA
# description: >-
#   Remediation steps by Region that let a recorder record everything: one is created with its delivery channel, started, or told
#   to record all types.
recording_steps contains steps.step(
	region,
	array.concat(_create_role, array.concat([_put("default", _service_linked_role, _everything, "CONTINUOUS")], _deliver_and_start(region, "default"))),
	array.concat(
		[
			steps.call("config", "StopConfigurationRecorder", {"ConfigurationRecorderName": "default"}),
			steps.call("config", "DeleteConfigurationRecorder", {"ConfigurationRecorderName": "default"}),
		],
		array.concat(_deliver_no_more(region), [steps.call("iam", "DeleteServiceLinkedRole", {"RoleName": "AWSServiceRoleForConfig"}) | some _ in _create_role]),
	),
	array.concat(
		[steps.added("config.recorders", sprintf("%s/default", [region.id]), region.id, {
			"Name": "default",
			"RoleARN": _service_linked_role,
			"RecordingGroup": {"AllSupported": true, "IncludeGlobalResourceTypes": true},
			"DescribeConfigurationRecorderStatus": _recording,
		})],
		_delivering(region),
	),
) if {
	some region in input.regions
	not region.id in present
}

recording_steps contains steps.step(
	{"id": recorder.region, "region": recorder.region},
	_deliver_and_start({"id": recorder.region, "region": recorder.region}, recorder.Name),
	array.concat(
		[steps.call("config", "StopConfigurationRecorder", {"ConfigurationRecorderName": recorder.Name})],
		_deliver_no_more({"id": recorder.region, "region": recorder.region}),
	),
	array.concat(
		[steps.changed("config.recorders", recorder.id, "DescribeConfigurationRecorderStatus", _recording)],
		_delivering({"id": recorder.region, "region": recorder.region}),
	),
) if {
	some recorder in input.config.recorders
	recorder.id in _own
	not recorder.id in recording
}

recording_steps contains steps.step(
	{"id": recorder.region, "region": recorder.region},
	[_put(recorder.Name, recorder.RoleARN, _everything, "CONTINUOUS")],
	[_put(recorder.Name, recorder.RoleARN, _group(recorder.RecordingGroup), _frequency(recorder))],
	[
		steps.changed("config.recorders", recorder.id, "RecordingGroup", {"AllSupported": true, "IncludeGlobalResourceTypes": true}),
		steps.changed("config.recorders", recorder.id, "RecordingMode.RecordingFrequency", "CONTINUOUS"),
	],
) if {
	some recorder in input.config.recorders
	recorder.id in _sound
	not recorder.region in complete
}

_put(name, role, group, frequency) := steps.call("config", "PutConfigurationRecorder", {"ConfigurationRecorder": {
	"name": name,
	"roleARN": role,
	"recordingGroup": group,
	"recordingMode": {"recordingFrequency": frequency},
}})

_everything := {"allSupported": true, "includeGlobalResourceTypes": true}

_recording := {"ConfigurationRecordersStatus": [{"Recording": true, "LastStatus": "PENDING"}]}

_group(group) := {
	"allSupported": object.get(group, "AllSupported", false),
	"includeGlobalResourceTypes": object.get(group, "IncludeGlobalResourceTypes", false),
	"resourceTypes": object.get(group, "ResourceTypes", []),
	"exclusionByResourceTypes": {"resourceTypes": object.get(group, ["ExclusionByResourceTypes", "ResourceTypes"], [])},
	"recordingStrategy": {"useOnly": object.get(group, ["RecordingStrategy", "UseOnly"], "ALL_SUPPORTED_RESOURCE_TYPES")},
}

_frequency(recorder) := "DAILY" if recorder.RecordingMode.RecordingFrequency == "DAILY"

_frequency(recorder) := "CONTINUOUS" if not recorder.RecordingMode.RecordingFrequency == "DAILY"

_service_linked_role := sprintf(
	"arn:%s:iam::%s:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
	[input.account.partition, input.account.account],
)

_create_role := [] if _has_role

_create_role := [steps.call("iam", "CreateServiceLinkedRole", {"AWSServiceName": "config.amazonaws.com"})] if not _has_role

_has_role if {
	some role in input.iam.roles
	service_linked(role.Arn)
}

_deliver_and_start(region, name) := array.concat(
	[call | some call in config_bucket.channel_calls(region); not region.id in config_bucket.channels],
	[steps.call("config", "StartConfigurationRecorder", {"ConfigurationRecorderName": name})],
)

_deliver_no_more(region) := [call | some call in config_bucket.channel_undo(region); not region.id in config_bucket.channels]

_delivering(region) := [effect | some effect in config_bucket.channel_effects(region); not region.id in config_bucket.channels]
