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
import data.lib.trails

# METADATA
# description: >-
#   The Region in which EventBridge shows the calls of global services and sign-ins at the global endpoint
#   (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events).
global_region := "cn-north-1" if input.account.partition == "aws-cn"

global_region := "us-gov-west-1" if input.account.partition == "aws-us-gov"

global_region := "us-east-1" if not input.account.partition in {"aws-cn", "aws-us-gov"}

# METADATA
# description: Each of the samples is matched by a rule.
led(place, names, paths) if {
	every name in names {
		_led(place, name, paths)
	}
}

# METADATA
# description: Each of the samples is matched by a rule that gets past the hop.
covered(place, names, paths, hop) if {
	every name in names {
		_carried(place, name, paths, hop)
	}
}

# METADATA
# description: Each of the samples comes to a person in another way.
told(place, names, ways) if {
	every name in names {
		[place, name] in ways
	}
}

_led(place, name, paths) if {
	some rule in input.events.rules
	[place, name, rule.arn] in paths
}

_carried(place, name, paths, hop) if {
	some rule in input.events.rules
	rule.arn in hop
	[place, name, rule.arn] in paths
}

# METADATA
# description: Each of the samples is counted by a filter on a log group that a trail feeds.
counted(names, paths) if {
	every name in names {
		_counted(name, paths)
	}
}

_counted(name, paths) if {
	some filter in input.logs.metric_filters
	[name, filter.region, filter.id] in paths
	[filter.region, filter.id] in on_fed
}

# METADATA
# description: For each of the samples there is such a filter with an alarm on its metric.
watched(names, paths) if {
	every name in names {
		_watched(name, paths)
	}
}

_watched(name, paths) if {
	some filter in input.logs.metric_filters
	[name, filter.region, filter.id] in paths
	[filter.region, filter.id] in on_fed
	some alarm in input.cloudwatch.alarms
	[filter.region, filter.id, alarm.arn] in _on_metric
}

# METADATA
# description: >-
#   For each of the samples there is such an alarm that goes off when the sample has come as often as it may within five minutes, and that gets
#   past the hop.
rung(names, paths, most, hop) if {
	every name in names {
		_rung(name, paths, most, hop)
	}
}

_rung(name, paths, most, hop) if {
	some filter in input.logs.metric_filters
	[name, filter.region, filter.id] in paths
	[filter.region, filter.id] in on_fed
	some alarm in input.cloudwatch.alarms
	[filter.region, filter.id, alarm.arn] in _on_metric
	_prompt(alarm, most)
	alarm.arn in hop
}

# METADATA
# description: As rung, whatever log group the filters are on. It is the lesser question, for what is known to be on one that a trail feeds.
sounded(names, paths, most, hop) if {
	every name in names {
		_sounded(name, paths, most, hop)
	}
}

_sounded(name, paths, most, hop) if {
	some filter in input.logs.metric_filters
	[name, filter.region, filter.id] in paths
	some alarm in input.cloudwatch.alarms
	[filter.region, filter.id, alarm.arn] in _on_metric
	_prompt(alarm, most)
	alarm.arn in hop
}

# METADATA
# description: ARNs of all alarms, for those who ask for no hop yet.
any_alarm contains alarm.arn if some alarm in input.cloudwatch.alarms

# METADATA
# description: The samples that no rule matches, for the reader.
unmatched(place, names, paths) := {"events": sort({name |
	some name in names
	not _led(place, name, paths)
})}

# METADATA
# description: The names of the samples whose rules do not get past the hop, for the reader.
missed(place, names, paths, hop) := sort({name |
	some name in names
	not _carried(place, name, paths, hop)
})

