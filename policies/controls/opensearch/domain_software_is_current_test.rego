package controls.opensearch.domain_software_is_current_test

import data.controls.opensearch.domain_software_is_current as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_software_is_current[name] if {
	some name, tc in {
		"no update passes": {"domain": {"ServiceSoftwareOptions": {"UpdateAvailable": false, "UpdateStatus": "COMPLETED"}}, "want": ["PASSED current"]},
		"an update fails": {"domain": {"ServiceSoftwareOptions": {"UpdateAvailable": true, "UpdateStatus": "ELIGIBLE"}}, "want": ["FAILED behind"]},
		"an optional update fails": {"domain": {"ServiceSoftwareOptions": {"UpdateAvailable": true, "OptionalDeployment": true}}, "want": ["FAILED behind"]},
		"untold fails": {"domain": {"ServiceSoftwareOptions": {}}, "want": ["FAILED behind"]},
		"no options fail": {"domain": {}, "want": ["FAILED behind"]},
	}
	got := control.findings with input.opensearch.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan_is_for_domains_with_an_update if {
	plan := control.plan with input.opensearch.domains as [_domain({"ServiceSoftwareOptions": {"UpdateAvailable": true}}), _domain({"id": "y", "ServiceSoftwareOptions": {"UpdateAvailable": false}}), _domain({"id": "z"})]
	[[step.subject, step.calls[0].params.DomainName] | some step in plan] == [["x", "d"]]
}
