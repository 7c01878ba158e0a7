package snapshot

import (
	"bufio"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
)

// archive/zip reads whatever can be read. A snapshot comes from somebody else's hands, so this reader takes only what has one
// meaning: no second file of a name, no bytes that two files share (as in Fifield, "A better zip bomb", 2019), no header that
// says something else than the directory does. Format: PKWARE's APPNOTE.TXT, sections 4.3 and 4.5.3.

// member of a zip, as its directory and its own header agree on it.
type zipFile struct {
	name       string
	method     uint16
	crc        uint32
	compressed int64
	size       int64 // uncompressed, as declared
	header     int64 // where its header begins
	data       int64 // where its content begins
	bad        error // why it may not be read
}

const (
	stored   = 0
	deflated = 8

	endSize    = 22
	end64Size  = 56
	locateSize = 20
	dirSize    = 46
	localSize  = 30
)

var errNotZip = errors.New("not a zip file, or cut short")

// readDirectory lists the files of a zip. What is wrong with one of them stands in its bad; an error is about the whole.
func readDirectory(r io.ReaderAt, size int64, lim limits) ([]*zipFile, error) {
	count, at, length, err := findDirectory(r, size)
	switch {
	case err != nil:
		return nil, err
	case count > int64(lim.entries):
		return nil, fmt.Errorf("%d files, more than %d", count, lim.entries)
	case length < count*dirSize:
		return nil, errNotZip
	}
	in := bufio.NewReaderSize(io.NewSectionReader(r, at, length), 64<<10)
	files := make([]*zipFile, 0, count)
	left := length
	for range count {
		f, n, err := readRecord(in)
		if err != nil {
			return nil, err
		}
		left -= n
		files = append(files, f)
	}
	if left != 0 {
		return nil, errors.New("the zip's directory does not end where it says")
	}
	judge(r, files, at, lim)
	return files, nil
}

// findDirectory reads the records at the end of a zip: how many files there are, and where their directory stands.
func findDirectory(r io.ReaderAt, size int64) (count, at, length int64, err error) {
	tail := make([]byte, min(size, endSize+math.MaxUint16))
	if err := readAt(r, tail, size-int64(len(tail))); err != nil {
		return 0, 0, 0, err
	}
	le := binary.LittleEndian
	i := len(tail) - endSize
	for ; i >= 0; i-- { // the comment, which follows, may hold anything; it must reach to the end
		if string(tail[i:i+4]) == "PK\x05\x06" && i+endSize+int(le.Uint16(tail[i+20:])) == len(tail) {
			break
		}
	}
	if i < 0 {
		return 0, 0, 0, errNotZip
	}
	end := tail[i:]
	ends := size - int64(len(tail)) + int64(i)
	if le.Uint16(end[4:]) != 0 && le.Uint16(end[4:]) != math.MaxUint16 {
		return 0, 0, 0, errors.New("a zip in several parts")
	}
	count, length, at = int64(le.Uint16(end[10:])), int64(le.Uint32(end[12:])), int64(le.Uint32(end[16:]))
	if count == math.MaxUint16 || length == math.MaxUint32 || at == math.MaxUint32 {
		count, at, length, ends, err = findDirectory64(r, ends, count, at, length)
		if err != nil {
			return 0, 0, 0, err
		}
	}
	if at < 0 || length < 0 || count < 0 || length > ends || at != ends-length {
		return 0, 0, 0, errors.New("the zip's directory is not where it says")
	}
	return count, at, length, nil
}

// findDirectory64 reads the records that hold what does not fit into the older ones. Without them the older ones hold.
func findDirectory64(r io.ReaderAt, ends, count, at, length int64) (count64, at64, length64, ends64 int64, err error) {
	le := binary.LittleEndian
	locate := make([]byte, locateSize)
	if ends < locateSize {
		return count, at, length, ends, nil
	}
	if err := readAt(r, locate, ends-locateSize); err != nil {
		return 0, 0, 0, 0, err
	}
	if string(locate[:4]) != "PK\x06\x07" {
		return count, at, length, ends, nil
	}
	record := make([]byte, end64Size)
	where := int64(le.Uint64(locate[8:]))
	if where < 0 || where > ends-locateSize-end64Size {
		return 0, 0, 0, 0, errNotZip
	}
	if err := readAt(r, record, where); err != nil {
		return 0, 0, 0, 0, err
	}
	if string(record[:4]) != "PK\x06\x06" {
		return 0, 0, 0, 0, errNotZip
	}
	return int64(le.Uint64(record[32:])), int64(le.Uint64(record[48:])), int64(le.Uint64(record[40:])), where, nil
}

