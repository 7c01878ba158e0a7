# METADATA
# title: IAM password policy should require at least one number
# description: >-
#   More kinds of characters mean more to guess. An account without a policy of its own has the default of AWS, which is not looked
#   at.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-14
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
# custom:
#   id: IAM.14
#   title_ja: IAMパスワードポリシーで少なくとも1つの数字を要求する必要があります
#   severity: MEDIUM
#   subject: account
#   standards: {cis-1.2: ["1.8"], nist-800-171-r2: [IAM.14], pci-dss-4.0.1: [IAM.14]}
#   reasons:
#     good: {en: "passwords need a number", ja: "パスワードに数字が求められます"}
#     bad: {en: "passwords need no number", ja: "パスワードに数字が求められません"}
#   remediation:
#     en: "Let the account's password policy require a number."
#     ja: "アカウントのパスワードポリシーで数字を必須にします。"
package controls.iam.password_policy_asks_for_numbers

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "good", {}, _reads) if _asked

findings contains result.fail(input.account, "bad", {}, _reads) if not _asked

_asked if "RequireNumbers" in identity.password_characters

_reads := ["input.iam.password_policy.RequireNumbers"]

plan contains password_plan.step({"RequireNumbers": true}) if not "RequireNumbers" in identity.password_characters
