package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kijun/policies"
)

var (
	//go:embed page/page.html
	pageHTML string
	//go:embed page/page.css
	pageCSS string
	//go:embed page/page.js
	pageJS string
)

// What bounds the page. A report of 200,000 findings is still one that a browser opens and a mail carries.
const (
	// mostShown is how many findings that need somebody the page holds, all controls together, and mostOfOne of one control.
	mostShown, mostOfOne = 6_000, 500
	// fewestOfOne is how many findings of a control are there however many controls fail.
	fewestOfOne = 5
	// mostWhole is how many findings of a control that passed are there for the alert path that they draw.
	mostWhole = 20
	// textRoom and evidenceRoom are bytes for reasons and names, and for evidence, shared out among the controls by the number of their
	// findings; no control gets less than leastRoom.
	textRoom, evidenceRoom, leastRoom = 6 << 20, 6 << 20, 16 << 10
	// longestValue and longestText are characters of one value of the evidence, and of one reason or name.
	longestValue, longestText = 6_000, 1_200
	// mostEvidence is how many values one finding shows.
	mostEvidence = 120
	// mostLines is how many lines a list has that is no list of findings: steps, gaps, accounts, errors, suppressions.
	mostLines = 500
	// mostNames is how many names stand at one hop of an alert path.
	mostNames = 2
)

// both is a text in English and Japanese. The page switches between them.
type both [2]string

func bothOf(t policies.Text) both { return both{t.In("en"), t.In("ja")} }

// each makes a text of each language.
func each(in func(lang string) string) both { return both{in("en"), in("ja")} }

// htmlPage is what the page's script draws.
type htmlPage struct {
	Lang       string                `json:"lang"`
	Texts      map[string]both       `json:"texts"`
	Kijun      string                `json:"kijun"`
	AsOf       string                `json:"as_of"`
	Snapshot   string                `json:"snapshot"`
	Policies   string                `json:"policies"`
	Versions   string                `json:"versions,omitempty"`
	Stale      bool                  `json:"stale,omitempty"`
	Incomplete bool                  `json:"incomplete,omitempty"`
	Evaluated  bool                  `json:"evaluated"`
	Errors     htmlList[string]      `json:"errors"`
	Accounts   htmlList[htmlAccount] `json:"accounts"`
	Severities []string              `json:"severities"`
	Summary    StandardScore         `json:"summary"`
	Standards  []StandardScore       `json:"standards"`
	Measures   []htmlMeasure         `json:"measures"`
	Controls   []htmlControl         `json:"controls"`
	Findings   []htmlFinding         `json:"findings"`
	Reasons    []both                `json:"reasons"`
	Evidence   []htmlEvidence        `json:"evidence"`
	Gaps       htmlList[htmlGap]     `json:"gaps"`
	Plan       *htmlList[htmlDo]     `json:"plan,omitempty"`
	Comparison *htmlComparison       `json:"comparison,omitempty"`
	Matrix     *htmlList[htmlRow]    `json:"matrix,omitempty"`
	Trend      []htmlRun             `json:"trend,omitempty"`
	Drill      *htmlDrill            `json:"drill,omitempty"`
	// Notes are entries of the file of suppressions that somebody should look at; nil where there is no such file.
	Notes  *htmlList[both] `json:"suppression_notes,omitempty"`
	Totals map[string]int  `json:"totals"`
}

// htmlList is a list of which the page may hold the beginning only.
type htmlList[T any] struct {
	Items []T `json:"items"`
	// Left is how many are not there.
	Left int `json:"left,omitempty"`
}

// listOf is the beginning of a list, as far as most goes.
func listOf[T any](all []T, most int) htmlList[T] {
	return htmlList[T]{Items: full(all[:min(len(all), most)]), Left: max(0, len(all)-most)}
}

type htmlAccount struct {
	ID        string    `json:"id"`
	Partition string    `json:"partition"`
	Regions   []string  `json:"regions"`
	Facts     [][2]both `json:"facts"` // a name and what there is to say
}

