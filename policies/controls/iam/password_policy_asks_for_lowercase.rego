# METADATA
# title: IAM password policy should require at least one lowercase letter
# description: >-
#   More kinds of characters mean more to guess. An account without a policy of its own has the default of AWS, which is not looked
#   at.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-12
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
# custom:
#   id: IAM.12
#   title_ja: IAMパスワードポリシーで少なくとも1つの小文字を要求する必要があります
#   severity: MEDIUM
#   subject: account
#   standards: {cis-1.2: ["1.6"], nist-800-171-r2: [IAM.12], pci-dss-4.0.1: [IAM.12]}
#   reasons:
#     good: {en: "passwords need a lowercase letter", ja: "パスワードに小文字が求められます"}
#     bad: {en: "passwords need no lowercase letter", ja: "パスワードに小文字が求められません"}
#   remediation:
#     en: "Let the account's password policy require a lowercase letter."
#     ja: "アカウントのパスワードポリシーで小文字を必須にします。"
package controls.iam.password_policy_asks_for_lowercase

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "good", {}, _reads) if _asked

findings contains result.fail(input.account, "bad", {}, _reads) if not _asked

_asked if "RequireLowercaseCharacters" in identity.password_characters

_reads := ["input.iam.password_policy.RequireLowercaseCharacters"]

plan contains password_plan.step({"RequireLowercaseCharacters": true}) if not "RequireLowercaseCharacters" in identity.password_characters
