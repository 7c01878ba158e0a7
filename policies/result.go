package policies

import (
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Status is the verdict of one control on one subject, in Security Hub's words
// (https://docs.aws.amazon.com/securityhub/latest/userguide/controls-overall-status.html).
type Status string

// The statuses of a finding. NotApplicable is listed and never counted; NotAvailable means that the question could not be asked.
const (
	Passed        Status = "PASSED"
	Failed        Status = "FAILED"
	Warning       Status = "WARNING"
	NotAvailable  Status = "NOT_AVAILABLE"
	NotApplicable Status = "NOT_APPLICABLE"
)

// Text is a sentence in the two languages of the product. Placeholders like {key} are filled from a finding's arguments.
type Text struct {
	En string `json:"en" yaml:"en"`
	Ja string `json:"ja" yaml:"ja"`
}

// In returns the text in lang ("ja", everything else is English).
func (t Text) In(lang string) string {
	if lang == "ja" && t.Ja != "" {
		return t.Ja
	}
	return t.En
}

// Resource is what a finding is about. Account-level subjects are AWS::::Account:<account>.
type Resource struct {
	ARN  string `json:"arn"`
	ID   string `json:"id"`
	Type string `json:"type"`
}

// Evidence is one field that a verdict rests on, with the value that AWS answered. Value is nil when AWS said nothing there.
type Evidence struct {
	Collection string `json:"collection"`
	Resource   string `json:"resource"` // id of the element
	Region     string `json:"region"`
	Path       string `json:"path"` // within the element; its first part is a listing field or the operation that answered
	Value      any    `json:"value"`
}

// Finding is one control on one subject. Its key is control, account, region and subject id; ID is made of these and is the same on every scan.
type Finding struct {
	ID         string         `json:"id"`
	Control    string         `json:"control"`
	Status     Status         `json:"status"`
	Severity   string         `json:"severity"`
	Account    string         `json:"account"`
	Region     string         `json:"region"`
	Resource   Resource       `json:"resource"`
	Reason     string         `json:"reason"` // in the language of the run
	ReasonCode string         `json:"reason_code"`
	ReasonArgs map[string]any `json:"reason_args"`
	Evidence   []Evidence     `json:"evidence"`
	Parameters map[string]any `json:"parameters"`
	Standards  []string       `json:"standards"`
	// Gaps are the unread calls behind a NOT_AVAILABLE, as indices into Result.Gaps.
	Gaps []int `json:"gaps,omitempty"`
	// Empty marks a PASSED that Security Hub gives because no resource was in scope.
	Empty bool `json:"no_resources,omitempty"`
	// Suppressed says that somebody accepted the finding. Its status stays.
	Suppressed *Suppression `json:"suppressed,omitempty"`
	// FirstSeen is when a history first saw a finding that did not pass in this status, with no other decided status since. Zero without
	// a history.
	FirstSeen time.Time `json:"first_seen,omitzero"`
	// FailedSince is FirstSeen of the failure that was there before the finding could no longer be decided.
	FailedSince time.Time `json:"failed_since,omitzero"`
}

// Gap is a call that could not be answered: what stays unknown, and the IAM actions that would close it.
type Gap struct {
	Account    string   `json:"account"`
	Region     string   `json:"region"`
	Collection string   `json:"collection"`
	Resource   string   `json:"resource,omitempty"` // empty: the listing itself
	Operation  string   `json:"operation"`          // "sns:GetTopicAttributes"
	Code       string   `json:"code"`               // class: AccessDenied, Throttled, Timeout, ...
	Error      string   `json:"error,omitempty"`    // AWS's own error code
	Message    string   `json:"message,omitempty"`
	Actions    []string `json:"actions,omitempty"` // IAM actions that the call needs
}

// Control is the metadata of one control, as its file states it.
type Control struct {
	ID           string               `json:"id"`
	Title        Text                 `json:"title"`
	Description  string               `json:"description"`
	Severity     string               `json:"severity"`
	Subject      string               `json:"subject"` // resource, region, account, organization
	Collection   string               `json:"collection,omitempty"`
	ResourceType string               `json:"resource_type"`
	Governed     bool                 `json:"governed,omitempty"`
	Profiles     []string             `json:"profiles,omitempty"`
	Measure      string               `json:"measure,omitempty"`
	Disabled     string               `json:"disabled,omitempty"` // why the control does not count; empty: it counts
	Standards    map[string][]string  `json:"standards"`          // standard id -> requirement numbers
	Parameters   map[string]Parameter `json:"parameters,omitempty"`
	Reasons      map[string]Text      `json:"reasons"`
	Remediation  Text                 `json:"remediation"`
	Manual       string               `json:"manual,omitempty"`    // why no API mends it (ManualReasons); empty: there is a plan
	Otherwise    string               `json:"otherwise,omitempty"` // why a finding that the plan has no step for is mended by hand (ManualReasons)
	Construct    string               `json:"construct,omitempty"` // BLEA construct that provides the guarantee
	Source       []string             `json:"source"`
	Deprecated   string               `json:"deprecated,omitempty"`
	SameAs       string               `json:"same_as,omitempty"` // id of the control whose rules decide this one, too
	Package      string               `json:"-"`
	File         string               `json:"-"`
	twins        []Control            // those whose rules this one's are
}

// Parameter is a value of a control that a user may set in kijun.yaml.
type Parameter struct {
	Type    string   `json:"type" yaml:"type"` // integer, number, boolean, string, strings, integers
	Default any      `json:"default" yaml:"default"`
	Min     *float64 `json:"min,omitempty" yaml:"min"`
	Max     *float64 `json:"max,omitempty" yaml:"max"`
	Enum    []string `json:"enum,omitempty" yaml:"enum"`
}

// Standard is a set of controls under its own requirement numbers.
type Standard struct {
	ID     string `json:"id" yaml:"id"`
	Title  Text   `json:"title" yaml:"title"`
	Source string `json:"source" yaml:"source"`
	// Requirements are all that the standard lists, so that a part is never shown as the whole.
	Requirements Requirements `json:"requirements,omitempty" yaml:"requirements"`
	// Total is their number, and Manual the number of those that no API decides.
	Total  int `json:"total" yaml:"-"`
	Manual int `json:"manual" yaml:"-"`
}

// Requirement is one line of a standard.
type Requirement struct {
	ID    string `json:"id" yaml:"id"`
	Title *Text  `json:"title,omitempty" yaml:"title"` // none where the requirement is a control and has its title
	// Controls are those that answer it, be they written yet or not; none means the control that the requirement is named after.
	Controls []string `json:"controls,omitempty" yaml:"controls"`
	// Manual says what a person has to look at, where no API decides.
	Manual *Text `json:"manual,omitempty" yaml:"manual"`
}

// Requirements are those of one standard, in its order.
type Requirements []Requirement

// UnmarshalYAML also takes one text of ids: a list of hundreds would cost each start some milliseconds.
func (r *Requirements) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode {
		return node.Decode((*[]Requirement)(r))
	}
	for _, id := range strings.Fields(node.Value) {
		*r = append(*r, Requirement{ID: id})
	}
	return nil
}

