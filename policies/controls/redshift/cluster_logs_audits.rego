# METADATA
# title: Redshift clusters should have audit logging on
# description: >-
#   Audit logs tell who connected and which users were changed. Any destination counts, a bucket or CloudWatch Logs.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-4
# custom:
#   id: Redshift.4
#   title_ja: Redshiftクラスターでは監査ログを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: redshift.clusters
#   resource: AWS::Redshift::Cluster
#   standards: {fsbp: [Redshift.4], nist-800-53-r5: [Redshift.4], pci-dss-4.0.1: [Redshift.4], control-tower: [Redshift.4]}
#   reasons:
#     logged: {en: "audit logging is on", ja: "監査ログが有効です"}
#     unlogged: {en: "audit logging is off", ja: "監査ログが無効です"}
#   remediation: {en: "Turn on audit logging to CloudWatch Logs or to a bucket.", ja: "CloudWatch Logsまたはバケットへの監査ログを有効にします。"}
package controls.redshift.cluster_logs_audits

import data.lib.result
import data.lib.steps

findings contains result.pass(cluster, "logged", {}, _reads) if {
	some cluster in input.redshift.clusters
	cluster.id in _logged
}

findings contains result.fail(cluster, "unlogged", {}, _reads) if {
	some cluster in input.redshift.clusters
	not cluster.id in _logged
}

_reads := ["DescribeLoggingStatus.LoggingEnabled"]

_logged contains cluster.id if {
	some cluster in input.redshift.clusters
	cluster.DescribeLoggingStatus.LoggingEnabled == true
}

plan contains steps.step(
	cluster,
	[steps.call("redshift", "EnableLogging", {"ClusterIdentifier": cluster.ClusterIdentifier, "LogDestinationType": "cloudwatch", "LogExports": ["connectionlog", "userlog", "useractivitylog"]})],
	[steps.call("redshift", "DisableLogging", {"ClusterIdentifier": cluster.ClusterIdentifier})],
	[steps.changed("redshift.clusters", cluster.id, "DescribeLoggingStatus.LoggingEnabled", true)],
) if {
	some cluster in input.redshift.clusters
	not cluster.id in _logged
}
