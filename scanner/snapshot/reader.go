package snapshot

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
)

// Reader reads a snapshot that it does not trust. Its methods may be called by many goroutines.
type Reader struct {
	path     string
	in       io.ReaderAt
	file     io.Closer
	lim      limits
	manifest *Manifest
	files    map[string]*zipFile
	entries  map[string]Entry
}

// Open opens the snapshot at path and reads its manifest. It refuses, with an error that is an [ErrUnusable], whatever is not
// exactly the files that the manifest names, or says more than this reader wants to take, and with a [*SchemaError] in it a
// snapshot of another schema. The entries are compared with their hashes as they are read. Close must follow.
func Open(path string) (*Reader, error) {
	file, size, err := openFile(path)
	if err != nil {
		return nil, err
	}
	r, err := newReader(path, file, size, defaults)
	if err != nil {
		_ = file.Close() // was only read
		return nil, err
	}
	r.file = file
	return r, nil
}

func openFile(path string) (*os.File, int64, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, &Error{File: path, Err: bare(err)}
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file")
	}
	if err != nil {
		_ = file.Close() // was only read
		return nil, 0, &Error{File: path, Err: bare(err)}
	}
	return file, info.Size(), nil
}

// bare takes the path from an error that will stand behind it anyway.
func bare(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

func newReader(path string, in io.ReaderAt, size int64, lim limits) (*Reader, error) {
	r := &Reader{path: path, in: in, lim: lim}
	list, err := readDirectory(in, size, lim)
	if err != nil {
		return nil, r.fail("", err)
	}
	r.index(list)
	m := r.files[manifestName]
	if m == nil {
		return nil, r.fail(manifestName, errors.New("missing"))
	}
	if m.bad != nil {
		return nil, r.fail(manifestName, m.bad)
	}
	manifest, root, err := r.readManifest(m)
	if err == nil && root != manifest.Root {
		err = fmt.Errorf("changed: its root is %s, it says %.100q", root, manifest.Root)
	}
	if err != nil {
		return nil, r.fail(manifestName, err)
	}
	r.manifest = manifest
	r.entries = make(map[string]Entry, len(manifest.Entries))
	for _, e := range manifest.Entries {
		r.entries[e.Name] = e
		f := r.files[e.Name]
		switch {
		case f == nil:
			err = errors.New("missing: the manifest names it")
		case f.bad != nil:
			err = f.bad
		case f.size != e.Bytes:
			err = fmt.Errorf("changed: %d bytes, the manifest says %d", f.size, e.Bytes)
		}
		if err != nil {
			return nil, r.fail(e.Name, err)
		}
	}
	for _, f := range list {
		if f.bad != nil {
			return nil, r.fail(f.name, f.bad)
		}
		if _, ok := r.entries[f.name]; !ok && f.name != manifestName {
			return nil, r.fail(f.name, errors.New("added: the manifest does not name it"))
		}
	}
	return r, nil
}

// index finds files by name. Of two of a name the first counts; the second is bad.
func (r *Reader) index(list []*zipFile) {
	r.files = make(map[string]*zipFile, len(list))
	for _, f := range list {
		if r.files[f.name] == nil {
			r.files[f.name] = f
		}
	}
}

func (r *Reader) fail(entry string, err error) error {
	return &Error{File: r.path, Entry: entry, Err: err}
}

// Close ends the reading.
func (r *Reader) Close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// Manifest is what the snapshot says of itself. It is shared: do not change it.
func (r *Reader) Manifest() *Manifest { return r.manifest }

// Entries are the collections that were asked for, sorted by name, those without elements among them.
func (r *Reader) Entries() []Entry { return r.manifest.Collections("") }

// Lookup finds the entry of a collection; false if it was not asked for.
func (r *Reader) Lookup(account, region, key string) (Entry, bool) {
	name, err := entryName(account, region, key)
	if err != nil {
		return Entry{}, false
	}
	if e, ok := r.entries[name]; ok {
		return e, true
	}
	for _, list := range emptyOf(r.manifest.Empty, account) {
		if list.holds(region, key) {
			return nothing(account, region, key), true
		}
	}
	return Entry{}, false
}

// Each calls fn with the elements of one entry, sorted by id. An element is a JSON object in canonical form; its bytes are
// overwritten after fn has returned. An error of fn ends the reading and is returned, wrapped. Elements are given before the
// end of the entry has been read and its hash compared: when Each returns an error, nothing that fn was told may be used.
// An entry that the snapshot does not hold is an [ErrNoEntry].
func (r *Reader) Each(account, region, key string, fn func(id string, element []byte) error) error {
	e, ok := r.Lookup(account, region, key)
	if !ok {
		return fmt.Errorf("%s: %s %s %s: %w", r.path, account, region, key, ErrNoEntry)
	}
	if e.Elements == 0 {
		return nil // it has no file
	}
	err := r.scan(r.files[e.Name], e, fn)
	if stopped, ok := errors.AsType[*callbackError](err); ok {
		return fmt.Errorf("%s: %s: %w", r.path, e.Name, stopped.err)
	}
	if err != nil {
		return r.fail(e.Name, err)
	}
	return nil
}

// callbackError carries what the caller's own function said, which is no fault of the snapshot.
type callbackError struct{ err error }

func (e *callbackError) Error() string { return e.err.Error() }

// changedError says that an entry is not what the manifest was made of.
type changedError struct{ err error }

func (e *changedError) Error() string { return "changed: " + e.err.Error() }
func (e *changedError) Unwrap() error { return e.err }

// linePool lends the buffers of scan.
var linePool = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}

