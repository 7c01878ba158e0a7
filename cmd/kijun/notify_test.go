package main

import (
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"kijun/report"
)

// hook starts a local HTTPS server that stands for Slack and other receivers, and makes kijun trust it: hook FILE. Each request becomes a line of the
// file; the path says what is answered: /ok, /gone, /elsewhere.
func hook(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(path, nil, 0o600))
	var mu sync.Mutex
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return
		}
		defer f.Close()
		fmt.Fprintf(f, "%s %s %s\n", r.URL.Path, r.Header.Get("X-Kijun-Signature"), body)
		switch {
		case strings.HasPrefix(r.URL.Path, "/gone"):
			w.WriteHeader(http.StatusNotFound)
		case strings.HasPrefix(r.URL.Path, "/elsewhere"):
			http.Redirect(w, r, "https://127.0.0.1:1/secret-place", http.StatusTemporaryRedirect)
		}
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	ts.Defer(server.Close)
	cert := ts.MkAbs("hook.pem")
	ts.Check(os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
	ts.Setenv("SSL_CERT_FILE", cert)
	ts.Setenv("HOOK", server.URL)
}

func TestLastTold(t *testing.T) {
	const a, b = "111122223333", "444455556666"
	run := func(name string, day int, accounts ...string) report.Run {
		return report.Run{Name: name, At: time.Date(2026, 4, day, 0, 0, 0, 0, time.UTC), Accounts: accounts, Selection: "x"}
	}
	other := run("other controls", 19, a, b)
	other.Selection = "y"
	broken := run("incomplete", 19, a, b)
	broken.Incomplete = true
	for name, tc := range map[string]struct {
		runs []report.Run
		now  report.Run
		want string
	}{
		"the newest":                              {[]report.Run{run("1", 1, a), run("2", 2, a)}, run("", 20, a), "2"},
		"an account is missing now":               {[]report.Run{run("1", 10, a), run("2", 19, a, b)}, run("", 20, a), "2"},
		"an account is back":                      {[]report.Run{run("1", 18, a, b), run("2", 19, a)}, run("", 20, a, b), "1"},
		"an account is back after a long time":    {[]report.Run{run("1", 1, a, b), run("2", 19, a)}, run("", 20, a, b), "2"},
		"an account is new":                       {[]report.Run{run("1", 19, a)}, run("", 20, a, b), "1"},
		"others are no help":                      {[]report.Run{run("1", 18, a, b), other, broken}, run("", 20, a, b), "1"},
		"another choice of controls, if no other": {[]report.Run{other}, run("", 20, a), "other controls"},
		"none":        {[]report.Run{run("1", 19, b)}, run("", 20, a), ""},
		"a later one": {[]report.Run{run("1", 21, a)}, run("", 20, a), ""},
	} {
		if got, ok := lastTold(tc.runs, tc.now); got.Name != tc.want || ok != (tc.want != "") {
			t.Errorf("%s: %q", name, got.Name)
		}
	}
}
