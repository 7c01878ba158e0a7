package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"
	"golang.org/x/time/rate"

	"kijun/scanner/collect"
)

// endpoint answers as AWS would for generated accounts: each call after a while, and more calls than AWS takes with its throttling errors.
type endpoint struct {
	models   []*model
	median   time.Duration // of the time that an answer takes
	spread   float64       // sigma of its logarithm
	regions  []string
	accounts func(id string) *account
	members  int  // accounts of the organization; 0: there is none
	free     bool // nothing is throttled

	mu      sync.Mutex
	random  *rand.Rand
	buckets map[string]*rate.Limiter
	answers map[string][]byte
	kinds   map[string]string
	seen    map[string]int // requests, by what they ask
	tally   tally
	inside  int
}

// drawn is what was taken from a bucket of tokens.
type drawn struct {
	calls            int
	perSecond, burst float64
}

// tally is what the endpoint has counted.
type tally struct {
	calls, throttled, unknown, most int
	twice                           []string                  // requests that came again
	perBucket                       map[string]drawn          // by account, region and family
	perOperation                    map[string]int            // operation -> calls
	began                           time.Time                 // the first call
	last                            map[string]time.Duration  // operation -> since then, when its last call came
	depth                           map[string]map[string]int // account/region -> operation -> pages of its longest listing
	strange                         map[string]int
	bytes                           int
}

func newEndpoint(models []*model, seed uint64) *endpoint {
	e := &endpoint{models: models, random: rand.New(rand.NewPCG(seed, 1))}
	e.reset()
	e.answers, e.kinds = map[string][]byte{}, map[string]string{}
	return e
}

// reset forgets what was counted and fills the buckets.
func (e *endpoint) reset() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.buckets, e.seen, e.inside = map[string]*rate.Limiter{}, map[string]int{}, 0
	e.tally = tally{perBucket: map[string]drawn{}, perOperation: map[string]int{}, last: map[string]time.Duration{}, depth: map[string]map[string]int{}, strange: map[string]int{}}
}

var scope = regexp.MustCompile(`Credential=([^/]+)/[0-9]+/([^/]*)/([^/]*)/aws4_request`)

