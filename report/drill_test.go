package report

import (
	"reflect"
	"slices"
	"testing"
	"unicode"
)

func TestEverySentenceOfADrillHasItsTwin(t *testing.T) {
	for name, x := range drillTexts {
		if x.En == "" || x.Ja == "" {
			t.Errorf("%s: %+v lacks a language", name, x)
		}
		japanese := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }
		if !slices.ContainsFunc([]rune(x.Ja), japanese) && name != "step" && name != "and" {
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
}