type htmlMeasure struct {
	ID   string `json:"id"`
	Name both   `json:"name"`
	Asks both   `json:"asks"`
	// Main marks the four measures of the baseline.
	Main    bool `json:"main,omitempty"`
	Passed  int  `json:"passed"`
	Failed  int  `json:"failed"`
	Unknown int  `json:"unknown"`
	NoData  int  `json:"no_data"`
}

type htmlControl struct {
	ID          string              `json:"id"`
	Title       both                `json:"title"`
	Severity    string              `json:"severity"`
	Status      Status              `json:"status"`
	Measure     string              `json:"measure,omitempty"`
	Standards   map[string][]string `json:"standards"`
	Description string              `json:"description,omitempty"`
	Remediation both                `json:"remediation"`
	Construct   string              `json:"construct,omitempty"`
	Source      []string            `json:"source"`
	Disabled    string              `json:"disabled,omitempty"`
	Failed      int                 `json:"failed,omitempty"`
	Unknown     int                 `json:"unknown,omitempty"`
	Passed      int                 `json:"passed,omitempty"`
	None        int                 `json:"not_applicable,omitempty"`
	// Empty marks a control that passed only because nothing was in scope.
	Empty bool `json:"empty,omitempty"`
	// Left is how many findings that need somebody are not on the page.
	Left int `json:"left,omitempty"`
	// Accepted is how many findings are suppressed.
	Accepted int `json:"accepted,omitempty"`
}

type htmlFinding struct {
	Control  int             `json:"c"`
	Status   policies.Status `json:"s"`
	Account  string          `json:"a"`
	Region   string          `json:"r"`
	Name     both            `json:"n"`
	ID       string          `json:"id"`
	Type     string          `json:"t,omitempty"`
	Reason   int             `json:"why"`
	Evidence []int           `json:"e,omitempty"`
	// Less is how many values of the evidence are not on the page.
	Less       int       `json:"less,omitempty"`
	Parameters string    `json:"p,omitempty"`
	Gaps       []int     `json:"g,omitempty"`
	Path       []htmlHop `json:"path,omitempty"`
	// Listed marks a path that the section of alert paths draws.
	Listed bool `json:"listed,omitempty"`
	// Accepted is why somebody accepted the finding.
	Accepted *policies.Suppression `json:"accepted,omitempty"`
}

type htmlEvidence struct {
	Collection string `json:"c"`
	Resource   string `json:"i"`
	Region     string `json:"r"`
	Path       string `json:"p"`
	// Value is JSON on several lines; empty means that AWS said nothing there.
	Value string `json:"v,omitempty"`
	// Less is how many characters of it are not on the page.
	Less int `json:"less,omitempty"`
}

// htmlGap are the unread calls that one thing closes.
type htmlGap struct {
	Code      string   `json:"code"`
	Operation string   `json:"operation"`
	Actions   []string `json:"actions"`
	Remedy    both     `json:"remedy"`
	Calls     int      `json:"calls"`
	Places    []string `json:"places"`
	Answer    string   `json:"answer,omitempty"`
	Controls  []string `json:"controls"`
	Left      int      `json:"left,omitempty"`
}

// htmlRow are one account's own scores.
type htmlRow struct {
	Account string     `json:"account"`
	Cells   []htmlCell `json:"cells"` // over all standards, then by standard in the page's order
}

type htmlCell struct {
	Score    *int  `json:"score"`
	Interval []int `json:"interval"`
	Failed   int   `json:"failed"`
}

// htmlDrill is what attacks would meet, in the words of the drill's table.
type htmlDrill struct {
	Note    both       `json:"note"`    // where what is said of times comes from
	Heads   []both     `json:"heads"`   // of the columns of the timeline
	Lacking []string   `json:"lacking"` // collections that the snapshot was made without
	Plays   []htmlPlay `json:"plays"`
}

type htmlPlay struct {
	Title       both       `json:"title"`
	Description both       `json:"description"`
	Account     string     `json:"account"`
	Places      both       `json:"places"`
	Sum         []both     `json:"sum"`
	Steps       []htmlMove `json:"steps"`
}

