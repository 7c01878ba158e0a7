package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"kijun/policies"
)

// Table writes the report for a person at a terminal: errors, scores, failing controls by severity, what could be decided neither way,
// what could not be read and what would change that, and what passed for want of anything to judge. The plan follows if it was asked for.
func Table(w io.Writer, r *Report, o Options) error {
	o.Lang = o.lang(r.Result)
	if o.Width > 0 {
		o.Width = max(o.Width, minWidth)
	}
	p := &page{res: r.Result, o: o, paint: paint(o.Color), suppressions: r.Suppressions, tallies: tallies(r.Result), controls: byID(r.Result)}
	p.header()
	p.errors()
	p.scores()
	p.accountScores()
	p.measures()
	p.failing()
	p.undecided()
	p.suppressed()
	p.unread()
	p.empty()
	p.totals()
	if r.Plan != nil && p.err == nil {
		p.text("")
		p.err = WritePlan(&p.out, r.Plan, o)
	}
	if p.err != nil {
		return p.err
	}
	_, err := p.out.WriteTo(w)
	return err
}

// minWidth is what the scores need; a narrower terminal wraps by itself.
const minWidth = 76

// page is a report that is being written.
type page struct {
	res          *policies.Result
	o            Options
	paint        func(color, s string) string
	tallies      map[string]*tally
	controls     map[string]*policies.Control
	suppressions []policies.SuppressionNote
	out          bytes.Buffer
	err          error
}

func (p *page) say(m message, pairs ...any) string { return say(m, p.o.Lang, pairs...) }

// text writes lines, wrapped to the terminal.
func (p *page) text(s string) {
	for _, line := range wrap(s, p.o.Width) {
		p.out.WriteString(line + "\n")
	}
}

func (p *page) heading(color, s string) {
	p.out.WriteString("\n")
	for _, line := range wrap(s, p.o.Width) {
		p.out.WriteString(p.paint(color, line) + "\n")
	}
}

func (p *page) table(columns []column, rows [][]string, rules bool) {
	if p.err == nil && len(rows) > 0 {
		p.err = table(&p.out, p.o, columns, rows, rules)
	}
}

// room is what is left of the terminal's width, and 0 when there is no terminal; never less than a word needs.
func (p *page) room(taken int) int {
	if p.o.Width == 0 {
		return 0
	}
	return max(p.o.Width-taken, 12)
}

// bounded is how many of n lines are shown.
func (p *page) bounded(n int) int {
	if p.o.Limit > 0 && n > p.o.Limit {
		return p.o.Limit
	}
	return n
}

func (p *page) many() bool { return len(p.res.Accounts) > 1 }

func (p *page) header() {
	version := p.res.Kijun
	if version == "" {
		version = "-"
	}
	for _, line := range wrap(p.say(msgTitle, "version", Safe(version), "as_of", p.res.AsOf.UTC().Format("2006-01-02 15:04:05 UTC")), p.o.Width) {
		p.out.WriteString(p.paint(bold, line) + "\n")
	}
	var rows [][2]string
	add := func(m message, value string) { rows = append(rows, [2]string{p.say(m), value}) }
	shown := p.bounded(len(p.res.Accounts))
	if p.res.Organization != nil {
		p.organization(add)
		shown = 0
	}
	for _, a := range p.res.Accounts[:shown] {
		account := Safe(a.ID)
		if a.Partition != "" && a.Partition != "aws" {
			account += " " + Safe(a.Partition)
		}
		add(msgAccount, account)
		add(msgRegions, p.list(a.Regions))
		if a.BLEAProfile != "" {
			add(msgProfile, p.because(Safe(a.BLEAProfile), a.BLEAWhy))
		}
		for _, g := range a.BLEAGuests {
			add(msgGuest, p.because(Safe(g.Profile), g.Why))
		}
		if a.GovernedWhy != "not_asked" {
			add(msgGoverned, p.because(p.list(a.Governed), a.GovernedWhy))
		}
		if a.SecureAccount {
			add(msgSecureAccount, p.say(msgMarksFound))
		}
	}
	if more := len(p.res.Accounts) - shown; more > 0 && p.res.Organization == nil {
		rows = append(rows, [2]string{"", p.say(msgMoreAccounts, "n", more)})
	}
	for _, d := range []struct {
		name   message
		digest string
	}{{msgSnapshot, p.res.Snapshot}, {msgPolicies, p.res.Policies}} {
		if d.digest != "" {
			add(d.name, short(d.digest))
		}
	}
	if p.res.Versions != nil {
		add(msgVersions, Safe(p.res.Versions.AsOf))
	}
	wide := 0
	for _, r := range rows {
		wide = max(wide, width(r[0]))
	}
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, []string{p.paint(dim, r[0]), strings.Join(wrap(r[1], p.room(wide+len(gap))), "\n")})
	}
	p.table([]column{{}, {}}, cells, false)
	if p.res.Incomplete {
		p.heading(boldRed, p.say(msgIncomplete))
	}
	if p.res.Versions != nil && p.res.Versions.Stale {
		p.heading(boldRed, p.say(msgStale, "as_of", Safe(p.res.Versions.AsOf)))
	}
}

