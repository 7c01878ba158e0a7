# METADATA
# title: The account was provisioned as a Secure Account
# description: >-
#   The provider marks what it has put into the account with the tag cm:Members, whose values are SecureAccount, Initialized and Managed. IAM
#   roles are looked up by themselves, because the tagging API leaves them out. An account without marks is no worse for it.
# related_resources:
#   - https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
# custom:
#   id: SA.Tag.1
#   title_ja: セキュアアカウントとして発行された痕跡がある
#   severity: INFORMATIONAL
#   subject: account
#   measure: defaults
#   standards: {secure-account: [SA.Tag.1]}
#   reasons:
#     marked: {en: "resources carry the tag cm:Members of a Secure Account", ja: "セキュアアカウントのタグcm:Membersが付いたリソースがあります"}
#     unmarked: {en: "nothing carries the tag cm:Members of a Secure Account", ja: "セキュアアカウントのタグcm:Membersが付いたリソースはありません"}
#   remediation: {en: "Nothing is to be done: the tag only tells where the account comes from.", ja: "対応は不要です。タグはアカウントの発行元を示すだけです。"}
#   manual: time
package controls.tag.account_is_marked

import data.lib.result

findings contains result.pass(input.account, "marked", {}, _reads) if _marked

findings contains result.not_applicable(input.account, "unmarked", {}, _reads) if not _marked

_marked if {
	some resource in input.tagging.resources
	some tag in resource.Tags
	tag.Key == "cm:Members"
	tag.Value in _values
}

_marked if {
	some role in input.iam.roles
	some tag in role.Tags
	tag.Key == "cm:Members"
	tag.Value in _values
}

_values := {"SecureAccount", "Initialized", "Managed"}

_reads := ["input.tagging.resources.Tags", "input.iam.roles.Tags"]
