# METADATA
# title: Alerts
# description: >-
#   Whether somebody hears of an event: which rules match the samples of a family and how far what they send gets, hop by hop; and the same
#   for metric filters, their alarms and what these tell. A control asks for the hops in order, so that its reason names the one at which
#   the path ends. A path that leaves the account counts as going on until the last hop but one, and so does one
#   of which a policy leaves open whether it goes on.
package lib.alerts

import data.lib.delivery
import data.lib.samples
import data.lib.times
import data.lib.trails

# METADATA
# description: >-
#   The Region in which EventBridge shows the calls of global services and sign-ins at the global endpoint
#   (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events).
global_region := "cn-north-1" if input.account.partition == "aws-cn"

global_region := "us-gov-west-1" if input.account.partition == "aws-us-gov"

global_region := "us-east-1" if not input.account.partition in {"aws-cn", "aws-us-gov"}

# METADATA
# description: Each of the samples is matched by a rule. Paths are one family of matched, or its like.
led(place, names, paths) if {
	every name in names {
		some _ in paths[[place, name]]
	}
}

# METADATA
# description: Each of the samples is matched by a rule that gets past the hop.
covered(place, names, paths, hop) if {
	every name in names {
		some rule in paths[[place, name]]
		rule in hop
	}
}

# METADATA
# description: Each of the samples comes to a person in another way.
told(place, names, ways) if {
	every name in names {
		[place, name] in ways
	}
}

# METADATA
# description: Each of the samples is counted by a filter on a log group that a trail feeds. Paths are one family of filters.
counted(names, paths) if {
	every name in names {
		some filter in paths[name]
		filter in on_fed
	}
}

# METADATA
# description: For each of the samples there is such a filter with an alarm on its metric.
watched(names, paths) if {
	every name in names {
		some filter in paths[name]
		filter in on_fed
		some _ in _alarms_on[filter]
	}
}

# METADATA
# description: >-
#   For each of the samples there is such an alarm that goes off when the sample has come as often as it may within five minutes, and that gets
#   past the hop.
rung(names, paths, most, hop) if {
	every name in names {
		some filter in paths[name]
		filter in on_fed
		some alarm in _alarms_on[filter]
		alarm in hop
		some least in _rings_at[alarm]
		least <= most
	}
}

# METADATA
# description: As rung, whatever log group the filters are on. It is the lesser question, for what is known to be on one that a trail feeds.
sounded(names, paths, most, hop) if {
	every name in names {
		some filter in paths[name]
		some alarm in _alarms_on[filter]
		alarm in hop
		some least in _rings_at[alarm]
		least <= most
	}
}

# METADATA
# description: ARNs of all alarms, for those who ask for no hop yet.
any_alarm contains alarm.arn if some alarm in input.cloudwatch.alarms

# METADATA
# description: The samples that no rule matches, for the reader.
unmatched(place, names, paths) := {"events": sort(missing)} if {
	missing := {name | some name in names} - {name |
		some name in names
		some _ in paths[[place, name]]
	}
}

# METADATA
# description: The names of the samples whose rules do not get past the hop, for the reader.
missed(place, names, paths, hop) := sort(missing) if {
	missing := {name | some name in names} - {name |
		some name in names
		some rule in paths[[place, name]]
		rule in hop
	}
}

# METADATA
# description: >-
#   The samples whose rules do not get past the hop, these rules, and where they send, for the reader.
stuck_rules(place, names, paths, hop) := {"events": missing, "rules": sort(rules), "topics": sort(targets), "account": sort(accounts)} if {
	missing := missed(place, names, paths, hop)
	rules := {rule |
		some name in missing
		some rule in paths[[place, name]]
	}
	targets := {target.Arn |
		some rule in input.events.rules
		rule.arn in rules
		some target in rule.ListTargetsByRule.Targets
	}
	accounts := {split(target, ":")[4] | some target in targets} - {"", input.account.account}
}

