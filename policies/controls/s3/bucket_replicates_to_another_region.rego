# METADATA
# title: S3 general purpose buckets should use cross-Region replication
# description: >-
#   A copy in another Region outlives the loss of the first. A rule that is enabled and whose destination lies in another Region is
#   enough; where the bucket of another account lies is not told.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-7
#   - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-cross-region-replication-enabled.html
# custom:
#   id: S3.7
#   title_ja: S3汎用バケットはクロスリージョンレプリケーションを使用する必要があります
#   severity: LOW
#   subject: resource
#   collection: s3.buckets
#   resource: AWS::S3::Bucket
#   standards: {nist-800-53-r5: [S3.7], pci-dss-3.2.1: [S3.7]}
#   reasons:
#     replicated: {en: "a replication rule copies to another Region", ja: "別リージョンへコピーするレプリケーションルールがあります"}
#     same_region: {en: "its replication stays in the Region", ja: "レプリケーション先が同じリージョンです"}
#     foreign: {en: "it replicates to the bucket {bucket} of another account, whose Region is not known", ja: "リージョンが不明な別アカウントのバケット {bucket} にレプリケートされています"}
#     unreplicated: {en: "no replication rule is enabled", ja: "有効なレプリケーションルールがありません"}
#   remediation:
#     en: "Add a replication rule with a destination bucket in another Region. Both buckets need versioning."
#     ja: "別リージョンのバケットを送信先とするレプリケーションルールを追加します。両方のバケットでバージョニングが必要です。"
#   manual: decision
package controls.s3.bucket_replicates_to_another_region

import data.lib.result

findings contains result.pass(bucket, "replicated", {}, _reads) if {
	some bucket in input.s3.buckets
	bucket.id in _far
}

findings contains result.warn(bucket, "foreign", {"bucket": min(_foreign[bucket.id])}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _far
	bucket.id in _abroad
}

findings contains result.fail(bucket, "same_region", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _far
	not bucket.id in _abroad
	bucket.id in _replicating
}

findings contains result.fail(bucket, "unreplicated", {}, _reads) if {
	some bucket in input.s3.buckets
	not bucket.id in _replicating
}

_reads := ["GetBucketReplication.ReplicationConfiguration.Rules"]

_name(rule) := regex.replace(rule.Destination.Bucket, `^arn:[^:]*:s3:::`, "")

_replicating contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketReplication.ReplicationConfiguration.Rules
	rule.Status == "Enabled"
}

_region_of[bucket.Name] := bucket.region if some bucket in input.s3.buckets

# Taken as a value, since a lookup that finds nothing would be made anew for each bucket.
_known := _region_of

_far contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketReplication.ReplicationConfiguration.Rules
	rule.Status == "Enabled"
	_known[_name(rule)] != bucket.region
}

_foreign[bucket.id] contains name if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketReplication.ReplicationConfiguration.Rules
	rule.Status == "Enabled"
	name := _name(rule)
	not _known[name]
}

_abroad contains bucket.id if {
	some bucket in input.s3.buckets
	some rule in bucket.GetBucketReplication.ReplicationConfiguration.Rules
	rule.Status == "Enabled"
	not _known[_name(rule)]
}
