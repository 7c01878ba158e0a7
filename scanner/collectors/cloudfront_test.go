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
