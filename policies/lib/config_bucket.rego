# METADATA
# title: Delivery channels of AWS Config and their buckets
# description: >-
#   Where the history of configurations goes. The bucket of a channel is one of this account's, or lies in another account
#   (https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html).
package lib.config_bucket

import data.lib.steps

# METADATA
# description: Regions with a delivery channel that names a bucket.
channels contains channel.region if {
	some channel in input.config.delivery_channels
	channel.S3BucketName != ""
}

# METADATA
# description: Ids of the channels whose last delivery of history, and whose stream of changes, did not fail.
delivering contains channel.id if {
	some channel in input.config.delivery_channels
	channel.S3BucketName != ""
	channel.DescribeDeliveryChannelStatus
	not _failed(channel)
}

_failed(channel) if {
	some status in channel.DescribeDeliveryChannelStatus.DeliveryChannelsStatus
	status.ConfigHistoryDeliveryInfo.LastStatus == "FAILURE"
}

_failed(channel) if {
	some status in channel.DescribeDeliveryChannelStatus.DeliveryChannelsStatus
	status.ConfigStreamDeliveryInfo.LastStatus == "FAILURE"
}

# METADATA
# description: >-
#   Ids of the buckets whose policy lets somebody write who is neither a recorder of this account, nor AWS Config, nor another service of
#   AWS's that writes logs.
admitting_strangers contains bucket.id if {
	some bucket in input.s3.buckets
	some statement in kijun.policy.statements(bucket.GetBucketPolicy.Policy)
	_lets_write(statement)
	some principal in statement.principals
	not _recorder(principal)
	not _log_service(principal)
}

admitting_strangers contains bucket.id if {
	some bucket in input.s3.buckets
	some statement in kijun.policy.statements(bucket.GetBucketPolicy.Policy)
	_lets_write(statement)
	statement.not_principals[0]
}

# METADATA
# description: Ids of the buckets whose policy lets AWS Config write, whichever account it works for.
admitting_any_account contains bucket.id if {
	some bucket in input.s3.buckets
	some statement in kijun.policy.statements(bucket.GetBucketPolicy.Policy)
	_lets_write(statement)
	some principal in statement.principals
	principal.value == "config.amazonaws.com"
	not _for_known_accounts(statement)
}

# METADATA
# description: Ids of the buckets to which other services of AWS's write logs, too.
shared_with_services contains bucket.id if {
	some bucket in input.s3.buckets
	some statement in kijun.policy.statements(bucket.GetBucketPolicy.Policy)
	_lets_write(statement)
	some principal in statement.principals
	_log_service(principal)
	principal.value != "config.amazonaws.com"
}

# All actions of S3 that only read begin with Get or List.
_lets_write(statement) if {
	statement.effect == "Allow"
	some pattern in statement.actions
	not regex.match(`(?i)^s3:(get|list)`, pattern)
}

_lets_write(statement) if {
	statement.effect == "Allow"
	statement.not_actions[0]
}

_recorder(principal) if {
	principal.type == "AWS"
	some recorder in input.config.recorders
	recorder.RoleARN == principal.value
}

_log_service(principal) if {
	principal.type == "Service"
	principal.value in ["cloudtrail.amazonaws.com", "config.amazonaws.com", "delivery.logs.amazonaws.com", "logging.s3.amazonaws.com"]
}

_for_known_accounts(statement) if {
	some condition in statement.conditions
	condition.key in ["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"]
	startswith(condition.operator, "String")
	not contains(condition.operator, "Not")
}

_for_known_accounts(statement) if {
	some condition in statement.conditions
	condition.key == "aws:sourcearn"
	condition.operator in ["ArnEquals", "ArnLike"]
}

# METADATA
# description: The policy of a bucket that lets AWS Config write for this account alone, all else as it is.
for_own_account(bucket) := object.union(bucket.GetBucketPolicy.Policy, {"Statement": [kept |
	some index, statement in _list(bucket.GetBucketPolicy.Policy.Statement)
	kept := _bound(statement, index in _unbound(bucket))
]})

_unbound(bucket) := {statement.index |
	some statement in kijun.policy.statements(bucket.GetBucketPolicy.Policy)
	_lets_write(statement)
	some principal in statement.principals
	principal.value == "config.amazonaws.com"
	not _for_known_accounts(statement)
}

_bound(statement, false) := statement

_bound(statement, true) := object.union(statement, {"Condition": {"StringEquals": {"aws:SourceAccount": input.account.account}}})

