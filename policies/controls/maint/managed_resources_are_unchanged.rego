# METADATA
# title: Operator-managed resources are left unchanged
# description: >-
#   The provider of a Secure Account keeps the resources with the tag cm:Members=Managed as they are. Whether that service is chosen stands in the
#   provider's portal, which no API of AWS can read, and one snapshot cannot tell whether anything was changed.
# related_resources:
#   - https://classmethod.jp/aws/services/secure-account/
# custom:
#   id: SA.Maint.1
#   title_ja: 事業者管理リソースが変更されていない
#   severity: INFORMATIONAL
#   subject: account
#   measure: defaults
#   standards: {secure-account: [SA.Maint.1]}
#   reasons:
#     manual: {en: "no API of AWS tells this; the provider's portal does", ja: "AWSのAPIでは確認できません。事業者のポータルで確認してください"}
#   remediation: {en: "Leave resources with the tag cm:Members=Managed alone, and change the continuous maintenance in the provider's portal.", ja: "タグcm:Members=Managedが付いたリソースは変更せず、継続的なメンテナンスの設定は事業者のポータルで変更します。"}
#   manual: time
package controls.maint.managed_resources_are_unchanged

import data.lib.result

findings contains result.not_available(input.account, "manual", {}, [])
