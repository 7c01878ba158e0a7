package collectors

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"kijun/scanner/collect"
)

// suspect are names of fields that often hold a secret, or something of a person.
var suspect = regexp.MustCompile(`(?i)secret|password|passwd|token|credential|privatekey|seed|qrcode|userdata|e?mail|phone|address$|endpoint|url$|uri$|webhookdescription|` +
	`variables|buildspec|header|inputtemplate|\.input$|payload|commands?$|entrypoint|sql|parametervalue|outputvalue|resolvedvalue|defaultvalue|staticvalue|` +
	`inputparameters|configuration\.\*|auth\.|content$`)

// looked are the suspects that somebody has looked at and that stay: with the reason, or with what the collector does itself.
var looked = map[string]string{
	"codebuild.projects Environment.EnvironmentVariables.":                       "Value is cut, name and type stay",
	"codebuild.projects Environment.ImagePullCredentialsType":                    "whose role pulls the image",
	"codebuild.projects Environment.RegistryCredential.":                         "the name or ARN of a secret",
	"codebuild.projects SecondarySources.Auth.Type":                              "a kind of authentication",
	"codebuild.projects Source.Auth.Type":                                        "a kind of authentication",
	"codebuild.projects Webhook.LastModifiedSecret":                              "a time",
	"codebuild.projects Webhook.Url":                                             "the address of the webhook in the API of the repository's host",
	"securityhub.standards DescribeStandardsControls.Controls.RemediationUrl":    "a page of AWS's documentation",
	"codepipeline.pipelines GetPipeline.Pipeline.Stages.Actions.Configuration":   "the collector cuts all but the harmless keys",
	"codepipeline.pipelines GetPipeline.Pipeline.Stages.Actions.Environment":     "Value is cut, name and type stay",
	"codepipeline.pipelines GetPipeline.Pipeline.Stages.Actions.OutputVariables": "names",
	"codepipeline.pipelines GetPipeline.Pipeline.Variables.":                     "DefaultValue is cut, name and description stay",
	"config.conformance_packs ConformancePackInputParameters.ParameterName":      "a name",
	"config.remediations Parameters.*.StaticValue.Values":                        "the collector keeps ARNs only",
	"config.rules InputParameters":                                               "the collector keeps names only, unless the rule is AWS's",
	"ec2.instance_metadata_defaults Http":                                        "on or off",
	"ec2.instances ClientToken":                                                  "what makes a launch idempotent; it opens nothing",
	"ec2.instances Ipv6Address":                                                  "an IP address",
	"ec2.instances MetadataOptions.":                                             "on or off",
	"ec2.instances NetworkInterfaces.":                                           "IP addresses",
	"ec2.instances PrivateIpAddress":                                             "an IP address",
	"ec2.instances PublicIpAddress":                                              "an IP address",
	"ec2.instances SecondaryInterfaces.":                                         "IP addresses",
	"ec2.network_interfaces ":                                                    "IP addresses",
	"events.api_destinations InvocationEndpoint":                                 "the collector keeps the host only",
	"events.rules ListTargetsByRule.Targets.RedshiftDataParameters.SecretMan":    "the ARN of a secret",
	"guardduty.findings ":                                                        "AWS's own sample findings",
	"iam.credential_report Row.additional_credentials_info":                      "how many further credentials there are",
	"iam.credential_report Row.password_":                                        "times, and on or off",
	"iam.virtual_mfa_devices User.PasswordLastUsed":                              "a time",
	"organizations.policies DescribePolicy.Policy.Content":                       "a service control policy",
	"s3.buckets GetBucketAcl.Grants.Grantee.URI":                                 "the name of a group of AWS's",
	"s3.buckets GetBucketLogging.LoggingEnabled.TargetGrants.Grantee.URI":        "the name of a group of AWS's",
	"sns.subscriptions Endpoint":                                                 "the collector keeps a URL's host only",
	"ssm.instances IPAddress":                                                    "an IP address",
}

// leaves calls fn with the path of each text in a schema, "*" for the members of a map.
func leaves(schema map[string]any, path []string, fn func(path string)) {
	switch {
	case schema["type"] == "array":
		leaves(schema["items"].(map[string]any), path, fn)
	case schema["properties"] != nil:
		for name, inner := range schema["properties"].(map[string]any) {
			leaves(inner.(map[string]any), append(slices.Clone(path), name), fn)
		}
	case schema["type"] == "object":
		if inner, ok := schema["additionalProperties"].(map[string]any); ok {
			leaves(inner, append(slices.Clone(path), "*"), fn)
			return
		}
		fn(strings.Join(path, "."))
	case schema["type"] == "string" || schema["type"] == nil:
		fn(strings.Join(path, "."))
	}
}

// TestSecretsAreCut finds fields that sound like secrets and that no collector cuts: whoever adds one cuts it, or looks at it and says
// here why it stays. It also finds paths of Secret that lead nowhere.
func TestSecretsAreCut(t *testing.T) {
	stale := map[string]bool{}
	for entry := range looked {
		stale[entry] = true
	}
	for _, c := range collect.All() {
		there := map[string]bool{}
		leaves(collect.Schema(c), nil, func(path string) {
			there[path] = true
			if slices.Contains(c.Secret, path) || !suspect.MatchString("."+path) {
				return
			}
			seen := false
			for entry := range looked {
				if strings.HasPrefix(c.Key+" "+path, entry) {
					seen = true
					delete(stale, entry)
				}
			}
			if !seen {
				t.Errorf("%s %s sounds like a secret: put it into Secret, or into the list of this test with the reason why it stays", c.Key, path)
			}
		})
		for _, path := range c.Secret {
			if !there[path] {
				t.Errorf("%s: Secret has the path %s, but an element has no text there", c.Key, path)
			}
		}
	}
	for entry := range stale {
		t.Errorf("the list of this test has %q, which fits no suspect", entry)
	}
}
