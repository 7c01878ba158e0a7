# METADATA
# title: DynamoDB tables are encrypted with a customer-managed key
# description: >-
#   Each table is encrypted with a customer managed key that can be used, or with the one that AWS manages in the account. A table that
#   says nothing of its encryption is encrypted with a key that AWS owns, which nobody in the account controls or sees used.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-serverless-api-sample/lib/construct/datastore.ts
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html
# custom:
#   id: BLEA.DynamoDB.1
#   title_ja: DynamoDBテーブルがCMKで暗号化されている
#   severity: MEDIUM
#   subject: resource
#   collection: dynamodb.tables
#   resource: AWS::DynamoDB::Table
#   profiles: [guest-serverless]
#   measure: settings
#   construct: Datastore
#   standards: {blea: [BLEA.DynamoDB.1]}
#   reasons:
#     customer_key: {en: "the table is encrypted with the customer managed key {key}", ja: "テーブルはカスタマーマネージドキー {key} で暗号化されています"}
#     aws_key: {en: "the table is encrypted with the key {key} that AWS manages, not with a customer managed one", ja: "テーブルはAWSマネージドキー {key} で暗号化されています(カスタマーマネージドキーではありません)"}
#     foreign: {en: "the table is encrypted with a key of the account {account}, which was not scanned", ja: "テーブルはスキャンされていないアカウント {account} のキーで暗号化されています"}
#     inaccessible: {en: "DynamoDB cannot use the key {key}", ja: "DynamoDBがキー {key} を使用できません"}
#     aws_owned: {en: the table is encrypted with a key that AWS owns, ja: テーブルはAWS所有のキーで暗号化されています}
#   remediation:
#     en: "Set a customer managed key for the encryption of the table, and enable the key if it is disabled."
#     ja: "テーブルの暗号化にカスタマーマネージドキーを指定します。キーが無効な場合は有効にします。"
#   manual: decision
package controls.dynamodb.blea_table_is_encrypted

import data.lib.data_keys
import data.lib.result

findings contains result.pass(table, "customer_key", {"key": table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _keyed
	not table.id in _locked
	table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn in _usable
}

findings contains result.pass(table, "aws_key", {"key": table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _keyed
	not table.id in _locked
	table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn in data_keys.aws
}

findings contains result.warn(table, "foreign", {"account": data_keys.foreign(table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn)}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _keyed
	not table.id in _locked
}

findings contains result.fail(table, "inaccessible", {"key": table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _keyed
	table.id in _locked
}

findings contains result.fail(table, "inaccessible", {"key": table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn}, _reads) if {
	some table in input.dynamodb.tables
	table.id in _keyed
	not data_keys.foreign(table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn)
	not table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn in _usable
	not table.DescribeTable.Table.SSEDescription.KMSMasterKeyArn in data_keys.aws
}

findings contains result.fail(table, "aws_owned", {}, _reads) if {
	some table in input.dynamodb.tables
	not table.id in _keyed
}

_reads := [
	"DescribeTable.Table.SSEDescription.Status",
	"DescribeTable.Table.SSEDescription.SSEType",
	"DescribeTable.Table.SSEDescription.KMSMasterKeyArn",
	"DescribeTable.Table.SSEDescription.InaccessibleEncryptionDateTime",
	"input.kms.keys.DescribeKey.KeyMetadata.KeyState",
]

# While a table changes its key it keeps the one that it has.
_keyed contains table.id if {
	some table in input.dynamodb.tables
	description := table.DescribeTable.Table.SSEDescription
	description.Status in {"ENABLED", "UPDATING"}
	description.SSEType == "KMS"
	description.KMSMasterKeyArn != ""
}

_locked contains table.id if {
	some table in input.dynamodb.tables
	table.DescribeTable.Table.SSEDescription.InaccessibleEncryptionDateTime != ""
}

_usable contains key.arn if {
	some key in input.kms.keys
	key.arn in data_keys.customer
	key.arn in data_keys.enabled
}
