package lib.lifecycles_test

import data.lib.lifecycles
import data.lib.steps_test

_bucket(configuration) := {"id": "b", "region": "ap-northeast-1", "Name": "b", "GetBucketLifecycleConfiguration": configuration}

_old := {"ID": "old", "Status": "Disabled", "Filter": {"Prefix": "x"}, "Expiration": {"Days": 1}}

test_the_rule_joins_those_that_are_there[name] if {
	some name, tc in {
		"none": {"configuration": {}, "rules": ["end-incomplete-uploads"], "undo": "DeleteBucketLifecycle"},
		"another": {"configuration": {"Rules": [_old]}, "rules": ["old", "end-incomplete-uploads"], "undo": "PutBucketLifecycleConfiguration"},
		"itself, switched off": {"configuration": {"Rules": [{"ID": "end-incomplete-uploads", "Status": "Disabled"}]}, "rules": ["end-incomplete-uploads"], "undo": "PutBucketLifecycleConfiguration"},
	}
	step := lifecycles.ending_uploads(_bucket(tc.configuration))
	[rule.ID | some rule in step.calls[0].params.LifecycleConfiguration.Rules] == tc.rules
	[call.operation | some call in step.undo] == [tc.undo]
	left := steps_test.after({"s3": {"buckets": [_bucket(tc.configuration)]}}, [step]).s3.buckets[0]
	left.GetBucketLifecycleConfiguration.Rules == step.calls[0].params.LifecycleConfiguration.Rules
}

test_other_settings_are_repeated if {
	step := lifecycles.ending_uploads(_bucket({"Rules": [_old], "TransitionDefaultMinimumObjectSize": "varies_by_storage_class"}))
	step.calls[0].params.TransitionDefaultMinimumObjectSize == "varies_by_storage_class"
	step.undo[0].params.TransitionDefaultMinimumObjectSize == "varies_by_storage_class"
	step.undo[0].params.LifecycleConfiguration.Rules == [_old]
}
