// Package bucket keeps texts in an S3 bucket. It is the one place from which something is written to AWS by way of a history: it has a
// client of its own, which no collector can reach, and the guard of the scan stays as it is.
package bucket

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"kijun/scanner/target"
)

// Bucket is the part of a bucket below a prefix.
type Bucket struct {
	client       *s3.Client
	name, prefix string
}

// UsageError is a mistake that the user can mend: the address, credentials, permissions.
type UsageError = target.UsageError

// The form of names that S3 gives (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
var bucketName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// Open finds the bucket of an address like s3://bucket/prefix, in whichever region it is. profile is of the AWS configuration and version
// of kijun, for the user agent.
func Open(ctx context.Context, address, profile, version string) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || !bucketName.MatchString(u.Host) || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return nil, &UsageError{Message: fmt.Sprintf("%q is not the address of a bucket like s3://bucket/prefix", address)}
	}
	cfg, err := target.Load(ctx, target.Options{Profile: profile, Version: version})
	if err != nil {
		return nil, err
	}
	b := &Bucket{name: u.Host, prefix: strings.Trim(u.Path, "/")}
	if b.prefix != "" {
		b.prefix += "/"
	}
	own := len(target.Hosts(cfg)) > 0
	client := func(region string) *s3.Client {
		return s3.NewFromConfig(cfg, func(o *s3.Options) {
			o.Region, o.UsePathStyle = region, own // a name before a host of the user's own resolves nowhere
		})
	}
	b.client = client(cfg.Region)
	got, err := b.client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &b.name})
	region := ""
	if err == nil {
		region = aws.ToString(got.BucketRegion)
	} else {
		// A bucket elsewhere answers with its region, and so does one whose policy wants a prefix: what may not be done will be told then.
		var response *smithyhttp.ResponseError
		if !errors.As(err, &response) || response.Response == nil || response.HTTPStatusCode() != http.StatusMovedPermanently && response.HTTPStatusCode() != http.StatusForbidden {
			return nil, b.explain("s3:ListBucket", err)
		}
		region = response.Response.Header.Get("X-Amz-Bucket-Region")
	}
	if region != "" && region != cfg.Region && !own {
		b.client = client(region)
	}
	return b, nil
}

// explain is one line about what could not be done.
func (b *Bucket) explain(action string, err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	why := err.Error()
	var api smithy.APIError
	if errors.As(err, &api) {
		why = strings.TrimSuffix(api.ErrorCode()+": "+api.ErrorMessage(), ": ")
		switch api.ErrorCode() {
		case "NotFound", "NoSuchBucket":
			why = "there is no such bucket"
		case "Forbidden", "AccessDenied":
			why = "these credentials may not " + action + " there"
		}
	}
	return &UsageError{Message: fmt.Sprintf("s3://%s/%s: %s", b.name, b.prefix, why)}
}

// List are the names that begin with prefix.
func (b *Bucket) List(ctx context.Context, prefix string) ([]string, error) {
	var out []string
	pages := s3.NewListObjectsV2Paginator(b.client, &s3.ListObjectsV2Input{Bucket: &b.name, Prefix: aws.String(b.prefix + prefix)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, b.explain("s3:ListBucket", err)
		}
		for _, o := range page.Contents {
			out = append(out, strings.TrimPrefix(aws.ToString(o.Key), b.prefix))
		}
	}
	return out, nil
}

// Open reads an object.
func (b *Bucket) Open(ctx context.Context, name string) (io.ReadCloser, error) {
	got, err := b.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.name, Key: aws.String(b.prefix + name)})
	var missing *types.NoSuchKey
	if errors.As(err, &missing) {
		return nil, fmt.Errorf("s3://%s/%s%s: %w", b.name, b.prefix, name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, b.explain("s3:GetObject", err)
	}
	return got.Body, nil
}

// Put writes an object.
func (b *Bucket) Put(ctx context.Context, name string, text io.ReadSeeker) error {
	if _, err := b.client.PutObject(ctx, &s3.PutObjectInput{Bucket: &b.name, Key: aws.String(b.prefix + name), Body: text}); err != nil {
		return b.explain("s3:PutObject", err)
	}
	return nil
}

// Delete removes an object; S3 does not mind one that is not there.
func (b *Bucket) Delete(ctx context.Context, name string) error {
	if _, err := b.client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &b.name, Key: aws.String(b.prefix + name)}); err != nil {
		return b.explain("s3:DeleteObject", err)
	}
	return nil
}
