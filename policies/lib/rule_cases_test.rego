# What every control asks that wants events told by an EventBridge rule: how far the rule gets, and which of several ways to hear of an
# event counts. One table for all of them. A control adds the cases of its own pattern.
package lib.rule_cases_test

import data.lib.alert_world_test as world

# The cases by name, each with the changes to the world and the verdict. spec holds
#   rule    the rule that brings the events,
#   others  the rules beside it,
#   start   changes to the world that hold in every case,
#   ways    what the control takes instead of the rule, the one that counts first before the others: {want, changes, rules},
#   stages  how far the rule gets beyond what every rule does: {name: {want, certain, rules, changes}},
#   unless  what makes the rule pointless, whatever it does: {want, changes, but}; "but" are the ways that count all the same.
cases(spec) := object.union(
	{name: {"changes": _changes(spec, parts), "want": want} | some [name, want, parts] in _all(spec)},
	{name: {"changes": object.union(_changes(spec, [{"changes": {}, "rules": [spec.rule]}]), {"sns.topics": topics}), "want": want} | some name, [want, topics] in _behind},
)

# What becomes of the rule's events behind its topic.
_behind := {
	"the statement for the owner does not admit EventBridge": ["FAILED publish_denied", [world.topic_with(world.owners)]],
	"the key that SNS keeps fails": ["FAILED key_denied", [world.topic_under("alias/aws/sns")]],
	"nobody confirmed fails": ["FAILED no_subscriber", [world.topic_for([object.union(world.confirmed, {"SubscriptionArn": "PendingConfirmation"})])]],
	"a queue behind the topic passes": ["PASSED indirect", [world.topic_for([object.union(world.confirmed, {"Protocol": "sqs"})])]],
	"a condition that the evidence leaves open is not decided": ["NOT_AVAILABLE unclear", [world.topic_with(_open)]],
	"a topic that is gone fails": ["FAILED target_missing", []],
}

_changes(spec, parts) := object.union_n([
	spec.start,
	object.union_n([part.changes | some part in parts]),
	{
		"sns.topics": [world.topic, _topic("queue", {"ListSubscriptionsByTopic": {"Subscriptions": [object.union(world.confirmed, {"Protocol": "sqs"})]}}), _topic("unclear", {"GetTopicAttributes": {"Attributes": {"Policy": _open}}}), world.elsewhere(world.topic, "us-east-1")],
		"events.rules": array.concat(spec.others, [rule | some part in parts; some rule in object.get(part, "rules", [])]),
	},
])

_all(spec) := union({
	{[name, stage.want, [stage]] | some name, stage in _stages(spec)},
	{[sprintf("%s counts before %s", [name, way.want]), stage.want, [way, stage]] | some name, stage in _stages(spec); stage.certain; some way in spec.ways},
	{[sprintf("%s makes up for %s", [way.want, name]), way.want, [stage, way]] | some name, stage in _stages(spec); not stage.certain; some way in spec.ways},
	{["User Notifications to a contact that has not answered", "FAILED no_rule", [way, {"changes": {"notificationscontacts.email_contacts": [world.contact("inactive")]}}]] | some way in spec.ways; way.want == "PASSED another_way"},
	{["an alarm on two calls alone", "FAILED no_rule", [way, {"changes": {"cloudwatch.alarms": [world.alarm("Changes", 2)]}}]] | some way in spec.ways; way.want == "PASSED by_alarm"},
	{[sprintf("%s counts before %s", [first.want, second.want]), first.want, [second, first]] | some i, first in spec.ways; some second in array.slice(spec.ways, i + 1, count(spec.ways))},
	{[sprintf("%s (%d) whatever %s", [reason.want, i, name]), reason.want, [stage, reason]] | some name, stage in _stages(spec); some i, reason in spec.unless},
	{[sprintf("%s (%d) whatever %s", [reason.want, i, way.want]), _despite(reason, way), [way, reason]] | some way in spec.ways; some i, reason in spec.unless},
})

_despite(reason, way) := way.want if way.want in reason.but

