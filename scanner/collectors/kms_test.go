package collectors

import "testing"

func TestKeys(t *testing.T) {
	const arn = "arn:aws:kms:ap-northeast-1:111122223333:key/"
	list := []reply{
		{when: `"Marker":"two"`, body: `{"Keys": [{"KeyId": "k2", "KeyArn": "` + arn + `k2"}], "Truncated": false}`},
		{body: `{"Keys": [{"KeyId": "k1", "KeyArn": "` + arn + `k1"}], "NextMarker": "two", "Truncated": true}`},
	}
	answers := replies{
		"kms:ListKeys": list,
		"kms:DescribeKey": {
			{when: `"k2"`, body: `{"KeyMetadata": {"KeyId": "k2", "KeyManager": "CUSTOMER", "KeySpec": "RSA_2048", "KeyState": "Enabled"}}`},
			{body: `{"KeyMetadata": {"KeyId": "k1", "KeyManager": "AWS", "KeySpec": "SYMMETRIC_DEFAULT", "KeyState": "Enabled", "CreationDate": 1767323045}}`},
		},
		"kms:GetKeyPolicy": {
			{when: `"k2"`, code: "AccessDeniedException"},
			{when: `"PolicyName":"default"`, body: `{"PolicyName": "default", "Policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\"}]}"}`},
		},
		"kms:GetKeyRotationStatus": {{when: `"k2"`, code: "UnsupportedOperationException"}, {body: `{"KeyRotationEnabled": true, "RotationPeriodInDays": 365}`}},
		"kms:ListResourceTags": {
			{when: `"Marker":"more"`, body: `{"Tags": [{"TagKey": "b", "TagValue": "2"}], "Truncated": false}`},
			{body: `{"Tags": [{"TagKey": "a", "TagValue": "1"}], "Truncated": true, "NextMarker": "more"}`},
		},
	}
	worlds(t, "kms.keys", map[string]world{
		"two pages": {
			answers: answers,
			ids:     []string{"arn:aws:kms:ap-northeast-1:111122223333:key/k1", "arn:aws:kms:ap-northeast-1:111122223333:key/k2"},
			gaps:    []string{jp + " arn:aws:kms:ap-northeast-1:111122223333:key/k2 kms:GetKeyPolicy AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "k1", "DescribeKey.KeyMetadata.KeyManager": "AWS", "GetKeyPolicy.Policy.Statement.0.Principal": "*",
				"GetKeyRotationStatus.KeyRotationEnabled": true, "ListResourceTags.Tags.1.TagKey": "b", "ListResourceTags.Truncated": nil,
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "rotation of a key that cannot", elements[1]["GetKeyRotationStatus"], map[string]any{})
				golden(t, "kms.keys", elements)
			},
		},
		"a key that went in between is not there": {
			need:    []string{"DescribeKey"},
			answers: replies{"kms:ListKeys": list, "kms:DescribeKey": {{when: `"k2"`, code: "NotFoundException"}, {body: `{"KeyMetadata": {"KeyId": "k1"}}`}}},
			ids:     []string{"arn:aws:kms:ap-northeast-1:111122223333:key/k1"},
		},
		"none":   {answers: replies{"kms:ListKeys": {{body: `{"Keys": []}`}}}},
		"denied": {answers: replies{"kms:ListKeys": denied}, gaps: []string{jp + " - kms:ListKeys AccessDenied AccessDeniedException"}},
	})
}

func TestAliases(t *testing.T) {
	const arn = "arn:aws:kms:ap-northeast-1:111122223333:"
	worlds(t, "kms.aliases", map[string]world{
		"two pages": {
			answers: replies{"kms:ListAliases": {
				{when: `"Marker":"two"`, body: `{"Aliases": [{"AliasName": "alias/trail", "AliasArn": "` + arn + `alias/trail", "TargetKeyId": "k1"}]}`},
				{body: `{"Aliases": [{"AliasName": "alias/aws/s3", "AliasArn": "` + arn + `alias/aws/s3"}], "Truncated": true, "NextMarker": "two"}`},
			}},
			ids: []string{"arn:aws:kms:ap-northeast-1:111122223333:alias/aws/s3", "arn:aws:kms:ap-northeast-1:111122223333:alias/trail"},
			has: map[string]any{"arn": arn + "alias/aws/s3", "TargetKeyId": nil},
		},
		"denied": {answers: replies{"kms:ListAliases": denied}, gaps: []string{jp + " - kms:ListAliases AccessDenied AccessDeniedException"}},
	})
}
