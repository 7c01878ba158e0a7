# METADATA
# title: IAM root user access key should not exist
# description: >-
#   A key of the root user can do everything and cannot be limited by any policy; whoever steals it owns the account.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-4
# custom:
#   id: IAM.4
#   title_ja: ルートユーザーのアクセスキーが存在しないようにする必要があります
#   severity: CRITICAL
#   subject: account
#   standards: {fsbp: [IAM.4], cis-1.2: ["1.12"], cis-1.4: ["1.4"], cis-3.0: ["1.4"], cis-5.0: ["1.3"], nist-800-53-r5: [IAM.4], pci-dss-3.2.1: [IAM.4], control-tower: [IAM.4]}
#   reasons:
#     no_key: {en: "the root user has no access key", ja: "ルートユーザーにアクセスキーはありません"}
#     key: {en: "the root user has an access key", ja: "ルートユーザーにアクセスキーがあります"}
#   remediation: {en: "Sign in as the root user and delete its access keys.", ja: "ルートユーザーでサインインし、アクセスキーを削除します。"}
#   manual: root
package controls.iam.root_has_no_access_key

import data.lib.identity
import data.lib.result

findings contains result.pass(input.account, "no_key", {}, _reads) if identity.root_has_no_key

findings contains result.fail(input.account, "key", {}, _reads) if not identity.root_has_no_key

_reads := ["input.iam.account_summary.SummaryMap.AccountAccessKeysPresent"]
