package snapshot

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxDepth is how deep arrays and objects may nest in the JSON of a snapshot. AWS's own documents stay under 20; a reader that
// recurses must not be led further.
const MaxDepth = 200

// Canonical gives the one form of a JSON value that is hashed: no white space; the members of an object sorted by the bytes of
// their UTF-8 names; strings in UTF-8 with only the quotation mark, the backslash and the control characters below U+0020 escaped
// (\b \t \n \f \r, else \u00xx); numbers as they were given. What is not UTF-8, and a surrogate without its other half, becomes
// U+FFFD, as in encoding/json. It is what Python's json.dumps writes with sort_keys and without ensure_ascii.
//
// An object that has two members of one name is an error, since readers differ in which one they take; so are a nesting beyond
// [MaxDepth] and whatever RFC 8259 does not allow.
func Canonical(raw []byte) ([]byte, error) {
	var c canon
	out, err := c.run(raw)
	if err != nil {
		return nil, err
	}
	return slices.Clip(out), nil
}

// canon turns JSON into its canonical form. Its buffers serve again from run to run.
type canon struct {
	src     []byte
	pos     int
	out     []byte
	depth   int
	members []member
	sorted  []byte
	id      []byte // the "id" of the outermost object if it is a string, quoted as in out
}

// member is where a member of an object stands in out.
type member struct{ name, colon, end int }

var errJSON = errors.New("not JSON")

// run gives the canonical form of raw. The result is good until the next run.
func (c *canon) run(raw []byte) ([]byte, error) {
	*c = canon{src: raw, out: slices.Grow(c.out[:0], len(raw)), members: c.members[:0], sorted: c.sorted, id: c.id[:0]}
	if err := c.value(); err != nil {
		return nil, err
	}
	if c.space(); c.pos != len(c.src) {
		return nil, c.fail("something follows the value")
	}
	return c.out, nil
}

func (c *canon) fail(what string) error {
	return fmt.Errorf("%w: %s at byte %d", errJSON, what, c.pos)
}

// space skips white space and gives the byte that follows, 0 at the end.
func (c *canon) space() byte {
	for ; c.pos < len(c.src); c.pos++ {
		switch b := c.src[c.pos]; b {
		case ' ', '\t', '\n', '\r':
		default:
			return b
		}
	}
	return 0
}

func (c *canon) value() error {
	switch b := c.space(); {
	case b == '{':
		return c.nested(c.object)
	case b == '[':
		return c.nested(c.array)
	case b == '"':
		return c.text()
	case b == '-' || isDigit(b):
		return c.number()
	}
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(c.src[c.pos:], []byte(word)) {
			c.pos += len(word)
			c.out = append(c.out, word...)
			return nil
		}
	}
	if c.pos == len(c.src) {
		return c.fail("the end")
	}
	return c.fail("not a value")
}

func (c *canon) nested(inner func() error) error {
	if c.depth == MaxDepth {
		return c.fail(fmt.Sprintf("nested deeper than %d", MaxDepth))
	}
	c.depth++
	defer func() { c.depth-- }()
	return inner()
}

func (c *canon) array() error {
	c.pos++
	c.out = append(c.out, '[')
	if c.space() == ']' {
		c.pos++
		c.out = append(c.out, ']')
		return nil
	}
	for {
		if err := c.value(); err != nil {
			return err
		}
		end := c.space()
		if end != ',' && end != ']' {
			return c.fail("no comma or bracket after an array's element")
		}
		c.pos++
		c.out = append(c.out, end)
		if end == ']' {
			return nil
		}
	}
}

func (c *canon) object() error {
	c.pos++
	c.out = append(c.out, '{')
	start, base, ordered := len(c.out), len(c.members), true
	if c.space() == '}' {
		c.pos++
		c.out = append(c.out, '}')
		return nil
	}
	for {
		if c.space() != '"' {
			return c.fail("no name for an object's member")
		}
		m := member{name: len(c.out)}
		if err := c.text(); err != nil {
			return err
		}
		m.colon = len(c.out)
		if c.space() != ':' {
			return c.fail("no colon after a member's name")
		}
		c.pos++
		c.out = append(c.out, ':')
		if err := c.value(); err != nil {
			return err
		}
		m.end = len(c.out)
		if c.depth == 1 && string(c.out[m.name:m.colon]) == `"id"` && c.out[m.colon+1] == '"' {
			c.id = append(c.id[:0], c.out[m.colon+1:m.end]...)
		}
		if ordered && len(c.members) > base {
			ordered = c.order(c.members[len(c.members)-1], m) < 0
		}
		c.members = append(c.members, m)
		end := c.space()
		if end != ',' && end != '}' {
			return c.fail("no comma or brace after an object's member")
		}
		c.pos++
		c.out = append(c.out, end)
		if end == '}' {
			break
		}
	}
	all := c.members[base:]
	c.members = c.members[:base]
	if ordered {
		return nil
	}
	slices.SortFunc(all, c.order)
	c.sorted = c.sorted[:0]
	for i, m := range all {
		if i > 0 {
			if c.order(all[i-1], m) == 0 {
				return c.fail(fmt.Sprintf("two members named %+q", c.out[m.name+1:m.colon-1]))
			}
			c.sorted = append(c.sorted, ',')
		}
		c.sorted = append(c.sorted, c.out[m.name:m.end]...)
	}
	copy(c.out[start:], c.sorted) // the same members and commas, so the same length
	return nil
}

