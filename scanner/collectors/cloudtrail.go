package collectors

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail/types"

	"kijun/scanner/collect"
)

// regionOf is the region in an ARN, or the given one when the ARN has none.
func regionOf(name, otherwise string) string {
	if parsed, err := arn.Parse(name); err == nil && parsed.Region != "" {
		return parsed.Region
	}
	return otherwise
}

// foreignTrail turns "not found" into an error that means nothing of the kind, when the trail or store is another account's: a member
// account is shown its organization's trails and may be told "unknown trail" when it asks about them
// (https://github.com/turbot/steampipe-plugin-aws/issues/577). Without this the trail would count as vanished.
func foreignTrail(t *collect.Target, name string, err error) error {
	if owner, parsed := arn.Parse(name); parsed != nil || owner.AccountID == t.Account {
		return err
	}
	if class, code := collect.Classify(err, nil); class == collect.Vanished {
		return fmt.Errorf("%s is of another account and answered with %s", name, code)
	}
	return err
}

// cloudtrail.trails: trails, also the shadow trails of other regions and of the organization
// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html). Every region shows a multi-region trail;
// only its home region answers everything about it, and an organization's trail is known to its members by its ARN alone.
var _ = collect.Register(collect.Collector{
	Key: "cloudtrail.trails", Type: "AWS::CloudTrail::Trail", Scope: collect.Shared, Evidence: true,
	List: "cloudtrail:DescribeTrails", Element: types.Trail{},
	Details: []collect.Detail{
		{Operation: "cloudtrail:GetTrailStatus", Output: cloudtrail.GetTrailStatusOutput{}},
		{Operation: "cloudtrail:GetEventSelectors", Output: cloudtrail.GetEventSelectorsOutput{}},
		{Operation: "cloudtrail:ListTags", Output: cloudtrail.ListTagsOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := cloudtrail.NewFromConfig(t.Config).DescribeTrails(ctx, &cloudtrail.DescribeTrailsInput{IncludeShadowTrails: aws.Bool(true)})
		if err != nil {
			return err
		}
		for _, trail := range got.TrailList {
			name := aws.ToString(trail.TrailARN)
			el, svc := addTrail(t, out, trail)
			el.Do("cloudtrail:ListTags", func(ctx context.Context) (any, error) {
				got, err := collect.Merge(ctx, cloudtrail.NewListTagsPaginator(svc, &cloudtrail.ListTagsInput{ResourceIdList: []string{name}}))
				return got, foreignTrail(t, name, err)
			})
		}
		return nil
	},
})

// addTrail adds a trail and asks its home Region, which the client is of, for its status and what it selects.
func addTrail(t *collect.Target, out *collect.Sink, trail types.Trail) (*collect.Element, *cloudtrail.Client) {
	name, home := aws.ToString(trail.TrailARN), aws.ToString(trail.HomeRegion)
	el := out.Add(name, name, trail).Region(home)
	svc := cloudtrail.NewFromConfig(t.In(home))
	el.Do("cloudtrail:GetTrailStatus", func(ctx context.Context) (any, error) {
		got, err := svc.GetTrailStatus(ctx, &cloudtrail.GetTrailStatusInput{Name: trail.TrailARN})
		return got, foreignTrail(t, name, err)
	})
	el.Do("cloudtrail:GetEventSelectors", func(ctx context.Context) (any, error) {
		got, err := svc.GetEventSelectors(ctx, &cloudtrail.GetEventSelectorsInput{TrailName: trail.TrailARN})
		return got, foreignTrail(t, name, err)
	})
	return el, svc
}

// cloudtrail.event_data_stores: CloudTrail Lake's stores (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventDataStore.html).
// The listing has no more than ARN and name, whatever its type promises.
var _ = collect.Register(collect.Collector{
	Key: "cloudtrail.event_data_stores", Type: "AWS::CloudTrail::EventDataStore",
	List: "cloudtrail:ListEventDataStores", Element: types.EventDataStore{},
	Details: []collect.Detail{{Operation: "cloudtrail:GetEventDataStore", Output: cloudtrail.GetEventDataStoreOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudtrail.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, cloudtrail.NewListEventDataStoresPaginator(svc, &cloudtrail.ListEventDataStoresInput{})) {
			if err != nil {
				return err
			}
			for _, store := range page.EventDataStores {
				name := aws.ToString(store.EventDataStoreArn)
				out.Add(name, name, store).Do("cloudtrail:GetEventDataStore", func(ctx context.Context) (any, error) {
					got, err := svc.GetEventDataStore(ctx, &cloudtrail.GetEventDataStoreInput{EventDataStore: store.EventDataStoreArn})
					return got, foreignTrail(t, name, err)
				})
			}
		}
		return nil
	},
})
