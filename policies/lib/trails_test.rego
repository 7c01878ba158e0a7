# METADATA
# title: Tests of the trails, and an account as BLEA leaves it behind for the tests of controls
package lib.trails_test

import data.lib.buckets_test
import data.lib.trails

# METADATA
# description: The account of the tests.
account := {
	"id": "AWS::::Account:111122223333",
	"account": "111122223333",
	"region": "global",
	"home": "ap-northeast-1",
	"partition": "aws",
	"type": "AWS::::Account",
}

# METADATA
# description: When the evidence of the tests was read.
as_of := "2026-04-02T12:00:00Z"

# METADATA
# description: BLEA's trail.
trail := {
	"id": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/blea",
	"arn": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/blea",
	"account": "111122223333",
	"region": "ap-northeast-1",
	"HomeRegion": "ap-northeast-1",
	"Name": "blea",
	"TrailARN": "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/blea",
	"IsMultiRegionTrail": true,
	"IncludeGlobalServiceEvents": true,
	"IsOrganizationTrail": false,
	"LogFileValidationEnabled": true,
	"KmsKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/11111111-1111-1111-1111-111111111111",
	"S3BucketName": "audit",
	"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*",
	"CloudWatchLogsRoleArn": "arn:aws:iam::111122223333:role/audit",
	"GetTrailStatus": {
		"IsLogging": true,
		"LatestDeliveryTime": "2026-04-02T11:55:00Z",
		"LatestCloudWatchLogsDeliveryTime": "2026-04-02T11:55:00Z",
	},
	"GetEventSelectors": {"EventSelectors": [{"ReadWriteType": "All", "IncludeManagementEvents": true}]},
}

# METADATA
# description: A trail of this name that is like BLEA's.
named(name) := object.union(trail, {
	"id": sprintf("arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/%s", [name]),
	"arn": sprintf("arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/%s", [name]),
	"TrailARN": sprintf("arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/%s", [name]),
	"Name": name,
})

# METADATA
# description: A trail of the organization, as a member sees it.
organization_trail := object.union(trail, {
	"id": "arn:aws:cloudtrail:ap-northeast-1:444455556666:trail/organization",
	"arn": "arn:aws:cloudtrail:ap-northeast-1:444455556666:trail/organization",
	"TrailARN": "arn:aws:cloudtrail:ap-northeast-1:444455556666:trail/organization",
	"Name": "organization",
	"IsOrganizationTrail": true,
	"KmsKeyId": "arn:aws:kms:ap-northeast-1:444455556666:key/44444444-4444-4444-4444-444444444444",
	"S3BucketName": "organization",
	"CloudWatchLogsLogGroupArn": "arn:aws:logs:ap-northeast-1:444455556666:log-group:organization:*",
	"CloudWatchLogsRoleArn": "arn:aws:iam::444455556666:role/organization",
})

# METADATA
# description: A trail of this name with these event selectors.
selecting(name, selectors) := object.union(json.remove(named(name), ["GetEventSelectors/EventSelectors"]), {"GetEventSelectors": selectors})