// htmlMove is one step of an attack.
type htmlMove struct {
	Number int    `json:"number"`
	Clock  string `json:"clock"`
	Title  both   `json:"title"`
	Region string `json:"region"`
	// Replies answer whether it is recorded, whether the configuration is, whether it is detected, and who hears: a state of the page and a word.
	Replies []htmlReply `json:"replies"`
	Lines   []htmlReply `json:"lines"`
}

type htmlReply struct {
	Label both   `json:"label"`
	State string `json:"state"` // PASSED, FAILED, UNKNOWN, NO_DATA
	Text  both   `json:"text"`
}

// htmlRun is one run of a history, or this one.
type htmlRun struct {
	At       string `json:"at"`
	Score    *int   `json:"score"`
	Interval []int  `json:"interval"`
	Coverage *int   `json:"coverage"`
	// Scores are those of the standards of the page, in its order; null where the run has none.
	Scores     []*int `json:"scores"`
	Failed     int    `json:"failed"`
	Unknown    int    `json:"unknown"`
	Suppressed int    `json:"suppressed"`
}

type htmlDo struct {
	Number      int      `json:"number"`
	After       []int    `json:"after"`
	Control     string   `json:"control"`
	Account     string   `json:"account"`
	Region      string   `json:"region"`
	Subject     both     `json:"subject"`
	Manual      bool     `json:"manual,omitempty"`
	ManualWhy   both     `json:"manual_why"`
	Destructive bool     `json:"destructive,omitempty"`
	Commands    []string `json:"commands"`
	Undo        []string `json:"undo"`
	// Checks are calls that must find nothing right before a step that destroys something.
	Checks  []string `json:"checks,omitempty"`
	Breaks  both     `json:"breaks"`
	Cost    both     `json:"cost"`
	Actions []string `json:"actions,omitempty"` // IAM actions of whoever applies it
	Stack   string   `json:"stack,omitempty"`   // resources of a CloudFormation template that do the same
	// Mends is how many findings it mends, and Worsens are the ids of those that fail only with it.
	Mends   int      `json:"mends"`
	Worsens []string `json:"worsens,omitempty"`
	// Score is that over all standards after the step, and Scores those of the standards that it changes; nil where nothing forecasts it.
	Score   *int             `json:"score"`
	Scores  map[string]*int  `json:"scores,omitempty"`
	Changes []ForecastStatus `json:"changes,omitempty"`
}

// HTML writes the report as one page that needs nothing else: no network, no other file. It holds the data as JSON, in which nothing can
// end the element that holds it, and a script that draws it by textContent only. The page's policy lets run what carries the hash of
// kijun's own style and script, and nothing else, so that scanned text is never more than text.
func HTML(w io.Writer, r *Report, o Options) error {
	raw, err := json.Marshal(newPage(r, o)) // writes < > & U+2028 and U+2029 as escapes
	if err != nil {
		return err
	}
	lang := o.lang(r.Result)
	if lang != "ja" {
		lang = "en"
	}
	_, err = strings.NewReplacer(
		"@lang", lang,
		"@title", pageWords["title"].In(lang),
		"@script-hash", hashOf(pageJS),
		"@style-hash", hashOf(pageCSS),
		"@script", pageJS,
		"@style", pageCSS,
		"@noscript-en", pageWords["noscript"].En,
		"@noscript-ja", pageWords["noscript"].Ja,
		"@data", string(raw),
	).WriteString(w, pageHTML)
	return err
}

// hashOf is what a content security policy names an inline element by (https://www.w3.org/TR/CSP3/#grammardef-hash-source).
func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pager makes a page of a report.
type pager struct {
	*htmlPage
	res      *policies.Result
	controls map[string]int
	tallies  map[string]*tally
	quota    map[string]int // findings that a control may still show
	whole    map[string]int // alert paths that hold which it may still show
	room     map[string]int // bytes that its reasons and names may still take
	space    map[string]int // bytes that its evidence may still take
	reasons  map[both]int   // place in Reasons
	evidence map[string]int // place in Evidence
	causes   []int          // of each gap, the place in Gaps
}

