package collectors

import "testing"

func TestHubs(t *testing.T) {
	on := []reply{{body: `{"HubArn": "arn:aws:securityhub:ap-northeast-1:111122223333:hub/default", "AutoEnableControls": true, "SubscribedAt": "2026-01-01T00:00:00.000Z"}`}}
	worlds(t, "securityhub.hubs", map[string]world{
		"on, without an administrator": {
			answers: replies{
				"securityhub:DescribeHub":                         on,
				"securityhub:GetAdministratorAccount":             {{code: "ResourceNotFoundException"}},
				"securityhub:DescribeOrganizationConfiguration":   {{code: "InvalidAccessException"}},
				"securityhub:ListConfigurationPolicyAssociations": {{code: "InvalidAccessException"}},
			},
			ids:  []string{jp},
			gaps: []string{jp + " " + jp + " securityhub:DescribeOrganizationConfiguration Other InvalidAccessException"},
			has: map[string]any{
				"AutoEnableControls": true, "arn": "arn:aws:securityhub:ap-northeast-1:111122223333:hub/default",
				"GetAdministratorAccount": map[string]any{}, "DescribeOrganizationConfiguration": nil, "ListConfigurationPolicyAssociations": map[string]any{},
			},
		},
		"policies denied by IAM": {
			answers: replies{
				"securityhub:DescribeHub":                         on,
				"securityhub:GetAdministratorAccount":             {{body: `{}`}},
				"securityhub:DescribeOrganizationConfiguration":   {{body: `{}`}},
				"securityhub:ListConfigurationPolicyAssociations": denied,
			},
			ids:  []string{jp},
			gaps: []string{jp + " " + jp + " securityhub:ListConfigurationPolicyAssociations AccessDenied AccessDeniedException"},
			has:  map[string]any{"ListConfigurationPolicyAssociations": nil},
		},
		"the administrator": {
			answers: replies{
				"securityhub:DescribeHub":                       on,
				"securityhub:GetAdministratorAccount":           {{body: `{}`}},
				"securityhub:DescribeOrganizationConfiguration": {{body: `{"AutoEnable": false, "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"}}`}},
				"securityhub:ListConfigurationPolicyAssociations": {
					{when: `"NextToken":"two"`, body: `{"ConfigurationPolicyAssociationSummaries": [{"TargetId": "111122223333", "TargetType": "ACCOUNT"}]}`},
					{body: `{"ConfigurationPolicyAssociationSummaries": [{"TargetId": "r-root", "TargetType": "ROOT", "AssociationStatus": "SUCCESS"}], "NextToken": "two"}`},
				},
			},
			ids: []string{jp},
			has: map[string]any{
				"DescribeOrganizationConfiguration.OrganizationConfiguration.ConfigurationType":            "CENTRAL",
				"ListConfigurationPolicyAssociations.ConfigurationPolicyAssociationSummaries.1.TargetType": "ACCOUNT",
			},
		},
		"off":           {answers: replies{"securityhub:DescribeHub": {{code: "InvalidAccessException"}}}},
		"off, too":      {answers: replies{"securityhub:DescribeHub": {{code: "ResourceNotFoundException"}}}},
		"denied by IAM": {answers: replies{"securityhub:DescribeHub": denied}, gaps: []string{jp + " - securityhub:DescribeHub AccessDenied AccessDeniedException"}},
	})
}

func TestStandards(t *testing.T) {
	const subscription = "arn:aws:securityhub:ap-northeast-1:111122223333:subscription/"
	worlds(t, "securityhub.standards", map[string]world{
		"two pages": {
			answers: replies{"securityhub:GetEnabledStandards": {
				{when: `"NextToken":"two"`, body: `{"StandardsSubscriptions": [{"StandardsSubscriptionArn": "` + subscription + `cis", "StandardsStatus": "INCOMPLETE",
					"StandardsStatusReason": {"StatusReasonCode": "NO_AVAILABLE_CONFIGURATION_RECORDER"}}]}`},
				{body: `{"StandardsSubscriptions": [{"StandardsSubscriptionArn": "` + subscription + `aws", "StandardsArn": "arn:aws:securityhub:ap-northeast-1::standards/x", "StandardsStatus": "READY"}], "NextToken": "two"}`},
			}, "securityhub:DescribeStandardsControls": {
				{when: "NextToken=two", body: `{"Controls": [{"ControlId": "EC2.2", "ControlStatus": "DISABLED"}]}`},
				{body: `{"Controls": [{"ControlId": "EC2.1", "ControlStatus": "ENABLED"}], "NextToken": "two"}`},
			}},
			ids: []string{subscription + "aws", subscription + "cis"},
			has: map[string]any{"StandardsStatus": "READY", "DescribeStandardsControls.Controls.1.ControlStatus": "DISABLED"},
		},
		"controls denied": {
			answers: replies{
				"securityhub:GetEnabledStandards":       {{body: `{"StandardsSubscriptions": [{"StandardsSubscriptionArn": "` + subscription + `aws", "StandardsStatus": "READY"}]}`}},
				"securityhub:DescribeStandardsControls": denied,
			},
			ids:  []string{subscription + "aws"},
			gaps: []string{jp + " " + subscription + "aws securityhub:DescribeStandardsControls AccessDenied AccessDeniedException"},
			has:  map[string]any{"StandardsStatus": "READY", "DescribeStandardsControls": nil},
		},
		"none":   {answers: replies{"securityhub:GetEnabledStandards": {{body: `{"StandardsSubscriptions": []}`}}}},
		"off":    {answers: replies{"securityhub:GetEnabledStandards": {{code: "InvalidAccessException"}}}},
		"denied": {answers: replies{"securityhub:GetEnabledStandards": denied}, gaps: []string{jp + " - securityhub:GetEnabledStandards AccessDenied AccessDeniedException"}},
	})
}

func TestFindingAggregators(t *testing.T) {
	const arn = "arn:aws:securityhub:us-east-1:111122223333:finding-aggregator/1"
	worlds(t, "securityhub.finding_aggregators", map[string]world{
		"every region lists it, its own describes it": {
			regions: []string{jp, us, "eu-west-1"},
			answers: replies{
				"securityhub:ListFindingAggregators": {
					{when: "securityhub.eu-west-1.", code: "InvalidAccessException"},
					{when: "NextToken=two", body: `{"FindingAggregators": [{"FindingAggregatorArn": "` + arn + `"}]}`},
					{body: `{"FindingAggregators": [], "NextToken": "two"}`},
				},
				"securityhub:GetFindingAggregator": {{when: "securityhub.us-east-1.", body: `{"RegionLinkingMode": "ALL_REGIONS", "FindingAggregationRegion": "us-east-1"}`}},
			},
			ids: []string{arn},
			has: map[string]any{"region": us, "seen_in": []string{jp, us}, "GetFindingAggregator.RegionLinkingMode": "ALL_REGIONS"},
		},
		"none": {answers: replies{"securityhub:ListFindingAggregators": {{body: `{"FindingAggregators": []}`}}}},
		"one is denied": {
			answers: replies{"securityhub:ListFindingAggregators": {{body: `{"FindingAggregators": [{"FindingAggregatorArn": "` + arn + `"}]}`}}, "securityhub:GetFindingAggregator": denied},
			ids:     []string{arn},
			gaps:    []string{us + " " + arn + " securityhub:GetFindingAggregator AccessDenied AccessDeniedException"},
		},
	})
}
