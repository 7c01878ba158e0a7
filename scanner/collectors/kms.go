package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"kijun/scanner/collect"
)

// kms.keys: keys of the account and region, also those that AWS manages for it: DescribeKey.KeyMetadata.KeyManager tells them apart
// (https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html). A key's own policy may deny each of its details to
// a caller whose IAM policies allow everything. Keys that cannot rotate (asymmetric, HMAC, of a custom store) answer the question for
// rotation with UnsupportedOperationException, or with false; DescribeKey says which keys these are. A multi-region key has the
// same id in each of its regions.
var _ = collect.Register(collect.Collector{
	Key: "kms.keys", Type: "AWS::KMS::Key", Evidence: true,
	List: "kms:ListKeys", Element: types.KeyListEntry{},
	Details: []collect.Detail{
		{Operation: "kms:DescribeKey", Output: kms.DescribeKeyOutput{}},
		{Operation: "kms:GetKeyPolicy", Output: kms.GetKeyPolicyOutput{}},
		{Operation: "kms:GetKeyRotationStatus", Output: kms.GetKeyRotationStatusOutput{}, Absent: []string{"UnsupportedOperationException"}},
		{Operation: "kms:ListResourceTags", Output: kms.ListResourceTagsOutput{}},
	},
	JSON: []string{"GetKeyPolicy.Policy"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := kms.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, kms.NewListKeysPaginator(svc, &kms.ListKeysInput{Limit: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, key := range page.Keys {
				el := out.Add(aws.ToString(key.KeyArn), aws.ToString(key.KeyArn), key)
				collect.Ask(el, svc.DescribeKey, &kms.DescribeKeyInput{KeyId: key.KeyId})
				collect.Ask(el, svc.GetKeyPolicy, &kms.GetKeyPolicyInput{KeyId: key.KeyId, PolicyName: aws.String("default")})
				collect.Ask(el, svc.GetKeyRotationStatus, &kms.GetKeyRotationStatusInput{KeyId: key.KeyId})
				collect.AskPages(el, kms.NewListResourceTagsPaginator(svc, &kms.ListResourceTagsInput{KeyId: key.KeyId}))
			}
		}
		return nil
	},
})

// kms.aliases: aliases with the keys they stand for. AWS's own (alias/aws/...) are listed before their key exists, without a key.
var _ = collect.Register(collect.Collector{
	Key: "kms.aliases", Type: "AWS::KMS::Alias", Evidence: true,
	List: "kms:ListAliases", Element: types.AliasListEntry{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := kms.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, kms.NewListAliasesPaginator(svc, &kms.ListAliasesInput{Limit: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, alias := range page.Aliases {
				out.Add(aws.ToString(alias.AliasArn), aws.ToString(alias.AliasArn), alias)
			}
		}
		return nil
	},
})
