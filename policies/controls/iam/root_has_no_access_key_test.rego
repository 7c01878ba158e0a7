package controls.iam.root_has_no_access_key_test

import data.controls.iam.root_has_no_access_key as control

test_root_has_no_access_key[name] if {
	some name, tc in {
		"no key passes": {"summary": {"SummaryMap": {"AccountAccessKeysPresent": 0}}, "want": "PASSED"},
		"a key fails": {"summary": {"SummaryMap": {"AccountAccessKeysPresent": 1}}, "want": "FAILED"},
		"two keys fail": {"summary": {"SummaryMap": {"AccountAccessKeysPresent": 2}}, "want": "FAILED"},
		"an absent number fails": {"summary": {"SummaryMap": {}}, "want": "FAILED"},
		"an absent map fails": {"summary": {}, "want": "FAILED"},
	}
	got := control.findings with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
		with input.iam.account_summary as [object.union({"id": "111122223333", "region": "global"}, tc.summary)]
	{finding.status | some finding in got} == {tc.want}
}
