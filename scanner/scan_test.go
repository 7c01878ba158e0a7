package scanner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

const (
	jp, us, eu = "ap-northeast-1", "us-east-1", "eu-west-1"
	me         = "111122223333"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// cloud is an AWS of three regions with a VPC and a topic in each, and a trail whose home is Ireland.
type cloud struct {
	deny  map[string]string                       // operation -> error code
	block func(operation string, r *http.Request) // before each answer; may be nil

	mu    sync.Mutex
	asked map[string]int // "region operation" -> requests
}

var scope = regexp.MustCompile(`Credential=[^/]+/[0-9]+/([^/]*)/`)

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	region := ""
	if m := scope.FindStringSubmatch(r.Header.Get("Authorization")); m != nil {
		region = m[1]
	}
	form, _ := url.ParseQuery(string(body))
	operation := form.Get("Action")
	if _, target, ok := strings.Cut(r.Header.Get("X-Amz-Target"), "."); ok {
		operation = target[strings.LastIndex(target, ".")+1:]
	} else if operation == "" {
		operation = r.URL.Path
	}
	c.mu.Lock()
	if c.asked == nil {
		c.asked = map[string]int{}
	}
	c.asked[region+" "+operation]++
	c.mu.Unlock()
	if c.block != nil {
		c.block(operation, r)
	}
	if code := c.deny[operation]; code != "" {
		w.Header().Set("X-Amzn-Errortype", code)
		w.WriteHeader(http.StatusForbidden)
		switch {
		case strings.HasPrefix(operation, "Describe") && r.Header.Get("X-Amz-Target") == "":
			fmt.Fprintf(w, "<Response><Errors><Error><Code>%s</Code></Error></Errors></Response>", code)
		case form.Get("Action") != "":
			fmt.Fprintf(w, "<ErrorResponse><Error><Code>%s</Code></Error></ErrorResponse>", code)
		default:
			fmt.Fprintf(w, `{"__type": %q}`, code)
		}
		return
	}
	query := func(result string) {
		fmt.Fprintf(w, "<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", operation, result)
	}
	switch operation {
	case "GetCallerIdentity":
		query("<Arn>arn:aws:iam::" + me + ":user/auditor</Arn><Account>" + me + "</Account><UserId>AIDAEXAMPLE</UserId>")
	case "DescribeRegions":
		_, _ = io.WriteString(w, "<DescribeRegionsResponse><regionInfo><item><regionName>"+strings.Join([]string{us, eu, jp}, "</regionName></item><item><regionName>")+"</regionName></item></regionInfo></DescribeRegionsResponse>")
	case "DescribeVpcs":
		_, _ = io.WriteString(w, "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-"+region+"</vpcId><ownerId>"+me+"</ownerId></item></vpcSet></DescribeVpcsResponse>")
	case "ListTopics":
		query("<Topics><member><TopicArn>arn:aws:sns:" + region + ":" + me + ":alerts</TopicArn></member></Topics>")
	case "DescribeTrails":
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_, _ = io.WriteString(w, `{"trailList": [{"Name": "all", "TrailARN": "arn:aws:cloudtrail:`+eu+`:`+me+`:trail/all", "HomeRegion": "`+eu+`", "IsMultiRegionTrail": true}]}`)
	case "GetTrailStatus":
		_, _ = io.WriteString(w, `{"IsLogging": true}`)
	case "GetAccountSummary":
		query("<SummaryMap/>")
	default:
		w.WriteHeader(http.StatusNotImplemented)
	}
}

func (c *cloud) calls(what string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked[what]
}

// serve makes the cloud the AWS of this process, with an access key.
func serve(t *testing.T, c *cloud) {
	t.Helper()
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "")
			os.Unsetenv(name)
		}
	}
	empty := filepath.Join(t.TempDir(), "none")
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": jp, "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "of the test",
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": empty, "AWS_SHARED_CREDENTIALS_FILE": empty,
	} {
		t.Setenv(name, value)
	}
}

// need is a small choice: a regional collection, one that is also read as evidence, and the trails.
func need() collect.Need {
	return collect.Need{"ec2.vpcs": nil, "sns.topics": nil, "cloudtrail.trails": {"GetTrailStatus"}}
}