// parse finds out which operation a request asks for, and what it says.
func (e *endpoint) parse(r *http.Request, body []byte) (req *request, protocol string, err error) {
	m := scope.FindStringSubmatch(r.Header.Get("Authorization"))
	if m == nil {
		return nil, "", fmt.Errorf("not signed: %s %s", r.Method, r.URL)
	}
	req = &request{account: m[1][max(0, len(m[1])-12):], region: m[2], input: map[string][]string{}, regions: e.regions}
	service := m[3]
	set := func(name string, values ...string) {
		req.input[plainName(name)] = append(req.input[plainName(name)], values...)
	}
	find := func(fits func(*model) bool, name string) error {
		for _, m := range e.models {
			if m.signing() == service && fits(m) && m.Operations[name] != nil {
				req.m, req.op = m, m.Operations[name]
				return nil
			}
		}
		return fmt.Errorf("no model of %s has %s", service, name)
	}
	every := func(*model) bool { return true }
	members := func(v any) {
		fields, _ := v.(map[string]any)
		for k, x := range fields {
			switch y := x.(type) {
			case string:
				set(k, y)
			case []any:
				for _, z := range y {
					if s, ok := z.(string); ok {
						set(k, s)
					}
				}
			}
		}
	}
	switch kind := r.Header.Get("Content-Type"); {
	case r.Header.Get("X-Amz-Target") != "":
		target := r.Header.Get("X-Amz-Target")
		dot := strings.LastIndex(target, ".")
		prefix, name := target[:max(dot, 0)], target[dot+1:]
		var v any
		if err := json.Unmarshal(body, &v); err != nil && len(body) > 0 {
			return nil, "", err
		}
		members(v)
		return req, "json", find(func(m *model) bool { return strings.HasSuffix("."+m.Metadata.TargetPrefix, "."+prefix) }, name)
	case strings.HasPrefix(kind, "application/x-www-form-urlencoded"):
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, "", err
		}
		for k, v := range form {
			name, _, _ := strings.Cut(k, ".")
			set(name, v...)
		}
		protocol = "query"
		if service == "ec2" {
			protocol = "ec2"
		}
		return req, protocol, find(func(m *model) bool { return m.Metadata.APIVersion == form.Get("Version") }, form.Get("Action"))
	case r.Header.Get("Smithy-Protocol") == "rpc-v2-cbor":
		if v, err := cbor.Decode(body); err == nil {
			if fields, ok := v.(cbor.Map); ok {
				for k, x := range fields {
					if s, ok := x.(cbor.String); ok {
						set(k, string(s))
					}
				}
			}
		}
		return req, "cbor", find(every, r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:])
	default:
		var best *route
		for _, m := range e.models {
			if m.signing() != service || r.Header.Get("X-Amz-Account-Id") != "" && m.name == "s3" {
				continue
			}
			for i := range m.routes {
				if route := &m.routes[i]; (best == nil || route.literal > best.literal) && route.fits(r) {
					best, req.m, req.op = route, m, route.op
					break
				}
			}
		}
		if best == nil {
			return nil, "", fmt.Errorf("%s: no operation for %s %s", service, r.Method, r.URL)
		}
		for i, v := range best.path.FindStringSubmatch(r.URL.EscapedPath())[1:] {
			if plain, err := url.PathUnescape(v); err == nil {
				v = plain
			}
			set(best.names[i], v)
		}
		for k, v := range r.URL.Query() {
			if len(v) > 0 && v[0] != "" {
				set(k, v...)
			}
		}
		var v any
		if len(body) > 0 && json.Unmarshal(body, &v) == nil {
			members(v)
		}
		return req, req.m.Metadata.Protocol, nil
	}
}

func (r *route) fits(req *http.Request) bool {
	if req.Method != r.op.HTTP.Method || !r.path.MatchString(req.URL.EscapedPath()) {
		return false
	}
	query := req.URL.Query()
	for _, q := range r.query {
		if !query.Has(q[0]) || q[1] != "" && query.Get(q[0]) != q[1] {
			return false
		}
	}
	return true
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	req, protocol, err := e.parse(r, body)
	if err != nil {
		e.mu.Lock()
		e.tally.unknown++
		e.tally.strange[err.Error()]++
		e.mu.Unlock()
		http.Error(w, err.Error(), http.StatusNotImplemented)
		return
	}
	pause, throttled, status, answer, kind := e.enter(req, protocol, r, body)
	time.Sleep(pause)
	if throttled {
		e.refuse(w, req, protocol)
	} else {
		w.Header().Set("Content-Type", kind)
		if protocol == "cbor" {
			w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
		}
		w.Header().Set("X-Amzn-Requestid", "00000000-0000-0000-0000-000000000000")
		w.WriteHeader(status)
		_, _ = w.Write(answer) // the client has gone: nobody is there to be told
	}
	e.mu.Lock()
	e.inside--
	e.mu.Unlock()
}

