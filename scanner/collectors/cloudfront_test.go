package collectors

import (
	"strings"
	"testing"
)

func TestDistributions(t *testing.T) {
	const arn = "arn:aws:cloudfront::111122223333:distribution/"
	origins := `<Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>b.s3.amazonaws.com</DomainName><S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig>
		<CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader><HeaderName>X-From</HeaderName><HeaderValue>battery.staple</HeaderValue></OriginCustomHeader></Items></CustomHeaders></Origin></Items></Origins>`
	page := func(id, more string) string {
		return "<DistributionList>" + more + "<Quantity>1</Quantity><Items><DistributionSummary><Id>" + id + "</Id><ARN>" + arn + id + "</ARN>" + origins + "<WebACLId></WebACLId></DistributionSummary></Items></DistributionList>"
	}
	worlds(t, "cloudfront.distributions", map[string]world{
		"two pages, without the headers towards the origins": {
			answers: replies{
				"cloudfront:ListDistributions": {{when: "Marker=E1", body: page("E2", "<IsTruncated>false</IsTruncated>")}, {body: page("E1", "<IsTruncated>true</IsTruncated><NextMarker>E1</NextMarker>")}},
				"cloudfront:GetDistributionConfig": {{when: "E2/config", code: "AccessDenied"},
					{body: "<DistributionConfig><DefaultRootObject>index.html</DefaultRootObject><Logging><Enabled>true</Enabled></Logging>" + origins + "</DistributionConfig>"}},
				"cloudfront:ListTagsForResource": {{body: "<Tags><Items><Tag><Key>team</Key><Value>x</Value></Tag></Items></Tags>"}},
			},
			ids: []string{arn + "E1", arn + "E2"}, gaps: []string{"global " + arn + "E2 cloudfront:GetDistributionConfig AccessDenied AccessDenied"},
			has: map[string]any{
				"region": "global", "Origins.Items.0.S3OriginConfig.OriginAccessIdentity": "", "GetDistributionConfig.DistributionConfig.DefaultRootObject": "index.html",
				"Origins.Items.0.CustomHeaders.Items.0.HeaderName": "X-From", "Origins.Items.0.CustomHeaders.Items.0.HeaderValue": "[cut length=8-15 class=text]",
				"ListTagsForResource.Tags.Items.0.Value": "x",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				if text := string(asJSON(t, elements)); strings.Contains(text, "battery") {
					t.Errorf("a secret came through: %s", text)
				}
			},
		},
		"one that was deleted meanwhile": {
			answers: replies{"cloudfront:ListDistributions": {{body: page("E1", "")}}, "cloudfront:GetDistributionConfig": {{code: "NoSuchDistribution"}}, "cloudfront:ListTagsForResource": {{body: "<Tags/>"}}},
		},
		"none":   {answers: replies{"cloudfront:ListDistributions": {{body: "<DistributionList><Quantity>0</Quantity></DistributionList>"}}}},
		"denied": {answers: replies{"cloudfront:ListDistributions": {{code: "AccessDenied"}}}, gaps: []string{"global - cloudfront:ListDistributions AccessDenied AccessDenied"}},
	})
}

func TestOriginBuckets(t *testing.T) {
	origin := func(domain, config string) string {
		return "<Origin><Id>" + domain + "</Id><DomainName>" + domain + "</DomainName>" + config + "</Origin>"
	}
	const s3Config, custom = "<S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig>", "<CustomOriginConfig><HTTPPort>80</HTTPPort></CustomOriginConfig>"
	page := func(origins ...string) string {
		return "<DistributionList><Items><DistributionSummary><Id>E</Id><Origins><Items>" + strings.Join(origins, "") + "</Items></Origins></DistributionSummary></Items></DistributionList>"
	}
	buckets := []reply{{body: "<ListAllMyBucketsResult><Buckets><Bucket><Name>mine</Name></Bucket><Bucket><Name>my.s3.bucket</Name></Bucket></Buckets></ListAllMyBucketsResult>"}}
	worlds(t, "cloudfront.origin_buckets", map[string]world{
		"own ones are not asked for": {
			answers: replies{"s3:ListBuckets": buckets, "cloudfront:ListDistributions": {{body: page(
				origin("mine.s3.amazonaws.com", s3Config), origin("mine.s3.amazonaws.com", s3Config), origin("mine.s3.dualstack.ap-northeast-1.amazonaws.com", s3Config),
				origin("mine.s3-ap-northeast-1.amazonaws.com", s3Config), origin("my.s3.bucket.s3.cn-north-1.amazonaws.com.cn", s3Config),
				origin("site.s3-website-ap-northeast-1.amazonaws.com", custom), origin("example.com", custom),
			)}}},
			ids: []string{"mine.s3-ap-northeast-1.amazonaws.com", "mine.s3.amazonaws.com", "mine.s3.dualstack.ap-northeast-1.amazonaws.com", "my.s3.bucket.s3.cn-north-1.amazonaws.com.cn"},
			has: map[string]any{"Bucket": "mine", "Own": true, "HeadBucket": nil},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "the bucket with S3's name in its own", elements[3]["Bucket"], "my.s3.bucket")
			},
		},
		"others are": {
			answers: replies{
				"s3:ListBuckets": buckets,
				"cloudfront:ListDistributions": {{body: page(
					origin("gone.s3.amazonaws.com", s3Config), origin("there.s3.amazonaws.com", s3Config), origin("closed.s3.amazonaws.com", s3Config), origin("d.example.com", s3Config))}},
				"s3:HeadBucket": {{when: "//gone.s3", code: "404"}, {when: "//closed.s3", code: "Forbidden"}, {}},
			},
			ids:  []string{"closed.s3.amazonaws.com", "d.example.com", "gone.s3.amazonaws.com", "there.s3.amazonaws.com"},
			gaps: []string{"global closed.s3.amazonaws.com s3:HeadBucket AccessDenied Forbidden", "global d.example.com s3:HeadBucket Other -"},
			has:  map[string]any{"Own": false, "HeadBucket": nil},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "one that is gone", at(elements[2], "HeadBucket.Exists"), false)
				expect(t, "one that is there", at(elements[3], "HeadBucket.Exists"), true)
			},
		},
		"no distribution":          {answers: replies{"s3:ListBuckets": buckets, "cloudfront:ListDistributions": {{body: "<DistributionList/>"}}}},
		"distributions are denied": {answers: replies{"s3:ListBuckets": buckets, "cloudfront:ListDistributions": {{code: "AccessDenied"}}}, gaps: []string{"global - cloudfront:ListDistributions AccessDenied AccessDenied"}},
		"buckets are denied":       {answers: replies{"s3:ListBuckets": {{code: "AccessDenied"}}}, gaps: []string{"global - s3:ListBuckets AccessDenied AccessDenied"}},
	})
}
