package collectors

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/encoding/cbor"

	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

const (
	us, jp = "us-east-1", "ap-northeast-1"
	me     = "111122223333"
)

// reply is one canned answer of the fake AWS.
type reply struct {
	when string // a text in the request's host, path, query, headers or body ("" is in every request)
	body string // success, in the operation's own protocol; XML without the envelope of query and EC2, CBOR written as JSON
	code string // AWS's error code: the answer is an error
	says string // AWS's message, where it matters
}

// replies are answers by operation ("sns:ListTopics"); of several the first whose when is in the request is taken. So answers for
// one item or page come before the answer for all.
type replies map[string][]reply

// denied is what a caller without permission gets from services with JSON. The XML ones say AccessDenied, EC2 UnauthorizedOperation.
var denied = []reply{{code: "AccessDeniedException"}}

// aFake is AWS as its SDK sees it: it reads real requests and writes real responses.
type aFake struct {
	t       *testing.T
	answers replies
	regions []string

	mu    sync.Mutex
	asked []string // "sns:ListTopics sns.us-east-1.amazonaws.com" for each request
}

// fake answers with answers, and fails the test for a request that they do not foresee.
func fake(t *testing.T, answers replies) *aFake {
	return &aFake{t: t, answers: answers, regions: []string{jp}}
}

// in makes run scan these regions instead of Tokyo alone.
func (f *aFake) in(regions ...string) *aFake {
	f.regions = regions
	return f
}

// calls counts the requests for an operation.
func (f *aFake) calls(operation string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, asked := range f.asked {
		if strings.HasPrefix(asked, operation+" ") {
			n++
		}
	}
	return n
}

// names are the services whose botocore name is not the SDK's service id in lower case without spaces.
var names = map[string]string{
	"Config Service": "config", "CloudWatch Logs": "logs", "EventBridge": "events", "SSO Admin": "sso-admin", "Database Migration Service": "dms", "Elastic Load Balancing": "elb", "Elastic Load Balancing v2": "elbv2", "Redshift Serverless": "redshift-serverless", "Application Auto Scaling": "application-autoscaling", "Elasticsearch Service": "es", "Bedrock AgentCore Control": "bedrock-agentcore-control", "SFN": "stepfunctions"}

// RoundTrip is the other end of the wire.
func (f *aFake) RoundTrip(req *http.Request) (*http.Response, error) {
	id := awsmiddleware.GetServiceID(req.Context())
	service := cmp.Or(names[id], strings.ToLower(strings.ReplaceAll(id, " ", "")))
	name := awsmiddleware.GetOperationName(req.Context())
	operation := service + ":" + name
	text := req.URL.String()
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		text += "\n" + string(body)
	}
	f.mu.Lock()
	f.asked = append(f.asked, operation+" "+req.URL.Host)
	f.mu.Unlock()
	for _, r := range f.answers[operation] {
		if strings.Contains(text, r.when) {
			return r.response(req, service, name)
		}
	}
	f.t.Errorf("the fake has no answer for %s: %s", operation, text)
	return reply{code: "NotFaked"}.response(req, service, name)
}

