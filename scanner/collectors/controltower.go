package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/controltower"
	"github.com/aws/aws-sdk-go-v2/service/controltower/types"

	"kijun/scanner/collect"
)

// controltower.landing_zones: the landing zone, which the management account alone may see
// (https://docs.aws.amazon.com/controltower/latest/APIReference/API_ListLandingZones.html). Its home region cannot be known beforehand,
// so every region is asked for its ARN, and the one in the ARN for the rest. Which accounts are enrolled, the enabled baselines say:
// those of organizational units and, under them, of accounts.
var _ = collect.Register(collect.Collector{
	Key: "controltower.landing_zones", Type: "AWS::ControlTower::LandingZone", Scope: collect.Organization, Administrator: collect.ManagementAccount,
	List: "controltower:ListLandingZones", Element: types.LandingZoneSummary{},
	Details: []collect.Detail{
		{Operation: "controltower:GetLandingZone", Output: controltower.GetLandingZoneOutput{}},
		{Operation: "controltower:ListEnabledBaselines", Output: controltower.ListEnabledBaselinesOutput{}},
		{Operation: "controltower:ListEnabledControls", Output: controltower.ListEnabledControlsOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := controltower.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, controltower.NewListLandingZonesPaginator(svc, &controltower.ListLandingZonesInput{})) {
			if err != nil {
				return err
			}
			for _, zone := range page.LandingZones {
				arn := aws.ToString(zone.Arn)
				home := regionOf(arn, t.Region)
				there := controltower.NewFromConfig(t.In(home))
				el := out.Add(arn, arn, zone).Region(home)
				collect.Ask(el, there.GetLandingZone, &controltower.GetLandingZoneInput{LandingZoneIdentifier: zone.Arn})
				collect.AskPages(el, controltower.NewListEnabledBaselinesPaginator(there, &controltower.ListEnabledBaselinesInput{IncludeChildren: true}))
				collect.AskPages(el, controltower.NewListEnabledControlsPaginator(there, &controltower.ListEnabledControlsInput{}))
			}
		}
		return nil
	},
})
