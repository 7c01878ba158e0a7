package reads_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/dependencies"

	"kijun/policies/reads"
	"kijun/policies/reads/brute"
)

func compile(t testing.TB, globs ...string) (*ast.Compiler, []string) {
	t.Helper()
	modules, names := map[string]*ast.Module{}, []string{}
	for _, glob := range globs {
		files, err := filepath.Glob(glob)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, %v", glob, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			m, err := ast.ParseModule(file, string(src))
			if err != nil {
				t.Fatal(err)
			}
			modules[file] = m
			if name := strings.TrimSuffix(filepath.Base(file), ".rego"); !strings.HasPrefix(name, "lib_") {
				names = append(names, name)
			}
		}
	}
	c := ast.NewCompiler()
	if c.Compile(modules); c.Failed() {
		t.Fatal(c.Errors)
	}
	return c, names
}

func pkg(name string) ast.Ref { return ast.MustParseRef("data.controls." + name) }

// base are the collections that OPA says a control reads.
func base(t testing.TB, c *ast.Compiler, name string) (out []string) {
	t.Helper()
	var refs []ast.Ref
	for _, rule := range []string{"findings", "elsewhere"} {
		if of := pkg(name).Append(ast.StringTerm(rule)); len(c.GetRulesExact(of)) > 0 {
			got, err := dependencies.Base(c, of)
			if err != nil {
				t.Fatal(err)
			}
			refs = append(refs, got...)
		}
	}
	for _, r := range refs {
		if !r.HasPrefix(ast.InputRootRef) || len(r) < 2 {
			continue
		}
		first := string(r[1].Value.(ast.String))
		switch {
		case first == "regions" || first == "governed_regions":
			out = append(out, first)
		case first != "account" && len(r) > 2:
			out = append(out, first+"."+string(r[2].Value.(ast.String)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// subjects of the test controls: what their findings are made for.
var subjects = map[string]string{
	"c01": "sns.topics", "c02": "cloudtrail.trails", "c05": "regions", "c07": "iam.users", "c09": "s3.buckets", "c10": "cloudtrail.trails", "c11": "s3.buckets",
	"c12": "cloudtrail.trails", "c13": "regions", "c15": "sns.topics", "c16": "s3.buckets", "c17": "sns.topics",
	"d01": "governed_regions", "d02": "regions", "d03": "cloudtrail.trails", "d04": "s3.buckets", "d05": "sns.topics", "d06": "cloudtrail.trails",
	"d07": "cloudtrail.trails", "d08": "s3.buckets", "d09": "sns.topics", "d10": "regions", "d11": "s3.buckets", "d14": "sns.topics", "d15": "cloudwatch.alarms",
	"d17": "cloudwatch.alarms", "d18": "sns.topics", "d19": "cloudtrail.trails", "d20": "cloudtrail.trails", "d21": "s3.buckets", "d22": "regions", "d24": "sns.topics", "d25": "sns.topics", "d26": "sns.topics", "d23": "s3.buckets", "d27": "s3.buckets",
}

func number(t testing.TB, env string, n int) int {
	t.Helper()
	if s := os.Getenv(env); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatalf("%s: %v", env, err)
		}
	}
	return n
}

// TestSound is the brute force, over the controls as they are and as if they were too deep to inline all that they use. KIJUN_TRIALS, KIJUN_SAMPLES and KIJUN_SEED make it longer and other.
func TestSound(t *testing.T) {
	trials, samples, seed := number(t, "KIJUN_TRIALS", 80), number(t, "KIJUN_SAMPLES", 6), number(t, "KIJUN_SEED", 1)
	c, names := compile(t, "testdata/controls/*.rego")
	var mu sync.Mutex
	var sum brute.Stats
	run := func(t *testing.T, analyse func(*ast.Compiler, ast.Ref, reads.Collections) *reads.Facts) {
		for _, name := range names {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				start := time.Now()
				f := analyse(c, pkg(name), collections)
				walked := time.Since(start)
				want := base(t, c, name)
				var got []string
				for coll := range f.Uses {
					got = append(got, coll)
				}
				if slices.Sort(got); !slices.Equal(got, want) {
					t.Errorf("collections %v, dependencies.Base says %v", got, want)
				}
				s, err := brute.Run(universe, brute.Control{Compiler: c, Package: pkg(name), Facts: f, Subjects: subjects[name[:3]], Reads: want}, uint64(seed), trials, samples)
				if err != nil {
					t.Fatal(err)
				}
				for _, wrong := range s.Wrong[:min(len(s.Wrong), 3)] {
					t.Error(wrong)
				}
				if len(s.Wrong) > 3 || s.Unblamed > 0 {
					t.Errorf("%d contradictions, %d without blame", len(s.Wrong), s.Unblamed)
				}
				t.Logf("%-22s %6d verdicts %6d open %6d N/A %6d needless, walk %v", name, s.Verdicts, s.Open, s.NotAvailable, s.Needless, walked.Round(time.Microsecond))
				mu.Lock()
				defer mu.Unlock()
				sum.Verdicts, sum.Open, sum.NotAvailable, sum.Needless = sum.Verdicts+s.Verdicts, sum.Open+s.Open, sum.NotAvailable+s.NotAvailable, sum.Needless+s.Needless
			})
		}
	}
	t.Run("controls", func(t *testing.T) { run(t, reads.Analyse) })
	t.Run("coarse", func(t *testing.T) { run(t, reads.Coarse) })
	t.Logf("%d verdicts, %d open, %d NOT_AVAILABLE, %d of them needless", sum.Verdicts, sum.Open, sum.NotAvailable, sum.Needless)
}

// TestElsewhere is the brute force over the rule elsewhere, which is there or not as a whole.
func TestElsewhere(t *testing.T) {
	const name = "d27_elsewhere"
	c, _ := compile(t, "testdata/controls/*.rego")
	all := base(t, c, name)
	for what, analyse := range map[string]func(*ast.Compiler, ast.Ref, reads.Collections) *reads.Facts{"as it is": reads.Analyse, "coarse": reads.Coarse} {
		t.Run(what, func(t *testing.T) {
			s, err := brute.Run(universe, brute.Control{Compiler: c, Package: pkg(name), Facts: analyse(c, pkg(name), collections).Elsewhere(), Elsewhere: true, Reads: all}, 1, 400, 6)
			if err != nil {
				t.Fatal(err)
			}
			for _, wrong := range s.Wrong[:min(len(s.Wrong), 3)] {
				t.Error(wrong)
			}
			if s.Verdicts == 0 || s.Verdicts == s.NotAvailable {
				t.Errorf("%d verdicts, of which none stands", s.Verdicts)
			}
		})
	}
	if reads.Analyse(c, pkg("d03_foreign"), collections).Elsewhere() != nil {
		t.Error("facts about a rule that is not there")
	}
}

// TestTeeth: the brute force notices when the derived facts are wrong. Each mutation must be found by at least one of the controls named.
func TestTeeth(t *testing.T) {
	c, _ := compile(t, "testdata/controls/*.rego")
	same := func(_ string, p int) int { return p }
	for name, tc := range map[string]struct {
		controls   string
		pol        func(field string, p int) int
		conditions func(n int) bool
	}{
		"negation keeps the sign":            {"c04_account_absent", func(_ string, p int) int { return p * p }, nil},
		"new members of every are harmless":  {"c06_every", func(f string, p int) int { return map[bool]int{true: 1, false: p}[f == "" && p < 0] }, nil},
		"else keeps the sign":                {"c11_default_else", func(_ string, p int) int { return map[bool]int{true: 1, false: p}[p == 0] }, nil},
		"comprehensions keep the sign":       {"c13_comprehension", func(_ string, p int) int { return map[bool]int{true: 1, false: p}[p == 0] }, nil},
		"count keeps the sign":               {"c08_count", func(_ string, p int) int { return map[bool]int{true: 1, false: p}[p == 0] }, nil},
		"what fills a field leaves it whole": {"d23_empty_tags", func(f string, p int) int { return map[bool]int{true: 1, false: p}[f == "tags"] }, nil},
		"seen_in is always complete":         {"d20_seen_in", func(f string, p int) int { return map[bool]int{true: 1, false: p}[f == "seen_in"] }, nil},
		"a condition that is never met":      {"c02_join_arn", same, func(n int) bool { return true }},
		"a condition of another scope":       {"d06_element_sets", same, func(n int) bool { return n%3 == 0 }},
		"details matter nowhere":             {"c01_field", func(f string, p int) int { return map[bool]int{true: 1, false: p}[f != ""] }, nil},
		"listings matter nowhere":            {"d03_foreign", func(f string, p int) int { return map[bool]int{true: 1, false: p}[f == ""] }, nil},
		"removals matter only, or both ways": {"d16_double_negation", func(_ string, p int) int { return map[int]int{-1: 1, 0: 0, 1: -1}[p] }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := reads.Analyse(c, pkg(tc.controls), collections).Mutate(tc.pol, tc.conditions)
			s, err := brute.Run(universe, brute.Control{Compiler: c, Package: pkg(tc.controls), Facts: f, Subjects: subjects[tc.controls[:3]], Reads: base(t, c, tc.controls)}, 1, 100, 5)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Wrong) == 0 {
				t.Errorf("not noticed in %d verdicts", s.Verdicts)
			}
			t.Logf("%d contradictions in %d verdicts", len(s.Wrong), s.Verdicts)
		})
	}
}

