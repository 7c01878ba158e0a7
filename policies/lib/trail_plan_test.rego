package lib.trail_plan_test

import data.lib.buckets_test
import data.lib.trail_plan
import data.lib.trails_test as fixtures

_off := {"GetTrailStatus": {"IsLogging": false}}

_operations(steps) := [call.operation | some step in steps; some call in step.calls]

test_a_new_trail if {
	steps := trail_plan.steps with input as fixtures.with_trails([])
	_operations(steps) == ["CreateBucket", "PutPublicAccessBlock", "PutBucketVersioning", "PutBucketEncryption", "PutBucketPolicy", "CreateTrail", "StartLogging"]
	{step.calls[0].params | some step in steps} == {{
		"Bucket": "blea-trail-111122223333-ap-northeast-1",
		"CreateBucketConfiguration": {"LocationConstraint": "ap-northeast-1"},
	}}
	{step.region | some step in steps} == {"ap-northeast-1"}
	world := fixtures.after(fixtures.with_trails([]), steps)
	{bucket.GetBucketPolicy.Policy | some bucket in world.s3.buckets; startswith(bucket.id, "blea-trail-")} == {json.unmarshal(step.calls[4].params.Policy) | some step in steps}
}

test_the_first_region_takes_no_constraint if {
	world := object.union(fixtures.with_trails([]), {"account": {"home": "us-east-1"}})
	steps := trail_plan.steps with input as world
	{step.calls[0].params | some step in steps} == {{"Bucket": "blea-trail-111122223333-us-east-1"}}
}

test_one_trail_is_mended if {
	world := fixtures.with_trails([
		object.union(fixtures.named("a"), {"IsMultiRegionTrail": false}),
		object.union(fixtures.named("b"), _off),
		object.union(fixtures.organization_trail, _off),
	])
	steps := trail_plan.steps with input as world
	{step.calls[0].params.Name | some step in steps} == {fixtures.named("b").id}
	_operations(steps) == ["UpdateTrail", "StartLogging"]
	{[call.operation | some call in step.undo] | some step in steps} == {["UpdateTrail", "StopLogging"]}
}

test_undo_knows_what_was if {
	world := fixtures.with_trails([object.union(fixtures.trail, {"IsMultiRegionTrail": false})])
	steps := trail_plan.steps with input as world
	{step.undo[0].params | some step in steps} == {{"Name": fixtures.trail.id, "IsMultiRegionTrail": false, "IncludeGlobalServiceEvents": true}}
	{count(step.undo) | some step in steps} == {1}
}

test_data_events_stay[name] if {
	some name, tc in {
		"basic": {
			"selectors": {"EventSelectors": [
				{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]},
				{"ReadWriteType": "All", "IncludeManagementEvents": false, "DataResources": []},
			]},
			"want": {"EventSelectors": [
				{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [], "ExcludeManagementEventSources": []},
				{
					"ReadWriteType": "WriteOnly", "IncludeManagementEvents": false, "ExcludeManagementEventSources": [],
					"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}],
				},
			]},
		},
		"advanced": {
			"selectors": {"AdvancedEventSelectors": [
				{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": ["true"]}]},
				{"Name": "data", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]},
			]},
			"want": {"AdvancedEventSelectors": [
				{"Name": "All management events", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]},
				{"Name": "data", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]},
			]},
		},
	}
	trail := fixtures.selecting("t", tc.selectors)
	steps := trail_plan.steps with input as fixtures.with_trails([trail])
	{step.calls[1] | some step in steps} == {{
		"service": "cloudtrail",
		"operation": "PutEventSelectors",
		"params": object.union({"TrailName": trail.id}, tc.want),
	}}
	{step.undo[1].params | some step in steps} == {object.union({"TrailName": trail.id}, tc.selectors)}
}

test_nothing_to_mend if {
	steps := trail_plan.steps with input as fixtures.world
	count(steps) == 0
}

test_access_logs if {
	calls := trail_plan.access_log_calls("logs", buckets_test.audit)
	[call.operation | some call in calls] == ["CreateBucket", "PutPublicAccessBlock", "PutBucketVersioning", "PutBucketEncryption", "PutBucketLifecycleConfiguration", "PutBucketPolicy"]
	policy := json.unmarshal(calls[5].params.Policy)
	kijun.policy.evaluate(policy, {
		"action": "s3:PutObject",
		"resource": "arn:aws:s3:::logs/cloudtraillogs2026",
		"principal": {"type": "Service", "value": "logging.s3.amazonaws.com"},
		"context": {"aws:SourceArn": "arn:aws:s3:::audit", "aws:SourceAccount": "111122223333", "aws:SecureTransport": "true"},
	}).decision == "allow"
}

test_the_bucket_takes_the_trail if {
	policy := trail_plan.bucket_policy("arn:aws:s3:::new", fixtures.trail.id) with input as fixtures.world
	kijun.policy.evaluate(policy, {
		"action": "s3:PutObject",
		"resource": "arn:aws:s3:::new/AWSLogs/111122223333/CloudTrail/x",
		"principal": {"type": "Service", "value": "cloudtrail.amazonaws.com"},
		"context": {"aws:SourceArn": fixtures.trail.id, "s3:x-amz-acl": "bucket-owner-full-control", "aws:SecureTransport": "true"},
	}).decision == "allow"
}

test_logs_role if {
	role := trail_plan.logs_role("r", "arn:aws:logs:ap-northeast-1:111122223333:log-group:g") with input as fixtures.world
	role.arn == "arn:aws:iam::111122223333:role/r"
	calls := trail_plan.logs_role_calls("r", "arn:aws:logs:ap-northeast-1:111122223333:log-group:g")
	json.unmarshal(calls[0].params.AssumeRolePolicyDocument) == role.AssumeRolePolicyDocument
	json.unmarshal(calls[1].params.PolicyDocument) == role.RolePolicyList[0].PolicyDocument
	[call.operation | some call in trail_plan.logs_role_undo("r")] == ["DeleteRolePolicy", "DeleteRole"]
}