# METADATA
# description: Trails that record all management events only together.
pair := [
	selecting("reads", {"EventSelectors": [{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": true}]}),
	selecting("writes", {"EventSelectors": [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true}]}),
]

# METADATA
# description: BLEA's key for the trail and its log group.
key := {
	"id": "arn:aws:kms:ap-northeast-1:111122223333:key/11111111-1111-1111-1111-111111111111",
	"arn": "arn:aws:kms:ap-northeast-1:111122223333:key/11111111-1111-1111-1111-111111111111",
	"account": "111122223333",
	"region": "ap-northeast-1",
	"KeyId": "11111111-1111-1111-1111-111111111111",
	"DescribeKey": {"KeyMetadata": {"KeyState": "Enabled", "KeyManager": "CUSTOMER", "KeySpec": "SYMMETRIC_DEFAULT", "Origin": "AWS_KMS"}},
	"GetKeyRotationStatus": {"KeyRotationEnabled": true, "RotationPeriodInDays": 365},
	"GetKeyPolicy": {"Policy": key_policy},
}

# METADATA
# description: BLEA's policy of that key.
key_policy := {"Version": "2012-10-17", "Statement": [
	{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
	{
		"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "kms:GenerateDataKey*", "Resource": "*",
		"Condition": {"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": ["arn:aws:cloudtrail:*:111122223333:trail/*"]}},
	},
	{"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "kms:DescribeKey", "Resource": "*"},
	{
		"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["kms:Decrypt", "kms:ReEncryptFrom"], "Resource": "*",
		"Condition": {
			"StringEquals": {"kms:CallerAccount": "111122223333"},
			"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": ["arn:aws:cloudtrail:*:111122223333:trail/*"]},
		},
	},
	{
		"Effect": "Allow", "Principal": {"Service": "logs.amazonaws.com"}, "Resource": "*",
		"Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
		"Condition": {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:*"}},
	},
]}

# METADATA
# description: An alias of that key.
alias := {
	"id": "arn:aws:kms:ap-northeast-1:111122223333:alias/audit",
	"arn": "arn:aws:kms:ap-northeast-1:111122223333:alias/audit",
	"account": "111122223333",
	"region": "ap-northeast-1",
	"AliasName": "alias/audit",
	"TargetKeyId": "11111111-1111-1111-1111-111111111111",
}

# METADATA
# description: BLEA's log group for the trail.
group := {
	"id": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit",
	"arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit",
	"account": "111122223333",
	"region": "ap-northeast-1",
	"LogGroupName": "audit",
	"KmsKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/11111111-1111-1111-1111-111111111111",
	"RetentionInDays": 90,
}

# METADATA
# description: A data store of CloudTrail Lake for all management events.
store := {
	"id": "arn:aws:cloudtrail:ap-northeast-1:111122223333:eventdatastore/store",
	"arn": "arn:aws:cloudtrail:ap-northeast-1:111122223333:eventdatastore/store",
	"region": "ap-northeast-1",
	"GetEventDataStore": {
		"Status": "ENABLED",
		"MultiRegionEnabled": true,
		"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}],
	},
}

# METADATA
# description: The role with which CloudTrail writes to that log group.
role := {
	"id": "arn:aws:iam::111122223333:role/audit",
	"arn": "arn:aws:iam::111122223333:role/audit",
	"account": "111122223333",
	"region": "global",
	"RoleName": "audit",
	"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "sts:AssumeRole",
	}]},
	"AttachedManagedPolicies": [],
	"RolePolicyList": [{"PolicyName": "default", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
		"Effect": "Allow",
		"Action": ["logs:PutLogEvents", "logs:CreateLogStream"],
		"Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*",
	}]}}],
}

_home := {"id": "ap-northeast-1", "region": "ap-northeast-1", "account": "111122223333"}

# METADATA
# description: All that a scan would read of an account with BLEA's trail.
world := {
	"account": account,
	"organization": {"id": "AWS::::Organization", "region": "global"},
	"as_of": as_of,
	"regions": [_home, {"id": "us-east-1", "region": "us-east-1", "account": "111122223333"}],
	"governed_regions": [_home],
	"cloudtrail": {"trails": [trail], "event_data_stores": []},
	"s3": {"buckets": [buckets_test.audit, buckets_test.access]},
	"s3control": {"public_access_block": []},
	"kms": {"keys": [key], "aliases": [alias]},
	"logs": {"log_groups": [group]},
	"iam": {"roles": [role], "policies": [], "aws_policies": []},
}

# METADATA
# description: That world with other trails.
with_trails(list) := object.union(world, {"cloudtrail": {"trails": list}})

# METADATA
# description: That world with these fields of the trail changed.
with_trail(fields) := with_trails([object.union(trail, fields)])

# METADATA
# description: That world with a trail that lacks these fields.
without(paths) := with_trails([json.remove(trail, paths)])

# METADATA
# description: That world with another bucket for the trail beside the one for its access logs.
with_bucket(bucket) := object.union(world, {"s3": {"buckets": [bucket, buckets_test.access]}})

# METADATA
# description: A world with its trails stopped, so that none qualifies.
stopped(any_world) := object.union(any_world, {"cloudtrail": {"trails": [object.union(one, {"GetTrailStatus": {"IsLogging": false}}) | some one in any_world.cloudtrail.trails]}})

# METADATA
# description: That world with another bucket for the access logs.
with_access_bucket(bucket) := object.union(world, {"s3": {"buckets": [buckets_test.audit, bucket]}})

