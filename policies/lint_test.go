package policies

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// lintable is a control that lint likes, to be spoilt.
const lintable = `# METADATA
# title: Topics should have a display name
# custom:
#   id: CUSTOM/named
#   title_ja: トピックには表示名が必要です
#   severity: LOW
#   subject: resource
#   collection: sns.topics
#   resource: AWS::SNS::Topic
#   reasons:
#     good: {en: "the name is {name}", ja: "名前は {name} です"}
#     bad: {en: there is no name, ja: 名前がありません}
#   remediation: {en: Set it., ja: 設定します。}
package custom.named

import data.lib.result

findings contains result.pass(topic, "good", {"name": topic.GetTopicAttributes.Attributes.DisplayName}, _reads) if {
	some topic in input.sns.topics
	topic.id in _named
}

findings contains result.fail(topic, "bad", {}, _reads) if {
	some topic in input.sns.topics
	not topic.id in _named
}

_reads := ["GetTopicAttributes.Attributes.DisplayName"]

_named contains topic.id if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.Attributes.DisplayName != ""
}
`

const lintableTest = `package custom.named_test

import data.custom.named as control

test_nothing if count(control.findings) == 0 with input.sns.topics as []
`

func TestLintRules(t *testing.T) {
	fine, typo, broken := newAuthor(t), newAuthor(t), newAuthor(t)
	cases, wants := map[string]string{}, map[string]string{}
	name := `	topic.GetTopicAttributes.Attributes.DisplayName != ""`
	for what, tc := range map[string]struct{ old, new, want string }{
		"nothing":                            {"", "", ""},
		"a typo at depth":                    {name, `	topic.GetTopicAttributes.Attributes.DisplayNam != ""`, `named\.rego:32:\d+: undefined ref: topic.*DisplayNam`},
		"a typo in an operation":             {name, `	topic.GetTopicAttribute.Attributes.DisplayName != ""`, `named\.rego:32:\d+: undefined ref`},
		"a typo in an evidence path":         {`["GetTopicAttributes.Attributes.DisplayName"]`, `["GetTopicAttributes.Attributes.DisplayNam"]`, `named\.rego:28:12: the evidence path .* leads nowhere: there is no "DisplayNam"`},
		"an absolute path":                   {`["GetTopicAttributes.Attributes.DisplayName"]`, `["input.sns.topic.Name"]`, `named\.rego:28:12: the evidence path .* there is no "topic"`},
		"a path of object.get":               {name, `	object.get(topic, ["GetTopicAttributes", "Attributes", "DisplayNam"], "") != ""`, `named\.rego:32:\d+: object\.get: there is no "DisplayNam"`},
		"a key of object.get":                {name, `	object.get(topic.GetTopicAttributes.Attributes, "DisplayNam", "") != ""`, `named\.rego:32:\d+: object\.get: there is no "DisplayNam"`},
		"no format":                          {name, "\t" + name, `named\.rego:1:1: the file is not formatted: kijun lint --fix does it`},
		"no Japanese title":                  {"#   title_ja: トピックには表示名が必要です\n", "", `named\.rego:1:1: METADATA: title and title_ja are both needed`},
		"no Japanese reason":                 {`, ja: 名前がありません`, "", `METADATA: reason bad needs en and ja`},
		"other placeholders":                 {`名前は {name} です`, `名前は {nam} です`, `METADATA: reason good has other placeholders`},
		"no Japanese remediation":            {`, ja: 設定します。`, "", `METADATA: remediation needs en and ja`},
		"an unknown reason to do it by hand": {"#   severity: LOW", "#   severity: LOW\n#   otherwise: whim", `METADATA: otherwise is "whim"; it must be one of root, `},
		"by hand and with a plan":            {"#   severity: LOW", "#   severity: LOW\n#   manual: decision\n#   otherwise: decision", `METADATA: manual is for a control without a plan`},
		"an unknown key":                     {"#   severity: LOW", "#   severity: LOW\n#   severety: LOW", `METADATA: unknown field "severety"`},
		"an unknown key of a part":           {"remediation: {en: Set it.", "remediation: {de: Nein, en: Set it.", `METADATA: unknown field "de"`},
		"an unknown severity":                {"severity: LOW", "severity: SEVERE", `METADATA: severity is "SEVERE"`},
		"an unknown standard":                {"#   severity: LOW", "#   severity: LOW\n#   standards: {fsbq: [X]}", `there is no standard "fsbq"`},
		"an unknown collection":              {"collection: sns.topics", "collection: sns.topic", `there is no collection "sns.topic"`},
		"an unknown type":                    {"#   severity: LOW", "#   severity: LOW\n#   parameters: {days: {type: int}}", `parameter days: "int" is not a type of parameters`},
		"a default out of range":             {"#   severity: LOW", "#   severity: LOW\n#   parameters: {days: {type: integer, default: 0, min: 1}}", `default of parameter days: 0 is out of range`},
		"an unused reason":                   {"#     bad: {", "#     worse: {en: x, ja: y}\n#     bad: {", `no rule gives the reason "worse"`},
		"a reason that is not there":         {`"bad", {}`, `"worse", {}`, `named\.rego:23:\d+: the METADATA has no reason "worse"`},
		"an argument that is missing":        {`{"name": topic.GetTopicAttributes.Attributes.DisplayName}`, `{"nam": 1}`, `the reason good has the placeholder \{name\}, but is given no such argument`},
		"an id of kijun's":                   {"id: CUSTOM/named", "id: SNS.99", `the id of a control of your own begins with CUSTOM/, not "SNS\.99"`},
		"an id of no form":                   {"id: CUSTOM/named", "id: sns-99", `METADATA: id "sns-99" has not the form`},
		"another package":                    {"package custom.named", "package mine.named", `named\.rego:14:1: the package is mine\.named`},
		"walk":                               {name, `	walk(topic, [_, "x"])`, `named\.rego:32:\d+: .*walk`},
		"a computed key":                     {name, `	topic[concat("", ["Get", "TopicAttributes"])]`, `named\.rego:32:\d+: `},
		"a numeric index":                    {name, `	input.sns.topics[0].id == topic.id`, `named\.rego:32:\d+: `},
		"with":                               {name, name + ` with input.sns.topics as []`, `named\.rego:32:\d+: .*with`},
		"not in a lookup, by a variable":     {"\tnot topic.id in _named\n}\n", "\tnot topic.id in _by_region[topic.region]\n}\n\n_by_region[topic.region] contains topic.id if {\n\tsome topic in input.sns.topics\n\ttopic.id in _named\n}\n", `named\.rego:25:2: not \.\.\. in a lookup that may find nothing`},
		"not in a lookup, by a constant":     {"\tnot topic.id in _named\n}\n", "\tnot topic.id in _by_region[\"us-east-1\"]\n}\n\n_by_region[topic.region] contains topic.id if {\n\tsome topic in input.sns.topics\n\ttopic.id in _named\n}\n", `named\.rego:25:2: not \.\.\. in a lookup that may find nothing`},
		"not in a lookup in a value":         {"\tnot topic.id in _named\n}\n", "\tevery table in [_by_region] {\n\t\tnot topic.id in table[topic.region]\n\t}\n}\n\n_by_region[topic.region] contains topic.id if {\n\tsome topic in input.sns.topics\n\ttopic.id in _named\n}\n", `named\.rego:26:3: not \.\.\. in a lookup that may find nothing`},
		"not in a lookup in a comprehension": {"\tnot topic.id in _named\n}\n", "\tcount([1 | not topic.id in _by_region[topic.region]]) == 1\n}\n\n_by_region[topic.region] contains topic.id if {\n\tsome topic in input.sns.topics\n\ttopic.id in _named\n}\n", `named\.rego:25:\d+: not \.\.\. in a lookup that may find nothing`},
		"not in a lookup that is bound":      {"\tnot topic.id in _named\n}\n", "\tids := {id | some id in _by_region[topic.region]}\n\tnot topic.id in ids\n}\n\n_by_region[topic.region] contains topic.id if {\n\tsome topic in input.sns.topics\n\ttopic.id in _named\n}\n", ``},
		"not in a set of pairs":              {"\tnot topic.id in _named\n}\n", "\tnot [topic.region, topic.id] in _pairs\n}\n\n_pairs contains [topic.region, topic.id] if {\n\tsome topic in input.sns.topics\n\ttopic.id in _named\n}\n", ``},
		"a rule that is not there":           {"not topic.id in _named", "not topic.id in data.custom.other.named", `named\.rego:25:\d+: there is no data\.custom\.other\.named`},
		"the whole of input":                 {name, name + "\n\tcount(input.sns) > 0", `named\.rego:33:\d+: `},
		"an unknown function":                {name, `	time.now_ns() > 0`, `named\.rego:32:\d+: undefined function time\.now_ns`},
		"subjects of an account":             {"subject: resource\n#   collection: sns.topics", "subject: account", `begin with input\.<service>`},
	} {
		if !strings.Contains(lintable, tc.old) {
			t.Fatalf("%s: the control does not hold %q", what, tc.old)
		}
		// all that compiles in one folder, what stops the compiler early in others: each lint takes a second
		a, name := fine, fmt.Sprintf("n%02d", len(cases))
		if strings.Contains(tc.want, "undefined ref") {
			a = typo
		} else if strings.Contains(tc.want, "undefined") {
			a = broken
		}
		text := strings.Replace(lintable, tc.old, tc.new, 1)
		a.write(name+".rego", strings.NewReplacer("custom.named", "custom."+name, "CUSTOM/named", "CUSTOM/"+name).Replace(text)).
			write(name+"_test.rego", strings.ReplaceAll(lintableTest, "custom.named", "custom."+name))
		cases[name] = what
		wants[name] = tc.want
	}
	got := map[string]string{}
	for _, a := range []*author{fine, typo, broken} {
		problems, err := Lint(a.dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			name := strings.TrimSuffix(filepath.Base(p.File), ".rego")
			got[name] += strings.ReplaceAll(p.String(), name, "named") + "\n"
		}
	}
	for name, want := range wants {
		if want == "" && got[name] != "" || !regexp.MustCompile(want).MatchString(got[name]) {
			t.Errorf("%s: lint says %q, not %s", cases[name], got[name], want)
		}
	}
}

