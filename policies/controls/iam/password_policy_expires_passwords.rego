# METADATA
# title: IAM password policy should let passwords expire within 90 days
# description: >-
#   A password that leaked unnoticed stops working after a while.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-17
# custom:
#   id: IAM.17
#   title_ja: IAMパスワードポリシーでパスワードを90日以内に失効させる必要があります
#   severity: LOW
#   subject: account
#   standards: {cis-1.2: ["1.11"], pci-dss-4.0.1: [IAM.17]}
#   reasons:
#     good: {en: "passwords expire within 90 days", ja: "パスワードは90日以内に失効します"}
#     bad: {en: "passwords do not expire within 90 days", ja: "パスワードが90日以内に失効しません"}
#   remediation: {en: "Set the maximum password age of the account to 90 days or less.", ja: "アカウントのパスワードの有効期間を90日以下に設定します。"}
package controls.iam.password_policy_expires_passwords

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "good", {}, _reads) if identity.password_age(90)

findings contains result.fail(input.account, "bad", {}, _reads) if not identity.password_age(90)

_reads := ["input.iam.password_policy.MaxPasswordAge"]

plan contains password_plan.step({"MaxPasswordAge": 90}) if not identity.password_age(90)