func newPage(r *Report, o Options) *htmlPage {
	res := r.Result
	p := &pager{htmlPage: &htmlPage{Lang: o.lang(res), Texts: pageTexts(), Kijun: Safe(res.Kijun), AsOf: res.AsOf.UTC().Format("2006-01-02 15:04:05 UTC"),
		Snapshot: Safe(res.Snapshot), Policies: Safe(res.Policies), Incomplete: res.Incomplete, Severities: severities,
		Summary: Summary(res), Standards: []StandardScore{}, Measures: []htmlMeasure{}, Controls: []htmlControl{}, Findings: []htmlFinding{}, Reasons: []both{}, Evidence: []htmlEvidence{}},
		res: res, controls: map[string]int{}, tallies: tallies(res), quota: map[string]int{}, whole: map[string]int{}, room: map[string]int{}, space: map[string]int{},
		reasons: map[both]int{}, evidence: map[string]int{}}
	if res.Versions != nil {
		p.Versions, p.Stale = Safe(res.Versions.AsOf), res.Versions.Stale
	}
	errs := []string{}
	for _, e := range res.Errors {
		errs = append(errs, brief(e))
	}
	p.Errors = listOf(errs, mostLines)
	scores := Scores(res)
	slices.SortStableFunc(scores, func(a, b StandardScore) int { return cmp.Compare(first(a.ID), first(b.ID)) })
	for _, s := range scores {
		s.ID, s.Title, s.TitleJa = Safe(s.ID), Safe(s.Title), Safe(s.TitleJa)
		p.Standards = append(p.Standards, s)
	}
	p.accounts()
	p.measures()
	p.catalogue()
	p.gaps()
	p.findings()
	p.plan(r.Plan)
	p.Comparison = compare(res, p.tallies)
	p.matrix()
	p.trend(r.Trend)
	p.drill(r.Drill)
	if r.Suppressions != nil {
		var notes []both
		for _, n := range r.Suppressions[:min(len(r.Suppressions), mostLines)] {
			notes = append(notes, each(func(lang string) string { return SuppressionLine(n, lang) }))
		}
		list := listOf(notes, mostLines)
		list.Left = len(r.Suppressions) - len(notes)
		p.Notes = &list
	}
	return p.htmlPage
}

// first puts the baselines that are compared before the other standards.
func first(standard string) int {
	if i := slices.Index(compared, standard); i >= 0 {
		return i
	}
	return len(compared)
}

// brief is a scanned text that is safe and not longer than a reader bears.
func brief(s string) string {
	out, left := beginning(s, longestText)
	out = Safe(out)
	if left > 0 {
		out += fmt.Sprintf("... (+%d)", left)
	}
	return out
}

// beginning is the beginning of a text and how many characters are left out.
func beginning(s string, most int) (string, int) {
	if len(s) <= most {
		return s, 0
	}
	n := utf8.RuneCountInString(s)
	if n <= most {
		return s, 0
	}
	return string([]rune(s)[:most]), n - most
}

func (p *pager) accounts() {
	var all []htmlAccount
	for _, a := range p.res.Accounts[:min(len(p.res.Accounts), mostLines)] {
		x := htmlAccount{ID: Safe(a.ID), Partition: Safe(a.Partition), Regions: []string{}, Facts: [][2]both{}}
		for _, r := range a.Regions {
			x.Regions = append(x.Regions, Safe(r))
		}
		fact := func(name message, what func(lang string) string) {
			x.Facts = append(x.Facts, [2]both{bothOf(texts[name]), each(what)})
		}
		if a.BLEAProfile != "" {
			fact(msgProfile, func(lang string) string { return because(Safe(a.BLEAProfile), a.BLEAWhy, lang) })
		}
		for _, g := range a.BLEAGuests {
			fact(msgGuest, func(lang string) string { return because(Safe(g.Profile), g.Why, lang) })
		}
		if a.GovernedWhy != "not_asked" {
			fact(msgGoverned, func(lang string) string { return because(regionList(a.Governed, lang), a.GovernedWhy, lang) })
		}
		if a.SecureAccount {
			fact(msgSecureAccount, func(lang string) string { return say(msgMarksFound, lang) })
		}
		all = append(all, x)
	}
	p.Accounts = listOf(all, mostLines)
	p.Accounts.Left = len(p.res.Accounts) - len(all)
}

