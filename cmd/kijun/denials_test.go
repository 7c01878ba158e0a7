package main

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kijun/policies"
	"kijun/report"
	"kijun/scanner/replay"
)

// rest tells the operations apart that one listing makes of a REST service, whose requests do not name them.
var rest = []struct {
	request   *regexp.Regexp
	operation string
}{
	{regexp.MustCompile(`^apigateway \S+ GET /v2/apis\?`), "apigatewayv2:GetApis"},
	{regexp.MustCompile(`^s3 \S+ GET /[^?]+\?location=`), "s3:GetBucketLocation"},
	{regexp.MustCompile(`^s3 \S+ GET /\?`), "s3:ListBuckets"},
	{regexp.MustCompile(`^es \S+ GET /2015-01-01/domain\?`), "es:ListDomainNames"},
	{regexp.MustCompile(`^es \S+ GET /2021-01-01/domain\?`), "opensearch:ListDomainNames"},
	{regexp.MustCompile(`^macie2 \S+ GET /macie$`), "macie2:GetMacieSession"},
	{regexp.MustCompile(`^guardduty \S+ GET /detector$`), "guardduty:ListDetectors"},
	{regexp.MustCompile(`^guardduty \S+ GET /detector/[^/]+/filter$`), "guardduty:ListFilters"},
	{regexp.MustCompile(`^guardduty \S+ GET /detector/[^/]+/member\?`), "guardduty:ListMembers"},
	{regexp.MustCompile(`^guardduty \S+ POST /detector/[^/]+/findings$`), "guardduty:ListFindings"},
	{regexp.MustCompile(`^guardduty \S+ POST /detector/[^/]+/findings/get$`), "guardduty:GetFindings"},
}

// operations finds the operation of each recorded request: it scans every collection without details, and with each detail alone.
func (b *bench) operations(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(b.set.Needs())) {
		e := b.index[key]
		ask := func(details ...string) map[string]bool {
			path, _ := b.scan(t, map[string][]string{key: details}, nil)
			os.Remove(path)
			asked := maps.Clone(b.endpoint.asked)
			maps.DeleteFunc(asked, func(k string, _ bool) bool { return b.names[k] == "" || strings.HasPrefix(b.names[k], "sts ") })
			return asked
		}
		listing := ask()
		for k := range listing {
			name := b.names[k]
			for _, op := range append([]string{e.List}, e.Also...) {
				if len(e.Also) == 0 || strings.HasSuffix(name, " "+strings.Split(op, ":")[1]) || strings.HasSuffix(name, "."+strings.Split(op, ":")[1]) {
					out[k] = op
				}
			}
			for _, r := range rest {
				if r.request.MatchString(name) && slices.Contains(append([]string{e.List}, e.Also...), r.operation) {
					out[k] = r.operation
				}
			}
			if strings.HasSuffix(name, " DescribeRegions") {
				out[k] = "ec2:DescribeRegions"
			}
			if out[k] == "" {
				t.Errorf("%s is made for %s: which operation is it?", name, key)
			}
		}
		for _, d := range b.set.Needs()[key] {
			for k := range ask(d) {
				if !listing[k] {
					out[k] = e.Details[d]
				}
			}
		}
	}
	return out
}

// place is the action that tells whether there is an organization. Without it a scan asks more about one, and the recording has no answer.
const place = "organizations:DescribeOrganization"

// notAsked stands for the controls of an action that the scan of the recorded account does not need.
// spares is the action that only spares calls of Macie: without it these are made, which this recording does not hold.
const spares = "iam:ListRoles"

const notAsked = "not asked of this account"

