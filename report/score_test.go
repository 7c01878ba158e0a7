package report

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"kijun/policies"
)

// counted makes a result in which a standard has so many controls of each status.
func counted(passed, failed, unknown int) *policies.Result {
	res := &policies.Result{AllStandards: []policies.Standard{{ID: "fsbp", Total: 400}}}
	for status, n := range map[policies.Status]int{policies.Passed: passed, policies.Failed: failed, policies.NotAvailable: unknown} {
		for i := range n {
			id := fmt.Sprintf("%s.%d", status, i)
			res.Controls = append(res.Controls, policies.Control{ID: id, Severity: "HIGH", Standards: map[string][]string{"fsbp": {id}}})
			res.Findings.Append(policies.Finding{ID: id, Control: id, Severity: "HIGH", Status: status})
		}
	}
	return res
}

// The first five are the worked examples of the standards page (userguide/standards-security-score.html).
func TestScore(t *testing.T) {
	for _, tc := range []struct{ passed, failed, unknown, score, high, coverage int }{
		{168, 22, 0, 88, 88, 100},
		{8, 29, 0, 22, 22, 100},
		{6, 35, 0, 15, 15, 100},
		{159, 56, 0, 74, 74, 100},
		{28, 17, 0, 62, 62, 100},
		{357, 158, 0, 69, 69, 100}, // the summary of that page
		{1, 7, 0, 13, 13, 100},     // 12.5
		{1, 199, 0, 1, 1, 100},     // 0.5
		{0, 3, 0, 0, 0, 100},
		{4, 0, 0, 100, 100, 100},
		{2, 1, 1, 50, 75, 75},
		{0, 0, 3, 0, 100, 0},
		{199, 0, 1, 100, 100, 99}, // 99.5: rounded up, but never covered in full
	} {
		res := counted(tc.passed, tc.failed, tc.unknown)
		got := Scores(res)[0]
		if got.Score == nil || *got.Score != tc.score || !reflect.DeepEqual(got.Interval, []int{tc.score, tc.high}) || *got.Coverage != tc.coverage {
			t.Errorf("%v: got %v, %v, %v", tc, *got.Score, got.Interval, *got.Coverage)
		}
		if got.Passed != tc.passed || got.Failed != tc.failed || got.Unknown != tc.unknown || got.Implemented != tc.passed+tc.failed+tc.unknown || got.Total != 400 {
			t.Errorf("%v: counted %+v", tc, got)
		}
		sum := Summary(res)
		if *sum.Score != *got.Score {
			t.Errorf("%v: the summary of one standard is %d", tc, *sum.Score)
		}
	}
}

