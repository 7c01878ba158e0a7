# METADATA
# title: Plans for trails
# description: >-
#   Steps that give an account a trail as BLEA has it: they mend a trail that the account has, or make a new one with a bucket of its own.
package lib.trail_plan

import data.lib.buckets
import data.lib.trails

# METADATA
# description: >-
#   The one step towards a trail that records all management events. Of several trails that the account could mend it takes the one that
#   is for all Regions already, else the first.
steps contains {
	"subject": input.account.id,
	"region": trail.region,
	"calls": array.concat(
		[{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "IsMultiRegionTrail": true, "IncludeGlobalServiceEvents": true}}],
		array.concat(_selector_calls(trail), [{"service": "cloudtrail", "operation": "StartLogging", "params": {"Name": trail.TrailARN}}]),
	),
	"undo": array.concat(
		[{"service": "cloudtrail", "operation": "UpdateTrail", "params": {
			"Name": trail.TrailARN,
			"IsMultiRegionTrail": trail.id in _multi_region,
			"IncludeGlobalServiceEvents": trail.id in _global,
		}}],
		array.concat(_selector_undo(trail), _stop(trail)),
	),
	"effect": array.concat(
		[
			{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "IsMultiRegionTrail", "value": true},
			{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "IncludeGlobalServiceEvents", "value": true},
			{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "GetTrailStatus.IsLogging", "value": true},
		],
		_selector_effect(trail),
	),
	"needs": [],
	"destructive": false,
} if {
	not trails.covered
	some trail in input.cloudtrail.trails
	trail.id == min(_first_choice)
}

steps contains {
	"subject": input.account.id,
	"region": input.account.home,
	"calls": array.concat(
		_bucket_calls(_bucket, input.account.home),
		[
			{"service": "s3", "operation": "PutBucketPolicy", "params": {"Bucket": _bucket, "Policy": json.marshal(bucket_policy(_bucket_arn, _trail_arn))}},
			{"service": "cloudtrail", "operation": "CreateTrail", "params": {
				"Name": "blea-trail",
				"S3BucketName": _bucket,
				"IsMultiRegionTrail": true,
				"IncludeGlobalServiceEvents": true,
				"EnableLogFileValidation": true,
			}},
			{"service": "cloudtrail", "operation": "StartLogging", "params": {"Name": "blea-trail"}},
		],
	),
	"undo": [
		{"service": "cloudtrail", "operation": "DeleteTrail", "params": {"Name": "blea-trail"}},
		{"service": "s3", "operation": "DeleteBucket", "params": {"Bucket": _bucket}},
	],
	"effect": [
		{"op": "add", "collection": "cloudtrail.trails", "id": _trail_arn, "value": {
			"id": _trail_arn, "arn": _trail_arn, "type": "AWS::CloudTrail::Trail", "account": input.account.account, "region": input.account.home,
			"TrailARN": _trail_arn, "Name": "blea-trail", "HomeRegion": input.account.home, "S3BucketName": _bucket, "IsMultiRegionTrail": true,
			"IncludeGlobalServiceEvents": true, "IsOrganizationTrail": false, "LogFileValidationEnabled": true,
			"GetTrailStatus": {"IsLogging": true},
			"GetEventSelectors": {"TrailARN": _trail_arn, "EventSelectors": _default},
		}},
		{"op": "add", "collection": "s3.buckets", "id": _bucket, "value": _hardened(_bucket, _bucket_arn, input.account.home, bucket_policy(_bucket_arn, _trail_arn))},
	],
	"needs": [],
	"destructive": false,
} if {
	not trails.covered
	count(_own) == 0
}

_own contains trail.id if {
	some trail in input.cloudtrail.trails
	not trail.id in trails.foreign
}

_first_choice contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _own
	trail.id in _multi_region
}

_first_choice contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in _own
	not _any_multi_region
}

_any_multi_region if {
	some id in _own
	id in _multi_region
}

_multi_region contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
}

_global contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.IncludeGlobalServiceEvents == true
}