# METADATA
# description: >-
#   The samples whose rules do not get past the hop, these rules, and where they send, for the reader.
stuck_rules(place, names, paths, hop) := {"events": sort(missing), "rules": sort(rules), "topics": sort(targets), "account": sort(accounts)} if {
	missing := {name |
		some name in names
		not _carried(place, name, paths, hop)
	}
	rules := {path[2] |
		some path in paths
		path[0] == place
		path[1] in missing
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
uncounted(names, paths) := {"events": sort({name |
	some name in names
	not _counted(name, paths)
})}

# METADATA
# description: The samples whose filters no alarm watches, and these filters, for the reader.
unwatched(names, paths) := {"events": sort(missing), "filters": sort(ids)} if {
	missing := {name |
		some name in names
		not _watched(name, paths)
	}
	ids := {path[2] |
		some path in paths
		path[0] in missing
	}
}

# METADATA
# description: >-
#   The samples whose alarms do not go off in time or do not get past the hop, these alarms, and what they tell, for the reader.
stuck_alarms(names, paths, most, hop) := {"events": sort(missing), "alarms": sort(arns), "topics": sort(targets), "account": sort(accounts)} if {
	missing := {name |
		some name in names
		not _sounded(name, paths, most, hop)
	}
	arns := {item[2] |
		some path in paths
		path[0] in missing
		some item in _on_metric
		item[0] == path[1]
		item[1] == path[2]
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
#   The samples that rules of the default bus match, by family, as [Region, name, rule's ARN]. Rules that a service of AWS keeps for itself
#   do not count.
matched[family] contains [rule.region, name, rule.arn] if {
	some family in families
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	some name, event in samples.events(family, input.account.account, rule.region)
	_matches(rule, event)
}

# A family that no rule matches is there too, so that a reason can be given.
matched[family] contains ["", "", ""] if some family in families

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
}

# METADATA
# description: >-
#   ARNs of the rules of the aggregation Region that match what Security Hub shows there of each sample in a linked Region, by family,
#   as [linked Region, name, rule's ARN] (https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html).
gathered[family] contains [region.id, name, rule.arn] if {
	some family in {"hub_new", "hub_guardduty", "hub_analyzer"}
	some region in input.regions
	some aggregator in input.securityhub.finding_aggregators
	_linked(aggregator, region)
	some rule in input.events.rules
	rule.region == aggregator.GetFindingAggregator.FindingAggregationRegion
	rule.EventBusName == "default"
	not rule.ManagedBy
	some name, event in samples.hub_events(family, input.account.account, rule.region, region.id)
	_matches(rule, event)
}

gathered[family] contains ["", "", ""] if some family in {"hub_new", "hub_guardduty", "hub_analyzer"}

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
compliance contains [rule.region, name, rule.arn] if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	some watch in input.config.rules
	watch.region == rule.region
	watch.Source.SourceIdentifier == "VPC_DEFAULT_SECURITY_GROUP_CLOSED"
	some name, event in samples.config_events(input.account.account, rule.region, watch.ConfigRuleName)
	_matches(rule, event)
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

# The first test spares the second for the many rules on something else. EventBridge gives calls that only read to no rule but those in this state
# (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
_matches(rule, event) if {
	_fits(rule.EventPattern, event)
	_offered(rule, event)
	kijun.events.matches(rule.EventPattern, event)
}

_fits(pattern, _) if not pattern.source

_fits(pattern, event) if event.source in pattern.source

_fits(pattern, _) if {
	some operator in pattern.source
	is_object(operator)
}

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
present contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.sent
}

present contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _otherwise
}

# METADATA
# description: ARNs of the enabled rules that may publish to a topic of theirs.
admitted contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.rule_may_publish
}

admitted contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _otherwise
}

# METADATA
# description: ARNs of the enabled rules that may publish to a topic of theirs whose key lets them.
readable contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.rule_may_publish
	topic.arn in delivery.open_to_rules
}

readable contains rule.arn if {
	some rule in input.events.rules
	rule.arn in _otherwise
}

# METADATA
# description: ARNs of the enabled rules that may publish to such a topic with a subscriber.
received contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.rule_may_publish
	topic.arn in delivery.open_to_rules
	topic.arn in delivery.subscribed
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

