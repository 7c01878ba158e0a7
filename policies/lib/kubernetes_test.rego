package lib.kubernetes_test

import data.lib.kubernetes

test_supported[name] if {
	some name, tc in {
		"the day before the last": {"version": "1.33", "as_of": "2026-07-28T23:59:59Z", "want": true},
		"the last day": {"version": "1.33", "as_of": "2026-07-29T23:59:59Z", "want": true},
		"the day after": {"version": "1.33", "as_of": "2026-07-30T00:00:00Z", "want": false},
		"a newer one": {"version": "1.34", "as_of": "2026-07-30T00:00:00Z", "want": true},
		"one that the table does not know yet": {"version": "1.100", "as_of": "2026-07-30T00:00:00Z", "want": true},
		"one that the table has forgotten": {"version": "1.9", "as_of": "2020-01-01T00:00:00Z", "want": false},
		"no version": {"version": "latest", "as_of": "2020-01-01T00:00:00Z", "want": false},
	}
	got := {true | kubernetes.supported(tc.version)} with input.as_of as tc.as_of with data.versions.eks as {"1.33": "2026-07-29", "1.34": "2026-12-02"}
	got == {true | tc.want}
}
