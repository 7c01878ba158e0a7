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

_alias := {"id": "a", "region": "ap-northeast-1", "AliasName": "alias/logs", "AliasArn": "arn:aws:kms:ap-northeast-1:111122223333:alias/logs", "TargetKeyId": "k"}

# A key of the account that neither rotates nor admits the delivery.
_bad_key(more) := _key(object.union({"id": "bad", "arn": "arn:aws:kms:ap-northeast-1:111122223333:key/bad", "KeyId": "bad", "GetKeyRotationStatus": {"KeyRotationEnabled": false}, "GetKeyPolicy": {"Policy": {"Statement": []}}}, more))

_got(logs, buckets, keys) := _got_in(_vpc, logs, buckets, keys, [_alias])

_got_in(vpc, logs, buckets, keys, aliases) := [sprintf("%s %s %s", [finding.status, finding.code, object.get(finding.args, "missing", "-")]) | some finding in found] if {
	found := control.findings with input.ec2.vpcs as [vpc]
		with input.account as {"account": "111122223333"}
		with input.ec2.flow_logs as logs
		with input.s3.buckets as buckets
		with input.s3control.public_access_block as []
		with input.kms.keys as keys
		with input.kms.aliases as aliases
}

test_flow_log_bucket_is_hardened[name] if {
	some name, tc in {
		"a rotated key by ARN passes": {"bucket": _kms(_key_arn), "key": {}, "want": "PASSED rotated -"},
		"by id passes": {"bucket": _kms("k"), "key": {}, "want": "PASSED rotated -"},
		"by alias passes": {"bucket": _kms("alias/logs"), "key": {}, "want": "PASSED rotated -"},
		"by the alias' ARN passes": {"bucket": _kms(_alias.AliasArn), "key": {}, "want": "PASSED rotated -"},
		"a key by id that does not rotate fails": {"bucket": _kms("k"), "key": {"GetKeyRotationStatus": {"KeyRotationEnabled": false}}, "want": "FAILED soft KeyRotationEnabled"},
		"one by alias fails": {"bucket": _kms("alias/logs"), "key": {"GetKeyRotationStatus": {"KeyRotationEnabled": false}}, "want": "FAILED soft KeyRotationEnabled"},
		"one by the alias' ARN fails": {"bucket": _kms(_alias.AliasArn), "key": {"GetKeyRotationStatus": {"KeyRotationEnabled": false}}, "want": "FAILED soft KeyRotationEnabled"},
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

test_other_keys_do_not_count[name] if {
	some name, tc in {
		"one that the bucket does not name": {"bucket": _kms(_key_arn), "other": _bad_key({}), "aliases": [_alias]},
		"one beside that of the alias": {"bucket": _kms("alias/logs"), "other": _bad_key({}), "aliases": [_alias]},
		"a replica in another Region, by id": {"bucket": _kms("k"), "other": _bad_key({"KeyId": "k", "region": "us-east-1"}), "aliases": [_alias]},
		"a replica in another Region, by alias": {"bucket": _kms("alias/logs"), "other": _bad_key({"KeyId": "k", "region": "us-east-1"}), "aliases": [_alias]},
		"that of another alias": {"bucket": _kms("alias/logs"), "other": _bad_key({}), "aliases": [_alias, object.union(_alias, {"id": "b", "AliasName": "alias/b", "AliasArn": "arn:aws:kms:ap-northeast-1:111122223333:alias/b", "TargetKeyId": "bad"})]},
		"that of the same alias in another Region": {"bucket": _kms("alias/logs"), "other": _bad_key({}), "aliases": [_alias, object.union(_alias, {"id": "b", "region": "us-east-1", "AliasArn": "arn:aws:kms:us-east-1:111122223333:alias/logs", "TargetKeyId": "bad"})]},
	}
	_got_in(_vpc, [_log({})], [_bucket(tc.bucket)], [_key({}), tc.other], tc.aliases) == ["PASSED rotated -"]
}

test_shared_vpcs_are_out_of_scope[name] if {
	some name, tc in {
		"without a flow log": {"logs": [], "bucket": {}},
		"a rotated key": {"logs": [_log({})], "bucket": _kms(_key_arn)},
		"AES256": {"logs": [_log({})], "bucket": _encryption({"SSEAlgorithm": "AES256"})},
		"an open bucket": {"logs": [_log({})], "bucket": _open},
		"another account's bucket": {"logs": [_log({"LogDestination": "arn:aws:s3:::central"})], "bucket": {}},
	}
	_got_in(object.union(_vpc, {"OwnerId": "444455556666"}), tc.logs, [_bucket(tc.bucket)], [_key({})], [_alias]) == []
}

test_an_unrelated_bucket_does_not_count if {
	other := object.union(_bucket(_encryption({"SSEAlgorithm": "AES256"})), {"id": "other", "Name": "other"})
	_got([_log({})], [_bucket(_kms(_key_arn)), other], [_key({})]) == ["PASSED rotated -"]
}

test_aes_beside_another_account_is_not_enough if {
	_got([_log({}), _log({"id": "fl-2", "LogDestination": "arn:aws:s3:::central"})], [_bucket(_encryption({"SSEAlgorithm": "AES256"}))], []) == ["WARNING foreign -"]
}

test_logs[name] if {
	some name, tc in {
		"no flow log does not apply": {"logs": [], "want": "NOT_APPLICABLE no_log -"},
		"one to CloudWatch Logs does not apply": {"logs": [_log({"LogDestinationType": "cloud-watch-logs", "LogDestination": "arn:aws:logs:ap-northeast-1:111122223333:log-group:flow"})], "want": "NOT_APPLICABLE no_log -"},
		"one that is off beside it does not count": {"logs": [_log({}), _log({"id": "fl-2", "FlowLogStatus": "INACTIVE", "LogDestination": "arn:aws:s3:::central"})], "want": "PASSED rotated -"},
		"one of rejected traffic beside it does not count": {"logs": [_log({}), _log({"id": "fl-2", "TrafficType": "REJECT", "LogDestination": "arn:aws:s3:::central"})], "want": "PASSED rotated -"},
		"one that fails beside it does not count": {"logs": [_log({}), _log({"id": "fl-2", "DeliverLogsStatus": "FAILED", "LogDestination": "arn:aws:s3:::central"})], "want": "PASSED rotated -"},
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
