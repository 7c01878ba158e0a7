package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe shows scanned text so that it cannot act on a terminal or deceive its reader: control characters, escape sequences,
// line breaks, bidirectional marks, invisible characters and bytes that are no UTF-8 become escapes (\n, \x1b, \u202e).
// Other text stays as it is, and Safe of a safe text is the same text.
func Safe(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	marks := 1 // a combining mark at the start would join what stands before the text
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		hide := deceptive(r)
		if unicode.In(r, unicode.Mn, unicode.Me) {
			// real languages stack two or three; more climb over the lines above
			hide = hide || marks > 3 || i == 0
			marks++
		} else {
			marks = 1
		}
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !hide:
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
		i += n
	}
	return b.String()
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// deceptive says whether a character does something else than being seen. The ideographic space is ordinary in Japanese text.
func deceptive(r rune) bool {
	if r == '\u3000' {
		return false
	}
	return !unicode.IsPrint(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) || r == '\u2800'
}
