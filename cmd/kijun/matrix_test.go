package main

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kijun/policies"
	"kijun/report"
)

// lot says whether a seeded draw with this chance falls on a call. It depends on nothing but the seed and what is asked, so that a call
// that is asked again fares the same.
func lot(seed uint64, chance float64, parts ...string) bool {
	h := fnv.New64a()
	_, _ = h.Write([]byte(strings.Join(parts, "\n"))) // never fails
	return rand.New(rand.NewPCG(seed, h.Sum64())).Float64() < chance
}

// drop ends the connection of a call with a reset.
func (c *call) drop() {
	c.done = true
	if h, ok := c.w.(http.Hijacker); ok {
		if conn, _, err := h.Hijack(); err == nil {
			if tcp, ok := conn.(*net.TCPConn); ok {
				_ = tcp.SetLinger(0) // the connection ends anyway
			}
			_ = conn.Close()
		}
	}
}

// begin sends the header and a part of the answer.
func (c *call) begin(part int) {
	c.done = true
	maps.Copy(c.w.Header(), c.header)
	c.w.Header().Set("Content-Length", fmt.Sprint(len(c.answer)))
	c.w.WriteHeader(c.status)
	_, _ = c.w.Write(c.answer[:part])
	_ = http.NewResponseController(c.w).Flush()
}

// stall waits until who asked has gone.
func (c *call) stall() { c.done = true; <-c.r.Context().Done() }

// page answers with a page for people.
func (c *call) page(status int) {
	c.status, c.header = status, http.Header{"Content-Type": {"text/html"}}
	c.answer = []byte("<html><head><title>Sign in</title></head><body><p>Welcome to the guest network</p></body></html>")
}

// refuse answers with an error of the service.
func (c *call) refuse(mode string) { c.done = true; refuse(c.w, c.r, c.name, mode) }

func (c *call) inXML() bool { return bytes.HasPrefix(bytes.TrimSpace(c.answer), []byte("<")) }

type ill struct {
	name   string
	class  string
	strike func(f *realm, c *call) bool // false: this call cannot fail so
	chance float64
	flags  []string
}

// ills are the ways in which a call fails, each with the classes that its gaps must have; none: it must not leave any. What was not begun when
// the scan's time was over, because the list of the account's Regions was throttled to the end, is a gap Timeout.
var ills = []ill{
	{"500", "ServerError", func(_ *realm, c *call) bool {
		c.status, c.answer, c.header = 500, []byte("oops"), http.Header{}
		return true
	}, 0.15, nil},
	{"throttles", "Throttled Timeout", func(_ *realm, c *call) bool { c.refuse("throttled"); return true }, 0.15, nil},
	{"slow answers", "", func(_ *realm, c *call) bool { time.Sleep(200 * time.Millisecond); return true }, 0.3, nil},
	{"no answer", "Timeout", func(_ *realm, c *call) bool { c.stall(); return true }, 0.05, []string{"--call-timeout", "2s"}},
	{"stalled bodies", "Timeout", func(_ *realm, c *call) bool { c.begin(len(c.answer) / 2); c.stall(); return true }, 0.05, []string{"--call-timeout", "2s"}},
	{"resets", "Connection", func(_ *realm, c *call) bool { c.drop(); return true }, 0.15, nil},
	{"resets within the body", "Connection", func(_ *realm, c *call) bool { c.begin(len(c.answer) / 2); c.drop(); return true }, 0.15, nil},
	{"pages for people", "Malformed", func(_ *realm, c *call) bool { c.page(200); return true }, 0.15, nil},
	{"pages that say not found", "Malformed", func(_ *realm, c *call) bool { c.page(404); return true }, 0.15, nil},
	{"another protocol", "Malformed", func(_ *realm, c *call) bool {
		if c.status != 200 {
			return false
		}
		if c.inXML() {
			c.answer = []byte(`{"message":"ok"}`)
		} else {
			c.answer = []byte(`<Response><Result/></Response>`)
		}
		return true
	}, 0.15, nil},
	{"empty answers", "Malformed", func(_ *realm, c *call) bool { c.status, c.answer = 200, nil; return true }, 0.15, nil},
	{"truncated answers", "Malformed", func(_ *realm, c *call) bool {
		if c.status != 200 || len(c.answer) < 4 {
			return false
		}
		c.answer = c.answer[:len(c.answer)*2/5]
		return true
	}, 0.15, nil},
	{"a token that repeats", "Endless", func(f *realm, c *call) bool { return f.pageOf(c, false) }, 0.3, nil},
	{"tokens without end", "Endless", func(f *realm, c *call) bool { return f.pageOf(c, true) }, 0.3, nil},
	{"a wrong clock", "ClockSkew", func(_ *realm, c *call) bool {
		c.header.Set("Date", time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat))
		c.error("RequestTimeTooSkewed")
		return true
	}, 0.15, nil},
	{"credentials that expire halfway", "Credentials", func(f *realm, c *call) bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.asked[c.account]++; f.asked[c.account] < 120 {
			return false
		}
		c.error("ExpiredTokenException")
		return true
	}, 1, nil},
}

