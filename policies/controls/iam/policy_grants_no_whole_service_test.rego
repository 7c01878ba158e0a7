package controls.iam.policy_grants_no_whole_service_test

import data.controls.iam.policy_grants_no_whole_service as control

_policy(statement, more) := object.union(
	{
		"id": "arn:aws:iam::111122223333:policy/p",
		"region": "global",
		"PolicyVersionList": [{"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [statement]}}],
	},
	more,
)

_allow(more) := object.union({"Effect": "Allow", "Resource": "*"}, more)

test_policy_grants_no_whole_service[name] if {
	some name, tc in {
		"a service": {"policy": _policy(_allow({"Action": ["s3:GetObject", "ec2:*"]}), {}), "want": [["FAILED", "full"]]},
		"everything": {"policy": _policy(_allow({"Action": "*"}), {}), "want": [["FAILED", "full"]]},
		"all but a service": {"policy": _policy(_allow({"NotAction": "iam:*"}), {}), "want": [["FAILED", "full"]]},
		"on a condition": {"policy": _policy(_allow({"Action": "ec2:*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}), {}), "want": [["FAILED", "full"]]},
		"a prefix": {"policy": _policy(_allow({"Action": "ec2:Describe*"}), {}), "want": [["PASSED", "limited"]]},
		"denied": {"policy": _policy({"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}, {}), "want": [["PASSED", "limited"]]},
		"an older version": {
			"policy": _policy(_allow({"Action": "ec2:*"}), {"PolicyVersionList": [
				{"IsDefaultVersion": false, "Document": {"Statement": [_allow({"Action": "ec2:*"})]}},
				{"IsDefaultVersion": true, "Document": {"Statement": [_allow({"Action": "ec2:RunInstances"})]}},
			]}),
			"want": [["PASSED", "limited"]],
		},
		"an older version that was limited": {
			"policy": _policy(_allow({"Action": "ec2:*"}), {"PolicyVersionList": [
				{"IsDefaultVersion": false, "Document": {"Statement": [_allow({"Action": "ec2:RunInstances"})]}},
				{"IsDefaultVersion": true, "Document": {"Statement": [_allow({"Action": "ec2:*"})]}},
			]}),
			"want": [["FAILED", "full"]],
		},
		"no default version": {"policy": _policy({}, {"PolicyVersionList": []}), "want": [["FAILED", "full"]]},
		"no boundary": {"policy": _policy(_allow({"Action": "*"}), {"PermissionsBoundaryUsageCount": 0}), "want": [["FAILED", "full"]]},
		"a limited boundary": {"policy": _policy(_allow({"Action": "ec2:Describe*"}), {"PermissionsBoundaryUsageCount": 1}), "want": []},
		"a boundary": {"policy": _policy(_allow({"Action": "*"}), {"PermissionsBoundaryUsageCount": 1}), "want": []},
	}
	got := control.findings with input.iam.policies as [tc.policy]
	[[finding.status, finding.code] | some finding in got] == tc.want
	subjects := control.subjects with input.iam.policies as [tc.policy]
	count(subjects) == count(tc.want)
}
