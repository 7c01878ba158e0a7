package snapshot

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestRoundTrip(t *testing.T) {
	path, sealed := small(t)
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	m := r.Manifest()
	if !reflect.DeepEqual(m, sealed) {
		t.Errorf("read  %+v\nwrote %+v", m, sealed)
	}
	in := info()
	if m.Schema != 2 || m.Kijun != in.Kijun || !m.CollectedAt.Equal(in.CollectedAt) || m.CollectedAt.Location() != time.UTC || m.Caller != in.Caller ||
		!reflect.DeepEqual(m.Targets, in.Targets) || !reflect.DeepEqual(m.GovernedRegions, in.GovernedRegions) ||
		!reflect.DeepEqual(m.Selection, in.Selection) || !reflect.DeepEqual(m.Calls, in.Calls) || m.Incomplete != "" {
		t.Errorf("got %+v", m)
	}
	want := []Gap{{Account: alice, Region: "global", Key: "iam.users", Operation: "iam:ListUsers", Code: "AccessDenied", Error: "AccessDenied", Message: "no"}}
	if !slices.Equal(m.Gaps, want) {
		t.Errorf("gaps %+v", m.Gaps)
	}
	got, err := dump(r)
	if err != nil {
		t.Fatal(err)
	}
	const all = `111122223333/ap-northeast-1/kms.keys.jsonl
"k" {"Size":1.50,"id":"k"}
111122223333/ap-northeast-1/sns.topics.jsonl
"a" {"TopicArn":"arn:aws:sns:ap-northeast-1:111122223333:a","id":"a"}
"b" {"TopicArn":"arn:aws:sns:ap-northeast-1:111122223333:b","id":"b"}
"c" {"TopicArn":"arn:aws:sns:ap-northeast-1:111122223333:c","id":"c"}
111122223333/global/iam.users.jsonl
`
	if got != all {
		t.Errorf("got\n%s", got)
	}
	if e, ok := r.Lookup(alice, "global", "iam.users"); !ok || e.Elements != 0 || e.Bytes != 0 {
		t.Errorf("the empty entry is %+v, %v", e, ok)
	}
	if _, ok := r.Lookup(bob, "global", "iam.users"); ok {
		t.Error("found an entry that was never made")
	}
	if err := r.Each(bob, "global", "iam.users", nil); !errors.Is(err, ErrNoEntry) || errors.Is(err, ErrUnusable) {
		t.Errorf("an entry that was never made: %v", err)
	}
}

// Most of what is asked for is empty. It costs one name in the manifest and no file, says where it was asked for, and looks to readers like
// any other entry.
func TestEmptyCollections(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.zip")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	add := func(account, key string, regions ...string) {
		for _, region := range regions {
			w.Entry(account, region, key)
		}
	}
	add(alice, "sqs.queues", "us-east-1", tokyo, "eu-west-1")
	add(alice, "kms.keys", tokyo, "us-east-1", "eu-west-1")
	add(alice, "sns.topics", "us-east-1", "eu-west-1")
	add(alice, "iam.users", "global")
	add(bob, "sns.topics", tokyo)
	if err := w.Entry(alice, tokyo, "sns.topics").Add("a", []byte(`{"id":"a"}`)); err != nil {
		t.Fatal(err)
	}
	sealed, err := w.Close(info())
	if err != nil {
		t.Fatal(err)
	}
	everywhere := []string{tokyo, "eu-west-1", "us-east-1"}
	want := []Empty{{alice, []string{"iam.users"}, []string{"global"}}, {alice, []string{"kms.keys", "sqs.queues"}, everywhere}, {alice, []string{"sns.topics"}, everywhere[1:]},
		{bob, []string{"sns.topics"}, []string{tokyo}}}
	if !reflect.DeepEqual(sealed.Empty, want) || len(sealed.Entries) != 1 {
		t.Errorf("empty %+v, entries %+v", sealed.Empty, sealed.Entries)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var names []string
	for _, e := range r.Entries() {
		names = append(names, e.Name)
		got, ok := r.Lookup(e.Account, e.Region, e.Key)
		n := 0
		if err := r.Each(e.Account, e.Region, e.Key, func(string, []byte) error { n++; return nil }); err != nil || !ok || got != e || n != e.Elements || (n == 0) != (e.Key != "sns.topics" || e.Region != tokyo || e.Account == bob) {
			t.Errorf("%s: %+v, %v, %d elements, %v", e.Name, got, ok, n, err)
		}
	}
	if len(names) != 11 || !slices.IsSorted(names) {
		t.Errorf("entries %q", names)
	}
	for _, none := range [][3]string{{bob, "us-east-1", "sns.topics"}, {alice, "global", "kms.keys"}, {alice, tokyo, "iam.users"}, {carol, tokyo, "sns.topics"}, {alice, "x", "kms.keys"}} {
		if e, ok := r.Lookup(none[0], none[1], none[2]); ok {
			t.Errorf("%v was never asked for: %+v", none, e)
		}
	}
	if got := r.Manifest().Collections(bob); len(got) != 1 || got[0].Account != bob || got[0].SHA256 != fmt.Sprintf("%x", sha256.Sum256(nil)) {
		t.Errorf("bob's are %+v", got)
	}
}

