# METADATA
# title: CodeBuild projects should write logs to CloudWatch Logs or S3
# description: >-
#   Logs tell what a build did. CodeBuild writes them to CloudWatch Logs unless it is told otherwise; as in the Config rule, a project
#   fails when everything that it configures is off.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-logging-enabled.html
# custom:
#   id: CodeBuild.4
#   title_ja: CodeBuildプロジェクトではCloudWatch LogsまたはS3へのログ出力を設定する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: codebuild.projects
#   resource: AWS::CodeBuild::Project
#   standards: {fsbp: [CodeBuild.4], nist-800-53-r5: [CodeBuild.4], control-tower: [CodeBuild.4]}
#   reasons:
#     logged: {en: "builds write logs", ja: "ビルドのログは出力されています"}
#     unlogged: {en: "logs to CloudWatch Logs and to S3 are off", ja: "CloudWatch LogsとS3へのログ出力が無効です"}
#   remediation: {en: "Turn on logs of the project, to CloudWatch Logs or to a bucket.", ja: "プロジェクトのCloudWatch Logsまたはバケットへのログ出力を有効にします。"}
package controls.codebuild.project_writes_logs

import data.lib.result
import data.lib.steps

findings contains result.pass(project, "logged", {}, _reads) if {
	some project in input.codebuild.projects
	project.id in _logged
}

findings contains result.fail(project, "unlogged", {}, _reads) if {
	some project in input.codebuild.projects
	not project.id in _logged
}

_reads := ["LogsConfig"]

_logged contains project.id if {
	some project in input.codebuild.projects
	not project.id in _configured
}

_logged contains project.id if {
	some project in input.codebuild.projects
	project.LogsConfig.CloudWatchLogs.Status == "ENABLED"
}

_logged contains project.id if {
	some project in input.codebuild.projects
	project.LogsConfig.S3Logs.Status == "ENABLED"
}

_configured contains project.id if {
	some project in input.codebuild.projects
	project.LogsConfig.CloudWatchLogs.Status
}

_configured contains project.id if {
	some project in input.codebuild.projects
	project.LogsConfig.S3Logs.Status
}

plan contains steps.step(
	project,
	[_set(project, "ENABLED")],
	[_set(project, "DISABLED")],
	[steps.changed("codebuild.projects", project.id, "LogsConfig.CloudWatchLogs.Status", "ENABLED")],
) if {
	some project in input.codebuild.projects
	not project.id in _logged
}

# Both places are off, so nothing else of the configuration counts.
_set(project, status) := steps.call("codebuild", "UpdateProject", {"name": project.Name, "logsConfig": {"cloudWatchLogs": {"status": status}, "s3Logs": {"status": "DISABLED"}}})
