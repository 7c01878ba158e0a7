package collectors

import "testing"

func TestBeanstalkEnvironments(t *testing.T) {
	const list, settings, tags = "elasticbeanstalk:DescribeEnvironments", "elasticbeanstalk:DescribeConfigurationSettings", "elasticbeanstalk:ListTagsForResource"
	const arn, secret, cut = "arn:aws:elasticbeanstalk:ap-northeast-1:111122223333:environment/app/", "hunter2hunter2", "[cut length=8-15 class=text]"
	option := func(namespace, name, value string) string {
		return `<member><Namespace>` + namespace + `</Namespace><OptionName>` + name + `</OptionName><Value>` + value + `</Value></member>`
	}
	environment := func(name string) string {
		return `<member><EnvironmentName>` + name + `</EnvironmentName><ApplicationName>app</ApplicationName><EnvironmentArn>` + arn + name + `</EnvironmentArn><Status>Ready</Status></member>`
	}
	worlds(t, "elasticbeanstalk.environments", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: "NextToken=two", body: `<Environments>` + environment("b") + `</Environments>`},
					{when: "IncludeDeleted=false", body: `<Environments>` + environment("a") + `</Environments><NextToken>two</NextToken>`},
				},
				settings: {
					{when: "EnvironmentName=b", code: "AccessDenied"},
					{when: "ApplicationName=app", body: `<ConfigurationSettings><member><OptionSettings>` +
						option("aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "true") + option("aws:elasticbeanstalk:cloudwatch:logs", "StreamLogs", "true") +
						option("aws:elasticbeanstalk:application:environment", "TOKEN", secret) + option("aws:rds:dbinstance", "DBPassword", secret) + option("mine", "Word", secret) +
						`<member><Namespace>aws:rds:dbinstance</Namespace><OptionName>DBUser</OptionName></member></OptionSettings></member></ConfigurationSettings>`},
				},
				tags: {{body: `<ResourceTags><member><Key>team</Key><Value>x</Value></member></ResourceTags>`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + settings + " AccessDenied AccessDenied"},
			has: map[string]any{
				"arn": arn + "a", "Status": "Ready", "ListTagsForResource.ResourceTags.0.Key": "team",
				"DescribeConfigurationSettings.ConfigurationSettings.0.OptionSettings.0.Value": "true",
				"DescribeConfigurationSettings.ConfigurationSettings.0.OptionSettings.1.Value": "true",
				"DescribeConfigurationSettings.ConfigurationSettings.0.OptionSettings.2":       map[string]any{"Namespace": "aws:elasticbeanstalk:application:environment", "OptionName": "TOKEN", "Value": cut},
				"DescribeConfigurationSettings.ConfigurationSettings.0.OptionSettings.5.Value": nil,
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, secret) },
		},
		"the second page is denied": {
			answers: replies{list: {{when: "NextToken=two", code: "AccessDenied"}, {body: `<Environments>` + environment("a") + `</Environments><NextToken>two</NextToken>`}}}, need: []string{},
			ids: []string{arn + "a"}, gaps: []string{jp + " - " + list + " CutPage AccessDenied"},
		},
		"none":   {answers: replies{list: {{body: `<Environments/>`}}}},
		"denied": {answers: replies{list: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + list + " AccessDenied AccessDenied"}},
	})
}
