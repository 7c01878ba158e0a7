package lib.versions_test

import data.lib.versions

test_ended[name] if {
	some name, tc in {
		"the day before": {"as_of": "2026-07-28T23:59:59Z", "ended": false},
		"the last day": {"as_of": "2026-07-29T23:59:59Z", "ended": false},
		"the day after": {"as_of": "2026-07-30T00:00:00Z", "ended": true},
		"years later": {"as_of": "2030-01-01T00:00:00Z", "ended": true},
	}
	got := {version | some version in {"1.33", "1.99"}; versions.ended("eks", version)} with input.as_of as tc.as_of
		with data.versions.eks as {"1.33": "2026-07-29"}
	got == {version | version := "1.33"; tc.ended}
}

test_end if versions.end("rds_mysql", "5.7") == "2024-02-29"

test_an_unknown_family_has_not_ended if not versions.ended("abacus", "1") with input.as_of as "2030-01-01T00:00:00Z"
