# METADATA
# title: EC2 instances managed by Systems Manager should have an association compliance status of COMPLIANT
# description: >-
#   State Manager keeps a machine in the state that its associations describe, and says when it does not succeed. Machines without
#   associations are out of scope.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-managedinstance-association-compliance-status-check.html
# custom:
#   id: SSM.3
#   title_ja: Systems Managerで管理されるEC2インスタンスは、関連付けのコンプライアンスステータスがCOMPLIANTである必要があります
#   severity: LOW
#   subject: resource
#   collection: ssm.association_compliance
#   resource: AWS::SSM::AssociationCompliance
#   standards: {fsbp: [SSM.3], nist-800-53-r5: [SSM.3], pci-dss-3.2.1: [SSM.3], pci-dss-4.0.1: [SSM.3], control-tower: [SSM.3]}
#   reasons:
#     compliant: {en: "the state of its associations is COMPLIANT", ja: "関連付けのステータスはCOMPLIANTです"}
#     lacking: {en: "the state of its associations is not COMPLIANT", ja: "関連付けのステータスがCOMPLIANTではありません"}
#   remediation:
#     en: "Look at the association's execution history for what fails, mend it, and apply the association again."
#     ja: "関連付けの実行履歴で失敗の原因を確認して修正し、関連付けを再度適用します。"
#   manual: time
package controls.ssm.instance_associations_comply

import data.lib.result

findings contains result.pass(instance, "compliant", {}, _reads) if {
	some instance in input.ssm.association_compliance
	instance.id in _compliant
}

findings contains result.fail(instance, "lacking", {}, _reads) if {
	some instance in input.ssm.association_compliance
	not instance.id in _compliant
}

_reads := ["Status"]

_compliant contains instance.id if {
	some instance in input.ssm.association_compliance
	instance.Status == "COMPLIANT"
}
