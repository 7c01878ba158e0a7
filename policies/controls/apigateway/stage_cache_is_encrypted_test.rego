package controls.apigateway.stage_cache_is_encrypted_test

import data.controls.apigateway.stage_cache_is_encrypted as control

_stage(more) := object.union(
	{"id": "arn:aws:apigateway:ap-northeast-1::/restapis/a/stages/v1", "region": "ap-northeast-1", "RestApiId": "a", "StageName": "v1"},
	more,
)

_cache(encrypted) := {"CachingEnabled": true, "CacheDataEncrypted": encrypted}

test_stage_cache_is_encrypted[name] if {
	some name, tc in {
		"an encrypted cache passes": {"element": {"MethodSettings": {"*/*": _cache(true)}}, "want": ["PASSED encrypted"]},
		"a plain cache fails": {"element": {"MethodSettings": {"*/*": _cache(false)}}, "want": ["FAILED plain"]},
		"untold encryption fails": {"element": {"MethodSettings": {"*/*": {"CachingEnabled": true}}}, "want": ["FAILED plain"]},
		"one method of two fails": {"element": {"MethodSettings": {"*/*": _cache(true), "orders/GET": _cache(false)}}, "want": ["FAILED plain"]},
		"a method without cache needs none": {"element": {"MethodSettings": {"*/*": _cache(true), "orders/POST": {"CachingEnabled": false, "CacheDataEncrypted": false}}}, "want": ["PASSED encrypted"]},
		"no cache passes": {"element": {"MethodSettings": {"*/*": {"CachingEnabled": false}}}, "want": ["PASSED not_cached"]},
		"no settings pass": {"element": {}, "want": ["PASSED not_cached"]},
	}
	got := control.findings with input.apigateway.stages as [_stage(tc.element)]
	[concat(" ", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_reader_sees_the_methods if {
	some finding in control.findings with input.apigateway.stages as [_stage({"MethodSettings": {"*/*": _cache(true), "orders/GET": _cache(false)}})]
	finding.args == {"methods": ["orders/GET"]}
}

test_plan_patches_the_methods if {
	steps := control.plan with input.apigateway.stages as [_stage({"MethodSettings": {"*/*": _cache(false), "orders/{id}/GET": _cache(false), "orders/PUT": _cache(true)}})]
	[[patch.path | some patch in step.calls[0].params.patchOperations] | some step in steps] == [["/*/*/caching/dataEncrypted", "/orders~1{id}/GET/caching/dataEncrypted"]]
	some step in steps
	{patch.value | some patch in step.calls[0].params.patchOperations} == {"true"}
	none := control.plan with input.apigateway.stages as [_stage({"MethodSettings": {"*/*": _cache(true)}}), _stage({})]
	none == set()
}
