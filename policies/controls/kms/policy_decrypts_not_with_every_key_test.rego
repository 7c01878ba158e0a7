package controls.kms.policy_decrypts_not_with_every_key_test

import data.controls.kms.policy_decrypts_not_with_every_key as control

_policy(document, more) := object.union(
	{
		"id": "arn:aws:iam::111122223333:policy/p",
		"account": "111122223333",
		"region": "global",
		"PolicyVersionList": [{"IsDefaultVersion": true, "Document": document}],
	},
	more,
)

_all := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}]}

_one := {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/k"}]}

test_policy_decrypts_not_with_every_key[name] if {
	some name, tc in {
		"every key": {"policy": _policy(_all, {}), "want": [["FAILED", "unlimited"]]},
		"one key": {"policy": _policy(_one, {}), "want": [["PASSED", "limited"]]},
		"unattached": {"policy": _policy(_all, {"AttachmentCount": 0}), "want": [["FAILED", "unlimited"]]},
		"an older version": {
			"policy": _policy(_one, {"PolicyVersionList": [{"IsDefaultVersion": false, "Document": _all}, {"IsDefaultVersion": true, "Document": _one}]}),
			"want": [["PASSED", "limited"]],
		},
		"no versions": {"policy": _policy(_one, {"PolicyVersionList": []}), "want": [["PASSED", "limited"]]},
		"a boundary": {"policy": _policy(_all, {"PermissionsBoundaryUsageCount": 1}), "want": []},
		"a boundary of nothing": {"policy": _policy({"Version": "2012-10-17", "Statement": []}, {"PermissionsBoundaryUsageCount": 1}), "want": []},
		"no boundary": {"policy": _policy(_all, {"PermissionsBoundaryUsageCount": 0}), "want": [["FAILED", "unlimited"]]},
	}
	got := control.findings with input.iam.policies as [tc.policy] with input.account as {"account": "111122223333", "partition": "aws"}
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.iam.policies as [tc.policy]
	count(subjects) == count(tc.want)
}
