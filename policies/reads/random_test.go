package reads_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
	"kijun/policies/reads/brute"
)

// writer writes random controls, to try combinations that nobody thought of.
type writer struct {
	r     *rand.Rand
	rules strings.Builder
	n     int
	depth int
}

var tests = map[string][]string{
	"sns.topics":          {`%s.GetTopicAttributes.KmsMasterKeyId == "k"`, `%s.GetTopicAttributes.KmsMasterKeyId`, `%s.ListSubscriptions[_].Confirmed`, `%s.region == "r1"`, `count(%s.ListSubscriptions) > 0`, `object.get(%s, ["GetTopicAttributes", "KmsMasterKeyId"], "none") != "k"`},
	"cloudtrail.trails":   {`%s.GetTrailStatus.IsLogging`, `%s.IsMultiRegionTrail`, `%s.LogGroupArn == "g0"`, `%s.region != "r2"`, `"r1" in %s.seen_in`, `object.get(%s, "GetTrailStatus", {}) == {}`},
	"s3.buckets":          {`%s.GetPublicAccessBlock.BlockPublicAcls`, `%s.GetBucketEncryption.Algorithm == "aws:kms"`, `%s.tags.owner`, `count(%s.tags) > 1`, `%s.GetBucketEncryption == {}`},
	"cloudwatch.alarms":   {`%s.MetricName == "m0"`, `count(%s.AlarmActions) > 0`, `%s.region == "r1"`},
	"logs.metric_filters": {`%s.LogGroupArn == "g1"`, `%s.MetricName != "m1"`},
}

var joins = map[string]string{
	"cloudtrail.trails s3.buckets":          `%s.S3BucketArn == %s.arn`,
	"cloudwatch.alarms sns.topics":          `%[2]s.arn in %[1]s.AlarmActions`,
	"logs.metric_filters cloudwatch.alarms": `%s.MetricName == %s.MetricName`,
	"cloudtrail.trails logs.metric_filters": `%s.LogGroupArn == %s.LogGroupArn`,
	"sns.topics sns.topics":                 `%s.LogGroup == %s.id`,
}

func (w *writer) name(prefix string) string { w.n++; return fmt.Sprintf("%s%d", prefix, w.n) }

func (w *writer) other(coll string) (next, join string) {
	var fits []string
	for key := range joins {
		if a, b, _ := strings.Cut(key, " "); a == coll || b == coll {
			fits = append(fits, key)
		}
	}
	slices.Sort(fits)
	key := pick(w.r, fits...)
	a, b, _ := strings.Cut(key, " ")
	if a == coll {
		return b, joins[key]
	}
	join = strings.NewReplacer("%[2]s", "%[1]s", "%[1]s", "%[2]s").Replace(joins[key])
	if !strings.Contains(join, "[") {
		join = strings.Replace(strings.Replace(join, "%s", "%[2]s", 1), "%s", "%[1]s", 1)
	}
	return a, join
}

// lines are one or more tests on the element x of coll.
func (w *writer) lines(coll, x string) []string {
	w.depth++
	defer func() { w.depth-- }()
	if w.depth > 4 {
		return []string{w.test(coll, x)}
	}
	y := w.name("y")
	next, join := w.other(coll)
	join = fmt.Sprintf(join, x, y)
	inner := func() string { return strings.Join(w.lines(next, y), "\n\t") }
	switch w.r.IntN(13) {
	case 0, 1:
		return append([]string{w.test(coll, x)}, w.lines(coll, x)...)
	case 2:
		return append([]string{"some " + y + " in input." + next, join}, w.lines(next, y)...)
	case 3:
		f := w.function(coll)
		return []string{"not " + f + "(" + x + ")"}
	case 4:
		return []string{w.function(coll) + "(" + x + ")"}
	case 5: // a set of ids
		s, a := w.name("_s"), w.name("a")
		fmt.Fprintf(&w.rules, "%s contains %s.id if {\n\tsome %s in input.%s\n\t%s\n}\n\n", s, a, a, coll, strings.Join(w.lines(coll, a), "\n\t"))
		return []string{pick(w.r, "", "not ") + x + ".id in " + s}
	case 6: // a set of elements
		s, a := w.name("_e"), w.name("a")
		fmt.Fprintf(&w.rules, "%s contains %s if {\n\tsome %s in input.%s\n\t%s\n}\n\n", s, a, a, coll, strings.Join(w.lines(coll, a), "\n\t"))
		if w.r.IntN(2) == 0 {
			return []string{pick(w.r, "", "not ") + x + " in " + s}
		}
		return append([]string{"some " + y + " in " + s, y + ".region == " + x + ".region"}, w.lines(coll, y)...)
	case 7:
		return []string{"every " + y + " in input." + next + " {\n\t" + inner() + "\n\t}"}
	case 8:
		return []string{"every " + y + " in {z | some z in input." + next + "; z.region == " + x + ".region} {\n\t" + inner() + "\n\t}"}
	case 9:
		return []string{fmt.Sprintf("count({%s.id | some %s in input.%s; %s; %s}) %s %d", y, y, next, join, w.test(next, y), pick(w.r, ">", "==", "<"), w.r.IntN(2))}
	case 10: // an object of elements, or of sets, by region
		m, a := w.name("_m"), w.name("a")
		if w.r.IntN(2) == 0 {
			fmt.Fprintf(&w.rules, "%s[%s.id] := %s if {\n\tsome %s in input.%s\n\t%s\n}\n\n", m, a, a, a, coll, strings.Join(w.lines(coll, a), "\n\t"))
			return []string{pick(w.r, "", "not ") + fmt.Sprintf(pick(w.r, tests[coll]...), m+"["+x+".id]")}
		}
		fmt.Fprintf(&w.rules, "%s[%s.region] contains %s if {\n\tsome %s in input.%s\n\t%s\n}\n\n", m, a, a, a, next, strings.Join(w.lines(next, a), "\n\t"))
		if w.r.IntN(2) == 0 {
			return []string{"every " + y + " in " + m + "[" + x + ".region] {\n\t" + inner() + "\n\t}"}
		}
		return append([]string{"some " + y + " in " + m + "[" + x + ".region]"}, w.lines(next, y)...)
	case 11: // pairs
		p, a, b, q := w.name("_p"), w.name("a"), w.name("b"), w.name("q")
		fmt.Fprintf(&w.rules, "%s contains {\"a\": %s, \"b\": [%s, 1]} if {\n\tsome %s in input.%s\n\tsome %s in input.%s\n\t%s\n}\n\n", p, a, b, a, coll, b, next,
			strings.ReplaceAll(strings.ReplaceAll(join, x+".", a+"."), y+".", b+"."))
		return append([]string{"some " + q + " in " + p, q + ".a.id == " + x + ".id"}, w.lines(next, q+".b[0]")...)
	}
	return []string{w.test(coll, x)}
}

