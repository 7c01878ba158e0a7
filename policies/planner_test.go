package policies

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// one is what tests compare of a step.
func one(s Step) string {
	var changes []string
	for _, c := range s.Changes {
		_, id, _ := strings.Cut(c.Finding, c.Control+"/")
		changes = append(changes, fmt.Sprintf("%s %s %s>%s", c.Control, id, c.From, c.To))
	}
	return fmt.Sprintf("%s %s: %s", s.Control, s.Subject, strings.Join(changes, ", "))
}

func ones(steps []Step) (out []string) {
	for _, s := range steps {
		out = append(out, one(s))
	}
	return out
}

// What one call replaces as a whole is one step that asks for everything, and its undo knows the first state.
func TestPlanMergesWhatACallReplaces(t *testing.T) {
	s := loaded(t, Selection{Controls: []string{"IAM.11", "IAM.12", "IAM.15", "IAM.16"}})
	b := newBed(t).asks(s).put("global", "iam.password_policy", account, el{"MinimumPasswordLength": 8, "RequireUppercaseCharacters": false, "RequireLowercaseCharacters": true,
		"RequireSymbols": false, "RequireNumbers": true, "AllowUsersToChangePassword": true, "ExpirePasswords": false})
	res := judge(t, s, b.write(), Options{Plan: true, Actions: func(op string) []string { return []string{strings.Replace(op, ":", ":x", 1)} }})
	id := "AWS::::Account:" + account
	same(t, "steps", ones(res.Steps), []string{"IAM.11 " + id + ": IAM.11 " + id + " FAILED>PASSED, IAM.15 " + id + " FAILED>PASSED, IAM.16 " + id + " FAILED>PASSED"})
	step := res.Steps[0]
	if got := asJSON(t, step.Calls[0].Params); !strings.Contains(got, `"MinimumPasswordLength": 14`) || !strings.Contains(got, `"RequireUppercaseCharacters": true`) ||
		!strings.Contains(got, `"PasswordReusePrevention": 24`) || !strings.Contains(got, `"RequireSymbols": false`) || !strings.Contains(got, `"RequireNumbers": true`) {
		t.Errorf("the call is %s", got)
	}
	if got := asJSON(t, step.Undo); len(step.Undo) != 1 || !strings.Contains(got, `"MinimumPasswordLength": 8`) || strings.Contains(got, "PasswordReusePrevention") {
		t.Errorf("the undo is %s", got)
	}
	if !reflect.DeepEqual(step.Permissions, []string{"iam:xUpdateAccountPasswordPolicy"}) || step.Risk != RiskClients {
		t.Errorf("permissions %v, risk %s", step.Permissions, step.Risk)
	}
}

// mended is a plan that gives topics a name, with what else a step says.
func mended(rest string) string {
	return named + `
plan contains {
	"subject": topic.id, "region": topic.region, "calls": [{"service": "sns", "operation": "SetTopicAttributes", "params": {"TopicArn": topic.id, "AttributeName": "DisplayName"}}],
	"undo": [], "effect": [{"op": "set", "collection": "sns.topics", "id": topic.id, "path": "GetTopicAttributes.Attributes.DisplayName", "value": "x"}],
	` + rest + `
} if {
	some topic in input.sns.topics
	not topic.id in _named
}
`
}

