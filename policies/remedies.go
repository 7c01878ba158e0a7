package policies

import (
	"slices"
)

// Risk says what a step may do to what runs, from nothing to the worst.
type Risk string

// The risks of operations.
const (
	RiskNone    Risk = "none"    // nothing that works today stops
	RiskAccess  Risk = "access"  // who or what relied on the old permission or path is denied
	RiskRestart Risk = "restart" // something restarts, fails over, or is replaced
	RiskLoss    Risk = "loss"    // something is gone afterwards
)

var risks = []Risk{RiskNone, RiskAccess, RiskRestart, RiskLoss}

// weight divides what a step is worth in the order of the plan.
func (r Risk) weight() int { return []int{2, 3, 5, 20}[max(0, slices.Index(risks, r))] }

// riskOf is the worst risk of the calls.
func riskOf(calls []Call) Risk {
	worst := RiskNone
	for _, c := range calls {
		if r := remedies[c.Service+":"+c.Operation].risk; slices.Index(risks, r) > slices.Index(risks, worst) {
			worst = r
		}
	}
	return worst
}

type remedy struct{ risk Risk }

var remedies = map[string]remedy{}
