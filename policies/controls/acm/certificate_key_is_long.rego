# METADATA
# title: RSA certificates in ACM should have keys of at least 2,048 bits
# description: >-
#   Shorter RSA keys can be broken. ACM issues none, so it is imported certificates that have them. Elliptic curves are left out. ACM
#   writes the algorithm with a hyphen or an underscore.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-2
#   - https://docs.aws.amazon.com/config/latest/developerguide/acm-certificate-rsa-check.html
# custom:
#   id: ACM.2
#   title_ja: ACMで管理するRSA証明書では2,048ビット以上のキー長を使用する必要があります
#   severity: HIGH
#   subject: resource
#   collection: acm.certificates
#   resource: AWS::ACM::Certificate
#   standards: {fsbp: [ACM.2], pci-dss-4.0.1: [ACM.2], control-tower: [ACM.2]}
#   reasons:
#     long: {en: "the key is of the kind {algorithm}", ja: "キーアルゴリズムは {algorithm} です"}
#     short: {en: "the RSA key is shorter than 2,048 bits, or its length is not told", ja: "RSAキーが2,048ビット未満か、長さが不明です"}
#   remediation: {en: "Get a new certificate with a longer key, put it where the old one is used, and delete the old one.", ja: "より長いキーの証明書を新しく取得し、利用箇所を置き換えて古い証明書を削除します。"}
#   manual: recreate
package controls.acm.certificate_key_is_long

import data.lib.result

subjects contains id if some id in _rsa

findings contains result.pass(certificate, "long", {"algorithm": certificate.KeyAlgorithm}, _reads) if {
	some certificate in input.acm.certificates
	certificate.id in _long
}

findings contains result.fail(certificate, "short", {}, _reads) if {
	some certificate in input.acm.certificates
	certificate.id in _rsa
	not certificate.id in _long
}

_reads := ["KeyAlgorithm"]

_rsa contains certificate.id if {
	some certificate in input.acm.certificates
	startswith(certificate.KeyAlgorithm, "RSA")
}

_rsa contains certificate.id if {
	some certificate in input.acm.certificates
	not certificate.KeyAlgorithm
}

_long contains certificate.id if {
	some certificate in input.acm.certificates
	regex.match(`^RSA[-_][0-9]+$`, certificate.KeyAlgorithm)
	to_number(substring(certificate.KeyAlgorithm, 4, -1)) >= 2048
}
