package controls.msk.cluster_is_monitored_by_topic_test

import data.controls.msk.cluster_is_monitored_by_topic as control

_cluster(more) := object.union(object.remove({"id": "x", "region": "ap-northeast-1", "ClusterType": "PROVISIONED"}, object.keys(more)), more)

test_cluster_is_monitored_by_topic[name] if {
	some name, tc in {
		"by topic and broker passes": {"cluster": {"Provisioned": {"EnhancedMonitoring": "PER_TOPIC_PER_BROKER"}}, "want": ["PASSED detailed"]},
		"by partition passes": {"cluster": {"Provisioned": {"EnhancedMonitoring": "PER_TOPIC_PER_PARTITION"}}, "want": ["PASSED detailed"]},
		"by broker fails": {"cluster": {"Provisioned": {"EnhancedMonitoring": "PER_BROKER"}}, "want": ["FAILED coarse"]},
		"the default fails": {"cluster": {"Provisioned": {"EnhancedMonitoring": "DEFAULT"}}, "want": ["FAILED coarse"]},
		"untold fails": {"cluster": {"Provisioned": {}}, "want": ["FAILED coarse"]},
		"serverless is out of scope": {"cluster": {"ClusterType": "SERVERLESS", "Serverless": {}}, "want": []},
		"whatever it tells": {"cluster": {"ClusterType": "SERVERLESS", "Provisioned": {"EnhancedMonitoring": "PER_TOPIC_PER_BROKER"}}, "want": []},
	}
	got := control.findings with input.kafka.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.kafka.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_plan if {
	plan := control.plan with input.kafka.clusters as [
		_cluster({"ClusterArn": "arn:x", "CurrentVersion": "K1", "Provisioned": {"EnhancedMonitoring": "DEFAULT"}}),
		_cluster({"id": "y", "Provisioned": {"EnhancedMonitoring": "PER_TOPIC_PER_BROKER"}}),
		_cluster({"id": "z", "ClusterType": "SERVERLESS", "ClusterArn": "arn:z", "CurrentVersion": "K2"}),
	]
	[[step.subject, step.calls[0].params] | some step in plan] == [["x", {"ClusterArn": "arn:x", "CurrentVersion": "K1", "EnhancedMonitoring": "PER_TOPIC_PER_BROKER"}]]
}
