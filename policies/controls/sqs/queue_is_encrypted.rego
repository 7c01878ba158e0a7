# METADATA
# title: Amazon SQS queues should be encrypted at rest
# description: >-
#   Messages wait in a queue for up to two weeks. Encryption with SQS's own keys counts like encryption with a KMS key.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1
# custom:
#   id: SQS.1
#   title_ja: Amazon SQSキューは保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: sqs.queues
#   resource: AWS::SQS::Queue
#   standards: {fsbp: [SQS.1], nist-800-53-r5: [SQS.1], control-tower: [SQS.1]}
#   reasons:
#     kms: {en: "encrypted with the KMS key {key}", ja: "KMSキー {key} で暗号化されています"}
#     sqs: {en: "encrypted with SQS's own keys", ja: "SQS管理のキーで暗号化されています"}
#     plain: {en: "neither a KMS key nor encryption by SQS is set", ja: "KMSキーもSQSによる暗号化も設定されていません"}
#   remediation:
#     en: "Set SqsManagedSseEnabled to true, or a KmsMasterKeyId, on the queue."
#     ja: "キューのSqsManagedSseEnabledをtrueにするか、KmsMasterKeyIdを設定します。"
package controls.sqs.queue_is_encrypted

import data.lib.result
import data.lib.steps

findings contains result.pass(queue, "kms", {"key": queue.GetQueueAttributes.Attributes.KmsMasterKeyId}, _reads) if {
	some queue in input.sqs.queues
	queue.id in _kms
}

findings contains result.pass(queue, "sqs", {}, _reads) if {
	some queue in input.sqs.queues
	queue.id in _sqs
	not queue.id in _kms
}

findings contains result.fail(queue, "plain", {}, _reads) if {
	some queue in input.sqs.queues
	not queue.id in _kms
	not queue.id in _sqs
}

_reads := ["GetQueueAttributes.Attributes.KmsMasterKeyId", "GetQueueAttributes.Attributes.SqsManagedSseEnabled"]

_kms contains queue.id if {
	some queue in input.sqs.queues
	queue.GetQueueAttributes.Attributes.KmsMasterKeyId != ""
}

_sqs contains queue.id if {
	some queue in input.sqs.queues
	lower(queue.GetQueueAttributes.Attributes.SqsManagedSseEnabled) == "true"
}

plan contains steps.step(
	queue,
	[steps.call("sqs", "SetQueueAttributes", {"QueueUrl": queue.QueueUrl, "Attributes": {"SqsManagedSseEnabled": "true"}})],
	[steps.call("sqs", "SetQueueAttributes", {"QueueUrl": queue.QueueUrl, "Attributes": {"SqsManagedSseEnabled": "false"}})],
	[steps.changed("sqs.queues", queue.id, "GetQueueAttributes.Attributes.SqsManagedSseEnabled", "true")],
) if {
	some queue in input.sqs.queues
	not queue.id in _kms
	not queue.id in _sqs
}
