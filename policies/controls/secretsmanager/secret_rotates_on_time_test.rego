package controls.secretsmanager.secret_rotates_on_time_test

import data.controls.secretsmanager.secret_rotates_on_time as control

test_secret_rotates_on_time[name] if {
	some name, tc in {
		"due later passes": {"secret": {"RotationEnabled": true, "NextRotationDate": "2026-01-20T23:59:59Z"}, "want": ["PASSED due"]},
		"due now passes": {"secret": {"RotationEnabled": true, "NextRotationDate": "2026-01-02T03:04:05Z"}, "want": ["PASSED due"]},
		"due a second ago fails": {"secret": {"RotationEnabled": true, "NextRotationDate": "2026-01-02T03:04:04Z"}, "want": ["FAILED overdue"]},
		"an untold date fails": {"secret": {"RotationEnabled": true, "LastRotatedDate": "2026-01-02T03:04:04Z"}, "want": ["FAILED overdue"]},
		"no rotation is out of scope": {"secret": {"RotationEnabled": false, "NextRotationDate": "2020-01-02T03:04:04Z"}, "want": []},
		"so it is with a date to come": {"secret": {"RotationEnabled": false, "NextRotationDate": "2026-01-20T23:59:59Z"}, "want": []},
		"untold rotation is out of scope": {"secret": {}, "want": []},
	}
	secrets := [object.union({"id": "arn:s", "region": "ap-northeast-1"}, tc.secret)]
	got := control.findings with input.secretsmanager.secrets as secrets with input.as_of as "2026-01-02T03:04:05Z"
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.secretsmanager.secrets as secrets
	count(subjects) == count(tc.want)
}
