package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	"github.com/aws/aws-sdk-go-v2/service/wafv2/types"

	"kijun/scanner/collect"
)

// wafScopes are the scopes that a region has. Web ACLs for CloudFront are kept in us-east-1
// (https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html); ":global/webacl/" in the ARN tells them apart.
func wafScopes(t *collect.Target) []types.Scope {
	if t.Region == "us-east-1" {
		return []types.Scope{types.ScopeCloudfront, types.ScopeRegional}
	}
	return []types.Scope{types.ScopeRegional}
}

func webACLs(svc *wafv2.Client, scope types.Scope) *collect.Tokens[wafv2.ListWebACLsOutput] {
	return collect.ByToken(func(ctx context.Context, marker *string) (*wafv2.ListWebACLsOutput, *string, error) {
		got, err := svc.ListWebACLs(ctx, &wafv2.ListWebACLsInput{Scope: scope, Limit: aws.Int32(100), NextMarker: marker})
		if err != nil {
			return nil, nil, err
		}
		return got, got.NextMarker, nil
	})
}

// What is kept of a web ACL, under the SDK's names. Statements can hold each other without end, and what they look for may be a secret:
// the header by which an origin knows CloudFront. So of a rule's statement only the rule group is kept, which cannot stand inside
// another statement (https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupStatement.html), and of an action its kind.
type (
	getWebACL struct{ WebACL *webACL }
	webACL    struct {
		ARN, Id, Name                                                             *string
		Capacity                                                                  int64
		DefaultAction                                                             webAction
		ManagedByFirewallManager                                                  bool
		PostProcessFirewallManagerRuleGroups, PreProcessFirewallManagerRuleGroups []webRule
		Rules                                                                     []webRule
		VisibilityConfig                                                          *types.VisibilityConfig
	}
	webRule struct {
		Name             *string
		Priority         int32
		Action           *webAction
		OverrideAction   *webAction
		Statement        webStatement
		VisibilityConfig *types.VisibilityConfig
	}
	webAction    struct{ Allow, Block, Captcha, Challenge, Count, None *struct{} }
	webStatement struct {
		ManagedRuleGroupStatement   *managedGroup
		RuleGroupReferenceStatement *ownGroup
	}
	managedGroup struct{ Name, VendorName, Version *string }
	ownGroup     struct{ ARN *string }
)

// wafv2.web_acls: web ACLs with their rules and logging. One that does not log answers WAFNonexistentItemException.
var _ = collect.Register(collect.Collector{
	Key: "wafv2.web_acls", Type: "AWS::WAFv2::WebACL", Evidence: true,
	List: "wafv2:ListWebACLs", Element: types.WebACLSummary{},
	Details: []collect.Detail{
		{Operation: "wafv2:GetWebACL", Output: getWebACL{}},
		{Operation: "wafv2:GetLoggingConfiguration", Output: wafv2.GetLoggingConfigurationOutput{}, Absent: []string{"WAFNonexistentItemException"}},
		{Operation: "wafv2:ListTagsForResource", Output: wafv2.ListTagsForResourceOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := wafv2.NewFromConfig(t.Config)
		for _, scope := range wafScopes(t) {
			for page, err := range collect.Pages(ctx, webACLs(svc, scope)) {
				if err != nil {
					return err
				}
				for _, acl := range page.WebACLs {
					arn := aws.ToString(acl.ARN)
					el := out.Add(arn, arn, acl)
					el.Do("wafv2:GetWebACL", func(ctx context.Context) (any, error) {
						got, err := svc.GetWebACL(ctx, &wafv2.GetWebACLInput{Id: acl.Id, Name: acl.Name, Scope: scope})
						if err != nil {
							return nil, err
						}
						return getWebACL{keptACL(got.WebACL)}, nil
					})
					collect.Ask(el, svc.GetLoggingConfiguration, &wafv2.GetLoggingConfigurationInput{ResourceArn: acl.ARN})
					collect.Ask(el, svc.ListTagsForResource, &wafv2.ListTagsForResourceInput{ResourceARN: acl.ARN})
				}
			}
		}
		return nil
	},
})

func keptACL(acl *types.WebACL) *webACL {
	if acl == nil {
		return nil
	}
	kept := &webACL{
		ARN: acl.ARN, Id: acl.Id, Name: acl.Name, Capacity: acl.Capacity, ManagedByFirewallManager: acl.ManagedByFirewallManager,
		VisibilityConfig: acl.VisibilityConfig, Rules: []webRule{},
		PreProcessFirewallManagerRuleGroups:  keptGroups(acl.PreProcessFirewallManagerRuleGroups),
		PostProcessFirewallManagerRuleGroups: keptGroups(acl.PostProcessFirewallManagerRuleGroups),
	}
	if d := acl.DefaultAction; d != nil {
		kept.DefaultAction = webAction{Allow: there(d.Allow), Block: there(d.Block)}
	}
	for _, rule := range acl.Rules {
		k := webRule{Name: rule.Name, Priority: rule.Priority, OverrideAction: keptOverride(rule.OverrideAction), VisibilityConfig: rule.VisibilityConfig}
		if a := rule.Action; a != nil {
			k.Action = &webAction{Allow: there(a.Allow), Block: there(a.Block), Captcha: there(a.Captcha), Challenge: there(a.Challenge), Count: there(a.Count)}
		}
		if s := rule.Statement; s != nil {
			k.Statement = keptStatement(s.ManagedRuleGroupStatement, s.RuleGroupReferenceStatement)
		}
		kept.Rules = append(kept.Rules, k)
	}
	return kept
}

func keptGroups(groups []types.FirewallManagerRuleGroup) []webRule {
	kept := []webRule{}
	for _, group := range groups {
		k := webRule{Name: group.Name, Priority: group.Priority, OverrideAction: keptOverride(group.OverrideAction), VisibilityConfig: group.VisibilityConfig}
		if s := group.FirewallManagerStatement; s != nil {
			k.Statement = keptStatement(s.ManagedRuleGroupStatement, s.RuleGroupReferenceStatement)
		}
		kept = append(kept, k)
	}
	return kept
}

func keptOverride(override *types.OverrideAction) *webAction {
	if override == nil {
		return nil
	}
	return &webAction{Count: there(override.Count), None: there(override.None)}
}

func keptStatement(managed *types.ManagedRuleGroupStatement, own *types.RuleGroupReferenceStatement) (kept webStatement) {
	if managed != nil {
		kept.ManagedRuleGroupStatement = &managedGroup{managed.Name, managed.VendorName, managed.Version}
	}
	if own != nil {
		kept.RuleGroupReferenceStatement = &ownGroup{own.ARN}
	}
	return kept
}

// there keeps that a member is set, and nothing of it.
func there[T any](member *T) *struct{} {
	if member == nil {
		return nil
	}
	return &struct{}{}
}
