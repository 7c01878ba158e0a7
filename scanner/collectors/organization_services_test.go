package collectors

import "testing"

const (
	badge  = "ap-northeast-1 - "
	hubARN = "arn:aws:securityhub:ap-northeast-1:111122223333:hub/default"
)

func TestGuardDutyOfTheOrganization(t *testing.T) {
	worlds(t, "guardduty.organization_configurations", map[string]world{
		"two pages of features": {
			answers: replies{
				"guardduty:ListDetectors": {{body: `{"detectorIds": ["12abc"]}`}},
				"guardduty:DescribeOrganizationConfiguration": {
					{when: "nextToken=two", body: `{"autoEnableOrganizationMembers": "ALL", "features": [{"name": "RDS_LOGIN_EVENTS", "autoEnable": "NONE"}]}`},
					{body: `{"autoEnableOrganizationMembers": "ALL", "memberAccountLimitReached": false, "features": [{"name": "S3_DATA_EVENTS", "autoEnable": "ALL"}], "nextToken": "two"}`},
				},
			},
			ids: []string{"12abc"},
			has: map[string]any{"arn": "arn:aws:guardduty:ap-northeast-1:111122223333:detector/12abc", "DescribeOrganizationConfiguration.AutoEnableOrganizationMembers": "ALL",
				"DescribeOrganizationConfiguration.Features.0.Name": "S3_DATA_EVENTS", "DescribeOrganizationConfiguration.Features.1.AutoEnable": "NONE"},
		},
		"no detector": {answers: replies{"guardduty:ListDetectors": {{body: `{"detectorIds": []}`}}}},
		"not the administrator": {
			answers: replies{"guardduty:ListDetectors": {{body: `{"detectorIds": ["12abc"]}`}}, "guardduty:DescribeOrganizationConfiguration": {{code: "BadRequestException"}}},
			ids:     []string{"12abc"}, has: map[string]any{"DescribeOrganizationConfiguration.AutoEnableOrganizationMembers": nil},
		},
		"a configuration that is denied": {
			answers: replies{"guardduty:ListDetectors": {{body: `{"detectorIds": ["12abc"]}`}}, "guardduty:DescribeOrganizationConfiguration": denied},
			ids:     []string{"12abc"}, gaps: []string{"ap-northeast-1 12abc guardduty:DescribeOrganizationConfiguration AccessDenied AccessDeniedException"},
		},
		"denied": {answers: replies{"guardduty:ListDetectors": denied}, gaps: []string{badge + "guardduty:ListDetectors AccessDenied AccessDeniedException"}},
	})
}

func TestSecurityHubOfTheOrganization(t *testing.T) {
	hub := []reply{{body: `{"HubArn": "` + hubARN + `", "AutoEnableControls": true}`}}
	worlds(t, "securityhub.organization_configurations", map[string]world{
		"central configuration, two pages each": {
			answers: replies{
				"securityhub:DescribeHub":                       hub,
				"securityhub:DescribeOrganizationConfiguration": {{body: `{"AutoEnable": false, "AutoEnableStandards": "NONE", "OrganizationConfiguration": {"ConfigurationType": "CENTRAL", "Status": "ENABLED"}}`}},
				"securityhub:ListConfigurationPolicies": {
					{when: "NextToken=two", body: `{"ConfigurationPolicySummaries": [{"Id": "second", "ServiceEnabled": false}]}`},
					{body: `{"ConfigurationPolicySummaries": [{"Id": "first", "ServiceEnabled": true}], "NextToken": "two"}`},
				},
				"securityhub:ListConfigurationPolicyAssociations": {{body: `{"ConfigurationPolicyAssociationSummaries": [{"TargetId": "r-root", "TargetType": "ROOT", "AssociationStatus": "SUCCESS"}]}`}},
			},
			ids: []string{hubARN},
			has: map[string]any{"DescribeOrganizationConfiguration.OrganizationConfiguration.ConfigurationType": "CENTRAL",
				"ListConfigurationPolicies.ConfigurationPolicySummaries.1.Id":                                     "second",
				"ListConfigurationPolicyAssociations.ConfigurationPolicyAssociationSummaries.0.AssociationStatus": "SUCCESS"},
		},
		"not the administrator": {
			answers: replies{"securityhub:DescribeHub": hub, "securityhub:DescribeOrganizationConfiguration": {{code: "InvalidAccessException"}},
				"securityhub:ListConfigurationPolicies": {{code: "InvalidAccessException"}}, "securityhub:ListConfigurationPolicyAssociations": denied},
			ids: []string{hubARN}, gaps: []string{"ap-northeast-1 " + hubARN + " securityhub:ListConfigurationPolicyAssociations AccessDenied AccessDeniedException"},
			has: map[string]any{"DescribeOrganizationConfiguration.AutoEnable": nil},
		},
		"off":    {answers: replies{"securityhub:DescribeHub": {{code: "InvalidAccessException"}}}},
		"denied": {answers: replies{"securityhub:DescribeHub": denied}, gaps: []string{badge + "securityhub:DescribeHub AccessDenied AccessDeniedException"}},
	})
}

