package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"kijun/policies"
)

// maxASFF is how many bytes a finding may have (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html).
const maxASFF = 240 << 10

type asffFinding struct {
	SchemaVersion         string            `json:"SchemaVersion"`
	ID                    string            `json:"Id"`
	ProductArn            string            `json:"ProductArn"`
	ProductName           string            `json:"ProductName"`
	CompanyName           string            `json:"CompanyName"`
	GeneratorID           string            `json:"GeneratorId"`
	AwsAccountID          string            `json:"AwsAccountId"`
	Region                string            `json:"Region"`
	Types                 []string          `json:"Types"`
	FirstObservedAt       string            `json:"FirstObservedAt"`
	LastObservedAt        string            `json:"LastObservedAt"`
	CreatedAt             string            `json:"CreatedAt"`
	UpdatedAt             string            `json:"UpdatedAt"`
	Severity              asffSeverity      `json:"Severity"`
	Title                 string            `json:"Title"`
	Description           string            `json:"Description"`
	Remediation           asffRemediation   `json:"Remediation"`
	ProductFields         map[string]string `json:"ProductFields"`
	Resources             []asffResource    `json:"Resources"`
	Compliance            asffCompliance    `json:"Compliance"`
	Workflow              asffWorkflow      `json:"Workflow"`
	RecordState           string            `json:"RecordState"`
	Note                  *asffNote         `json:"Note,omitempty"`
	FindingProviderFields asffProvider      `json:"FindingProviderFields"`
}

type asffSeverity struct {
	Label string `json:"Label"`
}

type asffRemediation struct {
	Recommendation asffRecommendation `json:"Recommendation"`
}

type asffRecommendation struct {
	Text string `json:"Text"`
	URL  string `json:"Url,omitempty"`
}

type asffResource struct {
	Type      string `json:"Type"`
	ID        string `json:"Id"`
	Partition string `json:"Partition"`
	Region    string `json:"Region"`
}

type asffCompliance struct {
	Status              string          `json:"Status"`
	SecurityControlID   string          `json:"SecurityControlId"`
	AssociatedStandards []asffStandard  `json:"AssociatedStandards"`
	RelatedRequirements []string        `json:"RelatedRequirements"`
	StatusReasons       []asffReason    `json:"StatusReasons"`
	Parameters          []asffParameter `json:"SecurityControlParameters,omitempty"`
}

type asffStandard struct {
	ID string `json:"StandardsId"`
}

type asffReason struct {
	Code        string `json:"ReasonCode"`
	Description string `json:"Description"`
}

type asffParameter struct {
	Name  string   `json:"Name"`
	Value []string `json:"Value"`
}

// asffNote is what somebody said about a finding; it is kept by Security Hub only when the finding is made.
type asffNote struct {
	Text      string `json:"Text"`
	UpdatedBy string `json:"UpdatedBy"`
	UpdatedAt string `json:"UpdatedAt"`
}

type asffWorkflow struct {
	Status string `json:"Status"`
}

type asffProvider struct {
	Severity asffSeverity `json:"Severity"`
	Types    []string     `json:"Types"`
}

