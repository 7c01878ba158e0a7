package report

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"kijun/policies"
)

// Head is what a result says besides its findings, as far as comparing results needs it.
type Head struct {
	Schema     string             `json:"-"`
	Kijun      string             `json:"kijun"`
	AsOf       time.Time          `json:"as_of"`
	Snapshot   string             `json:"snapshot"`
	Policies   string             `json:"policies"`
	Incomplete bool               `json:"incomplete,omitempty"`
	Accounts   []policies.Account `json:"-"`
	Controls   []policies.Control `json:"-"`
}

// Source reads a result once: it calls each for every finding, in the order of the result, and gives the head. A finding is the caller's
// only until each returns.
type Source func(each func(*policies.Finding) error) (Head, error)

// SourceOf reads a result that is in memory.
func SourceOf(res *policies.Result) Source {
	return func(each func(*policies.Finding) error) (Head, error) {
		for f := range res.Findings.All() {
			if err := each(f); err != nil {
				return Head{}, err
			}
		}
		return Head{Schema: Schema, Kijun: res.Kijun, AsOf: res.AsOf, Snapshot: res.Snapshot, Policies: res.Policies, Incomplete: res.Incomplete, Accounts: res.Accounts, Controls: res.Controls}, nil
	}
}

// SourceFile reads a file that JSON wrote, compressed with gzip or not, without keeping it.
func SourceFile(path string) Source {
	return func(each func(*policies.Finding) error) (Head, error) {
		f, err := os.Open(path)
		if err != nil {
			return Head{}, err
		}
		defer f.Close()
		head, err := ReadSource(f, each)
		if err != nil {
			return head, fmt.Errorf("%s: %w", path, err)
		}
		return head, nil
	}
}

// ReadSource reads what JSON wrote, compressed with gzip or not. Keys that it does not know are left out: a newer kijun may have written
// them. Everything else that JSON does not write is an error.
func ReadSource(r io.Reader, each func(*policies.Finding) error) (Head, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	magic, _ := in.Peek(4) // shorter ones fail below
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(in)
		if err != nil {
			return Head{}, err
		}
		defer z.Close()
		in = bufio.NewReaderSize(z, 1<<16)
	case bytes.HasPrefix(magic, []byte("PK\x03\x04")):
		return Head{}, errors.New("this is a zip file, perhaps a snapshot, and not a result written by -o json")
	}
	dec := json.NewDecoder(in)
	dec.UseNumber()
	head, err := readHead(dec, each)
	var wrong *wrongResult
	switch {
	case errors.As(err, &wrong):
		return head, err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return head, errors.New("it ends in the middle; it is not a whole result written by -o json")
	case err != nil:
		return head, fmt.Errorf("near byte %d: %w", dec.InputOffset(), err)
	}
	return head, head.check()
}

// wrongResult is a document that is JSON, but not as kijun writes it; or what each said of a finding.
type wrongResult struct{ err error }

func (e *wrongResult) Error() string { return e.err.Error() }
func (e *wrongResult) Unwrap() error { return e.err }

func (h *Head) check() error {
	switch {
	case h.Schema == Schema:
	case strings.HasPrefix(h.Schema, schemaName):
		return fmt.Errorf("its schema is %q and this kijun reads %q: use the kijun that wrote it, or a newer one", h.Schema, Schema)
	default:
		return fmt.Errorf("this is not a result written by -o json: its schema is %q, not %q", h.Schema, Schema)
	}
	if h.AsOf.IsZero() {
		return errors.New("as_of is missing")
	}
	return nil
}

