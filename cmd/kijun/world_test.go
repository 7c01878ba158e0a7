package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"kijun/scanner/replay"
)

// nations are the accounts of the organization that a realm answers for: the one that manages it first.
var nations = []string{"123456789012", "111122223333", "444455556666"}

// realm is an organization of three accounts, each of them like the recorded one, behind the real protocols. It needs no Python, answers
// at once and always the same.
type realm struct {
	rec, cut *replay.Recording
	half     map[string]bool // keys of the requests that cut answers

	store func(c *call) // answers what is asked of the bucket "evidence"; nil: there is none

	mu    sync.Mutex
	fault func(c *call) // nil: none
	asked map[string]int
	kept  map[string][]byte // answers with a token, by what they answer but for the token
}

// call is a request to the realm, and how it is answered.
type call struct {
	w                                     http.ResponseWriter
	r                                     *http.Request
	body                                  []byte
	account, region, service, name, token string // token: of a page after the first
	key                                   string
	status                                int
	header                                http.Header
	answer                                []byte
	done                                  bool // it was answered, or never will be
}

func newRealm(t testing.TB) *realm {
	f := &realm{rec: recording(t, "blea.jsonl.gz"), cut: recording(t, "blea-cut.jsonl.gz"), half: map[string]bool{}, asked: map[string]int{}, kept: map[string][]byte{}}
	keys, _ := f.cut.Requests()
	for _, k := range keys {
		f.half[k] = true
	}
	return f
}

// set has each call pass a fault from now on.
func (f *realm) set(fault func(c *call)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault, f.asked, f.kept = fault, map[string]int{}, map[string][]byte{}
}

var (
	signer = regexp.MustCompile(`Credential=([^/]+)/[0-9]+/([^/]*)/([^/]*)/aws4_request`)
	marker = regexp.MustCompile(`cut-page|q[0-9]{7}`)
)

func (f *realm) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // who asked has gone
	}
	c := &call{w: w, r: r, body: body, account: nations[0], header: http.Header{}, status: 200}
	if m := signer.FindStringSubmatch(r.Header.Get("Authorization")); m != nil {
		if id, ok := strings.CutPrefix(m[1], "ASIA"); ok {
			c.account = id
		}
		c.region, c.service = m[2], m[3]
	}
	c.token = marker.FindString(string(body) + r.URL.RequestURI())
	f.ask(c)
	f.mu.Lock()
	fault := f.fault
	f.asked[c.account+" "+c.name]++
	f.mu.Unlock()
	if fault != nil {
		fault(c)
	}
	if c.done {
		return
	}
	for k, v := range c.header {
		w.Header()[k] = v
	}
	w.WriteHeader(c.status)
	_, _ = w.Write(c.answer) // who asked may have gone
}