// error makes the answer an error with this code, in the protocol of the call.
func (c *call) error(code string) {
	c.status = 403
	c.header.Set("X-Amzn-Errortype", code)
	switch kind := c.r.Header.Get("Content-Type"); {
	case c.service == "ec2":
		c.answer = []byte(`<Response><Errors><Error><Code>` + code + `</Code></Error></Errors></Response>`)
	case c.service == "s3" && c.r.Header.Get("X-Amz-Account-Id") == "":
		c.answer = []byte(`<Error><Code>` + code + `</Code></Error>`)
	case c.inXML(), strings.HasPrefix(kind, "application/x-www-form-urlencoded"), c.service == "s3":
		c.answer = []byte(`<ErrorResponse><Error><Code>` + code + `</Code></Error></ErrorResponse>`)
	case kind == "application/cbor":
		c.header.Set("Smithy-Protocol", "rpc-v2-cbor")
		c.answer = append([]byte{0xa1, 0x66, '_', '_', 't', 'y', 'p', 'e', 0x60 + byte(len(code))}, code...) // {"__type": code}; codes are shorter than 24
	default:
		c.answer = []byte(`{"__type":"` + code + `"}`)
	}
}

// matrix is what the tests of a whole scan with faults share.
type matrix struct {
	realm    *realm
	url      string
	complete *policies.Result
	more     []string // of the environment
}

func newMatrix(t *testing.T) *matrix {
	t.Helper()
	m := &matrix{realm: newRealm(t)}
	server := httptest.NewServer(m.realm)
	t.Cleanup(func() { server.CloseClientConnections(); server.Close() })
	m.url = server.URL
	got, res := m.scan(t)
	if got.status != exitOK || res == nil {
		t.Fatalf("the scan without faults: exit %d\n%s", got.status, got.stderr)
	}
	for _, g := range res.Gaps {
		if g.Code != "Unsupported" && g.Account != "organization" { // what the recording of one account has not
			t.Fatalf("the scan without faults has the gap %+v", g)
		}
	}
	m.complete = res
	return m
}

func (m *matrix) args(more ...string) []string {
	return append([]string{"--org", "--role-name", "Audit", "--max-rate", "100000", "--timeout", "40s"}, more...)
}

func (m *matrix) env(more ...string) []string {
	return environ(m.url, slices.Concat([]string{"AWS_MAX_ATTEMPTS=2"}, m.more, more)...)
}

// scan runs the program over the realm. It must end before the deadline that --timeout sets, with what is left to do after it.
func (m *matrix) scan(t *testing.T, more ...string) (outcome, *policies.Result) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "result.json")
	args := append([]string{"scan", "-q", "-o", "json=" + path, "--as-of", m.realm.rec.At.Format(time.RFC3339)}, m.args(more...)...)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary(t), args...)
	cmd.Env = m.env()
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	if ctx.Err() != nil {
		t.Fatalf("the scan hangs: %v", err)
	}
	got := outcome{cmd.ProcessState.ExitCode(), out.String(), errOut.String()}
	sane(t, got)
	if got.status != exitOK {
		return got, nil
	}
	rep, err := report.ReadJSON(path)
	if err != nil {
		t.Fatal(err)
	}
	return got, rep.Result
}

// sane says whether a run ended as a program does.
func sane(t *testing.T, got outcome) {
	t.Helper()
	if got.status == exitInternal || got.status < 0 || strings.Contains(got.stderr, "panic") || strings.Contains(got.stderr, "goroutine ") || strings.Contains(got.stderr, "internal error") {
		t.Errorf("exit %d: %.2000s", got.status, got.stderr)
	}
}

