# METADATA
# title: AWS Config records in every enabled Region
# description: >-
#   Secure Account records resources in every Region, since nobody looks at the ones that nobody uses. The global types need to be
#   recorded in one Region only; recorders that AWS services keep for themselves do not count.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
# custom:
#   id: SA.Config.1
#   title_ja: AWS Configが全リージョンで有効である
#   severity: HIGH
#   subject: region
#   measure: resources
#   standards: {secure-account: [SA.Config.1]}
#   reasons:
#     recording: {en: "all types of resources are recorded, the global ones too", ja: "グローバルリソースを含むすべてのリソースタイプが記録されています"}
#     global_elsewhere: {en: "all types of resources are recorded, the global ones in another Region", ja: "すべてのリソースタイプが記録されており、グローバルリソースは別のリージョンで記録されています"}
#     control_tower: {en: "all types of resources are recorded by Control Tower's recorder, the global ones wherever Control Tower has it so", ja: "Control Towerのレコーダーがすべてのリソースタイプを記録しており、グローバルリソースの記録はControl Towerの設定に従います"}
#     daily: {en: "all types of resources are recorded, but once a day", ja: "すべてのリソースタイプが記録されていますが、記録は1日1回です"}
#     no_recorder: {en: "the Region has no customer managed recorder", ja: "リージョンにカスタマー管理のレコーダーがありません"}
#     stopped: {en: "the recorder is stopped", ja: "レコーダーが停止しています"}
#     failing: {en: "the last recording failed", ja: "直近の記録に失敗しています"}
#     partial: {en: "the recorder leaves out types of resources", ja: "記録対象から外れているリソースタイプがあります"}
#     no_global: {en: "no recorder records the global types of resources", ja: "グローバルリソースを記録しているレコーダーがありません"}
#   remediation: {en: "Let a customer managed recorder record all types of resources, the global ones in at least one Region, and start it.", ja: "カスタマー管理のレコーダーですべてのリソースタイプ(グローバルリソースは少なくとも1つのリージョン)を記録対象とし、記録を開始します。"}
package controls.config.sa_recorder_records_all_types

import data.lib.recorders
import data.lib.result

findings contains result.pass(region, "recording", {}, _reads) if {
	some region in input.regions
	region.id in recorders.full
	region.id in recorders.continuous
}

findings contains result.pass(region, "global_elsewhere", {}, _reads) if {
	some region in input.regions
	not region.id in recorders.full
	recorders.global_recorded
	region.id in recorders.continuous
}

findings contains result.pass(region, "control_tower", {}, _reads) if {
	some region in input.regions
	region.id in recorders.complete
	not recorders.global_recorded
	region.id in recorders.continuous
}

findings contains result.pass(region, "daily", {}, _reads) if {
	some region in input.regions
	region.id in recorders.complete
	not region.id in recorders.continuous
}

findings contains result.fail(region, "no_recorder", {}, _reads) if {
	some region in input.regions
	not region.id in recorders.present
}

findings contains result.fail(region, "stopped", {}, _reads) if {
	some region in input.regions
	region.id in recorders.present
	not region.id in recorders.on
}

findings contains result.fail(region, "failing", {}, _reads) if {
	some region in input.regions
	region.id in recorders.on
	not region.id in recorders.sound
}

findings contains result.fail(region, "partial", {}, _reads) if {
	some region in input.regions
	region.id in recorders.sound
	not region.id in recorders.broad
}

findings contains result.fail(region, "no_global", {}, _reads) if {
	some region in input.regions
	region.id in recorders.broad
	not region.id in recorders.complete
}

_reads := [
	"input.config.recorders.RecordingGroup",
	"input.config.recorders.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus.Recording",
	"input.config.recorders.DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus.LastStatus",
]

plan contains step if some step in recorders.recording_steps
