package controls.ssm.documents_cannot_be_published_test

import data.controls.ssm.documents_cannot_be_published as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}, {"id": "us-east-1", "region": "us-east-1"}]

_setting(region, value) := {"id": region, "region": region, "SettingId": "/ssm/documents/console/public-sharing-permission", "SettingValue": value}

test_documents_cannot_be_published[name] if {
	some name, tc in {
		"disabled": {"settings": [_setting("ap-northeast-1", "Disable"), _setting("us-east-1", "Disable")], "want": ["PASSED", "PASSED"]},
		"enabled in one Region": {"settings": [_setting("ap-northeast-1", "Disable"), _setting("us-east-1", "Enable")], "want": ["PASSED", "FAILED"]},
		"a value that nobody knows": {"settings": [_setting("ap-northeast-1", "Off"), _setting("us-east-1", "")], "want": ["FAILED", "FAILED"]},
		"no value": {"settings": [object.remove(_setting("ap-northeast-1", ""), ["SettingValue"])], "want": ["FAILED", "FAILED"]},
		"no setting": {"settings": [], "want": ["FAILED", "FAILED"]},
	}
	got := control.findings with input.regions as _regions with input.ssm.document_public_sharing as tc.settings
	{finding.region: finding.status | some finding in got} == {"ap-northeast-1": tc.want[0], "us-east-1": tc.want[1]}
}

test_plan_sets_it if {
	steps := control.plan with input.ssm.document_public_sharing as [_setting("ap-northeast-1", "Enable"), _setting("us-east-1", "Disable")]
	[[step.region, step.calls[0].params.SettingValue, step.undo[0].params.SettingValue] | some step in steps] == [["ap-northeast-1", "Disable", "Enable"]]
}
