package notify

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"kijun/policies"
)

// hook is a local HTTPS server that answers as a script says, and keeps what it got.
type hook struct {
	*httptest.Server
	mu      sync.Mutex
	answers []func(http.ResponseWriter, *http.Request)
	bodies  [][]byte
	heads   []http.Header
}

func startHook(t *testing.T, answers ...func(http.ResponseWriter, *http.Request)) *hook {
	t.Helper()
	h := &hook{answers: answers}
	h.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		h.mu.Lock()
		i := len(h.bodies)
		h.bodies, h.heads = append(h.bodies, body), append(h.heads, r.Header)
		h.mu.Unlock()
		if i < len(h.answers) {
			h.answers[i](w, r)
		}
	}))
	h.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(h.Close)
	return h
}

func status(code int, header ...string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

func reset(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		conn.Close()
	}
}

func stall(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

const token = "T0KEN-in-the-path"

// office has one target of a type at the hook, and pauses that are noted and not made.
func office(t *testing.T, h *hook, kind string) (*Office, *[]time.Duration) {
	t.Helper()
	t.Setenv("HOOK", h.URL+"/"+token)
	t.Setenv("HMAC", "signing-secret")
	target := Target{Type: kind, URL: Secret{Env: "HOOK"}, Timeout: time.Second}
	if kind == Webhook {
		target.HMACSecret = Secret{Env: "HMAC"}
	}
	var pauses []time.Duration
	o := &Office{Config: Config{Targets: map[string]Target{"ops": target}}, Outbox: Outbox{filepath.Join(t.TempDir(), "outbox")}, Version: "0.1.0",
		Now: func() time.Time { return time.Date(2026, 4, 2, 1, 0, 0, 0, time.UTC) }, Sleep: func(_ context.Context, d time.Duration) error { pauses = append(pauses, d); return nil }}
	if err := o.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.trust(h)
	return o, &pauses
}

// trust makes the office's clients know the hook's certificate.
func (o *Office) trust(h *hook) {
	for _, s := range o.senders {
		if p, ok := s.(*poster); ok {
			p.client.Transport = h.Client().Transport
		}
	}
}

func change(t *testing.T) *Notice {
	return compared(t, yesterday(map[string]policies.Status{"a": pass}), result(map[string]policies.Status{"a": fail}))
}

func waiting(t *testing.T, o *Office) []*Letter {
	t.Helper()
	letters, bad, err := o.Outbox.Waiting(o.Now())
	if err != nil || len(bad) > 0 {
		t.Fatal(bad, err)
	}
	return letters
}

func TestWebhookFaults(t *testing.T) {
	elsewhere := startHook(t)
	for name, tc := range map[string]struct {
		answers []func(http.ResponseWriter, *http.Request)
		tries   int
		why     string // empty: it arrives
	}{
		"at once":           {nil, 1, ""},
		"500 twice":         {[]func(http.ResponseWriter, *http.Request){status(500), status(503)}, 3, ""},
		"500 for ever":      {[]func(http.ResponseWriter, *http.Request){status(500), status(500), status(500), status(500), status(500)}, 4, "it answered 500 Internal Server Error"},
		"reset, then fine":  {[]func(http.ResponseWriter, *http.Request){reset}, 2, ""},
		"slow, then fine":   {[]func(http.ResponseWriter, *http.Request){stall}, 2, ""},
		"slow for ever":     {[]func(http.ResponseWriter, *http.Request){stall, stall, stall, stall}, 4, "it did not answer in time"},
		"throttled":         {[]func(http.ResponseWriter, *http.Request){status(429, "Retry-After", "7")}, 2, ""},
		"gone":              {[]func(http.ResponseWriter, *http.Request){status(404)}, 1, "it answered 404 Not Found"},
		"refused":           {[]func(http.ResponseWriter, *http.Request){status(403)}, 1, "it answered 403 Forbidden"},
		"a redirect":        {[]func(http.ResponseWriter, *http.Request){status(307, "Location", elsewhere.URL+"/secret-path")}, 1, "it answered 307 Temporary Redirect to " + elsewhere.URL + ", and redirects are not followed: give the final address"},
		"a lost redirect":   {[]func(http.ResponseWriter, *http.Request){status(302)}, 1, "it answered 302 Found, and redirects are not followed: give the final address"},
		"created is enough": {[]func(http.ResponseWriter, *http.Request){status(201)}, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h := startHook(t, tc.answers...)
			o, pauses := office(t, h, Slack)
			sent, unsent, err := o.Deliver(t.Context(), change(t))
			if err != nil {
				t.Fatal(err)
			}
			if len(h.bodies) != tc.tries || len(*pauses) != tc.tries-1 {
				t.Errorf("%d tries, %d pauses, want %d tries", len(h.bodies), len(*pauses), tc.tries)
			}
			if name == "throttled" && (*pauses)[0] < 7*time.Second {
				t.Errorf("it came back after %s", (*pauses)[0])
			}
			left := waiting(t, o)
			if tc.why == "" {
				if sent != 1 || len(unsent) != 0 || len(left) != 0 {
					t.Errorf("sent %d, unsent %v, %d wait", sent, unsent, len(left))
				}
				return
			}
			if sent != 0 || len(unsent) != 1 || unsent[0].Why != tc.why || len(left) != 1 || left[0].Error != tc.why || left[0].Attempts != 1 {
				t.Errorf("sent %d, unsent %v, wait %+v", sent, unsent, left)
			}
			files, _ := filepath.Glob(filepath.Join(o.Outbox.Dir, "*"))
			for _, f := range files {
				if raw, _ := os.ReadFile(f); bytes.Contains(raw, []byte(token)) {
					t.Error("the outbox holds the secret address")
				}
			}
			if strings.Contains(unsent[0].Why, token) {
				t.Error("the reason holds the secret address")
			}
		})
	}
	if len(elsewhere.bodies) > 0 {
		t.Error("a redirect was followed")
	}
}

