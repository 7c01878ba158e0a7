package collect

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Class is the kind of a failed call, as gaps name it.
type Class string

// The classes of errors. NotConfigured and Vanished are answers, the others are gaps.
const (
	NotConfigured   Class = "NotConfigured"
	Vanished        Class = "Vanished"
	AccessDenied    Class = "AccessDenied"
	Throttled       Class = "Throttled"
	Timeout         Class = "Timeout"
	RegionDisabled  Class = "RegionDisabled"
	Unsupported     Class = "Unsupported"
	EndpointMissing Class = "EndpointMissing"
	Credentials     Class = "Credentials"
	ClockSkew       Class = "ClockSkew"   // this machine's clock is wrong, so that AWS does not accept its signatures
	Connection      Class = "Connection"  // refused, reset, or ended within the answer
	ServerError     Class = "ServerError" // the service failed
	Malformed       Class = "Malformed"   // the answer is not what the service gives
	Endless         Class = "Endless"     // the pages of a listing begin again
	Interrupted     Class = "Interrupted"
	CutPage         Class = "CutPage"
	Panicked        Class = "Panic"
	Refused         Class = "Refused"
	Blocked         Class = "BlockedBySCP" // not called: the organization is known to deny it
	Elsewhere       Class = "Elsewhere"    // not called: other accounts are told this
	DenialBudget    Class = "DenialBudget" // not called: it might have been denied, and more denials are not wanted
	Other           Class = "Other"
)

