package policies

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"kijun/scanner/snapshot"
)

// Suppression is why a finding was accepted, by whom and until when.
type Suppression struct {
	Reason  string `json:"reason"`
	Owner   string `json:"owner,omitempty"`
	Expires string `json:"expires"` // the last day that it counts, like 2026-12-31, or the time at which it ends
	Ticket  string `json:"ticket,omitempty"`
}

// SuppressionEntry is one entry of a file of suppressions: which findings, and why. What is empty is not asked of a finding.
type SuppressionEntry struct {
	Control  string `json:"control,omitempty"`
	Account  string `json:"account,omitempty"`
	Region   string `json:"region,omitempty"`
	Resource string `json:"resource,omitempty"` // ARN or id; * stands for any text, ? for any character, \ takes the meaning of the next away
	Suppression
	File string `json:"file"`
	Line int    `json:"line"`

	end time.Time // the first moment at which it no longer counts
}

// The notes that a SuppressionNote may have.
const (
	SuppressionExpired = "expired" // it no longer counts
	SuppressionUnused  = "unused"  // no finding that did not pass needs it
	SuppressionBroad   = "broad"   // it takes more with it than a reader of it sees
)

// SuppressionNote is an entry that somebody should look at.
type SuppressionNote struct {
	SuppressionEntry
	Note string `json:"note"` // expired, unused, broad
	// Why is a code: of unused no_finding, passed, unknown_control; of broad no_control, no_resource, any_resource, all_resources.
	Why string `json:"why,omitempty"`
	// Findings are how many findings that did not pass it takes, or would take were it not expired.
	Findings int `json:"findings"`
}

// Suppressions are the entries of a file.
type Suppressions struct {
	Entries []SuppressionEntry
	by      map[string][]int // control, or "" for entries without one, -> entries
}

// ReadSuppressions reads a file of suppressions: a list of entries, or one under the key suppressions. Every mistake in it is an error with
// file and line, one a line.
func ReadSuppressions(path string) (*Suppressions, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the suppressions cannot be read: %w", err)
	}
	return ParseSuppressions(path, raw)
}

// ParseSuppressions reads the text of a file called name.
func ParseSuppressions(name string, raw []byte) (*Suppressions, error) {
	list, err := suppressionList(name, raw)
	if err != nil {
		return nil, err
	}
	s := &Suppressions{by: map[string][]int{}}
	var errs []error
	for _, n := range list {
		e, mistakes := suppressionEntry(name, n)
		errs = append(errs, mistakes...)
		s.by[strings.ToLower(e.Control)] = append(s.by[strings.ToLower(e.Control)], len(s.Entries))
		s.Entries = append(s.Entries, e)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return s, nil
}

// suppressionList are the nodes of the entries.
func suppressionList(name string, raw []byte) ([]*yaml.Node, error) {
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("%s: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: there is a second document behind ---; only one is read", name)
	}
	top := doc.Content[0]
	if top.Kind == yaml.MappingNode {
		var list *yaml.Node
		for i := 0; i+1 < len(top.Content); i += 2 {
			if key := top.Content[i]; key.Value != "suppressions" || list != nil {
				return nil, fmt.Errorf("%s: line %d: there is one key, suppressions, not %q", name, key.Line, key.Value)
			}
			list = top.Content[i+1]
		}
		if list == nil {
			return nil, nil
		}
		top = list
	}
	switch {
	case top.Kind == yaml.SequenceNode:
		return top.Content, nil
	case top.Kind == yaml.ScalarNode && top.Tag == "!!null":
		return nil, nil
	}
	return nil, fmt.Errorf("%s: line %d: suppressions are a list of entries, each with control or resource, reason and expires", name, top.Line)
}

var (
	anyCase = regexp.MustCompile("(?i)" + controlID.String()) // AWS itself writes Autoscaling.5 beside AutoScaling.3
)