// TestSchemas makes worlds from JSON Schemas, as a test over the real controls does.
func TestSchemas(t *testing.T) {
	text, flag := map[string]any{"type": "string"}, map[string]any{"type": "boolean"}
	object := func(properties map[string]any) map[string]any {
		return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	}
	c, _ := compile(t, "testdata/controls/*.rego")
	trail := object(map[string]any{"S3BucketArn": text, "LogGroupArn": text, "IsMultiRegionTrail": flag, "GetTrailStatus": object(map[string]any{"IsLogging": flag})})
	trail["required"] = []any{"S3BucketArn"}
	schemas := brute.Schemas{
		Collections: collections, Words: brute.WordsOf(c), Regions: regions, Account: "111122223333", Global: map[string]bool{"s3.buckets": true},
		Schemas: map[string]map[string]any{
			"s3.buckets":        object(map[string]any{"GetBucketEncryption": object(map[string]any{"Algorithm": text}), "GetPublicAccessBlock": object(map[string]any{"BlockPublicAcls": flag}), "Unused": text}),
			"cloudtrail.trails": trail,
		},
		Value: func(r *rand.Rand, coll, path string) (any, bool) {
			return pick(r, "aws:kms", "AES256"), path == "GetBucketEncryption.Algorithm"
		},
	}
	for _, name := range []string{"c02_join_arn", "d02_shared_trails", "d03_foreign", "d06_element_sets"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := reads.Analyse(c, pkg(name), collections)
			s, err := brute.Run(schemas.Universe(3, universe.Data), brute.Control{Compiler: c, Package: pkg(name), Facts: f, Subjects: subjects[name[:3]], Reads: base(t, c, name)}, 1, 60, 5)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Wrong) > 0 || s.Verdicts == 0 || s.NotAvailable == 0 || s.NotAvailable == s.Verdicts {
				t.Errorf("%+v", s)
			}
		})
	}
}
