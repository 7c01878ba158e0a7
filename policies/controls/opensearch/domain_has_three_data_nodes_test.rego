package controls.opensearch.domain_has_three_data_nodes_test

import data.controls.opensearch.domain_has_three_data_nodes as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_has_three_data_nodes[name] if {
	some name, tc in {
		"three in zones pass": {"domain": {"ClusterConfig": {"InstanceCount": 3, "ZoneAwarenessEnabled": true}}, "want": ["PASSED spread"]},
		"two fail": {"domain": {"ClusterConfig": {"InstanceCount": 2, "ZoneAwarenessEnabled": true}}, "want": ["FAILED few"]},
		"three in one zone fail": {"domain": {"ClusterConfig": {"InstanceCount": 3, "ZoneAwarenessEnabled": false}}, "want": ["FAILED few"]},
		"untold zones fail": {"domain": {"ClusterConfig": {"InstanceCount": 3}}, "want": ["FAILED few"]},
		"an untold number fails": {"domain": {"ClusterConfig": {"ZoneAwarenessEnabled": true}}, "want": ["FAILED few"]},
		"nothing told fails": {"domain": {}, "want": ["FAILED few"]},
	}
	got := control.findings with input.opensearch.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
