# METADATA
# title: Users should not have root access to SageMaker notebook instances
# description: >-
#   Root can read everybody's files on the instance and undo what its lifecycle configuration set up, which runs as root either way.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-notebook-instance-root-access-check.html
# custom:
#   id: SageMaker.3
#   title_ja: SageMakerノートブックインスタンスへのルートアクセスをユーザーに許可しない必要があります
#   severity: HIGH
#   subject: resource
#   collection: sagemaker.notebook_instances
#   resource: AWS::SageMaker::NotebookInstance
#   standards: {fsbp: [SageMaker.3], nist-800-53-r5: [SageMaker.3], control-tower: [SageMaker.3]}
#   reasons:
#     user: {en: "users have no root access", ja: "ユーザーにルートアクセスはありません"}
#     root: {en: "users have root access", ja: "ユーザーにルートアクセスがあります"}
#   remediation: {en: "Stop the instance, turn root access off, and start it again; install what needs root in a lifecycle configuration.", ja: "インスタンスを停止してルートアクセスを無効にし、再び起動します。root権限が必要なインストールはライフサイクル設定で行います。"}
package controls.sagemaker.notebook_users_are_not_root

import data.lib.result
import data.lib.steps

findings contains result.pass(notebook, "user", {}, _reads) if {
	some notebook in input.sagemaker.notebook_instances
	notebook.id in _user
}

findings contains result.fail(notebook, "root", {}, _reads) if {
	some notebook in input.sagemaker.notebook_instances
	not notebook.id in _user
}

_reads := ["DescribeNotebookInstance.RootAccess"]

_user contains notebook.id if {
	some notebook in input.sagemaker.notebook_instances
	notebook.DescribeNotebookInstance.RootAccess == "Disabled"
}

# SageMaker changes only instances that are stopped, and stopping one that somebody works on is theirs to decide.
plan contains steps.step(
	notebook,
	[steps.call("sagemaker", "UpdateNotebookInstance", {"NotebookInstanceName": notebook.NotebookInstanceName, "RootAccess": "Disabled"})],
	[steps.call("sagemaker", "UpdateNotebookInstance", {"NotebookInstanceName": notebook.NotebookInstanceName, "RootAccess": "Enabled"})],
	[steps.changed("sagemaker.notebook_instances", notebook.id, "DescribeNotebookInstance.RootAccess", "Disabled")],
) if {
	some notebook in input.sagemaker.notebook_instances
	not notebook.id in _user
	notebook.NotebookInstanceStatus == "Stopped"
}
