package lib.config_bucket_test

import data.lib.buckets
import data.lib.config_bucket

test_channels_name_a_bucket if {
	got := config_bucket.channels with input.config.delivery_channels as [
		{"id": "a", "region": "ap-northeast-1", "S3BucketName": "b"}, {"id": "b", "region": "us-east-1", "S3BucketName": ""}, {"id": "c", "region": "eu-west-1"},
	]
	got == {"ap-northeast-1"}
}

# The bucket that a step creates passes everything that the controls ask of it.
test_created_bucket_is_protected if {
	region := {"id": "ap-northeast-1", "region": "ap-northeast-1"}
	account := {"account": "111122223333", "partition": "aws"}
	effects := config_bucket.channel_effects(region) with input.account as account
	created := [object.union(effect.value, {"arn": "arn:aws:s3:::blea-config-111122223333-ap-northeast-1"}) | some effect in effects; effect.collection == "s3.buckets"]
	want := {"blea-config-111122223333-ap-northeast-1"}
	blocked := buckets.blocked with input.s3.buckets as created
	blocked == want
	versioned := buckets.versioned with input.s3.buckets as created
	versioned == want
	denies := buckets.denies_plaintext with input.s3.buckets as created
	denies == want
	encrypted := buckets.encrypted with input.s3.buckets as created
	encrypted == want
	strangers := config_bucket.admitting_strangers | config_bucket.admitting_any_account with input.s3.buckets as created
	strangers == set()
}

test_policies_keep_their_statements if {
	one := {"Sid": "One", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
	config_bucket.with_statement({"GetBucketPolicy": {}}, one) == {"Version": "2012-10-17", "Statement": [one]}
	config_bucket.with_statement({"GetBucketPolicy": {"Policy": {"Id": "p", "Version": "2008-10-17", "Statement": [one]}}}, {"Sid": "Two"}) == {"Id": "p", "Version": "2008-10-17", "Statement": [one, {"Sid": "Two"}]}
	config_bucket.with_statement({"GetBucketPolicy": {"Policy": {"Version": "2008-10-17", "Statement": one}}}, {"Sid": "Two"}) == {"Version": "2008-10-17", "Statement": [one, {"Sid": "Two"}]}
}