// ask finds the answer to a call.
func (f *realm) ask(c *call) {
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		form = url.Values{}
	}
	_, target, _ := strings.Cut(c.r.Header.Get("X-Amz-Target"), ".")
	switch action := form.Get("Action"); {
	case f.store != nil && c.service == "s3" && strings.HasPrefix(c.r.URL.Path, "/evidence"):
		c.name = "s3 " + c.region + " bucket"
		f.store(c)
	case c.service == "sts" && action == "AssumeRole":
		c.key, c.name = form.Get("RoleArn"), "sts "+c.region+" AssumeRole"
		id := strings.Split(c.key, ":")[4]
		c.answer = fmt.Appendf(nil, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`, id)
	case c.service == "sts":
		c.key, c.name = "caller", "sts "+c.region+" GetCallerIdentity"
		c.answer = fmt.Appendf(nil, `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::%[1]s:user/auditor</Arn><UserId>AIDAEXAMPLE</UserId><Account>%[1]s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`, c.account)
	case c.service == "organizations":
		c.key, c.name = target+string(c.body), "organizations "+c.region+" "+target
		c.header.Set("Content-Type", "application/x-amz-json-1.1")
		c.answer, c.status = organizationAnswer(target, string(c.body))
	default:
		f.replay(c)
	}
}

// replay answers from the recording, in the account's name.
func (f *realm) replay(c *call) {
	theirs := func(text string) string { return strings.ReplaceAll(text, c.account, nations[0]) }
	r, err := http.NewRequest(c.r.Method, theirs(c.r.URL.RequestURI()), nil)
	if err != nil {
		c.status = 400
		return
	}
	r.Header = c.r.Header.Clone()
	if id := r.Header.Get("X-Amz-Account-Id"); id != "" {
		r.Header.Set("X-Amz-Account-Id", theirs(id))
	}
	body := []byte(theirs(string(c.body)))
	c.key, c.name = replay.Key(r, body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	out := httptest.NewRecorder()
	f.rec.ServeHTTP(out, r)
	c.status, c.header, c.answer = out.Code, out.Header(), bytes.ReplaceAll(out.Body.Bytes(), []byte(nations[0]), []byte(c.account))
}

// pageOf answers with half of a page and a token; fresh makes it another token each time. It says whether the call has pages.
func (f *realm) pageOf(c *call, fresh bool) bool {
	path, _, _ := strings.Cut(c.name, "?")
	listing := c.account + " " + path
	f.mu.Lock()
	defer f.mu.Unlock()
	page := f.kept[listing]
	switch {
	case c.token != "" && page != nil:
	case !f.half[c.key]:
		return false
	default:
		r := c.r.Clone(c.r.Context())
		body := bytes.ReplaceAll(c.body, []byte(c.account), []byte(nations[0]))
		r.Body = io.NopCloser(bytes.NewReader(body))
		u, err := url.ParseRequestURI(strings.ReplaceAll(r.URL.RequestURI(), c.account, nations[0]))
		if err != nil {
			return false
		}
		r.URL = u
		out := httptest.NewRecorder()
		f.cut.ServeHTTP(out, r)
		if page = bytes.ReplaceAll(out.Body.Bytes(), []byte(nations[0]), []byte(c.account)); out.Code != 200 {
			return false
		}
		f.kept[listing] = page
		c.header = out.Header()
	}
	c.status, c.answer = 200, page
	if fresh {
		f.asked["pages"]++
		c.answer = marker.ReplaceAll(page, fmt.Appendf(nil, "q%07d", f.asked["pages"]))
	}
	return true
}

// organizationAnswer is what the organization says of itself.
func organizationAnswer(operation, body string) ([]byte, int) {
	arn := "arn:aws:organizations::" + nations[0] + ":"
	var members []string
	for i, id := range nations {
		members = append(members, fmt.Sprintf(`{"Id":%q,"Arn":"%saccount/o-example1234/%s","Name":"account %d","Status":"ACTIVE","State":"ACTIVE"}`, id, arn, id, i))
	}
	text := ""
	switch operation {
	case "DescribeOrganization":
		text = fmt.Sprintf(`{"Organization":{"Id":"o-example1234","Arn":"%sorganization/o-example1234","FeatureSet":"ALL","MasterAccountId":%q}}`, arn, nations[0])
	case "ListAccounts":
		text = `{"Accounts":[` + strings.Join(members, ",") + `]}`
	case "ListRoots":
		text = fmt.Sprintf(`{"Roots":[{"Id":"r-exam","Arn":"%sroot/o-example1234/r-exam","Name":"Root","PolicyTypes":[{"Type":"SERVICE_CONTROL_POLICY","Status":"ENABLED"}]}]}`, arn)
	case "ListAccountsForParent":
		text = `{"Accounts":[` + strings.Join(members, ",") + `]}`
	case "ListOrganizationalUnitsForParent":
		text = `{"OrganizationalUnits":[]}`
	case "ListDelegatedAdministrators":
		text = fmt.Sprintf(`{"DelegatedAdministrators":[{"Id":%q,"Arn":"%saccount/o-example1234/%s"}]}`, nations[1], arn, nations[1])
	case "ListDelegatedServicesForAccount":
		text = `{"DelegatedServices":[{"ServicePrincipal":"guardduty.amazonaws.com"}]}`
	case "ListAWSServiceAccessForOrganization":
		text = `{"EnabledServicePrincipals":[{"ServicePrincipal":"guardduty.amazonaws.com"}]}`
	case "ListPolicies":
		text = `{"Policies":[]}`
		if strings.Contains(body, "SERVICE_CONTROL_POLICY") {
			text = fmt.Sprintf(`{"Policies":[{"Id":"p-FullAWSAccess","Arn":"%spolicy/p-FullAWSAccess","Name":"FullAWSAccess","Type":"SERVICE_CONTROL_POLICY","AwsManaged":true}]}`, arn)
		}
	case "DescribePolicy":
		text = `{"Policy":{"PolicySummary":{"Id":"p-FullAWSAccess"},"Content":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}}`
	case "ListTargetsForPolicy":
		text = `{"Targets":[{"TargetId":"r-exam","Name":"Root","Type":"ROOT"}]}`
	default:
		return []byte(`{"__type":"UnknownOperationException"}`), 400
	}
	return []byte(text), 200
}