# METADATA
# description: The samples that no filter on the log group of a trail counts, for the reader.
uncounted(names, paths) := {"events": sort(missing)} if {
	missing := {name | some name in names} - {name |
		some name in names
		some filter in paths[name]
		filter in on_fed
	}
}

# METADATA
# description: The samples whose filters no alarm watches, and these filters, for the reader.
unwatched(names, paths) := {"events": sort(missing), "filters": sort(ids)} if {
	missing := {name | some name in names} - {name |
		some name in names
		some filter in paths[name]
		filter in on_fed
		some _ in _alarms_on[filter]
	}
	ids := {filter[1] |
		some name in missing
		some filter in paths[name]
	}
}

# METADATA
# description: >-
#   The samples whose alarms do not go off in time or do not get past the hop, these alarms, and what they tell, for the reader.
stuck_alarms(names, paths, most, hop) := {"events": sort(missing), "alarms": sort(arns), "topics": sort(targets), "account": sort(accounts)} if {
	missing := {name | some name in names} - {name |
		some name in names
		some filter in paths[name]
		some alarm in _alarms_on[filter]
		alarm in hop
		some least in _rings_at[alarm]
		least <= most
	}
	arns := {alarm |
		some name in missing
		some filter in paths[name]
		some alarm in _alarms_on[filter]
	}
	targets := {action |
		some alarm in input.cloudwatch.alarms
		alarm.arn in arns
		some action in alarm.AlarmActions
	}
	accounts := {split(target, ":")[4] | some target in targets} - {"", input.account.account}
}

# METADATA
# description: >-
#   ARNs of the rules of the default bus that match a sample, by family, Region and name of the sample. Rules that a service of AWS keeps for
#   itself do not count.
matched[family][[path[0], path[1]]] contains path[2] if {
	some family in families
	some path in matching[family]
}

# A family that no rule matches is there too, so that a reason can be given.
matched[family][["", ""]] contains "" if some family in families

# METADATA
# description: The same by family only, as [Region, name, rule's ARN], for those who go through all of it.
matching[family] contains [rule.region, name, rule.arn] if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	some family in families
	events := samples.events(family, input.account.account, rule.region)
	some name in kijun.events.which(rule.EventPattern, events)
	_offered(rule, events[name])
}

# METADATA
# description: The families of samples that rules are asked for.
families := {
	"guardduty",
	"guardduty_below_9",
	"hub_new",
	"hub_again",
	"hub_guardduty",
	"hub_analyzer",
	"health_account",
	"health_public",
	"analyzer",
	"group_items",
	"trail",
	"security_groups",
	"network_acls",
	"access_key",
	"iam_policies",
	"root_sign_in",
	"root_writes",
	"root_reads",
	"rds_clusters",
	"rds_instances",
	"ecs_actions",
	"ecs_deployments",
	"drill",
}

# METADATA
# description: >-
#   ARNs of the rules of the aggregation Region that match what Security Hub shows there of each sample in a linked Region, by family,
#   linked Region and name (https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html).
gathered[family][[path[0], path[1]]] contains path[2] if {
	some family in {"hub_new", "hub_guardduty", "hub_analyzer"}
	some path in _gathering[family]
}

gathered[family][["", ""]] contains "" if some family in {"hub_new", "hub_guardduty", "hub_analyzer"}

_gathering[family] contains [region.id, name, rule.arn] if {
	some aggregator in input.securityhub.finding_aggregators
	some rule in input.events.rules
	rule.region == aggregator.GetFindingAggregator.FindingAggregationRegion
	rule.EventBusName == "default"
	not rule.ManagedBy
	_fits(rule.EventPattern, "aws.securityhub")
	some region in input.regions
	_linked(aggregator, region)
	some family in {"hub_new", "hub_guardduty", "hub_analyzer"}
	events := samples.hub_events(family, input.account.account, rule.region, region.id)
	some name in kijun.events.which(rule.EventPattern, events)
	_offered(rule, events[name])
}

_linked(aggregator, region) if {
	aggregator.GetFindingAggregator.RegionLinkingMode == "ALL_REGIONS"
	aggregator.GetFindingAggregator.FindingAggregationRegion != region.id
}

