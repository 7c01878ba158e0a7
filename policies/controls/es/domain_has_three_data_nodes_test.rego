package controls.es.domain_has_three_data_nodes_test

import data.controls.es.domain_has_three_data_nodes as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_has_three_data_nodes[name] if {
	some name, tc in {
		"three in zones pass": {"domain": {"ElasticsearchClusterConfig": {"InstanceCount": 3, "ZoneAwarenessEnabled": true}}, "want": ["PASSED spread"]},
		"two fail": {"domain": {"ElasticsearchClusterConfig": {"InstanceCount": 2, "ZoneAwarenessEnabled": true}}, "want": ["FAILED few"]},
		"three in one zone fail": {"domain": {"ElasticsearchClusterConfig": {"InstanceCount": 3, "ZoneAwarenessEnabled": false}}, "want": ["FAILED few"]},
		"untold zones fail": {"domain": {"ElasticsearchClusterConfig": {"InstanceCount": 3}}, "want": ["FAILED few"]},
		"an untold number fails": {"domain": {"ElasticsearchClusterConfig": {"ZoneAwarenessEnabled": true}}, "want": ["FAILED few"]},
		"nothing told fails": {"domain": {}, "want": ["FAILED few"]},
	}
	got := control.findings with input.es.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
