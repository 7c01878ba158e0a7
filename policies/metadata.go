package policies

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// custom is the closed form of a control's METADATA under custom.
type custom struct {
	ID          string               `json:"id"`
	TitleJa     string               `json:"title_ja"`
	Severity    string               `json:"severity"`
	Subject     string               `json:"subject"`
	Collection  string               `json:"collection"`
	Resource    string               `json:"resource"`
	Governed    bool                 `json:"governed"`
	Profiles    []string             `json:"profiles"`
	Measure     string               `json:"measure"`
	Enabled     *bool                `json:"enabled"`
	Why         string               `json:"disabled_because"`
	Standards   map[string][]string  `json:"standards"`
	Parameters  map[string]Parameter `json:"parameters"`
	Reasons     map[string]Text      `json:"reasons"`
	Remediation Text                 `json:"remediation"`
	Manual      string               `json:"manual"`
	Otherwise   string               `json:"otherwise"`
	Construct   string               `json:"construct"`
	Deprecated  string               `json:"deprecated"`
	Also        []twin               `json:"also"`
}

// twin is another control that the same rules decide. It has its own id and place in the standards; what it leaves out is as the first's.
type twin struct {
	ID        string              `json:"id"`
	Title     string              `json:"title"`
	TitleJa   string              `json:"title_ja"`
	Severity  string              `json:"severity"`
	Standards map[string][]string `json:"standards"`
}

var (
	severities = []string{"CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL"}
	subjects   = []string{"resource", "region", "account", "organization"}
	measures   = []string{"operations", "resources", "settings", "behaviour", "notification", "identity", "defaults"}
	kinds      = []string{"integer", "number", "boolean", "string", "integers", "strings"}
	bases      = []string{"standalone", "control-tower"}
	guests     = []string{"guest-ec2", "guest-ecs", "guest-serverless"}
	profiles   = slices.Concat(bases, guests)
	byHand     = []string{"root", "device", "application", "recreate", "decision", "organization", "deployment", "time"}
	controlID  = regexp.MustCompile(`^(BLEA|SA)\.[A-Za-z0-9]+\.[0-9]+$|^[A-Z][A-Za-z0-9]+\.[0-9]+$|^CIS[0-9.]+/[0-9.]+$|^CUSTOM/[A-Za-z0-9._-]+$`)
)

// CheckProfile says what is wrong with a choice of BLEA's profiles: auto, or one or more of them with commas, of which at most one is a
// governance base.
func CheckProfile(choice string) error {
	given := strings.Split(choice, ",")
	for i, p := range given {
		switch {
		case p != "auto" && !slices.Contains(profiles, p):
			return fmt.Errorf("%q; it must be auto, or of %s one or more with commas", choice, strings.Join(profiles, ", "))
		case slices.Contains(given[:i], p):
			return fmt.Errorf("%q; %s is there twice", choice, p)
		}
	}
	if slices.Contains(given, bases[0]) && slices.Contains(given, bases[1]) {
		return fmt.Errorf("%q; an account has one governance base, %s", choice, strings.Join(bases, " or "))
	}
	return nil
}

// ManualReasons are the reasons why a control is mended by hand: root (only the root user can), device (a person must have it),
// application (it or its clients must change), recreate (it is fixed at creation), decision (the value is for its owner to choose), organization
// (in another account), deployment (with the stacks of the system), time (by what happens, not by a setting).
func ManualReasons() []string { return slices.Clone(byHand) }

// Severities are the labels from the most to the least severe.
func Severities() []string { return slices.Clone(severities) }

