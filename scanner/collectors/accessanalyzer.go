package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/accessanalyzer"
	"github.com/aws/aws-sdk-go-v2/service/accessanalyzer/types"

	"kijun/scanner/collect"
)

// accessanalyzer.analyzers: analyzers of every type, those of unused and internal access among them: Type tells them apart
// (https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_AnalyzerSummary.html). An organization's analyzer is listed in
// the account that owns it only.
var _ = collect.Register(collect.Collector{
	Key: "accessanalyzer.analyzers", Type: "AWS::AccessAnalyzer::Analyzer",
	List: "accessanalyzer:ListAnalyzers", Element: types.AnalyzerSummary{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := accessanalyzer.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, accessanalyzer.NewListAnalyzersPaginator(svc, &accessanalyzer.ListAnalyzersInput{})) {
			if err != nil {
				return err
			}
			for _, analyzer := range page.Analyzers {
				arn := aws.ToString(analyzer.Arn)
				out.Add(arn, arn, analyzer)
			}
		}
		return nil
	},
})
