package controls.waf.blea_web_acl_uses_managed_groups_test

import data.controls.waf.blea_web_acl_uses_managed_groups as control

_acl(more) := object.union({"id": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/front/1", "region": "us-east-1"}, more)

test_blea_web_acl_uses_managed_groups[name] if {
	some name, tc in {
		"all five that block pass": {"acl": {"GetWebACL": {"WebACL": {"Rules": [_aws(name, {"None": {}}) | some name in _five]}}}, "want": ["PASSED blocking"]},
		"all five that count pass": {"acl": {"GetWebACL": {"WebACL": {"Rules": [_aws(name, {"Count": {}}) | some name in _five]}}}, "want": ["PASSED counting"]},
		"one that counts is told": {"acl": {"GetWebACL": {"WebACL": {"Rules": array.concat([_aws(_five[0], {"Count": {}})], [_aws(name, {"None": {}}) | some name in array.slice(_five, 1, 5)])}}}, "want": ["PASSED counting"]},
		"a missing one fails": {"acl": {"GetWebACL": {"WebACL": {"Rules": [_aws(name, {"None": {}}) | some name in array.slice(_five, 1, 5)]}}}, "want": ["FAILED missing"]},
		"one that Firewall Manager adds counts": {"acl": {"GetWebACL": {"WebACL": {"Rules": [_aws(name, {"None": {}}) | some name in array.slice(_five, 1, 5)], "PreProcessFirewallManagerRuleGroups": [_aws(_five[0], {"None": {}})]}}}, "want": ["PASSED blocking"]},
		"so does one behind": {"acl": {"GetWebACL": {"WebACL": {"Rules": [_aws(name, {"None": {}}) | some name in array.slice(_five, 1, 5)], "PostProcessFirewallManagerRuleGroups": [_aws(_five[0], {"None": {}})]}}}, "want": ["PASSED blocking"]},
		"no rule fails": {"acl": {"GetWebACL": {"WebACL": {"Rules": []}}}, "want": ["FAILED missing"]},
		"nothing told fails": {"acl": {}, "want": ["FAILED missing"]},
		"groups of the same name but one's own fail": {"acl": {"GetWebACL": {"WebACL": {"Rules": [{"Name": name, "Statement": {"RuleGroupReferenceStatement": {"ARN": name}}} | some name in _five]}}}, "want": ["FAILED missing"]},
		"a partner's passes": {"acl": {"GetWebACL": {"WebACL": {"Rules": [{"Name": "p", "Statement": {"ManagedRuleGroupStatement": {"VendorName": "Fortinet", "Name": "all_rules"}}}]}}}, "want": ["PASSED partner"]},
		"a regional one is out of scope": {"acl": {"id": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/front/1"}, "want": []},
		"so is a regional one with all five": {"acl": {"id": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/front/1", "GetWebACL": {"WebACL": {"Rules": [_aws(name, {"None": {}}) | some name in _five]}}}, "want": []},
		"so is one whose groups count": {"acl": {"id": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/front/1", "GetWebACL": {"WebACL": {"Rules": [_aws(name, {"Count": {}}) | some name in _five]}}}, "want": []},
		"so is one with a partner's": {"acl": {"id": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/front/1", "GetWebACL": {"WebACL": {"Rules": [_partner("all_rules", {})]}}}, "want": []},
		"one that counts does not make up for a missing one": {"acl": {"GetWebACL": {"WebACL": {"Rules": [_aws(_five[0], {"Count": {}})]}}}, "want": ["FAILED missing"]},
		"a partner's beside all five is not told": {"acl": {"GetWebACL": {"WebACL": {"Rules": array.concat([_partner("all_rules", {"Count": {}})], [_aws(name, {"None": {}}) | some name in _five])}}}, "want": ["PASSED blocking"]},
		"a partner's of the same name counts as a partner's": {"acl": {"GetWebACL": {"WebACL": {"Rules": [_partner(name, {}) | some name in _five]}}}, "want": ["PASSED partner"]},
		"a partner's of the same name that counts does not count": {"acl": {"GetWebACL": {"WebACL": {"Rules": array.concat([_partner(_five[0], {"Count": {}})], [_aws(name, {"None": {}}) | some name in _five])}}}, "want": ["PASSED blocking"]},
		"another group of AWS's that counts does not count": {"acl": {"GetWebACL": {"WebACL": {"Rules": array.concat([_aws("AWSManagedRulesBotControlRuleSet", {"Count": {}})], [_aws(name, {"None": {}}) | some name in _five])}}}, "want": ["PASSED blocking"]},
	}
	got := control.findings with input.wafv2.web_acls as [_acl(tc.acl)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.wafv2.web_acls as [_acl(tc.acl)]
	count(subjects) == count(tc.want)
}

_five := [
	"AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesAmazonIpReputationList",
	"AWSManagedRulesLinuxRuleSet", "AWSManagedRulesSQLiRuleSet",
]

_aws(name, override) := {"Name": name, "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": name}}, "OverrideAction": override}

test_what_is_missing_is_told if {
	got := control.findings with input.wafv2.web_acls as [_acl({"GetWebACL": {"WebACL": {"Rules": [_aws(name, {}) | some name in array.slice(_five, 2, 5)]}}})]
	[finding.args | some finding in got] == [{"missing": "AWSManagedRulesCommonRuleSet, AWSManagedRulesKnownBadInputsRuleSet"}]
}

_partner(name, override) := {"Name": name, "Statement": {"ManagedRuleGroupStatement": {"VendorName": "Fortinet", "Name": name}}, "OverrideAction": override}

test_each_of_the_five_is_needed[name] if {
	some name in _five
	got := control.findings with input.wafv2.web_acls as [_acl({"GetWebACL": {"WebACL": {"Rules": [_aws(other, {}) | some other in _five; other != name]}}})]
	[finding.args | some finding in got] == [{"missing": name}]
}