func TestFileIsAnOrdinaryZip(t *testing.T) {
	path, m := small(t)
	parts := unzip(t, path)
	var names []string
	for _, p := range parts {
		names = append(names, p.name)
	}
	if want := []string{"manifest.json", keysName, topicsName}; !slices.Equal(names, want) {
		t.Errorf("files %q", names)
	}
	if root := rootByHand(t, parts[0].content); root != m.Root {
		t.Errorf("root %s, by hand %s", m.Root, root)
	}
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		if f.Mode() != 0o600 || f.Modified.UTC().Format(time.DateTime) != "1980-01-01 00:00:00" {
			t.Errorf("%s: %v %v", f.Name, f.Mode(), f.Modified)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	onlyIn(t, filepath.Dir(path), "snapshot.zip")
}

// onlyIn fails unless dir holds just these files.
func onlyIn(t *testing.T, dir string, want ...string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	if !slices.Equal(names, want) {
		t.Errorf("%s holds %q, want %q", dir, names, want)
	}
}

func TestSameBytesInAnyOrder(t *testing.T) {
	type add struct{ account, region, key, id string }
	var adds []add
	for _, account := range []string{alice, bob} {
		for _, region := range []string{tokyo, "us-east-1", "global"} {
			for _, key := range []string{"sns.topics", "kms.keys", "s3control.access_points"} {
				for n := range 40 {
					adds = append(adds, add{account, region, key, fmt.Sprintf("%s-%d", key, n)})
				}
			}
		}
	}
	gaps := make([]Gap, 50)
	for n := range gaps {
		gaps[n] = Gap{Account: alice, Region: tokyo, Key: "sns.topics", ID: fmt.Sprint(n % 7), Operation: fmt.Sprint(n % 3), Code: "Other", Message: fmt.Sprint("\xff", n%5)}
	}
	write := func(seed uint64, info Info) ([]byte, *Manifest) {
		random := rand.New(rand.NewPCG(seed, 0))
		random.Shuffle(len(adds), func(i, j int) { adds[i], adds[j] = adds[j], adds[i] })
		random.Shuffle(len(gaps), func(i, j int) { gaps[i], gaps[j] = gaps[j], gaps[i] })
		random.Shuffle(len(info.Targets), func(i, j int) { info.Targets[i], info.Targets[j] = info.Targets[j], info.Targets[i] })
		slices.Reverse(info.Selection["sns.topics"])
		path := filepath.Join(t.TempDir(), fmt.Sprint(seed))
		w, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		const workers = 8
		var wait sync.WaitGroup
		for n := range workers {
			wait.Go(func() {
				for i := n; i < len(adds); i += workers {
					a := adds[i]
					if err := w.Entry(a.account, a.region, a.key).Add(a.id, element(a.id, `,"z":1,"a":[`+a.account+`]`)); err != nil {
						t.Error(err)
					}
				}
				for i := n; i < len(gaps); i += workers {
					w.Gap(gaps[i])
				}
			})
		}
		wait.Wait()
		m, err := w.Close(info)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if problems, _, err := Verify(path, m.Root); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		return raw, m
	}
	first, m := write(0, info())
	if len(m.Entries) != 18 || m.Entries[0].Elements != 40 || len(m.Gaps) != 50 {
		t.Fatalf("%d entries, %d gaps", len(m.Entries), len(m.Gaps))
	}
	for seed := range uint64(5) {
		if again, _ := write(seed+1, info()); !bytes.Equal(again, first) {
			t.Errorf("seed %d gives another file", seed+1)
		}
	}
	late := info()
	late.Outside = Outside{Durations: map[string]int64{"collect": 1200}, Calls: map[string]CallStats{"sns:ListTopics": {Attempts: 4, Throttled: 1}}, Previous: "sha256:00"}
	if again, other := write(9, late); bytes.Equal(again, first) || other.Root != m.Root {
		t.Errorf("durations should change the bytes, and not the root")
	}
}

// TestRootCoversEverything changes one thing at a time. The fields are those of the types, so that a new one is not forgotten.
func TestRootCoversEverything(t *testing.T) {
	_, m := small(t)
	m.Organization = &Organization{ID: "o-1", Management: alice, Accounts: []Member{{alice, "a", "ACTIVE", []string{"ou-1", "r-1"}}}, Shard: 1, Shards: 2}
	if _, err := m.encode(); err != nil {
		t.Fatal(err)
	}
	change := map[reflect.Kind]func(v reflect.Value){
		reflect.Int:    func(v reflect.Value) { v.SetInt(v.Int() + 1) },
		reflect.Int64:  func(v reflect.Value) { v.SetInt(v.Int() + 1) },
		reflect.String: func(v reflect.Value) { v.SetString(v.String() + "x") },
		reflect.Bool:   func(v reflect.Value) { v.SetBool(!v.Bool()) },
		reflect.Slice:  func(v reflect.Value) { v.SetLen(v.Len() - 1) },
		reflect.Map: func(v reflect.Value) {
			v.Set(reflect.MakeMap(v.Type()))
			v.SetMapIndex(reflect.ValueOf("sns:Other"), reflect.New(v.Type().Elem()).Elem())
		},
	}
	seen := 0
	var visit func(path string, v reflect.Value)
	visit = func(path string, v reflect.Value) {
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		switch {
		case v.Type() == reflect.TypeFor[time.Time]():
			v.Set(reflect.ValueOf(m.CollectedAt.Add(time.Nanosecond)))
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				if name := v.Type().Field(i).Name; path != "" || name != "Root" && name != "Outside" {
					visit(path+"."+name, v.Field(i))
				}
			}
			return
		case v.Kind() == reflect.Pointer:
			visit(path, v.Elem())
			v.SetZero()
		default:
			if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct {
				visit(path+"[0]", v.Index(0))
			}
			change[v.Kind()](v)
		}
		before := m.Root
		if _, err := m.encode(); err != nil {
			t.Fatal(err)
		}
		if m.Root == before {
			t.Errorf("%s is not under the root", path)
		}
		seen++
		v.Set(old)
		if _, err := m.encode(); err != nil || m.Root != before {
			t.Fatalf("%s: the root is %s after the change was undone, it was %s", path, m.Root, before)
		}
	}
	visit("", reflect.ValueOf(m).Elem())
	if seen < 33 {
		t.Errorf("only %d changes", seen)
	}
}

