package report

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"kijun/policies"
)

// maxMarkdown is how many characters a comment on a pull request may have, with some room for what a pipeline puts around it
// (GitHub takes 65,536).
const maxMarkdown = 65_000

// Markdown writes a comment for a pull request: scores, then what failed, the most severe first, then what could not be decided, as far as there is
// room. Scanned text mentions nobody, links to nothing and stays text.
func Markdown(w io.Writer, r *Report, o Options) error {
	res := r.Result
	lang := o.lang(res)
	t := func(m message, pairs ...any) string { return say(m, lang, pairs...) }
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", inline(t(msgTitle, "version", Safe(res.Kijun), "as_of", res.AsOf.UTC().Format("2006-01-02 15:04:05 UTC"))))
	for i, a := range res.Accounts {
		if i == DefaultLimit {
			fmt.Fprintf(&b, "%s  \n", t(msgMoreAccounts, "n", len(res.Accounts)-i))
			break
		}
		fmt.Fprintf(&b, "%s %s (%s)  \n", t(msgAccount), code(a.ID), inline(strings.Join(a.Regions, ", ")))
	}
	if res.Incomplete {
		fmt.Fprintf(&b, "\n**%s**\n", t(msgIncomplete))
	}
	if n := len(res.Errors); n > 0 {
		fmt.Fprintf(&b, "\n**%s**\n", t(msgErrors, "n", n))
	}
	fmt.Fprintf(&b, "\n| %s | %s | %s | %s | %s | %s | %s |\n|---|--:|--:|--:|--:|--:|--:|\n", t(msgStandard), t(msgScore), t(msgInterval), t(msgCoverage), t(msgPassed), t(msgFailed), t(msgUnknown))
	for _, s := range append(Scores(res), Summary(res)) {
		if s.Score == nil {
			continue
		}
		fmt.Fprintf(&b, "| %s | %d | %d-%d | %d%% | %d | %d | %d |\n", inline(policies.Text{En: s.Title, Ja: s.TitleJa}.In(lang)), *s.Score, s.Interval[0], s.Interval[1], *s.Coverage, s.Passed, s.Failed, s.Unknown)
	}
	ts := tallies(res)
	failed, unknown := 0, 0
	for _, c := range res.Controls {
		switch ts[c.ID].status(c) {
		case Failed:
			failed++
		case Unknown:
			unknown++
		}
	}
	accepted := 0
	for t := range res.Findings.Tallies() {
		accepted += t.Suppressed.Open()
	}
	m := markdown{lang: lang, controls: byID(res), room: maxMarkdown - utf8.RuneCountInString(b.String())}
	all := worst(res)
	if failed == 0 {
		m.add("\n" + t(msgFailingNone) + "\n")
	} else {
		m.section(t(msgFailing, "n", failed), all, func(f *policies.Finding) bool { return urgency(f) == 0 })
	}
	if unknown > 0 {
		m.section(t(msgUndecided, "n", unknown), all, func(f *policies.Finding) bool { return urgency(f) == 1 })
	}
	if accepted > 0 {
		m.section(t(msgSuppressed, "n", accepted), all, func(f *policies.Finding) bool { return urgency(f) == 2 })
	}
	m.notes(r.Suppressions)
	b.WriteString(m.out.String())
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown is a comment that is being written within its room.
type markdown struct {
	lang     string
	controls map[string]*policies.Control
	out      strings.Builder
	room     int
}

func (m *markdown) add(s string) bool {
	n := utf8.RuneCountInString(s)
	if n > m.room {
		return false
	}
	m.room -= n
	m.out.WriteString(s)
	return true
}

// tail is room for the line that says how many findings were left out.
const tail = 200

func (m *markdown) section(title string, all iter.Seq[*policies.Finding], keep func(*policies.Finding) bool) {
	if !m.add("\n### " + inline(title) + "\n\n") {
		return
	}
	m.room -= tail
	left, last := 0, ""
	for f := range all {
		if !keep(f) {
			continue
		}
		text := ""
		if f.Control != last {
			title := ""
			if c := m.controls[f.Control]; c != nil {
				title = c.Title.In(m.lang)
			}
			text = fmt.Sprintf("- **%s** %s %s\n", f.Severity, inline(f.Control), inline(title))
		}
		reason := Safe(f.Reason)
		if f.Suppressed != nil {
			reason += "; " + say(msgAccepted, m.lang, "status", f.Status, "why", accepted(f.Suppressed, m.lang))
		}
		text += fmt.Sprintf("  - %s %s: %s\n", code(f.Region), code(subjectName(f.Resource.ID, f.Account, f.Region, m.lang)), inline(reason))
		if left > 0 || !m.add(text) {
			left++
			continue
		}
		last = f.Control
	}
	m.room += tail
	if left > 0 {
		m.add("\n" + inline(say(msgMore, m.lang, "n", left)) + "\n")
	}
}

// notes lists the entries of the file of suppressions that somebody should look at.
func (m *markdown) notes(list []policies.SuppressionNote) {
	if len(list) == 0 || !m.add("\n### "+inline(say(msgSuppressions, m.lang, "n", len(list)))+"\n\n") {
		return
	}
	for i, n := range list {
		if line := "- " + inline(SuppressionLine(n, m.lang)) + "\n"; utf8.RuneCountInString(line) > m.room-tail || !m.add(line) {
			m.add("\n" + inline(say(msgMore, m.lang, "n", len(list)-i)) + "\n")
			return
		}
	}
}

// code is scanned text as a code span: nothing in it is markup. A pipe would end a cell of a table even there.
func code(s string) string {
	s = strings.ReplaceAll(Safe(s), "|", "¦")
	ticks := 0
	for run := 0; ; run++ {
		if !strings.Contains(s, strings.Repeat("`", run+1)) {
			ticks = run
			break
		}
	}
	fence := strings.Repeat("`", ticks+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || s == "" {
		s = " " + s + " "
	}
	return fence + s + fence
}

// marks are the characters that markdown or GitHub give a meaning, with what shows the same and means nothing. A zero-width blank keeps
// @names and #numbers from becoming links.
var marks = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "|", "\\|", "~", "\\~",
	"@", "@\u200b", "#", "\\#\u200b", "://", ":\u200b//", "www.", "www\u200b.", "!", "\\!", "$", "\\$")

// inline is text outside of code spans.
func inline(s string) string { return marks.Replace(s) }
