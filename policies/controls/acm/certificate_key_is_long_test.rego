package controls.acm.certificate_key_is_long_test

import data.controls.acm.certificate_key_is_long as control

_certificate(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_certificate_key_is_long[name] if {
	some name, tc in {
		"2,048 bits pass": {"certificate": {"KeyAlgorithm": "RSA_2048"}, "want": ["PASSED long"]},
		"with a hyphen pass": {"certificate": {"KeyAlgorithm": "RSA-2048"}, "want": ["PASSED long"]},
		"4,096 bits pass": {"certificate": {"KeyAlgorithm": "RSA_4096"}, "want": ["PASSED long"]},
		"1,024 bits fail": {"certificate": {"KeyAlgorithm": "RSA_1024", "Type": "IMPORTED"}, "want": ["FAILED short"]},
		"with a hyphen fail": {"certificate": {"KeyAlgorithm": "RSA-1024"}, "want": ["FAILED short"]},
		"a bit less fails": {"certificate": {"KeyAlgorithm": "RSA_2047"}, "want": ["FAILED short"]},
		"a length that is no number fails": {"certificate": {"KeyAlgorithm": "RSA_LONG"}, "want": ["FAILED short"]},
		"no length fails": {"certificate": {"KeyAlgorithm": "RSA"}, "want": ["FAILED short"]},
		"an untold algorithm fails": {"certificate": {}, "want": ["FAILED short"]},
		"a certificate that nobody uses counts": {"certificate": {"KeyAlgorithm": "RSA_1024", "InUse": false, "Status": "EXPIRED"}, "want": ["FAILED short"]},
		"an elliptic curve is out of scope": {"certificate": {"KeyAlgorithm": "EC_prime256v1"}, "want": []},
		"what nobody knows yet is out of scope": {"certificate": {"KeyAlgorithm": "ML_DSA_44"}, "want": []},
	}
	got := control.findings with input.acm.certificates as [_certificate(tc.certificate)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.acm.certificates as [_certificate(tc.certificate)]
	count(subjects) == count(tc.want)
}

test_the_reason_names_the_algorithm if {
	got := control.findings with input.acm.certificates as [_certificate({"KeyAlgorithm": "RSA_3072"})]
	{finding.args.algorithm | some finding in got} == {"RSA_3072"}
}