// organization adds the lines about accounts that were judged together: how many, and what is not as it should be with them.
func (p *page) organization(add func(message, string)) {
	id := Safe(cmp.Or(p.res.Organization.ID, "-"))
	if m := p.res.Organization.Management; m != "" {
		id = p.say(msgManagedBy, "id", id, "account", Safe(m))
	}
	add(msgOrganization, id)
	lines := []string{fmt.Sprint(len(p.res.Accounts))}
	for _, a := range p.res.Accounts {
		if a.Unread != "" {
			lines = append(lines, p.say(msgUnreadAccount, "account", accountName(a.ID, a.Name), "why", Safe(a.Unread)))
		}
		if len(a.Closed) > 0 {
			var regions []string
			for _, c := range a.Closed {
				regions = append(regions, c.Region+" ("+c.Policy+")")
			}
			lines = append(lines, p.say(msgClosedRegions, "account", accountName(a.ID, a.Name), "regions", Safe(strings.Join(regions, ", "))))
		}
	}
	if shown := p.bounded(len(lines)); shown < len(lines) {
		lines = append(lines[:shown], p.say(msgMore, "n", len(lines)-shown))
	}
	add(msgAccounts, strings.Join(lines, "\n"))
}

// accountName is an account's id with its name.
func accountName(id, name string) string {
	if name == "" {
		return Safe(id)
	}
	return Safe(id) + " " + Safe(name)
}

// accountScores is the table of accounts and standards, the lowest scores first.
func (p *page) accountScores() {
	all := AccountScores(p.res)
	if len(all) == 0 {
		return
	}
	none := func(s AccountStandard) int {
		if s.Score == nil {
			return 101
		}
		return *s.Score
	}
	slices.SortStableFunc(all, func(a, b AccountScore) int { return cmp.Compare(none(a.Summary), none(b.Summary)) })
	var standards []int // those that count anywhere
	for i := range p.res.AllStandards {
		if slices.ContainsFunc(all, func(a AccountScore) bool { return a.Standards[i].Score != nil }) {
			standards = append(standards, i)
		}
	}
	cell := func(s AccountStandard) string {
		if s.Score == nil {
			return "-"
		}
		text := fmt.Sprint(*s.Score)
		if s.Interval[0] != s.Interval[1] {
			text += " (" + span(s.Interval) + ")"
		}
		return text
	}
	shown := all[:p.bounded(len(all))]
	build := func(names bool, most int) ([]column, [][]string) {
		columns := []column{{p.say(msgAccount), false}}
		if names {
			columns = append(columns, column{p.say(msgName), false})
		}
		columns = append(columns, column{p.say(msgAll), true}, column{p.say(msgFailed), true}, column{p.say(msgUnknown), true})
		for _, i := range standards[:most] {
			columns = append(columns, column{Safe(p.res.AllStandards[i].ID), true})
		}
		var rows [][]string
		for _, a := range shown {
			row := []string{Safe(a.Account)}
			if names {
				row = append(row, strings.Join(wrap(Safe(a.Name), 24), "\n"))
			}
			row = append(row, p.paint(bold, cell(a.Summary)), p.number(red, a.Summary.Failed), p.number(yellow, a.Summary.Unknown))
			for _, i := range standards[:most] {
				row = append(row, cell(a.Standards[i]))
			}
			rows = append(rows, row)
		}
		return columns, rows
	}
	names := slices.ContainsFunc(shown, func(a AccountScore) bool { return a.Name != "" })
	columns, rows := build(names, len(standards))
	for most := len(standards); p.o.Width > 0 && tableWidth(columns, rows) > p.o.Width && (most > 0 || names); {
		if most > 0 {
			most--
		} else {
			names = false
		}
		columns, rows = build(names, most)
	}
	p.heading(bold, p.say(msgAccountScores, "n", len(all)))
	p.table(columns, rows, false)
	if more := len(all) - len(shown); more > 0 {
		p.text(p.say(msgMore, "n", more))
	}
	p.text(p.say(msgAccountScoresNote))
}

