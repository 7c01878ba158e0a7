// Package notify tells people and programs what changed between two runs: through webhooks, mail, and whatever else gives a Sender. It is
// silent when nothing changed and loud when the scan itself degraded. What could not be sent is kept and sent with the next run.
package notify

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kijun/policies"
	"kijun/report"
)

// Schema names the form of a notice in JSON, which generic webhooks receive and the outbox keeps. Another number means another form.
const Schema = "urn:kijun:notice:1"

// Kind says how a finding changed.
type Kind string

// The kinds of changes, most urgent first.
const (
	New       Kind = "new"       // it fails, and passed or was not there before
	Worse     Kind = "worse"     // it fails, and was undecided, milder or suppressed before
	Undecided Kind = "undecided" // it could be decided before
	Resolved  Kind = "resolved"  // it failed or was undecided before, and passes now or its resource is gone
	Accepted  Kind = "accepted"  // somebody suppressed it
)

var kinds = []Kind{New, Worse, Undecided, Resolved, Accepted}

// Change is a finding whose verdict is another one than in the last run.
type Change struct {
	Kind     Kind            `json:"kind"`
	Finding  string          `json:"finding"`
	Control  string          `json:"control"`
	Title    policies.Text   `json:"title"`
	Severity string          `json:"severity"`
	Status   policies.Status `json:"status"` // now; empty when the resource is gone
	Account  string          `json:"account"`
	Region   string          `json:"region"`
	Resource string          `json:"resource"`
	Reason   string          `json:"reason"`         // in the language of the run
	Since    time.Time       `json:"since,omitzero"` // when it was first seen as it is
}

// Trouble is why a scan is worth less than the one before, or is none. Code is a key of troubles, Args fill its sentence.
type Trouble struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

// Score is a standard's score now and in the last run; nil where there is none.
type Score struct {
	Standard string        `json:"standard"`
	Title    policies.Text `json:"title"`
	Before   *int          `json:"before"`
	Now      *int          `json:"now"`
}

// Notice is what there is to tell about one run.
type Notice struct {
	Schema   string       `json:"schema"`
	ID       string       `json:"id"` // the same for the same notice: who gets it twice can tell
	Kijun    string       `json:"kijun"`
	Lang     string       `json:"lang"`
	AsOf     time.Time    `json:"as_of"`
	Since    *time.Time   `json:"since"` // as_of of the run it is compared with; nil: there was none
	Snapshot string       `json:"snapshot,omitempty"`
	Accounts []string     `json:"accounts"`
	Troubles []Trouble    `json:"troubles"`
	Scores   []Score      `json:"scores"`
	Counts   map[Kind]int `json:"counts"` // of changes
	Failed   int          `json:"failed"` // failed findings of the run
	// Changes are the most urgent ones, at most MaxChanges.
	Changes []Change `json:"changes"`
	LeftOut int      `json:"left_out"` // changes that are not in the list
	// FirstTime are findings that did not pass in accounts and regions that the last run did not reach: they are no change.
	FirstTime int    `json:"first_time,omitempty"`
	Link      string `json:"link,omitempty"`
}

// MaxChanges is how many changes a notice lists; the others are in the result.
const MaxChanges = 5000

// Silent says whether there is nothing to tell: no change, no trouble, and not the first run.
func (n *Notice) Silent() bool {
	return n.Since != nil && len(n.Troubles) == 0 && n.changes() == 0 && n.FirstTime == 0
}

// Loud says whether the scan itself is what the notice is about.
func (n *Notice) Loud() bool { return len(n.Troubles) > 0 }

func (n *Notice) changes() int {
	all := 0
	for _, k := range kinds {
		all += n.Counts[k]
	}
	return all
}

// seal gives the notice its ID.
func (n *Notice) seal() *Notice {
	n.Schema, n.ID = Schema, ""
	raw, err := json.Marshal(n)
	if err != nil {
		panic(err) // there is nothing in it that JSON cannot hold
	}
	sum := sha256.Sum256(raw)
	n.ID = hex.EncodeToString(sum[:16])
	return n
}

// counts are how the findings of a control came out.
type counts struct{ passed, failed, unknown int }

func (c *counts) add(f *policies.Finding) {
	switch {
	case f.Status == policies.Passed:
		c.passed++
	case f.Suppressed != nil, f.Status == policies.NotApplicable:
	case f.Status == policies.Failed:
		c.failed++
	default:
		c.unknown++
	}
}

// tally counts the findings of a run by control.
type tally map[string]*counts

func (t tally) add(f *policies.Finding) {
	c := t[f.Control]
	if c == nil {
		c = &counts{}
		t[f.Control] = c
	}
	c.add(f)
}

