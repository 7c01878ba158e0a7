package bucket

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// serve answers each method with what the test says.
func serve(t *testing.T, answers map[string]func(http.ResponseWriter, *http.Request)) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		if answer := answers[r.Method]; answer != nil {
			answer(w, r)
			return
		}
		t.Errorf("%s %s was called", r.Method, r.URL)
	}))
	t.Cleanup(server.Close)
	for name, value := range map[string]string{"AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_REGION": "ap-northeast-1", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": "/none", "AWS_SHARED_CREDENTIALS_FILE": "/none", "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1"} {
		t.Setenv(name, value)
	}
}

func status(n int, region, body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		if region != "" {
			w.Header().Set("X-Amz-Bucket-Region", region)
		}
		w.WriteHeader(n)
		_, _ = io.WriteString(w, body)
	}
}

const listing = `<ListBucketResult><Contents><Key>a/runs/1.json</Key></Contents><Contents><Key>a/runs/2.json</Key></Contents></ListBucketResult>`

func TestAddresses(t *testing.T) {
	for _, bad := range []string{"", "s3://", "s3:///x", "s3://B", "s3://ab", "http://bucket", "s3://user@bucket", "s3://bucket?x=1", "s3://buck_et", "bucket"} {
		var usage *UsageError
		if _, err := Open(t.Context(), bad, "", "test"); !errors.As(err, &usage) || !strings.Contains(err.Error(), "s3://bucket/prefix") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestOpen(t *testing.T) {
	for name, tc := range map[string]struct {
		head func(http.ResponseWriter, *http.Request)
		want string
	}{
		"there":                        {status(200, "ap-northeast-1", ""), ""},
		"a policy that wants a prefix": {status(403, "ap-northeast-1", ""), ""},
		"in another region":            {status(301, "us-east-1", ""), ""},
		"not there":                    {status(404, "", ""), "s3://bucket/a/: there is no such bucket"},
		"broken":                       {status(500, "", ""), "s3://bucket/a/: "},
	} {
		t.Run(name, func(t *testing.T) {
			serve(t, map[string]func(http.ResponseWriter, *http.Request){"HEAD": tc.head, "GET": func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/bucket" || r.URL.Query().Get("prefix") != "a/runs/" {
					t.Errorf("GET %s", r.URL)
				}
				status(200, "", listing)(w, r)
			}})
			b, err := Open(t.Context(), "s3://bucket/a", "", "test")
			if tc.want != "" {
				if err == nil || !strings.Contains(err.Error(), tc.want) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if names, err := b.List(t.Context(), "runs/"); err != nil || fmt.Sprint(names) != "[runs/1.json runs/2.json]" {
				t.Errorf("%v %v", names, err)
			}
		})
	}
}

func TestErrorsAreOneLine(t *testing.T) {
	fail := func(n int, code string) func(http.ResponseWriter, *http.Request) {
		return status(n, "", "<Error><Code>"+code+"</Code><Message>m</Message></Error>")
	}
	serve(t, map[string]func(http.ResponseWriter, *http.Request){"HEAD": status(200, "", ""), "GET": fail(404, "NoSuchKey"), "PUT": fail(403, "AccessDenied"), "DELETE": fail(503, "SlowDown")})
	b, err := Open(t.Context(), "s3://bucket/a", "", "test")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Open(t.Context(), "runs/1.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing object: %v", err)
	}
	if err := b.Put(t.Context(), "runs/1.json", strings.NewReader("x")); err == nil || err.Error() != "s3://bucket/a/: these credentials may not s3:PutObject there" {
		t.Errorf("a denied write: %v", err)
	}
	if err := b.Delete(t.Context(), "runs/1.json"); err == nil || err.Error() != "s3://bucket/a/: SlowDown: m" {
		t.Errorf("a throttled removal: %v", err)
	}
}
