package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"kijun/policies"
)

// DiffSchema names the form of the JSON document of a difference. Another number means another form.
const DiffSchema = "urn:kijun:diff:1"

// Difference is what changed between two results. A finding that somebody accepted is neither new nor worse.
type Difference struct {
	Schema string `json:"schema"`
	From   Head   `json:"from"`
	To     Head   `json:"to"`
	// New fail and did not before: they were not there, passed, or did not apply.
	New []Change `json:"new"`
	// Worse fail and were undecided, of a milder severity, or suppressed before.
	Worse []Change `json:"worse"`
	// Resolved failed or were undecided before, and pass, do not apply or are gone: gone from a place that was read.
	Resolved []Change `json:"resolved"`
	// Unknown can no longer be decided, or are undecided and were not there.
	Unknown []Change `json:"newly_unknown"`
	// Suppressed did not pass and are accepted now, and were not before.
	Suppressed []Change `json:"suppressed"`
	// Failing and Undecided are how many findings failed, or were undecided, in both and count.
	Failing   int `json:"unchanged_failed"`
	Undecided int `json:"unchanged_unknown"`
	// Judged are the findings of the later result, without those that do not apply. With none there is nothing to compare.
	Judged int `json:"judged"`
	// NotCompared are findings that did not pass before and that the later result did not look for: another choice of controls, accounts or
	// regions.
	NotCompared []Change `json:"not_compared"`
}

// Change is a finding that changed.
type Change struct {
	ID       string            `json:"id"`
	Control  string            `json:"control"`
	Title    string            `json:"title"`
	TitleJa  string            `json:"title_ja"`
	Severity string            `json:"severity"`
	Account  string            `json:"account"`
	Region   string            `json:"region"`
	Resource policies.Resource `json:"resource"`
	// Was and Status are before and after; empty is that there was no such finding.
	Was    policies.Status `json:"was,omitempty"`
	Status policies.Status `json:"status,omitempty"`
	// Reason is that of the later result, or of the earlier where the finding is gone, in the language of the result.
	Reason     string                `json:"reason"`
	ReasonCode string                `json:"reason_code"`
	ReasonArgs map[string]any        `json:"reason_args"`
	Suppressed *policies.Suppression `json:"suppressed,omitempty"`
	// FirstSeen is since when it does not pass as it does not: now, or before for what is resolved. FailedSince is the beginning of the
	// failure that can no longer be decided.
	FirstSeen   time.Time `json:"first_seen,omitzero"`
	FailedSince time.Time `json:"failed_since,omitzero"`
}

// Anything says whether there is something to tell: what only was not compared is not.
func (d *Difference) Anything() bool {
	return len(d.New)+len(d.Worse)+len(d.Resolved)+len(d.Unknown)+len(d.Suppressed) > 0
}

// Diff compares an earlier result with a later one. Both are read as streams, the earlier one twice; of their findings only keys, statuses and
// what changed are kept.
func Diff(before, after Source) (*Difference, error) {
	old, err := NewPast(before)
	if err != nil {
		return nil, err
	}
	d := &differ{old: old, now: map[pastKey]bool{}, unread: map[string]bool{}}
	d.Schema, d.From = DiffSchema, old.Head
	if d.To, err = after(d.later); err != nil {
		return nil, err
	}
	d.scope()
	if d.found < old.open() { // else nothing is gone
		if _, err := before(d.earlier); err != nil {
			return nil, err
		}
	}
	for _, list := range [][]Change{d.New, d.Worse, d.Unknown, d.Suppressed} {
		for i := range list {
			if list[i].FirstSeen.IsZero() && list[i].Status != "" {
				list[i].FirstSeen = d.To.AsOf
			}
		}
	}
	titles := map[string]policies.Control{}
	for _, c := range append(slices.Clone(d.From.Controls), d.To.Controls...) {
		titles[c.ID] = c
	}
	for _, list := range []*[]Change{&d.New, &d.Worse, &d.Resolved, &d.Unknown, &d.Suppressed, &d.NotCompared} {
		*list = full(*list)
		for i := range *list {
			c := &(*list)[i]
			c.Title, c.TitleJa = titles[c.Control].Title.En, titles[c.Control].Title.Ja
		}
		slices.SortFunc(*list, func(a, b Change) int {
			return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), compareIDs(a.Control, b.Control), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Region, b.Region), cmp.Compare(a.ID, b.ID))
		})
	}
	return &d.Difference, nil
}

// differ makes a difference.
type differ struct {
	Difference
	old    *Past
	now    map[pastKey]bool
	found  int             // findings that were open before and are there still
	unread map[string]bool // control, account and region of which not all that there is was read
	judged map[string]bool // controls of the later result that counted
	places map[string]bool // its accounts and regions
}

// standsForOthers says whether a finding stands for those of what could not be listed (<collection>@<region>), or of a control that may not
// be asked for at all.
func standsForOthers(f *policies.Finding) bool {
	return f.Status == policies.NotAvailable && (f.ReasonCode == "profile_unknown" || strings.HasSuffix(f.Resource.ID, "@"+f.Region) && f.Resource.ARN == f.Resource.ID)
}

