package controls.msk.cluster_knows_its_clients_test

import data.controls.msk.cluster_knows_its_clients as control
import data.lib.steps_test

_cluster(more) := object.union(object.remove({"id": "x", "region": "ap-northeast-1", "ClusterType": "PROVISIONED"}, object.keys(more)), more)

test_cluster_knows_its_clients[name] if {
	some name, tc in {
		"off passes": {"cluster": {"Provisioned": {"ClientAuthentication": {"Unauthenticated": {"Enabled": false}, "Sasl": {"Iam": {"Enabled": true}}}}}, "want": ["PASSED authenticated"]},
		"on fails": {"cluster": {"Provisioned": {"ClientAuthentication": {"Unauthenticated": {"Enabled": true}, "Sasl": {"Iam": {"Enabled": true}}}}}, "want": ["FAILED anyone"]},
		"untold fails": {"cluster": {"Provisioned": {"ClientAuthentication": {"Unauthenticated": {}}}}, "want": ["FAILED anyone"]},
		"no word of it fails": {"cluster": {"Provisioned": {"ClientAuthentication": {"Sasl": {"Iam": {"Enabled": true}}}}}, "want": ["FAILED anyone"]},
		"no settings fail": {"cluster": {"Provisioned": {}}, "want": ["FAILED anyone"]},
		"serverless is out of scope": {"cluster": {"ClusterType": "SERVERLESS", "Serverless": {}}, "want": []},
		"whatever it tells": {"cluster": {"ClusterType": "SERVERLESS", "Provisioned": {"ClientAuthentication": {"Unauthenticated": {"Enabled": false}}}}, "want": []},
	}
	got := control.findings with input.kafka.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.kafka.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}

test_the_plan_closes_the_door_beside_another[name] if {
	some name, tc in {
		"IAM": {"authentication": {"Sasl": {"Iam": {"Enabled": true}}}, "want": 1},
		"passwords": {"authentication": {"Sasl": {"Iam": {"Enabled": false}, "Scram": {"Enabled": true}}}, "want": 1},
		"certificates": {"authentication": {"Tls": {"Enabled": true, "CertificateAuthorityArnList": ["ca"]}}, "want": 1},
		"none": {"authentication": {"Sasl": {"Iam": {"Enabled": false}}, "Tls": {"Enabled": false}}, "want": 0},
	}
	cluster := {"id": "c", "region": "ap-northeast-1", "ClusterArn": "c", "CurrentVersion": "K1", "Provisioned": {"ClientAuthentication": object.union(tc.authentication, {"Unauthenticated": {"Enabled": true}})}}
	world := {"kafka": {"clusters": [cluster]}}
	steps := control.plan with input as world
	count(steps) == tc.want
	every step in steps {
		step.calls[0].params.ClientAuthentication == object.union(tc.authentication, {"Unauthenticated": {"Enabled": false}})
	}
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {["FAILED", "PASSED"][tc.want]}
}
