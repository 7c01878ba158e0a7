package collectors

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/guardduty"
	"github.com/aws/aws-sdk-go-v2/service/guardduty/types"

	"kijun/scanner/collect"
)

// detectors are the ids of the region's detectors: one, or none where GuardDuty is off. With an error come those read before it.
func detectors(ctx context.Context, svc *guardduty.Client) ([]string, error) {
	var ids []string
	for page, err := range collect.Pages(ctx, guardduty.NewListDetectorsPaginator(svc, &guardduty.ListDetectorsInput{})) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, page.DetectorIds...)
	}
	return ids, nil
}

// detector and findingFilter are what GuardDuty's listings have: bare ids and names.
type (
	detector      struct{ DetectorId string }
	findingFilter struct{ DetectorId, Name string }
)

// guardduty.detectors: a detector may exist and be suspended, which only GetDetector tells
// (https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html). Only the delegated administrator may ask for the
// organization's configuration; others get BadRequestException, which says nothing about the configuration and stays a gap.
var _ = collect.Register(collect.Collector{
	Key: "guardduty.detectors", Type: "AWS::GuardDuty::Detector",
	List: "guardduty:ListDetectors", Element: detector{},
	Details: []collect.Detail{
		{Operation: "guardduty:GetDetector", Output: guardduty.GetDetectorOutput{}},
		{Operation: "guardduty:GetAdministratorAccount", Output: guardduty.GetAdministratorAccountOutput{}},
		{Operation: "guardduty:DescribeOrganizationConfiguration", Output: guardduty.DescribeOrganizationConfigurationOutput{}},
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := guardduty.NewFromConfig(t.Config)
		ids, err := detectors(ctx, svc)
		for _, id := range ids {
			el := out.Add(id, t.Arn("guardduty", t.Region, "detector/"+id), detector{id})
			collect.Ask(el, svc.GetDetector, &guardduty.GetDetectorInput{DetectorId: aws.String(id)})
			collect.Ask(el, svc.GetAdministratorAccount, &guardduty.GetAdministratorAccountInput{DetectorId: aws.String(id)})
			collect.AskPages(el, guardduty.NewDescribeOrganizationConfigurationPaginator(svc, &guardduty.DescribeOrganizationConfigurationInput{DetectorId: aws.String(id)}))
		}
		return err
	},
})

// memberBatch is how many members GuardDuty and Inspector tell about in one call.
const memberBatch = 50

// guardduty.members: the accounts whose GuardDuty this account administers, with what is on in each
// (https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetMemberDetectors.html). Other accounts have none. A member that an
// answer leaves out, or names as unprocessed, is a gap.
var _ = collect.Register(collect.Collector{
	Key: "guardduty.members", Type: "AWS::GuardDuty::Member",
	List: "guardduty:ListMembers", Also: []string{"guardduty:ListDetectors"}, Element: types.Member{},
	Details: []collect.Detail{{Operation: "guardduty:GetMemberDetectors", Output: types.MemberDataSourceConfiguration{}}},
	Secret:  []string{"Email"}, // a person's
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := guardduty.NewFromConfig(t.Config)
		ids, err := detectors(ctx, svc)
		if err != nil {
			return err
		}
		for _, id := range ids {
			in := &guardduty.ListMembersInput{DetectorId: aws.String(id), MaxResults: aws.Int32(memberBatch), OnlyAssociated: aws.String("true")}
			for page, err := range collect.Pages(ctx, guardduty.NewListMembersPaginator(svc, in)) {
				if err != nil {
					return err
				}
				if len(page.Members) == 0 {
					continue
				}
				elements, accounts := map[string]*collect.Element{}, []string{}
				for _, member := range page.Members {
					account := aws.ToString(member.AccountId)
					accounts = append(accounts, account)
					elements[account] = out.Hold(t.Region+"/"+account, "", member)
				}
				if out.Needs("guardduty:GetMemberDetectors") {
					giveFeatures(ctx, svc, id, accounts, elements)
				}
			}
		}
		return nil
	},
})

var errNoMember = errors.New("GuardDuty did not tell what is on in the member account")

