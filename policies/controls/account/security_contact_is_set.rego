# METADATA
# title: Security contact information should be provided for an AWS account
# description: AWS writes to the alternate contact for security when it sees abuse or a leaked key; without one only the root user's mail gets it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/account-controls.html#account-1
# custom:
#   id: Account.1
#   title_ja: AWSアカウントにセキュリティの代替連絡先を設定する必要があります
#   severity: MEDIUM
#   subject: account
#   standards: {fsbp: [Account.1], cis-3.0: ["1.2"], cis-5.0: ["1.2"], nist-800-53-r5: [Account.1], control-tower: [Account.1]}
#   also:
#     - id: CIS1.2/1.18
#       standards: {cis-1.2: ["1.18"]}
#     - id: CIS1.4/1.2
#       standards: {cis-1.4: ["1.2"]}
#   reasons:
#     set: {en: an alternate contact for security is set, ja: セキュリティの代替連絡先が設定されています}
#     unset: {en: no alternate contact for security is set, ja: セキュリティの代替連絡先が設定されていません}
#   remediation:
#     en: "Call account:PutAlternateContact with the AlternateContactType SECURITY and the name, title, mail address and telephone number of a team that reads it; for a member account the management account may do it."
#     ja: "AlternateContactTypeをSECURITYとして、担当チームの名前、役職、メールアドレス、電話番号をaccount:PutAlternateContactで設定します。メンバーアカウントの分は管理アカウントからも設定できます。"
#   manual: decision
package controls.account.security_contact_is_set

import data.lib.result

findings contains result.pass(input.account, "set", {}, _reads) if _set

findings contains result.fail(input.account, "unset", {}, _reads) if not _set

_reads := ["input.contacts.alternate_contacts.AlternateContactType"]

_set if {
	some contact in input.contacts.alternate_contacts
	contact.AlternateContactType == "SECURITY"
}
