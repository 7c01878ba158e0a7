# METADATA
# title: ALB access logs are enabled
# description: >-
#   Without them nobody can tell afterwards who asked for what. The access logs of the load balancer go to a bucket that is there, or
#   CloudWatch Logs delivers them. Connection logs do not replace them.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
# custom:
#   id: BLEA.ELB.1
#   title_ja: ALBのアクセスログが有効である
#   severity: MEDIUM
#   subject: resource
#   collection: elbv2.load_balancers
#   resource: AWS::ElasticLoadBalancingV2::LoadBalancer
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: EcsApp
#   standards: {blea: [BLEA.ELB.1]}
#   reasons:
#     logged: {en: "access logs are delivered to a bucket", ja: "アクセスログがバケットへ出力されています"}
#     delivered: {en: "CloudWatch Logs delivers the access logs", ja: "CloudWatch Logsがアクセスログを配信しています"}
#     unlogged: {en: "access logs are off", ja: "アクセスログが無効です"}
#     foreign: {en: "access logs go to a bucket that is none of this account's; its own account was not scanned", ja: "アクセスログの出力先はこのアカウントのバケットではなく、所有アカウントはスキャンされていません"}
#   remediation: {en: "Set access_logs.s3.enabled and access_logs.s3.bucket on the load balancer.", ja: "ロードバランサーにaccess_logs.s3.enabledとaccess_logs.s3.bucketを設定します。"}
#   manual: deployment
package controls.elb.blea_balancer_logs_access

import data.lib.balancers
import data.lib.buckets
import data.lib.result

subjects contains id if some id in balancers.application

findings contains result.pass(balancer, "logged", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	balancer.id in _logged
}

findings contains result.pass(balancer, "delivered", {}, ["input.logs.delivery_sources.ResourceArns"]) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _logged
	balancer.id in balancers.delivered
}

findings contains result.warn(balancer, "foreign", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _logged
	not balancer.id in balancers.delivered
	balancer.id in balancers.logging
}

findings contains result.fail(balancer, "unlogged", {}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in balancers.delivered
	not balancer.id in balancers.logging
}

_reads := ["DescribeLoadBalancerAttributes.Attributes"]

_logged contains pair[0] if {
	some pair in balancers.log_buckets
	pair[1] in buckets.known
}
