package collectors

import (
	"fmt"
	"strings"
	"testing"
)

func TestRecorders(t *testing.T) {
	list := []reply{{body: `{"ConfigurationRecorders": [{"name": "default", "arn": "arn:aws:config:ap-northeast-1:111122223333:configuration-recorder/default/1",
		"roleARN": "arn:aws:iam::111122223333:role/config", "recordingGroup": {"allSupported": true, "includeGlobalResourceTypes": true}}]}`}}
	worlds(t, "config.recorders", map[string]world{
		"recording": {
			answers: replies{
				"config:DescribeConfigurationRecorders":      list,
				"config:DescribeConfigurationRecorderStatus": {{when: `"default"`, body: `{"ConfigurationRecordersStatus": [{"name": "default", "recording": true, "lastStatus": "SUCCESS"}]}`}},
			},
			ids: []string{"arn:aws:config:ap-northeast-1:111122223333:configuration-recorder/default/1"},
			has: map[string]any{"RecordingGroup.AllSupported": true, "DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus.0.Recording": true},
		},
		"the status is denied": {
			answers: replies{"config:DescribeConfigurationRecorders": list, "config:DescribeConfigurationRecorderStatus": denied},
			ids:     []string{"arn:aws:config:ap-northeast-1:111122223333:configuration-recorder/default/1"},
			gaps:    []string{jp + " arn:aws:config:ap-northeast-1:111122223333:configuration-recorder/default/1 config:DescribeConfigurationRecorderStatus AccessDenied AccessDeniedException"},
			has:     map[string]any{"DescribeConfigurationRecorderStatus": nil},
		},
		"none":   {answers: replies{"config:DescribeConfigurationRecorders": {{body: `{"ConfigurationRecorders": []}`}}}},
		"denied": {answers: replies{"config:DescribeConfigurationRecorders": denied}, gaps: []string{jp + " - config:DescribeConfigurationRecorders AccessDenied AccessDeniedException"}},
	})
}

func TestDeliveryChannels(t *testing.T) {
	worlds(t, "config.delivery_channels", map[string]world{
		"delivering": {
			answers: replies{
				"config:DescribeDeliveryChannels":      {{body: `{"DeliveryChannels": [{"name": "default", "s3BucketName": "config-111122223333"}]}`}},
				"config:DescribeDeliveryChannelStatus": {{body: `{"DeliveryChannelsStatus": [{"name": "default", "configHistoryDeliveryInfo": {"lastStatus": "SUCCESS"}}]}`}},
			},
			ids: []string{"ap-northeast-1/default"},
			has: map[string]any{"S3BucketName": "config-111122223333", "arn": nil, "DescribeDeliveryChannelStatus.DeliveryChannelsStatus.0.ConfigHistoryDeliveryInfo.LastStatus": "SUCCESS"},
		},
		"none": {answers: replies{"config:DescribeDeliveryChannels": {{body: `{}`}}}},
	})
}

