package awsout

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	hubtypes "github.com/aws/aws-sdk-go-v2/service/securityhub/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"kijun/policies"
	"kijun/report"
)

// Limits of Security Hub (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html): findings in a call, bytes of a
// finding, and calls a second, of which kijun takes half: BatchImportFindings may be called ten times a second, GetFindings three times.
const (
	maxBatch    = 100
	maxFinding  = 240 << 10
	importRate  = 5
	readRate    = 1.5
	maxAccounts = 8 // at the same time
)

// renew is how old a finding may get before it is sent again although nothing changed: Security Hub deletes it after 90 days without an update.
const renew = 60 * 24 * time.Hour

// ImportOptions say where and how to import.
type ImportOptions struct {
	RoleName   string // assumed in each account but the caller's
	ExternalID string // for the role
	Lang       string
	Now        time.Time
	DryRun     bool // compare, and send nothing
}

// Imported is what was done in one region of one account.
type Imported struct {
	Account   string `json:"account"`
	Region    string `json:"region"`
	New       int    `json:"new"`
	Changed   int    `json:"changed"`
	Archived  int    `json:"archived"`
	Unchanged int    `json:"unchanged"`
	// Kept are findings that this result does not have and that stay: their resource may be there, but was not looked at completely.
	Kept int `json:"kept"`
	// Newer are findings that Security Hub has of a later scan; they stay as they are.
	Newer  int      `json:"newer"`
	Failed int      `json:"failed"`
	Errors []string `json:"errors"` // why something could not be read or sent, at most ten lines
}

func (im *Imported) fail(n int, why string) {
	im.Failed += n
	if len(im.Errors) < 10 {
		im.Errors = append(im.Errors, report.Safe(why))
	}
}

// Import brings Security Hub to what the result says, account by account and region by region: it sends the findings that are new or differ from
// what is there, and archives those that are gone, where the result looked at their place completely. What did not work stands in Errors;
// the error is only for what keeps everything from working.
func Import(ctx context.Context, cfg aws.Config, rep *report.Report, o ImportOptions) ([]Imported, error) {
	who, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return nil, fmt.Errorf("nothing was imported: %s", short(err))
	}
	var mu sync.Mutex
	var out []Imported
	var group errgroup.Group
	group.SetLimit(maxAccounts)
	for _, account := range rep.Result.Accounts {
		group.Go(func() error {
			done, err := importAccount(ctx, cfg, aws.ToString(who.Account), rep, account, o)
			mu.Lock()
			out = append(out, done...)
			mu.Unlock()
			return err
		})
	}
	err = group.Wait()
	slices.SortFunc(out, func(a, b Imported) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region))
	})
	return out, err
}

func importAccount(ctx context.Context, cfg aws.Config, caller string, rep *report.Report, account policies.Account, o ImportOptions) ([]Imported, error) {
	regions := slices.Compact(slices.Sorted(slices.Values(slices.Concat(account.Regions, account.Governed))))
	if account.ID != caller {
		if o.RoleName == "" {
			im := Imported{Account: account.ID, Region: "-"}
			im.fail(0, "the credentials are of account "+caller+": give --role-name, a role that may be assumed in account "+account.ID)
			return []Imported{im}, nil
		}
		cfg = assumed(cfg, "arn:"+cmp.Or(account.Partition, "aws")+":iam::"+account.ID+":role/"+o.RoleName, o.ExternalID)
	}
	wanted, err := findings(rep, account.ID, o.Lang)
	if err != nil {
		return nil, err
	}
	scope := complete(rep.Result, account)
	var out []Imported
	for _, region := range regions {
		c := cfg.Copy()
		c.Region = region
		h := &hub{client: securityhub.NewFromConfig(c), reads: rate.NewLimiter(readRate, 3), writes: rate.NewLimiter(importRate, 5), options: o,
			product: fmt.Sprintf("arn:%s:securityhub:%s:%s:product/%s/default", cmp.Or(account.Partition, "aws"), region, account.ID, account.ID),
			did:     Imported{Account: account.ID, Region: region, Errors: []string{}}}
		h.bring(ctx, wanted[region], scope, rep.Result.AsOf)
		out = append(out, h.did)
		if ctx.Err() != nil {
			return out, context.Cause(ctx)
		}
	}
	return out, nil
}

// findings are those of one account as Security Hub takes them, by region.
func findings(rep *report.Report, account, lang string) (map[string][]hubtypes.AwsSecurityFinding, error) {
	part := *rep.Result
	part.Findings = policies.Findings{}
	for f := range rep.Result.Findings.Where(func(t policies.Tally) bool { return t.Account == account }) {
		part.Findings.Append(*f)
	}
	one := *rep
	one.Result = &part
	r, w := io.Pipe()
	go func() { w.CloseWithError(report.ASFF(w, &one, report.Options{Lang: lang})) }()
	defer r.Close()
	out := map[string][]hubtypes.AwsSecurityFinding{}
	dec := json.NewDecoder(r)
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	for dec.More() {
		var f hubtypes.AwsSecurityFinding // its fields are named as those of the format
		if err := dec.Decode(&f); err != nil {
			return nil, err
		}
		out[aws.ToString(f.Region)] = append(out[aws.ToString(f.Region)], f)
	}
	_, err := dec.Token()
	return out, err
}