_linked(aggregator, region) if {
	aggregator.GetFindingAggregator.RegionLinkingMode == "SPECIFIED_REGIONS"
	region.id in aggregator.GetFindingAggregator.Regions
}

_linked(aggregator, region) if {
	aggregator.GetFindingAggregator.RegionLinkingMode == "ALL_REGIONS_EXCEPT_SPECIFIED"
	aggregator.GetFindingAggregator.FindingAggregationRegion != region.id
	not region.id in aggregator.GetFindingAggregator.Regions
}

# METADATA
# description: Regions with a Config rule on open default security groups (https://docs.aws.amazon.com/config/latest/developerguide/vpc-default-security-group-closed.html).
watching contains rule.region if {
	some rule in input.config.rules
	rule.Source.SourceIdentifier == "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
}

# METADATA
# description: ARNs of the rules that match what such a Config rule reports under its name, by Region and name of the sample.
compliance[[path[0], path[1]]] contains path[2] if some path in _complying

_complying contains [rule.region, name, rule.arn] if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	some watch in _watch[rule.region]
	events := samples.config_events(input.account.account, rule.region, watch)
	some name in kijun.events.which(rule.EventPattern, events)
	_offered(rule, events[name])
}

# Names of such Config rules, by Region.
_watch[watch.region] contains watch.ConfigRuleName if {
	some watch in input.config.rules
	watch.Source.SourceIdentifier == "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
}

# METADATA
# description: What AWS User Notifications tells of that, by Region.
compliance_elsewhere contains [watch.region, name] if {
	some watch in input.config.rules
	watch.Source.SourceIdentifier == "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
	some configuration in input.notifications.configurations
	configuration.Status == "ACTIVE"
	configuration.id in delivery.configurations
	some rule in configuration.ListEventRules.EventRules
	rule.StatusSummaryByRegion[watch.region].Status == "ACTIVE"
	rule.Source == "aws.config"
	rule.EventType == "Config Rules Compliance Change"
	some name, event in samples.config_events(input.account.account, watch.region, watch.ConfigRuleName)
	_lets_through(rule, event)
}

# A cheap first look at what a pattern is about.
_fits(pattern, _) if not pattern.source

_fits(pattern, source) if source in pattern.source

_fits(pattern, _) if {
	some operator in pattern.source
	is_object(operator)
}

# EventBridge gives calls that only read to no rule but those in this state
# (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
_offered(_, event) if not event.detail.readOnly

_offered(rule, _) if rule.State == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"

# METADATA
# description: ARNs of the rules that are enabled.
enabled contains rule.arn if {
	some rule in input.events.rules
	rule.State in {"ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}
}

# METADATA
# description: ARNs of the enabled rules with a target that could tell somebody.
aimed contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	rule.arn in delivery.rule_notifies
}

aimed contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _abroad
}

# METADATA
# description: ARNs of the enabled rules with such a target that is there and works, if it is no topic.
present contains pair[0] if {
	some pair in delivery.sent
	pair[0] in enabled
}

present contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _otherwise
}

# METADATA
# description: ARNs of the enabled rules that may publish to a topic of theirs.
admitted contains pair[0] if {
	some pair in delivery.sent
	pair[0] in enabled
	pair in delivery.rule_may_publish
}

admitted contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _otherwise
}

# METADATA
# description: ARNs of the enabled rules that may publish to a topic of theirs whose key lets them.
readable contains pair[0] if {
	some pair in delivery.sent
	pair[0] in enabled
	pair in delivery.rule_may_publish
	pair[1] in delivery.open_to_rules
}

readable contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _otherwise
}

# METADATA
# description: ARNs of the enabled rules that may publish to such a topic with a subscriber.
received contains pair[0] if {
	some pair in delivery.sent
	pair[0] in enabled
	pair in delivery.rule_may_publish
	pair[1] in delivery.open_to_rules
	pair[1] in delivery.subscribed
}

received contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _otherwise
}