func TestConfigRules(t *testing.T) {
	list := []reply{
		{when: `"NextToken":"two"`, body: `{"ConfigRules": [{"ConfigRuleName": "b", "ConfigRuleArn": "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-b"}]}`},
		{body: `{"ConfigRules": [{"ConfigRuleName": "a", "Source": {"Owner": "AWS", "SourceIdentifier": "INCOMING_SSH_DISABLED"},
			"InputParameters": "{\"blockedPort1\": \"20\"}", "ConfigRuleState": "ACTIVE"}], "NextToken": "two"}`},
	}
	worlds(t, "config.rules", map[string]world{
		"two pages of each": {
			answers: replies{
				"config:DescribeConfigRules": list,
				"config:DescribeComplianceByConfigRule": {
					{when: `"NextToken":"more"`, body: `{"ComplianceByConfigRules": [{"ConfigRuleName": "a", "Compliance": {"ComplianceType": "NON_COMPLIANT"}}]}`},
					{body: `{"ComplianceByConfigRules": [{"ConfigRuleName": "z", "Compliance": {"ComplianceType": "COMPLIANT"}}], "NextToken": "more"}`},
				},
				"config:DescribeConfigRuleEvaluationStatus": {{body: `{"ConfigRulesEvaluationStatus": [{"ConfigRuleName": "a", "FirstEvaluationStarted": true}]}`}},
			},
			ids: []string{"ap-northeast-1/a", "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-b"},
			has: map[string]any{
				"InputParameters.blockedPort1": "20", "Source.SourceIdentifier": "INCOMING_SSH_DISABLED",
				"DescribeComplianceByConfigRule.ComplianceByConfigRules.0.Compliance.ComplianceType":      "NON_COMPLIANT",
				"DescribeConfigRuleEvaluationStatus.ConfigRulesEvaluationStatus.0.FirstEvaluationStarted": true,
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "b's compliance", elements[1]["DescribeComplianceByConfigRule"], map[string]any{})
			},
		},
		"what the customer's own rules are given is cut": {
			need: []string{},
			answers: replies{"config:DescribeConfigRules": {{body: `{"ConfigRules": [
				{"ConfigRuleName": "c", "Source": {"Owner": "CUSTOM_LAMBDA"}, "InputParameters": "{\"token\": \"hush\", \"days\": 30}"},
				{"ConfigRuleName": "d", "Source": {"Owner": "CUSTOM_POLICY"}, "InputParameters": "hush"}]}`}}},
			ids: []string{"ap-northeast-1/c", "ap-northeast-1/d"},
			has: map[string]any{"InputParameters.token": "[cut length=1-7 class=text]", "InputParameters.days": "[cut length=1-7 class=number]"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "parameters that are no JSON", elements[1]["InputParameters"], "[cut length=1-7 class=text]")
			},
		},
		"nobody needs the compliance": {
			need: []string{}, answers: replies{"config:DescribeConfigRules": list}, ids: []string{"ap-northeast-1/a", "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-b"}, has: map[string]any{"DescribeComplianceByConfigRule": nil},
		},
		"the compliance is denied": {
			need:    []string{"DescribeComplianceByConfigRule"},
			answers: replies{"config:DescribeConfigRules": list, "config:DescribeComplianceByConfigRule": denied},
			ids:     []string{"ap-northeast-1/a", "arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-b"},
			gaps: []string{
				jp + " ap-northeast-1/a config:DescribeComplianceByConfigRule AccessDenied AccessDeniedException",
				jp + " arn:aws:config:ap-northeast-1:111122223333:config-rule/config-rule-b config:DescribeComplianceByConfigRule AccessDenied AccessDeniedException",
			},
		},
		"the second page is denied": {
			need:    []string{},
			answers: replies{"config:DescribeConfigRules": {{when: `"NextToken":"two"`, code: "AccessDeniedException"}, list[1]}},
			ids:     []string{"ap-northeast-1/a"},
			gaps:    []string{jp + " - config:DescribeConfigRules CutPage AccessDeniedException"},
		},
		"none": {need: []string{}, answers: replies{"config:DescribeConfigRules": {{body: `{"ConfigRules": []}`}}}},
	})
}

