package main

import "strings"

// limit is a bucket of tokens: so many at first and at most, and so many more each second.
type limit struct {
	rate  float64
	burst int
}

// throttles are the buckets of one account in one region: of an operation, of those of a service that begin alike ("*"), or of what is left
// of a service. Rates are AWS's where it publishes them (the "endpoints and quotas" or "throttling" page of each service's reference),
// else what is known to be safe. This list is the benchmark's own, not kijun's: kijun must keep below it without having seen it.
var throttles = map[string]limit{
	"accessanalyzer":                 {10, 20},
	"apigateway":                     {10, 40},
	"apigatewayv2":                   {10, 40},
	"autoscaling":                    {10, 50},
	"cloudformation":                 {10, 20},
	"cloudfront":                     {10, 20},
	"cloudtrail":                     {10, 20},
	"cloudwatch:DescribeAlarms":      {9, 18},
	"cloudwatch":                     {25, 50},
	"config":                         {10, 20},
	"dynamodb":                       {100, 200},
	"ec2":                            {20, 100},
	"ecr":                            {10, 20},
	"ecs":                            {20, 50},
	"elb":                            {20, 40},
	"events":                         {50, 50},
	"guardduty":                      {10, 30},
	"iam":                            {20, 40},
	"kms:DescribeKey":                {2000, 2000},
	"kms:GetKeyPolicy":               {1000, 1000},
	"kms:GetKeyRotationStatus":       {1000, 1000},
	"kms:ListResourceTags":           {2000, 2000},
	"kms":                            {500, 500},
	"lambda:GetFunction*":            {100, 100},
	"lambda:GetPolicy":               {15, 15},
	"lambda":                         {15, 15},
	"logs:DescribeLogGroups":         {10, 10},
	"logs:DescribeMetricFilters":     {5, 5},
	"logs:DescribeSubscriptionFilt*": {5, 5},
	"logs":                           {10, 10},
	"organizations":                  {8, 15},
	"rds":                            {20, 40},
	"s3":                             {200, 400},
	"s3control":                      {20, 40},
	"secretsmanager:ListSecrets":     {100, 100},
	"secretsmanager":                 {50, 50},
	"securityhub":                    {10, 30},
	"sns:List*":                      {30, 30},
	"sns:GetTopicAttributes":         {30, 30},
	"sqs":                            {100, 200},
	"ssm":                            {20, 40},
	"sts":                            {600, 600},
	"":                               {20, 40},
}

// throttle is the bucket of an operation. A service that is not named has one of its own of the usual size.
func throttle(operation string) (family string, l limit) {
	if l, ok := throttles[operation]; ok {
		return operation, l
	}
	for family, l := range throttles {
		if prefix, ok := strings.CutSuffix(family, "*"); ok && strings.HasPrefix(operation, prefix) {
			return family, l
		}
	}
	service, _, _ := strings.Cut(operation, ":")
	if l, ok := throttles[service]; ok {
		return service, l
	}
	return service, throttles[""]
}