// complete says of which controls and regions of an account the result is sure to hold every finding.
func complete(res *policies.Result, account policies.Account) func(control, region string) bool {
	type place struct{ control, region string }
	judged, doubtful := map[string]bool{}, map[place]bool{}
	for f := range res.Findings.Where(func(t policies.Tally) bool { return t.Account == account.ID }) {
		judged[f.Control] = true
		if f.Status == policies.NotAvailable {
			doubtful[place{f.Control, f.Region}] = true
		}
	}
	unlisted := map[place]bool{} // collection and region of listings that failed
	for _, g := range res.Gaps {
		if g.Account == account.ID && g.Resource == "" {
			unlisted[place{g.Collection, g.Region}] = true
		}
	}
	collections := map[string]string{}
	for _, c := range res.Controls {
		if c.Disabled == "" {
			collections[c.ID] = c.Collection
		}
	}
	return func(control, region string) bool {
		collection, known := collections[control]
		if res.Incomplete || !known || !judged[control] || region != "global" && !slices.Contains(account.Regions, region) {
			return false
		}
		for _, r := range []string{region, "global"} {
			if doubtful[place{control, r}] || unlisted[place{collection, r}] || unlisted[place{"regions", r}] {
				return false
			}
		}
		return true
	}
}

// hub is Security Hub of one account in one region.
type hub struct {
	client        *securityhub.Client
	reads, writes *rate.Limiter
	product       string
	options       ImportOptions
	did           Imported
}

// bring compares what is there with what is wanted, and sends the difference.
func (h *hub) bring(ctx context.Context, wanted []hubtypes.AwsSecurityFinding, scope func(control, region string) bool, asOf time.Time) {
	there, err := h.existing(ctx)
	if err != nil {
		h.did.fail(len(wanted), "the findings in Security Hub could not be read, so nothing was sent: "+short(err))
		return
	}
	stamp := h.options.Now.UTC().Format("2006-01-02T15:04:05.000Z")
	var send []hubtypes.AwsSecurityFinding
	for _, f := range wanted {
		id := aws.ToString(f.Id)
		old, known := there[id]
		delete(there, id)
		f.UpdatedAt = &stamp
		switch {
		case !known:
			h.did.New++
			f.CreatedAt = &stamp
		case later(old.LastObservedAt, asOf):
			h.did.Newer++
			continue
		case same(old, f) && !old.stale(h.options.Now):
			h.did.Unchanged++
			continue
		default:
			h.did.Changed++
			f.CreatedAt = old.CreatedAt
			if old.Compliance != nil && f.Compliance != nil && old.Compliance.Status == f.Compliance.Status && old.FirstObservedAt != nil {
				f.FirstObservedAt = old.FirstObservedAt
			}
		}
		f.Workflow = initial(f, known)
		if raw, err := json.Marshal(f); err != nil || len(raw) > maxFinding {
			h.did.fail(1, fmt.Sprintf("%s is larger than the %d bytes that Security Hub takes", id, maxFinding))
			continue
		}
		send = append(send, f)
	}
	ids := make([]string, 0, len(there))
	for id := range there {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		old := there[id]
		control, region, ok := parse(id)
		if !ok || !scope(control, region) || later(old.LastObservedAt, asOf) {
			h.did.Kept++
			continue
		}
		h.did.Archived++
		send = append(send, old.archived(stamp))
	}
	if h.options.DryRun {
		return
	}
	for batch := range slices.Chunk(send, maxBatch) {
		h.put(ctx, batch)
	}
}

// put sends one batch.
func (h *hub) put(ctx context.Context, batch []hubtypes.AwsSecurityFinding) {
	if err := h.writes.Wait(ctx); err != nil {
		h.did.fail(len(batch), "not sent: "+err.Error())
		return
	}
	got, err := h.client.BatchImportFindings(ctx, &securityhub.BatchImportFindingsInput{Findings: batch})
	if err != nil {
		h.did.fail(len(batch), short(err))
		return
	}
	for _, f := range got.FailedFindings {
		h.did.fail(1, fmt.Sprintf("%s: %s: %s", aws.ToString(f.Id), aws.ToString(f.ErrorCode), aws.ToString(f.ErrorMessage)))
	}
	if n := int(aws.ToInt32(got.FailedCount)); n > len(got.FailedFindings) {
		h.did.fail(n-len(got.FailedFindings), fmt.Sprintf("Security Hub did not take %d findings, and does not say why", n-len(got.FailedFindings)))
	}
}

// remote is a finding as Security Hub has it.
type remote struct{ hubtypes.AwsSecurityFinding }

