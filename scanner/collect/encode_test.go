package collect

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go/document"
	"github.com/aws/smithy-go/middleware"
)

type color string

type point struct {
	X, Y   int32
	hidden string
}

// shape is a union as the SDK writes them; circleMember has the name of the union in its own.
type shape interface{ isShape() }

type shapeMemberCircle struct{ Value point }

type shapeMembershapeMemberOdd struct{ Value string }

type shapeMemberNothing struct{ Value *point }

type unknownUnionMember struct {
	Tag   string
	Value []byte
}

func (*shapeMemberCircle) isShape()         {}
func (*shapeMembershapeMemberOdd) isShape() {}
func (*shapeMemberNothing) isShape()        {}
func (*unknownUnionMember) isShape()        {}

// paper is a document of the SDK.
type paper struct{ value any }

func (p *paper) UnmarshalSmithyDocument(out any) error {
	*out.(*any) = p.value
	return nil
}

func TestEncode(t *testing.T) {
	east := time.Date(2026, 1, 2, 12, 0, 0, 500_000_000, time.FixedZone("JST", 9*3600))
	hour := 3600.5
	for name, c := range map[string]struct {
		in   any
		want string
	}{
		"a struct":                    {point{X: 1, Y: -2, hidden: "x"}, `{"X":1,"Y":-2}`},
		"nil":                         {nil, `{}`},
		"a nil pointer":               {(*point)(nil), `{}`},
		"absent members":              {struct{ A, B *string }{B: aws.String("")}, `{"B":""}`},
		"an empty text that is there": {struct{ A string }{}, `{"A":""}`},
		"an enum without a value":     {struct{ A, B color }{B: "red"}, `{"B":"red"}`},
		"a time":                      {struct{ At *time.Time }{&east}, `{"At":"2026-01-02T03:00:00.5Z"}`},
		"a time that is not there":    {struct{ At *time.Time }{}, `{}`},
		"numbers": {struct {
			I int64
			F *float64
			B bool
		}{I: math.MaxInt64, F: &hour}, `{"B":false,"F":3600.5,"I":9223372036854775807}`},
		"numbers that JSON has not": {[]float64{math.Inf(1), math.Inf(-1), math.NaN()}, `["+Inf","-Inf","NaN"]`},
		"bytes":                     {struct{ B []byte }{[]byte("hi")}, `{"B":"aGk="}`},
		"no bytes":                  {struct{ B []byte }{}, `{}`},
		"an empty list and none":    {struct{ A, B []string }{A: []string{}}, `{"A":[]}`},
		"a list with holes":         {[]*string{aws.String("a"), nil}, `["a",null]`},
		"an empty map and none":     {struct{ A, B map[string]string }{A: map[string]string{}}, `{"A":{}}`},
		"a map with holes":          {map[string]*point{"a": {}, "b": nil}, `{"a":{"X":0,"Y":0},"b":null}`},
		"an embedded struct": {struct {
			point
			Z int
		}{point{X: 1}, 3}, `{"Z":3}`},
		"an embedded exported struct": {struct {
			Exported
			Z int
		}{Exported{A: 1}, 3}, `{"A":1,"Z":3}`},
		"an embedded exported pointer": {struct {
			*Exported
			Z int
		}{&Exported{A: 1}, 3}, `{"A":1,"Z":3}`},
		"the metadata of an answer": {struct {
			A              int
			ResultMetadata middleware.Metadata
		}{A: 1}, `{"A":1}`},
		"a union":                               {struct{ S shape }{&shapeMemberCircle{point{X: 1}}}, `{"S":{"Circle":{"X":1,"Y":0}}}`},
		"a union whose member has an odd name":  {struct{ S shape }{&shapeMembershapeMemberOdd{"v"}}, `{"S":{"shapeMemberOdd":"v"}}`},
		"a union without a value":               {struct{ S shape }{&shapeMemberNothing{}}, `{"S":{"Nothing":{}}}`},
		"a union that is not there":             {struct{ S shape }{}, `{}`},
		"a member that this SDK does not know":  {struct{ S shape }{&unknownUnionMember{Tag: "Square", Value: []byte("x")}}, `{"S":{"Tag":"Square","Value":"eA=="}}`},
		"a list of unions":                      {[]shape{&shapeMemberCircle{}, &shapeMembershapeMemberOdd{"v"}}, `[{"Circle":{"X":0,"Y":0}},{"shapeMemberOdd":"v"}]`},
		"a document":                            {struct{ D *paper }{&paper{map[string]any{"a": []any{document.Number("1"), document.Number("1.5"), "1", nil, true}}}}, `{"D":{"a":[1,1.5,"1",null,true]}}`},
		"a document that is not there":          {struct{ D *paper }{}, `{}`},
		"what is encoded already":               {map[string]any{"a": []any{int64(1), "x", nil}, "b": map[string]any{"c": 1.5}}, `{"a":[1,"x",null],"b":{"c":1.5}}`},
		"a document's number that is too large": {struct{ D *paper }{&paper{document.Number("1e999")}}, `{"D":"1e999"}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.Marshal(Encode(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			again, err := json.Marshal(Encode(Encode(c.in)))
			if err != nil || string(again) != c.want {
				t.Errorf("encoded twice: %s (%v), want %s", again, err, c.want)
			}
		})
	}
}

// Exported is embedded as the SDK's own types are.
type Exported struct{ A int }

func TestMerge(t *testing.T) {
	all := map[string]any{}
	merge(all, map[string]any{"Items": []any{"a"}, "NextToken": "x", "IsTruncated": true, "Quota": int64(3), "First": "only"})
	merge(all, map[string]any{"Items": []any{"b", "c"}, "Marker": "y", "Quota": int64(2)})
	merge(all, map[string]any{"Late": []any{"d"}, "Items": []any{}})
	got, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"First":"only","Items":["a","b","c"],"Late":["d"],"Quota":2}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDecodeJSON(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for name, c := range map[string]struct{ in, want string }{
		"an object":                      {`{"a": 1}`, `{"a":1}`},
		"a list":                         {` [1, 2] `, `[1,2]`},
		"numbers keep their digits":      {`[12345678901234567890, 1.10]`, `[12345678901234567890,1.10]`},
		"URL-encoded, as IAM has it":     {`%7B%22a%22%3A%22x+y%20z%22%7D`, `{"a":"x+y z"}`},
		"URL-encoded and nothing":        {`%zz`, `"%zz"`},
		"URL-encoded text":               {`%41`, `"%41"`},
		"plain text":                     {`hello`, `"hello"`},
		"nothing":                        {``, `""`},
		"space":                          {`  `, `"  "`},
		"a number is text":               {`12`, `"12"`},
		"a quoted text is text":          {`"x"`, `"\"x\""`},
		"half an object":                 {`{"a": `, `"{\"a\": "`},
		"something behind":               {`{} {}`, `"{} {}"`},
		"a brace behind":                 {`{}}`, `"{}}"`},
		"a bracket behind":               {`{}]`, `"{}]"`},
		"space behind":                   {"{}\n", `{}`},
		"as deep as may be":              {deep(maxDepth), deep(maxDepth)},
		"deeper than any policy":         {deep(maxDepth + 1), `"` + deep(maxDepth+1) + `"`},
		"deeper than the JSON decoder's": {deep(20_000), `"` + deep(20_000) + `"`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.Marshal(decodeJSON(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got %.200s, want %.200s", got, c.want)
			}
		})
	}
}

func TestFinish(t *testing.T) {
	for name, c := range map[string]struct {
		collector Collector
		in, want  string
	}{
		"a secret":                         {Collector{Secret: []string{"Password"}}, `{"Password":"hunter2","Name":"x"}`, `{"Name":"x","Password":"[cut length=1-7 class=text]"}`},
		"a secret that is not there":       {Collector{Secret: []string{"Password", "A.B.C"}}, `{"A":{"B":1}}`, `{"A":{"B":1}}`},
		"every member of a map":            {Collector{Secret: []string{"Env.Variables.*"}}, `{"Env":{"Variables":{"A":"1","B":"x"}}}`, `{"Env":{"Variables":{"A":"[cut length=1-7 class=number]","B":"[cut length=1-7 class=text]"}}}`},
		"a member in every item":           {Collector{Secret: []string{"Params.Value"}}, `{"Params":[{"Key":"a","Value":"x"},{"Key":"b"},{"Value":""}]}`, `{"Params":[{"Key":"a","Value":"[cut length=1-7 class=text]"},{"Key":"b"},{"Value":"[cut length=0 class=empty]"}]}`},
		"a member in every starred item":   {Collector{Secret: []string{"Params.*.Value"}}, `{"Params":[{"Key":"a","Value":"x"}]}`, `{"Params":[{"Key":"a","Value":"[cut length=1-7 class=text]"}]}`},
		"lists in lists":                   {Collector{Secret: []string{"A.B.C"}}, `{"A":[{"B":[{"C":"x"},{"C":["y","z"]}]}]}`, `{"A":[{"B":[{"C":"[cut length=1-7 class=text]"},{"C":["[cut length=1-7 class=text]","[cut length=1-7 class=text]"]}]}]}`},
		"a list of texts":                  {Collector{Secret: []string{"Sqls"}}, `{"Sqls":["a","b"]}`, `{"Sqls":["[cut length=1-7 class=text]","[cut length=1-7 class=text]"]}`},
		"a secret is no longer JSON":       {Collector{Secret: []string{"Doc"}, JSON: []string{"Doc"}}, `{"Doc":"{\"password\": 1}"}`, `{"Doc":"[cut length=8-15 class=text]"}`},
		"a document":                       {Collector{JSON: []string{"Get.Attributes.Policy"}}, `{"Get":{"Attributes":{"Policy":"{\"a\":1}","Other":"{}"}}}`, `{"Get":{"Attributes":{"Other":"{}","Policy":{"a":1}}}}`},
		"documents in a list":              {Collector{JSON: []string{"Policies.Document"}}, `{"Policies":[{"Document":"{\"a\":1}"},{"Document":"%7B%7D"},{"Document":"no"}]}`, `{"Policies":[{"Document":{"a":1}},{"Document":{}},{"Document":"no"}]}`},
		"documents of a map":               {Collector{JSON: []string{"M.*"}}, `{"M":{"a":"{}","b":"[1]"}}`, `{"M":{"a":{},"b":[1]}}`},
		"a document that is one already":   {Collector{JSON: []string{"D"}}, `{"D":{"a":1}}`, `{"D":{"a":1}}`},
		"declared keys":                    {Collector{Keys: map[string][]string{"Get.Attributes": {"A", "B"}}}, `{"Get":{"Attributes":{"A":"1","C":"2","D":"3"}}}`, `{"Get":{"Attributes":{"A":"1","Other":{"C":"2","D":"3"}}}}`},
		"nothing but declared keys":        {Collector{Keys: map[string][]string{"Attributes": {"A"}}}, `{"Attributes":{"A":"1"}}`, `{"Attributes":{"A":"1"}}`},
		"declared keys that are absent":    {Collector{Keys: map[string][]string{"Get.Attributes": {"A"}}}, `{"Get":{}}`, `{"Get":{}}`},
		"declared keys in a list":          {Collector{Keys: map[string][]string{"L.M": {"A"}}}, `{"L":[{"M":{"A":"1","B":"2"}},{"M":null}]}`, `{"L":[{"M":{"A":"1","Other":{"B":"2"}}},{"M":null}]}`},
		"a declared key with a document":   {Collector{Keys: map[string][]string{"M": {"P"}}, JSON: []string{"M.P"}}, `{"M":{"P":"{}","Q":"{}"}}`, `{"M":{"Other":{"Q":"{}"},"P":{}}}`},
		"a secret at a path with a number": {Collector{Secret: []string{"N"}}, `{"N":12}`, `{"N":12}`},
	} {
		t.Run(name, func(t *testing.T) {
			var element map[string]any
			if err := json.Unmarshal([]byte(c.in), &element); err != nil {
				t.Fatal(err)
			}
			c.collector.finish(element)
			got, err := json.Marshal(element)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestCut(t *testing.T) {
	for in, want := range map[string]string{
		"":                                     "[cut length=0 class=empty]",
		"x":                                    "[cut length=1-7 class=text]",
		"1234567":                              "[cut length=1-7 class=number]",
		"12345678":                             "[cut length=8-15 class=number]",
		"false":                                "[cut length=1-7 class=boolean]",
		"AKIAIOSFODNN7EXAMPLE":                 "[cut length=16-31 class=access-key-id]",
		"arn:aws:s3:::logs":                    "[cut length=16-31 class=arn]",
		"https://example.com/hook/0123456789a": "[cut length=32-63 class=url]",
		strings.Repeat("x", 15):                "[cut length=8-15 class=text]",
		strings.Repeat("x", 16):                "[cut length=16-31 class=text]",
		strings.Repeat("x", 31):                "[cut length=16-31 class=text]",
		strings.Repeat("x", 32):                "[cut length=32-63 class=text]",
		strings.Repeat("x", 63):                "[cut length=32-63 class=text]",
		strings.Repeat("x", 64):                "[cut length=64+ class=text]",
		"AKIA of another length":               "[cut length=16-31 class=text]",
	} {
		if got := Cut(in); got != want {
			t.Errorf("Cut(%q) is %s, want %s", in, got, want)
		}
	}
}

// The schema says what encode makes: a value of each kind fits the schema of its type.
func TestSchemaFollowsEncode(t *testing.T) {
	type all struct {
		Text  *string
		Kind  color
		At    *time.Time
		Bytes []byte
		Count int32
		Ratio *float64
		On    bool
		List  []point
		Map   map[string]point
		Exported
		NextToken      *string
		ResultMetadata middleware.Metadata
	}
	got, err := json.Marshal(schemaOf(reflect.TypeFor[all](), nil))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"additionalProperties":false,"properties":{"A":{"type":"integer"},"At":{"type":"string"},"Bytes":{"type":"string"},"Count":{"type":"integer"},` +
		`"Kind":{"type":"string"},"List":{"items":{"additionalProperties":false,"properties":{"X":{"type":"integer"},"Y":{"type":"integer"}},"type":"object"},"type":"array"},` +
		`"Map":{"additionalProperties":{"additionalProperties":false,"properties":{"X":{"type":"integer"},"Y":{"type":"integer"}},"type":"object"},"type":"object"},` +
		`"On":{"type":"boolean"},"Ratio":{"type":"number"},"Text":{"type":"string"}},"type":"object"}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

type tree struct{ Children []tree }

func TestSchemaOfATypeThatHoldsItself(t *testing.T) {
	got, err := json.Marshal(schemaOf(reflect.TypeFor[tree](), nil))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"additionalProperties":false,"properties":{"Children":{"items":{},"type":"array"}},"type":"object"}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTagsOf(t *testing.T) {
	name, value := "Key", "Value"
	for what, c := range map[string]struct {
		fields map[string]any
		want   map[string]any
	}{
		"none":             {map[string]any{}, map[string]any{}},
		"a list":           {map[string]any{"Tags": []any{map[string]any{name: "a", value: "1"}, map[string]any{name: "b"}}}, map[string]any{"a": "1", "b": ""}},
		"a map":            {map[string]any{"Tags": map[string]any{"a": "1"}}, map[string]any{"a": "1"}},
		"EC2's interfaces": {map[string]any{"TagSet": []any{map[string]any{name: "a", value: "1"}}}, map[string]any{"a": "1"}},
		"KMS's names":      {map[string]any{"TagList": []any{map[string]any{"TagKey": "a", "TagValue": "1"}}}, map[string]any{"a": "1"}},
		"something else":   {map[string]any{"Tags": "a"}, map[string]any{}},
	} {
		if got := tagsOf(c.fields); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", what, got, c.want)
		}
	}
}
