# METADATA
# title: Database credentials are kept in Secrets Manager
# description: >-
#   The password of a cluster's master user is in a secret that RDS manages, or in one that was made with the cluster, as BLEA's CDK application
#   does: the same CloudFormation stack, and a name made of the cluster's. Whom a secret is attached to stands in its value, which kijun
#   does not read, so a secret that was made by hand cannot be told from others. Signing in with IAM needs no password.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
# custom:
#   id: BLEA.RDS.3
#   title_ja: DB認証情報がSecrets Managerで管理されている
#   severity: MEDIUM
#   subject: resource
#   collection: rds.clusters
#   resource: AWS::RDS::DBCluster
#   profiles: [guest-ecs]
#   measure: identity
#   construct: Datastore
#   standards: {blea: [BLEA.RDS.3]}
#   reasons:
#     managed: {en: RDS keeps the password of the master user in Secrets Manager, ja: マスターユーザーのパスワードはRDSによりSecrets Managerで管理されています}
#     attached: {en: a secret in Secrets Manager was made with the cluster, ja: クラスターとともに作成されたシークレットがSecrets Managerにあります}
#     iam: {en: "clients can sign in with IAM, without a password", ja: "IAM認証が有効で、パスワードなしで接続できます"}
#     no_secret: {en: no secret in Secrets Manager can be told to belong to the cluster, ja: クラスターに対応するシークレットをSecrets Managerで確認できません}
#   remediation:
#     en: "Let RDS manage the password of the master user in Secrets Manager; clients then read it from the secret."
#     ja: "マスターユーザーのパスワードをRDSによりSecrets Managerで管理し、クライアントはシークレットから取得するようにします。"
package controls.rds.blea_credentials_are_in_secrets_manager

import data.lib.databases
import data.lib.result
import data.lib.steps

subjects contains id if some id in databases.clusters

findings contains result.pass(cluster, "managed", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _managed
}

findings contains result.pass(cluster, "attached", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _attached
	not cluster.id in _managed
}

findings contains result.pass(cluster, "iam", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	cluster.id in _iam
	not cluster.id in _managed
	not cluster.id in _attached
}

findings contains result.fail(cluster, "no_secret", {}, _reads) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	not cluster.id in _managed
	not cluster.id in _attached
	not cluster.id in _iam
}

_reads := [
	"MasterUserSecret.SecretArn",
	"IAMDatabaseAuthenticationEnabled",
]

_managed contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.MasterUserSecret.SecretArn != ""
}

_iam contains cluster.id if {
	some cluster in input.rds.clusters
	cluster.IAMDatabaseAuthenticationEnabled == true
}

_attached contains cluster.id if {
	some cluster in input.rds.clusters
	some name in _secrets[cluster.tags["aws:cloudformation:stack-id"]]
	contains(name, _secret_name(cluster))
}

# CDK names a cluster's secret after the cluster, whose own name ends in eight digits of a hash.
_secret_name(cluster) := sprintf("%sSecret", [regex.replace(cluster.tags["aws:cloudformation:logical-id"], `[0-9A-F]{8}$`, "")])

_secrets[stack] contains secret.tags["aws:cloudformation:logical-id"] if {
	some secret in input.secretsmanager.secrets
	stack := secret.tags["aws:cloudformation:stack-id"]
}

plan contains steps.step(
	cluster,
	[steps.call("rds", "ModifyDBCluster", {"DBClusterIdentifier": cluster.DBClusterIdentifier, "ManageMasterUserPassword": true, "ApplyImmediately": true})],
	[],
	[steps.changed("rds.clusters", cluster.id, "MasterUserSecret", {"SecretArn": _new_secret(cluster), "SecretStatus": "creating"})],
) if {
	some cluster in input.rds.clusters
	cluster.id in databases.clusters
	not cluster.id in _managed
	not cluster.id in _attached
	not cluster.id in _iam
}

_new_secret(cluster) := sprintf("arn:%s:secretsmanager:%s:%s:secret:rds!cluster-%s", [input.account.partition, cluster.region, input.account.account, cluster.DBClusterIdentifier])
