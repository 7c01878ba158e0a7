package snapshot

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const carol = "777788889999"

// about is a snapshot of one account: the ids of its topics.
type about struct {
	account      string
	topics       []string
	more         string // in each topic
	selection    map[string][]string
	organization *Organization
	incomplete   string
	gaps         []Gap
}

func (a about) write(t testing.TB, path string) string {
	t.Helper()
	w, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	i := info()
	i.Targets, i.Organization, i.Incomplete = nil, a.organization, a.incomplete
	if a.selection != nil {
		i.Selection = a.selection
	}
	if a.account != "" {
		i.Targets = []Target{{a.account, "global", false, ""}, {a.account, tokyo, false, ""}}
		for _, id := range a.topics {
			if err := w.Entry(a.account, tokyo, "sns.topics").Add(id, element(id, a.more)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, g := range a.gaps {
		w.Gap(g)
	}
	if _, err := w.Close(i); err != nil {
		t.Fatal(err)
	}
	return path
}

// ids are "account key id" of all elements of a set.
func ids(t testing.TB, s *Set) []string {
	t.Helper()
	var out []string
	for _, account := range append(s.Accounts(), OrganizationSet) {
		v, err := s.Open(account)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range v.Entries() {
			if err := v.Each(e, func(id string, _ []byte) error {
				out = append(out, account+" "+e.Key+" "+id)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		v.Close()
	}
	return out
}

func head(shard, shards int, accounts ...string) *Organization {
	o := &Organization{ID: "o-1", Management: alice, Shard: shard, Shards: shards}
	for _, a := range accounts {
		o.Accounts = append(o.Accounts, Member{ID: a, Status: "ACTIVE"})
	}
	return o
}

func TestSet(t *testing.T) {
	denied := Gap{Account: bob, Region: tokyo, Key: "kms.keys", Operation: "kms:ListKeys", Code: "AccessDenied"}
	for name, c := range map[string]struct {
		parts   []about
		missing bool
		want    []string // elements
		gaps    []string // account key code
		err     string
	}{
		"one alone":           {parts: []about{{account: alice, topics: []string{"b", "a"}}}, want: []string{alice + " sns.topics a", alice + " sns.topics b"}},
		"two accounts":        {parts: []about{{account: bob, topics: []string{"b"}, gaps: []Gap{denied}}, {account: alice, topics: []string{"a"}}}, want: []string{alice + " sns.topics a", bob + " sns.topics b"}, gaps: []string{bob + " kms.keys AccessDenied"}},
		"the same twice":      {parts: []about{{account: alice, topics: []string{"a"}}, {account: alice, topics: []string{"a"}}}, want: []string{alice + " sns.topics a"}},
		"what contradicts":    {parts: []about{{account: alice, topics: []string{"a"}}, {account: alice, topics: []string{"a"}, more: `,"x":1`}}, err: "two snapshots of one account cannot be joined"},
		"other controls":      {parts: []about{{account: alice, topics: []string{"a"}}, {account: alice, selection: map[string][]string{"s3.buckets": {}}}}, err: "but was collected for other controls"},
		"a head and its part": {parts: []about{{organization: head(1, 1, alice)}, {account: alice, topics: []string{"a"}}}, want: []string{alice + " sns.topics a"}},
		"a part is missing":   {parts: []about{{organization: head(1, 1, alice, bob)}, {account: alice}}, err: "parts are missing: the evidence of 1 accounts: " + bob},
		"reported":            {parts: []about{{organization: head(1, 1, alice, bob)}, {account: alice}}, missing: true, gaps: []string{bob + " account NotCollected"}},
		"two shards":          {parts: []about{{organization: head(2, 2, alice, bob)}, {organization: head(1, 2, alice, bob)}, {account: alice}, {account: bob}}},
		"a shard is missing":  {parts: []about{{organization: head(2, 2, alice, bob)}, {account: bob}}, err: "shard 1 of 2 is missing, and with it the evidence of 1 accounts: " + alice},
		"the first reported":  {parts: []about{{organization: head(2, 2, alice, bob)}, {account: bob}}, missing: true, gaps: []string{alice + " account NotCollected", "organization account NotCollected"}},
		"another scan":        {parts: []about{{organization: head(1, 2, alice, bob)}, {organization: head(2, 2, alice)}}, err: "part of another scan"},
		"other shards":        {parts: []about{{organization: head(1, 2, alice, bob)}, {organization: head(2, 3, alice, bob)}}, err: "part of another scan"},
		"a shard twice":       {parts: []about{{organization: head(1, 2, alice, bob)}, {organization: head(1, 2, alice, bob), incomplete: "x"}}, err: "it is shard 1 of 2, and so is"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			var paths []string
			for i, p := range c.parts {
				paths = append(paths, p.write(t, filepath.Join(dir, fmt.Sprintf("part-%d.zip", i))))
			}
			s, err := OpenSet(paths, c.missing)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) || !errors.Is(err, ErrUnusable) {
					t.Fatalf("got %v, want %q", err, c.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(t, s); !slices.Equal(got, c.want) {
				t.Errorf("elements: got %q, want %q", got, c.want)
			}
			var gaps []string
			for _, g := range s.Manifest().Gaps {
				gaps = append(gaps, g.Account+" "+g.Key+" "+g.Code)
			}
			if !slices.Equal(gaps, c.gaps) {
				t.Errorf("gaps: got %q, want %q", gaps, c.gaps)
			}
			folder, err := OpenSet([]string{dir}, c.missing)
			if err != nil || folder.Manifest().Root != s.Manifest().Root {
				t.Errorf("the folder: %v", err)
			}
			slices.Reverse(paths)
			if again, err := OpenSet(paths, c.missing); err != nil || again.Manifest().Root != s.Manifest().Root {
				t.Errorf("in another order: %v", err)
			}
		})
	}
}

func TestCombine(t *testing.T) {
	dir := t.TempDir()
	about{organization: head(1, 1, alice, bob)}.write(t, filepath.Join(dir, "organization.zip"))
	about{account: alice, topics: []string{"a"}}.write(t, filepath.Join(dir, "1.zip"))
	about{account: bob, topics: []string{"b", "c"}}.write(t, filepath.Join(dir, "2.zip"))
	parts, err := OpenSet([]string{dir}, false)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "all")
	m, err := Combine(path, parts, Outside{})
	if err != nil {
		t.Fatal(err)
	}
	if problems, root, err := Verify(path, m.Root); err != nil || len(problems) > 0 || root != m.Root {
		t.Errorf("%v %v %s", problems, err, root)
	}
	one, err := OpenSet([]string{path}, false)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := ids(t, parts), ids(t, one); !slices.Equal(a, b) || len(a) != 3 {
		t.Errorf("got %q, want %q", b, a)
	}
	if o := one.Manifest().Organization; o == nil || len(o.Accounts) != 2 || o.Accounts[0].ID != alice {
		t.Errorf("the organization is %+v", o)
	}
}

func TestSetOfNothing(t *testing.T) {
	if _, err := OpenSet([]string{t.TempDir()}, false); !errors.Is(err, ErrUnusable) || !strings.Contains(err.Error(), "there is no snapshot in this folder") {
		t.Errorf("got %v", err)
	}
	if _, err := OpenSet([]string{filepath.Join(t.TempDir(), "x.zip")}, false); !errors.Is(err, ErrUnusable) {
		t.Errorf("got %v", err)
	}
}

func TestSetNoticesChange(t *testing.T) {
	dir := t.TempDir()
	a := about{account: alice, topics: []string{"a"}}.write(t, filepath.Join(dir, "1.zip"))
	b := about{account: bob, topics: []string{"b"}}.write(t, filepath.Join(dir, "2.zip"))
	s, err := OpenSet([]string{a, b}, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(b, a); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(alice); !errors.Is(err, ErrUnusable) || !strings.Contains(err.Error(), "changed while it was read") {
		t.Errorf("got %v", err)
	}
}

// Only of accounts that several files hold are the entries kept, and then those of all of the files are compared, also of the first.
func TestHoldings(t *testing.T) {
	path := about{account: alice, topics: []string{"a"}}.write(t, filepath.Join(t.TempDir(), "a.zip"))
	r, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	entry := func(account, key, hash string) Entry {
		return Entry{Account: account, Region: tokyo, Key: key, Name: account + "/" + tokyo + "/" + key + ".jsonl", SHA256: hash}
	}
	of := func(entries ...Entry) *Manifest {
		slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
		return &Manifest{Entries: entries}
	}
	h := holdings{owner: map[string]string{}, seen: map[string]sealed{}}
	add := func(path string, entries ...Entry) {
		t.Helper()
		if err := h.add(path, of(entries...)); err != nil {
			t.Error(err)
		}
	}
	add(path, r.manifest.Entries...)
	add("b.zip", entry(bob, "sns.topics", "1"), entry(bob, "kms.keys", "2"))
	if len(h.seen) != 0 {
		t.Errorf("%d entries of accounts that stand in one file are kept", len(h.seen))
	}
	add("c.zip", entry(alice, "kms.keys", "3"), r.manifest.Entries[0])
	if len(h.seen) != 2 {
		t.Errorf("%d entries are kept of an account in two files, instead of 2", len(h.seen))
	}
	nothingThere := &Manifest{Empty: []Empty{{Account: alice, Keys: []string{"kms.keys"}, Regions: []string{tokyo}}}}
	if err := h.add("d.zip", nothingThere); err == nil || !strings.Contains(err.Error(), "c.zip says something else of it") {
		t.Errorf("a collection that has elements, and none: %v", err)
	}
	for _, c := range []struct {
		entry Entry
		file  string
	}{{entry(alice, "kms.keys", "4"), "c.zip"}, {entry(alice, "sns.topics", "5"), "c.zip"}} {
		if err := h.add("d.zip", of(c.entry)); err == nil || !strings.Contains(err.Error(), c.file+" says something else of it") {
			t.Errorf("%s: %v", c.entry.Name, err)
		}
	}
	first := holdings{owner: map[string]string{}, seen: map[string]sealed{}}
	if err := errors.Join(first.add(path, r.manifest), first.add("c.zip", of(entry(alice, "kms.keys", "3")))); err != nil {
		t.Fatal(err)
	}
	if err := first.add("d.zip", of(entry(alice, "sns.topics", "5"))); err == nil || !strings.Contains(err.Error(), path+" says something else of it") {
		t.Errorf("what contradicts the first of three files: %v", err)
	}
}