func TestInspectorOfTheOrganization(t *testing.T) {
	worlds(t, "inspector2.organization_configurations", map[string]world{
		"on": {
			answers: replies{"inspector2:DescribeOrganizationConfiguration": {{body: `{"autoEnable": {"ec2": true, "ecr": false, "lambda": true}, "maxAccountLimitReached": false}`}}},
			ids:     []string{"ap-northeast-1/" + me}, has: map[string]any{"AutoEnable.Ec2": true, "AutoEnable.Ecr": false},
		},
		"denied": {answers: replies{"inspector2:DescribeOrganizationConfiguration": denied}, gaps: []string{badge + "inspector2:DescribeOrganizationConfiguration AccessDenied AccessDeniedException"}},
	})
}

func TestMacieOfTheOrganization(t *testing.T) {
	worlds(t, "macie2.organization_configurations", map[string]world{
		"on": {
			answers: replies{"macie2:DescribeOrganizationConfiguration": {{body: `{"autoEnable": true, "maxAccountLimitReached": false}`}}},
			ids:     []string{"ap-northeast-1/" + me}, has: map[string]any{"AutoEnable": true},
		},
		"denied": {answers: replies{"macie2:DescribeOrganizationConfiguration": denied}, gaps: []string{badge + "macie2:DescribeOrganizationConfiguration AccessDenied AccessDeniedException"}},
	})
}

func TestDetectiveOfTheOrganization(t *testing.T) {
	const graph = "arn:aws:detective:ap-northeast-1:111122223333:graph:one"
	worlds(t, "detective.organization_configurations", map[string]world{
		"on": {
			answers: replies{"detective:ListGraphs": {{body: `{"GraphList": [{"Arn": "` + graph + `"}]}`}}, "detective:DescribeOrganizationConfiguration": {{body: `{"AutoEnable": true}`}}},
			ids:     []string{graph}, has: map[string]any{"DescribeOrganizationConfiguration.AutoEnable": true},
		},
		"a configuration that is denied": {
			answers: replies{"detective:ListGraphs": {{body: `{"GraphList": [{"Arn": "` + graph + `"}]}`}}, "detective:DescribeOrganizationConfiguration": denied},
			ids:     []string{graph}, gaps: []string{"ap-northeast-1 " + graph + " detective:DescribeOrganizationConfiguration AccessDenied AccessDeniedException"},
		},
		"off": {answers: replies{"detective:ListGraphs": {{body: `{"GraphList": []}`}}}},
	})
}

