# METADATA
# title: Trail log-file validation is enabled
# description: >-
#   Signed digests prove that log files were neither changed nor removed after their delivery.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
# custom:
#   id: BLEA.CloudTrail.2
#   title_ja: 証跡のログファイル整合性検証が有効である
#   severity: MEDIUM
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.2]}
#   reasons:
#     validated: {en: "log-file validation is on for all management events", ja: "すべての管理イベントについてログファイルの検証が有効です"}
#     immutable: {en: "an event data store of CloudTrail Lake keeps the events, and what is in it cannot be changed", ja: "CloudTrail Lakeのイベントデータストアがイベントを保持しており、その内容は変更できません"}
#     unvalidated: {en: "log-file validation is off", ja: "ログファイルの検証が無効です"}
#     no_trail: {en: "no trail records all management events", ja: "すべての管理イベントを記録する証跡がありません"}
#   remediation:
#     en: "Switch on log-file validation for the trail."
#     ja: "証跡のログファイルの検証を有効にします。"
package controls.cloudtrail.blea_trail_validates_log_files

import data.lib.result
import data.lib.trails

findings contains result.pass(input.account, "validated", {}, _reads) if _validated

findings contains result.pass(input.account, "immutable", {}, _store_reads) if {
	not _validated
	_stored
}

findings contains result.fail(input.account, "unvalidated", {}, _reads) if {
	trails.covered
	not _validated
	not _stored
}

findings contains result.not_applicable(input.account, "no_trail", {}, _reads) if {
	not trails.covered
	not _stored
}

_validated if {
	some reader in trails.readers
	reader in _validated_trails
	some writer in trails.writers
	writer in _validated_trails
}

_validated_trails contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.LogFileValidationEnabled == true
}

_stored if some _ in trails.stores

_reads := ["input.cloudtrail.trails.LogFileValidationEnabled"]

_store_reads := [
	"input.cloudtrail.event_data_stores.GetEventDataStore.Status",
	"input.cloudtrail.event_data_stores.GetEventDataStore.AdvancedEventSelectors",
]

plan contains {
	"subject": input.account.id,
	"region": trail.region,
	"calls": [{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "EnableLogFileValidation": true}}],
	"undo": [{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "EnableLogFileValidation": false}}],
	"effect": [{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "LogFileValidationEnabled", "value": true}],
	"needs": [],
	"destructive": false,
} if {
	some trail in input.cloudtrail.trails
	trail.id in trails.qualifying
	not trail.id in _validated_trails
	not trail.id in trails.foreign
}