func (w *writer) test(coll, x string) string {
	t := fmt.Sprintf(pick(w.r, tests[coll]...), x)
	if w.r.IntN(3) == 0 && !strings.Contains(t, "[_]") && !strings.HasPrefix(t, "count") {
		return "not " + t
	}
	return t
}

func (w *writer) function(coll string) string {
	f := w.name("_f")
	var own strings.Builder
	body := func() string { return "{\n\t" + strings.Join(w.lines(coll, "x"), "\n\t") + "\n}" }
	switch w.r.IntN(4) {
	case 0:
		fmt.Fprintf(&own, "%s(x) if %s\n\n", f, body())
	case 1:
		fmt.Fprintf(&own, "%s(x) if %s\n\n%s(x) if %s\n\n", f, body(), f, body())
	case 2:
		fmt.Fprintf(&own, "%s(x) if %s else := false if %s else := true\n\n", f, body(), body())
	case 3:
		fmt.Fprintf(&own, "default %s(_) := false\n\n%s(x) if %s\n\n", f, f, body())
	}
	w.rules.WriteString(own.String())
	return f
}

// TestRandomControls is the brute force over controls that are random too. KIJUN_CONTROLS says how many.
func TestRandomControls(t *testing.T) {
	lib, _ := compile(t, "testdata/controls/lib_result.rego")
	seed := number(t, "KIJUN_SEED", 1)
	var verdicts, open, na, needless int
	for i := range number(t, "KIJUN_CONTROLS", 40) {
		w := &writer{r: rand.New(rand.NewPCG(uint64(seed), uint64(i)))}
		coll := pick(w.r, "sns.topics", "cloudtrail.trails", "s3.buckets", "cloudwatch.alarms")
		good := strings.Join(w.lines(coll, "x"), "\n\t")
		subject, iterate, expect := "x", "some x in input."+coll, coll
		if w.r.IntN(3) == 0 {
			subject, iterate, expect = "input.account", "_good", ""
		}
		src := "package controls.random\n\nimport data.lib.result\n\n"
		if expect == "" {
			src += "findings contains result.pass(input.account, \"a\", {}, []) if _good\n\nfindings contains result.fail(input.account, \"b\", {}, []) if not _good\n\n_good if {\n\tsome x in input." + coll + "\n\t" + good + "\n}\n\n"
		} else {
			src += "findings contains result.pass(" + subject + ", \"a\", {}, []) if {\n\t" + iterate + "\n\t_good(x)\n}\n\nfindings contains result.fail(x, \"b\", {}, []) if {\n\t" + iterate + "\n\tnot _good(x)\n}\n\n_good(x) if {\n\t" + good + "\n}\n\n"
		}
		src += w.rules.String()
		m, err := ast.ParseModule("random.rego", src)
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		c := ast.NewCompiler()
		if c.Compile(map[string]*ast.Module{"random.rego": m, "lib": lib.Modules["testdata/controls/lib_result.rego"]}); c.Failed() {
			continue // a variable that is not safe, or a type that cannot be
		}
		for _, f := range []*reads.Facts{reads.Analyse(c, pkg("random"), collections), reads.Coarse(c, pkg("random"), collections)} {
			s, err := brute.Run(universe, brute.Control{Compiler: c, Package: pkg("random"), Facts: f, Subjects: expect, Reads: base(t, c, "random")}, uint64(seed), number(t, "KIJUN_RANDOM_TRIALS", 15), 8)
			if err != nil {
				if strings.Contains(err.Error(), "conflict") {
					continue
				}
				t.Fatalf("%v\n%s", err, src)
			}
			if len(s.Wrong) > 0 {
				t.Fatalf("%d contradictions\n%s\n%s\n%s", len(s.Wrong), s.Wrong[0], src, strings.Join(f.Describe(), "\n"))
			}
			verdicts, open, na, needless = verdicts+s.Verdicts, open+s.Open, na+s.NotAvailable, needless+s.Needless
		}
	}
	t.Logf("%d verdicts, %d open, %d NOT_AVAILABLE, %d of them needless", verdicts, open, na, needless)
	if verdicts == 0 {
		t.Error("no control could be compiled")
	}
}
