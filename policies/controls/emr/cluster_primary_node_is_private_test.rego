package controls.emr.cluster_primary_node_is_private_test

import data.controls.emr.cluster_primary_node_is_private as control

_cluster(more) := object.union(object.remove({"id": "j-1", "region": "ap-northeast-1", "Status": {"State": "WAITING"}}, object.keys(more)), more)

test_cluster_primary_node_is_private[name] if {
	some name, tc in {
		"a private node passes": {"cluster": {"ListInstances": {"Instances": [{"PrivateIpAddress": "10.0.0.1"}]}}, "want": ["PASSED private"]},
		"an empty public address passes": {"cluster": {"ListInstances": {"Instances": [{"PublicIpAddress": ""}]}}, "want": ["PASSED private"]},
		"a public node fails": {"cluster": {"ListInstances": {"Instances": [{"PublicIpAddress": "203.0.113.1"}]}}, "want": ["FAILED public"]},
		"one public node of three fails": {"cluster": {"ListInstances": {"Instances": [{}, {"PublicIpAddress": "203.0.113.1"}, {}]}}, "want": ["FAILED public"]},
		"no nodes pass": {"cluster": {"ListInstances": {"Instances": []}}, "want": ["PASSED private"]},
		"a running cluster counts": {"cluster": {"Status": {"State": "RUNNING"}, "ListInstances": {"Instances": [{"PublicIpAddress": "203.0.113.1"}]}}, "want": ["FAILED public"]},
		"a starting cluster is out of scope": {"cluster": {"Status": {"State": "STARTING"}, "ListInstances": {"Instances": [{"PublicIpAddress": "203.0.113.1"}]}}, "want": []},
		"a cluster on the way out is out of scope": {"cluster": {"Status": {"State": "TERMINATING"}, "ListInstances": {"Instances": [{"PublicIpAddress": "203.0.113.1"}]}}, "want": []},
		"an untold state is out of scope": {"cluster": {"Status": {}, "ListInstances": {"Instances": []}}, "want": []},
	}
	got := control.findings with input.emr.clusters as [_cluster(tc.cluster)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.emr.clusters as [_cluster(tc.cluster)]
	count(subjects) == count(tc.want)
}
