# METADATA
# title: The flow-log bucket is encrypted with a rotated customer key and closed
# description: >-
#   Flow logs tell who talks to whom. Their bucket is closed to the public and to requests without TLS, and encrypted with a customer key
#   that rotates and lets the delivery service use it; encryption with AES256 serves too. VPCs without a working flow log to S3 are
#   BLEA.VPC.1's business.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/networking.ts
#   - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
# custom:
#   id: BLEA.VPC.2
#   title_ja: フローログ用バケットがローテーション有効なCMKで暗号化され非公開である
#   severity: MEDIUM
#   subject: resource
#   collection: ec2.vpcs
#   resource: AWS::EC2::VPC
#   profiles: [guest-ec2, guest-ecs]
#   measure: resources
#   construct: Networking
#   standards: {blea: [BLEA.VPC.2]}
#   reasons:
#     rotated: {en: "the bucket {bucket} is closed and encrypted with a customer key that rotates", ja: "バケット {bucket} は非公開で、ローテーションが有効なカスタマー管理キーで暗号化されています"}
#     aes: {en: "the bucket {bucket} is closed and encrypted with AES256", ja: "バケット {bucket} は非公開で、AES256で暗号化されています"}
#     soft: {en: "the bucket {bucket} lacks: {missing}", ja: "バケット {bucket} に不足している設定: {missing}"}
#     foreign: {en: "the bucket {bucket}, or its key, is none of this account's; its own account was not scanned", ja: "バケット {bucket} またはそのキーはこのアカウントのものではなく、所有アカウントはスキャンされていません"}
#     no_log: {en: "no flow log of the VPC delivers all traffic to S3", ja: "全トラフィックをS3へ出力するVPCフローログがありません"}
#   remediation:
#     en: "Block public access, deny requests without TLS in the bucket policy, and encrypt the bucket with a customer key that rotates and admits delivery.logs.amazonaws.com."
#     ja: "パブリックアクセスをブロックし、バケットポリシーでTLSを使用しないリクエストを拒否し、ローテーションを有効にしてdelivery.logs.amazonaws.comに許可したカスタマー管理キーで暗号化します。"
package controls.vpc.flow_log_bucket_is_hardened

import data.lib.buckets
import data.lib.log_buckets
import data.lib.network
import data.lib.result

subjects contains id if some id in network.own_vpcs

findings contains result.pass(vpc, "rotated", {"bucket": _names(vpc.id)}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in _recorded
	not vpc.id in _to_soft
	not vpc.id in _abroad
	not vpc.id in _to_aes
}

findings contains result.pass(vpc, "aes", {"bucket": _names(vpc.id)}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in _to_soft
	not vpc.id in _abroad
	vpc.id in _to_aes
}

findings contains result.fail(vpc, "soft", {"bucket": _names(vpc.id), "missing": _lacking(vpc.id)}, _reads) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	vpc.id in _to_soft
}

findings contains result.warn(vpc, "foreign", {"bucket": _names(vpc.id)}, ["input.ec2.flow_logs.LogDestination"]) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in _to_soft
	vpc.id in _abroad
}

findings contains result.not_applicable(vpc, "no_log", {}, ["VpcId", "input.ec2.flow_logs.ResourceId"]) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	not vpc.id in _recorded
}

_reads := [
	"input.ec2.flow_logs.LogDestination",
	"input.s3.buckets.GetPublicAccessBlock.PublicAccessBlockConfiguration",
	"input.s3.buckets.GetBucketPolicy.Policy",
	"input.s3.buckets.GetBucketEncryption.ServerSideEncryptionConfiguration",
	"input.kms.keys.GetKeyRotationStatus.KeyRotationEnabled",
	"input.kms.keys.GetKeyPolicy.Policy",
]

# Pairs of what is logged and the bucket that takes it: only a bucket has an ARN without a Region and an account.
_taken contains [log.ResourceId, _bucket(log.LogDestination)] if {
	some log in input.ec2.flow_logs
	log.id in network.full_logs
}

_recorded contains pair[0] if some pair in _taken

_bucket(destination) := split(split(destination, ":::")[1], "/")[0]

_names(vpc) := concat(", ", sort({pair[1] |
	some pair in _taken
	pair[0] == vpc
}))

_to_soft contains pair[0] if {
	some pair in _taken
	some _ in _missing[pair[1]]
}

_to_aes contains pair[0] if {
	some pair in _taken
	some bucket in input.s3.buckets
	bucket.id == pair[1]
	not bucket.id in buckets.encrypted_with_kms
}

_abroad contains pair[0] if {
	some pair in _taken
	not pair[1] in buckets.known
}

_abroad contains pair[0] if {
	some pair in _taken
	pair[1] in _keyed_abroad
}

_lacking(vpc) := concat(", ", sort({what |
	some pair in _taken
	pair[0] == vpc
	some what in _missing[pair[1]]
}))

_missing[id] contains what if {
	some id, lacking in log_buckets.missing
	some what in lacking
}

_missing[bucket.id] contains "BucketEncryption" if {
	some bucket in input.s3.buckets
	not bucket.id in buckets.encrypted
}

# The key that S3 keeps itself cannot be used by the delivery service.
_missing[bucket.id] contains "KMSMasterKeyID" if {
	some bucket in input.s3.buckets
	bucket.id in buckets.encrypted_with_kms
	not bucket.id in _named
}

_missing[bucket.id] contains "KeyRotationEnabled" if {
	some bucket in input.s3.buckets
	some key in input.kms.keys
	[bucket.id, key.arn] in _keyed
	not key.GetKeyRotationStatus.KeyRotationEnabled == true
}

_missing[bucket.id] contains "kms:GenerateDataKey* for delivery.logs.amazonaws.com" if {
	some bucket in input.s3.buckets
	some key in input.kms.keys
	[bucket.id, key.arn] in _keyed
	not _admits_delivery(key)
}

_admits_delivery(key) if {
	"allow" in kijun.policy.evaluate(key.GetKeyPolicy.Policy, {
		"action": "kms:GenerateDataKey",
		"resource": key.arn,
		"principal": {"type": "Service", "value": "delivery.logs.amazonaws.com"},
		"context": {"aws:SourceAccount": input.account.account, "aws:SecureTransport": "true"},
	}).possible
}

_named contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules
	rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID != ""
}

# Pairs of a bucket and the key of this account that encrypts it, which it names by ARN, id or alias.
_keyed contains [bucket.id, key.arn] if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules
	some key in input.kms.keys
	rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID in {key.arn, key.KeyId}
	key.region == bucket.region
}

_keyed contains [bucket.id, key.arn] if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules
	some alias in input.kms.aliases
	rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID in {alias.AliasArn, alias.AliasName}
	alias.region == bucket.region
	some key in input.kms.keys
	key.KeyId == alias.TargetKeyId
	key.region == bucket.region
}

_keyed_abroad contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules
	parts := split(rule.ApplyServerSideEncryptionByDefault.KMSMasterKeyID, ":")
	parts[4] != bucket.account
}

plan contains log_buckets.closing(vpc, bucket) if {
	some vpc in input.ec2.vpcs
	vpc.id in network.own_vpcs
	some bucket in input.s3.buckets
	[vpc.id, bucket.id] in _taken
	not bucket.id in log_buckets.closed
}
