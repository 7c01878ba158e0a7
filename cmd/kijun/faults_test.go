package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kijun/policies"
	"kijun/scanner/collect"
	"kijun/scanner/replay"
	"kijun/scanner/snapshot"
)

// faulty is a recorded endpoint of which some requests fail.
type faulty struct {
	rec, cut *replay.Recording // cut are first pages with half of what they hold and a token for a second one
	half     map[string]bool   // keys of the requests that cut answers

	mu     sync.Mutex
	faults map[string]string // key of the request -> mode
	asked  map[string]bool
}

// modes are the ways in which a call fails. A cut page is given, and the one after it refused.
var modes = []string{"denied", "throttled", "timeout", "cut"}

func (f *faulty) set(faults map[string]string) {
	f.mu.Lock()
	f.faults, f.asked = faults, map[string]bool{}
	f.mu.Unlock()
}

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	key, name := replay.Key(r, body)
	f.mu.Lock()
	mode := f.faults[key]
	f.asked[key] = true
	f.mu.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	switch mode {
	case "cut":
		f.cut.ServeHTTP(w, r)
	case "":
		f.rec.ServeHTTP(w, r) // what it lacks, such as a second page, is an error of the service
	case "timeout":
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	default:
		refuse(w, r, name, mode)
	}
}

