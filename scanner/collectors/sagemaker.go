package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker"
	"github.com/aws/aws-sdk-go-v2/service/sagemaker/types"

	"kijun/scanner/collect"
)

// sagemaker.notebook_instances: notebook instances; the listing leaves out network, root access, key and platform
// (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeNotebookInstance.html). The URL of a repository can have a user and
// password in it. An instance that is gone by the time it is asked about answers ValidationException, which also means other things: a gap.
var _ = collect.Register(collect.Collector{
	Key: "sagemaker.notebook_instances", Type: "AWS::SageMaker::NotebookInstance",
	List: "sagemaker:ListNotebookInstances", Element: types.NotebookInstanceSummary{},
	Details: []collect.Detail{
		{Operation: "sagemaker:DescribeNotebookInstance", Output: sagemaker.DescribeNotebookInstanceOutput{}},
		{Operation: "sagemaker:ListTags", Output: sagemaker.ListTagsOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := sagemaker.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, sagemaker.NewListNotebookInstancesPaginator(svc, &sagemaker.ListNotebookInstancesInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, notebook := range page.NotebookInstances {
				notebook.DefaultCodeRepository = withoutUser(notebook.DefaultCodeRepository)
				withoutUsers(notebook.AdditionalCodeRepositories)
				el := out.Add(aws.ToString(notebook.NotebookInstanceArn), aws.ToString(notebook.NotebookInstanceArn), notebook)
				el.Do("sagemaker:DescribeNotebookInstance", func(ctx context.Context) (any, error) {
					got, err := svc.DescribeNotebookInstance(ctx, &sagemaker.DescribeNotebookInstanceInput{NotebookInstanceName: notebook.NotebookInstanceName})
					if err == nil {
						got.DefaultCodeRepository = withoutUser(got.DefaultCodeRepository)
						withoutUsers(got.AdditionalCodeRepositories)
					}
					return got, err
				})
				collect.AskPages(el, sagemaker.NewListTagsPaginator(svc, &sagemaker.ListTagsInput{ResourceArn: notebook.NotebookInstanceArn}))
			}
		}
		return nil
	},
})

func withoutUsers(locations []string) {
	for i, location := range locations {
		locations[i] = *withoutUser(&location)
	}
}
