package snapshot

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestCanonical(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"members are sorted at every depth":         {`{"b":[{"z":1,"y":2}],"a":{"d":1,"c":2}}`, `{"a":{"c":2,"d":1},"b":[{"y":2,"z":1}]}`},
		"a prefix comes first":                      {`{"a b":1,"a":2,"a!":3}`, `{"a":2,"a b":1,"a!":3}`},
		"names are compared unescaped":              {`{"A":1,"\n":2,"\u0001":3,"\\":4,"\"":5}`, `{"\u0001":3,"\n":2,"\"":5,"A":1,"\\":4}`},
		"names are compared by bytes":               {`{"\uD83D\uDE00":1,"\uFF5E":2,"é":3,"z":4}`, "{\"z\":4,\"é\":3,\"～\":2,\"😀\":1}"},
		"white space goes":                          {" [ 1 ,\t{ } ,\r\n[ ] ] ", `[1,{},[]]`},
		"numbers stay as given":                     {`[1.50,1e5,1E+5,-0,0.1e-7,123456789012345678901234567890]`, `[1.50,1e5,1E+5,-0,0.1e-7,123456789012345678901234567890]`},
		"nothing is escaped for HTML":               {`"\u003c&\u003e\/"`, `"<&>/"`},
		"control characters have one spelling":      {`"\u0000\u0008\u0009\u000a\u000c\u000d\u001B\u007f"`, "\"\\u0000\\b\\t\\n\\f\\r\\u001b\x7f\""},
		"line separators stay":                      {`"\u2028\u2029"`, "\"\u2028\u2029\""},
		"halves of a character are joined":          {`"\ud83d\ude00"`, `"😀"`},
		"a half alone is replaced":                  {`"\ud83d \ude00\ud83dx\ud83d\u0041"`, "\"\uFFFD \uFFFD\uFFFDx\uFFFDA\""},
		"what is not UTF-8 is replaced":             {"\"a\xff\xfeb\xc3\"", "\"a\uFFFD\uFFFDb\uFFFD\""},
		"words":                                     {`[true,false,null]`, `[true,false,null]`},
		"an order that differs only further inside": {`{"x":{"b":{"d":1,"c":1},"a":1},"w":0}`, `{"w":0,"x":{"a":1,"b":{"c":1,"d":1}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Canonical([]byte(tc.in))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tc.want {
				t.Errorf("got  %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestCanonicalRefuses(t *testing.T) {
	for _, in := range []string{
		``, ` `, `{`, `[`, `"`, `"\`, `"\u12`, `"\u12G4"`, `"\x"`, "\"\n\"", "\"\x00\"", `{"a"}`, `{"a":}`, `{"a":1,}`, `{,}`, `{a:1}`, `[1,]`, `[1 2]`, `[,]`,
		`01`, `-`, `+1`, `.5`, `1.`, `1e`, `1e+`, `0x10`, `1_0`, `NaN`, `Infinity`, `tru`, `nul`, `truefalse`, `1 1`, `{}{}`, "\x00", "1\x00", `{"a":1 "b":2}`,
		`{"a":1}]`, "\ufeff{}", `'a'`, `// x`,
	} {
		if json.Valid([]byte(in)) {
			t.Fatalf("%q is JSON", in)
		}
		if got, err := Canonical([]byte(in)); !errors.Is(err, errJSON) {
			t.Errorf("%q: got %q, %v", in, got, err)
		}
	}
	for _, in := range []string{`{"a":1,"a":1}`, `{"a":1,"b":2,"a":1}`, `{"\u0061":1,"a":2}`, `[{"x":{"q":1,"p":1,"q":2}}]`, `{"\ud800":1,"\udfff":2}`} {
		if got, err := Canonical([]byte(in)); err == nil || !strings.Contains(err.Error(), "two members named") {
			t.Errorf("%q: got %q, %v", in, got, err)
		}
	}
}

func TestCanonicalDepth(t *testing.T) {
	nested := func(n int) []byte { return []byte(strings.Repeat(`[{"a":`, n/2) + "1" + strings.Repeat("}]", n/2)) }
	if _, err := Canonical(nested(MaxDepth)); err != nil {
		t.Error(err)
	}
	for _, n := range []int{MaxDepth + 2, 1 << 20} {
		if _, err := Canonical(nested(n)); err == nil || !strings.Contains(err.Error(), "nested deeper than 200") {
			t.Errorf("%d: %v", n, err)
		}
	}
}

// FuzzCanonical compares with the standard library: what is JSON there is JSON here, and means the same.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{
		`{"b":[{"z":1.50,"y":"\u003c\ud83d"}],"a":{"d":null,"c":[]}}`, `{"a":1,"a":2}`, "\"\xff\"", `-0.0e+1`, ` [ true ,{"\n":"\\"} ] `, `{"id":"x","\"":{}}`,
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sns:Publish","Resource":"*"}]}`, strings.Repeat("[", 250) + strings.Repeat("]", 250),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := Canonical(raw)
		if err != nil {
			if json.Valid(raw) && !strings.Contains(err.Error(), "two members") && !strings.Contains(err.Error(), "nested deeper") {
				t.Fatalf("refused: %v", err)
			}
			return
		}
		if !json.Valid(raw) {
			t.Fatalf("not JSON, but became %q", got)
		}
		if !reflect.DeepEqual(decoded(t, raw), decoded(t, got)) {
			t.Fatalf("%q became %q", raw, got)
		}
		again, err := Canonical(got)
		if err != nil || !bytes.Equal(again, got) {
			t.Fatalf("%q became %q, %v", got, again, err)
		}
		if plain := plainJSON(t, decoded(t, raw)); !bytes.Contains(plain, []byte(`\u2028`)) && !bytes.Contains(plain, []byte(`\u2029`)) && !bytes.Equal(plain, got) {
			t.Fatalf("got %q, the standard library writes %q", got, plain)
		}
	})
}

func decoded(t *testing.T, raw []byte) any {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
