package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kijun/policies"
)

// schema is the part of JSON Schema 2020-12 that schema.json uses; a keyword outside it is an error of the test.
type schema map[string]any

func (root schema) validate(s any, v any, at string) []string {
	if s == true {
		return nil
	}
	var out []string
	bad := func(format string, args ...any) { out = append(out, at+": "+fmt.Sprintf(format, args...)) }
	m := s.(map[string]any)
	for _, keyword := range slices.Sorted(maps.Keys(m)) {
		arg := m[keyword]
		switch keyword {
		case "$schema", "$id", "$defs", "title", "description", "properties":
		case "$ref":
			name := strings.TrimPrefix(arg.(string), "#/$defs/")
			out = append(out, root.validate(root["$defs"].(map[string]any)[name], v, at)...)
		case "const":
			if v != arg {
				bad("%v is not %v", v, arg)
			}
		case "enum":
			if !slices.Contains(arg.([]any), v) {
				bad("%v is none of %v", v, arg)
			}
		case "type":
			names, ok := arg.([]any)
			if !ok {
				names = []any{arg}
			}
			if !slices.ContainsFunc(names, func(n any) bool { return is(n.(string), v) }) {
				bad("%v is not of type %v", v, arg)
			}
		case "pattern":
			if text, ok := v.(string); ok && !regexp.MustCompile(arg.(string)).MatchString(text) {
				bad("%q does not match", text)
			}
		case "minimum":
			if n, ok := v.(float64); ok && n < arg.(float64) {
				bad("%v is too small", n)
			}
		case "maximum":
			if n, ok := v.(float64); ok && n > arg.(float64) {
				bad("%v is too big", n)
			}
		case "minItems":
			if a, ok := v.([]any); ok && len(a) < int(arg.(float64)) {
				bad("too few items")
			}
		case "maxItems":
			if a, ok := v.([]any); ok && len(a) > int(arg.(float64)) {
				bad("too many items")
			}
		case "items":
			if a, ok := v.([]any); ok {
				for i, x := range a {
					out = append(out, root.validate(arg, x, fmt.Sprintf("%s[%d]", at, i))...)
				}
			}
		case "required":
			if o, ok := v.(map[string]any); ok {
				for _, name := range arg.([]any) {
					if _, ok := o[name.(string)]; !ok {
						bad("%s is missing", name)
					}
				}
			}
		case "additionalProperties":
			if o, ok := v.(map[string]any); ok {
				properties, _ := m["properties"].(map[string]any)
				for name, x := range o {
					if _, known := properties[name]; known {
						continue
					}
					if arg == false {
						bad("%s should not be there", name)
					} else {
						out = append(out, root.validate(arg, x, at+"."+name)...)
					}
				}
			}
		default:
			bad("schema.json uses %s, which this test does not know", keyword)
		}
	}
	if o, ok := v.(map[string]any); ok {
		properties, _ := m["properties"].(map[string]any)
		for name, sub := range properties {
			if x, there := o[name]; there {
				out = append(out, root.validate(sub, x, at+"."+name)...)
			}
		}
	}
	return out
}

func is(kind string, v any) bool {
	switch x := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case []any:
		return kind == "array"
	case map[string]any:
		return kind == "object"
	case float64:
		return kind == "number" || kind == "integer" && x == float64(int64(x))
	}
	return false
}