func TestLintFolder(t *testing.T) {
	for what, tc := range map[string]struct {
		write func(a *author)
		want  string
	}{
		"no test":         {func(a *author) { a.write("named.rego", lintable) }, `named\.rego:1:1: there is no test beside it \(named_test\.rego\)`},
		"an id twice":     {func(a *author) { a.write("other.rego", strings.Replace(lintable, "custom.named", "custom.other", 1)) }, `other\.rego:1:1: the id CUSTOM/named is also that of .*named\.rego`},
		"a package twice": {func(a *author) { a.write("other.rego", strings.Replace(lintable, "CUSTOM/named", "CUSTOM/other", 1)) }, `other\.rego:1:1: package annotation redeclared: .*named\.rego:1`},
		"data":            {func(a *author) { a.write("data.json", "{}") }, `data\.json:1:1: data files are not read`},
		"subjects of a region": {func(a *author) {
			a.control("r", map[string]any{"subject": "region", "collection": nil}, "findings contains result.pass(region, \"good\", {}, []) if some region in input.regions\n\nsubjects contains \"x\"\n")
		}, `subjects narrows the elements of a collection; the subject of this control is the region`},
		"a library": {func(a *author) {
			a.write("named.rego", lintable).write("named_test.rego", lintableTest).write("shared.rego", "package custom.shared\n\nnames contains topic.Nam if some topic in input.sns.topics\n")
		}, `shared\.rego:3:\d+: undefined ref`},
		"a syntax error": {func(a *author) { a.write("named.rego", "package custom.named\n\nx := := 1\n") }, `named\.rego:3:\d+: `},
	} {
		t.Run(what, func(t *testing.T) {
			a := newAuthor(t).write("named.rego", lintable)
			tc.write(a)
			problems, err := Lint(a.dir)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if text := strings.Join(got, "\n"); !regexp.MustCompile(tc.want).MatchString(text) {
				t.Errorf("lint says %q, not %s", text, tc.want)
			}
		})
	}
}

