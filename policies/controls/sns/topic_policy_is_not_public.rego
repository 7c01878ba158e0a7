# METADATA
# title: SNS topic access policies should not allow public access
# description: >-
#   Whoever may publish to a topic speaks to all its subscribers, and whoever may subscribe hears all its messages. Everyone is kept
#   out by conditions with fixed values alone, as the Config rule has it: a value with a wildcard or a policy variable holds nobody
#   back. A Deny that covers the statement counts.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/sns-topic-no-public-access.html
# custom:
#   id: SNS.4
#   title_ja: SNSトピックのアクセスポリシーでパブリックアクセスを許可しないようにする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: sns.topics
#   resource: AWS::SNS::Topic
#   standards: {fsbp: [SNS.4]}
#   reasons:
#     closed: {en: "its policy lets nobody in who is not told by a fixed value", ja: "ポリシーで許可されているのは、固定値で特定されるプリンシパルだけです"}
#     open: {en: "its policy lets everyone in, or keeps strangers out by no fixed value", ja: "ポリシーで誰にでもアクセスが許可されているか、固定値によるアクセス元の限定がありません"}
#     unreadable: {en: "its policy does not follow the policy grammar", ja: "ポリシーがポリシー言語の文法に従っていません"}
#   remediation:
#     en: "Name the accounts or services in the policy's Principal, or add a condition such as aws:SourceAccount or aws:PrincipalOrgID with fixed values."
#     ja: "ポリシーのPrincipalにアカウントやサービスを指定するか、aws:SourceAccountやaws:PrincipalOrgIDなどの条件を固定値で追加します。"
package controls.sns.topic_policy_is_not_public

import data.lib.grants
import data.lib.result
import data.lib.steps

findings contains result.pass(topic, "closed", {}, _reads) if {
	some topic in input.sns.topics
	topic.id in _closed
}

findings contains result.fail(topic, "open", {}, _reads) if {
	some topic in input.sns.topics
	not topic.id in _closed
	not topic.id in _unreadable
}

findings contains result.not_available(topic, "unreadable", {}, _reads) if {
	some topic in input.sns.topics
	topic.id in _unreadable
}

_reads := ["GetTopicAttributes.Attributes.Policy"]

_closed contains topic.id if {
	some topic in input.sns.topics
	not topic.GetTopicAttributes.Attributes.Policy
}

_closed contains topic.id if {
	some topic in input.sns.topics
	grants.closed(topic.GetTopicAttributes.Attributes.Policy, topic.account)
}

_unreadable contains topic.id if {
	some topic in input.sns.topics
	grants.unreadable(topic.GetTopicAttributes.Attributes.Policy, topic.account)
}

plan contains steps.step(
	topic,
	[_set(topic.TopicArn, policy)],
	[_set(topic.TopicArn, topic.GetTopicAttributes.Attributes.Policy)],
	[steps.changed("sns.topics", topic.id, "GetTopicAttributes.Attributes.Policy", policy)],
) if {
	some topic in input.sns.topics
	policy := grants.restricted(topic.GetTopicAttributes.Attributes.Policy, topic.account, input.account.partition)
}

_set(arn, policy) := steps.call("sns", "SetTopicAttributes", {"TopicArn": arn, "AttributeName": "Policy", "AttributeValue": json.marshal(policy)})
