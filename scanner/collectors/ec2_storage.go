package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"kijun/scanner/collect"
)

// ec2.volumes: EBS volumes with their attachments.
var _ = collect.Register(collect.Collector{
	Key: "ec2.volumes", Type: "AWS::EC2::Volume",
	List: "ec2:DescribeVolumes", Element: types.Volume{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeVolumesPaginator(svc, &ec2.DescribeVolumesInput{MaxResults: aws.Int32(500)})) {
			if err != nil {
				return err
			}
			for _, volume := range page.Volumes {
				id := aws.ToString(volume.VolumeId)
				out.Add(id, ec2Arn(t, volume.OwnerId, "volume/"+id), volume)
			}
		}
		return nil
	},
})

// snapshots adds the snapshots that in asks for. A snapshot's ARN has no account.
func snapshots(ctx context.Context, t *collect.Target, out *collect.Sink, in *ec2.DescribeSnapshotsInput) error {
	for page, err := range collect.Pages(ctx, ec2.NewDescribeSnapshotsPaginator(ec2.NewFromConfig(t.Config), in)) {
		if err != nil {
			return err
		}
		for _, snapshot := range page.Snapshots {
			id := aws.ToString(snapshot.SnapshotId)
			out.Add(id, "arn:"+t.Partition+":ec2:"+t.Region+"::snapshot/"+id, snapshot)
		}
	}
	return nil
}

// ec2.snapshots: the account's own EBS snapshots. Asked without an owner, EC2 lists every public snapshot in the region.
var _ = collect.Register(collect.Collector{
	Key: "ec2.snapshots", Type: "AWS::EC2::Snapshot",
	List: "ec2:DescribeSnapshots", Element: types.Snapshot{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		return snapshots(ctx, t, out, &ec2.DescribeSnapshotsInput{OwnerIds: []string{"self"}, MaxResults: aws.Int32(1000)})
	},
})

// ec2.public_snapshots: those of the account's own snapshots that everybody may restore: one question instead of one for each snapshot
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html).
var _ = collect.Register(collect.Collector{
	Key: "ec2.public_snapshots", Type: "AWS::EC2::Snapshot",
	List: "ec2:DescribeSnapshots", Element: types.Snapshot{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		return snapshots(ctx, t, out, &ec2.DescribeSnapshotsInput{OwnerIds: []string{"self"}, RestorableByUserIds: []string{"all"}, MaxResults: aws.Int32(1000)})
	},
})

// ec2.ebs_encryption_by_default: one element a region. The default key is there to ask for whether encryption is on or not; where nobody
// has chosen one it is AWS's own, alias/aws/ebs.
var _ = collect.Register(collect.Collector{
	Key: "ec2.ebs_encryption_by_default", Type: "AWS::::Account",
	List: "ec2:GetEbsEncryptionByDefault", Element: ec2.GetEbsEncryptionByDefaultOutput{},
	Details: []collect.Detail{{Operation: "ec2:GetEbsDefaultKmsKeyId", Output: ec2.GetEbsDefaultKmsKeyIdOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		got, err := svc.GetEbsEncryptionByDefault(ctx, &ec2.GetEbsEncryptionByDefaultInput{})
		if err != nil {
			return err
		}
		el := out.Add(t.Region, "", got)
		collect.Ask(el, svc.GetEbsDefaultKmsKeyId, &ec2.GetEbsDefaultKmsKeyIdInput{})
		return nil
	},
})

// ec2.snapshot_block_public_access: one element a region. With "block-all-sharing" snapshots that are shared with everybody are
// still listed as public, but cannot be restored (https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html).
var _ = collect.Register(collect.Collector{
	Key: "ec2.snapshot_block_public_access", Type: "AWS::EC2::SnapshotBlockPublicAccess",
	List: "ec2:GetSnapshotBlockPublicAccessState", Element: ec2.GetSnapshotBlockPublicAccessStateOutput{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := ec2.NewFromConfig(t.Config).GetSnapshotBlockPublicAccessState(ctx, &ec2.GetSnapshotBlockPublicAccessStateInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got)
		return nil
	},
})
