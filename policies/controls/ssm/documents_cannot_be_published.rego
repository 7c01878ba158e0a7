# METADATA
# title: SSM documents should have the block public sharing setting enabled
# description: >-
#   With the setting nobody in the account can share a document with everyone, by mistake or otherwise. It holds for a Region;
#   documents that are public already stay so.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-7
#   - https://docs.aws.amazon.com/config/latest/developerguide/ssm-automation-block-public-sharing.html
# custom:
#   id: SSM.7
#   title_ja: SSMドキュメントのパブリック共有ブロック設定を有効にする必要があります
#   severity: CRITICAL
#   subject: region
#   standards: {fsbp: [SSM.7]}
#   reasons:
#     blocked: {en: "public sharing of documents is blocked", ja: "ドキュメントのパブリック共有がブロックされています"}
#     allowed: {en: "documents can be shared with everyone", ja: "ドキュメントを全員と共有できます"}
#   remediation:
#     en: "Set the service setting /ssm/documents/console/public-sharing-permission to Disable."
#     ja: "サービス設定 /ssm/documents/console/public-sharing-permission をDisableにします。"
package controls.ssm.documents_cannot_be_published

import data.lib.result
import data.lib.steps

findings contains result.pass(region, "blocked", {}, _reads) if {
	some region in input.regions
	region.id in _blocked
}

findings contains result.fail(region, "allowed", {}, _reads) if {
	some region in input.regions
	not region.id in _blocked
}

_reads := ["input.ssm.document_public_sharing.SettingValue"]

_blocked contains setting.region if {
	some setting in input.ssm.document_public_sharing
	setting.SettingValue == "Disable"
}

plan contains steps.step(
	{"id": setting.region, "region": setting.region},
	[steps.call("ssm", "UpdateServiceSetting", {"SettingId": _id, "SettingValue": "Disable"})],
	[steps.call("ssm", "UpdateServiceSetting", {"SettingId": _id, "SettingValue": "Enable"})],
	[steps.changed("ssm.document_public_sharing", setting.id, "SettingValue", "Disable")],
) if {
	some setting in input.ssm.document_public_sharing
	not setting.region in _blocked
}

_id := "/ssm/documents/console/public-sharing-permission"