func loadSchema(t *testing.T) schema {
	t.Helper()
	raw, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// rich is a result in which every field that may be absent is there.
func rich() *policies.Result {
	res := sample("en")
	one, two := 1.0, 3653.0
	c := &res.Controls[0]
	c.Manual = "decision"
	for i := range res.Steps {
		st := &res.Steps[i]
		st.Risk, st.Costs, st.Permissions = policies.RiskAccess, []string{"keys"}, []string{"s3:PutBucketPolicy"}
		st.Checks = []policies.Check{{Call: policies.Call{Service: "ec2", Operation: "DescribeInstances", Params: map[string]any{}}, Query: "Reservations"}}
		st.Calls = append(st.Calls, policies.Call{Service: "logs", Operation: "CreateLogGroup", Params: map[string]any{"logGroupName": "g"}})
	}
	moved := &res.Steps[0]
	moved.Calls = moved.Calls[len(moved.Calls)-1:]
	for f := range res.Findings.All() {
		if f.Status == policies.Failed && f.Control == moved.Control {
			moved.Changes = append(moved.Changes, policies.Change{Finding: f.ID, Control: f.Control, From: f.Status, To: policies.Passed})
		}
	}
	c.Collection, c.Governed, c.Profiles, c.Disabled, c.Deprecated, c.Construct = "sns.topics", true, []string{"standalone"}, "off", "replaced by X.2", "Logging"
	c.Parameters = map[string]policies.Parameter{"days": {Type: "integer", Default: 90, Min: &one, Max: &two}, "kind": {Type: "string", Enum: []string{"a"}}}
	return res
}

func documents(t *testing.T) map[string][]byte {
	out := map[string][]byte{}
	for name, r := range map[string]*Report{
		"sample":   {Result: sample("ja"), Plan: Plan(sample("ja"), "ja")},
		"rich":     {Result: rich(), Plan: Plan(rich(), "en")},
		"several":  {Result: several()},
		"nothing":  {Result: nothing(), Plan: []PlanStep{}},
		"all zero": {Result: &policies.Result{}},
	} {
		out[name] = render(t, JSON, r, Options{})
	}
	return out
}

func TestJSONFitsItsSchema(t *testing.T) {
	s := loadSchema(t)
	if s["$id"] != Schema {
		t.Errorf("schema.json is %v, documents say %s", s["$id"], Schema)
	}
	for name, raw := range documents(t) {
		var v map[string]any
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		for _, e := range s.validate(map[string]any(s), v, name) {
			t.Error(e)
		}
		v["surprise"] = 1
		if s.validate(map[string]any(s), v, "") == nil {
			t.Errorf("%s: an unknown field passes", name)
		}
	}
}

// The fields of the Go types and of the schema are the same: nobody adds one without the other.
func TestSchemaKnowsEveryField(t *testing.T) {
	defs := loadSchema(t)["$defs"].(map[string]any)
	fields := func(typ reflect.Type) (out []string) {
		for _, f := range reflect.VisibleFields(typ) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
				out = append(out, name)
			}
		}
		slices.Sort(out)
		return out
	}
	for name, v := range map[string]any{"account": policies.Account{}, "score": StandardScore{}, "parameter": policies.Parameter{}, "control": control{}, "finding": policies.Finding{},
		"evidence": policies.Evidence{}, "gap": policies.Gap{}, "call": policies.Call{}, "effect": policies.Effect{}, "step": PlanStep{}, "check": policies.Check{}, "forecast": Forecast{},
		"forecast_score": ForecastScore{}, "forecast_status": ForecastStatus{}, "text": policies.Text{}, "versions": policies.Versions{}} {
		want := slices.Sorted(maps.Keys(defs[name].(map[string]any)["properties"].(map[string]any)))
		if got := fields(reflect.TypeOf(v)); !slices.Equal(got, want) {
			t.Errorf("%s: the type has %v, the schema %v", name, got, want)
		}
	}
}

// Other tools rely on these names.
func TestFindingShape(t *testing.T) {
	var d struct {
		Findings  []map[string]any
		Standards []map[string]any
	}
	if err := json.Unmarshal(documents(t)["sample"], &d); err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(d.Findings[0])); !slices.Equal(got, []string{"account", "control", "evidence", "id", "parameters", "reason", "reason_args", "reason_code", "region", "resource", "severity", "standards", "status"}) {
		t.Errorf("a finding has %v", got)
	}
	if got := slices.Sorted(maps.Keys(d.Findings[0]["resource"].(map[string]any))); !slices.Equal(got, []string{"arn", "id", "type"}) {
		t.Errorf("a resource has %v", got)
	}
	for _, name := range []string{"id", "score", "interval", "passed", "failed", "unknown", "no_data", "disabled", "coverage"} {
		if _, ok := d.Standards[0][name]; !ok {
			t.Errorf("a score has no %s", name)
		}
	}
}

