package actions

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// rows returns the table's lines without the header, each cut into operation, actions and level.
func rows(t *testing.T) [][3]string {
	t.Helper()
	header, body, _ := strings.Cut(table, "\n")
	if header != "operation,actions,level" || !strings.HasSuffix(body, "\n") {
		t.Fatalf("header %q, or no newline at the end", header)
	}
	var out [][3]string
	for line := range strings.Lines(body) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), ",")
		if len(f) != 3 {
			t.Fatalf("%q: want three fields", line)
		}
		out = append(out, [3]string(f))
	}
	return out
}

func TestTableIsSortedAndLookupFindsEveryRow(t *testing.T) {
	last := ""
	for _, r := range rows(t) {
		if r[0] <= last {
			t.Errorf("%s stands behind %s", r[0], last)
		}
		last = r[0]
		if !slices.Contains([]string{"List", "Read", "Tagging", "Write", "Permissions management"}, r[2]) {
			t.Errorf("%s: unknown level %q", r[0], r[2])
		}
		actions, level, ok := Lookup(r[0])
		if !ok || strings.Join(actions, ";") != r[1] || level != r[2] || !slices.IsSorted(actions) || r[1] == "" {
			t.Errorf("Lookup(%s) = %v, %q, %v; the table says %v", r[0], actions, level, ok, r)
		}
	}
}

func TestLookupMisses(t *testing.T) {
	for _, op := range []string{"", "a", "zz", "operation", "s3:", "s3:GetBucket", "s3:GetBucketAclX", "s3:getbucketacl", "ListTopics", "sns.ListTopics"} {
		if actions, level, ok := Lookup(op); ok || actions != nil || level != "" {
			t.Errorf("Lookup(%q) = %v, %q, %v", op, actions, level, ok)
		}
	}
}

func TestLookupAllocatesOnlyItsAnswer(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Lookup("sns:GetTopicAttributes") }); n > 1 {
		t.Errorf("%v allocations a lookup, want 1", n)
	}
}

func TestActionsThatAreNotTheOperationsName(t *testing.T) {
	for op, want := range map[string]string{
		"accessanalyzer:ListAnalyzers":                 "access-analyzer:ListAnalyzers List",
		"accessanalyzer:ListFindingsV2":                "access-analyzer:ListFindings Read",
		"cloudwatch:DescribeAlarms":                    "cloudwatch:DescribeAlarms Read",
		"detective:DescribeOrganizationConfiguration":  "detective:DescribeOrganizationConfiguration;organizations:DescribeOrganization Read",
		"detective:ListOrganizationAdminAccounts":      "detective:ListOrganizationAdminAccount List",
		"ec2:DescribeLaunchTemplateVersions":           "ec2:DescribeLaunchTemplateVersions List",
		"iam:GenerateCredentialReport":                 "iam:GenerateCredentialReport Read",
		"kms:ReEncrypt":                                "kms:ReEncryptFrom;kms:ReEncryptTo Write",
		"lambda:Invoke":                                "lambda:InvokeFunction Write",
		"notificationscontacts:ListEmailContacts":      "notifications-contacts:ListEmailContacts List",
		"s3:CopyObject":                                "s3:GetObject;s3:PutObject Write",
		"s3:GetBucketAccelerateConfiguration":          "s3:GetAccelerateConfiguration Read",
		"s3:GetBucketCors":                             "s3:GetBucketCORS Read",
		"s3:GetBucketEncryption":                       "s3:GetEncryptionConfiguration Read",
		"s3:GetBucketLifecycleConfiguration":           "s3:GetLifecycleConfiguration Read",
		"s3:GetBucketLogging":                          "s3:GetBucketLogging Read",
		"s3:GetBucketNotificationConfiguration":        "s3:GetBucketNotification Read",
		"s3:GetBucketReplication":                      "s3:GetReplicationConfiguration Read",
		"s3:GetObjectLockConfiguration":                "s3:GetBucketObjectLockConfiguration Read",
		"s3:GetPublicAccessBlock":                      "s3:GetBucketPublicAccessBlock Read",
		"s3:HeadBucket":                                "s3:ListBucket List",
		"s3:ListBuckets":                               "s3:ListAllMyBuckets List",
		"s3:ListDirectoryBuckets":                      "s3express:ListAllMyDirectoryBuckets List",
		"s3control:GetBucketPolicy":                    "s3-outposts:GetBucketPolicy Read",
		"s3control:GetPublicAccessBlock":               "s3:GetAccountPublicAccessBlock Read",
		"s3control:ListAccessPoints":                   "s3:ListAccessPoints List",
		"securityhub:ListStandardsControlAssociations": "securityhub:DescribeStandardsControls;securityhub:ListStandardsControlAssociations Read",
		"sns:PublishBatch":                             "sns:Publish Write",
		"sso-admin:ListInstances":                      "sso:ListInstances List",
		"sts:AssumeRole":                               "sts:AssumeRole Write",
		"wafv2:GetWebACLForResource":                   "elasticloadbalancing:GetLoadBalancerWebACL;wafv2:GetWebACL;wafv2:GetWebACLForResource Read",
	} {
		actions, level, _ := Lookup(op)
		if got := strings.Join(actions, ";") + " " + level; got != want {
			t.Errorf("%s: %s, want %s", op, got, want)
		}
	}
}