func TestNobodyListens(t *testing.T) {
	h := startHook(t)
	o, _ := office(t, h, Slack)
	h.Close()
	_, unsent, err := o.Deliver(t.Context(), change(t))
	if err != nil || len(unsent) != 1 || strings.Contains(unsent[0].Why, token) || !strings.Contains(unsent[0].Why, "connection refused") {
		t.Errorf("%v %v", unsent, err)
	}
}

func TestAForeignCertificate(t *testing.T) {
	h := startHook(t)
	o, _ := office(t, h, Slack)
	for _, s := range o.senders {
		s.(*poster).client.Transport = nil // which does not know the hook's
	}
	if _, unsent, _ := o.Deliver(t.Context(), change(t)); len(unsent) != 1 || !strings.Contains(unsent[0].Why, "certificate") || len(h.bodies) > 0 {
		t.Errorf("%v", unsent)
	}
}

// What waited comes first, and in order; a target that does not answer is not tried with every letter.
func TestTheNextRunSendsWhatWaits(t *testing.T) {
	h := startHook(t, status(500), status(500), status(500), status(500), status(500), status(500), status(500), status(500))
	o, _ := office(t, h, Webhook)
	clock := o.Now()
	o.Now = func() time.Time { clock = clock.Add(time.Minute); return clock }
	first := change(t)
	if _, unsent, err := o.Deliver(t.Context(), first); len(unsent) != 1 || err != nil {
		t.Fatal(unsent, err)
	}
	second := Broken("0.1.0", "en", clock, "failed", map[string]string{"error": "no credentials"})
	if _, unsent, err := o.Deliver(t.Context(), second); len(unsent) != 2 || err != nil || len(h.bodies) != 8 {
		t.Fatal(unsent, err, len(h.bodies))
	}
	sent, unsent, err := o.Deliver(t.Context(), nil)
	if sent != 2 || len(unsent) != 0 || err != nil || len(waiting(t, o)) != 0 {
		t.Fatal(sent, unsent, err)
	}
	for i, want := range []*Notice{first, second} {
		var got Notice
		if err := json.Unmarshal(h.bodies[8+i], &got); err != nil || got.Troubles == nil || len(got.Troubles) != len(want.Troubles) || got.Snapshot != want.Snapshot {
			t.Errorf("number %d is %s, %v", i, h.bodies[8+i], err)
		}
	}
}