// TestIsolation: users' controls see their own modules and the library, and nothing else.
func TestIsolation(t *testing.T) {
	rules := func(body string) string {
		return "findings contains result.pass(input.account, \"good\", {}, []) if {\n\t" + body + "\n}\n\nfindings contains result.fail(input.account, \"bad\", {}, []) if not input.account.id\n"
	}
	about := map[string]any{"subject": "account", "collection": nil, "resource": nil}
	for what, tc := range map[string]struct {
		write func(a *author)
		want  string // of the error; empty: it loads
	}{
		"nothing odd": {func(a *author) { a.control("x", about, rules("input.account.id")) }, ""},
		"the library": {func(a *author) { a.control("x", about, "import data.lib.trails\n\n"+rules("some _ in trails.homes")) }, ""},
		"a library of its own": {func(a *author) {
			a.write("lib/mine.rego", "package custom.mine\n\nok := true\n").control("x", about, "import data.custom.mine\n\n"+rules("mine.ok"))
		}, ""},
		"a foreign package": {func(a *author) { a.write("x.rego", "package lib.result\n\npass := 1\n") }, `x\.rego:1:1: the package is lib\.result; a control of your own is in a package under custom`},
		"shadowing controls": {func(a *author) {
			a.write("x.rego", "package controls.s3.bucket_blocks_public_access\n\nfindings := 1\n")
		}, `the package is controls\.s3`},
		"almost custom": {func(a *author) { a.write("x.rego", "package customs.x\n") }, `the package is customs\.x`},
		"importing controls": {func(a *author) {
			a.control("x", about, "import data.controls.s3.bucket_blocks_public_access as b\n\n"+rules("some _ in b.findings"))
		}, `x\.rego:8:1: there is no data\.controls\.s3\.bucket_blocks_public_access`},
		"referring to them":   {func(a *author) { a.control("x", about, rules("not data.controls.iam.root_has_mfa.findings")) }, `x\.rego:9:\d+: there is no data\.controls\.iam\.root_has_mfa\.findings`},
		"a typo in a library": {func(a *author) { a.control("x", about, "import data.lib.trails\n\n"+rules("not trails.hommes")) }, `there is no data\.lib\.trails\.hommes`},
		"data":                {func(a *author) { a.write("data.json", `{"lib": {}}`) }, `data\.json:1:1: data files are not read; put constants into the control`},
		"the network": {func(a *author) {
			a.control("x", about, rules(`http.send({"method": "get", "url": "http://localhost"}).status_code == 200`))
		}, `x\.rego:9:2: undefined function http\.send`},
		"the clock":         {func(a *author) { a.control("x", about, rules(`time.now_ns() > 0`)) }, `x\.rego:9:2: undefined function time\.now_ns`},
		"the environment":   {func(a *author) { a.control("x", about, rules(`opa.runtime().env.HOME`)) }, `x\.rego:9:2: undefined function opa\.runtime`},
		"dice":              {func(a *author) { a.control("x", about, rules(`rand.intn("x", 2) == 1`)) }, `x\.rego:9:2: undefined function rand\.intn`},
		"long lists":        {func(a *author) { a.control("x", about, rules(`count(numbers.range(1, 1000000000)) > 0`)) }, `x\.rego:9:\d+: undefined function numbers\.range`},
		"an id of kijun's":  {func(a *author) { a.control("x", map[string]any{"id": "SNS.1"}, named) }, `the id of a control of your own begins with CUSTOM/, not "SNS\.1"`},
		"no METADATA":       {func(a *author) { a.write("x.rego", "package custom.x\n\nfindings contains 1\n") }, `x\.rego:1:1: the package has no METADATA`},
		"a syntax error":    {func(a *author) { a.write("x.rego", "package custom.x\n\nfindings contains if\n") }, `x\.rego:3:\d+: unexpected if keyword`},
		"all syntax errors": {func(a *author) { a.write("x.rego", "package custom.x\n\nx := := 1\n").write("y.rego", "package\n") }, `(?s)x\.rego:3:\d+: .*\n.*y\.rego:\d+:\d+: `},
		"a link out": {func(a *author) {
			other := newAuthor(a.t).write("secret.rego", "package custom.secret\n")
			if err := os.Symlink(filepath.Join(other.dir, "secret.rego"), filepath.Join(a.dir, "x.rego")); err != nil {
				a.t.Fatal(err)
			}
		}, `x\.rego:1:1: this is a link; links are not followed`},
		"a folder that is a link": {func(a *author) {
			if err := os.Symlink("/", filepath.Join(a.dir, "root")); err != nil {
				a.t.Fatal(err)
			}
		}, `root:1:1: this is a link`},
	} {
		t.Run(what, func(t *testing.T) {
			a := newAuthor(t)
			tc.write(a)
			sel := Selection{Dirs: []string{a.dir}, Controls: []string{"S3.8"}}
			if tc.want == "" {
				sel.Controls = append(sel.Controls, "CUSTOM/x")
			}
			_, err := Load(sel)
			if tc.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !regexp.MustCompile(tc.want).MatchString(err.Error()) {
				t.Errorf("the error is %v, not %s", err, tc.want)
			}
		})
	}
	if _, err := Load(Selection{Dirs: []string{filepath.Join(t.TempDir(), "none")}, Controls: []string{"S3.8"}}); err == nil || !strings.Contains(err.Error(), "--policy ") {
		t.Errorf("a folder that is not there: %v", err)
	}
}

func TestKnown(t *testing.T) {
	for _, tc := range []struct {
		sel  Selection
		want string
	}{
		{Selection{Controls: []string{"S3.88"}}, `there is no control "S3.88"; perhaps S3.8,`},
		{Selection{Controls: []string{"CloudTrial.1"}}, `there is no control "CloudTrial.1"; perhaps CloudTrail.1,`},
		{Selection{Standards: []string{"fsbq"}}, `there is no standard "fsbq"; there are blea, cis-1.2,`},
		{Selection{Enable: []string{"SA.Nope.1"}}, `there is no control to enable "SA.Nope.1"; perhaps `},
		{Selection{Controls: []string{"S3.8"}, Standards: []string{"blea"}}, `no control is left to evaluate: no S3.8 is part of blea`},
	} {
		if _, err := Load(tc.sel); err == nil || !strings.HasPrefix(err.Error(), tc.want) {
			t.Errorf("%+v: %v", tc.sel, err)
		}
	}
}
