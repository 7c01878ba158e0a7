// Package replay is an AWS endpoint that answers from a recording: for the example account of kijun demo, for benchmarks, and for
// tests that want the real SDK over real HTTP without an emulator.
package replay

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"
)

//go:embed example.jsonl.gz
var example []byte

// Answer is one recorded answer. Key identifies the request, as [Key] does.
type Answer struct {
	Key     string            `json:"key"`
	Request string            `json:"request"` // for people: service, region and operation
	Status  int               `json:"status"`
	Header  map[string]string `json:"header"`
	Body    []byte            `json:"body"`
}

// Recording is a set of answers and the time at which they were recorded, against which ages in them make sense.
type Recording struct {
	At      time.Time
	answers map[string]Answer
	Missing func(request string) // told of requests that the recording lacks; may be nil
}

// Example is the account of kijun demo: good in parts and bad in parts.
func Example() (*Recording, error) { return Read(bytes.NewReader(example)) }

// Read reads a recording: gzip of JSON Lines, the first line {"at": time}, then one Answer a line.
func Read(r io.Reader) (*Recording, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	lines := bufio.NewReader(z)
	dec := json.NewDecoder(lines)
	var head struct{ At time.Time }
	if err := dec.Decode(&head); err != nil {
		return nil, fmt.Errorf("recording: %w", err)
	}
	rec := &Recording{At: head.At, answers: map[string]Answer{}}
	for dec.More() {
		var a Answer
		if err := dec.Decode(&a); err != nil {
			return nil, fmt.Errorf("recording: %w", err)
		}
		rec.answers[a.Key] = a
	}
	return rec, nil
}

// Write writes answers in the form that Read reads, sorted, so that the same answers make the same file.
func Write(w io.Writer, at time.Time, answers []Answer) error {
	slices.SortFunc(answers, func(a, b Answer) int { return strings.Compare(a.Request+a.Key, b.Request+b.Key) })
	z := gzip.NewWriter(w)
	enc := json.NewEncoder(z)
	if err := enc.Encode(map[string]time.Time{"at": at}); err != nil {
		return err
	}
	for _, a := range answers {
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return z.Close()
}

// ServeHTTP answers a request as it was answered when it was recorded, else with status 501, which the SDK does not repeat.
func (rec *Recording) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 16<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	key, name := Key(r, body)
	a, ok := rec.answers[key]
	if !ok {
		if rec.Missing != nil {
			rec.Missing(name)
		}
		http.Error(w, "not recorded", http.StatusNotImplemented)
		return
	}
	for k, v := range a.Header {
		w.Header().Set(k, v)
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body) // the client has gone: nobody is there to be told
}

var scope = regexp.MustCompile(`Credential=[^/]+/[0-9]+/([^/]*)/([^/]*)/aws4_request`)

// Key identifies a request by what it asks: service and region of its signature, method, path, query, target, and body, whatever the
// order of its members. name tells a person what it asks.
func Key(r *http.Request, body []byte) (key, name string) {
	region, service := "", ""
	if m := scope.FindStringSubmatch(r.Header.Get("Authorization")); m != nil {
		region, service = m[1], m[2]
	}
	operation := r.Header.Get("X-Amz-Target")
	text := string(body)
	kind := r.Header.Get("Content-Type")
	switch {
	case strings.HasPrefix(kind, "application/x-www-form-urlencoded"):
		if form, err := url.ParseQuery(text); err == nil {
			text = form.Encode()
			operation = form.Get("Action")
		}
	case strings.Contains(kind, "json"):
		var v any
		if json.Unmarshal(body, &v) == nil {
			if raw, err := json.Marshal(v); err == nil {
				text = string(raw)
			}
		}
	case kind == "application/cbor":
		if v, err := cbor.Decode(body); err == nil {
			text = plain(v)
		}
		operation = r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	}
	if operation == "" {
		operation = r.Method + " " + r.URL.RequestURI()
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{service, region, r.Method, r.URL.Path, r.URL.Query().Encode(), r.Header.Get("X-Amz-Target"), r.Header.Get("X-Amz-Account-Id"), text}, "\n")))
	return hex.EncodeToString(sum[:16]), service + " " + region + " " + operation
}

// plain is a CBOR value with sorted keys.
func plain(v cbor.Value) string {
	switch x := v.(type) {
	case cbor.Map:
		var keys []string
		for k := range x {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		var out []string
		for _, k := range keys {
			out = append(out, fmt.Sprintf("%q:%s", k, plain(x[k])))
		}
		return "{" + strings.Join(out, ",") + "}"
	case cbor.List:
		var out []string
		for _, y := range x {
			out = append(out, plain(y))
		}
		return "[" + strings.Join(out, ",") + "]"
	}
	return fmt.Sprintf("%T(%v)", v, v)
}

// Requests are the requests that a recording answers, sorted by name and key: key → name.
func (rec *Recording) Requests() (keys []string, names map[string]string) {
	names = map[string]string{}
	for k, a := range rec.answers {
		keys = append(keys, k)
		names[k] = a.Request
	}
	slices.SortFunc(keys, func(a, b string) int { return strings.Compare(names[a]+a, names[b]+b) })
	return keys, names
}
