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
	"apigateway.domain_names EndpointAccessMode":                                                                         "a mode",
	"apigateway.domain_names EndpointConfiguration.":                                                                     "kinds of endpoints and their ids",
	"apigateway.domain_names MutualTlsAuthentication.TruststoreUri":                                                      "the place of public certificates in S3",
	"apigateway.rest_apis EndpointAccessMode":                                                                            "a mode",
	"apigateway.rest_apis EndpointConfiguration.":                                                                        "kinds of endpoints and their ids",
	"apigateway.stages MethodSettings.*.Unauthorized":                                                                    "what is answered",
	"apigatewayv2.integrations CredentialsArn":                                                                           "the ARN of a role",
	"apigatewayv2.integrations PayloadFormatVersion":                                                                     "a version",
	"appsync.graphql_apis AdditionalAuthenticationProviders.LambdaAuthorizerConfig.AuthorizerUri":                        "the ARN of a function",
	"appsync.graphql_apis LambdaAuthorizerConfig.AuthorizerUri":                                                          "the ARN of a function",
	"autoscaling.launch_configurations MetadataOptions.":                                                                 "on or off",
	"bedrockagentcore.runtimes GetAgentRuntime.RequestHeaderConfiguration":                                               "names of headers",
	"cloudfront.distributions CacheBehaviors.Items.ForwardedValues.Headers.Items":                                        "names of headers",
	"cloudfront.distributions CacheBehaviors.Items.ResponseHeadersPolicyId":                                              "the id of a policy",
	"cloudfront.distributions DefaultCacheBehavior.":                                                                     "names of headers, and the id of a policy",
	"cloudfront.distributions GetDistributionConfig.DistributionConfig.CacheBehaviors.Items.":                            "names of headers, and the id of a policy",
	"cloudfront.distributions GetDistributionConfig.DistributionConfig.CacheTagConfig.HeaderName":                        "the name of a header",
	"cloudfront.distributions GetDistributionConfig.DistributionConfig.DefaultCacheBehavior.":                            "names of headers, and the id of a policy",
	"cloudfront.distributions GetDistributionConfig.DistributionConfig.Origins.Items.CustomHeaders.Items.HeaderName":     "HeaderValue is cut, the name stays",
	"cloudfront.distributions Origins.Items.CustomHeaders.Items.HeaderName":                                              "HeaderValue is cut, the name stays",
	"codebuild.projects Environment.EnvironmentVariables.":                                                               "Value is cut, name and type stay",
	"codebuild.projects Environment.ImagePullCredentialsType":                                                            "whose role pulls the image",
	"codebuild.projects Environment.RegistryCredential.":                                                                 "the name or ARN of a secret",
	"codebuild.projects SecondarySources.Auth.Type":                                                                      "a kind of authentication",
	"codebuild.projects Source.Auth.Type":                                                                                "a kind of authentication",
	"codebuild.projects Webhook.LastModifiedSecret":                                                                      "a time",
	"codebuild.projects Webhook.Url":                                                                                     "the address of the webhook in the API of the repository's host",
	"codepipeline.pipelines GetPipeline.Pipeline.Stages.Actions.Configuration":                                           "the collector cuts all but the harmless keys",
	"codepipeline.pipelines GetPipeline.Pipeline.Stages.Actions.Environment":                                             "Value is cut, name and type stay",
	"codepipeline.pipelines GetPipeline.Pipeline.Stages.Actions.OutputVariables":                                         "names",
	"codepipeline.pipelines GetPipeline.Pipeline.Variables.":                                                             "DefaultValue is cut, name and description stay",
	"config.conformance_packs ConformancePackInputParameters.ParameterName":                                              "a name",
	"config.remediations Parameters.*.StaticValue.Values":                                                                "the collector keeps ARNs only",
	"config.organization_packs ConformancePackInputParameters.ParameterName":                                             "a name",
	"config.rules InputParameters":                                                                                       "the collector keeps names only, unless the rule is AWS's",
	"dms.replication_instances KerberosAuthenticationSettings.":                                                          "the ARNs of a secret and a role, and the name of a host",
	"dms.replication_instances ReplicationInstanceP":                                                                     "IP addresses",
	"ec2.client_vpn_endpoints ClientVpnEndpointId":                                                                       "an id",
	"ec2.client_vpn_endpoints DevicePostureOptions.":                                                                     "where public keys are published",
	"ec2.client_vpn_endpoints EndpointIpAddressType":                                                                     "a kind of address",
	"ec2.client_vpn_endpoints SelfServicePortalUrl":                                                                      "AWS's own portal, which asks for a sign-in",
	"ec2.instance_metadata_defaults Http":                                                                                "on or off",
	"ec2.instances ClientToken":                                                                                          "what makes a launch idempotent; it opens nothing",
	"ec2.instances Ipv6Address":                                                                                          "an IP address",
	"ec2.instances MetadataOptions.":                                                                                     "on or off",
	"ec2.instances NetworkInterfaces.":                                                                                   "IP addresses",
	"ec2.instances PrivateIpAddress":                                                                                     "an IP address",
	"ec2.instances PublicIpAddress":                                                                                      "an IP address",
	"ec2.instances SecondaryInterfaces.":                                                                                 "IP addresses",
	"ec2.launch_templates DescribeLaunchTemplateVersions.LaunchTemplateVersions.LaunchTemplateData.MetadataOptions.":     "on or off",
	"ec2.launch_templates DescribeLaunchTemplateVersions.LaunchTemplateVersions.LaunchTemplateData.NetworkInterfaces.":   "IP addresses",
	"ec2.launch_templates DescribeLaunchTemplateVersions.LaunchTemplateVersions.LaunchTemplateData.SecondaryInterfaces.": "IP addresses",
	"ec2.network_interfaces ":                                                                                            "IP addresses",
	"ec2.route_tables Routes.IpAddress":                                                                                  "an IP address",
	"ec2.spot_fleet_requests SpotFleetRequestConfig.ClientToken":                                                         "what makes a request idempotent; it opens nothing",
	"ec2.spot_fleet_requests SpotFleetRequestConfig.LaunchSpecifications.NetworkInterfaces.":                             "IP addresses",
	"ec2.vpc_endpoints VpcEndpoint":                                                                                      "an id and a kind",
	"ec2.vpn_connections Options.TunnelOptions.OutsideIpAddress":                                                         "an IP address",
	"ec2.vpn_connections VgwTelemetry.OutsideIpAddress":                                                                  "an IP address",
	"ecr.pull_through_cache_rules CredentialArn":                                                                         "the ARN of a secret",
	"ecr.pull_through_cache_rules UpstreamRegistryUrl":                                                                   "the host of a registry",
	"ecr.repositories RepositoryUri":                                                                                     "where the images are; to pull one takes a login",
	"ecs.services Deployments.ServiceConnectConfiguration.LogConfiguration.SecretOptions":                                "names and ARNs of secrets",
	"ecs.services Deployments.ServiceConnectConfiguration.Services.ClientAliases.TestTrafficRules.Header.Name":           "a name",
	"ecs.task_definitions DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.CredentialSpecs":                    "the place of a specification, which names an account and holds no password",
	"ecs.task_definitions DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.ExtraHosts.Ip":                      "an IP address",
	"ecs.task_definitions DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.LogConfiguration.SecretOptions":     "names and ARNs of secrets",
	"ecs.task_definitions DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.RepositoryCredentials":              "the ARN of a secret",
	"ecs.task_definitions DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.Secrets.":                           "names and ARNs of secrets",
	"ecs.task_definitions DescribeTaskDefinition.TaskDefinition.Volumes.FsxWindowsFileServerVolume":                      "the ARN of a secret",
	"efs.file_systems CreationToken":                                                                                     "what makes a creation idempotent; it opens nothing",
	"efs.file_systems DescribeMountTargets.":                                                                             "IP addresses",
	"eks.clusters DescribeCluster.Cluster.ClientRequestToken":                                                            "what makes a creation idempotent; it opens nothing",
	"eks.clusters DescribeCluster.Cluster.Endpoint":                                                                      "the address of the API server",
	"elasticache.caches CacheCluster.AuthToken":                                                                          "a time",
	"elasticache.caches CacheCluster.CacheNodes.Endpoint.":                                                               "the name of a host",
	"elasticache.caches CacheCluster.ConfigurationEndpoint.":                                                             "the name of a host",
	"elasticache.caches CacheCluster.PendingModifiedValues.AuthTokenStatus":                                              "what happens to a token, not the token",
	"elasticache.caches ReplicationGroup.AuthToken":                                                                      "a time",
	"elasticache.caches ReplicationGroup.ConfigurationEndpoint.":                                                         "the name of a host",
	"elasticache.caches ReplicationGroup.NodeGroups.":                                                                    "names of hosts",
	"elasticache.caches ReplicationGroup.PendingModifiedValues.AuthTokenStatus":                                          "what happens to a token, not the token",
	"elasticache.clusters AuthToken":                                                                                     "a time",
	"elasticache.clusters CacheNodes.Endpoint.":                                                                          "the name of a host",
	"elasticache.clusters ConfigurationEndpoint.":                                                                        "the name of a host",
	"elasticache.clusters PendingModifiedValues.AuthTokenStatus":                                                         "what happens to a token, not the token",
	"elasticache.replication_groups AuthToken":                                                                           "a time",
	"elasticache.replication_groups ConfigurationEndpoint.":                                                              "the name of a host",
	"elasticache.replication_groups NodeGroups.":                                                                         "names of hosts",
	"elasticache.replication_groups PendingModifiedValues.AuthTokenStatus":                                               "what happens to a token, not the token",
	"elasticbeanstalk.environments EndpointURL":                                                                          "the name of a load balancer",
	"elbv2.listeners DefaultActions.":                                                                                    "addresses of an identity provider",
	"elbv2.listeners DescribeRules.Rules.Actions.":                                                                       "addresses of an identity provider",
	"elbv2.listeners DescribeRules.Rules.Conditions.HostHeaderConfig.":                                                   "names of hosts",
	"elbv2.listeners DescribeRules.Rules.Conditions.HttpHeaderConfig.HttpHeaderName":                                     "the values are cut, the name stays",
	"elbv2.listeners DescribeRules.Rules.Transforms.HostHeaderRewriteConfig.":                                            "names of hosts",
	"elbv2.load_balancers AvailabilityZones.":                                                                            "IP addresses",
	"emr.clusters DescribeCluster.Cluster.LogUri":                                                                        "a folder of a bucket",
	"emr.clusters ListInstances.Instances.":                                                                              "IP addresses",
	"es.domains AdvancedSecurityOptions.SAMLOptions.Idp.MetadataContent":                                                 "what an identity provider publishes of itself",
	"es.domains DomainEndpointOptions.":                                                                                  "the name of a host, and settings",
	"es.domains Endpoint":                                                                                                "names of hosts",
	"events.api_destinations InvocationEndpoint":                                                                         "the collector keeps the host only",
	"events.endpoints Endpoint":                                                                                          "the id, and the address that takes events from those who may send them",
	"events.rules ListTargetsByRule.Targets.RedshiftDataParameters.SecretMan":                                            "the ARN of a secret",
	"guardduty.findings ": "AWS's own sample findings",
	"iam.credential_report Row.additional_credentials_info":                         "how many further credentials there are",
	"iam.credential_report Row.password_":                                           "times, and on or off",
	"iam.virtual_mfa_devices User.PasswordLastUsed":                                 "a time",
	"logs.delivery_sources DeliverySourceConfiguration.*":                           "settings of the delivery",
	"opensearch.domains AdvancedSecurityOptions.JWTOptions.JwksUrl":                 "where public keys are published",
	"opensearch.domains AdvancedSecurityOptions.SAMLOptions.Idp.MetadataContent":    "what an identity provider publishes of itself",
	"opensearch.domains DomainEndpoint":                                             "the name of a host, and settings",
	"opensearch.domains Endpoint":                                                   "names of hosts",
	"organizations.further_policies DescribePolicy.Policy.Content":                  "a policy of the organization",
	"organizations.policies DescribePolicy.Policy.Content":                          "a service control policy",
	"rds.clusters CustomEndpoints":                                                  "names of hosts",
	"rds.clusters DomainMemberships.AuthSecretArn":                                  "the ARN of a secret",
	"rds.clusters Endpoint":                                                         "the name of a host",
	"rds.clusters MasterUserSecret.":                                                "the ARNs of a secret and of its key",
	"rds.clusters ReaderEndpoint":                                                   "the name of a host",
	"rds.global_clusters Endpoint":                                                  "the name of a host",
	"rds.instances DomainMemberships.AuthSecretArn":                                 "the ARN of a secret",
	"rds.instances Endpoint.":                                                       "the name of a host",
	"rds.instances ListenerEndpoint.":                                               "the name of a host",
	"rds.instances MasterUserSecret.":                                               "the ARNs of a secret and of its key",
	"rds.instances TdeCredentialArn":                                                "the ARN of a key store",
	"rds.snapshots TdeCredentialArn":                                                "the ARN of a key store",
	"redshift.clusters ClusterNodes.":                                               "IP addresses",
	"redshift.clusters Endpoint.":                                                   "the name of a host, and IP addresses",
	"redshift.clusters MasterPasswordSecret":                                        "the ARNs of a secret and of its key",
	"redshift.clusters MultiAZSecondary.ClusterNodes.":                              "IP addresses",
	"redshift.parameter_groups DescribeClusterParameters.Parameters.ParameterValue": "a setting of the database",
	"redshiftserverless.namespaces AdminPasswordSecret":                             "the ARNs of a secret and of its key",
	"redshiftserverless.workgroups ConfigParameters.ParameterValue":                 "a setting of the database",
	"redshiftserverless.workgroups Endpoint.":                                       "the name of a host, and IP addresses",
	"s3.buckets GetBucketAcl.Grants.Grantee.URI":                                    "the name of a group of AWS's",
	"s3.buckets GetBucketLogging.LoggingEnabled.TargetGrants.Grantee.URI":           "the name of a group of AWS's",
	"s3control.access_points GetAccessPoint.Endpoints.":                             "host names of AWS",
	"sagemaker.notebook_instances DescribeNotebookInstance.Url":                     "the name of a host",
	"sagemaker.notebook_instances Url":                                              "the name of a host",
	"secretsmanager.secrets ExternalSecretRotationMetadata.Key":                     "a name",
	"secretsmanager.secrets ExternalSecretRotationRoleArn":                          "the ARN of a role",
	"secretsmanager.secrets SecretVersionsToStages.":                                "names of versions and stages",
	"securityhub.standards DescribeStandardsControls.Controls.RemediationUrl":       "a page of AWS's documentation",
	"sns.subscriptions Endpoint":                                                    "the collector keeps a URL's host only",
	"sqs.queues QueueUrl":                                                           "a queue's address, which tells region, account and name",
	"ssm.instances IPAddress":                                                       "an IP address",
	"wafv2.web_acls GetLoggingConfiguration.LoggingConfiguration.RedactedFields.":   "which parts of a request are left out of the log",
	"wafv2.web_acls LockToken":                                                      "what orders changes; it opens nothing",
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
