# METADATA
# title: Each Lambda function has its own minimal role
# description: >-
#   What a function is tricked into is limited by its role. A role that allows all actions of some service, or administers the
#   account, fails; one that several functions share with single actions is only noted.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/lambda-nodejs.ts
#   - https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
# custom:
#   id: BLEA.Lambda.6
#   title_ja: 各Lambda関数が個別の最小権限ロールを使用している
#   severity: MEDIUM
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   profiles: [guest-serverless]
#   measure: identity
#   standards: {blea: [BLEA.Lambda.6]}
#   reasons:
#     own: {en: "the role is the function's own, and allows single actions", ja: "関数専用のロールであり、個別のアクションのみを許可しています"}
#     shared: {en: "the role allows single actions, and other functions share it", ja: "ロールは個別のアクションのみを許可していますが、他の関数と共有されています"}
#     wide: {en: "the role allows all actions of some service", ja: "ロールがサービスの全アクションを許可しています"}
#     shared_wide: {en: "the role allows all actions of some service, and other functions share it", ja: "ロールがサービスの全アクションを許可しており、他の関数と共有されています"}
#   remediation:
#     en: "Give the function a role of its own that names the actions it uses and the resources it uses them on."
#     ja: "関数専用のロールを作成し、使用するアクションと対象リソースに限定した権限を付与します。"
#   manual: application
package controls.lambda.blea_function_role_is_its_own

import data.lib.result
import data.lib.roles

findings contains result.pass(function, "own", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _wide
	not function.id in _shared
}

findings contains result.pass(function, "shared", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _wide
	function.id in _shared
}

findings contains result.fail(function, "wide", {}, _reads) if {
	some function in input.lambda.functions
	function.id in _wide
	not function.id in _shared
}

findings contains result.fail(function, "shared_wide", {}, _reads) if {
	some function in input.lambda.functions
	function.id in _wide
	function.id in _shared
}

_reads := [
	"Role",
	"input.iam.roles.AttachedManagedPolicies.PolicyArn",
	"input.iam.roles.RolePolicyList.PolicyDocument",
]

_wide contains function.id if {
	some function in input.lambda.functions
	function.Role in roles.wide
}

_wide contains function.id if {
	some function in input.lambda.functions
	function.Role in roles.administrators
}

_users[function.Role] contains function.id if some function in input.lambda.functions

_shared contains function.id if {
	some function in input.lambda.functions
	some other in _users[function.Role]
	other != function.id
}
