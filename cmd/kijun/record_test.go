package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
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

// record scans an account of the emulator with everything that collectors can ask, and writes what was answered to path.
func record(t *testing.T, e *emulator, account, path string) {
	t.Helper()
	e.seed(t, account)
	rec := &recorder{upstream: e.url, answers: map[string]replay.Answer{}}
	server := httptest.NewServer(rec)
	defer server.Close()
	point(t, server.URL)
	collectInto(t, everything(t), time.Now, collect.Limits{Attempts: 1, MaxRate: 100_000})
	var answers []replay.Answer
	for _, a := range rec.answers {
		answers = append(answers, a)
	}
	var out bytes.Buffer
	if err := replay.Write(&out, time.Now().UTC().Truncate(time.Second), answers); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d answers, %d bytes", path, len(answers), out.Len())
}

// TestRecordExample records the account of kijun demo and the one that the fault tests use (make example).
func TestRecordExample(t *testing.T) {
	if os.Getenv("KIJUN_RECORD") == "" {
		t.Skip("make example records")
	}
	e := startEmulator(t)
	record(t, e, "mixed", filepath.Join("..", "..", "scanner", "replay", "example.jsonl.gz"))
	record(t, e, "blea-standalone", filepath.Join("testdata", "blea.jsonl.gz"))
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