settled contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.rule_publishes
	topic.arn in delivery.sealed_elsewhere
	topic.arn in delivery.subscribed
}

# METADATA
# description: ARNs of the rules of which it is certain that somebody receives what they send.
certain contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.rule_publishes
	topic.arn in delivery.unsealed_for_rules
	topic.arn in delivery.subscribed
}

certain contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.by_role
	topic.arn in delivery.plain
	topic.arn in delivery.subscribed
}

certain contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	rule.arn in delivery.rule_hands_over
}

# METADATA
# description: ARNs of the rules whose events come to a person or a chat channel.
direct contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.rule_publishes
	topic.arn in delivery.unsealed_for_rules
	topic.arn in delivery.heard
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
	some family in families
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	rule.arn in enabled
	some topic in input.sns.topics
	[rule.arn, topic.arn] in delivery.rule_publishes
	topic.arn in delivery.unsealed_for_rules
	some pair in delivery.filters
	pair[0] == topic.arn
	some target in rule.ListTargetsByRule.Targets
	target.Arn == topic.arn
	_untouched(target)
	some name, event in samples.events(family, input.account.account, rule.region)
	_matches(rule, event)
	kijun.events.matches(pair[1], event)
}

elsewhere[family] contains [path[0], path[1]] if {
	some family in families
	some rule in input.events.rules
	rule.EventBusName != "default"
	rule.arn in certain
	some bus in input.events.buses
	rule.EventBusName == bus.Name
	rule.region == bus.region
	some path in _forwarded[family]
	path[2] == bus.arn
	_matches(rule, samples.events(family, input.account.account, path[0])[path[1]])
}

elsewhere[family] contains ["", ""] if some family in families

_forwarded[family] contains [rule.region, name, bus.arn] if {
	some family in families
	some rule in input.events.rules
	rule.EventBusName == "default"
	rule.arn in enabled
	some target in rule.ListTargetsByRule.Targets
	some bus in input.events.buses
	bus.arn == target.Arn
	some name, event in samples.events(family, input.account.account, rule.region)
	_matches(rule, event)
}

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
	some trail in input.cloudtrail.trails
	trail.CloudWatchLogsLogGroupArn in {group.Arn, group.LogGroupArn}
	trail.id in trails.qualifying
	not _stale(trail)
}

# METADATA
# description: Accounts, other than this one, whose log group a trail that qualifies delivers to.
fed_abroad contains split(trail.CloudWatchLogsLogGroupArn, ":")[4] if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	split(trail.CloudWatchLogsLogGroupArn, ":")[4] != input.account.account
}

# Nothing has come to the log group for a day, or there was an error at the first try.
_stale(trail) if {
	trail.GetTrailStatus.LatestCloudWatchLogsDeliveryTime != ""
	not _fresh(trail)
}

_stale(trail) if {
	trail.GetTrailStatus.LatestCloudWatchLogsDeliveryError != ""
	not _fresh(trail)
}

_fresh(trail) if {
	at := time.parse_rfc3339_ns(trail.GetTrailStatus.LatestCloudWatchLogsDeliveryTime)
	time.parse_rfc3339_ns(input.as_of) - at <= ((24 * 60) * 60) * 1000000000
}

# METADATA
# description: The samples that metric filters count, by family, as [name, Region, filter's id].
filters[family] contains [name, filter.region, filter.id] if {
	some family in log_families
	some filter in input.logs.metric_filters
	_unlimited(filter)
	some name, record in samples.records(family, input.account.account, global_region)
	kijun.logs.matches(filter.FilterPattern, record)
}

filters[family] contains ["", "", ""] if some family in log_families

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
	"route_tables_cis", "vpcs_cis", "organizations_cis",
}

# METADATA
# description: The names of the samples of a family that metric filters are asked for.
record_names(family) := object.keys(samples.records(family, "111122223333", "us-east-1"))

_unlimited(filter) if not filter.FieldSelectionCriteria

