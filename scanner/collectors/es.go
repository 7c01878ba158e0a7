package collectors

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticsearchservice"
	"github.com/aws/aws-sdk-go-v2/service/elasticsearchservice/types"

	"kijun/scanner/collect"
)

// es.domains: domains that run Elasticsearch; those that run OpenSearch are opensearch.domains. Both APIs list both kinds unless asked for
// one (https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_ListDomainNames.html). The listing, which has no pages, gives
// names; five at a time are looked up.
var _ = collect.Register(collect.Collector{
	Key: "es.domains", Type: "AWS::Elasticsearch::Domain",
	List: "es:ListDomainNames", Also: []string{"es:DescribeElasticsearchDomains"}, Element: types.ElasticsearchDomainStatus{},
	Details: []collect.Detail{{Operation: "es:ListTags", Output: elasticsearchservice.ListTagsOutput{}}},
	JSON:    []string{"AccessPolicies"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elasticsearchservice.NewFromConfig(t.Config)
		list, err := svc.ListDomainNames(ctx, &elasticsearchservice.ListDomainNamesInput{EngineType: types.EngineTypeElasticsearch})
		if err != nil {
			return err
		}
		var names []string
		for _, domain := range list.DomainNames {
			if domain.EngineType != types.EngineTypeOpenSearch {
				names = append(names, aws.ToString(domain.DomainName))
			}
		}
		for chunk := range slices.Chunk(names, 5) {
			got, err := svc.DescribeElasticsearchDomains(ctx, &elasticsearchservice.DescribeElasticsearchDomainsInput{DomainNames: chunk})
			if err != nil {
				return err
			}
			for _, domain := range got.DomainStatusList {
				el := out.Add(aws.ToString(domain.ARN), aws.ToString(domain.ARN), domain)
				collect.Ask(el, svc.ListTags, &elasticsearchservice.ListTagsInput{ARN: domain.ARN})
			}
		}
		return nil
	},
})