// readRecord reads one record of the directory, and tells its length.
func readRecord(in io.Reader) (*zipFile, int64, error) {
	var fixed [dirSize]byte
	if _, err := io.ReadFull(in, fixed[:]); err != nil {
		return nil, 0, notZip(err)
	}
	le := binary.LittleEndian
	if string(fixed[:4]) != "PK\x01\x02" {
		return nil, 0, errNotZip
	}
	nameLen, extraLen, commentLen := int(le.Uint16(fixed[28:])), int(le.Uint16(fixed[30:])), int(le.Uint16(fixed[32:]))
	rest := make([]byte, nameLen+extraLen+commentLen)
	if _, err := io.ReadFull(in, rest); err != nil {
		return nil, 0, notZip(err)
	}
	f := &zipFile{
		name:       string(rest[:nameLen]),
		method:     le.Uint16(fixed[10:]),
		crc:        le.Uint32(fixed[16:]),
		compressed: int64(le.Uint32(fixed[20:])),
		size:       int64(le.Uint32(fixed[24:])),
		header:     int64(le.Uint32(fixed[42:])),
	}
	f.widen(rest[nameLen : nameLen+extraLen])
	switch attributes := le.Uint32(fixed[38:]); {
	case le.Uint16(fixed[8:])&1 != 0:
		f.bad = errors.New("it is encrypted")
	case strings.HasSuffix(f.name, "/") || attributes&0x10 != 0:
		f.bad = errors.New("it is a directory")
	case fixed[5] == 3 || fixed[5] == 19: // made on Unix or macOS: the upper half is the mode
		if kind := attributes >> 16 & 0o170000; kind != 0 && kind != 0o100000 {
			f.bad = errors.New("it is a link or another special file")
		}
	}
	return f, int64(dirSize + len(rest)), nil
}

// widen takes the sizes and the place that do not fit into 32 bits from the extra field, where they stand in this order.
func (f *zipFile) widen(extra []byte) {
	le := binary.LittleEndian
	for len(extra) >= 4 {
		id, length := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if extra = extra[4:]; length > len(extra) {
			return
		}
		field := extra[:length]
		extra = extra[length:]
		if id != 1 {
			continue
		}
		for _, value := range []*int64{&f.size, &f.compressed, &f.header} {
			if *value == math.MaxUint32 && len(field) >= 8 {
				*value = int64(le.Uint64(field))
				field = field[8:]
			}
		}
		return
	}
}

// judge compares each file with its own header and with the others. directory is where the content of all must have ended.
func judge(r io.ReaderAt, files []*zipFile, directory int64, lim limits) {
	names := make(map[string]bool, len(files))
	var total int64
	for _, f := range files {
		if f.bad == nil {
			f.bad = f.check(r, directory, lim)
		}
		if f.bad == nil && names[f.name] {
			f.bad = errors.New("there are two files of this name")
		}
		names[f.name] = true
		if f.bad == nil {
			if total += f.size; total > lim.total {
				f.bad = fmt.Errorf("with it the content has more than %d bytes", lim.total)
			}
		}
	}
	ordered := slices.SortedStableFunc(slices.Values(files), func(a, b *zipFile) int { return cmp.Compare(a.header, b.header) })
	var ends int64
	for _, f := range ordered {
		if f.bad != nil {
			continue
		}
		if f.header < ends {
			f.bad = errors.New("it overlaps another file")
			continue
		}
		ends = f.data + f.compressed
	}
}

