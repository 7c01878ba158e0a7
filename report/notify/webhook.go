package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Sender brings one notice to one place, in one attempt. An error that is Final will be the same next time.
type Sender interface {
	Send(ctx context.Context, n *Notice) error
}

// Failure is why an attempt failed. Nothing in it is secret.
type Failure struct {
	Why   string
	Final bool          // trying again now does not help
	After time.Duration // when the other side asked to be left alone that long
}

// Error says why.
func (f *Failure) Error() string { return f.Why }

// maxWebhook is how many bytes a generic webhook is sent: more than a proxy's usual limit of a megabyte is often refused.
const maxWebhook = 1 << 20

// poster posts JSON.
type poster struct {
	url     string // may be secret
	secret  string // signs; empty: no signature
	content func(*Notice) ([]byte, error)
	agent   string
	now     func() time.Time
	client  *http.Client
}

func (p *poster) Send(ctx context.Context, n *Notice) error {
	body, err := p.content(n)
	if err != nil {
		return &Failure{Why: err.Error(), Final: true}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(body))
	if err != nil {
		return &Failure{Why: "its url is no address", Final: true}
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", p.agent)
	if p.secret != "" {
		stamp := strconv.FormatInt(p.now().Unix(), 10)
		req.Header.Set("X-Kijun-Id", n.ID)
		req.Header.Set("X-Kijun-Timestamp", stamp)
		req.Header.Set("X-Kijun-Signature", Sign(p.secret, stamp, body))
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return &Failure{Why: bare(err)}
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection can be used again; what is said does not matter
	switch code := resp.StatusCode; {
	case code >= 200 && code < 300:
		return nil
	case code >= 300 && code < 400:
		return &Failure{Why: "it answered " + resp.Status + where(resp) + ", and redirects are not followed: give the final address", Final: true}
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout, code >= 500:
		return &Failure{Why: "it answered " + resp.Status, After: after(resp)}
	}
	return &Failure{Why: "it answered " + resp.Status, Final: true}
}

// Sign is the signature of a webhook's body: HMAC-SHA256, with the shared secret, of the timestamp, a full stop and the body. Who receives
// it compares it with the header X-Kijun-Signature and refuses old timestamps.
func Sign(secret, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// where is the host that a redirect leads to: its path may be secret.
func where(resp *http.Response) string {
	u, err := resp.Location()
	if err != nil {
		return ""
	}
	return " to " + u.Scheme + "://" + u.Host
}

// after is what Retry-After asks for, up to a minute.
func after(resp *http.Response) time.Duration {
	n, err := strconv.Atoi(strings.TrimSpace(resp.Header.Get("Retry-After")))
	if err != nil || n < 0 {
		return 0
	}
	return min(time.Duration(n)*time.Second, time.Minute)
}

// bare is an error of the client without the address, which may be secret.
func bare(err error) string {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return "it did not answer in time"
		}
		return u.Err.Error()
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "it did not answer in time"
	}
	return err.Error()
}

// slackBody is what Slack and those who speak like it (Mattermost, Rocket.Chat, Discord's /slack) take.
func slackBody(lang string) func(*Notice) ([]byte, error) {
	return func(n *Notice) ([]byte, error) {
		return json.Marshal(map[string]any{"text": n.slack(in(lang, n))})
	}
}

// webhookBody is the notice itself, cut to what a server takes.
func webhookBody(n *Notice) ([]byte, error) {
	out := *n
	for {
		raw, err := json.Marshal(&out)
		if err != nil || len(raw) <= maxWebhook {
			return raw, err
		}
		if len(out.Changes) == 0 {
			return nil, fmt.Errorf("the notice has %d bytes without any change, more than the %d of a message", len(raw), maxWebhook)
		}
		out.Changes = out.Changes[:len(out.Changes)/2]
		out.LeftOut = n.LeftOut + len(n.Changes) - len(out.Changes)
	}
}

// in is the language of a target: its own, else the run's.
func in(lang string, n *Notice) string {
	if lang == "" {
		return n.Lang
	}
	return lang
}

// noRedirects is a client that goes nowhere else: a redirect would carry what is sent, and the secret address, to another place.
func noRedirects() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