func (p *pager) measures() {
	groups := byMeasure(p.res, p.tallies)
	for _, m := range measures {
		g := groups[m.id]
		if g == nil {
			continue
		}
		p.Measures = append(p.Measures, htmlMeasure{ID: m.id, Name: bothOf(m.name), Asks: bothOf(asks[m.id]), Main: slices.Contains(four, m.id),
			Passed: g.Passed, Failed: g.Failed, Unknown: g.Unknown, NoData: g.NoData})
	}
}

// catalogue tells of all controls, and shares out the room for their findings.
func (p *pager) catalogue() {
	type need struct {
		id       string
		findings int
		rank     int
	}
	var needs []need
	wanting := 0
	counts := map[string]policies.Tally{}
	for x := range p.res.Findings.Tallies() {
		p.Evaluated = true
		n := counts[x.Control]
		n.Failed, n.Warning, n.Passed, n.NotApplicable = n.Failed+x.Failed, n.Warning+x.Warning+x.NotAvailable, n.Passed+x.Passed, n.NotApplicable+x.NotApplicable
		n.Suppressed.Failed += x.Suppressed.Open()
		counts[x.Control] = n
	}
	for _, c := range p.res.Controls {
		t, n := p.tallies[c.ID], counts[c.ID]
		status := t.status(c)
		x := htmlControl{ID: Safe(c.ID), Title: each(func(lang string) string { return Safe(c.Title.In(lang)) }), Severity: Safe(c.Severity), Status: status, Measure: Safe(c.Measure),
			Standards: map[string][]string{}, Description: Safe(c.Description), Remediation: each(func(lang string) string { return Safe(c.Remediation.In(lang)) }), Construct: Safe(c.Construct),
			Source: []string{}, Disabled: Safe(c.Disabled), Failed: n.Failed, Unknown: n.Warning, Passed: n.Passed, None: n.NotApplicable, Empty: status == Passed && t.onlyEmpty(), Accepted: n.Suppressed.Open()}
		for _, s := range p.res.AllStandards {
			if numbers, ok := c.Standards[s.ID]; ok {
				x.Standards[Safe(s.ID)] = full(numbers)
			}
		}
		for _, link := range c.Source {
			if strings.HasPrefix(link, "https://") && plain(link) {
				x.Source = append(x.Source, link)
			}
		}
		if _, twice := p.controls[c.ID]; !twice {
			p.controls[c.ID] = len(p.Controls)
		}
		p.Controls = append(p.Controls, x)
		if open := n.Failed + n.Warning; open > 0 || drawn(c) {
			if drawn(c) {
				p.whole[c.ID] = mostWhole
			}
			needs = append(needs, need{c.ID, open, 2*rank(c.Severity) + undecided(status)})
			wanting++
		}
	}
	if wanting == 0 {
		return
	}
	for _, n := range needs {
		p.quota[n.id] = min(n.findings, fewestOfOne)
	}
	slices.SortStableFunc(needs, func(a, b need) int { return cmp.Or(cmp.Compare(a.rank, b.rank), compareIDs(a.id, b.id)) })
	rest := mostShown - fewestOfOne*wanting
	for _, n := range needs {
		more := min(n.findings-p.quota[n.id], mostOfOne-p.quota[n.id], max(rest, 0))
		p.quota[n.id] += more
		rest -= more
	}
	all := 0
	for _, n := range needs {
		all += p.quota[n.id] + p.whole[n.id]
	}
	for _, n := range needs {
		mine := p.quota[n.id] + p.whole[n.id]
		p.room[n.id], p.space[n.id] = max(leastRoom, textRoom*mine/all), max(leastRoom, evidenceRoom*mine/all)
	}
}

// undecided puts what could not be decided after what failed.
func undecided(s Status) int {
	if s == Failed {
		return 0
	}
	return 1
}

