package policies

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/s2"
)

// Findings are the findings of a result: by control, account, region and id where Evaluate made them, else in the order in which they were
// given. Those of a large result lie in a temporary file, so a reader goes through them and does not keep them. The zero value has none.
type Findings struct {
	parts []*part
	marks []func(*Finding)
	n     int
	held  int // findings that are in memory
	file  *os.File
	at    int64
}

// part are findings of one control in one account.
type part struct {
	tally      Tally
	parameters map[string]any
	standards  []string
	list       []Finding // nil where they lie in the file
	offset     int64
	size       int
}

// Tally counts the findings of one control in one account.
type Tally struct {
	Control, Account, Severity                           string
	Passed, Failed, Warning, NotAvailable, NotApplicable int
	Empty                                                int // of Passed: because no resource was in scope
	// Suppressed are those of them that somebody accepted: they count in no score. Those without application count in none anyway.
	Suppressed Suppressed
}

// Suppressed counts the suppressed findings of a Tally.
type Suppressed struct {
	Passed, Failed, Warning, NotAvailable int
	Empty                                 int // of Passed
}

// Open is how many of them did not pass.
func (s Suppressed) Open() int { return s.Failed + s.Warning + s.NotAvailable }

// maxHeld is how many findings a result keeps in memory.
const maxHeld = 20_000

// FindingsOf are these findings, in this order.
func FindingsOf(list ...Finding) Findings {
	var out Findings
	out.Append(list...)
	return out
}

// Append adds findings behind the others. They stay in memory.
func (fs *Findings) Append(list ...Finding) {
	for i := range list {
		f := &list[i]
		last := len(fs.parts) - 1
		if last < 0 || fs.parts[last].list == nil || fs.parts[last].tally.Control != f.Control || fs.parts[last].tally.Account != f.Account ||
			fs.parts[last].tally.Severity != f.Severity {
			fs.parts = append(fs.parts, &part{tally: Tally{Control: f.Control, Account: f.Account, Severity: f.Severity}})
			last++
		}
		p := fs.parts[last]
		p.list = append(p.list, *f)
		p.tally.add(f)
	}
	fs.n += len(list)
	fs.held += len(list)
}

// Len is their number.
func (fs *Findings) Len() int { return fs.n }

// All goes through them. What a finding points to may be shared: a reader changes nothing in it. All panics if the temporary file can no
// longer be read, for there is no report without it.
func (fs *Findings) All() iter.Seq[*Finding] {
	return fs.Where(func(Tally) bool { return true })
}

// Where goes through the findings of the controls and accounts that choose wants, and reads no others.
func (fs *Findings) Where(choose func(Tally) bool) iter.Seq[*Finding] {
	return func(yield func(*Finding) bool) {
		for _, p := range fs.parts {
			if !choose(p.tally) {
				continue
			}
			list := p.list
			if list == nil {
				var err error
				if list, err = fs.read(p); err != nil {
					panic(fmt.Errorf("read the findings of %s back: %w", p.tally.Control, err))
				}
			}
			for i := range list {
				if f := &list[i]; !yield(f) {
					return
				}
			}
		}
	}
}

// List are all of them, for who knows that they are few.
func (fs *Findings) List() []Finding {
	out := make([]Finding, 0, fs.n)
	for f := range fs.All() {
		out = append(out, *f)
	}
	return out
}

// Tallies count them, in their order. A control may have several of one account, which add up.
func (fs *Findings) Tallies() iter.Seq[Tally] {
	return func(yield func(Tally) bool) {
		for _, p := range fs.parts {
			if !yield(p.tally) {
				return
			}
		}
	}
}

// Mark lets mark put beside each finding what does not come from the evidence: Suppressed, FirstSeen, FailedSince. It changes nothing else,
// is asked again at each reading, and says each time the same. Marks add up.
func (fs *Findings) Mark(mark func(*Finding)) {
	for _, p := range fs.parts {
		list := p.list
		if list == nil {
			var err error
			if list, err = fs.read(p); err != nil {
				panic(fmt.Errorf("read the findings of %s back: %w", p.tally.Control, err))
			}
		}
		p.tally = Tally{Control: p.tally.Control, Account: p.tally.Account, Severity: p.tally.Severity}
		for i := range list {
			mark(&list[i])
			p.tally.add(&list[i])
		}
	}
	fs.marks = append(fs.marks, mark)
}

// Close gives the temporary file back.
func (fs *Findings) Close() error {
	if fs.file == nil {
		return nil
	}
	err := fs.file.Close()
	os.Remove(fs.file.Name()) // where an open file cannot be removed it is there still
	fs.file = nil
	return err
}

