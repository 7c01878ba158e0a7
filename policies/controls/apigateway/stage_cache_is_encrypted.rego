# METADATA
# title: API Gateway REST API cache data should be encrypted at rest
# description: >-
#   What an API answers lies in its cache as it was sent, unless the cache is encrypted. Methods that do not cache have nothing to
#   encrypt.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-5
# custom:
#   id: APIGateway.5
#   title_ja: API Gateway REST APIのキャッシュデータは保管時に暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigateway.stages
#   resource: AWS::ApiGateway::Stage
#   standards: {fsbp: [APIGateway.5], nist-800-53-r5: [APIGateway.5], control-tower: [APIGateway.5]}
#   reasons:
#     encrypted: {en: "what methods cache is encrypted", ja: "メソッドのキャッシュは暗号化されています"}
#     not_cached: {en: "no method caches", ja: "キャッシュを使用するメソッドはありません"}
#     plain: {en: "methods {methods} cache without encryption", ja: "メソッド {methods} のキャッシュが暗号化されていません"}
#   remediation:
#     en: "Turn on encryption of cache data for the methods that cache. The cache is emptied on the way."
#     ja: "キャッシュを使用するメソッドでキャッシュデータの暗号化を有効にします。設定時にキャッシュは空になります。"
package controls.apigateway.stage_cache_is_encrypted

import data.lib.result
import data.lib.steps

findings contains result.pass(stage, "encrypted", {}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _cached
	not stage.id in _plain
}

findings contains result.pass(stage, "not_cached", {}, _reads) if {
	some stage in input.apigateway.stages
	not stage.id in _cached
}

findings contains result.fail(stage, "plain", {"methods": sort(_methods(stage))}, _reads) if {
	some stage in input.apigateway.stages
	stage.id in _plain
}

_reads := ["MethodSettings"]

_cached contains stage.id if {
	some stage in input.apigateway.stages
	some setting in stage.MethodSettings
	setting.CachingEnabled == true
}

_plain contains stage.id if {
	some stage in input.apigateway.stages
	some setting in stage.MethodSettings
	setting.CachingEnabled == true
	not setting.CacheDataEncrypted
}

_methods(stage) := {name |
	some name, setting in stage.MethodSettings
	setting.CachingEnabled == true
	not setting.CacheDataEncrypted
}

# In a path of a patch a slash within a name is written ~1.
plan contains steps.step(
	stage,
	[steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": _patches(stage, "true")})],
	[steps.call("apigateway", "UpdateStage", {"restApiId": stage.RestApiId, "stageName": stage.StageName, "patchOperations": _patches(stage, "false")})],
	[steps.changed("apigateway.stages", stage.id, "MethodSettings", {name: object.union(setting, {"CacheDataEncrypted": name in _methods(stage)}) | some name, setting in stage.MethodSettings})],
) if {
	some stage in input.apigateway.stages
	stage.id in _plain
}

_patches(stage, value) := [{"op": "replace", "path": sprintf("/%s/%s/caching/dataEncrypted", [replace(_resource(name), "/", "~1"), _verb(name)]), "value": value} |
	some name in sort(_methods(stage))
]

_resource(name) := concat("/", array.slice(split(name, "/"), 0, count(split(name, "/")) - 1))

_verb(name) := split(name, "/")[count(split(name, "/")) - 1]
