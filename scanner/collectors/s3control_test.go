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
