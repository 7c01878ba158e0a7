# METADATA
# title: CloudTrail Lake event data stores should be encrypted with customer managed AWS KMS keys
# description: >-
#   The key policy of a key of one's own says who may read the recorded events, and trails record each use. Without one CloudTrail
#   encrypts with a key of its own.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-10
#   - https://docs.aws.amazon.com/config/latest/developerguide/event-data-store-cmk-encryption-enabled.html
# custom:
#   id: CloudTrail.10
#   title_ja: CloudTrail Lakeのイベントデータストアはカスタマー管理のAWS KMSキーで暗号化する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: cloudtrail.event_data_stores
#   resource: AWS::CloudTrail::EventDataStore
#   parameters:
#     kmsKeyArns: {type: strings}
#   standards: {nist-800-53-r5: [CloudTrail.10]}
#   reasons:
#     encrypted: {en: "encrypted with {key}", ja: "{key} で暗号化されています"}
#     other_key: {en: "encrypted with {key}, which is not among the keys asked for", ja: "指定されたキーではない {key} で暗号化されています"}
#     plain: {en: "no KMS key is set", ja: "KMSキーが設定されていません"}
#   remediation:
#     en: "Set a customer managed key on the event data store. It can be set once and never taken off."
#     ja: "イベントデータストアにカスタマー管理のキーを設定します。一度設定すると解除できません。"
#   manual: recreate
package controls.cloudtrail.event_data_store_is_encrypted_with_customer_key

import data.lib.result

findings contains result.pass(store, "encrypted", {"key": store.GetEventDataStore.KmsKeyId}, _reads) if {
	some store in input.cloudtrail.event_data_stores
	store.id in _encrypted
	store.id in _accepted
}

findings contains result.fail(store, "other_key", {"key": store.GetEventDataStore.KmsKeyId}, _reads) if {
	some store in input.cloudtrail.event_data_stores
	store.id in _encrypted
	not store.id in _accepted
}

findings contains result.fail(store, "plain", {}, _reads) if {
	some store in input.cloudtrail.event_data_stores
	not store.id in _encrypted
}

_reads := ["GetEventDataStore.KmsKeyId"]

_encrypted contains store.id if {
	some store in input.cloudtrail.event_data_stores
	store.GetEventDataStore.KmsKeyId != ""
}

_accepted contains store.id if {
	some store in input.cloudtrail.event_data_stores
	not data.parameters["CloudTrail.10"].kmsKeyArns
}

_accepted contains store.id if {
	some store in input.cloudtrail.event_data_stores
	store.GetEventDataStore.KmsKeyId in data.parameters["CloudTrail.10"].kmsKeyArns
}
