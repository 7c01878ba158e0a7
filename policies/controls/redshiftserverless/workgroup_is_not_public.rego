# METADATA
# title: Redshift Serverless workgroups should not be publicly accessible
# description: >-
#   A public workgroup has an address that the whole internet can try; security groups are then all that is between. Only the setting
#   decides.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-serverless-workgroup-no-public-access.html
# custom:
#   id: RedshiftServerless.3
#   title_ja: Redshift Serverlessのワークグループへのパブリックアクセスを禁止する必要があります
#   severity: HIGH
#   subject: resource
#   collection: redshiftserverless.workgroups
#   resource: AWS::RedshiftServerless::Workgroup
#   standards: {fsbp: [RedshiftServerless.3]}
#   reasons:
#     private: {en: "the workgroup is not publicly accessible", ja: "ワークグループはパブリックアクセスが無効です"}
#     public: {en: "the workgroup is publicly accessible", ja: "ワークグループはパブリックアクセスが有効です"}
#   remediation: {en: "Turn off public access of the workgroup; clients then reach it through its VPC.", ja: "ワークグループのパブリックアクセスを無効にします。クライアントはVPC経由で接続します。"}
package controls.redshiftserverless.workgroup_is_not_public

import data.lib.result
import data.lib.steps

findings contains result.pass(workgroup, "private", {}, _reads) if {
	some workgroup in input.redshiftserverless.workgroups
	workgroup.id in _private
}

findings contains result.fail(workgroup, "public", {}, _reads) if {
	some workgroup in input.redshiftserverless.workgroups
	not workgroup.id in _private
}

_reads := ["PubliclyAccessible"]

_private contains workgroup.id if {
	some workgroup in input.redshiftserverless.workgroups
	workgroup.PubliclyAccessible == false
}

plan contains steps.step(
	workgroup,
	[steps.call("redshift-serverless", "UpdateWorkgroup", {"workgroupName": workgroup.WorkgroupName, "publiclyAccessible": false})],
	[steps.call("redshift-serverless", "UpdateWorkgroup", {"workgroupName": workgroup.WorkgroupName, "publiclyAccessible": true})],
	[steps.changed("redshiftserverless.workgroups", workgroup.id, "PubliclyAccessible", false)],
) if {
	some workgroup in input.redshiftserverless.workgroups
	not workgroup.id in _private
}
