// Package snapshot is the sealed file that holds the evidence of a scan: what AWS answered, what could not be read, and who asked.
//
// The file is one zip of JSON Lines, one entry an account, region and collection that has elements
// (111122223333/ap-northeast-1/sns.topics.jsonl), its elements sorted by id, each line in canonical JSON (see [Canonical]), and
// manifest.json, which lists every entry with its SHA-256, and the collections that were asked for and are empty. The root hash is
// the SHA-256 of the manifest without its "root" and "outside" members, in canonical JSON: whatever is changed in the manifest or in
// an entry changes the root. Anyone can compute it again, here in Python:
//
//	m = json.load(open("manifest.json")); del m["root"], m["outside"]
//	hashlib.sha256(json.dumps(m, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
//
// The same content always gives the same root and, Outside apart, the same bytes.
package snapshot

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Schema is the version of the snapshot's form that this package writes, and the newest that it reads.
const Schema = 2

// MaxLine is the length in bytes, newline included, of the longest element that a snapshot holds.
const MaxLine = 64 << 20

// manifestName is the manifest's name inside the zip.
const manifestName = "manifest.json"

// Gap is something that could not be read.
type Gap struct {
	Account   string `json:"account"`
	Region    string `json:"region"`
	Key       string `json:"key"`          // the collection, "sns.topics"
	ID        string `json:"id,omitempty"` // the element whose detail is missing; empty: the listing itself
	Operation string `json:"operation"`    // "sns:GetTopicAttributes"
	Code      string `json:"code"`         // kijun's class of the error: AccessDenied, Throttled, ...
	Error     string `json:"error"`        // the service's own error code
	Message   string `json:"message"`
}

// Target is an account and a region that were read.
type Target struct {
	Account  string `json:"account"`
	Region   string `json:"region"`
	Evidence bool   `json:"evidence"`         // read only as evidence for other regions, not judged
	Closed   string `json:"closed,omitempty"` // the service control policy that denies every call there, which was therefore not made
}

// Caller is the identity that started the scan.
type Caller struct {
	Account string `json:"account"`
	ARN     string `json:"arn"`
	UserID  string `json:"user_id"`
	Region  string `json:"region"` // the region of its configuration
}

// Entry describes one collection of one account and region. An entry with no elements says that the collection was asked for; whether
// the answer was "none" or a failure is told by the gaps.
type Entry struct {
	Account  string `json:"account"`
	Region   string `json:"region"` // "global" for what has no region
	Key      string `json:"key"`    // "sns.topics"
	Name     string `json:"name"`   // inside the zip
	Elements int    `json:"elements"`
	Bytes    int64  `json:"bytes"`  // uncompressed
	SHA256   string `json:"sha256"` // of the uncompressed content, lower-case hex
}

// Empty are collections of an account that have no elements in any of the regions: they were asked for there. They are most of what is
// asked for, and have no file in the zip.
type Empty struct {
	Account string   `json:"account"`
	Keys    []string `json:"keys"`    // sorted; each in one list of the account only
	Regions []string `json:"regions"` // sorted; different from those of the account's other lists
}

// Manifest says what a snapshot holds and how it came to be.
type Manifest struct {
	Schema          int                 `json:"schema"`
	Kijun           string              `json:"kijun"`        // the version of kijun that collected
	CollectedAt     time.Time           `json:"collected_at"` // UTC; of the newest evidence
	Partition       string              `json:"partition"`
	Caller          Caller              `json:"caller"`
	Targets         []Target            `json:"targets"`                // sorted
	GovernedRegions []string            `json:"governed_regions"`       // as asked for; empty when left to the evidence
	Selection       map[string][]string `json:"selection"`              // collection -> detail operations that were collected, sorted
	Calls           map[string]int      `json:"calls"`                  // "sns:ListTopics" -> calls, successful and failed
	Gaps            []Gap               `json:"gaps"`                   // sorted, without repeats
	Entries         []Entry             `json:"entries"`                // those with elements, sorted by name
	Empty           []Empty             `json:"empty"`                  // those without, sorted by account and first key
	Incomplete      string              `json:"incomplete"`             // why the collection ended early; empty: it is complete
	Organization    *Organization       `json:"organization,omitempty"` // of a scan of several accounts; nil in a snapshot of one
	Root            string              `json:"root"`                   // "sha256:" and lower-case hex
	Outside         Outside             `json:"outside"`                // not under the root
}

