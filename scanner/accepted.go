package scanner

import (
	"cmp"
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	"github.com/aws/aws-sdk-go-v2/service/securityhub/types"
	"github.com/aws/smithy-go"

	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
	"kijun/scanner/target"
)

// Accepted is what people have accepted in Security Hub itself.
type Accepted struct {
	Caller  snapshot.Caller
	Regions []string // in which Security Hub is on, or could not be asked
	// Findings are the active findings of controls whose workflow status is SUPPRESSED, each once.
	Findings []AcceptedFinding
	// Disabled are the controls that are off in the caller's account.
	Disabled []DisabledControl
	Gaps     []snapshot.Gap
}

// AcceptedFinding is a suppressed finding of a control.
type AcceptedFinding struct {
	Control, Account, Region, Resource string
	Standard, Requirement              string // where Security Hub names these and no control, Control is empty
	Note, By                           string // what was said about it, and by whom; may be empty
}

// DisabledControl is a control that is off in a region.
type DisabledControl struct {
	Control, Region string
	Reason          string // as given when it was switched off; may be empty
}

// acceptedOperations are what SecurityHub calls. They are reads, and the guard lets nothing else out.
var acceptedOperations = []string{"securityhub:GetFindings", "securityhub:ListSecurityControlDefinitions", "securityhub:BatchGetSecurityControls"}

// hubOff are the codes by which Security Hub says that it is off in the region (collectors/securityhub.go tells more).
var hubOff = []string{"InvalidAccessException", "ResourceNotFoundException"}

