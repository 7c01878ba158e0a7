package snapshot

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// refused opens and reads a snapshot and checks the error: its words, its type, and that it names the file.
func refused(t *testing.T, path string, want ...string) {
	t.Helper()
	got, err := openAndRead(path)
	if err == nil {
		t.Fatalf("it was read:\n%.300s", got)
	}
	if !errors.Is(err, ErrUnusable) || !strings.HasPrefix(err.Error(), path+": ") {
		t.Errorf("not an ErrUnusable that names the file: %v", err)
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("got %v\nwant %s", err, w)
		}
	}
}

func TestOpenRefusesFiles(t *testing.T) {
	for name, tc := range map[string]struct {
		edit func(parts []part) []part
		want string
	}{
		"a missing entry":    {func(p []part) []part { return slices.Delete(p, 2, 3) }, topicsName + ": missing"},
		"a missing manifest": {func(p []part) []part { return p[1:] }, "manifest.json: missing"},
		"an added entry": {func(p []part) []part {
			return append(p, part{name: bob + "/global/iam.users.jsonl"})
		}, bob + "/global/iam.users.jsonl: added: the manifest does not name it"},
		"a duplicate": {func(p []part) []part { return append(p, p[2]) }, topicsName + ": there are two files of this name"},
		"a duplicate with other content": {func(p []part) []part {
			return slices.Insert(p, 1, part{name: topicsName, content: []byte(`{"id":"x"}` + "\n")})
		}, topicsName},
		"a second manifest":  {func(p []part) []part { return append(p, p[0]) }, "manifest.json: there are two files of this name"},
		"a name with dots":   {func(p []part) []part { return append(p, part{name: "../" + topicsName}) }, `"../` + topicsName + `": not a name`},
		"an absolute name":   {func(p []part) []part { return append(p, part{name: "/etc/passwd"}) }, `"/etc/passwd": not a name`},
		"a backslash":        {func(p []part) []part { return append(p, part{name: alice + `\global\iam.users.jsonl`}) }, "not a name"},
		"a name with codes":  {func(p []part) []part { return append(p, part{name: "\x1b[2J\u202e"}) }, `"\x1b[2J\u202e": not a name`},
		"another entry form": {func(p []part) []part { return append(p, part{name: alice + "/" + tokyo + "/sns.topics"}) }, "not a name"},
		"a directory":        {func(p []part) []part { return append(p, part{name: alice + "/"}) }, "it is a directory"},
		"a directory by mode": {func(p []part) []part {
			return append(p, part{name: bob + "/global/iam.users.jsonl", mode: fs.ModeDir | 0o700})
		}, "it is a directory"},
		"a symlink":           {func(p []part) []part { p[2].mode = fs.ModeSymlink | 0o777; return p }, topicsName + ": it is a link"},
		"a device":            {func(p []part) []part { p[2].mode = fs.ModeDevice | 0o600; return p }, topicsName + ": it is a link or another special file"},
		"another compression": {func(p []part) []part { p[2].method = 12; return p }, topicsName + ": unknown compression method 12"},
		"a changed entry of the same size": {func(p []part) []part {
			p[2].content = bytes.Replace(p[2].content, []byte("arn:aws:"), []byte("arn:bws:"), 1)
			return p
		}, topicsName + ": changed: its SHA-256 is "},
		"a changed entry of another size": {func(p []part) []part {
			p[2].content = p[2].content[:bytes.IndexByte(p[2].content, '\n')+1]
			return p
		}, topicsName + ": changed: "},
		"a changed manifest": {func(p []part) []part {
			p[0].content = bytes.Replace(p[0].content, []byte(`"AccessDenied"`), []byte(`"Unsupported"`), 1)
			return p
		}, "manifest.json: changed: its root is sha256:"},
		"a declared size too small":            {func(p []part) []part { p[2].size = 10; return p }, topicsName + ": changed: 10 bytes"},
		"a declared size too small, sealed":    {func(p []part) []part { p[2].size = 10; return reseal(t, p, nil) }, topicsName + ": changed: it has more than the 10 bytes declared"},
		"a declared size too large, sealed":    {func(p []part) []part { p[2].size = 999; return reseal(t, p, nil) }, topicsName + ": changed: it has 198 of the 999 bytes declared"},
		"a stored entry of two sizes":          {func(p []part) []part { p[2].method, p[2].size = zip.Store, 10; return p }, topicsName + ": it is not compressed, but has two sizes"},
		"bytes behind the compressed content":  {func(p []part) []part { p[2].junk = []byte("junk"); return p }, topicsName + ": changed: something follows"},
		"bytes behind the compressed manifest": {func(p []part) []part { p[0].junk = []byte("junk"); return p }, "manifest.json: something follows"},
		"a manifest of a size that is a lie":   {func(p []part) []part { p[0].size = uint64(len(p[0].content)) - 1; return p }, "manifest.json: it has more than"},
		"an entry without limit":               {func(p []part) []part { p[2].size = 65 << 30; return p }, topicsName + ": 69793218560 bytes, more than"},
		"a manifest without limit":             {func(p []part) []part { p[0].size = 257 << 20; return p }, "manifest.json: 269484032 bytes, more than"},
		"an entry that is all size":            {func(p []part) []part { p[2].size = 1 << 30; return p }, topicsName + ": 1073741824 bytes are said to be in "},
		"a manifest that is all size":          {func(p []part) []part { p[0].size = 200 << 20; return p }, "manifest.json: 209715200 bytes are said to be in "},
		"a real bomb": {func(p []part) []part {
			p[2].content = bytes.Repeat([]byte{' '}, 32<<20)
			return reseal(t, p, func(m map[string]any) { m["entries"].([]any)[1].(map[string]any)["elements"] = 1 })
		}, topicsName + ": 33554432 bytes are said to be in "},
		"a line that never ends under the bomb": {func(p []part) []part {
			p[2].method, p[2].content = zip.Store, bytes.Repeat([]byte{'\n'}, 2<<20)
			return reseal(t, p, nil)
		}, topicsName + ": line 1: not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			path, _ := small(t)
			refused(t, rezip(t, tc.edit(unzip(t, path))), tc.want)
		})
	}
	path, _ := small(t)
	want, err := openAndRead(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := openAndRead(rezip(t, unzip(t, path))); err != nil || got != want {
		t.Errorf("packed by another tool without a change: %q, %v", got, err)
	}
}