// metadata reads the METADATA of a control's module. All its mistakes are told at once, each with file and line.
func metadata(file string, m *ast.Module) (Control, error) {
	var c Control
	var found *ast.Annotations
	for _, a := range m.Annotations {
		if a.Scope == "package" {
			found = a
		}
	}
	if found == nil {
		at := m.Package.Loc()
		return c, Problem{file, at.Row, at.Col, "the package has no METADATA"}
	}
	at := func(format string, a ...any) Problem {
		return Problem{file, found.Location.Row, found.Location.Col, "METADATA: " + fmt.Sprintf(format, a...)}
	}
	raw, err := json.Marshal(found.Custom)
	if err != nil {
		return c, at("%v", err)
	}
	var x custom
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&x); err != nil {
		return c, at("%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	var errs []error
	bad := func(format string, a ...any) {
		errs = append(errs, at(format, a...))
	}
	oneOf := func(name, value string, allowed []string) {
		if !slices.Contains(allowed, value) {
			bad("%s is %q; it must be one of %s", name, value, strings.Join(allowed, ", "))
		}
	}
	if !controlID.MatchString(x.ID) {
		bad("id %q has not the form of a control's id (like S3.1, BLEA.IAM.1, CUSTOM/backup)", x.ID)
	}
	oneOf("severity", x.Severity, severities)
	oneOf("subject", x.Subject, subjects)
	for _, p := range x.Profiles {
		oneOf("profiles", p, profiles)
	}
	if x.Measure != "" {
		oneOf("measure", x.Measure, measures)
	}
	if (x.Subject == "resource") != (x.Collection != "") {
		bad("collection names the subjects of a control with subject: resource, and only of one")
	}
	if found.Title == "" || x.TitleJa == "" {
		bad("title and title_ja are both needed")
	}
	if x.Remediation.En == "" || x.Remediation.Ja == "" {
		bad("remediation needs en and ja")
	}
	if x.Manual != "" {
		oneOf("manual", x.Manual, byHand)
	}
	if x.Otherwise != "" {
		oneOf("otherwise", x.Otherwise, byHand)
		if x.Manual != "" {
			bad("manual is for a control without a plan, otherwise for one with a plan: it has both")
		}
	}
	if len(x.Reasons) == 0 {
		bad("reasons are missing")
	}
	for _, code := range slices.Sorted(maps.Keys(x.Reasons)) {
		if t := x.Reasons[code]; t.En == "" || t.Ja == "" {
			bad("reason %s needs en and ja", code)
		} else if a, b := placeholders(t.En), placeholders(t.Ja); !slices.Equal(a, b) {
			bad("reason %s has other placeholders in ja (%v) than in en (%v)", code, b, a)
		}
	}
	if x.Enabled != nil && !*x.Enabled && x.Why == "" {
		bad("a control that ships disabled says why in disabled_because")
	}
	for _, name := range slices.Sorted(maps.Keys(x.Parameters)) {
		p := x.Parameters[name]
		if !slices.Contains(kinds, p.Type) {
			bad("parameter %s: %q is not a type of parameters (%s)", name, p.Type, strings.Join(kinds, ", "))
		} else if err := p.check(p.Default); p.Default != nil && err != nil {
			bad("default of parameter %s: %v", name, err)
		}
	}
	if len(errs) > 0 {
		return c, errors.Join(errs...)
	}
	c = Control{
		ID: x.ID, Title: Text{found.Title, x.TitleJa}, Description: found.Description, Severity: x.Severity, Subject: x.Subject, Collection: x.Collection,
		ResourceType: x.Resource, Governed: x.Governed, Profiles: x.Profiles, Measure: x.Measure, Standards: x.Standards, Parameters: x.Parameters,
		Reasons: x.Reasons, Remediation: x.Remediation, Manual: x.Manual, Otherwise: x.Otherwise, Construct: x.Construct, Deprecated: x.Deprecated,
		Package: m.Package.Path.String(), File: file, Source: []string{},
	}
	if c.ResourceType == "" {
		c.ResourceType = "AWS::::Account"
	}
	if c.Standards == nil {
		c.Standards = map[string][]string{}
	}
	if x.Enabled != nil && !*x.Enabled {
		c.Disabled = x.Why
	}
	for _, r := range found.RelatedResources {
		c.Source = append(c.Source, r.Ref.String())
	}
	for _, t := range x.Also {
		switch {
		case !controlID.MatchString(t.ID):
			bad("also: id %q has not the form of a control's id", t.ID)
		case len(t.Standards) == 0:
			bad("also: %s is part of no standard", t.ID)
		case (t.Title == "") != (t.TitleJa == ""):
			bad("also: %s needs title and title_ja, or neither", t.ID)
		case t.Severity != "":
			oneOf("severity of "+t.ID, t.Severity, severities)
		}
		other := c
		other.ID, other.SameAs, other.Standards, other.twins = t.ID, c.ID, t.Standards, nil
		other.Severity = cmp.Or(t.Severity, c.Severity)
		if t.Title != "" {
			other.Title = Text{t.Title, t.TitleJa}
		}
		c.twins = append(c.twins, other)
	}
	return c, errors.Join(errs...)
}

var placeholder = regexp.MustCompile(`\{([a-z_0-9]+)\}`)

func placeholders(s string) []string {
	out := placeholder.FindAllString(s, -1)
	slices.Sort(out)
	return slices.Compact(out)
}

// check says whether v may be the parameter's value.
func (p Parameter) check(v any) error {
	number := func(v any) (float64, bool) {
		switch n := v.(type) {
		case int:
			return float64(n), true
		case float64:
			return n, true
		case json.Number:
			f, err := n.Float64()
			return f, err == nil
		}
		return 0, false
	}
	one := func(v any, kind string) error {
		switch kind {
		case "integer", "number":
			n, ok := number(v)
			if !ok || kind == "integer" && n != math.Trunc(n) {
				return fmt.Errorf("%v is not of type %s", v, kind)
			}
			if p.Min != nil && n < *p.Min || p.Max != nil && n > *p.Max {
				return fmt.Errorf("%v is out of range (%s to %s)", v, limit(p.Min), limit(p.Max))
			}
		case "boolean":
			if _, ok := v.(bool); !ok {
				return fmt.Errorf("%v is not true or false", v)
			}
		case "string":
			s, ok := v.(string)
			if !ok {
				return fmt.Errorf("%v is not a string", v)
			}
			if len(p.Enum) > 0 && !slices.Contains(p.Enum, s) {
				return fmt.Errorf("%q is not one of %s", s, strings.Join(p.Enum, ", "))
			}
		}
		return nil
	}
	if kind, many := strings.CutSuffix(p.Type, "s"); many {
		list, ok := v.([]any)
		if !ok {
			return fmt.Errorf("%v is not a list", v)
		}
		if kind == "string" && p.Max != nil && float64(len(list)) > *p.Max { // of strings the limits count the members
			return fmt.Errorf("%d members are more than %s", len(list), limit(p.Max))
		}
		for _, x := range list {
			if err := one(x, kind); err != nil {
				return err
			}
		}
		return nil
	}
	return one(v, p.Type)
}

func limit(f *float64) string {
	if f == nil {
		return "any"
	}
	return fmt.Sprintf("%g", *f)
}
