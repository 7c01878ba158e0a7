package builtins

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func decodeJSON(t testing.TB, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return value
}

// plainJSON decodes numbers to float64.
func plainJSON(t testing.TB, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return value
}

func TestMatchEvent(t *testing.T) {
	for _, tc := range []struct {
		name, pattern string
		match, miss   []string // events
	}{
		{"a text is exact and case-sensitive", `{"a": ["x"]}`, []string{`{"a": "x"}`, `{"a": "x", "b": 1}`, `{"a": ["w", "x"]}`},
			[]string{`{"a": "X"}`, `{"a": "xy"}`, `{"b": "x"}`, `{"a": {"x": 1}}`, `{"a": []}`, `{}`}},
		{"values are alternatives", `{"a": ["x", 1, true, null]}`, []string{`{"a": "x"}`, `{"a": 1}`, `{"a": true}`, `{"a": null}`},
			[]string{`{"a": "1"}`, `{"a": "true"}`, `{"a": "null"}`, `{"a": false}`, `{"a": ""}`}},
		{"fields all have to match", `{"a": ["x"], "b": {"c": [1]}}`, []string{`{"a": "x", "b": {"c": 1}}`},
			[]string{`{"a": "x"}`, `{"a": "x", "b": {"c": 2}}`, `{"a": "x", "b": 1}`}},
		{"null and the empty text are values", `{"a": [""], "b": [null]}`, []string{`{"a": "", "b": null}`},
			[]string{`{"a": null, "b": null}`, `{"a": "", "b": ""}`, `{"a": ""}`}},
		{"numbers are compared as numbers", `{"a": [4]}`, []string{`{"a": 4}`, `{"a": 4.0}`, `{"a": 4.00}`, `{"a": 40e-1}`, `{"a": 0.4E+1}`},
			[]string{`{"a": 4.0000000001}`, `{"a": "4"}`, `{"a": -4}`, `{"a": 40}`}},
		{"account numbers keep all their digits", `{"a": [111122223333]}`, []string{`{"a": 111122223333}`, `{"a": 111122223333.0}`},
			[]string{`{"a": 111122223334}`, `{"a": "111122223333"}`}},
		{"zero has no sign", `{"a": [0]}`, []string{`{"a": -0.0}`, `{"a": 0e9}`}, []string{`{"a": 1e-300}`}},

		{"prefix", `{"a": [{"prefix": "ab"}]}`, []string{`{"a": "ab"}`, `{"a": "abc"}`}, []string{`{"a": "Abc"}`, `{"a": "a"}`, `{"a": 1}`, `{"a": null}`}},
		{"prefix of any text", `{"a": [{"prefix": ""}]}`, []string{`{"a": ""}`, `{"a": "x"}`}, []string{`{"a": 1}`, `{}`}},
		{"prefix ignoring case", `{"a": [{"prefix": {"equals-ignore-case": "aB"}}]}`, []string{`{"a": "AbC"}`}, []string{`{"a": "xab"}`, `{"a": "a"}`}},
		{"suffix", `{"a": [{"suffix": ".png"}]}`, []string{`{"a": "x.png"}`, `{"a": ".png"}`}, []string{`{"a": "x.PNG"}`, `{"a": "png"}`}},
		{"suffix ignoring case", `{"a": [{"suffix": {"equals-ignore-case": ".pNg"}}]}`, []string{`{"a": "x.PNG"}`}, []string{`{"a": "x.pngx"}`, `{"a": "g"}`}},
		{"equals-ignore-case", `{"a": [{"equals-ignore-case": "ÀLice"}]}`, []string{`{"a": "àliCE"}`}, []string{`{"a": "àlic"}`, `{"a": "àlicex"}`, `{"a": 1}`}},
		{"wildcard", `{"a": [{"wildcard": "arn:*:role/*x"}]}`, []string{`{"a": "arn:aws:role/x"}`, `{"a": "arn::role/a/b/x"}`},
			[]string{`{"a": "arn:role/x"}`, `{"a": "arn:aws:role/xy"}`, `{"a": "ARN:aws:role/x"}`}},
		{"wildcard parts do not overlap", `{"a": [{"wildcard": "ab*ba"}]}`, []string{`{"a": "abba"}`, `{"a": "abxba"}`}, []string{`{"a": "aba"}`}},
		{"wildcard escapes", `{"a": [{"wildcard": "\\**\\\\"}]}`, []string{`{"a": "*\\"}`, `{"a": "*x\\"}`}, []string{`{"a": "x\\"}`, `{"a": "*x"}`}},
		{"wildcard without an asterisk", `{"a": [{"wildcard": "x"}]}`, []string{`{"a": "x"}`}, []string{`{"a": "xx"}`}},
		{"exactly", `{"a": [{"exactly": "x*"}]}`, []string{`{"a": "x*"}`}, []string{`{"a": "xx"}`}},

		{"anything-but a text", `{"a": [{"anything-but": "x"}]}`, []string{`{"a": "y"}`, `{"a": 1}`, `{"a": null}`, `{"a": ["x", "y"]}`},
			[]string{`{"a": "x"}`, `{"a": ["x"]}`, `{}`, `{"a": []}`, `{"a": {"b": "y"}}`}},
		{"anything-but a number", `{"a": [{"anything-but": 4}]}`, []string{`{"a": 5}`, `{"a": "4"}`}, []string{`{"a": 4.0}`}},
		{"anything-but texts", `{"a": [{"anything-but": ["x", "y"]}]}`, []string{`{"a": "z"}`}, []string{`{"a": "x"}`, `{"a": "y"}`}},
		{"anything-but numbers", `{"a": [{"anything-but": [1, 2]}]}`, []string{`{"a": 3}`}, []string{`{"a": 1}`, `{"a": 2e0}`}},
		{"anything-but prefix", `{"a": [{"anything-but": {"prefix": "in"}}]}`, []string{`{"a": "out"}`, `{"a": 1}`}, []string{`{"a": "init"}`}},
		{"anything-but prefixes", `{"a": [{"anything-but": {"prefix": ["in", "ou"]}}]}`, []string{`{"a": "x"}`}, []string{`{"a": "out"}`}},
		{"anything-but suffix", `{"a": [{"anything-but": {"suffix": ["g", "h"]}}]}`, []string{`{"a": "x"}`}, []string{`{"a": "xg"}`, `{"a": "xh"}`}},
		{"anything-but ignoring case", `{"a": [{"anything-but": {"equals-ignore-case": ["in", "out"]}}]}`, []string{`{"a": "inn"}`}, []string{`{"a": "OUT"}`}},
		{"anything-but wildcard", `{"a": [{"anything-but": {"wildcard": "*/lib/*"}}]}`, []string{`{"a": "/bin/x"}`}, []string{`{"a": "/lib/x"}`}},
		{"anything-but wildcards", `{"a": [{"anything-but": {"wildcard": ["a*", "*b"]}}]}`, []string{`{"a": "ca"}`}, []string{`{"a": "ax"}`, `{"a": "xb"}`}},

		{"numeric equality", `{"a": [{"numeric": ["=", 3.018e2]}]}`, []string{`{"a": 301.8}`}, []string{`{"a": 301.81}`, `{"a": "301.8"}`}},
		{"numeric upper bound", `{"a": [{"numeric": ["<", 10]}]}`, []string{`{"a": 9.999}`, `{"a": -1e9}`}, []string{`{"a": 10}`, `{"a": "9"}`, `{"a": null}`}},
		{"numeric inclusive bound", `{"a": [{"numeric": ["<=", 10]}]}`, []string{`{"a": 10.0}`}, []string{`{"a": 10.1}`}},
		{"numeric range", `{"a": [{"numeric": [">", 0, "<=", 5]}]}`, []string{`{"a": 0.1}`, `{"a": 5}`}, []string{`{"a": 0}`, `{"a": 5.1}`}},
		{"numeric negative bound", `{"a": [{"numeric": [">=", -4.5]}]}`, []string{`{"a": -4.5}`, `{"a": -4}`}, []string{`{"a": -4.51}`, `{"a": -10}`}},

		{"cidr of IPv4", `{"a": [{"cidr": "10.0.0.0/24"}]}`, []string{`{"a": "10.0.0.0"}`, `{"a": "10.0.0.255"}`},
			[]string{`{"a": "10.0.1.0"}`, `{"a": "10.0.0"}`, `{"a": "ec2.amazonaws.com"}`, `{"a": 10}`, `{"a": "::a00:0"}`}},
		{"cidr with host bits", `{"a": [{"cidr": "10.0.0.7/24"}]}`, []string{`{"a": "10.0.0.1"}`}, []string{`{"a": "10.0.1.7"}`}},
		{"cidr of one address", `{"a": [{"cidr": "10.0.0.7/32"}]}`, []string{`{"a": "10.0.0.7"}`}, []string{`{"a": "10.0.0.8"}`}},
		{"cidr of IPv6", `{"a": [{"cidr": "2001:db8::/32"}]}`, []string{`{"a": "2001:DB8::1"}`}, []string{`{"a": "2001:db9::"}`, `{"a": "10.0.0.1"}`}},
		{"an address in any spelling", `{"a": ["::1", "10.0.0.1"]}`, []string{`{"a": "0:0:0:0:0:0:0:1"}`, `{"a": "10.0.0.1"}`}, []string{`{"a": "::2"}`, `{"a": "10.0.0.11"}`}},

		{"exists", `{"a": {"b": [{"exists": true}]}}`, []string{`{"a": {"b": null}}`, `{"a": {"b": ""}}`, `{"a": {"b": [1]}}`, `{"a": [{"b": 0}]}`},
			[]string{`{}`, `{"a": 1}`, `{"a": {"b": {"c": 1}}}`, `{"a": {"b": []}}`, `{"a": {"b": {}}}`}},
		{"does not exist", `{"a": {"b": [{"exists": false}]}}`, []string{`{}`, `{"a": 1}`, `{"a": {"b": {"c": 1}}}`, `{"a": {"b": []}}`},
			[]string{`{"a": {"b": null}}`, `{"a": {"b": [1]}}`, `{"a": [{"c": 1}, {"b": 1}]}`}},
		{"does not exist or has a value", `{"a": [{"exists": false}, "x"], "b": [1]}`, []string{`{"b": 1}`, `{"a": "x", "b": 1}`, `{"a": {"x": 1}, "b": 1}`},
			[]string{`{"a": "y", "b": 1}`, `{"a": "x"}`}},
		{"exists or not", `{"a": [{"exists": false}, {"exists": true}]}`, []string{`{}`, `{"a": 1}`}, nil},

		{"$or", `{"s": ["x"], "$or": [{"a": [1]}, {"b": [2], "c": [3]}]}`, []string{`{"s": "x", "a": 1}`, `{"s": "x", "b": 2, "c": 3}`},
			[]string{`{"a": 1}`, `{"s": "x", "b": 2}`, `{"s": "x"}`}},
		{"$or within and beside $or", `{"d": {"$or": [{"a": [1]}, {"b": [2], "$or": [{"c": [3]}, {"e": [4]}]}]}, "$or": [{"f": [5]}, {"g": [6]}]}`,
			[]string{`{"d": {"a": 1}, "g": 6}`, `{"d": {"b": 2, "e": 4}, "f": 5}`}, []string{`{"d": {"a": 1}}`, `{"d": {"b": 2}, "f": 5}`, `{"d": {"c": 3}, "f": 5}`}},
		{"$or over one field", `{"$or": [{"a": [1]}, {"a": [2]}]}`, []string{`{"a": 2}`}, []string{`{"a": 3}`}},

		{"fields of one element", `{"e": {"f": ["Anna"], "l": ["Smith"]}}`,
			[]string{`{"e": [{"f": "John", "l": "Doe"}, {"f": "Anna", "l": "Smith"}]}`, `{"e": [[{"f": "Anna", "l": "Smith"}], []]}`, `{"e": {"f": ["x", "Anna"], "l": ["Smith"]}}`},
			[]string{`{"e": [{"f": "Anna", "l": "Doe"}, {"f": "John", "l": "Smith"}]}`, `{"e": [[{"f": "Anna"}], [{"l": "Smith"}]]}`}},
		{"elements of different arrays", `{"d": {"f": [1]}, "e": {"f": [2]}}`, []string{`{"d": [{"f": 1}, {"f": 3}], "e": [{"f": 3}, {"f": 2}]}`}, nil},
		{"arrays within elements", `{"e": {"f": [1], "g": {"h": [2]}}}`, []string{`{"e": [{"f": 1, "g": [{"h": 3}, {"h": 2}]}, {"f": 2}]}`},
			[]string{`{"e": [{"f": 1, "g": [{"h": 3}]}, {"f": 2, "g": {"h": 2}}]}`}},
		{"plain values beside objects", `{"e": [5], "e.a": [1]}`, []string{`{"e": [{"a": 1}, 5]}`}, []string{`{"e": [[{"a": 1}], [5]]}`}},
		{"absent from the chosen element", `{"e": {"b": [1], "c": [{"exists": false}]}}`, []string{`{"e": [{"c": 1}, {"b": 1}]}`}, []string{`{"e": [{"b": 1, "c": 1}, {"b": 2}]}`}},
		{"absent before an element is chosen", `{"e": {"a": [{"exists": false}], "b": [1]}}`, []string{`{"e": [{"c": 1}, {"b": 1}]}`}, []string{`{"e": [{"a": 1}, {"b": 1}]}`}},
		{"dots in names", `{"a": {"b": [1]}}`, []string{`{"a.b": 1}`, `{"a": {"b": 1}}`, `{"a": {"b": 2}, "a.b": 1}`}, []string{`{"a": 1, "b": 1}`}},
		{"dots in the pattern's names", `{"a.b": [1], "a.b.c": [2]}`, []string{`{"a": {"b": 1}, "a.b": {"c": 2}}`, `{"a": {"b": [1, {"c": 2}]}}`}, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, decode := range []func(testing.TB, string) any{decodeJSON, plainJSON} {
				for i, event := range append(tc.match, tc.miss...) {
					got, err := MatchEvent(decode(t, tc.pattern), decode(t, event))
					if want := i < len(tc.match); err != nil || got != want {
						t.Errorf("%s on %s: got %v, %v, want %v", tc.pattern, event, got, err, want)
					}
				}
			}
		})
	}
}

