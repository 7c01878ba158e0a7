package controls.cloudtrail.blea_trail_logs_role_is_limited_test

import data.controls.cloudtrail.blea_trail_logs_role_is_limited as control
import data.lib.trails_test as fixtures

_narrow := "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"

_policy(arn, resource) := {"id": arn, "arn": arn, "PolicyVersionList": [{"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": resource}]}}]}

# A world with the trail's role and a second one that may write to every log group, and with these trails.
_two(list) := object.union(fixtures.with_trails(list), {"iam": {"roles": [fixtures.role, object.union(fixtures.role, {
	"id": "wide",
	"arn": "arn:aws:iam::111122223333:role/wide",
	"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*"}]}}],
})]}})

_with_wide(trail) := object.union(trail, {"CloudWatchLogsRoleArn": "arn:aws:iam::111122223333:role/wide"})

test_trail_logs_role_is_limited[name] if {
	some name, tc in {
		"BLEA's role": {"world": fixtures.world, "want": [["PASSED", "limited"]]},
		"CloudTrail's own": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:CreateLogStream"], "Resource": ["arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:log-stream:111122223333_CloudTrail_ap-northeast-1*"]}, {"Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": ["arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:log-stream:111122223333_CloudTrail_ap-northeast-1*"]}]}}]})]}}), "want": [["PASSED", "limited"]]},
		"any case": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "LOGS:putlogevents", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}]}}]})]}}), "want": [["PASSED", "limited"]]},
		"the group without a star": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit"}]}}]})]}}), "want": [["PASSED", "limited"]]},
		"all of Logs": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"another action": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:PutLogEvents", "logs:DeleteLogGroup"], "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"another service": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}, {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"all resources": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"a group of a longer name": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit2:*"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"a wildcard in the name": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit*"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"all actions but some": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotAction": "s3:*", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"all resources but some": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "NotResource": "a"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"a Deny is no permission": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}, {"Effect": "Deny", "Action": "*", "Resource": "a"}]}}]})]}}), "want": [["PASSED", "limited"]]},
		"a policy that cannot be read": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]}}]})]}}), "want": [["FAILED", "wide"]]},
		"a narrow policy attached": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/a", "PolicyName": "a"}]})], "policies": [{"id": "a", "arn": "arn:aws:iam::111122223333:policy/a", "PolicyVersionList": [{"IsDefaultVersion": false, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}, {"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}]}}]}]}}), "want": [["PASSED", "limited"]]},
		"a wide policy attached": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/a", "PolicyName": "a"}]})], "policies": [{"id": "a", "arn": "arn:aws:iam::111122223333:policy/a", "PolicyVersionList": [{"IsDefaultVersion": false, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}, {"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:*"], "Resource": "*"}]}}]}]}}), "want": [["FAILED", "wide"]]},
		"a wide policy of AWS attached": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/a", "PolicyName": "a"}]})], "aws_policies": [{"id": "a", "arn": "arn:aws:iam::aws:policy/a", "PolicyVersionList": [{"IsDefaultVersion": false, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}, {"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:*"], "Resource": "*"}]}}]}]}}), "want": [["FAILED", "wide"]]},
		"a narrow policy of AWS attached": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/a", "PolicyName": "a"}]})], "aws_policies": [{"id": "a", "arn": "arn:aws:iam::aws:policy/a", "PolicyVersionList": [{"IsDefaultVersion": false, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}, {"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:PutLogEvents"], "Resource": "arn:aws:logs:ap-northeast-1:111122223333:log-group:audit:*"}]}}]}]}}), "want": [["PASSED", "limited"]]},
		"a wide policy that is not attached": {"world": object.union(fixtures.world, {"iam": {"policies": [{"id": "a", "arn": "arn:aws:iam::111122223333:policy/a", "PolicyVersionList": [{"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:*"], "Resource": "*"}]}}]}], "aws_policies": [{"id": "b", "arn": "arn:aws:iam::aws:policy/b", "PolicyVersionList": [{"IsDefaultVersion": true, "Document": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["logs:*"], "Resource": "*"}]}}]}]}}), "want": [["PASSED", "limited"]]},
		"a pair of another account's role and none": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"CloudWatchLogsRoleArn": fixtures.organization_trail.CloudWatchLogsRoleArn}), json.remove(fixtures.pair[1], ["CloudWatchLogsRoleArn"])]), "want": [["NOT_APPLICABLE", "no_role"]]},
		"a pair of another account's role and a missing one": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"CloudWatchLogsRoleArn": fixtures.organization_trail.CloudWatchLogsRoleArn}), object.union(fixtures.pair[1], {"CloudWatchLogsRoleArn": "arn:aws:iam::111122223333:role/gone"})]), "want": [["FAILED", "untrusted"]]},
		"a pair of a missing role and a limited one": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"CloudWatchLogsRoleArn": "arn:aws:iam::111122223333:role/gone"}), fixtures.pair[1]]), "want": [["FAILED", "untrusted"]]},
		"an attached policy that is gone": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/gone"}]})]}}), "want": [["FAILED", "wide"]]},
		"a narrow policy attached, and a wide one that is not": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/narrow"}, {"PolicyArn": "arn:aws:iam::aws:policy/narrow"}]})], "policies": [_policy("arn:aws:iam::111122223333:policy/narrow", _narrow), _policy("arn:aws:iam::111122223333:policy/wide", "*")], "aws_policies": [_policy("arn:aws:iam::aws:policy/narrow", _narrow), _policy("arn:aws:iam::aws:policy/wide", "*")]}}), "want": [["PASSED", "limited"]]},
		"a role that is gone": {"world": object.union(fixtures.world, {"iam": {"roles": []}}), "want": [["FAILED", "untrusted"]]},
		"a role for others": {"world": object.union(fixtures.world, {"iam": {"roles": [object.union(json.remove(fixtures.role, ["AssumeRolePolicyDocument"]), {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}})]}}), "want": [["FAILED", "untrusted"]]},
		"another account's role": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["WARNING", "foreign"]]},
		"no role": {"world": fixtures.without(["CloudWatchLogsRoleArn"]), "want": [["NOT_APPLICABLE", "no_role"]]},
		"no log group": {"world": fixtures.without(["CloudWatchLogsLogGroupArn"]), "want": [["NOT_APPLICABLE", "no_role"]]},
		"another account's role and no log group": {"world": fixtures.with_trails([json.remove(fixtures.organization_trail, ["CloudWatchLogsLogGroupArn"])]), "want": [["NOT_APPLICABLE", "no_role"]]},
		"an empty role": {"world": fixtures.with_trail({"CloudWatchLogsRoleArn": ""}), "want": [["NOT_APPLICABLE", "no_role"]]},
		"a role that may do nothing, and no log group": {"world": object.union(fixtures.without(["CloudWatchLogsLogGroupArn"]), {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": []})]}}), "want": [["NOT_APPLICABLE", "no_role"]]},
		"a role of its own beside one of another account": {"world": fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), "want": [["PASSED", "limited"]]},
		"a pair of none and a limited role": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["CloudWatchLogsRoleArn"]), fixtures.pair[1]]), "want": [["NOT_APPLICABLE", "no_role"]]},
		"a pair of a limited role and a wide one": {"world": _two([fixtures.pair[0], _with_wide(fixtures.pair[1])]), "want": [["FAILED", "wide"]]},
		"a pair of a wide role and a limited one": {"world": _two([_with_wide(fixtures.pair[0]), fixtures.pair[1]]), "want": [["FAILED", "wide"]]},
		"a pair of a wide role and another account's": {"world": _two([_with_wide(fixtures.pair[0]), object.union(fixtures.pair[1], {"CloudWatchLogsRoleArn": fixtures.organization_trail.CloudWatchLogsRoleArn})]), "want": [["FAILED", "wide"]]},
		"a pair of another account's role and a wide one": {"world": _two([object.union(fixtures.pair[0], {"CloudWatchLogsRoleArn": fixtures.organization_trail.CloudWatchLogsRoleArn}), _with_wide(fixtures.pair[1])]), "want": [["FAILED", "wide"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_trail"]]},
		"two roles of which one is limited": {"world": object.union(fixtures.with_trails([fixtures.trail, object.union(fixtures.named("other"), {"CloudWatchLogsRoleArn": "arn:aws:iam::111122223333:role/gone"})]), {}), "want": [["PASSED", "limited"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_the_warning_names_the_account if {
	got := control.findings with input as fixtures.with_trails([fixtures.organization_trail])
	{finding.args | some finding in got} == {{"account": "444455556666"}}
	beside := control.findings with input as _two([fixtures.organization_trail, _with_wide(fixtures.trail)])
	{[finding.status, finding.args] | some finding in beside} == {["WARNING", {"account": "444455556666"}]}
}

test_the_plan_mends_it if {
	world := object.union(fixtures.world, {"iam": {"roles": [object.union(fixtures.role, {"RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]}}]})]}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_a_new_role_mends_it if {
	world := object.union(fixtures.world, {"iam": {"roles": []}})
	steps := control.plan with input as world
	count(steps) == 1
	failing := control.findings with input as world
	{finding.status | some finding in failing} == {"FAILED"}
	got := control.findings with input as fixtures.after(world, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_nothing_to_plan if {
	steps := control.plan with input as fixtures.world
	count(steps) == 0
}
