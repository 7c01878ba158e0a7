# METADATA
# title: CloudFront access logging is enabled
# description: >-
#   Without it nobody can tell afterwards who asked for what. BLEA logs to S3 with cookies; delivery by CloudWatch Logs (standard logging
#   v2) and real-time logs of the default cache behavior serve as well.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/frontend.ts
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html
# custom:
#   id: BLEA.CloudFront.2
#   title_ja: CloudFrontのアクセスログが有効である
#   severity: MEDIUM
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Frontend
#   standards: {blea: [BLEA.CloudFront.2]}
#   reasons:
#     logged: {en: "access logs are delivered to S3", ja: "アクセスログがS3へ出力されています"}
#     delivered: {en: "CloudWatch Logs delivers the access logs", ja: "CloudWatch Logsがアクセスログを配信しています"}
#     real_time: {en: "the default cache behavior has real-time logs", ja: "デフォルトのキャッシュビヘイビアでリアルタイムログが有効です"}
#     unlogged: {en: "no access logs are delivered", ja: "アクセスログが出力されていません"}
#   remediation: {en: "Enable standard logging of the distribution.", ja: "ディストリビューションの標準ログを有効にします。"}
#   manual: deployment
package controls.cloudfront.blea_distribution_logs_access

import data.lib.balancers
import data.lib.distributions
import data.lib.result

findings contains result.pass(distribution, "logged", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.logging
}

findings contains result.pass(distribution, "delivered", {}, ["input.logs.delivery_sources.ResourceArns"]) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in distributions.logging
	distribution.id in balancers.delivered
}

findings contains result.pass(distribution, "real_time", {}, ["DefaultCacheBehavior.RealtimeLogConfigArn"]) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in distributions.logging
	not distribution.id in balancers.delivered
	distribution.id in distributions.logging_in_real_time
}

findings contains result.fail(distribution, "unlogged", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in distributions.logging
	not distribution.id in balancers.delivered
	not distribution.id in distributions.logging_in_real_time
}

_reads := ["GetDistributionConfig.DistributionConfig.Logging.Enabled"]
