package snapshot

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Set is one snapshot, or several that together are one: the parts of a scan of many accounts. A file is open only while an account that it
// holds is read, and the last one until another is, so that their number costs neither memory nor descriptors. Its methods may be called by
// many goroutines.
type Set struct {
	manifest *Manifest // of all, without entries
	parts    []*piece
	holders  map[string][]*piece // account, or OrganizationSet -> the parts that hold it

	mu   sync.Mutex
	idle *piece // the file that was read last, still open: the next account may stand in it too
}

// piece is one file of a set.
type piece struct {
	path     string
	manifest *Manifest // without entries, unless it is open
	reader   *Reader   // nil while the file is closed
	users    int       // accounts that are being read
	elements int
	kept     bool // the reader is somebody else's, and stays open
}

// ErrMissing is in the error of [OpenSet] when accounts that the scan was to read are in none of the snapshots.
var ErrMissing = errors.New("parts are missing")

// NotCollected is the code of the gaps that stand for an account whose part is missing.
const NotCollected = "NotCollected"

// AccountKey stands where a gap has its collection, when the gap is the whole account: it could not be entered, or its part is missing.
const AccountKey = "account"

// RegionKey stands where a gap has its collection, when the gap is everything that a region has of its own.
const RegionKey = "region"

// Of is the set of one snapshot that is open already, and stays so.
func Of(r *Reader) *Set {
	p := &piece{path: r.path, manifest: bareManifest(r.manifest), reader: r, kept: true, elements: count(r.manifest.Entries)}
	s := &Set{parts: []*piece{p}, manifest: p.manifest}
	s.index()
	return s
}

// OpenSet opens snapshots that belong together. A folder among the paths stands for the snapshots in it. Two that say different things of the
// same account, region and collection are refused with an error that is an [ErrUnusable], and so are parts of different scans of an
// organization, and, unless missing is true, parts without accounts that the scan was to read: these then have a gap of the key
// [AccountKey] instead.
func OpenSet(paths []string, missing bool) (*Set, error) {
	return openSet(paths, func(s *Set, all *Manifest, o *Organization, shards map[int]*piece) error {
		was := *o
		o.Shard, o.Shards = 1, 1
		return s.absent(all, was, shards, missing)
	})
}

// OpenParts opens the parts of one shard of a scan, or of the whole, to be made into one file: what they do not hold is not missed.
func OpenParts(paths []string) (*Set, error) {
	return openSet(paths, func(*Set, *Manifest, *Organization, map[int]*piece) error { return nil })
}

func openSet(paths []string, whole func(*Set, *Manifest, *Organization, map[int]*piece) error) (*Set, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			files = append(files, path)
			continue
		}
		found, err := filepath.Glob(filepath.Join(globbed(path), "*.zip"))
		if err != nil {
			return nil, &Error{File: path, Err: err}
		}
		found = slices.DeleteFunc(found, func(file string) bool { return strings.HasPrefix(filepath.Base(file), ".") }) // what a killed scan has left half
		if len(found) == 0 {
			return nil, &Error{File: path, Err: errors.New("there is no snapshot in this folder")}
		}
		files = append(files, found...)
	}
	s := &Set{}
	held := holdings{owner: map[string]string{}, seen: map[string]sealed{}}
	for _, path := range files {
		r, err := Open(path)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(s.parts, func(p *piece) bool { return p.manifest.Root == r.manifest.Root }) { // the same one twice
			_ = r.Close() // was only read
			continue
		}
		err = held.add(path, r.manifest)
		if err := errors.Join(err, r.Close()); err != nil {
			return nil, err
		}
		s.parts = append(s.parts, &piece{path: path, manifest: bareManifest(r.manifest), elements: count(r.manifest.Entries)})
	}
	if err := s.join(whole); err != nil {
		return nil, err
	}
	s.index()
	return s, nil
}

// holdings know which files hold what, so that two that say something else of one thing are noticed. Mostly each account stands in one
// file: only of those that stand in several are the entries kept, else memory would grow with the accounts.
type holdings struct {
	owner map[string]string // account -> the one file that holds it; "" when there are several
	seen  map[string]sealed // of accounts that several hold: entry -> what it is
}

// sealed is an entry's hash and the last file that holds it.
type sealed struct{ hash, file string }

func (h *holdings) add(path string, m *Manifest) error {
	for _, account := range m.holders() {
		owner, held := h.owner[account]
		if !held {
			h.owner[account] = path
			continue
		}
		if owner != "" {
			if err := h.recall(owner, account); err != nil {
				return err
			}
			h.owner[account] = ""
		}
		for _, e := range m.Collections(account) {
			if other, twice := h.seen[e.Name]; twice && other.hash != e.SHA256 {
				return &Error{File: path, Entry: e.Name, Err: fmt.Errorf("%s says something else of it: two snapshots of one account cannot be joined", other.file)}
			}
			h.seen[e.Name] = sealed{e.SHA256, path}
		}
	}
	return nil
}

