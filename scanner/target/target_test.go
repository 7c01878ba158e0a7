package target

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kijun/scanner/collect"
)

const (
	jp, us = "ap-northeast-1", "us-east-1"
	me     = "111122223333"
)

// cloud is AWS as far as opening a session goes. A nil answer is a success.
type cloud struct {
	identity, regions, listRegions, assumeRole, token, roleCredentials *failure

	enabled []string // of DescribeRegions and ListRegions
	arn     string

	mu    sync.Mutex
	asked []string
}

// failure is an answer with one of AWS's error codes.
type failure struct {
	status int
	code   string
}

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	name := r.URL.Path
	for _, part := range strings.Split(string(body), "&") {
		if action, ok := strings.CutPrefix(part, "Action="); ok {
			name = action
		}
	}
	c.mu.Lock()
	c.asked = append(c.asked, name)
	c.mu.Unlock()
	xml := func(f *failure, result string) {
		if f != nil {
			w.WriteHeader(f.status)
			fmt.Fprintf(w, "<Response><Errors><Error><Code>%[1]s</Code></Error></Errors></Response>", f.code)
			return
		}
		fmt.Fprintf(w, "<%[1]sResponse>%[2]s</%[1]sResponse>", name, result)
	}
	query := func(f *failure, result string) {
		if f != nil {
			w.WriteHeader(f.status)
			fmt.Fprintf(w, "<ErrorResponse><Error><Code>%s</Code></Error></ErrorResponse>", f.code)
			return
		}
		xml(nil, fmt.Sprintf("<%[1]sResult>%[2]s</%[1]sResult>", name, result))
	}
	rest := func(f *failure, result string) {
		w.Header().Set("Content-Type", "application/json")
		if f != nil {
			w.Header().Set("X-Amzn-Errortype", f.code)
			w.WriteHeader(f.status)
			result = `{"__type": "` + f.code + `"}`
		}
		_, _ = io.WriteString(w, result)
	}
	switch name {
	case "GetCallerIdentity":
		arn := c.arn
		if arn == "" {
			arn = "arn:aws:iam::" + me + ":user/auditor"
		}
		query(c.identity, "<Arn>"+arn+"</Arn><Account>"+me+"</Account><UserId>AIDAEXAMPLE</UserId>")
	case "AssumeRole":
		query(c.assumeRole, "")
	case "DescribeRegions":
		list := ""
		for _, region := range c.enabled {
			list += "<item><regionName>" + region + "</regionName><optInStatus>opt-in-not-required</optInStatus></item>"
		}
		if list != "" {
			list += "<item><regionName>af-south-1</regionName><optInStatus>not-opted-in</optInStatus></item>"
		}
		xml(c.regions, "<regionInfo>"+list+"</regionInfo>")
	case "/listRegions":
		if !strings.Contains(string(body), "ENABLED_BY_DEFAULT") || !strings.Contains(string(body), `"ENABLED"`) {
			rest(&failure{400, "ValidationException"}, "")
			return
		}
		var list []string
		for _, region := range c.enabled {
			list = append(list, `{"RegionName": "`+region+`"}`)
		}
		rest(c.listRegions, `{"Regions": [`+strings.Join(list, ",")+`]}`)
	case "/token":
		rest(c.token, "{}")
	case "/federation/credentials":
		rest(c.roleCredentials, "{}")
	default:
		w.WriteHeader(http.StatusNotImplemented)
	}
}

// machine is a fresh machine whose AWS is c: no credentials, and the given configuration.
func machine(t *testing.T, c *cloud, config string) {
	t.Helper()
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // so that it is restored
			os.Unsetenv(name)
		}
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(home, "config")) // the SDK has looked for the usual ones already
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(home, "credentials"))
	if err := os.WriteFile(os.Getenv("AWS_CONFIG_FILE"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	if c != nil {
		server := httptest.NewServer(c)
		t.Cleanup(server.Close)
		for _, service := range []string{"", "_STS", "_SSO", "_SSO_OIDC"} { // the providers of credentials heed none but their own
			t.Setenv("AWS_ENDPOINT_URL"+service, server.URL)
		}
	}
}

// keys gives the machine an access key.
func keys(t *testing.T) {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "of the test")
}