func TestScoreOfNothing(t *testing.T) {
	got := Scores(&policies.Result{AllStandards: []policies.Standard{{ID: "fsbp"}}, Controls: []policies.Control{
		{ID: "A.1", Standards: map[string][]string{"fsbp": {"A.1"}}},
		{ID: "A.2", Standards: map[string][]string{"fsbp": {"A.2"}}, Disabled: "not confirmed"},
		{ID: "A.3", Standards: map[string][]string{"blea": {"A.3"}}},
	}})[0]
	if got.Score != nil || got.Interval != nil || got.Coverage != nil || got.NoData != 1 || got.Disabled != 1 || got.Implemented != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestSummaryCountsAControlOnce(t *testing.T) {
	res := counted(1, 1, 0)
	res.AllStandards = append(res.AllStandards, policies.Standard{ID: "cis-5.0", Total: 63})
	for i := range res.Controls {
		res.Controls[i].Standards["cis-5.0"] = []string{"1.1", "1.2"}
	}
	got := Summary(res)
	if got.Passed != 1 || got.Failed != 1 || got.Implemented != 4 || got.Total != 463 {
		t.Errorf("got %+v", got)
	}
}

// A requirement that is left to people stays theirs until a control answers it, and the summary adds up.
func TestManualRequirements(t *testing.T) {
	by := policies.Requirement{ID: "1.1", Manual: &policies.Text{En: "look", Ja: "確認"}}
	res := counted(1, 0, 0)
	res.AllStandards = []policies.Standard{{ID: "fsbp", Total: 4, Manual: 1, Requirements: []policies.Requirement{by, {ID: "1.2"}}}, {ID: "cis-5.0", Total: 10, Manual: 3}}
	if got := Scores(res)[0]; got.Implemented != 1 || got.Manual != 1 || got.Total != 4 {
		t.Errorf("got %+v", got)
	}
	if got := Summary(res); got.Implemented != 1 || got.Manual != 4 || got.Total != 14 {
		t.Errorf("the summary: got %+v", got)
	}
	res.Controls[0].Standards["fsbp"] = []string{"1.1"}
	if got := Scores(res)[0]; got.Implemented != 1 || got.Manual != 0 {
		t.Errorf("answered: got %+v", got)
	}
	if got := requirements(StandardScore{Implemented: 5, Manual: 2, Total: 9}); got != "5+2/9" {
		t.Error(got)
	}
}

func TestControlStatus(t *testing.T) {
	f := func(statuses ...policies.Status) (out policies.Findings) {
		for i, s := range statuses {
			out.Append(policies.Finding{Control: "A.1", Status: s, Account: fmt.Sprint(i), Region: fmt.Sprint(i)})
		}
		out.Append(policies.Finding{Control: "A.2", Status: policies.Failed})
		return out
	}
	for _, tc := range []struct {
		disabled string
		findings policies.Findings
		want     Status
	}{
		{"", f(), NoData},
		{"off", f(), Disabled},
		{"off", f(policies.NotApplicable), Disabled},
		{"off", f(policies.Failed), Failed}, // disabled in one account, failed in another
		{"", f(policies.NotApplicable), NoData},
		{"", f(policies.Passed), Passed},
		{"", f(policies.Passed, policies.NotApplicable), Passed},
		{"", f(policies.Passed, policies.Warning), Unknown},
		{"", f(policies.NotAvailable, policies.Passed), Unknown},
		{"", f(policies.Passed, "SOMETHING_NEW"), Unknown},
		{"", f(policies.NotAvailable, policies.Passed, policies.Failed, policies.Warning), Failed},
	} {
		if got := ControlStatus(policies.Control{ID: "A.1", Disabled: tc.disabled}, tc.findings); got != tc.want {
			t.Errorf("%q %v: got %s, want %s", tc.disabled, tc.findings.List(), got, tc.want)
		}
	}
}

func TestEmptyIsOnlyEmpty(t *testing.T) {
	res := counted(1, 0, 0)
	alter(res, func(i int, f *policies.Finding) { f.Empty = i == 0 })
	if got := Scores(res)[0]; got.Empty != 1 || got.Passed != 1 {
		t.Errorf("got %+v", got)
	}
	other := res.Findings.List()[0]
	other.Empty = false
	res.Findings.Append(other)
	if got := Scores(res)[0]; got.Empty != 0 || got.Passed != 1 {
		t.Errorf("with a resource elsewhere: got %+v", got)
	}
}

func TestCompareIDs(t *testing.T) {
	order := []string{"BLEA.CloudTrail.2", "BLEA.CloudTrail.10", "CIS3.0/1.9", "CIS3.0/1.21", "S3.8", "S3.20", "x"}
	for i := range order {
		for j := range order {
			if got := compareIDs(order[i], order[j]); got < 0 != (i < j) && order[i] != "x" && order[j] != "x" || (got == 0) != (i == j) {
				t.Errorf("%s %s: %d", order[i], order[j], got)
			}
		}
	}
}

func TestAccountScores(t *testing.T) {
	control := func(id, subject string) policies.Control {
		return policies.Control{ID: id, Subject: subject, Severity: "HIGH", Standards: map[string][]string{"fsbp": {id}}}
	}
	find := func(account, control string, status policies.Status) policies.Finding {
		return policies.Finding{ID: account + control, Control: control, Account: account, Severity: "HIGH", Status: status}
	}
	res := &policies.Result{Organization: &policies.Organization{ID: "o-1", Management: "111122223333"}, AllStandards: []policies.Standard{{ID: "fsbp"}},
		Accounts: []policies.Account{{ID: "111122223333"}, {ID: "444455556666", Name: "web"}, {ID: "777788889999"}},
		Controls: []policies.Control{control("A.1", "account"), control("A.2", "account"), control("BLEA.Org.1", "organization")},
		Findings: policies.FindingsOf(find("111122223333", "A.1", policies.Passed), find("444455556666", "A.1", policies.Failed), find("111122223333", "A.2", policies.Passed),
			find("444455556666", "A.2", policies.Passed), find("111122223333", "BLEA.Org.1", policies.Failed)),
	}
	var got []string
	for _, a := range AccountScores(res) {
		s := a.Standards[0]
		text := a.Account + " " + a.Name
		if s.Score != nil {
			text += fmt.Sprintf(" %d of %d %d %d, all %d", *s.Score, s.Passed, s.Failed, s.Unknown, *a.Summary.Score)
		}
		got = append(got, text)
	}
	want := []string{"111122223333  100 of 2 0 0, all 100", "444455556666 web 50 of 1 1 0, all 50", "777788889999 "}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if s := Scores(res)[0]; s.Passed != 1 || s.Failed != 2 { // a control that fails in one account fails in the organization
		t.Errorf("the organization's are %+v", s)
	}
	res.Organization = nil
	if s := AccountScores(res)[0]; *s.Summary.Score != 67 { // then it is the account's own
		t.Errorf("without an organization: %+v", s.Summary)
	}
	res.Accounts = res.Accounts[:1]
	if AccountScores(res) != nil {
		t.Error("one account has no table of accounts")
	}
}
