package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/guardduty"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"kijun/scanner/actions"
	"kijun/scanner/collect"
)

// TestTheGuardAndEveryOperation calls every operation of the clients of services that matter most, with whatever input, through the gate of
// a real scan: what no collector declares is refused, and no request leaves; what is sent is List, Read or a named exception.
func TestTheGuardAndEveryOperation(t *testing.T) {
	allowed, err := collect.Allowed(collect.All())
	if err != nil {
		t.Fatal(err)
	}
	var requests atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		w.WriteHeader(http.StatusNotImplemented)
	}))
	defer server.Close()
	cfg := aws.Config{
		Region: "ap-northeast-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1, HTTPClient: server.Client(),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "of the test"}, nil
		}),
	}
	collect.NewGate(allowed, collect.Limits{MaxRate: 1e6}).Install(&cfg, "111122223333", []string{strings.TrimPrefix(server.URL, "http://")})
	clients := map[string]any{
		"cloudtrail": cloudtrail.NewFromConfig(cfg), "dynamodb": dynamodb.NewFromConfig(cfg), "ec2": ec2.NewFromConfig(cfg), "guardduty": guardduty.NewFromConfig(cfg),
		"iam": iam.NewFromConfig(cfg), "kms": kms.NewFromConfig(cfg), "lambda": lambda.NewFromConfig(cfg), "organizations": organizations.NewFromConfig(cfg),
		"s3": s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true }), "s3control": s3control.NewFromConfig(cfg), "secretsmanager": secretsmanager.NewFromConfig(cfg),
		"sns": sns.NewFromConfig(cfg), "sqs": sqs.NewFromConfig(cfg), "ssm": ssm.NewFromConfig(cfg), "sts": sts.NewFromConfig(cfg),
	}
	calls, refused, unmade, sent := 0, 0, 0, map[string]bool{}
	for service, client := range clients {
		v := reflect.ValueOf(client)
		for i := range v.NumMethod() {
			method, name := v.Method(i), v.Type().Method(i).Name
			if method.Type().NumIn() != 3 || method.Type().NumOut() != 2 || method.Type().In(1).Kind() != reflect.Pointer {
				continue // Options
			}
			in := reflect.New(method.Type().In(1).Elem())
			fill(in.Elem(), 14)
			before := requests.Load()
			out := method.Call([]reflect.Value{reflect.ValueOf(t.Context()), in})
			calls++
			op := service + ":" + name
			var refusal *collect.RefusedError
			err, _ := out[1].Interface().(error)
			var invalid smithy.InvalidParamsError
			switch isRefused := errors.As(err, &refusal); {
			case errors.As(err, &invalid) && !allowed[op]: // a stream or a union that nobody can make up; the SDK refuses it first
				if requests.Load() != before {
					t.Errorf("%s was sent", op)
				}
				unmade++
			case isRefused != !allowed[op]:
				t.Errorf("%s: %v", op, err)
			case isRefused && requests.Load() != before:
				t.Errorf("%s was refused, and sent", op)
			case isRefused:
				refused++
			case requests.Load() > before:
				sent[op] = true
			}
		}
	}
	for op := range sent {
		if _, level, _ := actions.Lookup(op); level != "List" && level != "Read" && !slices.Contains([]string{"sts:AssumeRole", "iam:GenerateCredentialReport"}, op) {
			t.Errorf("%s was sent, which is of level %s", op, level)
		}
	}
	if calls < 1500 || refused < 1400 || len(sent) < 60 || unmade > 20 {
		t.Errorf("of %d calls %d were refused, %d could not be made, and %d were sent", calls, refused, unmade, len(sent))
	}
}

// fill puts something into each field that a request may need.
func fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if depth > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), depth-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().String() != "time.Time" {
				fill(v.Field(i), depth-1)
			}
		}
	case reflect.Slice:
		if depth > 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0), depth-1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.String:
		v.SetString("111122223333")
	}
}
