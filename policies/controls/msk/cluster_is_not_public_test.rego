package controls.msk.cluster_is_not_public_test

import data.controls.msk.cluster_is_not_public as control

_cluster(more) := object.union(object.remove({"id": "arn:c", "region": "ap-northeast-1", "ClusterType": "PROVISIONED"}, object.keys(more)), more)

test_cluster_is_not_public[name] if {
	some name, tc in {
		"off passes": {"cluster": {"Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "DISABLED"}}}}}, "want": ["PASSED private"]},
		"on fails": {"cluster": {"Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "SERVICE_PROVIDED_EIPS"}}}}}, "want": ["FAILED public"]},
		"a kind that nobody knows yet fails": {"cluster": {"Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "NEW"}}}}}, "want": ["FAILED public"]},
		"never turned on passes": {"cluster": {"Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {}}}}}, "want": ["PASSED private"]},
		"no word of access passes": {"cluster": {"Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {}}}}, "want": ["PASSED private"]},
		"no word of connectivity passes": {"cluster": {"Provisioned": {"BrokerNodeGroupInfo": {}}}, "want": ["PASSED private"]},
		"serverless is out of scope": {"cluster": {"ClusterType": "SERVERLESS", "Serverless": {"VpcConfigs": []}}, "want": []},
		"whatever it tells": {"cluster": {"ClusterType": "SERVERLESS", "Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "SERVICE_PROVIDED_EIPS"}}}}}, "want": []},
		"an untold kind of cluster counts": {"cluster": {"ClusterType": "NEW", "Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "SERVICE_PROVIDED_EIPS"}}}}}, "want": ["FAILED public"]},
		"no kind of cluster counts": {"cluster": {"ClusterType": "", "Provisioned": {"BrokerNodeGroupInfo": {}}}, "want": ["PASSED private"]},
	}
	got := control.findings with input.kafka.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.kafka.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_plan_names_the_cluster if {
	public := {"Provisioned": {"BrokerNodeGroupInfo": {"ConnectivityInfo": {"PublicAccess": {"Type": "SERVICE_PROVIDED_EIPS"}}}}, "ClusterArn": "arn:c", "CurrentVersion": "K1"}
	plan := control.plan with input.kafka.clusters as [_cluster(public), _cluster({"id": "arn:d", "ClusterArn": "arn:d", "CurrentVersion": "K2"})]
	{[step.subject, step.calls[0].params, step.undo] | some step in plan} == {[
		"arn:c",
		{"ClusterArn": "arn:c", "CurrentVersion": "K1", "ConnectivityInfo": {"PublicAccess": {"Type": "DISABLED"}}},
		[],
	]}
}
