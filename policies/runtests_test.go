package policies

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestTest: what fails is told by name, also where a test ends before its result.
func TestTest(t *testing.T) {
	a := newAuthor(t).write("a_test.rego", `package custom.a_test

test_good if 1 == 1

test_bad if {
	print("seen")
	1 == 2
}

test_cases[name] if {
	some name, n in {"one": 1, "two": 2, "three": 3}
	n != 2
}

test_no_good[name] if {
	some name in ["one"]
	name == "two"
}

test_error[name] if {
	some name, n in {"one": "1", "two": "x"}
	to_number(n) == 1
}

test_nested[a][b] if {
	some a in ["p", "q"]
	some b in ["r", "s"]
	[a, b] != ["q", "s"]
}

test_numbers[n] if {
	some n in [1, 2]
	n == 1
}

test_empty[x] if some x in []

test_twice if 1 == 1

test_twice if 1 == 2

todo_test_later if 1 == 1

test_built_in if kijun.events.which({"a": [1]}, {"x": {"a": 1}, "y": {"a": 2}, "z": {"a": 1}}) == ["x", "z"]

test_invalid if kijun.events.which({"a": 1}, {"x": {"a": 1}}) == []

test_built_in_of_logs if kijun.logs.which("{ $.a = 1 }", {"x": {"a": 1}, "y": {"a": 2}}) == ["x"]

test_invalid_of_logs if kijun.logs.which("{ $.a = ", {"x": {"a": 1}}) == []
`)
	list := func(match string) []string {
		results, err := Test(context.Background(), a.dir, match)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, r := range results {
			out = append(out, fmt.Sprintf("%s|%s|%v|%.20q", r.Name, r.Case, r.Pass, strings.ReplaceAll(r.Message, a.dir+"/", "")))
		}
		return out
	}
	same(t, "all", list(""), []string{
		`custom.a_test.test_bad||false|"seen\n"`,
		`custom.a_test.test_built_in||true|""`,
		`custom.a_test.test_built_in_of_logs||true|""`,
		`custom.a_test.test_cases|one|true|""`,
		`custom.a_test.test_cases|three|true|""`,
		`custom.a_test.test_cases|two|false|""`,
		`custom.a_test.test_empty||false|"the test has no case"`,
		`custom.a_test.test_error||false|"a_test.rego:22: eval"`,
		`custom.a_test.test_error|one|true|""`,
		`custom.a_test.test_error|two|false|""`,
		`custom.a_test.test_good||true|""`,
		`custom.a_test.test_invalid||true|""`,
		`custom.a_test.test_invalid_of_logs||true|""`,
		`custom.a_test.test_nested|p|true|""`,
		`custom.a_test.test_nested|q|false|""`,
		`custom.a_test.test_no_good|one|false|""`,
		`custom.a_test.test_numbers|1|true|""`,
		`custom.a_test.test_numbers|2|false|""`,
		`custom.a_test.test_twice||true|""`,
		`custom.a_test.test_twice#01||false|""`,
		`custom.a_test.todo_test_later||false|"the test is put off"`,
	})
	same(t, "some", list(`a_test\.test_g`), []string{`custom.a_test.test_good||true|""`})
	if _, err := Test(context.Background(), a.dir, "("); err == nil {
		t.Error("an expression that is none matches")
	}
}
