package report

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"kijun/policies"
)

// RunSchema names the form of the summary of a run. Another number means another form.
const RunSchema = "urn:kijun:run:1"

// Run is the summary of one evaluation, as a history keeps it.
type Run struct {
	Schema string `json:"schema"`
	// Name tells runs of a history apart: the time of the evidence, when it was written, and chance.
	Name string `json:"name"`
	// At is the time against which ages were measured.
	At         time.Time `json:"at"`
	Written    time.Time `json:"written"`
	Kijun      string    `json:"kijun"`
	Snapshot   string    `json:"snapshot"`
	Policies   string    `json:"policies"`
	Incomplete bool      `json:"incomplete,omitempty"`
	Accounts   []string  `json:"accounts"` // sorted
	// Selection is a digest of the ids of the controls: runs of the same accounts and selection can be compared finding by finding.
	Selection string `json:"selection"`
	// Summary is the score over all standards, Scores those of each.
	Summary StandardScore   `json:"summary"`
	Scores  []StandardScore `json:"scores"`
	// Failed are the failed findings that count, by severity; Unknown those that could not be decided and count; Suppressed those that did
	// not pass and were accepted.
	Failed     map[string]int `json:"failed"`
	Unknown    int            `json:"unknown"`
	Suppressed int            `json:"suppressed"`
	Gaps       int            `json:"gaps"`
	Errors     int            `json:"errors"`
	// Gate is the exit status that the run's gate gave, and why.
	Gate int    `json:"gate"`
	Why  string `json:"why"`
	// SHA256 is that of the compressed result, Bytes its size.
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// RunOf is the summary of a result, without what only its writer knows.
func RunOf(res *policies.Result) Run {
	r := Run{Schema: RunSchema, At: res.AsOf.UTC(), Kijun: res.Kijun, Snapshot: res.Snapshot, Policies: res.Policies, Incomplete: res.Incomplete, Accounts: []string{},
		Summary: Summary(res), Scores: Scores(res), Failed: map[string]int{}, Gaps: len(res.Gaps), Errors: len(res.Errors)}
	for _, a := range res.Accounts {
		r.Accounts = append(r.Accounts, a.ID)
	}
	slices.Sort(r.Accounts)
	var ids []string
	for _, c := range res.Controls {
		ids = append(ids, c.ID)
	}
	slices.Sort(ids)
	sum := sha256.Sum256([]byte(strings.Join(ids, "\n")))
	r.Selection = hex.EncodeToString(sum[:8])
	for t := range res.Findings.Tallies() {
		if n := t.Failed - t.Suppressed.Failed; n > 0 {
			r.Failed[t.Severity] += n
		}
		r.Unknown += t.Warning + t.NotAvailable - t.Suppressed.Warning - t.Suppressed.NotAvailable
		r.Suppressed += t.Suppressed.Open()
	}
	return r
}

// Like says whether two runs are of the same accounts and controls.
func (r Run) Like(o Run) bool {
	return slices.Equal(r.Accounts, o.Accounts) && r.Selection == o.Selection
}

// Shares says whether two runs have an account in common.
func (r Run) Shares(o Run) bool {
	return slices.ContainsFunc(r.Accounts, func(id string) bool { return slices.Contains(o.Accounts, id) })
}

// FailedTotal is the number of failed findings of all severities.
func (r Run) FailedTotal() int {
	n := 0
	for _, x := range r.Failed {
		n += x
	}
	return n
}
