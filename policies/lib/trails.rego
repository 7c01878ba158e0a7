# METADATA
# title: Trails
# description: >-
#   Which trails record what BLEA asks for: every Region, global services, management events of reading and writing, and delivery that
#   works (usecases/blea-gov-base-standalone/lib/construct/logging.ts). Sets hold trail ids unless they say otherwise. An organization's
#   trail that shows as a shadow trail counts like one of the account's own.
package lib.trails

import data.lib.buckets as own_buckets
import data.lib.times

# METADATA
# description: >-
#   Trails that record all management events of all Regions and deliver them, and pairs of trails of which one records reading
#   and the other one writing.
qualifying contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in recording
	trail.id in reading
	trail.id in writing
}

qualifying contains trail.id if {
	some trail in input.cloudtrail.trails
	some other in input.cloudtrail.trails
	trail.id in recording
	other.id in recording
	_only(trail, "ReadOnly", "WriteOnly")
	_only(other, "WriteOnly", "ReadOnly")
}

qualifying contains trail.id if {
	some trail in input.cloudtrail.trails
	some other in input.cloudtrail.trails
	trail.id in recording
	other.id in recording
	_only(trail, "WriteOnly", "ReadOnly")
	_only(other, "ReadOnly", "WriteOnly")
}

# METADATA
# description: Trails that record the reading management events of all Regions and deliver them.
readers contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in recording
	trail.id in reading
}

# METADATA
# description: Trails that record the writing management events of all Regions and deliver them.
writers contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in recording
	trail.id in writing
}

# METADATA
# description: All management events are recorded and delivered, by one trail or by several.
covered if {
	some _ in readers
	some _ in writers
}

# METADATA
# description: Trails that are on, for all Regions and global services, and whose last delivery to S3 did not fail for a day.
recording contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.IsMultiRegionTrail == true
	trail.IncludeGlobalServiceEvents == true
	trail.GetTrailStatus.IsLogging == true
	not _failing(trail)
}

# METADATA
# description: Trails that are on but have not delivered to S3 for a day, since the last attempt failed.
failing contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.GetTrailStatus.IsLogging == true
	_failing(trail)
}

# METADATA
# description: Trails that select the management events that read.
reading contains trail.id if {
	some trail in input.cloudtrail.trails
	_selects(trail, "ReadOnly")
}

# METADATA
# description: Trails that select the management events that write.
writing contains trail.id if {
	some trail in input.cloudtrail.trails
	_selects(trail, "WriteOnly")
}

_only(trail, kind, other) if {
	_selects(trail, kind)
	not _selects(trail, other)
}

# A trail that never had a selector records all management events; the API then shows a selector that says so, or none at all
# (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html).
_selects(trail, _) if {
	trail.GetEventSelectors
	not trail.GetEventSelectors.EventSelectors[0]
	not trail.GetEventSelectors.AdvancedEventSelectors[0]
}

_selects(trail, kind) if {
	some selector in trail.GetEventSelectors.EventSelectors
	selector.IncludeManagementEvents == true
	selector.ReadWriteType in {"All", kind}
	not selector.ExcludeManagementEventSources[0]
}

_selects(trail, kind) if {
	some selector in trail.GetEventSelectors.AdvancedEventSelectors
	_all_management(selector, kind)
}

_all_management(selector, kind) if {
	some category in selector.FieldSelectors
	category.Field == "eventCategory"
	category.Equals == ["Management"]
	every field in selector.FieldSelectors {
		_unlimiting(field, kind)
	}
}

_unlimiting(field, _) if field.Field == "eventCategory"

_unlimiting(field, "ReadOnly") if {
	field.Field == "readOnly"
	field.Equals == ["true"]
}

_unlimiting(field, "WriteOnly") if {
	field.Field == "readOnly"
	field.Equals == ["false"]
}

# METADATA
# description: The home Regions of trails that qualify.
homes contains trail.region if {
	some trail in input.cloudtrail.trails
	trail.id in qualifying
}

# An error of the last delivery that a later success has not healed for a day means that records are being lost.
_failing(trail) if {
	trail.GetTrailStatus.LatestDeliveryError != ""
	not _delivered(trail)
}

_delivered(trail) if _recent(trail.GetTrailStatus.LatestDeliveryTime)

_recent(date) if times.ns(input.as_of) - times.ns(date) <= times.days(1)

# METADATA
# description: >-
#   ARNs of event data stores of CloudTrail Lake that take in all management events of all Regions. What is in a store cannot be changed
#   (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake.html).
stores contains store.arn if {
	some store in input.cloudtrail.event_data_stores
	store.GetEventDataStore.Status == "ENABLED"
	store.GetEventDataStore.MultiRegionEnabled == true
	_stores(store, "ReadOnly")
	_stores(store, "WriteOnly")
}

_stores(store, kind) if {
	some selector in store.GetEventDataStore.AdvancedEventSelectors
	_all_management(selector, kind)
}

# METADATA
# description: >-
#   The trails of other accounts: an organization's, which its members see and cannot change. Only they carry another account in their ARN.
foreign contains trail.id if {
	some trail in input.cloudtrail.trails
	split(trail.TrailARN, ":")[4] != input.account.account
}

# METADATA
# description: For each trail the ARNs of the account's keys that its KmsKeyId means, be it a key's ARN or id or an alias' ARN or name.
keys[trail.id] contains key.arn if {
	some trail in input.cloudtrail.trails
	some key in input.kms.keys
	key.arn == trail.KmsKeyId
}

keys[trail.id] contains key.arn if {
	some trail in input.cloudtrail.trails
	some key in input.kms.keys
	key.region == trail.region
	key.KeyId == trail.KmsKeyId
}

