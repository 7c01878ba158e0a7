package controls.opensearch.domain_has_fine_grained_access_control_test

import data.controls.opensearch.domain_has_fine_grained_access_control as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_domain_has_fine_grained_access_control[name] if {
	some name, tc in {
		"on passes": {"domain": {"AdvancedSecurityOptions": {"Enabled": true}}, "want": ["PASSED on"]},
		"off fails": {"domain": {"AdvancedSecurityOptions": {"Enabled": false}}, "want": ["FAILED off"]},
		"off with a user database fails": {"domain": {"AdvancedSecurityOptions": {"Enabled": false, "InternalUserDatabaseEnabled": true}}, "want": ["FAILED off"]},
		"untold fails": {"domain": {"AdvancedSecurityOptions": {}}, "want": ["FAILED off"]},
		"no options fail": {"domain": {}, "want": ["FAILED off"]},
	}
	got := control.findings with input.opensearch.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
