package reads_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
)

func TestProblems(t *testing.T) {
	for name, want := range map[string][]string{
		"bad": {
			"8:2: reference shorter than input.<service>.<collection>",
			"9:2: the collection s3.buckets is read whole",
			"11:8: a computed key over an element of sns.topics",
			"12:2: an element of sns.topics is read whole",
			"12:2: walk hides what is read",
			"13:2: object.get with a computed path",
			"14:19: a position or computed key into s3.buckets",
			"15:2: unknown collection sns.topicz",
			"17:2: the position in sns.topics is used as a value",
		},
		"odd": {
			"5:1: a finding must come from result.pass",
			"7:19: the reason code must be a constant",
			"10:2: reference with a computed path to rules",
			"11:2: data.nowhere.at_all is neither a rule nor a parameter nor a version",
			"12:2: the package data.controls.bad is read whole",
			"13:2: an element of s3.buckets is read whole",
			"13:2: an element of sns.topics is read whole",
			"14:2: with changes what is read",
		},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := compile(t, "testdata/lint/*.rego", "testdata/controls/lib_result.rego")
			var got []string
			for _, p := range reads.Analyse(c, pkg(name), collections).Problems {
				if p.File != "testdata/lint/"+name+".rego" {
					t.Errorf("file %q", p.File)
				}
				got = append(got, p.String())
			}
			for _, w := range want {
				if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "testdata/lint/"+name+".rego:"+w) }) {
					t.Errorf("no problem %s", w)
				}
			}
			if t.Failed() {
				t.Log(strings.Join(got, "\n"))
			}
		})
	}
}

// module compiles one control, written in src behind its package line and the import of result, with the libraries.
func module(t testing.TB, src string) *reads.Facts {
	t.Helper()
	m, err := ast.ParseModule("x.rego", "package controls.x\n\nimport data.lib.result\n\n"+src)
	if err != nil {
		t.Fatal(err)
	}
	lib, _ := compile(t, "testdata/controls/lib_result.rego")
	modules := maps.Clone(lib.Modules)
	modules["x.rego"] = m
	c := ast.NewCompiler()
	if c.Compile(modules); c.Failed() {
		t.Fatal(c.Errors)
	}
	return reads.Analyse(c, pkg("x"), collections)
}

func object(t testing.TB, format string, a ...any) ast.Object {
	t.Helper()
	v, err := ast.ParseTerm(fmt.Sprintf(format, a...))
	if err != nil {
		t.Fatal(err)
	}
	return v.Value.(ast.Object)
}

const encrypted = `
findings contains result.pass(topic, "encrypted", {"key": topic.GetTopicAttributes.KmsMasterKeyId}, []) if {
	some topic in input.sns.topics
	topic.id in _encrypted
}

findings contains result.fail(topic, "no_key", {"all": [t.Owner | some t in input.sns.topics]}, []) if {
	some topic in input.sns.topics
	not topic.id in _encrypted
}

_encrypted contains topic.id if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.KmsMasterKeyId != ""
}

plan contains {"subject": topic.id, "owner": b.GetBucketPolicy.Owner} if {
	some topic in input.sns.topics
	some b in input.s3.buckets
}
`

func TestUses(t *testing.T) {
	f := module(t, encrypted)
	if len(f.Problems) > 0 {
		t.Errorf("problems %v", f.Problems)
	}
	use := f.Uses["sns.topics"]
	if got, want := slices.Sorted(maps.Keys(use.Fields)), []string{"GetTopicAttributes", "Owner", "id"}; !slices.Equal(got, want) || !use.Listing || use.Whole || len(f.Uses) != 1 {
		t.Errorf("uses %v %+v", got, f.Uses)
	}
	if got := f.Plan["s3.buckets"]; got == nil || !got.Fields["GetBucketPolicy"] {
		t.Errorf("plan %+v", f.Plan)
	}
	want := []string{
		"FAILED no_key: + sns.topics (the subject, sns.topics.id is there)",
		"FAILED no_key: - sns.topics.GetTopicAttributes (any, sns.topics.id is there, sns.topics.GetTopicAttributes.KmsMasterKeyId is there, sns.topics.GetTopicAttributes.KmsMasterKeyId != \"\", sns.topics.id = sns.topics.id)",
	}
	got := f.Describe()
	for _, w := range want {
		if !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, strings.SplitN(w, "(", 2)[0]) }) {
			t.Errorf("no line like %s in\n%s", w, strings.Join(got, "\n"))
		}
	}
}

