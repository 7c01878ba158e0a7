# METADATA
# title: Connections to Redshift Serverless workgroups should be required to use SSL
# description: >-
#   A workgroup takes plain connections unless its parameter require_ssl says otherwise.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/redshift-serverless-workgroup-encrypted-in-transit.html
# custom:
#   id: RedshiftServerless.2
#   title_ja: Redshift Serverlessのワークグループへの接続ではSSLを必須にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshiftserverless.workgroups
#   resource: AWS::RedshiftServerless::Workgroup
#   standards: {fsbp: [RedshiftServerless.2]}
#   reasons:
#     tls: {en: "the workgroup requires TLS", ja: "ワークグループでTLSが必須になっています"}
#     plain: {en: "the workgroup does not require TLS", ja: "ワークグループでTLSが必須になっていません"}
#   remediation: {en: "Set the parameter require_ssl of the workgroup to true.", ja: "ワークグループのパラメータrequire_sslをtrueに設定します。"}
package controls.redshiftserverless.workgroup_requires_tls

import data.lib.result
import data.lib.steps

findings contains result.pass(workgroup, "tls", {}, _reads) if {
	some workgroup in input.redshiftserverless.workgroups
	workgroup.id in _tls
}

findings contains result.fail(workgroup, "plain", {}, _reads) if {
	some workgroup in input.redshiftserverless.workgroups
	not workgroup.id in _tls
}

_reads := ["ConfigParameters"]

_tls contains workgroup.id if {
	some workgroup in input.redshiftserverless.workgroups
	some parameter in workgroup.ConfigParameters
	parameter.ParameterKey == "require_ssl"
	lower(parameter.ParameterValue) == "true"
}

plan contains steps.step(
	workgroup,
	[_set(workgroup, "true")],
	[_set(workgroup, "false")],
	[steps.changed("redshiftserverless.workgroups", workgroup.id, "ConfigParameters", array.concat(
		[parameter | some parameter in workgroup.ConfigParameters; parameter.ParameterKey != "require_ssl"],
		[{"ParameterKey": "require_ssl", "ParameterValue": "true"}],
	))],
) if {
	some workgroup in input.redshiftserverless.workgroups
	not workgroup.id in _tls
}

_set(workgroup, value) := steps.call("redshift-serverless", "UpdateWorkgroup", {
	"workgroupName": workgroup.WorkgroupName,
	"configParameters": [{"parameterKey": "require_ssl", "parameterValue": value}],
})
