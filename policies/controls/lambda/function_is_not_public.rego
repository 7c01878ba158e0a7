# METADATA
# title: Lambda function policies should prohibit public access
# description: >-
#   Whoever the policy admits can run the function at the account's cost and with its role. A statement for everyone is public unless
#   a condition holds the caller to fixed values, without wildcards or policy variables. Amazon S3 calls for any bucket of any
#   account, so a statement for it has to name the account: a bucket's name can change hands.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/lambda-function-public-access-prohibited.html
# custom:
#   id: Lambda.1
#   title_ja: Lambda関数ポリシーはパブリックアクセスを禁止する必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: lambda.functions
#   resource: AWS::Lambda::Function
#   standards: {fsbp: [Lambda.1], nist-800-53-r5: [Lambda.1], pci-dss-3.2.1: [Lambda.1], pci-dss-4.0.1: [Lambda.1], control-tower: [Lambda.1]}
#   reasons:
#     no_policy: {en: "the function has no policy, so only the account itself can use it", ja: "関数ポリシーがないため、アカウント内からのみ使用できます"}
#     limited: {en: "the policy admits nobody but known principals", ja: "ポリシーは特定のプリンシパルのみを許可しています"}
#     public: {en: "the policy lets everyone use the function: statements {statements}", ja: "ポリシーが関数の使用を全員に許可しています: ステートメント {statements}"}
#     any_bucket: {en: "the policy lets Amazon S3 invoke the function for buckets of any account: statements {statements}", ja: "ポリシーが任意のアカウントのバケットからの呼び出しをAmazon S3に許可しています: ステートメント {statements}"}
#   remediation:
#     en: "Remove the statements that admit everyone, and add the condition AWS:SourceAccount to those for Amazon S3."
#     ja: "全員を許可しているステートメントを削除し、Amazon S3を許可しているステートメントには条件AWS:SourceAccountを追加します。"
package controls.lambda.function_is_not_public

import data.lib.result
import data.lib.steps

findings contains result.pass(function, "no_policy", {}, _reads) if {
	some function in input.lambda.functions
	not function.id in _with_policy
}

findings contains result.pass(function, "limited", {}, _reads) if {
	some function in input.lambda.functions
	function.id in _with_policy
	not function.id in _public
	not function.id in _any_bucket
}

findings contains result.fail(function, "public", {"statements": _names(_open(function))}, _reads) if {
	some function in input.lambda.functions
	function.id in _public
}

findings contains result.fail(function, "any_bucket", {"statements": _names(_for_any_bucket(function))}, _reads) if {
	some function in input.lambda.functions
	function.id in _any_bucket
	not function.id in _public
}

_reads := ["GetPolicy.Policy"]

_with_policy contains function.id if {
	some function in input.lambda.functions
	function.GetPolicy.Policy
}

# A condition on a policy variable is none on a fixed value.
_public contains function.id if {
	some function in input.lambda.functions
	kijun.policy.grants(function.GetPolicy.Policy, function.account, "").public == true
}

_public contains function.id if {
	some function in input.lambda.functions
	kijun.policy.grants(function.GetPolicy.Policy, function.account, "").public_unknown == true
}

_any_bucket contains function.id if {
	some function in input.lambda.functions
	some _ in _for_any_bucket(function)
}

_open(function) := {statement |
	some statement in kijun.policy.grants(function.GetPolicy.Policy, function.account, "").statements
	statement.denied == false
	statement.audience in {"public", "unknown"}
	count(statement.limited_by) == 0
}

# An ARN of a bucket names no account.
_for_any_bucket(function) := {statement |
	some statement in kijun.policy.grants(function.GetPolicy.Policy, function.account, "").statements
	statement.denied == false
	"s3.amazonaws.com" in statement.services
	not _of_account(statement)
}

_of_account(statement) if {
	some key in statement.limited_by
	key in {"aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths"}
}

_names(statements) := sort({_name(statement) | some statement in statements})

_name(statement) := statement.sid if statement.sid != ""

_name(statement) := format_int(statement.index + 1, 10) if statement.sid == ""

plan contains steps.step(
	function,
	[steps.call("lambda", "RemovePermission", {"FunctionName": function.FunctionName, "StatementId": statement.sid})],
	[steps.call("lambda", "AddPermission", _permission(function, raw))],
	[steps.changed("lambda.functions", function.id, "GetPolicy.Policy.Statement", _without(function, _sids(function)))],
) if {
	some function in input.lambda.functions
	function.id in _public
	some statement in _open(function)
	raw := _raw(function, statement)
}

plan contains steps.step(
	function,
	[
		steps.call("lambda", "RemovePermission", {"FunctionName": function.FunctionName, "StatementId": statement.sid}),
		steps.call("lambda", "AddPermission", object.union(_permission(function, raw), {"SourceAccount": function.account})),
	],
	[
		steps.call("lambda", "RemovePermission", {"FunctionName": function.FunctionName, "StatementId": statement.sid}),
		steps.call("lambda", "AddPermission", _permission(function, raw)),
	],
	[steps.changed("lambda.functions", function.id, "GetPolicy.Policy.Statement", array.concat(_without(function, _bucket_sids(function)), [_with_account(function, sid) | some sid in sort(_bucket_sids(function))]))],
) if {
	some function in input.lambda.functions
	function.id in _any_bucket
	not function.id in _public
	some statement in _for_any_bucket(function)
	raw := _raw(function, statement)
}

_sids(function) := {statement.sid | some statement in _open(function)}

_bucket_sids(function) := {statement.sid | some statement in _for_any_bucket(function)}

_raw(function, statement) := raw if {
	some raw in function.GetPolicy.Policy.Statement
	raw.Sid == statement.sid
}

_without(function, sids) := [raw |
	some raw in function.GetPolicy.Policy.Statement
	not raw.Sid in sids
]

_with_account(function, sid) := object.union(raw, {"Condition": {"StringEquals": {"AWS:SourceAccount": function.account}}}) if {
	some raw in function.GetPolicy.Policy.Statement
	raw.Sid == sid
}

# The parameters of AddPermission that make this statement, as Lambda writes it.
_permission(function, raw) := object.union(
	{"FunctionName": function.FunctionName, "StatementId": raw.Sid, "Action": raw.Action, "Principal": _principal(raw)},
	{_parameters[lower(key)]: value |
		some condition in raw.Condition
		some key, value in condition
		_parameters[lower(key)]
	},
)

_parameters := {
	"aws:sourcearn": "SourceArn",
	"aws:sourceaccount": "SourceAccount",
	"aws:principalorgid": "PrincipalOrgID",
	"lambda:eventsourcetoken": "EventSourceToken",
	"lambda:functionurlauthtype": "FunctionUrlAuthType",
}

_principal(raw) := raw.Principal if is_string(raw.Principal)

_principal(raw) := raw.Principal.Service if is_string(raw.Principal.Service)

_principal(raw) := raw.Principal.AWS if is_string(raw.Principal.AWS)