func TestMatchEventInvalid(t *testing.T) {
	for _, tc := range []struct{ pattern, want string }{
		{`[]`, `event pattern: want an object, got an array`},
		{`"{}"`, `event pattern: want an object, got the string "{}"`},
		{`{}`, `event pattern: empty object`},
		{`{"source": "aws.ec2"}`, `source: want an object or an array, got the string "aws.ec2"`},
		{`{"source": []}`, `source: empty array`},
		{`{"detail": {}}`, `detail: empty object`},
		{`{"detail": {"a": [["x"]]}}`, `detail.a[0]: want a string, number, true, false, null or operator, got an array`},
		{`{"detail": {"severity": [{"numerc": [">=", 4]}]}}`, `detail.severity[0]: unknown operator "numerc"`},
		{`{"a": ["x", {}]}`, `a[1]: want one operator, got 0`},
		{`{"a": [{"prefix": "x", "suffix": "y"}]}`, `a[0]: want one operator, got 2`},
		{`{"a": [{"prefix": 1}]}`, `a[0]: prefix: want a string, got 1`},
		{`{"a": [{"prefix": {"suffix": "x"}}]}`, `a[0]: prefix: want a string or {"equals-ignore-case": string}`},
		{`{"a": [{"suffix": {"equals-ignore-case": true}}]}`, `a[0]: suffix ignoring case: want a string, got true`},
		{`{"a": [{"equals-ignore-case": ["x"]}]}`, `a[0]: equals-ignore-case: want a string, got an array`},
		{`{"a": [{"wildcard": "a**b"}]}`, `a[0]: wildcard: two asterisks in a row at offset 2 of "a**b"`},
		{`{"a": [{"wildcard": "a\\b"}]}`, `a[0]: wildcard: backslash before neither * nor \ at offset 1 of "a\\b"`},
		{`{"a": [{"exists": "true"}]}`, `a[0]: exists: want true or false, got the string "true"`},
		{`{"a": [{"cidr": "10.0.0.0"}]}`, `a[0]: cidr: "10.0.0.0" is not an address block`},
		{`{"a": [{"cidr": 10}]}`, `a[0]: cidr: want a string, got 10`},
		{`{"a": [{"numeric": ">"}]}`, `a[0].numeric: want an array, got the string ">"`},
		{`{"a": [{"numeric": [">"]}]}`, `a[0].numeric: want [operator, number] or [operator, number, operator, number], got 1 elements`},
		{`{"a": [{"numeric": ["!=", 1]}]}`, `a[0].numeric: element 0: want one of = < <= > >=, got !=`},
		{`{"a": [{"numeric": ["<", 1, ">", 0]}]}`, `a[0].numeric: element 0: want one of > >=, got <`},
		{`{"a": [{"numeric": [">", 1, "=", 2]}]}`, `a[0].numeric: element 2: want one of < <=, got =`},
		{`{"a": [{"numeric": [">", "1"]}]}`, `a[0].numeric: element 1: want a number, got the string "1"`},
		{`{"a": [{"numeric": [">=", 4, "<=", 4.0]}]}`, `a[0].numeric: the lower bound is not below the upper bound`},
		{`{"a": [{"anything-but": []}]}`, `a[0].anything-but: empty array`},
		{`{"a": [{"anything-but": ["x", 1]}]}`, `a[0].anything-but[1]: strings and numbers in one list`},
		{`{"a": [{"anything-but": true}]}`, `a[0].anything-but: want a string or a number, got true`},
		{`{"a": [{"anything-but": {"numeric": ["=", 1]}}]}`, `a[0]: anything-but: unknown operator "numeric"`},
		{`{"a": [{"anything-but": {"prefix": ["x", ""]}}]}`, `a[0].anything-but.prefix[1]: an empty prefix would exclude every string`},
		{`{"a": [{"anything-but": {"prefix": {"equals-ignore-case": "x"}}}]}`, `a[0].anything-but.prefix: prefix: want a string, got an object`},
		{`{"$or": [{"a": [1]}]}`, `$or: want at least two objects, got 1`},
		{`{"d": {"$or": {"a": [1]}}}`, `d.$or: want an array of objects, got an object`},
		{`{"$or": [{"a": [1]}, 2]}`, `$or[1]: want an object, got 2`},
		{`{"$or": [{"a": [1]}, {"b": {"prefix": ["x"]}}]}`, `$or[1].b.prefix: an operator's name cannot be a field within $or`},
		{`{"a": [1], "$or": [{"a": [2]}, {"b": [1]}]}`, `a: field a is constrained twice`},
		{`{"a.b": [1], "a": {"b": [2]}}`, `a.b: field a.b is constrained twice`},
		{`{"a": [1], "$or": [` + strings.TrimSuffix(strings.Repeat(`{"b": [1]},`, 1001), ",") + `]}`, `$or: more than 1000 combinations`},
		{strings.Repeat(`{"a":`, 300) + `[1]` + strings.Repeat(`}`, 300), `nested deeper than 256`},
	} {
		got, err := MatchEvent(decodeJSON(t, tc.pattern), map[string]any{})
		if err == nil || got || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%.80s: got %v, %v, want %s", tc.pattern, got, err, tc.want)
		}
	}
	pattern := plainJSON(t, `{"a": [1]}`)
	for _, tc := range []struct {
		event any
		want  string
	}{
		{nil, "event: want an object, got null"},
		{"{}", `event: want an object, got the string "{}"`},
		{map[string]any{"b": []any{map[string]any{"c": 1}}}, "event: b.c: 1 (int) is not a JSON value"},
		{map[string]any{"b": json.Number("x")}, "event: b: x (json.Number) is not a JSON value"},
		{decodeJSON(t, `{"a": `+strings.Repeat("[", 300)+strings.Repeat("]", 300)+`}`), "event: nested deeper than 256"},
	} {
		if got, err := MatchEvent(pattern, tc.event); err == nil || got || err.Error() != tc.want {
			t.Errorf("%v: got %v, %v, want %s", tc.event, got, err, tc.want)
		}
	}
}

