package controls.secretsmanager.secret_rotates_test

import data.controls.secretsmanager.secret_rotates as control

_secret(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_secret_rotates[name] if {
	some name, tc in {
		"on passes": {"secret": {"RotationEnabled": true}, "want": ["PASSED rotates"]},
		"on once a year passes": {"secret": {"RotationEnabled": true, "RotationRules": {"AutomaticallyAfterDays": 365}}, "want": ["PASSED rotates"]},
		"off fails": {"secret": {"RotationEnabled": false, "RotationRules": {"AutomaticallyAfterDays": 30}}, "want": ["FAILED fixed"]},
		"untold fails": {"secret": {}, "want": ["FAILED fixed"]},
	}
	got := control.findings with input.secretsmanager.secrets as [_secret(tc.secret)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_frequency[name] if {
	some name, tc in {
		"as often as asked for passes": {"secret": {"RotationEnabled": true, "RotationRules": {"AutomaticallyAfterDays": 30}}, "want": ["PASSED rotates"]},
		"a day less often fails": {"secret": {"RotationEnabled": true, "RotationRules": {"AutomaticallyAfterDays": 31}}, "want": ["FAILED seldom"]},
		"untold days fail": {"secret": {"RotationEnabled": true, "RotationRules": {"ScheduleExpression": "cron(0 8 1 * ? *)"}}, "want": ["FAILED seldom"]},
		"off fails": {"secret": {"RotationEnabled": false, "RotationRules": {"AutomaticallyAfterDays": 1}}, "want": ["FAILED fixed"]},
		"off and seldom fails once": {"secret": {"RotationEnabled": false, "RotationRules": {"AutomaticallyAfterDays": 31}}, "want": ["FAILED fixed"]},
	}
	got := control.findings with input.secretsmanager.secrets as [_secret(tc.secret)]
		with data.parameters as {"SecretsManager.1": {"maximumAllowedRotationFrequency": 30}}
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