# METADATA
# description: What a control's findings say, one pair of status and code for each.
verdicts(findings) := [[finding.status, finding.code] | some finding in findings]

# METADATA
# description: The world after the steps of a plan, as their effects have it.
after(before, steps) := json.patch(before, [op |
	some step in steps
	some effect in step.effect
	op := _op(before, effect)
])

_op(before, effect) := {"op": "add", "path": sprintf("/%s/%d/%s", [replace(effect.collection, ".", "/"), i, replace(effect.path, ".", "/")]), "value": effect.value} if {
	effect.op == "set"
	[service, collection] := split(effect.collection, ".")
	some i, element in before[service][collection]
	element.id == effect.id
}

_op(_, effect) := {"op": "add", "path": sprintf("/%s/-", [replace(effect.collection, ".", "/")]), "value": effect.value} if effect.op == "add"

_management(fields) := {"AdvancedEventSelectors": [{"FieldSelectors": array.concat([{"Field": "eventCategory", "Equals": ["Management"]}], fields)}]}

_basic(selector) := {"EventSelectors": [object.union({"ReadWriteType": "All", "IncludeManagementEvents": true}, selector)]}

test_selectors[name] if {
	some name, tc in {
		"all of basic selectors": {"selectors": _basic({}), "reading": true, "writing": true},
		"read only": {"selectors": _basic({"ReadWriteType": "ReadOnly"}), "reading": true, "writing": false},
		"write only": {"selectors": _basic({"ReadWriteType": "WriteOnly"}), "reading": false, "writing": true},
		"two selectors that share the work": {
			"selectors": {"EventSelectors": [
				{"ReadWriteType": "ReadOnly", "IncludeManagementEvents": true},
				{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true},
			]},
			"reading": true, "writing": true,
		},
		"no management events": {"selectors": _basic({"IncludeManagementEvents": false}), "reading": false, "writing": false},
		"without those of KMS": {"selectors": _basic({"ExcludeManagementEventSources": ["kms.amazonaws.com"]}), "reading": false, "writing": false},
		"an empty exclusion": {"selectors": _basic({"ExcludeManagementEventSources": []}), "reading": true, "writing": true},
		"no selectors, as BLEA's template has it": {"selectors": {"EventSelectors": []}, "reading": true, "writing": true},
		"nothing at all": {"selectors": {}, "reading": true, "writing": true},
		"advanced, all": {"selectors": _management([]), "reading": true, "writing": true},
		"advanced, read only": {"selectors": _management([{"Field": "readOnly", "Equals": ["true"]}]), "reading": true, "writing": false},
		"advanced, write only": {"selectors": _management([{"Field": "readOnly", "Equals": ["false"]}]), "reading": false, "writing": true},
		"advanced, of the console": {"selectors": _management([{"Field": "sessionCredentialFromConsole", "Equals": ["true"]}]), "reading": false, "writing": false},
		"advanced, not of the console": {"selectors": _management([{"Field": "sessionCredentialFromConsole", "Equals": ["false"]}]), "reading": false, "writing": false},
		"advanced, without a source": {"selectors": _management([{"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}]), "reading": false, "writing": false},
		"advanced, data events only": {
			"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [
				{"Field": "eventCategory", "Equals": ["Data"]},
				{"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
			]}]},
			"reading": false, "writing": false,
		},
		"advanced, without a category": {"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "readOnly", "Equals": ["true"]}]}]}, "reading": false, "writing": false},
	}
	one := selecting("t", tc.selectors)
	reading := one.id in trails.reading with input.cloudtrail.trails as [one]
	writing := one.id in trails.writing with input.cloudtrail.trails as [one]
	[reading, writing] == [tc.reading, tc.writing]
}

test_unread_selectors_select_nothing if {
	one := json.remove(trail, ["GetEventSelectors"])
	reading := trails.reading with input.cloudtrail.trails as [one]
	count(reading) == 0
}

_status(status) := object.union(trail, {"GetTrailStatus": status})

test_recording[name] if {
	some name, tc in {
		"BLEA's trail": {"trail": trail, "want": true},
		"one Region": {"trail": object.union(trail, {"IsMultiRegionTrail": false}), "want": false},
		"Regions unsaid": {"trail": json.remove(trail, ["IsMultiRegionTrail"]), "want": false},
		"no global services": {"trail": object.union(trail, {"IncludeGlobalServiceEvents": false}), "want": false},
		"global services unsaid": {"trail": json.remove(trail, ["IncludeGlobalServiceEvents"]), "want": false},
		"stopped": {"trail": _status({"IsLogging": false}), "want": false},
		"no status": {"trail": json.remove(trail, ["GetTrailStatus"]), "want": false},
		"an empty error": {"trail": _status({"LatestDeliveryError": "", "LatestDeliveryTime": "2026-01-01T00:00:00Z"}), "want": true},
		"an error healed within a day": {"trail": _status({"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T12:00:00Z"}), "want": true},
		"an error for longer than a day": {"trail": _status({"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}), "want": false},
		"an error and never a delivery": {
			"trail": object.union(json.remove(trail, ["GetTrailStatus/LatestDeliveryTime"]), {"GetTrailStatus": {"LatestDeliveryError": "NoSuchBucket"}}),
			"want": false,
		},
		"never a delivery, and no error": {"trail": json.remove(trail, ["GetTrailStatus/LatestDeliveryTime"]), "want": true},
	}
	recording := tc.trail.id in trails.recording with input.cloudtrail.trails as [tc.trail] with input.as_of as as_of
	recording == tc.want
}

test_failing[name] if {
	some name, tc in {
		"an error for longer than a day": {"status": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T11:59:59Z"}, "want": true},
		"an error healed within a day": {"status": {"LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-04-01T12:00:00Z"}, "want": false},
		"no error": {"status": {}, "want": false},
		"stopped": {"status": {"IsLogging": false, "LatestDeliveryError": "AccessDenied", "LatestDeliveryTime": "2026-01-01T00:00:00Z"}, "want": false},
	}
	failing := trail.id in trails.failing with input.cloudtrail.trails as [_status(tc.status)] with input.as_of as as_of
	failing == tc.want
}

test_qualifying[name] if {
	some name, tc in {
		"one trail": {"trails": [trail], "want": {"blea"}, "covered": true},
		"an organization's": {"trails": [organization_trail], "want": {"organization"}, "covered": true},
		"a pair": {"trails": pair, "want": {"reads", "writes"}, "covered": true},
		"half a pair": {"trails": [pair[0]], "want": set(), "covered": false},
		"the other half": {"trails": [pair[1]], "want": set(), "covered": false},
		"a pair of which one is off": {"trails": [pair[0], object.union(pair[1], {"GetTrailStatus": {"IsLogging": false}})], "want": set(), "covered": false},
		"one and a half": {"trails": [trail, pair[0]], "want": {"blea"}, "covered": true},
		"none": {"trails": [], "want": set(), "covered": false},
	}
	ids := trails.qualifying with input.cloudtrail.trails as tc.trails with input.as_of as as_of
	{split(id, "/")[1] | some id in ids} == tc.want
	covered := count([1 | trails.covered]) == 1 with input.cloudtrail.trails as tc.trails with input.as_of as as_of
	covered == tc.covered
}

test_readers_and_writers if {
	readers := trails.readers with input.cloudtrail.trails as array.concat(pair, [trail]) with input.as_of as as_of
	{split(id, "/")[1] | some id in readers} == {"reads", "blea"}
	writers := trails.writers with input.cloudtrail.trails as array.concat(pair, [trail]) with input.as_of as as_of
	{split(id, "/")[1] | some id in writers} == {"writes", "blea"}
	off := trails.readers with input.cloudtrail.trails as [_status({"IsLogging": false})] with input.as_of as as_of
	count(off) == 0
	still := trails.writers with input.cloudtrail.trails as [_status({"IsLogging": false})] with input.as_of as as_of
	count(still) == 0
}

test_homes if {
	homes := trails.homes with input.cloudtrail.trails as [trail, _status({"IsLogging": false})] with input.as_of as as_of
	homes == {"ap-northeast-1"}
	none := trails.homes with input.cloudtrail.trails as [_status({"IsLogging": false})] with input.as_of as as_of
	count(none) == 0
}

_store(details) := object.union(store, {"GetEventDataStore": details})

test_stores[name] if {
	some name, tc in {
		"all management events": {"store": store, "want": true},
		"pending deletion": {"store": _store({"Status": "PENDING_DELETION"}), "want": false},
		"no status": {"store": json.remove(store, ["GetEventDataStore/Status"]), "want": false},
		"one Region": {"store": _store({"MultiRegionEnabled": false}), "want": false},
		"reading only": {"store": _store(_management([{"Field": "readOnly", "Equals": ["true"]}])), "want": false},
		"writing only": {"store": _store(_management([{"Field": "readOnly", "Equals": ["false"]}])), "want": false},
		"no details": {"store": json.remove(store, ["GetEventDataStore"]), "want": false},
	}
	stored := tc.store.arn in trails.stores with input.cloudtrail.event_data_stores as [tc.store]
	stored == tc.want
}

test_foreign if {
	foreign := trails.foreign with input.cloudtrail.trails as [trail, organization_trail] with input.account as account
	foreign == {organization_trail.id}
}

test_keys[name] if {
	some name, tc in {
		"a key's ARN": {"KmsKeyId": key.arn, "want": {key.arn}},
		"a key's id": {"KmsKeyId": "11111111-1111-1111-1111-111111111111", "want": {key.arn}},
		"an alias' ARN": {"KmsKeyId": alias.arn, "want": {key.arn}},
		"an alias' name": {"KmsKeyId": "alias/audit", "want": {key.arn}},
		"another key": {"KmsKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/22222222-2222-2222-2222-222222222222", "want": set()},
		"an alias of another Region": {"KmsKeyId": "arn:aws:kms:us-east-1:111122223333:alias/audit", "want": set()},
		"empty": {"KmsKeyId": "", "want": set()},
	}
	replica := object.union(key, {"id": "replica", "arn": "arn:aws:kms:us-east-1:111122223333:key/11111111-1111-1111-1111-111111111111", "region": "us-east-1"})
	keys := {arn | some arn in trails.keys[trail.id]} with input.cloudtrail.trails as [object.union(trail, {"KmsKeyId": tc.KmsKeyId})]
		with input.kms.keys as [key, replica]
		with input.kms.aliases as [alias]
	keys == tc.want
}

test_a_trail_without_a_key_has_none if {
	keys := trails.keys with input.cloudtrail.trails as [json.remove(trail, ["KmsKeyId"])] with input.kms.keys as [key] with input.kms.aliases as [alias]
	count(keys) == 0
}

test_with_foreign_key if {
	ids := trails.with_foreign_key with input.cloudtrail.trails as [
		trail, organization_trail,
		object.union(named("by_alias"), {"KmsKeyId": "alias/audit"}),
		json.remove(named("none"), ["KmsKeyId"]),
	]
		with input.account as account
	ids == {organization_trail.id}
}

test_buckets_of_trails if {
	world := with_trails([trail, named("second"), organization_trail, json.remove(named("bare"), ["S3BucketName"])])
	delivering := trails.delivering with input as world
	delivering == {
		"audit": {trail.TrailARN, named("second").TrailARN},
		"organization": {organization_trail.TrailARN},
	}
	foreign := trails.foreign_buckets with input as world
	foreign == {"organization"}
}

test_log_groups[name] if {
	some name, tc in {
		"with a star": {"arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*", "want": {group.arn}},
		"without": {"arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit", "want": {group.arn}},
		"a longer name": {"arn": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit2:*", "want": set()},
		"empty": {"arn": "", "want": set()},
	}
	groups := {arn | some arn in trails.log_groups[trail.id]} with input.cloudtrail.trails as [object.union(trail, {"CloudWatchLogsLogGroupArn": tc.arn})]
		with input.logs.log_groups as [group]
	groups == tc.want
}

test_with_foreign_log_group if {
	ids := trails.with_foreign_log_group with input.cloudtrail.trails as [
		trail, organization_trail,
		json.remove(named("none"), ["CloudWatchLogsLogGroupArn"]),
		object.union(named("empty"), {"CloudWatchLogsLogGroupArn": ""}),
	]
		with input.account as account
	ids == {organization_trail.id}
}

test_logged[name] if {
	some name, tc in {
		"BLEA's trail": {"trail": trail, "groups": [group], "want": true},
		"a group that is gone": {"trail": trail, "groups": [], "want": false},
		"no role": {"trail": json.remove(trail, ["CloudWatchLogsRoleArn"]), "groups": [group], "want": false},
		"an empty role": {"trail": object.union(trail, {"CloudWatchLogsRoleArn": ""}), "groups": [group], "want": false},
		"an error": {"trail": _status({"LatestCloudWatchLogsDeliveryError": "Access denied"}), "groups": [group], "want": false},
		"an empty error": {"trail": _status({"LatestCloudWatchLogsDeliveryError": ""}), "groups": [group], "want": true},
		"a day ago": {"trail": _status({"LatestCloudWatchLogsDeliveryTime": "2026-04-01T12:00:00Z"}), "groups": [group], "want": true},
		"longer ago": {"trail": _status({"LatestCloudWatchLogsDeliveryTime": "2026-04-01T11:59:59Z"}), "groups": [group], "want": false},
		"never": {"trail": json.remove(trail, ["GetTrailStatus/LatestCloudWatchLogsDeliveryTime"]), "groups": [group], "want": false},
	}
	logged := tc.trail.id in trails.logged with input.cloudtrail.trails as [tc.trail] with input.logs.log_groups as tc.groups with input.as_of as as_of
	logged == tc.want
	receiving := group.arn in trails.receiving with input.cloudtrail.trails as [tc.trail] with input.logs.log_groups as tc.groups with input.as_of as as_of
	receiving == tc.want
}

test_a_trail_that_does_not_qualify_feeds_no_group if {
	arns := trails.receiving with input.cloudtrail.trails as [pair[0]] with input.logs.log_groups as [group] with input.as_of as as_of
	count(arns) == 0
}

_data(selector) := {"EventSelectors": [object.union(
	{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit/"]}]},
	selector,
)]}

_advanced_data(fields) := {"AdvancedEventSelectors": [{"FieldSelectors": array.concat(
	[{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}],
	fields,
)}]}

test_watched_buckets[name] if {
	some name, tc in {
		"the bucket's objects": {"selectors": _data({}), "want": true},
		"all buckets": {"selectors": _data({"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}), "want": true},
		"another bucket": {"selectors": _data({"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit2/"]}]}), "want": false},
		"some objects": {"selectors": _data({"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::audit/AWSLogs/"]}]}), "want": false},
		"functions": {"selectors": _data({"DataResources": [{"Type": "AWS::Lambda::Function", "Values": ["arn:aws"]}]}), "want": false},
		"writing only": {"selectors": _data({"ReadWriteType": "WriteOnly"}), "want": false},
		"none": {"selectors": _basic({}), "want": false},
		"advanced, all": {"selectors": _advanced_data([]), "want": true},
		"advanced, the bucket": {"selectors": _advanced_data([{"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::audit/"]}]), "want": true},
		"advanced, another bucket": {"selectors": _advanced_data([{"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::other/"]}]), "want": false},
		"advanced, but not the bucket": {"selectors": _advanced_data([{"Field": "resources.ARN", "NotStartsWith": ["arn:aws:s3:::audit/"]}]), "want": false},
		"advanced, the bucket with exceptions": {
			"selectors": _advanced_data([{"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::audit/"], "NotStartsWith": ["arn:aws:s3:::audit/AWSLogs/"]}]),
			"want": false,
		},
		"advanced, reading only": {"selectors": _advanced_data([{"Field": "readOnly", "Equals": ["true"]}]), "want": false},
		"advanced, other resources": {
			"selectors": {"AdvancedEventSelectors": [{"FieldSelectors": [
				{"Field": "eventCategory", "Equals": ["Data"]},
				{"Field": "resources.type", "Equals": ["AWS::Lambda::Function"]},
			]}]},
			"want": false,
		},
	}
	names := trails.watched_buckets with input.cloudtrail.trails as [selecting("t", tc.selectors)]
		with input.s3.buckets as [{"id": "audit", "Name": "audit", "arn": "arn:aws:s3:::audit"}]
		with input.as_of as as_of
	watched := "audit" in names
	watched == tc.want
}

test_a_stopped_trail_watches_nothing if {
	stopped := object.union(selecting("t", _data({})), {"GetTrailStatus": {"IsLogging": false}})
	names := trails.watched_buckets with input.cloudtrail.trails as [stopped]
		with input.s3.buckets as [{"id": "audit", "Name": "audit", "arn": "arn:aws:s3:::audit"}]
		with input.as_of as as_of
	count(names) == 0
}
