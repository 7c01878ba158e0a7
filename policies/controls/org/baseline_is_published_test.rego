package controls.org.baseline_is_published_test

import data.controls.org.baseline_is_published as control

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

test_baseline_is_published[name] if {
	some name, tc in {
		"to new accounts": {"all": [{"id": "a", "StackSetName": "mine", "AutoDeployment": {"Enabled": true}}], "want": ["PASSED", "delivered"]},
		"of BLEA": {"all": [{"id": "a", "StackSetName": "mine", "Description": "BLEA (tag:blea-gov-base-ct)"}], "want": ["PASSED", "delivered"]},
		"of CfCT": {"all": [{"id": "a", "StackSetName": "CustomControlTower-base"}], "want": ["PASSED", "delivered"]},
		"of LZA": {"all": [{"id": "a", "StackSetName": "AWSAccelerator-base"}], "want": ["PASSED", "delivered"]},
		"by hand": {"all": [{"id": "a", "StackSetName": "mine-AWSAccelerator-", "Description": "x", "AutoDeployment": {"Enabled": false}}], "want": ["NOT_APPLICABLE", "none"]},
		"none": {"all": [], "want": ["NOT_APPLICABLE", "none"]},
		"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and delivered": {"organization": [], "all": [{"id": "a", "StackSetName": "mine", "AutoDeployment": {"Enabled": true}}], "want": ["NOT_APPLICABLE", "no_organization"]},
	}
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.cloudformation.stack_sets as tc.all
	{[f.status, f.code] | some f in got} == {tc.want}
}
