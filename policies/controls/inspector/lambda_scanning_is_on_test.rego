package controls.inspector.lambda_scanning_is_on_test

import data.controls.inspector.lambda_scanning_is_on as control

_regions := [{"id": "ap-northeast-1", "region": "ap-northeast-1"}]

_status(state) := {"id": "ap-northeast-1", "region": "ap-northeast-1", "AccountId": "111122223333", "ResourceState": state}

_member(state) := {
	"id": "ap-northeast-1/444455556666",
	"region": "ap-northeast-1",
	"AccountId": "444455556666",
	"BatchGetAccountStatus": {"ResourceState": state},
}

_is(status) := {"Lambda": {"Status": status}, "Ecr": {"Status": "DISABLED"}}

test_lambda_scanning_is_on[name] if {
	some name, tc in {
		"on": {"status": [_status(_is("ENABLED"))], "members": [], "want": ["PASSED", "enabled"]},
		"off": {"status": [_status(_is("DISABLED"))], "members": [], "want": ["FAILED", "disabled"]},
		"on its way": {"status": [_status(_is("ENABLING"))], "members": [], "want": ["FAILED", "disabled"]},
		"suspended": {"status": [_status(_is("SUSPENDED"))], "members": [], "want": ["FAILED", "disabled"]},
		"untold": {"status": [_status({})], "members": [], "want": ["FAILED", "disabled"]},
		"another one on": {"status": [_status({"Ecr": {"Status": "ENABLED"}})], "members": [], "want": ["FAILED", "disabled"]},
		"no status": {"status": [], "members": [], "want": ["FAILED", "disabled"]},
		"on elsewhere": {"status": [object.union(_status(_is("ENABLED")), {"id": "us-east-1", "region": "us-east-1"})], "members": [], "want": ["FAILED", "disabled"]},
		"on in a member": {"status": [_status(_is("ENABLED"))], "members": [_member(_is("ENABLED"))], "want": ["PASSED", "enabled"]},
		"off in a member": {"status": [_status(_is("ENABLED"))], "members": [_member(_is("DISABLED"))], "want": ["FAILED", "member"]},
		"untold of a member": {"status": [_status(_is("ENABLED"))], "members": [object.remove(_member({}), ["BatchGetAccountStatus"])], "want": ["FAILED", "member"]},
		"off in a member elsewhere": {"status": [_status(_is("ENABLED"))], "members": [object.union(_member(_is("DISABLED")), {"region": "us-east-1"})], "want": ["PASSED", "enabled"]},
		"off everywhere": {"status": [_status(_is("DISABLED"))], "members": [_member(_is("DISABLED"))], "want": ["FAILED", "disabled"]},
	}
	got := control.findings with input.regions as _regions with input.inspector2.status as tc.status with input.inspector2.members as tc.members
	{[finding.status, finding.code] | some finding in got} == {tc.want}
}

test_plan_switches_it_on if {
	steps := control.plan with input.inspector2.status as [_status(_is("DISABLED"))]
		with input.inspector2.members as [_member(_is("DISABLED")), object.union(_member(_is("ENABLED")), {"id": "other"})]
	{[step.subject, step.calls[0].params, step.undo[0].params, step.effect[count(step.effect) - 1].path] | some step in steps} == {
		["ap-northeast-1", {"resourceTypes": ["LAMBDA"]}, {"resourceTypes": ["LAMBDA"]}, "ResourceState.Lambda.Status"],
		[
			"ap-northeast-1",
			{"accountIds": ["444455556666"], "resourceTypes": ["LAMBDA"]},
			{"accountIds": ["444455556666"], "resourceTypes": ["LAMBDA"]},
			"BatchGetAccountStatus.ResourceState.Lambda.Status",
		],
	}
}

test_no_plan_where_it_is_on if {
	steps := control.plan with input.inspector2.status as [_status(_is("ENABLED"))] with input.inspector2.members as [_member(_is("ENABLED"))]
	steps == set()
}