// enter counts a request and makes its answer.
func (e *endpoint) enter(req *request, protocol string, r *http.Request, body []byte) (pause time.Duration, throttled bool, status int, answer []byte, kind string) {
	name := req.name()
	h := fnv.New64a()
	_, _ = fmt.Fprintln(h, req.account, req.region, name, r.URL.RequestURI(), r.Header.Get("X-Amz-Account-Id"), string(body))
	e.mu.Lock()
	defer e.mu.Unlock()
	t := &e.tally
	t.calls++
	e.inside++
	t.most = max(t.most, e.inside)
	key := fmt.Sprint(name, " ", h.Sum64())
	if e.seen[key]++; e.seen[key] == 2 {
		t.twice = append(t.twice, req.account+" "+req.region+" "+name+" "+r.URL.RequestURI()+" "+string(body[:min(len(body), 200)]))
	}
	t.perOperation[name]++
	if t.calls == 1 {
		t.began = time.Now()
	}
	t.last[name] = time.Since(t.began)
	bucket, perSecond, burst := collect.PublishedRate(name, req.region)
	bucket = req.account + " " + bucket
	t.perBucket[bucket] = drawn{t.perBucket[bucket].calls + 1, perSecond, burst}
	b := e.buckets[bucket]
	if b == nil {
		b = rate.NewLimiter(rate.Limit(perSecond), int(burst))
		e.buckets[bucket] = b
	}
	if !b.Allow() && !e.free {
		t.throttled++
		throttled = true
	}
	pause = time.Duration(float64(e.median) * math.Exp(e.spread*e.random.NormFloat64()))
	place := req.account + " " + req.region
	if t.depth[place] == nil {
		t.depth[place] = map[string]int{}
	}
	from := 0
	for k, v := range req.input {
		if strings.HasSuffix(k, "token") || strings.HasSuffix(k, "marker") {
			_, _ = fmt.Sscanf(strings.Join(v, ""), "from-%d", &from) // none: the first page
		}
	}
	page := 1
	if from > 0 {
		page = t.depth[place][name] + 1
	}
	t.depth[place][name] = max(t.depth[place][name], page)
	if throttled {
		return pause, true, 0, nil, ""
	}
	answer, ok := e.answers[key]
	if !ok {
		req.acct = e.accounts(req.account)
		out := e.special(req)
		if out == nil && req.op.Output != nil {
			v, _ := req.structure(req.m.Shapes[req.op.Output.Shape], req.op.Output.Shape, 0, 0, nil)
			out, _ = v.(object)
			req.turn(out)
		}
		var err error
		answer, kind, err = req.m.answer(req.op, protocol, out)
		if err != nil {
			t.strange[name+": "+err.Error()]++
		}
		e.answers[key], e.kinds[key] = answer, kind
	}
	t.bytes += len(answer)
	return pause, false, http.StatusOK, answer, e.kinds[key]
}