func place(f *policies.Finding, region string) string {
	return f.Control + "\x00" + f.Account + "\x00" + region
}

// hidden says whether a finding that is gone may be behind what could not be read. What is listed once for all regions hides those of each.
func (d *differ) hidden(f *policies.Finding) bool {
	return !standsForOthers(f) && (d.unread[place(f, f.Region)] || d.unread[place(f, "global")])
}

func (d *differ) later(f *policies.Finding) error {
	d.now[keyOf(f.ID)] = true
	if f.Status != policies.NotApplicable {
		d.Judged++
	}
	if standsForOthers(f) {
		d.unread[place(f, f.Region)] = true
	}
	was, known := d.old.Was(f.ID)
	if known && isOpen(was.Status) {
		d.found++
	}
	first, failed := Since(f, time.Time{}, was, known) // zero is now, which only the end of the reading tells
	if !f.FirstSeen.IsZero() {                         // a history knows more
		first, failed = f.FirstSeen, f.FailedSince
	}
	c := change(f, was, first, failed)
	worse, unknown := changed(f, was, known)
	unknown = unknown || known && f.Suppressed == nil && isOpen(f.Status) && f.Status != policies.Failed && was.Status == policies.Failed && !was.Suppressed
	switch {
	case f.Suppressed != nil && isOpen(f.Status):
		if !known || !was.Suppressed || !isOpen(was.Status) {
			d.Suppressed = append(d.Suppressed, c)
		}
	case worse && known && isOpen(was.Status):
		d.Worse = append(d.Worse, c)
	case worse:
		d.New = append(d.New, c)
	case unknown:
		d.Unknown = append(d.Unknown, c)
	case f.Status == policies.Failed:
		d.Failing++
	case isOpen(f.Status):
		d.Undecided++
	case known && isOpen(was.Status):
		c.FirstSeen, c.FailedSince = was.FirstSeen, was.FailedSince
		d.Resolved = append(d.Resolved, c)
	}
	return nil
}

// scope notes what the later result looked for.
func (d *differ) scope() {
	d.judged, d.places = map[string]bool{}, map[string]bool{}
	for _, c := range d.To.Controls {
		d.judged[c.ID] = c.Disabled == ""
	}
	for _, a := range d.To.Accounts {
		d.places[a.ID+"\x00global"] = true
		for _, r := range a.Regions {
			d.places[a.ID+"\x00"+r] = true
		}
	}
}

// earlier looks for findings that are there no more.
func (d *differ) earlier(f *policies.Finding) error {
	if !isOpen(f.Status) || d.now[keyOf(f.ID)] {
		return nil
	}
	was, _ := d.old.Was(f.ID)
	c := change(f, was, was.FirstSeen, was.FailedSince)
	c.Status, c.Suppressed = "", f.Suppressed
	switch {
	case !d.judged[f.Control] || !d.places[f.Account+"\x00"+f.Region] && !standsForOthers(f) || d.To.Incomplete:
		d.NotCompared = append(d.NotCompared, c)
	case d.hidden(f):
		d.Unknown = append(d.Unknown, c)
	default:
		d.Resolved = append(d.Resolved, c)
	}
	return nil
}

func change(f *policies.Finding, was Was, first, failed time.Time) Change {
	return Change{ID: f.ID, Control: f.Control, Severity: f.Severity, Account: f.Account, Region: f.Region, Resource: f.Resource, Was: was.Status, Status: f.Status,
		Reason: f.Reason, ReasonCode: f.ReasonCode, ReasonArgs: there(f.ReasonArgs), Suppressed: f.Suppressed, FirstSeen: first, FailedSince: failed}
}

// GateDiff is the exit status of a difference, and why: failed when something is new or worse, undecided when something can no longer be
// decided, was not looked for, or when nothing was evaluated.
func GateDiff(d *Difference, lang string) (exit int, why string) {
	m, exit := msgDiffPassed, GatePassed
	switch {
	case len(d.New)+len(d.Worse) > 0:
		m, exit = msgDiffFailed, GateFailed
	case d.Judged == 0:
		m, exit = msgDiffNothing, GateUndecided
	case len(d.Unknown)+len(d.NotCompared) > 0:
		m, exit = msgDiffUndecided, GateUndecided
	}
	return exit, say(m, lang, "new", len(d.New), "worse", len(d.Worse), "unknown", len(d.Unknown), "left", len(d.NotCompared))
}

// WriteDiffJSON writes a difference as one document.
func WriteDiffJSON(w io.Writer, d *Difference) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(d)
}

