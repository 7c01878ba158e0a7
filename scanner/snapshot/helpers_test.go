package snapshot

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	alice = "111122223333"
	bob   = "444455556666"
	tokyo = "ap-northeast-1"

	topicsName = alice + "/" + tokyo + "/sns.topics.jsonl"
	keysName   = alice + "/" + tokyo + "/kms.keys.jsonl"
)

func element(id string, more string) []byte {
	quoted, err := json.Marshal(id)
	if err != nil {
		panic(err)
	}
	return fmt.Appendf(nil, `{"id":%s%s}`, quoted, more)
}

func info() Info {
	return Info{
		Kijun: "0.1.0", CollectedAt: time.Date(2026, 4, 1, 9, 30, 0, 123000000, time.FixedZone("JST", 9*3600)), Partition: "aws",
		Caller:          Caller{alice, "arn:aws:sts::111122223333:assumed-role/audit/me", "AROAEXAMPLE:me", tokyo},
		Targets:         []Target{{alice, tokyo, false, ""}, {alice, "us-east-1", true, ""}, {bob, tokyo, false, ""}},
		GovernedRegions: []string{tokyo},
		Selection:       map[string][]string{"sns.topics": {"sns:GetTopicAttributes", "sns:ListTagsForResource"}, "kms.keys": {}},
		Calls:           map[string]int{"sns:ListTopics": 3},
	}
}

// small writes a snapshot of three entries, one of them empty, and gives its path and manifest.
func small(t testing.TB) (string, *Manifest) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	topics := w.Entry(alice, tokyo, "sns.topics")
	for _, id := range []string{"c", "a", "b"} {
		if err := topics.Add(id, element(id, `,"TopicArn":"arn:aws:sns:ap-northeast-1:111122223333:`+id+`"`)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Entry(alice, tokyo, "kms.keys").Add("k", element("k", `,"Size":1.50`)); err != nil {
		t.Fatal(err)
	}
	w.Entry(alice, "global", "iam.users")
	w.Gap(Gap{Account: alice, Region: "global", Key: "iam.users", Operation: "iam:ListUsers", Code: "AccessDenied", Error: "AccessDenied", Message: "no"})
	m, err := w.Close(info())
	if err != nil {
		t.Fatal(err)
	}
	return path, m
}

// part is a file of a zip that a test makes by hand.
type part struct {
	name    string
	content []byte
	method  uint16
	mode    fs.FileMode
	size    uint64 // declared instead of the true size, if not 0
	junk    []byte // appended to the compressed bytes
}

// unzip reads the files of a zip with the standard library's reader.
func unzip(t testing.TB, path string) []part {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var parts []part
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		parts = append(parts, part{name: f.Name, content: content, method: f.Method})
	}
	return parts
}

// rezip writes the parts as they are, lies included.
func rezip(t testing.TB, parts []part) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		packed := p.content
		if p.method == zip.Deflate {
			var b bytes.Buffer
			f, _ := flate.NewWriter(&b, 9)
			_, _ = f.Write(p.content)
			_ = f.Close()
			packed = b.Bytes()
		}
		packed = append(packed, p.junk...)
		h := &zip.FileHeader{Name: p.name, Method: p.method, CRC32: crc32.ChecksumIEEE(p.content), UncompressedSize64: uint64(len(p.content)), CompressedSize64: uint64(len(packed))}
		if p.size != 0 {
			h.UncompressedSize64 = p.size
		}
		if p.mode != 0 {
			h.SetMode(p.mode)
		}
		to, err := z.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = to.Write(packed)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// plainJSON is canonical JSON by the standard library's own means, for what has no character that it escapes differently.
func plainJSON(t testing.TB, v any) []byte {
	t.Helper()
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// rootByHand computes the root of a manifest as the package's documentation says.
func rootByHand(t testing.TB, manifest []byte) string {
	t.Helper()
	m := loose(t, manifest)
	delete(m, "root")
	delete(m, "outside")
	sum := sha256.Sum256(plainJSON(t, m))
	return "sha256:" + hex.EncodeToString(sum[:])
}

func loose(t testing.TB, manifest []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(manifest))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		t.Fatal(err)
	}
	return m
}

// find gives the part of a name.
func find(t testing.TB, parts []part, name string) *part {
	t.Helper()
	for i := range parts {
		if parts[i].name == name {
			return &parts[i]
		}
	}
	t.Fatalf("no %s", name)
	return nil
}

// reseal does what somebody does who changes evidence and knows kijun: it makes hashes, sizes and root agree again.
func reseal(t testing.TB, parts []part, edit func(manifest map[string]any)) []part {
	t.Helper()
	sealed := find(t, parts, "manifest.json")
	m := loose(t, sealed.content)
	for _, one := range m["entries"].([]any) {
		e := one.(map[string]any)
		for _, p := range parts {
			if p.name == e["name"] {
				sum := sha256.Sum256(p.content)
				e["sha256"] = hex.EncodeToString(sum[:])
				e["elements"] = bytes.Count(p.content, []byte("\n"))
				e["bytes"] = len(p.content)
				if p.size != 0 {
					e["bytes"] = p.size
				}
			}
		}
	}
	if edit != nil {
		edit(m)
	}
	m["root"] = rootByHand(t, plainJSON(t, m))
	sealed.content = append(plainJSON(t, m), '\n')
	return parts
}

// dump gives a whole snapshot as text, entry by entry.
func dump(r *Reader) (string, error) {
	var out strings.Builder
	for _, e := range r.Entries() {
		fmt.Fprintf(&out, "%s\n", e.Name)
		err := r.Each(e.Account, e.Region, e.Key, func(id string, element []byte) error {
			fmt.Fprintf(&out, "%q %s\n", id, element)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return out.String(), nil
}

// openAndRead opens a snapshot and reads all of it.
func openAndRead(path string) (string, error) {
	r, err := Open(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	return dump(r)
}
