package policies

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

func TestDecode(t *testing.T) {
	for text, want := range map[string]string{
		`{}`: `{}`,
		`{"a":1,"b":[true,false,null,-1.5e+3,"x"],"id":"i"}`:     `{"a": 1, "b": [true, false, null, -1.5e+3, "x"], "id": "i"}`,
		`{"a":{"c":[],"d":{}},"other":{"id":["}",{"x":"]\""}]}}`: `{"a": {"c": [], "d": {}}}`,
		`{"a":"\u00e9\"\\","other":"\\","z":"é"}`:                `{"a": "é\"\\"}`,
		`{"b":12345678901234567890,"other":-0.5,"region":"r"}`:   `{"b": 12345678901234567890, "region": "r"}`,
		`{"other":true}`: `{}`,
	} {
		var d decoder
		for range 2 { // what it keeps changes nothing
			got, err := d.element([]byte(text), map[string]bool{"a": true, "b": true}, false)
			if err != nil || ast.Compare(got, ast.MustParseTerm(want).Value) != 0 {
				t.Errorf("%s: got %v, %v, want %s", text, got, err, want)
			}
		}
	}
	for _, text := range []string{``, `{`, `[]`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{"a":1}x`, `{"a":"x`, `{"a":"x\`, `{"a":tru}`, `{"a":-}`, `{"a":1-1}`, `{"a":[1 2]}`, `{"a":"\x"}`, `{"other":{"a":1}`, `{"other":"`, `{,}`, `{1:1}`} {
		var d decoder
		if got, err := d.element([]byte(text), map[string]bool{"a": true}, false); err == nil {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

// FuzzDecode checks the decoder against OPA's own.
func FuzzDecode(f *testing.F) {
	f.Add(`{"a": {"b": [1, 2.50, "x\u2028", null]}, "c": {"d": "\ud83d\ude00"}}`)
	f.Add(`{"c": [{"a": []}], "a": -0e1}`)
	f.Fuzz(func(t *testing.T, text string) {
		var fields map[string]json.RawMessage
		var compact bytes.Buffer
		if !utf8.ValidString(text) || json.Unmarshal([]byte(text), &fields) != nil || json.Compact(&compact, []byte(text)) != nil || fields == nil {
			return
		}
		for _, all := range []bool{true, false} {
			want := ast.NewObject()
			for name, raw := range fields {
				if v, err := ast.ValueFromReader(bytes.NewReader(raw)); err != nil {
					return
				} else if all || name == "a" || envelope[name] {
					want.Insert(ast.StringTerm(name), ast.NewTerm(v))
				}
			}
			var d decoder
			got, err := d.element(compact.Bytes(), map[string]bool{"a": true}, all)
			if err == nil && doubled(got) {
				return
			}
			if err != nil || ast.Compare(got, want) != 0 {
				t.Fatalf("got %v, %v, want %v", got, err, want)
			}
		}
	})
}

// doubled says whether an object has a name twice, which elements of a snapshot never do.
func doubled(v ast.Value) bool {
	switch v := v.(type) {
	case ast.Object:
		names := map[string]bool{}
		v.Foreach(func(k, _ *ast.Term) { names[k.String()] = true })
		return len(names) != v.Len() || v.Until(func(_, x *ast.Term) bool { return doubled(x.Value) })
	case *ast.Array:
		return v.Until(func(x *ast.Term) bool { return doubled(x.Value) })
	}
	return false
}

func TestDecodeShares(t *testing.T) {
	var d decoder
	decode := func(text string) ast.Object {
		got, err := d.element([]byte(text), nil, true)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	at := func(o ast.Object, name string) *ast.Term { return o.Get(ast.StringTerm(name)) }
	a, b, c := decode(`{"a":{"x":[1,"y"]},"b":[]}`), decode(`{"a":{"x":[1,"y"]},"b":[1]}`), decode(`{"a":{"x":[1,"z"]},"b":[]}`)
	if at(a, "a") != at(b, "a") || at(a, "b") != at(c, "b") {
		t.Error("equal values are not the same")
	}
	if at(a, "a").Equal(at(c, "a")) || at(a, "b").Equal(at(b, "b")) {
		t.Error("different values are the same")
	}
	long := `{"a":["` + strings.Repeat("x", maxSharedValue) + `"]}`
	if a, b := decode(long), decode(long); at(a, "a") == at(b, "a") || !at(a, "a").Equal(at(b, "a")) {
		t.Error("a long value was kept")
	}
}
