package lib.drill_test

import data.lib.alert_world_test as world
import data.lib.drill

# A call of the attacker, as the engine puts it beside the evidence.
_call(fields) := object.union(
	{
		"id": "call", "region": world.region, "account": world.account, "Kind": "cloudtrail", "Access": "WriteOnly", "Global": false, "Count": 1,
		"Event": {"source": "aws.ec2", "detail-type": "AWS API Call via CloudTrail", "detail": {"eventSource": "ec2.amazonaws.com", "eventName": "RunInstances"}},
		"Record": {"eventSource": "ec2.amazonaws.com", "eventName": "RunInstances"},
		"Fields": {"eventCategory": "Management", "readOnly": "false", "eventSource": "ec2.amazonaws.com", "eventName": "RunInstances"},
	},
	fields,
)

_with(changes, event) := object.union(world.with_changes(changes), {"drill": {"events": [event]}})

_trail(changes) := {"cloudtrail.trails": [object.union(world.trail, changes)]}

_selecting(selectors) := {"cloudtrail.trails": [json.patch(world.trail, [{"op": "replace", "path": "/GetEventSelectors", "value": selectors}])]}

_basic(selector) := _selecting({"EventSelectors": [object.union({"ReadWriteType": "All", "IncludeManagementEvents": true}, selector)]})

_advanced(fields) := _selecting({"AdvancedEventSelectors": [{"FieldSelectors": array.concat([{"Field": "eventCategory", "Equals": ["Management"]}], fields)}]})

_among(x, list) := x in list

_virginia := _call({"region": "us-east-1"})

_sign_in := _call({"region": "us-east-1", "Global": true})