// TestOpenRefusesLines seals entries whose lines are not what kijun writes. The hashes agree.
func TestOpenRefusesLines(t *testing.T) {
	for name, tc := range map[string]struct{ lines, want string }{
		"a wrong order":        {`{"id":"b"}` + "\n" + `{"id":"a"}` + "\n", `line 2: the id "a" does not follow "b"`},
		"the same id twice":    {`{"id":"a"}` + "\n" + `{"id":"a","x":1}` + "\n", `line 2: the id "a" does not follow "a"`},
		"no id":                {`{"a":1}` + "\n", "line 1: not an object with an id"},
		"an id that is none":   {`{"id":7}` + "\n", "line 1: not an object with an id"},
		"a list":               {`["id"]` + "\n", "line 1: not an object with an id"},
		"no JSON":              {`{"id":"a"` + "\n", "line 1: not JSON"},
		"no last newline":      {`{"id":"a"}` + "\n" + `{"id":"b"}`, "line 2 does not end"},
		"an empty line":        {`{"id":"a"}` + "\n\n" + `{"id":"b"}` + "\n", "line 2: not JSON"},
		"spaces":               {`{"id": "a"}` + "\n", "line 1: not in canonical form"},
		"a carriage return":    {`{"id":"a"}` + "\r\n", "line 1: not in canonical form"},
		"members not sorted":   {`{"id":"a","a":1}` + "\n", "line 1: not in canonical form"},
		"two members the same": {`{"a":1,"a":2,"id":"a"}` + "\n", "line 1: not JSON: two members named"},
		"nested too deep":      {`{"id":"a","x":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "}\n", "line 1: not JSON: nested deeper than 200"},
		"an id with codes":     {`{"id":"z"}` + "\n" + `{"id":"\u001b[2J"}` + "\n", `line 2: the id "\x1b[2J" does not follow "z"`},
	} {
		t.Run(name, func(t *testing.T) {
			path, _ := small(t)
			parts := unzip(t, path)
			find(t, parts, topicsName).content = []byte(tc.lines)
			path = rezip(t, reseal(t, parts, nil))
			refused(t, path, topicsName+": "+tc.want)
			problems, _, err := Verify(path, "")
			if err != nil || len(problems) != 1 || problems[0].Entry != topicsName || problems[0].What != Unreadable {
				t.Errorf("Verify: %v, %v", problems, err)
			}
		})
	}
}

func TestElementCounts(t *testing.T) {
	for count, want := range map[int]string{2: "more elements than the 2", 4: "3 elements, the manifest says 4"} {
		path, _ := small(t)
		refused(t, rezip(t, reseal(t, unzip(t, path), func(m map[string]any) {
			m["entries"].([]any)[1].(map[string]any)["elements"] = count
		})), topicsName+": "+want)
	}
}

func TestLongLine(t *testing.T) {
	path, _ := small(t)
	parts := unzip(t, path)
	line := `{"id":"` + strings.Repeat("a", 200_000) + `"}` + "\n"
	*find(t, parts, topicsName) = part{name: topicsName, content: []byte(line)}
	path = rezip(t, reseal(t, parts, nil))
	file, size, err := openFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for limit, want := range map[int]string{len(line): "", len(line) - 1: "line 1 is longer than", 70_000: "line 1 is longer than 70000 bytes", 100: "line 1 is longer than 100"} {
		lim := defaults
		lim.line = int64(limit)
		r, err := newReader(path, file, size, lim)
		if err != nil {
			t.Fatal(err)
		}
		got, err := dump(r)
		if want == "" && (err != nil || !strings.Contains(got, line)) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%d: %v", limit, err)
		}
	}
}

func TestTotalSize(t *testing.T) {
	path, m := small(t)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	total := int64(len(unzip(t, path)[0].content))
	for _, e := range m.Entries {
		total += e.Bytes
	}
	lim := defaults
	lim.total = total
	if _, err := newReader(path, file, info.Size(), lim); err != nil {
		t.Error(err)
	}
	lim.total--
	if _, err := newReader(path, file, info.Size(), lim); err == nil || !strings.Contains(err.Error(), "with it the content has more than") {
		t.Errorf("got %v", err)
	}
	w, err := create(filepath.Join(t.TempDir(), "x"), limits{entries: 3, line: 99, entry: 99, total: 40, manifest: 1 << 20, ratio: 9, manifests: 9, floor: 99})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for n := 0; err == nil; n++ {
		id := fmt.Sprint(n)
		err = w.Entry(alice, tokyo, fmt.Sprintf("sns.topics_%d", n%2)).Add(id, element(id, ""))
	}
	if !strings.Contains(err.Error(), "the snapshot grows beyond 40 bytes") {
		t.Errorf("got %v", err)
	}
	if err := w.Entry(alice, tokyo, "sns.topics_2").Add("x", element("x", "")); err == nil || !strings.Contains(err.Error(), "more than 2 entries") {
		t.Errorf("got %v", err)
	}
}

// TestOverlap puts one file inside the content of another, as a quoted bomb does.
func TestOverlap(t *testing.T) {
	path, _ := small(t)
	parts := unzip(t, path)
	inner := alice + "/" + tokyo + "/sns.inner.jsonl"
	body := []byte(`{"id":"a"}` + "\n")
	var quoted bytes.Buffer
	z := zip.NewWriter(&quoted)
	to, err := z.CreateRaw(header(inner, zip.Store, 0x12345678, int64(len(body)), int64(len(body))))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = to.Write(body)
	_ = z.Flush()
	local := slices.Clone(quoted.Bytes())
	parts = append(parts, part{name: bob + "/global/iam.users.jsonl", content: local}, part{name: inner, content: body})
	raw, err := os.ReadFile(rezip(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	record := bytes.LastIndex(raw, []byte(inner)) - dirSize // in the directory
	binary.LittleEndian.PutUint32(raw[record+16:], 0x12345678)
	binary.LittleEndian.PutUint32(raw[record+42:], uint32(bytes.Index(raw, local)))
	bad := func(raw []byte, name, want string) {
		t.Helper()
		files, err := readDirectory(bytes.NewReader(raw), int64(len(raw)), defaults)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if (f.name == name) != (f.bad != nil) || f.bad != nil && f.bad.Error() != want {
				t.Errorf("%s: %v", f.name, f.bad)
			}
		}
	}
	bad(raw, inner, "it overlaps another file")

	// Two names for one content, as in the plain kind of bomb: the header can only have one of them.
	second := strings.Replace(topicsName, "topics", "topicx", 1)
	raw, err = os.ReadFile(rezip(t, append(parts[:4], part{name: second})))
	if err != nil {
		t.Fatal(err)
	}
	from, into := bytes.LastIndex(raw, []byte(topicsName))-dirSize, bytes.LastIndex(raw, []byte(second))-dirSize
	copy(raw[into+10:into+28], raw[from+10:]) // method to sizes
	copy(raw[into+42:into+46], raw[from+42:]) // place
	bad(raw, second, "its header differs from the zip's directory")
}

func TestSchema(t *testing.T) {
	for schema, want := range map[int]string{
		3: `manifest.json: snapshot has schema 3, written by kijun "0.1.0"; this kijun reads schema 2: use that kijun, or a newer one`,
		1: `manifest.json: snapshot has schema 1, written by kijun "0.1.0"; this kijun reads schema 2: use that kijun, or collect it again`,
	} {
		path, _ := small(t)
		path = rezip(t, reseal(t, unzip(t, path), func(m map[string]any) {
			m["schema"] = schema
			m["entries"] = map[string]any{"in": "another form"}
		}))
		refused(t, path, want)
		_, err := Open(path)
		var s *SchemaError
		if !errors.As(err, &s) || s.Schema != schema || s.Supported != Schema {
			t.Errorf("got %v", err)
		}
		if _, _, err := Verify(path, ""); !errors.As(err, &s) || !errors.Is(err, ErrUnusable) {
			t.Errorf("Verify: %v", err)
		}
	}
}

// TestOpenRefusesManifests seals manifests that kijun would not write. The root agrees.
func TestOpenRefusesManifests(t *testing.T) {
	entry := func(m map[string]any, n int) map[string]any { return m["entries"].([]any)[n].(map[string]any) }
	empty := func(account, key string, regions ...any) map[string]any {
		return map[string]any{"account": account, "keys": []any{key}, "regions": append([]any{}, regions...)}
	}
	for name, tc := range map[string]struct {
		edit func(m map[string]any)
		want string
	}{
		"an unknown member":        {func(m map[string]any) { m["extra"] = 1 }, "not in the form that kijun writes"},
		"a build of before":        {func(m map[string]any) { delete(m, "outside") }, `outside: missing; kijun "0.1.0" wrote it: if this is another build, use that one, or collect it again`},
		"another spelling":         {func(m map[string]any) { m["KIJUN"] = m["kijun"]; delete(m, "kijun") }, "kijun: missing"},
		"a missing member":         {func(m map[string]any) { delete(m, "gaps") }, "gaps: not a list"},
		"null instead of a list":   {func(m map[string]any) { m["targets"] = nil }, "targets: not a list"},
		"a number out of place":    {func(m map[string]any) { m["partition"] = 5 }, "partition: "},
		"a local time":             {func(m map[string]any) { m["collected_at"] = "2026-04-01T09:30:00+09:00" }, "not in the form that kijun writes"},
		"an unknown entry member":  {func(m map[string]any) { entry(m, 0)["x"] = 1 }, "entries: "},
		"an entry short of one":    {func(m map[string]any) { delete(entry(m, 0), "elements") }, "it has nothing in it"},
		"a negative size":          {func(m map[string]any) { entry(m, 0)["bytes"] = -1 }, "it has nothing in it"},
		"an entry without a byte":  {func(m map[string]any) { entry(m, 0)["bytes"] = 0 }, "it has nothing in it"},
		"an entry of another name": {func(m map[string]any) { entry(m, 0)["key"] = "kms.aliases" }, "its name should be"},
		"an entry that climbs":     {func(m map[string]any) { entry(m, 0)["region"] = "../.." }, `"../.." is not a region`},
		"a hash that is none":      {func(m map[string]any) { entry(m, 0)["sha256"] = "" }, "is not a SHA-256"},
		"an entry twice": {func(m map[string]any) {
			m["entries"] = slices.Insert(m["entries"].([]any), 1, m["entries"].([]any)[0])
		}, "does not follow"},
		"entries not sorted":             {func(m map[string]any) { slices.Reverse(m["entries"].([]any)) }, "does not follow"},
		"no list of what is empty":       {func(m map[string]any) { delete(m, "empty") }, "empty: not a list"},
		"empty, and it has elements":     {func(m map[string]any) { m["empty"] = []any{empty(alice, "kms.keys", tokyo)} }, `has elements`},
		"empty and of no account":        {func(m map[string]any) { m["empty"] = []any{empty("1", "kms.aliases", tokyo)} }, `"1" is not an account`},
		"empty and of no collection":     {func(m map[string]any) { m["empty"] = []any{empty(alice, "../x", tokyo)} }, `"../x" is not`},
		"empty in a region that is none": {func(m map[string]any) { m["empty"] = []any{empty(alice, "kms.aliases", tokyo, "x/y")} }, `"x/y" is not a region`},
		"empty nowhere":                  {func(m map[string]any) { m["empty"] = []any{empty(alice, "kms.aliases")} }, "empty collections of"},
		"nothing that is empty": {func(m map[string]any) {
			m["empty"] = []any{map[string]any{"account": alice, "keys": []any{}, "regions": []any{tokyo}}}
		}, "empty collections of"},
		"empty regions out of order":     {func(m map[string]any) { m["empty"] = []any{empty(alice, "kms.aliases", "us-east-1", tokyo)} }, "empty collections of"},
		"two lists for the same regions": {func(m map[string]any) { m["empty"] = []any{empty(alice, "a.b", tokyo), empty(alice, "c.d", tokyo)} }, "not in the form that kijun writes"},
		"one collection in two lists": {func(m map[string]any) {
			m["empty"] = []any{empty(alice, "a.b", tokyo), empty(alice, "a.b", "us-east-1")}
		}, "not in the form that kijun writes"},
		"accounts with empty ones unordered": {func(m map[string]any) { m["empty"] = []any{empty(bob, "a.b", tokyo), empty(alice, "a.b", tokyo)} }, "not in the form that kijun writes"},
		"a target that is none":              {func(m map[string]any) { m["targets"].([]any)[0].(map[string]any)["account"] = "1" }, "is not an account and a region"},
		"a swarm of gaps":                    {func(m map[string]any) { m["gaps"] = slices.Repeat([]any{map[string]any{}}, 1000) }, "gaps: members are missing"},
	} {
		t.Run(name, func(t *testing.T) {
			path, _ := small(t)
			refused(t, rezip(t, reseal(t, unzip(t, path), tc.edit)), "manifest.json: ", tc.want)
		})
	}
	for name, edit := range map[string]func(raw []byte) []byte{
		"indented":   func(raw []byte) []byte { return bytes.Replace(raw, []byte(`,"`), []byte(`, "`), 1) },
		"no newline": func(raw []byte) []byte { return bytes.TrimSuffix(raw, []byte("\n")) },
		"two of a name": func(raw []byte) []byte {
			return bytes.Replace(raw, []byte(`{"calls"`), []byte(`{"calls":{},"calls"`), 1)
		},
		"no JSON":       func(raw []byte) []byte { return raw[:len(raw)/2] },
		"not an object": func([]byte) []byte { return []byte("[]\n") },
		"no schema":     func([]byte) []byte { return []byte("{}\n") },
		"empty":         func([]byte) []byte { return nil },
		"too deep": func([]byte) []byte {
			return []byte(`{"schema":2,"x":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + "}\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			path, _ := small(t)
			parts := unzip(t, path)
			parts[0].content = edit(parts[0].content)
			refused(t, rezip(t, parts), "manifest.json: ")
		})
	}
}

func TestTruncated(t *testing.T) {
	path, _ := small(t)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range raw {
		in := bytes.NewReader(raw[:n])
		if _, err := newReader(path, in, in.Size(), defaults); !errors.Is(err, ErrUnusable) || !strings.Contains(err.Error(), "not a zip file, or cut short") {
			t.Fatalf("at %d: %v", n, err)
		}
		if _, _, err := verify(path, in, in.Size(), ""); !errors.Is(err, ErrUnusable) {
			t.Fatalf("verify at %d: %v", n, err)
		}
	}
}

func TestNotASnapshot(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.zip")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a zip\n", 50_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	other := rezip(t, []part{{name: "word/document.xml", content: []byte("<xml/>")}})
	for path, want := range map[string]string{
		text: "not a zip file", other: "manifest.json: missing", dir: "not a regular file", filepath.Join(dir, "none"): "no such file or directory",
	} {
		refused(t, path, want)
	}
}

// TestEveryByte changes each byte of the file. What the snapshot says must not change unnoticed.
func TestEveryByte(t *testing.T) {
	path, sealed := small(t)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := openAndRead(path)
	if err != nil {
		t.Fatal(err)
	}
	unnoticed := 0
	for n := range raw {
		raw[n] ^= 1 << (n % 8)
		in := bytes.NewReader(raw)
		problems, root, err := verify(path, in, in.Size(), sealed.Root)
		var got string
		r, openErr := newReader(path, in, in.Size(), defaults)
		if openErr == nil {
			got, openErr = dump(r)
		}
		raw[n] ^= 1 << (n % 8)
		if noticed := err != nil || len(problems) > 0; noticed != (openErr != nil) {
			t.Errorf("byte %d: Verify says %v %v, Open says %v", n, problems, err, openErr)
		} else if !noticed {
			unnoticed++
			if got != want || root != sealed.Root {
				t.Errorf("byte %d changes what the snapshot says", n)
			}
		}
	}
	// The rest are times, modes and versions in the zip's headers.
	if unnoticed > len(raw)/4 {
		t.Errorf("%d of %d changes went unnoticed", unnoticed, len(raw))
	}
}

func TestEachStopsForItsCaller(t *testing.T) {
	path, _ := small(t)
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	stop, seen := errors.New("enough"), 0
	err = r.Each(alice, tokyo, "sns.topics", func(string, []byte) error { seen++; return stop })
	if !errors.Is(err, stop) || errors.Is(err, ErrUnusable) || seen != 1 || err.Error() != path+": "+topicsName+": enough" {
		t.Errorf("%d elements, %v", seen, err)
	}
}

func TestReadersInParallel(t *testing.T) {
	path, _ := small(t)
	want, err := openAndRead(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				if got, err := dump(r); err != nil || got != want {
					t.Errorf("got %q, %v", got, err)
				}
			}
		})
	}
	wait.Wait()
}

