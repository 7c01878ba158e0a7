package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"kijun/scanner/collect"
)

// s3Client speaks to buckets of one region. A custom endpoint is reached by path, since its bucket names resolve nowhere.
func s3Client(t *collect.Target, region string) *s3.Client {
	return s3.NewFromConfig(t.In(region), func(o *s3.Options) { o.UsePathStyle = t.CustomEndpoint })
}

// s3.buckets: general purpose buckets (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html). The listing is
// global and gives each bucket's region only when it is asked with a page size; an older answer without one needs GetBucketLocation,
// where an empty constraint means us-east-1 and "EU" means eu-west-1.
var _ = collect.Register(collect.Collector{
	Key: "s3.buckets", Type: "AWS::S3::Bucket", Scope: collect.Global,
	List: "s3:ListBuckets", Also: []string{"s3:GetBucketLocation"}, Element: types.Bucket{},
	Details: []collect.Detail{
		{Operation: "s3:GetBucketAcl", Output: s3.GetBucketAclOutput{}},
		{Operation: "s3:GetBucketEncryption", Output: s3.GetBucketEncryptionOutput{}, Absent: []string{"ServerSideEncryptionConfigurationNotFoundError"}},
		{Operation: "s3:GetBucketLifecycleConfiguration", Output: s3.GetBucketLifecycleConfigurationOutput{}, Absent: []string{"NoSuchLifecycleConfiguration"}},
		{Operation: "s3:GetBucketLogging", Output: s3.GetBucketLoggingOutput{}},
		{Operation: "s3:GetBucketNotificationConfiguration", Output: s3.GetBucketNotificationConfigurationOutput{}},
		{Operation: "s3:GetBucketOwnershipControls", Output: s3.GetBucketOwnershipControlsOutput{}, Absent: []string{"OwnershipControlsNotFoundError"}},
		{Operation: "s3:GetBucketPolicy", Output: s3.GetBucketPolicyOutput{}, Absent: []string{"NoSuchBucketPolicy"}},
		{Operation: "s3:GetBucketPolicyStatus", Output: s3.GetBucketPolicyStatusOutput{}, Absent: []string{"NoSuchBucketPolicy"}},
		{Operation: "s3:GetBucketReplication", Output: s3.GetBucketReplicationOutput{}, Absent: []string{"ReplicationConfigurationNotFoundError"}},
		{Operation: "s3:GetBucketTagging", Output: s3.GetBucketTaggingOutput{}, Absent: []string{"NoSuchTagSet"}},
		{Operation: "s3:GetBucketVersioning", Output: s3.GetBucketVersioningOutput{}},
		{Operation: "s3:GetObjectLockConfiguration", Output: s3.GetObjectLockConfigurationOutput{}, Absent: []string{"ObjectLockConfigurationNotFoundError"}},
		{Operation: "s3:GetPublicAccessBlock", Output: s3.GetPublicAccessBlockOutput{}, Absent: []string{"NoSuchPublicAccessBlockConfiguration"}},
	},
	JSON:   []string{"GetBucketPolicy.Policy"},
	Secret: []string{"GetBucketAcl.Grants.Grantee.EmailAddress", "GetBucketLogging.LoggingEnabled.TargetGrants.Grantee.EmailAddress"}, // a person's
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		listing := s3Client(t, t.Home)
		for page, err := range collect.Pages(ctx, s3.NewListBucketsPaginator(listing, &s3.ListBucketsInput{MaxBuckets: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, bucket := range page.Buckets {
				region := aws.ToString(bucket.BucketRegion)
				if region == "" {
					got, err := listing.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: bucket.Name})
					switch {
					case err != nil:
						return err
					case got.LocationConstraint == "":
						region = "us-east-1"
					case got.LocationConstraint == types.BucketLocationConstraintEu:
						region = "eu-west-1"
					default:
						region = string(got.LocationConstraint)
					}
				}
				name := aws.ToString(bucket.Name)
				el := out.Add(name, "arn:"+t.Partition+":s3:::"+name, bucket).Region(region)
				svc := s3Client(t, region)
				collect.Ask(el, svc.GetBucketAcl, &s3.GetBucketAclInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketEncryption, &s3.GetBucketEncryptionInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketLifecycleConfiguration, &s3.GetBucketLifecycleConfigurationInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketLogging, &s3.GetBucketLoggingInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketNotificationConfiguration, &s3.GetBucketNotificationConfigurationInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketOwnershipControls, &s3.GetBucketOwnershipControlsInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketPolicy, &s3.GetBucketPolicyInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketPolicyStatus, &s3.GetBucketPolicyStatusInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketReplication, &s3.GetBucketReplicationInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketTagging, &s3.GetBucketTaggingInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetBucketVersioning, &s3.GetBucketVersioningInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetObjectLockConfiguration, &s3.GetObjectLockConfigurationInput{Bucket: bucket.Name})
				collect.Ask(el, svc.GetPublicAccessBlock, &s3.GetPublicAccessBlockInput{Bucket: bucket.Name})
			}
		}
		return nil
	},
})
