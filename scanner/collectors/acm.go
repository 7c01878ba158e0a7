package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	"github.com/aws/aws-sdk-go-v2/service/acm/types"

	"kijun/scanner/collect"
)

// acm.certificates: certificates, issued and imported, of every status. Asked without key types, ACM lists only those with RSA keys of 1024
// and 2048 bits (https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html).
var _ = collect.Register(collect.Collector{
	Key: "acm.certificates", Type: "AWS::ACM::Certificate",
	List: "acm:ListCertificates", Element: types.CertificateSummary{},
	Details: []collect.Detail{{Operation: "acm:ListTagsForCertificate", Output: acm.ListTagsForCertificateOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := acm.NewFromConfig(t.Config)
		in := &acm.ListCertificatesInput{MaxItems: aws.Int32(1000), Includes: &types.Filters{KeyTypes: types.KeyAlgorithm("").Values()}}
		for page, err := range collect.Pages(ctx, acm.NewListCertificatesPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, certificate := range page.CertificateSummaryList {
				el := out.Add(aws.ToString(certificate.CertificateArn), aws.ToString(certificate.CertificateArn), certificate)
				collect.Ask(el, svc.ListTagsForCertificate, &acm.ListTagsForCertificateInput{CertificateArn: certificate.CertificateArn})
			}
		}
		return nil
	},
})
