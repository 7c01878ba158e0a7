# METADATA
# title: SNS topics should be encrypted at-rest using AWS KMS
# description: >-
#   Without a KMS key no key policy and no trail governs who reads the stored messages. The key that AWS manages counts, though most
#   services cannot publish to a topic with it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/sns-encrypted-kms.html
# custom:
#   id: SNS.1
#   title_ja: SNSトピックはAWS KMSで保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: sns.topics
#   resource: AWS::SNS::Topic
#   standards: {nist-800-53-r5: [SNS.1], nist-800-171-r2: [SNS.1]}
#   reasons:
#     encrypted: {en: "encrypted with {key}", ja: "{key} で暗号化されています"}
#     plain: {en: "no KMS key is set", ja: "KMSキーが設定されていません"}
#   remediation:
#     en: "Set KmsMasterKeyId on the topic, to a key whose policy lets the services that publish use it."
#     ja: "トピックにKmsMasterKeyIdを設定します。発行元のサービスが使えるキーポリシーを持つキーを指定します。"
#   manual: decision
package controls.sns.topic_is_encrypted

import data.lib.result

findings contains result.pass(topic, "encrypted", {"key": topic.GetTopicAttributes.Attributes.KmsMasterKeyId}, _reads) if {
	some topic in input.sns.topics
	topic.id in _encrypted
}

findings contains result.fail(topic, "plain", {}, _reads) if {
	some topic in input.sns.topics
	not topic.id in _encrypted
}

_reads := ["GetTopicAttributes.Attributes.KmsMasterKeyId"]

_encrypted contains topic.id if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.Attributes.KmsMasterKeyId != ""
}
