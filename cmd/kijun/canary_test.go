package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kijun/policies"
)

// canaries are the secrets of a test, one for each place that can hold one.
type canaries struct{ names []string }

func (c *canaries) name(place string) string {
	name := "canary-" + place + "-7f3a"
	c.names = append(c.names, name)
	return name
}

// secret is a secret as somebody would write it: plain, in base64, and URL-encoded.
func (c *canaries) secret(place string) string {
	return strings.Join(forms(c.name(place))[:3], " ")
}

// url is an address that carries a secret in its path.
func (c *canaries) url(place string) string {
	return "https://hooks.example.com/services/" + c.name(place) + "?token=" + escaped(c.names[len(c.names)-1])
}

// mail is a person's address.
func (c *canaries) mail(place string) string { return c.name(place) + "@example.com" }

// forms are what gives a canary away: plain, in base64, with every character escaped, and in base64 behind one or two other bytes.
func forms(name string) []string {
	out := []string{name, base64.StdEncoding.EncodeToString([]byte(name)), escaped(name)}
	for _, before := range []string{"", "x", "xx"} {
		text := base64.StdEncoding.EncodeToString([]byte(before + name))
		out = append(out, text[4*((len(before)+2)/3):len(text)-4]) // without what the neighbours decide
	}
	return out
}

