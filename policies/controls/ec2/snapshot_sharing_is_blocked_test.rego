package controls.ec2.snapshot_sharing_is_blocked_test

import data.controls.ec2.snapshot_sharing_is_blocked as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

_setting(more) := object.union({"id": "ap-northeast-1", "region": "ap-northeast-1"}, more)

test_snapshot_sharing_is_blocked[name] if {
	some name, tc in {
		"all sharing blocked passes": {"settings": [_setting({"State": "block-all-sharing"})], "want": {"PASSED blocked"}},
		"blocked by a declarative policy passes": {"settings": [_setting({"State": "block-all-sharing", "ManagedBy": "declarative-policy"})], "want": {"PASSED blocked"}},
		"new sharing blocked fails": {"settings": [_setting({"State": "block-new-sharing"})], "want": {"FAILED new_only"}},
		"unblocked fails": {"settings": [_setting({"State": "unblocked"})], "want": {"FAILED open"}},
		"an unknown state fails": {"settings": [_setting({"State": "block-some-sharing"})], "want": {"FAILED open"}},
		"an untold state fails": {"settings": [_setting({})], "want": {"FAILED open"}},
		"the setting of another region does not count": {"settings": [_setting({"id": "us-east-1", "region": "us-east-1", "State": "block-all-sharing"})], "want": {"FAILED open"}},
	}
	got := control.findings with input.regions as _regions with input.ec2.snapshot_block_public_access as tc.settings
	{sprintf("%s %s", [finding.status, finding.code]) | some finding in got} == tc.want
}

test_plan[name] if {
	some name, tc in {
		"unblocked is undone by disabling": {"state": "unblocked", "want": ["DisableSnapshotBlockPublicAccess"]},
		"the weaker block by itself": {"state": "block-new-sharing", "want": ["EnableSnapshotBlockPublicAccess"]},
		"blocked needs nothing": {"state": "block-all-sharing", "want": []},
	}
	steps := control.plan with input.regions as _regions with input.ec2.snapshot_block_public_access as [_setting({"State": tc.state})]
	[step.undo[0].operation | some step in steps] == tc.want
	{step.calls[0].params | some step in steps} == {{"State": "block-all-sharing"} | some _ in tc.want}
}
