package controls.iam.root_has_no_access_key_test

import data.controls.iam.root_has_no_access_key as control

_account := {"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global", "partition": "aws", "home": "ap-northeast-1"}

test_root_has_no_access_key[name] if {
	some name, tc in {
		"no key passes": {"summary": {"SummaryMap": {"AccountAccessKeysPresent": 0}}, "want": ["PASSED", "no_key"]},
		"a key fails": {"summary": {"SummaryMap": {"AccountAccessKeysPresent": 1}}, "want": ["FAILED", "key"]},
		"two keys fail": {"summary": {"SummaryMap": {"AccountAccessKeysPresent": 2}}, "want": ["FAILED", "key"]},
		"an absent number fails": {"summary": {"SummaryMap": {}}, "want": ["FAILED", "key"]},
		"an absent map fails": {"summary": {}, "want": ["FAILED", "key"]},
	}
	got := control.findings with input.account as _account
		with input.iam.account_summary as [object.union({"id": "111122223333", "region": "global"}, tc.summary)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}
