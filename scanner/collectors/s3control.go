package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/s3control/types"

	"kijun/scanner/collect"
)

// s3control.public_access_block: the account's block of public access, or none when it was never set
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html). It holds in every region.
var _ = collect.Register(collect.Collector{
	Key: "s3control.public_access_block", Type: "AWS::::Account", Scope: collect.Global,
	List: "s3control:GetPublicAccessBlock", Element: types.PublicAccessBlockConfiguration{},
	Absent: []string{"NoSuchPublicAccessBlockConfiguration"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := s3control.NewFromConfig(t.Config).GetPublicAccessBlock(ctx, &s3control.GetPublicAccessBlockInput{AccountId: aws.String(t.Account)})
		if err != nil {
			return err
		}
		out.Add(t.Account, "", got.PublicAccessBlockConfiguration)
		return nil
	},
})
