package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"kijun/scanner/collect"
)

// secretsmanager.secrets: what Secrets Manager says of its secrets, never their values
// (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html). Those that wait for their deletion are left out
// by the service. A secret without a resource policy answers with no policy, and not with an error.
var _ = collect.Register(collect.Collector{
	Key: "secretsmanager.secrets", Type: "AWS::SecretsManager::Secret",
	List: "secretsmanager:ListSecrets", Element: types.SecretListEntry{},
	Details: []collect.Detail{{Operation: "secretsmanager:GetResourcePolicy", Output: secretsmanager.GetResourcePolicyOutput{}}},
	JSON:    []string{"GetResourcePolicy.ResourcePolicy"},
	Secret:  []string{"ExternalSecretRotationMetadata.Value"}, // what a partner's rotation needs to know
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := secretsmanager.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, secretsmanager.NewListSecretsPaginator(svc, &secretsmanager.ListSecretsInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, secret := range page.SecretList {
				el := out.Add(aws.ToString(secret.ARN), aws.ToString(secret.ARN), secret)
				collect.Ask(el, svc.GetResourcePolicy, &secretsmanager.GetResourcePolicyInput{SecretId: secret.ARN})
			}
		}
		return nil
	},
})