// WriteDiff writes a difference for a person at a terminal.
func WriteDiff(w io.Writer, d *Difference, o Options) error {
	if o.Lang == "" {
		o.Lang = "en"
	}
	if o.Width > 0 {
		o.Width = max(o.Width, minWidth)
	}
	controls := map[string]*policies.Control{}
	for _, list := range [][]policies.Control{d.From.Controls, d.To.Controls} {
		for i := range list {
			controls[list[i].ID] = &list[i]
		}
	}
	accounts := map[string]policies.Account{}
	for _, a := range append(slices.Clone(d.From.Accounts), d.To.Accounts...) {
		accounts[a.ID] = a
	}
	p := &page{res: &policies.Result{Accounts: slices.Collect(maps.Values(accounts))}, o: o, paint: paint(o.Color), controls: controls}
	at := func(h Head) string { return h.AsOf.UTC().Format("2006-01-02 15:04:05 UTC") }
	for _, line := range wrap(p.say(msgDiffTitle, "from", at(d.From), "to", at(d.To)), o.Width) {
		p.out.WriteString(p.paint(bold, line) + "\n")
	}
	if d.From.Policies != d.To.Policies {
		p.text(p.say(msgDiffPolicies))
	}
	if d.From.Incomplete || d.To.Incomplete {
		p.heading(boldRed, p.say(msgIncomplete))
	}
	p.changes(msgDiffNew, red, d.New)
	p.changes(msgDiffWorse, red, d.Worse)
	p.changes(msgDiffUnknown, yellow, d.Unknown)
	p.changes(msgDiffResolved, green, d.Resolved)
	p.changes(msgDiffSuppressed, cyan, d.Suppressed)
	p.changes(msgDiffNotCompared, dim, d.NotCompared)
	p.heading(bold, p.say(msgDiffTotals, "new", len(d.New), "worse", len(d.Worse), "unknown", len(d.Unknown), "resolved", len(d.Resolved), "suppressed", len(d.Suppressed),
		"failed", d.Failing, "undecided", d.Undecided))
	if p.err != nil {
		return p.err
	}
	_, err := p.out.WriteTo(w)
	return err
}

// changes lists what changed in one way, by control.
func (p *page) changes(title message, color string, list []Change) {
	if len(list) == 0 {
		return
	}
	p.heading(color, p.say(title, "n", len(list)))
	left, where, what := 0, 0, 0
	for i := range list {
		f := list[i].finding()
		left, where, what = max(left, width(Safe(f.Severity))), max(where, width(p.where(f))), max(what, width(p.what(f)))
	}
	body := p.room(left + len(gap))
	widths := []int{where, what, 0}
	if body > 0 {
		widths[0] = min(where, body/3)
		rest := body - 2 - widths[0] - 2*len(gap)
		widths[1] = min(what, rest*9/20)
		widths[2] = max(rest-widths[1], 8)
	}
	var rows [][]string
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].Control == list[0].Control && list[n].Severity == list[0].Severity {
			n++
		}
		c := policies.Control{}
		if found := p.controls[list[0].Control]; found != nil {
			c = *found
		}
		lines := p.named(Safe(list[0].Control), Safe(policies.Text{En: list[0].Title, Ja: list[0].TitleJa}.In(p.o.Lang)), body)
		shown := p.bounded(n)
		for i := range list[:shown] {
			f := list[i].finding()
			for _, line := range side([]string{p.where(f), p.what(f), p.turn(c, &list[i])}, widths) {
				lines = append(lines, "  "+line)
			}
		}
		if n > shown {
			lines = append(lines, "  "+p.paint(dim, p.say(msgMore, "n", n-shown)))
		}
		rows = append(rows, []string{p.paint(severityColor(list[0].Severity), Safe(list[0].Severity)), strings.Join(lines, "\n")})
		list = list[n:]
	}
	p.table([]column{{}, {}}, rows, true)
}

// turn says what became of a finding, since when it is so, and why.
func (p *page) turn(c policies.Control, x *Change) string {
	name := func(s policies.Status) string {
		if s == "" {
			return p.say(msgDiffNotThere)
		}
		return string(s)
	}
	out := fmt.Sprintf("%s -> %s", name(x.Was), name(x.Status))
	if !x.FirstSeen.IsZero() {
		out += ", " + p.say(msgSince, "day", day(x.FirstSeen))
	}
	if !x.FailedSince.IsZero() {
		out += ", " + p.say(msgFailedSince, "day", day(x.FailedSince))
	}
	if x.Suppressed != nil {
		out += "\n" + accepted(x.Suppressed, p.o.Lang)
	}
	reason := Safe(x.Reason)
	if _, ok := c.Reasons[x.ReasonCode]; ok {
		reason = Reason(c, x.ReasonCode, x.ReasonArgs, p.o.Lang)
	} else if t, ok := policies.EngineReasons[x.ReasonCode]; ok {
		reason = Reason(policies.Control{Reasons: map[string]policies.Text{x.ReasonCode: t}}, x.ReasonCode, x.ReasonArgs, p.o.Lang)
	}
	if reason != "" && x.Status != "" {
		out += "\n" + reason
	}
	return out
}

func (x *Change) finding() *policies.Finding {
	return &policies.Finding{ID: x.ID, Control: x.Control, Severity: x.Severity, Account: x.Account, Region: x.Region, Resource: x.Resource}
}