func settle(t testing.TB, f *reads.Facts, ev reads.Evidence, gaps []reads.Gap, subject string, first, less map[reads.Key]reads.Verdict) (map[reads.Key]reads.Settled, int) {
	t.Helper()
	var subs []reads.Subject
	for _, x := range ev[subject] {
		text := func(f string) string { return string(x.Get(ast.StringTerm(f)).Value.(ast.String)) }
		subs = append(subs, reads.Subject{ID: text("id"), Region: text("region"), Element: x})
	}
	if subject == "" {
		subs = []reads.Subject{{ID: "a", Region: "global"}}
	}
	looks := 0
	got, err := f.Settle(ev, gaps, subs, first, func(reads.Evidence) (map[reads.Key]reads.Verdict, error) { looks++; return less, nil })
	if err != nil {
		t.Fatal(err)
	}
	return got, looks
}

// A denied detail touches its own element, not the neighbours; what is not read touches nobody.
func TestLocal(t *testing.T) {
	f := module(t, encrypted)
	ev := reads.Evidence{"sns.topics": {
		object(t, `{"id": "t1", "region": "r1"}`),
		object(t, `{"id": "t2", "region": "r1", "GetTopicAttributes": {}}`),
		object(t, `{"id": "t3", "region": "r1", "GetTopicAttributes": {"KmsMasterKeyId": "k"}}`),
	}}
	gaps := []reads.Gap{
		{Collection: "sns.topics", Region: "r1", ID: "t3", Operation: "sns:ListSubscriptions"},
		{Collection: "sns.topics", Region: "r1", ID: "t1", Operation: "sns:GetTopicAttributes"},
		{Collection: "s3.buckets"},
		{Collection: "sns.topics", Region: "r2", Operation: "sns:ListTopics"},
		{Collection: "sns.topics", Region: "r1", ID: "t2", Operation: "sns:ListTagsForResource"},
	}
	no, yes := reads.Verdict{Status: "FAILED", Code: "no_key"}, reads.Verdict{Status: "PASSED", Code: "encrypted"}
	first := map[reads.Key]reads.Verdict{{Region: "r1", ID: "t1"}: no, {Region: "r1", ID: "t2"}: no, {Region: "r1", ID: "t3"}: yes}
	got, looks := settle(t, f, ev, gaps, "sns.topics", first, nil)
	if s := got[reads.Key{Region: "r1", ID: "t1"}]; s.Status != "NOT_AVAILABLE" || !slices.Equal(s.Gaps, []int{1}) {
		t.Errorf("t1: %+v", s)
	}
	if s := got[reads.Key{Region: "r1", ID: "t2"}]; s.Verdict != no {
		t.Errorf("t2: %+v", s)
	}
	if s := got[reads.Key{Region: "r1", ID: "t3"}]; s.Verdict != yes {
		t.Errorf("t3: %+v", s)
	}
	if looks != 1 {
		t.Errorf("%d second looks", looks)
	}
	if got := f.Touched(ev, gaps); !slices.Equal(got, []int{1, 3, 4}) {
		t.Errorf("touched %v", got)
	}
	got, looks = settle(t, f, ev, gaps[2:4], "sns.topics", map[reads.Key]reads.Verdict{}, nil)
	if s := got[reads.Key{Region: "r1", ID: "t1"}]; s.Status != "" || looks != 0 {
		t.Errorf("a missing finding that no gap explains: %+v, %d looks", s, looks)
	}
}

// A counter-example that was found stands beside what is denied, by the second look.
func TestSecondLook(t *testing.T) {
	f := module(t, `
findings contains result.pass(input.account, "all", {}, []) if _all
findings contains result.fail(input.account, "some", {}, []) if not _all
_all if {
	every user in input.iam.users {
		user.ListMFADevices[_].Enabled
	}
}`)
	ev := reads.Evidence{"iam.users": {object(t, `{"id": "u1", "region": "global"}`), object(t, `{"id": "u2", "region": "global", "ListMFADevices": []}`)}}
	gaps := []reads.Gap{{Collection: "iam.users", Region: "global", ID: "u1", Operation: "iam:ListMFADevices"}}
	key := reads.Key{Region: "global", ID: "a"}
	fail := map[reads.Key]reads.Verdict{key: {Status: "FAILED", Code: "some"}}
	if got, _ := settle(t, f, ev, gaps, "", fail, fail); got[key].Status != "FAILED" {
		t.Errorf("%+v", got)
	}
	pass := map[reads.Key]reads.Verdict{key: {Status: "PASSED", Code: "all"}}
	if got, _ := settle(t, f, ev, gaps, "", fail, pass); got[key].Status != "NOT_AVAILABLE" {
		t.Errorf("%+v", got)
	}
}

