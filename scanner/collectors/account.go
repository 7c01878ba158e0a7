package collectors

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/account/types"

	"kijun/scanner/collect"
)

// contacts.alternate_contacts (input.account is the account itself): one element for each kind of contact that is set
// (https://docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html). There is no listing: a kind that is not set
// is ResourceNotFoundException.
var _ = collect.Register(collect.Collector{
	Key: "contacts.alternate_contacts", Type: "AWS::::Account", Scope: collect.Global,
	List: "account:GetAlternateContact", Element: types.AlternateContact{},
	Secret: []string{"EmailAddress", "Name", "PhoneNumber", "Title"}, // a person's
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := account.NewFromConfig(t.Config)
		for _, kind := range []types.AlternateContactType{types.AlternateContactTypeSecurity, types.AlternateContactTypeBilling, types.AlternateContactTypeOperations} {
			got, err := svc.GetAlternateContact(ctx, &account.GetAlternateContactInput{AlternateContactType: kind})
			var none *types.ResourceNotFoundException
			switch {
			case errors.As(err, &none):
			case err != nil:
				return err
			default:
				out.Add(string(kind), "", got.AlternateContact)
			}
		}
		return nil
	},
})