func TestSilence(t *testing.T) {
	h := startHook(t)
	o, _ := office(t, h, Slack)
	same := map[string]policies.Status{"a": fail}
	if sent, _, err := o.Deliver(t.Context(), compared(t, yesterday(same), result(same))); sent != 0 || err != nil || len(h.bodies) > 0 {
		t.Errorf("sent %d, %v", sent, err)
	}
	always := o.Config.Targets["ops"]
	always.When = Always
	o.Config.Targets["ops"] = always
	if sent, _, err := o.Deliver(t.Context(), compared(t, yesterday(same), result(same))); sent != 1 || err != nil {
		t.Errorf("sent %d, %v", sent, err)
	}
	if !bytes.Contains(h.bodies[0], []byte("Nothing changed.")) {
		t.Errorf("got %s", h.bodies[0])
	}
}

func TestSignature(t *testing.T) {
	h := startHook(t)
	o, _ := office(t, h, Webhook)
	if sent, _, err := o.Deliver(t.Context(), change(t)); sent != 1 || err != nil {
		t.Fatal(sent, err)
	}
	head, body := h.heads[0], h.bodies[0]
	stamp := head.Get("X-Kijun-Timestamp")
	if stamp != "1775091600" || !hmac.Equal([]byte(head.Get("X-Kijun-Signature")), []byte(Sign("signing-secret", stamp, body))) {
		t.Errorf("%v", head)
	}
	if Sign("signing-secret", stamp, append(body, ' ')) == head.Get("X-Kijun-Signature") || Sign("another", stamp, body) == head.Get("X-Kijun-Signature") {
		t.Error("the signature fits anything")
	}
	var n Notice
	if err := json.Unmarshal(body, &n); err != nil || n.ID != head.Get("X-Kijun-Id") || n.Schema != Schema || n.Counts[New] != 1 {
		t.Errorf("%s, %v", body, err)
	}
	if !strings.HasPrefix(head.Get("User-Agent"), "kijun/0.1.0") {
		t.Errorf("it came as %s", head.Get("User-Agent"))
	}
}

// Two runs at once send each letter once; a letter in the hands of a run that died is sent later.
func TestTheOutboxIsShared(t *testing.T) {
	h := startHook(t)
	o, _ := office(t, h, Slack)
	if err := o.Outbox.Put(&Letter{Target: "ops", Written: o.Now(), Notice: change(t)}); err != nil {
		t.Fatal(err)
	}
	one, two := waiting(t, o)[0], waiting(t, o)[0]
	if !o.Outbox.take(one, o.Now()) || o.Outbox.take(two, o.Now()) {
		t.Error("both runs have the letter")
	}
	if len(waiting(t, o)) != 0 {
		t.Error("a letter that is being sent waits")
	}
	o.Now = func() time.Time { return time.Date(2026, 4, 2, 1, 0, 0, 0, time.UTC).Add(stale) }
	if sent, _, err := o.Deliver(t.Context(), nil); sent != 1 || err != nil {
		t.Errorf("sent %d, %v", sent, err)
	}
}

