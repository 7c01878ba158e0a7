package collectors

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline"
	"github.com/aws/aws-sdk-go-v2/service/codepipeline/types"

	"kijun/scanner/collect"
)

// harmless are the keys of an action's configuration that name things
// (https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html). All others are cut: tokens, inputs, variables, overrides
// of parameters, and whatever actions of the customer's own define.
var harmless = []string{
	"ActionMode", "AllowOverrideForS3ObjectKey", "ApplicationName", "BatchEnabled", "Branch", "BranchName", "BucketName", "CannedACL", "Capabilities",
	"ChangeSetName", "ClusterName", "CombineArtifacts", "ConnectionArn", "DeploymentGroupName", "DetectChanges", "Extract", "FileName", "FullRepositoryId",
	"FunctionName", "ImageTag", "KMSEncryptionKeyARN", "NotificationArn", "ObjectKey", "OutputArtifactFormat", "OutputFileName", "Owner",
	"PollForSourceChanges", "PrimarySource", "ProjectName", "Repo", "RepositoryName", "RoleArn", "S3Bucket", "S3ObjectKey", "ServiceName", "StackName",
	"StackSetName", "StateMachineArn", "TemplateConfiguration", "TemplatePath",
}

const pipelineActions = "GetPipeline.Pipeline.Stages.Actions."

// codepipeline.pipelines: pipelines with their stages, artifact stores and sources
// (https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipeline.html). A pipeline over several regions has
// ArtifactStores by region, others ArtifactStore.
var _ = collect.Register(collect.Collector{
	Key: "codepipeline.pipelines", Type: "AWS::CodePipeline::Pipeline",
	List: "codepipeline:ListPipelines", Element: types.PipelineSummary{},
	Details: []collect.Detail{{Operation: "codepipeline:GetPipeline", Output: codepipeline.GetPipelineOutput{}}},
	Keys:    map[string][]string{pipelineActions + "Configuration": slices.Concat(harmless, []string{"EnvironmentVariables", "OAuthToken", "ParameterOverrides", "UserParameters"})},
	Secret: []string{
		pipelineActions + "Commands", pipelineActions + "EnvironmentVariables.Value", "GetPipeline.Pipeline.Variables.DefaultValue",
		"GetPipeline.Pipeline.Stages.BeforeEntry.Conditions.Rules.Commands", "GetPipeline.Pipeline.Stages.BeforeEntry.Conditions.Rules.Configuration.*",
		"GetPipeline.Pipeline.Stages.OnFailure.Conditions.Rules.Commands", "GetPipeline.Pipeline.Stages.OnFailure.Conditions.Rules.Configuration.*",
		"GetPipeline.Pipeline.Stages.OnSuccess.Conditions.Rules.Commands", "GetPipeline.Pipeline.Stages.OnSuccess.Conditions.Rules.Configuration.*",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := codepipeline.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, codepipeline.NewListPipelinesPaginator(svc, &codepipeline.ListPipelinesInput{})) {
			if err != nil {
				return err
			}
			for _, pipeline := range page.Pipelines {
				name := aws.ToString(pipeline.Name)
				arn := t.Arn("codepipeline", t.Region, name)
				el := out.Add(arn, arn, pipeline)
				el.Do("codepipeline:GetPipeline", func(ctx context.Context) (any, error) {
					got, err := svc.GetPipeline(ctx, &codepipeline.GetPipelineInput{Name: pipeline.Name})
					if err != nil || got.Pipeline == nil {
						return got, err
					}
					for _, stage := range got.Pipeline.Stages {
						for _, action := range stage.Actions {
							for key, value := range action.Configuration {
								if !slices.Contains(harmless, key) {
									action.Configuration[key] = collect.Cut(value)
								}
							}
						}
					}
					return got, nil
				})
			}
		}
		return nil
	},
})
