package controls.iam.user_has_no_policies_test

import data.controls.iam.user_has_no_policies as control

_attached := {"PolicyName": "p", "PolicyArn": "arn:aws:iam::111122223333:policy/p"}

_inline := {"PolicyName": "i", "PolicyDocument": {"Statement": []}}

test_user_has_no_policies[name] if {
	some name, tc in {
		"none passes": {"user": {"AttachedManagedPolicies": [], "UserPolicyList": [], "GroupList": ["g"]}, "want": ["PASSED", "none"]},
		"absent lists pass": {"user": {}, "want": ["PASSED", "none"]},
		"an attached policy fails": {"user": {"AttachedManagedPolicies": [_attached]}, "want": ["FAILED", "attached"]},
		"an inline policy fails": {"user": {"UserPolicyList": [_inline]}, "want": ["FAILED", "inline"]},
		"both fail once": {"user": {"AttachedManagedPolicies": [_attached], "UserPolicyList": [_inline]}, "want": ["FAILED", "attached"]},
	}
	got := control.findings with input.iam.users as [object.union({"id": "alice", "region": "global"}, tc.user)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}