// MarshalJSON writes them as an array.
func (fs Findings) MarshalJSON() ([]byte, error) {
	list := make([]*Finding, 0, fs.n)
	for f := range fs.All() {
		list = append(list, f)
	}
	return json.Marshal(list)
}

// UnmarshalJSON reads an array.
func (fs *Findings) UnmarshalJSON(raw []byte) error {
	var list []Finding
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	*fs = FindingsOf(list...)
	return nil
}

func (t *Tally) add(f *Finding) {
	suppressed := 0
	if f.Suppressed != nil {
		suppressed = 1
	}
	switch f.Status {
	case Passed:
		t.Passed++
		t.Suppressed.Passed += suppressed
		if f.Empty {
			t.Empty++
			t.Suppressed.Empty += suppressed
		}
	case NotApplicable:
		t.NotApplicable++
	case Failed:
		t.Failed++
		t.Suppressed.Failed += suppressed
	case Warning:
		t.Warning++
		t.Suppressed.Warning += suppressed
	default: // a status that this version does not know is not a pass
		t.NotAvailable++
		t.Suppressed.NotAvailable += suppressed
	}
}

// gathering takes the findings of the controls of an evaluation, which come side by side and in any order.
type gathering struct {
	mu  sync.Mutex
	fs  *Findings
	err error // the first: the findings of the others are lost
}

// add takes what one control says of one account. When the result becomes large, what is held goes to a file.
func (g *gathering) add(list []Finding) {
	if len(list) == 0 {
		return
	}
	slices.SortFunc(list, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.ID, b.ID)) })
	p := &part{tally: Tally{Control: list[0].Control, Account: list[0].Account, Severity: list[0].Severity}, parameters: list[0].Parameters, standards: list[0].Standards, list: list}
	for i := range list {
		p.tally.add(&list[i])
	}
	var raw []byte
	if len(list) > maxHeld/20 { // some such parts are enough to make the result large; packed here they hold up nobody
		raw = p.pack()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	fs := g.fs
	fs.n += len(list)
	fs.held += len(list)
	fs.parts = append(fs.parts, p)
	var err error
	switch {
	case g.err != nil:
		return
	case fs.held > maxHeld:
		for _, p := range fs.parts {
			if p.list != nil && err == nil {
				err = fs.spill(p, p.pack())
			}
		}
	case raw != nil:
		err = fs.spill(p, raw)
	}
	if err != nil {
		g.err = fmt.Errorf("keep findings in a temporary file: %w", err)
	}
}

// sort puts the parts in the order of a result.
func (fs *Findings) sort() {
	slices.SortStableFunc(fs.parts, func(a, b *part) int {
		return cmp.Or(compareIDs(a.tally.Control, b.tally.Control), cmp.Compare(a.tally.Account, b.tally.Account))
	})
}

// pack is what a part is in the file.
func (p *part) pack() []byte {
	e := packer{out: make([]byte, 0, 400*len(p.list))}
	for i := range p.list {
		e.finding(&p.list[i])
	}
	return s2.Encode(nil, e.out)
}

// spill writes a part to the file.
func (fs *Findings) spill(p *part, raw []byte) error {
	if fs.file == nil {
		f, err := os.CreateTemp("", "kijun-findings-*")
		if err != nil {
			return err
		}
		os.Remove(f.Name()) // nothing is left behind however the process ends, where the system allows it
		fs.file = f
	}
	if _, err := fs.file.WriteAt(raw, fs.at); err != nil {
		return err
	}
	p.offset, p.size = fs.at, len(raw)
	fs.at += int64(len(raw))
	fs.held -= len(p.list)
	p.list = nil
	return nil
}

// read reads a part back.
func (fs *Findings) read(p *part) ([]Finding, error) {
	raw := make([]byte, p.size)
	if _, err := fs.file.ReadAt(raw, p.offset); err != nil {
		return nil, err
	}
	raw, err := s2.Decode(nil, raw)
	if err != nil {
		return nil, err
	}
	d := packed{in: string(raw)}
	t := p.tally
	out := make([]Finding, t.Passed+t.Failed+t.Warning+t.NotAvailable+t.NotApplicable)
	for i := range out {
		f := &out[i]
		f.Control, f.Account, f.Severity, f.Parameters, f.Standards = t.Control, t.Account, t.Severity, p.parameters, p.standards
		if err := d.finding(f); err != nil {
			return nil, err
		}
		for _, mark := range fs.marks {
			mark(f)
		}
	}
	return out, nil
}

