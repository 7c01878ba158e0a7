# METADATA
# title: MFA should be enabled for the root user
# description: >-
#   The root user's password alone must not open the account. A member account whose root credentials were removed has nothing to protect.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-9
# custom:
#   id: IAM.9
#   title_ja: ルートユーザーに対してMFAを有効にする必要があります
#   severity: CRITICAL
#   subject: account
#   standards: {cis-1.2: ["1.13"], cis-1.4: ["1.5"], cis-3.0: ["1.5"], cis-5.0: ["1.4"], nist-800-53-r5: [IAM.9], pci-dss-3.2.1: [IAM.9], pci-dss-4.0.1: [IAM.9]}
#   reasons:
#     mfa: {en: "the root user has MFA", ja: "ルートユーザーにMFAが設定されています"}
#     no_credentials: {en: "the root user has neither a password nor an access key", ja: "ルートユーザーにはパスワードもアクセスキーもありません"}
#     no_mfa: {en: "the root user has no MFA", ja: "ルートユーザーにMFAが設定されていません"}
#   remediation: {en: "Sign in as the root user and register an MFA device.", ja: "ルートユーザーでサインインし、MFAデバイスを登録します。"}
#   manual: root
package controls.iam.root_has_mfa

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
