# METADATA
# title: API Gateway custom domain names should use a recommended TLS policy
# description: >-
#   Security policies that are not recommended still speak versions and ciphers of TLS that are weak. Recommended are AWS's policies
#   of 2025 with TLS 1.3, and with forward secrecy where TLS 1.2 remains.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-11
#   - https://docs.aws.amazon.com/config/latest/developerguide/apigateway-domain-name-tls-check.html
# custom:
#   id: APIGateway.11
#   title_ja: API Gatewayカスタムドメイン名では推奨TLSポリシーを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: apigateway.domain_names
#   resource: AWS::ApiGateway::DomainName
#   standards: {fsbp: [APIGateway.11]}
#   reasons:
#     recommended: {en: "the security policy is {policy}", ja: "セキュリティポリシーは {policy} です"}
#     outdated: {en: "the security policy is {policy}", ja: "セキュリティポリシーは {policy} です"}
#   remediation:
#     en: "Set one of the recommended security policies on the domain name, after seeing that no client needs an older version of TLS."
#     ja: "古いTLSバージョンを必要とするクライアントがないことを確認し、推奨セキュリティポリシーをドメイン名に設定します。"
#   manual: application
package controls.apigateway.domain_name_has_tls_policy

import data.lib.result

findings contains result.pass(domain, "recommended", {"policy": domain.SecurityPolicy}, _reads) if {
	some domain in input.apigateway.domain_names
	domain.id in _recommended
}

findings contains result.fail(domain, "outdated", {"policy": _told(domain)}, _reads) if {
	some domain in input.apigateway.domain_names
	not domain.id in _recommended
}

_reads := ["SecurityPolicy"]

_recommended contains domain.id if {
	some domain in input.apigateway.domain_names
	domain.SecurityPolicy in {
		"SecurityPolicy_TLS12_PFS_2025_EDGE",
		"SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
		"SecurityPolicy_TLS13_1_3_2025_09",
		"SecurityPolicy_TLS13_1_3_FIPS_2025_09",
		"SecurityPolicy_TLS13_2025_EDGE",
	}
}

_told(domain) := domain.SecurityPolicy

_told(domain) := "?" if not domain.SecurityPolicy
