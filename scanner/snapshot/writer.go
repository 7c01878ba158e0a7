package snapshot

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/flate"
)

// Writer writes a snapshot as collection proceeds. Elements go to a file without a name in the directory of the snapshot; memory
// holds their ids and where they are. The snapshot appears under its name when Close has written all of it, or not at all. The
// methods may be called by many goroutines.
type Writer struct {
	path string
	lim  limits

	mu      sync.Mutex
	entries map[string]*EntryWriter
	places  map[[2]string]bool // accounts and regions that are such
	keys    map[string]bool    // collections that are such
	gaps    map[Gap]struct{}
	err     error // the first misuse that has no other way to be told
	done    bool

	spill spool
}

// EntryWriter takes the elements of one collection of one account and region.
type EntryWriter struct {
	w     *Writer
	about Entry

	mu    sync.Mutex
	index map[string]span
	err   error // nothing can be added: the name is none, or the writer is closed
}

// span is where an element's line stands in the spill.
type span struct {
	at     int64
	length int32
}

// errClosed answers what comes after Close or Abort.
var errClosed = errors.New("the snapshot is closed")

// Create begins a snapshot that will stand at path, replacing what is there. It finds at once, with an error that is an
// [ErrOutput], when nothing can be written there. Either Close or Abort must follow.
func Create(path string) (*Writer, error) { return create(path, defaults) }

func create(path string, lim limits) (*Writer, error) {
	if path == "" {
		return nil, unwritable(path, errors.New("no path is given"))
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, unwritable(path, errors.New("it is not a regular file"))
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, unwritable(path, err)
	}
	w := &Writer{path: path, lim: lim, entries: map[string]*EntryWriter{}, places: map[[2]string]bool{}, keys: map[string]bool{}, gaps: map[Gap]struct{}{}}
	if err := w.spill.open(filepath.Dir(path)); err != nil {
		return nil, unwritable(path, err)
	}
	return w, nil
}

func unwritable(path string, err error) error {
	return fmt.Errorf("%w %s: %w", ErrOutput, cmp.Or(path, `""`), err)
}

// Entry gives the entry of a collection, the same one each time. An entry that nothing is added to stands in the snapshot
// without elements. An account, region or key that is none makes Add and Close fail.
func (w *Writer) Entry(account, region, key string) *EntryWriter {
	w.mu.Lock()
	defer w.mu.Unlock()
	name, err := w.name(account, region, key)
	if err == nil && w.entries[name] == nil && len(w.entries)+1 >= w.lim.entries {
		err = fmt.Errorf("more than %d entries", w.lim.entries-1)
	}
	if err != nil {
		if w.err == nil {
			w.err = err
		}
		return &EntryWriter{w: w, err: err}
	}
	e := w.entries[name]
	if e == nil {
		e = &EntryWriter{w: w, about: Entry{Account: account, Region: region, Key: key, Name: name}}
		w.entries[name] = e
	}
	return e
}

// name is entryName, which takes its time, for words that most entries share.
func (w *Writer) name(account, region, key string) (string, error) {
	place := [2]string{account, region}
	if w.places[place] && w.keys[key] {
		return joined(account, region, key), nil
	}
	name, err := entryName(account, region, key)
	if err == nil {
		w.places[place], w.keys[key] = true, true
	}
	return name, err
}

