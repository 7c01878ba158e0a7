package controls.redshift.cluster_logs_audits_test

import data.controls.redshift.cluster_logs_audits as control

_cluster(more) := object.union({"id": "x", "region": "ap-northeast-1", "ClusterIdentifier": "c"}, more)

test_cluster_logs_audits[name] if {
	some name, tc in {
		"on passes": {"cluster": {"DescribeLoggingStatus": {"LoggingEnabled": true, "LogDestinationType": "cloudwatch"}}, "want": ["PASSED logged"]},
		"off fails": {"cluster": {"DescribeLoggingStatus": {"LoggingEnabled": false, "BucketName": "logs"}}, "want": ["FAILED unlogged"]},
		"untold fails": {"cluster": {"DescribeLoggingStatus": {}}, "want": ["FAILED unlogged"]},
	}
	got := control.findings with input.redshift.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_cluster if {
	plan := control.plan with input.redshift.clusters as [_cluster({"DescribeLoggingStatus": {"LoggingEnabled": false}}), _cluster({"id": "y", "DescribeLoggingStatus": {"LoggingEnabled": true}})]
	[[step.subject, step.calls[0].params.ClusterIdentifier, step.undo[0].params] | some step in plan] == [["x", "c", {"ClusterIdentifier": "c"}]]
}