func options(t *testing.T) Options {
	return Options{
		Need: need(), Path: filepath.Join(t.TempDir(), "snapshot.zip"), Version: "test", Now: func() time.Time { return noon },
		Limits: collect.Limits{Attempts: 1, Backoff: -1, MaxRate: 1e6},
	}
}

// contents are "region key id" of the elements, and "region key operation class" of the gaps, sorted.
func contents(t *testing.T, path string) (elements, gaps []string) {
	t.Helper()
	r, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, e := range r.Entries() {
		if err := r.Each(e.Account, e.Region, e.Key, func(id string, raw []byte) error {
			var element struct{ Region string }
			elements = append(elements, e.Key+" "+id)
			return json.Unmarshal(raw, &element)
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, g := range r.Manifest().Gaps {
		gaps = append(gaps, strings.Join([]string{g.Region, g.Key, g.Operation, g.Code}, " "))
	}
	slices.Sort(elements)
	slices.Sort(gaps)
	return elements, gaps
}

func targets(m *snapshot.Manifest) []string {
	var out []string
	for _, t := range m.Targets {
		name := t.Region
		if t.Evidence {
			name += " evidence"
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

const trail = "cloudtrail.trails arn:aws:cloudtrail:" + eu + ":" + me + ":trail/all"

func vpc(region string) string   { return "ec2.vpcs vpc-" + region }
func topic(region string) string { return "sns.topics arn:aws:sns:" + region + ":" + me + ":alerts" }

func TestScan(t *testing.T) {
	c := &cloud{}
	serve(t, c)
	o := options(t)
	o.Watch = &Watch{}
	if got := o.Watch.Status(); !reflect.DeepEqual(got, Status{}) {
		t.Errorf("before the scan: %+v", got)
	}
	o.Governed = []string{jp}
	m, err := Scan(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	elements, gaps := contents(t, o.Path)
	same(t, "elements", elements, []string{trail, vpc(jp), vpc(eu), vpc(us), topic(jp), topic(eu), topic(us)})
	same(t, "gaps", gaps, nil)
	same(t, "targets", targets(m), []string{jp, eu, "global", us})
	same(t, "governed", m.GovernedRegions, []string{jp})
	if m.Caller.Account != me || m.Caller.Region != jp || m.Partition != "aws" || !m.CollectedAt.Equal(noon) {
		t.Errorf("the manifest is of %+v in %s at %s", m.Caller, m.Partition, m.CollectedAt)
	}
	if got := o.Watch.Status(); got.Done != 9 || got.Total != 9 || got.Regions != 3 || got.Gaps != 0 || len(got.Waiting) != 0 || got.Calls < 9 || got.Throttled != 0 {
		t.Errorf("at the end %+v", got)
	}
	if m.Calls["ec2:DescribeVpcs"] != 3 || m.Calls["cloudtrail:GetTrailStatus"] != 1 || m.Calls["sts:GetCallerIdentity"] != 1 {
		t.Errorf("calls %v", m.Calls)
	}
	if c.calls(eu+" GetTrailStatus") != 1 {
		t.Error("the trail was not asked about where it lives")
	}
	if m.Selection["cloudtrail.trails"][0] != "GetTrailStatus" || len(m.Selection) != 3 {
		t.Errorf("selection %v", m.Selection)
	}
	if problems, root, err := snapshot.Verify(o.Path, m.Root); err != nil || len(problems) > 0 || root != m.Root {
		t.Errorf("the snapshot is not sealed: %v %v", problems, err)
	}
}

func TestTheSameAccountGivesTheSameSnapshot(t *testing.T) {
	serve(t, &cloud{deny: map[string]string{"ListTopics": "AuthorizationError"}})
	var roots []string
	for range 2 {
		m, err := Scan(t.Context(), options(t))
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, m.Root)
	}
	if roots[0] != roots[1] {
		t.Errorf("the roots are %v", roots)
	}
}

// Regions that are not judged are read as evidence where alert paths lead there: where global services record, and where trails live.
func TestEvidenceRegions(t *testing.T) {
	for name, c := range map[string]struct {
		regions  []string
		need     collect.Need
		targets  []string
		elements []string
	}{
		"one region": {[]string{jp}, need(), []string{jp, eu + " evidence", "global", us + " evidence"},
			[]string{trail, vpc(jp), topic(jp), topic(eu), topic(us)}},
		"the trail's home": {[]string{eu}, need(), []string{eu, "global", us + " evidence"},
			[]string{trail, vpc(eu), topic(eu), topic(us)}},
		"without trails": {[]string{jp}, collect.Need{"ec2.vpcs": nil, "sns.topics": nil}, []string{jp, "global", us + " evidence"},
			[]string{vpc(jp), topic(jp), topic(us)}},
	} {
		t.Run(name, func(t *testing.T) {
			serve(t, &cloud{})
			o := options(t)
			o.Regions, o.Need = c.regions, c.need
			m, err := Scan(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "targets", targets(m), c.targets)
			elements, gaps := contents(t, o.Path)
			same(t, "elements", elements, c.elements)
			same(t, "gaps", gaps, nil)
		})
	}
}

func TestRegions(t *testing.T) {
	denied := map[string]string{"DescribeRegions": "UnauthorizedOperation", "/listRegions": "AccessDeniedException"}
	t.Run("one that is not enabled", func(t *testing.T) {
		serve(t, &cloud{})
		o := options(t)
		o.Regions = []string{jp, "me-south-1"}
		var usage *UsageError
		if _, err := Scan(t.Context(), o); !errors.As(err, &usage) || !strings.Contains(usage.Message, "me-south-1 is not enabled") {
			t.Errorf("got %v", err)
		}
		nothingLeft(t, o.Path)
	})
	t.Run("unknown", func(t *testing.T) {
		serve(t, &cloud{deny: denied})
		o := options(t)
		m, err := Scan(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		// what lies elsewhere is tried: a missing list of regions must not look like an account without alerts
		same(t, "targets", targets(m), []string{jp, eu + " evidence", "global", us + " evidence"})
		_, gaps := contents(t, o.Path)
		same(t, "gaps", gaps, []string{"global regions ec2:DescribeRegions AccessDenied"})
	})
	t.Run("unknown, and one named", func(t *testing.T) {
		serve(t, &cloud{deny: denied})
		o := options(t)
		o.Regions = []string{eu}
		m, err := Scan(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "targets", targets(m), []string{eu, "global", us + " evidence"})
	})
}

func TestDeniedListingsAreGaps(t *testing.T) {
	serve(t, &cloud{deny: map[string]string{"DescribeVpcs": "UnauthorizedOperation", "GetTrailStatus": "AccessDeniedException"}})
	o := options(t)
	o.Watch = &Watch{}
	if _, err := Scan(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	elements, gaps := contents(t, o.Path)
	same(t, "elements", elements, []string{trail, topic(jp), topic(eu), topic(us)})
	same(t, "gaps", gaps, []string{
		jp + " ec2.vpcs ec2:DescribeVpcs AccessDenied", eu + " cloudtrail.trails cloudtrail:GetTrailStatus AccessDenied",
		eu + " ec2.vpcs ec2:DescribeVpcs AccessDenied", us + " ec2.vpcs ec2:DescribeVpcs AccessDenied",
	})
	if told := o.Watch.Status().Gaps; told != 4 {
		t.Errorf("told of %d gaps", told)
	}
}

// nothingLeft says whether the folder of the snapshot is as empty as before.
func nothingLeft(t *testing.T, path string) {
	t.Helper()
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		t.Errorf("%s is left", f.Name())
	}
}

func TestAPathThatCannotBeWrittenIsFoundFirst(t *testing.T) {
	c := &cloud{}
	serve(t, c)
	for name, path := range map[string]string{"no folder": filepath.Join(t.TempDir(), "no", "snapshot.zip"), "a folder": t.TempDir(), "nothing": ""} {
		o := options(t)
		o.Path = path
		if _, err := Scan(t.Context(), o); !errors.Is(err, snapshot.ErrOutput) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if len(c.asked) != 0 {
		t.Errorf("asked %v", c.asked)
	}
}

func TestAnInterruptLeavesNothing(t *testing.T) {
	cause := errors.New("interrupted by the user")
	for _, operation := range []string{"GetCallerIdentity", "DescribeRegions", "DescribeTrails", "DescribeVpcs", "GetTrailStatus"} {
		t.Run(operation, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			serve(t, &cloud{block: func(op string, r *http.Request) {
				if op == operation {
					cancel(cause)
					<-r.Context().Done()
				}
			}})
			o := options(t)
			_, err := Scan(ctx, o)
			if !errors.Is(err, cause) && !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			var usage *UsageError
			if errors.As(err, &usage) {
				t.Errorf("the interrupt is called a mistake of the user: %v", err)
			}
			nothingLeft(t, o.Path)
		})
	}
}

func TestWhatWasThereStaysAfterAnInterrupt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	serve(t, &cloud{})
	o := options(t)
	if err := os.WriteFile(o.Path, []byte("the scan of yesterday"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Scan(ctx, o); err == nil {
		t.Fatal("no error")
	}
	if left, err := os.ReadFile(o.Path); err != nil || string(left) != "the scan of yesterday" {
		t.Errorf("left is %q (%v)", left, err)
	}
}

// What is not read within the scan's time is a gap in a snapshot that is otherwise whole.
func TestTheTimeOfAScan(t *testing.T) {
	serve(t, &cloud{block: func(op string, r *http.Request) {
		if op == "DescribeVpcs" {
			<-r.Context().Done()
		}
	}})
	o := options(t)
	o.Timeout = 500 * time.Millisecond
	m, err := Scan(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	elements, gaps := contents(t, o.Path)
	same(t, "elements", elements, []string{trail, topic(jp), topic(eu), topic(us)})
	same(t, "gaps", gaps, []string{jp + " ec2.vpcs ec2:DescribeVpcs Timeout", eu + " ec2.vpcs ec2:DescribeVpcs Timeout", us + " ec2.vpcs ec2:DescribeVpcs Timeout"})
	if m.Incomplete != "" {
		t.Errorf("incomplete: %s", m.Incomplete)
	}
}

func TestWithoutCredentialsNothingIsLeft(t *testing.T) {
	serve(t, &cloud{deny: map[string]string{"GetCallerIdentity": "ExpiredToken"}})
	o := options(t)
	var usage *UsageError
	if _, err := Scan(t.Context(), o); !errors.As(err, &usage) {
		t.Errorf("got %v", err)
	}
	nothingLeft(t, o.Path)
	o.Profile = "nobody's"
	if _, err := Scan(t.Context(), o); !errors.As(err, &usage) {
		t.Errorf("got %v", err)
	}
	nothingLeft(t, o.Path)
}

func TestSchemas(t *testing.T) {
	files, err := Schemas()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(collect.All())+1 || len(files["index.json"]) == 0 {
		t.Errorf("%d files for %d collections", len(files), len(collect.All()))
	}
	var index map[string]collect.IndexEntry
	if err := json.Unmarshal(files["index.json"], &index); err != nil {
		t.Fatal(err)
	}
	if e := index["sns.topics"]; e.List != "sns:ListTopics" || e.Scope != "regional" || e.Type != "AWS::SNS::Topic" || !slices.Contains(e.Actions["sns:ListTopics"], "sns:ListTopics") {
		t.Errorf("the index says %+v of sns.topics", e)
	}
	for name, raw := range files {
		if !json.Valid(raw) {
			t.Errorf("%s is no JSON", name)
		}
	}
}

// While a call is under way the watch names the collection that waits for it, and it counts the answers that ask for patience.
func TestWatch(t *testing.T) {
	o := options(t)
	o.Watch = &Watch{}
	var mu sync.Mutex
	var during []Status
	c := &cloud{deny: map[string]string{"DescribeVpcs": "ThrottlingException"}}
	c.block = func(operation string, _ *http.Request) {
		if operation == "DescribeTrails" {
			mu.Lock()
			during = append(during, o.Watch.Status())
			mu.Unlock()
		}
	}
	serve(t, c)
	if _, err := Scan(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if len(during) == 0 {
		t.Fatal("nothing was asked")
	}
	for _, s := range during {
		if !slices.ContainsFunc(s.Waiting, func(w Waiting) bool { return w.Key == "cloudtrail.trails" && w.Account == me }) || s.Total == 0 || s.Done >= s.Total {
			t.Errorf("while trails are asked for: %+v", s)
		}
	}
	if got := o.Watch.Status(); got.Throttled < 3 || got.Gaps != 3 || len(got.Waiting) != 0 {
		t.Errorf("at the end %+v", got)
	}
}
