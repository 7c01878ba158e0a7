package report

import (
	"bytes"
	"io"
	"strings"
	"unicode"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// gap is the space between two columns.
const gap = "  "

// narrow is how wide text is on a terminal of today: Japanese takes two columns, characters of ambiguous width take one. The library
// would guess from the locale, and the same report would differ from machine to machine.
var narrow = twwidth.Options{}

func width(s string) int { return twwidth.WidthWithOptions(s, narrow) }

// Colours, as parameters of the escape sequence.
const (
	bold    = "1"
	dim     = "2"
	red     = "31"
	green   = "32"
	yellow  = "33"
	cyan    = "36"
	boldRed = "1;31"
)

// paint returns what colours a text, or leaves it when colours are off. Each line is coloured by itself, so that columns can be cut by lines.
func paint(on bool) func(color, s string) string {
	return func(color, s string) string {
		if !on || color == "" || s == "" {
			return s
		}
		lines := strings.Split(s, "\n")
		for i, line := range lines {
			if line != "" {
				lines[i] = "\x1b[" + color + "m" + line + "\x1b[0m"
			}
		}
		return strings.Join(lines, "\n")
	}
}

func severityColor(severity string) string {
	switch severity {
	case "CRITICAL":
		return boldRed
	case "HIGH":
		return red
	case "MEDIUM":
		return yellow
	case "LOW":
		return cyan
	}
	return dim
}

// column says how a column of a table stands.
type column struct {
	head  string
	right bool
}

// table writes rows under heads, if there are any, separated by rules if asked and on a terminal (elsewhere a rule would be as long as the
// longest line). Cells may hold several lines; nothing is wrapped here.
func table(w io.Writer, o Options, columns []column, rows [][]string, rules bool) error {
	twwidth.SetOptions(narrow)
	state := func(on bool) tw.State {
		if on {
			return tw.On
		}
		return tw.Off
	}
	var heads []string
	var align tw.Alignment
	for _, c := range columns {
		if c.head != "" {
			heads = append(heads, paint(o.Color)(bold, c.head))
		}
		if c.right {
			align = append(align, tw.AlignRight)
		} else {
			align = append(align, tw.AlignLeft)
		}
	}
	style := tw.StyleLight
	if o.Width == 0 {
		style = tw.StyleASCII
	}
	pads := make([]tw.Padding, len(columns))
	for i := range pads {
		pads[i] = tw.Padding{Right: gap, Overwrite: true}
	}
	pads[len(pads)-1] = tw.Padding{Overwrite: true}
	cells := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{Global: tw.AlignLeft, PerColumn: align},
		Padding:    tw.CellPadding{Global: pads[len(pads)-1], PerColumn: pads},
	}
	var out bytes.Buffer
	t := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(style),
			Settings: tw.Settings{
				Separators: tw.Separators{BetweenColumns: tw.Off, BetweenRows: state(rules && o.Width > 0), ShowHeader: state(len(heads) > 0)},
				Lines:      tw.Lines{ShowHeaderLine: state(len(heads) > 0)},
			},
		})),
		tablewriter.WithConfig(tablewriter.Config{Header: cells, Row: cells, Behavior: tw.Behavior{TrimSpace: tw.Off}}))
	if len(heads) > 0 {
		t.Header(heads)
	}
	if err := t.Bulk(rows); err != nil {
		return err
	}
	if err := t.Render(); err != nil {
		return err
	}
	return trimmed(w, out.String())
}

// trimmed writes lines without the blanks at their ends.
func trimmed(w io.Writer, s string) error {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimRight(line, " \n"))
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// side sets cells beside each other: each a text of at most its width, wrapped, and the last one open to the right when it has none.
func side(cells []string, widths []int) []string {
	wrapped := make([][]string, len(cells))
	height := 0
	for i, c := range cells {
		wrapped[i] = wrap(c, widths[i])
		height = max(height, len(wrapped[i]))
	}
	out := make([]string, height)
	for y := range out {
		var b strings.Builder
		for i, lines := range wrapped {
			text := ""
			if y < len(lines) {
				text = lines[y]
			}
			b.WriteString(text)
			if i < len(cells)-1 {
				b.WriteString(strings.Repeat(" ", max(0, widths[i]-width(text))) + gap)
			}
		}
		out[y] = strings.TrimRight(b.String(), " ")
	}
	return out
}

// The characters that Japanese does not put at the start, or at the end, of a line (JIS X 4051, the usual part).
const (
	neverFirst = "、。，．・：；？！ー々ゝゞ）」』】〉》〕］｝ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%"
	neverLast  = "（「『【〈《〔［｛([{"
)

// wrap breaks a text into lines of at most limit columns: at spaces and between Japanese characters, else after punctuation as in an
// ARN, else anywhere. Nothing is cut away but the spaces at the breaks. A limit of 0 breaks only where the text does.
func wrap(s string, limit int) []string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		out = append(out, wrapLine([]rune(line), limit)...)
	}
	return out
}

func wrapLine(line []rune, limit int) []string {
	if limit <= 0 {
		return []string{string(line)}
	}
	var out []string
	for len(line) > 0 {
		end, used := 0, 0
		for end < len(line) {
			w := width(string(line[end]))
			if used+w > limit && end > 0 {
				break
			}
			used += w
			end++
		}
		if end == len(line) {
			break
		}
		end = cut(line, end)
		out = append(out, strings.TrimRight(string(line[:end]), " "))
		for end < len(line) && line[end] == ' ' {
			end++
		}
		line = line[end:]
	}
	if len(line) > 0 || len(out) == 0 {
		out = append(out, strings.TrimRight(string(line), " "))
	}
	return out
}

// cut is where to break a line of which the first most characters fit.
func cut(line []rune, most int) int {
	for i := most; i > 0; i-- {
		if good(line, i) {
			return i
		}
	}
	for i := most; i > most/2; i-- {
		if strings.ContainsRune("/:,-_.=@", line[i-1]) && line[i] != ' ' {
			return i
		}
	}
	for i := most; i > 0; i-- {
		if !unicode.Is(unicode.M, line[i]) {
			return i
		}
	}
	return most
}

// good says whether a reader expects a break before line[i].
func good(line []rune, i int) bool {
	if line[i] == ' ' {
		return line[i-1] != ' '
	}
	if line[i-1] == ' ' {
		return strings.TrimLeft(string(line[:i]), " ") != ""
	}
	if strings.ContainsRune(neverFirst, line[i]) || strings.ContainsRune(neverLast, line[i-1]) || unicode.Is(unicode.M, line[i]) {
		return false
	}
	return width(string(line[i])) == 2 || width(string(line[i-1])) == 2
}