// holders are the accounts that a manifest has collections of.
func (m *Manifest) holders() []string {
	var out []string
	for _, e := range m.Entries {
		if len(out) == 0 || out[len(out)-1] != e.Account {
			out = append(out, e.Account)
		}
	}
	for _, e := range m.Empty {
		out = append(out, e.Account)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// recall opens the one file that holds an account again, and keeps what it says of it.
func (h *holdings) recall(path, account string) error {
	r, err := Open(path)
	if err != nil {
		return err
	}
	for _, e := range r.manifest.Collections(account) {
		h.seen[e.Name] = sealed{e.SHA256, path}
	}
	return r.Close()
}

// globbed is a path whose characters mean nothing to Glob.
func globbed(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

func count(entries []Entry) int {
	n := 0
	for _, e := range entries {
		n += e.Elements
	}
	return n
}

// bareManifest is a manifest without its entries: what of it stays in memory.
func bareManifest(m *Manifest) *Manifest {
	bare := *m
	bare.Entries, bare.Empty = nil, nil
	return &bare
}

// join makes one manifest of those of the parts.
func (s *Set) join(whole func(*Set, *Manifest, *Organization, map[int]*piece) error) error {
	if len(s.parts) == 1 && s.parts[0].manifest.Organization == nil {
		s.manifest = s.parts[0].manifest
		return nil
	}
	first := s.parts[0].manifest
	all := *first
	all.Targets, all.GovernedRegions, all.Gaps, all.Incomplete, all.Organization = []Target{}, []string{}, []Gap{}, "", nil
	all.Selection, all.Calls, all.Outside = map[string][]string{}, map[string]int{}, Outside{}
	var roots []string
	var head, only *piece
	shards := map[int]*piece{}
	selections := map[string]*piece{}
	for _, p := range s.parts {
		m := p.manifest
		roots = append(roots, m.Root)
		if m.CollectedAt.After(all.CollectedAt) {
			all.CollectedAt = m.CollectedAt
		}
		all.Incomplete = cmp.Or(all.Incomplete, m.Incomplete)
		all.Targets = append(all.Targets, m.Targets...)
		all.GovernedRegions = append(all.GovernedRegions, m.GovernedRegions...)
		all.Gaps = append(all.Gaps, m.Gaps...)
		for op, n := range m.Calls {
			all.Calls[op] += n
		}
		for key, details := range m.Selection {
			all.Selection[key] = append(all.Selection[key], details...)
		}
		for _, account := range p.accounts() {
			if other := selections[account]; other != nil && !equalSelections(other.manifest.Selection, m.Selection) {
				return &Error{File: p.path, Err: fmt.Errorf("it holds account %s like %s, but was collected for other controls", account, other.path)}
			}
			selections[account] = p
		}
		if m.Organization == nil {
			continue
		}
		if m.Organization.Shards == 0 { // the organization by itself: it wants no accounts
			only = p
			continue
		}
		if head != nil {
			a, b := *head.manifest.Organization, *m.Organization
			a.Shard, b.Shard = 0, 0
			if !equalOrganizations(a, b) {
				return &Error{File: p.path, Err: fmt.Errorf("it is a part of another scan than %s: the accounts to be read are not the same", head.path)}
			}
		} else {
			head = p
		}
		if other := shards[m.Organization.Shard]; other != nil {
			return &Error{File: p.path, Err: fmt.Errorf("it is shard %d of %d, and so is %s", m.Organization.Shard, m.Organization.Shards, other.path)}
		}
		shards[m.Organization.Shard] = p
	}
	for key := range all.Selection {
		slices.Sort(all.Selection[key])
		all.Selection[key] = slices.Compact(all.Selection[key])
	}
	if head != nil {
		o := *head.manifest.Organization
		all.Caller, all.Partition, all.Kijun = head.manifest.Caller, head.manifest.Partition, head.manifest.Kijun
		if err := whole(s, &all, &o, shards); err != nil {
			return err
		}
		all.Organization = &o
	}
	if head == nil && only != nil {
		o := *only.manifest.Organization
		all.Caller, all.Partition, all.Kijun, all.Organization = only.manifest.Caller, only.manifest.Partition, only.manifest.Kijun, &o
	}
	all.sort()
	all.Gaps = slices.Compact(all.Gaps)
	if len(s.parts) > 1 {
		slices.Sort(roots)
		sum := sha256.Sum256([]byte(strings.Join(roots, "\n")))
		all.Root = "sha256:" + hex.EncodeToString(sum[:])
	}
	s.manifest = &all
	return nil
}

// absent finds the accounts that are in no part.
func (s *Set) absent(all *Manifest, o Organization, shards map[int]*piece, missing bool) error {
	there := map[string]bool{}
	for _, t := range all.Targets {
		there[t.Account] = true
	}
	var lost []string
	for _, a := range o.Accounts {
		if !there[a.ID] {
			lost = append(lost, a.ID)
		}
	}
	var without []string
	for i := 1; i <= o.Shards; i++ {
		if shards[i] == nil {
			without = append(without, fmt.Sprint(i))
		}
	}
	if len(lost) == 0 && len(without) == 0 {
		return nil
	}
	if !missing {
		what := ""
		if len(without) > 0 {
			what = fmt.Sprintf("shard %s of %d is missing", strings.Join(without, ", "), o.Shards)
		}
		if n := len(lost); n > 0 {
			if what != "" {
				what += ", and with it "
			}
			if n > 5 {
				lost = append(slices.Clone(lost[:5]), fmt.Sprintf("and %d more", n-5))
			}
			what += fmt.Sprintf("the evidence of %d accounts: %s", n, strings.Join(lost, ", "))
		}
		return fmt.Errorf("%w: %w: %s; collect it again, or report the rest with --allow-missing", ErrUnusable, ErrMissing, what)
	}
	for _, account := range lost {
		all.Targets = append(all.Targets, Target{Account: account, Region: "global"})
		all.Gaps = append(all.Gaps, Gap{Account: account, Region: "global", Key: AccountKey, Operation: "sts:AssumeRole", Code: NotCollected, Message: "its part of the scan is missing"})
	}
	if shards[1] == nil && slices.Contains(without, "1") { // it alone reads the organization
		all.Gaps = append(all.Gaps, Gap{Account: OrganizationSet, Region: "global", Key: AccountKey, Operation: "organizations:DescribeOrganization", Code: NotCollected, Message: "its part of the scan is missing"})
	}
	return nil
}

func equalSelections(a, b map[string][]string) bool {
	return maps.EqualFunc(a, b, func(x, y []string) bool { return slices.Equal(x, y) })
}

func equalOrganizations(a, b Organization) bool {
	return a.ID == b.ID && a.Management == b.Management && a.Shards == b.Shards && slices.EqualFunc(a.Accounts, b.Accounts, func(x, y Member) bool {
		return x.ID == y.ID
	})
}

// accounts are those that a part holds, the organization among them.
func (p *piece) accounts() []string {
	var out []string
	for _, t := range p.manifest.Targets {
		out = append(out, t.Account)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *Set) index() {
	s.holders = map[string][]*piece{}
	for _, p := range s.parts {
		for _, account := range p.accounts() {
			s.holders[account] = append(s.holders[account], p)
		}
	}
}

// Manifest is what the snapshots say of themselves together, without entries; Root is that of the only one, or a hash over the roots of
// all. It is shared: do not change it.
func (s *Set) Manifest() *Manifest { return s.manifest }

// Elements counts the elements of the largest of the snapshots.
func (s *Set) Elements() int {
	most := 0
	for _, p := range s.parts {
		most = max(most, p.elements)
	}
	return most
}

// Accounts are the accounts of the set, sorted, without the organization.
func (s *Set) Accounts() []string {
	var out []string
	for _, t := range s.manifest.Targets {
		if t.Account != OrganizationSet {
			out = append(out, t.Account)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Close closes the file that was read last. No account may be open.
func (s *Set) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.idle
	if last == nil {
		return nil
	}
	s.idle = nil
	r := last.reader
	last.reader = nil
	return r.Close()
}

// View is what a set holds of one account, or of the organization ([OrganizationSet]).
type View struct {
	Account string
	set     *Set
	parts   []*piece
}

// Open opens the files that hold an account. Close must follow.
func (s *Set) Open(account string) (*View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := &View{Account: account, set: s}
	for _, p := range s.holders[account] {
		if p.reader == nil {
			r, err := Open(p.path)
			if err == nil && r.manifest.Root != p.manifest.Root {
				err = errors.Join(&Error{File: p.path, Err: errors.New("it changed while it was read")}, r.Close())
			}
			if err != nil {
				v.close()
				return nil, err
			}
			p.reader = r
		}
		if s.idle == p {
			s.idle = nil
		}
		p.users++
		v.parts = append(v.parts, p)
	}
	return v, nil
}

// Close ends the reading of the account.
func (v *View) Close() {
	v.set.mu.Lock()
	defer v.set.mu.Unlock()
	v.close()
}

func (v *View) close() {
	for _, p := range v.parts {
		p.users--
		if p.users == 0 && !p.kept {
			if last := v.set.idle; last != nil {
				_ = last.reader.Close() // was only read
				last.reader = nil
			}
			v.set.idle = p
		}
	}
	v.parts = nil
}

// Partition is the account's partition, and Home the region of the configuration that its evidence was collected with.
func (v *View) Partition() string { return v.first().Partition }

// Home is the region of the configuration that the account's evidence was collected with.
func (v *View) Home() string { return v.first().Caller.Region }

func (v *View) first() *Manifest {
	if len(v.parts) == 0 {
		return v.set.manifest
	}
	return v.parts[0].manifest
}

// Selection says what was collected of the account: collection -> detail operations.
func (v *View) Selection() map[string][]string { return v.first().Selection }

// Targets are the account's.
func (v *View) Targets() []Target {
	return slices.DeleteFunc(slices.Clone(v.set.manifest.Targets), func(t Target) bool { return t.Account != v.Account })
}

// Gaps are the account's.
func (v *View) Gaps() []Gap {
	var out []Gap
	for _, g := range v.set.manifest.Gaps {
		if g.Account == v.Account {
			out = append(out, g)
		}
	}
	return out
}

// Entries are the account's collections that have elements, sorted by name.
func (v *View) Entries() []Entry {
	var out []Entry
	for _, p := range v.parts {
		out = append(out, entriesOf(p.reader.manifest.Entries, v.Account)...)
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	return slices.CompactFunc(out, func(a, b Entry) bool { return a.Name == b.Name })
}

// Each gives the elements of an entry, as [Reader.Each] does.
func (v *View) Each(e Entry, fn func(id string, element []byte) error) error {
	for _, p := range v.parts {
		if _, ok := p.reader.Lookup(e.Account, e.Region, e.Key); ok {
			return p.reader.Each(e.Account, e.Region, e.Key, fn)
		}
	}
	return fmt.Errorf("%s: %w", e.Name, ErrNoEntry)
}

// Combine writes the snapshots of a set into one, at path, without unpacking them. The set must not hold an entry twice.
func Combine(path string, s *Set, outside Outside) (*Manifest, error) {
	m, err := combine(path, s, outside)
	if err != nil {
		return nil, unwritable(path, err)
	}
	return m, nil
}

// merged are the collections without elements that two files say of one account.
func merged(a, b []Empty) []Empty {
	if len(a) == 0 {
		return b
	}
	regionsOf := map[string][]string{}
	for _, list := range slices.Concat(a, b) {
		for _, key := range list.Keys {
			regionsOf[key] = append(regionsOf[key], list.Regions...)
		}
	}
	return grouped(a[0].Account, regionsOf)
}

func combine(path string, s *Set, outside Outside) (*Manifest, error) {
	m := *s.manifest
	m.Entries, m.Outside = []Entry{}, outside
	from, empty := map[string]*piece{}, map[string][]Empty{}
	for _, p := range s.parts {
		r, err := Open(p.path)
		if err != nil {
			return nil, err
		}
		m.Entries = append(m.Entries, r.manifest.Entries...)
		for _, e := range r.manifest.Entries {
			from[e.Name] = p
		}
		for rest := r.manifest.Empty; len(rest) > 0; {
			lists := ofFirst(rest)
			empty[lists[0].Account] = merged(empty[lists[0].Account], lists)
			rest = rest[len(lists):]
		}
		if err := r.Close(); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(m.Entries, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	m.Entries = slices.Compact(m.Entries)
	m.Empty = []Empty{}
	for _, account := range slices.Sorted(maps.Keys(empty)) {
		m.Empty = append(m.Empty, empty[account]...)
	}
	if len(m.Entries) >= defaults.entries {
		return nil, fmt.Errorf("%d entries are more than one file holds: give a folder, which keeps one file an account", len(m.Entries))
	}
	m.sort()
	raw, err := m.encode()
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > defaults.manifest {
		return nil, fmt.Errorf("the manifest has %d bytes, more than %d: give a folder, which keeps one file an account", len(raw), defaults.manifest)
	}
	w := &Writer{path: path, lim: defaults}
	var open *Reader
	defer func() {
		if open != nil {
			_ = open.Close() // was only read
		}
	}()
	return &m, w.place(raw, func(z *zip.Writer) error {
		buf := make([]byte, 256<<10)
		for _, e := range m.Entries {
			p := from[e.Name]
			if open == nil || open.path != p.path {
				if open != nil {
					_ = open.Close() // was only read
				}
				var err error
				if open, err = Open(p.path); err != nil {
					return err
				}
			}
			f := open.files[e.Name]
			if f == nil || f.size != e.Bytes {
				return &Error{File: p.path, Entry: e.Name, Err: errors.New("it changed while it was read")}
			}
			to, err := z.CreateRaw(header(e.Name, f.method, f.crc, f.size, f.compressed))
			if err != nil {
				return err
			}
			if _, err := io.CopyBuffer(to, io.NewSectionReader(open.in, f.data, f.compressed), buf); err != nil {
				return err
			}
		}
		return nil
	})
}
