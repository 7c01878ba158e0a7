package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
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
	"kijun/scanner/replay"
)

// recorder stands before an endpoint and keeps what it answers.
type recorder struct {
	upstream string
	mu       sync.Mutex
	answers  map[string]replay.Answer
}

// kept are the headers of an answer that the SDK reads.
var kept = []string{"Content-Type", "X-Amzn-Errortype", "Smithy-Protocol", "X-Amz-Bucket-Region"}

func (rec *recorder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	key, name := replay.Key(r, body)
	req, err := http.NewRequestWithContext(r.Context(), r.Method, rec.upstream+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	req.Header = r.Header.Clone()
	got, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	a := replay.Answer{Key: key, Request: name, Status: got.StatusCode, Header: map[string]string{}, Body: text}
	for _, h := range kept {
		if v := got.Header.Get(h); v != "" {
			a.Header[h] = v
			w.Header().Set(h, v)
		}
	}
	rec.mu.Lock()
	rec.answers[key] = a
	rec.mu.Unlock()
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body)
}

// record scans an endpoint with everything that collectors can ask, and gives what was answered.
func record(t *testing.T, e *emulator) map[string]replay.Answer {
	t.Helper()
	rec := &recorder{upstream: e.url, answers: map[string]replay.Answer{}}
	server := httptest.NewServer(rec)
	defer server.Close()
	point(t, server.URL)
	collectInto(t, everything(t), time.Now, collect.Limits{Attempts: 1, Backoff: -1, MaxRate: 100_000})
	return rec.answers
}

// keep writes a recording.
func keep(t *testing.T, path string, answers map[string]replay.Answer) {
	t.Helper()
	var out bytes.Buffer
	if err := replay.Write(&out, time.Now().UTC().Truncate(time.Second), slices.Collect(maps.Values(answers))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d answers, %d bytes", path, len(answers), out.Len())
}

// cutPages makes every listing of the emulator break off after half of its first page.
func (e *emulator) cutPages(t *testing.T) {
	t.Helper()
	type operation struct{ Service, Operation string }
	var lines []operation
	if err := json.Unmarshal(e.do(t, "GET", "/__log", nil), &lines); err != nil {
		t.Fatal(err)
	}
	seen := map[operation]bool{}
	for _, op := range lines {
		if seen[op] {
			continue
		}
		seen[op] = true
		body := fmt.Sprintf(`{"service": %q, "operation": %q, "kind": "cut-page"}`, op.Service, op.Operation)
		got, err := http.Post(e.url+"/__faults", "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close() // 400: it has no pages
	}
}

// TestRecordExample records the account of kijun demo and the one that the fault tests use, with its pages whole and cut (make example).
func TestRecordExample(t *testing.T) {
	if os.Getenv("KIJUN_RECORD") == "" {
		t.Skip("make example records")
	}
	e := startEmulator(t)
	e.seed(t, "mixed")
	keep(t, filepath.Join("..", "..", "scanner", "replay", "example.jsonl.gz"), record(t, e))
	e.seed(t, "blea-standalone")
	whole := record(t, e)
	keep(t, filepath.Join("testdata", "blea.jsonl.gz"), whole)
	e.cutPages(t)
	cut := record(t, e)
	for key, a := range cut {
		if _, asked := whole[key]; !asked || !bytes.Contains(a.Body, []byte("cut-page")) { // the token that the front gives
			delete(cut, key) // the second page, or an answer without pages
		}
	}
	keep(t, filepath.Join("testdata", "blea-cut.jsonl.gz"), cut)
}

// recording reads a recording of testdata.
func recording(t testing.TB, name string) *replay.Recording {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rec, err := replay.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}