func TestAnalyzersOfTheOrganization(t *testing.T) {
	const first, second = "arn:aws:access-analyzer:ap-northeast-1:111122223333:analyzer/a", "arn:aws:access-analyzer:ap-northeast-1:111122223333:analyzer/b"
	worlds(t, "accessanalyzer.organization_analyzers", map[string]world{
		"two pages": {
			answers: replies{"accessanalyzer:ListAnalyzers": {
				{when: "nextToken=two", body: `{"analyzers": [{"arn": "` + second + `", "name": "b", "type": "ORGANIZATION", "status": "DISABLED"}]}`},
				{when: "type=ORGANIZATION", body: `{"analyzers": [{"arn": "` + first + `", "name": "a", "type": "ORGANIZATION", "status": "ACTIVE"}], "nextToken": "two"}`},
			}},
			ids: []string{first, second}, has: map[string]any{"Status": "ACTIVE", "Type": "ORGANIZATION"},
		},
		"a second page that is denied": {
			answers: replies{"accessanalyzer:ListAnalyzers": {{when: "nextToken=two", code: "AccessDeniedException"},
				{body: `{"analyzers": [{"arn": "` + first + `", "name": "a", "type": "ORGANIZATION", "status": "ACTIVE"}], "nextToken": "two"}`}}},
			ids: []string{first}, gaps: []string{badge + "accessanalyzer:ListAnalyzers CutPage AccessDeniedException"},
		},
		"a token that repeats": {
			answers: replies{"accessanalyzer:ListAnalyzers": {{body: `{"analyzers": [{"arn": "` + first + `", "name": "a", "type": "ORGANIZATION", "status": "ACTIVE"}], "nextToken": "two"}`}}},
			ids:     []string{first}, gaps: []string{badge + "accessanalyzer:ListAnalyzers CutPage Endless"},
		},
		"none": {answers: replies{"accessanalyzer:ListAnalyzers": {{body: `{"analyzers": []}`}}}},
	})
}

func TestConfigOfTheOrganization(t *testing.T) {
	const aggregator, rule, pack = "arn:aws:config:ap-northeast-1:111122223333:config-aggregator/a", "arn:aws:config:ap-northeast-1:111122223333:organization-config-rule/r", "arn:aws:config:ap-northeast-1:111122223333:organization-conformance-pack/p"
	worlds(t, "config.organization_aggregators", map[string]world{
		"of the organization and of accounts": {
			answers: replies{"config:DescribeConfigurationAggregators": {{body: `{"ConfigurationAggregators": [
				{"ConfigurationAggregatorArn": "` + aggregator + `", "OrganizationAggregationSource": {"RoleArn": "arn:aws:iam::111122223333:role/r", "AllAwsRegions": true}},
				{"ConfigurationAggregatorArn": "` + aggregator + `2", "AccountAggregationSources": [{"AccountIds": ["444455556666"]}]}]}`}}},
			ids: []string{aggregator}, has: map[string]any{"OrganizationAggregationSource.AllAwsRegions": true},
		},
		"denied": {answers: replies{"config:DescribeConfigurationAggregators": denied}, gaps: []string{badge + "config:DescribeConfigurationAggregators AccessDenied AccessDeniedException"}},
	})
	worlds(t, "config.organization_rules", map[string]world{
		"one, with parameters that may be secret": {
			answers: replies{"config:DescribeOrganizationConfigRules": {{body: `{"OrganizationConfigRules": [{"OrganizationConfigRuleArn": "` + rule + `", "OrganizationConfigRuleName": "r",
				"OrganizationManagedRuleMetadata": {"RuleIdentifier": "IAM_PASSWORD_POLICY", "InputParameters": "{\"token\":\"0123456789\"}"}}]}`}}},
			ids: []string{rule},
			has: map[string]any{"OrganizationManagedRuleMetadata.RuleIdentifier": "IAM_PASSWORD_POLICY", "OrganizationManagedRuleMetadata.InputParameters": "[cut length=16-31 class=text]"},
		},
		"not of the organization": {answers: replies{"config:DescribeOrganizationConfigRules": {{code: "OrganizationAccessDeniedException"}}}},
		"denied":                  {answers: replies{"config:DescribeOrganizationConfigRules": denied}, gaps: []string{badge + "config:DescribeOrganizationConfigRules AccessDenied AccessDeniedException"}},
	})
	worlds(t, "config.organization_packs", map[string]world{
		"one": {
			answers: replies{"config:DescribeOrganizationConformancePacks": {{body: `{"OrganizationConformancePacks": [{"OrganizationConformancePackArn": "` + pack + `", "OrganizationConformancePackName": "p",
				"ConformancePackInputParameters": [{"ParameterName": "a", "ParameterValue": "s3cret-value"}]}]}`}}},
			ids: []string{pack}, has: map[string]any{"ConformancePackInputParameters.0.ParameterValue": "[cut length=8-15 class=text]"},
		},
		"not of the organization": {answers: replies{"config:DescribeOrganizationConformancePacks": {{code: "OrganizationAccessDeniedException"}}}},
	})
}

