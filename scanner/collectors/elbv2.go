package collectors

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	elbv2 "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"

	"kijun/scanner/collect"
)

// webACLOf is which web ACL a resource has: WAF answers with all of it, and none for a resource without one.
type webACLOf struct {
	WebACL *struct{ ARN, Id, Name *string }
}

// elbv2.load_balancers: Application, Network and Gateway Load Balancers with their attributes, which are a list of keys and values
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html). Only an Application Load Balancer can
// have a web ACL.
var _ = collect.Register(collect.Collector{
	Key: "elbv2.load_balancers", Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
	List: "elbv2:DescribeLoadBalancers", Element: types.LoadBalancer{},
	Details: []collect.Detail{
		{Operation: "elbv2:DescribeLoadBalancerAttributes", Output: elbv2.DescribeLoadBalancerAttributesOutput{}},
		{Operation: "elbv2:DescribeTags", Output: elbv2.DescribeTagsOutput{}},
		{Operation: "wafv2:GetWebACLForResource", Output: webACLOf{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc, waf := elbv2.NewFromConfig(t.Config), wafv2.NewFromConfig(t.Config)
		in := &elbv2.DescribeLoadBalancersInput{PageSize: aws.Int32(400)}
		for page, err := range collect.Pages(ctx, elbv2.NewDescribeLoadBalancersPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, balancer := range page.LoadBalancers {
				arn := aws.ToString(balancer.LoadBalancerArn)
				el := out.Add(arn, arn, balancer)
				collect.Ask(el, svc.DescribeLoadBalancerAttributes, &elbv2.DescribeLoadBalancerAttributesInput{LoadBalancerArn: balancer.LoadBalancerArn})
				collect.Ask(el, svc.DescribeTags, &elbv2.DescribeTagsInput{ResourceArns: []string{arn}})
				if balancer.Type != types.LoadBalancerTypeEnumApplication {
					continue
				}
				el.Do("wafv2:GetWebACLForResource", func(ctx context.Context) (any, error) {
					got, err := waf.GetWebACLForResource(ctx, &wafv2.GetWebACLForResourceInput{ResourceArn: balancer.LoadBalancerArn})
					if err != nil || got.WebACL == nil {
						return webACLOf{}, err
					}
					return webACLOf{&struct{ ARN, Id, Name *string }{got.WebACL.ARN, got.WebACL.Id, got.WebACL.Name}}, nil
				})
			}
		}
		return nil
	},
})

// elbv2.listeners: the listeners of all load balancers, which can only be listed one load balancer at a time, with their rules. The
// default rule is among these, with the priority "default". An OIDC client's secret is not in the answer; a rule may ask for a header
// that carries one.
var _ = collect.Register(collect.Collector{
	Key: "elbv2.listeners", Type: "AWS::ElasticLoadBalancingV2::Listener",
	List: "elbv2:DescribeListeners", Also: []string{"elbv2:DescribeLoadBalancers"}, Element: types.Listener{},
	Details: []collect.Detail{
		{Operation: "elbv2:DescribeRules", Output: elbv2.DescribeRulesOutput{}},
		{Operation: "elbv2:DescribeTags", Output: elbv2.DescribeTagsOutput{}},
	},
	Secret: []string{
		"DefaultActions.AuthenticateOidcConfig.ClientSecret", "DefaultActions.AuthenticateOidcConfig.AuthenticationRequestExtraParams.*",
		"DescribeRules.Rules.Actions.AuthenticateOidcConfig.ClientSecret", "DescribeRules.Rules.Actions.AuthenticateOidcConfig.AuthenticationRequestExtraParams.*",
		"DescribeRules.Rules.Conditions.HttpHeaderConfig.Values", "DescribeRules.Rules.Conditions.HttpHeaderConfig.RegexValues",
		"DescribeRules.Rules.Conditions.QueryStringConfig.Values.Value",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elbv2.NewFromConfig(t.Config)
		in := &elbv2.DescribeLoadBalancersInput{PageSize: aws.Int32(400)}
		for page, err := range collect.Pages(ctx, elbv2.NewDescribeLoadBalancersPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, balancer := range page.LoadBalancers {
				if err := listeners(ctx, svc, balancer.LoadBalancerArn, out); err != nil {
					return err
				}
			}
		}
		return nil
	},
})

// listeners adds the listeners of one load balancer; one that was deleted since it was listed has none.
func listeners(ctx context.Context, svc *elbv2.Client, balancer *string, out *collect.Sink) error {
	in := &elbv2.DescribeListenersInput{LoadBalancerArn: balancer, PageSize: aws.Int32(400)}
	for page, err := range collect.Pages(ctx, elbv2.NewDescribeListenersPaginator(svc, in)) {
		var gone *types.LoadBalancerNotFoundException
		if errors.As(err, &gone) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, listener := range page.Listeners {
			arn := aws.ToString(listener.ListenerArn)
			el := out.Add(arn, arn, listener)
			collect.AskPages(el, elbv2.NewDescribeRulesPaginator(svc, &elbv2.DescribeRulesInput{ListenerArn: listener.ListenerArn, PageSize: aws.Int32(400)}))
			collect.Ask(el, svc.DescribeTags, &elbv2.DescribeTagsInput{ResourceArns: []string{arn}})
		}
	}
	return nil
}

// elbv2.target_groups: target groups, used or not, with the health of their targets, which also tells what they are: instances,
// IP addresses, a function or another load balancer.
var _ = collect.Register(collect.Collector{
	Key: "elbv2.target_groups", Type: "AWS::ElasticLoadBalancingV2::TargetGroup",
	List: "elbv2:DescribeTargetGroups", Element: types.TargetGroup{},
	Details: []collect.Detail{
		{Operation: "elbv2:DescribeTargetHealth", Output: elbv2.DescribeTargetHealthOutput{}},
		{Operation: "elbv2:DescribeTags", Output: elbv2.DescribeTagsOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elbv2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, elbv2.NewDescribeTargetGroupsPaginator(svc, &elbv2.DescribeTargetGroupsInput{PageSize: aws.Int32(400)})) {
			if err != nil {
				return err
			}
			for _, group := range page.TargetGroups {
				arn := aws.ToString(group.TargetGroupArn)
				el := out.Add(arn, arn, group)
				collect.Ask(el, svc.DescribeTargetHealth, &elbv2.DescribeTargetHealthInput{TargetGroupArn: group.TargetGroupArn})
				collect.Ask(el, svc.DescribeTags, &elbv2.DescribeTagsInput{ResourceArns: []string{arn}})
			}
		}
		return nil
	},
})
