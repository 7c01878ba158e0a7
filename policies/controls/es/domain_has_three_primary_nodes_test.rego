package controls.es.domain_has_three_primary_nodes_test

import data.controls.es.domain_has_three_primary_nodes as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_has_three_primary_nodes[name] if {
	some name, tc in {
		"three pass": {"domain": {"ElasticsearchClusterConfig": {"DedicatedMasterEnabled": true, "DedicatedMasterCount": 3}}, "want": ["PASSED enough"]},
		"two fail": {"domain": {"ElasticsearchClusterConfig": {"DedicatedMasterEnabled": true, "DedicatedMasterCount": 2}}, "want": ["FAILED few"]},
		"three that are off fail": {"domain": {"ElasticsearchClusterConfig": {"DedicatedMasterEnabled": false, "DedicatedMasterCount": 3}}, "want": ["FAILED few"]},
		"an untold number fails": {"domain": {"ElasticsearchClusterConfig": {"DedicatedMasterEnabled": true}}, "want": ["FAILED few"]},
		"nothing told fails": {"domain": {}, "want": ["FAILED few"]},
	}
	got := control.findings with input.es.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