// TestEveryPermissionTaken takes each action of the policy away, which fails every call that needs it: the verdicts that are then missing are
// of controls that read what the call returns, each names the action, and all other verdicts are those of the complete policy.
// testdata/denials.golden pins which controls lose a verdict to which action (KIJUN_UPDATE=1 writes it; read the difference before you
// believe it). KIJUN_ACTION narrows it to actions that contain it.
func TestEveryPermissionTaken(t *testing.T) {
	b := newBench(t)
	calls := map[string]map[string]string{} // action -> faults
	operations := b.operations(t)
	for _, key := range b.keys { // of a whole scan: it does not ask everything that a collector alone would
		op := operations[key]
		for _, action := range actionsOf(op) {
			if calls[action] == nil {
				calls[action] = map[string]string{}
			}
			calls[action][key] = "denied"
		}
	}
	only := os.Getenv("KIJUN_ACTION")
	var lines []string
	for _, action := range b.set.Access().All() {
		faults := calls[action]
		switch {
		case !strings.Contains(action, only):
			continue
		case action == spares:
			continue
		case faults == nil:
			lines = append(lines, action+": "+notAsked)
			continue
		}
		path, m := b.scan(t, b.set.Needs(), faults)
		touched := map[string]bool{}
		for _, g := range m.Gaps {
			touched[g.Key] = true
			if list := actionsOf(g.Operation); !slices.Contains(list, action) && !(action == place && b.index[g.Key].Scope == "organization") {
				t.Errorf("without %s: %s %s fails (%s), which needs %v", action, g.Key, g.Operation, g.Code, list)
			}
		}
		readers := b.set.Readers(touched)
		if touched["regions"] {
			readers = nil // all hangs on them
		}
		res := b.judge(t, path, readers)
		got := b.compare(res, readers)
		for _, w := range got.wrong {
			t.Errorf("without %s: %s", action, w)
		}
		for _, id := range got.unknown {
			if readers != nil && !readers[id] {
				t.Errorf("without %s: %s has no verdict, but reads nothing of it", action, id)
			}
		}
		for f := range res.Findings.All() {
			if f.Status == policies.NotAvailable && len(f.Gaps) > 0 && !slices.ContainsFunc(f.Gaps, func(i int) bool {
				return slices.Contains(res.Gaps[i].Actions, action) || action == place && b.index[res.Gaps[i].Collection].Scope == "organization"
			}) {
				t.Errorf("without %s: %s %s does not name it", action, f.Control, f.Resource.ID)
			}
		}
		lines = append(lines, action+": "+strings.Join(got.unknown, " "))
	}
	if only == "" {
		golden(t, "denials.golden", strings.Join(lines, "\n")+"\n")
	}
}

// Who scans with a role that lacks everything is told how to get the permissions before anything else.
func TestARoleThatLacksEverything(t *testing.T) {
	rec := recording(t, "blea.jsonl.gz")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if _, name := replay.Key(r, body); strings.HasPrefix(name, "sts ") {
			rec.ServeHTTP(w, r)
		} else {
			refuse(w, r, name, "denied")
		}
	}))
	defer server.Close()
	for lang, want := range map[string]string{
		"en": "kijun: account 123456789012: ec2:DescribeRegions is denied, so the permissions of a scan seem to be missing: kijun permissions prints the policy that it needs\n",
		"ja": "kijun: アカウント 123456789012: ec2:DescribeRegions が拒否されました。スキャンに必要な権限がないようです。必要なポリシーは kijun permissions で確認できます\n",
	} {
		path := filepath.Join(t.TempDir(), "result.json")
		got := kijun(t, environ(server.URL), "scan", "--lang", lang, "--control", "S3.8,IAM.4", "-o", "json="+path)
		if !strings.HasPrefix(got.stderr, want) || strings.Count(got.stderr, "kijun permissions") != 1 {
			t.Errorf("stderr: %s", got.stderr)
		}
		rep, err := report.ReadJSON(path)
		if err != nil {
			t.Fatal(err)
		}
		var named []string
		for _, g := range rep.Result.Gaps {
			named = append(named, g.Actions...)
		}
		for _, action := range []string{"s3:ListAllMyBuckets", "iam:GetAccountSummary", "ec2:DescribeRegions"} {
			if !slices.Contains(named, action) {
				t.Errorf("the report does not name %s: %v", action, named)
			}
		}
		for _, f := range rep.Result.Findings.List() {
			if f.Status != policies.NotAvailable {
				t.Errorf("%s is %s", f.Control, f.Status)
			}
		}
	}
	// with the permission to list the regions, what is denied is told by the report alone
	got := kijun(t, environ(replayed(t, rec)), "scan", "--control", "S3.8", "-o", "json")
	if strings.Contains(got.stderr, "kijun permissions") {
		t.Errorf("stderr: %s", got.stderr)
	}
}

// replayed is an endpoint that answers from a recording.
func replayed(t *testing.T, rec *replay.Recording) string {
	t.Helper()
	server := httptest.NewServer(rec)
	t.Cleanup(server.Close)
	return server.URL
}