_despite(reason, way) := reason.want if not way.want in reason.but

# How far the rule gets.
_stages(spec) := object.union(_any_stages(spec.rule), object.get(spec, "stages", {}))

_any_stages(rule) := {
	"a rule that a person hears": {"want": "PASSED heard", "certain": true, "rules": [rule], "changes": {}},
	"a rule with a queue behind its topic": {"want": "PASSED indirect", "certain": true, "rules": [_aimed(rule, sprintf("%s-queue", [world.topic_arn]))], "changes": {}},
	"a rule for another account's topic": {"want": "WARNING foreign", "certain": false, "rules": [_aimed(rule, "arn:aws:sns:ap-northeast-1:444455556666:security")], "changes": {}},
	"a rule for an unclear topic": {"want": "NOT_AVAILABLE unclear", "certain": false, "rules": [_aimed(rule, sprintf("%s-unclear", [world.topic_arn]))], "changes": {}},
	"a rule for a topic that is gone": {"want": "FAILED target_missing", "certain": false, "rules": [_aimed(rule, sprintf("%s-gone", [world.topic_arn]))], "changes": {}},
	"a rule for a log group": {"want": "FAILED no_target", "certain": false, "rules": [_aimed(rule, "arn:aws:logs:ap-northeast-1:111122223333:log-group:events")], "changes": {}},
	"a disabled rule": {"want": "FAILED rule_disabled", "certain": false, "rules": [object.union(rule, {"State": "DISABLED"})], "changes": {}},
	"no rule": {"want": "FAILED no_rule", "certain": false, "changes": {}},
}

_aimed(rule, arn) := object.union(rule, {"ListTargetsByRule": {"Targets": [{"Id": "Target0", "Arn": arn}]}})

# A topic beside the one that works.
_topic(name, fields) := object.union(json.unmarshal(replace(json.marshal(world.topic), world.topic_arn, sprintf("%s-%s", [world.topic_arn, name]))), fields)

_open := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow", "Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]}, "Action": "sns:Publish", "Resource": "*",
	"Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3"}},
}]}

# AWS User Notifications on the events, to a contact that has answered.
notified(source, kind) := {"want": "PASSED another_way", "changes": {"notifications.configurations": [world.notification(source, kind, "")], "notificationscontacts.email_contacts": [world.contact("active")]}}

# An alarm on the calls.
alarmed(names) := {"want": "PASSED by_alarm", "changes": {"logs.metric_filters": [world.filter("Changes", world.any_of(names))], "cloudwatch.alarms": [world.alarm("Changes", 1)]}}

# A rule on everything that Security Hub is told.
through_hub := {"want": "PASSED through_hub", "changes": {}, "rules": [world.rule("all_findings", {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"]})]}

# The rule in the Region that gathers the findings of all.
gathered(want, rule) := {"want": want, "rules": [world.elsewhere(rule, "us-east-1")], "changes": {"securityhub.finding_aggregators": [{"id": "a", "arn": "a", "region": "us-east-1", "GetFindingAggregator": {"FindingAggregationRegion": "us-east-1", "RegionLinkingMode": "ALL_REGIONS", "Regions": []}}]}}

# Without a trail EventBridge sees no calls; one that records only what reads is none.
no_trail := {"want": "FAILED no_trail", "changes": {"cloudtrail.trails": []}, "but": []}

reads_only := {"want": "FAILED no_trail", "changes": {"cloudtrail.trails": [object.union(world.trail, {"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": true}]}})]}, "but": []}

# The account that administers GuardDuty, or Security Hub, for this one may hear of the findings.
administrator(collection, element) := {"want": "WARNING administrator", "changes": {collection: [object.union(element, {"GetAdministratorAccount": {"Administrator": {"AccountId": "444455556666", "RelationshipStatus": "Enabled"}}})]}}

# The rule that world.patterns names, and those beside it.
of(name) := {"rule": world.rule(name, world.patterns[name]), "others": world.without(name), "start": {}, "unless": []}
