package controls.msk.brokers_encrypt_between_themselves_test

import data.controls.msk.brokers_encrypt_between_themselves as control

_cluster(more) := object.union(object.remove({"id": "x", "region": "ap-northeast-1", "ClusterType": "PROVISIONED"}, object.keys(more)), more)

test_brokers_encrypt_between_themselves[name] if {
	some name, tc in {
		"on passes": {"cluster": {"Provisioned": {"EncryptionInfo": {"EncryptionInTransit": {"InCluster": true, "ClientBroker": "PLAINTEXT"}}}}, "want": ["PASSED encrypted"]},
		"off fails": {"cluster": {"Provisioned": {"EncryptionInfo": {"EncryptionInTransit": {"InCluster": false, "ClientBroker": "TLS"}}}}, "want": ["FAILED plain"]},
		"untold fails": {"cluster": {"Provisioned": {"EncryptionInfo": {"EncryptionInTransit": {}}}}, "want": ["FAILED plain"]},
		"no settings fail": {"cluster": {"Provisioned": {}}, "want": ["FAILED plain"]},
		"serverless is out of scope": {"cluster": {"ClusterType": "SERVERLESS", "Serverless": {}}, "want": []},
		"whatever it tells": {"cluster": {"ClusterType": "SERVERLESS", "Provisioned": {"EncryptionInfo": {"EncryptionInTransit": {"InCluster": true}}}}, "want": []},
	}
	got := control.findings with input.kafka.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.kafka.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}