func TestTrailsOfTheOrganization(t *testing.T) {
	const trail = "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/all"
	list := []reply{{body: `{"trailList": [{"Name": "all", "TrailARN": "` + trail + `", "HomeRegion": "ap-northeast-1", "IsOrganizationTrail": true, "IsMultiRegionTrail": true},
		{"Name": "own", "TrailARN": "` + trail + `2", "HomeRegion": "ap-northeast-1", "IsOrganizationTrail": false}]}`}}
	worlds(t, "cloudtrail.organization_trails", map[string]world{
		"one, and the account's own": {
			answers: replies{"cloudtrail:DescribeTrails": list, "cloudtrail:GetTrailStatus": {{body: `{"IsLogging": true}`}}, "cloudtrail:GetEventSelectors": {{body: `{"TrailARN": "` + trail + `", "EventSelectors": [{"ReadWriteType": "All"}]}`}}},
			ids:     []string{trail}, has: map[string]any{"GetTrailStatus.IsLogging": true, "GetEventSelectors.EventSelectors.0.ReadWriteType": "All"},
		},
		"a status that is denied": {
			answers: replies{"cloudtrail:DescribeTrails": list, "cloudtrail:GetTrailStatus": denied, "cloudtrail:GetEventSelectors": {{body: `{"TrailARN": "` + trail + `"}`}}},
			ids:     []string{trail}, gaps: []string{"ap-northeast-1 " + trail + " cloudtrail:GetTrailStatus AccessDenied AccessDeniedException"},
		},
		"denied": {answers: replies{"cloudtrail:DescribeTrails": denied}, gaps: []string{badge + "cloudtrail:DescribeTrails AccessDenied AccessDeniedException"}},
	})
}

func TestStackSets(t *testing.T) {
	worlds(t, "cloudformation.stack_sets", map[string]world{
		"two pages": {
			answers: replies{"cloudformation:ListStackSets": {
				{when: "NextToken=two", body: `<Summaries><member><StackSetName>second</StackSetName><StackSetId>second:2</StackSetId><Status>ACTIVE</Status></member></Summaries>`},
				{when: "Status=ACTIVE", body: `<Summaries><member><StackSetName>baseline</StackSetName><StackSetId>baseline:1</StackSetId><Status>ACTIVE</Status><PermissionModel>SERVICE_MANAGED</PermissionModel></member></Summaries><NextToken>two</NextToken>`},
			}},
			ids: []string{"ap-northeast-1/baseline:1", "ap-northeast-1/second:2"}, has: map[string]any{"StackSetName": "baseline", "PermissionModel": "SERVICE_MANAGED"},
		},
		"denied": {answers: replies{"cloudformation:ListStackSets": {{code: "AccessDenied"}}}, gaps: []string{badge + "cloudformation:ListStackSets AccessDenied AccessDenied"}},
	})
}