func TestElementChangesRoot(t *testing.T) {
	roots := map[string]string{}
	for name, raw := range map[string]string{"one": `{"id":"a","n":1}`, "other number": `{"id":"a","n":1.0}`, "other member": `{"id":"a","m":1}`, "spaces": `{ "n" : 1 , "id" : "a" }`} {
		w, err := Create(filepath.Join(t.TempDir(), "x"))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Entry(alice, tokyo, "sns.topics").Add("a", []byte(raw)); err != nil {
			t.Fatal(err)
		}
		m, err := w.Close(info())
		if err != nil {
			t.Fatal(err)
		}
		roots[name] = m.Root
	}
	if roots["one"] == roots["other number"] || roots["one"] == roots["other member"] || roots["one"] != roots["spaces"] {
		t.Errorf("%v", roots)
	}
}

func TestHostileIDs(t *testing.T) {
	ids := []string{
		"", "a\nb", "a\r\n{\"id\":\"x\"}", "../../etc/passwd", "/etc/passwd", "\x1b[31mred\x1b[0m", "\x00", "\u202egnp.exe", "\u2028", "\\", `"`, `\u0041`, "A", "manifest.json",
		strings.Repeat("long", 1<<16), "😀", "\uFFFF", "é", "e\u0301", "<script>&", "~", " ", "\x7f",
	}
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	e := w.Entry(alice, tokyo, "sns.topics")
	for _, id := range ids {
		if err := e.Add(id, element(id, `,"x":{"\u001b":"\n"}`)); err != nil {
			t.Fatal(err)
		}
	}
	m, err := w.Close(info())
	if err != nil {
		t.Fatal(err)
	}
	if problems, _, err := Verify(path, m.Root); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var got []string
	err = r.Each(alice, tokyo, "sns.topics", func(id string, element []byte) error {
		if bytes.ContainsAny(element, "\n\r\x1b\x00") {
			t.Errorf("%q holds control characters", element)
		}
		got = append(got, id)
		return nil
	})
	slices.Sort(ids)
	if err != nil || !slices.Equal(got, ids) {
		t.Errorf("got %q, %v", got, err)
	}
	if parts := unzip(t, path); len(parts) != 2 {
		t.Errorf("%d files", len(parts))
	}
}

