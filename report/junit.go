package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"kijun/policies"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name      string      `xml:"name,attr"`
	Tests     int         `xml:"tests,attr"`
	Failures  int         `xml:"failures,attr"`
	Errors    int         `xml:"errors,attr"`
	Skipped   int         `xml:"skipped,attr"`
	Timestamp string      `xml:"timestamp,attr"`
	Cases     []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitVerdict `xml:"failure"`
	Error   *junitVerdict `xml:"error"`
	Skipped *junitVerdict `xml:"skipped"`
}

type junitVerdict struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes a test suite an account and a test case a finding: FAILED is a failure, what could not be decided is an error, what is not
// applicable or was accepted is skipped. Names are unique, because readers fold cases of one name into one.
func JUnit(w io.Writer, r *Report, o Options) error {
	lang := o.lang(r.Result)
	controls := byID(r.Result)
	all := junitSuites{Name: "kijun"}
	at := map[string]int{}
	names := map[string]int{}
	for f := range r.Result.Findings.All() {
		n, ok := at[f.Account]
		if !ok {
			n = len(all.Suites)
			at[f.Account] = n
			all.Suites = append(all.Suites, junitSuite{Name: Safe(f.Account), Timestamp: r.Result.AsOf.UTC().Format("2006-01-02T15:04:05")})
		}
		s := &all.Suites[n]
		title, remediation := "", ""
		if c := controls[f.Control]; c != nil {
			title, remediation = c.Title.In(lang), c.Remediation.In(lang)
		}
		x := junitCase{Class: f.Control, Name: fmt.Sprintf("%s %s: %s", f.Region, Safe(f.Resource.ID), title)}
		key := f.Account + "\x00" + x.Class + "\x00" + x.Name
		if names[key]++; names[key] > 1 {
			x.Name += fmt.Sprintf(" (%d)", names[key])
		}
		verdict := &junitVerdict{Message: Safe(f.Reason), Type: f.Severity, Text: Safe(f.Resource.ARN) + "\n" + remediation}
		switch {
		case f.Suppressed != nil:
			x.Skipped = &junitVerdict{Message: say(msgAccepted, lang, "status", f.Status, "why", accepted(f.Suppressed, lang))}
			s.Skipped++
			all.Skipped++
		case f.Status == policies.Passed:
		case f.Status == policies.Failed:
			x.Failure = verdict
			s.Failures++
			all.Failures++
		case f.Status == policies.NotApplicable:
			x.Skipped = &junitVerdict{Message: Safe(f.Reason)}
			s.Skipped++
			all.Skipped++
		default:
			x.Error = verdict
			s.Errors++
			all.Errors++
		}
		s.Tests++
		all.Tests++
		s.Cases = append(s.Cases, x)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
