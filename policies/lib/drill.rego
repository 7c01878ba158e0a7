# METADATA
# title: Drill
# description: >-
#   What becomes of the events of an attack, which the engine puts beside the evidence as input.drill.events: which trails take a call in, which
#   log groups they feed with it, and which filters count it there. Which rules match an event, and what becomes of what rules and alarms send,
#   is said by lib.alerts, by the same predicates that the controls of notification rest on. An event that is Past was under way when the evidence
#   became what it is: what records it does not matter any more, only what is still to tell it.
package lib.drill

import data.lib.alerts
import data.lib.trails

# METADATA
# description: Pairs of a call and a trail that is on and takes it in, by ids.
taken contains [event.id, trail.id] if {
	some event in input.drill.events
	event.Kind == "cloudtrail"
	some trail in input.cloudtrail.trails
	trail.GetTrailStatus.IsLogging == true
	_reaches(trail, event)
	_selects(trail, event)
}

_reaches(trail, event) if {
	trail.IsMultiRegionTrail == true
	event.Global == false
}

_reaches(trail, event) if {
	trail.HomeRegion == event.region
	event.Global == false
}

_reaches(trail, event) if {
	trail.IsMultiRegionTrail == true
	trail.IncludeGlobalServiceEvents == true
	event.Global == true
}

_reaches(trail, event) if {
	trail.HomeRegion == event.region
	trail.IncludeGlobalServiceEvents == true
	event.Global == true
}

# Like trails.reading and trails.writing, but for one call: a trail that leaves out the calls of KMS still takes in those of EC2
# (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html).
_selects(trail, event) if {
	event.Access == "WriteOnly"
	trail.id in trails.writing
}

_selects(trail, event) if {
	event.Access == "ReadOnly"
	trail.id in trails.reading
}

_selects(trail, event) if {
	some selector in trail.GetEventSelectors.EventSelectors
	selector.IncludeManagementEvents == true
	selector.ReadWriteType in {"All", event.Access}
	not _left_out(selector, event)
}

_selects(trail, event) if {
	some selector in trail.GetEventSelectors.AdvancedEventSelectors
	every field in selector.FieldSelectors {
		_fits(field, event.Fields[field.Field])
	}
}

_left_out(selector, event) if {
	some source in selector.ExcludeManagementEventSources
	source == event.Record.eventSource
}

_fits(field, value) if {
	_among(field, value)
	not _barred(field, value)
}

# Without a condition that wants something, anything goes.
_among(field, _) if {
	not field.Equals[0]
	not field.StartsWith[0]
	not field.EndsWith[0]
}

_among(field, value) if value in field.Equals

_among(field, value) if {
	some part in field.StartsWith
	startswith(value, part)
}

_among(field, value) if {
	some part in field.EndsWith
	endswith(value, part)
}

_barred(field, value) if value in field.NotEquals

_barred(field, value) if {
	some part in field.NotStartsWith
	startswith(value, part)
}

_barred(field, value) if {
	some part in field.NotEndsWith
	endswith(value, part)
}

# METADATA
# description: >-
#   Ids of the events that EventBridge shows to rules: calls only where a trail takes them in
#   (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
shown contains event.id if {
	some event in input.drill.events
	event.Kind != "cloudtrail"
}

shown contains event.id if {
	some event in input.drill.events
	event.Past == true
}

shown contains pair[0] if some pair in taken

# METADATA
# description: Log groups, as [id of the event, Region, name], that a trail feeds with a call.
fed contains [pair[0], group.region, group.LogGroupName] if {
	some pair in taken
	some trail in input.cloudtrail.trails
	trail.id == pair[1]
	not alerts.stale(trail)
	some group in _groups[trail.CloudWatchLogsLogGroupArn]
}

_groups := _group

_group[arn] contains group if {
	some group in input.logs.log_groups
	some arn in [group.Arn, group.LogGroupArn]
}

# METADATA
# description: Accounts, other than this one, whose log group a trail feeds with a call, by the event's id.
fed_abroad[pair[0]] contains account if {
	some pair in taken
	some trail in input.cloudtrail.trails
	trail.id == pair[1]
	account := split(trail.CloudWatchLogsLogGroupArn, ":")[4]
	account != input.account.account
}

# METADATA
# description: The metric filters, as [Region, id], that count a call on a log group that is fed with it, by the event's id.
counting[event.id] contains [filter.region, filter.id] if {
	some event in input.drill.events
	some filter in input.logs.metric_filters
	[filter.region, filter.id] in alerts.filters.drill[event.id]
	[event.id, filter.region, filter.LogGroupName] in fed
}

counting[event.id] contains [filter.region, filter.id] if {
	some event in input.drill.events
	event.Past == true
	some filter in input.logs.metric_filters
	[filter.region, filter.id] in alerts.filters.drill[event.id]
}

# METADATA
# description: A rule that matches the event gets past the hop.
led(event, hop) if alerts.covered(event.region, [event.id], alerts.matched.drill, hop)

# METADATA
# description: An alarm that goes off once the call has come as often as it does gets past the hop.
rung(event, hop) if alerts.sounded([event.id], counting, event.Count, hop)

# METADATA
# description: Ids of the recorders that are on and record resources of a type, by Region and type of what the events changed.
recorders_of[[event.region, event.ResourceType]] contains recorder.id if {
	some event in input.drill.events
	event.ResourceType
	some recorder in input.config.recorders
	not recorder.ServicePrincipal
	some status in recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus
	status.Recording == true
	_stands(recorder, event)
	_records(recorder, event)
}

# What is global is recorded in whichever Region records it.
_stands(recorder, event) if recorder.region == event.region

_stands(_, event) if event.Global == true

_records(recorder, event) if {
	recorder.RecordingGroup.AllSupported == true
	_also_global(recorder, event)
}

_records(recorder, event) if {
	recorder.RecordingGroup.RecordingStrategy.UseOnly == "ALL_SUPPORTED_RESOURCE_TYPES"
	_also_global(recorder, event)
}

_records(recorder, event) if event.ResourceType in recorder.RecordingGroup.ResourceTypes

_records(recorder, event) if {
	recorder.RecordingGroup.RecordingStrategy.UseOnly == "EXCLUSION_BY_RESOURCE_TYPES"
	not _excluded(recorder, event)
}

_also_global(_, event) if event.Global == false

_also_global(recorder, event) if {
	event.Global == true
	recorder.RecordingGroup.IncludeGlobalResourceTypes == true
}

_excluded(recorder, event) if event.ResourceType in recorder.RecordingGroup.ExclusionByResourceTypes.ResourceTypes

# METADATA
# description: Ids of the recorders whose last recording failed.
failing contains recorder.id if {
	some recorder in input.config.recorders
	some status in recorder.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus
	status.LastStatus == "FAILURE"
}

# METADATA
# description: A recorder that is on and did not fail records resources of the event's type where they are.
configured(event) if {
	some id in recorders_of[[event.region, event.ResourceType]]
	not id in failing
}
