# METADATA
# title: The root user has hardware MFA
# description: >-
#   A passkey, a security key or a hardware token withstands phishing better than an authenticator app. A root user without credentials needs none.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/doc/HowTo.md
# custom:
#   id: BLEA.Ops.5
#   title_ja: ルートユーザーにハードウェアMFAが設定されている
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: identity
#   standards: {blea: [BLEA.Ops.5]}
#   reasons:
#     hardware: {en: "the root user has MFA and no virtual device", ja: "ルートユーザーにMFAがあり、仮想デバイスは使われていません"}
#     no_credentials: {en: "the root user has neither a password nor an access key", ja: "ルートユーザーにはパスワードもアクセスキーもありません"}
#     virtual: {en: "the root user has a virtual MFA device", ja: "ルートユーザーに仮想MFAデバイスが設定されています"}
#     no_mfa: {en: "the root user has no MFA", ja: "ルートユーザーにMFAが設定されていません"}
#   remediation: {en: "Sign in as the root user, register a passkey, a security key or a hardware token, and remove the virtual devices.", ja: "ルートユーザーでサインインし、パスキー、セキュリティキーまたはハードウェアトークンを登録して、仮想デバイスを削除します。"}
#   manual: root
package controls.ops.root_has_hardware_mfa

import data.lib.identity
import data.lib.result

findings contains result.pass(input.account, "hardware", {}, _reads) if _hardware

findings contains result.pass(input.account, "no_credentials", {}, _reads) if {
	not _hardware
	identity.root_has_no_credentials
}

findings contains result.fail(input.account, "virtual", {}, _reads) if {
	identity.root_has_mfa
	identity.root_has_virtual_mfa
	not identity.root_has_no_credentials
}

findings contains result.fail(input.account, "no_mfa", {}, _reads) if {
	not identity.root_has_mfa
	not identity.root_has_no_credentials
}

_hardware if {
	identity.root_has_mfa
	not identity.root_has_virtual_mfa
}

_reads := [
	"input.iam.account_summary.SummaryMap.AccountMFAEnabled",
	"input.iam.account_summary.SummaryMap.AccountPasswordPresent",
	"input.iam.account_summary.SummaryMap.AccountAccessKeysPresent",
	"input.iam.virtual_mfa_devices.SerialNumber",
	"input.iam.virtual_mfa_devices.User.Arn",
]
