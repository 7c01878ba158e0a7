# METADATA
# title: SQS queue access policies should not allow public access
# description: >-
#   Whoever may send to a queue puts work into the program behind it, and whoever may receive takes messages away from it. Everyone
#   is kept out by conditions with fixed values alone, as the Config rule has it: a value with a wildcard or a policy variable holds
#   nobody back. A Deny that covers the statement counts.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/sqs-queue-no-public-access.html
# custom:
#   id: SQS.3
#   title_ja: SQSキューのアクセスポリシーでパブリックアクセスを許可しないようにする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: sqs.queues
#   resource: AWS::SQS::Queue
#   standards: {fsbp: [SQS.3]}
#   reasons:
#     closed: {en: "its policy lets nobody in who is not told by a fixed value", ja: "ポリシーで許可されているのは、固定値で特定されるプリンシパルだけです"}
#     open: {en: "its policy lets everyone in, or keeps strangers out by no fixed value", ja: "ポリシーで誰にでもアクセスが許可されているか、固定値によるアクセス元の限定がありません"}
#     unreadable: {en: "its policy does not follow the policy grammar", ja: "ポリシーがポリシー言語の文法に従っていません"}
#   remediation:
#     en: "Name the accounts or services in the policy's Principal, or add a condition such as aws:SourceAccount or aws:PrincipalOrgID with fixed values."
#     ja: "ポリシーのPrincipalにアカウントやサービスを指定するか、aws:SourceAccountやaws:PrincipalOrgIDなどの条件を固定値で追加します。"
package controls.sqs.queue_policy_is_not_public

import data.lib.grants
import data.lib.result
import data.lib.steps

findings contains result.pass(queue, "closed", {}, _reads) if {
	some queue in input.sqs.queues
	queue.id in _closed
}

findings contains result.fail(queue, "open", {}, _reads) if {
	some queue in input.sqs.queues
	not queue.id in _closed
	not queue.id in _unreadable
}

findings contains result.not_available(queue, "unreadable", {}, _reads) if {
	some queue in input.sqs.queues
	queue.id in _unreadable
}

_reads := ["GetQueueAttributes.Attributes.Policy"]

_closed contains queue.id if {
	some queue in input.sqs.queues
	not queue.GetQueueAttributes.Attributes.Policy
}

_closed contains queue.id if {
	some queue in input.sqs.queues
	grants.closed(queue.GetQueueAttributes.Attributes.Policy, queue.account)
}

_unreadable contains queue.id if {
	some queue in input.sqs.queues
	grants.unreadable(queue.GetQueueAttributes.Attributes.Policy, queue.account)
}

plan contains steps.step(
	queue,
	[_set(queue.QueueUrl, policy)],
	[_set(queue.QueueUrl, queue.GetQueueAttributes.Attributes.Policy)],
	[steps.changed("sqs.queues", queue.id, "GetQueueAttributes.Attributes.Policy", policy)],
) if {
	some queue in input.sqs.queues
	policy := grants.restricted(queue.GetQueueAttributes.Attributes.Policy, queue.account, input.account.partition)
}

_set(url, policy) := steps.call("sqs", "SetQueueAttributes", {"QueueUrl": url, "Attributes": {"Policy": json.marshal(policy)}})
