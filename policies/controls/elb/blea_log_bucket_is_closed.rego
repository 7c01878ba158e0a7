# METADATA
# title: The ALB log bucket is closed and writable only by the delivery principals
# description: >-
#   Access logs hold addresses and URLs. Their bucket is closed to the public and to requests without TLS, and lets other accounts do
#   nothing but put objects, which is what Elastic Load Balancing's own accounts do. It is encrypted with AES256: Elastic Load Balancing
#   cannot write under a KMS key.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/ecsapp.ts
#   - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
# custom:
#   id: BLEA.ELB.2
#   title_ja: ALBログ用バケットが非公開で書き込み元が限定されている
#   severity: MEDIUM
#   subject: resource
#   collection: elbv2.load_balancers
#   resource: AWS::ElasticLoadBalancingV2::LoadBalancer
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: EcsApp
#   standards: {blea: [BLEA.ELB.2]}
#   reasons:
#     closed: {en: "the bucket {bucket} is closed and takes logs only", ja: "バケット {bucket} は非公開で、ログの書き込みのみを受け付けます"}
#     soft: {en: "the bucket {bucket} lacks: {missing}", ja: "バケット {bucket} に不足している設定: {missing}"}
#     foreign: {en: "the bucket {bucket} is none of this account's; its own account was not scanned", ja: "バケット {bucket} はこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#     unlogged: {en: "access logs to S3 are off", ja: "S3へのアクセスログが無効です"}
#   remediation: {en: "Block public access, deny requests without TLS, encrypt the bucket with AES256, and let other accounts do s3:PutObject only.", ja: "パブリックアクセスをブロックし、TLSを使用しないリクエストを拒否し、AES256で暗号化し、他のアカウントにはs3:PutObjectのみを許可します。"}
package controls.elb.blea_log_bucket_is_closed

import data.lib.balancers
import data.lib.buckets
import data.lib.log_buckets
import data.lib.result

subjects contains id if some id in balancers.application

findings contains result.pass(balancer, "closed", {"bucket": bucket.Name}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	some bucket in input.s3.buckets
	[balancer.id, bucket.Name] in balancers.log_buckets
	not bucket.id in _soft
}

findings contains result.fail(balancer, "soft", {"bucket": bucket.Name, "missing": concat(", ", sort(_missing[bucket.id]))}, _reads) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	some bucket in input.s3.buckets
	[balancer.id, bucket.Name] in balancers.log_buckets
	bucket.id in _soft
}

findings contains result.warn(balancer, "foreign", {"bucket": pair[1]}, ["DescribeLoadBalancerAttributes.Attributes"]) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	some pair in balancers.log_buckets
	pair[0] == balancer.id
	not pair[1] in buckets.known
}

findings contains result.not_applicable(balancer, "unlogged", {}, ["DescribeLoadBalancerAttributes.Attributes"]) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	not balancer.id in _logging
}

_reads := [
	"DescribeLoadBalancerAttributes.Attributes",
	"input.s3.buckets.GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"input.s3.buckets.GetBucketPolicy.Policy",
	"input.s3.buckets.GetBucketEncryption.ServerSideEncryptionConfiguration",
]

_logging contains pair[0] if some pair in balancers.log_buckets

_soft contains id if {
	some id, lacking in _missing
	some _ in lacking
}

_missing[id] contains what if {
	some id, lacking in log_buckets.missing
	some what in lacking
}

_missing[bucket.id] contains "AES256" if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.encrypted
}

_missing[bucket.id] contains "AES256" if {
	some bucket in input.s3.buckets
	bucket.id in buckets.encrypted_with_kms
}

_missing[bucket.id] contains "s3:PutObject only for other accounts" if {
	some bucket in input.s3.buckets
	some statement in kijun.policy.grants(bucket.GetBucketPolicy.Policy, bucket.account, "").statements
	statement.denied == false
	statement.audience in {"external", "unknown", "public"}
	_gives_more(statement)
}

_gives_more(statement) if {
	some pattern in statement.actions
	lower(pattern) != "s3:putobject"
}

_gives_more(statement) if statement.not_actions[0]

plan contains log_buckets.closing(balancer, bucket) if {
	some balancer in input.elbv2.load_balancers
	balancer.id in balancers.application
	some bucket in input.s3.buckets
	[balancer.id, bucket.Name] in balancers.log_buckets
	not bucket.id in log_buckets.closed
}