// Gap records something that could not be read. The same gap twice is one.
func (w *Writer) Gap(g Gap) {
	for _, s := range []*string{&g.Account, &g.Region, &g.Key, &g.ID, &g.Operation, &g.Code, &g.Error, &g.Message} {
		*s = string([]rune(*s)) // as JSON will hold it, U+FFFD for what is not UTF-8: the order must be that of the file
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gaps[g] = struct{}{}
}

// scratch lends the buffers in which elements become canonical.
var scratch = sync.Pool{New: func() any { return new(canon) }}

// Add puts an element into the entry: a JSON object whose "id" is id. It is an [ErrDuplicate] if the entry has that id already,
// and then the first element stays. The element is not kept in memory, nor used after Add has returned.
func (e *EntryWriter) Add(id string, element []byte) error {
	if err := e.add(id, element); errors.Is(err, ErrOutput) {
		return err
	} else if err != nil {
		return fmt.Errorf("%s: element %+q: %w", cmp.Or(e.about.Name, "no entry"), id, err)
	}
	return nil
}

func (e *EntryWriter) add(id string, element []byte) error {
	c := scratch.Get().(*canon)
	defer func() {
		c.src = nil
		if cap(c.out)+cap(c.sorted) <= 2<<20 { // one huge element must not stay for the rest of the scan
			scratch.Put(c)
		}
	}()
	line, err := c.run(element)
	if err != nil {
		return err
	}
	if line[0] != '{' {
		return errors.New("not a JSON object")
	}
	if !bytes.Equal(c.id, appendString(nil, id)) {
		return fmt.Errorf("the object's id is %.100s", cmp.Or(string(c.id), "missing"))
	}
	line = append(line, '\n')
	c.out = line
	size := int64(len(line))
	if size > e.w.lim.line {
		return fmt.Errorf("%d bytes, more than the %d of a line", size, e.w.lim.line)
	}

	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err != nil {
		return e.err
	}
	id = string(unescape(c.id[1 : len(c.id)-1])) // as the reader will see it
	if _, ok := e.index[id]; ok {
		return ErrDuplicate
	}
	if e.about.Bytes+size > e.w.lim.entry {
		return fmt.Errorf("the entry grows beyond %d bytes", e.w.lim.entry)
	}
	at, err := e.w.spill.append(line, e.w.lim.total)
	if errors.Is(err, errClosed) {
		return err
	}
	if err != nil {
		return unwritable(e.w.path, err)
	}
	if e.index == nil {
		e.index = map[string]span{}
	}
	e.index[id] = span{at, int32(len(line))}
	e.about.Bytes += size
	e.about.Elements++
	return nil
}

// Abort ends the writing and leaves nothing behind. After Close it does nothing, so it may be deferred.
func (w *Writer) Abort() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.finish()
}

func (w *Writer) finish() {
	w.done = true
	w.spill.close()
}

// Close sorts what was added, seals it and puts the file in place, readable by its owner only. It returns the manifest with its
// root. When it fails nothing is left behind, and what stood at the path before still does.
func (w *Writer) Close(info Info) (*Manifest, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done {
		return nil, unwritable(w.path, errClosed)
	}
	defer w.finish()
	m, err := w.seal(info)
	if err != nil {
		return nil, unwritable(w.path, err)
	}
	return m, nil
}

func (w *Writer) seal(info Info) (*Manifest, error) {
	if w.err != nil {
		return nil, w.err
	}
	for _, e := range w.entries {
		e.mu.Lock()
		e.err = errClosed
		e.mu.Unlock()
	}
	if err := w.spill.flush(); err != nil {
		return nil, err
	}
	var full []string
	empty := map[string]map[string][]string{} // account -> key -> regions
	for name, e := range w.entries {
		if e.about.Elements > 0 {
			full = append(full, name)
		} else {
			if empty[e.about.Account] == nil {
				empty[e.about.Account] = map[string][]string{}
			}
			empty[e.about.Account][e.about.Key] = append(empty[e.about.Account][e.about.Key], e.about.Region)
		}
	}
	slices.Sort(full)
	spools := make([]spool, min(runtime.GOMAXPROCS(0), len(full)))
	defer func() {
		for i := range spools {
			spools[i].close()
		}
	}()
	parts, err := w.pack(full, spools)
	if err != nil {
		return nil, err
	}
	m := w.manifest(info)
	for _, account := range slices.Sorted(maps.Keys(empty)) {
		m.Empty = append(m.Empty, grouped(account, empty[account])...)
	}
	for _, p := range parts {
		m.Entries = append(m.Entries, p.entry.about)
	}
	for _, t := range m.Targets {
		if err := t.check(); err != nil {
			return nil, err
		}
	}
	raw, err := m.encode()
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > w.lim.manifest {
		return nil, fmt.Errorf("the manifest has %d bytes, more than %d", len(raw), w.lim.manifest)
	}
	return m, w.assemble(raw, parts)
}

// manifest is everything of the manifest but the entries and the root, in the order that does not depend on how it came in.
func (w *Writer) manifest(info Info) *Manifest {
	m := &Manifest{
		Schema:          Schema,
		Kijun:           info.Kijun,
		CollectedAt:     info.CollectedAt.UTC().Round(0), // without the monotonic clock
		Partition:       info.Partition,
		Caller:          info.Caller,
		Targets:         append([]Target{}, info.Targets...),
		GovernedRegions: append([]string{}, info.GovernedRegions...),
		Selection:       map[string][]string{},
		Calls:           map[string]int{},
		Gaps:            slices.AppendSeq(make([]Gap, 0, len(w.gaps)), maps.Keys(w.gaps)),
		Entries:         []Entry{},
		Empty:           []Empty{},
		Incomplete:      info.Incomplete,
		Organization:    info.Organization,
		Outside:         info.Outside,
	}
	m.sort()
	for key, operations := range info.Selection {
		sorted := append([]string{}, operations...)
		slices.Sort(sorted)
		m.Selection[key] = slices.Compact(sorted)
	}
	maps.Copy(m.Calls, info.Calls)
	return m
}

