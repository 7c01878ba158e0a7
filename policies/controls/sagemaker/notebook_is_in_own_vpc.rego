# METADATA
# title: SageMaker notebook instances should be launched in a VPC of one's own
# description: >-
#   Only in a VPC of one's own do security groups, flow logs and endpoints decide what a notebook may reach. A subnet tells that it is in
#   one.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html#sagemaker-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/sagemaker-notebook-instance-inside-vpc.html
# custom:
#   id: SageMaker.2
#   title_ja: SageMakerノートブックインスタンスはカスタムVPC内で起動する必要があります
#   severity: HIGH
#   subject: resource
#   collection: sagemaker.notebook_instances
#   resource: AWS::SageMaker::NotebookInstance
#   standards: {fsbp: [SageMaker.2], nist-800-53-r5: [SageMaker.2], control-tower: [SageMaker.2]}
#   reasons:
#     inside: {en: "the instance is in the subnet {subnet}", ja: "インスタンスはサブネット {subnet} 内にあります"}
#     outside: {en: "the instance is in no VPC of the account", ja: "インスタンスはアカウントのVPC内にありません"}
#   remediation: {en: "Make a new instance in a subnet, move the notebooks over, and delete the old instance: an instance cannot move into a VPC.", ja: "サブネットを指定して新しいインスタンスを作成し、ノートブックを移して古いインスタンスを削除します（既存のインスタンスをVPCに移すことはできません）。"}
#   manual: recreate
package controls.sagemaker.notebook_is_in_own_vpc

import data.lib.result

findings contains result.pass(notebook, "inside", {"subnet": notebook.DescribeNotebookInstance.SubnetId}, _reads) if {
	some notebook in input.sagemaker.notebook_instances
	notebook.id in _inside
}

findings contains result.fail(notebook, "outside", {}, _reads) if {
	some notebook in input.sagemaker.notebook_instances
	not notebook.id in _inside
}

_reads := ["DescribeNotebookInstance.SubnetId"]

_inside contains notebook.id if {
	some notebook in input.sagemaker.notebook_instances
	notebook.DescribeNotebookInstance.SubnetId != ""
}
