# METADATA
# title: Redshift Serverless namespaces should export logs to CloudWatch Logs
# description: >-
#   The connection log tells who connected, the user log which users were changed; both are asked for.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-6
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-serverless-publish-logs-to-cloudwatch.html
# custom:
#   id: RedshiftServerless.6
#   title_ja: Redshift Serverlessの名前空間ではログをCloudWatch Logsにエクスポートする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshiftserverless.namespaces
#   resource: AWS::RedshiftServerless::Namespace
#   standards: {fsbp: [RedshiftServerless.6]}
#   reasons:
#     exported: {en: "connection log and user log are exported", ja: "接続ログとユーザーログがエクスポートされています"}
#     missing: {en: "the connection log or the user log is not exported", ja: "接続ログまたはユーザーログがエクスポートされていません"}
#   remediation: {en: "Export the connection log and the user log of the namespace.", ja: "名前空間の接続ログとユーザーログをエクスポートします。"}
package controls.redshiftserverless.namespace_exports_logs

import data.lib.result
import data.lib.steps

findings contains result.pass(namespace, "exported", {}, _reads) if {
	some namespace in input.redshiftserverless.namespaces
	namespace.id in _exported
}

findings contains result.fail(namespace, "missing", {}, _reads) if {
	some namespace in input.redshiftserverless.namespaces
	not namespace.id in _exported
}

_reads := ["LogExports"]

_exported contains namespace.id if {
	some namespace in input.redshiftserverless.namespaces
	"connectionlog" in namespace.LogExports
	"userlog" in namespace.LogExports
}

plan contains steps.step(
	namespace,
	[_export(namespace, _wanted(namespace))],
	[_export(namespace, [kind | some kind in namespace.LogExports])],
	[steps.changed("redshiftserverless.namespaces", namespace.id, "LogExports", _wanted(namespace))],
) if {
	some namespace in input.redshiftserverless.namespaces
	not namespace.id in _exported
}

_wanted(namespace) := sort({kind | some kind in namespace.LogExports} | {"connectionlog", "userlog"})

_export(namespace, kinds) := steps.call("redshift-serverless", "UpdateNamespace", {"namespaceName": namespace.NamespaceName, "logExports": kinds})