_unlimited(filter) if filter.FieldSelectionCriteria == ""

# Filters with the alarms on their metrics.
_on_metric contains [filter.region, filter.id, alarm.arn] if {
	some filter in input.logs.metric_filters
	some metric in filter.MetricTransformations
	some alarm in input.cloudwatch.alarms
	alarm.region == filter.region
	alarm.Namespace == metric.MetricNamespace
	alarm.MetricName == metric.MetricName
	_counts(metric)
	not filter.EmitSystemFieldDimensions[0]
	not alarm.Dimensions[0]
	_same_unit(alarm, metric)
}

# A metric with dimensions is another one than that without.
_counts(metric) if {
	regex.match(`^[0-9]+([.][0-9]+)?$`, metric.MetricValue)
	to_number(metric.MetricValue) >= 1
	not _dimensioned(metric)
}

_dimensioned(metric) if some _ in metric.Dimensions

_same_unit(alarm, _) if not alarm.Unit

_same_unit(alarm, metric) if alarm.Unit == metric.Unit

_prompt(alarm, most) if {
	alarm.Statistic == "Sum"
	alarm.Period <= 300
	_at_once(alarm)
	_low(alarm, most)
}

_at_once(alarm) if alarm.DatapointsToAlarm == 1

_at_once(alarm) if {
	not alarm.DatapointsToAlarm
	alarm.EvaluationPeriods == 1
}

_low(alarm, most) if {
	alarm.ComparisonOperator == "GreaterThanOrEqualToThreshold"
	alarm.Threshold <= most
}

_low(alarm, most) if {
	alarm.ComparisonOperator == "GreaterThanThreshold"
	alarm.Threshold <= most - 1
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
alarm_present contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	some topic in input.sns.topics
	[alarm.arn, topic.arn] in delivery.told
}

alarm_present contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _alarm_otherwise
}

# METADATA
# description: ARNs of the alarms that may publish to a topic of theirs.
alarm_admitted contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	some topic in input.sns.topics
	[alarm.arn, topic.arn] in delivery.alarm_may_publish
}

alarm_admitted contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _alarm_otherwise
}

# METADATA
# description: ARNs of the alarms that may publish to a topic of theirs whose key lets them.
alarm_readable contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	some topic in input.sns.topics
	[alarm.arn, topic.arn] in delivery.alarm_may_publish
	[alarm.arn, topic.arn] in delivery.open_to_alarms
}

alarm_readable contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.arn in _alarm_otherwise
}

# METADATA
# description: ARNs of the alarms that may publish to such a topic with a subscriber.
alarm_received contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	some topic in input.sns.topics
	[alarm.arn, topic.arn] in delivery.alarm_may_publish
	[alarm.arn, topic.arn] in delivery.open_to_alarms
	topic.arn in delivery.subscribed
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

alarm_settled contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	some topic in input.sns.topics
	[alarm.arn, topic.arn] in delivery.alarm_publishes
	topic.arn in delivery.sealed_elsewhere
	topic.arn in delivery.subscribed
}

# METADATA
# description: ARNs of the alarms of which it is certain that somebody receives what they send.
alarm_certain contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	some topic in input.sns.topics
	[alarm.arn, topic.arn] in delivery.alarm_publishes
	[alarm.arn, topic.arn] in delivery.unsealed_for_alarms
	topic.arn in delivery.subscribed
}

alarm_certain contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	alarm.arn in delivery.alarm_hands_over
}

# METADATA
# description: ARNs of the alarms that a person or a chat channel hears of.
alarm_direct contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	alarm.ActionsEnabled == true
	some topic in input.sns.topics
	[alarm.arn, topic.arn] in delivery.alarm_publishes
	[alarm.arn, topic.arn] in delivery.unsealed_for_alarms
	topic.arn in delivery.heard
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
	some composite in input.cloudwatch.composite_alarms
	[alarm.arn, composite.arn] in _part
	some topic in input.sns.topics
	[composite.arn, topic.arn] in delivery.alarm_publishes
	[composite.arn, topic.arn] in delivery.unsealed_for_alarms
	topic.arn in delivery.subscribed
}

