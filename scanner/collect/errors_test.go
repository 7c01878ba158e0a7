package collect

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// answered is an error of the SDK as a call returns it: AWS's code in a response with a status.
func answered(status int, code string) error {
	return &smithy.OperationError{ServiceID: "SNS", OperationName: "GetTopicAttributes", Err: &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}}, Err: apiError(code),
	}}
}

// dated is an answer whose clock differs by this from that of this machine.
func dated(by time.Duration, code string) error {
	header := http.Header{"Date": {time.Now().Add(by).UTC().Format(http.TimeFormat)}}
	return &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 403, Header: header}}, Err: apiError(code)}
}

func apiError(code string) error {
	if code == "" {
		return errors.New("the body is no error of AWS's")
	}
	return &smithy.GenericAPIError{Code: code, Message: "it says " + code}
}

func TestClassify(t *testing.T) {
	absent := []string{"NoSuchBucketPolicy", "NotFoundException"}
	for name, c := range map[string]struct {
		err   error
		class Class
		code  string
	}{
		"denied":                               {answered(400, "AccessDeniedException"), AccessDenied, "AccessDeniedException"},
		"denied by EC2":                        {answered(403, "UnauthorizedOperation"), AccessDenied, "UnauthorizedOperation"},
		"throttled":                            {answered(400, "ThrottlingException"), Throttled, "ThrottlingException"},
		"throttled by S3":                      {answered(503, "SlowDown"), Throttled, "SlowDown"},
		"region not enabled":                   {answered(401, "AuthFailure"), RegionDisabled, "AuthFailure"},
		"not opted in":                         {answered(403, "OptInRequired"), RegionDisabled, "OptInRequired"},
		"no such operation":                    {answered(400, "UnknownOperationException"), Unsupported, "UnknownOperationException"},
		"expired":                              {answered(400, "ExpiredTokenException"), Credentials, "ExpiredTokenException"},
		"an unknown key":                       {answered(403, "InvalidClientTokenId"), Credentials, "InvalidClientTokenId"},
		"gone":                                 {answered(404, "NoSuchEntity"), Vanished, "NoSuchEntity"},
		"gone from EC2":                        {answered(400, "InvalidVolume.NotFound"), Vanished, "InvalidVolume.NotFound"},
		"not quite EC2's form":                 {answered(400, "InvalidVolume.NotFoundAtAll"), Other, "InvalidVolume.NotFoundAtAll"},
		"not configured":                       {answered(404, "NoSuchBucketPolicy"), NotConfigured, "NoSuchBucketPolicy"},
		"not configured rather than gone":      {answered(404, "NotFoundException"), NotConfigured, "NotFoundException"},
		"an unknown code":                      {answered(400, "ValidationException"), Other, "ValidationException"},
		"an unknown code with 429":             {answered(429, "Odd"), Throttled, "Odd"},
		"an unknown code with 403":             {answered(403, "Odd"), AccessDenied, "Odd"},
		"an unknown code with 501":             {answered(501, "Odd"), Unsupported, "Odd"},
		"an unknown code with 500":             {answered(500, "Odd"), ServerError, "Odd"},
		"403 as a code":                        {answered(403, "403"), AccessDenied, "403"},
		"429 without a code":                   {answered(429, ""), Throttled, ""},
		"403 without a code":                   {answered(403, ""), AccessDenied, ""},
		"501 without a code":                   {answered(501, ""), Unsupported, ""},
		"500 without a code":                   {answered(500, ""), ServerError, ""},
		"a code outside of a response":         {apiError("AccessDenied"), AccessDenied, "AccessDenied"},
		"wrapped":                              {fmt.Errorf("get attributes: %w", answered(400, "Throttling")), Throttled, "Throttling"},
		"after the last try":                   {&retry.MaxAttemptsError{Attempt: 3, Err: answered(400, "Throttling")}, Throttled, "Throttling"},
		"after the last try without an answer": {&retry.MaxAttemptsError{Attempt: 3, Err: errors.New("connection reset")}, Other, ""},
		"no such host":                         {&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "sns.xx-east-1.amazonaws.com", IsNotFound: true}}, EndpointMissing, ""},
		"a name server that is slow":           {&net.DNSError{Err: "i/o timeout", Name: "sns.us-east-1.amazonaws.com", IsTimeout: true}, EndpointMissing, ""},
		"no connection in time":                {&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, Timeout, ""},
		"no connection":                        {&net.OpError{Op: "dial", Err: errors.New("connection refused")}, Connection, ""},
		"a failure of the service":             {answered(400, "InternalServerError"), ServerError, "InternalServerError"},
		"a page that a proxy gives":            {answered(502, ""), ServerError, ""},
		"reset before an answer":               {&smithyhttp.RequestSendError{Err: errors.New("EOF")}, Connection, ""},
		"an answer that broke off":             {&AnswerError{Connection, errors.New("unexpected EOF")}, Connection, ""},
		"an answer that is none":               {malformed("empty"), Malformed, ""},
		"an error that cannot be read":         {&smithy.DeserializationError{Err: errors.New("invalid character")}, Malformed, ""},
		"pages without end":                    {errEndless, Endless, ""},
		"a wrong clock":                        {answered(403, "RequestTimeTooSkewed"), ClockSkew, "RequestTimeTooSkewed"},
		"a signature that is too old":          {dated(-6*time.Minute, "InvalidSignatureException"), ClockSkew, "InvalidSignatureException"},
		"a signature from the future":          {dated(time.Hour, "SignatureDoesNotMatch"), ClockSkew, "SignatureDoesNotMatch"},
		"a wrong signature":                    {dated(4*time.Minute, "InvalidSignatureException"), Credentials, "InvalidSignatureException"},
		"denied at another time":               {dated(time.Hour, "AccessDenied"), AccessDenied, "AccessDenied"},
		"out of time":                          {&aws.RequestCanceledError{Err: context.DeadlineExceeded}, Timeout, ""},
		"interrupted":                          {&smithy.CanceledError{Err: context.Canceled}, Interrupted, ""},
		"refused":                              {&RefusedError{"sns:Publish", "no collector declares it"}, Refused, ""},
		"a session that has expired":           {fmt.Errorf("get identity: %w", &CredentialsError{errors.New("token expired")}), Credentials, ""},
		"a role that may not be assumed":       {&CredentialsError{answered(403, "AccessDenied")}, Credentials, "AccessDenied"},
		"credentials that came too late":       {&CredentialsError{&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}}, Credentials, ""},
		"credentials that nobody waited for":   {&CredentialsError{context.Canceled}, Interrupted, ""},
		"something else":                       {errors.New("odd"), Other, ""},
		"no error":                             {nil, Other, ""},
	} {
		t.Run(name, func(t *testing.T) {
			class, code := Classify(c.err, absent)
			if class != c.class || code != c.code {
				t.Errorf("got %s %q, want %s %q", class, code, c.class, c.code)
			}
		})
	}
}

