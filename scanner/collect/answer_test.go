package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// protocols are a call of each protocol, with answers that hold something, that hold nothing, and where to cut the first.
var protocols = map[string]struct {
	operation   string
	call        func(context.Context, aws.Config) error
	full, empty string
}{
	"query": {"sns:ListTopics", func(ctx context.Context, cfg aws.Config) error {
		_, err := sns.NewFromConfig(cfg).ListTopics(ctx, nil)
		return err
	}, `<ListTopicsResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListTopicsResult><Topics><member><TopicArn>arn</TopicArn></member></Topics></ListTopicsResult></ListTopicsResponse>`,
		`<ListTopicsResponse><ListTopicsResult><Topics/></ListTopicsResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ListTopicsResponse>`},
	"ec2": {"ec2:DescribeVolumes", func(ctx context.Context, cfg aws.Config) error {
		_, err := ec2.NewFromConfig(cfg).DescribeVolumes(ctx, nil)
		return err
	}, `<?xml version="1.0" encoding="UTF-8"?><DescribeVolumesResponse><requestId>r</requestId><volumeSet><item><volumeId>vol-1</volumeId></item></volumeSet></DescribeVolumesResponse>`,
		`<DescribeVolumesResponse><requestId>r</requestId></DescribeVolumesResponse>`},
	"rest-xml": {"s3:GetBucketVersioning", func(ctx context.Context, cfg aws.Config) error {
		_, err := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }).GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: aws.String("logs")})
		return err
	}, `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>`,
		"<?xml version=\"1.0\"?>\n<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><!--<Status>Enabled</Status>--></VersioningConfiguration>"},
	"rest-xml of another service": {"cloudfront:ListDistributions", func(ctx context.Context, cfg aws.Config) error {
		_, err := cloudfront.NewFromConfig(cfg).ListDistributions(ctx, nil)
		return err
	}, `<DistributionList><Quantity>0</Quantity><IsTruncated>false</IsTruncated><Marker></Marker><MaxItems>100</MaxItems></DistributionList>`, `<DistributionList/>`},
	"a bare document": {"s3:GetBucketPolicy", func(ctx context.Context, cfg aws.Config) error {
		_, err := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }).GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: aws.String("logs")})
		return err
	}, `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Resource":"` + strings.Repeat("a", 2000) + `"}]}`, `{}`},
	"rest-json": {"lambda:ListFunctions", func(ctx context.Context, cfg aws.Config) error {
		_, err := lambda.NewFromConfig(cfg).ListFunctions(ctx, nil)
		return err
	}, `{"Functions":[{"FunctionName":"f"}]}`, `{"Functions":[],"NextMarker":null}`},
	"json": {"kms:ListKeys", func(ctx context.Context, cfg aws.Config) error {
		_, err := kms.NewFromConfig(cfg).ListKeys(ctx, nil)
		return err
	}, `{"Keys":[{"KeyId":"k"}],"Truncated":false}`, `{}`},
	"cbor": {"cloudwatch:DescribeAlarms", func(ctx context.Context, cfg aws.Config) error {
		_, err := cloudwatch.NewFromConfig(cfg).DescribeAlarms(ctx, nil)
		return err
	}, "\xa1\x6cMetricAlarms\x81\xa1\x69AlarmName\x61a", "\xa0"},
}