// short is the beginning of a digest: enough to compare by eye. The whole stands in the JSON document.
func short(digest string) string {
	digest = Safe(digest)
	if len(digest) <= 16 || !plain(digest) {
		return digest
	}
	return digest[:16]
}

func (p *page) list(items []string) string { return regionList(items, p.o.Lang) }

// regionList is names of regions for a sentence.
func regionList(names []string, lang string) string {
	if len(names) == 0 {
		return say(msgNoRegions, lang)
	}
	return Safe(strings.Join(names, ", "))
}

func (p *page) because(what, why string) string { return because(what, why, p.o.Lang) }

// because is a decision with the sentence of its code.
func because(what, why, lang string) string {
	if why == "" {
		return what
	}
	text := Safe(why)
	if t, ok := whys[why]; ok {
		text = t.In(lang)
	}
	return say(msgBecause, lang, "what", what, "why", text)
}

func (p *page) errors() {
	if len(p.res.Errors) == 0 {
		return
	}
	p.heading(boldRed, p.say(msgErrors, "n", len(p.res.Errors)))
	for _, e := range p.res.Errors {
		for _, line := range side([]string{"!", Safe(e)}, []int{1, p.room(3)}) {
			p.out.WriteString(p.paint(red, line) + "\n")
		}
	}
}

func (p *page) scores() {
	all := Scores(p.res)
	if len(all) == 0 {
		return
	}
	if len(all) > 1 {
		all = append(all, Summary(p.res))
	}
	p.heading(bold, p.say(msgScores))
	columns, rows := p.wideScores(all, true)
	if p.o.Width > 0 && tableWidth(columns, rows) > p.o.Width {
		columns, rows = p.wideScores(all, false)
	}
	if p.o.Width > 0 && tableWidth(columns, rows) > p.o.Width {
		columns, rows = p.narrowScores(all)
	}
	p.table(columns, rows, false)
	p.text(p.say(msgScoreNote))
}

// tableWidth is how wide a table would be.
func tableWidth(columns []column, rows [][]string) int {
	total := -len(gap)
	for i, c := range columns {
		most := textWidth(c.head)
		for _, r := range rows {
			most = max(most, textWidth(r[i]))
		}
		total += most + len(gap)
	}
	return total
}

func textWidth(s string) int {
	most := 0
	for line := range strings.SplitSeq(s, "\n") {
		most = max(most, width(line))
	}
	return most
}

// wideScores gives each count a column, and each standard its title where there is room.
func (p *page) wideScores(all []StandardScore, titles bool) ([]column, [][]string) {
	columns := []column{{p.say(msgStandard), false}}
	if titles {
		columns = append(columns, column{" ", false})
	}
	for _, m := range []message{msgScore, msgInterval, msgCoverage, msgPassed, msgFailed, msgUnknown, msgNoData, msgDisabled, msgRequirements} {
		columns = append(columns, column{p.say(m), true})
	}
	var rows [][]string
	for _, s := range all {
		row := []string{p.name(s)}
		if titles {
			row = append(row, p.title(s))
		}
		score, interval := "-", "-"
		if s.Score != nil {
			score, interval = fmt.Sprint(*s.Score), span(s.Interval)
		}
		rows = append(rows, append(row, p.paint(bold, score), interval, coverage(s), p.number(green, s.Passed), p.number(red, s.Failed), p.number(yellow, s.Unknown),
			fmt.Sprint(s.NoData), fmt.Sprint(s.Disabled), requirements(s)))
	}
	return columns, rows
}