_selector_calls(trail) := [] if _complete(trail)

_selector_calls(trail) := [{"service": "cloudtrail", "operation": "PutEventSelectors", "params": object.union({"TrailName": trail.TrailARN}, _selectors(trail))}] if not _complete(trail)

_selector_undo(trail) := [] if _complete(trail)

_selector_undo(trail) := [{"service": "cloudtrail", "operation": "PutEventSelectors", "params": object.union({"TrailName": trail.TrailARN}, _present(trail))}] if not _complete(trail)

_selector_effect(trail) := [] if _complete(trail)

_selector_effect(trail) := [{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "GetEventSelectors", "value": _selectors(trail)}] if not _complete(trail)

_complete(trail) if {
	trail.id in trails.reading
	trail.id in trails.writing
}

_present(trail) := {"AdvancedEventSelectors": trail.GetEventSelectors.AdvancedEventSelectors} if trail.GetEventSelectors.AdvancedEventSelectors[0]

_present(trail) := {"EventSelectors": trail.GetEventSelectors.EventSelectors} if not trail.GetEventSelectors.AdvancedEventSelectors[0]

_default := [{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [], "ExcludeManagementEventSources": []}]

# What a trail selects beside management events stays.
_selectors(trail) := {"AdvancedEventSelectors": array.concat(
	[{"Name": "All management events", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}],
	[selector |
		some selector in trail.GetEventSelectors.AdvancedEventSelectors
		not _of_management(selector)
	],
)} if {
	trail.GetEventSelectors.AdvancedEventSelectors[0]
}

_selectors(trail) := {"EventSelectors": array.concat(
	_default,
	[object.union(selector, {"IncludeManagementEvents": false, "ExcludeManagementEventSources": []}) |
		some selector in trail.GetEventSelectors.EventSelectors
		selector.DataResources[0]
	],
)} if {
	not trail.GetEventSelectors.AdvancedEventSelectors[0]
}

_of_management(selector) if {
	some field in selector.FieldSelectors
	field.Field == "eventCategory"
	field.Equals == ["Management"]
}

_stop(trail) := [] if trail.GetTrailStatus.IsLogging == true

_stop(trail) := [{"service": "cloudtrail", "operation": "StopLogging", "params": {"Name": trail.TrailARN}}] if not trail.GetTrailStatus.IsLogging == true

_bucket := sprintf("blea-trail-%s-%s", [input.account.account, input.account.home])

_bucket_arn := sprintf("arn:%s:s3:::%s", [input.account.partition, _bucket])

_trail_arn := sprintf("arn:%s:cloudtrail:%s:%s:trail/blea-trail", [input.account.partition, input.account.home, input.account.account])

# METADATA
# description: >-
#   BLEA's policy of the trail's bucket, limited to one trail as AWS asks
#   (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html).
bucket_policy(arn, trail) := {"Version": "2012-10-17", "Statement": [
	buckets.tls_statement(arn),
	buckets.delete_statement(arn),
	{
		"Effect": "Allow",
		"Principal": {"Service": "cloudtrail.amazonaws.com"},
		"Action": "s3:GetBucketAcl",
		"Resource": arn,
		"Condition": {"StringEquals": {"aws:SourceArn": trail}},
	},
	{
		"Effect": "Allow",
		"Principal": {"Service": "cloudtrail.amazonaws.com"},
		"Action": "s3:PutObject",
		"Resource": sprintf("%s/AWSLogs/%s/*", [arn, input.account.account]),
		"Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceArn": trail}},
	},
]}

_bucket_calls(name, region) := array.concat(
	[{"service": "s3", "operation": "CreateBucket", "params": object.union({"Bucket": name}, _location(region))}],
	[
		{"service": "s3", "operation": "PutPublicAccessBlock", "params": {"Bucket": name, "PublicAccessBlockConfiguration": _blocked}},
		{"service": "s3", "operation": "PutBucketVersioning", "params": {"Bucket": name, "VersioningConfiguration": {"Status": "Enabled"}}},
		{"service": "s3", "operation": "PutBucketEncryption", "params": {"Bucket": name, "ServerSideEncryptionConfiguration": _encrypted}},
	],
)