func (p *pager) findings() {
	account := map[string]string{} // intern: one text for each account and region
	intern := func(s string) string {
		if t, ok := account[s]; ok {
			return t
		}
		account[s] = Safe(s)
		return account[s]
	}
	wanted := func(t policies.Tally) bool {
		_, known := p.controls[t.Control]
		return known && (t.Failed+t.Warning+t.NotAvailable > 0 || p.whole[t.Control] > 0)
	}
	for f := range p.res.Findings.Where(wanted) {
		at := p.controls[f.Control]
		c := &p.res.Controls[at]
		var path []htmlHop
		quota := p.quota
		if urgency(f) > 2 {
			quota = p.whole
		}
		if quota[f.Control] > 0 {
			path = alertPath(c, f)
		}
		if urgency(f) > 2 && path == nil {
			continue
		}
		if quota[f.Control] <= 0 {
			p.Controls[at].Left++
			continue
		}
		x := htmlFinding{Control: at, Status: f.Status, Account: intern(f.Account), Region: intern(f.Region), Type: intern(f.Resource.Type), ID: brief(f.ID),
			Name: each(func(lang string) string {
				return brief(subjectName(cmp.Or(f.Resource.ID, f.Resource.ARN), f.Account, f.Region, lang))
			}),
			Path: path, Listed: path != nil && listedPath(c)}
		why := each(func(lang string) string { return brief(reasonIn(lang, p.res, c, f)) })
		quota[f.Control]--
		p.room[f.Control] -= len(why[0]) + len(why[1]) + 2*len(x.ID)
		if p.room[f.Control] < 0 { // this one is the last
			p.quota[f.Control], p.whole[f.Control] = 0, 0
		}
		x.Reason = spot(&p.Reasons, p.reasons, why, why)
		x.Evidence, x.Less = p.proof(f)
		if a := f.Suppressed; a != nil {
			x.Accepted = &policies.Suppression{Reason: brief(a.Reason), Owner: brief(a.Owner), Expires: brief(a.Expires), Ticket: brief(a.Ticket)}
		}
		if len(f.Parameters) > 0 {
			x.Parameters = brief(pretty(f.Parameters, false))
		}
		for _, g := range f.Gaps {
			if g < len(p.causes) && p.causes[g] < len(p.Gaps.Items) && !slices.Contains(x.Gaps, p.causes[g]) {
				x.Gaps = append(x.Gaps, p.causes[g])
			}
		}
		p.Findings = append(p.Findings, x)
	}
}

// spot is where a value stands in a list in which each is there once.
func spot[K comparable, V any](list *[]V, seen map[K]int, key K, value V) int {
	at, ok := seen[key]
	if !ok {
		at = len(*list)
		seen[key] = at
		*list = append(*list, value)
	}
	return at
}

// proof are the places of a finding's evidence and how much of it is left out. What several findings rest on is on the page once.
func (p *pager) proof(f *policies.Finding) (places []int, left int) {
	for i, e := range f.Evidence {
		if i == mostEvidence {
			return places, len(f.Evidence) - i
		}
		x := htmlEvidence{Collection: Safe(e.Collection), Resource: brief(e.Resource), Region: Safe(e.Region), Path: brief(e.Path)}
		if e.Value != nil {
			x.Value, x.Less = beginning(pretty(e.Value, true), longestValue)
		}
		key := strings.Join([]string{x.Collection, x.Resource, x.Region, x.Path, x.Value}, "\x00")
		if _, ok := p.evidence[key]; !ok {
			if p.space[f.Control] < len(key) {
				left++
				continue
			}
			p.space[f.Control] -= len(key)
		}
		places = append(places, spot(&p.Evidence, p.evidence, key, x))
	}
	return places, left
}

// pretty is JSON in which no character does something else than being seen.
func pretty(v any, lines bool) string {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if lines {
		enc.SetIndent("", "  ")
	}
	if err := enc.Encode(v); err != nil {
		return Safe(err.Error())
	}
	text := strings.TrimSuffix(raw.String(), "\n")
	if !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && deceptive(r) }) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if r == '\n' || !deceptive(r) { // JSON's own line breaks: those of the text are escapes already
			b.WriteRune(r)
			continue
		}
		b.WriteString(jsonEscape(r))
	}
	return b.String()
}

