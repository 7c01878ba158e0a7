package controls.es.domain_logs_audits_test

import data.controls.es.domain_logs_audits as control
import data.lib.steps_test

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1", "DomainName": "d"}, more)

test_domain_logs_audits[name] if {
	some name, tc in {
		"on passes": {"domain": {"LogPublishingOptions": {"AUDIT_LOGS": {"Enabled": true, "CloudWatchLogsLogGroupArn": "arn:l"}}}, "want": ["PASSED logged"]},
		"off fails": {"domain": {"LogPublishingOptions": {"AUDIT_LOGS": {"Enabled": false, "CloudWatchLogsLogGroupArn": "arn:l"}}}, "want": ["FAILED unlogged"]},
		"other logs fail": {"domain": {"LogPublishingOptions": {"ES_APPLICATION_LOGS": {"Enabled": true}, "INDEX_SLOW_LOGS": {"Enabled": true}}}, "want": ["FAILED unlogged"]},
		"untold fails": {"domain": {"LogPublishingOptions": {"AUDIT_LOGS": {}}}, "want": ["FAILED unlogged"]},
		"no options fail": {"domain": {}, "want": ["FAILED unlogged"]},
	}
	got := control.findings with input.es.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_plan_publishes_those_of_domains_that_have_them if {
	domain := {"id": "d", "region": "ap-northeast-1", "DomainName": "d", "AdvancedSecurityOptions": {"Enabled": true}}
	world := {"account": {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1", "partition": "aws"}, "logs": {"log_groups": []}, "es": {"domains": [domain]}}
	steps := control.plan with input as world
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
	none := control.plan with input as object.union(world, {"es": {"domains": [object.union(domain, {"AdvancedSecurityOptions": {"Enabled": false}})]}})
	none == set()
}