func (r reply) response(req *http.Request, service, name string) (*http.Response, error) {
	status, kind, body := http.StatusOK, "application/json", r.body
	header := http.Header{"X-Amzn-Requestid": {"00000000-0000-0000-0000-000000000000"}}
	if r.code != "" {
		status = http.StatusBadRequest
		if strings.Contains(r.code, "Denied") || strings.Contains(r.code, "Unauthorized") || r.code == "Forbidden" {
			status = http.StatusForbidden
		}
		if r.code == "404" {
			status = http.StatusNotFound
		}
	}
	message := cmp.Or(r.says, "the fake says "+r.code)
	inXML := fmt.Sprintf("<Error><Code>%s</Code><Message>%s</Message></Error>", r.code, message)
	switch service {
	case "sns", "iam", "cloudformation", "autoscaling", "rds", "elb", "elbv2", "elasticache", "redshift", "elasticbeanstalk":
		kind, body = "text/xml", fmt.Sprintf("<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", name, r.body)
		if r.code != "" {
			body = "<ErrorResponse>" + inXML + "</ErrorResponse>"
		}
	case "ec2":
		kind, body = "text/xml", fmt.Sprintf("<%[1]sResponse>%[2]s</%[1]sResponse>", name, r.body)
		if r.code != "" {
			body = "<Response><Errors>" + inXML + "</Errors></Response>"
		}
	case "s3", "s3control", "cloudfront":
		kind = "application/xml"
		if r.code != "" {
			body = inXML
		}
		if r.code != "" && service != "s3" {
			body = "<ErrorResponse>" + inXML + "</ErrorResponse>"
		}
	case "cloudwatch":
		kind = "application/cbor"
		header.Set("Smithy-Protocol", "rpc-v2-cbor")
		if r.code != "" {
			body = fmt.Sprintf(`{"__type": "com.amazonaws.cloudwatch#%s", "message": "%s"}`, r.code, message)
		}
		var v any
		if err := json.Unmarshal([]byte(body), &v); err != nil {
			return nil, fmt.Errorf("the fake's answer to %s: %w", name, err)
		}
		body = string(cbor.Encode(asCBOR(v)))
	default:
		if r.code != "" {
			header.Set("X-Amzn-Errortype", r.code) // REST services say it here, the others in the body
			body = fmt.Sprintf(`{"__type": "%s", "message": "%s"}`, r.code, message)
		}
	}
	header.Set("Content-Type", kind)
	return &http.Response{
		StatusCode: status, Status: http.StatusText(status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: req,
	}, nil
}

// asCBOR is a JSON value as CBOR; {"@time": seconds} stands for a timestamp.
func asCBOR(v any) cbor.Value {
	switch x := v.(type) {
	case map[string]any:
		if at, ok := x["@time"].(float64); ok {
			return &cbor.Tag{ID: 1, Value: cbor.Float64(at)}
		}
		out := cbor.Map{}
		for k, y := range x {
			out[k] = asCBOR(y)
		}
		return out
	case []any:
		out := cbor.List{}
		for _, y := range x {
			out = append(out, asCBOR(y))
		}
		return out
	case string:
		return cbor.String(x)
	case bool:
		return cbor.Bool(x)
	case float64:
		if x >= 0 && x == float64(uint64(x)) {
			return cbor.Uint(uint64(x))
		}
		return cbor.Float64(x)
	}
	return &cbor.Nil{}
}

// collector is the registered collector with that key.
func collector(t *testing.T, key string) *collect.Collector {
	t.Helper()
	for _, c := range collect.All() {
		if c.Key == key {
			return c
		}
	}
	t.Fatalf("no collector is registered for %s", key)
	return nil
}

// run scans one collection of the fake AWS with the real runner into a real snapshot, and reads that. need names the details to
// ask ("GetTopicAttributes"); nil asks all that the collector declares. The elements come by region and id, the gaps in the
// manifest's order. Elements that the collection's own schema does not allow fail the test.
func run(t *testing.T, key string, need []string, f *aFake) ([]map[string]any, []snapshot.Gap) {
	t.Helper()
	c := collector(t, key)
	if need == nil {
		for _, d := range c.Details {
			need = append(need, collect.OperationName(d.Operation))
		}
	}
	allowed, err := collect.Allowed([]*collect.Collector{c})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := snapshot.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	gate := collect.NewGate(allowed, collect.Limits{Parallel: 4, MaxRate: 1e6})
	gate.Share([]*collect.Collector{c})
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	runner := &collect.Runner{Need: collect.Need{key: need}, Out: w, Gate: gate, Now: func() time.Time { return now }}
	regions := f.regions
	if c.Once() {
		regions = []string{"global"}
	}
	info := snapshot.Info{Kijun: "test", CollectedAt: now, Partition: "aws", Caller: snapshot.Caller{Account: me}}
	var jobs []collect.Job
	for _, region := range regions {
		home := region
		if c.Once() {
			home = us
		}
		cfg := aws.Config{
			Region: home, HTTPClient: &http.Client{Transport: f}, RetryMaxAttempts: 1,
			Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "of the fake"}, nil
			}),
		}
		gate.Install(&cfg, me, nil)
		jobs = append(jobs, collect.Job{Collector: c, Target: &collect.Target{Account: me, Partition: "aws", Region: region, Config: cfg, Home: home}})
		info.Targets = append(info.Targets, snapshot.Target{Account: me, Region: region})
	}
	if err := runner.Run(t.Context(), jobs); err != nil {
		t.Fatal(err)
	}
	if err := runner.Finish(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(info); err != nil {
		t.Fatal(err)
	}
	r, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	schema := collect.Schema(c)
	elements := []map[string]any{}
	for _, e := range r.Entries() {
		if err := r.Each(e.Account, e.Region, e.Key, func(id string, raw []byte) error {
			var element map[string]any
			if err := json.Unmarshal(raw, &element); err != nil {
				return err
			}
			for _, wrong := range misfits(key, element, schema) {
				t.Errorf("%s: %s", id, wrong)
			}
			elements = append(elements, element)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	slices.SortStableFunc(elements, func(a, b map[string]any) int {
		return cmp.Or(cmp.Compare(a["region"].(string), b["region"].(string)), cmp.Compare(a["id"].(string), b["id"].(string)))
	})
	return elements, r.Manifest().Gaps
}

// misfits are the places of v that the schema does not allow: a field that it does not know, or a value of another type.
func misfits(path string, v any, schema map[string]any) (out []string) {
	kinds := map[string]bool{}
	switch x := v.(type) {
	case map[string]any:
		kinds["object"] = true
		properties, _ := schema["properties"].(map[string]any)
		for k, y := range x {
			if s, ok := properties[k].(map[string]any); ok {
				out = append(out, misfits(path+"."+k, y, s)...)
			} else if s, ok := schema["additionalProperties"].(map[string]any); ok {
				out = append(out, misfits(path+"."+k, y, s)...)
			} else if schema["additionalProperties"] == false {
				out = append(out, fmt.Sprintf("the schema does not know %s.%s", path, k))
			}
		}
	case []any:
		kinds["array"] = true
		if items, ok := schema["items"].(map[string]any); ok {
			for _, y := range x {
				out = append(out, misfits(path+"[]", y, items)...)
			}
		}
	case string:
		kinds["string"] = true
	case bool:
		kinds["boolean"] = true
	case float64:
		kinds["number"], kinds["integer"] = true, x == float64(int64(x))
	}
	if want, ok := schema["type"].(string); ok && !kinds[want] {
		out = append(out, fmt.Sprintf("%s is %v, not of type %s", path, v, want))
	}
	return out
}

// at is the value at a dotted path of an element, through lists by index ("Details.0.Name"); nil if there is none.
func at(element map[string]any, path string) any {
	var v any = element
	for _, name := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			var i int
			if _, err := fmt.Sscan(name, &i); err != nil || i < 0 || i >= len(x) {
				return nil
			}
			v = x[i]
		default:
			return nil
		}
	}
	return v
}

// ids are the elements' ids, in order.
func ids(elements []map[string]any) []string {
	out := []string{}
	for _, e := range elements {
		out = append(out, e["id"].(string))
	}
	return out
}

// told is what tests say of a gap: "region id operation class error", with - for no id.
func told(gaps []snapshot.Gap) []string {
	out := []string{}
	for _, g := range gaps {
		out = append(out, strings.Join([]string{g.Region, cmp.Or(g.ID, "-"), g.Operation, g.Code, cmp.Or(g.Error, "-")}, " "))
	}
	return out
}

// expect compares what a test says twice: as JSON, so that numbers and lists of any type compare by value.
func expect(t *testing.T, what string, got, want any) {
	t.Helper()
	g, w := asJSON(t, got), asJSON(t, want)
	if !bytes.Equal(g, w) {
		t.Errorf("%s: got %s, want %s", what, g, w)
	}
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// world is one row of a collector's table: an AWS, and what the snapshot says of it.
type world struct {
	answers replies
	regions []string // none: Tokyo
	need    []string // nil: every detail
	ids     []string
	gaps    []string       // as told writes them
	has     map[string]any // path in the first element -> value; nil: there is none
	check   func(t *testing.T, f *aFake, elements []map[string]any)
}

// worlds runs the rows of a collector's table.
func worlds(t *testing.T, key string, rows map[string]world) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		t.Run(name, func(t *testing.T) {
			w := rows[name]
			f := fake(t, w.answers)
			if w.regions != nil {
				f.in(w.regions...)
			}
			elements, gaps := run(t, key, w.need, f)
			expect(t, "ids", ids(elements), append([]string{}, w.ids...))
			expect(t, "gaps", told(gaps), append([]string{}, w.gaps...))
			for _, path := range slices.Sorted(maps.Keys(w.has)) {
				if len(elements) == 0 {
					t.Fatalf("there is no element to look for %s in", path)
				}
				expect(t, path, at(elements[0], path), w.has[path])
			}
			if w.check != nil {
				w.check(t, f, elements)
			}
		})
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares elements with testdata/golden/<key>.json, which pins the names of the fields.
func golden(t *testing.T, key string, elements []map[string]any) {
	t.Helper()
	got, err := collect.JSON(elements)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "golden", key+".json")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what %s has (go test -update writes it):\n%s", key, path, got)
	}
}

