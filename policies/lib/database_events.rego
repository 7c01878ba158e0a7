# METADATA
# title: Events of databases
# description: >-
#   Whether somebody hears of what happens to RDS clusters and instances: through event subscriptions of RDS, which publish to a topic as
#   events.rds.amazonaws.com (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html), or through rules
#   of EventBridge. Kinds are the source types of subscriptions, "db-cluster" and "db-instance".
package lib.database_events

import data.lib.alerts
import data.lib.databases
import data.lib.delivery
import data.lib.samples

# METADATA
# description: The categories of events that BLEA subscribes to, by kind (usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts).
categories := {
	"db-cluster": {"failover", "failure", "maintenance"},
	"db-instance": {"availability", "configuration change", "deletion", "failover", "failure", "maintenance", "notification", "recovery"},
}

# METADATA
# description: The Regions with a cluster of RDS.
with_clusters contains cluster.region if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
}

# METADATA
# description: The Regions with a DB instance of RDS.
with_instances contains instance.region if {
	some instance in input.rds.instances
	instance.id in databases.instances
}

# METADATA
# description: >-
#   For each kind and Region, what enabled subscriptions on all sources send, as [category, subscription's id]. One without a source type
#   sends events of every kind, one without categories all of them. One on some sources by name says nothing of those to come.
sent[kind] contains [subscription.region, category, subscription.id] if {
	some subscription in input.rds.event_subscriptions
	subscription.Enabled == true
	not subscription.SourceIdsList[0]
	some kind, wanted in categories
	_is_on(subscription, kind)
	some category in wanted
	_tells(subscription, category)
}

# A kind that nobody subscribes to is there too.
sent[kind] contains ["", "", ""] if some kind, _ in categories

_is_on(subscription, kind) if subscription.SourceType == kind

_is_on(subscription, _) if not subscription.SourceType

_tells(subscription, category) if category in subscription.EventCategoriesList

_tells(subscription, _) if not subscription.EventCategoriesList[0]

# METADATA
# description: Each category of the kind is sent in this Region by a subscription that gets past the hop.
covered(kind, place, hop) if {
	every category in categories[kind] {
		_carried(kind, place, category, hop)
	}
}

_carried(kind, place, category, hop) if {
	some subscription in input.rds.event_subscriptions
	subscription.id in hop
	[place, category, subscription.id] in sent[kind]
}

# METADATA
# description: The categories that no subscription sends in this Region, for the reader.
missing(kind, place) := sort({category |
	some category in categories[kind]
	not _carried(kind, place, category, any_subscription)
})

# METADATA
# description: The topics of the subscriptions of this Region that do not get past the hop, for the reader.
stuck(kind, place, hop) := sort({subscription.SnsTopicArn |
	some subscription in input.rds.event_subscriptions
	some path in sent[kind]
	path[0] == place
	path[2] == subscription.id
	not subscription.id in hop
})

# METADATA
# description: Ids of all subscriptions, for those who ask for no hop yet.
any_subscription contains subscription.id if some subscription in input.rds.event_subscriptions

# METADATA
# description: Ids of the subscriptions whose topic may let RDS publish, can be written to, and has a confirmed subscriber.
received contains subscription.id if {
	some subscription in input.rds.event_subscriptions
	subscription.SnsTopicArn in _admitting
}

received contains subscription.id if {
	some subscription in input.rds.event_subscriptions
	subscription.id in settled
}

_admitting contains topic.arn if {
	some topic in input.sns.topics
	topic.arn in delivery.subscribed
	topic.arn in _open
	"allow" in _published(topic).possible
}

_open contains arn if some arn in delivery.plain

_open contains arn if some arn in delivery.sealed_elsewhere

_open contains pair[0] if {
	some pair in delivery.sealed
	some key in input.kms.keys
	key.arn == pair[1]
	every action in _uses {
		"allow" in _used(key, pair[0], action).possible
	}
}