// narrowScores puts what belongs together into one column.
func (p *page) narrowScores(all []StandardScore) ([]column, [][]string) {
	columns := []column{{p.say(msgStandard), false}}
	for _, m := range []message{msgScore, msgCoverage, msgDecided, msgUncounted, msgRequirements} {
		columns = append(columns, column{p.say(m), true})
	}
	var rows [][]string
	for _, s := range all {
		score := "-"
		if s.Score != nil {
			score = fmt.Sprint(*s.Score)
			if s.Interval[0] != s.Interval[1] {
				score += " (" + span(s.Interval) + ")"
			}
		}
		rows = append(rows, []string{p.name(s), p.paint(bold, score), coverage(s),
			p.number(green, s.Passed) + "/" + p.number(red, s.Failed) + "/" + p.number(yellow, s.Unknown),
			fmt.Sprintf("%d/%d", s.NoData, s.Disabled), requirements(s)})
	}
	if over := tableWidth(columns, rows) - p.o.Width; over > 0 {
		first := 0
		for _, r := range rows {
			first = max(first, width(r[0]))
		}
		for _, r := range rows {
			r[0] = strings.Join(wrap(r[0], max(first-over, 8)), "\n")
		}
	}
	return columns, rows
}

// name is a standard's id: what --standard takes.
func (p *page) name(s StandardScore) string {
	if s.ID == summary {
		return p.say(msgSummary)
	}
	return Safe(s.ID)
}

func (p *page) title(s StandardScore) string {
	if s.ID == summary {
		return ""
	}
	return Safe(policies.Text{En: s.Title, Ja: s.TitleJa}.In(p.o.Lang))
}

// number colours a count that is not zero.
func (p *page) number(color string, n int) string {
	if n == 0 {
		color = ""
	}
	return p.paint(color, fmt.Sprint(n))
}

func coverage(s StandardScore) string {
	if s.Coverage == nil {
		return "-"
	}
	return fmt.Sprintf("%d%%", *s.Coverage)
}

// requirements tells those that controls answer from those that a person has to check, and both from all.
func requirements(s StandardScore) string {
	if s.Manual > 0 {
		return fmt.Sprintf("%d+%d/%d", s.Implemented, s.Manual, s.Total)
	}
	return fmt.Sprintf("%d/%d", s.Implemented, s.Total)
}

// byMeasure counts BLEA's controls by measure, as the talk does; empty if BLEA was not asked for.
func byMeasure(res *policies.Result, ts map[string]*tally) map[string]*StandardScore {
	groups := map[string]*StandardScore{}
	if !slices.ContainsFunc(res.AllStandards, func(s policies.Standard) bool { return s.ID == "blea" }) {
		return groups
	}
	for _, c := range res.Controls {
		if _, ok := c.Standards["blea"]; !ok {
			continue
		}
		id := c.Measure
		if !slices.ContainsFunc(measures, func(m measure) bool { return m.id == id }) {
			id = ""
		}
		if groups[id] == nil {
			groups[id] = &StandardScore{}
		}
		groups[id].count(c, ts[c.ID])
	}
	return groups
}

func (p *page) measures() {
	groups := byMeasure(p.res, p.tallies)
	if len(groups) == 0 {
		return
	}
	columns := []column{{p.say(msgMeasure), false}, {p.say(msgPassed), true}, {p.say(msgFailed), true}, {p.say(msgUnknown), true}, {p.say(msgNoData), true}}
	var rows [][]string
	var bars [][3]int
	for _, m := range measures {
		g := groups[m.id]
		if g == nil {
			continue
		}
		of := g.Passed + g.Failed + g.Unknown
		rows = append(rows, []string{m.name.In(p.o.Lang), p.paint(bold, fmt.Sprintf("%d/%d", g.Passed, of)), p.number(red, g.Failed), p.number(yellow, g.Unknown),
			fmt.Sprint(g.NoData)})
		bars = append(bars, [3]int{g.Passed, g.Failed, of})
	}
	long := 20
	if p.o.Width > 0 {
		long = min(long, p.o.Width-tableWidth(columns, rows)-len(gap))
	}
	columns = append(columns, column{" ", false})
	for i, b := range bars {
		rows[i] = append(rows[i], p.bar(b[0], b[1], b[2], long))
	}
	p.heading(bold, p.say(msgMeasures))
	p.table(columns, rows, false)
}