// suppressionEntry reads one entry.
func suppressionEntry(name string, n *yaml.Node) (e SuppressionEntry, errs []error) {
	e.File, e.Line = name, n.Line
	bad := func(line int, format string, a ...any) {
		errs = append(errs, fmt.Errorf("%s: line %d: %s", name, line, fmt.Sprintf(format, a...)))
	}
	if n.Kind != yaml.MappingNode {
		bad(n.Line, "an entry is a mapping with control or resource, reason and expires")
		return e, errs
	}
	fields := map[string]*string{"control": &e.Control, "account": &e.Account, "region": &e.Region, "resource": &e.Resource,
		"reason": &e.Reason, "owner": &e.Owner, "expires": &e.Expires, "ticket": &e.Ticket}
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		field, ok := fields[key.Value]
		switch {
		case !ok || key.Kind != yaml.ScalarNode:
			bad(key.Line, "there is no key %q; there are control, account, region, resource, reason, owner, expires, ticket", key.Value)
		case lines[key.Value] != 0:
			bad(key.Line, "%s is there twice", key.Value)
		case value.Kind != yaml.ScalarNode:
			bad(value.Line, "%s is one text", key.Value)
		case strings.TrimSpace(value.Value) == "" || value.Tag == "!!null":
			bad(value.Line, "%s is empty; give it a value, or leave it out", key.Value)
		default:
			*field = strings.TrimSpace(value.Value)
		}
		lines[key.Value] = key.Line
	}
	for _, key := range []string{"control", "account", "region", "resource"} {
		if v := *fields[key]; v != "" && strings.Trim(v, "*?") == "" && strings.Contains(v, "*") {
			bad(lines[key], "%s %q matches everything; name what is meant, or leave the key out", key, v)
			*fields[key] = ""
		}
	}
	if e.Control != "" && !anyCase.MatchString(e.Control) {
		bad(lines["control"], "control %q is not the id of a control (like S3.8)", e.Control)
	}
	if e.Account != "" && !snapshot.IsAccount(e.Account) {
		bad(lines["account"], "account %q is not the id of an account (12 digits)", e.Account)
	}
	if e.Region != "" && e.Region != "global" && !snapshot.IsRegion(e.Region) {
		bad(lines["region"], "region %q is not the name of a region (like ap-northeast-1, or global)", e.Region)
	}
	switch {
	case lines["control"] == 0 && lines["resource"] == 0:
		bad(n.Line, "the entry matches everything; it needs a control or a resource")
	case lines["control"] == 0 && anyService(e.Resource):
		bad(lines["resource"], "resource %q matches everything; it needs a control, or the service of the resource", e.Resource)
	}
	if lines["reason"] == 0 {
		bad(n.Line, "the entry has no reason; say why the findings are accepted")
	}
	if lines["expires"] == 0 {
		bad(n.Line, "the entry has no expiry; expires is the last day that it counts, like 2026-12-31")
	} else if e.Expires != "" {
		var ok bool
		if e.end, ok = expiry(e.Expires); !ok {
			bad(lines["expires"], "expires is %q; it must be a day like 2026-12-31 or a time like 2026-12-31T09:00:00Z", e.Expires)
		}
	}
	return e, errs
}

// CheckExpiry says whether a text is an expiry as entries have it.
func CheckExpiry(text string) bool {
	_, ok := expiry(text)
	return ok
}

// expiry is the first moment after a day in UTC, or the time itself.
func expiry(text string) (time.Time, bool) {
	if t, err := time.Parse(time.DateOnly, text); err == nil {
		return t.AddDate(0, 0, 1), true
	}
	t, err := time.Parse(time.RFC3339, text)
	return t, err == nil
}

// anyService says whether a pattern matches resources of services that have nothing in common.
func anyService(pattern string) bool {
	n := 0
	for _, probe := range []string{"arn:aws:s3:::example", "arn:aws:iam::111122223333:role/example", "arn:aws:ec2:us-east-1:444455556666:vpc/vpc-1", "AWS::::Account:111122223333"} {
		if glob(pattern, probe) {
			n++
		}
	}
	return n > 1
}

// glob compares a text with a pattern: * is any text, ? any character, \ takes the meaning of the next character away.
func glob(pattern, text string) bool {
	p, t := []rune(pattern), []rune(text)
	i, j, star, from := 0, 0, -1, 0
	for j < len(t) {
		switch {
		case i < len(p) && p[i] == '*':
			star, from = i, j
			i++
			continue
		case i < len(p) && p[i] == '?':
			i, j = i+1, j+1
			continue
		case i+1 < len(p) && p[i] == '\\' && p[i+1] == t[j]:
			i, j = i+2, j+1
			continue
		case i < len(p) && p[i] == t[j] && p[i] != '\\':
			i, j = i+1, j+1
			continue
		}
		if star < 0 {
			return false
		}
		from++
		i, j = star+1, from
	}
	for i < len(p) && p[i] == '*' {
		i++
	}
	return i == len(p)
}

// wild says whether a pattern can match more than one text.
func wild(pattern string) bool {
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '*', '?':
			return true
		}
	}
	return false
}