// scan reads an entry to its end, also when a line of it is not as it should be, so that what was changed is told from what was
// never right.
func (r *Reader) scan(f *zipFile, e Entry, fn func(id string, element []byte) error) error {
	content := f.open(r.in)
	defer content.release()
	sum := sha256.New()
	in := linePool.Get().(*bufio.Reader)
	defer linePool.Put(in)
	defer in.Reset(nil)
	in.Reset(io.TeeReader(content, sum))

	form, err := r.lines(in, e, fn)
	if err == nil && form != nil {
		_, err = io.Copy(io.Discard, in)
	}
	switch {
	case errors.As(err, new(*callbackError)):
		return err
	case errors.As(err, new(*fs.PathError)): // the disk's failure, not the snapshot's
		return err
	case err != nil:
		return &changedError{err}
	case hex.EncodeToString(sum.Sum(nil)) != e.SHA256:
		return &changedError{fmt.Errorf("its SHA-256 is %x, the manifest says %s", sum.Sum(nil), e.SHA256)}
	}
	return form
}

// lines gives the elements to fn. form is what is wrong with the lines as they stand, err what ended the reading.
func (r *Reader) lines(in *bufio.Reader, e Entry, fn func(id string, element []byte) error) (form, err error) {
	c := scratch.Get().(*canon)
	defer func() {
		c.src = nil
		if cap(c.out)+cap(c.sorted) <= 2<<20 {
			scratch.Put(c)
		}
	}()
	var long []byte
	var last string
	for n := 1; ; n++ {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			long = long[:0]
			for errors.Is(err, bufio.ErrBufferFull) && int64(len(long)+len(line)) <= r.lim.line {
				long = append(long, line...)
				line, err = in.ReadSlice('\n')
			}
			long = append(long, line...)
			line = long
		}
		switch {
		case int64(len(line)) > r.lim.line:
			return fmt.Errorf("line %d is longer than %d bytes", n, r.lim.line), nil
		case errors.Is(err, io.EOF) && len(line) > 0:
			return fmt.Errorf("line %d does not end", n), nil
		case errors.Is(err, io.EOF) && n-1 != e.Elements:
			return fmt.Errorf("%d elements, the manifest says %d", n-1, e.Elements), nil
		case errors.Is(err, io.EOF):
			return nil, nil
		case err != nil:
			return nil, err
		case n > e.Elements:
			return fmt.Errorf("more elements than the %d of the manifest", e.Elements), nil
		}
		line = line[:len(line)-1]
		id, form := elementID(c, line)
		if form == nil && n > 1 && id <= last {
			form = fmt.Errorf("the id %+.200q does not follow %+.200q", id, last)
		}
		if form != nil {
			return fmt.Errorf("line %d: %w", n, form), nil
		}
		last = id
		if fn != nil {
			if err := fn(id, line); err != nil {
				return nil, &callbackError{err}
			}
		}
	}
}

// elementID reads the id of an element, which must be an object in canonical form.
func elementID(c *canon, line []byte) (string, error) {
	canonical, err := c.run(line)
	switch {
	case err != nil:
		return "", err
	case !bytes.Equal(canonical, line):
		return "", errors.New("not in canonical form")
	case line[0] != '{' || len(c.id) == 0:
		return "", errors.New("not an object with an id")
	}
	return string(unescape(c.id[1 : len(c.id)-1])), nil
}

