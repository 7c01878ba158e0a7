# METADATA
# title: The root user has no access keys
# description: >-
#   A key of the root user can do everything and cannot be limited by any policy; whoever steals it owns the account.
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
# custom:
#   id: SA.IAM.1
#   title_ja: ルートユーザーのアクセスキーが存在しない
#   severity: HIGH
#   subject: account
#   measure: identity
#   standards: {secure-account: [SA.IAM.1]}
#   reasons:
#     no_key: {en: "the root user has no access key", ja: "ルートユーザーにアクセスキーはありません"}
#     key: {en: "the root user has an access key", ja: "ルートユーザーにアクセスキーがあります"}
#   remediation: {en: "Sign in as the root user and delete its access keys.", ja: "ルートユーザーでサインインし、アクセスキーを削除します。"}
#   manual: root
package controls.iam.sa_root_has_no_access_key

import data.lib.identity
import data.lib.result

findings contains result.pass(input.account, "no_key", {}, _reads) if identity.root_has_no_key

findings contains result.fail(input.account, "key", {}, _reads) if not identity.root_has_no_key

_reads := ["input.iam.account_summary.SummaryMap.AccountAccessKeysPresent"]