// Every operation that a collector declares may be called, and every path that it declares leads into its schema.
func TestDeclarations(t *testing.T) {
	all := collect.All()
	if _, err := collect.Allowed(all); err != nil {
		t.Error(err)
	}
	for _, c := range all {
		schema := collect.Schema(&collect.Collector{Key: c.Key, Element: c.Element, Details: c.Details})
		paths := slices.Concat(c.JSON, c.Secret, slices.Collect(maps.Keys(c.Keys)))
		for _, path := range paths {
			if !leads(schema, strings.Split(path, ".")) {
				t.Errorf("%s declares %s, which its elements do not have", c.Key, path)
			}
		}
		for _, op := range c.Operations() {
			if service, name, ok := strings.Cut(op, ":"); !ok || service == "" || name == "" {
				t.Errorf("%s declares the operation %q", c.Key, op)
			}
		}
	}
}

func leads(schema map[string]any, path []string) bool {
	for schema["type"] == "array" {
		schema = schema["items"].(map[string]any)
	}
	if len(path) == 0 || schema["type"] == nil {
		return true
	}
	properties, closed := schema["properties"].(map[string]any)
	if path[0] == "*" || !closed {
		return schema["type"] == "object"
	}
	next, ok := properties[path[0]].(map[string]any)
	return ok && leads(next, path[1:])
}