// readManifest reads the manifest and computes its root. With an error it gives as much of the manifest as could be read.
func (r *Reader) readManifest(f *zipFile) (*Manifest, string, error) {
	in := f.open(r.in)
	defer in.release()
	raw, err := io.ReadAll(in) // bounded: check has compared the declared size with the limit, and content keeps to it
	m, root, wrong := decodeManifest(raw)
	return m, root, cmp.Or(err, wrong)
}

// decodeManifest reads what encode writes, and nothing else: no other members, no other order, no other spelling. That leaves
// no room for a manifest that two readers understand in two ways.
func decodeManifest(raw []byte) (*Manifest, string, error) {
	m := &Manifest{}
	var peek struct {
		Schema *int            `json:"schema"`
		Kijun  json.RawMessage `json:"kijun"`
	}
	if err := json.Unmarshal(raw, &peek); err != nil {
		return m, "", fmt.Errorf("%w: %w", errJSON, err)
	}
	if peek.Schema == nil {
		return m, "", errors.New("not the manifest of a snapshot: no schema")
	}
	wrote := ""
	_ = json.Unmarshal(peek.Kijun, &wrote) // who wrote it is told if it is known
	if *peek.Schema != Schema {
		return m, "", &SchemaError{Schema: *peek.Schema, Supported: Schema, Kijun: wrote}
	}
	another := func(err error) error { // a build of before or after this one, if it was not changed
		if wrote == "" {
			return err
		}
		return fmt.Errorf("%w; kijun %.40q wrote it: if this is another build, use that one, or collect it again", err, wrote)
	}
	parts, err := members(raw)
	if err != nil {
		return m, "", err
	}
	root := rootOf(parts)
	if err := m.decode(parts); err != nil {
		return m, root, another(err)
	}
	again, err := json.Marshal(m)
	if err != nil {
		return m, root, err
	}
	if again, err = Canonical(again); err != nil {
		return m, root, err
	}
	if !bytes.Equal(append(again, '\n'), raw) {
		return m, root, another(errors.New("not in the form that kijun writes"))
	}
	return m, root, nil
}

// decode reads the members of a manifest. The lists are first, so that they are there when something else is wrong.
func (m *Manifest) decode(parts map[string]json.RawMessage) error {
	errs := []error{
		list(parts, "entries", &m.Entries),
		list(parts, "empty", &m.Empty),
		list(parts, "targets", &m.Targets),
		list(parts, "gaps", &m.Gaps),
	}
	into := map[string]any{
		"schema": &m.Schema, "kijun": &m.Kijun, "collected_at": &m.CollectedAt, "partition": &m.Partition, "caller": &m.Caller,
		"governed_regions": &m.GovernedRegions, "selection": &m.Selection, "calls": &m.Calls, "incomplete": &m.Incomplete,
		"root": &m.Root, "outside": &m.Outside,
	}
	for _, name := range slices.Sorted(maps.Keys(into)) {
		if parts[name] == nil {
			errs = append(errs, fmt.Errorf("%s: missing", name))
		} else if err := json.Unmarshal(parts[name], into[name]); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
	}
	if raw := parts["organization"]; raw != nil {
		m.Organization = &Organization{}
		if err := json.Unmarshal(raw, m.Organization); err != nil {
			errs = append(errs, fmt.Errorf("organization: %w", err))
		}
	}
	m.CollectedAt = m.CollectedAt.UTC()
	for i, e := range m.Entries {
		if i > 0 && strings.Compare(m.Entries[i-1].Name, e.Name) >= 0 {
			errs = append(errs, fmt.Errorf("entries: %q does not follow %q", e.Name, m.Entries[i-1].Name))
			break
		}
	}
	if errors.Join(errs...) == nil {
		errs = append(errs, m.checkEmpty())
	}
	return errors.Join(errs...)
}

// list reads a list element by element and stops at the first that cannot be: each must bring at least the bytes that its
// members' names take, so that a small file does not become a large list in memory.
func list[T interface{ check() error }](parts map[string]json.RawMessage, name string, to *[]T) error {
	var zero T
	least, err := json.Marshal(zero)
	if err != nil {
		return err
	}
	*to = []T{}
	in := json.NewDecoder(bytes.NewReader(parts[name]))
	in.DisallowUnknownFields()
	if open, err := in.Token(); err != nil || open != json.Delim('[') {
		return fmt.Errorf("%s: not a list", name)
	}
	for in.More() {
		var one T
		err := in.Decode(&one)
		if err == nil {
			err = one.check()
		}
		if err == nil && in.InputOffset() < int64(len(*to)*len(least)) {
			err = errors.New("members are missing")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		*to = append(*to, one)
	}
	return nil
}