// Answers are the ids of the controls that the standard means for the requirement.
func (r Requirement) Answers() []string {
	switch {
	case r.Manual != nil:
		return nil
	case len(r.Controls) > 0:
		return r.Controls
	}
	return []string{r.ID}
}

// The states of a requirement: a control answers it, a person has to, or a control is still to be written.
const (
	Implemented = "implemented"
	ByHand      = "manual"
	Missing     = "missing"
)

// State says how far a requirement of the standard is covered, and by which of the controls.
func (s Standard) State(r Requirement, controls []Control) (state string, by []string) {
	for _, c := range controls {
		if slices.Contains(c.Standards[s.ID], r.ID) {
			by = append(by, c.ID)
		}
	}
	switch {
	case len(by) > 0:
		return Implemented, by
	case r.Manual != nil:
		return ByHand, nil
	}
	return Missing, nil
}

// Call is one API call of a remediation step: botocore service name, operation, and its parameters with the account's real values.
type Call struct {
	Service   string         `json:"service"`
	Operation string         `json:"operation"`
	Params    map[string]any `json:"params"`
	Ask       *Ask           `json:"ask,omitempty"` // nil in almost every call
}

// Ask is a question to AWS whose answer becomes a parameter of a call when the call is made: an id that AWS chose for what another step made.
type Ask struct {
	Parameter string         `json:"parameter"` // of the call: a list of ids
	Operation string         `json:"operation"` // of the call's service
	Params    map[string]any `json:"params"`
	Query     string         `json:"query"` // JMESPath of the ids in the answer
}