relayed contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some composite in input.cloudwatch.composite_alarms
	[alarm.arn, composite.arn] in _part
	composite.arn in delivery.alarm_hands_over
}

relayed contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some rule in input.events.rules
	[alarm.arn, rule.arn] in _announced
	rule.arn in certain
}

# Pairs of an alarm and a composite one that goes off whenever the alarm does. With AND or NOT in its rule it may stay silent; so it may while
# its suppressor is in alarm.
_part contains [alarm.arn, composite.arn] if {
	some alarm in input.cloudwatch.alarms
	some composite in input.cloudwatch.composite_alarms
	composite.region == alarm.region
	composite.ActionsEnabled == true
	not _suppressed(composite)
	not regex.match(`(?i)\b(AND|NOT)\b`, regex.replace(composite.AlarmRule, `\([^()]*\)`, "()"))
	_mentions(composite.AlarmRule, alarm)
}

_suppressed(composite) if composite.ActionsSuppressor != ""

_mentions(text, alarm) if {
	some name in {alarm.AlarmName, alarm.arn}
	some quote in {"", "\"", "'"}
	contains(regex.replace(text, `\s*([()])\s*`, "$1"), concat("", ["ALARM(", quote, name, quote, ")"]))
}

# Pairs of an alarm on the metric of a filter and an enabled rule that its going off matches.
_announced contains [alarm.arn, rule.arn] if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	rule.arn in enabled
	_fits(rule.EventPattern, {"source": "aws.cloudwatch"})
	some filter in input.logs.metric_filters
	some alarm in input.cloudwatch.alarms
	alarm.region == rule.region
	[filter.region, filter.id, alarm.arn] in _on_metric
	kijun.events.matches(rule.EventPattern, samples.alarm_event(alarm.arn, alarm.AlarmName, input.account.account, alarm.region))
}

# METADATA
# description: >-
#   ARNs of the enabled rules on something that BLEA reports, by Region: those whose topics are the security topics.
security_rules[rule.region] contains rule.arn if {
	some rule in input.events.rules
	rule.EventBusName == "default"
	not rule.ManagedBy
	rule.arn in enabled
	some family in {"guardduty", "hub_new", "health_account", "trail", "security_groups", "network_acls"}
	some event in samples.events(family, input.account.account, rule.region)
	_matches(rule, event)
}

security_rules[rule.region] contains rule.arn if {
	some rule in input.events.rules
	rule.arn in enabled
	some name in samples.config_names
	[rule.region, name, rule.arn] in compliance
}

# METADATA
# description: ARNs of the alarms on something that BLEA reports, by Region.
security_alarms[alarm.region] contains alarm.arn if {
	some alarm in input.cloudwatch.alarms
	some filter in input.logs.metric_filters
	[filter.region, filter.id, alarm.arn] in _on_metric
	[filter.region, filter.id] in on_fed
	some family in {"root", "access_key", "unauthorized", "iam_policies"}
	some record in samples.records(family, input.account.account, global_region)
	kijun.logs.matches(filter.FilterPattern, record)
}

# METADATA
# description: >-
#   The security topics, as [Region, ARN], which are those that the rules and alarms on something that BLEA reports send to.
security_topics contains [topic.region, topic.arn] if {
	some topic in input.sns.topics
	some rule in input.events.rules
	[rule.arn, topic.arn] in delivery.sent
	rule.arn in security_rules[rule.region]
}

security_topics contains [topic.region, topic.arn] if {
	some topic in input.sns.topics
	some alarm in input.cloudwatch.alarms
	[alarm.arn, topic.arn] in delivery.told
	alarm.ActionsEnabled == true
	alarm.arn in security_alarms[alarm.region]
}
