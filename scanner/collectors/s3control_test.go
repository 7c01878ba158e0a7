package collectors

import "testing"

func TestPublicAccessBlock(t *testing.T) {
	worlds(t, "s3control.public_access_block", map[string]world{
		"set": {
			answers: replies{"s3control:GetPublicAccessBlock": {{when: "111122223333.s3-control.us-east-1.", body: `<PublicAccessBlockConfiguration>
				<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>false</BlockPublicPolicy>
				<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`}}},
			ids: []string{me},
			has: map[string]any{"BlockPublicAcls": true, "BlockPublicPolicy": false, "region": "global"},
		},
		"never set": {answers: replies{"s3control:GetPublicAccessBlock": {{code: "NoSuchPublicAccessBlockConfiguration"}}}},
		"denied":    {answers: replies{"s3control:GetPublicAccessBlock": {{code: "AccessDenied"}}}, gaps: []string{"global - s3control:GetPublicAccessBlock AccessDenied AccessDenied"}},
	})
}

func TestAccessPoints(t *testing.T) {
	const arn = "arn:aws:s3:ap-northeast-1:111122223333:accesspoint/"
	point := func(name string) string {
		return `<AccessPoint><Name>` + name + `</Name><NetworkOrigin>Internet</NetworkOrigin><Bucket>b</Bucket><AccessPointArn>` + arn + name + `</AccessPointArn></AccessPoint>`
	}
	worlds(t, "s3control.access_points", map[string]world{
		"two pages": {
			answers: replies{
				"s3control:ListAccessPoints": {
					{when: "nextToken=two", body: `<ListAccessPointsResult><AccessPointList>` + point("p2") + `</AccessPointList></ListAccessPointsResult>`},
					{when: "111122223333.s3-control.ap-northeast-1.", body: `<ListAccessPointsResult><AccessPointList>` + point("p1") + `</AccessPointList><NextToken>two</NextToken></ListAccessPointsResult>`},
				},
				"s3control:GetAccessPoint": {
					{when: "accesspoint/p2", code: "AccessDenied"},
					{body: `<GetAccessPointResult><Name>p1</Name><PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>
						<BlockPublicPolicy>false</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration></GetAccessPointResult>`},
				},
			},
			ids:  []string{arn + "p1", arn + "p2"},
			gaps: []string{jp + " " + arn + "p2 s3control:GetAccessPoint AccessDenied AccessDenied"},
			has: map[string]any{
				"arn": arn + "p1", "Bucket": "b", "GetAccessPoint.PublicAccessBlockConfiguration.BlockPublicAcls": true,
				"GetAccessPoint.PublicAccessBlockConfiguration.BlockPublicPolicy": false,
			},
		},
		"an old answer without ARN": {
			need:    []string{},
			answers: replies{"s3control:ListAccessPoints": {{body: `<ListAccessPointsResult><AccessPointList><AccessPoint><Name>p1</Name></AccessPoint></AccessPointList></ListAccessPointsResult>`}}},
			ids:     []string{arn + "p1"},
		},
		"none":   {answers: replies{"s3control:ListAccessPoints": {{body: `<ListAccessPointsResult/>`}}}},
		"denied": {answers: replies{"s3control:ListAccessPoints": {{code: "AccessDenied"}}}, gaps: []string{jp + " - s3control:ListAccessPoints AccessDenied AccessDenied"}},
	})
}

func TestMultiRegionAccessPoints(t *testing.T) {
	worlds(t, "s3control.multi_region_access_points", map[string]world{
		"two pages": {
			answers: replies{"s3control:ListMultiRegionAccessPoints": {
				{when: "nextToken=two", body: `<ListMultiRegionAccessPointsResult><AccessPoints><AccessPoint><Name>b</Name><Alias>b.mrap</Alias></AccessPoint></AccessPoints></ListMultiRegionAccessPointsResult>`},
				{when: "111122223333.s3-control.us-west-2.", body: `<ListMultiRegionAccessPointsResult><AccessPoints><AccessPoint><Name>a</Name><Alias>a.mrap</Alias><Status>READY</Status>
					<PublicAccessBlock><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlock></AccessPoint></AccessPoints><NextToken>two</NextToken></ListMultiRegionAccessPointsResult>`},
			}},
			ids: []string{"a", "b"},
			has: map[string]any{"arn": "arn:aws:s3::111122223333:accesspoint/a.mrap", "region": "global", "Status": "READY", "PublicAccessBlock.BlockPublicAcls": true},
		},
		"none":   {answers: replies{"s3control:ListMultiRegionAccessPoints": {{body: `<ListMultiRegionAccessPointsResult/>`}}}},
		"denied": {answers: replies{"s3control:ListMultiRegionAccessPoints": {{code: "AccessDenied"}}}, gaps: []string{"global - s3control:ListMultiRegionAccessPoints AccessDenied AccessDenied"}},
	})
}
