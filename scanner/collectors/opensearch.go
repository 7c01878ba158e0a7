package collectors

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/opensearch"
	"github.com/aws/aws-sdk-go-v2/service/opensearch/types"

	"kijun/scanner/collect"
)

// opensearch.domains: domains that run OpenSearch; those that run Elasticsearch are es.domains. The listing, which has no pages, gives
// names; five at a time are looked up (https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DescribeDomains.html).
var _ = collect.Register(collect.Collector{
	Key: "opensearch.domains", Type: "AWS::OpenSearch::Domain",
	List: "opensearch:ListDomainNames", Also: []string{"opensearch:DescribeDomains"}, Element: types.DomainStatus{},
	Details: []collect.Detail{{Operation: "opensearch:ListTags", Output: opensearch.ListTagsOutput{}}},
	JSON:    []string{"AccessPolicies"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := opensearch.NewFromConfig(t.Config)
		list, err := svc.ListDomainNames(ctx, &opensearch.ListDomainNamesInput{EngineType: types.EngineTypeOpenSearch})
		if err != nil {
			return err
		}
		var names []string
		for _, domain := range list.DomainNames {
			if domain.EngineType != types.EngineTypeElasticsearch {
				names = append(names, aws.ToString(domain.DomainName))
			}
		}
		for chunk := range slices.Chunk(names, 5) {
			got, err := svc.DescribeDomains(ctx, &opensearch.DescribeDomainsInput{DomainNames: chunk})
			if err != nil {
				return err
			}
			for _, domain := range got.DomainStatusList {
				el := out.Add(aws.ToString(domain.ARN), aws.ToString(domain.ARN), domain)
				collect.Ask(el, svc.ListTags, &opensearch.ListTagsInput{ARN: domain.ARN})
			}
		}
		return nil
	},
})