// classes is the one table of AWS's error codes. Codes that mean "not configured" differ by operation: the collectors declare them.
var classes = map[Class][]string{
	AccessDenied: {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "Client.UnauthorizedOperation", "UnauthorizedException",
		"AuthorizationError", "AuthorizationErrorException", "NotAuthorized", "Forbidden", "AllAccessDisabled", "AccountAccessDeniedException", "403"},
	Throttled: {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException", "TooManyRequestsException",
		"RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException", "TransactionInProgressException", "KMSThrottlingException"},
	RegionDisabled: {"OptInRequired", "AuthFailure", "RegionDisabledException", "SignatureDoesNotMatchRegion"},
	Unsupported:    {"UnsupportedOperation", "UnsupportedOperationException", "UnknownOperationException", "InvalidAction", "NotImplemented", "UnsupportedCommandException", "501"},
	Credentials: {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId", "UnrecognizedClientException",
		"SignatureDoesNotMatch", "InvalidSignatureException", "InvalidAccessKeyId", "TokenRefreshRequired", "IncompleteSignature", "MissingAuthenticationToken"},
	ClockSkew:   {"RequestTimeTooSkewed", "RequestInTheFuture"},
	ServerError: {"InternalError", "InternalFailure", "InternalServerError", "InternalServerException", "InternalServiceError", "InternalServiceException", "ServiceUnavailable", "ServiceUnavailableException", "Unavailable"},
	Vanished: {"NoSuchEntity", "NoSuchBucket", "NotFound", "NotFoundException", "ResourceNotFoundException", "ResourceNotFound", "TrailNotFoundException",
		"NoSuchTopic", "NoSuchResourceException", "ResourceNotDiscoveredException", "EventDataStoreNotFoundException", "NoSuchHostedZone", "InvalidDocument",
		"DBSnapshotNotFound", "DBClusterSnapshotNotFoundFault", "FileSystemNotFound", "TableNotFoundException", "ResourceNotFoundFault", "NoSuchDistribution",
		"WAFNonexistentItemException", "LoadBalancerNotFound", "ListenerNotFound", "TargetGroupNotFound", "InvalidLaunchTemplateId.NotFoundException",
		"RepositoryNotFoundException", "NoSuchAccessPoint", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"},
}

// LearnedCode stands where a gap has AWS's own code, for a call that was not made because the same was denied before.
const LearnedCode = "learned"

// CredentialsError is a call that was not sent, because its credentials could not be had: a session that has expired, a role that may
// not be assumed.
type CredentialsError struct{ Err error }

// Error says what went wrong with them.
func (e *CredentialsError) Error() string { return "credentials: " + e.Err.Error() }

// Unwrap is the provider's own error.
func (e *CredentialsError) Unwrap() error { return e.Err }

// StarvedError is a call that throttle answers have kept from being made until its time, or that of the scan, was over.
type StarvedError struct{ Err error }

// Error says so, in the words of the last throttle answer.
func (e *StarvedError) Error() string { return "throttled until the time was over: " + e.said() }

// Unwrap is the last throttle answer.
func (e *StarvedError) Unwrap() error { return e.Err }

// said is what the answer says.
func (e *StarvedError) said() string {
	var api smithy.APIError
	if errors.As(e.Err, &api) {
		return cmp.Or(api.ErrorMessage(), api.ErrorCode())
	}
	return e.Err.Error()
}

// Classify names the kind of a failed call. absent are the codes that the collector declares as "not configured".
func Classify(err error, absent []string) (class Class, code string) {
	var learned *LearnedError
	var budget *BudgetError
	switch {
	case errors.As(err, &learned):
		return AccessDenied, LearnedCode
	case errors.As(err, &budget):
		return DenialBudget, ""
	}
	var starved *StarvedError
	if errors.As(err, &starved) {
		_, code = Classify(starved.Err, nil)
		return Throttled, code
	}
	var credentials *CredentialsError
	if errors.As(err, &credentials) && !errors.Is(err, context.Canceled) {
		var api smithy.APIError
		if errors.As(credentials.Err, &api) {
			code = api.ErrorCode()
		}
		return Credentials, code
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		code = api.ErrorCode()
		if slices.Contains(absent, code) {
			return NotConfigured, code
		}
		if slices.Contains(signatures, code) && skewed(err) {
			return ClockSkew, code
		}
		for class, codes := range classes {
			if slices.Contains(codes, code) {
				return class, code
			}
		}
		if strings.HasSuffix(code, ".NotFound") { // EC2: InvalidVolume.NotFound and its kin
			return Vanished, code
		}
		if class, ok := byStatus(err); ok {
			return class, code
		}
		if code == "UnknownError" { // the SDK's word for an error without a code
			return Malformed, ""
		}
		return Other, code
	}
	var refused *RefusedError
	var blocked *BlockedError
	var answer *AnswerError
	var unreadable *smithy.DeserializationError
	var dns *net.DNSError
	var unresolved *UnresolvedError
	var transport net.Error
	var sending *smithyhttp.RequestSendError
	status, known := byStatus(err)
	switch {
	case errors.As(err, &refused):
		return Refused, ""
	case errors.As(err, &blocked):
		return Blocked, ""
	case errors.Is(err, context.Canceled):
		return Interrupted, ""
	case errors.Is(err, context.DeadlineExceeded):
		return Timeout, ""
	case errors.Is(err, errEndless):
		return Endless, ""
	case errors.As(err, &dns), errors.As(err, &unresolved):
		return EndpointMissing, ""
	case errors.As(err, &answer):
		return answer.Class, ""
	case known:
		return status, ""
	case errors.As(err, &transport) && transport.Timeout():
		return Timeout, ""
	case errors.As(err, &sending), errors.As(err, &transport):
		return Connection, ""
	case errors.As(err, &unreadable):
		return Malformed, ""
	}
	return Other, ""
}

// statusOf is the HTTP status of an answer that was an error.
func statusOf(err error) (int, bool) {
	var status *smithyhttp.ResponseError
	if errors.As(err, &status) {
		return status.HTTPStatusCode(), true
	}
	return 0, false
}

// signatures are the codes by which services refuse a signature, among other reasons because of its time.
var signatures = []string{"InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "RequestExpired"}

// tolerated is how far a clock may be off before AWS refuses what it signs
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html).
const tolerated = 5 * time.Minute

// skewed says whether the answer was given at another time than this machine believes.
func skewed(err error) bool {
	var response *smithyhttp.ResponseError
	if !errors.As(err, &response) || response.HTTPResponse() == nil || response.HTTPResponse().Response == nil {
		return false
	}
	at, unknown := http.ParseTime(response.HTTPResponse().Header.Get("Date"))
	return unknown == nil && time.Since(at).Abs() > tolerated
}

// byStatus is the class of an answer whose code tells nothing.
func byStatus(err error) (Class, bool) {
	var status *smithyhttp.ResponseError
	if errors.As(err, &status) {
		return ofStatus(status.HTTPStatusCode())
	}
	return "", false
}

// ofStatus is the class that a status alone means.
func ofStatus(status int) (Class, bool) {
	switch {
	case status == 429:
		return Throttled, true
	case status == 403:
		return AccessDenied, true
	case status == 501:
		return Unsupported, true
	case status >= 500:
		return ServerError, true
	}
	return "", false
}

var encoded = regexp.MustCompile(`(?i)(encoded authorization failure message:?\s*)\S+`)

// Message is the error's own text for a gap: one line, bounded, without AWS's encoded message and request ids.
func Message(err error) string { return message(err) }

// message is the error's own text for a gap: one line, bounded, without AWS's encoded message (it carries the request).
// Request ids differ between runs that are otherwise the same, so they are left out.
func message(err error) string {
	text := err.Error()
	var api smithy.APIError
	if errors.As(err, &api) {
		text = api.ErrorMessage()
	}
	var blocked *BlockedError
	var learned *LearnedError
	var budget *BudgetError
	var starved *StarvedError
	var unresolved *UnresolvedError
	var dns *net.DNSError
	switch {
	case errors.As(err, &starved):
		text = starved.Error()
	case errors.As(err, &unresolved):
		text = unresolved.Error()
	case errors.As(err, &dns):
		text = (&UnresolvedError{dns.Name}).Error()
	case errors.As(err, &blocked):
		text = blocked.Error()
	case errors.As(err, &learned):
		text = learned.Error()
	case errors.As(err, &budget):
		text = budget.Error()
	}
	text = encoded.ReplaceAllString(text, "${1}(left out)")
	text = requestID.ReplaceAllString(text, "")
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 300 {
		text = string(r[:300]) + "…"
	}
	return text
}

var requestID = regexp.MustCompile(`(?i),?\s*(RequestID|HostID|Request ID|Extended Request ID):\s*[^,\s)]*`)

// MacieOff says whether an error is Macie's way to say that it is off in the region. It is told from a caller without permission, whose
// error has the same code AccessDeniedException, by its text alone: the one place where a text decides. Should it change, the region is a gap.
func MacieOff(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && api.ErrorCode() == "AccessDeniedException" && (api.ErrorMessage() == "Macie is not enabled." || api.ErrorMessage() == "Macie is not enabled")
}