// Literal is a pattern that matches the text only.
func Literal(text string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`).Replace(text)
}

// place says whether an entry is about the finding's control, account and region.
func (e *SuppressionEntry) place(f *Finding) bool {
	return (e.Control == "" || strings.EqualFold(e.Control, f.Control)) && (e.Account == "" || e.Account == f.Account) && (e.Region == "" || e.Region == f.Region)
}

// about says whether an entry is about the finding's resource.
func (e *SuppressionEntry) about(r Resource) bool {
	return e.Resource == "" || e.Resource == r.ARN || e.Resource == r.ID || glob(e.Resource, r.ARN) || glob(e.Resource, r.ID)
}

// each calls do for the entries that may be about a control, in the order of the file.
func (s *Suppressions) each(control string, do func(i int)) {
	named, rest := s.by[strings.ToLower(control)], s.by[""]
	for len(named) > 0 || len(rest) > 0 {
		if len(rest) == 0 || len(named) > 0 && named[0] < rest[0] {
			do(named[0])
			named = named[1:]
			continue
		}
		do(rest[0])
		rest = rest[1:]
	}
}

// Match is the first entry that counts at the time and is about the finding, or nil. What is not applicable needs none.
func (s *Suppressions) Match(f *Finding, at time.Time) *Suppression {
	var found *Suppression
	if f.Status == NotApplicable {
		return nil
	}
	s.each(f.Control, func(i int) {
		if e := &s.Entries[i]; found == nil && at.Before(e.end) && e.place(f) && e.about(f.Resource) {
			found = &e.Suppression
		}
	})
	return found
}

// Apply puts the suppressions beside the findings of a result and tells which entries somebody should look at, in the order of the file.
// Expiry is measured against the result's time. No status changes. narrow says that the result was asked for few controls: others
// are then not missed.
func (s *Suppressions) Apply(res *Result, narrow bool) []SuppressionNote {
	if len(s.Entries) == 0 {
		return nil
	}
	res.Findings.Mark(func(f *Finding) { f.Suppressed = s.Match(f, res.AsOf) })
	subjects := map[string]string{}
	for _, c := range res.Controls {
		if c.Disabled == "" {
			subjects[strings.ToLower(c.ID)] = c.Subject
		}
	}
	uses := make([]suppressionUse, len(s.Entries))
	for f := range res.Findings.All() {
		if f.Status == NotApplicable {
			continue
		}
		s.each(f.Control, func(i int) { uses[i].count(&s.Entries[i], f) })
	}
	var out []SuppressionNote
	for i := range s.Entries {
		e, u := &s.Entries[i], &uses[i]
		subject, judged := subjects[strings.ToLower(e.Control)]
		note := func(what, why string) { out = append(out, SuppressionNote{*e, what, why, u.open}) }
		switch {
		case !res.AsOf.Before(e.end):
			note(SuppressionExpired, "")
			continue
		case u.open > 0:
		case e.Control != "" && !judged && slices.ContainsFunc(res.Controls, func(c Control) bool { return strings.EqualFold(c.ID, e.Control) }), !scanned(res, e):
			continue // this run could not have used it
		case e.Control != "" && !judged:
			if !narrow && !strings.HasPrefix(e.Control, "CUSTOM/") {
				note(SuppressionUnused, "unknown_control")
			}
			continue
		case u.all > 0:
			note(SuppressionUnused, "passed")
		default:
			if e.Control != "" || !narrow {
				note(SuppressionUnused, "no_finding")
			}
		}
		if why := e.broad(subject, u); why != "" {
			note(SuppressionBroad, why)
		}
	}
	return out
}

// scanned says whether the accounts and regions of an entry are those of a result.
func scanned(res *Result, e *SuppressionEntry) bool {
	return slices.ContainsFunc(res.Accounts, func(a Account) bool {
		return (e.Account == "" || e.Account == a.ID) && (e.Region == "" || e.Region == "global" || slices.Contains(a.Regions, e.Region))
	})
}

// suppressionUse is what an entry takes of a result.
type suppressionUse struct {
	here int    // findings of its control, account and region
	all  int    // of these, those about its resource
	open int    // of these, those that did not pass
	any  string // the resource of one of them
}

func (u *suppressionUse) count(e *SuppressionEntry, f *Finding) {
	if !e.place(f) {
		return
	}
	u.here++
	if !e.about(f.Resource) {
		return
	}
	u.all++
	u.any = cmp.Or(u.any, f.Resource.ARN)
	if f.Status != Passed {
		u.open++
	}
}

// broad says why an entry takes more than a reader of it sees, if it does.
func (e *SuppressionEntry) broad(subject string, u *suppressionUse) string {
	switch {
	case e.Control == "":
		return "no_control"
	case e.Resource == "":
		if subject == "resource" {
			return "no_resource"
		}
	case wild(e.Resource):
		if parts := strings.SplitN(u.any, ":", 6); len(parts) == 6 && e.about(Resource{ARN: strings.Join(append(parts[:5:5], "kijun-no-such-thing"), ":")}) {
			return "any_resource"
		}
		if u.all == u.here && u.all > 1 {
			return "all_resources"
		}
	}
	return ""
}
