package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"kijun/policies"
)

// CFNResource is a resource of a CloudFormation template.
type CFNResource struct {
	Type       string         `json:"Type"`
	DependsOn  []string       `json:"DependsOn,omitempty"`
	Properties map[string]any `json:"Properties"`
	// What the step undoes is undone by deleting the stack, except where a log or an account-wide service must outlive it.
	DeletionPolicy string `json:"DeletionPolicy,omitempty"`
}

// cfnType says how the parameters of an operation become the properties of a resource type. Properties have the parameters' names with
// their first letters raised, at every depth, unless names says otherwise; "" leaves one out.
type cfnType struct {
	name  string
	key   []string // parameters that together name the resource, for what further calls add to it
	names map[string]string
	adds  map[string]any // properties that no parameter gives
	inner string         // the parameter whose members are the properties
	keep  bool           // the resource stays when the stack is deleted
}

// cfnTypes are the operations that make something, from the resource reference
// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-template-resource-type-ref.html). Most operations that change what is
// there have no counterpart: a template cannot reach what it has not made.
var cfnTypes = map[string]cfnType{
	"accessanalyzer:CreateAnalyzer":                  {name: "AWS::AccessAnalyzer::Analyzer", key: []string{"analyzerName"}},
	"cloudtrail:CreateTrail":                         {name: "AWS::CloudTrail::Trail", key: []string{"Name"}, names: map[string]string{"Name": "TrailName", "KmsKeyId": "KMSKeyId"}, adds: map[string]any{"IsLogging": true}, keep: true},
	"cloudwatch:PutMetricAlarm":                      {name: "AWS::CloudWatch::Alarm", key: []string{"AlarmName"}},
	"config:PutConfigRule":                           {name: "AWS::Config::ConfigRule", inner: "ConfigRule", key: []string{"ConfigRuleName"}},
	"config:PutConfigurationRecorder":                {name: "AWS::Config::ConfigurationRecorder", inner: "ConfigurationRecorder", key: []string{"name"}, names: map[string]string{"roleARN": "RoleARN"}, keep: true},
	"config:PutDeliveryChannel":                      {name: "AWS::Config::DeliveryChannel", inner: "DeliveryChannel", key: []string{"name"}, keep: true},
	"detective:CreateGraph":                          {name: "AWS::Detective::Graph"},
	"ec2:EnableSnapshotBlockPublicAccess":            {name: "AWS::EC2::SnapshotBlockPublicAccess"},
	"ec2:CreateNetworkAclEntry":                      {name: "AWS::EC2::NetworkAclEntry", key: []string{"NetworkAclId", "RuleNumber", "Egress"}},
	"ecr:CreatePullThroughCacheRule":                 {name: "AWS::ECR::PullThroughCacheRule", key: []string{"ecrRepositoryPrefix"}},
	"events:PutPermission":                           {name: "AWS::Events::EventBusPolicy", key: []string{"EventBusName"}},
	"events:PutRule":                                 {name: "AWS::Events::Rule", key: []string{"Name"}},
	"guardduty:CreateDetector":                       {name: "AWS::GuardDuty::Detector", keep: true},
	"iam:CreateGroup":                                {name: "AWS::IAM::Group", key: []string{"GroupName"}},
	"iam:CreatePolicy":                               {name: "AWS::IAM::ManagedPolicy", key: []string{"PolicyName"}, names: map[string]string{"PolicyName": "ManagedPolicyName"}},
	"iam:CreateRole":                                 {name: "AWS::IAM::Role", key: []string{"RoleName"}},
	"iam:CreateServiceLinkedRole":                    {name: "AWS::IAM::ServiceLinkedRole", key: []string{"AWSServiceName"}, keep: true},
	"lambda:AddPermission":                           {name: "AWS::Lambda::Permission", key: []string{"FunctionName", "StatementId"}, names: map[string]string{"StatementId": ""}},
	"logs:CreateLogGroup":                            {name: "AWS::Logs::LogGroup", key: []string{"logGroupName"}, keep: true},
	"logs:PutMetricFilter":                           {name: "AWS::Logs::MetricFilter", key: []string{"logGroupName", "filterName"}},
	"macie2:EnableMacie":                             {name: "AWS::Macie::Session", keep: true},
	"rds:CreateEventSubscription":                    {name: "AWS::RDS::EventSubscription", key: []string{"SubscriptionName"}},
	"s3:CreateBucket":                                {name: "AWS::S3::Bucket", key: []string{"Bucket"}, names: map[string]string{"Bucket": "BucketName", "CreateBucketConfiguration": ""}, keep: true},
	"s3:PutBucketPolicy":                             {name: "AWS::S3::BucketPolicy", key: []string{"Bucket"}, names: map[string]string{"Policy": "PolicyDocument"}},
	"securityhub:BatchEnableStandards":               {name: "AWS::SecurityHub::Standard"},
	"securityhub:CreateFindingAggregator":            {name: "AWS::SecurityHub::FindingAggregator"},
	"securityhub:EnableSecurityHub":                  {name: "AWS::SecurityHub::Hub", names: map[string]string{"ControlFindingGenerator": "ControlFindingGenerator"}, keep: true},
	"sns:SetTopicAttributes":                         {name: "AWS::SNS::TopicPolicy", key: []string{"TopicArn", "AttributeName"}},
	"sns:CreateTopic":                                {name: "AWS::SNS::Topic", key: []string{"Name"}, names: map[string]string{"Name": "TopicName", "Attributes": ""}},
	"config:PutRemediationConfigurations":            {name: "AWS::Config::RemediationConfiguration"},
	"application-autoscaling:RegisterScalableTarget": {name: "AWS::ApplicationAutoScaling::ScalableTarget", key: []string{"ResourceId", "ScalableDimension"}},
	"ec2:CreateFlowLogs":                             {name: "AWS::EC2::FlowLog", key: []string{"ResourceIds"}},
	"wafv2:AssociateWebACL":                          {name: "AWS::WAFv2::WebACLAssociation", key: []string{"ResourceArn"}},
	"apigateway:UpdateAccount":                       {name: "AWS::ApiGateway::Account"},
}