# METADATA
# description: ARNs of the rules of which it is certain that somebody receives what they send, or that leave the account.
settled contains rule.arn if {
	some rule in input.events.rules
	rule.arn in certain
}

settled contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _abroad
}

settled contains pair[0] if {
	some pair in delivery.rule_publishes
	pair[0] in enabled
	pair[1] in delivery.sealed_elsewhere
	pair[1] in delivery.subscribed
}

# METADATA
# description: ARNs of the rules of which it is certain that somebody receives what they send.
certain contains pair[0] if {
	some pair in delivery.rule_publishes
	pair[0] in enabled
	pair[1] in delivery.unsealed_for_rules
	pair[1] in delivery.subscribed
}

certain contains pair[0] if {
	some pair in delivery.by_role
	pair[0] in enabled
	pair[1] in delivery.plain
	pair[1] in delivery.subscribed
}

certain contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	rule.arn in delivery.rule_hands_over
}

# METADATA
# description: ARNs of the rules whose events come to a person or a chat channel.
direct contains pair[0] if {
	some pair in delivery.rule_publishes
	pair[0] in enabled
	pair[1] in delivery.unsealed_for_rules
	pair[1] in delivery.heard
}

_otherwise contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	rule.arn in delivery.rule_hands_over
}

_otherwise contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _abroad
}

_abroad contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	rule.arn in delivery.rule_leaves
}

# METADATA
# description: >-
#   The samples, by family, as [Region, name], that come to somebody in another way: by AWS User Notifications
#   (https://docs.aws.amazon.com/notifications/latest/userguide/what-is-service.html), to a subscriber whose filter policy lets this sample
#   through, or by a rule of another bus to which one of the default bus forwards.
elsewhere[family] contains [place, name] if {
	some family in families
	some configuration in input.notifications.configurations
	configuration.Status == "ACTIVE"
	configuration.id in delivery.configurations
	some rule in configuration.ListEventRules.EventRules
	some place, summary in rule.StatusSummaryByRegion
	summary.Status == "ACTIVE"
	some name, event in samples.events(family, input.account.account, place)
	rule.Source == event.source
	rule.EventType == event["detail-type"]
	_lets_through(rule, event)
}

elsewhere[family] contains [rule.region, name] if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	rule.arn in enabled
	some target in rule.ListTargetsByRule.Targets
	_untouched(target)
	[rule.arn, target.Arn] in delivery.rule_publishes
	target.Arn in delivery.unsealed_for_rules
	some filter in delivery.filters_of[target.Arn]
	some family in families
	events := samples.events(family, input.account.account, rule.region)
	some name in kijun.events.which(rule.EventPattern, events)
	_offered(rule, events[name])
	kijun.events.matches(filter, events[name])
}

elsewhere[family] contains [path[0], path[1]] if {
	some rule in input.events.rules
	rule.EventBusName != "default"
	rule.arn in certain
	some bus in _buses[[rule.region, rule.EventBusName]]
	some family in families
	some path in _forwarding[[family, bus]]
	event := samples.events(family, input.account.account, path[0])[path[1]]
	_offered(rule, event)
	kijun.events.matches(rule.EventPattern, event)
}

elsewhere[family] contains ["", ""] if some family in families

# What rules of the default bus send to other buses, by family and ARN of the bus.
_forwarding := _forwarded

_forwarded[[family, bus]] contains [rule.region, name] if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	rule.arn in enabled
	some target in rule.ListTargetsByRule.Targets
	bus := _bus_arns[target.Arn]
	some family in families
	events := samples.events(family, input.account.account, rule.region)
	some name in kijun.events.which(rule.EventPattern, events)
	_offered(rule, events[name])
}

# By Region and name.
_buses := _bus

_bus[[bus.region, bus.Name]] contains bus.arn if some bus in input.events.buses

_bus_arns := _bus_arn

_bus_arn[bus.arn] := bus.arn if some bus in input.events.buses

_lets_through(rule, _) if not is_object(rule.EventPattern)

_lets_through(rule, event) if kijun.events.matches(rule.EventPattern, event)