// bar shows the parts of a whole: # passed, x failed, ? unknown.
func (p *page) bar(passed, failed, of, long int) string {
	if of == 0 {
		return ""
	}
	// every part that is not empty is seen, however small
	part := func(n int) int {
		if n == 0 {
			return 0
		}
		return max(1, n*long/of)
	}
	bad, open := part(failed), part(of-passed-failed)
	ok := long - bad - open
	if passed == 0 { // what rounding left over
		if failed > 0 {
			bad += ok
		} else {
			open += ok
		}
		ok = 0
	}
	return p.paint(green, strings.Repeat("#", ok)) + p.paint(red, strings.Repeat("x", bad)) + p.paint(yellow, strings.Repeat("?", open))
}

// failing lists what failed.
func (p *page) failing() {
	p.findings(msgFailing, msgFailingNone, red, func(f *policies.Finding) bool { return urgency(f) == 0 })
}

// undecided lists what a control itself could decide neither way; what hangs on an unread call stands with the call.
func (p *page) undecided() {
	p.findings(msgUndecided, -1, yellow, func(f *policies.Finding) bool {
		return urgency(f) == 1 && (f.Status == policies.Warning || len(f.Gaps) == 0)
	})
}

// suppressed lists what somebody accepted, and the entries of the file of suppressions that somebody should look at.
func (p *page) suppressed() {
	p.findings(msgSuppressed, -1, cyan, func(f *policies.Finding) bool { return urgency(f) == 2 })
	if len(p.suppressions) == 0 {
		return
	}
	p.heading(yellow, p.say(msgSuppressions, "n", len(p.suppressions)))
	shown := p.bounded(len(p.suppressions))
	for _, n := range p.suppressions[:shown] {
		for _, line := range side([]string{"-", SuppressionLine(n, p.o.Lang)}, []int{1, p.room(3)}) {
			p.out.WriteString(line + "\n")
		}
	}
	if more := len(p.suppressions) - shown; more > 0 {
		p.text("  " + p.say(msgMore, "n", more))
	}
}

// findings lists the findings that keep chooses, by severity and control.
func (p *page) findings(title, none message, color string, keep func(*policies.Finding) bool) {
	groups := map[string][]*policies.Finding{}
	for f := range p.res.Findings.All() {
		if keep(f) && p.controls[f.Control] != nil {
			groups[f.Control] = append(groups[f.Control], f)
		}
	}
	if len(groups) == 0 {
		if none >= 0 && p.res.Findings.Len() > 0 {
			p.heading(green, p.say(none))
		}
		return
	}
	ids := slices.SortedFunc(maps.Keys(groups), func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(p.controls[a].Severity), rank(p.controls[b].Severity)), compareIDs(a, b))
	})
	left, where, what := 0, 0, 0
	for _, id := range ids {
		left = max(left, width(Safe(p.controls[id].Severity)))
		for _, f := range groups[id][:p.bounded(len(groups[id]))] {
			where, what = max(where, width(p.where(f))), max(what, width(p.what(f)))
		}
	}
	body := p.room(left + len(gap))
	widths := []int{where, what, 0}
	if body > 0 { // the resource takes what it needs up to half of what the region leaves; the reason takes the rest
		widths[0] = min(where, body/3)
		rest := body - 2 - widths[0] - 2*len(gap)
		widths[1] = min(what, rest*9/20)
		widths[2] = max(rest-widths[1], 8)
	}
	n := len(ids)
	if title == msgSuppressed { // findings are accepted, not controls
		n = 0
		for _, list := range groups {
			n += len(list)
		}
	}
	p.heading(color, p.say(title, "n", n))
	var rows [][]string
	for _, id := range ids {
		c := p.controls[id]
		lines := p.named(Safe(c.ID), Safe(c.Title.In(p.o.Lang)), body)
		all := groups[id]
		shown := p.bounded(len(all))
		for _, f := range all[:shown] {
			for _, line := range side([]string{p.where(f), p.what(f), p.reason(c, f)}, widths) {
				lines = append(lines, "  "+line)
			}
		}
		if more := len(all) - shown; more > 0 {
			lines = append(lines, "  "+p.paint(dim, p.say(msgMore, "n", more)))
		}
		rows = append(rows, []string{p.paint(severityColor(c.Severity), Safe(c.Severity)), strings.Join(lines, "\n")})
	}
	p.table([]column{{}, {}}, rows, true)
}

