package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing/types"

	"kijun/scanner/collect"
)

// elb.load_balancers: Classic Load Balancers with their attributes and the policies that are set on them
// (https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_LoadBalancerDescription.html). A listener names its
// policies; what a policy says only DescribeLoadBalancerPolicies tells. The name is unique within account and region.
var _ = collect.Register(collect.Collector{
	Key: "elb.load_balancers", Type: "AWS::ElasticLoadBalancing::LoadBalancer",
	List: "elb:DescribeLoadBalancers", Element: types.LoadBalancerDescription{},
	Details: []collect.Detail{
		{Operation: "elb:DescribeLoadBalancerAttributes", Output: elb.DescribeLoadBalancerAttributesOutput{}},
		{Operation: "elb:DescribeLoadBalancerPolicies", Output: elb.DescribeLoadBalancerPoliciesOutput{}},
		{Operation: "elb:DescribeTags", Output: elb.DescribeTagsOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elb.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, elb.NewDescribeLoadBalancersPaginator(svc, &elb.DescribeLoadBalancersInput{PageSize: aws.Int32(400)})) {
			if err != nil {
				return err
			}
			for _, balancer := range page.LoadBalancerDescriptions {
				arn := t.Arn("elasticloadbalancing", t.Region, "loadbalancer/"+aws.ToString(balancer.LoadBalancerName))
				el := out.Add(arn, arn, balancer)
				collect.Ask(el, svc.DescribeLoadBalancerAttributes, &elb.DescribeLoadBalancerAttributesInput{LoadBalancerName: balancer.LoadBalancerName})
				collect.Ask(el, svc.DescribeLoadBalancerPolicies, &elb.DescribeLoadBalancerPoliciesInput{LoadBalancerName: balancer.LoadBalancerName})
				collect.Ask(el, svc.DescribeTags, &elb.DescribeTagsInput{LoadBalancerNames: []string{aws.ToString(balancer.LoadBalancerName)}})
			}
		}
		return nil
	},
})
