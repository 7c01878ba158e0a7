package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"kijun/policies"
)

// Schema names the form of the JSON document, schema.json beside this file. Another number means another form.
const Schema = schemaName + "1"

const schemaName = "urn:kijun:result:"

// document is the complete result.
type document struct {
	Schema        string                 `json:"schema"`
	Kijun         string                 `json:"kijun"`
	AsOf          time.Time              `json:"as_of"`
	Lang          string                 `json:"lang"`
	Snapshot      string                 `json:"snapshot"`
	Policies      string                 `json:"policies"`
	Versions      *policies.Versions     `json:"versions,omitempty"`
	Incomplete    bool                   `json:"incomplete"`
	Organization  *policies.Organization `json:"organization,omitempty"`
	Accounts      []policies.Account     `json:"accounts"`
	AccountScores []AccountScore         `json:"account_scores,omitempty"`
	Summary       StandardScore          `json:"summary"`
	Standards     []StandardScore        `json:"standards"`
	Controls      []control              `json:"controls"`
	Findings      []policies.Finding     `json:"findings"`
	Gaps          []policies.Gap         `json:"gaps"`
	Errors        []string               `json:"errors"`
	Plan          []PlanStep             `json:"plan,omitzero"`
	// Suppressions are there when there is a file of them.
	Suppressions []policies.SuppressionNote `json:"suppressions,omitzero"`
}

// control is a control with its status over all findings.
type control struct {
	ID           string                        `json:"id"`
	Title        string                        `json:"title"`
	TitleJa      string                        `json:"title_ja"`
	Severity     string                        `json:"severity"`
	Status       Status                        `json:"status"`
	Standards    map[string][]string           `json:"standards"`
	Description  string                        `json:"description"`
	Subject      string                        `json:"subject"`
	Collection   string                        `json:"collection,omitempty"`
	ResourceType string                        `json:"resource_type"`
	Governed     bool                          `json:"governed,omitempty"`
	Profiles     []string                      `json:"profiles,omitempty"`
	Measure      string                        `json:"measure,omitempty"`
	Disabled     string                        `json:"disabled,omitempty"`
	Parameters   map[string]policies.Parameter `json:"parameters,omitempty"`
	Reasons      map[string]policies.Text      `json:"reasons"`
	Remediation  policies.Text                 `json:"remediation"`
	Manual       string                        `json:"manual,omitempty"`
	Otherwise    string                        `json:"otherwise,omitempty"`
	Construct    string                        `json:"construct,omitempty"`
	Source       []string                      `json:"source"`
	Deprecated   string                        `json:"deprecated,omitempty"`
	SameAs       string                        `json:"same_as,omitempty"`
}

// JSON writes the complete result as one document, the same bytes for the same result. Scanned text is there as AWS gave it.
func JSON(w io.Writer, r *Report, _ Options) error {
	res := r.Result
	d := document{Schema: Schema, Kijun: res.Kijun, AsOf: res.AsOf.UTC(), Lang: res.Lang, Snapshot: res.Snapshot, Policies: res.Policies, Versions: res.Versions, Incomplete: res.Incomplete,
		Organization: res.Organization, AccountScores: AccountScores(res), Accounts: full(slices.Clone(res.Accounts)), Summary: Summary(res), Standards: Scores(res), Controls: []control{},
		Findings: []policies.Finding{}, Gaps: full(res.Gaps), Errors: full(res.Errors), Plan: r.Plan, Suppressions: r.Suppressions}
	for i := range d.Accounts {
		a := &d.Accounts[i]
		a.Regions, a.Governed, a.BLEAGuests = full(a.Regions), full(a.Governed), full(a.BLEAGuests)
	}
	ts := tallies(res)
	for _, c := range res.Controls {
		d.Controls = append(d.Controls, control{ID: c.ID, Title: c.Title.En, TitleJa: c.Title.Ja, Severity: c.Severity, Status: ts[c.ID].status(c),
			Standards: there(c.Standards), Description: c.Description, Subject: c.Subject, Collection: c.Collection, ResourceType: c.ResourceType,
			Governed: c.Governed, Profiles: c.Profiles, Measure: c.Measure, Disabled: c.Disabled, Parameters: c.Parameters, Reasons: there(c.Reasons),
			Remediation: c.Remediation, Manual: c.Manual, Otherwise: c.Otherwise, Construct: c.Construct, Source: full(c.Source), Deprecated: c.Deprecated, SameAs: c.SameAs})
	}
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	// the findings go into their place one by one: all at once they would need more memory than the evaluation
	before, after, _ := bytes.Cut(raw.Bytes(), []byte("\n  \"findings\": []"))
	out.Write(before)
	out.WriteString("\n  \"findings\": [")
	between := "\n    "
	raw = bytes.Buffer{}
	enc = json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	enc.SetIndent("    ", "  ")
	for f := range res.Findings.All() {
		raw.Reset()
		if err := enc.Encode(complete(f)); err != nil {
			return err
		}
		out.WriteString(between)
		out.Write(bytes.TrimSuffix(raw.Bytes(), []byte("\n")))
		between = ",\n    "
	}
	if res.Findings.Len() > 0 {
		out.WriteString("\n  ")
	}
	out.WriteString("]")
	out.Write(after)
	return out.Flush()
}

