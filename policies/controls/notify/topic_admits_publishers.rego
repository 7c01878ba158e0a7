# METADATA
# title: The security topic lets EventBridge and CloudWatch alarms publish
# description: >-
#   The policy of each security topic lets those publish that send to it: EventBridge by a statement for events.amazonaws.com,
#   alarms by one for cloudwatch.amazonaws.com or by the statement for the owner that SNS gives a new topic.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
# custom:
#   id: BLEA.Notify.2
#   title_ja: "セキュリティ通知トピックへEventBridgeとCloudWatchアラームが発行できる"
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Detection
#   standards: {blea: [BLEA.Notify.2]}
#   reasons:
#     admitted: {en: "the rules and alarms that send to {topics} may publish", ja: "{topics} へ送るルールとアラームは発行できます"}
#     unclear: {en: "whether {unclear} may publish depends on conditions of a topic's policy that the evidence leaves open", ja: "{unclear} が発行できるかどうかは、証跡では判定できないトピックポリシーの条件に依存します"}
#     denied: {en: "the policies of the topics do not let {denied} publish", ja: "トピックのポリシーが {denied} の発行を許可していません"}
#     no_topic: {en: "no rule or alarm on security events sends to a topic here", ja: "セキュリティイベントのルールやアラームの送信先となるトピックがありません"}
#   remediation:
#     en: "Add statements to the topic policy that allow sns:Publish to events.amazonaws.com and cloudwatch.amazonaws.com."
#     ja: "トピックのポリシーに、events.amazonaws.comとcloudwatch.amazonaws.comへsns:Publishを許可するステートメントを追加します。"
package controls.notify.topic_admits_publishers

import data.lib.alert_plans
import data.lib.alerts
import data.lib.delivery
import data.lib.result

findings contains result.pass(region, "admitted", {"topics": _topics(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _used
	not region.id in _uncertain
}

findings contains result.not_available(region, "unclear", {"unclear": _publishers(region.id, _open)}, _reads) if {
	some region in input.governed_regions
	region.id in _uncertain
	not region.id in _refused
}

findings contains result.fail(region, "denied", {"denied": _publishers(region.id, _closed)}, _reads) if {
	some region in input.governed_regions
	region.id in _refused
}

findings contains result.not_applicable(region, "no_topic", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _used
}

_reads := ["input.sns.topics.GetTopicAttributes.Attributes.Policy"]

_refused contains topic.region if {
	some topic in input.sns.topics
	topic.arn in _closed_topics
}

_closed_topics contains pair[1] if some pair in _closed

_uncertain contains topic.region if {
	some topic in input.sns.topics
	topic.arn in _open_topics
}

_open_topics contains pair[1] if some pair in _open

_closed contains pair if {
	some pair in _rules
	not pair in delivery.rule_may_publish
}

_closed contains pair if {
	some pair in _alarms
	not pair in delivery.alarm_may_publish
}

_open contains pair if {
	some pair in _rules
	not pair in delivery.rule_publishes
	not pair in delivery.by_role
}

_open contains pair if {
	some pair in _alarms
	not pair in delivery.alarm_publishes
}

_publishers(place, pairs) := sort({pair[0] |
	some pair in pairs
	[place, pair[1]] in alerts.security_topics
})

# Pairs of a rule or an alarm and a security topic that it sends to.
_rules contains pair if {
	some pair in delivery.sent
	pair[0] in alerts.security_rules
}

_alarms contains pair if {
	some pair in delivery.told_by_alarms
	pair[0] in alerts.acting
	pair[0] in alerts.security_alarms
}

# The security topics of a Region, for the reader.
_topics(place) := sort({pair[1] |
	some pair in alerts.security_topics
	pair[0] == place
})

_used contains pair[0] if some pair in alerts.security_topics

# A statement more does not help against one that denies.
plan contains {
	"subject": topic.region,
	"region": topic.region,
	"calls": [{"service": "sns", "operation": "SetTopicAttributes", "params": {"TopicArn": topic.arn, "AttributeName": "Policy", "AttributeValue": json.marshal(policy)}}],
	"undo": [{"service": "sns", "operation": "SetTopicAttributes", "params": {"TopicArn": topic.arn, "AttributeName": "Policy", "AttributeValue": json.marshal(old)}}],
	"effect": [{"op": "set", "collection": "sns.topics", "id": topic.id, "path": "GetTopicAttributes.Attributes.Policy", "value": policy}],
	"needs": [],
	"destructive": false,
} if {
	some topic in input.sns.topics
	[topic.region, topic.arn] in alerts.security_topics
	topic.arn in _closed_topics
	old := topic.GetTopicAttributes.Attributes.Policy
	policy := object.union(old, {"Statement": array.concat(alert_plans.list(old.Statement), alert_plans.publishers(topic.arn))})
	not _denies(old)
}

_denies(policy) if {
	some statement in alert_plans.list(policy.Statement)
	statement.Effect == "Deny"
}
