# METADATA
# title: S3 general purpose buckets should have event notifications enabled
# description: >-
#   Notifications tell at once when objects come, go or are restored. One to a topic, queue, function or EventBridge is enough; with
#   the parameter eventTypes each of these must be among them. EventBridge gets all events.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-11
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-event-notifications-enabled.html
# custom:
#   id: S3.11
#   title_ja: S3汎用バケットでイベント通知を有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   parameters:
#     eventTypes: {type: strings}
#   standards: {nist-800-53-r5: [S3.11], nist-800-171-r2: [S3.11]}
#   reasons:
#     notifies: {en: "event notifications are on", ja: "イベント通知が有効です"}
#     partial: {en: "no notification is sent of the event {event}", ja: "イベント {event} の通知が設定されていません"}
#     silent: {en: "no event notifications are set", ja: "イベント通知が設定されていません"}
#   remediation:
#     en: "Send the bucket's events to EventBridge, or to a topic, queue or function."
#     ja: "バケットのイベントをEventBridge、またはトピック、キュー、関数に送信します。"
package controls.s3.bucket_notifies_of_events

import data.lib.result

findings contains result.pass(bucket, "notifies", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _notifying
	not bucket.id in _lacking
}

findings contains result.fail(bucket, "partial", {"event": min(_missing[bucket.id])}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _notifying
	bucket.id in _lacking
}

findings contains result.fail(bucket, "silent", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _notifying
}

_reads := ["GetBucketNotificationConfiguration"]

_notifying contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.id in _bridged
}

_notifying contains bucket.id if {
	some bucket in input.s3.buckets
	some configuration in bucket.GetBucketNotificationConfiguration.TopicConfigurations
	some _ in configuration.Events
}

_notifying contains bucket.id if {
	some bucket in input.s3.buckets
	some configuration in bucket.GetBucketNotificationConfiguration.QueueConfigurations
	some _ in configuration.Events
}

_notifying contains bucket.id if {
	some bucket in input.s3.buckets
	some configuration in bucket.GetBucketNotificationConfiguration.LambdaFunctionConfigurations
	some _ in configuration.Events
}

_bridged contains bucket.id if {
	some bucket in input.s3.buckets
	bucket.GetBucketNotificationConfiguration.EventBridgeConfiguration
}

_missing[bucket.id] contains wanted if {
	some bucket in input.s3.buckets
	some wanted in data.parameters["S3.11"].eventTypes
	not _sent(bucket, wanted)
}

_lacking contains bucket.id if {
	some bucket in input.s3.buckets
	not bucket.id in _bridged
	some wanted in data.parameters["S3.11"].eventTypes
	not _sent(bucket, wanted)
}

_sent(bucket, wanted) if {
	some configuration in bucket.GetBucketNotificationConfiguration.TopicConfigurations
	some event in configuration.Events
	_covers(event, wanted)
}

_sent(bucket, wanted) if {
	some configuration in bucket.GetBucketNotificationConfiguration.QueueConfigurations
	some event in configuration.Events
	_covers(event, wanted)
}

_sent(bucket, wanted) if {
	some configuration in bucket.GetBucketNotificationConfiguration.LambdaFunctionConfigurations
	some event in configuration.Events
	_covers(event, wanted)
}

# "s3:ObjectCreated:*" stands for all events that begin so.
_covers(event, wanted) if event in {wanted, regex.replace(wanted, `:[^:*]*$`, ":*")}

plan contains {
	"subject": bucket.id,
	"region": bucket.region,
	"calls": [_put(bucket, _bridging(bucket))],
	"undo": [_put(bucket, bucket.GetBucketNotificationConfiguration)],
	"effect": [{"op": "set", "collection": "s3.buckets", "id": bucket.id, "path": "GetBucketNotificationConfiguration.EventBridgeConfiguration", "value": {}}],
	"needs": [],
	"destructive": false,
} if {
	some bucket in input.s3.buckets
	not bucket.id in _bridged
	_wanting(bucket.id)
}

_wanting(id) if not id in _notifying

_wanting(id) if id in _lacking

_bridging(bucket) := object.union(bucket.GetBucketNotificationConfiguration, {"EventBridgeConfiguration": {}})

_put(bucket, configuration) := {
	"service": "s3",
	"operation": "PutBucketNotificationConfiguration",
	"params": {"Bucket": bucket.Name, "NotificationConfiguration": configuration},
}
