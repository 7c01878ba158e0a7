// Package report turns a result into what people and programs read: scores, tables, documents, plans and the verdict of a gate.
// It asks no clock, no network and no environment: the same result and options give the same bytes.
package report

import "kijun/policies"

// Report is a result with what was asked for beside it.
type Report struct {
	Result *policies.Result
	// Plan is the remediation plan. Nil means that nobody asked for one, empty that there is nothing to do.
	Plan []PlanStep
	// Suppressions are the entries of the file of suppressions that somebody should look at: expired, unused, too broad. Nil means that
	// there is no such file.
	Suppressions []policies.SuppressionNote
	// Trend are the earlier runs of the same accounts and controls that a history holds, oldest first. Nil means that there is no history.
	Trend []Run
	// Drill is what attacks on the accounts would meet. Nil means that nobody asked for it.
	Drill *policies.Drill
}

// Options say how a report is shown to a person.
type Options struct {
	// Lang is "en" or "ja"; empty means the language of the result.
	Lang string
	// Width is the number of columns of the terminal. 0 means that there is none: lines are as long as they need to be and rules are ASCII.
	Width int
	// Color allows escape sequences for severities and statuses.
	Color bool
	// Limit is how many lines a list below one heading may have before it says how many more there are; 0 means all.
	Limit int
	// Destructive lets the script of a plan hold steps that destroy something.
	Destructive bool
}

// DefaultLimit is a Limit at which the report of a large account is still read by a person.
const DefaultLimit = 10

func (o Options) lang(res *policies.Result) string {
	if o.Lang == "" {
		return res.Lang
	}
	return o.Lang
}