func TestWhatIsNoLetterStays(t *testing.T) {
	h := startHook(t)
	o, _ := office(t, h, Slack)
	path := filepath.Join(o.Outbox.Dir, "letter-01775091600000000000-ops-x.json")
	if err := errors.Join(os.MkdirAll(o.Outbox.Dir, 0o700), os.WriteFile(path, []byte("{"), 0o600), os.WriteFile(filepath.Join(o.Outbox.Dir, "README"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := o.Deliver(t.Context(), nil); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error("it is gone")
	}
	// of a target that was taken out of the configuration
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := o.Outbox.Put(&Letter{Target: "former", Written: o.Now(), Notice: change(t)}); err != nil {
		t.Fatal(err)
	}
	if _, unsent, err := o.Deliver(t.Context(), nil); err != nil || len(unsent) != 1 || len(waiting(t, o)) != 1 {
		t.Errorf("%v %v", unsent, err)
	}
}

// Where the outbox cannot be written the notice is sent all the same, and where that fails, too, somebody hears of it.
func TestAnOutboxThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	h := startHook(t, status(200), status(404))
	o, _ := office(t, h, Slack)
	o.Outbox.Dir = filepath.Join(file, "outbox")
	if sent, _, err := o.Deliver(t.Context(), change(t)); sent != 1 || err == nil {
		t.Errorf("sent %d, %v", sent, err)
	}
	if sent, _, err := o.Deliver(t.Context(), change(t)); sent != 0 || err == nil || !strings.Contains(err.Error(), "could neither be sent (it answered 404 Not Found) nor be kept") {
		t.Errorf("sent %d, %v", sent, err)
	}
}

func TestRunsThatNeverEnded(t *testing.T) {
	o := Outbox{t.TempDir()}
	now := time.Date(2026, 4, 2, 1, 0, 0, 0, time.UTC)
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	note := func(r run) {
		raw, _ := json.Marshal(r)
		if err := os.WriteFile(filepath.Join(o.Dir, "run-"+r.Began.Format("20060102150405")+".json"), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const nobody = 1 << 22 // more than a process number can be
	note(run{now.Add(-time.Hour), host, nobody})
	note(run{now.Add(-2 * time.Hour), host, os.Getppid()})
	note(run{now.Add(-3 * time.Hour), "another-machine", 1})
	note(run{now.Add(-25 * time.Hour), "another-machine", 1})
	unfinished, end, err := o.Begin(now)
	if err != nil {
		t.Fatal(err)
	}
	if want := []time.Time{now.Add(-25 * time.Hour), now.Add(-time.Hour)}; !slices.EqualFunc(unfinished, want, time.Time.Equal) {
		t.Errorf("unfinished are %v", unfinished)
	}
	end()
	if again, end, err := o.Begin(now); len(again) != 0 || err != nil {
		t.Errorf("told twice: %v %v", again, err)
	} else {
		end()
	}
	if left, _ := filepath.Glob(filepath.Join(o.Dir, "*")); len(left) != 2 {
		t.Errorf("left are %v", left)
	}
}

func TestConfiguration(t *testing.T) {
	t.Setenv("EMPTY", "")
	for text, want := range map[string]string{
		`targets: {a: {type: slack, url: {env: X}}}`:                                                "",
		`targets: {a: {type: webhook, url: "https://siem.example.com/in", hmac_secret: {file: f}}}`: "",
		`targets: {a: {type: sns, topic: "arn:aws:sns:ap-northeast-1:111122223333:alerts"}}`:        "",
		`targets: {a: {type: ses, from: "kijun <k@example.com>", to: [a@example.com]}}`:             "",
		`targets: {a: {type: smtp, server: "mail.example.com:587", from: k@example.com, to: [a@b.example], user: u, password: {env: P}, when: always, min_severity: high, lang: ja, timeout: 30s}}`: "",
		`targets: {a: {type: pager}}`: `target a: type is "pager"; it must be one of ses, slack, smtp, sns, webhook`,
		`targets: {a: {type: slack}}`: "a target of type slack needs url",
		`targets: {a: {type: slack, url: {env: X}, topic: "arn:aws:sns:us-east-1:111122223333:t"}}`:                                    "a target of type slack takes no topic",
		`targets: {a: {type: slack, url: "https://hooks.slack.com/services/T/B/x"}}`:                                                   "give it as {env: NAME} or {file: PATH}",
		`targets: {a: {type: webhook, url: "https://x.example.com?token=1", hmac_secret: {env: S}}}`:                                   "the url holds a login or a query",
		`targets: {a: {type: webhook, url: "https://u:p@x.example.com", hmac_secret: {env: S}}}`:                                       "the url holds a login or a query",
		`targets: {a: {type: webhook, url: "http://x.example.com", hmac_secret: {env: S}}}`:                                            "messages go over https",
		`targets: {a: {type: webhook, url: "http://127.0.0.1:8080/", hmac_secret: {env: S}}}`:                                          "",
		`targets: {a: {type: webhook, url: "https://x.example.com", hmac_secret: plain}}`:                                              "a secret does not stand in the configuration",
		`targets: {a: {type: sns, topic: alerts}}`:                                                                                     "must be the ARN of a topic",
		`targets: {a: {type: ses, from: nobody, to: [a@example.com]}}`:                                                                 `from is "nobody"`,
		`targets: {a: {type: ses, from: k@example.com, to: ["a@example.com\r\nBcc: x@example.com"]}}`:                                  "no address of mail",
		`targets: {a: {type: smtp, server: mail.example.com, from: k@example.com, to: [a@example.com]}}`:                               "must be host:port",
		`targets: {a: {type: smtp, server: "m:25", tls: none, from: k@example.com, to: [a@example.com], user: u, password: {env: P}}}`: "a password is not sent without encryption",
		`targets: {a: {type: smtp, server: "m:25", from: k@example.com, to: [a@example.com], user: u}}`:                                "user and password belong together",
		`targets: {a: {type: slack, url: {env: X}, when: sometimes}}`:                                                                  "when is",
		`targets: {a: {type: slack, url: {env: X}, min_severity: BAD}}`:                                                                "min_severity is",
		`targets: {a: {type: slack, url: {env: X}, lang: de}}`:                                                                         "lang is",
		`targets: {"a b": {type: slack, url: {env: X}}}`:                                                                               `"a b" is not a name of a target`,
		`targets: {a: {type: slack, url: {env: X, file: Y}}}`:                                                                          "it must be {env: NAME} or {file: PATH}",
		`targets: {a: {type: slack, url: {vault: X}}}`:                                                                                 "field vault not found",
		`link: "javascript:alert(1)"`:                                                                                                  "link is",
		`link: "https://ci.example.com/${RUN}"`:                                                                                        "",
		`targets: {a: {type: slack, url: {env: X}, ur: 1}}`:                                                                            "field ur not found",
	} {
		var c Config
		dec := yaml.NewDecoder(strings.NewReader(text))
		dec.KnownFields(true)
		err := dec.Decode(&c)
		if err == nil {
			err = c.Check()
		}
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	for s, want := range map[Secret]string{{Env: "EMPTY"}: "the environment variable EMPTY is not set", {File: "/nonexistent/x"}: "no such file", {File: os.DevNull}: "is empty"} {
		if _, err := s.value(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", s, err)
		}
	}
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte("pass word\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if v, err := (Secret{File: path}).value(); v != "pass word" || err != nil {
		t.Errorf("%q %v", v, err)
	}
	o := &Office{Config: Config{Targets: map[string]Target{"a": {Type: Slack, URL: Secret{Env: "EMPTY"}}}}, Names: []string{"b"}}
	if err := o.Open(t.Context()); err == nil || err.Error() != `notify: there is no target "b"; there are a` {
		t.Errorf("got %v", err)
	}
	o.Names = nil
	if err := o.Open(t.Context()); err == nil || err.Error() != "notify: target a: url: the environment variable EMPTY is not set" {
		t.Errorf("got %v", err)
	}
}

func TestMail(t *testing.T) {
	n := many(t, 200)
	raw, err := n.Mail("ja", "kijun <kijun@example.com>", []string{"a@example.com", "運用 <ops@example.com>"})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(raw), "\r\n") {
		if len(line) > 200 || strings.ContainsAny(line, "\n\r") {
			t.Errorf("a line of %d bytes: %.80q", len(line), line)
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != n.Subject("ja", maxSubject) {
		t.Errorf("the subject is %q, %v", subject, err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 2 || to[1].Name != "運用" {
		t.Errorf("it goes to %v, %v", to, err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	var contents [][]byte
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
		if err != nil {
			t.Fatal(err)
		}
		contents = append(contents, content)
	}
	if len(contents) != 2 || !bytes.Contains(contents[0], []byte("新たな失敗（200件）")) || !bytes.Contains(contents[0], []byte(attachment)) {
		t.Fatalf("%d parts: %.200s", len(contents), contents[0])
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(contents[1], []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) != 201 || rows[1][0] != "new" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if _, err := n.Mail("en", "nobody", nil); err == nil {
		t.Error("a sender that is no address is taken")
	}
}

// smtpd is a server of a few lines that answers as told: verb to answer.
func smtpd(t *testing.T, answers map[string]string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				in := bufio.NewReader(conn)
				say := func(s string) { _, _ = io.WriteString(conn, s+"\r\n") }
				say("220 test")
				for {
					line, err := in.ReadString('\n')
					if err != nil {
						return
					}
					verb := strings.ToUpper(strings.Fields(line + " -")[0])
					switch a, ok := answers[verb]; {
					case ok && a == "":
						return
					case ok:
						say(a)
					case verb == "DATA":
						say("354 go on")
						for line != ".\r\n" {
							if line, err = in.ReadString('\n'); err != nil {
								return
							}
						}
						say("250 ok")
					default:
						say("250 ok")
					}
				}
			}()
		}
	}()
	return l.Addr().String()
}

func TestMailServers(t *testing.T) {
	for name, tc := range map[string]struct {
		answers  map[string]string
		security string
		why      string
		final    bool
	}{
		"fine":                     {nil, "none", "", false},
		"no encryption":            {nil, "starttls", "the server offers no STARTTLS", true},
		"the default wants it too": {nil, "", "the server offers no STARTTLS", true},
		"busy":                     {map[string]string{"MAIL": "451 try later"}, "none", "the server answered 451 try later", false},
		"unknown receiver":         {map[string]string{"RCPT": "550 no such user\x1b[31m"}, "none", `the server answered 550 no such user\x1b[31m`, true},
		"too large":                {map[string]string{"DATA": "552 too large"}, "none", "the server answered 552 too large", true},
		"it hangs up":              {map[string]string{"DATA": ""}, "none", "EOF", false},
		"no encryption at all":     {nil, "implicit", "tls: first record does not look like a TLS handshake", false},
	} {
		m := &mailer{server: smtpd(t, tc.answers), security: tc.security, from: "kijun@example.com", to: []string{"a@example.com"}}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		err := m.Send(ctx, change(t))
		cancel()
		f := &Failure{}
		if tc.why == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if !errors.As(err, &f) || !strings.Contains(f.Why, tc.why) || f.Final != tc.final {
			t.Errorf("%s: %v, final %v", name, err, f.Final)
		}
	}
}

// A server that repeats what it was told does not bring the password into a log.
func TestAPasswordIsNotRepeated(t *testing.T) {
	m := &mailer{user: "u", password: "hunter2hunter2"}
	for _, said := range []string{"535 no: hunter2hunter2", "535 no: " + base64.StdEncoding.EncodeToString([]byte("\x00u\x00hunter2hunter2"))} {
		if f := m.failure(errors.New(said)); strings.Contains(f.Why, "hunter2") || f.Why != "535 no: ***" {
			t.Errorf("got %q", f.Why)
		}
	}
}
