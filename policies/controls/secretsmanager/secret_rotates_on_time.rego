# METADATA
# title: Secrets Manager secrets with automatic rotation should rotate successfully
# description: >-
#   A rotation that fails leaves the old secret in force, and nobody notices. As in the Config rule, a secret fails when the date of its
#   next rotation has passed. Secrets without automatic rotation are left out.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-scheduled-rotation-success-check.html
#   - https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html
# custom:
#   id: SecretsManager.2
#   title_ja: 自動ローテーションが設定されたSecrets Managerのシークレットは正常にローテーションする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: secretsmanager.secrets
#   resource: AWS::SecretsManager::Secret
#   standards: {fsbp: [SecretsManager.2], nist-800-53-r5: [SecretsManager.2], pci-dss-4.0.1: [SecretsManager.2], control-tower: [SecretsManager.2]}
#   reasons:
#     due: {en: "the next rotation is due on {next}", ja: "次回のローテーション予定日は {next} です"}
#     overdue: {en: "the secret was not rotated when it was due", ja: "シークレットが予定どおりにローテーションされていません"}
#   remediation: {en: "Look into the log of the rotation function for the error, mend it, and rotate the secret now.", ja: "ローテーション関数のログでエラーを確認して修正し、シークレットを今すぐローテーションします。"}
#   manual: application
package controls.secretsmanager.secret_rotates_on_time

import data.lib.result
import data.lib.times

subjects contains id if some id in _rotates

findings contains result.pass(secret, "due", {"next": secret.NextRotationDate}, _reads) if {
	some secret in input.secretsmanager.secrets
	secret.id in _rotates
	secret.id in _on_time
}

findings contains result.fail(secret, "overdue", {}, _reads) if {
	some secret in input.secretsmanager.secrets
	secret.id in _rotates
	not secret.id in _on_time
}

_reads := ["NextRotationDate"]

_rotates contains secret.id if {
	some secret in input.secretsmanager.secrets
	secret.RotationEnabled == true
}

_on_time contains secret.id if {
	some secret in input.secretsmanager.secrets
	times.ns(secret.NextRotationDate) >= times.ns(input.as_of)
}
