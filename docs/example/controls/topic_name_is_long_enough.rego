# METADATA
# title: Topics should have a display name that says what they are for
# description: Mails from a topic without a display name come from "AWS Notifications", and people take them for something else.
# related_resources:
#   - https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
# custom:
#   id: CUSTOM/topic-name
#   title_ja: トピックには用途がわかる表示名が必要です
#   severity: LOW
#   subject: resource
#   collection: sns.topics
#   resource: AWS::SNS::Topic
#   parameters:
#     minLength: {type: integer, default: 3, min: 1, max: 100}
#   reasons:
#     named: {en: "the display name is {name}", ja: "表示名は {name} です"}
#     unnamed: {en: "no display name of at least {length} characters is set", ja: "{length}文字以上の表示名が設定されていません"}
#   remediation: {en: Set the attribute DisplayName of the topic., ja: トピックのDisplayName属性を設定します。}
package custom.topic_name_is_long_enough

import data.lib.result

findings contains result.pass(topic, "named", {"name": topic.GetTopicAttributes.Attributes.DisplayName}, _reads) if {
	some topic in input.sns.topics
	topic.id in _named
}

findings contains result.fail(topic, "unnamed", {"length": _length}, _reads) if {
	some topic in input.sns.topics
	not topic.id in _named
}

_reads := ["GetTopicAttributes.Attributes.DisplayName"]

_length := data.parameters["CUSTOM/topic-name"].minLength

_named contains topic.id if {
	some topic in input.sns.topics
	count(topic.GetTopicAttributes.Attributes.DisplayName) >= _length
}