// TestMatchEventTime feeds what makes naive matchers exponential.
func TestMatchEventTime(t *testing.T) {
	long := strings.Repeat("a", 100_000)
	start := time.Now()
	if got, err := MatchEvent(map[string]any{"x": []any{map[string]any{"wildcard": strings.Repeat("*a", 500) + "*b"}}}, map[string]any{"x": long}); got || err != nil {
		t.Errorf("wildcard: got %v, %v", got, err)
	}
	// Two ways lead to each of the fields, and none of the 2^40 combinations has the values.
	pattern, leaves := map[string]any{}, map[string]any{}
	for i := range 40 {
		pattern[fmt.Sprint("a.b.", i)] = []any{"yes"}
		leaves[fmt.Sprint(i)] = "no"
	}
	event := map[string]any{"a": map[string]any{"b": leaves}, "a.b": leaves}
	if got, err := MatchEvent(pattern, event); got || err == nil || !strings.Contains(err.Error(), "reasonable time") {
		t.Errorf("names with dots: got %v, %v", got, err)
	}
	// Each of these fields may be absent or have the value, and neither holds.
	pattern, leaves = map[string]any{}, map[string]any{}
	for i := range 60 {
		pattern[fmt.Sprint("a.", i)] = []any{"yes", map[string]any{"exists": false}}
		leaves[fmt.Sprint(i)] = "no"
	}
	if got, err := MatchEvent(pattern, leaves); !got || err != nil {
		t.Errorf("fields that are absent: got %v, %v", got, err)
	}
	if got, err := MatchEvent(pattern, map[string]any{"a": leaves}); got || err != nil {
		t.Errorf("fields that are not absent: got %v, %v", got, err)
	}
	if got, err := MatchEvent(pattern, map[string]any{"a": []any{leaves}}); got || err == nil || !strings.Contains(err.Error(), "reasonable time") {
		t.Errorf("fields that may be absent: got %v, %v", got, err)
	}
	if elapsed := time.Since(start); elapsed > 20*time.Second {
		t.Errorf("took %v", elapsed)
	}
}

