package controls.ec2.snapshots_are_not_public_test

import data.controls.ec2.snapshots_are_not_public as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}, {"id": "us-east-1", "region": "us-east-1"}]

_snapshot(id, region) := {"id": id, "region": region, "SnapshotId": id}

test_snapshots_are_not_public[name] if {
	some name, tc in {
		"no public snapshot passes": {"snapshots": [], "want": {["ap-northeast-1", "PASSED", {}], ["us-east-1", "PASSED", {}]}},
		"one fails its own region": {"snapshots": [_snapshot("snap-1", "us-east-1")], "want": {["ap-northeast-1", "PASSED", {}], ["us-east-1", "FAILED", {"snapshots": ["snap-1"]}]}},
		"all are named": {
			"snapshots": [_snapshot("snap-2", "us-east-1"), _snapshot("snap-1", "us-east-1"), _snapshot("snap-3", "ap-northeast-1")],
			"want": {["ap-northeast-1", "FAILED", {"snapshots": ["snap-3"]}], ["us-east-1", "FAILED", {"snapshots": ["snap-1", "snap-2"]}]},
		},
	}
	got := control.findings with input.regions as _regions with input.ec2.public_snapshots as tc.snapshots
	{[finding.region, finding.status, finding.args] | some finding in got} == tc.want
}

test_plan_names_the_snapshots if {
	steps := control.plan with input.regions as _regions with input.ec2.public_snapshots as [_snapshot("snap-1", "us-east-1")]
	[[step.subject, step.calls, step.effect] | some step in steps] == [[
		"us-east-1",
		[{"service": "ec2", "operation": "ModifySnapshotAttribute", "params": {"SnapshotId": "snap-1", "Attribute": "createVolumePermission", "OperationType": "remove", "GroupNames": ["all"]}}],
		[{"op": "remove", "collection": "ec2.public_snapshots", "id": "snap-1"}],
	]]
	[step.undo[0].params.OperationType | some step in steps] == ["add"]
}