func TestRemediations(t *testing.T) {
	names := []string{}
	for i := range 26 {
		names = append(names, fmt.Sprintf(`{"ConfigRuleName": "rule-%02d"}`, i))
	}
	rules := []reply{{body: `{"ConfigRules": [` + strings.Join(names, ",") + `]}`}}
	list := []reply{
		{when: `"rule-25"`, body: `{"RemediationConfigurations": [{"ConfigRuleName": "rule-25", "TargetType": "SSM_DOCUMENT", "TargetId": "gone"}]}`},
		{body: `{"RemediationConfigurations": [{"ConfigRuleName": "rule-00", "Automatic": true, "TargetType": "SSM_DOCUMENT",
			"TargetId": "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules", "TargetVersion": "1", "MaximumAutomaticAttempts": 5, "RetryAttemptSeconds": 60,
			"Parameters": {"GroupId": {"ResourceValue": {"Value": "RESOURCE_ID"}}, "AutomationAssumeRole": {"StaticValue": {"Values": ["arn:aws:iam::111122223333:role/r"]}},
				"Message": {"StaticValue": {"Values": ["hush"]}}}}]}`},
	}
	worlds(t, "config.remediations", map[string]world{
		"rules are asked for in batches": {
			answers: replies{
				"config:DescribeConfigRules":               rules,
				"config:DescribeRemediationConfigurations": list,
				"config:DescribeRemediationExecutionStatus": {
					{when: `"rule-25"`, code: "NoSuchRemediationConfigurationException"},
					{when: `"NextToken":"two"`, body: `{"RemediationExecutionStatuses": [{"State": "FAILED"}]}`},
					{body: `{"RemediationExecutionStatuses": [{"State": "SUCCEEDED"}], "NextToken": "two"}`},
				},
				"ssm:DescribeDocument": {{when: `"gone"`, code: "InvalidDocument"}, {body: `{"Document": {"Name": "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules", "Owner": "Amazon", "Parameters": [{"Name": "Payload", "DefaultValue": "hush"}]}}`}},
			},
			ids: []string{"ap-northeast-1/rule-00", "ap-northeast-1/rule-25"},
			has: map[string]any{
				"Parameters.AutomationAssumeRole.StaticValue.Values.0":                    "arn:aws:iam::111122223333:role/r",
				"DescribeRemediationExecutionStatus.RemediationExecutionStatuses.1.State": "FAILED",
				"DescribeDocument.Document.Owner":                                         "Amazon",
				"DescribeDocument.Document.Parameters.0.DefaultValue":                     "[cut length=1-7 class=text]",
				"Parameters.Message.StaticValue.Values.0":                                 "[cut length=1-7 class=text]",
			},
			check: func(t *testing.T, f *aFake, elements []map[string]any) {
				expect(t, "calls", f.calls("config:DescribeRemediationConfigurations"), 2)
				expect(t, "what is not there", []any{elements[1]["DescribeDocument"], elements[1]["DescribeRemediationExecutionStatus"]}, []any{map[string]any{}, map[string]any{}})
			},
		},
		"no rules": {answers: replies{"config:DescribeConfigRules": {{body: `{"ConfigRules": []}`}}}},
		"the rules are denied": {
			answers: replies{"config:DescribeConfigRules": denied},
			gaps:    []string{jp + " - config:DescribeConfigRules AccessDenied AccessDeniedException"},
		},
		"the second batch is denied": {
			need: []string{},
			answers: replies{
				"config:DescribeConfigRules":               rules,
				"config:DescribeRemediationConfigurations": {{when: `"rule-25"`, code: "AccessDeniedException"}, list[1]},
			},
			ids:  []string{"ap-northeast-1/rule-00"},
			gaps: []string{jp + " - config:DescribeRemediationConfigurations CutPage AccessDeniedException"},
		},
	})
}

func TestConformancePacks(t *testing.T) {
	const arn = "arn:aws:config:ap-northeast-1:111122223333:conformance-pack/"
	worlds(t, "config.conformance_packs", map[string]world{
		"two pages": {
			answers: replies{
				"config:DescribeConformancePacks": {
					{when: `"NextToken":"two"`, body: `{"ConformancePackDetails": [{"ConformancePackName": "b", "ConformancePackArn": "` + arn + `b", "ConformancePackId": "b"}]}`},
					{body: `{"ConformancePackDetails": [{"ConformancePackName": "a", "ConformancePackArn": "` + arn + `a", "ConformancePackId": "a"}], "NextToken": "two"}`},
				},
				"config:DescribeConformancePackStatus": {{when: `["b"]`, code: "AccessDeniedException"}, {body: `{"ConformancePackStatusDetails": [{"ConformancePackState": "CREATE_COMPLETE"}]}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b config:DescribeConformancePackStatus AccessDenied AccessDeniedException"},
			has:  map[string]any{"DescribeConformancePackStatus.ConformancePackStatusDetails.0.ConformancePackState": "CREATE_COMPLETE"},
		},
		"none": {answers: replies{"config:DescribeConformancePacks": {{body: `{"ConformancePackDetails": []}`}}}},
	})
}

func TestAggregators(t *testing.T) {
	const arn = "arn:aws:config:ap-northeast-1:111122223333:config-aggregator/config-aggregator-"
	worlds(t, "config.aggregators", map[string]world{
		"two pages": {
			answers: replies{"config:DescribeConfigurationAggregators": {
				{when: `"NextToken":"two"`, body: `{"ConfigurationAggregators": [{"ConfigurationAggregatorArn": "` + arn + `b"}]}`},
				{body: `{"ConfigurationAggregators": [{"ConfigurationAggregatorArn": "` + arn + `a", "OrganizationAggregationSource": {"AllAwsRegions": true}}], "NextToken": "two"}`},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"OrganizationAggregationSource.AllAwsRegions": true},
		},
		"denied": {
			answers: replies{"config:DescribeConfigurationAggregators": denied},
			gaps:    []string{jp + " - config:DescribeConfigurationAggregators AccessDenied AccessDeniedException"},
		},
	})
}
