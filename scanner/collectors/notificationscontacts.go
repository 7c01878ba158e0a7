package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/notificationscontacts"
	"github.com/aws/aws-sdk-go-v2/service/notificationscontacts/types"

	"kijun/scanner/collect"
)

// notificationscontacts.email_contacts: addresses that AWS User Notifications writes to
// (https://docs.aws.amazon.com/notificationscontacts/latest/APIReference/API_EmailContact.html). A contact is "inactive" until the
// person has followed the link in the first mail, and gets nothing.
var _ = collect.Register(collect.Collector{
	Key: "notificationscontacts.email_contacts", Type: "AWS::NotificationsContacts::EmailContact", Scope: collect.Global,
	List: "notificationscontacts:ListEmailContacts", Element: types.EmailContact{},
	Secret: []string{"Address", "Name"}, // a person's
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		if t.Partition != "aws" {
			return nil // the service is not offered elsewhere
		}
		svc := notificationscontacts.NewFromConfig(t.In(notifyRegion))
		in := &notificationscontacts.ListEmailContactsInput{MaxResults: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, notificationscontacts.NewListEmailContactsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, contact := range page.EmailContacts {
				arn := aws.ToString(contact.Arn)
				out.Add(arn, arn, contact)
			}
		}
		return nil
	},
})