func (p *pager) gaps() {
	keys, groups, controls := causes(p.res)
	p.causes = make([]int, len(p.res.Gaps))
	for at, k := range keys {
		for _, i := range groups[k] {
			p.causes[i] = at
		}
	}
	var all []htmlGap
	for _, k := range keys[:min(len(keys), mostLines)] {
		first := p.res.Gaps[groups[k][0]]
		x := htmlGap{Code: Safe(k.code), Operation: Safe(k.operation), Actions: []string{}, Remedy: each(func(lang string) string { return k.remedy(lang) }), Calls: len(groups[k]),
			Answer: brief(strings.Trim(first.Error+": "+first.Message, ": "))}
		for _, a := range first.Actions {
			x.Actions = append(x.Actions, Safe(a))
		}
		places := map[string]bool{}
		for _, i := range groups[k] {
			places[strings.TrimSpace(Safe(p.res.Gaps[i].Account)+" "+Safe(p.res.Gaps[i].Region))] = true
		}
		list := listOf(sortedKeys(places), 20)
		x.Places = list.Items
		if list.Left > 0 {
			x.Places = append(x.Places, fmt.Sprintf("(+%d)", list.Left))
		}
		waits := slices.SortedFunc(maps.Keys(controls[k]), compareIDs)
		x.Controls, x.Left = full(waits[:min(len(waits), 200)]), max(0, len(waits)-200)
		all = append(all, x)
	}
	p.Gaps = listOf(all, mostLines)
	p.Gaps.Left = len(keys) - len(all)
}

func (p *pager) plan(steps []PlanStep) {
	if steps == nil {
		return
	}
	var all []htmlDo
	byControl := byID(p.res)
	last := map[string]*int{} // score of a standard before the step
	for _, s := range p.Standards {
		last[s.ID] = s.Score
	}
	for _, s := range steps[:min(len(steps), mostLines)] {
		x := htmlDo{Number: s.Number, After: full(s.After), Control: Safe(s.Control), Account: Safe(s.Account), Region: Safe(s.Region), Manual: s.Manual, Destructive: s.Destructive,
			Commands: full(s.Commands), Undo: full(s.UndoCommands), Mends: len(s.Resolves),
			Subject: each(func(lang string) string { return brief(subjectName(s.Subject, s.Account, s.Region, lang)) })}
		if c := byControl[s.Control]; c != nil && s.Manual {
			x.ManualWhy = bothOf(manualTexts[cmp.Or(c.Manual, c.Otherwise)])
		}
		if !s.Manual {
			x.Breaks, x.Cost = bothOf(riskTexts[s.Risk]), each(func(lang string) string { return costText(s.Costs, lang) })
		}
		for _, c := range s.Checks {
			x.Checks = append(x.Checks, CLI(c.Call, s.Region))
		}
		if s.Permissions != nil {
			for _, st := range s.Permissions.Statement {
				x.Actions = append(x.Actions, st.Action...)
			}
		}
		if len(s.CloudFormation) > 0 {
			if text := pretty(map[string]any{"Resources": s.CloudFormation}, true); len(text) <= longestValue { // half a template is none
				x.Stack = text
			}
		}
		for _, id := range s.Worsens[:min(len(s.Worsens), 20)] {
			x.Worsens = append(x.Worsens, brief(id))
		}
		if f := s.Forecast; f != nil {
			x.Score = f.Summary.Score
			for _, y := range f.Standards {
				id := Safe(y.ID)
				if before := last[id]; y.Score != nil && (before == nil || *before != *y.Score) {
					if x.Scores == nil {
						x.Scores = map[string]*int{}
					}
					x.Scores[id] = y.Score
				}
				last[id] = y.Score
			}
			x.Changes = f.Controls[:min(len(f.Controls), 20)]
		}
		all = append(all, x)
	}
	list := listOf(all, mostLines)
	list.Left = len(steps) - len(all)
	p.Plan = &list
}

