package report

import (
	"cmp"
	"slices"
	"strings"

	"kijun/policies"
)

// Status is the status of a control over all its findings, in Security Hub's words
// (https://docs.aws.amazon.com/securityhub/latest/userguide/controls-overall-status.html).
type Status string

// The statuses of a control. NoData and Disabled do not count in a score.
const (
	Passed   Status = "PASSED"
	Failed   Status = "FAILED"
	Unknown  Status = "UNKNOWN"
	NoData   Status = "NO_DATA"
	Disabled Status = "DISABLED"
)

// StandardScore is the score of one standard and what it rests on.
type StandardScore struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	TitleJa string `json:"title_ja"`
	Source  string `json:"source"`
	// Score is 0 to 100; nil when no control counts, which is neither 0 nor 100.
	Score *int `json:"score"`
	// Interval is the score if every Unknown were Failed, and if every Unknown were Passed; nil when Score is.
	Interval []int `json:"interval"`
	Passed   int   `json:"passed"`
	Failed   int   `json:"failed"`
	Unknown  int   `json:"unknown"`
	NoData   int   `json:"no_data"`
	Disabled int   `json:"disabled"`
	// Coverage is the percentage of counting controls that are decided, rounded down so that 100 means all; nil when Score is.
	Coverage *int `json:"coverage"`
	// Empty is how many of Passed passed only because no resource was in scope.
	Empty int `json:"empty"`
	// Implemented, Manual and Total count the standard's requirements: those that a control of the result answers, those that only a
	// person can, and all.
	Implemented int `json:"implemented"`
	Manual      int `json:"manual"`
	Total       int `json:"total"`
}

// ControlStatus folds the findings of one control over accounts and regions: Failed before Unknown before Passed before No data.
// Findings of other controls, NOT_APPLICABLE and suppressed ones are left out. A control that is disabled in one account of several
// still has the findings of the others, so Disabled is what is left when there are none.
func ControlStatus(c policies.Control, findings policies.Findings) Status {
	var t tally
	for x := range findings.Tallies() {
		if x.Control == c.ID {
			t.add(x)
		}
	}
	return t.status(c)
}

// tally counts the findings of one control that Security Hub would count.
type tally struct {
	passed, failed, unknown int
	empty                   int // of passed
}

func (t *tally) add(x policies.Tally) {
	t.passed += x.Passed - x.Suppressed.Passed
	t.empty += x.Empty - x.Suppressed.Empty
	t.failed += x.Failed - x.Suppressed.Failed
	t.unknown += x.Warning + x.NotAvailable - x.Suppressed.Warning - x.Suppressed.NotAvailable
}

// move counts n findings of a status more.
func (t *tally) move(s policies.Status, empty bool, n int) {
	switch s {
	case policies.Passed:
		t.passed += n
		if empty {
			t.empty += n
		}
	case policies.Failed:
		t.failed += n
	case policies.Warning, policies.NotAvailable:
		t.unknown += n
	}
}

func (t *tally) status(c policies.Control) Status {
	switch {
	case t.failed > 0:
		return Failed
	case t.unknown > 0:
		return Unknown
	case t.passed > 0:
		return Passed
	case c.Disabled != "":
		return Disabled
	}
	return NoData
}

// onlyEmpty says whether a passing control passed only because nothing was in scope anywhere.
func (t *tally) onlyEmpty() bool { return t.passed > 0 && t.passed == t.empty }

func tallies(res *policies.Result) map[string]*tally {
	out := make(map[string]*tally, len(res.Controls))
	for _, c := range res.Controls {
		out[c.ID] = &tally{}
	}
	for x := range res.Findings.Tallies() {
		if t := out[x.Control]; t != nil {
			t.add(x)
		}
	}
	return out
}

// Scores are the scores of the chosen standards over all accounts and regions, in their order
// (https://docs.aws.amazon.com/securityhub/latest/userguide/standards-security-score.html).
func Scores(res *policies.Result) []StandardScore { return scoresOf(res, tallies(res)) }

func scoresOf(res *policies.Result, ts map[string]*tally) []StandardScore {
	out := make([]StandardScore, 0, len(res.AllStandards))
	for _, s := range res.AllStandards {
		x := StandardScore{ID: s.ID, Title: s.Title.En, TitleJa: s.Title.Ja, Source: s.Source, Manual: s.Manual, Total: s.Total}
		requirements := map[string]bool{}
		for _, c := range res.Controls {
			numbers, ok := c.Standards[s.ID]
			if !ok {
				continue
			}
			for _, n := range numbers {
				requirements[n] = true
			}
			x.count(c, ts[c.ID])
		}
		x.Implemented = len(requirements)
		for _, r := range s.Requirements {
			if r.Manual != nil && requirements[r.ID] { // a control of the user's answers it
				x.Manual--
			}
		}
		x.score()
		out = append(out, x)
	}
	return out
}

