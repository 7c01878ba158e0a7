# METADATA
# title: Lambda environment variables are encrypted with a customer key
# description: >-
#   Variables are encrypted with a key that Lambda keeps, whose use nobody can restrict, unless the function names a customer
#   managed one. A function without variables has nothing to encrypt.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/lambda-nodejs.ts
#   - https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
# custom:
#   id: BLEA.Lambda.2
#   title_ja: Lambdaの環境変数がCMKで暗号化されている
#   severity: MEDIUM
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   profiles: [guest-serverless]
#   measure: settings
#   standards: {blea: [BLEA.Lambda.2]}
#   reasons:
#     key: {en: "the variables are encrypted with {key}", ja: "環境変数は {key} で暗号化されています"}
#     no_variables: {en: "the function has no variables", ja: "関数に環境変数はありません"}
#     no_key: {en: "the function has variables, and no key of the customer's", ja: "環境変数がありますが、カスタマーマネージドキーが設定されていません"}
#   remediation:
#     en: "Set KMSKeyArn on the function, and let its role use the key for decryption; keep secrets in Secrets Manager rather than in variables."
#     ja: "関数にKMSKeyArnを設定し、関数のロールにキーでの復号を許可します。シークレットは環境変数ではなくSecrets Managerに保管します。"
#   manual: application
package controls.lambda.blea_environment_has_customer_key

import data.lib.result

findings contains result.pass(function, "key", {"key": function.KMSKeyArn}, _reads) if {
	some function in input.lambda.functions
	function.id in _with_key
}

findings contains result.pass(function, "no_variables", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _with_key
	not function.id in _with_variables
}

findings contains result.fail(function, "no_key", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _with_key
	function.id in _with_variables
}

_reads := ["KMSKeyArn", "Environment.Variables"]

_with_key contains function.id if {
	some function in input.lambda.functions
	function.KMSKeyArn != ""
}

_with_variables contains function.id if {
	some function in input.lambda.functions
	some _ in function.Environment.Variables
}
