package controls.iam.policy_grants_no_full_administration_test

import data.controls.iam.policy_grants_no_full_administration as control

_policy(fields) := object.union({"id": "arn:aws:iam::111122223333:policy/p", "region": "global", "PermissionsBoundaryUsageCount": 0}, fields)

_versions(statements) := {"PolicyVersionList": [
	{"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": [_full]}},
	{"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Statement": statements}},
]}

_full := {"Effect": "Allow", "Action": "*", "Resource": "*"}

test_policy_grants_no_full_administration[name] if {
	some name, tc in {
		"one service passes": {"policy": _versions([{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]), "want": ["PASSED", "limited"]},
		"everything on one bucket passes": {"policy": _versions([{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"}]), "want": ["PASSED", "limited"]},
		"denying everything passes": {"policy": _versions([{"Effect": "Deny", "Action": "*", "Resource": "*"}]), "want": ["PASSED", "limited"]},
		"everything fails": {"policy": _versions([_full]), "want": ["FAILED", "full"]},
		"everything in a list fails": {"policy": _versions([{"Effect": "Allow", "Action": ["s3:Get*", "*"], "Resource": ["*"]}]), "want": ["FAILED", "full"]},
		"everything under a condition fails": {"policy": _versions([object.union(_full, {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})]), "want": ["FAILED", "full"]},
		"one of two statements fails": {"policy": _versions([{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, _full]), "want": ["FAILED", "full"]},
		"a statement that is no list fails": {"policy": _versions(_full), "want": ["FAILED", "full"]},
		"an older version that is limited does not count": {
			"policy": {"PolicyVersionList": [
				{"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": []}},
				{"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Statement": [_full]}},
			]},
			"want": ["FAILED", "full"],
		},
		"no versions fail": {"policy": {}, "want": ["FAILED", "full"]},
	}
	got := control.findings with input.iam.policies as [_policy(tc.policy)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_boundaries_are_out_of_scope if {
	every statements in [[_full], []] {
		boundary := _policy(object.union(_versions(statements), {"PermissionsBoundaryUsageCount": 1}))
		subjects := control.subjects with input.iam.policies as [boundary]
		subjects == set()
		findings := control.findings with input.iam.policies as [boundary]
		findings == set()
	}
}

test_other_policies_are_in_scope if {
	subjects := control.subjects with input.iam.policies as [_policy(_versions([_full])), {"id": "q"}]
	subjects == {"arn:aws:iam::111122223333:policy/p", "q"}
}