// sort brings the lists of a manifest into the order that does not depend on how they came in, and gives those that are none an empty form.
func (m *Manifest) sort() {
	slices.SortFunc(m.Targets, func(a, b Target) int {
		rank := map[bool]int{false: 0, true: 1} // judged before evidence
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region), cmp.Compare(rank[a.Evidence], rank[b.Evidence]))
	})
	m.Targets = slices.Compact(m.Targets)
	slices.Sort(m.GovernedRegions)
	m.GovernedRegions = slices.Compact(m.GovernedRegions)
	slices.SortFunc(m.Gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region), cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Operation, b.Operation), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Error, b.Error), cmp.Compare(a.Message, b.Message))
	})
	if m.Outside.Durations == nil {
		m.Outside.Durations = map[string]int64{}
	}
	if m.Outside.Calls == nil {
		m.Outside.Calls = map[string]CallStats{}
	}
	if m.Organization != nil {
		o := *m.Organization
		o.Accounts = append([]Member{}, o.Accounts...)
		for i := range o.Accounts {
			o.Accounts[i].Parents = append([]string{}, o.Accounts[i].Parents...)
		}
		slices.SortFunc(o.Accounts, func(a, b Member) int { return cmp.Compare(a.ID, b.ID) })
		m.Organization = &o
	}
}

// packed is an entry ready for the zip.
type packed struct {
	entry      *EntryWriter
	method     uint16
	crc        uint32
	compressed int64
	in         *spool // where the compressed bytes stand, shared by the entries of one worker
	at         int64
}

// pack compresses and hashes the named entries, one worker for each spool.
func (w *Writer) pack(names []string, spools []spool) ([]packed, error) {
	parts, errs := make([]packed, len(names)), make([]error, len(spools))
	var next atomic.Int64
	var wait sync.WaitGroup
	for i := range spools {
		wait.Go(func() {
			p := packer{w: w, out: &spools[i]}
			if errs[i] = p.out.open(filepath.Dir(w.path)); errs[i] != nil {
				return
			}
			for n := next.Add(1) - 1; n < int64(len(names)); n = next.Add(1) - 1 {
				if parts[n], errs[i] = p.pack(w.entries[names[n]]); errs[i] != nil {
					next.Store(int64(len(names)))
					return
				}
			}
			errs[i] = p.out.flush()
		})
	}
	wait.Wait()
	return parts, errors.Join(errs...)
}

// packer is what one worker of pack uses again for each entry.
type packer struct {
	w     *Writer
	out   *spool
	flate *flate.Writer
	buf   []byte
}

func (p *packer) pack(e *EntryWriter) (packed, error) {
	done := packed{entry: e, method: zip.Deflate, in: p.out, at: p.out.size}
	if p.flate == nil {
		var err error
		if p.flate, err = flate.NewWriter(p.out, flate.DefaultCompression); err != nil {
			return packed{}, err
		}
	}
	p.flate.Reset(p.out)
	sum, crc := sha256.New(), crc32.NewIEEE()
	if err := p.lines(e, io.MultiWriter(sum, crc, p.flate)); err != nil {
		return packed{}, err
	}
	if err := p.flate.Close(); err != nil {
		return packed{}, err
	}
	e.about.SHA256 = hex.EncodeToString(sum.Sum(nil))
	done.crc = crc.Sum32()
	done.compressed = p.out.size - done.at
	if p.w.lim.tooDense(e.about.Name, e.about.Bytes, done.compressed) {
		done.method, done.at, done.compressed = zip.Store, p.out.size, e.about.Bytes
		if err := p.lines(e, p.out); err != nil {
			return packed{}, err
		}
	}
	e.index = nil
	return done, nil
}

// lines writes the lines of an entry, sorted by id.
func (p *packer) lines(e *EntryWriter, to io.Writer) error {
	for _, id := range slices.Sorted(maps.Keys(e.index)) {
		s := e.index[id]
		p.buf = slices.Grow(p.buf[:0], int(s.length))[:s.length]
		if _, err := p.w.spill.file.ReadAt(p.buf, s.at); err != nil {
			return err
		}
		if _, err := to.Write(p.buf); err != nil {
			return err
		}
	}
	return nil
}

