package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticbeanstalk"
	"github.com/aws/aws-sdk-go-v2/service/elasticbeanstalk/types"

	"kijun/scanner/collect"
)

// beanstalkOptions are the namespaces of options whose values stay. All others are cut: they hold the application's environment variables,
// the password of a database, and whatever platforms of one's own define
// (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html).
var beanstalkOptions = map[string]bool{
	"aws:elasticbeanstalk:cloudwatch:logs": true, "aws:elasticbeanstalk:cloudwatch:logs:health": true, "aws:elasticbeanstalk:healthreporting:system": true,
	"aws:elasticbeanstalk:managedactions": true, "aws:elasticbeanstalk:managedactions:platformupdate": true,
}

// elasticbeanstalk.environments: environments that are not deleted, with the options that are in force
// (https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_DescribeConfigurationSettings.html).
var _ = collect.Register(collect.Collector{
	Key: "elasticbeanstalk.environments", Type: "AWS::ElasticBeanstalk::Environment",
	List: "elasticbeanstalk:DescribeEnvironments", Element: types.EnvironmentDescription{},
	Details: []collect.Detail{
		{Operation: "elasticbeanstalk:DescribeConfigurationSettings", Output: elasticbeanstalk.DescribeConfigurationSettingsOutput{}},
		{Operation: "elasticbeanstalk:ListTagsForResource", Output: elasticbeanstalk.ListTagsForResourceOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := elasticbeanstalk.NewFromConfig(t.Config)
		environments := collect.ByToken(func(ctx context.Context, token *string) (*elasticbeanstalk.DescribeEnvironmentsOutput, *string, error) {
			got, err := svc.DescribeEnvironments(ctx, &elasticbeanstalk.DescribeEnvironmentsInput{IncludeDeleted: aws.Bool(false), MaxRecords: aws.Int32(1000), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got, got.NextToken, nil
		})
		for page, err := range collect.Pages(ctx, environments) {
			if err != nil {
				return err
			}
			for _, environment := range page.Environments {
				el := out.Add(aws.ToString(environment.EnvironmentArn), aws.ToString(environment.EnvironmentArn), environment)
				el.Do("elasticbeanstalk:DescribeConfigurationSettings", func(ctx context.Context) (any, error) {
					got, err := svc.DescribeConfigurationSettings(ctx, &elasticbeanstalk.DescribeConfigurationSettingsInput{
						ApplicationName: environment.ApplicationName, EnvironmentName: environment.EnvironmentName,
					})
					if err == nil {
						withoutOptionValues(got.ConfigurationSettings)
					}
					return got, err
				})
				collect.Ask(el, svc.ListTagsForResource, &elasticbeanstalk.ListTagsForResourceInput{ResourceArn: environment.EnvironmentArn})
			}
		}
		return nil
	},
})

func withoutOptionValues(settings []types.ConfigurationSettingsDescription) {
	for _, s := range settings {
		for i, option := range s.OptionSettings {
			if option.Value != nil && !beanstalkOptions[aws.ToString(option.Namespace)] {
				s.OptionSettings[i].Value = aws.String(collect.Cut(*option.Value))
			}
		}
	}
}
