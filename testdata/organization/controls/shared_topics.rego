# METADATA
# title: Some topic of the organization is encrypted
# description: For the test.
# related_resources:
#   - https://example.com/
# custom:
#   id: CUSTOM/shared-topics
#   title_ja: テスト
#   severity: LOW
#   subject: account
#   reasons:
#     found: {en: a topic is encrypted, ja: 暗号化されたトピックがあります}
#     none: {en: no topic of any account is encrypted, ja: 暗号化されたトピックがありません}
#   remediation: {en: Encrypt a topic., ja: トピックを暗号化します。}
package custom.shared_topics

import data.lib.result

findings contains result.pass(input.account, "found", {}, []) if _encrypted

findings contains result.fail(input.account, "none", {}, []) if not _encrypted

_encrypted if {
	some topic in input.organization.shared.topics
	topic.GetTopicAttributes.Attributes.KmsMasterKeyId
}
