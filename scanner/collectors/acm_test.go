package collectors

import "testing"

func TestCertificates(t *testing.T) {
	const list, tags, arn = "acm:ListCertificates", "acm:ListTagsForCertificate", "arn:aws:acm:ap-northeast-1:111122223333:certificate/"
	worlds(t, "acm.certificates", map[string]world{
		"two pages, of all key types": {
			answers: replies{
				list: {
					{when: `"NextToken":"two"`, body: `{"CertificateSummaryList": [{"CertificateArn": "` + arn + `b", "KeyAlgorithm": "EC_prime256v1"}]}`},
					{when: `"keyTypes":["RSA_1024","RSA_2048","RSA_3072","RSA_4096","EC_prime256v1","EC_secp384r1","EC_secp521r1"]`,
						body: `{"CertificateSummaryList": [{"CertificateArn": "` + arn + `a", "KeyAlgorithm": "RSA-2048", "Type": "IMPORTED", "NotAfter": 1767323045}], "NextToken": "two"}`},
				},
				tags: {{when: "certificate/b", code: "AccessDeniedException"}, {body: `{"Tags": [{"Key": "team", "Value": "x"}]}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + tags + " AccessDenied AccessDeniedException"},
			has:  map[string]any{"arn": arn + "a", "KeyAlgorithm": "RSA-2048", "Type": "IMPORTED", "NotAfter": "2026-01-02T03:04:05Z", "ListTagsForCertificate.Tags.0.Key": "team"},
		},
		"one that went in between is not there": {
			answers: replies{list: {{body: `{"CertificateSummaryList": [{"CertificateArn": "` + arn + `a"}]}`}}, tags: {{code: "ResourceNotFoundException"}}},
		},
		"none":   {answers: replies{list: {{body: `{"CertificateSummaryList": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
