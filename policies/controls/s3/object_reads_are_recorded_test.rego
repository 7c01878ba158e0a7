package controls.s3.object_reads_are_recorded_test

import data.controls.s3.object_reads_are_recorded as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws"}

_arn := "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/t"

_trail(selectors) := {
	"id": _arn,
	"region": "ap-northeast-1",
	"TrailARN": _arn,
	"IsMultiRegionTrail": true,
	"GetTrailStatus": {"IsLogging": true},
	"GetEventSelectors": selectors,
}

_basic(more) := _trail({"EventSelectors": [object.union(_selector, more)]})

_selector := {
	"ReadWriteType": "ReadOnly",
	"IncludeManagementEvents": true,
	"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}],
}

_advanced(fields) := _trail({"AdvancedEventSelectors": [{"FieldSelectors": array.concat(
	[{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}],
	fields,
)}]})

test_object_reads_are_recorded[name] if {
	some name, tc in {
		"no trail": {"trails": [], "want": "FAILED"},
		"a selector of this kind": {"trails": [_basic({})], "want": "PASSED"},
		"a selector of all kinds": {"trails": [_basic({"ReadWriteType": "All"})], "want": "PASSED"},
		"a selector of the other kind": {"trails": [_basic({"ReadWriteType": "WriteOnly"})], "want": "FAILED"},
		"the prefix of all ARNs": {"trails": [_basic({"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::"]}]})], "want": "PASSED"},
		"in China": {"trails": [_basic({"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws-cn:s3"]}]})], "want": "PASSED"},
		"one bucket": {"trails": [_basic({"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::b/"]}]})], "want": "FAILED"},
		"functions": {"trails": [_basic({"DataResources": [{"Type": "AWS::Lambda::Function", "Values": ["arn:aws:lambda"]}]})], "want": "FAILED"},
		"functions and all buckets": {
			"trails": [_basic({"DataResources": [{"Type": "AWS::Lambda::Function", "Values": ["arn:aws:lambda"]}, {"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::b/", "arn:aws:s3"]}]})],
			"want": "PASSED",
		},
		"management events only": {"trails": [_basic({"DataResources": []})], "want": "FAILED"},
		"no selectors": {"trails": [_trail({})], "want": "FAILED"},
		"advanced, of all kinds": {"trails": [_advanced([])], "want": "PASSED"},
		"advanced, of this kind": {"trails": [_advanced([{"Field": "readOnly", "Equals": ["true"]}])], "want": "PASSED"},
		"advanced, of the other kind": {"trails": [_advanced([{"Field": "readOnly", "Equals": ["false"]}])], "want": "FAILED"},
		"advanced, one bucket": {"trails": [_advanced([{"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::b/"]}])], "want": "FAILED"},
		"advanced, all but one bucket": {"trails": [_advanced([{"Field": "resources.ARN", "NotStartsWith": ["arn:aws:s3:::b/"]}])], "want": "FAILED"},
		"advanced, all ARNs": {"trails": [_advanced([{"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::"]}])], "want": "PASSED"},
		"advanced, one event": {"trails": [_advanced([{"Field": "eventName", "Equals": ["DeleteObject"]}])], "want": "FAILED"},
		"advanced, management events": {"trails": [_trail({"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}]})], "want": "FAILED"},
		"advanced, tables": {
			"trails": [_trail({"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::DynamoDB::Table"]}]}]})],
			"want": "FAILED",
		},
		"a trail of one Region": {"trails": [object.union(_basic({}), {"IsMultiRegionTrail": false})], "want": "FAILED"},
		"a trail that is off": {"trails": [object.union(_basic({}), {"GetTrailStatus": {"IsLogging": false}})], "want": "FAILED"},
		"a trail of untold status": {"trails": [object.remove(_basic({}), ["GetTrailStatus"])], "want": "FAILED"},
		"one of two trails": {"trails": [_trail({}), object.union(_basic({}), {"id": "other"})], "want": "PASSED"},
	}
	got := control.findings with input.account as _account with input.cloudtrail.trails as tc.trails
	{finding.status | some finding in got} == {tc.want}
}

test_plan_adds_a_selector[name] if {
	some name, tc in {
		"a basic one": {
			"trail": _basic({"ReadWriteType": "All", "DataResources": []}),
			"want": ["EventSelectors", object.union(_selector, {"ReadWriteType": "All", "DataResources": []}), object.union(_selector, {"IncludeManagementEvents": false})],
		},
		"an advanced one": {
			"trail": _trail({"AdvancedEventSelectors": [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}]}),
			"want": ["AdvancedEventSelectors", {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}, {
				"Name": "S3 data events (ReadOnly)",
				"FieldSelectors": [
					{"Field": "eventCategory", "Equals": ["Data"]},
					{"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
					{"Field": "readOnly", "Equals": ["true"]},
				],
			}],
		},
	}
	steps := control.plan with input.account as _account with input.cloudtrail.trails as [tc.trail]
	[kind, first, second] := tc.want
	[step.calls[0].params | some step in steps] == [{"TrailName": _arn, kind: [first, second]}]
	[step.undo[0].params | some step in steps] == [{"TrailName": _arn, kind: [first]}]
	some step in steps
	healed := control.findings with input.account as _account
		with input.cloudtrail.trails as [_trail({kind: step.effect[0].value})]
	{finding.status | some finding in healed} == {"PASSED"}
}

test_plan_takes_one_trail if {
	bare := _basic({"DataResources": []})
	steps := control.plan with input.account as _account
		with input.cloudtrail.trails as [object.union(bare, {"id": "z"}), object.union(bare, {"id": "a"})]
	[[step.effect[0].id, step.region, step.subject] | some step in steps] == [["a", "ap-northeast-1", "AWS::::Account:111122223333"]]
}

test_no_plan[name] if {
	some name, trail in {
		"all is recorded": _basic({}),
		"the trail is another account's": object.union(_basic({"DataResources": []}), {"TrailARN": "arn:aws:cloudtrail:ap-northeast-1:444455556666:trail/t"}),
		"the trail is of one Region": object.union(_basic({"DataResources": []}), {"IsMultiRegionTrail": false}),
		"the trail is off": object.union(_basic({"DataResources": []}), {"GetTrailStatus": {"IsLogging": false}}),
		"the trail has five selectors": _trail({"EventSelectors": [{"ReadWriteType": name, "DataResources": []} | some name in ["a", "b", "c", "d", "e"]]}),
	}
	steps := control.plan with input.account as _account with input.cloudtrail.trails as [trail]
	steps == set()
}