# METADATA
# description: The policy of a bucket with one more statement.
with_statement(bucket, statement) := {"Version": "2012-10-17", "Statement": [statement]} if not bucket.GetBucketPolicy.Policy

with_statement(bucket, statement) := object.union(
	bucket.GetBucketPolicy.Policy,
	{"Statement": array.concat(_list(bucket.GetBucketPolicy.Policy.Statement), [statement])},
)

_list(statements) := statements if is_array(statements)

_list(statement) := [statement] if is_object(statement)

# METADATA
# description: A statement that denies a bucket's requests without TLS to everyone.
denying_plaintext(bucket_arn) := {
	"Sid": "DenyPlaintext",
	"Effect": "Deny",
	"Principal": "*",
	"Action": "s3:*",
	"Resource": [bucket_arn, sprintf("%s/*", [bucket_arn])],
	"Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

# METADATA
# description: >-
#   The calls that create a bucket for a Region's history and a channel to it, protected as BLEA protects its own
#   (https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html).
channel_calls(region) := [
	steps.call("s3", "CreateBucket", _place(region)),
	steps.call("s3", "PutPublicAccessBlock", {"Bucket": name(region), "PublicAccessBlockConfiguration": _blocked}),
	steps.call("s3", "PutBucketVersioning", {"Bucket": name(region), "VersioningConfiguration": {"Status": "Enabled"}}),
	steps.call("s3", "PutBucketEncryption", {"Bucket": name(region), "ServerSideEncryptionConfiguration": _encrypted}),
	steps.call("s3", "PutBucketPolicy", {"Bucket": name(region), "Policy": json.marshal(_policy(region))}),
	steps.call("config", "PutDeliveryChannel", {"DeliveryChannel": {"name": "default", "s3BucketName": name(region)}}),
]

# METADATA
# description: The calls that take them back, once no recorder of the Region records any more.
channel_undo(region) := [
	steps.call("config", "DeleteDeliveryChannel", {"DeliveryChannelName": "default"}),
	steps.call("s3", "DeleteBucket", {"Bucket": name(region)}),
]

# METADATA
# description: What these calls change in the evidence.
channel_effects(region) := [
	steps.added("s3.buckets", name(region), region.id, {
		"arn": _arn(region),
		"type": "AWS::S3::Bucket",
		"Name": name(region),
		"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": _blocked},
		"GetBucketVersioning": {"Status": "Enabled"},
		"GetBucketPolicy": {"Policy": _policy(region)},
		"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": false}},
		"GetBucketEncryption": {"ServerSideEncryptionConfiguration": _encrypted},
		"GetBucketAcl": {},
		"GetBucketOwnershipControls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}},
		"GetBucketLogging": {},
		"GetBucketLifecycleConfiguration": {},
		"GetObjectLockConfiguration": {},
	}),
	steps.added("config.delivery_channels", sprintf("%s/default", [region.id]), region.id, {
		"Name": "default",
		"S3BucketName": name(region),
		"DescribeDeliveryChannelStatus": {"DeliveryChannelsStatus": []},
	}),
]

# METADATA
# description: The name of the bucket that a step creates for a Region.
name(region) := sprintf("blea-config-%s-%s", [input.account.account, region.id])

_place(region) := {"Bucket": name(region)} if region.id == "us-east-1"

_place(region) := {"Bucket": name(region), "CreateBucketConfiguration": {"LocationConstraint": region.id}} if region.id != "us-east-1"

_blocked := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_encrypted := {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}

_policy(region) := {"Version": "2012-10-17", "Statement": [
	denying_plaintext(_arn(region)),
	{
		"Sid": "ConfigLooks",
		"Effect": "Allow",
		"Principal": {"Service": "config.amazonaws.com"},
		"Action": ["s3:GetBucketAcl", "s3:ListBucket"],
		"Resource": _arn(region),
		"Condition": {"StringEquals": {"aws:SourceAccount": input.account.account}},
	},
	{
		"Sid": "ConfigDelivers",
		"Effect": "Allow",
		"Principal": {"Service": "config.amazonaws.com"},
		"Action": "s3:PutObject",
		"Resource": sprintf("%s/AWSLogs/%s/Config/*", [_arn(region), input.account.account]),
		"Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": input.account.account}},
	},
]}

_arn(region) := sprintf("arn:%s:s3:::%s", [input.account.partition, name(region)])