// OrganizationSet stands where entries and gaps have their account, for what belongs to the organization and not to one of its accounts.
const OrganizationSet = "organization"

// Organization says what a scan of several accounts was to read. It stands in the one snapshot that holds all of them, or in the head of
// the parts that they were written to, so that a missing part is noticed.
type Organization struct {
	ID         string   `json:"id"`         // "o-..."; empty when nobody said
	Management string   `json:"management"` // the account that manages it; empty when nobody said
	Accounts   []Member `json:"accounts"`   // those to be read, sorted by id, over all shards
	Shard      int      `json:"shard"`      // which share of the accounts this is, from 1
	Shards     int      `json:"shards"`     // of how many; 1 is all of them
}

// Member is an account of an organization.
type Member struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Status  string   `json:"status"`  // ACTIVE, SUSPENDED, ...; empty when nobody said
	Parents []string `json:"parents"` // units from its own up to the root; empty when nobody said
}

// Outside is what may differ between two collections of the same evidence. The root does not cover it, so nothing may be judged by it.
type Outside struct {
	Durations map[string]int64     `json:"durations_ms"` // milliseconds by phase of the scan
	Calls     map[string]CallStats `json:"calls"`        // by operation
	Denials   Denials              `json:"denials"`
	Previous  string               `json:"previous_root"` // of the snapshot before this one, where there is a history
}

// Denials is what the budget of denials did: calls that were not made because the same had been denied, or for want of budget, and calls that
// waited for the window of five minutes.
type Denials struct {
	Learned       int   `json:"learned"`
	Unasked       int   `json:"unasked"`
	Waited        int   `json:"waited"`
	LongestMillis int64 `json:"longest_ms"`
}

// CallStats counts the calls of one operation.
type CallStats struct {
	Attempts  int   `json:"attempts"` // requests sent, retries included
	Failed    int   `json:"failed"`   // calls that ended in an error
	Throttled int   `json:"throttled"`
	Denied    int   `json:"denied"` // answers that were denials, as CloudTrail counts them
	Millis    int64 `json:"ms"`     // summed over the calls
}

// Info is what the collector tells the manifest at the end. The fields mean what they mean in [Manifest].
type Info struct {
	Kijun           string
	CollectedAt     time.Time
	Partition       string
	Caller          Caller
	Targets         []Target
	GovernedRegions []string
	Selection       map[string][]string
	Calls           map[string]int
	Incomplete      string // set it to close the snapshot marked incomplete
	Organization    *Organization
	Outside         Outside
}

// ErrUnusable is in every error that means that the file cannot be used as a snapshot: not there, not a snapshot, damaged,
// changed, hostile, or of a newer schema.
var ErrUnusable = errors.New("unusable snapshot")

// ErrNoEntry says that a snapshot holds no entry for the account, region and collection that were asked for.
var ErrNoEntry = errors.New("no such entry")

// ErrDuplicate says that an entry already holds an element with that id.
var ErrDuplicate = errors.New("id already present")

// ErrOutput is in every error that means that the snapshot could not be written where it was to be.
var ErrOutput = errors.New("cannot write snapshot")

// Error is why a file cannot be used as a snapshot. errors.Is finds [ErrUnusable] in it.
type Error struct {
	File  string // as it was given
	Entry string // name inside the zip; empty: the file itself
	Err   error
}

