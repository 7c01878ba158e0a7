# METADATA
# title: IAM password policy should require passwords of 14 or more characters
# description: >-
#   Each further character multiplies the work of guessing. An account that keeps the default of AWS asks for 8.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-15
# custom:
#   id: IAM.15
#   title_ja: IAMパスワードポリシーで14文字以上のパスワードを要求する必要があります
#   severity: MEDIUM
#   subject: account
#   standards: {cis-1.2: ["1.9"], cis-1.4: ["1.8"], cis-3.0: ["1.8"], cis-5.0: ["1.7"], nist-800-171-r2: [IAM.15]}
#   reasons:
#     good: {en: "passwords need at least 14 characters", ja: "パスワードに14文字以上が求められます"}
#     bad: {en: "passwords may be shorter than 14 characters", ja: "14文字未満のパスワードを設定できます"}
#   remediation: {en: "Set the minimum password length of the account to 14 or more.", ja: "アカウントのパスワードの最小文字数を14以上に設定します。"}
package controls.iam.password_policy_asks_for_length

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "good", {}, _reads) if identity.password_length(14)

findings contains result.fail(input.account, "bad", {}, _reads) if not identity.password_length(14)

_reads := ["input.iam.password_policy.MinimumPasswordLength"]

plan contains password_plan.step({"MinimumPasswordLength": 14}) if not identity.password_length(14)
