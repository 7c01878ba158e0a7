package awsout

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"kijun/scanner/actions"
)

// The clients that write can do no more than they say, and the scanner may do nothing of it that is a write.
func TestGuard(t *testing.T) {
	cfg, err := Load(t.Context(), Options{Version: "0"})
	if err != nil {
		t.Fatal(err)
	}
	cfg.Region, cfg.Credentials, cfg.BaseEndpoint = "us-east-1", aws.AnonymousCredentials{}, aws.String("http://127.0.0.1:1")
	var refused *RefusedError
	if _, err := sns.NewFromConfig(cfg).DeleteTopic(t.Context(), &sns.DeleteTopicInput{TopicArn: aws.String("x")}); !errors.As(err, &refused) {
		t.Errorf("sns:DeleteTopic: %v", err)
	}
	if _, err := securityhub.NewFromConfig(cfg).DisableSecurityHub(t.Context(), &securityhub.DisableSecurityHubInput{}); !errors.As(err, &refused) {
		t.Errorf("securityhub:DisableSecurityHub: %v", err)
	}
	for _, op := range []string{"securityhub:BatchImportFindings", "sns:Publish", "sesv2:SendEmail"} {
		if actions.Allowed(op) == nil {
			t.Errorf("the scanner may call %s", op)
		}
	}
}

func TestParse(t *testing.T) {
	for id, want := range map[string][2]string{
		"kijun/111122223333/ap-northeast-1/S3.8/a/b":          {"S3.8", "ap-northeast-1"},
		"kijun/111122223333/global/CIS3.0/1.21/AWS::::x":      {"CIS3.0/1.21", "global"},
		"kijun/111122223333/global/CUSTOM/topic-name/arn:aws": {"CUSTOM/topic-name", "global"},
		"kijun/111122223333/global/S3.8":                      {},
		"other/111122223333/global/S3.8/x":                    {},
	} {
		control, region, ok := parse(id)
		if ok != (want[0] != "") || ok && (control != want[0] || region != want[1]) {
			t.Errorf("%s: %q %q %v", id, control, region, ok)
		}
	}
}
