# METADATA
# title: SageMaker notebook instances should not have direct internet access
# description: >-
#   With direct access a notebook has a way to the internet that no VPC of the account sees: data can leave, and anything can come in
#   through the browser.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-notebook-no-direct-internet-access.html
# custom:
#   id: SageMaker.1
#   title_ja: SageMakerノートブックインスタンスからインターネットに直接アクセスできないようにする必要があります
#   severity: HIGH
#   subject: resource
#   collection: sagemaker.notebook_instances
#   resource: AWS::SageMaker::NotebookInstance
#   standards: {fsbp: [SageMaker.1], nist-800-53-r5: [SageMaker.1], pci-dss-3.2.1: [SageMaker.1], pci-dss-4.0.1: [SageMaker.1], control-tower: [SageMaker.1]}
#   reasons:
#     closed: {en: "direct internet access is off", ja: "インターネットへの直接アクセスが無効です"}
#     direct: {en: "direct internet access is on", ja: "インターネットへの直接アクセスが有効です"}
#   remediation: {en: "Make a new instance in a VPC with direct internet access off, move the notebooks over, and delete the old instance: the setting of an instance cannot be changed.", ja: "VPC内にインターネットへの直接アクセスを無効にした新しいインスタンスを作成してノートブックを移し、古いインスタンスを削除します（既存のインスタンスの設定は変更できません）。"}
#   manual: recreate
package controls.sagemaker.notebook_has_no_direct_internet_access

import data.lib.result

findings contains result.pass(notebook, "closed", {}, _reads) if {
	some notebook in input.sagemaker.notebook_instances
	notebook.id in _closed
}

findings contains result.fail(notebook, "direct", {}, _reads) if {
	some notebook in input.sagemaker.notebook_instances
	not notebook.id in _closed
}

_reads := ["DescribeNotebookInstance.DirectInternetAccess"]

_closed contains notebook.id if {
	some notebook in input.sagemaker.notebook_instances
	notebook.DescribeNotebookInstance.DirectInternetAccess == "Disabled"
}
