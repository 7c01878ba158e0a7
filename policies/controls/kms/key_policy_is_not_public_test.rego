package controls.kms.key_policy_is_not_public_test

import data.controls.kms.key_policy_is_not_public as control

_element(more) := object.union(
	{"id": "arn:aws:kms:ap-northeast-1:111122223333:key/x", "arn": "arn:aws:kms:ap-northeast-1:111122223333:key/x", "account": "111122223333", "region": "ap-northeast-1", "KeyId": "x", "DescribeKey": {"KeyMetadata": {"KeyManager": "CUSTOMER"}}},
	more,
)

_with(statements) := _element({"GetKeyPolicy": {"Policy": {"Version": "2012-10-17", "Statement": statements}}})

_allow(more) := object.union({"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}, more)

_when(condition) := _with([_allow({"Condition": condition})])

test_key_policy_is_not_public[name] if {
	some name, tc in {
		"no policy": {"element": _element({"GetKeyPolicy": {}}), "want": ["PASSED", "closed"]},
		"no statement": {"element": _with([]), "want": ["PASSED", "closed"]},
		"the owner": {"element": _with([_allow({"Principal": {"AWS": "111122223333"}})]), "want": ["PASSED", "closed"]},
		"another account": {"element": _with([_allow({"Principal": {"AWS": ["arn:aws:iam::444455556666:root"]}})]), "want": ["PASSED", "closed"]},
		"a service": {"element": _with([_allow({"Principal": {"Service": "events.amazonaws.com"}})]), "want": ["PASSED", "closed"]},
		"everyone": {"element": _with([_allow({})]), "want": ["FAILED", "open"]},
		"everyone with an account": {"element": _with([_allow({"Principal": {"AWS": "*"}})]), "want": ["FAILED", "open"]},
		"everyone in a list": {"element": _with([_allow({"Principal": {"AWS": ["111122223333", "*"]}})]), "want": ["FAILED", "open"]},
		"all but one": {"element": _with([object.union(object.remove(_allow({}), ["Principal"]), {"NotPrincipal": {"AWS": "444455556666"}})]), "want": ["FAILED", "open"]},
		"a single statement": {"element": _with(_allow({})), "want": ["FAILED", "open"]},
		"one of two": {"element": _with([_allow({"Principal": {"AWS": "111122223333"}}), _allow({})]), "want": ["FAILED", "open"]},
		"a source account": {"element": _when({"StringEquals": {"AWS:SourceAccount": "111122223333"}}), "want": ["PASSED", "closed"]},
		"a source ARN of an account": {"element": _when({"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:111122223333:*"}}), "want": ["PASSED", "closed"]},
		"any source ARN": {"element": _when({"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}), "want": ["FAILED", "open"]},
		"the organization": {"element": _when({"StringEquals": {"aws:PrincipalOrgID": ["o-1"]}}), "want": ["PASSED", "closed"]},
		"any organization": {"element": _when({"StringLike": {"aws:PrincipalOrgID": "o-*"}}), "want": ["FAILED", "open"]},
		"a VPC endpoint": {"element": _when({"StringEquals": {"aws:SourceVpce": "vpce-1"}}), "want": ["PASSED", "closed"]},
		"an office": {"element": _when({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), "want": ["PASSED", "closed"]},
		"the internet": {"element": _when({"IpAddress": {"aws:SourceIp": ["0.0.0.0/0", "::/0"]}}), "want": ["FAILED", "open"]},
		"if there is a source": {"element": _when({"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}), "want": ["FAILED", "open"]},
		"over TLS": {"element": _when({"Bool": {"aws:SecureTransport": "true"}}), "want": ["FAILED", "open"]},
		"a variable": {"element": _when({"StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"}}), "want": ["FAILED", "open"]},
		"denied to all": {"element": _with([_allow({}), _allow({"Effect": "Deny"})]), "want": ["PASSED", "closed"]},
		"denied outside the organization": {
			"element": _with([_allow({}), _allow({"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}})]),
			"want": ["PASSED", "closed"],
		},
		"denied without TLS": {
			"element": _with([_allow({}), _allow({"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}})]),
			"want": ["FAILED", "open"],
		},
		"a misspelt condition": {"element": _with([_allow({"Conditions": {}})]), "want": ["NOT_AVAILABLE", "unreadable"]},
	}
	got := control.findings with input.kms.keys as [tc.element]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_keeps_the_owner if {
	steps := control.plan with input.kms.keys as [_with([_allow({"Sid": "open"}), _allow({"Sid": "good", "Principal": {"Service": "events.amazonaws.com"}})])]
		with input.account as {"account": "111122223333", "partition": "aws"}
	some step in steps
	[effect] := step.effect
	effect.path == "GetKeyPolicy.Policy"
	effect.value.Statement == [
		_allow({"Sid": "open", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}),
		_allow({"Sid": "good", "Principal": {"Service": "events.amazonaws.com"}}),
	]
	healed := control.findings with input.kms.keys as [_element({"GetKeyPolicy": {"Policy": effect.value}})]
	{finding.status | some finding in healed} == {"PASSED"}
	count(steps) == 1
	[step.calls[0].operation, step.calls[0].params.KeyId, json.unmarshal(step.calls[0].params.Policy)] == ["PutKeyPolicy", "x", effect.value]
	count(json.unmarshal(step.undo[0].params.Policy).Statement) == 2
}

test_no_plan[name] if {
	some name, element in {
		"closed": _with([_allow({"Principal": {"AWS": "111122223333"}})]),
		"a variable decides": _when({"StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"}}),
		"unreadable": _with([_allow({"Conditions": {}})]),
	}
	steps := control.plan with input.kms.keys as [element] with input.account as {"account": "111122223333", "partition": "aws"}
	steps == set()
}

test_keys_of_aws_are_out_of_scope[name] if {
	some name, metadata in {"of AWS": {"KeyManager": "AWS"}, "of nobody": {}}
	key := object.union(object.remove(_with([_allow({})]), ["DescribeKey"]), {"DescribeKey": {"KeyMetadata": metadata}})
	got := control.findings with input.kms.keys as [key]
	got == set()
	subjects := control.subjects with input.kms.keys as [key]
	subjects == set()
	steps := control.plan with input.kms.keys as [key] with input.account as {"account": "111122223333", "partition": "aws"}
	steps == set()
}

test_keys_of_aws_are_out_of_scope[name] if {
	some name, policy in {
		"closed": {"Version": "2012-10-17", "Statement": []},
		"open": {"Version": "2012-10-17", "Statement": [_allow({})]},
		"unreadable": {"Version": "2012-10-17", "Statement": [{"Effect": "Perhaps"}]},
	}
	keys := [object.union(_element({"GetKeyPolicy": {"Policy": policy}}), {"DescribeKey": {"KeyMetadata": {"KeyManager": "AWS"}}})]
	findings := control.findings with input.kms.keys as keys
	subjects := control.subjects with input.kms.keys as keys
	[findings, subjects] == [set(), set()]
}
