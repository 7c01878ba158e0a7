// Command record stands between kijun and an endpoint and records what is answered, until its standard input ends:
//
//	record -listen 127.0.0.1:0 -upstream http://127.0.0.1:5000 -out example.jsonl.gz
//
// It prints the address that it listens on. Recordings hold what an example account answers, never a real one.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"kijun/scanner/replay"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on")
	upstream := flag.String("upstream", "", "endpoint that is recorded")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if err := run(*listen, *upstream, *out); err != nil {
		fmt.Fprintln(os.Stderr, "record:", err)
		os.Exit(4)
	}
}

func run(listen, upstream, out string) error {
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	answers := map[string]replay.Answer{}
	server := &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, err := ask(upstream, r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		mu.Lock()
		answers[a.Key] = a
		mu.Unlock()
		for k, v := range a.Header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(a.Status)
		_, _ = w.Write(a.Body) // the client has gone: nobody is there to be told
	})}
	fmt.Printf("listening %s\n", l.Addr())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // its end is the sign to stop, however it comes
		_ = server.Close()
	}()
	if err := server.Serve(l); err != http.ErrServerClosed {
		return err
	}
	var list []replay.Answer
	for _, a := range answers {
		list = append(list, a)
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := replay.Write(f, time.Now().UTC().Truncate(time.Second), list); err != nil {
		return err
	}
	return f.Close()
}

// kept are the headers of an answer that the SDK reads.
var kept = []string{"Content-Type", "X-Amzn-Errortype", "Smithy-Protocol", "X-Amz-Bucket-Region"}

func ask(upstream string, r *http.Request) (replay.Answer, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return replay.Answer{}, err
	}
	key, name := replay.Key(r, body)
	req, err := http.NewRequestWithContext(r.Context(), r.Method, upstream+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return replay.Answer{}, err
	}
	req.Header = r.Header.Clone()
	got, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return replay.Answer{}, err
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		return replay.Answer{}, err
	}
	a := replay.Answer{Key: key, Request: name, Status: got.StatusCode, Header: map[string]string{}, Body: text}
	for _, h := range kept {
		if v := got.Header.Get(h); v != "" {
			a.Header[h] = v
		}
	}
	return a, nil
}