// refuse answers with an error in the protocol of the request, as the services document theirs.
func refuse(w http.ResponseWriter, r *http.Request, name, mode string) {
	code, status := "AccessDeniedException", 400
	if mode == "throttled" {
		code = "ThrottlingException"
	}
	kind := r.Header.Get("Content-Type")
	service, _, _ := strings.Cut(name, " ")
	switch {
	case service == "ec2":
		code = map[string]string{"denied": "UnauthorizedOperation", "throttled": "RequestLimitExceeded"}[mode]
		w.WriteHeader(map[string]int{"denied": 403, "throttled": 503}[mode])
		fmt.Fprintf(w, `<Response><Errors><Error><Code>%s</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></Response>`, code)
	case service == "s3":
		code = map[string]string{"denied": "AccessDenied", "throttled": "SlowDown"}[mode]
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(map[string]int{"denied": 403, "throttled": 503}[mode])
		fmt.Fprintf(w, `<?xml version="1.0"?><Error><Code>%s</Code><Message>no</Message></Error>`, code)
	case strings.HasPrefix(kind, "application/x-www-form-urlencoded"):
		code = map[string]string{"denied": "AccessDenied", "throttled": "Throttling"}[mode]
		w.WriteHeader(403)
		fmt.Fprintf(w, `<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>no</Message></Error></ErrorResponse>`, code)
	case kind == "application/cbor":
		w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
		w.Header().Set("Content-Type", "application/cbor")
		w.WriteHeader(status)
		_, _ = w.Write(append([]byte{0xa1, 0x66, '_', '_', 't', 'y', 'p', 'e', 0x60 + byte(len(code))}, code...)) // {"__type": code}; codes are shorter than 24
	default:
		w.Header().Set("X-Amzn-Errortype", code)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"__type":%q,"message":"no"}`, code)
	}
}

var variable = regexp.MustCompile(`[0-9]{4,}|[0-9a-f]{8}-[0-9a-f-]+|arn[:%][^/?&]*`)

// shape is what a request asks, without whom: one of each shape stands for the operation.
func shape(name string) string {
	service, rest, _ := strings.Cut(name, " ")
	_, operation, _ := strings.Cut(rest, " ")
	if method, uri, ok := strings.Cut(operation, " "); ok { // REST: the path holds names
		path, query, _ := strings.Cut(uri, "?")
		parts := strings.Split(path, "/")
		switch {
		case service == "s3" && len(parts) > 1 && parts[1] != "":
			parts[1] = "*"
		case len(parts) > 3:
			parts[3] = "*"
		}
		var keys []string
		for _, kv := range strings.Split(query, "&") {
			k, _, _ := strings.Cut(kv, "=")
			keys = append(keys, k)
		}
		operation = method + " " + variable.ReplaceAllString(strings.Join(parts, "/"), "*") + "?" + strings.Join(keys, "&")
	}
	return service + " " + operation
}

// bench is what a soundness test runs on: all controls, a recorded account that can fail, and its complete verdicts.
type bench struct {
	set      *policies.Set
	endpoint *faulty
	now      func() time.Time
	complete *policies.Result
	keys     []string // requests that a scan of it makes
	names    map[string]string
	judged   map[string]verdicts // by what a scan saw: failures that leave the same evidence and the same gaps are judged once
	whole    map[string]bool     // what the scan of the complete world saw
	askers   map[string][]string // key of a request -> collections that ask it
	index    map[string]policies.IndexEntry
}

// verdicts are what is wrong with those of one scan, and the controls that could not say something.
type verdicts struct{ wrong, unknown []string }

func newBench(t *testing.T) *bench {
	t.Helper()
	set, err := policies.Load(policies.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	rec, cut := recording(t, "blea.jsonl.gz"), recording(t, "blea-cut.jsonl.gz")
	b := &bench{set: set, endpoint: &faulty{rec: rec, cut: cut, half: map[string]bool{}}, now: func() time.Time { return rec.At }, judged: map[string]verdicts{}}
	if b.index, err = policies.Index(); err != nil {
		t.Fatal(err)
	}
	halves, _ := cut.Requests()
	for _, k := range halves {
		b.endpoint.half[k] = true
	}
	server := httptest.NewServer(b.endpoint)
	t.Cleanup(server.Close)
	point(t, server.URL)
	path, m := b.scan(t, set.Needs(), nil)
	b.whole = map[string]bool{}
	for _, x := range saw(m) {
		b.whole[x] = true
	}
	for _, g := range m.Gaps {
		t.Errorf("the recording lacks %s %s %s: %s %s (make example)", g.Region, g.Key, g.Operation, g.Code, g.Message)
	}
	if t.Failed() {
		t.FailNow()
	}
	b.complete = b.judge(t, path, nil)
	keys, names := rec.Requests()
	b.names = names
	for _, k := range keys {
		if b.endpoint.asked[k] && !strings.HasPrefix(names[k], "sts ") {
			b.keys = append(b.keys, k)
		}
	}
	b.askers = map[string][]string{}
	for collection, details := range set.Needs() {
		path, _ := b.scan(t, map[string][]string{collection: details}, nil)
		os.Remove(path)
		for k := range b.endpoint.asked {
			b.askers[k] = append(b.askers[k], collection)
		}
	}
	return b
}

// saw is what a scan found, entry by entry, and its gaps. Codes and messages of gaps decide nothing.
func saw(m *snapshot.Manifest) []string {
	var out []string
	for _, e := range m.Collections("") {
		out = append(out, e.Name+" "+e.SHA256)
	}
	for _, g := range m.Gaps {
		out = append(out, strings.Join([]string{"gap", g.Region, g.Key, g.ID, g.Operation}, " "))
	}
	slices.Sort(out)
	return out
}

// scan scans with some requests failing.
func (b *bench) scan(t testing.TB, need map[string][]string, faults map[string]string) (string, *snapshot.Manifest) {
	t.Helper()
	b.endpoint.set(faults)
	limits := collect.Limits{Attempts: 2, Backoff: -1, MaxRate: 1_000_000}
	if slices.Contains(slices.Collect(maps.Values(faults)), "timeout") {
		limits.CallTimeout = 200 * time.Millisecond // of every call: on a busy machine others may fail too, which must be as sound
	}
	return collectInto(t, need, b.now, limits)
}

func (b *bench) judge(t testing.TB, path string, only map[string]bool) *policies.Result {
	t.Helper()
	r, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer os.Remove(path)
	defer r.Close()
	res, err := b.set.Evaluate(context.Background(), r, policies.Options{Lang: "en", Only: only, Limit: time.Hour}) // a busy machine is no fault of the control
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// run scans with some requests failing, and compares the verdicts of the controls that read what is different.
func (b *bench) run(t testing.TB, faults map[string]string) verdicts {
	t.Helper()
	path, m := b.scan(t, b.set.Needs(), faults)
	all := saw(m)
	key := strings.Join(all, "\n")
	if _, done := b.judged[key]; done {
		os.Remove(path)
		return b.judged[key]
	}
	seen := map[string]bool{}
	touched := map[string]bool{} // collections
	note := func(x string) {
		if gap, ok := strings.CutPrefix(x, "gap "); ok {
			touched[strings.Fields(gap)[1]] = true
			return
		}
		name, _, _ := strings.Cut(x, " ")
		touched[strings.TrimSuffix(name[strings.LastIndex(name, "/")+1:], ".jsonl")] = true
	}
	for _, x := range all {
		if seen[x] = true; !b.whole[x] {
			note(x)
		}
	}
	for x := range b.whole {
		if !seen[x] {
			note(x)
		}
	}
	var only map[string]bool // nil: all
	if !touched["regions"] {
		only = b.set.Readers(touched)
	}
	b.judged[key] = b.compare(b.judge(t, path, only), only)
	return b.judged[key]
}

// same says whether a request that fails in this way leaves what a denied one does, as far as the collections see that ask it.
func (b *bench) same(t testing.TB, key, mode string) bool {
	t.Helper()
	need := map[string][]string{}
	for _, collection := range b.askers[key] {
		need[collection] = b.set.Needs()[collection]
	}
	if len(need) == 0 || mode == "cut" || mode == "denied" {
		return false
	}
	var found [2][]string
	for i, how := range []string{"denied", mode} {
		path, m := b.scan(t, need, map[string]string{key: how})
		os.Remove(path)
		found[i] = saw(m)
	}
	return slices.Equal(found[0], found[1])
}

type findingKey struct{ control, account, region, resource string }

func byKey(res *policies.Result) map[findingKey]policies.Finding {
	out := map[findingKey]policies.Finding{}
	for _, f := range res.Findings.List() {
		out[findingKey{f.Control, f.Account, f.Region, f.Resource.ID}] = f
	}
	return out
}

// compare compares the verdicts of a scan with failures with those of the complete world: each is the same or NOT_AVAILABLE, and
// none is silent.
func (b *bench) compare(res *policies.Result, only map[string]bool) verdicts {
	var wrong []string
	want, got := byKey(b.complete), byKey(res)
	open := map[string]bool{}
	for k, f := range got {
		if f.Status == policies.NotAvailable && len(f.Gaps) > 0 {
			open[k.control] = true
		}
	}
	for k, f := range got {
		w, there := want[k]
		switch {
		case f.Status == policies.NotAvailable && len(f.Gaps) > 0:
		case !there:
			wrong = append(wrong, fmt.Sprintf("%v: %s (%s), but the complete world has no such finding", k, f.Status, f.ReasonCode))
		case w.Status != f.Status:
			wrong = append(wrong, fmt.Sprintf("%v: %s (%s), but %s (%s) in the complete world", k, f.Status, f.ReasonCode, w.Status, w.ReasonCode))
		}
	}
	for k, w := range want {
		if _, there := got[k]; !there && !open[k.control] && (only == nil || only[k.control]) {
			wrong = append(wrong, fmt.Sprintf("%v: silence, but %s (%s) in the complete world", k, w.Status, w.ReasonCode))
		}
	}
	for _, e := range res.Errors {
		wrong = append(wrong, "a control erred: "+e)
	}
	slices.Sort(wrong)
	return verdicts{wrong, slices.Sorted(maps.Keys(open))}
}

// TestFaults fails one call of each operation in each way, and then random sets of calls, and compares every verdict with that of the
// complete world. testdata/faults.golden pins which controls lose a verdict to which call: all others must survive it
// (KIJUN_UPDATE=1 writes it; read the difference before you believe it). KIJUN_SOAK=1 fails every single call (make soak), KIJUN_FAULT
// narrows it to operations that contain it.
func TestFaults(t *testing.T) {
	b := newBench(t)
	one := map[string]string{} // shape -> key
	for _, k := range b.keys {
		s := shape(b.names[k])
		if one[s] == "" || strings.Contains(b.names[k], " ap-northeast-1 ") && !strings.Contains(b.names[one[s]], " ap-northeast-1 ") {
			one[s] = k
		}
	}
	soak, only := os.Getenv("KIJUN_SOAK") != "", os.Getenv("KIJUN_FAULT")
	var lines []string
	for _, s := range slices.Sorted(maps.Keys(one)) {
		if !strings.Contains(s, only) {
			continue
		}
		keys := []string{one[s]}
		if soak {
			keys = nil
			for _, k := range b.keys {
				if shape(b.names[k]) == s {
					keys = append(keys, k)
				}
			}
		}
		for _, key := range keys {
			for _, mode := range modes {
				if mode == "cut" && !b.endpoint.half[key] {
					continue
				}
				if b.same(t, key, mode) { // the evidence is that of a denied call, which was judged before
					continue
				}
				got := b.run(t, map[string]string{key: mode})
				for _, w := range got.wrong {
					t.Errorf("%s %s: %s", b.names[key], mode, w)
				}
				if key == one[s] && (mode == "denied" || mode == "cut") {
					lines = append(lines, s+" "+mode+": "+strings.Join(got.unknown, " "))
				}
			}
		}
	}
	if only != "" {
		return
	}
	golden(t, "faults.golden", strings.Join(lines, "\n")+"\n")
	n := 200
	if soak {
		n = 5000
	}
	rnd := rand.New(rand.NewPCG(20, 26))
	for i := range n {
		faults := map[string]string{}
		for range 1 + rnd.IntN(6) {
			key := b.keys[rnd.IntN(len(b.keys))]
			faults[key] = "denied"
			if b.endpoint.half[key] && rnd.IntN(2) == 0 {
				faults[key] = "cut"
			}
		}
		for _, w := range b.run(t, faults).wrong {
			var names []string
			for k, m := range faults {
				names = append(names, m+" "+b.names[k])
			}
			slices.Sort(names)
			t.Errorf("random set %d (%s): %s", i, strings.Join(names, "; "), w)
		}
	}
	t.Logf("%d shapes of calls, %d calls, %d findings; %d different worlds", len(one), len(b.keys), b.complete.Findings.Len(), len(b.judged))
}

// golden compares with a file of testdata, or writes it when KIJUN_UPDATE is set.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("KIJUN_UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	old := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(old) || old[i] != line {
			t.Errorf("%s, line %d:\n got %s\nwant %s", name, i+1, line, append(old, make([]string, i+1)...)[i])
			return
		}
	}
}