func TestIDsThatAreNotUTF8(t *testing.T) {
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	e := w.Entry(alice, tokyo, "sns.topics")
	if err := e.Add("a\xff\xfe", element("a\xff\xfe", "")); err != nil {
		t.Fatal(err)
	}
	if err := e.Add("a\xfe\xff", element("a\xfe\xff", "")); !errors.Is(err, ErrDuplicate) {
		t.Errorf("two ids that become the same: %v", err)
	}
	if err := e.Add("a\xff", element("a\xff", "")); err != nil {
		t.Errorf("an id that becomes another: %v", err)
	}
	if _, err := w.Close(info()); err != nil {
		t.Fatal(err)
	}
	if got, err := openAndRead(path); err != nil || !strings.Contains(got, "a\uFFFD\uFFFD") {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAddRefuses(t *testing.T) {
	w, err := create(filepath.Join(t.TempDir(), "x"), func() limits { l := defaults; l.line, l.entry = 64, 150; return l }())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	e := w.Entry(alice, tokyo, "sns.topics")
	if err := e.Add("a", element("a", "")); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ id, raw, want string }{
		"the same id":      {"a", `{"id":"a","x":1}`, "id already present"},
		"another id":       {"b", `{"id":"c"}`, `the object's id is "c"`},
		"no id":            {"b", `{"ID":"b"}`, "the object's id is missing"},
		"an inner id":      {"b", `{"x":{"id":"b"}}`, "the object's id is missing"},
		"a number as id":   {"1", `{"id":1}`, "the object's id is missing"},
		"a list":           {"b", `[{"id":"b"}]`, "not a JSON object"},
		"a string":         {"b", `"b"`, "not a JSON object"},
		"no JSON":          {"b", `{"id":"b"`, "not JSON"},
		"two of a name":    {"b", `{"id":"b","id":"b"}`, "two members named"},
		"nested too deep":  {"b", `{"id":"b","x":` + strings.Repeat("[", 250) + strings.Repeat("]", 250) + "}", "nested deeper"},
		"a line too long":  {"b", `{"id":"b","x":"` + strings.Repeat("x", 64) + `"}`, "82 bytes, more than the 64 of a line"},
		"an id with codes": {"\x1b[2J", `{}`, `\x1b[2J`},
	} {
		t.Run(name, func(t *testing.T) {
			err := e.Add(tc.id, []byte(tc.raw))
			if err == nil || !strings.Contains(err.Error(), tc.want) || !strings.HasPrefix(err.Error(), topicsName+": element ") {
				t.Errorf("got %v", err)
			}
			if strings.Contains(fmt.Sprint(err), "\x1b") {
				t.Errorf("%q holds a control character", err)
			}
		})
	}
	for n := 0; err == nil; n++ {
		id := fmt.Sprint(n)
		err = e.Add(id, element(id, ""))
	}
	if !strings.Contains(err.Error(), "grows beyond 150 bytes") {
		t.Errorf("an entry too long: %v", err)
	}
	m, err := w.Close(info())
	if err != nil || m.Entries[0].Bytes > 150 || m.Entries[0].Elements < 10 {
		t.Errorf("what was refused should leave no trace: %+v, %v", m, err)
	}
}

func TestEntryRefusesNames(t *testing.T) {
	for _, n := range [][3]string{
		{"../11112222", tokyo, "sns.topics"}, {"11112222333", tokyo, "sns.topics"}, {"1111222233334", tokyo, "sns.topics"}, {"", tokyo, "sns.topics"},
		{alice + "\n", tokyo, "sns.topics"}, {"１１１１２２２２３３３３", tokyo, "sns.topics"},
		{alice, "", "sns.topics"}, {alice, "..", "sns.topics"}, {alice, "tokyo", "sns.topics"}, {alice, "AP-NORTHEAST-1", "sns.topics"}, {alice, tokyo + "/x", "sns.topics"},
		{alice, tokyo + "a", "sns.topics"}, {alice, tokyo + "\x00", "sns.topics"}, {alice, "global-1", "sns.topics"},
		{alice, tokyo, ""}, {alice, tokyo, "sns"}, {alice, tokyo, "sns.topics.x"}, {alice, tokyo, "sns/topics"}, {alice, tokyo, "sns..topics"}, {alice, tokyo, ".topics"},
		{alice, tokyo, "sns.Topics"}, {alice, tokyo, "sns-x.topics"}, {alice, tokyo, "sns.topics\n"}, {alice, tokyo, "sns." + strings.Repeat("t", 65)},
	} {
		path := filepath.Join(t.TempDir(), "x")
		w, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Entry(n[0], n[1], n[2]).Add("a", element("a", "")); err == nil {
			t.Errorf("%q: Add takes it", n)
		}
		if _, err := w.Close(info()); !errors.Is(err, ErrOutput) {
			t.Errorf("%q: Close says %v", n, err)
		}
		onlyIn(t, filepath.Dir(path))
	}
	for _, region := range []string{"global", "us-gov-west-1", "cn-northwest-1", "us-isob-east-1", "eusc-de-east-1", "mx-central-1", "ap-southeast-10"} {
		if _, err := entryName(alice, region, "wafv2.web_acls"); err != nil {
			t.Error(err)
		}
	}
}

func TestCreateFindsUnwritableOutput(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, filepath.Join(dir, "none", "x.zip"), filepath.Join(dir, "file", "x.zip"), "/dev/null", ""} {
		w, err := Create(path)
		if !errors.Is(err, ErrOutput) || w != nil {
			t.Errorf("%q: %v", path, err)
		}
	}
	onlyIn(t, dir, "file")
}

func TestNothingIsLeftBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	if err := os.WriteFile(path, []byte("the old one"), 0o600); err != nil {
		t.Fatal(err)
	}
	begin := func() *Writer {
		w, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Entry(alice, tokyo, "sns.topics").Add("a", element("a", `,"x":"`+strings.Repeat("x", 1<<20)+`"`)); err != nil {
			t.Fatal(err)
		}
		return w
	}
	w := begin()
	if runtime.GOOS != "windows" { // where a file in use cannot lose its name
		onlyIn(t, filepath.Dir(path), "snapshot.zip")
	}
	w.Abort()
	w.Abort()
	onlyIn(t, filepath.Dir(path), "snapshot.zip")
	if err := w.Entry(alice, tokyo, "sns.topics").Add("b", element("b", "")); !errors.Is(err, errClosed) {
		t.Errorf("Add after Abort: %v", err)
	}
	if _, err := w.Close(info()); !errors.Is(err, errClosed) {
		t.Errorf("Close after Abort: %v", err)
	}

	bad := info()
	bad.Targets = append(bad.Targets, Target{Account: "../x", Region: tokyo})
	if _, err := begin().Close(bad); err == nil || !strings.Contains(err.Error(), "is not an account and a region") {
		t.Errorf("Close with a target that is none: %v", err)
	}
	bad = info()
	bad.CollectedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) // beyond what JSON can say
	if _, err := begin().Close(bad); err == nil {
		t.Error("Close with a year that is none")
	}
	onlyIn(t, filepath.Dir(path), "snapshot.zip")
	if old, err := os.ReadFile(path); err != nil || string(old) != "the old one" {
		t.Errorf("the old file is now %q, %v", old, err)
	}

	w = begin()
	e := w.Entry(alice, tokyo, "sns.topics")
	if _, err := w.Close(info()); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	if err := e.Add("b", element("b", "")); !errors.Is(err, errClosed) {
		t.Errorf("Add after Close: %v", err)
	}
	if _, err := w.Close(info()); !errors.Is(err, errClosed) {
		t.Errorf("Close again: %v", err)
	}
	onlyIn(t, filepath.Dir(path), "snapshot.zip")
	if _, err := openAndRead(path); err != nil {
		t.Error(err)
	}
}

func TestPlaceTakenMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(info()); !errors.Is(err, ErrOutput) {
		t.Errorf("got %v", err)
	}
	onlyIn(t, filepath.Dir(path), "snapshot.zip")
}