// measure is the score of controls as Security Hub computes it, and how many percent of those that count are decided; nil where none counts.
func (t tally) measure(controls []string) (score, coverage *int) {
	passed, failed, unknown := 0, 0, 0
	for _, id := range controls {
		switch c := t[id]; {
		case c == nil:
		case c.failed > 0:
			failed++
		case c.unknown > 0:
			unknown++
		case c.passed > 0:
			passed++
		}
	}
	of := passed + failed + unknown
	if of == 0 {
		return nil, nil
	}
	s, c := (200*passed+of)/(2*of), 100*(passed+failed)/of
	return &s, &c
}

// Compare makes the notice of a run. before is the run that it is compared with, nil when there is none. Findings that somebody accepted are told
// once. What lies in an account or region that the last run did not reach is no change, and what this run did not reach is not resolved.
func Compare(before report.Source, res *policies.Result) (*Notice, error) {
	n := &Notice{Kijun: res.Kijun, Lang: res.Lang, AsOf: res.AsOf.UTC(), Snapshot: res.Snapshot, Accounts: []string{}, Troubles: []Trouble{}, Scores: []Score{},
		Counts: map[Kind]int{}, Changes: []Change{}}
	for _, a := range res.Accounts {
		n.Accounts = append(n.Accounts, a.ID)
	}
	now, then := tally{}, tally{}
	for f := range res.Findings.All() {
		now.add(f)
		if f.Status == policies.Failed && f.Suppressed == nil {
			n.Failed++
		}
	}
	var d *report.Difference
	if before != nil {
		var err error
		d, err = report.Diff(func(each func(*policies.Finding) error) (report.Head, error) {
			clear(then) // it is read twice
			return before(func(f *policies.Finding) error {
				then.add(f)
				return each(f)
			})
		}, report.SourceOf(res))
		if err != nil {
			return nil, err
		}
		since := d.From.AsOf.UTC()
		n.Since = &since
	}
	for _, s := range res.AllStandards {
		var ids []string
		for _, c := range res.Controls {
			if _, ok := c.Standards[s.ID]; ok && c.Disabled == "" {
				ids = append(ids, c.ID)
			}
		}
		score := Score{Standard: s.ID, Title: s.Title}
		score.Now, _ = now.measure(ids)
		score.Before, _ = then.measure(ids)
		if score.Now != nil {
			n.Scores = append(n.Scores, score)
		}
	}
	n.degraded(d, res, now, then)
	if d != nil {
		n.differ(d)
	}
	return n.seal(), nil
}

func (n *Notice) trouble(code string, pairs ...string) {
	t := Trouble{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if t.Args == nil {
			t.Args = map[string]string{}
		}
		t.Args[pairs[i]] = report.Safe(pairs[i+1])
	}
	n.Troubles = append(n.Troubles, t)
}

// Reminded is how long a notice repeats that a scan is worth less than it was: long enough that nobody misses it, and not for ever, for an account
// may be closed for good.
const Reminded = 7 * 24 * time.Hour

// Remind adds what earlier runs of these days had and this one still lacks: the last run may have lacked it, too, and then nothing changed.
func (n *Notice) Remind(runs []report.Run, now report.Run) {
	told := map[string]bool{}
	for _, t := range n.Troubles {
		told[t.Code+t.Args["account"]] = true
	}
	missing := map[string]time.Time{}
	coverage := map[string]report.Run{}
	best := func(r report.Run, standard string) *int {
		for _, s := range r.Scores {
			if s.ID == standard {
				return s.Coverage
			}
		}
		return nil
	}
	for _, r := range runs {
		if r.Incomplete || r.At.After(now.At) || now.At.Sub(r.At) > Reminded || r.Selection != now.Selection || !r.Shares(now) {
			continue
		}
		for _, id := range r.Accounts {
			if !slices.Contains(now.Accounts, id) && !told["account_missing"+id] {
				missing[id] = r.At
			}
		}
		for _, s := range now.Scores {
			is, was := s.Coverage, best(r, s.ID)
			if told["coverage_fell"] || told["coverage_none"] || is == nil || was == nil || *was <= *is {
				continue
			}
			if most, ok := coverage[s.ID]; !ok || *best(most, s.ID) <= *was {
				coverage[s.ID] = r
			}
		}
	}
	const day = "2006-01-02"
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		n.trouble("account_still_missing", "account", id, "last", missing[id].UTC().Format(day))
	}
	for _, id := range slices.Sorted(maps.Keys(coverage)) {
		n.trouble("coverage_still_low", "standard", id, "before", fmt.Sprint(*best(coverage[id], id)), "last", coverage[id].At.UTC().Format(day), "now", fmt.Sprint(*best(now, id)))
	}
	n.seal()
}

// places are the regions of accounts.
func places(accounts []policies.Account) map[string][]string {
	out := map[string][]string{}
	for _, a := range accounts {
		out[a.ID] = a.Regions
	}
	return out
}