// existing are kijun's active findings of this account and region, by id. An administrator's Security Hub shows those of others, too.
func (h *hub) existing(ctx context.Context) (map[string]remote, error) {
	equals := func(v string) []hubtypes.StringFilter {
		return []hubtypes.StringFilter{{Comparison: hubtypes.StringFilterComparisonEquals, Value: &v}}
	}
	prefix := generator
	pages := securityhub.NewGetFindingsPaginator(h.client, &securityhub.GetFindingsInput{MaxResults: aws.Int32(maxBatch), Filters: &hubtypes.AwsSecurityFindingFilters{
		ProductArn: equals(h.product), AwsAccountId: equals(h.did.Account), RecordState: equals("ACTIVE"),
		GeneratorId: []hubtypes.StringFilter{{Comparison: hubtypes.StringFilterComparisonPrefix, Value: &prefix}}}})
	out := map[string]remote{}
	for pages.HasMorePages() {
		if err := h.reads.Wait(ctx); err != nil {
			return nil, err
		}
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, f := range page.Findings {
			if strings.HasPrefix(aws.ToString(f.GeneratorId), generator) && aws.ToString(f.ProductArn) == h.product && f.RecordState != hubtypes.RecordStateArchived {
				out[aws.ToString(f.Id)] = remote{f}
			}
		}
	}
	return out, nil
}

// generator begins the GeneratorId of every finding of kijun's.
const generator = "kijun/"

// parse takes control and region out of an id: kijun/ACCOUNT/REGION/CONTROL/SUBJECT. A control's id may hold a slash itself.
func parse(id string) (control, region string, ok bool) {
	parts := strings.SplitN(id, "/", 4)
	if len(parts) != 4 || parts[0] != "kijun" {
		return "", "", false
	}
	rest := parts[3]
	control, subject, ok := strings.Cut(rest, "/")
	if ok && (control == "CUSTOM" || strings.HasPrefix(control, "CIS")) {
		second, _, more := strings.Cut(subject, "/")
		control, ok = control+"/"+second, more
	}
	return control, parts[2], ok
}

// later says whether a time of Security Hub's lies behind asOf. One that cannot be read does not.
func later(text *string, asOf time.Time) bool {
	t, err := time.Parse(time.RFC3339, aws.ToString(text))
	return err == nil && t.After(asOf)
}

// stale says whether Security Hub is going to delete the finding for its age.
func (r remote) stale(now time.Time) bool {
	t, err := time.Parse(time.RFC3339, aws.ToString(r.UpdatedAt))
	return err != nil || now.Sub(t) > renew
}

// same says whether a reader of Security Hub would see no difference. Times, and of which scan a finding is, do not count.
func same(old remote, f hubtypes.AwsSecurityFinding) bool {
	label := func(x hubtypes.AwsSecurityFinding) string {
		if x.FindingProviderFields != nil && x.FindingProviderFields.Severity != nil {
			return string(x.FindingProviderFields.Severity.Label)
		}
		if x.Severity != nil {
			return string(x.Severity.Label)
		}
		return ""
	}
	status := func(x hubtypes.AwsSecurityFinding) hubtypes.ComplianceStatus {
		if x.Compliance == nil {
			return ""
		}
		return x.Compliance.Status
	}
	a := old.AwsSecurityFinding
	return label(a) == label(f) && status(a) == status(f) && aws.ToString(a.Title) == aws.ToString(f.Title) && aws.ToString(a.Description) == aws.ToString(f.Description)
}

// initial is the workflow of a finding: only its first import may set it, later it is the people's and Security Hub's.
func initial(f hubtypes.AwsSecurityFinding, known bool) *hubtypes.Workflow {
	if known {
		return nil
	}
	return f.Workflow
}

// archived is the finding as it is there, archived. Fields that Security Hub itself sets are left out.
func (r remote) archived(stamp string) hubtypes.AwsSecurityFinding {
	return hubtypes.AwsSecurityFinding{SchemaVersion: r.SchemaVersion, Id: r.Id, ProductArn: r.ProductArn, GeneratorId: r.GeneratorId, AwsAccountId: r.AwsAccountId,
		Types: r.Types, CreatedAt: r.CreatedAt, UpdatedAt: &stamp, FirstObservedAt: r.FirstObservedAt, LastObservedAt: r.LastObservedAt, Severity: r.Severity,
		Title: r.Title, Description: r.Description, Remediation: r.Remediation, ProductFields: r.ProductFields, Resources: r.Resources, Compliance: r.Compliance,
		FindingProviderFields: r.FindingProviderFields, RecordState: hubtypes.RecordStateArchived}
}

// Err says in a line what of an import did not work; nil if all did.
func Err(all []Imported) error {
	failed, places := 0, 0
	for _, im := range all {
		if len(im.Errors) > 0 {
			failed += im.Failed
			places++
		}
	}
	if places == 0 {
		return nil
	}
	return fmt.Errorf("%d findings were not imported (regions and accounts with errors: %d)", failed, places)
}