func TestIncomplete(t *testing.T) {
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(Info{Incomplete: "interrupted"}); err != nil {
		t.Fatal(err)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	m := r.Manifest()
	if m.Incomplete != "interrupted" || len(m.Entries) != 0 || m.Gaps == nil || m.Targets == nil || m.Calls == nil {
		t.Errorf("got %+v", m)
	}
}

// TestDenseEntriesAreReadable writes what compresses better than the reader believes.
func TestDenseEntriesAreReadable(t *testing.T) {
	lim := defaults
	lim.ratio, lim.manifests, lim.floor = 5, 2, 1<<10
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := create(path, lim)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		id := strings.Repeat("a", 1<<10*(n+1))
		if err := w.Entry(alice, tokyo, "sns.topics").Add(id, element(id, "")); err != nil {
			t.Fatal(err)
		}
		w.Gap(Gap{Account: alice, ID: id})
	}
	if _, err := w.Close(info()); err != nil {
		t.Fatal(err)
	}
	for _, p := range unzip(t, path) {
		if p.method != zip.Store {
			t.Errorf("%s is compressed", p.name)
		}
	}
	file, size, err := openFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, err := newReader(path, file, size, lim)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dump(r); err != nil {
		t.Error(err)
	}
}

// TestMemoryIsBounded writes 50 MB of elements and reads them, and looks at what was allocated.
func TestMemoryIsBounded(t *testing.T) {
	const elements, filling = 200_000, 200
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	var start, added, closed, read runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&start)
	entries := []*EntryWriter{w.Entry(alice, tokyo, "sns.topics"), w.Entry(bob, tokyo, "sns.topics")}
	random := rand.NewChaCha8([32]byte{})
	raw := make([]byte, filling/2)
	for n := range elements {
		_, _ = random.Read(raw)
		id := fmt.Sprint(n)
		if err := entries[n%2].Add(id, element(id, fmt.Sprintf(`,"x":"%x"`, raw))); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&added)
	if held := int64(added.HeapAlloc) - int64(start.HeapAlloc); held > 24<<20 {
		t.Errorf("%d MB are held for the index", held>>20)
	}
	m, err := w.Close(info())
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&closed)
	if used := closed.TotalAlloc - added.TotalAlloc; used > 40<<20 {
		t.Errorf("Close allocates %d MB", used>>20)
	}
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	count, size := 0, int64(0)
	for _, e := range r.Entries() {
		size += e.Bytes
		if err := r.Each(e.Account, e.Region, e.Key, func(string, []byte) error { count++; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&read)
	if used := read.TotalAlloc - closed.TotalAlloc; used > 8<<20 {
		t.Errorf("reading allocates %d MB", used>>20)
	}
	if count != elements || size < elements*filling || len(m.Entries) != 2 {
		t.Errorf("%d elements of %d bytes", count, size)
	}
}

// TestManyFiles needs the zip's 64-bit directory.
func TestManyFiles(t *testing.T) {
	for _, count := range []int{1<<16 - 2, 1<<16 - 1, 1 << 16} {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for n := range count {
			if _, err := z.CreateRaw(header(fmt.Sprintf("%012d/global/sns.topics.jsonl", n), zip.Store, 0, 0, 0)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		files, err := readDirectory(bytes.NewReader(out.Bytes()), int64(out.Len()), defaults)
		if err != nil || len(files) != count {
			t.Fatal(len(files), err)
		}
		if last := files[count-1]; last.bad != nil || last.name != fmt.Sprintf("%012d/global/sns.topics.jsonl", count-1) {
			t.Errorf("%+v", last)
		}
		few := defaults
		few.entries = count - 1
		if _, err := readDirectory(bytes.NewReader(out.Bytes()), int64(out.Len()), few); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%d files, more than %d", count, count-1)) {
			t.Errorf("one file too many: %v", err)
		}
	}
}

// TestHugeSizes checks the headers of files that 32 bits cannot measure, without making one.
func TestHugeSizes(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, size := range []int64{5 << 30, 1<<32 - 1, 1<<32 - 2} {
		to, err := z.CreateRaw(header(fmt.Sprintf("%012d/global/sns.topics.jsonl", size), zip.Deflate, 7, size, 3))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = to.Write([]byte("abc"))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	lim := defaults
	lim.ratio = 1 << 40
	files, err := readDirectory(bytes.NewReader(out.Bytes()), int64(out.Len()), lim)
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if f.bad != nil || f.name != fmt.Sprintf("%012d/global/sns.topics.jsonl", f.size) || f.compressed != 3 || f.crc != 7 {
			t.Errorf("%+v", f)
		}
	}
}