// summary is the id of the score over all standards.
const summary = "summary"

// Summary is the score over all chosen standards, each of their controls counted once. The score page also calls it an average;
// its worked example is this union.
func Summary(res *policies.Result) StandardScore { return summaryOf(res, tallies(res)) }

func summaryOf(res *policies.Result, ts map[string]*tally) StandardScore {
	x := StandardScore{ID: summary, Title: say(msgSummary, "en"), TitleJa: say(msgSummary, "ja")}
	for _, c := range res.Controls {
		if slices.ContainsFunc(res.AllStandards, func(s policies.Standard) bool { _, ok := c.Standards[s.ID]; return ok }) {
			x.count(c, ts[c.ID])
		}
	}
	for _, s := range scoresOf(res, ts) {
		x.Implemented += s.Implemented
		x.Manual += s.Manual
		x.Total += s.Total
	}
	x.score()
	return x
}

// AccountScore are the scores of one account by itself. Those of the organization are no mean of these: a control that fails in one account
// fails in the organization.
type AccountScore struct {
	Account   string            `json:"account"`
	Name      string            `json:"name,omitempty"`
	Summary   AccountStandard   `json:"summary"`
	Standards []AccountStandard `json:"standards"` // in the order of the result's
}

// AccountStandard is the score of one standard in one account. Score, Interval and Coverage mean what they mean in StandardScore.
type AccountStandard struct {
	ID       string `json:"id"`
	Score    *int   `json:"score"`
	Interval []int  `json:"interval"`
	Coverage *int   `json:"coverage"`
	Passed   int    `json:"passed"`
	Failed   int    `json:"failed"`
	Unknown  int    `json:"unknown"`
}

// AccountScores are the accounts' own scores, where a result has several accounts. What is about the organization counts in none of them.
func AccountScores(res *policies.Result) []AccountScore {
	if len(res.Accounts) < 2 {
		return nil
	}
	ours := map[string]bool{}
	for _, c := range res.Controls {
		ours[c.ID] = res.Organization != nil && c.Subject == "organization"
	}
	by := map[string]map[string]*tally{}
	for x := range res.Findings.Tallies() {
		if ours[x.Control] {
			continue
		}
		if by[x.Account] == nil {
			by[x.Account] = map[string]*tally{}
		}
		if by[x.Account][x.Control] == nil {
			by[x.Account][x.Control] = &tally{}
		}
		by[x.Account][x.Control].add(x)
	}
	brief := func(s StandardScore) AccountStandard {
		return AccountStandard{s.ID, s.Score, s.Interval, s.Coverage, s.Passed, s.Failed, s.Unknown}
	}
	none := &tally{}
	out := make([]AccountScore, 0, len(res.Accounts))
	for _, a := range res.Accounts {
		ts := make(map[string]*tally, len(res.Controls))
		for _, c := range res.Controls {
			if ts[c.ID] = by[a.ID][c.ID]; ts[c.ID] == nil {
				ts[c.ID] = none
			}
		}
		x := AccountScore{Account: a.ID, Name: a.Name, Standards: []AccountStandard{}}
		all := scoresOf(res, ts)
		for _, s := range all {
			x.Standards = append(x.Standards, brief(s))
		}
		x.Summary = brief(summaryOf(res, ts))
		out = append(out, x)
	}
	return out
}

func (x *StandardScore) count(c policies.Control, t *tally) {
	switch t.status(c) {
	case Passed:
		x.Passed++
		if t.onlyEmpty() {
			x.Empty++
		}
	case Failed:
		x.Failed++
	case Unknown:
		x.Unknown++
	case NoData:
		x.NoData++
	case Disabled:
		x.Disabled++
	}
}

func (x *StandardScore) score() {
	of := x.Passed + x.Failed + x.Unknown
	if of == 0 {
		return
	}
	score, coverage := percent(x.Passed, of), 100*(x.Passed+x.Failed)/of
	x.Score, x.Coverage = &score, &coverage
	x.Interval = []int{score, percent(x.Passed+x.Unknown, of)}
}

// percent rounds to the nearest whole, .5 upwards: the documentation leaves that case open.
func percent(part, of int) int { return (200*part + of) / (2 * of) }

var severities = []string{"CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL"}

// rank orders severities from the worst; an unknown one comes last.
func rank(severity string) int {
	if i := slices.Index(severities, severity); i >= 0 {
		return i
	}
	return len(severities)
}

// compareIDs orders control ids by service and then by number: S3.8 before S3.10.
func compareIDs(a, b string) int {
	as, an := splitID(a)
	bs, bn := splitID(b)
	return cmp.Or(cmp.Compare(as, bs), cmp.Compare(len(an), len(bn)), cmp.Compare(an, bn))
}

func splitID(id string) (service, number string) {
	i := strings.LastIndexAny(id, "./")
	return id[:i+1], id[i+1:]
}
