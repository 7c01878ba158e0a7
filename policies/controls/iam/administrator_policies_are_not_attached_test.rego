package controls.iam.administrator_policies_are_not_attached_test

import data.controls.iam.administrator_policies_are_not_attached as control

_policy(arn, statement, fields) := object.union(
	{
		"id": arn,
		"region": "global",
		"AttachmentCount": 1,
		"PolicyVersionList": [
			{"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": [_limited]}},
			{"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Statement": [statement]}},
		],
	},
	fields,
)

_full := {"Effect": "Allow", "Action": "*", "Resource": "*"}

_limited := {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}

_ours := "arn:aws:iam::111122223333:policy/p"

_theirs := "arn:aws:iam::aws:policy/AdministratorAccess"

test_administrator_policies_are_not_attached[name] if {
	some name, tc in {
		"no policy passes": {"ours": [], "theirs": [], "want": [["PASSED", "none", null]]},
		"limited ones pass": {"ours": [_policy(_ours, _limited, {})], "theirs": [_policy(_theirs, _limited, {})], "want": [["PASSED", "none", null]]},
		"a full one of the account fails": {"ours": [_policy(_ours, _full, {})], "theirs": [], "want": [["FAILED", "attached", [_ours]]]},
		"a full one of AWS fails": {"ours": [], "theirs": [_policy(_theirs, _full, {})], "want": [["FAILED", "attached", [_theirs]]]},
		"both are named": {"ours": [_policy(_ours, _full, {})], "theirs": [_policy(_theirs, _full, {})], "want": [["FAILED", "attached", [_ours, _theirs]]]},
		"a full one that nobody has passes": {"ours": [_policy(_ours, _full, {"AttachmentCount": 0})], "theirs": [_policy(_theirs, _full, {"AttachmentCount": 0, "PermissionsBoundaryUsageCount": 1})], "want": [["PASSED", "none", null]]},
		"a full one on one bucket passes": {"ours": [_policy(_ours, object.union(_full, {"Resource": "arn:aws:s3:::b"}), {})], "theirs": [], "want": [["PASSED", "none", null]]},
		"a former version does not count": {"ours": [_policy(_ours, _limited, {"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": _full}}]})], "theirs": [], "want": [["PASSED", "none", null]]},
		"nor does one of AWS": {"ours": [], "theirs": [_policy(_theirs, _limited, {"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": _full}}]})], "want": [["PASSED", "none", null]]},
		"a statement that is no list fails": {"ours": [_policy(_ours, _full, {"PolicyVersionList": [{"VersionId": "v1", "IsDefaultVersion": true, "Document": {"Statement": _full}}]})], "theirs": [], "want": [["FAILED", "attached", [_ours]]]},
		"an absent count passes": {"ours": [object.remove(_policy(_ours, _full, {}), ["AttachmentCount"])], "theirs": [], "want": [["PASSED", "none", null]]},
		"absent versions pass": {"ours": [object.remove(_policy(_ours, _full, {}), ["PolicyVersionList"])], "theirs": [], "want": [["PASSED", "none", null]]},
	}
	got := control.findings with input.iam.policies as tc.ours
		with input.iam.aws_policies as tc.theirs
		with input.account as {"id": "AWS::::Account:111122223333", "region": "global"}
	[[finding.status, finding.code, object.get(finding.args, "policies", null)] | some finding in got] == tc.want
}
