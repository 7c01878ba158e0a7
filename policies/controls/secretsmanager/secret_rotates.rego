# METADATA
# title: Secrets Manager secrets should have automatic rotation on
# description: >-
#   A secret that changes by itself opens nothing for long after it leaked. The parameter maximumAllowedRotationFrequency asks for a
#   number of days; without it any schedule will do.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/secretsmanager-rotation-enabled-check.html
# custom:
#   id: SecretsManager.1
#   title_ja: Secrets Managerのシークレットでは自動ローテーションを有効にする必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: secretsmanager.secrets
#   resource: AWS::SecretsManager::Secret
#   standards: {fsbp: [SecretsManager.1], nist-800-53-r5: [SecretsManager.1], pci-dss-4.0.1: [SecretsManager.1], control-tower: [SecretsManager.1]}
#   parameters:
#     maximumAllowedRotationFrequency: {type: integer, min: 1, max: 365}
#   reasons:
#     rotates: {en: "the secret rotates automatically", ja: "シークレットは自動的にローテーションされます"}
#     fixed: {en: "automatic rotation is off", ja: "自動ローテーションが無効です"}
#     seldom: {en: "the secret does not rotate every {maximum} days or more often", ja: "シークレットのローテーション間隔が{maximum}日以内ではありません"}
#   remediation: {en: "Set up a rotation function and a schedule, or let the service that owns the secret rotate it.", ja: "ローテーション関数とスケジュールを設定するか、シークレットを所有するサービスにローテーションさせます。"}
#   manual: application
package controls.secretsmanager.secret_rotates

import data.lib.result

findings contains result.pass(secret, "rotates", {}, _reads) if {
	some secret in input.secretsmanager.secrets
	secret.id in _rotates
	secret.id in _often
}

findings contains result.fail(secret, "fixed", {}, _reads) if {
	some secret in input.secretsmanager.secrets
	not secret.id in _rotates
}

findings contains result.fail(secret, "seldom", {"maximum": data.parameters["SecretsManager.1"].maximumAllowedRotationFrequency}, _reads) if {
	some secret in input.secretsmanager.secrets
	secret.id in _rotates
	not secret.id in _often
}

_reads := ["RotationEnabled", "RotationRules.AutomaticallyAfterDays"]

_rotates contains secret.id if {
	some secret in input.secretsmanager.secrets
	secret.RotationEnabled == true
}

_often contains secret.id if {
	some secret in input.secretsmanager.secrets
	not data.parameters["SecretsManager.1"].maximumAllowedRotationFrequency
}

# The service reckons the days from any schedule after a rotation.
_often contains secret.id if {
	some secret in input.secretsmanager.secrets
	secret.RotationRules.AutomaticallyAfterDays <= data.parameters["SecretsManager.1"].maximumAllowedRotationFrequency
}
