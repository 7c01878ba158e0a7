package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kijun/policies"
)

// The exit statuses of a gate. GateUsage is for limits that name no severity, standard or percentage.
const (
	GatePassed    = 0
	GateFailed    = 1
	GateUndecided = 2
	GateUsage     = 3
)

// GateOptions are the limits that a result is held against. The zero value asks for nothing and always passes.
type GateOptions struct {
	// FailOn is a severity: a FAILED finding of it or of a worse one fails the gate. Empty: no such limit.
	FailOn string
	// MinScore are the lowest scores that pass, by standard; "" stands for every standard that has no limit of its own.
	MinScore map[string]int
	// FailOnUnknown turns undecided into failed. Alone it asks that every control be decided.
	FailOnUnknown bool
	// MaxFailed is how many FAILED findings of any severity pass; nil: no such limit.
	MaxFailed *int
	// Baseline is an earlier result: FailOn and MaxFailed then look only at findings that are new or worse, and without them none may be.
	// Scores are those of the whole result.
	Baseline *Past
}

// Asked says whether there is a limit at all.
func (o GateOptions) Asked() bool {
	return o.FailOn != "" || len(o.MinScore) > 0 || o.FailOnUnknown || o.MaxFailed != nil || o.Baseline != nil
}

// Check says what is wrong with the limits, given the ids of the standards that will be scored. It needs no result: run it before a scan.
func (o GateOptions) Check(standards []string) error {
	if o.FailOn != "" && !slices.Contains(severities, o.FailOn) {
		return fmt.Errorf("there is no severity %q; there are %s", o.FailOn, strings.Join(severities, ", "))
	}
	if o.MaxFailed != nil && *o.MaxFailed < 0 {
		return fmt.Errorf("the number of failed findings that pass is 0 or more, not %d", *o.MaxFailed)
	}
	for _, id := range slices.Sorted(maps.Keys(o.MinScore)) {
		if n := o.MinScore[id]; n < 0 || n > 100 {
			return fmt.Errorf("a score is 0 to 100, not %d", n)
		}
		if id != "" && !slices.Contains(standards, id) {
			return fmt.Errorf("there is no score of the standard %q; there are %s", id, strings.Join(standards, ", "))
		}
	}
	return nil
}

// Gate holds a result against the limits and says why it decided so, in the language of the result. Failed beats undecided:
// what is known to be wrong stays wrong whatever could not be read.
func Gate(res *policies.Result, o GateOptions) (exit int, why string) {
	var ids []string
	for _, s := range res.AllStandards {
		ids = append(ids, s.ID)
	}
	if err := o.Check(ids); err != nil {
		return GateUsage, err.Error()
	}
	if !o.Asked() {
		return GatePassed, say(msgGateNone, res.Lang)
	}
	g := gate{lang: res.Lang, baseline: o.Baseline}
	g.evaluated(res)
	if o.FailOn != "" || o.Baseline != nil && o.MaxFailed == nil || len(o.MinScore) == 0 && o.MaxFailed == nil {
		g.severity(res, o.FailOn)
	}
	if o.MaxFailed != nil {
		g.number(res, *o.MaxFailed)
	}
	if len(o.MinScore) > 0 && len(ids) == 0 {
		g.undecided = append(g.undecided, say(msgGateNoStandard, g.lang))
	}
	for _, s := range Scores(res) {
		limit, ok := o.MinScore[s.ID]
		if !ok {
			limit, ok = o.MinScore[""]
		}
		if ok {
			g.score(s, limit)
		}
	}
	if o.FailOnUnknown && len(g.undecided) > 0 {
		g.failed, g.undecided = append(g.failed, g.undecided...), nil
	}
	switch {
	case len(g.failed) > 0:
		return GateFailed, say(msgGateFailed, g.lang, "why", strings.Join(g.failed, "; "))
	case len(g.undecided) > 0:
		return GateUndecided, say(msgGateUndecided, g.lang, "why", strings.Join(g.undecided, "; "))
	}
	return GatePassed, say(msgGatePassed, g.lang, "why", strings.Join(g.passed(), "; "))
}

type gate struct {
	lang              string
	baseline          *Past
	failed, undecided []string
	met               []string // what passed
	scores            []string // scores that reached their limits
}

// passed says why the gate passed; many scores are counted.
func (g *gate) passed() []string {
	if len(g.scores) > 3 {
		return append(g.met, say(msgGateScores, g.lang, "n", len(g.scores)))
	}
	return append(g.met, g.scores...)
}

