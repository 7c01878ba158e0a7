package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"kijun/scanner/collect"
)

// lambda.functions: functions with their unpublished configuration
// (https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html). The listing leaves out State, LastUpdateStatus and
// RuntimeVersionConfig: GetFunctionConfiguration has them. GetFunction would too, but also hands out a link to the code.
// A function that nobody was given access to has no policy: ResourceNotFoundException.
var _ = collect.Register(collect.Collector{
	Key: "lambda.functions", Type: "AWS::Lambda::Function", Evidence: true,
	List: "lambda:ListFunctions", Element: types.FunctionConfiguration{},
	Details: []collect.Detail{
		{Operation: "lambda:GetFunctionConfiguration", Output: lambda.GetFunctionConfigurationOutput{}},
		{Operation: "lambda:GetPolicy", Output: lambda.GetPolicyOutput{}, Absent: []string{"ResourceNotFoundException"}},
		{Operation: "lambda:ListTags", Output: lambda.ListTagsOutput{}},
	},
	JSON: []string{"GetPolicy.Policy"},
	// a container image's command line is another way to hand a function its password
	Secret: []string{
		"Environment.Variables.*", "ImageConfigResponse.ImageConfig.Command", "ImageConfigResponse.ImageConfig.EntryPoint",
		"GetFunctionConfiguration.Environment.Variables.*",
		"GetFunctionConfiguration.ImageConfigResponse.ImageConfig.Command", "GetFunctionConfiguration.ImageConfigResponse.ImageConfig.EntryPoint",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := lambda.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, lambda.NewListFunctionsPaginator(svc, &lambda.ListFunctionsInput{})) {
			if err != nil {
				return err
			}
			for _, function := range page.Functions {
				arn := aws.ToString(function.FunctionArn)
				el := out.Add(arn, arn, function)
				collect.Ask(el, svc.GetFunctionConfiguration, &lambda.GetFunctionConfigurationInput{FunctionName: function.FunctionArn})
				collect.Ask(el, svc.GetPolicy, &lambda.GetPolicyInput{FunctionName: function.FunctionArn})
				collect.Ask(el, svc.ListTags, &lambda.ListTagsInput{Resource: function.FunctionArn})
			}
		}
		return nil
	},
})