func TestAggregatedTopics(t *testing.T) {
	const topic = "arn:aws:sns:ap-northeast-1:111122223333:aws-controltower-AggregateSecurityNotifications"
	list := []reply{{body: `<Topics><member><TopicArn>arn:aws:sns:ap-northeast-1:111122223333:orders</TopicArn></member><member><TopicArn>` + topic + `</TopicArn></member></Topics>`}}
	worlds(t, "sns.aggregated_topics", map[string]world{
		"with people's addresses": {
			answers: replies{"sns:ListTopics": list, "sns:ListSubscriptionsByTopic": {{body: `<Subscriptions><member><SubscriptionArn>PendingConfirmation</SubscriptionArn><Protocol>email</Protocol><Endpoint>somebody@example.com</Endpoint></member></Subscriptions>`}}},
			ids:     []string{topic},
			has:     map[string]any{"ListSubscriptionsByTopic.Subscriptions.0.SubscriptionArn": "PendingConfirmation", "ListSubscriptionsByTopic.Subscriptions.0.Endpoint": "[cut length=16-31 class=text]"},
		},
		"subscriptions that are denied": {
			answers: replies{"sns:ListTopics": list, "sns:ListSubscriptionsByTopic": {{code: "AuthorizationError"}}},
			ids:     []string{topic}, gaps: []string{"ap-northeast-1 " + topic + " sns:ListSubscriptionsByTopic AccessDenied AuthorizationError"},
		},
		"none": {answers: replies{"sns:ListTopics": {{body: `<Topics/>`}}}},
	})
}

func TestOrganizationalUnits(t *testing.T) {
	children := `{"OrganizationalUnits": [{"Id": "ou-exam-prod", "Arn": "arn:aws:organizations::111122223333:ou/o-example/ou-exam-prod", "Name": "Production"}]}`
	worlds(t, "organizations.units", map[string]world{
		"a root with a unit": {
			answers: replies{
				"organizations:ListRoots":                        {{body: `{"Roots": [{"Id": "r-exam", "Arn": "arn:aws:organizations::111122223333:root/o-example/r-exam", "Name": "Root", "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}]}`}},
				"organizations:ListOrganizationalUnitsForParent": {{when: "r-exam", body: children}, {body: `{"OrganizationalUnits": []}`}},
				"organizations:ListAccountsForParent": {{when: "r-exam", body: `{"Accounts": [{"Id": "111122223333", "Email": "root@example.com"}]}`},
					{when: "ou-exam-prod", code: "AccessDeniedException"}},
			},
			ids: []string{"ou-exam-prod", "r-exam"}, gaps: []string{"global ou-exam-prod organizations:ListAccountsForParent AccessDenied AccessDeniedException"},
			has: map[string]any{"Name": "Production", "ParentId": "r-exam"},
		},
		"units that name each other": { // walked without end they would fill the disk
			answers: replies{
				"organizations:ListRoots":                        {{body: `{"Roots": [{"Id": "r-exam", "Name": "Root"}]}`}},
				"organizations:ListOrganizationalUnitsForParent": {{body: children}},
				"organizations:ListAccountsForParent":            {{body: `{"Accounts": []}`}},
			},
			ids: []string{"ou-exam-prod", "r-exam"}, has: map[string]any{"ParentId": "r-exam"},
		},
		"alone": {answers: replies{"organizations:ListRoots": noOrganizationReply}},
	})
}

func TestAccountsOfTheOrganization(t *testing.T) {
	worlds(t, "organizations.accounts", map[string]world{
		"two pages": {
			answers: replies{"organizations:ListAccounts": {
				{when: `"NextToken":"two"`, body: `{"Accounts": [{"Id": "777788889999", "Status": "SUSPENDED"}]}`},
				{body: `{"Accounts": [{"Id": "444455556666", "Email": "audit@example.com", "Name": "Audit", "Status": "ACTIVE"}], "NextToken": "two"}`},
			}},
			ids: []string{"444455556666", "777788889999"}, has: map[string]any{"Name": "Audit", "Email": "[cut length=16-31 class=text]", "Status": "ACTIVE"},
		},
		"alone":  {answers: replies{"organizations:ListAccounts": noOrganizationReply}},
		"denied": {answers: replies{"organizations:ListAccounts": denied}, gaps: []string{"global - organizations:ListAccounts AccessDenied AccessDeniedException"}},
	})
}