func TestReadJSONGivesBackWhatJSONWrote(t *testing.T) {
	for name, raw := range documents(t) {
		if name == "all zero" {
			continue
		}
		path := filepath.Join(t.TempDir(), "result.json")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := ReadJSON(path)
		if err != nil {
			t.Fatal(err)
		}
		if again := render(t, JSON, r, Options{}); !bytes.Equal(raw, again) {
			t.Errorf("%s: differs when written again:\n%s", name, again)
		}
		if r.Plan != nil && !reflect.DeepEqual(order(r.Plan), order(Plan(r.Result, "en"))) {
			t.Errorf("%s: the plan cannot be made again from what was read", name)
		}
	}
}

func TestReadJSONRefuses(t *testing.T) {
	good := string(documents(t)["sample"])
	swap := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the sample has no %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, tc := range map[string]struct{ raw, want string }{
		"nothing":                       {"", "unexpected end of JSON input"},
		"a snapshot":                    {"PK\x03\x04rest", "perhaps a snapshot"},
		"no JSON":                       {"{\n  \"schema\": x", "line 2, column 13: invalid character 'x'"},
		"a list":                        {"[]", "cannot unmarshal array"},
		"another document":              {`{"findings": []}`, `not a result written by -o json: its schema is ""`},
		"a newer schema":                {swap(Schema, schemaName+"2"), `its schema is "urn:kijun:result:2" and this kijun reads "urn:kijun:result:1"`},
		"cut off":                       {good[:len(good)/2], "unexpected end of JSON input"},
		"something behind":              {good + "x", "invalid character 'x' after top-level value"},
		"an unknown field":              {swap(`"kijun":`, `"kijum":`), `unknown field "kijum"`},
		"an unknown field in a finding": {swap(`"reason_code":`, `"reason_kode":`), `unknown field "reason_kode"`},
		"a wrong type":                  {swap(`"incomplete": false`, `"incomplete": "no"`), "line 12, column "},
		"a foreign status":              {swap(`"status": "WARNING"`, `"status": "FINE"`), `unknown status "FINE"`},
		"a foreign severity":            {swap(`"severity": "CRITICAL"`, `"severity": "BAD"`), `control BLEA.CloudTrail.1: unknown severity "BAD"`},
		"a finding of nothing":          {swap(`"control": "EC2.7"`, `"control": "EC2.700"`), `there is no control "EC2.700"`},
		"an id twice":                   {swap(`"id": "EC2.7"`, `"id": "S3.8"`), `controls: the id "S3.8"`},
		"a gap that is not":             {regexp.MustCompile(`"gaps": \[\s*2`).ReplaceAllString(good, `"gaps": [99`), "there is no gap 99"},
		"no time":                       {regexp.MustCompile(`"as_of": "[^"]*",`).ReplaceAllString(good, ""), "as_of is missing"},
	} {
		path := filepath.Join(t.TempDir(), "result.json")
		if err := os.WriteFile(path, []byte(tc.raw), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadJSON(path); err == nil || !strings.Contains(err.Error(), tc.want) || !strings.HasPrefix(err.Error(), path+": ") {
			t.Errorf("%s: got %v, want %s", name, err, tc.want)
		}
	}
	if _, err := ReadJSON(filepath.Join(t.TempDir(), "none.json")); !os.IsNotExist(err) {
		t.Errorf("got %v", err)
	}
}

func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(`{"schema":"urn:kijun:result:1","as_of":"2026-09-20T03:00:00Z","controls":[{"id":"A.1","severity":"LOW"}],"findings":[{"id":"x","control":"A.1","status":"FAILED","severity":"LOW"}],"plan":[{"number":1,"control":"A.1","needs":["A.1"]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := decode(raw)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := Table(&b, &Report{Result: r.Result, Plan: Plan(r.Result, "en")}, Options{Width: 80}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if line = strings.TrimSuffix(line, "\n"); Safe(line) != line {
				t.Fatalf("%q is not safe", line)
			}
		}
	})
}