// check finds the content of a file and refuses what is not as the directory says, or too large.
func (f *zipFile) check(r io.ReaderAt, directory int64, lim limits) error {
	switch {
	case !plainName(f.name):
		return errors.New("not a name that a snapshot holds")
	case f.method != stored && f.method != deflated:
		return fmt.Errorf("unknown compression method %d", f.method)
	case f.size < 0 || f.compressed < 0 || f.header < 0 || f.header > directory-localSize:
		return errors.New("it lies outside the file")
	case f.method == stored && f.size != f.compressed:
		return errors.New("it is not compressed, but has two sizes")
	case f.name == manifestName && f.size > lim.manifest:
		return fmt.Errorf("%d bytes, more than %d", f.size, lim.manifest)
	case f.size > lim.entry:
		return fmt.Errorf("%d bytes, more than %d", f.size, lim.entry)
	}
	local := make([]byte, localSize+len(f.name))
	if f.header > directory-int64(len(local)) {
		return errors.New("it lies outside the file")
	}
	if err := readAt(r, local, f.header); err != nil {
		return err
	}
	le := binary.LittleEndian
	if string(local[:4]) != "PK\x03\x04" || int(le.Uint16(local[26:])) != len(f.name) || string(local[localSize:]) != f.name ||
		le.Uint16(local[8:]) != f.method || le.Uint16(local[6:])&1 != 0 {
		return errors.New("its header differs from the zip's directory")
	}
	if le.Uint16(local[6:])&8 == 0 { // else they follow the content
		crc, compressed, size := le.Uint32(local[14:]), le.Uint32(local[18:]), le.Uint32(local[22:])
		if crc != f.crc || !agrees(compressed, f.compressed) || !agrees(size, f.size) {
			return errors.New("its header differs from the zip's directory")
		}
	}
	f.data = f.header + int64(len(local)) + int64(le.Uint16(local[28:]))
	if f.compressed > directory-f.data {
		return errors.New("it lies outside the file")
	}
	if f.method == deflated && lim.tooDense(f.name, f.size, f.compressed) {
		return fmt.Errorf("%d bytes are said to be in %d compressed ones", f.size, f.compressed)
	}
	return nil
}

// agrees compares a size in 32 bits, which may say that the true one stands elsewhere.
func agrees(short uint32, long int64) bool { return short == math.MaxUint32 || int64(short) == long }

// notZip is what a directory that ends too early means; other failures stay what they are.
func notZip(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errNotZip
	}
	return err
}

func readAt(r io.ReaderAt, b []byte, at int64) error {
	n, err := r.ReadAt(b, at)
	if n == len(b) {
		return nil
	}
	return notZip(err)
}

// content inflates one file, no further than declared. At its end all of the compressed bytes must have been used, and the size
// and the CRC must be as declared.
type content struct {
	f    *zipFile
	raw  *bufio.Reader
	in   io.Reader // of the pool if the file is compressed, else raw
	seen int64
	crc  hash.Hash32
}

var (
	bufferPool  = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}
	inflatePool = sync.Pool{New: func() any { return flate.NewReader(nil) }}
)

// open begins to read a file. release must follow.
func (f *zipFile) open(r io.ReaderAt) *content {
	raw := bufferPool.Get().(*bufio.Reader)
	raw.Reset(io.NewSectionReader(r, f.data, f.compressed))
	c := &content{f: f, raw: raw, in: raw, crc: crc32.NewIEEE()}
	if f.method == deflated {
		in := inflatePool.Get().(io.ReadCloser)
		_ = in.(flate.Resetter).Reset(raw, nil) // cannot fail without a dictionary
		c.in = in
	}
	return c
}

func (c *content) release() {
	if c.f.method == deflated {
		inflatePool.Put(c.in)
	}
	c.raw.Reset(nil)
	bufferPool.Put(c.raw)
}

// Read implements io.Reader. io.EOF means that all was as declared.
func (c *content) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.seen += int64(n)
	_, _ = c.crc.Write(p[:n]) // a hash never fails
	if c.seen > c.f.size {
		return 0, fmt.Errorf("it has more than the %d bytes declared", c.f.size)
	}
	if err == nil {
		return n, nil
	}
	if !errors.Is(err, io.EOF) {
		return n, fmt.Errorf("it cannot be inflated: %w", err)
	}
	switch _, more := c.raw.ReadByte(); {
	case c.seen < c.f.size:
		err = fmt.Errorf("it has %d of the %d bytes declared", c.seen, c.f.size)
	case more == nil:
		err = errors.New("something follows its compressed content")
	case c.crc.Sum32() != c.f.crc:
		err = errors.New("its checksum is wrong")
	}
	return n, err
}
