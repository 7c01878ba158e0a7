package policies

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
	"kijun/scanner/snapshot"
)

func madeControls(t *testing.T) []made {
	t.Helper()
	index, err := Index()
	if err != nil {
		t.Fatal(err)
	}
	out, err := tagging(index)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 20 {
		t.Fatalf("only %d controls of tags are made", len(out))
	}
	return out
}

// TestTagging holds what is made from the template to what lint holds files to: METADATA, types, evidence paths, readable reads.
func TestTagging(t *testing.T) {
	schema, err := inputSchema()
	if err != nil {
		t.Fatal(err)
	}
	index, err := Index()
	if err != nil {
		t.Fatal(err)
	}
	standards, err := Standards()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, m := range madeControls(t) {
		c := m.control
		if seen[c.ID] || !controlID.MatchString(c.ID) || strings.HasPrefix(c.Title.En, " ") || strings.HasPrefix(c.Title.Ja, "に") {
			t.Errorf("%s: the id is there twice or the titles are incomplete: %v", c.ID, c.Title)
		}
		seen[c.ID] = true
		for _, why := range unmet(standards, c) {
			t.Errorf("%s: %s", c.ID, why)
		}
		text := strings.ReplaceAll(string(m.shape.text), "input."+tagged, "input."+c.Collection) // so that its types are checked
		modules, err := parse([]source{{"made.rego", []byte("# METADATA\n# schemas:\n#   - input: schema.input\n" + strings.TrimLeft(text[strings.Index(text, "package "):], "\n"))}}, true)
		if err != nil {
			t.Fatal(err)
		}
		result, err := embedded("lib")
		if err != nil {
			t.Fatal(err)
		}
		used, err := imported(result, modules)
		if err != nil {
			t.Fatal(err)
		}
		compiler, err := typedCompiler()
		if err != nil {
			t.Fatal(err)
		}
		if compiler.WithStrict(true).Compile(merged(modules, used)); compiler.Failed() {
			t.Errorf("%s: %v", c.ID, compiler.Errors)
			continue
		}
		for _, r := range compiler.Modules["made.rego"].Rules {
			for path := range evidencePaths(compiler.Modules["made.rego"], r) {
				if why := checkPath(schema, c.Collection, path); why != "" {
					t.Errorf("%s: %s", c.ID, why)
				}
			}
		}
		for _, p := range reads.Analyse(compiler, ast.MustParseRef(c.Package), collections(index)).Problems {
			t.Errorf("%s: %s", c.ID, p)
		}
		for _, p := range reasonProblems("made.rego", modules["made.rego"], c) {
			t.Errorf("%s: %s", c.ID, p)
		}
	}
	for _, s := range standards {
		for _, r := range s.Requirements {
			if s.ID == "tagging" && !seen[r.ID] && strings.HasPrefix(r.ID, "SNS.") {
				t.Errorf("%s is not made, though its topics have tags", r.ID)
			}
		}
	}
}

// holding is an element with tags of the given keys where a path like "ListTags.TagList[].Key" says.
func holding(path string, keys ...string) el {
	lists := strings.Split(strings.TrimSuffix(path, "{}"), "[].")
	var at any
	if last := lists[len(lists)-1]; strings.HasSuffix(path, "{}") {
		tags := el{}
		for _, k := range keys {
			tags[k] = "v"
		}
		at = nested(last, tags)
	} else {
		lists = lists[:len(lists)-1]
		tags := []any{}
		for _, k := range keys {
			tags = append(tags, el{last: k, "Value": "v"})
		}
		at = nested(lists[len(lists)-1], tags)
	}
	for i := len(lists) - 2; i >= 0; i-- {
		at = nested(lists[i], []any{at})
	}
	return at.(el)
}

func nested(path string, value any) el {
	parts := strings.Split(path, ".")
	for i := len(parts) - 1; i >= 0; i-- {
		value = el{parts[i]: value}
	}
	return value.(el)
}