func TestPlanOrderAndForecast(t *testing.T) {
	plain := mended(`"needs": [], "destructive": false`)
	made := `findings contains result.pass(input.account, "good", {}, []) if input.sns.topics[0]

findings contains result.fail(input.account, "bad", {}, []) if not input.sns.topics[0]

plan contains {
	"subject": input.account.id, "region": "us-east-1", "calls": [{"service": "sns", "operation": "CreateTopic", "params": {"Name": "new"}}], "undo": [],
	"effect": [{"op": "add", "collection": "sns.topics", "id": "new", "value": {"id": "new", "arn": "new", "type": "AWS::SNS::Topic", "account": input.account.account, "region": "us-east-1"}}],
	"needs": [], "destructive": false,
} if {
	not input.sns.topics[0]
}
`
	gone := named + `
plan contains {
	"subject": topic.id, "region": topic.region, "calls": [{"service": "sns", "operation": "DeleteTopic", "params": {"TopicArn": topic.id}}], "undo": [],
	"effect": [{"op": "remove", "collection": "sns.topics", "id": topic.id}], "needs": [], "destructive": true,
} if {
	some topic in input.sns.topics
	not topic.id in _named
}
`
	accountWide := map[string]any{"subject": "account", "collection": nil, "resource": nil, "severity": "LOW"}
	for name, tc := range map[string]struct {
		controls map[string]string
		about    map[string]map[string]any
		topics   []string
		severity string
		want     []string
		after    [][]int
	}{
		"one change mends both": {map[string]string{"a": plain, "b": plain}, nil, []string{"t"}, "",
			[]string{"CUSTOM/a t: CUSTOM/a t FAILED>PASSED, CUSTOM/b t FAILED>PASSED"}, [][]int{{}}},
		"what is needed comes first": {map[string]string{"a": mended(`"needs": ["CUSTOM/b"], "destructive": false`), "b": strings.ReplaceAll(plain, "SetTopic", "PutTopic")},
			map[string]map[string]any{"a": {"severity": "CRITICAL"}}, []string{"t"}, "",
			[]string{"CUSTOM/b t: CUSTOM/a t FAILED>PASSED, CUSTOM/b t FAILED>PASSED"}, [][]int{{}}},
		"what a step makes is judged, and mended": {map[string]string{"a": plain, "b": made}, map[string]map[string]any{"b": accountWide}, nil, "",
			[]string{"CUSTOM/b AWS::::Account:111122223333: CUSTOM/a AWS::::Account:111122223333 NOT_APPLICABLE>, CUSTOM/b AWS::::Account:111122223333 FAILED>PASSED, CUSTOM/a new >FAILED",
				"CUSTOM/a new: CUSTOM/a new FAILED>PASSED"}, [][]int{{}, {1}}},
		"what destroys comes last": {map[string]string{"a": gone, "b": strings.Replace(plain, "DisplayName != \"\"", "DisplayName == \"x\"", 1)}, map[string]map[string]any{"a": {"severity": "CRITICAL"}}, []string{"t"}, "",
			[]string{"CUSTOM/b t: CUSTOM/a t FAILED>PASSED, CUSTOM/b t FAILED>PASSED"}, [][]int{{}}},
		"what is destroyed is gone": {map[string]string{"a": gone}, nil, []string{"t"}, "",
			[]string{"CUSTOM/a t: CUSTOM/a t FAILED>, CUSTOM/a AWS::::Account:111122223333 >NOT_APPLICABLE"}, [][]int{{}}},
		"only what is severe": {map[string]string{"a": plain, "b": strings.ReplaceAll(strings.ReplaceAll(plain, "DisplayName", "Owner"), "SetTopic", "PutTopic")}, map[string]map[string]any{"b": {"severity": "HIGH"}}, []string{"t"}, "HIGH",
			[]string{"CUSTOM/b t: CUSTOM/b t FAILED>PASSED"}, [][]int{{}}},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAuthor(t)
			var ids []string
			for id, rules := range tc.controls {
				a.control(id, tc.about[id], rules)
				ids = append(ids, "CUSTOM/"+id)
			}
			s := a.load(ids...)
			b := newBed(t).asks(s)
			for _, id := range tc.topics {
				b.put(tokyo, "sns.topics", id, topic(""))
			}
			path := b.write()
			res := judge(t, s, path, Options{Plan: true, PlanSeverity: tc.severity})
			same(t, "steps", ones(res.Steps), tc.want)
			var after [][]int
			for _, s := range res.Steps {
				after = append(after, s.After)
			}
			if !reflect.DeepEqual(after, tc.after) {
				t.Errorf("after %v", after)
			}
			if again := judge(t, s, path, Options{Plan: true, PlanSeverity: tc.severity}); !reflect.DeepEqual(res.Steps, again.Steps) {
				t.Error("it is another plan the second time")
			}
		})
	}
}

