# METADATA
# title: ECR repositories should be encrypted with customer managed KMS keys
# description: >-
#   With a key of one's own, its policy and CloudTrail govern who reads the images. AES-256 and the key that AWS manages for ECR do
#   not count. The parameter names the keys that may be used; without it any customer managed key may.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html#ecr-5
#   - https://docs.aws.amazon.com/config/latest/developerguide/ecr-repository-cmk-encryption-enabled.html
# custom:
#   id: ECR.5
#   title_ja: ECRリポジトリはカスタマーマネージドKMSキーで暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: ecr.repositories
#   resource: AWS::ECR::Repository
#   standards: {nist-800-53-r5: [ECR.5]}
#   parameters: {kmsKeyArns: {type: strings, default: []}}
#   reasons:
#     key: {en: "images are encrypted with {key}", ja: "イメージは {key} で暗号化されています"}
#     no_key: {en: "images are not encrypted with a customer managed key", ja: "イメージはカスタマーマネージドキーで暗号化されていません"}
#     other_key: {en: "images are encrypted with {key}, which is none of the permitted keys", ja: "イメージは許可されていないキー {key} で暗号化されています"}
#   remediation:
#     en: "A repository's encryption cannot be changed: create one with a customer managed key, copy the images and delete this one."
#     ja: "リポジトリの暗号化設定は変更できません。カスタマーマネージドキーを指定したリポジトリを作成してイメージをコピーし、このリポジトリを削除します。"
#   manual: recreate
package controls.ecr.repository_has_customer_key

import data.lib.result

findings contains result.pass(repository, "key", {"key": repository.EncryptionConfiguration.KmsKey}, _reads) if {
	some repository in input.ecr.repositories
	repository.id in _with_key
	repository.EncryptionConfiguration.KmsKey in _permitted
}

findings contains result.fail(repository, "other_key", {"key": repository.EncryptionConfiguration.KmsKey}, _reads) if {
	some repository in input.ecr.repositories
	repository.id in _with_key
	not repository.EncryptionConfiguration.KmsKey in _permitted
}

findings contains result.fail(repository, "no_key", {}, _reads) if {
	some repository in input.ecr.repositories
	not repository.id in _with_key
}

_reads := ["EncryptionConfiguration.KmsKey", "input.kms.keys.DescribeKey.KeyMetadata.KeyManager"]

_with_key contains repository.id if {
	some repository in input.ecr.repositories
	repository.EncryptionConfiguration.KmsKey in _customers
}

# AWS keeps the keys that it manages in the account itself.
_with_key contains repository.id if {
	some repository in input.ecr.repositories
	split(repository.EncryptionConfiguration.KmsKey, ":")[4] != repository.account
}

_customers contains key.arn if {
	some key in input.kms.keys
	key.DescribeKey.KeyMetadata.KeyManager == "CUSTOMER"
}

_permitted contains repository.EncryptionConfiguration.KmsKey if {
	some repository in input.ecr.repositories
	count(data.parameters["ECR.5"].kmsKeyArns) == 0
}

_permitted contains arn if some arn in data.parameters["ECR.5"].kmsKeyArns
