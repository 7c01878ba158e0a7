package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	"github.com/aws/aws-sdk-go-v2/service/efs/types"

	"kijun/scanner/collect"
)

// efs.file_systems: file systems with their mount targets. Encrypted is decided when a file system is made and never changes
// (https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html).
var _ = collect.Register(collect.Collector{
	Key: "efs.file_systems", Type: "AWS::EFS::FileSystem",
	List: "efs:DescribeFileSystems", Element: types.FileSystemDescription{},
	Details: []collect.Detail{{Operation: "efs:DescribeMountTargets", Output: efs.DescribeMountTargetsOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := efs.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, efs.NewDescribeFileSystemsPaginator(svc, &efs.DescribeFileSystemsInput{MaxItems: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, system := range page.FileSystems {
				el := out.Add(aws.ToString(system.FileSystemArn), aws.ToString(system.FileSystemArn), system)
				collect.AskPages(el, efs.NewDescribeMountTargetsPaginator(svc, &efs.DescribeMountTargetsInput{FileSystemId: system.FileSystemId, MaxItems: aws.Int32(100)}))
			}
		}
		return nil
	},
})
