package collectors

import "testing"

func TestBuckets(t *testing.T) {
	none := func(code string) []reply { return []reply{{code: code}} }
	list := []reply{
		{when: "continuation-token=two", body: `<ListAllMyBucketsResult><Buckets><Bucket><Name>old</Name></Bucket></Buckets></ListAllMyBucketsResult>`},
		{when: "max-buckets=1000", body: `<ListAllMyBucketsResult><Buckets><Bucket><Name>trail</Name><CreationDate>2026-01-02T03:04:05.000Z</CreationDate>
			<BucketRegion>ap-northeast-1</BucketRegion></Bucket></Buckets><ContinuationToken>two</ContinuationToken></ListAllMyBucketsResult>`},
	}
	worlds(t, "s3.buckets", map[string]world{
		"two pages, each bucket asked in its region, little configured": {
			answers: replies{
				"s3:ListBuckets":       list,
				"s3:GetBucketLocation": {{when: "old", body: `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">EU</LocationConstraint>`}},
				"s3:GetBucketAcl": {{body: `<AccessControlPolicy><Owner><ID>1</ID></Owner><AccessControlList><Grant>
					<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee>
					<Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`}},
				"s3:GetBucketEncryption":                {{when: "//old.", code: "AccessDenied"}, {code: "ServerSideEncryptionConfigurationNotFoundError"}},
				"s3:GetBucketLifecycleConfiguration":    none("NoSuchLifecycleConfiguration"),
				"s3:GetBucketLogging":                   {{body: `<BucketLoggingStatus/>`}},
				"s3:GetBucketNotificationConfiguration": {{body: `<NotificationConfiguration><EventBridgeConfiguration/><QueueConfiguration><Queue>arn:aws:sqs:ap-northeast-1:111122223333:q</Queue><Event>s3:ObjectCreated:*</Event></QueueConfiguration></NotificationConfiguration>`}},
				"s3:GetBucketReplication":               none("ReplicationConfigurationNotFoundError"),
				"s3:GetBucketOwnershipControls":         none("OwnershipControlsNotFoundError"),
				"s3:GetBucketPolicy":                    {{when: "//old.", code: "NoSuchBucketPolicy"}, {when: "s3.ap-northeast-1.", body: `{"Statement": [{"Effect": "Deny"}]}`}},
				"s3:GetBucketPolicyStatus":              none("NoSuchBucketPolicy"),
				"s3:GetBucketTagging":                   {{when: "//old.", code: "NoSuchTagSet"}, {body: `<Tagging><TagSet><Tag><Key>team</Key><Value>x</Value></Tag></TagSet></Tagging>`}},
				"s3:GetBucketVersioning":                {{body: `<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`}},
				"s3:GetObjectLockConfiguration":         none("ObjectLockConfigurationNotFoundError"),
				"s3:GetPublicAccessBlock":               none("NoSuchPublicAccessBlockConfiguration"),
			},
			ids:  []string{"trail", "old"}, // by region
			gaps: []string{"eu-west-1 old s3:GetBucketEncryption AccessDenied AccessDenied"},
			has: map[string]any{
				"region": jp, "arn": "arn:aws:s3:::trail", "GetBucketPolicy.Policy.Statement.0.Effect": "Deny", "GetBucketVersioning.Status": "Enabled",
				"GetBucketNotificationConfiguration.EventBridgeConfiguration": map[string]any{}, "GetBucketNotificationConfiguration.QueueConfigurations.0.Events.0": "s3:ObjectCreated:*", "GetBucketReplication": map[string]any{},
				"GetBucketEncryption": map[string]any{}, "GetPublicAccessBlock": map[string]any{}, "GetBucketLifecycleConfiguration": map[string]any{},
				"GetBucketAcl.Grants.0.Grantee.URI": "http://acs.amazonaws.com/groups/global/AllUsers", "GetBucketTagging.TagSet.0.Key": "team",
			},
			check: func(t *testing.T, f *aFake, elements []map[string]any) {
				expect(t, "where the old one is", elements[1]["region"], "eu-west-1")
				expect(t, "calls for a location", f.calls("s3:GetBucketLocation"), 1)
				golden(t, "s3.buckets", elements)
			},
		},
		"a bucket without a location constraint is in us-east-1": {
			need: []string{},
			answers: replies{
				"s3:ListBuckets":       {{body: list[0].body}},
				"s3:GetBucketLocation": {{body: `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`}},
			},
			ids: []string{"old"},
			has: map[string]any{"region": us},
		},
		"a bucket that went in between is not there": {
			need:    []string{"GetBucketVersioning"},
			answers: replies{"s3:ListBuckets": {{body: `<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name><BucketRegion>us-east-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>`}}, "s3:GetBucketVersioning": none("NoSuchBucket")},
		},
		"none":   {answers: replies{"s3:ListBuckets": {{body: `<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>`}}}},
		"denied": {answers: replies{"s3:ListBuckets": none("AccessDenied")}, gaps: []string{"global - s3:ListBuckets AccessDenied AccessDenied"}},
	})
}