func readHead(dec *json.Decoder, each func(*policies.Finding) error) (Head, error) {
	var h Head
	if err := delimiter(dec, '{'); err != nil {
		return h, err
	}
	found := false
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return h, err
		}
		switch key {
		case "schema":
			err = dec.Decode(&h.Schema)
		case "kijun":
			err = dec.Decode(&h.Kijun)
		case "as_of":
			err = dec.Decode(&h.AsOf)
		case "snapshot":
			err = dec.Decode(&h.Snapshot)
		case "policies":
			err = dec.Decode(&h.Policies)
		case "incomplete":
			err = dec.Decode(&h.Incomplete)
		case "accounts":
			err = dec.Decode(&h.Accounts)
		case "controls":
			err = list(dec, func() error {
				var c control
				if err := dec.Decode(&c); err != nil {
					return err
				}
				h.Controls = append(h.Controls, policies.Control{ID: c.ID, Title: policies.Text{En: c.Title, Ja: c.TitleJa}, Severity: c.Severity, Subject: c.Subject, Disabled: c.Disabled, Reasons: c.Reasons})
				return nil
			})
		case "findings":
			found = true
			err = list(dec, func() error {
				var f pastFinding
				if err := dec.Decode(&f); err != nil {
					return err
				}
				return f.give(each)
			})
		default:
			err = skip(dec)
		}
		if err != nil {
			return h, err
		}
	}
	if err := delimiter(dec, '}'); err != nil {
		return h, err
	}
	if h.Schema == Schema && !found {
		return h, &wrongResult{errors.New("it has no findings; it is not a whole result written by -o json")}
	}
	return h, nil
}

// pastFinding is a finding without its evidence.
type pastFinding struct {
	ID          string                `json:"id"`
	Control     string                `json:"control"`
	Status      policies.Status       `json:"status"`
	Severity    string                `json:"severity"`
	Account     string                `json:"account"`
	Region      string                `json:"region"`
	Resource    policies.Resource     `json:"resource"`
	Reason      string                `json:"reason"`
	ReasonCode  string                `json:"reason_code"`
	ReasonArgs  map[string]any        `json:"reason_args"`
	Suppressed  *policies.Suppression `json:"suppressed"`
	FirstSeen   time.Time             `json:"first_seen"`
	FailedSince time.Time             `json:"failed_since"`
}

func (f *pastFinding) give(each func(*policies.Finding) error) error {
	switch {
	case f.ID == "" || f.Control == "":
		return &wrongResult{fmt.Errorf("finding %q: it has no id, or no control", f.ID)}
	case !slices.Contains(statuses, f.Status):
		return &wrongResult{fmt.Errorf("finding %s: unknown status %q", f.ID, f.Status)}
	case !slices.Contains(severities, f.Severity):
		return &wrongResult{fmt.Errorf("finding %s: unknown severity %q", f.ID, f.Severity)}
	}
	err := each(&policies.Finding{ID: f.ID, Control: f.Control, Status: f.Status, Severity: f.Severity, Account: f.Account, Region: f.Region, Resource: f.Resource,
		Reason: f.Reason, ReasonCode: f.ReasonCode, ReasonArgs: f.ReasonArgs, Suppressed: f.Suppressed, FirstSeen: f.FirstSeen, FailedSince: f.FailedSince})
	if err != nil {
		return &wrongResult{err}
	}
	return nil
}

func delimiter(dec *json.Decoder, want json.Delim) error {
	t, err := dec.Token()
	if err != nil {
		return err
	}
	if t != want {
		return &wrongResult{fmt.Errorf("this is not a result written by -o json: %q is expected, not %v", want.String(), t)}
	}
	return nil
}

// list reads an array, an element at a time; null is an empty one.
func list(dec *json.Decoder, element func() error) error {
	t, err := dec.Token()
	if err != nil || t == nil {
		return err
	}
	if t != json.Delim('[') {
		return &wrongResult{fmt.Errorf("a list is expected, not %v", t)}
	}
	for dec.More() {
		if err := element(); err != nil {
			return err
		}
	}
	return delimiter(dec, ']')
}

