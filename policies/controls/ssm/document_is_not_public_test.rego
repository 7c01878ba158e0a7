package controls.ssm.document_is_not_public_test

import data.controls.ssm.document_is_not_public as control

_document(permission) := {"id": "arn:aws:ssm:ap-northeast-1:111122223333:document/d", "Name": "d", "region": "ap-northeast-1", "DescribeDocumentPermission": permission}

test_document_is_not_public[name] if {
	some name, tc in {
		"everyone": {"permission": {"AccountIds": ["all"]}, "want": ["FAILED", "public"]},
		"everyone in other letters": {"permission": {"AccountIds": ["All"]}, "want": ["FAILED", "public"]},
		"everyone and an account": {"permission": {"AccountIds": ["444455556666", "all"]}, "want": ["FAILED", "public"]},
		"an account": {"permission": {"AccountIds": ["444455556666"]}, "want": ["PASSED", "private"]},
		"nobody": {"permission": {"AccountIds": []}, "want": ["PASSED", "private"]},
		"no list": {"permission": {}, "want": ["PASSED", "private"]},
	}
	got := control.findings with input.ssm.documents as [_document(tc.permission)]
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_stops_the_sharing if {
	steps := control.plan with input.ssm.documents as [_document({"AccountIds": ["444455556666", "all"]}), object.union(_document({}), {"id": "other"})]
	[[step.calls[0].params, step.undo[0].params, step.effect[0].value] | some step in steps] == [[
		{"Name": "d", "PermissionType": "Share", "AccountIdsToRemove": ["all"]},
		{"Name": "d", "PermissionType": "Share", "AccountIdsToAdd": ["all"]},
		["444455556666"],
	]]
}
