# METADATA
# title: IAM password policy should require at least one symbol
# description: >-
#   More kinds of characters mean more to guess. An account without a policy of its own has the default of AWS, which is not looked
#   at.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-13
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
# custom:
#   id: IAM.13
#   title_ja: IAMパスワードポリシーで少なくとも1つの記号を要求する必要があります
#   severity: MEDIUM
#   subject: account
#   standards: {cis-1.2: ["1.7"], nist-800-171-r2: [IAM.13]}
#   reasons:
#     good: {en: "passwords need a symbol", ja: "パスワードに記号が求められます"}
#     bad: {en: "passwords need no symbol", ja: "パスワードに記号が求められません"}
#   remediation:
#     en: "Let the account's password policy require a symbol."
#     ja: "アカウントのパスワードポリシーで記号を必須にします。"
package controls.iam.password_policy_asks_for_symbols

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "good", {}, _reads) if _asked

findings contains result.fail(input.account, "bad", {}, _reads) if not _asked

_asked if "RequireSymbols" in identity.password_characters

_reads := ["input.iam.password_policy.RequireSymbols"]

plan contains password_plan.step({"RequireSymbols": true}) if not "RequireSymbols" in identity.password_characters