// Many steps of one control are judged together, and each still says what it mends.
func TestPlanOfMany(t *testing.T) {
	s := newAuthor(t).control("a", nil, mended(`"needs": [], "destructive": false`)).load("CUSTOM/a")
	b := newBed(t).asks(s)
	for i := range 2*stepwise + 1 {
		b.put(tokyo, "sns.topics", fmt.Sprintf("t%03d", i), topic(""))
	}
	res := judge(t, s, b.write(), Options{Plan: true})
	if len(res.Steps) != 2*stepwise+1 {
		t.Fatalf("%d steps", len(res.Steps))
	}
	for _, s := range res.Steps {
		if want := fmt.Sprintf("CUSTOM/a %s: CUSTOM/a %s FAILED>PASSED", s.Subject, s.Subject); one(s) != want {
			t.Errorf("got %s", one(s))
		}
	}
}

// A step that mends nothing is not taken again and again, be its call another each time or not.
func TestPlanEnds(t *testing.T) {
	s := newAuthor(t).control("a", nil, strings.Replace(mended(`"needs": [], "destructive": false`), `"value": "x"`, `"value": ""`, 1)).
		control("b", nil, strings.Replace(mended(`"needs": [], "destructive": false`), `"value": "x"`, `"value": ""`, 1)).load("CUSTOM/a", "CUSTOM/b")
	res := judge(t, s, newBed(t).asks(s).put(tokyo, "sns.topics", "t", topic("")).write(), Options{Plan: true})
	same(t, "steps", ones(res.Steps), []string{"CUSTOM/a t: "})
}

func TestChangedAt(t *testing.T) {
	object := func(v any) ast.Object {
		x, err := ast.InterfaceToValue(v)
		if err != nil {
			t.Fatal(err)
		}
		return x.(ast.Object)
	}
	for _, tc := range []struct {
		in    map[string]any
		path  string
		value ast.Value
		want  map[string]any
	}{
		{map[string]any{"a": 1, "b": 2}, "a", ast.Number("3"), map[string]any{"a": 3, "b": 2}},
		{map[string]any{"a": map[string]any{"b": 1, "c": 2}}, "a.b", ast.String("x"), map[string]any{"a": map[string]any{"b": "x", "c": 2}}},
		{map[string]any{}, "a.b.c", ast.Boolean(true), map[string]any{"a": map[string]any{"b": map[string]any{"c": true}}}},
		{map[string]any{"a": "text"}, "a.b", ast.Boolean(true), map[string]any{"a": map[string]any{"b": true}}},
		{map[string]any{"a": 1, "b": 2}, "a", nil, map[string]any{"b": 2}},
		{map[string]any{"a": 1}, "b.c", nil, map[string]any{"a": 1}},
		{map[string]any{"a": []any{map[string]any{"b": 1}, map[string]any{"b": 2}}}, "a.1.b", ast.Number("3"), map[string]any{"a": []any{map[string]any{"b": 1}, map[string]any{"b": 3}}}},
		{map[string]any{"a": []any{map[string]any{"b": 1}, map[string]any{"c": 2}}}, "a.b", nil, map[string]any{"a": []any{map[string]any{}, map[string]any{"c": 2}}}},
	} {
		before := object(tc.in)
		if got := changedAt(before, strings.Split(tc.path, "."), tc.value); got.Compare(object(tc.want)) != 0 {
			t.Errorf("%s: %s", tc.path, got)
		}
		if before.Compare(object(tc.in)) != 0 {
			t.Errorf("%s: the element itself was changed", tc.path)
		}
	}
}

func TestJoinedCalls(t *testing.T) {
	a := Call{Service: "guardduty", Operation: "UpdateDetector", Params: map[string]any{"DetectorId": "d", "Features": []any{"x", "y"}}}
	got := joinedCall(a, Call{Service: "guardduty", Operation: "UpdateDetector", Params: map[string]any{"DetectorId": "d", "Features": []any{"y", "z"}}}, "Features")
	if !reflect.DeepEqual(got.Params, map[string]any{"DetectorId": "d", "Features": []any{"x", "y", "z"}}) || len(a.Params["Features"].([]any)) != 2 {
		t.Errorf("got %v, a is %v", got, a)
	}
	step := Step{Calls: []Call{a}, Undo: []Call{a}}
	if step.replaces() == "" {
		t.Error("features of a detector are not joined")
	}
	step.Undo = nil
	if step.replaces() != "" {
		t.Error("a step that nothing undoes is joined")
	}
}
