# METADATA
# title: CodeBuild project environment variables should not contain clear text credentials
# description: >-
#   Whoever may read the project, or a log of its builds, can read plain variables. As in the Config rule, the variables AWS_ACCESS_KEY_ID
#   and AWS_SECRET_ACCESS_KEY are looked for; names of parameters and secrets are no clear text.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-envvar-awscred-check.html
# custom:
#   id: CodeBuild.2
#   title_ja: CodeBuildプロジェクトの環境変数に平文の認証情報を含めない必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: codebuild.projects
#   resource: AWS::CodeBuild::Project
#   standards: {fsbp: [CodeBuild.2], nist-800-53-r5: [CodeBuild.2], pci-dss-3.2.1: [CodeBuild.2], pci-dss-4.0.1: [CodeBuild.2], control-tower: [CodeBuild.2]}
#   reasons:
#     clean: {en: "no access key stands in plain environment variables", ja: "平文の環境変数にアクセスキーは含まれていません"}
#     plain: {en: "plain environment variables hold an access key: {names}", ja: "平文の環境変数にアクセスキーが含まれています: {names}"}
#   remediation: {en: "Give the project's service role what the builds need and delete the variables, or take them from Parameter Store or Secrets Manager. Then delete the access key: it has been readable.", ja: "ビルドに必要な権限をプロジェクトのサービスロールに付与して変数を削除するか、Parameter StoreまたはSecrets Managerから値を取得します。これまで閲覧可能だったため、そのアクセスキーは削除します。"}
#   manual: application
package controls.codebuild.environment_has_no_access_keys

import data.lib.result

findings contains result.pass(project, "clean", {}, _reads) if {
	some project in input.codebuild.projects
	project.id in _clean
}

findings contains result.fail(project, "plain", {"names": concat(", ", _keys[project.id])}, _reads) if {
	some project in input.codebuild.projects
	not project.id in _clean
}

_reads := ["Environment.EnvironmentVariables"]

_clean contains project.id if {
	some project in input.codebuild.projects
	not project.id in _plain
}

_plain contains id if some id, _ in _keys

_keys[project.id] contains variable.Name if {
	some project in input.codebuild.projects
	some variable in project.Environment.EnvironmentVariables
	variable.Name in {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
	not _reference(variable)
}

_reference(variable) if variable.Type in {"PARAMETER_STORE", "SECRETS_MANAGER"}
