package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"kijun/policies"
)

func TestEverySentenceHasItsTwin(t *testing.T) {
	all := map[string]policies.Text{}
	for i, x := range texts {
		all[x.En+string(rune('0'+i))] = x
	}
	for code, x := range whys {
		all["why "+code] = x
	}
	for code, x := range remedies {
		all["remedy "+code] = x
	}
	for code, x := range suppressionWhys {
		all["suppression "+code] = x
	}
	for _, m := range measures {
		all["measure "+m.id] = m.name
	}
	for name, x := range pageWords {
		all["page "+name] = x
	}
	for name, x := range asks {
		all["asks "+name] = x
	}
	for _, a := range aims {
		all["aim "+a.id] = a.name
	}
	for code, x := range riskTexts {
		all["risk "+string(code)] = x
	}
	for code, x := range costTexts {
		all["cost "+code] = x
	}
	for code, x := range manualTexts {
		all["by hand "+code] = x
	}
	for key, x := range planTexts {
		all["plan "+key] = x
	}
	for name, x := range all {
		if x.En == "" || x.Ja == "" {
			t.Errorf("%s: %+v lacks a language", name, x)
		}
		japanese := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
		// {what}（{why}） and {file}:{line} have nothing but placeholders and brackets
		if !slices.ContainsFunc([]rune(x.Ja), japanese) && x != texts[msgBecause] && x != texts[msgSuppressionLine] {
			t.Errorf("%s: %q is not Japanese", name, x.Ja)
		}
		if slices.ContainsFunc([]rune(x.En), func(r rune) bool { return r > 0x7e }) {
			t.Errorf("%s: %q is not plain English", name, x.En)
		}
		en, ja := placeholder.FindAllString(x.En, -1), placeholder.FindAllString(x.Ja, -1)
		slices.Sort(en)
		slices.Sort(ja)
		if !reflect.DeepEqual(en, ja) {
			t.Errorf("%s: placeholders %v and %v", name, en, ja)
		}
	}
	for _, code := range []string{"AccessDenied", "Throttled", "Timeout", "RegionDisabled", "Unsupported", "EndpointMissing", "CutPage", "DenialBudget", "NotScanned", "NotCollected", "Credentials", "Interrupted", "Refused", "Panic", "Other"} {
		if _, ok := remedies[code]; !ok {
			t.Errorf("no remedy for the gap class %s", code)
		}
	}
}

// What policies says of steps in codes has a sentence here.
func TestEveryCodeOfAPlanHasASentence(t *testing.T) {
	for _, r := range policies.Risks() {
		if riskTexts[r].En == "" {
			t.Errorf("no sentence for the risk %s", r)
		}
	}
	for _, c := range policies.Costs() {
		if costTexts[c].En == "" {
			t.Errorf("no sentence for the cost %s", c)
		}
	}
	for _, c := range policies.ManualReasons() {
		if manualTexts[c].En == "" {
			t.Errorf("no sentence for what is done by hand because of %s", c)
		}
	}
	if len(riskTexts) != len(policies.Risks()) || len(costTexts) != len(policies.Costs()) || len(manualTexts) != len(policies.ManualReasons()) {
		t.Error("a sentence has no code")
	}
}

// The profile decisions give codes; each has a sentence here. The codes of regions that are not governed are shown nowhere.
func TestEveryProfileDecisionHasASentence(t *testing.T) {
	code := regexp.MustCompile(`result\.(pass|fail)\([a-z.]+, "([a-z_]+)"`)
	for file, kinds := range map[string]string{"blea": "pass fail", "governed": "pass"} {
		raw, err := os.ReadFile(filepath.Join("..", "policies", "profile", file+".rego"))
		if err != nil {
			t.Fatal(err)
		}
		found := code.FindAllStringSubmatch(string(raw), -1)
		if len(found) == 0 {
			t.Errorf("%s.rego: no decisions found", file)
		}
		for _, m := range found {
			if _, ok := whys[m[2]]; !ok && strings.Contains(kinds, m[1]) {
				t.Errorf("%s.rego: no sentence for %s", file, m[2])
			}
		}
	}
}

func TestReason(t *testing.T) {
	c := policies.Control{Reasons: map[string]policies.Text{
		"key":  {En: "encrypted with {key}", Ja: "{key} で暗号化されています"},
		"two":  {En: "{a} and {b} of {a}", Ja: "{a} と {b}"},
		"odd":  {En: "100% {NotOne} {} {x y}", Ja: "日本語"},
		"only": {En: "English only"},
	}}
	for _, tc := range []struct {
		code string
		args map[string]any
		lang string
		want string
	}{
		{"key", map[string]any{"key": "alias/orders"}, "en", "encrypted with alias/orders"},
		{"key", map[string]any{"key": "alias/注文"}, "ja", "alias/注文 で暗号化されています"},
		{"key", nil, "en", "encrypted with {key}"},
		{"key", map[string]any{"key": "{key}\x1b"}, "en", `encrypted with {key}\x1b`},
		{"key", map[string]any{"key": nil}, "en", "encrypted with null"},
		{"key", map[string]any{"key": []any{"a", 1.0, true}}, "en", "encrypted with a, 1, true"},
		{"key", map[string]any{"key": []any{}}, "en", "encrypted with "},
		{"key", map[string]any{"key": []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "\n"}}, "en", "encrypted with 1, 2, 3, 4, 5, 6, 7, 8 (+2)"},
		{"key", map[string]any{"key": 12345678901.0}, "en", "encrypted with 12345678901"},
		{"key", map[string]any{"key": json.Number("12345678901234567890")}, "en", "encrypted with 12345678901234567890"},
		{"key", map[string]any{"key": map[string]any{"b\u202e": 1, "a": 2}}, "en", `encrypted with {"a":2,"b\u202e":1}`},
		{"two", map[string]any{"a": "{b}", "b": "x"}, "en", "{b} and x of {b}"}, // a value is not filled again
		{"odd", map[string]any{"x": 1}, "en", "100% {NotOne} {} {x y}"},
		{"only", nil, "ja", "English only"},
		{"missing\n", nil, "en", `missing\n`},
	} {
		if got := Reason(c, tc.code, tc.args, tc.lang); got != tc.want {
			t.Errorf("%s %v: got %q, want %q", tc.code, tc.args, got, tc.want)
		}
	}
}
