# METADATA
# title: IAM password policy should prevent password reuse
# description: >-
#   A password that may come back soon makes changing it worthless. 24 former passwords is the most that IAM remembers.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-16
# custom:
#   id: IAM.16
#   title_ja: IAMパスワードポリシーでパスワードの再利用を防止する必要があります
#   severity: LOW
#   subject: account
#   standards: {cis-1.2: ["1.10"], cis-1.4: ["1.9"], cis-3.0: ["1.9"], cis-5.0: ["1.8"], nist-800-171-r2: [IAM.16], pci-dss-4.0.1: [IAM.16]}
#   reasons:
#     good: {en: "the last 24 passwords cannot be used again", ja: "直近24個のパスワードは再利用できません"}
#     bad: {en: "fewer than 24 former passwords are remembered", ja: "記憶される過去のパスワードが24個未満です"}
#   remediation: {en: "Set the number of remembered passwords to 24.", ja: "記憶するパスワードの数を24に設定します。"}
package controls.iam.password_policy_prevents_reuse

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "good", {}, _reads) if identity.password_history(24)

findings contains result.fail(input.account, "bad", {}, _reads) if not identity.password_history(24)

_reads := ["input.iam.password_policy.PasswordReusePrevention"]

plan contains password_plan.step({"PasswordReusePrevention": 24}) if not identity.password_history(24)