// trend are the earlier runs and this one; none where nothing came before.
func (p *pager) trend(earlier []Run) {
	if len(earlier) == 0 {
		return
	}
	for _, r := range append(slices.Clone(earlier), RunOf(p.res)) {
		x := htmlRun{At: r.At.UTC().Format("2006-01-02 15:04"), Score: r.Summary.Score, Interval: r.Summary.Interval, Coverage: r.Summary.Coverage, Scores: make([]*int, len(p.Standards)),
			Failed: r.FailedTotal(), Unknown: r.Unknown, Suppressed: r.Suppressed}
		for i, s := range p.Standards {
			for _, old := range r.Scores {
				if Safe(old.ID) == s.ID {
					x.Scores[i] = old.Score
				}
			}
		}
		p.Trend = append(p.Trend, x)
	}
}

// drillStates are the page's states by the color in which the drill's table paints a reply.
var drillStates = map[string]string{green: string(Passed), red: string(Failed), yellow: string(Unknown), dim: string(NoData)}

// drill is the timeline of each attack.
func (p *pager) drill(d *policies.Drill) {
	if d == nil {
		return
	}
	in := func(lang string) drillPage { return drillPage{lang, d} }
	x := &htmlDrill{Note: each(func(lang string) string { return in(lang).note() }), Lacking: []string{}, Plays: []htmlPlay{}}
	for _, name := range []string{"number", "time", "does", "recorded", "configured", "detected", "heard"} {
		x.Heads = append(x.Heads, bothOf(drillTexts[name]))
	}
	for _, l := range d.Lacking {
		x.Lacking = append(x.Lacking, Safe(l))
	}
	for _, play := range d.Plays {
		y := htmlPlay{Title: each(func(lang string) string { return Safe(play.Title.In(lang)) }), Description: each(func(lang string) string { return Safe(play.Description.In(lang)) }), Account: Safe(play.Account),
			Places: each(func(lang string) string { return in(lang).places(play) }), Sum: []both{}, Steps: []htmlMove{}}
		ja := in("ja").sum(play)
		for i, en := range in("en").sum(play) {
			y.Sum = append(y.Sum, both{en, ja[i]})
		}
		for _, s := range play.Steps {
			z := htmlMove{Number: s.Number, Clock: clock(s.Minute * 60), Title: each(func(lang string) string { return Safe(s.Title.In(lang)) }), Region: Safe(s.Region), Lines: []htmlReply{}}
			reply := func(a policies.Answer, text func(drillPage) string) {
				z.Replies = append(z.Replies, htmlReply{State: drillStates[in("en").color(a.Reply)], Text: each(func(lang string) string { return text(in(lang)) })})
			}
			reply(s.Recorded, func(d drillPage) string { return d.record(s.Recorded) })
			reply(s.Configured, func(d drillPage) string { return d.word(s.Configured) })
			reply(s.Detected, func(d drillPage) string { return d.word(s.Detected) })
			reply(s.Heard, func(d drillPage) string { return d.heard(s) })
			ja := in("ja").lines(play, s)
			for i, en := range in("en").lines(play, s) {
				z.Lines = append(z.Lines, htmlReply{Label: both{en.label, ja[i].label}, State: drillStates[en.color], Text: both{lines(en.text), lines(ja[i].text)}})
			}
			y.Steps = append(y.Steps, z)
		}
		x.Plays = append(x.Plays, y)
	}
	p.Drill = x
}

// lines is text on several lines of which each is safe.
func lines(s string) string {
	out, _ := beginning(s, 4*longestText)
	parts := strings.Split(out, "\n")
	for i := range parts {
		parts[i] = Safe(parts[i])
	}
	return strings.Join(parts, "\n")
}

// matrix are the accounts' own scores by standard, where there are several: the summary first.
func (p *pager) matrix() {
	scores := AccountScores(p.res)
	if scores == nil {
		return
	}
	var all []htmlRow
	for _, a := range scores[:min(len(scores), mostLines)] {
		row := htmlRow{Account: Safe(a.Account)}
		cell := func(x AccountStandard) { row.Cells = append(row.Cells, htmlCell{x.Score, x.Interval, x.Failed}) }
		cell(a.Summary)
		for _, s := range p.Standards { // in the order of the page
			cell(a.Standards[slices.IndexFunc(a.Standards, func(x AccountStandard) bool { return Safe(x.ID) == s.ID })])
		}
		all = append(all, row)
	}
	list := listOf(all, mostLines)
	list.Left = len(scores) - len(all)
	p.Matrix = &list
}
