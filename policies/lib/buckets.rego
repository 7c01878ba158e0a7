# METADATA
# title: S3 buckets
# description: Predicates about buckets that several controls share.
package lib.buckets

# METADATA
# description: >-
#   Ids of the buckets whose own public access block has all four settings on
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
blocked contains bucket.id if {
	some bucket in input.s3.buckets
	block := bucket.GetPublicAccessBlock.PublicAccessBlockConfiguration
	block.BlockPublicAcls == true
	block.IgnorePublicAcls == true
	block.BlockPublicPolicy == true
	block.RestrictPublicBuckets == true
}