# METADATA
# description: The calls that make BLEA's bucket for the access logs of another bucket, in its Region.
access_log_calls(name, source) := array.concat(_bucket_calls(name, source.region), [
	{"service": "s3", "operation": "PutBucketLifecycleConfiguration", "params": {"Bucket": name, "LifecycleConfiguration": access_log_lifecycle}},
	{"service": "s3", "operation": "PutBucketPolicy", "params": {"Bucket": name, "Policy": json.marshal(access_log_policy(name, source))}},
])

# METADATA
# description: The bucket that access_log_calls make, as a scan would find it.
access_log_bucket(name, source) := object.union(
	_hardened(name, _sibling_arn(name, source), source.region, access_log_policy(name, source)),
	{"GetBucketLifecycleConfiguration": access_log_lifecycle},
)

# METADATA
# description: >-
#   The policy that lets S3 deliver the access logs of a bucket
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html), with BLEA's two denials.
access_log_policy(name, source) := {"Version": "2012-10-17", "Statement": [
	buckets.tls_statement(_sibling_arn(name, source)),
	buckets.delete_statement(_sibling_arn(name, source)),
	{
		"Effect": "Allow",
		"Principal": {"Service": "logging.s3.amazonaws.com"},
		"Action": "s3:PutObject",
		"Resource": concat("", [_sibling_arn(name, source), "/cloudtraillogs*"]),
		"Condition": {"ArnLike": {"aws:SourceArn": source.arn}, "StringEquals": {"aws:SourceAccount": source.account}},
	},
]}

# METADATA
# description: BLEA's lifecycle of access logs.
access_log_lifecycle := {"Rules": [{
	"ID": "blea-access-logs",
	"Status": "Enabled",
	"Filter": {"Prefix": ""},
	"Transitions": [{"Days": 90, "StorageClass": "GLACIER"}],
	"Expiration": {"Days": 2555},
}]}

_sibling_arn(name, source) := sprintf("arn:%s:s3:::%s", [split(source.arn, ":")[1], name])

# S3 takes no constraint for its first Region.
_location("us-east-1") := {}

_location(region) := {"CreateBucketConfiguration": {"LocationConstraint": region}} if region != "us-east-1"

_encrypted := {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}

_blocked := {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}

_hardened(name, arn, region, policy) := {
	"id": name, "arn": arn, "type": "AWS::S3::Bucket", "account": input.account.account, "region": region, "Name": name, "BucketRegion": region,
	"GetPublicAccessBlock": {"PublicAccessBlockConfiguration": _blocked},
	"GetBucketVersioning": {"Status": "Enabled"},
	"GetBucketEncryption": {"ServerSideEncryptionConfiguration": _encrypted},
	"GetBucketPolicy": {"Policy": policy},
	"GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": false}},
	"GetBucketOwnershipControls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}},
	"GetBucketAcl": {"Owner": {"ID": "owner"}, "Grants": [{"Grantee": {"ID": "owner", "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"}]},
	"GetBucketLogging": {},
	"GetBucketLifecycleConfiguration": {},
	"GetObjectLockConfiguration": {},
}

# METADATA
# description: >-
#   The calls that make a role with which CloudTrail writes to one log group and nothing else, as BLEA's.
logs_role_calls(name, group) := [
	{"service": "iam", "operation": "CreateRole", "params": {"RoleName": name, "AssumeRolePolicyDocument": json.marshal(logs_trust)}},
	{"service": "iam", "operation": "PutRolePolicy", "params": {"RoleName": name, "PolicyName": "write-trail", "PolicyDocument": json.marshal(logs_permissions(group))}},
]

# METADATA
# description: The calls that remove that role.
logs_role_undo(name) := [
	{"service": "iam", "operation": "DeleteRolePolicy", "params": {"RoleName": name, "PolicyName": "write-trail"}},
	{"service": "iam", "operation": "DeleteRole", "params": {"RoleName": name}},
]