// degraded finds what makes this run worth less than the one before.
func (n *Notice) degraded(d *report.Difference, res *policies.Result, now, then tally) {
	if res.Incomplete {
		n.trouble("incomplete")
	}
	if len(res.Accounts) == 0 || res.Findings.Len() == 0 {
		n.trouble("nothing")
	}
	if len(res.Errors) > 0 {
		n.trouble("errors", "n", fmt.Sprint(len(res.Errors)), "first", res.Errors[0])
	}
	if d == nil {
		return
	}
	there, was := places(res.Accounts), places(d.From.Accounts)
	for _, account := range slices.Sorted(maps.Keys(was)) {
		regions, ok := there[account]
		if !ok {
			n.trouble("account_missing", "account", account)
			continue
		}
		for _, region := range was[account] {
			if !slices.Contains(regions, region) {
				n.trouble("region_missing", "account", account, "region", region)
			}
		}
	}
	// only what both runs judged can be compared: another choice of controls is no worse scan
	judged := map[string]bool{}
	for _, c := range d.From.Controls {
		judged[c.ID] = c.Disabled == ""
	}
	var both []string
	for _, c := range res.Controls {
		if c.Disabled == "" && judged[c.ID] {
			both = append(both, c.ID)
		}
	}
	_, before := then.measure(both)
	_, after := now.measure(both)
	switch {
	case before == nil:
	case after == nil:
		n.trouble("coverage_none", "before", fmt.Sprint(*before))
	case *after < *before:
		n.trouble("coverage_fell", "before", fmt.Sprint(*before), "now", fmt.Sprint(*after), "gaps", fmt.Sprint(len(res.Gaps)))
	}
}

// differ takes the changes of a difference.
func (n *Notice) differ(d *report.Difference) {
	was := places(d.From.Accounts)
	for _, list := range []struct {
		kind    Kind
		changes []report.Change
	}{{New, d.New}, {Worse, d.Worse}, {Undecided, d.Unknown}, {Resolved, d.Resolved}, {Accepted, d.Suppressed}} {
		for _, c := range list.changes {
			regions, reached := was[c.Account]
			if c.Was == "" && (!reached || c.Region != "global" && !slices.Contains(regions, c.Region)) {
				n.FirstTime++
				continue
			}
			n.Counts[list.kind]++
			if len(n.Changes) < MaxChanges {
				n.Changes = append(n.Changes, Change{Kind: list.kind, Finding: c.ID, Control: c.Control, Title: policies.Text{En: c.Title, Ja: c.TitleJa}, Severity: c.Severity,
					Status: c.Status, Account: c.Account, Region: c.Region, Resource: c.Resource.ID, Reason: c.Reason, Since: c.FirstSeen})
			}
		}
	}
	n.Changes = order(n.Changes)
	n.LeftOut = n.changes() - len(n.Changes)
}

// order puts the most urgent changes first.
func order(changes []Change) []Change {
	severities := policies.Severities()
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(slices.Index(severities, a.Severity), slices.Index(severities, b.Severity)),
			cmp.Compare(a.Control, b.Control), cmp.Compare(a.Finding, b.Finding))
	})
	return changes
}

// Broken is the notice of a run that gave no result. code is a key of troubles.
func Broken(version, lang string, at time.Time, code string, args map[string]string) *Notice {
	safe := map[string]string{}
	for k, v := range args {
		safe[k] = report.Safe(v)
	}
	n := &Notice{Kijun: version, Lang: lang, AsOf: at.UTC(), Accounts: []string{}, Troubles: []Trouble{{Code: code, Args: safe}}, Scores: []Score{}, Counts: map[Kind]int{}, Changes: []Change{}}
	return n.seal()
}

// Add puts a trouble before the others.
func (n *Notice) Add(code string, args map[string]string) {
	n.Troubles = append([]Trouble{{Code: code, Args: args}}, n.Troubles...)
	n.seal()
}

// LinkTo sets where the whole result can be read.
func (n *Notice) LinkTo(url string) {
	n.Link = url
	n.seal()
}

// Least leaves out the changes below a severity. Troubles are told whatever their severity would be.
func (n *Notice) Least(severity string) *Notice {
	if severity == "" {
		return n
	}
	severities := policies.Severities()
	least := slices.Index(severities, severity)
	out := *n
	out.Changes, out.Counts, out.LeftOut = []Change{}, map[Kind]int{}, 0
	for _, c := range n.Changes {
		if i := slices.Index(severities, c.Severity); i >= 0 && i <= least {
			out.Changes = append(out.Changes, c)
			out.Counts[c.Kind]++
		}
	}
	if n.LeftOut > 0 { // they are no more urgent than those that are listed, but who knows how severe
		out.LeftOut = n.LeftOut
	}
	return out.seal()
}

// name is what a change is about, in few words.
func (c Change) name() string {
	if c.Resource == "" || strings.HasPrefix(c.Resource, "AWS::::Account:") {
		return c.Account + " " + c.Region
	}
	return c.Account + " " + c.Region + " " + c.Resource
}