// cfnImplied are calls that a resource of an earlier call of the step does by itself.
var cfnImplied = map[string]string{
	"cloudtrail:StartLogging":           "AWS::CloudTrail::Trail",
	"config:StartConfigurationRecorder": "AWS::Config::ConfigurationRecorder",
}

// CloudFormation are the resources that do what a step's calls do, by logical id; nil if CloudFormation cannot do all of it.
func CloudFormation(s policies.Step) map[string]CFNResource {
	out := map[string]CFNResource{}
	ids := map[string]string{} // type and the name of the thing -> logical id
	last := ""
	for _, c := range s.Calls {
		op := c.Service + ":" + c.Operation
		if kind, ok := cfnImplied[op]; ok && slices.ContainsFunc(slices.Collect(maps.Values(out)), func(r CFNResource) bool { return r.Type == kind }) {
			continue
		}
		if cfnExtend(out, ids, c) {
			continue
		}
		id, r, ok := cfnResource(s, c)
		if !ok {
			return nil
		}
		if last != "" && last != id {
			r.DependsOn = []string{last}
		}
		out[id], last = r, id
		ids[cfnName(c)] = id
	}
	return out
}

// cfnName is what names the thing that a call makes.
func cfnName(c policies.Call) string {
	t := cfnTypes[c.Service+":"+c.Operation]
	params := c.Params
	if t.inner != "" {
		params, _ = params[t.inner].(map[string]any)
	}
	parts := []string{t.name}
	for _, k := range t.key {
		parts = append(parts, fmt.Sprint(params[k]))
	}
	return strings.Join(parts, "\x00")
}

