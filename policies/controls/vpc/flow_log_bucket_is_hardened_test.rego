package controls.vpc.flow_log_bucket_is_hardened_test

import data.controls.vpc.flow_log_bucket_is_hardened as control

_vpc := {"id": "vpc-1", "region": "ap-northeast-1", "VpcId": "vpc-1", "OwnerId": "111122223333"}

_log(more) := object.union({"id": "fl-1", "ResourceId": "vpc-1", "FlowLogStatus": "ACTIVE", "TrafficType": "ALL", "LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::logs/flow"}, more)

_key_arn := "arn:aws:kms:ap-northeast-1:111122223333:key/k"

_key(more) := object.union(
	{
		"id": _key_arn, "arn": _key_arn, "KeyId": "k", "region": "ap-northeast-1", "account": "111122223333", "GetKeyRotationStatus": {"KeyRotationEnabled": true},
		"GetKeyPolicy": {"Policy": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "delivery.logs.amazonaws.com"}, "Action": ["kms:Encrypt*", "kms:GenerateDataKey*"], "Resource": "*"}]}},
	},
	more,
)

_encryption(rule) := {"GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": rule}]}}}

_kms(id) := _encryption({"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": id})

_bucket(more) := object.union(
	{
		"id": "logs", "Name": "logs", "arn": "arn:aws:s3:::logs", "account": "111122223333", "region": "ap-northeast-1",
		"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}},
		"GetBucketPolicy": {"Policy": {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}},
	},
	more,
)

_open := {"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": {"BlockPublicAcls": false}}}

_got(logs, buckets, keys) := [sprintf("%s %s %s", [finding.status, finding.code, object.get(finding.args, "missing", "-")]) | some finding in found] if {
	found := control.findings with input.ec2.vpcs as [_vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.flow_logs as logs
		with input.s3.buckets as buckets
		with input.s3control.public_access_block as []
		with input.kms.keys as keys
		with input.kms.aliases as [{"id": "a", "region": "ap-northeast-1", "AliasName": "alias/logs", "AliasArn": "arn:aws:kms:ap-northeast-1:111122223333:alias/logs", "TargetKeyId": "k"}]
}

test_flow_log_bucket_is_hardened[name] if {
	some name, tc in {
		"a rotated key by ARN passes": {"bucket": _kms(_key_arn), "key": {}, "want": "PASSED rotated -"},
		"by id passes": {"bucket": _kms("k"), "key": {}, "want": "PASSED rotated -"},
		"by alias passes": {"bucket": _kms("alias/logs"), "key": {}, "want": "PASSED rotated -"},
		"AES256 passes": {"bucket": _encryption({"SSEAlgorithm": "AES256"}), "key": {}, "want": "PASSED aes -"},
		"no encryption fails": {"bucket": {"GetBucketEncryption": {}}, "key": {}, "want": "FAILED soft BucketEncryption"},
		"a key that does not rotate fails": {"bucket": _kms(_key_arn), "key": {"GetKeyRotationStatus": {"KeyRotationEnabled": false}}, "want": "FAILED soft KeyRotationEnabled"},
		"rotation untold fails": {"bucket": _kms(_key_arn), "key": {"GetKeyRotationStatus": {"KeyRotationEnabled": null}}, "want": "FAILED soft KeyRotationEnabled"},
		"the key of S3 itself fails": {"bucket": _encryption({"SSEAlgorithm": "aws:kms"}), "key": {}, "want": "FAILED soft KMSMasterKeyID"},
		"a key that does not admit the delivery fails": {
			"bucket": _kms(_key_arn),
			"key": {"GetKeyPolicy": {"Policy": {"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}]}}},
			"want": "FAILED soft kms:GenerateDataKey* for delivery.logs.amazonaws.com",
		},
		"a key of another account is not known": {"bucket": _kms("arn:aws:kms:ap-northeast-1:444455556666:key/k"), "key": {}, "want": "WARNING foreign -"},
		"an open bucket fails whatever its key": {"bucket": object.union(_open, _kms("arn:aws:kms:ap-northeast-1:444455556666:key/k")), "key": {}, "want": "FAILED soft PublicAccessBlock"},
		"plaintext fails": {"bucket": object.union({"GetBucketPolicy": {"Policy": {"Statement": []}}}, _kms(_key_arn)), "key": {}, "want": "FAILED soft Deny aws:SecureTransport=false"},
	}
	_got([_log({})], [_bucket(tc.bucket)], [_key(tc.key)]) == [tc.want]
}

test_logs[name] if {
	some name, tc in {
		"no flow log does not apply": {"logs": [], "want": "NOT_APPLICABLE no_log -"},
		"one to CloudWatch Logs does not apply": {"logs": [_log({"LogDestinationType": "cloud-watch-logs"})], "want": "NOT_APPLICABLE no_log -"},
		"one that fails does not apply": {"logs": [_log({"DeliverLogsStatus": "FAILED"})], "want": "NOT_APPLICABLE no_log -"},
		"a bucket of another account is not known": {"logs": [_log({"LogDestination": "arn:aws:s3:::central"})], "want": "WARNING foreign -"},
		"a good bucket beside one of another account is not enough": {"logs": [_log({}), _log({"id": "fl-2", "LogDestination": "arn:aws:s3:::central"})], "want": "WARNING foreign -"},
	}
	_got(tc.logs, [_bucket(_kms(_key_arn))], [_key({})]) == [tc.want]
}

test_plan_closes_the_bucket[name] if {
	some name, tc in {
		"an open one": {"bucket": _open, "want": [["vpc-1", "PutPublicAccessBlock", "logs"]]},
		"a closed one": {"bucket": {}, "want": []},
	}
	steps := control.plan with input.ec2.vpcs as [_vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.flow_logs as [_log({})]
		with input.s3.buckets as [_bucket(tc.bucket)]
		with input.s3control.public_access_block as []
	[[step.subject, step.calls[0].operation, step.calls[0].params.Bucket] | some step in steps] == tc.want
}