# What the target makes of the event is not in the evidence.
_untouched(target) if {
	not target.Input
	not target.InputPath
	not target.InputTransformer
}

# METADATA
# description: >-
#   Regions whose calls EventBridge shows, because a trail records them
#   (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
recorded contains region.id if {
	some region in input.regions
	some trail in input.cloudtrail.trails
	trail.id in _writing
	trail.IsMultiRegionTrail == true
}

recorded contains trail.HomeRegion if {
	some trail in input.cloudtrail.trails
	trail.id in _writing
}

recorded contains global_region if {
	some trail in input.cloudtrail.trails
	trail.id in _writing
	trail.IsMultiRegionTrail == true
	trail.IncludeGlobalServiceEvents == true
}

_writing contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.GetTrailStatus.IsLogging == true
	trail.id in trails.writing
}

# METADATA
# description: Log groups, as [region, name], that a trail which qualifies delivers to.
fed contains [group.region, group.LogGroupName] if {
	some group in input.logs.log_groups
	group.Arn in _fed_arns
}

fed contains [group.region, group.LogGroupName] if {
	some group in input.logs.log_groups
	group.LogGroupArn in _fed_arns
}

_fed_arns contains trail.CloudWatchLogsLogGroupArn if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not stale(trail)
}

# METADATA
# description: Accounts, other than this one, whose log group a trail that qualifies delivers to.
fed_abroad contains split(trail.CloudWatchLogsLogGroupArn, ":")[4] if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	split(trail.CloudWatchLogsLogGroupArn, ":")[4] != input.account.account
}

# METADATA
# description: Nothing has come to the log group of a trail for a day, or there was an error at the first try.
stale(trail) if {
	trail.GetTrailStatus.LatestCloudWatchLogsDeliveryTime != ""
	not _fresh(trail)
}

stale(trail) if {
	trail.GetTrailStatus.LatestCloudWatchLogsDeliveryError != ""
	not _fresh(trail)
}

_fresh(trail) if {
	at := times.ns(trail.GetTrailStatus.LatestCloudWatchLogsDeliveryTime)
	times.ns(input.as_of) - at <= times.days(1)
}

# METADATA
# description: The metric filters, as [Region, id], that count a sample, by family and name of the sample.
filters[family][name] contains [filter.region, filter.id] if {
	some filter in input.logs.metric_filters
	_unlimited(filter)
	some family in log_families
	some name in kijun.logs.which(filter.FilterPattern, samples.records(family, input.account.account, global_region))
}

filters[family][""] contains ["", ""] if some family in log_families

# METADATA
# description: Metric filters, as [Region, id], on a log group that a trail feeds.
on_fed contains [filter.region, filter.id] if {
	some filter in input.logs.metric_filters
	[filter.region, filter.LogGroupName] in fed
}

# METADATA
# description: The families of samples that metric filters are asked for.
log_families := {
	"root", "unauthorized", "unauthorized_all", "sign_in_without_mfa", "sign_in_failures", "access_key", "iam_policies", "trail", "trail_cis",
	"security_groups", "security_groups_cis", "network_acls", "kms_keys_cis", "bucket_policies_cis", "config_changes_cis", "gateways_cis",
	"route_tables_cis", "vpcs_cis", "organizations_cis", "drill",
}

# METADATA
# description: The names of the samples of a family that metric filters are asked for.
record_names(family) := object.keys(samples.records(family, "111122223333", "us-east-1"))

_unlimited(filter) if not filter.FieldSelectionCriteria

_unlimited(filter) if filter.FieldSelectionCriteria == ""

# ARNs of the alarms on the metrics of filters, by the filter's Region and id.
_alarms_on := _alarm_on

_alarm_on[[filter.region, filter.id]] contains alarm if {
	some filter in input.logs.metric_filters
	not filter.EmitSystemFieldDimensions[0]
	some metric in filter.MetricTransformations
	_counts(metric)
	some alarm in _alarms_of_any_unit[[filter.region, metric.MetricNamespace, metric.MetricName]]
}

