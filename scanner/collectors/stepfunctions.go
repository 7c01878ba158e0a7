package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"kijun/scanner/collect"
)

// stepfunctions.state_machines: state machines without their definitions, which nobody asks for and which can hold anything
// (https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html).
var _ = collect.Register(collect.Collector{
	Key: "stepfunctions.state_machines", Type: "AWS::StepFunctions::StateMachine",
	List: "stepfunctions:ListStateMachines", Element: types.StateMachineListItem{},
	Details: []collect.Detail{
		{Operation: "stepfunctions:DescribeStateMachine", Output: sfn.DescribeStateMachineOutput{}},
		{Operation: "stepfunctions:ListTagsForResource", Output: sfn.ListTagsForResourceOutput{}},
	},
	Secret: []string{"DescribeStateMachine.Definition"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := sfn.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, sfn.NewListStateMachinesPaginator(svc, &sfn.ListStateMachinesInput{MaxResults: 1000})) {
			if err != nil {
				return err
			}
			for _, machine := range page.StateMachines {
				el := out.Add(aws.ToString(machine.StateMachineArn), aws.ToString(machine.StateMachineArn), machine)
				collect.Ask(el, svc.DescribeStateMachine, &sfn.DescribeStateMachineInput{StateMachineArn: machine.StateMachineArn, IncludedData: types.IncludedDataMetadataOnly})
				collect.Ask(el, svc.ListTagsForResource, &sfn.ListTagsForResourceInput{ResourceArn: machine.StateMachineArn})
			}
		}
		return nil
	},
})