test_trails_take_calls_in[name] if {
	some name, tc in {
		"a trail of all Regions takes in a call at home": {"trail": {}, "event": _call({}), "want": true},
		"and one elsewhere": {"trail": {}, "event": _virginia, "want": true},
		"and one of a global service": {"trail": {}, "event": _sign_in, "want": true},
		"a trail of one Region takes in a call there": {"trail": _trail({"IsMultiRegionTrail": false}), "event": _call({}), "want": true},
		"and none elsewhere": {"trail": _trail({"IsMultiRegionTrail": false}), "event": _virginia, "want": false},
		"and none of a global service": {"trail": _trail({"IsMultiRegionTrail": false}), "event": _sign_in, "want": false},
		"unless that is its Region": {"trail": _trail({"IsMultiRegionTrail": false, "HomeRegion": "us-east-1"}), "event": _sign_in, "want": true},
		"a trail without global services takes in none of them": {"trail": _trail({"IncludeGlobalServiceEvents": false}), "event": _sign_in, "want": false},
		"and all others": {"trail": _trail({"IncludeGlobalServiceEvents": false}), "event": _virginia, "want": true},
		"a trail that is stopped takes in nothing": {"trail": {"cloudtrail.trails": [json.patch(world.trail, [{"op": "replace", "path": "/GetTrailStatus/IsLogging", "value": false}])]}, "event": _call({}), "want": false},
		"without selectors everything is taken in": {"trail": _selecting({}), "event": _call({}), "want": true},
		"what writes is not taken in by what reads": {"trail": _basic({"ReadWriteType": "ReadOnly"}), "event": _call({}), "want": false},
		"what reads is": {"trail": _basic({"ReadWriteType": "ReadOnly"}), "event": _call({"Access": "ReadOnly"}), "want": true},
		"a trail of data events takes in no calls": {"trail": _basic({"IncludeManagementEvents": false}), "event": _call({}), "want": false},
		"a source that is left out is": {"trail": _basic({"ExcludeManagementEventSources": ["ec2.amazonaws.com"]}), "event": _call({}), "want": false},
		"another source is not": {"trail": _basic({"ExcludeManagementEventSources": ["kms.amazonaws.com"]}), "event": _call({}), "want": true},
		"an advanced selector of all": {"trail": _advanced([]), "event": _call({}), "want": true},
		"an advanced selector of what reads": {"trail": _advanced([{"Field": "readOnly", "Equals": ["true"]}]), "event": _call({}), "want": false},
		"an advanced selector of what writes": {"trail": _advanced([{"Field": "readOnly", "Equals": ["false"]}]), "event": _call({}), "want": true},
		"an advanced selector without a source": {"trail": _advanced([{"Field": "eventSource", "NotEquals": ["ec2.amazonaws.com"]}]), "event": _call({}), "want": false},
		"an advanced selector without another source": {"trail": _advanced([{"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}]), "event": _call({}), "want": true},
		"an advanced selector that begins": {"trail": _advanced([{"Field": "eventName", "StartsWith": ["Run"]}]), "event": _call({}), "want": true},
		"an advanced selector that begins otherwise": {"trail": _advanced([{"Field": "eventName", "NotStartsWith": ["Run"]}]), "event": _call({}), "want": false},
		"an advanced selector that ends": {"trail": _advanced([{"Field": "eventName", "EndsWith": ["Users"]}]), "event": _call({}), "want": false},
		"an advanced selector that ends otherwise": {"trail": _advanced([{"Field": "eventName", "NotEndsWith": ["Instances"]}]), "event": _call({}), "want": false},
		"an advanced selector of data": {"trail": _selecting({"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]}]}), "event": _call({}), "want": false},
		"an advanced selector of a field that the call lacks": {"trail": _advanced([{"Field": "sessionCredentialFromConsole", "Equals": ["true"]}]), "event": _call({}), "want": false},
	}
	got := drill.taken with input as _with(tc.trail, tc.event)
	_among(["call", world.trail.id], got) == tc.want
}

test_only_calls_need_a_trail_to_show[name] if {
	stopped := {"cloudtrail.trails": []}
	some name, tc in {
		"a call without a trail": {"event": _call({}), "want": set()},
		"a call that was under way": {"event": _call({"Past": true}), "want": {"call"}},
		"a finding": {"event": _call({"Kind": "guardduty"}), "want": {"call"}},
	}
	got := drill.shown with input as _with(stopped, tc.event)
	got == tc.want
}

test_a_call_is_counted_where_it_is_fed[name] if {
	key := _call({"Record": {"eventSource": "iam.amazonaws.com", "eventName": "CreateAccessKey"}})
	counted := {["ap-northeast-1", "ap-northeast-1|trail|NewAccessKeyCreatedEventCount"]}
	some name, tc in {
		"on the log group of the trail": {"changes": {}, "event": key, "want": counted},
		"not what no filter asks for": {"changes": {}, "event": _call({}), "want": set()},
		"not without a log group": {"changes": _trail({"CloudWatchLogsLogGroupArn": ""}), "event": key, "want": set()},
		"not on that of another account": {"changes": _trail({"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:444455556666:log-group:trail:*"}), "event": key, "want": set()},
		"not where nothing has come for days": {"changes": _trail({"GetTrailStatus": {"IsLogging": true, "LatestCloudWatchLogsDeliveryTime": "2025-01-01T00:00:00Z"}}), "event": key, "want": set()},
		"still if it was under way": {"changes": {"cloudtrail.trails": []}, "event": object.union(key, {"Past": true}), "want": counted},
	}
	got := object.get(drill.counting, "call", set()) with input as _with(tc.changes, tc.event)
	got == tc.want
}

_recorder(fields) := object.union(
	{
		"id": "r", "region": world.region, "Name": "default", "RecordingGroup": {"AllSupported": true, "IncludeGlobalResourceTypes": true},
		"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true, "LastStatus": "SUCCESS"}]},
	},
	fields,
)

_group := {"id": "g", "region": world.region, "Kind": "resource", "ResourceType": "AWS::EC2::SecurityGroup", "Global": false}

_user := {"id": "g", "region": "us-east-1", "Kind": "resource", "ResourceType": "AWS::IAM::User", "Global": true}

_strategy(use, fields) := {"RecordingGroup": object.union({"AllSupported": false, "IncludeGlobalResourceTypes": false, "RecordingStrategy": {"UseOnly": use}}, fields)}

test_recorders_record[name] if {
	some name, tc in {
		"everything here": {"recorder": {}, "event": _group, "want": true},
		"nothing of another Region": {"recorder": {"region": "us-east-1"}, "event": _group, "want": false},
		"what is global from anywhere": {"recorder": {}, "event": _user, "want": true},
		"nothing global unless asked": {"recorder": {"RecordingGroup": {"AllSupported": true, "IncludeGlobalResourceTypes": false}}, "event": _user, "want": false},
		"nothing while off": {"recorder": {"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": false, "LastStatus": "SUCCESS"}]}}, "event": _group, "want": false},
		"nothing that fails": {"recorder": {"DescribeConfigurationRecorderStatus": {"ConfigurationRecordersStatus": [{"Recording": true, "LastStatus": "FAILURE"}]}}, "event": _group, "want": false},
		"nothing for a service of AWS": {"recorder": {"ServicePrincipal": "securityhub.amazonaws.com"}, "event": _group, "want": false},
		"the types that are listed": {"recorder": _strategy("INCLUSION_BY_RESOURCE_TYPES", {"ResourceTypes": ["AWS::EC2::SecurityGroup"]}), "event": _group, "want": true},
		"not those that are not": {"recorder": _strategy("INCLUSION_BY_RESOURCE_TYPES", {"ResourceTypes": ["AWS::S3::Bucket"]}), "event": _group, "want": false},
		"all but those that are left out": {"recorder": _strategy("EXCLUSION_BY_RESOURCE_TYPES", {"ExclusionByResourceTypes": {"ResourceTypes": ["AWS::S3::Bucket"]}}), "event": _group, "want": true},
		"not what is left out": {"recorder": _strategy("EXCLUSION_BY_RESOURCE_TYPES", {"ExclusionByResourceTypes": {"ResourceTypes": ["AWS::EC2::SecurityGroup"]}}), "event": _group, "want": false},
	}
	got := {event.id | some event in input.drill.events; drill.configured(event)} with input as _with({"config.recorders": [_recorder(tc.recorder)]}, tc.event)
	_among("g", got) == tc.want
}
