# METADATA
# title: MFA should be enabled for all IAM users
# description: >-
#   A key or a password alone is guessed, leaked or phished. Users without a password count too; the root user has controls of its
#   own.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-19
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-user-mfa-enabled.html
# custom:
#   id: IAM.19
#   title_ja: すべてのIAMユーザーに対してMFAを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.credential_report
#   resource: AWS::IAM::User
#   standards: {nist-800-53-r5: [IAM.19], nist-800-171-r2: [IAM.19], pci-dss-3.2.1: [IAM.19], pci-dss-4.0.1: [IAM.19]}
#   reasons:
#     mfa: {en: "the user has MFA", ja: "ユーザーにMFAが設定されています"}
#     no_mfa: {en: "the user has no MFA", ja: "ユーザーにMFAが設定されていません"}
#   remediation:
#     en: "Register an MFA device for the user; better, replace the user by a role."
#     ja: "ユーザーにMFAデバイスを登録します。可能であればユーザーをロールに置き換えます。"
#   manual: device
package controls.iam.user_has_mfa

import data.lib.result

subjects contains row.id if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
}

findings contains result.pass(row, "mfa", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	row.id in _mfa
}

findings contains result.fail(row, "no_mfa", {}, _reads) if {
	some row in input.iam.credential_report
	row.id != "<root_account>"
	not row.id in _mfa
}

_reads := ["Row.mfa_active"]

_mfa contains row.id if {
	some row in input.iam.credential_report
	lower(row.Row.mfa_active) == "true"
}
