package snapshot

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestVerify(t *testing.T) {
	flip := func(p *part) { p.content = bytes.Replace(p.content, []byte("arn:aws:"), []byte("arn:bws:"), 1) }
	added := part{name: bob + "/global/iam.users.jsonl", content: []byte(`{"id":"a"}` + "\n"), method: zip.Deflate}
	for name, tc := range map[string]struct {
		edit   func(p []part) []part
		expect bool // with the root of the true snapshot
		want   []string
	}{
		"nothing":                       {func(p []part) []part { return p }, false, nil},
		"nothing, with the root":        {func(p []part) []part { return p }, true, nil},
		"a changed byte":                {func(p []part) []part { flip(&p[2]); return p }, false, []string{topicsName + ": changed: its SHA-256 is "}},
		"a changed byte, with the root": {func(p []part) []part { flip(&p[2]); return p }, true, []string{topicsName + ": changed: its SHA-256 is "}},
		"a line less": {func(p []part) []part {
			p[2].content = p[2].content[bytes.IndexByte(p[2].content, '\n')+1:]
			return p
		}, false, []string{topicsName + ": changed: "}},
		"no entry":       {func(p []part) []part { return slices.Delete(p, 2, 3) }, false, []string{topicsName + ": missing: "}},
		"one more":       {func(p []part) []part { return append(p, added) }, false, []string{added.name + ": added: "}},
		"one more twice": {func(p []part) []part { return append(p, added, added) }, false, []string{added.name + ": added: ", added.name + ": added: there are two"}},
		"an entry twice": {func(p []part) []part { return append(p, p[2]) }, false, []string{topicsName + ": added: there are two files of this name"}},
		"a foreign name": {func(p []part) []part { return append(p, part{name: "\x1b]0;x\a"}) }, false, []string{`"\x1b]0;x\a": added: not a name`}},
		"a link":         {func(p []part) []part { p[2].mode = os.ModeSymlink; return p }, false, []string{topicsName + ": unreadable: it is a link"}},
		"everything at once": {func(p []part) []part {
			flip(&p[2])
			p[0].content = bytes.Replace(p[0].content, []byte(`"kijun":"0.1.0"`), []byte(`"kijun":"0.1.1"`), 1)
			return append(slices.Delete(p, 1, 2), added)
		}, true, []string{"manifest.json: manifest: its root is ", "root: the root is ", keysName + ": missing: ", topicsName + ": changed: ", added.name + ": added: "}},
		"the recorded root": {func(p []part) []part {
			at := bytes.Index(p[0].content, []byte(`"root":"sha256:`)) + 15
			copy(p[0].content[at:], "0000")
			return p
		}, true, []string{"manifest.json: manifest: its root is "}},
		"what stands outside": {func(p []part) []part {
			p[0].content = bytes.Replace(p[0].content, []byte(`"previous_root":""`), []byte(`"previous_root":"sha256:1"`), 1)
			return p
		}, true, nil},
		"sealed again":                {func(p []part) []part { flip(&p[2]); return reseal(t, p, nil) }, false, nil},
		"sealed again, with the root": {func(p []part) []part { flip(&p[2]); return reseal(t, p, nil) }, true, []string{"root: the root is sha256:"}},
		"sealed without a gap": {func(p []part) []part {
			return reseal(t, p, func(m map[string]any) { m["gaps"] = []any{} })
		}, true, []string{"root: the root is sha256:"}},
		"no manifest": {func(p []part) []part { return p[1:] }, true, []string{"manifest.json: missing: ", "root: the root is unknown, not the expected sha256:"}},
		"a manifest that is none": {func(p []part) []part { p[0].content = []byte("x"); return p }, false,
			[]string{"manifest.json: manifest: not JSON"}},
		"a manifest of another form": {func(p []part) []part {
			flip(&p[2])
			return append(reseal(t, slices.Delete(p, 1, 2), func(m map[string]any) {
				m["extra"] = 1
				m["entries"].([]any)[1].(map[string]any)["sha256"] = strings.Repeat("0", 64)
			}), added)
		}, false, []string{"manifest.json: manifest: not in the form", keysName + ": missing: ", topicsName + ": changed: "}},
	} {
		t.Run(name, func(t *testing.T) {
			path, sealed := small(t)
			expect := ""
			if tc.expect {
				expect = sealed.Root
			}
			path = rezip(t, tc.edit(unzip(t, path)))
			problems, root, err := Verify(path, expect)
			if err != nil {
				t.Fatal(err)
			}
			if len(problems) != len(tc.want) {
				t.Fatalf("got %q\nwant %q", problems, tc.want)
			}
			for i, p := range problems {
				if !strings.HasPrefix(p.String(), tc.want[i]) {
					t.Errorf("got %q\nwant %q", p, tc.want[i])
				}
			}
			if manifest := unzip(t, path)[0]; manifest.name == manifestName && manifest.content[0] == '{' && root != rootByHand(t, manifest.content) {
				t.Errorf("the root is %q", root)
			}
		})
	}
}

func TestVerifyRootSpellings(t *testing.T) {
	path, m := small(t)
	bare := strings.TrimPrefix(m.Root, "sha256:")
	for _, root := range []string{"", m.Root, bare, strings.ToUpper(bare), " " + m.Root + "\n"} {
		if problems, got, err := Verify(path, root); err != nil || len(problems) != 0 || got != m.Root {
			t.Errorf("%q: %v, %v", root, problems, err)
		}
	}
	for _, root := range []string{"sha256:", "x", bare[:63], bare + "0", "sha512:" + bare, " "} {
		problems, got, err := Verify(path, root)
		if err != nil || len(problems) != 1 || problems[0].What != RootDiffers || problems[0].Entry != "" || got != m.Root {
			t.Errorf("%q: %v, %v", root, problems, err)
		}
	}
}

func TestVerifyFlippedBit(t *testing.T) {
	path, m := small(t)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[bytes.Index(raw, []byte(topicsName))+len(topicsName)+20] ^= 4 // inside the compressed content
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	problems, root, err := Verify(path, m.Root)
	if err != nil || len(problems) != 1 || problems[0].Entry != topicsName || problems[0].What != Changed || root != m.Root {
		t.Errorf("%v, %v", problems, err)
	}
}

func TestVerifyWithoutAFile(t *testing.T) {
	for _, path := range []string{t.TempDir(), "none.zip"} {
		if _, _, err := Verify(path, ""); !errors.Is(err, ErrUnusable) || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: %v", path, err)
		}
	}
}
