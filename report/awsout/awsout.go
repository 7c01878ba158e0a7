// Package awsout writes to AWS, where a user asked for it: notices to SNS and SES, findings to Security Hub. It is apart from the scanner,
// whose clients read and nothing else; its own clients carry a guard, too, and can call no more than these few operations.
package awsout

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	sestypes "github.com/aws/aws-sdk-go-v2/service/sesv2/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	"github.com/aws/smithy-go/middleware"

	"kijun/report/notify"
)

// Operations are the only ones that this package's clients let out, with the IAM actions that each takes.
var Operations = map[string][]string{
	"SNS:Publish":                     {"sns:Publish"},
	"SESv2:SendEmail":                 {"ses:SendEmail", "ses:SendRawEmail"},
	"SecurityHub:GetFindings":         {"securityhub:GetFindings"},
	"SecurityHub:BatchImportFindings": {"securityhub:BatchImportFindings"},
	"STS:GetCallerIdentity":           {},
	"STS:AssumeRole":                  {"sts:AssumeRole"},
}

// Options say how to reach AWS.
type Options struct {
	Profile string // of the AWS configuration
	Version string // of kijun, for the user agent
}

// Load reads the AWS configuration as the AWS CLI does, and installs the guard. It makes no call.
func Load(ctx context.Context, o Options) (aws.Config, error) {
	opts := []func(*config.LoadOptions) error{config.WithAppID("kijun/" + o.Version), config.WithLogger(logging.Nop{})}
	if o.Profile != "" {
		opts = append(opts, config.WithSharedConfigProfile(o.Profile))
	}
	cfg, err := config.LoadDefaultConfig(ctx, opts...)
	if err != nil {
		return cfg, fmt.Errorf("the AWS configuration cannot be read: %w", err)
	}
	cfg.APIOptions = append(cfg.APIOptions, guard)
	return cfg, nil
}

// RefusedError is a call that the guard did not let out.
type RefusedError struct{ Operation string }

// Error names the operation.
func (e *RefusedError) Error() string {
	return e.Operation + " was refused before it was sent: kijun writes notices and findings, and nothing else"
}

// guard refuses every operation that is not in Operations.
func guard(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("kijun:Output", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		op := awsmiddleware.GetServiceID(ctx) + ":" + awsmiddleware.GetOperationName(ctx)
		if _, ok := Operations[op]; !ok {
			return middleware.InitializeOutput{}, middleware.Metadata{}, &RefusedError{op}
		}
		return next.HandleInitialize(ctx, in)
	}), middleware.After)
}

// Permissions are the IAM actions of operations, sorted.
func Permissions(operations ...string) []string {
	var out []string
	for _, op := range operations {
		out = append(out, Operations[op]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// assumed is a configuration for a role of another account.
func assumed(cfg aws.Config, roleARN, externalID string) aws.Config {
	out := cfg.Copy()
	out.Credentials = aws.NewCredentialsCache(stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), roleARN, func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = "kijun"
		if externalID != "" {
			o.ExternalID = &externalID
		}
	}))
	return out
}

// Sender makes the sender of a target of type sns or ses.
func Sender(cfg aws.Config, t notify.Target) (notify.Sender, error) {
	switch t.Type {
	case notify.SNS:
		c := cfg.Copy()
		c.Region = strings.Split(t.Topic, ":")[3] // a topic answers in its own region only
		return &topic{sns.NewFromConfig(c), t}, nil
	case notify.SES:
		c := cfg.Copy()
		if t.Region != "" {
			c.Region = t.Region
		}
		if c.Region == "" {
			return nil, errors.New("region is missing, and the AWS configuration has none")
		}
		return &mail{sesv2.NewFromConfig(c), t}, nil
	}
	return nil, fmt.Errorf("there is no type %q of AWS", t.Type)
}

// What a message of SNS may have (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html): a subject of less than 100 ASCII characters
// and 262,144 bytes in all. Mails that SNS makes of it are for people, so a message stays far below.
const (
	maxSubject = 99
	maxMessage = 100_000
)

type topic struct {
	client *sns.Client
	target notify.Target
}

func (s *topic) Send(ctx context.Context, n *notify.Notice) error {
	lang := s.target.Lang
	if lang == "" {
		lang = n.Lang
	}
	subject, text := n.Subject("en", maxSubject), n.Text(lang, maxMessage) // a subject in Japanese is refused
	_, err := s.client.Publish(ctx, &sns.PublishInput{TopicArn: &s.target.Topic, Subject: &subject, Message: &text})
	return failure(err)
}

type mail struct {
	client *sesv2.Client
	target notify.Target
}

func (s *mail) Send(ctx context.Context, n *notify.Notice) error {
	lang := s.target.Lang
	if lang == "" {
		lang = n.Lang
	}
	raw, err := n.Mail(lang, s.target.From, s.target.To)
	if err != nil {
		return &notify.Failure{Why: err.Error(), Final: true}
	}
	_, err = s.client.SendEmail(ctx, &sesv2.SendEmailInput{FromEmailAddress: &s.target.From, Destination: &sestypes.Destination{ToAddresses: s.target.To},
		Content: &sestypes.EmailContent{Raw: &sestypes.RawMessage{Data: raw}}})
	return failure(err)
}

// failure is what AWS says of a call, in a line. What the caller has to mend is final.
func failure(err error) error {
	if err == nil {
		return nil
	}
	f := &notify.Failure{Why: short(err)}
	var said smithy.APIError
	if errors.As(err, &said) {
		f.Final = said.ErrorFault() == smithy.FaultClient && !strings.Contains(strings.ToLower(said.ErrorCode()), "throttl") && said.ErrorCode() != "TooManyRequestsException"
	}
	return f
}

// short is AWS's code and message, or what kept the call from AWS, without the request's address.
func short(err error) string {
	var said smithy.APIError
	if errors.As(err, &said) {
		return "AWS answered " + said.ErrorCode() + ": " + said.ErrorMessage()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "AWS did not answer in time"
	}
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