// complete is a finding without nil where its JSON has a list or an object.
func complete(f *policies.Finding) policies.Finding {
	out := *f
	out.Evidence, out.Standards, out.ReasonArgs, out.Parameters = full(f.Evidence), full(f.Standards), there(f.ReasonArgs), there(f.Parameters)
	return out
}

// there is a map that JSON writes as an object also when it is empty.
func there[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}

// ReadJSON reads a file that JSON wrote. Anything that JSON does not write is an error that names the file and the place.
// Steps of the result are those of its plan; Plan is nil when the file holds none.
func ReadJSON(path string) (*Report, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r, err := decode(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func decode(raw []byte) (*Report, error) {
	if bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return nil, errors.New("this is a zip file, perhaps a snapshot, and not a result written by -o json")
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, located(raw, err)
	}
	switch {
	case head.Schema == Schema:
	case strings.HasPrefix(head.Schema, schemaName):
		return nil, fmt.Errorf("its schema is %q and this kijun reads %q: use the kijun that wrote it, or a newer one", head.Schema, Schema)
	default:
		return nil, fmt.Errorf("this is not a result written by -o json: its schema is %q, not %q", head.Schema, Schema)
	}
	var d document
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	dec.UseNumber() // evidence keeps its digits
	if err := dec.Decode(&d); err != nil {
		return nil, located(raw, err)
	}
	if err := d.check(); err != nil {
		return nil, err
	}
	return d.report(), nil
}

// located adds line and column where the JSON decoder tells an offset.
func located(raw []byte, err error) error {
	var offset int64 = -1
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	case errors.Is(err, io.ErrUnexpectedEOF):
		offset = int64(len(raw))
	}
	if offset < 0 || offset > int64(len(raw)) {
		return err
	}
	before := raw[:offset]
	return fmt.Errorf("line %d, column %d: %w", 1+bytes.Count(before, []byte("\n")), int(offset)-bytes.LastIndexByte(before, '\n')-1, err)
}

// check finds what the types cannot: references and words outside their lists.
func (d *document) check() error {
	controls := map[string]bool{}
	for _, c := range d.Controls {
		if c.ID == "" || controls[c.ID] {
			return fmt.Errorf("controls: the id %q is empty or there twice", c.ID)
		}
		if !slices.Contains(severities, c.Severity) {
			return fmt.Errorf("control %s: unknown severity %q", c.ID, c.Severity)
		}
		controls[c.ID] = true
	}
	ids := make(map[string]bool, len(d.Findings))
	for i, f := range d.Findings {
		switch {
		case f.ID == "" || ids[f.ID]:
			return fmt.Errorf("findings[%d]: the id %q is empty or there twice", i, f.ID)
		case !controls[f.Control]:
			return fmt.Errorf("finding %s: there is no control %q", f.ID, f.Control)
		case !slices.Contains(statuses, f.Status):
			return fmt.Errorf("finding %s: unknown status %q", f.ID, f.Status)
		case !slices.Contains(severities, f.Severity):
			return fmt.Errorf("finding %s: unknown severity %q", f.ID, f.Severity)
		}
		for _, g := range f.Gaps {
			if g < 0 || g >= len(d.Gaps) {
				return fmt.Errorf("finding %s: there is no gap %d", f.ID, g)
			}
		}
		ids[f.ID] = true
	}
	for _, s := range d.Plan {
		if !controls[s.Control] {
			return fmt.Errorf("plan step %d: there is no control %q", s.Number, s.Control)
		}
	}
	if d.AsOf.IsZero() {
		return errors.New("as_of is missing")
	}
	return nil
}

func (d *document) report() *Report {
	res := &policies.Result{Kijun: d.Kijun, AsOf: d.AsOf, Lang: d.Lang, Snapshot: d.Snapshot, Policies: d.Policies, Versions: d.Versions, Incomplete: d.Incomplete,
		Organization: d.Organization, Accounts: d.Accounts, Findings: policies.FindingsOf(d.Findings...), Gaps: d.Gaps, Errors: d.Errors, Controls: []policies.Control{}}
	for _, s := range d.Standards {
		res.AllStandards = append(res.AllStandards, policies.Standard{ID: s.ID, Title: policies.Text{En: s.Title, Ja: s.TitleJa}, Source: s.Source, Manual: s.Manual, Total: s.Total})
	}
	for _, c := range d.Controls {
		res.Controls = append(res.Controls, policies.Control{ID: c.ID, Title: policies.Text{En: c.Title, Ja: c.TitleJa}, Description: c.Description, Severity: c.Severity,
			Subject: c.Subject, Collection: c.Collection, ResourceType: c.ResourceType, Governed: c.Governed, Profiles: c.Profiles, Measure: c.Measure,
			Disabled: c.Disabled, Standards: c.Standards, Parameters: c.Parameters, Reasons: c.Reasons, Remediation: c.Remediation, Manual: c.Manual, Otherwise: c.Otherwise, Construct: c.Construct,
			Source: c.Source, Deprecated: c.Deprecated, SameAs: c.SameAs})
	}
	for _, s := range d.Plan {
		if !s.Manual {
			for _, id := range s.Resolves {
				s.Changes = append(s.Changes, policies.Change{Finding: id, From: policies.Failed, To: policies.Passed})
			}
			res.Steps = append(res.Steps, s.Step)
		}
	}
	return &Report{Result: res, Plan: d.Plan, Suppressions: d.Suppressions}
}
