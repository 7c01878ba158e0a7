package controls.secretsmanager.secret_was_rotated_lately_test

import data.controls.secretsmanager.secret_was_rotated_lately as control
import data.lib.steps_test

_secret(more) := object.union({"id": "arn:s", "region": "ap-northeast-1"}, more)

test_secret_was_rotated_lately[name] if {
	some name, tc in {
		"today passes": {"secret": {"LastRotatedDate": "2026-04-02T00:00:00Z"}, "want": ["PASSED rotated"]},
		"90 days ago passes": {"secret": {"LastRotatedDate": "2026-01-02T03:04:05Z"}, "want": ["PASSED rotated"]},
		"a second longer ago fails": {"secret": {"LastRotatedDate": "2026-01-02T03:04:04Z"}, "want": ["FAILED old"]},
		"long ago fails though it was made today": {"secret": {"LastRotatedDate": "2020-01-02T03:04:04Z", "CreatedDate": "2026-04-02T00:00:00Z"}, "want": ["FAILED old"]},
		"never, and made 90 days ago, passes": {"secret": {"CreatedDate": "2026-01-02T03:04:05Z"}, "want": ["PASSED rotated"]},
		"never, and made a second earlier, fails": {"secret": {"CreatedDate": "2026-01-02T03:04:04Z"}, "want": ["FAILED old"]},
		"nothing told fails": {"secret": {}, "want": ["FAILED old"]},
	}
	got := control.findings with input.secretsmanager.secrets as [_secret(tc.secret)] with input.as_of as "2026-04-02T03:04:05Z"
	_said(got) == tc.want
}

test_days[name] if {
	some name, tc in {
		"as many days passes": {"at": "2026-03-03T03:04:05Z", "want": ["PASSED rotated"]},
		"a second more fails": {"at": "2026-03-03T03:04:04Z", "want": ["FAILED old"]},
	}
	got := control.findings with input.secretsmanager.secrets as [_secret({"LastRotatedDate": tc.at})]
		with input.as_of as "2026-04-02T03:04:05Z"
		with data.parameters as {"SecretsManager.4": {"maxDaysSinceRotation": 30}}
	_said(got) == tc.want
}

_said(findings) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in findings]

test_the_plan_rotates_what_rotates[name] if {
	some name, tc in {
		"automatic": {"secret": {"RotationEnabled": true}, "want": ["RotateSecret"], "after": "PASSED"},
		"by hand": {"secret": {"RotationEnabled": false}, "want": [], "after": "FAILED"},
		"never": {"secret": {}, "want": [], "after": "FAILED"},
	}
	secret := object.union({"id": "s", "region": "ap-northeast-1", "ARN": "s", "LastRotatedDate": "2020-01-01T00:00:00Z", "CreatedDate": "2020-01-01T00:00:00Z"}, tc.secret)
	world := {"as_of": "2026-04-01T00:00:00Z", "secretsmanager": {"secrets": [secret]}}
	steps := control.plan with input as world with data.parameters as {"SecretsManager.4": {"maxDaysSinceRotation": 90}}
	[operation | some step in steps; some operation in steps_test.operations(step)] == tc.want
	got := control.findings with input as steps_test.after(world, steps) with data.parameters as {"SecretsManager.4": {"maxDaysSinceRotation": 90}}
	{finding.status | some finding in got} == {tc.after}
}
