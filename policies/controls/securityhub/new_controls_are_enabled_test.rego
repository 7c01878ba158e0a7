package controls.securityhub.new_controls_are_enabled_test

import data.controls.securityhub.new_controls_are_enabled as control

test_new_controls_are_enabled[name] if {
	some name, tc in {
		"automatic passes": {"hubs": [_hub], "want": "PASSED automatic"},
		"automatic passes for a member": {"hubs": [object.union(_hub, _administrator)], "want": "PASSED automatic"},
		"by hand fails": {"hubs": [_manual({})], "want": "FAILED manual"},
		"absent fails": {"hubs": [object.remove(_hub, ["AutoEnableControls"])], "want": "FAILED manual"},
		"a member is configured elsewhere": {"hubs": [_manual(_administrator)], "want": "WARNING foreign"},
		"no hub": {"hubs": [], "want": "NOT_APPLICABLE disabled"},
		"a hub elsewhere": {"hubs": [object.union(_hub, {"region": "us-east-1"})], "want": "NOT_APPLICABLE disabled"},
		"a policy for the administrator itself passes": {"hubs": [_manual(_policy({}))], "want": "PASSED central"},
		"a policy beside the setting": {"hubs": [object.union(_hub, _policy({}))], "want": "PASSED automatic"},
		"a policy for a member is its administrator's to tell": {"hubs": [_manual(object.union(_administrator, _policy({})))], "want": "WARNING foreign"},
		"an administrator of another Region does not count": {"hubs": [_manual({}), object.union(_manual(_administrator), {"id": "us-east-1", "region": "us-east-1"})], "want": "FAILED manual"},
		"a policy for another account fails": {"hubs": [_manual(_policy({"TargetId": "444455556666"}))], "want": "FAILED manual"},
		"a policy that could not be applied fails": {"hubs": [_manual(_policy({"AssociationStatus": "FAILED"}))], "want": "FAILED manual"},
		"an account that manages itself fails": {"hubs": [_manual(_policy({"ConfigurationPolicyId": "SELF_MANAGED_SECURITY_HUB"}))], "want": "FAILED manual"},
	}
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as tc.hubs
		with input.organizations.organization as [{"id": "o-abcdefghij", "region": "global"}]
	_said(got) == {tc.want}
}

test_the_administrator_is_named if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as [_manual(_administrator)]
	{finding.args.account | some finding in got} == {"444455556666"}
}

test_without_an_organization_nothing_is_central if {
	got := control.findings with input.governed_regions as _regions(["ap-northeast-1"]) with input.securityhub.hubs as [_manual(_policy({}))]
		with input.organizations.organization as []
	_said(got) == {"FAILED manual"}
}

test_plan if {
	steps := control.plan with input.securityhub.hubs as [_manual({})]
	{sprintf("%s %s", [step.subject, call.operation]) | some step in steps; some call in step.calls} == {"ap-northeast-1 UpdateSecurityHubConfiguration"}
	done := control.plan with input.securityhub.hubs as [_hub]
	count(done) == 0
}

_manual(change) := object.union(object.union(_hub, {"AutoEnableControls": false}), change)

_administrator := {"GetAdministratorAccount": {"Administrator": {"AccountId": "444455556666"}}}

_policy(change) := {"ListConfigurationPolicyAssociations": {"ConfigurationPolicyAssociationSummaries": [object.union(
	{"TargetId": "111122223333", "AssociationStatus": "SUCCESS", "ConfigurationPolicyId": "a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"},
	change,
)]}}

_hub := {
	"id": "ap-northeast-1",
	"region": "ap-northeast-1",
	"account": "111122223333",
	"HubArn": "arn:aws:securityhub:ap-northeast-1:111122223333:hub/default",
	"AutoEnableControls": true,
	"GetAdministratorAccount": {},
}

_regions(names) := [{"id": name, "region": name, "account": "111122223333"} | some name in names]

_said(findings) := {sprintf("%s %s", [finding.status, finding.code]) | some finding in findings}
