# METADATA
# title: An operations dashboard exists
# description: >-
#   BLEA puts the workload's metrics on a dashboard. Dashboards are the account's, not a Region's. Its absence is told and never fails:
#   other tools show metrics too.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/dashboard.ts
# custom:
#   id: BLEA.Monitor.3
#   title_ja: 運用ダッシュボードが存在する
#   severity: INFORMATIONAL
#   subject: region
#   governed: true
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Dashboard
#   standards: {blea: [BLEA.Monitor.3]}
#   reasons:
#     exists: {en: "there is a CloudWatch dashboard", ja: "CloudWatchダッシュボードがあります"}
#     none: {en: "there is no CloudWatch dashboard", ja: "CloudWatchダッシュボードがありません"}
#   remediation: {en: "Create a dashboard with the metrics of the workload.", ja: "ワークロードのメトリクスを表示するダッシュボードを作成します。"}
#   manual: deployment
package controls.monitor.dashboard_exists

import data.lib.result

findings contains result.pass(region, "exists", {}, _reads) if {
	some region in input.governed_regions
	_there
}

findings contains result.not_applicable(region, "none", {}, _reads) if {
	some region in input.governed_regions
	not _there
}

_reads := ["input.cloudwatch.dashboards.DashboardName"]

_there if some _ in input.cloudwatch.dashboards