// ASFF writes the findings in the form that Security Hub imports (BatchImportFindings): an array of findings, in the order of the result,
// without those that are not applicable. An Id is the same on every scan, so that an import changes the finding that is there.
func ASFF(w io.Writer, r *Report, o Options) error {
	res := r.Result
	lang := o.lang(res)
	controls := byID(res)
	accounts := map[string]*policies.Account{}
	for i := range res.Accounts {
		accounts[res.Accounts[i].ID] = &res.Accounts[i]
	}
	at := res.AsOf.UTC().Format("2006-01-02T15:04:05.000Z")
	return array(w, func(put func(any) error) error {
		for f := range res.Findings.All() {
			c := controls[f.Control]
			if f.Status == policies.NotApplicable || c == nil {
				continue
			}
			partition, region := "aws", f.Region
			if a := accounts[f.Account]; a != nil {
				partition = cmp.Or(a.Partition, partition)
				if region == "global" && len(a.Regions) > 0 { // findings live in a Region: the one that the account's own are reported in
					region = append(slices.Clone(a.Governed), a.Regions...)[0]
				}
			}
			types := []string{"Software and Configuration Checks/Industry and Regulatory Standards"}
			x := asffFinding{
				SchemaVersion: "2018-10-08", ID: stable(f.ID, 512), ProductName: "kijun", CompanyName: "kijun", GeneratorID: "kijun/" + c.ID,
				ProductArn:   fmt.Sprintf("arn:%s:securityhub:%s:%s:product/%s/default", partition, region, f.Account, f.Account),
				AwsAccountID: f.Account, Region: region, Types: types, FirstObservedAt: at, LastObservedAt: at, CreatedAt: at, UpdatedAt: at,
				Severity: asffSeverity{asffLabel(f)}, Title: clip(c.ID+" "+c.Title.In(lang), 256), Description: clip(Safe(f.Reason), 1024),
				Remediation:   asffRemediation{asffRecommendation{Text: clip(c.Remediation.In(lang), 512)}},
				ProductFields: map[string]string{"kijun/version": res.Kijun, "kijun/reason_code": f.ReasonCode, "kijun/snapshot": res.Snapshot},
				Resources:     []asffResource{{Type: asffType(f.Resource.Type), ID: stable(cmp.Or(f.Resource.ARN, f.Resource.ID, f.ID), 512), Partition: partition, Region: region}},
				Compliance:    asffCompliance{Status: string(f.Status), SecurityControlID: c.ID, AssociatedStandards: []asffStandard{}, RelatedRequirements: []string{}, StatusReasons: []asffReason{{strings.ToUpper(f.ReasonCode), clip(Safe(f.Reason), 2048)}}},
				Workflow:      asffWorkflow{"NEW"}, RecordState: "ACTIVE", FindingProviderFields: asffProvider{asffSeverity{asffLabel(f)}, types},
			}
			if len(c.Source) > 0 {
				x.Remediation.Recommendation.URL = c.Source[0]
			}
			if f.Status == policies.Passed {
				x.Workflow.Status = "RESOLVED"
			}
			if f.Suppressed != nil {
				x.Workflow.Status = "SUPPRESSED"
				x.Note = &asffNote{clip(accepted(f.Suppressed, lang), 512), clip(cmp.Or(Safe(f.Suppressed.Owner), "kijun"), 512), at}
			}
			for _, s := range sortedKeys(c.Standards) {
				x.Compliance.AssociatedStandards = append(x.Compliance.AssociatedStandards, asffStandard{"kijun/" + s})
				for _, number := range c.Standards[s] {
					x.Compliance.RelatedRequirements = append(x.Compliance.RelatedRequirements, s+"/"+number)
				}
			}
			for _, name := range sortedKeys(f.Parameters) {
				x.Compliance.Parameters = append(x.Compliance.Parameters, asffParameter{name, words(f.Parameters[name])})
			}
			raw, err := json.Marshal(x)
			if err != nil {
				return err
			}
			if len(raw) > maxASFF { // only parameters can be that large
				x.Compliance.Parameters = nil
			}
			if err := put(x); err != nil {
				return err
			}
		}
		return nil
	})
}

// asffLabel is the severity that Security Hub shows: what did not fail is informational.
func asffLabel(f *policies.Finding) string {
	if f.Status == policies.Failed {
		return f.Severity
	}
	return "INFORMATIONAL"
}

// asffType is ASFF's word for a CloudFormation type: AwsS3Bucket.
func asffType(t string) string {
	if parts := strings.Split(t, "::"); len(parts) == 3 && parts[0] == "AWS" {
		if parts[1] == "" {
			return "AwsAccount"
		}
		return "Aws" + parts[1][:1] + strings.ToLower(parts[1][1:]) + parts[2]
	}
	return "Other"
}

// words are a parameter's values as texts.
func words(v any) []string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	out := []string{}
	for _, x := range list {
		out = append(out, fmt.Sprint(x))
	}
	return out
}

// stable is a text of at most n bytes that is the same for the same text and another for another.
func stable(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := s[:n-33]
	for !utf8.ValidString(cut) && len(cut) > 0 {
		cut = cut[:len(cut)-1]
	}
	return cut + "-" + digest(s)
}

// clip cuts a text to n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-3]) + "..."
	}
	return s
}