// TestMatchEventRuler replays cases that AWS's own engine (event-ruler 2.1.0, Machine.rulesForJSONEvent) has answered.
func TestMatchEventRuler(t *testing.T) {
	file, err := os.Open("testdata/ruler.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var tc struct {
			Pattern, Event json.RawMessage
			Want           string
		}
		if err := json.Unmarshal(lines.Bytes(), &tc); err != nil {
			t.Fatalf("%v in %s", err, lines.Text())
		}
		match, err := MatchEvent(decodeJSON(t, string(tc.Pattern)), decodeJSON(t, string(tc.Event)))
		got := map[bool]string{true: "match", false: "no match"}[match]
		if err != nil {
			got = "error"
		}
		if got != tc.Want {
			t.Errorf("%s: got %s (%v)", lines.Text(), got, err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// event builds a sample event.
func event(source, detailType, detail string) string {
	return fmt.Sprintf(`{"version": "0", "id": "7bf73129-1428-4cd3-a780-95db273d1602", "detail-type": %q, "source": %q, "account": "111122223333",
		"time": "2025-11-11T21:29:54Z", "region": "ap-northeast-1", "resources": [], "detail": %s}`, detailType, source, detail)
}

func apiCall(source, service, name string) string {
	return event(source, "AWS API Call via CloudTrail", fmt.Sprintf(`{"eventVersion": "1.11", "userIdentity": {"type": "AssumedRole",
		"arn": "arn:aws:sts::111122223333:assumed-role/Admin/ann", "accountId": "111122223333"}, "eventSource": %q, "eventName": %q,
		"awsRegion": "ap-northeast-1", "sourceIPAddress": "203.0.113.7", "requestParameters": {"groupId": "sg-0abc"}, "responseElements": null,
		"readOnly": false, "managementEvent": true, "eventCategory": "Management"}`, service, name))
}

func guardDuty(severity string) string {
	return event("aws.guardduty", "GuardDuty Finding", fmt.Sprintf(`{"schemaVersion": "2.0", "accountId": "111122223333",
		"type": "CryptoCurrency:EC2/BitcoinTool.B!DNS", "severity": %s, "service": {"archived": false, "count": 3}}`, severity))
}

func finding(label, status, workflow, state string) string {
	return fmt.Sprintf(`{"SchemaVersion": "2018-10-08", "ProductArn": "arn:aws:securityhub:ap-northeast-1::product/aws/securityhub",
		"Severity": {"Label": %q, "Normalized": 90}, "Compliance": {"Status": %q}, "Workflow": {"Status": %q}, "RecordState": %q,
		"Resources": [{"Type": "AwsAccount", "Id": "AWS::::Account:111122223333"}]}`, label, status, workflow, state)
}

func hub(findings ...string) string {
	return event("aws.securityhub", "Security Hub Findings - Imported", `{"findings": [`+strings.Join(findings, ",")+`]}`)
}

// TestMatchEventBLEA matches the patterns of BLEA's notification rules, and a user's wider and narrower ones, with events of real shape.
func TestMatchEventBLEA(t *testing.T) {
	var severities, oldSeverities []string
	for tenths := 40; tenths <= 100; tenths++ {
		severity := strings.TrimSuffix(fmt.Sprintf("%d.%d", tenths/10, tenths%10), ".0")
		severities = append(severities, severity)
		if tenths < 90 {
			oldSeverities = append(oldSeverities, severity)
		}
	}
	guardDutyPattern := `{"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], "detail": {"severity": [%s]}}`
	for _, tc := range []struct {
		name, pattern string
		match, miss   []string
	}{
		{"GuardDuty by list", fmt.Sprintf(guardDutyPattern, strings.Join(severities, ", ")),
			[]string{guardDuty("4"), guardDuty("4.0"), guardDuty("5.3"), guardDuty("8.9"), guardDuty("9.5"), guardDuty("10.0")},
			[]string{guardDuty("3.9"), guardDuty("2"), guardDuty("10.1"), guardDuty(`"8"`), hub(finding("HIGH", "FAILED", "NEW", "ACTIVE"))}},
		{"GuardDuty by the list before critical findings", fmt.Sprintf(guardDutyPattern, strings.Join(oldSeverities, ", ")), []string{guardDuty("8.9")}, []string{guardDuty("9"), guardDuty("9.5")}},
		{"GuardDuty by comparison", fmt.Sprintf(guardDutyPattern, `{"numeric": [">=", 4]}`), []string{guardDuty("4.0"), guardDuty("9.5")}, []string{guardDuty("3.9")}},
		{"Security Hub", `{"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Imported"], "detail": {"findings": {"Severity": {"Label": ["CRITICAL", "HIGH"]},
			"Compliance": {"Status": ["FAILED"]}, "Workflow": {"Status": ["NEW", "NOTIFIED"]}, "RecordState": ["ACTIVE"]}}}`,
			[]string{hub(finding("CRITICAL", "FAILED", "NEW", "ACTIVE")), hub(finding("HIGH", "FAILED", "NOTIFIED", "ACTIVE")),
				hub(finding("LOW", "PASSED", "NEW", "ACTIVE"), finding("HIGH", "FAILED", "NEW", "ACTIVE"))},
			[]string{hub(finding("MEDIUM", "FAILED", "NEW", "ACTIVE")), hub(finding("HIGH", "PASSED", "NEW", "ACTIVE")), hub(finding("HIGH", "FAILED", "SUPPRESSED", "ACTIVE")),
				hub(finding("HIGH", "FAILED", "NEW", "ARCHIVED")), hub(finding("HIGH", "PASSED", "NEW", "ACTIVE"), finding("LOW", "FAILED", "NEW", "ACTIVE"))}},
		{"Security Hub by normalized severity", `{"detail": {"findings": {"Severity": {"Normalized": [{"numeric": [">=", 70]}]}}}}`,
			[]string{hub(finding("CRITICAL", "FAILED", "NEW", "ACTIVE"))}, []string{guardDuty("8")}},
		{"Health", `{"source": ["aws.health"], "detail-type": ["AWS Health Event"]}`,
			[]string{event("aws.health", "AWS Health Event", `{"service": "EC2", "eventScopeCode": "PUBLIC"}`)}, []string{event("aws.health", "AWS Health Abuse Event", `{}`)}},
		{"Health with a wildcard that is none", `{"source": ["aws.health*"]}`, nil, []string{event("aws.health", "AWS Health Event", `{}`)}},
		{"the trail", `{"detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["cloudtrail.amazonaws.com"], "eventName": ["StopLogging", "DeleteTrail", "UpdateTrail"]}}`,
			[]string{apiCall("aws.cloudtrail", "cloudtrail.amazonaws.com", "StopLogging"), apiCall("aws.cloudtrail", "cloudtrail.amazonaws.com", "UpdateTrail")},
			[]string{apiCall("aws.cloudtrail", "cloudtrail.amazonaws.com", "CreateTrail"), apiCall("aws.iot", "iot.amazonaws.com", "StopLogging")}},
		{"security groups", `{"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"],
			"eventName": ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress"]}}`,
			[]string{apiCall("aws.ec2", "ec2.amazonaws.com", "AuthorizeSecurityGroupIngress"), apiCall("aws.ec2", "ec2.amazonaws.com", "RevokeSecurityGroupEgress")},
			[]string{apiCall("aws.ec2", "ec2.amazonaws.com", "CreateSecurityGroup")}},
		{"security groups by wildcard", `{"detail": {"eventName": [{"wildcard": "*SecurityGroup*"}]}}`,
			[]string{apiCall("aws.ec2", "ec2.amazonaws.com", "RevokeSecurityGroupEgress"), apiCall("aws.ec2", "ec2.amazonaws.com", "DeleteSecurityGroup")},
			[]string{apiCall("aws.ec2", "ec2.amazonaws.com", "CreateNetworkAcl")}},
		{"network ACLs", `{"source": ["aws.ec2"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventSource": ["ec2.amazonaws.com"], "eventName": ["CreateNetworkAcl",
			"CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]}}`,
			[]string{apiCall("aws.ec2", "ec2.amazonaws.com", "ReplaceNetworkAclAssociation")}, []string{apiCall("aws.ec2", "ec2.amazonaws.com", "DescribeNetworkAcls")}},
		{"default security group", `{"source": ["aws.config"], "detail-type": ["Config Rules Compliance Change"],
			"detail": {"configRuleName": ["bb-default-security-group-closed"], "newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]}}}`,
			[]string{event("aws.config", "Config Rules Compliance Change", `{"configRuleName": "bb-default-security-group-closed", "newEvaluationResult": {"complianceType": "NON_COMPLIANT"}, "oldEvaluationResult": {"complianceType": "COMPLIANT"}}`)},
			[]string{event("aws.config", "Config Rules Compliance Change", `{"configRuleName": "bb-default-security-group-closed", "newEvaluationResult": {"complianceType": "COMPLIANT"}, "oldEvaluationResult": {"complianceType": "NON_COMPLIANT"}}`),
				event("aws.config", "Config Rules Compliance Change", `{"configRuleName": "other", "newEvaluationResult": {"complianceType": "NON_COMPLIANT"}}`)}},
		{"ECS service actions", `{"source": ["aws.ecs"], "detail-type": ["ECS Service Action"], "detail": {"eventType": ["WARN", "ERROR"]}}`,
			[]string{event("aws.ecs", "ECS Service Action", `{"eventType": "ERROR", "eventName": "SERVICE_TASK_PLACEMENT_FAILURE"}`)},
			[]string{event("aws.ecs", "ECS Service Action", `{"eventType": "INFO", "eventName": "SERVICE_STEADY_STATE"}`)}},
		{"only one person's calls", `{"detail": {"userIdentity": {"arn": [{"suffix": "/bob"}]}}}`, nil, []string{apiCall("aws.ec2", "ec2.amazonaws.com", "CreateNetworkAcl")}},
		{"only outside the office", `{"detail": {"eventName": ["StopLogging"], "sourceIPAddress": [{"cidr": "198.51.100.0/24"}]}}`, nil, []string{apiCall("aws.cloudtrail", "cloudtrail.amazonaws.com", "StopLogging")}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for i, event := range append(tc.match, tc.miss...) {
				got, err := MatchEvent(decodeJSON(t, tc.pattern), decodeJSON(t, event))
				if want := i < len(tc.match); err != nil || got != want {
					t.Errorf("%s: got %v, %v, want %v", event, got, err, want)
				}
			}
		})
	}
}

func TestMatchEvents(t *testing.T) {
	events := map[string]any{
		"ec2":    decodeJSON(t, `{"source": "aws.ec2", "detail": {"n": 1}}`),
		"a list": decodeJSON(t, `["aws.ec2"]`),
		"other":  decodeJSON(t, `{"source": "aws.s3", "detail": {"n": 1}}`),
		"again":  decodeJSON(t, `{"source": "aws.ec2", "detail": {"n": 2}}`),
	}
	for _, tc := range []struct {
		name, pattern string
		want          []string
	}{
		{"one field", `{"source": ["aws.ec2"]}`, []string{"again", "ec2"}},
		{"two fields", `{"source": ["aws.ec2"], "detail": {"n": [1]}}`, []string{"ec2"}},
		{"none", `{"source": ["aws.rds"]}`, nil},
	} {
		got, err := MatchEvents(decodeJSON(t, tc.pattern), events)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %v, %v, want %v", tc.name, got, err, tc.want)
		}
	}
	for _, pattern := range []string{`{"source": "aws.ec2"}`, `[]`, `null`} {
		if got, err := MatchEvents(decodeJSON(t, pattern), events); err == nil {
			t.Errorf("the pattern %s is valid and matches %v", pattern, got)
		}
	}
}

// FuzzMatchEvent checks that a match is an answer without error, the same every time, and that operators and their negations agree.
func FuzzMatchEvent(f *testing.F) {
	f.Add(`{"a": {"b": [1, {"exists": false}]}, "$or": [{"c": ["x"]}, {"d": [{"numeric": [">", 0, "<=", 5]}]}]}`, `{"a": [{"b": 1}, 2], "d": 5}`)
	f.Add(`{"detail": {"a": [{"anything-but": {"wildcard": ["x*", "\\*"]}}, {"cidr": "2001:db8::/32"}]}}`, `{"detail": {"a": "2001:db8::1"}, "x": "10.0.0.1"}`)
	f.Add(`{"a.b": [{"prefix": {"equals-ignore-case": "É"}}, null], "a": {"c": ["::1"]}}`, `{"a.b": "éa", "a": {"b": null, "c": ["0:0:0:0:0:0:0:1"]}, "n": 4.00}`)
	f.Fuzz(func(t *testing.T, patternText, eventText string) {
		var pattern, event any
		if json.Unmarshal([]byte(patternText), &pattern) != nil || json.Unmarshal([]byte(eventText), &event) != nil {
			return
		}
		match := func(pattern any) bool {
			got, err := MatchEvent(pattern, event)
			again, errAgain := MatchEvent(pattern, event)
			if got != again || !reflect.DeepEqual(err, errAgain) {
				t.Fatalf("%v, %v and then %v, %v", got, err, again, errAgain)
			}
			if got && err != nil {
				t.Fatalf("a match with the error %v", err)
			}
			if which, _ := MatchEvents(pattern, map[string]any{"it": event}); slices.Contains(which, "it") != got {
				t.Fatalf("%v alone, and %v among several", got, which)
			}
			return got
		}
		matched := match(pattern)
		if matched && !match(map[string]any{"$or": []any{pattern, pattern}}) {
			if _, err := MatchEvent(map[string]any{"$or": []any{pattern, pattern}}, event); err == nil {
				t.Error("a pattern matches, but not as a branch of $or")
			}
		}
		members, _ := event.(map[string]any)
		if checkJSON(event, "", 0) != nil {
			return
		}
		for key, value := range members {
			if strings.Contains(key, ".") || key == "$or" {
				continue
			}
			only := func(operator any) bool { return match(map[string]any{key: []any{operator}}) }
			if only(map[string]any{"exists": true}) == only(map[string]any{"exists": false}) {
				t.Errorf("%s both exists and does not", key)
			}
			switch value.(type) {
			case string, float64:
				if !only(value) || only(map[string]any{"anything-but": value}) || only(map[string]any{"anything-but": []any{value}}) {
					t.Errorf("%s is not %v, or anything but that", key, value)
				}
			}
		}
	})
}