func TestAllowedRefuses(t *testing.T) {
	for op, want := range map[string]string{
		"sns:DeleteTopic":              "sns:DeleteTopic is not allowed: its access level is Write",
		"s3:PutBucketPolicy":           "s3:PutBucketPolicy is not allowed: its access level is Permissions management",
		"kms:TagResource":              "kms:TagResource is not allowed: its access level is Tagging",
		"sns:DescribeTopic":            "sns:DescribeTopic is not allowed: the table of operations does not know its IAM action",
		"":                             " is not allowed: the table of operations does not know its IAM action",
		"s3:GetObject":                 "s3:GetObject is not allowed: it returns stored objects, or what they are called and tagged",
		"logs:GetLogEvents":            "logs:GetLogEvents is not allowed: it returns log entries or fields of them",
		"sts:GetSessionToken":          "sts:GetSessionToken is not allowed: it returns credentials, a token or a signed address",
		"config:DeliverConfigSnapshot": "config:DeliverConfigSnapshot is not allowed: it starts or stops work, or has something written, although AWS calls it a Read",
	} {
		if err := Allowed(op); err == nil || err.Error() != want {
			t.Errorf("Allowed(%q) = %v\nwant %s", op, err, want)
		}
	}
}

// Operations of services without a module in go.mod are refused by name as well as for being unknown: the day their module
// comes, the refusal stays.
func TestDataPlaneIsRefused(t *testing.T) {
	for _, op := range strings.Fields(`s3:GetObject s3:GetObjectAttributes s3:GetObjectTagging s3:GetObjectAnnotation s3:HeadObject s3:ListObjects
		s3:ListObjectsV2 s3:ListObjectVersions s3:SelectObjectContent s3:CreateSession s3control:GetDataAccess dynamodb:GetItem dynamodb:Query
		dynamodb:Scan dynamodb:BatchGetItem dynamodb:ExecuteStatement secretsmanager:GetSecretValue secretsmanager:BatchGetSecretValue
		ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath ssm:GetParameterHistory ssm:GetCommandInvocation sqs:ReceiveMessage
		kinesis:GetRecords kms:Decrypt kms:GenerateDataKey kms:GenerateDataKeyPair kms:Sign kms:GetParametersForImport logs:GetLogEvents
		logs:FilterLogEvents logs:StartLiveTail logs:StartQuery logs:GetQueryResults cloudtrail:LookupEvents cloudtrail:GetQueryResults
		ecr:GetAuthorizationToken ecr:BatchGetImage sts:GetSessionToken sts:GetFederationToken sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity
		sts:AssumeRoot ec2:GetPasswordData ec2:GetConsoleOutput ec2:GetConsoleScreenshot ec2:GetLaunchTemplateData rds:DownloadDBLogFilePortion
		redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM athena:GetQueryResults athena:GetQueryResultsStream glue:GetConnection
		codecommit:GetBlob codecommit:GetFile lightsail:DownloadDefaultKeyPair appconfig:GetConfiguration appconfigdata:GetLatestConfiguration
		bedrock-runtime:InvokeModel codepipeline:GetJobDetails sso:GetRoleCredentials notifications:ListManagedNotificationChildEvents
		lambda:GetLayerVersion cloudformation:GetTemplate cognito-idp:AdminGetUser wafv2:GetDecryptedAPIKey`) {
		if refusedBecause(op) == "" || Allowed(op) == nil {
			t.Errorf("%s is not refused by name", op)
		}
	}
}

func TestNamedExceptionsAreAllowed(t *testing.T) {
	for op := range needed {
		if err := Allowed(op); err != nil {
			t.Error(err)
		}
		if _, _, ok := Lookup(op); !ok {
			t.Errorf("%s: its actions are not in the table, so no policy can grant it", op)
		}
	}
	if got := slices.Sorted(maps.Keys(needed)); !slices.Equal(got, []string{"iam:GenerateCredentialReport", "sts:AssumeRole"}) {
		t.Errorf("the exceptions are %v", got)
	}
}

