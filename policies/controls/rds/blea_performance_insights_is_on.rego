# METADATA
# title: Performance Insights is enabled and encrypted with a customer key
# description: >-
#   Performance Insights keeps the load of the database for seven days or longer, with the text of queries, always under a key of KMS; which one is
#   only noted. The advanced mode of Database Insights does the same. Instances of Neptune and DocumentDB, which the same API lists,
#   are left out.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.html
# custom:
#   id: BLEA.RDS.4
#   title_ja: Performance Insightsが有効でCMK暗号化されている
#   severity: LOW
#   subject: resource
#   collection: rds.instances
#   resource: AWS::RDS::DBInstance
#   profiles: [guest-ecs]
#   measure: operations
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.4]}
#   reasons:
#     enabled: {en: "Performance Insights is enabled, encrypted with the key {key}", ja: "Performance Insightsは有効で、キー {key} で暗号化されています"}
#     default_key: {en: "Performance Insights is enabled, encrypted with the key that AWS manages", ja: "Performance Insightsは有効で、AWSマネージドキーで暗号化されています"}
#     insights: {en: the advanced mode of Database Insights is enabled, ja: Database Insightsのアドバンストモードが有効です}
#     disabled: {en: Performance Insights is disabled, ja: Performance Insightsが無効です}
#   remediation:
#     en: "Enable Performance Insights with seven days of retention, under a customer managed key."
#     ja: "カスタマーマネージドキーを指定し、保持期間7日でPerformance Insightsを有効にします。"
package controls.rds.blea_performance_insights_is_on

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.instances

findings contains result.pass(instance, "enabled", {"key": instance.PerformanceInsightsKMSKeyId}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _enabled
	instance.id in _keyed
}

findings contains result.pass(instance, "default_key", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _enabled
	not instance.id in _keyed
}

findings contains result.pass(instance, "insights", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	instance.id in _advanced
	not instance.id in _enabled
}

findings contains result.fail(instance, "disabled", {}, _reads) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _enabled
	not instance.id in _advanced
}

_reads := [
	"PerformanceInsightsEnabled",
	"PerformanceInsightsKMSKeyId",
	"PerformanceInsightsRetentionPeriod",
	"DatabaseInsightsMode",
]

_enabled contains instance.id if {
	some instance in input.rds.instances
	instance.PerformanceInsightsEnabled == true
}

_keyed contains instance.id if {
	some instance in input.rds.instances
	instance.PerformanceInsightsKMSKeyId != ""
}

_advanced contains instance.id if {
	some instance in input.rds.instances
	instance.DatabaseInsightsMode == "advanced"
}

plan contains steps.step(
	instance,
	[steps.call("rds", "ModifyDBInstance", {"DBInstanceIdentifier": instance.DBInstanceIdentifier, "EnablePerformanceInsights": true, "PerformanceInsightsRetentionPeriod": 7})],
	[steps.call("rds", "ModifyDBInstance", {"DBInstanceIdentifier": instance.DBInstanceIdentifier, "EnablePerformanceInsights": false})],
	[steps.changed("rds.instances", instance.id, "PerformanceInsightsEnabled", true)],
) if {
	some instance in input.rds.instances
	instance.id in databases.instances
	not instance.id in _enabled
	not instance.id in _advanced
}