// compare compares all findings with those of the complete world: those of the accounts that had no fault are unchanged, the others are the
// same or not available, with a gap of the fault's account.
func (m *matrix) compare(t *testing.T, res *policies.Result, struck func(account string) bool) {
	t.Helper()
	want, got := byKey(m.complete), byKey(res)
	open := map[[2]string]bool{} // control, account: something is unknown
	for k, f := range got {
		if f.Status == policies.NotAvailable && len(f.Gaps) > 0 {
			open[[2]string{k.control, k.account}] = true
		}
	}
	wrong := 0
	say := func(format string, a ...any) {
		if wrong++; wrong <= 10 {
			t.Errorf(format, a...)
		}
	}
	ours := func(f policies.Finding) bool { // its gaps are all those of an account that was struck, or of the complete world
		return slices.ContainsFunc(f.Gaps, func(i int) bool { return struck(res.Gaps[i].Account) || res.Gaps[i].Account == "organization" })
	}
	for k, f := range got {
		w, there := want[k]
		switch {
		case there && w.Status == f.Status:
		case f.Status == policies.NotAvailable && ours(f):
		case !there:
			say("%v: %s (%s), but the complete world has no such finding", k, f.Status, f.ReasonCode)
		default:
			say("%v: %s (%s), but %s (%s) in the complete world", k, f.Status, f.ReasonCode, w.Status, w.ReasonCode)
		}
	}
	for k, w := range want {
		if _, there := got[k]; !there && !(open[[2]string{k.control, k.account}] && struck(k.account)) {
			say("%v: silence, but %s (%s) in the complete world", k, w.Status, w.ReasonCode)
		}
	}
	for _, e := range res.Errors {
		say("a control erred: %s", e)
	}
}

// causes are the classes of the gaps of an account that the complete world does not have, and how many of each. The cause of a listing that
// was cut is its error.
func (m *matrix) causes(res *policies.Result, account string) map[string]int {
	known := map[string]bool{}
	for _, g := range m.complete.Gaps {
		known[fmt.Sprint(g.Account, g.Region, g.Collection, g.Operation)] = true
	}
	out := map[string]int{}
	for _, g := range res.Gaps {
		if g.Collection == "macie2.sessions" && g.Code == "Unsupported" {
			continue // where IAM cannot say that Macie was never on, each Region is asked, which the recording does not hold
		}
		if g.Account != account || known[fmt.Sprint(g.Account, g.Region, g.Collection, g.Operation)] {
			continue
		}
		if g.Code == "CutPage" {
			g.Code = g.Error
		}
		out[g.Code]++
	}
	return out
}

// TestFaultMatrix lets calls of two accounts fail, each in a way of its own, in whole scans of an organization by the program as users run
// it. KIJUN_SOAK=1 repeats each with other draws (make soak); KIJUN_FAULT=NAME is one way alone.
func TestFaultMatrix(t *testing.T) {
	m := newMatrix(t)
	rounds := 1
	if os.Getenv("KIJUN_SOAK") != "" {
		rounds = 8
	}
	var chosen []ill
	for _, x := range ills {
		if only := os.Getenv("KIJUN_FAULT"); only == "" || only == x.name {
			chosen = append(chosen, x)
		}
	}
	for pair := range slices.Chunk(chosen, 2) {
		var names, flags []string
		strikes := map[string]*strike{}
		for i, x := range pair {
			names = append(names, x.name)
			flags = append(flags, x.flags...)
			strikes[nations[1+i]] = &strike{ill: x}
		}
		t.Run(strings.Join(names, " and "), func(t *testing.T) {
			for round := range rounds {
				m.realm.set(func(c *call) {
					s := strikes[c.account]
					if s != nil && c.service != "sts" && (c.token != "" || lot(uint64(round), s.chance, s.name, c.key)) && s.strike(m.realm, c) {
						m.realm.mu.Lock()
						s.n++
						m.realm.mu.Unlock()
					}
				})
				got, res := m.scan(t, flags...)
				m.realm.set(nil)
				if res == nil {
					t.Fatalf("round %d: exit %d: %s", round, got.status, got.stderr)
				}
				m.compare(t, res, func(account string) bool { return strikes[account] != nil && strikes[account].class != "" })
				for account, s := range strikes {
					causes := m.causes(res, account)
					if s.n == 0 {
						t.Errorf("%s, round %d: no call was struck", s.name, round)
					}
					maps.DeleteFunc(causes, func(class string, _ int) bool { return strings.Contains(s.class, class) && class != "" })
					if found := len(m.causes(res, account)); len(causes) > 0 || s.class != "" && found == 0 {
						t.Errorf("%s, round %d: gaps %v, want only %q", s.name, round, causes, s.class)
					}
				}
				if others := m.causes(res, nations[0]); len(others) > 0 {
					t.Errorf("round %d: gaps of an account without faults: %v", round, others)
				}
			}
		})
	}
}

