package controls.rds.blea_performance_insights_is_on_test

import data.controls.rds.blea_performance_insights_is_on as control

_instance(more) := object.union({"id": "arn:aws:rds:ap-northeast-1:111122223333:db:orders", "region": "ap-northeast-1", "DBInstanceIdentifier": "orders", "Engine": "aurora-postgresql"}, more)

_cases := {
	"enabled passes": {"instance": {"PerformanceInsightsEnabled": true, "PerformanceInsightsKMSKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/k", "PerformanceInsightsRetentionPeriod": 7}, "want": [["PASSED", "enabled"]]},
	"enabled without a key of its own passes": {"instance": {"PerformanceInsightsEnabled": true}, "want": [["PASSED", "default_key"]]},
	"the advanced mode passes": {"instance": {"PerformanceInsightsEnabled": false, "DatabaseInsightsMode": "advanced"}, "want": [["PASSED", "insights"]]},
	"both give one finding": {"instance": {"PerformanceInsightsEnabled": true, "DatabaseInsightsMode": "advanced"}, "want": [["PASSED", "default_key"]]},
	"the standard mode fails": {"instance": {"PerformanceInsightsEnabled": false, "DatabaseInsightsMode": "standard"}, "want": [["FAILED", "disabled"]]},
	"disabled fails": {"instance": {"PerformanceInsightsEnabled": false, "PerformanceInsightsKMSKeyId": "arn:aws:kms:ap-northeast-1:111122223333:key/k"}, "want": [["FAILED", "disabled"]]},
	"untold fails": {"instance": {}, "want": [["FAILED", "disabled"]]},
	"Neptune is out of scope": {"instance": {"Engine": "neptune"}, "want": []},
	"DocumentDB is out of scope": {"instance": {"Engine": "docdb", "PerformanceInsightsEnabled": true}, "want": []},
	"an empty key is none": {"instance": {"PerformanceInsightsEnabled": true, "PerformanceInsightsKMSKeyId": ""}, "want": [["PASSED", "default_key"]]},
}

test_blea_performance_insights_is_on[name] if {
	some name, tc in _cases
	got := control.findings with input.rds.instances as [_instance(tc.instance)]
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.rds.instances as [_instance(tc.instance)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_instance if {
	steps := control.plan with input.rds.instances as [_instance({}), _instance({"id": "a", "PerformanceInsightsEnabled": true}), _instance({"id": "b", "DatabaseInsightsMode": "advanced"})]
	[step.calls[0].params | some step in steps] == [{"DBInstanceIdentifier": "orders", "EnablePerformanceInsights": true, "PerformanceInsightsRetentionPeriod": 7}]
}

test_other_engines_are_out_of_scope[name] if {
	some name, tc in _cases
	every engine in ["neptune", "docdb"] {
		elements := [_instance(object.union(tc.instance, {"Engine": engine}))]
		findings := control.findings with input.rds.instances as elements
		findings == set()
		subjects := control.subjects with input.rds.instances as elements
		subjects == set()
	}
}
