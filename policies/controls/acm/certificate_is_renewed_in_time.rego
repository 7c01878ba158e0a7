# METADATA
# title: Certificates in ACM should be renewed in time
# description: >-
#   A certificate that runs out takes its sites down. ACM renews its own 60 days before, if it can still validate the domain; imported
#   ones are renewed by nobody. A certificate that has not been issued has no end and is left out; one that has expired is not.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/acm-certificate-expiration-check.html
#   - https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
# custom:
#   id: ACM.1
#   title_ja: ACMの証明書は指定された期間内に更新する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: acm.certificates
#   resource: AWS::ACM::Certificate
#   standards: {fsbp: [ACM.1], nist-800-53-r5: [ACM.1], nist-800-171-r2: [ACM.1], pci-dss-4.0.1: [ACM.1], control-tower: [ACM.1]}
#   parameters:
#     daysToExpiration: {type: integer, default: 30, min: 14, max: 365}
#   reasons:
#     valid: {en: "the certificate is valid until {until}", ja: "証明書は {until} まで有効です"}
#     ending: {en: "the certificate ends on {until}, within {days} days or already", ja: "証明書は{days}日以内に期限切れになるか、すでに期限切れです（{until}）"}
#   remediation: {en: "Import a new certificate under the same ARN, or see to it that ACM can validate the domain and renew; delete certificates that nobody uses.", ja: "同じARNに新しい証明書をインポートするか、ACMがドメインを検証して更新できるようにします。使用していない証明書は削除します。"}
#   manual: decision
package controls.acm.certificate_is_renewed_in_time

import data.lib.result
import data.lib.times

subjects contains id if some id in _issued

findings contains result.pass(certificate, "valid", {"until": certificate.NotAfter}, _reads) if {
	some certificate in input.acm.certificates
	certificate.id in _valid
}

findings contains result.fail(certificate, "ending", {"until": certificate.NotAfter, "days": _days}, _reads) if {
	some certificate in input.acm.certificates
	certificate.id in _issued
	not certificate.id in _valid
}

_reads := ["NotAfter"]

_issued contains certificate.id if {
	some certificate in input.acm.certificates
	certificate.NotAfter
}

_valid contains certificate.id if {
	some certificate in input.acm.certificates
	times.ns(certificate.NotAfter) > _latest
}

_latest := times.ns(input.as_of) + times.days(_days)

_days := data.parameters["ACM.1"].daysToExpiration