keys[trail.id] contains key.arn if {
	some trail in input.cloudtrail.trails
	some alias in input.kms.aliases
	alias.arn == trail.KmsKeyId
	some key in input.kms.keys
	key.region == alias.region
	key.KeyId == alias.TargetKeyId
}

keys[trail.id] contains key.arn if {
	some trail in input.cloudtrail.trails
	some alias in input.kms.aliases
	alias.region == trail.region
	alias.AliasName == trail.KmsKeyId
	some key in input.kms.keys
	key.region == alias.region
	key.KeyId == alias.TargetKeyId
}

# METADATA
# description: Trails that name a key of another account, which this account's listings do not have.
with_foreign_key contains trail.id if {
	some trail in input.cloudtrail.trails
	startswith(trail.KmsKeyId, "arn:")
	split(trail.KmsKeyId, ":")[4] != input.account.account
}

# METADATA
# description: For each name of a bucket that trails deliver to, whosever it is, the ARNs of these trails.
delivering[trail.S3BucketName] contains trail.TrailARN if some trail in input.cloudtrail.trails

# METADATA
# description: Names of those of these buckets that are other accounts', which this account's listing does not have.
foreign_buckets contains trail.S3BucketName if {
	some trail in input.cloudtrail.trails
	not trail.S3BucketName in own_buckets.known
}

# METADATA
# description: For each trail the ARNs of the log groups that it delivers to. They are in its home Region.
log_groups[trail.id] contains group.arn if {
	some trail in input.cloudtrail.trails
	some group in input.logs.log_groups
	group.region == trail.region
	group.arn == trim_suffix(trail.CloudWatchLogsLogGroupArn, ":*")
}

# METADATA
# description: Trails that deliver to a log group of another account.
with_foreign_log_group contains trail.id if {
	some trail in input.cloudtrail.trails
	split(trail.CloudWatchLogsLogGroupArn, ":")[4] != input.account.account
}

# METADATA
# description: Trails whose last delivery to CloudWatch Logs was within a day and without error.
delivering_to_logs contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.CloudWatchLogsRoleArn != ""
	_recent(trail.GetTrailStatus.LatestCloudWatchLogsDeliveryTime)
	not _logs_error(trail)
}

_logs_error(trail) if trail.GetTrailStatus.LatestCloudWatchLogsDeliveryError != ""

# METADATA
# description: Trails that deliver to a log group of this account, and did so within a day and without error.
logged contains trail.id if {
	some trail in input.cloudtrail.trails
	trail.id in delivering_to_logs
	some _ in log_groups[trail.id]
}

# METADATA
# description: ARNs of the log groups that receive a trail that qualifies. An alarm on another log group waits for nothing.
receiving contains arn if {
	some trail in input.cloudtrail.trails
	trail.id in qualifying
	trail.id in logged
	some arn in log_groups[trail.id]
}

# METADATA
# description: >-
#   Names of the buckets whose objects' events a trail records, reading and writing, wherever it does: what server access logs would say
#   (https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html).
watched_buckets contains bucket.Name if {
	some bucket in input.s3.buckets
	some trail in input.cloudtrail.trails
	trail.id in recording
	some selector in trail.GetEventSelectors.EventSelectors
	selector.ReadWriteType == "All"
	some data_resource in selector.DataResources
	data_resource.Type == "AWS::S3::Object"
	some prefix in data_resource.Values
	startswith(concat("", [bucket.arn, "/"]), prefix)
}

watched_buckets contains bucket.Name if {
	some bucket in input.s3.buckets
	some trail in input.cloudtrail.trails
	trail.id in recording
	some selector in trail.GetEventSelectors.AdvancedEventSelectors
	some category in selector.FieldSelectors
	category.Field == "eventCategory"
	category.Equals == ["Data"]
	some kind in selector.FieldSelectors
	kind.Field == "resources.type"
	kind.Equals == ["AWS::S3::Object"]
	every field in selector.FieldSelectors {
		_about(field, bucket.arn)
	}
}

_about(field, _) if field.Field in {"eventCategory", "resources.type"}

_about(field, arn) if {
	field.Field == "resources.ARN"
	not field.NotStartsWith[0]
	not field.NotEquals[0]
	not field.NotEndsWith[0]
	some prefix in field.StartsWith
	startswith(concat("", [arn, "/"]), prefix)
}

# METADATA
# description: >-
#   For each trail the ARNs of the account's own keys that let CloudTrail encrypt its files already. The key is in the Region of the bucket that takes
#   them (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html).
fitting_keys[trail.id] contains key.arn if {
	some trail in input.cloudtrail.trails
	not trail.id in _delivering_abroad
	some key in input.kms.keys
	key.region == trail.region
	key.DescribeKey.KeyMetadata.KeyState == "Enabled"
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
	key.DescribeKey.KeyMetadata.KeySpec == "SYMMETRIC_DEFAULT"
	kijun.policy.evaluate(key.GetKeyPolicy.Policy, {
		"action": "kms:GenerateDataKey",
		"principal": {"type": "Service", "value": "cloudtrail.amazonaws.com"},
		"context": {
			"kms:EncryptionContext:aws:cloudtrail:arn": trail.TrailARN,
			"aws:SourceArn": trail.TrailARN,
			"aws:SourceAccount": input.account.account,
		},
	}).decision == "allow"
}

_delivering_abroad contains trail.id if {
	some trail in input.cloudtrail.trails
	some bucket in input.s3.buckets
	bucket.Name == trail.S3BucketName
	bucket.region != trail.region
}
