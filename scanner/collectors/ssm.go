package collectors

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"kijun/scanner/collect"
)

// ssm.documents: the account's own documents, without their content
// (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListDocuments.html). Without the filter the listing has AWS's
// and other people's public documents too. A document is public if DescribeDocumentPermission.AccountIds has "all".
var _ = collect.Register(collect.Collector{
	Key: "ssm.documents", Type: "AWS::SSM::Document",
	List: "ssm:ListDocuments", Element: types.DocumentIdentifier{},
	Details: []collect.Detail{{Operation: "ssm:DescribeDocumentPermission", Output: ssm.DescribeDocumentPermissionOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ssm.NewFromConfig(t.Config)
		in := &ssm.ListDocumentsInput{Filters: []types.DocumentKeyValuesFilter{{Key: aws.String("Owner"), Values: []string{"Self"}}}}
		for page, err := range collect.Pages(ctx, ssm.NewListDocumentsPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, document := range page.DocumentIdentifiers {
				name := aws.ToString(document.Name)
				arn := t.Arn("ssm", t.Region, "document/"+name)
				el := out.Add(arn, arn, document)
				el.Do("ssm:DescribeDocumentPermission", func(ctx context.Context) (any, error) {
					return sharedWith(ctx, svc, document.Name)
				})
			}
		}
		return nil
	},
})

// sharedWith reads all pages, which the SDK has no paginator for.
func sharedWith(ctx context.Context, svc *ssm.Client, document *string) (any, error) {
	return collect.Merge(ctx, collect.ByToken(func(ctx context.Context, token *string) (*ssm.DescribeDocumentPermissionOutput, *string, error) {
		got, err := svc.DescribeDocumentPermission(ctx, &ssm.DescribeDocumentPermissionInput{Name: document, PermissionType: types.DocumentPermissionTypeShare, NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return got, got.NextToken, nil
	}))
}

// ssm.instances: the machines that Systems Manager manages, instances and others. One that was terminated stays listed for some time,
// with PingStatus ConnectionLost.
var _ = collect.Register(collect.Collector{
	Key: "ssm.instances", Type: "AWS::SSM::ManagedInstance",
	List: "ssm:DescribeInstanceInformation", Element: types.InstanceInformation{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ssm.NewFromConfig(t.Config)
		in := &ssm.DescribeInstanceInformationInput{MaxResults: aws.Int32(50)}
		for page, err := range collect.Pages(ctx, ssm.NewDescribeInstanceInformationPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, instance := range page.InstanceInformationList {
				id := aws.ToString(instance.InstanceId)
				out.Add(id, t.Arn("ssm", t.Region, "managed-instance/"+id), instance)
			}
		}
		return nil
	},
})

// ssm.associations: what State Manager applies to machines and when, Quick Setup's among them: agent updates, inventory, patch scans.
var _ = collect.Register(collect.Collector{
	Key: "ssm.associations", Type: "AWS::SSM::Association",
	List: "ssm:ListAssociations", Element: types.Association{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ssm.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ssm.NewListAssociationsPaginator(svc, &ssm.ListAssociationsInput{MaxResults: aws.Int32(50)})) {
			if err != nil {
				return err
			}
			for _, association := range page.Associations {
				id := aws.ToString(association.AssociationId)
				out.Add(id, t.Arn("ssm", t.Region, "association/"+id), association)
			}
		}
		return nil
	},
})

// compliance lists the machines for which Systems Manager knows the state of one kind: of their patches, of their associations
// (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListResourceComplianceSummaries.html).
func compliance(kind string) func(context.Context, *collect.Target, *collect.Sink) error {
	return func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		in := &ssm.ListResourceComplianceSummariesInput{MaxResults: aws.Int32(50), Filters: []types.ComplianceStringFilter{
			{Key: aws.String("ComplianceType"), Values: []string{kind}, Type: types.ComplianceQueryOperatorTypeEqual},
		}}
		for page, err := range collect.Pages(ctx, ssm.NewListResourceComplianceSummariesPaginator(ssm.NewFromConfig(t.Config), in)) {
			if err != nil {
				return err
			}
			for _, item := range page.ResourceComplianceSummaryItems {
				id := aws.ToString(item.ResourceId)
				arn := t.Arn("ec2", t.Region, "instance/"+id)
				if strings.HasPrefix(id, "mi-") {
					arn = t.Arn("ssm", t.Region, "managed-instance/"+id)
				}
				out.Add(id, arn, item)
			}
		}
		return nil
	}
}

// ssm.patch_compliance: the machines that Patch Manager has scanned.
var _ = collect.Register(collect.Collector{
	Key: "ssm.patch_compliance", Type: "AWS::SSM::PatchCompliance",
	List: "ssm:ListResourceComplianceSummaries", Element: types.ResourceComplianceSummaryItem{},
	Collect: compliance("Patch"),
})

// ssm.association_compliance: the machines to which State Manager applies something.
var _ = collect.Register(collect.Collector{
	Key: "ssm.association_compliance", Type: "AWS::SSM::AssociationCompliance",
	List: "ssm:ListResourceComplianceSummaries", Element: types.ResourceComplianceSummaryItem{},
	Collect: compliance("Association"),
})

// ssm.document_public_sharing: the region's setting for documents that are shared with everybody, "Enable" or "Disable"; one element a region
// (https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html#block-public-access). Nobody has to have set it.
var _ = collect.Register(collect.Collector{
	Key: "ssm.document_public_sharing", Type: "AWS::::Account",
	List: "ssm:GetServiceSetting", Element: types.ServiceSetting{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := ssm.NewFromConfig(t.Config).GetServiceSetting(ctx, &ssm.GetServiceSettingInput{SettingId: aws.String("/ssm/documents/console/public-sharing-permission")})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got.ServiceSetting)
		return nil
	},
})
