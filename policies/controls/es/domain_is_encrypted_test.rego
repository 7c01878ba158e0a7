package controls.es.domain_is_encrypted_test

import data.controls.es.domain_is_encrypted as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_is_encrypted[name] if {
	some name, tc in {
		"on passes": {"domain": {"EncryptionAtRestOptions": {"Enabled": true, "KmsKeyId": "k"}}, "want": ["PASSED encrypted"]},
		"off fails": {"domain": {"EncryptionAtRestOptions": {"Enabled": false}}, "want": ["FAILED plain"]},
		"untold fails": {"domain": {"EncryptionAtRestOptions": {}}, "want": ["FAILED plain"]},
		"no options fail": {"domain": {}, "want": ["FAILED plain"]},
	}
	got := control.findings with input.es.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_names_the_domain if {
	plan := control.plan with input.es.domains as [_domain({}), _domain(object.union({"id": "y"}, {"EncryptionAtRestOptions": {"Enabled": true}}))]
	[[step.subject, step.calls[0].params] | some step in plan] == [["x", {"DomainName": "d", "EncryptionAtRestOptions": {"Enabled": true}}]]
}
