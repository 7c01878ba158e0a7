# METADATA
# title: The web ACL uses the five AWS managed rule groups
# description: >-
#   The web ACLs for CloudFront have the rule groups for common attacks, known bad inputs, addresses of ill repute, Linux and SQL injection.
#   BLEA lets all of them only count at first: present is not blocking. Rule groups of an AWS partner serve as well.
# related_resources:
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-guest-ecs-app-sample/lib/construct/frontend.ts
#   - https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
# custom:
#   id: BLEA.WAF.2
#   title_ja: Web ACLにAWSマネージドルール5種が設定されている
#   severity: LOW
#   subject: resource
#   collection: wafv2.web_acls
#   resource: AWS::WAFv2::WebACL
#   profiles: [guest-ecs]
#   measure: resources
#   construct: Frontend
#   standards: {blea: [BLEA.WAF.2]}
#   reasons:
#     blocking: {en: "all five rule groups are present and block", ja: "5種のルールグループがすべて設定され、ブロックモードです"}
#     counting: {en: "all five rule groups are present; these only count: {counting}", ja: "5種のルールグループがすべて設定されていますが、カウントモードのものがあります: {counting}"}
#     partner: {en: "not all five rule groups are present, but one of an AWS partner is", ja: "5種は揃っていませんが、AWSパートナーのルールグループが設定されています"}
#     missing: {en: "rule groups are missing: {missing}", ja: "不足しているルールグループがあります: {missing}"}
#   remediation: {en: "Add the missing managed rule groups to the web ACL, with the override action Count until their matches are known, then None.", ja: "不足しているマネージドルールグループを追加し、検知内容を確認するまではCount、その後Noneのオーバーライドアクションを設定します。"}
#   manual: deployment
package controls.waf.blea_web_acl_uses_managed_groups

import data.lib.result

subjects contains id if some id in _for_cloudfront

findings contains result.pass(acl, "blocking", {}, _reads) if {
	some acl in input.wafv2.web_acls
	acl.id in _for_cloudfront
	not acl.id in _lacking
	not acl.id in _counting
}

findings contains result.pass(acl, "counting", {"counting": _counted(acl.id)}, _reads) if {
	some acl in input.wafv2.web_acls
	acl.id in _for_cloudfront
	not acl.id in _lacking
	acl.id in _counting
}

findings contains result.pass(acl, "partner", {}, _reads) if {
	some acl in input.wafv2.web_acls
	acl.id in _for_cloudfront
	acl.id in _lacking
	acl.id in _with_partner
}

findings contains result.fail(acl, "missing", {"missing": _missing(acl.id)}, _reads) if {
	some acl in input.wafv2.web_acls
	acl.id in _for_cloudfront
	acl.id in _lacking
	not acl.id in _with_partner
}

_reads := ["GetWebACL.WebACL.Rules"]

_five := {
	"AWSManagedRulesCommonRuleSet",
	"AWSManagedRulesKnownBadInputsRuleSet",
	"AWSManagedRulesAmazonIpReputationList",
	"AWSManagedRulesLinuxRuleSet",
	"AWSManagedRulesSQLiRuleSet",
}

_for_cloudfront contains acl.id if {
	some acl in input.wafv2.web_acls
	contains(acl.id, ":global/webacl/")
}

# Firewall Manager adds groups of its own before and behind.
_rules contains [acl.id, rule] if {
	some acl in input.wafv2.web_acls
	some rule in acl.GetWebACL.WebACL.Rules
}

_rules contains [acl.id, rule] if {
	some acl in input.wafv2.web_acls
	some rule in acl.GetWebACL.WebACL.PreProcessFirewallManagerRuleGroups
}

_rules contains [acl.id, rule] if {
	some acl in input.wafv2.web_acls
	some rule in acl.GetWebACL.WebACL.PostProcessFirewallManagerRuleGroups
}

_present contains [id, group.Name] if {
	some [id, rule] in _rules
	group := rule.Statement.ManagedRuleGroupStatement
	group.VendorName == "AWS"
}

_with_partner contains id if {
	some [id, rule] in _rules
	rule.Statement.ManagedRuleGroupStatement.VendorName != "AWS"
}

_lacking contains acl.id if {
	some acl in input.wafv2.web_acls
	some name in _five
	not [acl.id, name] in _present
}

_missing(id) := concat(", ", sort([name |
	some name in _five
	not [id, name] in _present
]))

_only_counted contains [id, group.Name] if {
	some [id, rule] in _rules
	group := rule.Statement.ManagedRuleGroupStatement
	group.VendorName == "AWS"
	group.Name in _five
	rule.OverrideAction.Count
}

_counting contains pair[0] if some pair in _only_counted

_counted(id) := concat(", ", sort([pair[1] |
	some pair in _only_counted
	pair[0] == id
]))