# METADATA
# description: Ids of the subscriptions of which it is certain that somebody hears, or whose topic or its key is another account's.
settled contains subscription.id if {
	some subscription in input.rds.event_subscriptions
	subscription.id in certain
}

settled contains subscription.id if {
	some subscription in input.rds.event_subscriptions
	split(subscription.SnsTopicArn, ":")[4] != input.account.account
}

settled contains subscription.id if {
	some subscription in input.rds.event_subscriptions
	subscription.SnsTopicArn in _publishing
	subscription.SnsTopicArn in delivery.sealed_elsewhere
}

# METADATA
# description: Ids of the subscriptions of which it is certain that somebody hears.
certain contains subscription.id if {
	some subscription in input.rds.event_subscriptions
	subscription.SnsTopicArn in _publishing
	subscription.SnsTopicArn in _unsealed
}

_publishing contains topic.arn if {
	some topic in input.sns.topics
	topic.arn in delivery.subscribed
	_published(topic).decision == "allow"
}

_unsealed contains arn if some arn in delivery.plain

_unsealed contains pair[0] if {
	some pair in delivery.sealed
	some key in input.kms.keys
	key.arn == pair[1]
	every action in _uses {
		_used(key, pair[0], action).decision == "allow"
	}
}

_uses := {"kms:Decrypt", "kms:GenerateDataKey"}

# aws:SourceArn is that of the database or of the subscription, so a condition on it stays open.
_published(topic) := kijun.policy.evaluate(topic.GetTopicAttributes.Attributes.Policy, {
	"action": "sns:Publish",
	"resource": topic.arn,
	"principal": {"type": "Service", "value": "events.rds.amazonaws.com"},
	"context": {"aws:SourceAccount": input.account.account, "aws:SourceOwner": input.account.account, "aws:SecureTransport": "true"},
})

_used(key, topic, action) := kijun.policy.evaluate(key.GetKeyPolicy.Policy, {
	"action": action,
	"resource": key.arn,
	"principal": {"type": "Service", "value": "events.rds.amazonaws.com"},
	"context": {"kms:EncryptionContext:aws:sns:topicArn": topic, "aws:SourceAccount": input.account.account, "aws:SecureTransport": "true"},
})

# METADATA
# description: Rules of EventBridge, or AWS User Notifications, bring the samples of the family in this Region to somebody for certain.
by_rules(family, place) if alerts.covered(place, samples.names(family), alerts.matched[family], alerts.certain)

by_rules(family, place) if alerts.told(place, samples.names(family), alerts.elsewhere[family])

# METADATA
# description: The step that subscribes the topic of another subscription, or the one given, to what is missing.
step(kind, place, name) := {
	"subject": place,
	"region": place,
	"calls": [{"service": "rds", "operation": "CreateEventSubscription", "params": {
		"SubscriptionName": name,
		"SnsTopicArn": _topic(place),
		"SourceType": kind,
		"EventCategories": sort(categories[kind]),
		"Enabled": true,
	}}],
	"undo": [{"service": "rds", "operation": "DeleteEventSubscription", "params": {"SubscriptionName": name}}],
	"effect": [{"op": "add", "collection": "rds.event_subscriptions", "id": _new(place, name), "value": {
		"id": _new(place, name),
		"arn": _new(place, name),
		"type": "AWS::RDS::EventSubscription",
		"account": input.account.account,
		"region": place,
		"tags": {},
		"CustSubscriptionId": name,
		"Enabled": true,
		"SourceType": kind,
		"EventCategoriesList": sort(categories[kind]),
		"SnsTopicArn": _topic(place),
	}}],
	"needs": [],
	"destructive": false,
}

_new(place, name) := sprintf("arn:%s:rds:%s:%s:es:%s", [input.account.partition, place, input.account.account, name])

_topic(place) := min(_heard[place])

_heard[topic.region] contains topic.arn if {
	some topic in input.sns.topics
	topic.arn in _publishing
	topic.arn in _unsealed
}
