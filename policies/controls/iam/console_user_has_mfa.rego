# METADATA
# title: MFA should be enabled for all IAM users that have a console password
# description: >-
#   A password alone is guessed, reused or phished. Users without a password are out of scope.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-5
# custom:
#   id: IAM.5
#   title_ja: コンソールパスワードを持つすべてのIAMユーザーに対してMFAを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.credential_report
#   resource: AWS::IAM::User
#   standards: {fsbp: [IAM.5], cis-1.2: ["1.2"], cis-1.4: ["1.10"], cis-3.0: ["1.10"], cis-5.0: ["1.9"], nist-800-53-r5: [IAM.5], pci-dss-4.0.1: [IAM.5], control-tower: [IAM.5]}
#   reasons:
#     mfa: {en: "the user has MFA", ja: "ユーザーにMFAが設定されています"}
#     no_mfa: {en: "the user has a console password and no MFA", ja: "ユーザーはコンソールパスワードを持ち、MFAが設定されていません"}
#   remediation: {en: "Register an MFA device for the user, or remove the password.", ja: "ユーザーにMFAデバイスを登録するか、パスワードを削除します。"}
#   manual: device
package controls.iam.console_user_has_mfa

import data.lib.identity
import data.lib.result

subjects contains row.id if {
	some row in input.iam.credential_report
	row.id in identity.console
}

findings contains result.pass(row, "mfa", {}, _reads) if {
	some row in input.iam.credential_report
	row.id in identity.console
	row.id in _mfa
}

findings contains result.fail(row, "no_mfa", {}, _reads) if {
	some row in input.iam.credential_report
	row.id in identity.console
	not row.id in _mfa
}

_reads := ["Row.password_enabled", "Row.mfa_active"]

_mfa contains row.id if {
	some row in input.iam.credential_report
	lower(row.Row.mfa_active) == "true"
}