// packer writes findings without what all of a part have in common. A file of it lives as long as the process, so its form is no one
// else's business.
type packer struct{ out []byte }

func (e *packer) number(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

func (e *packer) text(s string) {
	e.number(len(s))
	e.out = append(e.out, s...)
}

func (e *packer) flag(b bool) {
	if b {
		e.out = append(e.out, 1)
		return
	}
	e.out = append(e.out, 0)
}

// The kinds of values.
const (
	kindNull = iota
	kindFalse
	kindTrue
	kindText
	kindNumber
	kindList
	kindObject
)

func (e *packer) value(v any) {
	switch v := v.(type) {
	case nil:
		e.number(kindNull)
	case bool:
		if v {
			e.number(kindTrue)
		} else {
			e.number(kindFalse)
		}
	case string:
		e.number(kindText)
		e.text(v)
	case json.Number:
		e.number(kindNumber)
		e.text(string(v))
	case []any:
		e.number(kindList)
		e.number(len(v))
		for _, x := range v {
			e.value(x)
		}
	case map[string]any:
		e.number(kindObject)
		e.object(v)
	default:
		panic(fmt.Sprintf("a value of type %T is none of JSON's", v))
	}
}

func (e *packer) object(m map[string]any) {
	e.number(len(m))
	for k, v := range m {
		e.text(k)
		e.value(v)
	}
}

func (e *packer) finding(f *Finding) {
	for _, s := range []string{f.ID, string(f.Status), f.Region, f.Resource.ID, f.Resource.Type, f.Reason, f.ReasonCode} {
		e.text(s)
	}
	if f.Resource.ARN == f.Resource.ID {
		e.text("")
	} else {
		e.text(f.Resource.ARN)
	}
	e.flag(f.Empty)
	e.object(f.ReasonArgs)
	e.number(len(f.Gaps))
	for _, g := range f.Gaps {
		e.number(g)
	}
	e.number(len(f.Evidence))
	for _, x := range f.Evidence {
		e.text(x.Collection)
		e.text(x.Resource)
		e.text(x.Region)
		e.text(x.Path)
		e.value(x.Value)
	}
}

// packed reads what an packer wrote.
type packed struct {
	in  string
	bad bool
}

func (d *packed) number() int {
	n, used := uvarint(d.in)
	if used <= 0 {
		d.bad = true
		return 0
	}
	d.in = d.in[used:]
	return int(n)
}

func uvarint(s string) (n uint64, used int) {
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		n |= uint64(s[i]&0x7f) << (7 * i)
		if s[i] < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}

func (d *packed) text() string {
	n := d.number()
	if n > len(d.in) {
		d.bad = true
		return ""
	}
	s := d.in[:n]
	d.in = d.in[n:]
	return s
}

func (d *packed) value() any {
	switch kind := d.number(); kind {
	case kindFalse, kindTrue:
		return kind == kindTrue
	case kindText:
		return d.text()
	case kindNumber:
		return json.Number(d.text())
	case kindList:
		out := []any{}
		for range d.count() {
			out = append(out, d.value())
		}
		return out
	case kindObject:
		return d.object()
	}
	return nil
}

// count is a number of things that follow, each at least a byte long.
func (d *packed) count() int {
	n := d.number()
	if n > len(d.in) {
		d.bad = true
		return 0
	}
	return n
}

func (d *packed) object() map[string]any {
	out := map[string]any{}
	for range d.count() {
		k := d.text()
		out[k] = d.value()
	}
	return out
}

func (d *packed) finding(f *Finding) error {
	var status string
	for _, s := range []*string{&f.ID, &status, &f.Region, &f.Resource.ID, &f.Resource.Type, &f.Reason, &f.ReasonCode, &f.Resource.ARN} {
		*s = d.text()
	}
	f.Status, f.Resource.ARN = Status(status), cmp.Or(f.Resource.ARN, f.Resource.ID)
	f.Empty = strings.HasPrefix(d.in, "\x01")
	d.in = d.in[min(1, len(d.in)):]
	f.ReasonArgs = d.object()
	for range d.count() {
		f.Gaps = append(f.Gaps, d.number())
	}
	f.Evidence = []Evidence{}
	for range d.count() {
		f.Evidence = append(f.Evidence, Evidence{Collection: d.text(), Resource: d.text(), Region: d.text(), Path: d.text(), Value: d.value()})
	}
	if d.bad {
		return errors.New("the temporary file is damaged")
	}
	return nil
}