# METADATA
# description: That role, as a scan would find it.
logs_role(name, group) := {
	"id": name, "arn": _role_arn(name), "type": "AWS::IAM::Role", "account": input.account.account, "region": "global", "Arn": _role_arn(name),
	"RoleName": name, "Path": "/", "AssumeRolePolicyDocument": logs_trust, "AttachedManagedPolicies": [],
	"RolePolicyList": [{"PolicyName": "write-trail", "PolicyDocument": logs_permissions(group)}],
}

_role_arn(name) := sprintf("arn:%s:iam::%s:role/%s", [input.account.partition, input.account.account, name])

# METADATA
# description: The trust policy of the role with which CloudTrail writes to CloudWatch Logs.
logs_trust := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole"}]}

# METADATA
# description: Its permissions on the log group of this ARN (without a trailing star).
logs_permissions(group) := {"Version": "2012-10-17", "Statement": [{
	"Effect": "Allow",
	"Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
	"Resource": concat("", [group, ":*"]),
}]}

# METADATA
# description: The calls that make a bucket closed to the public, with versions, in a Region.
bucket_calls(name, region) := _bucket_calls(name, region)

# METADATA
# description: That bucket with its policy, as a scan would find it.
bucket(name, arn, region, policy) := _hardened(name, arn, region, policy)

# METADATA
# description: >-
#   The step that makes a trail deliver to a log group of its own, with a role of its own (subject and order are the caller's to say).
delivering(trail, name, role) := {
	"subject": trail.id,
	"region": trail.region,
	"calls": array.concat(
		[
			{"service": "logs", "operation": "CreateLogGroup", "params": {"logGroupName": name}},
			{"service": "logs", "operation": "PutRetentionPolicy", "params": {"logGroupName": name, "retentionInDays": 365}},
		],
		array.concat(
			logs_role_calls(role, _group(trail, name)),
			[{"service": "cloudtrail", "operation": "UpdateTrail", "params": {
				"Name": trail.TrailARN,
				"CloudWatchLogsLogGroupArn": concat("", [_group(trail, name), ":*"]),
				"CloudWatchLogsRoleArn": logs_role(role, _group(trail, name)).arn,
			}}],
		),
	),
	"undo": array.concat(
		[{"service": "cloudtrail", "operation": "UpdateTrail", "params": {"Name": trail.TrailARN, "CloudWatchLogsLogGroupArn": "", "CloudWatchLogsRoleArn": ""}}],
		array.concat(logs_role_undo(role), [{"service": "logs", "operation": "DeleteLogGroup", "params": {"logGroupName": name}}]),
	),
	"effect": [
		{"op": "add", "collection": "logs.log_groups", "id": _group(trail, name), "value": {
			"id": _group(trail, name), "arn": _group(trail, name), "type": "AWS::Logs::LogGroup", "account": input.account.account, "region": trail.region,
			"LogGroupName": name, "LogGroupArn": _group(trail, name), "Arn": concat("", [_group(trail, name), ":*"]), "RetentionInDays": 365,
		}},
		{"op": "add", "collection": "iam.roles", "id": role, "value": logs_role(role, _group(trail, name))},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "CloudWatchLogsLogGroupArn", "value": concat("", [_group(trail, name), ":*"])},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "CloudWatchLogsRoleArn", "value": logs_role(role, _group(trail, name)).arn},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "GetTrailStatus.LatestCloudWatchLogsDeliveryTime", "value": input.as_of},
		{"op": "set", "collection": "cloudtrail.trails", "id": trail.id, "path": "GetTrailStatus.LatestCloudWatchLogsDeliveryError", "value": ""},
	],
	"needs": [],
	"destructive": false,
}

_group(trail, name) := sprintf("arn:%s:logs:%s:%s:log-group:%s", [input.account.partition, trail.region, input.account.account, name])
