package controls.apigateway.stage_has_web_acl_test

import data.controls.apigateway.stage_has_web_acl as control
import data.lib.steps_test

_stage(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	more,
)

test_stage_has_web_acl[name] if {
	some name, tc in {
		"a web ACL passes": {"element": {"WebAclArn": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/a/1"}, "want": ["PASSED guarded"]},
		"an empty ARN fails": {"element": {"WebAclArn": ""}, "want": ["FAILED unguarded"]},
		"none fails": {"element": {}, "want": ["FAILED unguarded"]},
	}
	got := control.findings with input.apigateway.stages as [_stage(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_plan_takes_the_only_web_acl[name] if {
	some name, tc in {
		"one": {"acls": [_acl("ap-northeast-1", "regional", "a")], "want": ["arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/a/1"], "after": "PASSED"},
		"one of them in another Region, one for CloudFront": {"acls": [_acl("ap-northeast-1", "regional", "a"), _acl("us-east-1", "regional", "b"), _acl("ap-northeast-1", "global", "c")], "want": ["arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/a/1"], "after": "PASSED"},
		"two": {"acls": [_acl("ap-northeast-1", "regional", "a"), _acl("ap-northeast-1", "regional", "b")], "want": [], "after": "FAILED"},
		"none": {"acls": [], "want": [], "after": "FAILED"},
		"one of Firewall Manager's": {"acls": [object.union(_acl("ap-northeast-1", "regional", "a"), {"GetWebACL": {"WebACL": {"ManagedByFirewallManager": true}}})], "want": [], "after": "FAILED"},
	}
	world := {"wafv2": {"web_acls": tc.acls}, "apigateway": {"stages": [{"id": "s", "arn": "arn:s", "region": "ap-northeast-1"}]}}
	steps := control.plan with input as world
	[call.params.WebACLArn | some step in steps; some call in step.calls] == tc.want
	got := control.findings with input as steps_test.after(world, steps)
	{finding.status | some finding in got} == {tc.after}
}

_acl(region, scope, name) := {"id": name, "arn": sprintf("arn:aws:wafv2:%s:111122223333:%s/webacl/%s/1", [region, scope, name]), "region": region, "GetWebACL": {"WebACL": {"ManagedByFirewallManager": false}}}