// named is a bold name with a text after it, wrapped behind the name.
func (p *page) named(name, text string, limit int) []string {
	indent := width(name) + len(gap)
	if limit > 0 && limit-indent < 20 {
		var lines []string
		for _, line := range wrap(name, limit) {
			lines = append(lines, p.paint(bold, line))
		}
		return append(lines, wrap(text, limit)...)
	}
	room := 0
	if limit > 0 {
		room = limit - indent
	}
	lines := wrap(text, room)
	for i := range lines {
		if i == 0 {
			lines[i] = p.paint(bold, name) + gap + lines[i]
		} else {
			lines[i] = strings.Repeat(" ", indent) + lines[i]
		}
	}
	return lines
}

// where is the region of a finding, with its account when the report has several.
func (p *page) where(f *policies.Finding) string {
	if p.many() {
		return Safe(f.Account) + " " + Safe(f.Region)
	}
	return Safe(f.Region)
}

func (p *page) what(f *policies.Finding) string {
	return Safe(subjectName(cmp.Or(f.Resource.ID, f.Resource.ARN), f.Account, f.Region, p.o.Lang))
}

// subjectName is a subject's id without what stands beside it anyway: an ARN of the same account and region loses all but the resource.
func subjectName(id, account, region, lang string) string {
	if rest, ok := strings.CutPrefix(id, "AWS::::Account:"); ok {
		return say(msgAccountResource, lang, "id", rest)
	}
	parts := strings.SplitN(id, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" || parts[5] == "" || parts[4] != account && parts[4] != "" || parts[3] != region && parts[3] != "" {
		return id
	}
	return parts[5]
}

// reason is why a finding is as it is, and why somebody accepted it.
func (p *page) reason(c *policies.Control, f *policies.Finding) string {
	text := reasonIn(p.o.Lang, p.res, c, f)
	if f.Suppressed == nil {
		return text
	}
	return p.say(msgAccepted, "status", f.Status, "why", accepted(f.Suppressed, p.o.Lang)) + "\n" + text
}

// reasonIn is the finding's own sentence, or in another language than the result's that of the control or of the engine.
func reasonIn(lang string, res *policies.Result, c *policies.Control, f *policies.Finding) string {
	if lang == res.Lang {
		return Safe(f.Reason)
	}
	if _, ok := c.Reasons[f.ReasonCode]; ok {
		return Reason(*c, f.ReasonCode, f.ReasonArgs, lang)
	}
	// an argument that is missing was never there: the finding's own sentence says more
	if t, ok := policies.EngineReasons[f.ReasonCode]; ok && len(placeholder.FindAllString(t.In(lang), -1)) <= len(f.ReasonArgs) {
		return Reason(policies.Control{Reasons: policies.EngineReasons}, f.ReasonCode, f.ReasonArgs, lang)
	}
	return Safe(f.Reason)
}

// cause are the gaps that one thing closes.
type cause struct {
	code, operation, actions string
}

// causes are the gaps by what would close them, those first that most controls wait for: the places of each one's gaps, and the controls.
func causes(res *policies.Result) (keys []cause, groups map[cause][]int, controls map[cause]map[string]bool) {
	waiting := map[int][]string{} // by gap
	for f := range res.Findings.All() {
		for _, g := range f.Gaps {
			waiting[g] = append(waiting[g], f.Control)
		}
	}
	groups, controls = map[cause][]int{}, map[cause]map[string]bool{}
	for i, g := range res.Gaps {
		k := cause{g.Code, g.Operation, strings.Join(g.Actions, ", ")}
		if groups[k] == nil {
			controls[k] = map[string]bool{}
		}
		groups[k] = append(groups[k], i)
		for _, id := range waiting[i] {
			controls[k][id] = true
		}
	}
	keys = slices.SortedFunc(maps.Keys(groups), func(a, b cause) int {
		return cmp.Or(cmp.Compare(len(controls[b]), len(controls[a])), cmp.Compare(a.code, b.code), cmp.Compare(a.operation, b.operation), cmp.Compare(a.actions, b.actions))
	})
	return keys, groups, controls
}