// strike is a fault of one account, and how often it struck.
type strike struct {
	ill
	n int
}

// TestFaultsOfWholeServices lets what many calls need fail: the role of an account, the name of a service.
func TestFaultsOfWholeServices(t *testing.T) {
	m := newMatrix(t)
	t.Run("a role that cannot be assumed", func(t *testing.T) {
		m.realm.set(func(c *call) {
			if c.service == "sts" && strings.Contains(c.key, nations[1]) {
				c.error("AccessDenied")
			}
			if c.service == "sts" && strings.Contains(c.key, nations[2]) {
				c.status, c.answer = 503, nil
			}
		})
		defer m.realm.set(nil)
		_, res := m.scan(t)
		if res == nil {
			t.FailNow()
		}
		m.compare(t, res, func(account string) bool { return account != nations[0] })
		for i, want := range []string{"AccessDenied", "Credentials"} {
			account := nations[1+i]
			if !slices.ContainsFunc(res.Gaps, func(g policies.Gap) bool {
				return g.Account == account && g.Operation == "sts:AssumeRole" && g.Code == want && strings.Contains(g.Message, "could not be entered")
			}) {
				t.Errorf("no gap of %s names its role and %s: %+v", account, want, m.causes(res, account))
			}
			for f := range res.Findings.All() {
				if f.Account == account && f.Status != policies.NotAvailable && f.Status != policies.NotApplicable {
					t.Fatalf("%s %s is %s in an account that was not read", f.Control, f.Resource.ID, f.Status)
				}
			}
		}
	})
	t.Run("a name that does not resolve", func(t *testing.T) {
		m.more = []string{"AWS_ENDPOINT_URL_KMS=http://kms.invalid"} // RFC 6761: nobody has it
		defer func() { m.more = nil }()
		_, res := m.scan(t)
		if res == nil {
			t.FailNow()
		}
		m.compare(t, res, func(string) bool { return true })
		for _, account := range nations {
			if causes := m.causes(res, account); len(causes) != 1 || causes["EndpointMissing"] == 0 {
				t.Errorf("%s: gaps %v", account, causes)
			}
		}
		for _, g := range res.Gaps {
			if g.Code == "EndpointMissing" && !strings.HasPrefix(g.Operation, "kms:") {
				t.Errorf("the gap of %s is EndpointMissing", g.Operation)
			}
		}
	})
	t.Run("a region whose names do not resolve", func(t *testing.T) {
		const nowhere = "eu-nowhere-1" // which AWS does not have: its names resolve nowhere
		g := newGateway(t, answeringAs(m.realm, nowhere, "us-east-1"))
		old := m.complete
		defer func() { m.complete, m.more = old, nil }()
		m.more = g.env()
		got, res := m.scan(t)
		if res == nil {
			t.Fatalf("exit %d: %s", got.status, got.stderr)
		}
		m.complete = res
		for _, account := range nations {
			if causes := m.causes(old, account); len(causes) > 0 {
				t.Fatalf("the scan through the gateway lacks gaps of that without: %v", causes)
			}
		}
		for _, g := range res.Gaps {
			if g.Code != "Unsupported" && g.Account != "organization" {
				t.Fatalf("the scan without faults has the gap %+v", g)
			}
		}
		m.more = g.env("."+nowhere+".amazonaws.com", "."+nowhere+".api.aws")
		got, res = m.scan(t)
		if res == nil {
			t.Fatalf("exit %d: %s", got.status, got.stderr)
		}
		m.compare(t, res, func(string) bool { return true })
		for _, account := range nations {
			if causes := m.causes(res, account); len(causes) != 1 || causes["EndpointMissing"] == 0 {
				t.Errorf("%s: gaps %v", account, causes)
			}
		}
		for _, g := range res.Gaps {
			if g.Code == "EndpointMissing" && (g.Region != nowhere || !strings.Contains(g.Message, "."+nowhere+".")) {
				t.Errorf("the gap of %s in %s is EndpointMissing: %s", g.Operation, g.Region, g.Message)
			}
		}
		unknown := 0
		for f := range res.Findings.All() {
			if f.Region == nowhere && f.Status == policies.NotAvailable {
				unknown++
			}
		}
		if unknown < 100 {
			t.Errorf("only %d findings of the region are not available", unknown)
		}
	})
}
