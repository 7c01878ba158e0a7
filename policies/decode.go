package policies

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/scanner/snapshot"
)

// maxShared is how many strings and how many composite values a decoder keeps; maxSharedText and maxSharedValue are how long they may be in
// bytes of JSON. An account repeats its field names, Regions and states a hundred thousand times, and its settings nearly as often.
const (
	maxShared      = 20_000
	maxSharedText  = 40
	maxSharedValue = 2_000
)

// decoder reads the elements of a snapshot straight into OPA's values. Elements are in canonical form (the reader of the snapshot sees to it):
// JSON without white space, and no name twice in an object. It is for one goroutine.
type decoder struct {
	text   []byte
	at     int
	shared map[string]*ast.Term // strings by their text
	values map[string]*ast.Term // lists and objects by their JSON
}

// element decodes the fields of one element that are read.
func (d *decoder) element(raw []byte, keep map[string]bool, all bool) (ast.Object, error) {
	d.text, d.at = raw, 0
	v, err := d.object(func(name string) bool { return all || keep[name] || envelope[name] })
	if err == nil && d.at != len(d.text) {
		err = d.unexpected()
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// elements decodes the fields that are read of the elements of an entry, those named in wanted or, if that is nil, all, and gives each to take.
func elements(v *snapshot.View, e snapshot.Entry, keep map[string]bool, all bool, wanted map[string]bool, take func(id string, el ast.Object)) error {
	var d decoder
	return v.Each(e, func(id string, raw []byte) error {
		if wanted != nil && !wanted[id] {
			return nil
		}
		el, err := d.element(raw, keep, all)
		if err != nil {
			return fmt.Errorf("%s, element %q: %w", e.Name, id, err)
		}
		take(id, el)
		return nil
	})
}

func (d *decoder) unexpected() error {
	if d.at >= len(d.text) {
		return errors.New("the element ends early")
	}
	return fmt.Errorf("unexpected %q at byte %d", d.text[d.at], d.at)
}

// accept reads one byte if it is c.
func (d *decoder) accept(c byte) bool {
	if d.at < len(d.text) && d.text[d.at] == c {
		d.at++
		return true
	}
	return false
}

// word reads a literal.
func (d *decoder) word(w string, t *ast.Term) (*ast.Term, error) {
	if len(d.text)-d.at < len(w) || string(d.text[d.at:d.at+len(w)]) != w {
		return nil, d.unexpected()
	}
	d.at += len(w)
	return t, nil
}

func (d *decoder) value() (*ast.Term, error) {
	if d.at >= len(d.text) {
		return nil, d.unexpected()
	}
	switch c := d.text[d.at]; {
	case c == '{', c == '[':
		return d.composite()
	case c == '"':
		return d.string()
	case c == 't':
		return d.word("true", ast.InternedTerm(true))
	case c == 'f':
		return d.word("false", ast.InternedTerm(false))
	case c == 'n':
		return d.word("null", ast.InternedNullTerm)
	case c == '-' || '0' <= c && c <= '9':
		return d.number()
	}
	return nil, d.unexpected()
}

// composite reads a list or an object. One whose JSON has been seen is the same value: it takes no memory, and no time to compare.
func (d *decoder) composite() (*ast.Term, error) {
	start := d.at
	if err := d.skip(); err != nil {
		return nil, err
	}
	raw := d.text[start:d.at]
	if t, ok := d.values[string(raw)]; ok {
		return t, nil
	}
	d.at = start
	var t *ast.Term
	if d.text[start] == '[' {
		list, err := d.array()
		if err != nil {
			return nil, err
		}
		t = list
	} else {
		o, err := d.object(nil)
		if err != nil {
			return nil, err
		}
		t = ast.NewTerm(o)
	}
	if len(raw) <= maxSharedValue && len(d.values) < maxShared {
		if d.values == nil {
			d.values = map[string]*ast.Term{}
		}
		d.values[string(raw)] = t
	}
	return t, nil
}

// object reads an object, or of it what keep (nil: all) wants.
func (d *decoder) object(keep func(name string) bool) (ast.Object, error) {
	if !d.accept('{') {
		return nil, d.unexpected()
	}
	var fields [][2]*ast.Term
	for first := true; !d.accept('}'); first = false {
		if !first && !d.accept(',') {
			return nil, d.unexpected()
		}
		key, err := d.string()
		if err != nil {
			return nil, err
		}
		if !d.accept(':') {
			return nil, d.unexpected()
		}
		if keep != nil && !keep(string(key.Value.(ast.String))) {
			if err := d.skip(); err != nil {
				return nil, err
			}
			continue
		}
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		fields = append(fields, [2]*ast.Term{key, v})
	}
	return ast.NewObject(fields...), nil
}

func (d *decoder) array() (*ast.Term, error) {
	d.at++
	var members []*ast.Term
	for first := true; !d.accept(']'); first = false {
		if !first && !d.accept(',') {
			return nil, d.unexpected()
		}
		v, err := d.value()
		if err != nil {
			return nil, err
		}
		members = append(members, v)
	}
	return ast.NewTerm(ast.NewArray(members...)), nil
}

// quoted finds the end of a string and tells whether there are escapes in it.
func (d *decoder) quoted() (raw []byte, escapes bool, err error) {
	if d.at >= len(d.text) || d.text[d.at] != '"' {
		return nil, false, d.unexpected()
	}
	start := d.at
	for d.at++; d.at < len(d.text); d.at++ {
		switch d.text[d.at] {
		case '\\':
			escapes = true
			d.at++
		case '"':
			d.at++
			return d.text[start:d.at], escapes, nil
		}
	}
	d.at = len(d.text)
	return nil, false, d.unexpected()
}

func (d *decoder) string() (*ast.Term, error) {
	raw, escapes, err := d.quoted()
	if err != nil {
		return nil, err
	}
	text := raw[1 : len(raw)-1]
	if escapes {
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, err
		}
		return ast.StringTerm(s), nil
	}
	if len(text) > maxSharedText {
		return ast.StringTerm(string(text)), nil
	}
	if t, ok := d.shared[string(text)]; ok {
		return t, nil
	}
	t := ast.StringTerm(string(text))
	if d.shared == nil {
		d.shared = map[string]*ast.Term{}
	}
	if len(d.shared) < maxShared {
		d.shared[string(text)] = t
	}
	return t, nil
}

func (d *decoder) number() (*ast.Term, error) {
	start := d.at
	for d.at < len(d.text) {
		switch c := d.text[d.at]; {
		case '0' <= c && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
			d.at++
			continue
		}
		break
	}
	if !json.Valid(d.text[start:d.at]) {
		return nil, fmt.Errorf("not a number: %.50q", d.text[start:d.at])
	}
	return ast.NumberTerm(json.Number(d.text[start:d.at])), nil
}

// skip passes over a value. It is only looked at for its end.
func (d *decoder) skip() error {
	depth := 0
	for d.at < len(d.text) {
		switch d.text[d.at] {
		case '"':
			if _, _, err := d.quoted(); err != nil {
				return err
			}
			if depth == 0 {
				return nil
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return nil
			}
			if depth--; depth == 0 {
				d.at++
				return nil
			}
		case ',':
			if depth == 0 {
				return nil
			}
		}
		d.at++
	}
	return d.unexpected()
}