// A code in two classes would be one or the other by chance.
func TestEachCodeHasOneClass(t *testing.T) {
	seen := map[string]Class{}
	for class, codes := range classes {
		for _, code := range codes {
			if other, twice := seen[code]; twice {
				t.Errorf("%s is %s and %s", code, class, other)
			}
			seen[code] = class
			if got, _ := Classify(apiError(code), nil); got != class {
				t.Errorf("%s is %s, want %s", code, got, class)
			}
		}
	}
}

func TestMessage(t *testing.T) {
	long := strings.Repeat("あ", 400)
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"AWS's own words":    {answered(403, "AccessDenied"), "it says AccessDenied"},
		"one line":           {errors.New("a\n  b\tc"), "a b c"},
		"request ids":        {errors.New("https response error StatusCode: 403, RequestID: 8d7e-1, HostID: abc/def=, api error"), "https response error StatusCode: 403, api error"},
		"an encoded message": {&smithy.GenericAPIError{Code: "UnauthorizedOperation", Message: "You are not authorized. Encoded authorization failure message: s3cr3t-blob_x"}, "You are not authorized. Encoded authorization failure message: (left out)"},
		"a long one":         {errors.New(long), strings.Repeat("あ", 300) + "…"},
	} {
		if got := message(c.err); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
