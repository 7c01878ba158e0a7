package controls.emr.block_public_access_is_on_test

import data.controls.emr.block_public_access_is_on as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}, {"id": "us-east-1", "region": "us-east-1"}]

_setting(region, configuration) := {"id": region, "region": region, "BlockPublicAccessConfiguration": configuration}

_ssh := {"MinRange": 22, "MaxRange": 22}

test_block_public_access_is_on[name] if {
	some name, tc in {
		"on without exceptions passes": {"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": []}, "want": "PASSED on"},
		"on with no word of exceptions passes": {"configuration": {"BlockPublicSecurityGroupRules": true}, "want": "PASSED on"},
		"on with port 22 passes": {"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [_ssh]}, "want": "PASSED on"},
		"on with port 22 alone passes": {"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 22}]}, "want": "PASSED on"},
		"on with port 22 and another fails": {"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [_ssh, {"MinRange": 443, "MaxRange": 443}]}, "want": "FAILED exceptions"},
		"on with a range from 22 fails": {"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 22, "MaxRange": 23}]}, "want": "FAILED exceptions"},
		"on with a range to 22 fails": {"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 21, "MaxRange": 22}]}, "want": "FAILED exceptions"},
		"on with port 22 to no end fails": {"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 443}]}, "want": "FAILED exceptions"},
		"off fails": {"configuration": {"BlockPublicSecurityGroupRules": false, "PermittedPublicSecurityGroupRuleRanges": [_ssh]}, "want": "FAILED off"},
		"off with other ports fails once": {"configuration": {"BlockPublicSecurityGroupRules": false, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 443, "MaxRange": 443}]}, "want": "FAILED off"},
		"untold fails": {"configuration": {}, "want": "FAILED off"},
	}
	got := control.findings with input.regions as _regions
		with input.emr.block_public_access as [_setting("ap-northeast-1", {"BlockPublicSecurityGroupRules": true}), _setting("us-east-1", tc.configuration)]
	count(got) == 2
	{sprintf("%s %s", [finding.status, finding.code]) | some finding in got; finding.id == "us-east-1"} == {tc.want}
	{finding.status | some finding in got; finding.id == "ap-northeast-1"} == {"PASSED"}
}

test_no_setting_fails if {
	got := control.findings with input.regions as _regions with input.emr.block_public_access as []
	[finding.code | some finding in got] == ["off", "off"]
}

test_plan[name] if {
	some name, tc in {
		"off": {"configuration": {"BlockPublicSecurityGroupRules": false, "Classification": "x"}, "want": [{"BlockPublicSecurityGroupRules": false}]},
		"exceptions": {
			"configuration": {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 1, "MaxRange": 2}]},
			"want": [{"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 1, "MaxRange": 2}]}],
		},
		"on": {"configuration": {"BlockPublicSecurityGroupRules": true}, "want": []},
	}
	plan := control.plan with input.regions as _regions
		with input.emr.block_public_access as [_setting("ap-northeast-1", {"BlockPublicSecurityGroupRules": true}), _setting("us-east-1", tc.configuration)]
	[step.undo[0].params.BlockPublicAccessConfiguration | some step in plan; step.subject == "us-east-1"; step.region == "us-east-1"] == tc.want
	count(plan) == count(tc.want)
	every step in plan {
		step.calls[0].params.BlockPublicAccessConfiguration == {"BlockPublicSecurityGroupRules": true, "PermittedPublicSecurityGroupRuleRanges": [_ssh]}
	}
}
