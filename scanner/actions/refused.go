package actions

import "strings"

// refusal is a group of operations that kijun refuses whatever level the reference gives them. One * stands for any text. why
// completes "it ...".
type refusal struct {
	why        string
	operations []string
}

// refused are the operations that return what customers store (the data plane), credentials or secrets, and those that start work
// or write something although they count as reading. Whether a configuration may hold a secret in one of its fields (environment
// variables, user data) is not the question here: collectors cut those. Refused are the operations whose answer as a whole is content.
//
// Services that have no module in go.mod yet stand here too, as far as they are known; whoever adds one reads its List and Read
// operations through for more.
var refused = []refusal{
	{"returns stored objects, or what they are called and tagged", []string{
		"s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectAnnotation*", "s3:GetObjectAttributes", "s3:GetObjectLegalHold", "s3:GetObjectRetention",
		"s3:GetObjectTagging", "s3:GetObjectTorrent", "s3:HeadObject", "s3:ListMultipartUploads", "s3:ListObject*", "s3:ListParts",
		"s3:SelectObjectContent", "s3vectors:GetVectors", "s3vectors:ListVectors", "s3vectors:QueryVectors", "glacier:GetJobOutput",
		"ebs:*", "mediastore-data:*", "omics:GetReadSet", "omics:GetReference", "dataexchange:GetAsset", "macie2:GetSensitiveDataOccurrences",
		"workdocs:GetDocument*", "workdocs:GetResources", "workmailmessageflow:*",
	}},
	{"returns records of a database or the results of queries", []string{
		"athena:BatchGetQueryExecution", "athena:ExportNotebook", "athena:GetCalculationExecution*", "athena:GetNotebookMetadata",
		"athena:GetQueryExecution", "athena:GetQueryResults*", "athena:ListNotebookSessions", "dynamodb:BatchExecuteStatement",
		"dynamodb:BatchGetItem", "dynamodb:ExecuteStatement", "dynamodb:ExecuteTransaction", "dynamodb:GetItem", "dynamodb:Query",
		"dynamodb:Scan", "dynamodb:TransactGetItems", "dynamodbstreams:*", "glue:GetEntityRecords", "glue:GetStatement",
		"glue:ListStatements", "keyspacesstreams:*", "lakeformation:GetQueryState", "lakeformation:GetQueryStatistics",
		"lakeformation:GetTableObjects", "lakeformation:GetWorkUnit*", "neptune-graph:ExecuteQuery", "neptune-graph:GetQuery",
		"neptunedata:*", "qldb-session:*", "rds-data:*", "redshift-data:*", "sdb:GetAttributes", "sdb:Select", "timestream-query:*",
		"cloudsearchdomain:*", "kendra:Query", "kendra:Retrieve", "cloudfront-keyvaluestore:*",
	}},
	{"returns messages, events or stream records", []string{
		"sqs:ReceiveMessage", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:SubscribeToShard", "kinesisanalytics:DiscoverInputSchema",
		"kinesisanalyticsv2:DiscoverInputSchema", "kinesis-video-archived-media:*", "kinesis-video-media:*", "notifications:GetManagedNotification*",
		"notifications:GetNotificationEvent", "notifications:ListManagedNotification*Events", "notifications:ListNotificationEvents",
		"iotanalytics:GetDatasetContent", "iotanalytics:SampleChannelData", "mailmanager:GetArchiveMessage*", "mailmanager:GetArchiveSearchResults",
		"sesv2:GetMessageInsights", "xray:BatchGetTraces", "xray:GetTraceSummaries", "xray:GetTraceGraph",
	}},
	{"returns log entries or fields of them", []string{
		"logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogFields", "logs:GetLogGroupFields", "logs:GetLogObject", "logs:GetLogRecord",
		"logs:GetLookupTable", "logs:GetQueryResults", "logs:ListAnomalies", "logs:StartLiveTail", "cloudtrail:GetQueryResults",
		"cloudtrail:ListInsightsData", "cloudtrail:LookupEvents", "cloudwatch:GetInsightRuleReport", "rds:DownloadDBLogFilePortion",
		"rds:DownloadCompleteDBLogFile", "elasticbeanstalk:RetrieveEnvironmentInfo", "gamelift:GetGameSessionLogUrl", "lightsail:GetContainerLog",
		"lightsail:GetRelationalDatabaseLogEvents", "network-firewall:GetAnalysisReportResults", "network-firewall:ListFlowOperationResults",
		"waf:GetSampledRequests", "waf-regional:GetSampledRequests", "wafv2:GetSampledRequests",
	}},
	{"returns what ran on customers' machines, was given to it or came out of it", []string{
		"ec2:DescribeBundleTasks", "ec2:DescribeConversionTasks", "ec2:GetConsoleOutput", "ec2:GetConsoleScreenshot", "ec2:GetInstanceUefiData",
		"ec2:GetLaunchTemplateData", "ssm:DescribeAutomationExecutions", "ssm:DescribeAutomationStepExecutions", "ssm:GetAutomationExecution",
		"ssm:GetCommandInvocation", "ssm:GetMaintenanceWindowExecution*", "ssm:DescribeMaintenanceWindowExecution*", "ssm:ListCommandInvocations",
		"ssm:ListCommands", "lambda:GetDurableExecution*", "codebuild:BatchGetCommandExecutions", "codebuild:ListCommandExecutionsForSandbox",
		"codebuild:DescribeTestCases", "codepipeline:ListActionExecutions", "codeguruprofiler:GetProfile",
		"servicecatalog:DescribeRecord", "servicecatalog:GetProvisionedProductOutputs", "stepfunctions:DescribeExecution",
		"stepfunctions:GetExecutionHistory", "iot:DescribeJobExecution", "iot:GetJobDocument",
	}},
	{"returns code, documents or images that customers stored", []string{
		"amplify:GetArtifactUrl", "appconfig:GetConfiguration", "appconfig:GetHostedConfigurationVersion", "appconfigdata:*",
		"cloudformation:GetGeneratedTemplate", "cloudformation:GetTemplate", "cloudfront:GetFunction", "codeartifact:GetPackageVersionAsset",
		"codeartifact:GetPackageVersionReadme", "codecommit:BatchDescribeMergeConflicts", "codecommit:BatchGetCommits", "codecommit:DescribeMergeConflicts",
		"codecommit:GetBlob", "codecommit:GetComment*", "codecommit:GetCommit", "codecommit:GetDifferences", "codecommit:GetFile",
		"codecommit:GetFolder", "codecommit:GetMergeConflicts", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "inspector2:BatchGetCodeSnippet",
		"inspector2:GetCisScanReport", "lambda:GetLayerVersion", "lambda:GetLayerVersionByArn", "servicecatalog:DescribeProvisioningArtifact",
		"ssm:GetDeployablePatchSnapshotForInstance", "elbv2:GetTrustStoreCaCertificatesBundle", "elbv2:GetTrustStoreRevocationContent",
		"support:DescribeAttachment", "support:DescribeCases", "support:DescribeCommunications", "trustedadvisor:DownloadRisk",
		"apigatewayv2:ExportApi", "appsync:GetDataSourceIntrospection", "appsync:GetIntrospectionSchema", "sagemaker:RenderUiTemplate",
	}},
	{"returns data about customers' own users", []string{
		"cognito-identity:DescribeIdentity", "cognito-identity:ListIdentities", "cognito-identity:LookupDeveloperIdentity", "cognito-sync:*",
		"cognito-idp:AdminGet*", "cognito-idp:AdminList*", "cognito-idp:GetDevice", "cognito-idp:GetUser", "cognito-idp:ListDevices",
		"cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup", "connect:BatchGetAttachedFileMetadata", "connect:DescribeContact",
		"connect:DescribeContactEvaluation", "connect:GetAttachedFile", "connect:GetContact*", "connect:GetCurrentUserData",
		"connect:GetPromptFile", "connect:ListContact*", "connect:ListRealtimeContactAnalysis*", "connect:Search*", "connectparticipant:*",
		"customer-profiles:BatchGet*", "customer-profiles:GetMatches", "customer-profiles:GetProfile*", "customer-profiles:GetSegmentMembership",
		"customer-profiles:GetSimilarProfiles", "customer-profiles:ListProfileHistoryRecords", "customer-profiles:ListProfileObjects",
		"customer-profiles:SearchProfiles", "frauddetector:GetEvent*", "frauddetector:GetListElements", "pinpoint:GetEndpoint",
		"pinpoint:GetUserEndpoints", "sesv2:GetContact", "sesv2:GetSuppressedDestination", "sesv2:ListContacts", "sesv2:ListSuppressedDestinations",
		"sns:CheckIfPhoneNumberIsOptedOut", "sns:GetEndpointAttributes", "sns:ListEndpointsByPlatformApplication", "sns:ListPhoneNumbersOptedOut",
	}},
	{"returns what devices and sites measured", []string{
		"iot:GetRetainedMessage", "iot:ListMetricValues", "iot:SearchIndex", "iot-data:*", "iot-jobs-data:*", "iotevents-data:*",
		"iotsitewise:BatchGetAssetProperty*", "iotsitewise:ExecuteQuery", "iotsitewise:GetAssetProperty*", "iotsitewise:GetInterpolatedAssetPropertyValues",
		"iottwinmaker:ExecuteQuery", "iottwinmaker:GetPropertyValue*",
	}},
	{"runs a model or returns what it was told", []string{
		"bedrock-agent-runtime:*", "bedrock-agentcore:*", "bedrock-runtime:*", "lex-runtime:*", "lexv2-runtime:*", "personalize-runtime:*",
		"sagemaker-featurestore-runtime:*", "sagemaker-runtime:*", "forecastquery:*",
	}},
	{"returns a stored secret", []string{
		"acm:ExportCertificate", "apigateway:GetApiKey", "apigateway:GetApiKeys", "appsync:ListApiKeys", "cognito-idp:DescribeIdentityProvider",
		"cognito-idp:DescribeUserPoolClient", "cognito-idp:ListUserPoolClientSecrets", "ec2:DescribeIpamExternalResourceVerificationTokens",
		"ec2:ExportClientVpnClientConfiguration", "ec2:ExportVerifiedAccessInstanceClientConfiguration", "ec2:GetPasswordData",
		"ec2:GetVpnConnectionDeviceSampleConfiguration", "glue:GetConnection", "glue:GetConnections", "iot:GetRegistrationCode",
		"iotwireless:GetWirelessDevice", "ivs:BatchGetStreamKey", "ivs:GetStreamKey", "lightsail:DownloadDefaultKeyPair",
		"lightsail:GetBucketAccessKeys", "lightsail:GetInstanceAccessDetails", "lightsail:GetKeyPair*",
		"lightsail:GetRelationalDatabaseMasterUserPassword", "secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue",
		"snowball:GetJobManifest", "snowball:GetJobUnlockCode", "ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters",
		"ssm:GetParametersByPath", "storagegateway:DescribeChapCredentials", "wafv2:GetDecryptedAPIKey", "wafv2:ListAPIKeys",
		"appsync:GetGraphqlApiEnvironmentVariables",
	}},
	{"returns credentials, a token or a signed address", []string{
		"codeartifact:GetAuthorizationToken", "codepipeline:GetJobDetails", "codepipeline:GetThirdPartyJobDetails", "cognito-identity:GetCredentialsForIdentity",
		"cognito-identity:GetId", "cognito-identity:GetOpenIdToken*", "cognito-idp:DescribeUserImportJob", "cognito-idp:GetTokensFromRefreshToken",
		"cognito-idp:GetUserAttributeVerificationCode", "connect:GetFederationToken", "deadline:AssumeFleetRoleForRead",
		"deadline:AssumeQueueRoleForRead", "ec2-instance-connect:*", "ecr:GetAuthorizationToken", "ecr-public:GetAuthorizationToken",
		"emr:GetClusterSessionCredentials", "emr:GetOnClusterAppUIPresignedURL", "emr:GetPersistentAppUIPresignedURL",
		"emr-containers:GetManagedEndpointSessionCredentials", "emr-serverless:GetDashboardForJobRun", "athena:GetPresignedNotebookUrl",
		"athena:GetSessionEndpoint", "gamelift:GetComputeAccess", "gamelift:GetComputeAuthToken", "gamelift:GetInstanceAccess",
		"glue:GetDashboardUrl", "inspector2:GetCodeSecurityIntegration", "kinesisvideo:GetDataEndpoint", "kms:GetParametersForImport",
		"lakeformation:GetTemporary*", "license-manager:GetAccessToken", "quicksight:GenerateEmbedUrl*", "quicksight:GetDashboardEmbedUrl",
		"quicksight:GetSessionEmbedUrl", "redshift:GetClusterCredentials*", "redshift:GetIdentityCenterAuthToken",
		"redshift-serverless:GetCredentials", "redshift-serverless:GetIdentityCenterAuthToken", "s3:CreateSession", "s3control:GetDataAccess",
		"sesv2:GetExportJob", "signin:*", "ssm:GetAccessToken", "sso:*", "sso-oidc:*", "stepfunctions:GetActivityTask",
		"sts:AssumeRoleWith*", "sts:AssumeRoot", "sts:GetDelegatedAccessToken", "sts:GetFederationToken", "sts:GetSessionToken",
		"sts:GetWebIdentityToken", "wafv2:GenerateMobileSdkReleaseUrl",
		"sagemaker:CreateHubContentPresignedUrls",
	}},
	{"uses a key on data", []string{
		"kms:Decrypt", "kms:DeriveSharedSecret", "kms:Encrypt", "kms:GenerateDataKey*", "kms:GenerateMac", "kms:GenerateRandom", "kms:ReEncrypt",
		"kms:Sign", "kms:Verify*", "payment-cryptography-data:*",
	}},
	{"starts or stops work, or has something written, although AWS calls it a Read", []string{
		"cloudformation:DetectStack*", "config:DeliverConfigSnapshot", "dms:TestConnection", "ec2:GetFlowLogsIntegrationTemplate",
		"ec2:StartDeclarativePoliciesReport", "ecr:ValidatePullThroughCacheRule", "elasticbeanstalk:RequestEnvironmentInfo",
		"iam:GenerateOrganizationsAccessReport", "iam:GenerateServiceLastAccessedDetails", "iot:TestInvokeAuthorizer", "logs:StartQuery",
		"logs:StopQuery", "ssm:StartExecutionPreview", "transfer:TestIdentityProvider",
		"appsync:EvaluateCode", "appsync:EvaluateMappingTemplate", "bedrock-agentcore-control:SetTokenVaultCMK",
	}},
}

// refusedBecause says why an operation is refused, or nothing if it is not.
func refusedBecause(operation string) string {
	for _, group := range refused {
		for _, pattern := range group.operations {
			if matches(pattern, operation) {
				return group.why
			}
		}
	}
	return ""
}

// matches compares an operation with a pattern in which one * may stand for any text.
func matches(pattern, operation string) bool {
	first, rest, wild := strings.Cut(pattern, "*")
	tail, ok := strings.CutPrefix(operation, first)
	switch {
	case !ok:
		return false
	case !wild:
		return tail == ""
	}
	return strings.HasSuffix(tail, rest)
}