func escaped(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// in are the canaries that text holds in some form.
func (c *canaries) in(text string) []string {
	var out []string
	for _, name := range c.names {
		if slices.ContainsFunc(forms(name), func(form string) bool { return strings.Contains(text, form) }) {
			out = append(out, name)
		}
	}
	return out
}

// planted is an answer of AWS with secrets in it.
type planted struct {
	service, operation, region string
	match                      fields
	answer                     fields
	keeps                      string // stands beside the secrets and must be in the snapshot; empty: no collector has to ask for this
}

type fields = map[string]any

const (
	canaryHome = "ap-northeast-1"
	canaryArn  = ":" + canaryHome + ":123456789012:"
)

// plant are all places that collectors see and that can hold a secret, or something of a person, and the places that they must
// keep away from.
func (c *canaries) plant() []planted {
	none := func(code string) fields { return fields{"Error": fields{"Code": code, "Status": 404}} }
	list := func(items ...any) []any { return items }
	when := "2026-01-31T00:00:00Z"

	function := func(place string) fields {
		return fields{
			"FunctionName": "kept-function", "FunctionArn": "arn:aws:lambda" + canaryArn + "function:kept-function", "Runtime": "python3.13",
			"Environment":         fields{"Variables": fields{"KEPT_VARIABLE": c.secret(place + "-env")}, "Error": fields{"Message": "kept-error"}},
			"ImageConfigResponse": fields{"ImageConfig": fields{"Command": list("--password", c.secret(place+"-command")), "EntryPoint": list(c.secret(place + "-entry-point"))}},
		}
	}
	code := function("lambda-get-function")
	const topic = "arn:aws:sns" + canaryArn + "kept-topic"
	const subscription = topic + ":00000000-0000-4000-8000-000000000001"
	const rule = "arn:aws:events" + canaryArn + "rule/kept-rule"
	const stack = "arn:aws:cloudformation" + canaryArn + "stack/kept-stack/1"
	const project = "arn:aws:codebuild" + canaryArn + "project/kept-project"
	source := func(place string) fields {
		return fields{
			"type": "GITHUB", "sourceIdentifier": "kept_source", "location": "https://kept-user:" + c.name(place+"-password") + "@github.com/kept/repository.git",
			"buildspec": c.secret(place + "-buildspec"), "auth": fields{"type": "OAUTH", "resource": c.secret(place + "-auth")},
			"buildStatusConfig": fields{"context": "kept-context", "targetUrl": c.url(place + "-status-url")},
		}
	}
	conditions := func(place string) fields {
		return fields{"conditions": list(fields{"result": "FAIL", "rules": list(fields{
			"name": "kept-check", "ruleTypeId": fields{"category": "Rule", "provider": "Commands"},
			"configuration": fields{"KeptKey": c.secret(place + "-rule-configuration")}, "commands": list(c.secret(place + "-rule-command")),
		})})}
	}

	all := []planted{
		{"lambda", "ListFunctions", canaryHome, nil, fields{"Functions": list(function("lambda-list"))}, "KEPT_VARIABLE"},
		{"lambda", "GetFunctionConfiguration", canaryHome, nil, function("lambda-get"), "kept-error"},
		{"lambda", "GetPolicy", canaryHome, nil, none("ResourceNotFoundException"), "kept-function"},
		{"lambda", "ListTags", canaryHome, nil, fields{"Tags": fields{}}, "kept-function"},
		{"lambda", "GetFunction", canaryHome, nil, fields{"Configuration": code, "Code": fields{"Location": c.url("lambda-code")}}, ""},

		{"sns", "ListTopics", canaryHome, nil, fields{"Topics": list(fields{"TopicArn": topic})}, "kept-topic"},
		{"sns", "GetTopicAttributes", canaryHome, nil, fields{"Attributes": fields{"TopicArn": topic, "DisplayName": "kept-display-name"}}, "kept-display-name"},
		{"sns", "ListTagsForResource", canaryHome, nil, fields{"Tags": list()}, "kept-topic"},
		{"sns", "ListSubscriptionsByTopic", canaryHome, nil, fields{"Subscriptions": list(
			fields{"SubscriptionArn": "PendingConfirmation", "TopicArn": topic, "Protocol": "email", "Endpoint": c.mail("sns-topic-mail")},
			fields{"SubscriptionArn": subscription, "TopicArn": topic, "Protocol": "https", "Endpoint": c.url("sns-topic-url")},
		)}, "PendingConfirmation"},
		{"sns", "ListSubscriptions", canaryHome, nil, fields{"Subscriptions": list(
			fields{"SubscriptionArn": subscription, "TopicArn": topic, "Protocol": "https", "Endpoint": c.url("sns-list-url")},
			fields{"SubscriptionArn": subscription + "2", "TopicArn": topic, "Protocol": "email", "Endpoint": c.mail("sns-list-mail")},
		)}, "hooks.example.com"},
		{"sns", "GetSubscriptionAttributes", canaryHome, nil, fields{"Attributes": fields{
			"SubscriptionArn": subscription, "Protocol": "https", "Endpoint": c.url("sns-attributes-url"), "SubscriptionPrincipal": "kept-principal",
		}}, "kept-principal"},

		{"events", "ListRules", canaryHome, nil, fields{"Rules": list(
			fields{"Name": "kept-rule", "Arn": rule, "State": "ENABLED", "EventBusName": "default", "EventPattern": `{"source":["kept.source"]}`})}, "kept.source"},
		{"events", "ListTargetsByRule", canaryHome, nil, fields{"Targets": list(
			fields{"Id": "kept-target-input", "Arn": topic, "Input": c.secret("events-input")},
			fields{"Id": "kept-target-template", "Arn": topic, "InputTransformer": fields{"InputPathsMap": fields{"kept": "$.detail"}, "InputTemplate": c.secret("events-template")}},
			fields{"Id": "kept-target-http", "Arn": topic, "HttpParameters": fields{
				"PathParameterValues":   list(c.secret("events-path")),
				"HeaderParameters":      fields{"kept-header": c.secret("events-header")},
				"QueryStringParameters": fields{"kept-query": c.secret("events-query")},
			}},
			fields{"Id": "kept-target-redshift", "Arn": topic, "RedshiftDataParameters": fields{"Database": "kept-database", "Sql": c.secret("events-sql"), "Sqls": list(c.secret("events-sqls"))}},
			fields{"Id": "kept-target-appsync", "Arn": topic, "AppSyncParameters": fields{"GraphQLOperation": c.secret("events-graphql")}},
			fields{"Id": "kept-target-sagemaker", "Arn": topic, "SageMakerPipelineParameters": fields{"PipelineParameterList": list(fields{"Name": "kept-parameter", "Value": c.secret("events-sagemaker")})}},
		)}, "kept-header"},
		{"events", "ListTagsForResource", canaryHome, nil, fields{"Tags": list()}, "kept-rule"},
		{"events", "ListApiDestinations", canaryHome, nil, fields{"ApiDestinations": list(
			fields{"Name": "kept-destination", "ApiDestinationArn": "arn:aws:events" + canaryArn + "api-destination/kept-destination/1", "InvocationEndpoint": c.url("events-destination")})}, "kept-destination"},
		{"events", "DescribeConnection", canaryHome, nil, fields{"AuthParameters": fields{"InvocationHttpParameters": fields{
			"HeaderParameters": list(fields{"Key": "x-api-key", "Value": c.secret("events-connection-header")})}}}, ""},

		{"cloudformation", "DescribeStacks", canaryHome, nil, fields{"Stacks": list(fields{
			"StackName": "kept-stack", "StackId": stack, "CreationTime": when, "StackStatus": "ROLLBACK_COMPLETE",
			"StackStatusReason": "Value (" + c.name("cloudformation-stack-reason") + ") for parameter MasterUserPassword is invalid",
			"Parameters":        list(fields{"ParameterKey": "KeptParameter", "ParameterValue": c.secret("cloudformation-parameter"), "ResolvedValue": c.secret("cloudformation-resolved")}),
			"Outputs":           list(fields{"OutputKey": "KeptOutput", "OutputValue": c.secret("cloudformation-output")}),
		})}, "KeptOutput"},
		{"cloudformation", "ListStackResources", canaryHome, nil, fields{"StackResourceSummaries": list(fields{
			"LogicalResourceId": "KeptResource", "ResourceType": "AWS::RDS::DBInstance", "LastUpdatedTimestamp": when, "ResourceStatus": "CREATE_FAILED",
			"ResourceStatusReason": "Value (" + c.name("cloudformation-resource-reason") + ") for parameter MasterUserPassword is invalid",
		})}, "KeptResource"},
		{"cloudformation", "GetTemplate", canaryHome, nil, fields{"TemplateBody": c.secret("cloudformation-template")}, ""},

		{"codebuild", "ListProjects", canaryHome, nil, fields{"projects": list("kept-project")}, "kept-project"},
		{"codebuild", "BatchGetProjects", canaryHome, nil, fields{"projects": list(fields{
			"name": "kept-project", "arn": project, "source": source("codebuild-source"), "secondarySources": list(source("codebuild-secondary")),
			"environment": fields{"type": "LINUX_CONTAINER", "image": "kept-image", "environmentVariables": list(
				fields{"name": "KEPT_BUILD_VARIABLE", "type": "PLAINTEXT", "value": c.secret("codebuild-env")})},
			"webhook": fields{"url": "https://api.github.com/kept-hook", "payloadUrl": c.url("codebuild-payload"), "secret": c.secret("codebuild-webhook")},
			"badge":   fields{"badgeEnabled": true, "badgeRequestUrl": c.url("codebuild-badge")},
		})}, "KEPT_BUILD_VARIABLE"},

		{"codepipeline", "ListPipelines", canaryHome, nil, fields{"pipelines": list(fields{"name": "kept-pipeline"})}, "kept-pipeline"},
		{"codepipeline", "GetPipeline", canaryHome, nil, fields{"pipeline": fields{
			"name": "kept-pipeline", "roleArn": "arn:aws:iam::123456789012:role/kept-role",
			"variables": list(fields{"name": "kept-pipeline-variable", "defaultValue": c.secret("codepipeline-variable")}),
			"stages": list(fields{"name": "kept-stage",
				"beforeEntry": conditions("codepipeline-before"), "onSuccess": conditions("codepipeline-success"), "onFailure": conditions("codepipeline-failure"),
				"actions": list(fields{"name": "kept-action", "actionTypeId": fields{"category": "Source", "owner": "ThirdParty", "provider": "GitHub", "version": "1"},
					"configuration": fields{
						"Owner": "kept-owner", "OAuthToken": c.secret("codepipeline-token"), "UserParameters": c.secret("codepipeline-user-parameters"),
						"EnvironmentVariables": c.secret("codepipeline-env"), "ParameterOverrides": c.secret("codepipeline-overrides"), "TheirOwnKey": c.secret("codepipeline-custom"),
					},
					"commands":             list(c.secret("codepipeline-command")),
					"environmentVariables": list(fields{"name": "kept-action-variable", "value": c.secret("codepipeline-action-env")}),
				}),
			}),
		}}, "kept-action-variable"},

		{"iam", "ListVirtualMFADevices", "", nil, fields{"IsTruncated": false, "VirtualMFADevices": list(fields{
			"SerialNumber": "arn:aws:iam::123456789012:mfa/kept-device", "Base32StringSeed": c.secret("mfa-seed"), "QRCodePNG": c.secret("mfa-qr")})}, "kept-device"},

		{"chatbot", "DescribeChimeWebhookConfigurations", "", nil, fields{"WebhookConfigurations": list(fields{
			"ChatConfigurationArn": "arn:aws:chatbot::123456789012:chat-configuration/chime-webhook/kept-chime", "IamRoleArn": "arn:aws:iam::123456789012:role/kept-role",
			"SnsTopicArns": list(topic), "WebhookDescription": c.url("chatbot-webhook"), "ConfigurationName": "kept-chime"})}, "kept-chime"},
		{"account", "GetAlternateContact", "", nil, fields{"AlternateContact": fields{"AlternateContactType": "SECURITY", "Name": c.name("contact-name"),
			"Title": c.name("contact-title"), "EmailAddress": c.mail("contact-mail"), "PhoneNumber": c.name("contact-phone")}}, "alternate_contacts"},
		{"account", "GetContactInformation", "", nil, fields{"ContactInformation": fields{"FullName": c.name("account-name"), "PhoneNumber": c.name("account-phone"),
			"AddressLine1": c.name("account-address"), "City": "x", "PostalCode": "1", "CountryCode": "JP"}}, ""},
		{"notificationscontacts", "ListEmailContacts", "", nil, fields{"emailContacts": list(fields{
			"arn": "arn:aws:notifications-contacts::123456789012:emailcontact/kept-contact", "name": c.name("notification-name"), "address": c.mail("notification-mail"),
			"status": "active", "creationTime": when, "updateTime": when})}, "kept-contact"},
		{"organizations", "DescribeOrganization", "", nil, fields{"Organization": fields{"Id": "o-keptid", "Arn": "arn:aws:organizations::123456789012:organization/o-keptid",
			"FeatureSet": "ALL", "MasterAccountEmail": c.mail("organization-mail")}}, "o-keptid"},
		{"organizations", "ListDelegatedAdministrators", "", nil, fields{"DelegatedAdministrators": list(fields{"Id": "444455556666", "Name": "kept-administrator",
			"Arn": "arn:aws:organizations::123456789012:account/o-keptid/444455556666", "Email": c.mail("administrator-mail")})}, "kept-administrator"},
		{"organizations", "ListDelegatedServicesForAccount", "", nil, fields{"DelegatedServices": list(fields{"ServicePrincipal": "kept.amazonaws.com"})}, "kept.amazonaws.com"},
		{"detective", "ListInvitations", canaryHome, nil, fields{"Invitations": list(fields{
			"GraphArn": "arn:aws:detective" + canaryArn + "graph:kept-graph", "AccountId": "123456789012", "EmailAddress": c.mail("detective-mail")})}, "kept-graph"},

		{"config", "DescribeConfigRules", canaryHome, nil, fields{"ConfigRules": list(
			fields{"ConfigRuleName": "kept-custom-rule", "ConfigRuleArn": "arn:aws:config" + canaryArn + "config-rule/kept-custom", "ConfigRuleState": "ACTIVE",
				"Source":          fields{"Owner": "CUSTOM_LAMBDA", "SourceIdentifier": "arn:aws:lambda" + canaryArn + "function:kept-function"},
				"InputParameters": `{"keptInput":"` + c.secret("config-rule-input") + `"}`},
			fields{"ConfigRuleName": "kept-broken-rule", "ConfigRuleArn": "arn:aws:config" + canaryArn + "config-rule/kept-broken", "ConfigRuleState": "ACTIVE",
				"Source":          fields{"Owner": "CUSTOM_LAMBDA", "SourceIdentifier": "arn:aws:lambda" + canaryArn + "function:kept-function"},
				"InputParameters": c.secret("config-rule-text")},
			fields{"ConfigRuleName": "kept-aws-rule", "ConfigRuleArn": "arn:aws:config" + canaryArn + "config-rule/kept-aws", "ConfigRuleState": "ACTIVE",
				"Source": fields{"Owner": "AWS", "SourceIdentifier": "RESTRICTED_INCOMING_TRAFFIC"}, "InputParameters": `{"blockedPort1":"kept-port"}`},
		)}, "keptInput"},
		{"config", "DescribeRemediationConfigurations", canaryHome, nil, fields{"RemediationConfigurations": list(fields{
			"ConfigRuleName": "kept-custom-rule", "Arn": "arn:aws:config" + canaryArn + "remediation-configuration/kept-remediation", "TargetType": "SSM_DOCUMENT", "TargetId": "kept-document",
			"Parameters": fields{
				"AutomationAssumeRole": fields{"StaticValue": fields{"Values": list("arn:aws:iam::123456789012:role/kept-remediation-role")}},
				"GroupId":              fields{"ResourceValue": fields{"Value": "RESOURCE_ID"}},
				"KeptPayload":          fields{"StaticValue": fields{"Values": list(c.secret("config-remediation-parameter"))}},
			}})}, "kept-remediation-role"},
		{"ssm", "DescribeDocument", canaryHome, nil, fields{"Document": fields{"Name": "kept-document", "Owner": "123456789012", "Status": "Active",
			"Parameters": list(fields{"Name": "KeptDefault", "Type": "String", "DefaultValue": c.secret("ssm-document-default")})}}, "KeptDefault"},
		{"ssm", "GetDocument", canaryHome, nil, fields{"Name": "kept-document", "Content": c.secret("ssm-document-content")}, ""},
		{"config", "DescribeConformancePacks", canaryHome, nil, fields{"ConformancePackDetails": list(fields{
			"ConformancePackName": "kept-pack", "ConformancePackId": "kept-pack-1", "ConformancePackArn": "arn:aws:config" + canaryArn + "conformance-pack/kept-pack/1",
			"ConformancePackInputParameters": list(fields{"ParameterName": "KeptPackParameter", "ParameterValue": c.secret("config-pack-parameter")})})}, "KeptPackParameter"},

		{"kms", "ListAliases", canaryHome, nil, fields{"Error": fields{"Code": "AccessDeniedException", "Status": 400,
			"Message": "You are not authorized. Encoded authorization failure message: " + c.name("encoded-denial")}}, "(left out)"},

		{"s3", "ListBuckets", "", nil, fields{"Buckets": list(fields{"Name": "kept-bucket", "BucketRegion": canaryHome, "CreationDate": when})}, "kept-bucket"},
		{"s3", "GetBucketAcl", "", nil, fields{"Owner": fields{"ID": "kept-owner-id"}, "Grants": list(fields{"Permission": "READ",
			"Grantee": fields{"Type": "AmazonCustomerByEmail", "EmailAddress": c.mail("s3-acl-mail")}})}, "kept-owner-id"},
		{"s3", "GetBucketLogging", "", nil, fields{"LoggingEnabled": fields{"TargetBucket": "kept-target-bucket", "TargetPrefix": "", "TargetGrants": list(fields{"Permission": "READ",
			"Grantee": fields{"Type": "AmazonCustomerByEmail", "EmailAddress": c.mail("s3-logging-mail")}})}}, "kept-target-bucket"},
		{"s3", "GetBucketVersioning", "", nil, fields{}, "kept-bucket"},
		{"s3", "GetBucketNotificationConfiguration", "", nil, fields{}, "kept-bucket"},

		{"ec2", "DescribeInstanceAttribute", "", nil, fields{"InstanceId": "i-0", "UserData": fields{"Value": c.secret("ec2-user-data")}}, ""},
		{"ec2", "DescribeLaunchTemplateVersions", "", nil, fields{"LaunchTemplateVersions": list(fields{"LaunchTemplateData": fields{"UserData": c.secret("ec2-launch-template")}})}, ""},
		{"ec2", "GetConsoleOutput", "", nil, fields{"InstanceId": "i-0", "Output": c.secret("ec2-console")}, ""},
		{"ecs", "DescribeTaskDefinition", "", nil, fields{"taskDefinition": fields{"containerDefinitions": list(fields{"environment": list(fields{"name": "X", "value": c.secret("ecs-env")})})}}, ""},
		{"ssm", "GetParameter", "", nil, fields{"Parameter": fields{"Name": "x", "Value": c.secret("ssm-parameter")}}, ""},
		{"ssm", "GetParametersByPath", "", nil, fields{"Parameters": list(fields{"Name": "x", "Value": c.secret("ssm-parameters")})}, ""},
		{"secretsmanager", "GetSecretValue", "", nil, fields{"Name": "x", "SecretString": c.secret("secrets-manager")}, ""},
	}
	for operation, code := range map[string]string{"GetBucketEncryption": "ServerSideEncryptionConfigurationNotFoundError", "GetBucketLifecycleConfiguration": "NoSuchLifecycleConfiguration",
		"GetBucketOwnershipControls": "OwnershipControlsNotFoundError", "GetBucketPolicy": "NoSuchBucketPolicy", "GetBucketPolicyStatus": "NoSuchBucketPolicy",
		"GetBucketTagging": "NoSuchTagSet", "GetObjectLockConfiguration": "ObjectLockConfigurationNotFoundError", "GetBucketReplication": "ReplicationConfigurationNotFoundError", "GetPublicAccessBlock": "NoSuchPublicAccessBlockConfiguration"} {
		all = append(all, planted{"s3", operation, "", nil, none(code), "kept-bucket"})
	}
	return all
}

// readEverything writes controls that give every field of every collection as evidence, so that all is collected and as much as possible
// shows in the reports.
func readEverything(t *testing.T, dir string) {
	t.Helper()
	index, err := policies.Index()
	if err != nil {
		t.Fatal(err)
	}
	for key := range index {
		if strings.HasPrefix(key, "shared.") { // other accounts' elements, which their own collections read
			continue
		}
		raw, err := os.ReadFile(filepath.Join("..", "..", "policies", "schemas", key+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var schema struct{ Properties map[string]any }
		if err := json.Unmarshal(raw, &schema); err != nil {
			t.Fatal(err)
		}
		paths, err := json.Marshal(slices.Sorted(maps.Keys(schema.Properties)))
		if err != nil {
			t.Fatal(err)
		}
		name := strings.ReplaceAll(key, ".", "_")
		from := "some element in input." + key
		if strings.HasPrefix(key, "account.") { // input.account is the account itself; naming the collection is enough to have it read
			from = "some element in input.regions\n\telement.id == \"never\""
		}
		text := strings.NewReplacer("KEY", key, "NAME", name, "PATHS", string(paths), "FROM", from).Replace(`# METADATA
# title: Everything of KEY is read
# custom:
#   id: CUSTOM/NAME
#   title_ja: KEY
#   severity: LOW
#   subject: resource
#   collection: KEY
#   reasons:
#     read: {en: read, ja: read}
#   remediation: {en: none, ja: none}
package custom.NAME

import data.lib.result

findings contains result.fail(element, "read", {}, PATHS) if {
	FROM
}
`)
		if err := os.WriteFile(filepath.Join(dir, name+".rego"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// inflated is everything that a snapshot holds, names included.
func inflated(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var out strings.Builder
	out.WriteString(z.Comment)
	for _, f := range z.File {
		out.WriteString(f.Name + f.Comment + string(f.Extra) + "\n")
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, in); err != nil {
			t.Fatal(err)
		}
		in.Close()
	}
	return out.String()
}

// TestCanaries plants a secret in every place of AWS that can hold one, scans with everything that collectors can ask, and looks for
// the secrets in all that kijun leaves behind: snapshot, reports, plan, logs, temporary files.
func TestCanaries(t *testing.T) {
	e := startEmulator(t)
	e.seed(t, "empty")
	c := &canaries{}
	plants := c.plant()
	var answers []fields
	for _, p := range plants {
		rule := fields{"service": p.service, "operation": p.operation, "answer": p.answer}
		if p.region != "" {
			rule["region"] = p.region
		}
		if p.match != nil {
			rule["match"] = p.match
		}
		answers = append(answers, rule)
	}
	e.do(t, "POST", "/__answers", answers)
	raw, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	if found := c.in(string(raw)); len(found) != len(c.names) {
		t.Fatalf("the search finds %d of %d canaries where all are", len(found), len(c.names))
	}
	own := &canaries{} // of whoever runs the scan
	secretKey, token := own.name("caller-secret-key"), own.name("caller-session-token")
	c.names = append(c.names, own.names...)
	if slices.Sort(c.names); len(slices.Compact(slices.Clone(c.names))) != len(c.names) {
		t.Fatal("two places have the same canary")
	}

	controls := t.TempDir()
	readEverything(t, controls)
	for _, log := range []string{"text", "json"} {
		t.Run(log, func(t *testing.T) {
			e.do(t, "DELETE", "/__log", nil)
			dir, temporary := t.TempDir(), t.TempDir()
			snapshot := filepath.Join(dir, "snapshot.zip")
			env := append(environ(e.url), "AWS_SECRET_ACCESS_KEY="+secretKey, "AWS_SESSION_TOKEN="+token, "TMPDIR="+temporary)
			got := kijun(t, env, "scan", "--policy", controls, "--max-rate", "100000", "--snapshot", snapshot, "--plan", "--all", "--log-format", log,
				"-o", "table", "-o", "json="+filepath.Join(dir, "result.json"))
			if got.status != exitOK {
				t.Fatalf("kijun scan: exit %d\n%s", got.status, got.stderr)
			}
			plan := kijun(t, env, "plan", filepath.Join(dir, "result.json"))
			if plan.status != exitOK {
				t.Fatalf("kijun plan: exit %d\n%s", plan.status, plan.stderr)
			}
			result, err := os.ReadFile(filepath.Join(dir, "result.json"))
			if err != nil {
				t.Fatal(err)
			}
			held := inflated(t, snapshot)
			for where, text := range map[string]string{"the snapshot": held, "stderr": got.stderr, "the table": got.stdout, "the JSON report": string(result),
				"the plan": plan.stdout, "the plan's stderr": plan.stderr} {
				for _, name := range c.in(text) {
					t.Errorf("%s holds %s: %s", where, name, around(text, name))
				}
			}
			if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
				t.Errorf("temporary files are left: %v %v", left, err)
			}
			if !strings.Contains(string(result), "[cut length=") {
				t.Error("the JSON report shows nothing that was cut: the controls of this test do not read what they should")
			}

			var lines []struct {
				Service, Operation, By string
			}
			if err := json.Unmarshal(e.do(t, "GET", "/__log", nil), &lines); err != nil {
				t.Fatal(err)
			}
			asked := map[string]bool{}
			for _, l := range lines {
				if l.By == "canned" {
					asked[l.Service+":"+l.Operation] = true
				}
			}
			for _, p := range plants {
				if p.keeps == "" {
					continue
				}
				if !asked[p.service+":"+p.operation] {
					t.Errorf("%s:%s was not asked: this test looks for nothing there", p.service, p.operation)
				}
				if !strings.Contains(held, p.keeps) {
					t.Errorf("the snapshot lacks %q, which stands beside the secrets of %s:%s", p.keeps, p.service, p.operation)
				}
			}
		})
	}
}

// around is where a canary stands in a text.
func around(text, name string) string {
	for _, form := range forms(name) {
		if i := strings.Index(text, form); i >= 0 {
			return string(bytes.ToValidUTF8([]byte(text[max(0, i-300):min(len(text), i+len(form)+40)]), []byte("?")))
		}
	}
	return ""
}
