package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kijun/policies"
	"kijun/report"
	"kijun/scanner/snapshot"
)

// gatehouse passes requests on, and counts what was denied as BLEA's alarm counts CloudTrail's records.
type gatehouse struct {
	http.Handler

	mu     sync.Mutex
	denied []time.Time
	what   []string
	agents map[string]bool
	asked  int
}

var deniedAnswer = regexp.MustCompile(`AccessDenied|UnauthorizedOperation|not authorized to perform`)

// watch is an endpoint in front of another.
func watch(t *testing.T, to string) (*gatehouse, string) {
	t.Helper()
	at, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	g := &gatehouse{agents: map[string]bool{}}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { // a signature is about the host that it was made for
			r.Out.URL.Scheme, r.Out.URL.Host = at.Scheme, at.Host
			r.Out.Host = r.In.Host
		},
		ModifyResponse: func(r *http.Response) error {
			if r.StatusCode < 400 {
				return nil
			}
			text, err := io.ReadAll(r.Body)
			if err != nil {
				return err
			}
			r.Body = io.NopCloser(bytes.NewReader(text))
			if r.StatusCode == http.StatusForbidden || deniedAnswer.Match(text) || deniedAnswer.MatchString(r.Header.Get("X-Amzn-Errortype")) {
				g.mu.Lock()
				g.denied = append(g.denied, time.Now())
				g.what = append(g.what, r.Request.Header.Get("X-Amz-Target")+" "+r.Request.URL.Path)
				g.mu.Unlock()
			}
			return nil
		},
	}
	g.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		g.asked++
		g.agents[r.UserAgent()] = true
		g.mu.Unlock()
		proxy.ServeHTTP(w, r)
	})
	server := httptest.NewServer(g)
	t.Cleanup(server.Close)
	return g, server.URL
}

// auditor makes a user of that policy in the emulator, and has it enforce policies from now on.
func (e *emulator) auditor(t *testing.T, policy string) (key, secret string) {
	t.Helper()
	iam := func(form url.Values) string {
		form.Set("Version", "2010-05-08")
		req, err := http.NewRequest("POST", e.url, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=x")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %s", form.Get("Action"), resp.Status, text)
		}
		return string(text)
	}
	iam(url.Values{"Action": {"CreateUser"}, "UserName": {"auditor"}})
	iam(url.Values{"Action": {"PutUserPolicy"}, "UserName": {"auditor"}, "PolicyName": {"auditor"}, "PolicyDocument": {policy}})
	made := iam(url.Values{"Action": {"CreateAccessKey"}, "UserName": {"auditor"}})
	inside := func(tag string) string {
		_, rest, _ := strings.Cut(made, "<"+tag+">")
		text, _, _ := strings.Cut(rest, "</"+tag+">")
		return text
	}
	resp, err := http.Post(e.url+"/moto-api/reset-auth", "text/plain", strings.NewReader("0"))
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("the emulator does not enforce policies: %v", err)
	}
	resp.Body.Close()
	return inside("AccessKeyId"), inside("SecretAccessKey")
}

// politeScan scans through a gatehouse as that user and gives the result.
func politeScan(t *testing.T, endpoint, key, secret string, args ...string) (*policies.Result, snapshot.Manifest, outcome) {
	t.Helper()
	dir := t.TempDir()
	result, kept := filepath.Join(dir, "result.json"), filepath.Join(dir, "kept.zip")
	env := environ(endpoint, "AWS_ACCESS_KEY_ID="+key, "AWS_SECRET_ACCESS_KEY="+secret)
	got := kijun(t, env, append([]string{"scan", "--max-rate", "100000", "--denial-budget", "4", "--region", "ap-northeast-1,us-east-1", "-o", "json=" + result, "--snapshot", kept}, args...)...)
	if got.status != exitOK {
		t.Fatalf("exit %d\n%s", got.status, got.stderr)
	}
	rep, err := report.ReadJSON(result)
	if err != nil {
		t.Fatal(err)
	}
	r, err := snapshot.Open(kept)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	return rep.Result, *r.Manifest(), got
}