// What is too long to follow, or not understood, reads everything both ways.
func TestFailsClosed(t *testing.T) {
	long := strings.Repeat("\tx.GetTopicAttributes.A\n", 10_000)
	for name, src := range map[string]string{
		"long":          "findings contains result.pass(topic, \"x\", {}, []) if {\n\tsome topic in input.sns.topics\n\tf(topic)\n}\nf(x) if {\n" + long + "}\n",
		"input whole":   "findings contains result.pass(input.account, \"x\", {}, []) if count(input) > 0\n",
		"computed data": "findings contains result.pass(input.account, \"x\", {}, []) if {\n\tsome n in [\"y\"]\n\tdata.lib[n]\n}\n",
		"complete rule": "findings := {result.pass(input.account, \"x\", {}, []) | some topic in input.sns.topics}\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := module(t, src)
			if len(f.Problems) == 0 {
				t.Error("no problem")
			}
			for coll := range collections {
				if u := f.Uses[coll]; u == nil || !u.Whole || !u.Listing {
					t.Fatalf("%s is not read whole: %+v", coll, u)
				}
			}
			key := reads.Key{Region: "global", ID: "a"}
			got, _ := settle(t, f, reads.Evidence{}, []reads.Gap{{Collection: "ec2.ebs_encryption", Region: "r1"}}, "", map[reads.Key]reads.Verdict{key: {Status: "PASSED", Code: "x"}}, nil)
			if got[key].Status != "NOT_AVAILABLE" {
				t.Errorf("%+v", got)
			}
		})
	}
}

// Functions that use each other in very many ways are followed all the same.
func TestManyWays(t *testing.T) {
	var deep strings.Builder
	for i := range 30 {
		fmt.Fprintf(&deep, "f%d(x) if {\n", i)
		for range 4 {
			fmt.Fprintf(&deep, "\tf%d(x)\n\tnot g%d(x)\n", i+1, i+1)
		}
		fmt.Fprintf(&deep, "}\ng%d(x) if not f%d(x)\n", i+1, i+1)
	}
	f := module(t, "findings contains result.pass(topic, \"x\", {}, []) if {\n\tsome topic in input.sns.topics\n\tf0(topic)\n}\n"+deep.String()+"f30(x) if x.GetTopicAttributes.A\n")
	if len(f.Problems) > 0 {
		t.Errorf("%v", f.Problems)
	}
	if u := f.Uses["sns.topics"]; len(f.Uses) != 1 || u.Whole || !u.Listing || len(u.Fields) != 1 || !u.Fields["GetTopicAttributes"] {
		t.Errorf("%+v", f.Uses)
	}
}

// A long function over one document is not walked, but what it is given is read.
func TestLongFunction(t *testing.T) {
	var long strings.Builder
	for i := range 30 {
		fmt.Fprintf(&long, "_public(p) if p.Statement[_].Action == \"a%d\"\n", i)
	}
	f := module(t, `
findings contains result.pass(bucket, "private", {}, []) if {
	some bucket in input.s3.buckets
	not _open(bucket)
}
findings contains result.fail(bucket, "public", {}, []) if {
	some bucket in input.s3.buckets
	_open(bucket)
}
_open(bucket) if _public(bucket.GetBucketPolicy)
`+long.String())
	key := reads.Key{Region: "r1", ID: "b"}
	ev := reads.Evidence{"s3.buckets": {object(t, `{"id": "b", "region": "r1"}`)}}
	first := map[reads.Key]reads.Verdict{key: {Status: "PASSED", Code: "private"}}
	for op, want := range map[string]string{"GetBucketPolicy": "NOT_AVAILABLE", "GetBucketEncryption": "PASSED"} {
		gaps := []reads.Gap{{Collection: "s3.buckets", Region: "r1", ID: "b", Operation: "s3:" + op}}
		if got, _ := settle(t, f, ev, gaps, "s3.buckets", first, nil); got[key].Status != want || len(f.Problems) > 0 {
			t.Errorf("%s: %+v, %v", op, got, f.Problems)
		}
	}
	if n := len(f.Describe()); n > 20 {
		t.Errorf("%d reads", n)
	}
}

func BenchmarkAnalyse(b *testing.B) {
	c, names := compile(b, "testdata/controls/*.rego")
	for _, name := range names {
		p := pkg(name)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				reads.Analyse(c, p, collections)
			}
		})
	}
}

// BenchmarkSettle is the worst ordinary case: 2,000 topics, every detail denied.
func BenchmarkSettle(b *testing.B) {
	f := module(b, encrypted)
	ev, first := reads.Evidence{}, map[reads.Key]reads.Verdict{}
	var gaps []reads.Gap
	var subs []reads.Subject
	for i := range 2000 {
		id := fmt.Sprintf("t%d", i)
		x := object(b, `{"id": %q, "region": "r1"}`, id)
		ev["sns.topics"] = append(ev["sns.topics"], x)
		gaps = append(gaps, reads.Gap{Collection: "sns.topics", Region: "r1", ID: id, Operation: "GetTopicAttributes"})
		subs = append(subs, reads.Subject{ID: id, Region: "r1", Element: x})
		first[subs[i].Key()] = reads.Verdict{Status: "FAILED", Code: "no_key"}
	}
	for b.Loop() {
		if _, err := f.Settle(ev, gaps, subs, first, func(reads.Evidence) (map[reads.Key]reads.Verdict, error) { return nil, nil }); err != nil {
			b.Fatal(err)
		}
	}
}
