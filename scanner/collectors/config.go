package collectors

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/configservice/types"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"kijun/scanner/collect"
)

// config.recorders: the customer managed recorder, at most one a region
// (https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html). Asked without a name, Config
// leaves out the recorders that other AWS services keep for themselves.
var _ = collect.Register(collect.Collector{
	Key: "config.recorders", Type: "AWS::Config::ConfigurationRecorder",
	List: "config:DescribeConfigurationRecorders", Element: types.ConfigurationRecorder{},
	Details: []collect.Detail{{Operation: "config:DescribeConfigurationRecorderStatus", Output: configservice.DescribeConfigurationRecorderStatusOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		got, err := svc.DescribeConfigurationRecorders(ctx, &configservice.DescribeConfigurationRecordersInput{})
		if err != nil {
			return err
		}
		for _, recorder := range got.ConfigurationRecorders {
			name := aws.ToString(recorder.Name)
			el := out.Add(cmp.Or(aws.ToString(recorder.Arn), t.Region+"/"+name), aws.ToString(recorder.Arn), recorder)
			collect.Ask(el, svc.DescribeConfigurationRecorderStatus, &configservice.DescribeConfigurationRecorderStatusInput{ConfigurationRecorderNames: []string{name}})
		}
		return nil
	},
})

// config.delivery_channels: where the recorder delivers, at most one a region. A channel has no ARN.
var _ = collect.Register(collect.Collector{
	Key: "config.delivery_channels", Type: "AWS::Config::DeliveryChannel",
	List: "config:DescribeDeliveryChannels", Element: types.DeliveryChannel{},
	Details: []collect.Detail{{Operation: "config:DescribeDeliveryChannelStatus", Output: configservice.DescribeDeliveryChannelStatusOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		got, err := svc.DescribeDeliveryChannels(ctx, &configservice.DescribeDeliveryChannelsInput{})
		if err != nil {
			return err
		}
		for _, channel := range got.DeliveryChannels {
			name := aws.ToString(channel.Name)
			el := out.Add(t.Region+"/"+name, "", channel) // a channel has no ARN
			collect.Ask(el, svc.DescribeDeliveryChannelStatus, &configservice.DescribeDeliveryChannelStatusInput{DeliveryChannelNames: []string{name}})
		}
		return nil
	},
})

const (
	ruleCompliance = "config:DescribeComplianceByConfigRule"
	ruleEvaluation = "config:DescribeConfigRuleEvaluationStatus"
)

// config.rules: rules of the account, also those that conformance packs, the organization, Control Tower and Security Hub put there.
// How a rule stands is asked in bulk for all rules, since Security Hub alone brings some hundred; a rule that nothing has been said
// of has an answer without a list. A rule of the customer's own is given what its author likes, so of its InputParameters only
// the names are kept.
var _ = collect.Register(collect.Collector{
	Key: "config.rules", Type: "AWS::Config::ConfigRule",
	List: "config:DescribeConfigRules", Element: types.ConfigRule{},
	Details: []collect.Detail{
		{Operation: ruleCompliance, Output: configservice.DescribeComplianceByConfigRuleOutput{}},
		{Operation: ruleEvaluation, Output: configservice.DescribeConfigRuleEvaluationStatusOutput{}},
	},
	JSON: []string{"InputParameters"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		compliant, compliantErr := complianceOf(ctx, svc, out.Needs(ruleCompliance))
		evaluated, evaluatedErr := evaluationOf(ctx, svc, out.Needs(ruleEvaluation))
		for page, err := range collect.Pages(ctx, configservice.NewDescribeConfigRulesPaginator(svc, &configservice.DescribeConfigRulesInput{})) {
			if err != nil {
				return err
			}
			for _, rule := range page.ConfigRules {
				name := aws.ToString(rule.ConfigRuleName)
				if rule.InputParameters != nil && (rule.Source == nil || rule.Source.Owner != types.OwnerAws) {
					rule.InputParameters = aws.String(namesOnly(*rule.InputParameters))
				}
				el := out.Add(cmp.Or(aws.ToString(rule.ConfigRuleArn), t.Region+"/"+name), aws.ToString(rule.ConfigRuleArn), rule)
				el.Give(ruleCompliance, configservice.DescribeComplianceByConfigRuleOutput{ComplianceByConfigRules: compliant[name]}, compliantErr)
				el.Give(ruleEvaluation, configservice.DescribeConfigRuleEvaluationStatusOutput{ConfigRulesEvaluationStatus: evaluated[name]}, evaluatedErr)
			}
		}
		return nil
	},
})

// namesOnly is a JSON object of parameters with each value cut.
func namesOnly(parameters string) string {
	var values map[string]any
	if json.Unmarshal([]byte(parameters), &values) != nil {
		return collect.Cut(parameters)
	}
	for name, value := range values {
		text, ok := value.(string)
		if !ok {
			text = fmt.Sprint(value)
		}
		values[name] = collect.Cut(text)
	}
	raw, err := json.Marshal(values)
	if err != nil {
		return collect.Cut(parameters)
	}
	return string(raw)
}

func complianceOf(ctx context.Context, svc *configservice.Client, needed bool) (map[string][]types.ComplianceByConfigRule, error) {
	all := map[string][]types.ComplianceByConfigRule{}
	if !needed {
		return all, nil
	}
	in := &configservice.DescribeComplianceByConfigRuleInput{}
	for page, err := range collect.Pages(ctx, configservice.NewDescribeComplianceByConfigRulePaginator(svc, in)) {
		if err != nil {
			return nil, err
		}
		for _, one := range page.ComplianceByConfigRules {
			name := aws.ToString(one.ConfigRuleName)
			all[name] = append(all[name], one)
		}
	}
	return all, nil
}

func evaluationOf(ctx context.Context, svc *configservice.Client, needed bool) (map[string][]types.ConfigRuleEvaluationStatus, error) {
	all := map[string][]types.ConfigRuleEvaluationStatus{}
	if !needed {
		return all, nil
	}
	in := &configservice.DescribeConfigRuleEvaluationStatusInput{}
	for page, err := range collect.Pages(ctx, configservice.NewDescribeConfigRuleEvaluationStatusPaginator(svc, in)) {
		if err != nil {
			return nil, err
		}
		for _, one := range page.ConfigRulesEvaluationStatus {
			name := aws.ToString(one.ConfigRuleName)
			all[name] = append(all[name], one)
		}
	}
	return all, nil
}

// config.remediations: what Config runs when a resource breaks a rule. The listing takes the names of at most 25 rules and has no
// pages (https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeRemediationConfigurations.html). The document that a
// remediation runs is described too, since not every region offers AWS's documents. Of constant parameters, the payload and the
// message of a document among them, only ARNs are kept, and of a document's defaults nothing.
var _ = collect.Register(collect.Collector{
	Key: "config.remediations", Type: "AWS::Config::RemediationConfiguration",
	List: "config:DescribeRemediationConfigurations", Also: []string{"config:DescribeConfigRules"}, Element: types.RemediationConfiguration{},
	Details: []collect.Detail{
		{Operation: "config:DescribeRemediationExecutionStatus", Output: configservice.DescribeRemediationExecutionStatusOutput{}, Absent: []string{"NoSuchRemediationConfigurationException"}},
		{Operation: "ssm:DescribeDocument", Output: ssm.DescribeDocumentOutput{}, Absent: []string{"InvalidDocument"}},
	},
	Secret: []string{"DescribeDocument.Document.Parameters.DefaultValue"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		var rules []string
		for page, err := range collect.Pages(ctx, configservice.NewDescribeConfigRulesPaginator(svc, &configservice.DescribeConfigRulesInput{})) {
			if err != nil {
				return err
			}
			for _, rule := range page.ConfigRules {
				rules = append(rules, aws.ToString(rule.ConfigRuleName))
			}
		}
		documents := ssm.NewFromConfig(t.Config)
		for names := range slices.Chunk(rules, 25) {
			got, err := svc.DescribeRemediationConfigurations(ctx, &configservice.DescribeRemediationConfigurationsInput{ConfigRuleNames: names})
			if err != nil {
				return err
			}
			for _, remediation := range got.RemediationConfigurations {
				for _, parameter := range remediation.Parameters {
					if parameter.StaticValue == nil {
						continue
					}
					for i, value := range parameter.StaticValue.Values {
						if !arn.IsARN(value) {
							parameter.StaticValue.Values[i] = collect.Cut(value)
						}
					}
				}
				el := out.Add(cmp.Or(aws.ToString(remediation.Arn), t.Region+"/"+aws.ToString(remediation.ConfigRuleName)), aws.ToString(remediation.Arn), remediation)
				collect.AskPages(el, configservice.NewDescribeRemediationExecutionStatusPaginator(svc,
					&configservice.DescribeRemediationExecutionStatusInput{ConfigRuleName: remediation.ConfigRuleName}))
				if remediation.TargetType == types.RemediationTargetTypeSsmDocument {
					collect.Ask(el, documents.DescribeDocument, &ssm.DescribeDocumentInput{Name: remediation.TargetId})
				}
			}
		}
		return nil
	},
})

// config.conformance_packs: packs of rules. A pack of the organization shows in each member under a name with a generated end.
var _ = collect.Register(collect.Collector{
	Key: "config.conformance_packs", Type: "AWS::Config::ConformancePack",
	List: "config:DescribeConformancePacks", Element: types.ConformancePackDetail{},
	Details: []collect.Detail{{Operation: "config:DescribeConformancePackStatus", Output: configservice.DescribeConformancePackStatusOutput{}}},
	Secret:  []string{"ConformancePackInputParameters.ParameterValue"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, configservice.NewDescribeConformancePacksPaginator(svc, &configservice.DescribeConformancePacksInput{})) {
			if err != nil {
				return err
			}
			for _, pack := range page.ConformancePackDetails {
				arn := aws.ToString(pack.ConformancePackArn)
				el := out.Add(arn, arn, pack)
				collect.AskPages(el, configservice.NewDescribeConformancePackStatusPaginator(svc,
					&configservice.DescribeConformancePackStatusInput{ConformancePackNames: []string{aws.ToString(pack.ConformancePackName)}}))
			}
		}
		return nil
	},
})

// config.aggregators: aggregators that collect what Config found in other accounts and regions.
var _ = collect.Register(collect.Collector{
	Key: "config.aggregators", Type: "AWS::Config::ConfigurationAggregator",
	List: "config:DescribeConfigurationAggregators", Element: types.ConfigurationAggregator{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := configservice.NewFromConfig(t.Config)
		in := &configservice.DescribeConfigurationAggregatorsInput{}
		for page, err := range collect.Pages(ctx, configservice.NewDescribeConfigurationAggregatorsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, aggregator := range page.ConfigurationAggregators {
				arn := aws.ToString(aggregator.ConfigurationAggregatorArn)
				out.Add(arn, arn, aggregator)
			}
		}
		return nil
	},
})
