# METADATA
# title: Expired SSL/TLS certificates managed in IAM should be removed
# description: >-
#   Nothing can be served with an expired certificate, but it can be put into use by mistake. IAM's console does not show these
#   certificates.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-26
#   - https://docs.aws.amazon.com/config/latest/developerguide/iam-server-certificate-expiration-check.html
# custom:
#   id: IAM.26
#   title_ja: IAMで管理されている期限切れのSSL/TLS証明書は削除する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: iam.server_certificates
#   resource: AWS::IAM::ServerCertificate
#   standards: {cis-3.0: ["1.19"], cis-5.0: ["1.18"]}
#   reasons:
#     valid: {en: "it expires only at {time}", ja: "有効期限は {time} です"}
#     expired: {en: "it has expired", ja: "有効期限が切れています"}
#   remediation:
#     en: "Delete the certificate. If something still uses it, put a new one in its place first, best one of AWS Certificate Manager."
#     ja: "証明書を削除します。使用中の場合は、先に新しい証明書(できればAWS Certificate Managerのもの)に置き換えます。"
package controls.iam.server_certificate_is_valid

import data.lib.result
import data.lib.steps
import data.lib.times

findings contains result.pass(certificate, "valid", {"time": certificate.Expiration}, _reads) if {
	some certificate in input.iam.server_certificates
	certificate.id in _valid
}

findings contains result.fail(certificate, "expired", {}, _reads) if {
	some certificate in input.iam.server_certificates
	not certificate.id in _valid
}

_reads := ["Expiration"]

_valid contains certificate.id if {
	some certificate in input.iam.server_certificates
	times.ns(certificate.Expiration) > times.ns(input.as_of)
}

# Its private key is gone with it, so nothing brings it back.
plan contains object.union(
	steps.step(
		certificate,
		[steps.call("iam", "DeleteServerCertificate", {"ServerCertificateName": certificate.ServerCertificateName})],
		[],
		[{"op": "remove", "collection": "iam.server_certificates", "id": certificate.id}],
	),
	{"destructive": true},
) if {
	some certificate in input.iam.server_certificates
	not certificate.id in _valid
}
