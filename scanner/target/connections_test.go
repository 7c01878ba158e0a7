package target

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sts"

	"kijun/scanner/collect"
)

// All services share the connections of a scan, and it can end them.
func TestConnectionsEnd(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`))
	}))
	defer server.Close()
	for name, value := range map[string]string{"AWS_CA_BUNDLE": "", "AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_REGION": "ap-northeast-1", "AWS_PROFILE": "",
		"AWS_CONFIG_FILE": "/none", "AWS_SHARED_CREDENTIALS_FILE": "/none"} {
		t.Setenv(name, value)
	}
	cfg, err := Load(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, ok := cfg.HTTPClient.(*client)
	if !ok {
		t.Fatalf("the client is a %T", cfg.HTTPClient)
	}
	collect.NewGate(map[string]bool{"sts:GetCallerIdentity": true}, collect.Limits{}).Install(&cfg, "caller", nil)
	for range 3 {
		if _, err := sts.NewFromConfig(cfg).GetCallerIdentity(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	open := func() int { c.mu.Lock(); defer c.mu.Unlock(); return len(c.open) }
	if n := open(); n != 1 {
		t.Errorf("%d connections are open", n)
	}
	c.CloseIdleConnections()
	if n := open(); n != 0 {
		t.Errorf("%d connections are left", n)
	}
}
