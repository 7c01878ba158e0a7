# METADATA
# title: AppSync GraphQL APIs should not be authenticated with API keys
# description: >-
#   An API key is one word for everybody, which tends to stand in applications and pages. Additional authentication providers count as
#   much as the default one.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/appsync-controls.html#appsync-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/appsync-authorization-check.html
# custom:
#   id: AppSync.5
#   title_ja: AppSync GraphQL APIではAPIキーによる認証を使用しない必要があります
#   severity: HIGH
#   subject: resource
#   collection: appsync.graphql_apis
#   resource: AWS::AppSync::GraphQLApi
#   standards: {fsbp: [AppSync.5], nist-800-53-r5: [AppSync.5], control-tower: [AppSync.5]}
#   reasons:
#     identities: {en: "callers are authenticated by {kind}, and by no API key", ja: "呼び出し元は {kind} で認証され、APIキーは使用されません"}
#     key: {en: "an API key, or a kind of authentication that is not known, lets callers in", ja: "APIキーまたは不明な認証方式で呼び出しが許可されます"}
#   remediation: {en: "Move clients to IAM, Cognito, OpenID Connect or a Lambda authorizer, then take API keys out of the default and additional authentication of the API and delete the keys.", ja: "クライアントをIAM、Cognito、OpenID ConnectまたはLambdaオーソライザーによる認証に移行し、APIのデフォルトおよび追加の認証からAPIキーを外してキーを削除します。"}
#   manual: application
package controls.appsync.api_takes_no_api_keys

import data.lib.result

findings contains result.pass(api, "identities", {"kind": api.AuthenticationType}, _reads) if {
	some api in input.appsync.graphql_apis
	api.id in _identities
}

findings contains result.fail(api, "key", {}, _reads) if {
	some api in input.appsync.graphql_apis
	not api.id in _identities
}

_reads := ["AuthenticationType", "AdditionalAuthenticationProviders"]

_identities contains api.id if {
	some api in input.appsync.graphql_apis
	api.AuthenticationType in _allowed
	not api.id in _otherwise
}

_otherwise contains api.id if {
	some api in input.appsync.graphql_apis
	some provider in api.AdditionalAuthenticationProviders
	not _known(provider)
}

_known(provider) if provider.AuthenticationType in _allowed

_allowed := {"AWS_LAMBDA", "AWS_IAM", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS"}
