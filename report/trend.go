package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// bars are the heights of a sparkline.
var bars = []rune("▁▂▃▄▅▆▇█")

// Sparkline draws values from the lowest to the highest of them; a missing one is a dot. Equal ones are half high.
func Sparkline(values []*int) string {
	low, high := 0, 0
	first := true
	for _, v := range values {
		if v == nil {
			continue
		}
		if first {
			low, high, first = *v, *v, false
		}
		low, high = min(low, *v), max(high, *v)
	}
	var b strings.Builder
	for _, v := range values {
		switch {
		case v == nil:
			b.WriteRune('·')
		case low == high:
			b.WriteRune(bars[len(bars)/2-1])
		default:
			b.WriteRune(bars[(*v-low)*(len(bars)-1)/(high-low)])
		}
	}
	return b.String()
}

// longestTrend is how many runs a sparkline shows where no terminal limits it.
const longestTrend = 60

// WriteHistory writes runs, oldest first, for a person at a terminal: each with its score, then the trend of each standard. Runs of other
// accounts or controls have a section of their own. standards chooses the trends; none means all.
func WriteHistory(w io.Writer, runs []Run, standards []string, o Options) error {
	if o.Lang == "" {
		o.Lang = "en"
	}
	p := &page{o: o, paint: paint(o.Color)}
	if len(runs) == 0 {
		p.text(p.say(msgHistoryNone))
	}
	for len(runs) > 0 {
		var group, rest []Run
		for _, r := range runs {
			if r.Like(runs[len(runs)-1]) { // what ran last comes first
				group = append(group, r)
			} else {
				rest = append(rest, r)
			}
		}
		p.runs(group, standards)
		if runs = rest; len(runs) > 0 {
			p.text("")
		}
	}
	if p.err != nil {
		return p.err
	}
	_, err := p.out.WriteTo(w)
	return err
}

// runs writes the runs of the same accounts and controls.
func (p *page) runs(group []Run, standards []string) {
	last := group[len(group)-1]
	accounts := Safe(strings.Join(last.Accounts, ", "))
	if n := len(last.Accounts); n > 3 {
		accounts = Safe(strings.Join(last.Accounts[:3], ", ")) + " " + p.say(msgMore, "n", n-3)
	}
	controls := last.Summary.Passed + last.Summary.Failed + last.Summary.Unknown + last.Summary.NoData
	for _, line := range wrap(p.say(msgHistoryTitle, "n", len(group), "accounts", accounts, "controls", controls), p.o.Width) {
		p.out.WriteString(p.paint(bold, line) + "\n")
	}
	columns := []column{{p.say(msgEvidenceOf), false}, {p.say(msgScore), true}, {"+/-", true}, {p.say(msgInterval), true}, {p.say(msgFailed), true}, {p.say(msgUnknown), true}, {p.say(msgSuppressedShort), true},
		{p.say(msgCoverage), true}, {p.say(msgGate), false}, {p.say(msgSnapshot), false}}
	shown := p.bounded(len(group))
	var rows [][]string
	for i := len(group) - 1; i >= len(group)-shown; i-- {
		r := group[i]
		score, change, interval := "-", "", "-"
		if r.Summary.Score != nil {
			score, interval = fmt.Sprint(*r.Summary.Score), span(r.Summary.Interval)
			if i > 0 && group[i-1].Summary.Score != nil {
				change = p.signed(*r.Summary.Score - *group[i-1].Summary.Score)
			}
		}
		at := r.At.UTC().Format("2006-01-02 15:04")
		if r.Incomplete {
			at += " !"
		}
		rows = append(rows, []string{at, p.paint(bold, score), change, interval, p.number(red, r.FailedTotal()), p.number(yellow, r.Unknown), fmt.Sprint(r.Suppressed), coverage(r.Summary), p.gate(r.Gate), short(r.Snapshot)})
	}
	p.table(columns, rows, false)
	if more := len(group) - shown; more > 0 {
		p.text(p.say(msgMore, "n", more))
	}
	if slices.ContainsFunc(group[len(group)-shown:], func(r Run) bool { return r.Incomplete }) {
		p.text("! " + p.say(msgIncomplete))
	}
	p.trends(group, standards)
}

func (p *page) signed(n int) string {
	switch {
	case n > 0:
		return p.paint(green, fmt.Sprintf("+%d", n))
	case n < 0:
		return p.paint(red, fmt.Sprint(n))
	}
	return "0"
}

func (p *page) gate(status int) string {
	switch status {
	case GatePassed:
		return "0"
	case GateFailed:
		return p.paint(red, fmt.Sprint(status))
	}
	return p.paint(yellow, fmt.Sprint(status))
}

// trends draws a line a standard.
func (p *page) trends(group []Run, standards []string) {
	last := group[len(group)-1]
	most := longestTrend
	if p.o.Width > 0 {
		most = max(8, min(most, p.o.Width-40))
	}
	shown := group[max(0, len(group)-most):]
	var rows [][]string
	for _, s := range append(slices.Clone(last.Scores), last.Summary) {
		if s.Score == nil || len(standards) > 0 && !slices.Contains(standards, s.ID) {
			continue
		}
		values := make([]*int, len(shown))
		low, high := 100, 0
		for i, r := range shown {
			for _, x := range append(slices.Clone(r.Scores), r.Summary) {
				if x.ID == s.ID && x.Score != nil {
					values[i] = x.Score
					low, high = min(low, *x.Score), max(high, *x.Score)
				}
			}
		}
		rows = append(rows, []string{p.name(s), Sparkline(values), p.paint(bold, fmt.Sprint(*s.Score)), span([]int{low, high})})
	}
	if len(rows) == 0 {
		return
	}
	p.out.WriteString("\n")
	p.table([]column{{p.say(msgStandard), false}, {p.say(msgTrend), false}, {p.say(msgScore), true}, {p.say(msgLowHigh), true}}, rows, false)
}

// WriteHistoryJSON writes runs, oldest first, as one document.
func WriteHistoryJSON(w io.Writer, runs []Run) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"schema": "urn:kijun:history:1", "runs": full(runs)})
}