// skip reads a value without keeping it.
func skip(dec *json.Decoder) error {
	for depth := 0; ; {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// Past is what a result of earlier said of each finding: keys and statuses, so that it may be large.
type Past struct {
	Head
	states map[pastKey]pastState
}

type pastKey [16]byte

func keyOf(id string) pastKey {
	sum := sha256.Sum256([]byte(id))
	return pastKey(sum[:16])
}

type pastState struct {
	first, failed    int64 // seconds; 0 is none
	status, severity uint8
	suppressed       bool
}

// Was is what an earlier result said of a finding.
type Was struct {
	Status                 policies.Status
	Severity               string
	Suppressed             bool
	FirstSeen, FailedSince time.Time // zero for what passed
}

// statuses are those of findings; the order is that of pastState.
var statuses = []policies.Status{policies.Passed, policies.Failed, policies.Warning, policies.NotAvailable, policies.NotApplicable}

// NewPast reads a result and keeps keys and statuses.
func NewPast(from Source) (*Past, error) {
	p := &Past{states: map[pastKey]pastState{}}
	var err error
	p.Head, err = from(func(f *policies.Finding) error {
		k := keyOf(f.ID)
		if _, twice := p.states[k]; twice {
			return fmt.Errorf("the finding %s is there twice", f.ID)
		}
		s := pastState{status: uint8(max(0, slices.Index(statuses, f.Status))), severity: uint8(rank(f.Severity)), suppressed: f.Suppressed != nil}
		if !f.FirstSeen.IsZero() {
			s.first = f.FirstSeen.Unix()
		}
		if !f.FailedSince.IsZero() {
			s.failed = f.FailedSince.Unix()
		}
		p.states[k] = s
		return nil
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Was is what the result said of the finding with this id; ok is false if it had none.
func (p *Past) Was(id string) (was Was, ok bool) {
	s, ok := p.states[keyOf(id)]
	if !ok {
		return was, false
	}
	was = Was{Status: statuses[s.status], Suppressed: s.suppressed}
	if int(s.severity) < len(severities) {
		was.Severity = severities[s.severity]
	}
	if isOpen(was.Status) {
		was.FirstSeen = p.AsOf
	}
	if s.first != 0 {
		was.FirstSeen = time.Unix(s.first, 0).UTC()
	}
	if s.failed != 0 {
		was.FailedSince = time.Unix(s.failed, 0).UTC()
	}
	return was, true
}

// open is how many findings did not pass.
func (p *Past) open() int {
	n := 0
	for _, s := range p.states {
		if isOpen(statuses[s.status]) {
			n++
		}
	}
	return n
}

// isOpen says whether a status leaves something to do.
func isOpen(s policies.Status) bool { return s != policies.Passed && s != policies.NotApplicable }

// Since tells since when a finding is in its status, given what the result before said of it: the time of the first result that had it,
// bridging those that could not decide. failed is when the failure began that is now undecided. Both are zero where they do not apply.
func Since(f *policies.Finding, at time.Time, was Was, known bool) (first, failed time.Time) {
	switch {
	case !isOpen(f.Status):
		return first, failed
	case !known || !isOpen(was.Status):
		return at, failed
	case f.Status == policies.Failed && was.Status == policies.Failed:
		return was.FirstSeen, failed
	case f.Status == policies.Failed:
		if !was.FailedSince.IsZero() {
			return was.FailedSince, failed
		}
		return at, failed
	case was.Status == policies.Failed:
		return at, was.FirstSeen
	}
	return was.FirstSeen, was.FailedSince
}

// Mark puts beside the findings of a result since when they are as they are, given the result before; nil is none.
func (p *Past) Mark(res *policies.Result) {
	res.Findings.Mark(func(f *policies.Finding) {
		var was Was
		known := false
		if p != nil {
			was, known = p.Was(f.ID)
		}
		f.FirstSeen, f.FailedSince = Since(f, res.AsOf, was, known)
	})
}

// changed says whether a finding that counts is new or worse than it was, and whether it is newly undecided.
func changed(f *policies.Finding, was Was, known bool) (worse, unknown bool) {
	counted := known && isOpen(was.Status) && !was.Suppressed
	switch {
	case f.Suppressed != nil || !isOpen(f.Status):
		return false, false
	case f.Status == policies.Failed:
		return !counted || was.Status != policies.Failed || rank(f.Severity) < rank(was.Severity), false
	}
	return false, !counted
}
