package controls.cloudtrail.blea_trail_key_policy_is_limited_test

import data.controls.cloudtrail.blea_trail_key_policy_is_limited as control
import data.lib.trails_test as fixtures

_with(statements) := object.union(
	json.remove(fixtures.key, ["GetKeyPolicy/Policy"]),
	{"GetKeyPolicy": {"Policy": {"Version": "2012-10-17", "Statement": statements}}},
)

_allow(principal, condition) := {"Effect": "Allow", "Principal": principal, "Action": "kms:Decrypt", "Resource": "*", "Condition": condition}

_deny := {"Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}

# A world with the trail's key and a second one, with these statements, and with these trails.
_two(first, second, list) := object.union(fixtures.with_trails(list), {"kms": {"keys": [_with(first), object.union(_with(second), {"id": _second_key, "arn": _second_key, "KeyId": "2"})]}})

_second(trail) := object.union(trail, {"KmsKeyId": _second_key})

_second_key := "arn:aws:kms:ap-northeast-1:111122223333:key/2"

_root := fixtures.key_policy.Statement[0]

test_trail_key_policy_is_limited[name] if {
	some name, tc in {
		"BLEA's policy": {"world": fixtures.world, "want": [["PASSED", "limited"]]},
		"by source account": {"world": object.union(fixtures.world, {"kms": {"keys": [_with([_root, object.union(_allow({"Service": "cloudtrail.amazonaws.com"}, {"StringEquals": {"aws:SourceAccount": "111122223333"}}), {"Action": "kms:GenerateDataKey*"})])]}}), "want": [["PASSED", "limited"]]},
		"by source ARN": {"world": object.union(fixtures.world, {"kms": {"keys": [_with([_root, object.union(_allow({"Service": "cloudtrail.amazonaws.com"}, {"StringEquals": {"aws:SourceArn": fixtures.trail.TrailARN}}), {"Action": "kms:GenerateDataKey*"})])]}}), "want": [["PASSED", "limited"]]},
		"logs by Region": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow({"Service": "logs.ap-northeast-1.amazonaws.com"}, {})]))]}}), "want": [["PASSED", "limited"]]},
		"everyone": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {})]))]}}), "want": [["FAILED", "open"]]},
		"every account": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow({"AWS": "*"}, {})]))]}}), "want": [["FAILED", "open"]]},
		"everyone through a service": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {"StringEquals": {"kms:ViaService": "s3.ap-northeast-1.amazonaws.com"}})]))]}}), "want": [["FAILED", "open"]]},
		"everyone of a network": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {"StringEquals": {"aws:SourceVpc": "vpc-1"}})]))]}}), "want": [["FAILED", "open"]]},
		"everyone of this account": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {"StringEquals": {"kms:CallerAccount": "111122223333"}})]))]}}), "want": [["PASSED", "limited"]]},
		"everyone of the organization": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {"StringEquals": {"aws:PrincipalOrgID": "o-1"}})]))]}}), "want": [["PASSED", "limited"]]},
		"everyone, undecided": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {"StringEquals": {"aws:SourceAccount": "${aws:PrincipalTag/a}"}})]))]}}), "want": [["FAILED", "open"]]},
		"another account": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow({"AWS": "444455556666"}, {})]))]}}), "want": [["FAILED", "shared"]]},
		"another account with a condition": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow({"AWS": "444455556666"}, {"StringEquals": {"kms:ViaService": "s3.ap-northeast-1.amazonaws.com"}})]))]}}), "want": [["PASSED", "limited"]]},
		"a deleted principal": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow({"AWS": "AIDAEXAMPLE"}, {})]))]}}), "want": [["PASSED", "limited"]]},
		"CloudTrail left out": {"world": object.union(fixtures.world, {"kms": {"keys": [_with([_root])]}}), "want": [["FAILED", "unusable"]]},
		"CloudTrail for another account only": {"world": object.union(fixtures.world, {"kms": {"keys": [_with([_root, object.union(_allow({"Service": "cloudtrail.amazonaws.com"}, {"StringEquals": {"aws:SourceAccount": "444455556666"}}), {"Action": "kms:GenerateDataKey*"})])]}}), "want": [["FAILED", "unusable"]]},
		"both wide and shared": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow({"AWS": ["*", "444455556666"]}, {})]))]}}), "want": [["FAILED", "open"]]},
		"everyone and another account": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {}), _allow({"AWS": "444455556666"}, {})]))]}}), "want": [["FAILED", "open"]]},
		"everyone of a network, denied": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {"StringEquals": {"aws:SourceVpc": "vpc-1"}}), _deny]))]}}), "want": [["PASSED", "limited"]]},
		"another account, denied": {"world": object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow({"AWS": "444455556666"}, {}), _deny]))]}}), "want": [["PASSED", "limited"]]},
		"no policy": {"world": object.union(fixtures.world, {"kms": {"keys": [json.remove(fixtures.key, ["GetKeyPolicy/Policy"])]}}), "want": [["FAILED", "unusable"]]},
		"a pair of another account's key and none": {"world": fixtures.with_trails([object.union(fixtures.pair[0], {"KmsKeyId": fixtures.organization_trail.KmsKeyId}), json.remove(fixtures.pair[1], ["KmsKeyId"])]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a pair of none and another account's key": {"world": fixtures.with_trails([json.remove(fixtures.pair[0], ["KmsKeyId"]), object.union(fixtures.pair[1], {"KmsKeyId": fixtures.organization_trail.KmsKeyId})]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a pair of another account's key and an open one": {"world": object.union(fixtures.with_trails([object.union(fixtures.pair[0], {"KmsKeyId": fixtures.organization_trail.KmsKeyId}), fixtures.pair[1]]), {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {})]))]}}), "want": [["FAILED", "open"]]},
		"an open key that no trail uses": {"world": object.union(fixtures.world, {"kms": {"keys": [fixtures.key, object.union(_with([_allow("*", {})]), {"id": "o", "arn": "arn:aws:kms:ap-northeast-1:111122223333:key/other", "KeyId": "other"})]}}), "want": [["PASSED", "limited"]]},
		"an open key of a trail that is off": {"world": _two([_root], [_allow("*", {})], [fixtures.trail, object.union(_second(fixtures.named("off")), {"GetTrailStatus": {"IsLogging": false}})]), "want": [["FAILED", "unusable"]]},
		"a shared key of a trail that is off": {"world": _two([_root], [_allow({"AWS": "444455556666"}, {})], [fixtures.trail, object.union(_second(fixtures.named("off")), {"GetTrailStatus": {"IsLogging": false}})]), "want": [["FAILED", "unusable"]]},
		"an open key beside a limited one": {"world": _two(fixtures.key_policy.Statement, [_allow("*", {})], [fixtures.trail, _second(fixtures.named("second"))]), "want": [["PASSED", "limited"]]},
		"a shared key beside a limited one": {"world": _two(fixtures.key_policy.Statement, [_allow({"AWS": "444455556666"}, {})], [fixtures.trail, _second(fixtures.named("second"))]), "want": [["PASSED", "limited"]]},
		"a pair of a limited key and an open one": {"world": _two(fixtures.key_policy.Statement, [_allow("*", {})], [fixtures.pair[0], _second(fixtures.pair[1])]), "want": [["FAILED", "open"]]},
		"a pair of an open key and a limited one": {"world": _two(fixtures.key_policy.Statement, [_allow("*", {})], [_second(fixtures.pair[0]), fixtures.pair[1]]), "want": [["FAILED", "open"]]},
		"a pair of an open key and none": {"world": _two(fixtures.key_policy.Statement, [_allow("*", {})], [_second(fixtures.pair[0]), json.remove(fixtures.pair[1], ["KmsKeyId"])]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a pair of a shared key and none": {"world": _two(fixtures.key_policy.Statement, [_allow({"AWS": "444455556666"}, {})], [_second(fixtures.pair[0]), json.remove(fixtures.pair[1], ["KmsKeyId"])]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"a key of its own beside one of another account": {"world": fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), "want": [["PASSED", "limited"]]},
		"a key of another account": {"world": fixtures.with_trails([fixtures.organization_trail]), "want": [["WARNING", "foreign"]]},
		"no key": {"world": fixtures.without(["KmsKeyId"]), "want": [["NOT_APPLICABLE", "no_key"]]},
		"no trail": {"world": fixtures.with_trails([]), "want": [["NOT_APPLICABLE", "no_trail"]]},
	}
	got := control.findings with input as tc.world
	fixtures.verdicts(got) == tc.want
}

test_the_warning_names_the_other_account if {
	got := control.findings with input as object.union(fixtures.with_trails([fixtures.organization_trail, fixtures.trail]), {"kms": {"keys": [_with([_root])]}})
	{[finding.status, finding.args] | some finding in got} == {["WARNING", {"account": "444455556666"}]}
}

test_the_plan_mends_it if {
	world := object.union(fixtures.world, {"kms": {"keys": [_with([_root])]}})
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

test_what_others_may_do_is_left_to_the_owner if {
	steps := control.plan with input as object.union(fixtures.world, {"kms": {"keys": [_with(array.concat(fixtures.key_policy.Statement, [_allow("*", {})]))]}})
	count(steps) == 0
}