// token puts an SSO token into the cache, as aws sso login does.
func token(t *testing.T, key, content string) {
	t.Helper()
	dir := filepath.Join(os.Getenv("HOME"), ".aws", "sso", "cache")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	sum := sha1.Sum([]byte(key))
	if err := os.WriteFile(filepath.Join(dir, hex.EncodeToString(sum[:])+".json"), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// open is what a scan does before it collects.
func open(ctx context.Context, o Options) (*Session, error) {
	o.Limits.Attempts, o.Limits.Backoff = 1, -1
	cfg, err := Load(ctx, o)
	if err != nil {
		return nil, err
	}
	allowed, err := collect.Allowed(nil)
	if err != nil {
		return nil, err
	}
	collect.NewGate(allowed, o.Limits).Install(&cfg, "caller", Hosts(cfg))
	return Open(ctx, cfg, o)
}

const (
	sso     = "[profile work]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = Audit\nregion = ap-northeast-1\n"
	session = "[profile work]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Audit\nregion = ap-northeast-1\n" +
		"[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\n"
	role  = "[profile work]\nrole_arn = arn:aws:iam::444455556666:role/audit\nsource_profile = base\nregion = ap-northeast-1\n[profile base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n"
	valid = `{"accessToken": "x", "expiresAt": "2999-01-01T00:00:00Z", "startUrl": "https://example.awsapps.com/start", "region": "us-east-1"}`
	stale = `{"accessToken": "x", "expiresAt": "2020-01-01T00:00:00Z", "startUrl": "https://example.awsapps.com/start", "region": "us-east-1"}`
	fresh = `{"accessToken": "x", "expiresAt": "2020-01-01T00:00:00Z", "refreshToken": "r", "clientId": "c", "clientSecret": "s", "registrationExpiresAt": "2999-01-01T00:00:00Z"}`
)

func TestCredentialErrors(t *testing.T) {
	start := "https://example.awsapps.com/start"
	for name, c := range map[string]struct {
		cloud   *cloud
		config  string
		profile string
		keys    bool
		token   [2]string
		want    string // the whole line; ... stands for anything
	}{
		"none at all":                   {want: "no AWS credentials were found: set AWS_PROFILE, use --profile, or see aws configure"},
		"an unknown profile":            {profile: "works", config: role, want: `the profile "works" is not in the AWS configuration files: aws configure list-profiles shows those that are`},
		"a configuration that is none":  {profile: "work", config: "[profile work]\nretry_mode = odd\n", want: "the AWS configuration cannot be read: ..."},
		"an unknown key":                {keys: true, cloud: &cloud{identity: &failure{403, "InvalidClientTokenId"}}, want: "AWS does not accept these credentials (InvalidClientTokenId): check the access key and the secret key"},
		"a wrong secret":                {keys: true, cloud: &cloud{identity: &failure{403, "SignatureDoesNotMatch"}}, want: "AWS does not accept these credentials (SignatureDoesNotMatch): check the access key and the secret key"},
		"an expired token":              {keys: true, cloud: &cloud{identity: &failure{403, "ExpiredToken"}}, want: "the AWS credentials have expired (ExpiredToken): get new ones, for SSO with aws sso login"},
		"a caller without any right":    {keys: true, cloud: &cloud{identity: &failure{403, "AccessDenied"}}, want: "these credentials may not even ask who they are (sts:GetCallerIdentity, AccessDenied)"},
		"another error":                 {keys: true, cloud: &cloud{identity: &failure{400, "Odd"}}, want: "sts:GetCallerIdentity failed: ...Odd..."},
		"SSO, never logged in":          {profile: "work", config: sso, want: "the SSO session has expired: run aws sso login --profile work"},
		"SSO, expired":                  {profile: "work", config: sso, token: [2]string{start, stale}, want: "the SSO session has expired: run aws sso login --profile work"},
		"SSO, revoked":                  {profile: "work", config: sso, token: [2]string{start, valid}, cloud: &cloud{roleCredentials: &failure{401, "UnauthorizedException"}}, want: "the SSO session has expired: run aws sso login --profile work"},
		"SSO, without that role":        {profile: "work", config: sso, token: [2]string{start, valid}, cloud: &cloud{roleCredentials: &failure{403, "ForbiddenException"}}, want: "the AWS credentials could not be had: SSO answered GetRoleCredentials with ForbiddenException"},
		"SSO session, never logged in":  {profile: "work", config: session, want: "the SSO session has expired: run aws sso login --profile work"},
		"SSO session, expired":          {profile: "work", config: session, token: [2]string{"corp", stale}, want: "the SSO session has expired: run aws sso login --profile work"},
		"SSO session, cannot be longer": {profile: "work", config: session, token: [2]string{"corp", fresh}, cloud: &cloud{token: &failure{400, "InvalidGrantException"}}, want: "the SSO session has expired: run aws sso login --profile work"},
		"a role that is denied":         {profile: "work", config: role, cloud: &cloud{assumeRole: &failure{403, "AccessDenied"}}, want: "the AWS credentials could not be had: STS answered AssumeRole with AccessDenied"},
		"a role for an expired token":   {profile: "work", config: role, cloud: &cloud{assumeRole: &failure{403, "ExpiredToken"}}, want: "the AWS credentials have expired (ExpiredToken): get new ones, for SSO with aws sso login --profile work"},
		"a role for an SSO session":     {profile: "work", config: strings.Replace(session, "work", "base", 1) + "[profile work]\nrole_arn = arn:aws:iam::444455556666:role/audit\nsource_profile = base\n", token: [2]string{"corp", stale}, want: "the SSO session has expired: run aws sso login --profile work"},
		"a process that fails":          {profile: "work", config: "[profile work]\ncredential_process = false\n", want: "the AWS credentials could not be had: ..."},
	} {
		t.Run(name, func(t *testing.T) {
			if c.cloud == nil {
				c.cloud = &cloud{}
			}
			machine(t, c.cloud, c.config)
			if c.keys {
				keys(t)
			}
			if c.token[0] != "" {
				token(t, c.token[0], c.token[1])
			}
			_, err := open(t.Context(), Options{Profile: c.profile, Version: "test"})
			var usage *UsageError
			if !errors.As(err, &usage) {
				t.Fatalf("got %v, want a usage error", err)
			}
			parts := strings.Split(c.want, "...")
			text := usage.Error()
			if !strings.HasPrefix(text, parts[0]) || !strings.HasSuffix(text, parts[len(parts)-1]) || strings.Contains(text, "\n") {
				t.Errorf("got %q, want %q", text, c.want)
			}
			for _, part := range parts {
				if !strings.Contains(text, part) {
					t.Errorf("got %q, want %q", text, c.want)
				}
			}
		})
	}
}

func TestAWSCannotBeReached(t *testing.T) {
	machine(t, nil, "")
	keys(t)
	server := httptest.NewServer(http.NotFoundHandler())
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	server.Close()
	_, err := open(t.Context(), Options{})
	var usage *UsageError
	if !errors.As(err, &usage) || !strings.HasPrefix(usage.Message, "AWS cannot be reached: ") {
		t.Errorf("got %v", err)
	}
}

func TestAnInterruptIsNoMistakeOfTheUser(t *testing.T) {
	machine(t, &cloud{}, "")
	keys(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := open(ctx, Options{})
	var usage *UsageError
	if errors.As(err, &usage) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestRegions(t *testing.T) {
	denied := &failure{403, "UnauthorizedOperation"}
	three := []string{us, "eu-west-1", jp}
	sorted := []string{jp, "eu-west-1", us}
	for name, c := range map[string]struct {
		cloud   *cloud
		chosen  []string
		regions []string // that the session knows; nil: the error below
		judged  []string
		gap     string // class and code; empty: none
		want    string // in the error
	}{
		"all that are enabled":           {cloud: &cloud{enabled: three}, regions: sorted, judged: sorted},
		"some of them":                   {cloud: &cloud{enabled: three}, chosen: []string{us, jp, us}, regions: sorted, judged: []string{jp, us}},
		"one that is not enabled":        {cloud: &cloud{enabled: three}, chosen: []string{jp, "af-south-1"}, want: "the region af-south-1 is not enabled in account 111122223333 (enabled: ap-northeast-1, eu-west-1, us-east-1)"},
		"one that is none":               {cloud: &cloud{enabled: three}, chosen: []string{"tokyo"}, want: `"tokyo" is not the name of a region (like ap-northeast-1)`},
		"EC2 denied":                     {cloud: &cloud{enabled: three, regions: denied}, regions: sorted, judged: sorted},
		"EC2 without an answer":          {cloud: &cloud{listRegions: denied}, regions: []string{jp}, judged: []string{jp}, gap: "Other "},
		"both denied":                    {cloud: &cloud{enabled: three, regions: denied, listRegions: &failure{403, "AccessDeniedException"}}, regions: []string{jp}, judged: []string{jp}, gap: "AccessDenied UnauthorizedOperation"},
		"both denied, and regions named": {cloud: &cloud{enabled: three, regions: denied, listRegions: denied}, chosen: []string{us}, regions: []string{us}, judged: []string{us}, gap: "AccessDenied UnauthorizedOperation"},
		"no region at all":               {cloud: &cloud{regions: denied}, regions: []string{jp}, judged: []string{jp}, gap: "AccessDenied UnauthorizedOperation"},
	} {
		t.Run(name, func(t *testing.T) {
			machine(t, c.cloud, "")
			keys(t)
			t.Setenv("AWS_REGION", jp)
			s, err := open(t.Context(), Options{Regions: c.chosen})
			if c.regions == nil {
				var usage *UsageError
				if !errors.As(err, &usage) || usage.Message != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(s.Regions, c.regions) || !slices.Equal(s.Judged, c.judged) {
				t.Errorf("knows %v and judges %v, want %v and %v", s.Regions, s.Judged, c.regions, c.judged)
			}
			gap := ""
			if s.RegionsGap != nil {
				gap = s.RegionsGap.Code + " " + s.RegionsGap.Error
				if s.RegionsGap.Key != "regions" || s.RegionsGap.Account != me || s.RegionsGap.Operation != "ec2:DescribeRegions" {
					t.Errorf("the gap is %+v", s.RegionsGap)
				}
			}
			if gap != c.gap {
				t.Errorf("the gap is %q, want %q", gap, c.gap)
			}
		})
	}
}

func TestARegionThatIsNoneIsNotAsked(t *testing.T) {
	c := &cloud{}
	machine(t, c, "")
	keys(t)
	if _, err := open(t.Context(), Options{Regions: []string{"us_east_1"}}); err == nil {
		t.Fatal("no error")
	}
	if len(c.asked) != 0 {
		t.Errorf("asked %v", c.asked)
	}
}

func TestCaller(t *testing.T) {
	machine(t, &cloud{enabled: []string{"cn-north-1"}, arn: "arn:aws-cn:sts::" + me + ":assumed-role/audit/x"}, "")
	keys(t)
	t.Setenv("AWS_REGION", "cn-north-1")
	s, err := open(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Partition != "aws-cn" || s.Caller.Account != me || s.Caller.Region != "cn-north-1" || s.Caller.UserID != "AIDAEXAMPLE" {
		t.Errorf("the session is %+v", s)
	}
	machine(t, &cloud{arn: "auditor"}, "")
	keys(t)
	if _, err := open(t.Context(), Options{}); err == nil || !strings.Contains(err.Error(), "ARN") {
		t.Errorf("got %v", err)
	}
}

func TestLoad(t *testing.T) {
	for name, c := range map[string]struct {
		config  string
		options Options
		region  string
	}{
		"a region of the profile": {role, Options{Profile: "work", Regions: []string{us}}, jp},
		"the first that is named": {"", Options{Regions: []string{"eu-west-1", jp}}, "eu-west-1"},
		"none":                    {"", Options{}, us},
	} {
		machine(t, nil, c.config)
		cfg, err := Load(t.Context(), c.options)
		if err != nil || cfg.Region != c.region {
			t.Errorf("%s: in %s (%v), want %s", name, cfg.Region, err, c.region)
		}
	}
	machine(t, nil, "")
	cfg, err := Load(t.Context(), Options{Version: "1.2", Limits: collect.Limits{Attempts: 7, Backoff: -1}})
	if err != nil {
		t.Fatal(err)
	}
	r := cfg.Retryer()
	wait, err := r.RetryDelay(5, errors.New("x"))
	if r.MaxAttempts() != 7 || wait != 0 || err != nil {
		t.Errorf("tries %d times and waits %s (%v)", r.MaxAttempts(), wait, err)
	}
	if cfg.AppID != "kijun/1.2" {
		t.Errorf("the application is %q", cfg.AppID)
	}
	cfg, err = Load(t.Context(), Options{Limits: collect.Limits{Backoff: time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	if wait, err := cfg.Retryer().RetryDelay(9, errors.New("x")); err != nil || wait > time.Millisecond {
		t.Errorf("waits %s (%v)", wait, err)
	}
}

func TestHosts(t *testing.T) {
	machine(t, nil, "")
	t.Setenv("AWS_ENDPOINT_URL", "http://localhost:4566")
	t.Setenv("AWS_ENDPOINT_URL_S3", "http://s3.localhost:9000/")
	t.Setenv("AWS_ENDPOINT_URL_SNS", "not a URL")
	cfg, err := Load(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := Hosts(cfg)
	slices.Sort(got)
	if want := []string{"localhost:4566", "s3.localhost:9000"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	t.Setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE")
	if cfg, err = Load(t.Context(), Options{}); err != nil {
		t.Fatal(err)
	}
	if got := Hosts(cfg); len(got) != 0 {
		t.Errorf("ignored endpoints give %v", got)
	}
}

func TestGlobalRegion(t *testing.T) {
	for partition, want := range map[string]string{"aws": us, "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"} {
		if got := GlobalRegion(partition); got != want {
			t.Errorf("%s: %s, want %s", partition, got, want)
		}
	}
}