// cfnResource is the resource of one call.
func cfnResource(s policies.Step, c policies.Call) (id string, r CFNResource, ok bool) {
	t, ok := cfnTypes[c.Service+":"+c.Operation]
	if !ok {
		return "", r, false
	}
	params := c.Params
	if t.inner != "" {
		if params, ok = params[t.inner].(map[string]any); !ok {
			return "", r, false
		}
	}
	switch c.Service + ":" + c.Operation {
	case "sns:SetTopicAttributes": // of its attributes only the policy is a resource
		if params["AttributeName"] != "Policy" {
			return "", r, false
		}
		params = map[string]any{"Topics": []any{params["TopicArn"]}, "PolicyDocument": params["AttributeValue"]}
	case "events:PutPermission": // a resource is one statement
		var policy struct{ Statement []map[string]any }
		text, _ := params["Policy"].(string)
		if json.Unmarshal([]byte(text), &policy) != nil || len(policy.Statement) != 1 {
			return "", r, false
		}
		params = map[string]any{"EventBusName": params["EventBusName"], "StatementId": policy.Statement[0]["Sid"], "Statement": policy.Statement[0]}
	case "securityhub:BatchEnableStandards":
		list, _ := params["StandardsSubscriptionRequests"].([]any)
		if len(list) != 1 {
			return "", r, false
		}
		params, _ = list[0].(map[string]any)
	case "config:PutRemediationConfigurations":
		list, _ := params["RemediationConfigurations"].([]any)
		if len(list) != 1 {
			return "", r, false
		}
		params, _ = list[0].(map[string]any)
	case "macie2:EnableMacie":
		params = map[string]any{}
	case "ec2:CreateFlowLogs":
		list, _ := params["ResourceIds"].([]any)
		if len(list) != 1 {
			return "", r, false
		}
		params = maps.Clone(params)
		delete(params, "ResourceIds")
		params["ResourceId"] = list[0]
	}
	props := map[string]any{}
	for k, v := range params {
		name, renamed := t.names[k]
		if !renamed {
			name = raised(k)
		}
		if name != "" {
			props[name] = cfnValue(name, v)
		}
	}
	maps.Copy(props, t.adds)
	r = CFNResource{Type: t.name, Properties: props}
	if t.keep {
		r.DeletionPolicy = "Retain"
	}
	sum := sha256.Sum256([]byte(s.Account + "\x00" + s.Region + "\x00" + cfnName(c)))
	kind := t.name[strings.LastIndex(t.name, ":")+1:]
	return kind + strings.ToUpper(hex.EncodeToString(sum[:4])), r, true
}

// cfnExtend adds to a resource of the same step what a further call sets on it.
func cfnExtend(out map[string]CFNResource, ids map[string]string, c policies.Call) bool {
	at := func(kind string, name any) (map[string]any, bool) {
		id, ok := ids[kind+"\x00"+fmt.Sprint(name)]
		return out[id].Properties, ok
	}
	set := func(kind, by, property, param string) bool {
		props, ok := at(kind, c.Params[by])
		if ok {
			props[property] = cfnValue(property, c.Params[param])
		}
		return ok
	}
	switch c.Service + ":" + c.Operation {
	case "s3:PutPublicAccessBlock":
		return set("AWS::S3::Bucket", "Bucket", "PublicAccessBlockConfiguration", "PublicAccessBlockConfiguration")
	case "s3:PutBucketVersioning":
		return set("AWS::S3::Bucket", "Bucket", "VersioningConfiguration", "VersioningConfiguration")
	case "s3:PutBucketEncryption":
		if props, ok := at("AWS::S3::Bucket", c.Params["Bucket"]); ok {
			props["BucketEncryption"] = bucketEncryption(c.Params["ServerSideEncryptionConfiguration"])
			return true
		}
		return false
	case "logs:PutRetentionPolicy":
		return set("AWS::Logs::LogGroup", "logGroupName", "RetentionInDays", "retentionInDays")
	case "logs:AssociateKmsKey":
		return set("AWS::Logs::LogGroup", "logGroupName", "KmsKeyId", "kmsKeyId")
	case "events:PutTargets":
		return set("AWS::Events::Rule", "Rule", "Targets", "Targets")
	case "iam:PutRolePolicy":
		props, ok := at("AWS::IAM::Role", c.Params["RoleName"])
		if ok {
			list, _ := props["Policies"].([]any)
			props["Policies"] = append(list, map[string]any{"PolicyName": c.Params["PolicyName"], "PolicyDocument": inside(c.Params["PolicyDocument"])})
		}
		return ok
	case "iam:AttachRolePolicy":
		return cfnAttach(at, "AWS::IAM::Role", c.Params["RoleName"], c.Params["PolicyArn"])
	case "iam:AttachGroupPolicy":
		return cfnAttach(at, "AWS::IAM::Group", c.Params["GroupName"], c.Params["PolicyArn"])
	}
	return false
}