// Effect is what a step changes in the evidence, so that a forecast can evaluate the changed evidence with the same policies.
type Effect struct {
	Op         string `json:"op"` // set, remove, add
	Collection string `json:"collection"`
	ID         string `json:"id"`
	Path       string `json:"path,omitempty"`
	Value      any    `json:"value,omitempty"`
}

// Step is one remediation of failing findings. kijun never runs it.
type Step struct {
	Control     string   `json:"control"`
	Account     string   `json:"account"`
	Region      string   `json:"region"`
	Subject     string   `json:"subject"`
	Calls       []Call   `json:"calls"`
	Undo        []Call   `json:"undo"`
	Effect      []Effect `json:"effect"`
	Needs       []string `json:"needs"` // controls whose steps come first
	Destructive bool     `json:"destructive"`
	ID          string   `json:"-"` // the same in every plan that has the step (StepID)
	After       []int    `json:"-"` // numbers within the account, from 1, of the earlier steps that it builds on
	Changes     []Change `json:"-"` // what judging the evidence that it leaves says, sorted by finding
	Risk        Risk     `json:"-"` // the worst of its calls
	Costs       []string `json:"-"` // what the bill depends on (Costs)
	Permissions []string `json:"-"` // IAM actions that whoever applies it, or undoes it, needs
	Checks      []Check  `json:"-"` // of a step that destroys something
}

// Account is one account of a result.
type Account struct {
	ID            string   `json:"id"`
	Partition     string   `json:"partition"`
	Regions       []string `json:"regions"`
	Governed      []string `json:"governed_regions"`
	GovernedWhy   string   `json:"governed_why"`
	BLEAProfile   string   `json:"blea_profile"` // the governance base; empty when only guests were asked for
	BLEAWhy       string   `json:"blea_why"`
	BLEAGuests    []Guest  `json:"blea_guests"`
	SecureAccount bool     `json:"secure_account"` // marks of the provider were found
	Name          string   `json:"name,omitempty"` // in its organization
	// Unread is why the account could not be read at all; empty: it was.
	Unread string `json:"unread,omitempty"`
	// Closed are regions where a service control policy denies every call that kijun would make; none was made.
	Closed []Closed `json:"closed_regions,omitempty"`
}

// Closed is a region that the organization closes, by the policy of the id.
type Closed struct {
	Region string `json:"region"`
	Policy string `json:"policy"`
}

// Organization is what accounts were judged together.
type Organization struct {
	ID         string `json:"id"`         // empty when nobody said
	Management string `json:"management"` // the account that manages it; empty when nobody said
}

// Guest is a guest profile of BLEA that an account is held against, or that it may have to be.
type Guest struct {
	Profile string `json:"profile"`
	Why     string `json:"why"`
}

// Result is everything that an evaluation says, sorted, and the same for the same snapshot, policies and configuration.
type Result struct {
	Kijun        string        `json:"kijun"`              // version of the program
	AsOf         time.Time     `json:"as_of"`              // every age is measured against it
	Lang         string        `json:"lang"`               // language of Reason
	Snapshot     string        `json:"snapshot"`           // root hash
	Policies     string        `json:"policies"`           // digest of the controls that were evaluated
	Versions     *Versions     `json:"versions,omitempty"` // the table of versions, if a control asks for it
	Incomplete   bool          `json:"incomplete,omitempty"`
	Organization *Organization `json:"organization,omitempty"` // nil: accounts were judged each by itself
	Accounts     []Account     `json:"accounts"`
	Controls     []Control     `json:"controls"`
	AllStandards []Standard    `json:"-"` // the standards chosen, sorted by id
	Findings     Findings      `json:"findings"`
	Gaps         []Gap         `json:"gaps"`
	Errors       []string      `json:"errors,omitempty"` // controls that erred, one loud line each
	Steps        []Step        `json:"-"`                // of the plan, account by account in their order
}
