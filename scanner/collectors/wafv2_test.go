package collectors

import (
	"strings"
	"testing"
)

func TestWebACLs(t *testing.T) {
	const there, global = "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/", "arn:aws:wafv2:us-east-1:111122223333:global/webacl/"
	acl := func(arn string) string { return `{"WebACLs": [{"Name": "n", "Id": "i", "ARN": "` + arn + `"}]` }
	const rules = `{"WebACL": {"Name": "n", "DefaultAction": {"Allow": {"CustomRequestHandling": {"InsertHeaders": [{"Name": "h", "Value": "battery.staple"}]}}},
		"CustomResponseBodies": {"b": {"ContentType": "TEXT_PLAIN", "Content": "battery.staple"}},
		"Rules": [{"Name": "deep", "Statement": {"NotStatement": {"Statement": {"AndStatement": {"Statements": [{"ByteMatchStatement": {"SearchString": "YmF0dGVyeS5zdGFwbGU=", "PositionalConstraint": "EXACTLY"}},
			{"RegexMatchStatement": {"RegexString": "battery.*"}}]}}}}, "Action": {"Block": {"CustomResponse": {"ResponseCode": 403, "ResponseHeaders": [{"Name": "h", "Value": "battery.staple"}]}}}},
			{"Name": "common", "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "AWSManagedRulesCommonRuleSet"}}, "OverrideAction": {"Count": {}}}],
		"PreProcessFirewallManagerRuleGroups": [{"Name": "fm", "Priority": 0, "OverrideAction": {"None": {}}, "FirewallManagerStatement": {"RuleGroupReferenceStatement": {"ARN": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/rulegroup/g/1"}}}]}}`
	logging := []reply{{code: "WAFNonexistentItemException"}}
	tags := []reply{{body: `{"TagInfoForResource": {"TagList": [{"Key": "team", "Value": "x"}]}}`}}
	worlds(t, "wafv2.web_acls", map[string]world{
		"two pages, without what the rules look for": {
			answers: replies{
				"wafv2:ListWebACLs": {{when: `"NextMarker":"two"`, body: acl(there+"b") + "}"}, {when: `"Scope":"REGIONAL"`, body: acl(there+"a") + `, "NextMarker": "two"}`}},
				"wafv2:GetWebACL":   {{body: rules}}, "wafv2:GetLoggingConfiguration": logging, "wafv2:ListTagsForResource": tags,
			},
			ids: []string{there + "a", there + "b"},
			has: map[string]any{
				"GetLoggingConfiguration": map[string]any{},
				"GetWebACL.WebACL.Rules.1.Statement.ManagedRuleGroupStatement.Name":                                "AWSManagedRulesCommonRuleSet",
				"GetWebACL.WebACL.Rules.1.OverrideAction.Count":                                                    map[string]any{},
				"GetWebACL.WebACL.DefaultAction.Allow":                                                             map[string]any{},
				"GetWebACL.WebACL.Rules.0.Action.Block":                                                            map[string]any{},
				"GetWebACL.WebACL.Rules.0.Statement":                                                               map[string]any{},
				"GetWebACL.WebACL.PreProcessFirewallManagerRuleGroups.0.Statement.RuleGroupReferenceStatement.ARN": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/rulegroup/g/1",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				if text := string(asJSON(t, elements)); strings.Contains(text, "battery") || strings.Contains(text, "YmF0") {
					t.Errorf("a secret came through: %s", text)
				}
			},
		},
		"those for CloudFront in us-east-1": {
			answers: replies{
				"wafv2:ListWebACLs": {{when: `"Scope":"CLOUDFRONT"`, body: acl(global+"c") + "}"}, {body: acl("arn:aws:wafv2:us-east-1:111122223333:regional/webacl/r") + "}"}},
				"wafv2:GetWebACL":   {{when: `"Scope":"CLOUDFRONT"`, code: "WAFInternalErrorException"}, {body: rules}}, "wafv2:GetLoggingConfiguration": logging, "wafv2:ListTagsForResource": tags,
			},
			regions: []string{us}, ids: []string{global + "c", "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/r"},
			gaps: []string{us + " " + global + "c wafv2:GetWebACL Other WAFInternalErrorException"}, has: map[string]any{"region": us},
		},
		"one that was deleted meanwhile": {
			answers: replies{"wafv2:ListWebACLs": {{body: acl(there+"a") + "}"}}, "wafv2:GetWebACL": {{code: "WAFNonexistentItemException"}}, "wafv2:GetLoggingConfiguration": logging, "wafv2:ListTagsForResource": tags},
		},
		"none":   {answers: replies{"wafv2:ListWebACLs": {{body: `{"WebACLs": []}`}}}},
		"denied": {answers: replies{"wafv2:ListWebACLs": denied}, gaps: []string{jp + " - wafv2:ListWebACLs AccessDenied AccessDeniedException"}},
	})
}