// FuzzOpen reads whatever it is given. What it accepts must be what its own manifest says, and the same to the standard
// library's reader.
func FuzzOpen(f *testing.F) {
	path, _ := small(f)
	raw, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	for _, edit := range []func(p []part) []part{
		func(p []part) []part { return p[:1] },
		func(p []part) []part { return append(p, p[2]) },
		func(p []part) []part { p[2].size = 10; return p },
		func(p []part) []part { p[2].mode = fs.ModeSymlink; return p },
		func(p []part) []part {
			for i := range p {
				p[i].method = zip.Store // lets the fuzzer reach what compression hides
			}
			return p
		},
	} {
		if raw, err = os.ReadFile(rezip(f, edit(unzip(f, path)))); err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	lim := defaults
	lim.manifest, lim.entry, lim.total, lim.entries = 1<<20, 1<<20, 4<<20, 100
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := newReader("x.zip", bytes.NewReader(raw), int64(len(raw)), lim)
		if err != nil {
			if !errors.Is(err, ErrUnusable) {
				t.Fatal(err)
			}
			return
		}
		got, err := dump(r)
		if err != nil {
			return
		}
		z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			t.Fatalf("archive/zip: %v", err)
		}
		if len(z.File) != len(r.Manifest().Entries)+1 {
			t.Fatalf("archive/zip sees %d files", len(z.File))
		}
		for _, e := range r.Manifest().Entries {
			in, err := z.Open(e.Name)
			if err != nil {
				t.Fatal(err)
			}
			var content bytes.Buffer
			if _, err := content.ReadFrom(in); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(content.String()) {
				if !strings.Contains(got, " "+line) {
					t.Fatalf("archive/zip reads %q", line)
				}
			}
		}
	})
}
