package main

import "strings"

// exceptions are the operations whose actions are not simply the one of the same name. They stand under the page that says so.
var exceptions = map[string][]string{
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
	"s3:CompleteMultipartUpload":                     {"s3:PutObject"},
	"s3:CopyObject":                                  {"s3:GetObject", "s3:PutObject"},
	"s3:CreateMultipartUpload":                       {"s3:PutObject"},
	"s3:DeleteBucketAnalyticsConfiguration":          {"s3:PutAnalyticsConfiguration"},
	"s3:DeleteBucketCors":                            {"s3:PutBucketCORS"},
	"s3:DeleteBucketEncryption":                      {"s3:PutEncryptionConfiguration"},
	"s3:DeleteBucketIntelligentTieringConfiguration": {"s3:PutIntelligentTieringConfiguration"},
	"s3:DeleteBucketInventoryConfiguration":          {"s3:PutInventoryConfiguration"},
	"s3:DeleteBucketLifecycle":                       {"s3:PutLifecycleConfiguration"},
	"s3:DeleteBucketMetricsConfiguration":            {"s3:PutMetricsConfiguration"},
	"s3:DeleteBucketOwnershipControls":               {"s3:PutBucketOwnershipControls"},
	"s3:DeleteBucketReplication":                     {"s3:PutReplicationConfiguration"},
	"s3:DeleteBucketTagging":                         {"s3:PutBucketTagging"},
	"s3:DeleteObjects":                               {"s3:DeleteObject"},
	"s3:DeletePublicAccessBlock":                     {"s3:PutBucketPublicAccessBlock"},
	"s3:GetBucketAccelerateConfiguration":            {"s3:GetAccelerateConfiguration"},
	"s3:GetBucketAnalyticsConfiguration":             {"s3:GetAnalyticsConfiguration"},
	"s3:GetBucketEncryption":                         {"s3:GetEncryptionConfiguration"},
	"s3:GetBucketIntelligentTieringConfiguration":    {"s3:GetIntelligentTieringConfiguration"},
	"s3:GetBucketInventoryConfiguration":             {"s3:GetInventoryConfiguration"},
	"s3:GetBucketLifecycleConfiguration":             {"s3:GetLifecycleConfiguration"},
	"s3:GetBucketMetricsConfiguration":               {"s3:GetMetricsConfiguration"},
	"s3:GetBucketNotificationConfiguration":          {"s3:GetBucketNotification"},
	"s3:GetBucketReplication":                        {"s3:GetReplicationConfiguration"},
	"s3:GetObjectLockConfiguration":                  {"s3:GetBucketObjectLockConfiguration"},
	"s3:GetPublicAccessBlock":                        {"s3:GetBucketPublicAccessBlock"},
	"s3:HeadBucket":                                  {"s3:ListBucket"},
	"s3:HeadObject":                                  {"s3:GetObject"},
	"s3:ListBucketAnalyticsConfigurations":           {"s3:GetAnalyticsConfiguration"},
	"s3:ListBucketIntelligentTieringConfigurations":  {"s3:GetIntelligentTieringConfiguration"},
	"s3:ListBucketInventoryConfigurations":           {"s3:GetInventoryConfiguration"},
	"s3:ListBucketMetricsConfigurations":             {"s3:GetMetricsConfiguration"},
	"s3:ListBuckets":                                 {"s3:ListAllMyBuckets"},
	"s3:ListMultipartUploads":                        {"s3:ListBucketMultipartUploads"},
	"s3:ListObjectVersions":                          {"s3:ListBucketVersions"},
	"s3:ListObjects":                                 {"s3:ListBucket"},
	"s3:ListObjectsV2":                               {"s3:ListBucket"},
	"s3:ListParts":                                   {"s3:ListMultipartUploadParts"},
	"s3:PutBucketAccelerateConfiguration":            {"s3:PutAccelerateConfiguration"},
	"s3:PutBucketAnalyticsConfiguration":             {"s3:PutAnalyticsConfiguration"},
	"s3:PutBucketEncryption":                         {"s3:PutEncryptionConfiguration"},
	"s3:PutBucketIntelligentTieringConfiguration":    {"s3:PutIntelligentTieringConfiguration"},
	"s3:PutBucketInventoryConfiguration":             {"s3:PutInventoryConfiguration"},
	"s3:PutBucketLifecycleConfiguration":             {"s3:PutLifecycleConfiguration"},
	"s3:PutBucketMetricsConfiguration":               {"s3:PutMetricsConfiguration"},
	"s3:PutBucketNotificationConfiguration":          {"s3:PutBucketNotification"},
	"s3:PutBucketReplication":                        {"s3:PutReplicationConfiguration"},
	"s3:PutObjectLockConfiguration":                  {"s3:PutBucketObjectLockConfiguration"},
	"s3:PutPublicAccessBlock":                        {"s3:PutBucketPublicAccessBlock"},
	"s3:SelectObjectContent":                         {"s3:GetObject"},
	"s3:UploadPart":                                  {"s3:PutObject"},
	"s3:UploadPartCopy":                              {"s3:GetObject", "s3:PutObject"},
	"s3:WriteGetObjectResponse":                      {"s3-object-lambda:WriteGetObjectResponse"},
	"s3control:DeletePublicAccessBlock":              {"s3:PutAccountPublicAccessBlock"},
	"s3control:GetPublicAccessBlock":                 {"s3:GetAccountPublicAccessBlock"},
	"s3control:PutPublicAccessBlock":                 {"s3:PutAccountPublicAccessBlock"},
	// https://docs.aws.amazon.com/AmazonS3/latest/userguide/metadata-tables-permissions.html
	"s3:GetBucketMetadataConfiguration":    {"s3:GetBucketMetadataTableConfiguration"},
	"s3:DeleteBucketMetadataConfiguration": {"s3:DeleteBucketMetadataTableConfiguration"},
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3express.html
	"s3:CreateSession":                              {"s3express:CreateSession"},
	"s3:ListDirectoryBuckets":                       {"s3express:ListAllMyDirectoryBuckets"},
	"s3control:DeleteAccessPointScope":              {"s3express:DeleteAccessPointScope"},
	"s3control:GetAccessPointScope":                 {"s3express:GetAccessPointScope"},
	"s3control:ListAccessPointsForDirectoryBuckets": {"s3express:ListAccessPointsForDirectoryBuckets"},
	"s3control:PutAccessPointScope":                 {"s3express:PutAccessPointScope"},
	// The bucket operations of S3 Control are those of S3 on Outposts, whatever s3 actions share their names:
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3onoutposts.html
	"s3control:CreateBucket":                       {"s3-outposts:CreateBucket"},
	"s3control:DeleteBucket":                       {"s3-outposts:DeleteBucket"},
	"s3control:DeleteBucketLifecycleConfiguration": {"s3-outposts:PutLifecycleConfiguration"},
	"s3control:DeleteBucketPolicy":                 {"s3-outposts:DeleteBucketPolicy"},
	"s3control:DeleteBucketReplication":            {"s3-outposts:PutReplicationConfiguration"},
	"s3control:DeleteBucketTagging":                {"s3-outposts:PutBucketTagging"},
	"s3control:GetBucket":                          {"s3-outposts:GetBucket"},
	"s3control:GetBucketLifecycleConfiguration":    {"s3-outposts:GetLifecycleConfiguration"},
	"s3control:GetBucketPolicy":                    {"s3-outposts:GetBucketPolicy"},
	"s3control:GetBucketReplication":               {"s3-outposts:GetReplicationConfiguration"},
	"s3control:GetBucketTagging":                   {"s3-outposts:GetBucketTagging"},
	"s3control:GetBucketVersioning":                {"s3-outposts:GetBucketVersioning"},
	"s3control:ListRegionalBuckets":                {"s3-outposts:ListRegionalBuckets"},
	"s3control:PutBucketLifecycleConfiguration":    {"s3-outposts:PutLifecycleConfiguration"},
	"s3control:PutBucketPolicy":                    {"s3-outposts:PutBucketPolicy"},
	"s3control:PutBucketReplication":               {"s3-outposts:PutReplicationConfiguration"},
	"s3control:PutBucketTagging":                   {"s3-outposts:PutBucketTagging"},
	"s3control:PutBucketVersioning":                {"s3-outposts:PutBucketVersioning"},
	// https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListFindingsV2.html: both versions use one action.
	"accessanalyzer:GetFindingV2":   {"access-analyzer:GetFinding"},
	"accessanalyzer:ListFindingsV2": {"access-analyzer:ListFindings"},
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondetective.html: without the plural.
	"detective:ListOrganizationAdminAccounts": {"detective:ListOrganizationAdminAccount"},
	// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html: ssm:GetParameters, which the
	// reference lists as well, is needed only with ResolveAlias.
	"ec2:DescribeLaunchTemplateVersions": {"ec2:DescribeLaunchTemplateVersions"},
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
	"kms:ReEncrypt": {"kms:ReEncryptFrom", "kms:ReEncryptTo"},
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
	"lambda:GetLayerVersionByArn":     {"lambda:GetLayerVersion"},
	"lambda:Invoke":                   {"lambda:InvokeFunction"},
	"lambda:InvokeWithResponseStream": {"lambda:InvokeFunction"},
	// https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateFindingsV2.html: both versions use one action.
	"securityhub:BatchUpdateFindingsV2": {"securityhub:BatchUpdateFindings"},
	// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
	"sns:PublishBatch": {"sns:Publish"},
	// https://docs.aws.amazon.com/waf/latest/APIReference/API_GetWebACLForResource.html: beside WAF's own actions it takes the one of the
	// protected resource's type. Scans ask it of load balancers; who asks it of another type adds that type's.
	"wafv2:GetWebACLForResource": {"elasticloadbalancing:GetLoadBalancerWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource"},
	// https://docs.aws.amazon.com/keyspaces/latest/devguide/security_iam_service-with-iam.html: reading a definition is a SELECT on
	// the system tables.
	"keyspaces:GetKeyspace":                 {"cassandra:Select"},
	"keyspaces:GetTable":                    {"cassandra:Select"},
	"keyspaces:GetTableAutoScalingSettings": {"cassandra:Select"},
	"keyspaces:ListKeyspaces":               {"cassandra:Select"},
	"keyspaces:ListTables":                  {"cassandra:Select"},
	"keyspaces:ListTagsForResource":         {"cassandra:Select"},
}

// method is the HTTP method of an API Gateway operation, which is its action as well
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html). Of the others every one that does
// not begin with one of these verbs writes too.
func method(operation string) string {
	for _, m := range [][2]string{{"Get", "GET"}, {"ExportApi", "GET"}, {"Put", "PUT"}, {"Tag", "PUT"}, {"Update", "PATCH"},
		{"Delete", "DELETE"}, {"Untag", "DELETE"}, {"Flush", "DELETE"}, {"Reset", "DELETE"}} {
		if strings.HasPrefix(operation, m[0]) {
			return m[1]
		}
	}
	return "POST"
}
