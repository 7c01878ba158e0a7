# METADATA
# title: EC2 instances managed by Systems Manager should have a patch compliance status of COMPLIANT after a patch installation
# description: >-
#   Patch Manager compares what a machine has installed with its patch baseline. Machines that it has never looked at are out of
#   scope.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/ec2-managedinstance-patch-compliance-status-check.html
# custom:
#   id: SSM.2
#   title_ja: Systems Managerで管理されるEC2インスタンスは、パッチ適用後のパッチコンプライアンスステータスがCOMPLIANTである必要があります
#   severity: HIGH
#   subject: resource
#   collection: ssm.patch_compliance
#   resource: AWS::SSM::PatchCompliance
#   standards: {fsbp: [SSM.2], nist-800-53-r5: [SSM.2], nist-800-171-r2: [SSM.2], pci-dss-3.2.1: [SSM.2], pci-dss-4.0.1: [SSM.2], control-tower: [SSM.2]}
#   reasons:
#     compliant: {en: "the state of its patches is COMPLIANT", ja: "パッチのステータスはCOMPLIANTです"}
#     lacking: {en: "the state of its patches is not COMPLIANT", ja: "パッチのステータスがCOMPLIANTではありません"}
#   remediation:
#     en: "Install the missing patches, for instance with the document AWS-RunPatchBaseline and the operation Install, and reboot where they need it."
#     ja: "不足しているパッチを適用します(例: AWS-RunPatchBaselineドキュメントのInstallオペレーション)。必要に応じて再起動します。"
#   manual: time
package controls.ssm.instance_is_patched

import data.lib.result

findings contains result.pass(instance, "compliant", {}, _reads) if {
	some instance in input.ssm.patch_compliance
	instance.id in _compliant
}

findings contains result.fail(instance, "lacking", {}, _reads) if {
	some instance in input.ssm.patch_compliance
	not instance.id in _compliant
}

_reads := ["Status"]

_compliant contains instance.id if {
	some instance in input.ssm.patch_compliance
	instance.Status == "COMPLIANT"
}