// assemble writes the zip.
func (w *Writer) assemble(manifest []byte, parts []packed) error {
	return w.place(manifest, func(z *zip.Writer) error {
		buf := make([]byte, 256<<10)
		for _, p := range parts {
			to, err := z.CreateRaw(header(p.entry.about.Name, p.method, p.crc, p.entry.about.Bytes, p.compressed))
			if err != nil {
				return err
			}
			if _, err := io.CopyBuffer(to, io.NewSectionReader(p.in.file, p.at, p.compressed), buf); err != nil {
				return err
			}
		}
		return nil
	})
}

// place writes the zip beside its place and moves it there: the manifest, and what fill adds.
func (w *Writer) place(manifest []byte, fill func(*zip.Writer) error) (err error) {
	dir := filepath.Dir(w.path)
	file, err := os.CreateTemp(dir, ".kijun-*.zip") // readable by its owner only
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(file.Close()), os.Remove(file.Name()))
		}
	}()
	buffered := bufio.NewWriterSize(file, 1<<20)
	z := zip.NewWriter(buffered)
	if err := w.addManifest(z, manifest); err != nil {
		return err
	}
	if err := fill(z); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), w.path); err != nil {
		return err
	}
	syncDir(dir)
	return nil
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// syncDir makes the new name survive a power failure where the file system can. Some cannot, and the file is whole without it.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

func (w *Writer) addManifest(z *zip.Writer, manifest []byte) error {
	var deflated bytes.Buffer
	f, err := flate.NewWriter(&deflated, flate.DefaultCompression)
	if err != nil {
		return err
	}
	if _, err := f.Write(manifest); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	method, content := zip.Deflate, deflated.Bytes()
	if w.lim.tooDense(manifestName, int64(len(manifest)), int64(len(content))) {
		method, content = zip.Store, manifest
	}
	to, err := z.CreateRaw(header(manifestName, method, crc32.ChecksumIEEE(manifest), int64(len(manifest)), int64(len(content))))
	if err != nil {
		return err
	}
	_, err = to.Write(content)
	return err
}

// header is a zip header in which nothing depends on when or where it was made.
func header(name string, method uint16, crc uint32, size, compressed int64) *zip.FileHeader {
	h := &zip.FileHeader{
		Name: name, Method: method, CRC32: crc, UncompressedSize64: uint64(size), CompressedSize64: uint64(compressed),
		ReaderVersion: 20, ModifiedDate: 1<<5 | 1, // the first of January 1980, the first day that zip knows
	}
	h.SetMode(0o600)
	h.CreatorVersion |= 20
	if max(size, compressed) >= 1<<32-1 {
		h.Flags |= 8 // the sizes follow the data, where archive/zip gives them 64 bits
	}
	return h
}

// spool is a file that is written once from front to back and read anywhere. Where the system allows it has no name, so that
// nothing stays behind, however the process ends.
type spool struct {
	mu      sync.Mutex
	file    *os.File
	name    string // still to be removed, if not empty
	pending []byte
	size    int64 // with what is pending
	err     error // the first failure; what follows would stand in the wrong place
}

func (s *spool) open(dir string) error {
	file, err := os.CreateTemp(dir, ".kijun-*.tmp")
	if err != nil {
		return err
	}
	s.file = file
	if os.Remove(file.Name()) != nil {
		s.name = file.Name()
	}
	return nil
}

// append writes b whole and tells where it stands. It refuses what would make the file longer than limit.
func (s *spool) append(b []byte, limit int64) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.file == nil:
		return 0, errClosed
	case s.err != nil:
		return 0, s.err
	case s.size+int64(len(b)) > limit:
		return 0, fmt.Errorf("the snapshot grows beyond %d bytes", limit)
	}
	at := s.size
	s.pending = append(s.pending, b...)
	s.size += int64(len(b))
	if len(s.pending) >= 256<<10 {
		s.write()
	}
	return at, s.err
}

// Write appends p.
func (s *spool) Write(p []byte) (int, error) {
	if _, err := s.append(p, 1<<62); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (s *spool) write() {
	if s.err == nil {
		_, s.err = s.file.Write(s.pending)
	}
	s.pending = s.pending[:0]
	if cap(s.pending) > 4<<20 {
		s.pending = nil
	}
}

func (s *spool) flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.write()
	return s.err
}

// close gives the space back. Closing again does nothing.
func (s *spool) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		return
	}
	_ = s.file.Close() // nothing in it is wanted any more
	if s.name != "" {
		_ = os.Remove(s.name)
	}
	s.file, s.pending = nil, nil
}