_alarm_on[[filter.region, filter.id]] contains alarm if {
	some filter in input.logs.metric_filters
	not filter.EmitSystemFieldDimensions[0]
	some metric in filter.MetricTransformations
	_counts(metric)
	some alarm in _alarms_of_unit[[filter.region, metric.MetricNamespace, metric.MetricName, metric.Unit]]
}

# By Region, namespace and name of the metric.
_alarms_of_any_unit := _alarm_of_any_unit

_alarm_of_any_unit[[alarm.region, alarm.Namespace, alarm.MetricName]] contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	not alarm.Dimensions[0]
	not alarm.Unit
}

# By unit too.
_alarms_of_unit := _alarm_of_unit

_alarm_of_unit[[alarm.region, alarm.Namespace, alarm.MetricName, alarm.Unit]] contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	not alarm.Dimensions[0]
}

# A metric with dimensions is another one than that without.
_counts(metric) if {
	regex.match(`^[0-9]+([.][0-9]+)?$`, metric.MetricValue)
	to_number(metric.MetricValue) >= 1
	not _dimensioned(metric)
}

_dimensioned(metric) if some _ in metric.Dimensions

# The number of events within five minutes at which an alarm goes off, by its ARN.
_rings_at := _ring_at

_ring_at[alarm.arn] contains alarm.Threshold if {
	some alarm in input.cloudwatch.alarms
	_prompt(alarm)
	alarm.ComparisonOperator == "GreaterThanOrEqualToThreshold"
}

_ring_at[alarm.arn] contains alarm.Threshold + 1 if {
	some alarm in input.cloudwatch.alarms
	_prompt(alarm)
	alarm.ComparisonOperator == "GreaterThanThreshold"
}

_prompt(alarm) if {
	alarm.Statistic == "Sum"
	alarm.Period <= 300
	_at_once(alarm)
}

_at_once(alarm) if alarm.DatapointsToAlarm == 1

_at_once(alarm) if {
	not alarm.DatapointsToAlarm
	alarm.EvaluationPeriods == 1
}

# METADATA
# description: ARNs of the alarms whose actions are on, with one that could tell somebody.
alarm_acts contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	alarm.arn in delivery.alarm_notifies
}

# METADATA
# description: ARNs of the alarms with such an action that is there and works, if it is no topic.
alarm_present contains pair[0] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
}

alarm_present contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _alarm_otherwise
}

# METADATA
# description: ARNs of the alarms whose actions are on.
acting contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
}

# METADATA
# description: ARNs of the alarms that may publish to a topic of theirs.
alarm_admitted contains pair[0] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
	pair in delivery.alarm_may_publish
}

alarm_admitted contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _alarm_otherwise
}

# METADATA
# description: ARNs of the alarms that may publish to a topic of theirs whose key lets them.
alarm_readable contains pair[0] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
	pair in delivery.alarm_may_publish
	pair in delivery.open_to_alarms
}

alarm_readable contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _alarm_otherwise
}

# METADATA
# description: ARNs of the alarms that may publish to such a topic with a subscriber.
alarm_received contains pair[0] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
	pair in delivery.alarm_may_publish
	pair in delivery.open_to_alarms
	pair[1] in delivery.subscribed
}

alarm_received contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _alarm_otherwise
}

# METADATA
# description: ARNs of the alarms of which it is certain that somebody receives what they send, or that leave the account.
alarm_settled contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in alarm_certain
}

alarm_settled contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	alarm.arn in delivery.alarm_leaves
}

alarm_settled contains pair[0] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
	pair in delivery.alarm_publishes
	pair[1] in delivery.sealed_elsewhere
	pair[1] in delivery.subscribed
}

# METADATA
# description: ARNs of the alarms of which it is certain that somebody receives what they send.
alarm_certain contains pair[0] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
	pair in delivery.alarm_publishes
	pair in delivery.unsealed_for_alarms
	pair[1] in delivery.subscribed
}

alarm_certain contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	alarm.arn in delivery.alarm_hands_over
}