// An operation that begins with another verb than these may do more than read: it is either refused or looked at and listed here.
func TestAllowedOperationsBeginWithAReadingVerb(t *testing.T) {
	looked := []string{
		"accessanalyzer:CheckAccessNotGranted", "accessanalyzer:CheckNoNewAccess", "accessanalyzer:CheckNoPublicAccess", "accessanalyzer:ValidatePolicy",
		"cloudformation:EstimateTemplateCost", "cloudformation:ValidateTemplate", "config:SelectAggregateResourceConfig", "config:SelectResourceConfig",
		"ec2:ExportClientVpnClientCertificateRevocationList", "events:TestEventPattern", "iam:SimulateCustomPolicy", "iam:SimulatePrincipalPolicy",
		"logs:TestMetricFilter", "logs:TestTransformer", "servicecatalog:ScanProvisionedProducts", "backup:ExportBackupPlanTemplate",
		"cloudfront:VerifyDnsConfiguration", "ecr:BatchCheckLayerAvailability", "elasticbeanstalk:CheckDNSAvailability",
		"elasticbeanstalk:ValidateConfigurationSettings", "route53:TestDNSAnswer", "sagemaker:QueryLineage", "stepfunctions:ValidateStateMachineDefinition",
		"wafv2:CheckCapacity",
	}
	for _, r := range rows(t) {
		_, name, _ := strings.Cut(r[0], ":")
		reads := slices.ContainsFunc([]string{"Get", "List", "Describe", "BatchGet", "BatchDescribe", "Search", "Head"}, func(v string) bool { return strings.HasPrefix(name, v) })
		if Allowed(r[0]) == nil && !reads && needed[r[0]] == "" && !slices.Contains(looked, r[0]) {
			t.Errorf("%s is allowed: refuse it, or list it here once it is known only to read", r[0])
		}
	}
}

// A misspelt refusal would refuse nothing. Those of services without a module in go.mod cannot be checked.
func TestRefusalsNameOperations(t *testing.T) {
	unknown := []string{ // the reference has no action of their name
		"s3:GetObjectAnnotation*", "logs:GetLogObject", "dynamodb:BatchExecuteStatement", "dynamodb:ExecuteStatement", "dynamodb:ExecuteTransaction",
		"dynamodb:TransactGetItems", "rds:DownloadCompleteDBLogFile",
	}
	all := rows(t)
	services := map[string]bool{}
	for _, r := range all {
		service, _, _ := strings.Cut(r[0], ":")
		services[service] = true
	}
	seen := map[string]bool{}
	for _, group := range refused {
		for _, pattern := range group.operations {
			if seen[pattern] {
				t.Errorf("%s is refused twice", pattern)
			}
			seen[pattern] = true
			service, _, ok := strings.Cut(pattern, ":")
			if !ok || strings.Count(pattern, "*") > 1 || group.why == "" {
				t.Errorf("%q (%q) is not a pattern with a reason", pattern, group.why)
			}
			if services[service] && !slices.Contains(unknown, pattern) && !slices.ContainsFunc(all, func(r [3]string) bool { return matches(pattern, r[0]) }) {
				t.Errorf("%s matches no operation", pattern)
			}
		}
	}
}

