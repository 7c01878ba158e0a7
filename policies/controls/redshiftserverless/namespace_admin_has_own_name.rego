# METADATA
# title: Redshift Serverless namespaces should not use the default admin user name
# description: >-
#   The console proposes admin, so that is the name that everybody tries first.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-serverless-default-admin-check.html
# custom:
#   id: RedshiftServerless.5
#   title_ja: Redshift Serverlessの名前空間ではデフォルトの管理者ユーザー名を使用しない必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshiftserverless.namespaces
#   resource: AWS::RedshiftServerless::Namespace
#   standards: {fsbp: [RedshiftServerless.5]}
#   reasons:
#     own: {en: "the admin user has a name of its own", ja: "管理者ユーザー名はデフォルトではありません"}
#     default: {en: "the admin user is called admin, or its name is not told", ja: "管理者ユーザー名がadminか、不明です"}
#   remediation: {en: "Make a new namespace with another admin user name, move the data over, and delete the old one.", ja: "別の管理者ユーザー名で新しい名前空間を作成してデータを移行し、古い名前空間を削除します。"}
#   manual: recreate
package controls.redshiftserverless.namespace_admin_has_own_name

import data.lib.result

findings contains result.pass(namespace, "own", {}, _reads) if {
	some namespace in input.redshiftserverless.namespaces
	namespace.id in _own
}

findings contains result.fail(namespace, "default", {}, _reads) if {
	some namespace in input.redshiftserverless.namespaces
	not namespace.id in _own
}

_reads := ["AdminUsername"]

_own contains namespace.id if {
	some namespace in input.redshiftserverless.namespaces
	namespace.AdminUsername != ""
	namespace.AdminUsername != "admin"
}
