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
	New       Kind = "new"       // it fails, and the last run did not know the resource
	Worse     Kind = "worse"     // it fails, and passed or was undecided before
	Undecided Kind = "undecided" // it could be decided before
	Resolved  Kind = "resolved"  // it failed before, and passes now or its resource is gone
)

var kinds = []Kind{New, Worse, Undecided, Resolved}

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
	Reason   string          `json:"reason"` // in the language of the run
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
	Link    string   `json:"link,omitempty"`
}

// MaxChanges is how many changes a notice lists; the others are in the result.
const MaxChanges = 5000

// Silent says whether there is nothing to tell: no change, no trouble, and not the first run.
func (n *Notice) Silent() bool {
	return n.Since != nil && len(n.Troubles) == 0 && n.changes() == 0
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

// Past is what a notice has to know of an earlier run.
type Past struct {
	AsOf     time.Time
	Regions  map[string][]string // by account: those that were judged
	Coverage *int                // of all standards, percent
	Scores   map[string]*int
	Findings map[string]PastFinding // by id, those that count
}

// PastFinding is a finding of an earlier run.
type PastFinding struct {
	Status   policies.Status
	Severity string
	Control  string
	Account  string
	Region   string
	Resource string
}

// Remember takes of a result what the notice of the next run has to know.
func Remember(res *policies.Result) *Past {
	p := &Past{AsOf: res.AsOf, Regions: map[string][]string{}, Scores: map[string]*int{}, Findings: map[string]PastFinding{}, Coverage: report.Summary(res).Coverage}
	for _, a := range res.Accounts {
		p.Regions[a.ID] = a.Regions
	}
	for _, s := range report.Scores(res) {
		p.Scores[s.ID] = s.Score
	}
	for f := range res.Findings.All() {
		if f.Status != policies.NotApplicable {
			p.Findings[f.ID] = PastFinding{f.Status, f.Severity, f.Control, f.Account, f.Region, f.Resource.ID}
		}
	}
	return p
}

// Compare makes the notice of a run. before is nil when there is no earlier one. Findings that somebody suppressed are told of no more.
// What lies in an account or region that the last run did not reach is no change, and what this run did not reach is not resolved.
func Compare(before *Past, res *policies.Result) *Notice {
	n := &Notice{Kijun: res.Kijun, Lang: res.Lang, AsOf: res.AsOf.UTC(), Snapshot: res.Snapshot, Accounts: []string{}, Troubles: []Trouble{}, Scores: []Score{},
		Counts: map[Kind]int{}, Changes: []Change{}}
	now := map[string][]string{}
	for _, a := range res.Accounts {
		now[a.ID] = a.Regions
		n.Accounts = append(n.Accounts, a.ID)
	}
	if before != nil {
		since := before.AsOf.UTC()
		n.Since = &since
	}
	for _, s := range report.Scores(res) {
		if s.Score == nil {
			continue
		}
		score := Score{Standard: s.ID, Title: policies.Text{En: s.Title, Ja: s.TitleJa}, Now: s.Score}
		if before != nil {
			score.Before = before.Scores[s.ID]
		}
		n.Scores = append(n.Scores, score)
	}
	n.degraded(before, res, now)
	n.compare(before, res, now)
	return n.seal()
}

// degraded finds what makes this run worth less than the one before.
func (n *Notice) degraded(before *Past, res *policies.Result, now map[string][]string) {
	trouble := func(code string, pairs ...string) {
		t := Trouble{Code: code}
		for i := 0; i+1 < len(pairs); i += 2 {
			if t.Args == nil {
				t.Args = map[string]string{}
			}
			t.Args[pairs[i]] = report.Safe(pairs[i+1])
		}
		n.Troubles = append(n.Troubles, t)
	}
	if res.Incomplete {
		trouble("incomplete")
	}
	if len(res.Accounts) == 0 || res.Findings.Len() == 0 {
		trouble("nothing")
	}
	if len(res.Errors) > 0 {
		trouble("errors", "n", fmt.Sprint(len(res.Errors)), "first", res.Errors[0])
	}
	if before == nil {
		return
	}
	for _, account := range slices.Sorted(maps.Keys(before.Regions)) {
		regions, there := now[account]
		if !there {
			trouble("account_missing", "account", account)
			continue
		}
		for _, region := range before.Regions[account] {
			if !slices.Contains(regions, region) {
				trouble("region_missing", "account", account, "region", region)
			}
		}
	}
	coverage := report.Summary(res).Coverage
	switch {
	case before.Coverage == nil:
	case coverage == nil:
		trouble("coverage_none", "before", fmt.Sprint(*before.Coverage))
	case *coverage < *before.Coverage:
		trouble("coverage_fell", "before", fmt.Sprint(*before.Coverage), "now", fmt.Sprint(*coverage), "gaps", fmt.Sprint(len(res.Gaps)))
	}
}

func (n *Notice) compare(before *Past, res *policies.Result, now map[string][]string) {
	titles := map[string]policies.Text{}
	for _, c := range res.Controls {
		if c.Disabled == "" {
			titles[c.ID] = c.Title
		}
	}
	var changes []Change
	seen := map[string]bool{}
	undecided := map[[3]string]bool{} // control, account and region where something could not be decided
	for f := range res.Findings.All() {
		if f.Status == policies.Failed {
			n.Failed++
		}
		if f.Status == policies.NotAvailable {
			undecided[[3]string{f.Control, f.Account, f.Region}] = true
		}
		if before == nil {
			continue
		}
		old, known := before.Findings[f.ID]
		if known {
			seen[f.ID] = true
		}
		regions, reached := before.Regions[f.Account]
		if !known && (!reached || f.Region != "global" && !slices.Contains(regions, f.Region)) {
			continue
		}
		kind := Kind("")
		failed, wasFailed := f.Status == policies.Failed, old.Status == policies.Failed
		open := f.Status == policies.NotAvailable || f.Status == policies.Warning
		switch {
		case f.Suppressed != nil:
		case failed && !known:
			kind = New
		case failed && !wasFailed:
			kind = Worse
		case open && known && (wasFailed || old.Status == policies.Passed):
			kind = Undecided
		case wasFailed && (f.Status == policies.Passed || f.Status == policies.NotApplicable):
			kind = Resolved
		}
		if kind == "" {
			continue
		}
		n.Counts[kind]++
		changes = append(changes, Change{Kind: kind, Finding: f.ID, Control: f.Control, Title: titles[f.Control], Severity: f.Severity, Status: f.Status, Account: f.Account,
			Region: f.Region, Resource: f.Resource.ID, Reason: f.Reason})
		changes = shorten(changes, 4*MaxChanges)
	}
	if before != nil {
		for _, id := range slices.Sorted(maps.Keys(before.Findings)) {
			old := before.Findings[id]
			_, judged := titles[old.Control]
			regions, reached := now[old.Account]
			if seen[id] || old.Status != policies.Failed || !judged || !reached || res.Incomplete || old.Region != "global" && !slices.Contains(regions, old.Region) ||
				undecided[[3]string{old.Control, old.Account, old.Region}] {
				continue
			}
			n.Counts[Resolved]++
			changes = append(changes, Change{Kind: Resolved, Finding: id, Control: old.Control, Title: titles[old.Control], Severity: old.Severity, Account: old.Account,
				Region: old.Region, Resource: old.Resource})
			changes = shorten(changes, 4*MaxChanges)
		}
	}
	n.Changes = append(n.Changes, shorten(order(changes), MaxChanges)...)
	n.LeftOut = n.changes() - len(n.Changes)
}

// shorten keeps the most urgent changes once there are more than most.
func shorten(changes []Change, most int) []Change {
	if len(changes) <= most {
		return changes
	}
	return slices.Clone(order(changes)[:min(most, MaxChanges)])
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