// refuse answers as the service throttles.
func (e *endpoint) refuse(w http.ResponseWriter, req *request, protocol string) {
	code, status := "ThrottlingException", http.StatusBadRequest
	switch {
	case req.m.name == "s3":
		code, status = "SlowDown", http.StatusServiceUnavailable
	case req.m.name == "ec2":
		code, status = "RequestLimitExceeded", http.StatusServiceUnavailable
	case protocol == "query":
		code = "Throttling"
	case strings.HasPrefix(protocol, "rest"):
		status = http.StatusTooManyRequests
	}
	w.Header().Set("X-Amzn-Errortype", code)
	switch protocol {
	case "ec2":
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, "<Response><Errors><Error><Code>%s</Code></Error></Errors></Response>", code)
	case "query", "rest-xml":
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(status)
		inner := "<Error><Code>" + code + "</Code></Error>"
		if req.m.name != "s3" {
			inner = "<ErrorResponse>" + inner + "</ErrorResponse>"
		}
		_, _ = io.WriteString(w, inner)
	case "cbor":
		w.Header().Set("Content-Type", "application/cbor")
		w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
		w.WriteHeader(status)
		_, _ = w.Write(cbor.Encode(cbor.Map{"__type": cbor.String("com.amazonaws#" + code)}))
	default:
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"__type":%q,"message":"Rate exceeded"}`, code)
	}
}

// special are the answers that the scan itself goes by, or that must fit to others.
func (e *endpoint) special(r *request) object {
	switch r.name() {
	case "sts:GetCallerIdentity":
		return object{"Account": r.account, "Arn": "arn:aws:iam::" + r.account + ":user/auditor", "UserId": "AIDAEXAMPLE"}
	case "sts:AssumeRole":
		part := strings.Split(r.input["rolearn"][0], ":")
		return object{"Credentials": object{"AccessKeyId": "ASIA" + part[4], "SecretAccessKey": "secret", "SessionToken": "token", "Expiration": time.Now().Add(time.Hour)}}
	case "iam:SimulatePrincipalPolicy":
		var list []any
		for _, action := range r.input["actionnames"] {
			list = append(list, object{"EvalActionName": action, "EvalResourceName": "*", "EvalDecision": "allowed"})
		}
		return object{"EvaluationResults": list}
	case "ec2:DescribeRegions":
		var list []any
		for _, region := range e.regions {
			list = append(list, object{"RegionName": region, "OptInStatus": "opt-in-not-required", "Endpoint": region + ".example.com"})
		}
		return object{"Regions": list}
	case "ec2:DescribeSnapshots":
		if len(r.input["restorableby"]) > 0 {
			return object{"Snapshots": []any{}}
		}
	case "controltower:ListLandingZones": // there is one, in one region
		if r.region != e.regions[0] {
			return object{"landingZones": []any{}}
		}
		return object{"landingZones": []any{object{"arn": "arn:aws:controltower:" + r.region + ":" + r.account + ":landingzone/1A2B3C"}}}
	case "guardduty:ListFindings": // what the account has beside its sample findings
		return object{"FindingIds": []any{}}
	case "iam:GenerateCredentialReport":
		return object{"State": "COMPLETE"}
	case "iam:GetCredentialReport":
		return object{"Content": []byte(credentialReport), "ReportFormat": "text/csv", "GeneratedTime": at}
	case "organizations:DescribeOrganization":
		if e.members > 0 {
			return object{"Organization": object{"Id": "o-exampleorg", "Arn": "arn:aws:organizations::" + manager + ":organization/o-exampleorg", "MasterAccountId": manager,
				"MasterAccountArn": "arn:aws:organizations::" + manager + ":account/o-exampleorg/" + manager, "FeatureSet": "ALL"}}
		}
	case "organizations:ListAccounts":
		return e.listAccounts(r)
	case "organizations:ListDelegatedAdministrators":
		return object{"DelegatedAdministrators": []any{}}
	case "organizations:ListPolicies", "organizations:ListTargetsForPolicy", "organizations:ListOrganizationalUnitsForParent", "organizations:ListAccountsForParent":
		if r.name() == "organizations:ListPolicies" {
			return object{"Policies": []any{}}
		}
		return object{}
	}
	return nil
}

// manager is the account that the benchmark calls from, and that manages the organization.
const manager = "111122223333"

// member is the i-th account of the organization.
func member(i int) string {
	if i == 0 {
		return manager
	}
	return fmt.Sprintf("%012d", 200000000000+i)
}

func (e *endpoint) listAccounts(r *request) object {
	from := 0
	_, _ = fmt.Sscanf(strings.Join(r.input["nexttoken"], ""), "from-%d", &from) // none: the first page
	var list []any
	to := min(from+20, e.members) // as many as AWS gives on a page
	for i := from; i < to; i++ {
		list = append(list, object{"Id": member(i), "Arn": "arn:aws:organizations::" + manager + ":account/o-exampleorg/" + member(i), "Name": fmt.Sprint("account ", i), "Status": "ACTIVE", "State": "ACTIVE"})
	}
	out := object{"Accounts": list}
	if to < e.members {
		out["NextToken"] = fmt.Sprintf("from-%d", to)
	}
	return out
}

const credentialReport = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated," +
	"access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region," +
	"access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n" +
	"<root_account>,arn:aws:iam::111122223333:root,2026-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"

// busiest is the bucket that must take longest at a share of its rate and burst, if every bucket is full at first and then spends at its rate.
func (t *tally) busiest(share float64) (name string, took time.Duration) {
	for _, bucket := range slices.Sorted(maps.Keys(t.perBucket)) {
		d := t.perBucket[bucket]
		if need := time.Duration((float64(d.calls)/share - d.burst) / d.perSecond * float64(time.Second)); need > took {
			name, took = bucket, need
		}
	}
	return name, took
}