func (g *gate) evaluated(res *policies.Result) {
	evaluated := 0
	for t := range res.Findings.Tallies() {
		evaluated += t.Passed + t.Failed + t.Warning + t.NotAvailable
	}
	if evaluated == 0 {
		g.undecided = append(g.undecided, say(msgGateNothing, g.lang))
	}
	if res.Incomplete {
		g.undecided = append(g.undecided, say(msgGateIncomplete, g.lang))
	}
}

// counts says whether the gate looks at a finding as failed, or as unknown.
func (g *gate) counts(f *policies.Finding) (failed, unknown bool) {
	if g.baseline != nil {
		was, known := g.baseline.Was(f.ID)
		return changed(f, was, known)
	}
	return changed(f, Was{}, false)
}

// severity looks at the controls of a severity or a worse one; of all when it is empty, and then, without a baseline, only for what is
// undecided.
func (g *gate) severity(res *policies.Result, least string) {
	worst := len(severities)
	if least != "" {
		worst = rank(least)
	}
	failed, unknown := map[string]bool{}, map[string]bool{}
	for f := range res.Findings.Where(func(t policies.Tally) bool { return rank(t.Severity) <= worst && open(t) > 0 }) {
		switch bad, open := g.counts(f); {
		case bad:
			failed[f.Control] = true
		case open:
			unknown[f.Control] = true
		}
	}
	ofFailed, ofUnknown := msgGateFindings, msgGateUnknown
	if g.baseline != nil {
		ofFailed, ofUnknown = msgGateNew, msgGateNewUnknown
	} else if least == "" {
		clear(failed)
	}
	given := least != ""
	if !given {
		least = severities[len(severities)-1]
	}
	if len(failed) > 0 {
		g.failed = append(g.failed, say(ofFailed, g.lang, "severity", least, "controls", idList(failed, 8)))
	}
	for id := range failed {
		delete(unknown, id)
	}
	if len(unknown) > 0 {
		g.undecided = append(g.undecided, say(ofUnknown, g.lang, "severity", least, "controls", idList(unknown, 8)))
	}
	switch {
	case g.baseline != nil:
		g.met = append(g.met, say(msgGateNothingNew, g.lang, "severity", least))
	case given:
		g.met = append(g.met, say(msgGateNoFindings, g.lang, "severity", least))
	default:
		g.met = append(g.met, say(msgGateDecided, g.lang))
	}
}

// open is how many findings of a tally did not pass and count.
func open(t policies.Tally) int { return t.Failed + t.Warning + t.NotAvailable - t.Suppressed.Open() }

// number counts findings of every severity. What is unknown could be failed.
func (g *gate) number(res *policies.Result, most int) {
	failed, unknown := 0, 0
	for f := range res.Findings.Where(func(t policies.Tally) bool { return open(t) > 0 }) {
		switch bad, open := g.counts(f); {
		case bad:
			failed++
		case open:
			unknown++
		}
	}
	tooMany, perhaps, few := msgGateMany, msgGatePerhaps, msgGateFew
	if g.baseline != nil {
		tooMany, perhaps, few = msgGateManyNew, msgGatePerhapsNew, msgGateFewNew
	}
	switch {
	case failed > most:
		g.failed = append(g.failed, say(tooMany, g.lang, "failed", failed, "limit", most))
	case failed+unknown > most:
		g.undecided = append(g.undecided, say(perhaps, g.lang, "failed", failed, "unknown", unknown, "limit", most))
	default:
		g.met = append(g.met, say(few, g.lang, "failed", failed, "limit", most))
	}
}

func (g *gate) score(s StandardScore, limit int) {
	switch {
	case s.Score == nil:
		g.undecided = append(g.undecided, say(msgGateNoScore, g.lang, "standard", s.ID))
	case s.Interval[1] < limit:
		g.failed = append(g.failed, say(msgGateLow, g.lang, "standard", s.ID, "score", span(s.Interval), "limit", limit))
	case s.Interval[0] < limit:
		g.undecided = append(g.undecided, say(msgGateStraddles, g.lang, "standard", s.ID, "score", span(s.Interval), "limit", limit))
	default:
		g.scores = append(g.scores, say(msgGateReached, g.lang, "standard", s.ID, "score", span(s.Interval), "limit", limit))
	}
}

// span writes an interval: "74", or "70-81" when its ends differ.
func span(interval []int) string {
	if interval[0] == interval[1] {
		return fmt.Sprint(interval[0])
	}
	return fmt.Sprintf("%d-%d", interval[0], interval[1])
}

// idList writes control ids in order, the first most of them; 0 means all.
func idList(ids map[string]bool, most int) string {
	all := slices.SortedFunc(maps.Keys(ids), compareIDs)
	more := ""
	if most > 0 && len(all) > most {
		more = fmt.Sprintf(" (+%d)", len(all)-most)
		all = all[:most]
	}
	return Safe(strings.Join(all, ", ")) + more
}
