# METADATA
# title: CloudFront distributions should have logging enabled
# description: >-
#   Without access logs nobody can tell afterwards who asked for what. Only standard logging in its first form counts, as in the Config rule
#   cloudfront-accesslogs-enabled; delivery by CloudWatch Logs is not looked at.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-accesslogs-enabled.html
# custom:
#   id: CloudFront.5
#   title_ja: CloudFrontディストリビューションのログを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: cloudfront.distributions
#   resource: AWS::CloudFront::Distribution
#   standards: {fsbp: [CloudFront.5], nist-800-53-r5: [CloudFront.5], pci-dss-4.0.1: [CloudFront.5]}
#   reasons:
#     logged: {en: "standard logging is on", ja: "標準ログが有効です"}
#     unlogged: {en: "standard logging is off", ja: "標準ログが無効です"}
#   remediation:
#     en: "Name a bucket with ACLs enabled in Logging of the configuration and turn it on. cloudfront:UpdateDistribution takes the whole configuration and, as IfMatch, its ETag; cloudfront:GetDistributionConfig gives both."
#     ja: "設定のLoggingに、ACLが有効なバケットを指定してログを有効にします。cloudfront:UpdateDistributionには設定全体と、IfMatchとしてETagが必要です。どちらもcloudfront:GetDistributionConfigで取得できます。"
#   manual: decision
package controls.cloudfront.distribution_logs_access

import data.lib.distributions
import data.lib.result

findings contains result.pass(distribution, "logged", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	distribution.id in distributions.logging
}

findings contains result.fail(distribution, "unlogged", {}, _reads) if {
	some distribution in input.cloudfront.distributions
	not distribution.id in distributions.logging
}

_reads := ["GetDistributionConfig.DistributionConfig.Logging.Enabled"]
