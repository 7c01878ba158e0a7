# METADATA
# title: SSM documents should not be public
# description: >-
#   A document shows how machines are run, and at times what should stay secret. The account's own documents are judged; sharing
#   with named accounts is no publication.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-4
#   - https://docs.aws.amazon.com/config/latest/developerguide/ssm-document-not-public.html
# custom:
#   id: SSM.4
#   title_ja: SSMドキュメントを公開しないようにする必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: ssm.documents
#   resource: AWS::SSM::Document
#   standards: {fsbp: [SSM.4], nist-800-53-r5: [SSM.4], control-tower: [SSM.4]}
#   reasons:
#     private: {en: "it is not shared with everyone", ja: "全員とは共有されていません"}
#     public: {en: "it is shared with everyone", ja: "全員と共有されています"}
#   remediation:
#     en: "Stop sharing the document publicly, and switch on the block of public sharing for the account."
#     ja: "ドキュメントのパブリック共有を停止し、アカウントのパブリック共有のブロックを有効にします。"
package controls.ssm.document_is_not_public

import data.lib.result
import data.lib.steps

findings contains result.pass(document, "private", {}, _reads) if {
	some document in input.ssm.documents
	not document.id in _public
}

findings contains result.fail(document, "public", {}, _reads) if {
	some document in input.ssm.documents
	document.id in _public
}

_reads := ["DescribeDocumentPermission.AccountIds"]

_public contains document.id if {
	some document in input.ssm.documents
	some account in document.DescribeDocumentPermission.AccountIds
	lower(account) == "all"
}

plan contains steps.step(
	document,
	[steps.call("ssm", "ModifyDocumentPermission", {"Name": document.Name, "PermissionType": "Share", "AccountIdsToRemove": ["all"]})],
	[steps.call("ssm", "ModifyDocumentPermission", {"Name": document.Name, "PermissionType": "Share", "AccountIdsToAdd": ["all"]})],
	[steps.changed("ssm.documents", document.id, "DescribeDocumentPermission.AccountIds", [account |
		some account in document.DescribeDocumentPermission.AccountIds
		lower(account) != "all"
	])],
) if {
	some document in input.ssm.documents
	document.id in _public
}