// SecurityHub reads the suppressed findings and the disabled controls of all regions, or of those of o. An administrator's account sees
// the findings of its members, too.
func SecurityHub(ctx context.Context, o Options) (*Accepted, error) {
	if o.Timeout <= 0 {
		o.Timeout = time.Hour
	}
	allowed, err := collect.Allowed(nil, acceptedOperations...)
	if err != nil {
		return nil, err
	}
	topt := target.Options{Profile: o.Profile, Regions: o.Regions, Version: o.Version, Limits: o.Limits}
	cfg, err := target.Load(ctx, topt)
	if err != nil {
		return nil, err
	}
	collect.NewGate(allowed, o.Limits).Install(&cfg, "caller", target.Hosts(cfg))
	session, err := target.Open(ctx, cfg, topt)
	if err != nil {
		return nil, err
	}
	deadline, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	answers := make([]Accepted, len(session.Judged))
	var wait sync.WaitGroup
	for i, region := range session.Judged {
		wait.Go(func() {
			c := cfg.Copy()
			c.Region = region
			answers[i].ask(deadline, securityhub.NewFromConfig(c), session.Caller.Account, region)
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, stopped(ctx, err)
	}
	out := &Accepted{Caller: session.Caller}
	if session.RegionsGap != nil {
		out.Gaps = append(out.Gaps, *session.RegionsGap)
	}
	for _, a := range answers {
		out.Regions = append(out.Regions, a.Regions...)
		out.Findings = append(out.Findings, a.Findings...)
		out.Disabled = append(out.Disabled, a.Disabled...)
		out.Gaps = append(out.Gaps, a.Gaps...)
	}
	// a region that aggregates others has their findings again
	slices.SortFunc(out.Findings, func(a, b AcceptedFinding) int {
		return cmp.Or(cmp.Compare(a.Control, b.Control), cmp.Compare(a.Standard, b.Standard), cmp.Compare(a.Requirement, b.Requirement), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Resource, b.Resource), cmp.Compare(b.Note, a.Note))
	})
	out.Findings = slices.CompactFunc(out.Findings, func(a, b AcceptedFinding) bool {
		return a.Control == b.Control && a.Standard == b.Standard && a.Requirement == b.Requirement && a.Account == b.Account && a.Region == b.Region && a.Resource == b.Resource
	})
	slices.SortFunc(out.Disabled, func(a, b DisabledControl) int {
		return cmp.Or(cmp.Compare(a.Control, b.Control), cmp.Compare(a.Region, b.Region))
	})
	return out, nil
}

// ask asks one region. A call that fails is a gap, and what was not asked after it is one with it.
func (a *Accepted) ask(ctx context.Context, svc *securityhub.Client, account, region string) {
	gap := func(operation string, err error) {
		class, code := collect.Classify(err, nil)
		a.Gaps = append(a.Gaps, snapshot.Gap{Account: account, Region: region, Key: "securityhub.findings", Operation: operation, Code: string(class), Error: code, Message: err.Error()})
	}
	a.Regions = []string{region}
	equals := func(v string) []types.StringFilter {
		return []types.StringFilter{{Comparison: types.StringFilterComparisonEquals, Value: aws.String(v)}}
	}
	pages := securityhub.NewGetFindingsPaginator(svc, &securityhub.GetFindingsInput{MaxResults: aws.Int32(100), Filters: &types.AwsSecurityFindingFilters{
		WorkflowStatus: equals("SUPPRESSED"), RecordState: equals("ACTIVE")}})
	for page, err := range collect.Pages(ctx, pages) {
		if off(err) {
			a.Regions = nil
			return
		}
		if err != nil {
			gap("securityhub:GetFindings", err)
			break
		}
		for i := range page.Findings {
			a.add(&page.Findings[i], region)
		}
	}
	var ids []string
	for page, err := range collect.Pages(ctx, securityhub.NewListSecurityControlDefinitionsPaginator(svc, &securityhub.ListSecurityControlDefinitionsInput{MaxResults: aws.Int32(100)})) {
		if err != nil {
			gap("securityhub:ListSecurityControlDefinitions", err)
			break
		}
		for _, d := range page.SecurityControlDefinitions {
			ids = append(ids, aws.ToString(d.SecurityControlId))
		}
	}
	for chunk := range slices.Chunk(ids, 100) {
		got, err := svc.BatchGetSecurityControls(ctx, &securityhub.BatchGetSecurityControlsInput{SecurityControlIds: chunk})
		if err != nil {
			gap("securityhub:BatchGetSecurityControls", err)
			break
		}
		for _, c := range got.SecurityControls {
			if c.SecurityControlStatus == types.ControlStatusDisabled {
				a.Disabled = append(a.Disabled, DisabledControl{aws.ToString(c.SecurityControlId), region, aws.ToString(c.LastUpdateReason)})
			}
		}
		for _, x := range got.UnprocessedIds {
			gap("securityhub:BatchGetSecurityControls", errors.New("not answered for "+aws.ToString(x.SecurityControlId)+": "+string(x.ErrorCode)))
		}
	}
}

func off(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(hubOff, api.ErrorCode())
}

// What the GeneratorId of a finding tells: the control itself, in accounts with consolidated findings and in standards whose numbers are the controls';
// a recommendation of CIS; or a control of PCI DSS 3.2.1 under the number that it has there
// (https://docs.aws.amazon.com/securityhub/latest/userguide/asff-changes-consolidation.html).
var (
	ofControl = regexp.MustCompile(`^(?:security-control|aws-foundational-security-best-practices/v/[0-9.]+|service-managed-aws-control-tower/v/[0-9.]+|nist-800-(?:53|171)/v/[0-9.]+|pci-dss/v/4[0-9.]+)/([A-Za-z0-9]+\.[0-9]+)$`)
	ofCIS     = regexp.MustCompile(`^(?:arn:aws[a-z-]*:securityhub:::ruleset/)?cis-aws-foundations-benchmark/v/([0-9]+\.[0-9]+)\.[0-9]+/(?:rule/)?([0-9.]+)$`)
	ofPCI     = regexp.MustCompile(`^pci-dss/v/3\.2\.1/PCI\.([A-Za-z0-9]+\.[0-9]+)$`)
)

// numbersOfPCI are the numbers of PCI DSS 3.2.1 that are not those of the controls.
var numbersOfPCI = map[string]string{
	"CloudTrail.1": "CloudTrail.2", "CloudTrail.2": "CloudTrail.3", "CloudTrail.3": "CloudTrail.4", "CloudTrail.4": "CloudTrail.5", "CW.1": "CloudWatch.1",
	"EC2.4": "EC2.12", "EC2.5": "EC2.13", "ELBv2.1": "ELB.1", "ES.1": "ES.2", "ES.2": "ES.1", "IAM.1": "IAM.4", "IAM.3": "IAM.1", "IAM.4": "IAM.6", "IAM.5": "IAM.9",
	"IAM.6": "IAM.19", "IAM.7": "IAM.8", "IAM.8": "IAM.10", "KMS.1": "KMS.4", "Lambda.2": "Lambda.3", "Opensearch.1": "Opensearch.2", "Opensearch.2": "Opensearch.1",
	"S3.1": "S3.3", "S3.3": "S3.7", "S3.6": "S3.1", "SSM.1": "SSM.2", "SSM.2": "SSM.3", "SSM.3": "SSM.1",
}

// generated takes a GeneratorId apart: the control, or a requirement of a standard, or nothing of both.
func generated(id string) (control, standard, requirement string) {
	if m := ofControl.FindStringSubmatch(id); m != nil {
		return m[1], "", ""
	}
	if m := ofPCI.FindStringSubmatch(id); m != nil {
		return cmp.Or(numbersOfPCI[m[1]], m[1]), "", ""
	}
	if m := ofCIS.FindStringSubmatch(id); m != nil {
		return "", "cis-" + m[1], m[2]
	}
	return "", "", ""
}

// add keeps a finding if it is what was asked for: not every endpoint knows the filters.
func (a *Accepted) add(f *types.AwsSecurityFinding, asked string) {
	if f.Workflow == nil || f.Workflow.Status != types.WorkflowStatusSuppressed || f.RecordState == types.RecordStateArchived || len(f.Resources) == 0 {
		return
	}
	x := AcceptedFinding{Account: aws.ToString(f.AwsAccountId), Region: cmp.Or(aws.ToString(f.Region), asked), Resource: aws.ToString(f.Resources[0].Id)}
	if f.Compliance != nil {
		x.Control = aws.ToString(f.Compliance.SecurityControlId)
	}
	if x.Control == "" {
		x.Control, x.Standard, x.Requirement = generated(aws.ToString(f.GeneratorId))
	}
	if x.Control == "" && x.Standard == "" || x.Resource == "" {
		return // not of a control: GuardDuty's, Inspector's
	}
	if f.Note != nil {
		x.Note, x.By = strings.TrimSpace(aws.ToString(f.Note.Text)), strings.TrimSpace(aws.ToString(f.Note.UpdatedBy))
	}
	a.Findings = append(a.Findings, x)
}
