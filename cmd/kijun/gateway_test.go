package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// gateway is a proxy that answers for AWS's own hosts, as a company's proxy that looks into TLS does: a scan through it takes each host by the name
// that the SDK gives it, which one with AWS_ENDPOINT_URL does not.
type gateway struct {
	url, bundle string // of the proxy; the file with its certificate authority
}

// newGateway starts one in front of a handler, which sees requests as they come to a custom endpoint: buckets in the path.
func newGateway(t *testing.T, handler http.Handler) *gateway {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	hour := x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kijun's test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	root, err := x509.CreateCertificate(rand.Reader, &hour, &hour, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	g := &gateway{bundle: filepath.Join(t.TempDir(), "ca.pem")}
	if err := os.WriteFile(g.bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root}), 0o600); err != nil {
		t.Fatal(err)
	}
	leaf := func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		c := hour
		c.IsCA, c.SerialNumber, c.DNSNames = false, big.NewInt(time.Now().UnixNano()), []string{hello.ServerName}
		raw, err := x509.CreateCertificate(rand.Reader, &c, &hour, key.Public(), key)
		return &tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, err
	}
	inside := &conns{ch: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: inPaths(handler)}
	go func() {
		_ = server.Serve(tls.NewListener(inside, &tls.Config{GetCertificate: leaf, MinVersion: tls.VersionTLS12}))
	}() // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			http.Error(w, "only CONNECT", http.StatusMethodNotAllowed)
			return
		}
		conn, rw, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n") // who asked may have gone
		select {
		case inside.ch <- &read{conn, rw.Reader}:
		case <-inside.done:
			_ = conn.Close()
		}
	}))
	t.Cleanup(proxy.Close)
	g.url = proxy.URL
	return g
}

// env makes a program reach AWS through the gateway, but for hosts that end as those of direct do.
func (g *gateway) env(direct ...string) []string {
	return []string{"AWS_ENDPOINT_URL=", "HTTPS_PROXY=" + g.url, "AWS_CA_BUNDLE=" + g.bundle, "NO_PROXY=" + strings.Join(direct, ",")}
}

// conns is a listener whose connections others have accepted.
type conns struct {
	ch   chan net.Conn
	done chan struct{}
	once sync.Once
}

func (c *conns) Accept() (net.Conn, error) {
	select {
	case conn := <-c.ch:
		return conn, nil
	case <-c.done:
		return nil, net.ErrClosed
	}
}
func (c *conns) Close() error   { c.once.Do(func() { close(c.done) }); return nil }
func (c *conns) Addr() net.Addr { return &net.TCPAddr{} }

// read is a connection of which something was read ahead.
type read struct {
	net.Conn
	r *bufio.Reader
}

func (c *read) Read(p []byte) (int, error) { return c.r.Read(p) }

var ofBucket = regexp.MustCompile(`^(.+)\.s3[.-][a-z0-9.-]*amazonaws\.com$`)

// inPaths puts the bucket that a host names into the path.
func inPaths(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m := ofBucket.FindStringSubmatch(r.Host); m != nil && !strings.Contains(r.Host, "s3-control") {
			r.URL.Path = strings.TrimSuffix("/"+m[1]+r.URL.Path, "/")
			r.RequestURI = r.URL.RequestURI()
		}
		next.ServeHTTP(w, r)
	})
}

// answeringAs lets a region that does not exist answer as another one does.
func answeringAs(next http.Handler, region, as string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // who asked has gone
		}
		out := httptest.NewRecorder()
		theirs := strings.Contains(r.Header.Get("Authorization"), "/"+region+"/")
		if theirs {
			r.Header.Set("Authorization", strings.ReplaceAll(r.Header.Get("Authorization"), region, as))
			body = bytes.ReplaceAll(body, []byte(region), []byte(as))
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(out, r)
		answer := out.Body.Bytes()
		switch {
		case theirs:
			answer = bytes.ReplaceAll(answer, []byte(as), []byte(region))
		case bytes.Contains(body, []byte("Action=DescribeRegions")):
			answer = bytes.Replace(answer, []byte("</regionInfo>"), []byte("<item><optInStatus>opt-in-not-required</optInStatus><regionName>"+region+"</regionName></item></regionInfo>"), 1)
		}
		for k, v := range out.Header() {
			w.Header()[k] = v
		}
		w.WriteHeader(out.Code)
		_, _ = w.Write(answer)
	})
}