// Error names the file, the entry and the cause.
func (e *Error) Error() string {
	if e.Entry == "" {
		return fmt.Sprintf("%s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("%s: %s: %v", e.File, printable(e.Entry), e.Err)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes every Error an [ErrUnusable].
func (e *Error) Is(target error) bool { return target == ErrUnusable }

// SchemaError says that a snapshot has a schema that this kijun does not read.
type SchemaError struct {
	Schema    int    // of the snapshot
	Supported int    // the newest that this kijun reads
	Kijun     string // version that wrote it, as it says
}

// Error says which schema was found and who wrote it, which one is read, and what to do.
func (e *SchemaError) Error() string {
	if e.Schema > e.Supported {
		return fmt.Sprintf("snapshot has schema %d, written by kijun %.40q; this kijun reads schema %d: use that kijun, or a newer one", e.Schema, e.Kijun, e.Supported)
	}
	return fmt.Sprintf("snapshot has schema %d, written by kijun %.40q; this kijun reads schema %d: use that kijun, or collect it again", e.Schema, e.Kijun, e.Supported)
}

// These three become names of files, which others extract; nothing else from a scanned account does. They are compiled when they are
// first needed, so that a start does not wait for them.
var (
	accountForm = compiled(`^([0-9]{12}|` + OrganizationSet + `)$`)
	regionForm  = compiled(`^(global|[a-z]{2,8}(-[a-z]{1,16}){1,3}-[0-9]{1,2})$`)
	keyForm     = compiled(`^[a-z][a-z0-9_]{0,63}\.[a-z][a-z0-9_]{0,63}$`)
)

var (
	oneAccount = compiled(`^[0-9]{12}$`)
	oneRegion  = compiled(`^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$`)
)

// IsAccount says whether a text has the form of an account id.
func IsAccount(id string) bool { return oneAccount().MatchString(id) }

// IsRegion says whether a text has the form of a Region's name, like ap-northeast-1. "global" has not.
func IsRegion(name string) bool { return oneRegion().MatchString(name) }

func compiled(form string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(form) })
}

// entryName is the name of an entry inside the zip. It refuses parts that could mean anything but one file in two folders.
func entryName(account, region, key string) (string, error) {
	switch {
	case !accountForm().MatchString(account):
		return "", fmt.Errorf("%q is not an account id", account)
	case !regionForm().MatchString(region):
		return "", fmt.Errorf("%q is not a region", region)
	case !keyForm().MatchString(key):
		return "", fmt.Errorf("%q is not a collection", key)
	}
	return joined(account, region, key), nil
}

func joined(account, region, key string) string { return account + "/" + region + "/" + key + ".jsonl" }

// plainName tells whether a name inside a zip is one that this package would write.
func plainName(name string) bool {
	if name == manifestName {
		return true
	}
	parts := strings.Split(strings.TrimSuffix(name, ".jsonl"), "/")
	if len(parts) != 3 {
		return false
	}
	made, err := entryName(parts[0], parts[1], parts[2])
	return err == nil && made == name
}

// printable is the name as an error message may show it: a name that somebody else made up is quoted.
func printable(name string) string {
	if plainName(name) {
		return name
	}
	return fmt.Sprintf("%+q", name)
}

// limits bound what a snapshot may ask of its reader. The writer keeps within them, so that it never writes what cannot be read.
type limits struct {
	entries   int   // files in the zip
	manifest  int64 // bytes of the manifest
	entry     int64 // uncompressed bytes of one entry
	total     int64 // uncompressed bytes of all
	line      int64 // bytes of one line, newline included
	ratio     int64 // uncompressed to compressed, of an entry
	manifests int64 // the same, of the manifest, which is read into memory
	floor     int64 // uncompressed bytes below which no ratio is asked
}

// A thousand accounts with all their regions stay well inside. Deflate reaches 1032:1 at most; evidence stays under 100:1.
var defaults = limits{
	entries:   2_000_000,
	manifest:  256 << 20,
	entry:     64 << 30,
	total:     512 << 30,
	line:      MaxLine,
	ratio:     1000,
	manifests: 100,
	floor:     1 << 20,
}

// Collections without elements cost a few bytes of the manifest, and an entry each for whoever reads their account: so many an account, and
// in all. An account has three hundred in each of some forty regions at most.
const (
	maxOfAccount = 100_000
	maxEmpty     = 20_000_000
)

// tooDense tells whether compression hides more than evidence would: such an entry is stored uncompressed, or refused.
func (l limits) tooDense(name string, size, compressed int64) bool {
	ratio := l.ratio
	if name == manifestName {
		ratio = l.manifests
	}
	return size > l.floor && size/ratio >= compressed
}

// check refuses what could not stand in a manifest.
func (e Entry) check() error {
	name, err := entryName(e.Account, e.Region, e.Key)
	switch {
	case err != nil:
		return fmt.Errorf("entry %q: %w", e.Name, err)
	case name != e.Name:
		return fmt.Errorf("entry %q: its name should be %q", e.Name, name)
	case e.Elements < 1 || e.Bytes < 1:
		return fmt.Errorf("entry %q: it has nothing in it", e.Name)
	case !hashForm().MatchString(e.SHA256):
		return fmt.Errorf("entry %q: %q is not a SHA-256", e.Name, e.SHA256)
	}
	return nil
}

// check refuses what could not stand in a manifest.
func (e Empty) check() error {
	if len(e.Keys) == 0 || len(e.Regions) == 0 || !ascending(e.Keys) || !ascending(e.Regions) {
		return fmt.Errorf("empty collections of %q: keys or regions are missing, or not in order", e.Account)
	}
	for _, key := range e.Keys {
		if _, err := entryName(e.Account, e.Regions[0], key); err != nil {
			return err
		}
	}
	for _, region := range e.Regions {
		if _, err := entryName(e.Account, region, e.Keys[0]); err != nil {
			return err
		}
	}
	return nil
}

func ascending(names []string) bool {
	for i := 1; i < len(names); i++ {
		if names[i-1] >= names[i] {
			return false
		}
	}
	return true
}

// holds says whether a collection of a region is among them.
func (e Empty) holds(region, key string) bool {
	_, there := slices.BinarySearch(e.Keys, key)
	_, here := slices.BinarySearch(e.Regions, region)
	return there && here
}

// each calls fn with each of the collections.
func (e Empty) each(fn func(region, key string)) {
	for _, key := range e.Keys {
		for _, region := range e.Regions {
			fn(region, key)
		}
	}
}

// emptyOf are the lists of an account.
func emptyOf(all []Empty, account string) []Empty {
	from, found := slices.BinarySearchFunc(all, account, func(e Empty, account string) int { return cmp.Compare(e.Account, account) })
	if !found {
		return nil
	}
	return ofFirst(all[from:])
}

// ofFirst are the lists of the account of the first of some.
func ofFirst(all []Empty) []Empty {
	n := 0
	for n < len(all) && all[n].Account == all[0].Account {
		n++
	}
	return all[:n]
}

// noElements is the hash of nothing.
var noElements = sync.OnceValue(func() string { sum := sha256.Sum256(nil); return hex.EncodeToString(sum[:]) })

// Collections gives every entry of an account, those without elements among them, sorted by name. An account "" means all.
func (m *Manifest) Collections(account string) []Entry {
	out, lists := m.Entries, m.Empty
	if account != "" {
		out, lists = entriesOf(out, account), emptyOf(lists, account)
	}
	out = slices.Clone(out)
	for _, list := range lists {
		list.each(func(region, key string) { out = append(out, nothing(list.Account, region, key)) })
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// entriesOf are those of an account that have elements.
func entriesOf(all []Entry, account string) []Entry {
	from, _ := slices.BinarySearchFunc(all, account+"/", func(e Entry, prefix string) int { return cmp.Compare(e.Name, prefix) })
	to := from
	for to < len(all) && all[to].Account == account {
		to++
	}
	return all[from:to]
}

// nothing is the entry of a collection without elements, whose names have been checked.
func nothing(account, region, key string) Entry {
	return Entry{Account: account, Region: region, Key: key, Name: joined(account, region, key), SHA256: noElements()}
}

// grouped are collections of an account without elements, key -> regions, in the one form that a manifest has for them.
func grouped(account string, regionsOf map[string][]string) []Empty {
	var out []Empty
	at := map[string]int{} // regions -> which list has them
	for _, key := range slices.Sorted(maps.Keys(regionsOf)) {
		regions := slices.Clone(regionsOf[key])
		slices.Sort(regions)
		regions = slices.Compact(regions)
		these := strings.Join(regions, " ")
		n, known := at[these]
		if !known {
			n = len(out)
			at[these] = n
			out = append(out, Empty{Account: account, Regions: regions})
		}
		out[n].Keys = append(out[n].Keys, key)
	}
	return out
}

// checkEmpty refuses lists in another form than that of grouped, so that nothing can be said in two ways, and more than lists of few words may
// stand for: whoever reads an account has an entry for each.
func (m *Manifest) checkEmpty() error {
	all, before := 0, ""
	for rest := m.Empty; len(rest) > 0; {
		lists := ofFirst(rest)
		account := lists[0].Account
		if account <= before {
			return errEmptyForm
		}
		before = account
		keys, regions, n := map[string]bool{}, map[string]bool{}, 0
		for i, list := range lists {
			these := strings.Join(list.Regions, " ")
			if regions[these] || i > 0 && lists[i-1].Keys[0] >= list.Keys[0] {
				return errEmptyForm
			}
			regions[these] = true
			for _, key := range list.Keys {
				if keys[key] {
					return errEmptyForm
				}
				keys[key] = true
			}
			n += len(list.Keys) * len(list.Regions)
		}
		if all += n; n > maxOfAccount || all > maxEmpty {
			return fmt.Errorf("empty: %d collections of account %s, %d so far: more than %d or %d", n, account, all, maxOfAccount, maxEmpty)
		}
		rest = rest[len(lists):]
	}
	for _, e := range m.Entries {
		for _, list := range emptyOf(m.Empty, e.Account) {
			if list.holds(e.Region, e.Key) {
				return fmt.Errorf("empty: %q has elements", e.Name)
			}
		}
	}
	return nil
}

var errEmptyForm = errors.New("empty: not in the form that kijun writes")

var hashForm = compiled(`^[0-9a-f]{64}$`)

func (t Target) check() error {
	if !accountForm().MatchString(t.Account) || !regionForm().MatchString(t.Region) {
		return fmt.Errorf("target %q %q is not an account and a region", t.Account, t.Region)
	}
	return nil
}

// check accepts every gap: its words come from AWS.
func (g Gap) check() error { return nil }

// encode gives the manifest as it stands in the file, and sets its root.
func (m *Manifest) encode() ([]byte, error) {
	if err := m.checkEmpty(); err != nil {
		return nil, err
	}
	plain, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	parts, err := members(plain)
	if err != nil {
		return nil, err
	}
	m.Root = rootOf(parts)
	if parts["root"], err = json.Marshal(m.Root); err != nil {
		return nil, err
	}
	return append(join(parts), '\n'), nil
}

// members gives the members of a JSON object, each in canonical form.
func members(object []byte) (map[string]json.RawMessage, error) {
	canonical, err := Canonical(object)
	if err != nil {
		return nil, err
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(canonical, &parts); err != nil {
		return nil, err
	}
	return parts, nil
}

// join is the canonical object of canonical members, those named in without left out.
func join(parts map[string]json.RawMessage, without ...string) []byte {
	names := make([]string, 0, len(parts))
	for name := range parts {
		if !slices.Contains(without, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	out := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendString(out, name)
		out = append(out, ':')
		out = append(out, parts[name]...)
	}
	return append(out, '}')
}

// rootOf hashes everything in the manifest but the root itself and what stands outside.
func rootOf(parts map[string]json.RawMessage) string {
	sum := sha256.Sum256(join(parts, "root", "outside"))
	return "sha256:" + hex.EncodeToString(sum[:])
}
