# METADATA
# title: The root user has MFA
# description: >-
#   The root user's password alone must not open the account. A member account whose root credentials were removed has nothing to protect.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/HowTo.md
# custom:
#   id: BLEA.Ops.4
#   title_ja: ルートユーザーにMFAが設定されている
#   severity: CRITICAL
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   standards: {blea: [BLEA.Ops.4]}
#   reasons:
#     mfa: {en: "the root user has MFA", ja: "ルートユーザーにMFAが設定されています"}
#     no_credentials: {en: "the root user has neither a password nor an access key", ja: "ルートユーザーにはパスワードもアクセスキーもありません"}
#     no_mfa: {en: "the root user has no MFA", ja: "ルートユーザーにMFAが設定されていません"}
#   remediation: {en: "Sign in as the root user and register an MFA device.", ja: "ルートユーザーでサインインし、MFAデバイスを登録します。"}
#   manual: root
package controls.ops.root_has_mfa

import data.lib.identity
import data.lib.result

findings contains result.pass(input.account, "mfa", {}, _reads) if identity.root_has_mfa

findings contains result.pass(input.account, "no_credentials", {}, _reads) if {
	not identity.root_has_mfa
	identity.root_has_no_credentials
}

findings contains result.fail(input.account, "no_mfa", {}, _reads) if {
	not identity.root_has_mfa
	not identity.root_has_no_credentials
}

_reads := [
	"input.iam.account_summary.SummaryMap.AccountMFAEnabled",
	"input.iam.account_summary.SummaryMap.AccountPasswordPresent",
	"input.iam.account_summary.SummaryMap.AccountAccessKeysPresent",
]
