package collectors

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"kijun/scanner/collect"
)

// cloudfront.distributions: distributions with their configuration. The listing has all of it but DefaultRootObject, Logging and what
// only multi-tenant distributions have (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html). Headers
// that CloudFront adds towards an origin often hold the secret by which the origin knows CloudFront.
var _ = collect.Register(collect.Collector{
	Key: "cloudfront.distributions", Type: "AWS::CloudFront::Distribution", Scope: collect.Global,
	List: "cloudfront:ListDistributions", Element: types.DistributionSummary{},
	Details: []collect.Detail{
		{Operation: "cloudfront:GetDistributionConfig", Output: cloudfront.GetDistributionConfigOutput{}},
		{Operation: "cloudfront:ListTagsForResource", Output: cloudfront.ListTagsForResourceOutput{}},
	},
	Secret: []string{
		"Origins.Items.CustomHeaders.Items.HeaderValue", "GetDistributionConfig.DistributionConfig.Origins.Items.CustomHeaders.Items.HeaderValue",
		"GetDistributionConfig.DistributionConfig.TenantConfig.ParameterDefinitions.Definition.StringSchema.DefaultValue",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := cloudfront.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, cloudfront.NewListDistributionsPaginator(svc, &cloudfront.ListDistributionsInput{})) {
			if err != nil {
				return err
			}
			if page.DistributionList == nil {
				continue
			}
			for _, distribution := range page.DistributionList.Items {
				arn := aws.ToString(distribution.ARN)
				el := out.Add(arn, arn, distribution)
				collect.Ask(el, svc.GetDistributionConfig, &cloudfront.GetDistributionConfigInput{Id: distribution.Id})
				collect.Ask(el, svc.ListTagsForResource, &cloudfront.ListTagsForResourceInput{Resource: distribution.ARN})
			}
		}
		return nil
	},
})

// originBucket is the domain name by which distributions name a bucket, the bucket in it, and whether it is one of this account.
// headBucket is what S3's answer without a body tells.
type (
	originBucket struct {
		DomainName, Bucket string
		Own                bool
	}
	headBucket struct{ Exists bool }
)

// originDomain is the name of a bucket, or of what stands for one (an access point's alias), before S3's own part. The forms are those
// of https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html, old ones too.
var originDomain = regexp.MustCompile(`^(.+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?$`)

// cloudfront.origin_buckets: the buckets behind the S3 origins of all distributions. Of one that is not this account's only HeadBucket
// tells whether it is there: 404 says that no account has it, a redirect that it is in another region
// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html). 403 leaves that open, and stays a gap.
var _ = collect.Register(collect.Collector{
	Key: "cloudfront.origin_buckets", Type: "AWS::S3::Bucket", Scope: collect.Global,
	List: "cloudfront:ListDistributions", Also: []string{"s3:ListBuckets"}, Element: originBucket{},
	Details: []collect.Detail{{Operation: "s3:HeadBucket", Output: headBucket{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		storage := s3Client(t, t.Home)
		own := map[string]bool{}
		for page, err := range collect.Pages(ctx, s3.NewListBucketsPaginator(storage, &s3.ListBucketsInput{MaxBuckets: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, bucket := range page.Buckets {
				own[aws.ToString(bucket.Name)] = true
			}
		}
		svc := cloudfront.NewFromConfig(t.Config)
		seen := map[string]bool{}
		for page, err := range collect.Pages(ctx, cloudfront.NewListDistributionsPaginator(svc, &cloudfront.ListDistributionsInput{})) {
			if err != nil {
				return err
			}
			for _, domain := range bucketDomains(page.DistributionList) {
				if seen[domain] {
					continue
				}
				seen[domain] = true
				origin := originBucket{DomainName: domain}
				if parts := originDomain.FindStringSubmatch(domain); parts != nil {
					origin.Bucket = parts[1]
				}
				origin.Own = own[origin.Bucket]
				el := out.Add(domain, "", origin)
				if !origin.Own {
					el.Do("s3:HeadBucket", func(ctx context.Context) (any, error) { return bucketExists(ctx, storage, origin) })
				}
			}
		}
		return nil
	},
})

// bucketDomains are the domain names of the origins that are buckets. A bucket with website hosting is a custom origin.
func bucketDomains(list *types.DistributionList) (domains []string) {
	if list == nil {
		return nil
	}
	for _, distribution := range list.Items {
		if distribution.Origins == nil {
			continue
		}
		for _, origin := range distribution.Origins.Items {
			if origin.S3OriginConfig != nil {
				domains = append(domains, aws.ToString(origin.DomainName))
			}
		}
	}
	return domains
}

func bucketExists(ctx context.Context, svc *s3.Client, origin originBucket) (any, error) {
	if origin.Bucket == "" {
		return nil, fmt.Errorf("the origin %s names no bucket in a known way", origin.DomainName)
	}
	_, err := svc.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String(origin.Bucket)})
	var answer *smithyhttp.ResponseError
	switch {
	case err == nil:
		return headBucket{true}, nil
	case errors.As(err, &answer) && answer.HTTPStatusCode() == 404:
		return headBucket{false}, nil
	case errors.As(err, &answer) && answer.HTTPStatusCode() == 301:
		return headBucket{true}, nil
	}
	return nil, err
}
