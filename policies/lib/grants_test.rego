package lib.grants_test

import data.lib.grants

_policy(statements) := {"Version": "2012-10-17", "Statement": statements}

_allow(more) := object.union({"Sid": "a", "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}, more)

_fixed := _allow({"Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}})

_owner := {"AWS": "arn:aws:iam::111122223333:root"}

test_closed[name] if {
	some name, tc in {
		"everyone": {"policy": _policy([_allow({})]), "want": set()},
		"a single statement": {"policy": _policy(_allow({})), "want": set()},
		"a fixed value": {"policy": _policy([_fixed]), "want": {"closed"}},
		"a variable": {"policy": _policy([_allow({"Condition": {"StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"}}})]), "want": set()},
		"no statements": {"policy": _policy([]), "want": {"closed"}},
		"the owner": {"policy": _policy([_allow({"Principal": _owner})]), "want": {"closed"}},
		"another account": {"policy": _policy([_allow({"Principal": {"AWS": "444455556666"}})]), "want": {"closed"}},
		"no policy language": {"policy": {"Statement": "x"}, "want": {"unreadable"}},
		"an empty document": {"policy": {}, "want": {"unreadable"}},
		"a text": {"policy": "x", "want": {"unreadable"}},
	}
	got := {"closed" | grants.closed(tc.policy, "111122223333")} | {"unreadable" | grants.unreadable(tc.policy, "111122223333")}
	got == tc.want
}

test_restricted[name] if {
	some name, tc in {
		"public": {"policy": [_allow({})], "want": [[_allow({"Principal": _owner})]]},
		"a single statement": {"policy": _allow({}), "want": [[_allow({"Principal": _owner})]]},
		"beside a good one": {"policy": [_fixed, _allow({"Sid": "b"})], "want": [[_fixed, _allow({"Sid": "b", "Principal": _owner})]]},
		"NotPrincipal": {
			"policy": [object.union(object.remove(_allow({}), ["Principal"]), {"NotPrincipal": {"AWS": "444455556666"}})],
			"want": [[_allow({"Principal": _owner})]],
		},
		"a variable decides": {"policy": [_allow({"Condition": {"StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"}}})], "want": []},
		"nothing is open": {"policy": [_fixed], "want": []},
	}
	[closing.Statement | closing := grants.restricted(_policy(tc.policy), "111122223333", "aws")] == tc.want
}
