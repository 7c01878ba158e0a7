package controls.s3.bucket_policy_keeps_other_accounts_from_settings_test

import data.controls.s3.bucket_policy_keeps_other_accounts_from_settings as control
import data.lib.steps_test

_bucket(policy) := {"id": "b", "arn": "arn:aws:s3:::b", "account": "111122223333", "region": "ap-northeast-1", "GetBucketPolicy": policy}

_with(statements) := _bucket({"Policy": {"Version": "2012-10-17", "Statement": statements}})

_allow(more) := object.union({"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::b"}, more)

_to(principal) := _with([object.union(object.remove(_allow({}), ["Principal"]), {"Principal": principal})])

test_bucket_policy_keeps_other_accounts_from_settings[name] if {
	some name, tc in {
		"no policy": {"bucket": _bucket({}), "want": ["PASSED", "kept"]},
		"no statement": {"bucket": _with([]), "want": ["PASSED", "kept"]},
		"another account": {"bucket": _with([_allow({})]), "want": ["FAILED", "shared"]},
		"its role": {"bucket": _to({"AWS": ["arn:aws:iam::444455556666:role/r"]}), "want": ["FAILED", "shared"]},
		"everyone": {"bucket": _to("*"), "want": ["FAILED", "shared"]},
		"everyone with an account": {"bucket": _to({"AWS": "*"}), "want": ["FAILED", "shared"]},
		"a canonical user": {"bucket": _to({"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}), "want": ["FAILED", "shared"]},
		"the own account": {"bucket": _to({"AWS": "111122223333"}), "want": ["PASSED", "kept"]},
		"an own role": {"bucket": _to({"AWS": "arn:aws:iam::111122223333:role/r"}), "want": ["PASSED", "kept"]},
		"an own role and another account": {"bucket": _to({"AWS": ["arn:aws:iam::111122223333:role/r", "444455556666"]}), "want": ["FAILED", "shared"]},
		"a principal that was deleted": {"bucket": _to({"AWS": "AROAEXAMPLEEXAMPLE123"}), "want": ["PASSED", "kept"]},
		"a service": {"bucket": _to({"Service": "delivery.logs.amazonaws.com"}), "want": ["PASSED", "kept"]},
		"all but one": {"bucket": _with([object.union(object.remove(_allow({}), ["Principal"]), {"NotPrincipal": {"AWS": "555566667777"}})]), "want": ["FAILED", "shared"]},
		"all but everyone": {"bucket": _with([object.union(object.remove(_allow({}), ["Principal"]), {"NotPrincipal": "*"})]), "want": ["PASSED", "kept"]},
		"a condition does not count": {"bucket": _with([_allow({"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}})]), "want": ["FAILED", "shared"]},
		"a single statement": {"bucket": _with(_allow({})), "want": ["FAILED", "shared"]},
		"reading": {"bucket": _with([_allow({"Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"]})]), "want": ["PASSED", "kept"]},
		"object ACLs": {"bucket": _with([_allow({"Action": "s3:PutObjectAcl", "Resource": "arn:aws:s3:::b/*"})]), "want": ["FAILED", "shared"]},
		"bucket ACLs": {"bucket": _with([_allow({"Action": ["s3:GetObject", "S3:putbucketacl"]})]), "want": ["FAILED", "shared"]},
		"encryption": {"bucket": _with([_allow({"Action": "s3:PutEncryptionConfiguration"})]), "want": ["FAILED", "shared"]},
		"the end of the policy": {"bucket": _with([_allow({"Action": "s3:DeleteBucketPolicy"})]), "want": ["FAILED", "shared"]},
		"a pattern": {"bucket": _with([_allow({"Action": "s3:Put*"})]), "want": ["FAILED", "shared"]},
		"everything": {"bucket": _with([_allow({"Action": "*"})]), "want": ["FAILED", "shared"]},
		"another service": {"bucket": _with([_allow({"Action": "sqs:*"})]), "want": ["PASSED", "kept"]},
		"all actions but reading": {"bucket": _with([object.union(object.remove(_allow({}), ["Action"]), {"NotAction": "s3:Get*"})]), "want": ["FAILED", "shared"]},
		"all actions but these": {
			"bucket": _with([object.union(object.remove(_allow({}), ["Action"]), {"NotAction": ["s3:Put*", "s3:Delete*"]})]),
			"want": ["PASSED", "kept"],
		},
		"denied to them": {"bucket": _with([{"Effect": "Deny", "Principal": {"AWS": "444455556666"}, "Action": "s3:PutBucketPolicy", "Resource": "*"}]), "want": ["PASSED", "kept"]},
		"denied to everyone": {
			"bucket": _with([_allow({}), {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "*"}]),
			"want": ["PASSED", "kept"],
		},
		"denied on a condition": {
			"bucket": _with([_allow({}), {"Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]),
			"want": ["FAILED", "shared"],
		},
		"a misspelt condition": {"bucket": _with([_allow({"Conditions": {}})]), "want": ["NOT_AVAILABLE", "unreadable"]},
	}
	got := control.findings with input.s3.buckets as [tc.bucket]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

_others := {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::b", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}

_named(bucket) := object.union(bucket, {"Name": "b"})

_without(key, more) := object.union(object.remove(_allow({}), [key]), more)

test_the_plan_takes_the_actions_out[name] if {
	some name, tc in {
		"the only action": {"bucket": _with([_allow({}), _others]), "want": [_others]},
		"one of several": {"bucket": _with([_allow({"Action": ["s3:GetObject", "s3:PutBucketPolicy"]}), _others]), "want": [_allow({"Action": ["s3:GetObject"]}), _others]},
		"a pattern that covers none stays": {"bucket": _with([_allow({"Action": ["s3:Get*", "S3:putobjectacl"]})]), "want": [_allow({"Action": ["s3:Get*"]})]},
		"all of S3": {"bucket": _with([_allow({"Action": "s3:*"})]), "want": [_without("Action", {"NotAction": _settings})]},
		"everything": {"bucket": _with([_allow({"Action": ["*"]})]), "want": [_without("Action", {"NotAction": _settings})]},
		"all but some": {
			"bucket": _with([_without("Action", {"NotAction": ["s3:PutBucketAcl", "s3:Get*"]})]),
			"want": [_without("Action", {"NotAction": ["s3:PutBucketAcl", "s3:Get*", "s3:DeleteBucketPolicy", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"]})],
		},
		"a single statement": {"bucket": _with(_allow({"Action": ["s3:GetObject", "s3:PutBucketAcl"]})), "want": [_allow({"Action": ["s3:GetObject"]})]},
	}
	steps := control.plan with input.s3.buckets as [_named(tc.bucket)]
	[json.unmarshal(call.params.Policy).Statement | some step in steps; some call in step.calls] == [tc.want]
	got := control.findings with input as steps_test.after({"s3": {"buckets": [_named(tc.bucket)]}}, steps)
	{finding.status | some finding in got} == {"PASSED"}
	[json.unmarshal(call.params.Policy) | some step in steps; some call in step.undo] == [tc.bucket.GetBucketPolicy.Policy]
}

_settings := ["s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration", "s3:PutObjectAcl"]

test_a_policy_without_statements_goes if {
	steps := control.plan with input.s3.buckets as [_named(_with([_allow({})]))]
	[steps_test.operations(step) | some step in steps] == [["DeleteBucketPolicy"]]
	got := control.findings with input as steps_test.after({"s3": {"buckets": [_named(_with([_allow({})]))]}}, steps)
	{finding.status | some finding in got} == {"PASSED"}
}

test_a_person_decides[name] if {
	some name, bucket in {
		"an own role stands beside the other account": _to({"AWS": ["arn:aws:iam::111122223333:role/r", "444455556666"]}),
		"a pattern covers other actions, too": _with([_allow({"Action": "s3:Put*"})]),
	}
	steps := control.plan with input.s3.buckets as [_named(bucket)]
	steps == set()
}
