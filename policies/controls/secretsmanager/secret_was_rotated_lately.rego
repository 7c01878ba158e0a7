# METADATA
# title: Secrets Manager secrets should be rotated within a number of days
# description: >-
#   The longer a secret lives, the more places it has been copied to. One that has never been rotated counts from the day it was made.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-secret-periodic-rotation.html
# custom:
#   id: SecretsManager.4
#   title_ja: Secrets Managerのシークレットは指定された日数以内にローテーションする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: secretsmanager.secrets
#   resource: AWS::SecretsManager::Secret
#   standards: {fsbp: [SecretsManager.4], nist-800-53-r5: [SecretsManager.4], pci-dss-4.0.1: [SecretsManager.4], control-tower: [SecretsManager.4]}
#   parameters:
#     maxDaysSinceRotation: {type: integer, default: 90, min: 1, max: 180}
#   reasons:
#     rotated: {en: "the secret was rotated or made within {days} days", ja: "シークレットは{days}日以内にローテーションまたは作成されています"}
#     old: {en: "the secret was not rotated within {days} days", ja: "シークレットは{days}日間ローテーションされていません"}
#   remediation: {en: "Rotate the secret, best by turning on automatic rotation.", ja: "シークレットをローテーションします。自動ローテーションの有効化を推奨します。"}
#   otherwise: application
package controls.secretsmanager.secret_was_rotated_lately

import data.lib.result
import data.lib.steps
import data.lib.times

findings contains result.pass(secret, "rotated", {"days": _days}, _reads) if {
	some secret in input.secretsmanager.secrets
	secret.id in _rotated
}

findings contains result.fail(secret, "old", {"days": _days}, _reads) if {
	some secret in input.secretsmanager.secrets
	not secret.id in _rotated
}

_reads := ["LastRotatedDate", "CreatedDate"]

_rotated contains secret.id if {
	some secret in input.secretsmanager.secrets
	times.ns(secret.LastRotatedDate) >= _earliest
}

_rotated contains secret.id if {
	some secret in input.secretsmanager.secrets
	not secret.LastRotatedDate
	times.ns(secret.CreatedDate) >= _earliest
}

_earliest := times.ns(input.as_of) - times.days(_days)

_days := data.parameters["SecretsManager.4"].maxDaysSinceRotation

# What rotates by itself rotates now when it is told to. There is no way back to the old value.
plan contains steps.step(
	secret,
	[steps.call("secretsmanager", "RotateSecret", {"SecretId": secret.ARN, "RotateImmediately": true})],
	[],
	[steps.changed("secretsmanager.secrets", secret.id, "LastRotatedDate", input.as_of)],
) if {
	some secret in input.secretsmanager.secrets
	not secret.id in _rotated
	secret.RotationEnabled == true
}