// unread lists the gaps.
func (p *page) unread() {
	keys, groups, controls := causes(p.res)
	if len(keys) == 0 {
		return
	}
	left := 0
	for _, k := range keys {
		left = max(left, width(Safe(k.code)))
	}
	body := p.room(left + len(gap))
	var rows [][]string
	for _, k := range keys {
		lines := p.named(Safe(cmp.Or(k.operation, "-")), p.places(groups[k]), body)
		detail := func(color, s string) {
			for _, line := range wrap(s, max(body-2, 0)) {
				lines = append(lines, "  "+p.paint(color, line))
			}
		}
		detail(cyan, k.remedy(p.o.Lang))
		if ids := controls[k]; len(ids) > 0 {
			detail("", p.say(msgWaiting, "controls", idList(ids, p.o.Limit)))
		} else {
			detail(dim, p.say(msgWaitingNone))
		}
		if g := p.res.Gaps[groups[k][0]]; g.Error != "" || g.Message != "" {
			detail(dim, p.say(msgAnswer, "message", Safe(strings.Trim(g.Error+": "+g.Message, ": "))))
		}
		rows = append(rows, []string{p.paint(yellow, Safe(k.code)), strings.Join(lines, "\n")})
	}
	p.heading(yellow, p.say(msgUnread, "n", len(p.res.Gaps)))
	p.table([]column{{}, {}}, rows, true)
}

// remedy says what closes the gaps.
func (k cause) remedy(lang string) string {
	t, ok := remedies[k.code]
	if !ok {
		t = remedies["Other"]
	}
	return fill(t, lang, "actions", Safe(cmp.Or(k.actions, k.operation)))
}

// places says how many calls gaps are, and where.
func (p *page) places(gaps []int) string {
	regions, accounts := map[string]int{}, map[string]bool{}
	for _, i := range gaps {
		regions[p.res.Gaps[i].Region]++
		accounts[p.res.Gaps[i].Account] = true
	}
	var parts []string
	for _, r := range slices.Sorted(maps.Keys(regions)) {
		parts = append(parts, p.say(msgRegionCalls, "region", Safe(r), "n", regions[r]))
	}
	if shown := p.bounded(len(parts)); shown < len(parts) {
		parts = append(parts[:shown], p.say(msgMore, "n", len(parts)-shown))
	}
	out := p.say(msgCalls, "n", len(gaps))
	if len(regions) == 1 && regions[""] == 0 {
		for r := range regions {
			out += ", " + Safe(r)
		}
	} else if regions[""] == 0 {
		out += ", " + strings.Join(parts, ", ")
	}
	if p.many() {
		out += ", " + p.say(msgAccountCalls, "n", len(accounts))
	}
	return out
}

// empty lists the controls that passed only because no resource was in scope anywhere.
func (p *page) empty() {
	ids := map[string]bool{}
	for _, c := range p.res.Controls {
		if t := p.tallies[c.ID]; t.status(c) == Passed && t.onlyEmpty() {
			ids[c.ID] = true
		}
	}
	if len(ids) == 0 {
		return
	}
	p.heading(bold, p.say(msgEmpty, "n", len(ids)))
	for _, line := range wrap(idList(ids, 0), p.room(2)) {
		p.out.WriteString("  " + line + "\n")
	}
}

// totals is the last line: what somebody sees who sees only the end.
func (p *page) totals() {
	if p.res.Findings.Len() == 0 {
		p.heading(boldRed, p.say(msgTotalsNone))
		return
	}
	findings, controls := 0, map[string]bool{}
	for f := range p.res.Findings.All() {
		if urgency(f) == 0 {
			findings++
			controls[f.Control] = true
		}
	}
	if findings == 0 {
		return
	}
	counts := map[string]int{}
	for id := range controls {
		if c := p.controls[id]; c != nil {
			counts[c.Severity]++
		}
	}
	var parts []string
	for _, s := range severities {
		if counts[s] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", s, counts[s]))
		}
	}
	p.heading(bold, p.say(msgTotals, "controls", len(controls), "severities", strings.Join(parts, ", "), "findings", findings))
}
