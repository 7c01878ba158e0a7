package controls.apigateway.domain_name_has_tls_policy_test

import data.controls.apigateway.domain_name_has_tls_policy as control

_domain(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/domainnames/api.example.com", "region": "ap-northeast-1", "DomainName": "api.example.com"},
	more,
)

test_domain_name_has_tls_policy[name] if {
	some name, tc in {
		"TLS 1.3 passes": {"element": {"SecurityPolicy": "SecurityPolicy_TLS13_1_3_2025_09"}, "want": ["PASSED recommended"]},
		"FIPS passes": {"element": {"SecurityPolicy": "SecurityPolicy_TLS13_1_3_FIPS_2025_09"}, "want": ["PASSED recommended"]},
		"forward secrecy passes": {"element": {"SecurityPolicy": "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"}, "want": ["PASSED recommended"]},
		"TLS 1.3 at the edge passes": {"element": {"SecurityPolicy": "SecurityPolicy_TLS13_2025_EDGE"}, "want": ["PASSED recommended"]},
		"forward secrecy at the edge passes": {"element": {"SecurityPolicy": "SecurityPolicy_TLS12_PFS_2025_EDGE"}, "want": ["PASSED recommended"]},
		"TLS 1.2 fails": {"element": {"SecurityPolicy": "TLS_1_2"}, "want": ["FAILED outdated"]},
		"TLS 1.0 fails": {"element": {"SecurityPolicy": "TLS_1_0"}, "want": ["FAILED outdated"]},
		"another policy of 2025 fails": {"element": {"SecurityPolicy": "SecurityPolicy_TLS13_1_2_2021_06"}, "want": ["FAILED outdated"]},
		"untold fails": {"element": {}, "want": ["FAILED outdated"]},
	}
	got := control.findings with input.apigateway.domain_names as [_domain(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}
