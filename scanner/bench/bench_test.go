package main

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestBusiest(t *testing.T) {
	buckets := map[string]drawn{"1 us-east-1 s3:*": {300, 100, 200}, "1 us-east-1 logs:*": {25, 5, 5}, "1 us-east-1 kms:*": {50, 500, 500}}
	for share, want := range map[float64]time.Duration{1: 4 * time.Second, 0.5: 9 * time.Second} {
		got := &tally{perBucket: buckets}
		if name, took := got.busiest(share); name != "1 us-east-1 logs:*" || took != want {
			t.Errorf("at a share of %v %q takes %v, instead of %v", share, name, took, want)
		}
	}
	if name, took := (&tally{perBucket: map[string]drawn{"full": {10, 1, 10}}}).busiest(1); took != 0 {
		t.Errorf("%q takes %v, although its burst is enough", name, took)
	}
}

func TestRoutes(t *testing.T) {
	var routes []route
	for name, uri := range map[string]string{"List": "/{Bucket}", "Acl": "/{Bucket}?acl", "Tags": "/v1/tags/{arn+}", "One": "/v1/apis/{id}", "All": "/v1/apis"} {
		op := &operation{Name: name}
		op.HTTP.Method, op.HTTP.RequestURI = "GET", uri
		routes = append(routes, newRoute(op))
	}
	for url, want := range map[string]string{"/logs": "List", "/logs?acl=": "Acl", "/v1/tags/a/b": "Tags", "/v1/apis/x": "One", "/v1/apis/": "All", "/v1/apis/x/y": "", "/": ""} {
		var best *route
		for i := range routes {
			if r := &routes[i]; r.fits(httptest.NewRequest("GET", url, nil)) && (best == nil || r.literal > best.literal) {
				best = r
			}
		}
		got := ""
		if best != nil {
			got = best.op.Name
		}
		if got != want {
			t.Errorf("%s is %q, instead of %q", url, got, want)
		}
	}
}

// listing is a model of a service that lists things, two to a page of two.
func listing() *model {
	m := &model{name: "things", pages: map[string]paginator{"List": {OutputToken: "NextToken"}}, Shapes: map[string]*shape{
		"ListOutput": {Type: "structure", Members: map[string]*ref{"Things": {Shape: "Things", LocationName: "things"}, "NextToken": {Shape: "String"}}},
		"Things":     {Type: "list", Member: &ref{Shape: "Thing"}},
		"Thing":      {Type: "structure", Members: map[string]*ref{"ThingArn": {Shape: "String"}, "Size": {Shape: "Int"}}},
		"String":     {Type: "string"},
		"Int":        {Type: "integer"},
	}}
	m.Operations = map[string]*operation{"List": {Name: "List", Output: &ref{Shape: "ListOutput"}}}
	return m
}

func TestPagesOfAListing(t *testing.T) {
	m := listing()
	r := &request{m: m, op: m.Operations["List"], account: manager, region: "us-east-1", input: map[string][]string{},
		acct: &account{sizes: map[string]int{"things:List": usualPage + 1}, listed: map[string]bool{"things:List": true}}}
	seen := map[string]bool{}
	for pages := 1; ; pages++ {
		v, _ := r.structure(m.Shapes["ListOutput"], "ListOutput", 0, 0, nil)
		out, _ := v.(object)
		r.turn(out)
		for _, thing := range out["Things"].([]any) {
			seen[thing.(object)["ThingArn"].(string)] = true
		}
		token, more := out["NextToken"].(string)
		if !more {
			if pages != 2 || len(seen) != usualPage+1 {
				t.Errorf("%d pages with %d things", pages, len(seen))
			}
			break
		}
		r.input["nexttoken"] = []string{token}
	}
}

func TestProtocols(t *testing.T) {
	m := listing()
	out := object{"Things": []any{object{"ThingArn": "a<b", "Size": float64(2)}}}
	for protocol, want := range map[string]string{
		"json":     `{"things":[{"Size":2,"ThingArn":"a\u003cb"}]}`,
		"query":    `<ListResponse><ListResult><things><member><Size>2</Size><ThingArn>a&lt;b</ThingArn></member></things></ListResult></ListResponse>`,
		"ec2":      `<ListResponse><things><member><Size>2</Size><ThingArn>a&lt;b</ThingArn></member></things></ListResponse>`,
		"rest-xml": `<ListResult><things><member><Size>2</Size><ThingArn>a&lt;b</ThingArn></member></things></ListResult>`,
	} {
		body, _, err := m.answer(m.Operations["List"], protocol, out)
		if err != nil || strings.TrimSpace(string(body)) != want {
			t.Errorf("%s: %s, %v", protocol, body, err)
		}
	}
}
