package controls.secretsmanager.secret_is_used_test

import data.controls.secretsmanager.secret_is_used as control
import data.lib.steps_test

_secret(more) := object.union({"id": "arn:s", "region": "ap-northeast-1"}, more)

test_secret_is_used[name] if {
	some name, tc in {
		"today passes": {"secret": {"LastAccessedDate": "2026-04-02T00:00:00Z"}, "want": ["PASSED used"]},
		"90 days ago passes": {"secret": {"LastAccessedDate": "2026-01-02T00:00:00Z"}, "want": ["PASSED used"]},
		"a second longer ago fails": {"secret": {"LastAccessedDate": "2026-01-01T23:59:59Z"}, "want": ["FAILED unused"]},
		"long ago fails though it was made today": {"secret": {"LastAccessedDate": "2020-01-02T03:04:04Z", "CreatedDate": "2026-04-02T00:00:00Z"}, "want": ["FAILED unused"]},
		"never, and made 90 days ago, passes": {"secret": {"CreatedDate": "2026-01-02T00:00:00Z"}, "want": ["PASSED used"]},
		"never, and made a second earlier, fails": {"secret": {"CreatedDate": "2026-01-01T23:59:59Z"}, "want": ["FAILED unused"]},
		"nothing told fails": {"secret": {}, "want": ["FAILED unused"]},
	}
	got := control.findings with input.secretsmanager.secrets as [_secret(tc.secret)] with input.as_of as "2026-04-02T03:04:05Z"
	_said(got) == tc.want
}

test_days[name] if {
	some name, tc in {
		"as many days passes": {"at": "2026-03-03T00:00:00Z", "want": ["PASSED used"]},
		"a second more fails": {"at": "2026-03-02T23:59:59Z", "want": ["FAILED unused"]},
	}
	got := control.findings with input.secretsmanager.secrets as [_secret({"LastAccessedDate": tc.at})]
		with input.as_of as "2026-04-02T03:04:05Z"
		with data.parameters as {"SecretsManager.3": {"unusedForDays": 30}}
	_said(got) == tc.want
}

_said(findings) := [sprintf("%s %s", [finding.status, finding.code]) | some finding in findings]

test_the_plan_deletes_with_a_waiting_period[name] if {
	some name, tc in {
		"unused": {"secret": {}, "want": 1},
		"a replica": {"secret": {"PrimaryRegion": "us-east-1"}, "want": 0},
		"a service's own": {"secret": {"OwningService": "rds"}, "want": 0},
		"used": {"secret": {"LastAccessedDate": "2026-03-31T00:00:00Z"}, "want": 0},
	}
	secret := object.union({"id": "s", "region": "ap-northeast-1", "ARN": "s", "CreatedDate": "2020-01-01T00:00:00Z"}, tc.secret)
	world := {"as_of": "2026-04-01T00:00:00Z", "secretsmanager": {"secrets": [secret]}}
	steps := control.plan with input as world with data.parameters as {"SecretsManager.3": {"unusedForDays": 90}}
	count(steps) == tc.want
	every step in steps {
		step.destructive == true
		step.calls[0].params == {"SecretId": "s", "RecoveryWindowInDays": 30}
		step.undo[0].operation == "RestoreSecret"
		steps_test.after(world, [step]).secretsmanager.secrets == []
	}
}