// TestTaggingVerdicts judges resources of every type: without tags, with AWS's alone, with a user's, and those of another account.
func TestTaggingVerdicts(t *testing.T) {
	index, err := Index()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	over := map[string]map[string]any{}
	all := madeControls(t)
	for _, m := range all {
		ids = append(ids, m.control.ID)
		for name := range m.control.Parameters {
			over[m.control.ID] = map[string]any{name: []any{"team", "Stage"}}
		}
	}
	places := map[string]string{}
	for _, m := range all {
		places[m.control.Collection] = index[m.control.Collection].Tags
	}
	world := func(s *Set) *bed {
		b := newBed(t).everything()
		for key, path := range places {
			arn := func(account, id string) string { return "arn:aws:x:" + tokyo + ":" + account + ":" + key + "/" + id }
			put := func(id string, x el) {
				x["id"] = key + "/" + id
				if x["arn"] == nil {
					x["arn"] = arn(account, id)
				}
				b.put(tokyo, key, key+"/"+id, x)
			}
			put("absent", el{})
			put("none", holding(path))
			put("aws", holding(path, "aws:cloudformation:stack-name"))
			put("one", holding(path, "aws:x", "team"))
			put("both", holding(path, "team", "Stage", "other"))
			put("case", holding(path, "team", "stage"))
			foreign := holding(path)
			foreign["arn"] = arn("444455556666", "foreign")
			if owner := index[key].Owner; owner != "" {
				foreign[owner], foreign["arn"] = "444455556666", arn(account, "foreign")
			}
			put("foreign", foreign)
			b.put(tokyo, key, key+"/arnless", el{"id": key + "/arnless", "arn": ""})
		}
		return b
	}
	for name, tc := range map[string]struct {
		parameters map[string]map[string]any
		want       []string
	}{
		"any tag":    {nil, []string{"absent FAILED untagged", "arnless FAILED untagged", "aws FAILED untagged", "both PASSED tagged", "case PASSED tagged", "none FAILED untagged", "one PASSED tagged"}},
		"given keys": {over, []string{"absent FAILED lacking", "arnless FAILED lacking", "aws FAILED lacking", "both PASSED tagged", "case FAILED lacking", "none FAILED lacking", "one FAILED lacking"}},
	} {
		s := loaded(t, Selection{Controls: ids, Parameters: tc.parameters})
		res := judge(t, s, world(s).write(), Options{Lang: "en"})
		for _, line := range res.Errors {
			t.Error(line)
		}
		for _, id := range ids {
			var got []string
			for _, f := range res.Findings.List() {
				if f.Control == id {
					got = append(got, fmt.Sprintf("%s %s %s", f.Resource.ID[strings.LastIndex(f.Resource.ID, "/")+1:], f.Status, f.ReasonCode))
				}
			}
			slices.Sort(got)
			same(t, name+" "+id, got, tc.want)
		}
	}
}

// TestTaggingGaps: tags that could not be read leave their resource undecided and no other, and a listing that failed its Region.
func TestTaggingGaps(t *testing.T) {
	s := loaded(t, Selection{Controls: []string{"SNS.3"}})
	b := newBed(t).everything().put(tokyo, "sns.topics", "unread", topic("unread")).put(tokyo, "sns.topics", "bare", el{"ListTagsForResource": el{"Tags": []any{}}}).
		put(tokyo, "sns.topics", "tagged", el{"ListTagsForResource": el{"Tags": []any{el{"Key": "a", "Value": "b"}}}}).
		gap(snapshot.Gap{Region: tokyo, Key: "sns.topics", ID: "unread", Operation: "sns:ListTagsForResource"}).
		gap(snapshot.Gap{Region: virginia, Key: "sns.topics", Operation: "sns:ListTopics"})
	res := judge(t, s, b.write(), Options{Lang: "en"})
	same(t, "findings", rows(res, "SNS.3"), []string{tokyo + " bare FAILED untagged", tokyo + " tagged PASSED tagged", tokyo + " unread NOT_AVAILABLE gap", virginia + " sns.topics@" + virginia + " NOT_AVAILABLE gap"})
	none := judge(t, s, newBed(t).everything().write(), Options{Lang: "en"})
	if none.Findings.Len() != 1 || none.Findings.List()[0].Status != Passed || !none.Findings.List()[0].Empty {
		t.Errorf("without topics: %v", none.Findings)
	}
}

func TestTaggingParameters(t *testing.T) {
	seven := []any{"a", "b", "c", "d", "e", "f", "g"}
	for _, tc := range []struct {
		value any
		want  string
	}{{seven, "7 members are more than 6"}, {seven[:6], ""}, {"a", "not a list"}, {[]any{1}, "not a string"}} {
		_, err := Load(Selection{Controls: []string{"SNS.3"}, Parameters: map[string]map[string]any{"SNS.3": {"requiredTagKeys": tc.value}}})
		if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
			t.Errorf("%v: %v", tc.value, err)
		}
	}
	s := loaded(t, Selection{Controls: []string{"SNS.3", "EC2.38"}, Disable: []string{"SNS.3"}})
	if s.Controls[1].ID != "SNS.3" || s.Controls[1].Disabled == "" || s.Controls[0].Disabled != "" {
		t.Errorf("switched off: %v", s.Controls)
	}
}

func TestIterated(t *testing.T) {
	for path, want := range map[string][2]string{
		"tags{}":                           {"some key, _ in x.tags", "tags"},
		"ListTags.Tags{}":                  {"some key, _ in x.ListTags.Tags", "ListTags.Tags"},
		"List.Tags[].Key":                  {"some x0 in x.List.Tags; key := x0.Key", "List.Tags.Key"},
		"List.Sets[].Tags[].TagKey":        {"some x0 in x.List.Sets; some x1 in x0.Tags; key := x1.TagKey", "List.Sets.Tags.TagKey"},
		"Describe.Groups[].Inner.Labels{}": {"some x0 in x.Describe.Groups; some key, _ in x0.Inner.Labels", "Describe.Groups.Inner.Labels"},
	} {
		lines, evidence := iterated(path)
		if got := [2]string{strings.ReplaceAll(lines, "\n\t\t", "; "), evidence}; got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}
