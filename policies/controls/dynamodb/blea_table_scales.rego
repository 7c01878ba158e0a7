# METADATA
# title: DynamoDB tables scale on demand and alarm on consumption
# description: >-
#   A table in on-demand mode has an alarm on the read capacity that it consumes, which somebody hears of. A table with provisioned capacity
#   passes with auto scaling of its reads and writes, or with such an alarm.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
# custom:
#   id: BLEA.DynamoDB.2
#   title_ja: DynamoDBがオンデマンドで消費量アラームが通知される
#   severity: LOW
#   subject: resource
#   collection: dynamodb.tables
#   resource: AWS::DynamoDB::Table
#   profiles: [guest-serverless]
#   measure: notification
#   construct: Datastore
#   standards: {blea: [BLEA.DynamoDB.2]}
#   reasons:
#     on_demand: {en: "the table is in on-demand mode, and an alarm on its consumption comes to somebody", ja: "テーブルはオンデマンドモードで、消費量アラームが通知されます"}
#     scaled: {en: the provisioned capacity of the table scales automatically, ja: テーブルのプロビジョンドキャパシティは自動的にスケールします}
#     alarmed: {en: "the provisioned capacity of the table does not scale, but an alarm on its consumption comes to somebody", ja: "テーブルのプロビジョンドキャパシティはスケールしませんが、消費量アラームが通知されます"}
#     foreign: {en: "the alarms {alarms} tell a topic of another account, which was not scanned", ja: "アラーム {alarms} の通知先は、スキャンされていない別アカウントのトピックです"}
#     unclear: {en: "whether the alarms {alarms} reach their topic depends on conditions of a policy that the evidence leaves open", ja: "アラーム {alarms} がトピックに届くかどうかは、証跡では判定できないポリシーの条件に依存します"}
#     unheard: {en: "nobody hears of the alarms {alarms} on the consumption of the table", ja: "テーブルの消費量アラーム {alarms} は誰にも届きません"}
#     no_alarm: {en: "the table is in on-demand mode, but has no alarm on its consumption with a threshold of at most 90", ja: "テーブルはオンデマンドモードですが、しきい値90以下の消費量アラームがありません"}
#     fixed: {en: "the provisioned capacity of the table does not scale, and it has no alarm on its consumption with a threshold of at most 90", ja: "テーブルのプロビジョンドキャパシティはスケールせず、しきい値90以下の消費量アラームもありません"}
#   remediation:
#     en: "Change the table to on-demand mode, and create an alarm on ConsumedReadCapacityUnits with a threshold of 90 that tells the monitoring topic."
#     ja: "テーブルをオンデマンドモードに変更し、ConsumedReadCapacityUnitsにしきい値90のアラームを作成して監視用トピックへ通知します。"
package controls.dynamodb.blea_table_scales

import data.lib.alerts
import data.lib.application_scaling
import data.lib.metric_alarms
import data.lib.result
import data.lib.steps

findings contains result.pass(table, "scaled", {}, _reads) if {
	some table in input.dynamodb.tables
	not table.id in _on_demand
	table.id in _scaled
}

findings contains result.pass(table, "on_demand", {}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _on_demand
	_past(table, metric_alarms.heard)
}

findings contains result.pass(table, "alarmed", {}, _reads) if {
	some table in input.dynamodb.tables
	not table.id in _on_demand
	not table.id in _scaled
	_past(table, metric_alarms.heard)
}

findings contains result.warn(table, "foreign", {"alarms": metric_alarms.named(_watch(table))}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _needy
	_past(table, alerts.alarm_settled)
	not _past(table, metric_alarms.heard)
}

findings contains result.not_available(table, "unclear", {"alarms": metric_alarms.named(_watch(table))}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _needy
	_past(table, alerts.alarm_received)
	not _past(table, alerts.alarm_settled)
	not _past(table, metric_alarms.heard)
}

findings contains result.fail(table, "unheard", {"alarms": metric_alarms.named(_watch(table))}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _needy
	_past(table, alerts.any_alarm)
	not _past(table, alerts.alarm_received)
	not _past(table, metric_alarms.heard)
}

findings contains result.fail(table, "no_alarm", {}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _on_demand
	not _past(table, alerts.any_alarm)
}

findings contains result.fail(table, "fixed", {}, _reads) if {
	some table in input.dynamodb.tables
	not table.id in _on_demand
	not table.id in _scaled
	not _past(table, alerts.any_alarm)
}

_reads := [
	"DescribeTable.Table.BillingModeSummary.BillingMode",
	"input.applicationautoscaling.policies.PolicyType",
	"input.cloudwatch.alarms.Dimensions",
	"input.cloudwatch.alarms.AlarmActions",
]

_on_demand contains table.id if {
	some table in input.dynamodb.tables
	table.DescribeTable.Table.BillingModeSummary.BillingMode == "PAY_PER_REQUEST"
}

# Tables that need an alarm to pass.
_needy contains table.id if {
	some table in input.dynamodb.tables
	table.id in _on_demand
}

_needy contains table.id if {
	some table in input.dynamodb.tables
	not table.id in _scaled
}

_scaled contains table.id if {
	some table in input.dynamodb.tables
	_key(table, "dynamodb:table:ReadCapacityUnits") in application_scaling.grows
	_key(table, "dynamodb:table:WriteCapacityUnits") in application_scaling.grows
}

_key(table, dimension) := [table.region, concat("/", ["table", table.TableName]), dimension]

_past(table, hop) if metric_alarms.carried(_watch(table), hop)

_watch(table) := metric_alarms.watch(table.region, "AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", table.TableName)

plan contains steps.step(
	table,
	[steps.call("dynamodb", "UpdateTable", {"TableName": table.TableName, "BillingMode": "PAY_PER_REQUEST"})],
	[steps.call("dynamodb", "UpdateTable", {"TableName": table.TableName, "BillingMode": "PROVISIONED", "ProvisionedThroughput": {
		"ReadCapacityUnits": table.DescribeTable.Table.ProvisionedThroughput.ReadCapacityUnits,
		"WriteCapacityUnits": table.DescribeTable.Table.ProvisionedThroughput.WriteCapacityUnits,
	}})],
	[steps.changed("dynamodb.tables", table.id, "DescribeTable.Table.BillingModeSummary", {"BillingMode": "PAY_PER_REQUEST"})],
) if {
	some table in input.dynamodb.tables
	not table.id in _on_demand
	not table.id in _scaled
	not _past(table, metric_alarms.heard)
}
