package controls.opensearch.domain_requires_recent_tls_test

import data.controls.opensearch.domain_requires_recent_tls as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_requires_recent_tls[name] if {
	some name, tc in {
		"the recent policy passes": {"domain": {"DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}}, "want": ["PASSED recent"]},
		"the newer one passes": {"domain": {"DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08"}}, "want": ["PASSED recent"]},
		"TLS 1.2 without forward secrecy fails": {"domain": {"DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"}}, "want": ["FAILED old"]},
		"TLS 1.0 fails": {"domain": {"DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-0-2019-07"}}, "want": ["FAILED old"]},
		"optional HTTPS fails": {"domain": {"DomainEndpointOptions": {"EnforceHTTPS": false, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}}, "want": ["FAILED old"]},
		"untold HTTPS fails": {"domain": {"DomainEndpointOptions": {"TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}}, "want": ["FAILED old"]},
		"an untold policy fails": {"domain": {"DomainEndpointOptions": {"EnforceHTTPS": true}}, "want": ["FAILED old"]},
		"no options fail": {"domain": {}, "want": ["FAILED old"]},
	}
	got := control.findings with input.opensearch.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_keeps_what_was_for_undo if {
	plan := control.plan with input.opensearch.domains as [
		_domain({"DomainEndpointOptions": {"EnforceHTTPS": false, "TLSSecurityPolicy": "Policy-Min-TLS-1-0-2019-07", "CustomEndpointEnabled": false}}),
		_domain({"id": "y", "DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}}),
	]
	[[step.subject, step.calls[0].params, step.undo[0].params.DomainEndpointOptions] | some step in plan] == [[
		"x",
		{"DomainName": "d", "DomainEndpointOptions": {"EnforceHTTPS": true, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10"}},
		{"EnforceHTTPS": false, "TLSSecurityPolicy": "Policy-Min-TLS-1-0-2019-07"},
	]]
}
