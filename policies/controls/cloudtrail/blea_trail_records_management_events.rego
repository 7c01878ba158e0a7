# METADATA
# title: A multi-Region trail records all management events and is logging
# description: >-
#   What nobody recorded cannot be investigated. One trail for all Regions, with global services and with every management event that
#   reads or writes, that is on and delivers; an organization's trail, two trails that share the work, or a data store of CloudTrail Lake do it too.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
#   - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
# custom:
#   id: BLEA.CloudTrail.1
#   title_ja: 全リージョンの管理イベントを記録する証跡が有効でログ記録中である
#   severity: CRITICAL
#   subject: account
#   profiles: [standalone, control-tower]
#   measure: operations
#   construct: Logging
#   standards: {blea: [BLEA.CloudTrail.1]}
#   reasons:
#     recorded: {en: "one trail or several record all management events of all Regions and deliver them", ja: "1つまたは複数の証跡が全リージョンの管理イベントをすべて記録し、配信しています"}
#     store: {en: "no trail does, but an event data store of CloudTrail Lake records all management events of all Regions", ja: "証跡はありませんが、CloudTrail Lakeのイベントデータストアが全リージョンの管理イベントをすべて記録しています"}
#     no_trail: {en: "there is no trail", ja: "証跡がありません"}
#     off: {en: "a trail for all Regions is set up, but it is not logging", ja: "全リージョンの証跡は設定されていますが、ログ記録が停止しています"}
#     not_delivering: {en: "a trail is logging, but its deliveries to S3 have failed for a day or more", ja: "証跡はログ記録中ですが、S3への配信が1日以上失敗しています"}
#     partial: {en: "no trail records all management events of all Regions", ja: "全リージョンの管理イベントをすべて記録する証跡がありません"}
#   remediation:
#     en: "Create a trail for all Regions that records all management events, and start its logging."
#     ja: "全リージョンの管理イベントをすべて記録する証跡を作成し、ログ記録を開始します。"
package controls.cloudtrail.blea_trail_records_management_events

import data.lib.result
import data.lib.trail_plan
import data.lib.trails

findings contains result.pass(input.account, "recorded", {}, _reads) if trails.covered

findings contains result.pass(input.account, "store", {}, _store_reads) if {
	not trails.covered
	_stored
}

findings contains result.fail(input.account, "no_trail", {}, _reads) if {
	not _stored
	not _any_trail
}

findings contains result.fail(input.account, "off", {}, _reads) if {
	not trails.covered
	not _stored
	_off
}

findings contains result.fail(input.account, "not_delivering", {}, _reads) if {
	not trails.covered
	not _stored
	not _off
	_not_delivering
}

findings contains result.fail(input.account, "partial", {}, _reads) if {
	not trails.covered
	not _stored
	_any_trail
	not _off
	not _not_delivering
}

_stored if some _ in trails.stores

_any_trail if some _ in input.cloudtrail.trails

_off if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
	trail.IncludeGlobalServiceEvents == true
	trail.GetTrailStatus.IsLogging == false
	trail.id in trails.reading
	trail.id in trails.writing
}

_not_delivering if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
	trail.IncludeGlobalServiceEvents == true
	trail.id in trails.failing
	trail.id in trails.reading
	trail.id in trails.writing
}

_reads := [
	"input.cloudtrail.trails.IsMultiRegionTrail",
	"input.cloudtrail.trails.IncludeGlobalServiceEvents",
	"input.cloudtrail.trails.GetTrailStatus.IsLogging",
	"input.cloudtrail.trails.GetTrailStatus.LatestDeliveryError",
	"input.cloudtrail.trails.GetEventSelectors",
]

_store_reads := [
	"input.cloudtrail.event_data_stores.GetEventDataStore.Status",
	"input.cloudtrail.event_data_stores.GetEventDataStore.MultiRegionEnabled",
	"input.cloudtrail.event_data_stores.GetEventDataStore.AdvancedEventSelectors",
]

plan contains step if {
	some step in trail_plan.steps
}
