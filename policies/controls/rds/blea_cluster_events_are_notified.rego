# METADATA
# title: RDS cluster events are notified
# description: >-
#   What BLEA subscribes to (failover, failure and maintenance) comes to somebody: by enabled event subscriptions of
#   RDS on all clusters, whose topic lets events.rds.amazonaws.com publish and has a confirmed subscriber, or by EventBridge. A topic's own
#   policy, unlike the one that SNS gives it, has to name RDS.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html
# custom:
#   id: BLEA.RDS.7
#   title_ja: RDSクラスターイベントが通知される
#   severity: LOW
#   subject: region
#   governed: true
#   profiles: [guest-ecs]
#   measure: notification
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.7]}
#   reasons:
#     heard: {en: "event subscriptions bring all these events to somebody", ja: "イベントサブスクリプションにより、対象のイベントはすべて通知されます"}
#     by_rules: {en: "EventBridge rules or AWS User Notifications bring all these events to somebody", ja: "EventBridgeルールまたはAWS User Notificationsにより、対象のイベントはすべて通知されます"}
#     foreign: {en: "the topics {topics}, or their keys, belong to another account, which was not scanned", ja: "トピック {topics} またはそのキーは、スキャンされていない別アカウントのものです"}
#     unclear: {en: "whether RDS may publish to {topics} depends on conditions of a policy that the evidence leaves open", ja: "RDSが {topics} に発行できるかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     unheard: {en: "the topics {topics} are missing, do not let events.rds.amazonaws.com publish or have no confirmed subscriber", ja: "トピック {topics} が存在しないか、events.rds.amazonaws.comの発行を許可していないか、確認済みの購読者がいません"}
#     incomplete: {en: "no enabled event subscription on all clusters sends the categories {categories}", ja: "すべてのRDSクラスターを対象とする有効なイベントサブスクリプションに、カテゴリ {categories} が含まれていません"}
#     unused: {en: there is no RDS cluster in this Region, ja: このリージョンにRDSクラスターはありません}
#   remediation:
#     en: "Create an event subscription on these categories for all clusters, and let events.rds.amazonaws.com publish to its topic."
#     ja: "すべてのRDSクラスターについて対象カテゴリのイベントサブスクリプションを作成し、トピックへの発行をevents.rds.amazonaws.comに許可します。"
package controls.rds.blea_cluster_events_are_notified

import data.lib.database_events
import data.lib.result

findings contains result.not_applicable(region, "unused", {}, _reads) if {
	some region in input.governed_regions
	not region.id in database_events.with_clusters
}

findings contains result.pass(region, "heard", {}, _reads) if {
	some region in input.governed_regions
	region.id in database_events.with_clusters
	_past(region.id, database_events.certain)
}

findings contains result.pass(region, "by_rules", {}, _reads) if {
	some region in input.governed_regions
	region.id in database_events.with_clusters
	not _past(region.id, database_events.certain)
	_by_rules(region.id)
}

findings contains result.warn(region, "foreign", {"topics": _stuck(region.id, database_events.certain)}, _reads) if {
	some region in input.governed_regions
	region.id in database_events.with_clusters
	_past(region.id, database_events.settled)
	not _past(region.id, database_events.certain)
	not _by_rules(region.id)
}

findings contains result.not_available(region, "unclear", {"topics": _stuck(region.id, database_events.settled)}, _reads) if {
	some region in input.governed_regions
	region.id in database_events.with_clusters
	_past(region.id, database_events.received)
	not _past(region.id, database_events.settled)
	not _by_rules(region.id)
}

findings contains result.fail(region, "unheard", {"topics": _stuck(region.id, database_events.received)}, _reads) if {
	some region in input.governed_regions
	region.id in database_events.with_clusters
	_past(region.id, database_events.any_subscription)
	not _past(region.id, database_events.received)
	not _by_rules(region.id)
}

findings contains result.fail(region, "incomplete", {"categories": database_events.missing(_kind, region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in database_events.with_clusters
	not _past(region.id, database_events.any_subscription)
	not _by_rules(region.id)
}

_kind := "db-cluster"

_past(place, hop) if database_events.covered(_kind, place, hop)

_by_rules(place) if database_events.by_rules("rds_clusters", place)

_stuck(place, hop) := database_events.stuck(_kind, place, hop)

_reads := [
	"input.rds.event_subscriptions.Enabled",
	"input.rds.event_subscriptions.EventCategoriesList",
	"input.rds.event_subscriptions.SourceIdsList",
	"input.sns.topics.GetTopicAttributes.Attributes.Policy",
	"input.sns.topics.ListSubscriptionsByTopic.Subscriptions.SubscriptionArn",
]

plan contains database_events.step(_kind, region.id, "blea-rds-clusters") if {
	some region in input.governed_regions
	region.id in database_events.with_clusters
	not _past(region.id, database_events.any_subscription)
	not _by_rules(region.id)
}
