package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"kijun/policies"
)

// resourceCase is a file of testdata/resources, whose README tells its form.
type resourceCase struct {
	What     string                       `yaml:"what"`
	Emulator string                       `yaml:"emulator"`
	Controls []string                     `yaml:"controls"`
	Regions  []string                     `yaml:"regions"`
	Seed     []map[string]any             `yaml:"seed"`
	Canned   []map[string]any             `yaml:"canned"`
	Gaps     []string                     `yaml:"gaps"`
	Expect   map[string]map[string]string `yaml:"expect"`
}

// TestResources scans the resources of each file in testdata/resources. KIJUN_RESOURCES narrows it to file names that contain it.
func TestResources(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "resources", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata/resources", err)
	}
	front := startEmulator(t) // one for all files: it is reset before each
	for _, file := range files {
		if only := os.Getenv("KIJUN_RESOURCES"); !strings.Contains(filepath.Base(file), only) {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			c := readYAML[resourceCase](t, file)
			if c.Emulator == "ministack" {
				if len(c.Canned) > 0 {
					t.Fatal("canned answers need moto's front")
				}
				c.check(t, startMinistack(t))
				return
			}
			front.do(t, "POST", "/__reset", map[string]any{})
			c.check(t, front)
		})
	}
}

// readYAML reads a file of a test; a key that it does not know is an error.
func readYAML[T any](t *testing.T, file string) *T {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var c T
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&c); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return &c
}

var placeholderOf = regexp.MustCompile(`\$\{([A-Za-z0-9_]+)\}`)

// regions are those that the file is about.
func (c *resourceCase) regions() []string {
	if len(c.Regions) == 0 {
		return []string{"ap-northeast-1"}
	}
	return c.Regions
}

// seed makes the file's resources and cans its answers. fill puts what the calls saved into a text.
func (c *resourceCase) seed(t *testing.T, e *emulator) (fill func(string) string) {
	t.Helper()
	regions := c.regions()
	saved := map[string]any{}
	if len(c.Seed) > 0 {
		saved = e.calls(t, regions[0], c.Seed)
	}
	fill = func(s string) string {
		return placeholderOf.ReplaceAllStringFunc(s, func(v string) string {
			value, ok := saved[v[2:len(v)-1]]
			if !ok {
				t.Fatalf("no call saved %s", v)
			}
			return fmt.Sprint(value)
		})
	}
	if len(c.Canned) > 0 {
		raw, err := json.Marshal(c.Canned)
		if err != nil {
			t.Fatal(err)
		}
		var rules any
		if err := json.Unmarshal([]byte(fill(string(raw))), &rules); err != nil {
			t.Fatal(err)
		}
		e.do(t, "POST", "/__answers", rules)
	}
	return fill
}

func (c *resourceCase) check(t *testing.T, e *emulator) {
	t.Helper()
	regions, fill := c.regions(), c.seed(t, e)
	for _, id := range slices.Sorted(maps.Keys(c.Expect)) {
		if !slices.Contains(c.Controls, id) {
			t.Errorf("%s is expected and not scanned", id)
		}
	}
	res := e.scan(t, "--control", strings.Join(c.Controls, ","), "--region", strings.Join(regions, ","))
	for _, line := range res.Errors {
		t.Error(line)
	}
	for _, g := range res.Gaps {
		if !slices.Contains(c.Gaps, g.Operation) {
			t.Errorf("gap: %s %s %s: %s %s", g.Operation, g.Region, g.Resource, g.Error, g.Message)
		}
	}
	for _, id := range c.Controls {
		want := map[string]string{}
		for resource, status := range c.Expect[id] {
			want[fill(resource)] = status
		}
		if len(want) == 0 {
			t.Errorf("nothing is expected of %s", id)
		}
		met := map[string]bool{}
		for _, f := range res.Findings.List() {
			if f.Control != id {
				continue
			}
			name, status := expected(want, f)
			if name == "" {
				t.Errorf("%s: no expectation for %s (%s): %s %s", id, f.Resource.ARN, f.Region, f.Status, f.Reason)
				continue
			}
			met[name] = true
			if got := string(f.Status) + " " + f.ReasonCode; got != status && string(f.Status) != status {
				t.Errorf("%s: %s is %s, want %s: %s", id, name, got, status, f.Reason)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if !met[name] {
				t.Errorf("%s: there is no finding for %s", id, name)
			}
		}
	}
}

// expected is the name under which a file expects the finding, and the status. Region subjects are named by their region.
func expected(want map[string]string, f policies.Finding) (name, status string) {
	tail := f.Resource.ARN[strings.LastIndexAny(f.Resource.ARN, ":/")+1:]
	for _, name := range []string{f.Resource.ID, f.Resource.ARN, tail, f.Region, "*"} {
		if status, ok := want[name]; ok {
			return name, status
		}
	}
	return "", ""
}

// startMinistack starts the second emulator, whose environment make test has made beside the first.
func startMinistack(t testing.TB) *emulator {
	t.Helper()
	bin := os.Getenv("KIJUN_MINISTACK")
	if bin == "" {
		t.Skip("make test sets KIJUN_MINISTACK to the program ministack")
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(free.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	free.Close()
	cmd := exec.Command(bin)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "GATEWAY_PORT="+port, "MINISTACK_ACCOUNT_ID=123456789012", "HOME="+cmd.Dir, "PYTHONDONTWRITEBYTECODE=1")
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	read := make(chan struct{})
	go func() {
		defer close(read)
		for s := bufio.NewScanner(log); s.Scan(); {
			fmt.Fprintln(&said, s.Text())
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-read
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("ministack said: %.3000s", said.String())
		}
	})
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
			conn.Close()
			return &emulator{"http://127.0.0.1:" + port}
		}
	}
	t.Fatal("ministack did not start within a minute")
	return nil
}
