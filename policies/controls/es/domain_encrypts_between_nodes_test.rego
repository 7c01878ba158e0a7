package controls.es.domain_encrypts_between_nodes_test

import data.controls.es.domain_encrypts_between_nodes as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_encrypts_between_nodes[name] if {
	some name, tc in {
		"on passes": {"domain": {"NodeToNodeEncryptionOptions": {"Enabled": true}}, "want": ["PASSED encrypted"]},
		"off fails": {"domain": {"NodeToNodeEncryptionOptions": {"Enabled": false}}, "want": ["FAILED plain"]},
		"untold fails": {"domain": {"NodeToNodeEncryptionOptions": {}}, "want": ["FAILED plain"]},
		"no options fail": {"domain": {}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.es.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_domain if {
	plan := control.plan with input.es.domains as [_domain({}), _domain(object.union({"id": "y"}, {"NodeToNodeEncryptionOptions": {"Enabled": true}}))]
	[[step.subject, step.calls[0].params] | some step in plan] == [["x", {"DomainName": "d", "NodeToNodeEncryptionOptions": {"Enabled": true}}]]
}