// bucketEncryption is a bucket's encryption under CloudFormation's names.
func bucketEncryption(v any) any {
	config, _ := v.(map[string]any)
	rules, _ := config["Rules"].([]any)
	out := []any{}
	for _, rule := range rules {
		x, _ := rule.(map[string]any)
		out = append(out, map[string]any{"ServerSideEncryptionByDefault": x["ApplyServerSideEncryptionByDefault"]})
	}
	return map[string]any{"ServerSideEncryptionConfiguration": out}
}

func cfnAttach(at func(string, any) (map[string]any, bool), kind string, name, arn any) bool {
	props, ok := at(kind, name)
	if ok {
		list, _ := props["ManagedPolicyArns"].([]any)
		props["ManagedPolicyArns"] = append(list, arn)
	}
	return ok
}

// cfnValue is a parameter as the value of a property: names begin in upper case at every depth, documents are objects.
func cfnValue(name string, v any) any {
	switch x := v.(type) {
	case map[string]any:
		if strings.HasSuffix(name, "Document") || name == "EventPattern" {
			return x
		}
		out := map[string]any{}
		for k, y := range x {
			out[raised(k)] = cfnValue(raised(k), y)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, y := range x {
			out[i] = cfnValue(name, y)
		}
		return out
	case string:
		if strings.HasSuffix(name, "Document") || name == "EventPattern" {
			return inside(x)
		}
	}
	return v
}

// inside is JSON in a string as the value that it holds.
func inside(v any) any {
	s, ok := v.(string)
	if !ok {
		return v
	}
	var out any
	dec := json.NewDecoder(strings.NewReader(s))
	dec.UseNumber()
	if dec.Decode(&out) != nil {
		return v
	}
	return out
}

// raised is a name with its first letter in upper case.
func raised(s string) string {
	if s == "" {
		return s
	}
	return string(unicode.ToUpper(rune(s[0]))) + s[1:]
}

// Template is a CloudFormation template.
type Template struct {
	AWSTemplateFormatVersion string
	Description              string
	Resources                map[string]CFNResource
}

// Templates are, by account and region ("123456789012/ap-northeast-1"), what CloudFormation can do of a plan. Each stands alone and names no account
// but its own, so it can be deployed by hand or by a stack set. Steps of global services stand in the template of their region, or of the
// first of the account. A policy that several steps replace is there as the last of them leaves it.
func Templates(steps []PlanStep, lang string) map[string]Template {
	out := map[string]Template{}
	for _, s := range steps {
		if len(s.CloudFormation) == 0 {
			continue
		}
		key := s.Account + "/" + s.Region
		t, ok := out[key]
		if !ok {
			t = Template{"2010-09-09", planSay("template", lang, "account", Safe(s.Account), "region", Safe(s.Region)), map[string]CFNResource{}}
		}
		for _, id := range slices.Sorted(maps.Keys(s.CloudFormation)) {
			r := s.CloudFormation[id]
			if old, twice := t.Resources[id]; twice && old.Type == r.Type && len(old.DependsOn) > 0 {
				r.DependsOn = old.DependsOn
			}
			t.Resources[id] = r
		}
		out[key] = t
	}
	return out
}