func giveFeatures(ctx context.Context, svc *guardduty.Client, detector string, accounts []string, elements map[string]*collect.Element) {
	got, err := svc.GetMemberDetectors(ctx, &guardduty.GetMemberDetectorsInput{DetectorId: aws.String(detector), AccountIds: accounts})
	told := map[string]types.MemberDataSourceConfiguration{}
	if err == nil {
		for _, member := range got.MemberDataSourceConfigurations {
			told[aws.ToString(member.AccountId)] = member
		}
	}
	for account, el := range elements {
		member, ok := told[account]
		switch {
		case err != nil:
			el.Give("guardduty:GetMemberDetectors", nil, err)
		case ok:
			el.Give("guardduty:GetMemberDetectors", member, nil)
		default:
			el.Give("guardduty:GetMemberDetectors", nil, errNoMember)
		}
	}
}

// guardduty.filters: saved filters; one with the action ARCHIVE keeps findings from everybody's eyes.
var _ = collect.Register(collect.Collector{
	Key: "guardduty.filters", Type: "AWS::GuardDuty::Filter",
	List: "guardduty:ListFilters", Also: []string{"guardduty:ListDetectors"}, Element: findingFilter{},
	Details: []collect.Detail{{Operation: "guardduty:GetFilter", Output: guardduty.GetFilterOutput{}}},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := guardduty.NewFromConfig(t.Config)
		ids, err := detectors(ctx, svc)
		if err != nil {
			return err
		}
		for _, id := range ids {
			for page, err := range collect.Pages(ctx, guardduty.NewListFiltersPaginator(svc, &guardduty.ListFiltersInput{DetectorId: aws.String(id)})) {
				if err != nil {
					return err
				}
				for _, name := range page.FilterNames {
					el := out.Add(id+"/"+name, t.Arn("guardduty", t.Region, "detector/"+id+"/filter/"+name), findingFilter{id, name})
					collect.Ask(el, svc.GetFilter, &guardduty.GetFilterInput{DetectorId: aws.String(id), FilterName: aws.String(name)})
				}
			}
		}
		return nil
	},
})

var errUnfiltered = errors.New("GuardDuty did not filter its findings by service.additionalInfo.sample")

// newestSamples is how many sample findings of a detector are read: whether there is one after some time is settled by the newest.
const newestSamples = 10

// guardduty.findings: the newest sample findings, and nothing of what GuardDuty really found. GuardDuty filters by
// service.additionalInfo.sample, though the attribute is not in its list of criteria
// (https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListFindings.html); so each finding is looked at again, and kept
// only if it says of itself that it is a sample. Should another one come, the filter does not hold and samples may be missing.
var _ = collect.Register(collect.Collector{
	Key: "guardduty.findings", Type: "AWS::GuardDuty::Finding",
	List: "guardduty:ListFindings", Also: []string{"guardduty:ListDetectors", "guardduty:GetFindings"}, Element: types.Finding{},
	JSON: []string{"Service.AdditionalInfo.Value"},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := guardduty.NewFromConfig(t.Config)
		ids, err := detectors(ctx, svc)
		if err != nil {
			return err
		}
		latest := &types.SortCriteria{AttributeName: aws.String("updatedAt"), OrderBy: types.OrderByDesc}
		for _, id := range ids {
			listed, err := svc.ListFindings(ctx, &guardduty.ListFindingsInput{
				DetectorId: aws.String(id), MaxResults: aws.Int32(newestSamples), SortCriteria: latest,
				FindingCriteria: &types.FindingCriteria{Criterion: map[string]types.Condition{"service.additionalInfo.sample": {Equals: []string{"true"}}}},
			})
			if err != nil {
				return err
			}
			if len(listed.FindingIds) == 0 {
				continue
			}
			got, err := svc.GetFindings(ctx, &guardduty.GetFindingsInput{DetectorId: aws.String(id), FindingIds: listed.FindingIds, SortCriteria: latest})
			if err != nil {
				return err
			}
			for _, finding := range got.Findings {
				if !isSample(finding) {
					return errUnfiltered
				}
				out.Add(aws.ToString(finding.Id), aws.ToString(finding.Arn), finding)
			}
		}
		return nil
	},
})

func isSample(finding types.Finding) bool {
	if strings.HasPrefix(aws.ToString(finding.Title), "[SAMPLE]") {
		return true
	}
	return finding.Service != nil && finding.Service.AdditionalInfo != nil && strings.Contains(aws.ToString(finding.Service.AdditionalInfo.Value), `"sample":true`)
}