// order compares the names of two members as they are when unescaped.
func (c *canon) order(a, b member) int {
	x, y := c.out[a.name+1:a.colon-1], c.out[b.name+1:b.colon-1]
	return bytes.Compare(unescape(x), unescape(y))
}

// unescape undoes the escapes of a canonical string, given without its quotation marks.
func unescape(s []byte) []byte {
	if bytes.IndexByte(s, '\\') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		i++
		if s[i] == 'u' {
			out = append(out, byte(hexValue(s[i+1:i+5])))
			i += 4
			continue
		}
		out = append(out, short(s[i]))
	}
	return out
}

// short is what a backslash and this letter stand for, 0 if nothing.
func short(letter byte) byte {
	switch letter {
	case '"', '\\', '/':
		return letter
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return 0
}

func (c *canon) text() error {
	c.pos++
	c.out = append(c.out, '"')
	for c.pos < len(c.src) {
		from := c.pos
		for c.pos < len(c.src) && plain(c.src[c.pos]) {
			c.pos++
		}
		c.out = append(c.out, c.src[from:c.pos]...)
		if c.pos == len(c.src) {
			break
		}
		switch b := c.src[c.pos]; {
		case b == '"':
			c.pos++
			c.out = append(c.out, '"')
			return nil
		case b == '\\':
			r, err := c.escape()
			if err != nil {
				return err
			}
			c.out = appendRune(c.out, r)
		case b < ' ':
			return c.fail("a control character in a string")
		default:
			r, size := utf8.DecodeRune(c.src[c.pos:])
			c.pos += size
			c.out = utf8.AppendRune(c.out, r)
		}
	}
	return c.fail("a string without end")
}

// plain bytes stand for themselves in a string, before and after.
func plain(b byte) bool { return ' ' <= b && b < utf8.RuneSelf && b != '"' && b != '\\' }

// escape reads one escape sequence, or two that are the halves of one character.
func (c *canon) escape() (rune, error) {
	rest := c.src[c.pos+1:]
	if len(rest) == 0 {
		return 0, c.fail("a string without end")
	}
	if rest[0] != 'u' {
		b := short(rest[0])
		if b == 0 {
			return 0, c.fail("an unknown escape")
		}
		c.pos += 2
		return rune(b), nil
	}
	r := rune(-1)
	if len(rest) >= 5 {
		r = hexValue(rest[1:5])
	}
	if r < 0 {
		return 0, c.fail("an unknown escape")
	}
	c.pos += 6
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	if low := c.src[c.pos:]; len(low) >= 6 && low[0] == '\\' && low[1] == 'u' {
		if whole := utf16.DecodeRune(r, hexValue(low[2:6])); whole != utf8.RuneError {
			c.pos += 6
			return whole, nil
		}
	}
	return utf8.RuneError, nil
}

// hexValue reads four hex digits; -1 means that they are not.
func hexValue(digits []byte) rune {
	var r rune
	for _, b := range digits {
		switch {
		case isDigit(b):
			r = r<<4 | rune(b-'0')
		case 'a' <= b && b <= 'f':
			r = r<<4 | rune(b-'a'+10)
		case 'A' <= b && b <= 'F':
			r = r<<4 | rune(b-'A'+10)
		default:
			return -1
		}
	}
	return r
}

// appendString appends s as a canonical JSON string.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	for _, r := range s { // what is not UTF-8 comes out as U+FFFD
		out = appendRune(out, r)
	}
	return append(out, '"')
}

// appendRune appends one character of a canonical string.
func appendRune(out []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	switch r {
	case '"', '\\':
		return append(out, '\\', byte(r))
	case '\b':
		return append(out, '\\', 'b')
	case '\f':
		return append(out, '\\', 'f')
	case '\n':
		return append(out, '\\', 'n')
	case '\r':
		return append(out, '\\', 'r')
	case '\t':
		return append(out, '\\', 't')
	}
	if r < ' ' {
		return append(out, '\\', 'u', '0', '0', digits[r>>4], digits[r&15])
	}
	return utf8.AppendRune(out, r)
}

// number copies a number as it was given, if RFC 8259 allows it.
func (c *canon) number() error {
	from := c.pos
	if c.src[c.pos] == '-' {
		c.pos++
	}
	if c.peek() == '0' {
		c.pos++
	} else if !c.digits() {
		return c.fail("not a number")
	}
	if c.peek() == '.' {
		c.pos++
		if !c.digits() {
			return c.fail("not a number")
		}
	}
	if b := c.peek(); b == 'e' || b == 'E' {
		c.pos++
		if b := c.peek(); b == '+' || b == '-' {
			c.pos++
		}
		if !c.digits() {
			return c.fail("not a number")
		}
	}
	c.out = append(c.out, c.src[from:c.pos]...)
	return nil
}

func (c *canon) peek() byte {
	if c.pos == len(c.src) {
		return 0
	}
	return c.src[c.pos]
}

func (c *canon) digits() bool {
	from := c.pos
	for isDigit(c.peek()) {
		c.pos++
	}
	return c.pos > from
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