// A user who may read a little, in an account that enforces it: however much is denied, it is denied four times at most, and what could not be
// asked is a gap and never a verdict.
func TestAPoorRoleIsQuiet(t *testing.T) {
	e := startEmulator(t)
	e.seed(t, "blea-standalone")
	key, secret := e.auditor(t, `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["ec2:Describe*", "sns:*", "s3:*", "sts:*", "iam:Get*"], "Resource": "*"}]}`)
	var simulated []map[string]any
	t.Run("without asking IAM", func(t *testing.T) {
		g, endpoint := watch(t, e.url)
		res, m, got := politeScan(t, endpoint, key, secret, "--timeout", "1m")
		if len(g.denied) > 4 || len(g.denied) == 0 {
			t.Errorf("%d denials: %v", len(g.denied), g.what)
		}
		for agent := range g.agents {
			if !strings.Contains(agent, "kijun/"+version) && !regexp.MustCompile(`\bkijun/\S`).MatchString(agent) {
				t.Errorf("the user agent is %q", agent)
			}
		}
		codes := map[string]int{}
		for _, gap := range m.Gaps {
			codes[gap.Code]++
		}
		if codes["DenialBudget"] == 0 || codes["AccessDenied"] == 0 || m.Outside.Denials.Unasked == 0 || !strings.Contains(got.stderr, "--denial-budget was used up") {
			t.Errorf("gaps %v, %+v\n%s", codes, m.Outside.Denials, got.stderr)
		}
		unsound(t, res, m)
	})
	t.Run("with IAM's word", func(t *testing.T) {
		for _, action := range simulatedActions(t) {
			decision := "implicitDeny"
			service, name, _ := strings.Cut(action, ":")
			if service == "ec2" && strings.HasPrefix(name, "Describe") || service == "iam" && strings.HasPrefix(name, "Get") || service == "sns" || service == "s3" || service == "sts" {
				decision = "allowed"
			}
			simulated = append(simulated, map[string]any{"EvalActionName": action, "EvalDecision": decision, "EvalResourceName": "*"})
		}
		e.do(t, "POST", "/__answers", map[string]any{"service": "iam", "operation": "SimulatePrincipalPolicy", "answer": map[string]any{"EvaluationResults": simulated, "IsTruncated": false}})
		g, endpoint := watch(t, e.url)
		start := time.Now()
		res, m, got := politeScan(t, endpoint, key, secret, "--timeout", "4m")
		if len(g.denied) > 4 {
			t.Errorf("%d denials: %v", len(g.denied), g.what)
		}
		t.Logf("%s, %d requests, %d denials %v, %+v", time.Since(start).Round(time.Millisecond), g.asked, len(g.denied), g.what, m.Outside.Denials)
		listed := map[string]int{}
		for _, entry := range m.Entries {
			listed[entry.Key] += entry.Elements
		}
		for _, key := range []string{"ec2.security_groups", "sns.topics", "s3.buckets", "iam.roles", "ec2.vpcs"} {
			if listed[key] == 0 {
				t.Errorf("%s was not read\n%s", key, got.stderr)
			}
		}
		unsound(t, res, m)
	})
}

// simulatedActions are the actions that a scan of everything takes.
func simulatedActions(t *testing.T) []string {
	t.Helper()
	got := kijun(t, environ("http://127.0.0.1:1"), "permissions", "-q")
	var policy struct{ Statement []struct{ Action []string } }
	if err := json.Unmarshal([]byte(got.stdout), &policy); err != nil {
		t.Fatalf("%v: %s", err, got.stderr)
	}
	var out []string
	for _, s := range policy.Statement {
		out = append(out, s.Action...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unsound complains of controls that passed or failed although everything that they read is a gap.
func unsound(t *testing.T, res *policies.Result, m snapshot.Manifest) {
	t.Helper()
	whole := map[string]bool{}
	for _, g := range m.Gaps {
		if g.ID == "" {
			whole[g.Key+" "+g.Region] = true
		}
	}
	for f := range res.Findings.All() {
		if (f.Status == policies.Passed || f.Status == policies.Failed) && f.Control == "CloudTrail.1" && whole["cloudtrail.trails ap-northeast-1"] {
			t.Errorf("%s: %s", f.Control, fmt.Sprint(f.Status, f.ReasonCode))
		}
	}
}