// known are operations that controls rest on, by service.
var known = map[string]string{
	"accessanalyzer": "ListAnalyzers ListFindings",
	"account":        "GetAlternateContact GetContactInformation",
	"chatbot": "DescribeChimeWebhookConfigurations DescribeSlackChannelConfigurations DescribeSlackWorkspaces " +
		"ListMicrosoftTeamsChannelConfigurations",
	"cloudformation": "DescribeStackResourceDrifts DescribeStacks ListStackSets",
	"cloudtrail":     "DescribeTrails GetEventDataStore GetEventSelectors GetTrailStatus ListEventDataStores ListTags",
	"cloudwatch":     "DescribeAlarms DescribeAlarmsForMetric GetDashboard ListDashboards",
	"codebuild":      "BatchGetProjects BatchGetReportGroups ListProjects ListReportGroups ListSourceCredentials",
	"codepipeline":   "GetPipeline ListPipelines",
	"config": "DescribeComplianceByConfigRule DescribeConfigRuleEvaluationStatus DescribeConfigRules " +
		"DescribeConfigurationRecorderStatus DescribeConfigurationRecorders DescribeConformancePackCompliance " +
		"DescribeConformancePackStatus DescribeConformancePacks DescribeDeliveryChannelStatus DescribeDeliveryChannels " +
		"DescribeOrganizationConformancePacks DescribeRemediationConfigurations DescribeRemediationExecutionStatus " +
		"GetConformancePackComplianceSummary",
	"controltower": "GetLandingZone ListEnabledBaselines ListEnabledControls ListLandingZones",
	"detective":    "ListGraphs ListInvitations ListTagsForResource",
	"ec2": "DescribeAddresses DescribeClientVpnEndpoints DescribeCustomerGateways DescribeDhcpOptions DescribeFlowLogs " +
		"DescribeInstances DescribeInternetGateways DescribeLaunchTemplateVersions DescribeLaunchTemplates " +
		"DescribeManagedPrefixLists DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces DescribeRegions " +
		"DescribeRouteTables DescribeSecurityGroupRules DescribeSecurityGroups DescribeSnapshots " +
		"DescribeSpotFleetRequests DescribeSubnets DescribeTrafficMirrorFilters DescribeTrafficMirrorSessions " +
		"DescribeTrafficMirrorTargets DescribeTransitGatewayAttachments DescribeTransitGatewayRouteTables " +
		"DescribeTransitGateways DescribeVolumes DescribeVpcBlockPublicAccessOptions " +
		"DescribeVpcEndpointServiceConfigurations DescribeVpcEndpoints DescribeVpcPeeringConnections DescribeVpcs " +
		"DescribeVpnConnections DescribeVpnGateways GetEbsDefaultKmsKeyId GetEbsEncryptionByDefault " +
		"GetInstanceMetadataDefaults GetSnapshotBlockPublicAccessState",
	"events": "DescribeEndpoint DescribeEventBus DescribeRule ListEndpoints ListEventBuses ListRules ListTagsForResource " +
		"ListTargetsByRule",
	"guardduty": "DescribeOrganizationConfiguration GetAdministratorAccount GetDetector GetFilter GetFindings GetIPSet " +
		"ListDetectors ListFilters ListFindings ListIPSets ListOrganizationAdminAccounts ListTagsForResource",
	"iam": "GetAccountAuthorizationDetails GetAccountPasswordPolicy GetAccountSummary GetCredentialReport GetGroup " +
		"GetGroupPolicy GetInstanceProfile GetLoginProfile GetPolicy GetPolicyVersion GetRole GetRolePolicy GetUserPolicy " +
		"ListAttachedGroupPolicies ListAttachedRolePolicies ListAttachedUserPolicies ListEntitiesForPolicy " +
		"ListGroupPolicies ListGroups ListMFADevices ListOrganizationsFeatures ListPolicies ListRolePolicies ListRoleTags " +
		"ListRoles ListSAMLProviders ListServerCertificates ListUserPolicies ListUserTags ListUsers ListVirtualMFADevices",
	"inspector2":            "BatchGetAccountStatus DescribeOrganizationConfiguration GetDelegatedAdminAccount",
	"kms":                   "DescribeKey GetKeyPolicy GetKeyRotationStatus ListKeys",
	"lambda":                "GetFunctionConfiguration GetPolicy ListFunctions ListTags",
	"logs":                  "DescribeDeliveries DescribeLogGroups DescribeMetricFilters",
	"notifications":         "ListChannels ListEventRules ListNotificationConfigurations",
	"notificationscontacts": "ListEmailContacts",
	"organizations": "DescribeOrganization DescribePolicy ListAWSServiceAccessForOrganization ListDelegatedAdministrators " +
		"ListPoliciesForTarget",
	"s3": "GetBucketAcl GetBucketEncryption GetBucketLifecycleConfiguration GetBucketLogging " +
		"GetBucketNotificationConfiguration GetBucketOwnershipControls GetBucketPolicy GetBucketPolicyStatus " +
		"GetBucketReplication GetBucketVersioning GetObjectLockConfiguration GetPublicAccessBlock ListBuckets " +
		"ListDirectoryBuckets",
	"s3control": "GetAccessPoint GetPublicAccessBlock ListAccessPoints ListMultiRegionAccessPoints",
	"securityhub": "DescribeHub DescribeOrganizationConfiguration GetAdministratorAccount GetConfigurationPolicyAssociation " +
		"GetEnabledStandards GetFindingAggregator GetFindings ListConfigurationPolicyAssociations ListFindingAggregators " +
		"ListOrganizationAdminAccounts ListSecurityControlDefinitions ListStandardsControlAssociations",
	"servicecatalog": "DescribePortfolioShares ListPortfolioAccess ListPortfolios ListPrincipalsForPortfolio SearchProductsAsAdmin",
	"sns":            "GetSubscriptionAttributes GetTopicAttributes ListSubscriptionsByTopic ListTagsForResource ListTopics",
	"ssm": "DescribeDocument DescribeDocumentPermission DescribeInstanceInformation GetServiceSetting ListAssociations " +
		"ListDocuments ListResourceComplianceSummaries",
	"sso-admin": "ListInstances ListPermissionSetsProvisionedToAccount",
}

func TestOperationsOfControlsAreAllowed(t *testing.T) {
	for service, names := range known {
		for _, name := range strings.Fields(names) {
			if err := Allowed(service + ":" + name); err != nil {
				t.Error(err)
			}
		}
	}
}
