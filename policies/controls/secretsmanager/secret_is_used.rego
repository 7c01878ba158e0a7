# METADATA
# title: Unused Secrets Manager secrets should be removed
# description: >-
#   A secret that nobody needs can still be stolen. One that nobody has ever read counts from the day it was made.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-3
#   - https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-secret-unused.html
# custom:
#   id: SecretsManager.3
#   title_ja: 未使用のSecrets Managerのシークレットは削除する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: secretsmanager.secrets
#   resource: AWS::SecretsManager::Secret
#   standards: {fsbp: [SecretsManager.3], nist-800-53-r5: [SecretsManager.3], control-tower: [SecretsManager.3]}
#   parameters:
#     unusedForDays: {type: integer, default: 90, min: 1, max: 365}
#   reasons:
#     used: {en: "the secret was read or made within {days} days", ja: "シークレットは{days}日以内に使用または作成されています"}
#     unused: {en: "the secret was not read within {days} days", ja: "シークレットは{days}日間使用されていません"}
#   remediation: {en: "Make sure that nothing needs the secret, then delete it with a waiting period.", ja: "何にも使用されていないことを確認し、待機期間を設けてシークレットを削除します。"}
#   otherwise: decision
package controls.secretsmanager.secret_is_used

import data.lib.result
import data.lib.steps
import data.lib.times

findings contains result.pass(secret, "used", {"days": _days}, _reads) if {
	some secret in input.secretsmanager.secrets
	secret.id in _used
}

findings contains result.fail(secret, "unused", {"days": _days}, _reads) if {
	some secret in input.secretsmanager.secrets
	not secret.id in _used
}

_reads := ["LastAccessedDate", "CreatedDate"]

_used contains secret.id if {
	some secret in input.secretsmanager.secrets
	times.ns(secret.LastAccessedDate) >= _earliest
}

_used contains secret.id if {
	some secret in input.secretsmanager.secrets
	not secret.LastAccessedDate
	times.ns(secret.CreatedDate) >= _earliest
}

# The date of the last reading is its day's midnight, so the whole day counts.
_earliest := _then - (_then % 86400000000000)

_then := times.ns(input.as_of) - times.days(_days)

_days := data.parameters["SecretsManager.3"].unusedForDays

# A replica goes with its primary, and what a service owns is the service's to delete.
plan contains object.union(
	steps.step(
		secret,
		[steps.call("secretsmanager", "DeleteSecret", {"SecretId": secret.ARN, "RecoveryWindowInDays": 30})],
		[steps.call("secretsmanager", "RestoreSecret", {"SecretId": secret.ARN})],
		[{"op": "remove", "collection": "secretsmanager.secrets", "id": secret.id}],
	),
	{"destructive": true},
) if {
	some secret in input.secretsmanager.secrets
	not secret.id in _used
	not secret.OwningService
	not secret.PrimaryRegion
}
