# METADATA
# title: Password policies for IAM users should have strong configurations
# description: >-
#   The minimum of PCI DSS: 7 characters, uppercase and lowercase letters and numbers among them, the last 4 passwords remembered,
#   and a new one every 90 days.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-10
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
# custom:
#   id: IAM.10
#   title_ja: IAMユーザーのパスワードポリシーは強固に設定する必要があります(PCI DSS)
#   severity: MEDIUM
#   subject: account
#   standards: {nist-800-171-r2: [IAM.10], pci-dss-3.2.1: [IAM.10]}
#   reasons:
#     strong: {en: "the password policy has at least the settings of PCI DSS", ja: "パスワードポリシーはPCI DSSの設定をすべて満たしています"}
#     weak: {en: "the password policy falls short of a setting of PCI DSS", ja: "パスワードポリシーはPCI DSSの設定の一部を満たしていません"}
#   remediation:
#     en: "Set a password policy with at least these settings."
#     ja: "これらの設定以上のパスワードポリシーを設定します。"
package controls.iam.password_policy_meets_pci

import data.lib.identity
import data.lib.password_plan
import data.lib.result

findings contains result.pass(input.account, "strong", {}, _reads) if _strong

findings contains result.fail(input.account, "weak", {}, _reads) if not _strong

_strong if {
	identity.password_length(7)
	every setting in ["RequireUppercaseCharacters", "RequireLowercaseCharacters", "RequireNumbers"] {
		setting in identity.password_characters
	}
	identity.password_history(4)
	identity.password_age(90)
}

_reads := [
	"input.iam.password_policy.MinimumPasswordLength",
	"input.iam.password_policy.RequireUppercaseCharacters",
	"input.iam.password_policy.RequireLowercaseCharacters",
	"input.iam.password_policy.RequireNumbers",
	"input.iam.password_policy.PasswordReusePrevention",
	"input.iam.password_policy.MaxPasswordAge",
]

plan contains password_plan.step({
	"MinimumPasswordLength": 7, "RequireUppercaseCharacters": true, "RequireLowercaseCharacters": true, "RequireNumbers": true, "PasswordReusePrevention": 4, "MaxPasswordAge": 90,
}) if {
	not _strong
}
