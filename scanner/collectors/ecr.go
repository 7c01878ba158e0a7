package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"

	"kijun/scanner/collect"
)

// ecr.repositories: private repositories. ImageScanningConfiguration is the repository's own, older setting; which images are scanned, the registry's
// rules included, tells BatchGetRepositoryScanningConfiguration
// (https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html).
var _ = collect.Register(collect.Collector{
	Key: "ecr.repositories", Type: "AWS::ECR::Repository",
	List: "ecr:DescribeRepositories", Element: types.Repository{},
	Details: []collect.Detail{
		{Operation: "ecr:BatchGetRepositoryScanningConfiguration", Output: ecr.BatchGetRepositoryScanningConfigurationOutput{}},
		{Operation: "ecr:GetLifecyclePolicy", Output: ecr.GetLifecyclePolicyOutput{}, Absent: []string{"LifecyclePolicyNotFoundException"}},
		{Operation: "ecr:GetRepositoryPolicy", Output: ecr.GetRepositoryPolicyOutput{}, Absent: []string{"RepositoryPolicyNotFoundException"}},
		{Operation: "ecr:ListTagsForResource", Output: ecr.ListTagsForResourceOutput{}},
	},
	JSON: []string{"GetLifecyclePolicy.LifecyclePolicyText", "GetRepositoryPolicy.PolicyText"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ecr.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ecr.NewDescribeRepositoriesPaginator(svc, &ecr.DescribeRepositoriesInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, repository := range page.Repositories {
				name := repository.RepositoryName
				el := out.Add(aws.ToString(repository.RepositoryArn), aws.ToString(repository.RepositoryArn), repository)
				el.Do("ecr:BatchGetRepositoryScanningConfiguration", func(ctx context.Context) (any, error) {
					got, err := svc.BatchGetRepositoryScanningConfiguration(ctx, &ecr.BatchGetRepositoryScanningConfigurationInput{RepositoryNames: []string{aws.ToString(name)}})
					if err == nil && len(got.Failures) > 0 {
						err = &types.RepositoryNotFoundException{Message: got.Failures[0].FailureReason}
					}
					return got, err
				})
				collect.Ask(el, svc.GetLifecyclePolicy, &ecr.GetLifecyclePolicyInput{RepositoryName: name})
				collect.Ask(el, svc.GetRepositoryPolicy, &ecr.GetRepositoryPolicyInput{RepositoryName: name})
				collect.Ask(el, svc.ListTagsForResource, &ecr.ListTagsForResourceInput{ResourceArn: repository.RepositoryArn})
			}
		}
		return nil
	},
})

// ecr.registry_scanning: one element a region. With ENHANCED scanning Inspector scans what the registry's rules name, and a repository's own
// setting means nothing (https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html).
var _ = collect.Register(collect.Collector{
	Key: "ecr.registry_scanning", Type: "AWS::ECR::RegistryScanningConfiguration",
	List: "ecr:GetRegistryScanningConfiguration", Element: ecr.GetRegistryScanningConfigurationOutput{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := ecr.NewFromConfig(t.Config).GetRegistryScanningConfiguration(ctx, &ecr.GetRegistryScanningConfigurationInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got)
		return nil
	},
})

// ecr.pull_through_cache_rules: which registries elsewhere are cached under which prefix of repositories
// (https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html). A prefix is unique within the region's registry.
var _ = collect.Register(collect.Collector{
	Key: "ecr.pull_through_cache_rules", Type: "AWS::ECR::PullThroughCacheRule",
	List: "ecr:DescribePullThroughCacheRules", Element: types.PullThroughCacheRule{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ecr.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ecr.NewDescribePullThroughCacheRulesPaginator(svc, &ecr.DescribePullThroughCacheRulesInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, rule := range page.PullThroughCacheRules {
				out.Add(t.Region+"|"+aws.ToString(rule.EcrRepositoryPrefix), "", rule)
			}
		}
		return nil
	},
})
