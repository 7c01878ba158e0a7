# METADATA
# title: CodeBuild logs in S3 should be encrypted
# description: >-
#   A project can ask for its logs to be stored unencrypted. Projects that send no logs to S3 are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-s3-logs-encrypted.html
# custom:
#   id: CodeBuild.3
#   title_ja: CodeBuildのS3ログを暗号化する必要があります
#   severity: LOW
#   subject: resource
#   collection: codebuild.projects
#   resource: AWS::CodeBuild::Project
#   standards: {fsbp: [CodeBuild.3], nist-800-53-r5: [CodeBuild.3], pci-dss-4.0.1: [CodeBuild.3], control-tower: [CodeBuild.3]}
#   reasons:
#     encrypted: {en: "logs in S3 are encrypted", ja: "S3のログは暗号化されています"}
#     plain: {en: "logs in S3 are not encrypted", ja: "S3のログが暗号化されていません"}
#   remediation: {en: "Turn encryption of the S3 logs of the project on again.", ja: "プロジェクトのS3ログの暗号化を再び有効にします。"}
package controls.codebuild.bucket_logs_are_encrypted

import data.lib.result
import data.lib.steps

subjects contains id if some id in _in_bucket

findings contains result.pass(project, "encrypted", {}, _reads) if {
	some project in input.codebuild.projects
	project.id in _in_bucket
	project.id in _encrypted
}

findings contains result.fail(project, "plain", {}, _reads) if {
	some project in input.codebuild.projects
	project.id in _in_bucket
	not project.id in _encrypted
}

_reads := ["LogsConfig.S3Logs.EncryptionDisabled"]

_in_bucket contains project.id if {
	some project in input.codebuild.projects
	project.LogsConfig.S3Logs.Status == "ENABLED"
}

_encrypted contains project.id if {
	some project in input.codebuild.projects
	not project.id in _plain
}

_plain contains project.id if {
	some project in input.codebuild.projects
	project.LogsConfig.S3Logs.EncryptionDisabled == true
}

plan contains steps.step(
	project,
	[_logs(project, false)],
	[_logs(project, true)],
	[steps.changed("codebuild.projects", project.id, "LogsConfig.S3Logs.EncryptionDisabled", false)],
) if {
	some project in input.codebuild.projects
	project.id in _in_bucket
	project.id in _plain
}

# The call takes the logs' configuration as a whole, in its own spelling.
_logs(project, plain) := steps.call("codebuild", "UpdateProject", {"name": project.Name, "logsConfig": object.union(
	{"s3Logs": object.union(_spelt(project.LogsConfig.S3Logs), {"encryptionDisabled": plain})},
	{"cloudWatchLogs": _spelt(config) | some config in [project.LogsConfig.CloudWatchLogs]},
)})

_spelt(config) := {spelling: value | some field, spelling in _fields; value := config[field]}

_fields := {"Status": "status", "Location": "location", "BucketOwnerAccess": "bucketOwnerAccess", "GroupName": "groupName", "StreamName": "streamName"}