# METADATA
# description: ARNs of the alarms that a person or a chat channel hears of.
alarm_direct contains pair[0] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
	pair in delivery.alarm_publishes
	pair in delivery.unsealed_for_alarms
	pair[1] in delivery.heard
}

_alarm_otherwise contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	alarm.arn in delivery.alarm_hands_over
}

_alarm_otherwise contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	alarm.arn in delivery.alarm_leaves
}

# METADATA
# description: ARNs of the alarms that a composite alarm or a rule on the alarm's state passes on to somebody for certain.
relayed contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.AlarmName in _passed_on[alarm.region]
}

relayed contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _passed_on[alarm.region]
}

relayed contains pair[0] if {
	some pair in _announced
	pair[1] in certain
}

# What composite alarms name, by name or ARN, that tell somebody for certain and go off whenever that alarm does, by Region. With AND or NOT
# in its rule one may stay silent; so it may while its suppressor is in alarm.
_passed_on := _part

_part[composite.region] contains name if {
	some composite in input.cloudwatch.composite_alarms
	composite.ActionsEnabled == true
	composite.arn in _heard_composites
	not _suppressed(composite)
	not regex.match(`(?i)\b(AND|NOT)\b`, regex.replace(composite.AlarmRule, `\([^()]*\)`, "()"))
	some groups in regex.find_all_string_submatch_n(`ALARM\((?:"([^"]*)"|'([^']*)'|([^()"']*))\)`, regex.replace(composite.AlarmRule, `\s*([()])\s*`, "$1"), -1)
	some name in array.slice(groups, 1, 4)
}

_heard_composites contains pair[0] if {
	some pair in delivery.told_by_composites
	pair in delivery.alarm_publishes
	pair in delivery.unsealed_for_alarms
	pair[1] in delivery.subscribed
}

_heard_composites contains composite.arn if {
	some composite in input.cloudwatch.composite_alarms
	composite.arn in delivery.alarm_hands_over
}

_suppressed(composite) if composite.ActionsSuppressor != ""

# Pairs of an alarm on the metric of a filter and an enabled rule that its going off matches.
_announced contains [alarm.arn, rule.arn] if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	rule.arn in enabled
	_fits(rule.EventPattern, "aws.cloudwatch")
	some alarm in input.cloudwatch.alarms
	alarm.region == rule.region
	alarm.arn in _on_metric
	kijun.events.matches(rule.EventPattern, samples.alarm_event(alarm.arn, alarm.AlarmName, input.account.account, alarm.region))
}

_on_metric contains alarm if {
	some filter in input.logs.metric_filters
	some alarm in _alarms_on[[filter.region, filter.id]]
}

# METADATA
# description: >-
#   ARNs of the enabled rules on something that BLEA reports: those whose topics are the security topics.
security_rules contains path[2] if {
	some family in {"guardduty", "hub_new", "health_account", "trail", "security_groups", "network_acls"}
	some path in matching[family]
	path[2] in enabled
}

security_rules contains path[2] if {
	some path in _complying
	path[2] in enabled
}

# METADATA
# description: ARNs of the alarms on something that BLEA reports.
security_alarms contains alarm if {
	some filter in input.logs.metric_filters
	[filter.region, filter.id] in on_fed
	_reports(filter)
	some alarm in _alarms_on[[filter.region, filter.id]]
}

_reports(filter) if {
	some family in {"root", "access_key", "unauthorized", "iam_policies"}
	some _ in kijun.logs.which(filter.FilterPattern, samples.records(family, input.account.account, global_region))
}

# METADATA
# description: >-
#   The security topics, as [Region, ARN], which are those that the rules and alarms on something that BLEA reports send to.
security_topics contains [topic.region, topic.arn] if {
	some topic in input.sns.topics
	topic.arn in _of_security
}

_of_security contains pair[1] if {
	some pair in delivery.sent
	pair[0] in security_rules
}

_of_security contains pair[1] if {
	some pair in delivery.told_by_alarms
	pair[0] in acting
	pair[0] in security_alarms
}
