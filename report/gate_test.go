package report

import (
	"strings"
	"testing"

	"kijun/policies"
)

func TestGate(t *testing.T) {
	nothing := counted(0, 0, 0)
	na := counted(1, 0, 0)
	alter(na, func(_ int, f *policies.Finding) { f.Status = policies.NotApplicable })
	stopped := counted(1, 0, 0)
	stopped.Incomplete = true
	low := counted(1, 1, 0)
	alter(low, func(_ int, f *policies.Finding) { f.Severity = "LOW" })
	both := counted(3, 1, 1)
	unscored := counted(1, 0, 0)
	unscored.AllStandards = nil
	all := func(n int) map[string]int { return map[string]int{"": n} }
	for name, tc := range map[string]struct {
		res  *policies.Result
		o    GateOptions
		want int
		why  string
	}{
		"no gate":                              {counted(0, 5, 5), GateOptions{}, 0, "no gate was asked for"},
		"no gate, nothing evaluated":           {nothing, GateOptions{}, 0, ""},
		"severity passes":                      {counted(3, 0, 0), GateOptions{FailOn: "HIGH"}, 0, "gate passed"},
		"severity fails":                       {counted(3, 1, 0), GateOptions{FailOn: "HIGH"}, 1, "gate failed: failed, HIGH or worse: FAILED.0"},
		"a worse one fails":                    {counted(3, 1, 0), GateOptions{FailOn: "LOW"}, 1, ""},
		"a milder one does not":                {counted(3, 1, 0), GateOptions{FailOn: "CRITICAL"}, 0, ""},
		"a mild unknown one does not matter":   {counted(3, 0, 1), GateOptions{FailOn: "CRITICAL"}, 0, ""},
		"low findings":                         {low, GateOptions{FailOn: "MEDIUM"}, 0, ""},
		"unknown":                              {counted(3, 0, 1), GateOptions{FailOn: "HIGH"}, 2, "gate undecided: unknown, HIGH or worse: NOT_AVAILABLE.0"},
		"failed beats unknown":                 {both, GateOptions{FailOn: "HIGH"}, 1, ""},
		"unknown made failed":                  {counted(3, 0, 1), GateOptions{FailOn: "HIGH", FailOnUnknown: true}, 1, ""},
		"only unknown asked, failed is fine":   {counted(3, 1, 0), GateOptions{FailOnUnknown: true}, 0, ""},
		"only unknown asked":                   {counted(3, 1, 1), GateOptions{FailOnUnknown: true}, 1, ""},
		"nothing evaluated":                    {nothing, GateOptions{FailOn: "CRITICAL"}, 2, "nothing was evaluated"},
		"nothing but not applicable":           {na, GateOptions{FailOn: "CRITICAL"}, 2, "nothing was evaluated"},
		"nothing evaluated, made failed":       {nothing, GateOptions{FailOn: "CRITICAL", FailOnUnknown: true}, 1, ""},
		"incomplete":                           {stopped, GateOptions{FailOn: "CRITICAL"}, 2, "incomplete"},
		"score reaches the limit":              {counted(3, 1, 0), GateOptions{MinScore: all(75)}, 0, ""},
		"score below":                          {counted(3, 1, 0), GateOptions{MinScore: all(76)}, 1, "the score of fsbp is 75, below 76"},
		"interval above":                       {counted(3, 0, 1), GateOptions{MinScore: all(75)}, 0, ""},
		"interval straddles":                   {counted(3, 0, 1), GateOptions{MinScore: all(76)}, 2, "the score of fsbp is within 75-100, the limit is 76"},
		"interval below":                       {counted(1, 2, 1), GateOptions{MinScore: all(51)}, 1, "25-50"},
		"upper end reaches it":                 {counted(1, 2, 1), GateOptions{MinScore: all(50)}, 2, ""},
		"its own limit":                        {counted(3, 1, 0), GateOptions{MinScore: map[string]int{"": 90, "fsbp": 70}}, 0, ""},
		"no score":                             {na, GateOptions{MinScore: all(0)}, 2, "fsbp has no score"},
		"no standard":                          {unscored, GateOptions{MinScore: all(0)}, 2, "no standard was scored"},
		"severity and score: one fails":        {counted(3, 1, 0), GateOptions{FailOn: "CRITICAL", MinScore: all(80)}, 1, ""},
		"score decides, unknown is no gate":    {counted(3, 0, 1), GateOptions{MinScore: all(50)}, 0, ""},
		"straddling and failing":               {both, GateOptions{FailOn: "HIGH", MinScore: all(70)}, 1, ""},
		"unknown severity":                     {na, GateOptions{FailOn: "BAD"}, 3, `there is no severity "BAD"; there are CRITICAL, HIGH`},
		"unknown standard":                     {na, GateOptions{MinScore: map[string]int{"cis": 1}}, 3, `there is no score of the standard "cis"; there are fsbp`},
		"no percentage":                        {na, GateOptions{MinScore: all(101)}, 3, "a score is 0 to 100, not 101"},
		"a finding with a warning is unknown":  {warned(), GateOptions{FailOn: "HIGH"}, 2, ""},
		"unknown beside failed of one control": {mixed(), GateOptions{FailOn: "HIGH"}, 1, "gate failed: failed, HIGH or worse: A.1"},
	} {
		exit, why := Gate(tc.res, tc.o)
		if exit != tc.want || !strings.Contains(why, tc.why) {
			t.Errorf("%s: got %d %q, want %d %q", name, exit, why, tc.want, tc.why)
		}
	}
}

func warned() *policies.Result {
	res := counted(1, 0, 0)
	alter(res, func(_ int, f *policies.Finding) { f.Status = policies.Warning })
	return res
}

func mixed() *policies.Result {
	return &policies.Result{Findings: policies.FindingsOf(
		policies.Finding{Control: "A.1", Severity: "HIGH", Status: policies.Failed}, policies.Finding{Control: "A.1", Severity: "HIGH", Status: policies.NotAvailable})}
}

func TestGateSpeaksJapanese(t *testing.T) {
	res := counted(3, 1, 0)
	res.Lang = "ja"
	if _, why := Gate(res, GateOptions{FailOn: "HIGH"}); why != "ゲート: 不合格: HIGH以上の失敗: FAILED.0" {
		t.Errorf("got %s", why)
	}
}
