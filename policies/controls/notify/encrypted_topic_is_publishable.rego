# METADATA
# title: Encrypted alert topics remain publishable
# description: >-
#   The security topics are not encrypted, or with a customer's key that is enabled and lets EventBridge and CloudWatch use it.
#   The key that SNS keeps itself (alias/aws/sns) does not, and conditions on the source keep EventBridge out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/detection.ts
#   - https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
# custom:
#   id: BLEA.Notify.16
#   title_ja: "暗号化された通知トピックへ各サービスが発行できる"
#   severity: HIGH
#   subject: region
#   governed: true
#   profiles: [standalone, control-tower]
#   measure: notification
#   construct: Detection
#   standards: {blea: [BLEA.Notify.16]}
#   reasons:
#     publishable: {en: "{topics} is not encrypted, or its key lets the publishers use it", ja: "{topics} は暗号化されていないか、キーが発行元の使用を許可しています"}
#     key_abroad: {en: "the key of {topics} lies in account {account}, which was not scanned", ja: "{topics} のキーはスキャンされていないアカウント {account} にあります"}
#     unclear: {en: "whether the key of {topics} lets the publishers use it depends on conditions of its policy that the evidence leaves open", ja: "{topics} のキーが発行元の使用を許可するかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     blocked: {en: "{blocked} is encrypted with a key that its publishers may not use", ja: "{blocked} は発行元が使用できないキーで暗号化されています"}
#     no_topic: {en: "no rule or alarm on security events sends to a topic here", ja: "セキュリティイベントのルールやアラームの送信先となるトピックがありません"}
#   remediation:
#     en: "Encrypt the topic with a customer managed key whose policy allows kms:Decrypt and kms:GenerateDataKey* to events.amazonaws.com and cloudwatch.amazonaws.com."
#     ja: "トピックをカスタマーマネージドキーで暗号化し、キーポリシーでevents.amazonaws.comとcloudwatch.amazonaws.comにkms:Decryptとkms:GenerateDataKey*を許可します。"
package controls.notify.encrypted_topic_is_publishable

import data.lib.alert_plans
import data.lib.alerts
import data.lib.delivery
import data.lib.result

findings contains result.pass(region, "publishable", {"topics": _topics(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _used
	not region.id in _uncertain
}

findings contains result.warn(region, "key_abroad", {"topics": _topics(region.id), "account": _owners(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _uncertain
	not region.id in _open
}

findings contains result.not_available(region, "unclear", {"topics": _topics(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _open
	not region.id in _refused
}

findings contains result.fail(region, "blocked", {"blocked": _blocked(region.id)}, _reads) if {
	some region in input.governed_regions
	region.id in _refused
}

findings contains result.not_applicable(region, "no_topic", {}, _reads) if {
	some region in input.governed_regions
	not region.id in _used
}

_reads := [
	"input.sns.topics.GetTopicAttributes.Attributes.KmsMasterKeyId",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyManager",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyState",
	"input.kms.keys.GetKeyPolicy.Policy",
]

_refused contains topic.region if {
	some topic in input.sns.topics
	topic.arn in _closed
}

_closed contains pair[1] if {
	some pair in _rules
	not pair[1] in delivery.open_to_rules
}

_closed contains pair[1] if {
	some pair in _alarms
	not pair in delivery.open_to_alarms
}

_uncertain contains topic.region if {
	some topic in input.sns.topics
	topic.arn in _doubtful
}

_open contains topic.region if {
	some topic in input.sns.topics
	topic.arn in _doubtful
	not topic.arn in delivery.sealed_elsewhere
}

_doubtful contains pair[1] if {
	some pair in _rules
	not pair[1] in delivery.unsealed_for_rules
}

_doubtful contains pair[1] if {
	some pair in _alarms
	not pair in delivery.unsealed_for_alarms
}

_blocked(place) := sort({topic.arn |
	some topic in input.sns.topics
	topic.region == place
	topic.arn in _closed
})

_owners(place) := sort({split(topic.GetTopicAttributes.Attributes.KmsMasterKeyId, ":")[4] |
	some topic in input.sns.topics
	topic.region == place
	topic.arn in delivery.sealed_elsewhere
	topic.arn in _doubtful
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

plan contains {
	"subject": topic.region,
	"region": topic.region,
	"calls": [{"service": "kms", "operation": "PutKeyPolicy", "params": {"KeyId": key.KeyId, "PolicyName": "default", "Policy": json.marshal(policy)}}],
	"undo": [{"service": "kms", "operation": "PutKeyPolicy", "params": {"KeyId": key.KeyId, "PolicyName": "default", "Policy": json.marshal(old)}}],
	"effect": [{"op": "set", "collection": "kms.keys", "id": key.id, "path": "GetKeyPolicy.Policy", "value": policy}],
	"needs": [],
	"destructive": false,
} if {
	some pair in delivery.sealed
	pair[0] in _closed
	some topic in input.sns.topics
	topic.arn == pair[0]
	some key in input.kms.keys
	key.arn == pair[1]
	old := key.GetKeyPolicy.Policy
	policy := object.union(old, {"Statement": array.concat(alert_plans.list(old.Statement), [{
		"Sid": "AlertsMayUseTheKey",
		"Effect": "Allow",
		"Principal": {"Service": ["cloudwatch.amazonaws.com", "events.amazonaws.com"]},
		"Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
		"Resource": "*",
	}])})
}
