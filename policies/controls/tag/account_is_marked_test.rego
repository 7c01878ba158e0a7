package controls.tag.account_is_marked_test

import data.controls.tag.account_is_marked as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "home": "ap-northeast-1"}

_element(id, tags) := {"id": id, "region": "ap-northeast-1", "Tags": tags}

test_account_is_marked[name] if {
	some name, tc in {
		"a resource passes": {"resources": [_element("a", [{"Key": "Name", "Value": "x"}, {"Key": "cm:Members", "Value": "SecureAccount"}])], "want": "PASSED"},
		"an initialized resource passes": {"resources": [_element("a", [{"Key": "cm:Members", "Value": "Initialized"}])], "want": "PASSED"},
		"a managed resource passes": {"resources": [_element("a", [{"Key": "cm:Members", "Value": "Managed"}])], "want": "PASSED"},
		"a role passes": {"roles": [_element("AROAEXAMPLE", [{"Key": "cm:Members", "Value": "Managed"}])], "want": "PASSED"},
		"another value is no mark": {"resources": [_element("a", [{"Key": "cm:Members", "Value": "Other"}])], "want": "NOT_APPLICABLE"},
		"another key is no mark": {"resources": [_element("a", [{"Key": "Members", "Value": "SecureAccount"}])], "want": "NOT_APPLICABLE"},
		"a role's other key is no mark": {"roles": [_element("AROAEXAMPLE", [{"Key": "team", "Value": "Managed"}])], "want": "NOT_APPLICABLE"},
		"a role's other value is no mark": {"roles": [_element("AROAEXAMPLE", [{"Key": "cm:Members", "Value": "yes"}])], "want": "NOT_APPLICABLE"},
		"no tags are no mark": {"resources": [_element("a", [])], "roles": [{"id": "AROAEXAMPLE", "region": "global"}], "want": "NOT_APPLICABLE"},
		"nothing is no mark": {"want": "NOT_APPLICABLE"},
	}
	got := control.findings with input.account as _account
		with input.tagging.resources as object.get(tc, "resources", [])
		with input.iam.roles as object.get(tc, "roles", [])
	[finding.status | some finding in got] == [tc.want]
}