// answering calls an operation that is answered with this status and body.
func answering(t *testing.T, operation string, call func(context.Context, aws.Config) error, status int, header http.Header, body string) error {
	t.Helper()
	cfg, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Content-Type") == "application/cbor" && !strings.HasPrefix(strings.TrimSpace(body), "<") && !strings.HasPrefix(body, "{") {
			w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
			w.Header().Set("Content-Type", "application/cbor")
		}
		for k, v := range header {
			w.Header()[k] = v
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
	gate(t, &cfg, Limits{}, operation)
	return call(t.Context(), cfg)
}

const page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Welcome to the guest network</body></html>"

func TestAnswersAreWhatTheServiceGives(t *testing.T) {
	for name, p := range protocols {
		t.Run(name, func(t *testing.T) {
			for what, body := range map[string]string{"full": p.full, "empty": p.empty} {
				if err := answering(t, p.operation, p.call, 200, nil, body); err != nil {
					t.Errorf("the %s answer: %v", what, err)
				}
			}
			wrong := map[string]string{
				"nothing": "", "white space": " \n", "a page": page, "a page without its type": page[len("<!DOCTYPE html>"):], "text": "It works!",
				"an XML declaration alone": `<?xml version="1.0"?>`, "a comment that does not end": "<!-- ", "half a page": page[:20], "a BOM": "\ufeff",
			}
			if p.full[0] == '<' {
				wrong["JSON"], wrong["an empty object"], wrong["the error of a gateway"] = `{"Volumes":[]}`, `{}`, `<Error><Code>InternalError</Code></Error>`
			} else if name != "a bare document" {
				wrong["XML"], wrong["another object"] = `<ListTopicsResponse><ListTopicsResult/></ListTopicsResponse>`, `{"message":"Bad gateway"}`
				wrong["a large other object"] = `{"trace":"` + strings.Repeat("x", 3000) + `"}`
			}
			if name == "cbor" {
				wrong["another object"], wrong["a large other object"] = `{"message":"Bad gateway"}`, `{"trace":"x"}`
			}
			for what, body := range wrong {
				err := answering(t, p.operation, p.call, 200, nil, body)
				if class, code := Classify(err, []string{"NotFound"}); err == nil || class != Malformed || code != "" {
					t.Errorf("%s: %s %q: %v", what, class, code, err)
				}
			}
			// wherever it is cut, it is the same or an error
			for i := 0; i < len(p.full); i += 1 + len(p.full)/150 {
				if err := answering(t, p.operation, p.call, 200, nil, p.full[:i]); err != nil {
					if class, _ := Classify(err, nil); class != Malformed {
						t.Errorf("cut at %d: %s: %v", i, class, err)
					}
				} else if !strings.HasPrefix(p.full, "<") || !strings.HasPrefix(p.full[i:], "</") && !strings.Contains(p.full[:i], "</ListTopicsResult>") {
					t.Errorf("cut at %d, %q was taken for an answer", i, p.full[:i])
				}
			}
			// a page with an error is neither "not there" nor "not configured"
			for status, want := range map[int]Class{404: Malformed, 400: Malformed, 403: AccessDenied, 429: Throttled, 501: Unsupported, 502: ServerError, 500: ServerError} {
				for _, body := range []string{page, "", "{}"} {
					err := answering(t, p.operation, p.call, status, nil, body)
					class, _ := Classify(err, nil)
					if class != want && !(want == Malformed && class == Other) {
						t.Errorf("%d %.10q: %s: %v", status, body, class, err)
					}
				}
			}
		})
	}
}

func TestAnswersThatBreakOff(t *testing.T) {
	for name, p := range protocols {
		t.Run(name, func(t *testing.T) {
			for _, at := range []int{0, 1, len(p.full) / 2, len(p.full) - 1} {
				err := answering(t, p.operation, p.call, 200, http.Header{"Content-Length": {fmt.Sprint(len(p.full))}}, p.full[:at])
				if class, _ := Classify(err, nil); err == nil || class != Connection {
					t.Errorf("after %d bytes: %s: %v", at, class, err)
				}
			}
			long := p.full[:len(p.full)-1] + strings.Repeat(" ", 3*headSize)
			err := answering(t, p.operation, p.call, 200, http.Header{"Content-Length": {fmt.Sprint(len(long) + 1)}}, long)
			if class, _ := Classify(err, nil); err == nil || class != Connection {
				t.Errorf("late: %s: %v", class, err)
			}
		})
	}
}

// What stands between may have answered once: the SDK asks again.
func TestWrongAnswersAreAskedAgain(t *testing.T) {
	n := 0
	cfg, requests := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			_, _ = io.WriteString(w, page)
			return
		}
		xml(w, r)
	})
	cfg.RetryMaxAttempts = 2
	g := gate(t, &cfg, Limits{}, "sns:ListTopics")
	if _, err := sns.NewFromConfig(cfg).ListTopics(t.Context(), nil); err != nil || requests.Load() != 2 || g.Calls()["sns:ListTopics"] != 1 {
		t.Errorf("%v after %d requests", err, requests.Load())
	}
}

// madeUp is a paginator of pages that a function makes.
type madeUp struct {
	n    int
	page func(n int) *listingPage
}

type listingPage struct {
	Items     []string
	Count     int
	NextToken *string
}

func (l *madeUp) HasMorePages() bool { return l.page(l.n) != nil }

func (l *madeUp) NextPage(context.Context, ...func(*struct{})) (*listingPage, error) {
	l.n++
	return l.page(l.n - 1), nil
}

func TestPagesEnd(t *testing.T) {
	for name, c := range map[string]struct {
		page func(n int) *listingPage
		want int // pages; negative: and then the error
	}{
		"one page":                 {func(n int) *listingPage { return []*listingPage{{Items: []string{"a"}}, nil}[n] }, 1},
		"other pages":              {pagesOf(5000, func(n int) []string { return []string{fmt.Sprint(n)} }), 5000},
		"the same page":            {pagesOf(1<<30, func(int) []string { return []string{"a", "b"} }), -1},
		"a cycle":                  {pagesOf(1<<30, func(n int) []string { return []string{fmt.Sprint(n % 7)} }), -14},
		"a cycle after some pages": {pagesOf(1<<30, func(n int) []string { return []string{fmt.Sprint(max(n, 20) % 2)} }), -21},
		"empty pages, then one":    {pagesOf(manyEmpty, func(n int) []string { return map[int][]string{manyEmpty - 1: {"a"}}[n] }), manyEmpty},
		"empty pages":              {pagesOf(1<<30, func(int) []string { return nil }), -manyEmpty + 1},
	} {
		t.Run(name, func(t *testing.T) {
			pages, last := 0, error(nil)
			for page, err := range Pages(t.Context(), &madeUp{page: c.page}) {
				if last = err; err == nil && page != nil {
					pages++
				}
			}
			if c.want >= 0 && (last != nil || pages != c.want) {
				t.Errorf("%d pages, %v", pages, last)
			}
			if c.want < 0 && (!errors.Is(last, errEndless) || pages > 3*-c.want) {
				t.Errorf("%d pages, %v", pages, last)
			}
		})
	}
}

// pagesOf are so many pages with these items, each with a token of its own.
func pagesOf(many int, items func(n int) []string) func(int) *listingPage {
	return func(n int) *listingPage {
		if n >= many {
			return nil
		}
		return &listingPage{Items: items(n), Count: 1, NextToken: aws.String(fmt.Sprint("token ", n))}
	}
}
