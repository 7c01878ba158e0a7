package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"kijun/policies"
)

// workbook renders a result and reads it back.
func workbook(t *testing.T, res *policies.Result) (*excelize.File, []byte) {
	t.Helper()
	raw := render(t, XLSX, &Report{Result: res}, Options{})
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f, raw
}

func sheetRows(t *testing.T, f *excelize.File, name string) [][]string {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestWorkbook(t *testing.T) {
	for lang, names := range map[string][]string{
		"en": {"Summary", "Controls", "Findings", "Gaps", "Coverage"},
		"ja": {"概要", "コントロール", "検出結果", "読み取れなかったもの", "判定範囲"},
	} {
		res := sample(lang)
		f, raw := workbook(t, res)
		if got := f.GetSheetList(); !slices.Equal(got, names) {
			t.Fatalf("%s: sheets %v", lang, got)
		}
		for i, n := range []int{0, len(res.Controls), res.Findings.Len(), len(res.Gaps), 0} {
			rows := sheetRows(t, f, names[i])
			if n > 0 && len(rows) != n+1 {
				t.Errorf("%s: %d rows for %d", names[i], len(rows)-1, n)
			}
			panes, err := f.GetPanes(names[i])
			if err != nil || !panes.Freeze || panes.YSplit != 1 {
				t.Errorf("%s: the head does not stay: %+v %v", names[i], panes, err)
			}
		}
		filters := 0
		for _, d := range f.GetDefinedName() {
			if strings.HasSuffix(d.Name, "_FilterDatabase") {
				filters++
			}
		}
		if filters != len(names) {
			t.Errorf("%s: %d sheets of %d have filters", lang, filters, len(names))
		}
		if again := render(t, XLSX, &Report{Result: res}, Options{}); !bytes.Equal(raw, again) {
			t.Errorf("%s: the second time differs", lang)
		}
		if got := sheetRows(t, f, names[2])[1]; got[0] != "FAILED" || got[1] != "CRITICAL" || got[2] != "BLEA.CloudTrail.1" {
			t.Errorf("%s: the first finding is %q", lang, got)
		}
	}
}

// The numbers of a sheet are numbers, or no filter sorts them.
func TestWorkbookNumbers(t *testing.T) {
	f, _ := workbook(t, sample("en"))
	kind, err := f.GetCellType("Summary", "B2")
	if err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("a score is of type %v, %v", kind, err)
	}
	summary := sheetRows(t, f, "Summary")
	if summary[1][0] != "All standards" || summary[1][1] != "33" || summary[1][3] != "67" {
		t.Errorf("got %q", summary[1])
	}
	coverage := sheetRows(t, f, "Coverage")
	if !slices.Equal(coverage[0], []string{"Account", "Region", "Coverage %", "Passed", "Failed", "Unknown", "Calls not answered"}) {
		t.Errorf("got %q", coverage[0])
	}
	for _, row := range coverage[1:] {
		if row[1] == "us-east-1" && !slices.Equal(row[2:], []string{"93", "1", "13", "1", "2"}) {
			t.Errorf("got %q", row)
		}
	}
}

// Japanese takes two columns a character.
func TestWorkbookWidths(t *testing.T) {
	en, _ := workbook(t, sample("en"))
	ja, _ := workbook(t, sample("ja"))
	if w, err := ja.GetColWidth("検出結果", "A"); err != nil || w < float64(width("ステータス")) {
		t.Errorf("the status is %v wide, %v", w, err)
	}
	if w, err := ja.GetColWidth("検出結果", "D"); err != nil || w < 60 || w > 62 {
		t.Errorf("a Japanese title is %v wide, %v", w, err)
	}
	if w, err := en.GetColWidth("Findings", "E"); err != nil || w < 12 || w > 20 {
		t.Errorf("an account is %v wide, %v", w, err)
	}
}

func TestWorkbookIsInert(t *testing.T) {
	res := besieged()
	f, _ := workbook(t, res)
	rows := sheetRows(t, f, "検出結果")
	if len(rows) != 1+res.Findings.Len() {
		t.Fatalf("%d rows", len(rows))
	}
	for i, row := range rows {
		for j, cell := range row {
			if strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(strings.TrimLeft(cell, " \u3000") + " ")[0]) {
				t.Errorf("a reader could evaluate %q", cell)
			}
			if strings.ContainsFunc(cell, unicode.IsControl) {
				t.Errorf("control characters in %q", cell)
			}
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if formula, err := f.GetCellFormula("検出結果", at); formula != "" || err != nil {
				t.Errorf("%s is the formula %q, %v", at, formula, err)
			}
		}
	}
}

func TestCellText(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", "=1": "'=1", "\t=1": `\t=1`, "＝1": "'＝1", "a\nb": `a\nb`, "": "",
		strings.Repeat("a", maxCellUnits):     strings.Repeat("a", maxCellUnits),
		strings.Repeat("a", maxCellUnits+1):   strings.Repeat("a", maxCellUnits-3) + "...",
		strings.Repeat("😀", maxCellUnits/2):   strings.Repeat("😀", maxCellUnits/2),
		strings.Repeat("😀", maxCellUnits/2+1): strings.Repeat("😀", maxCellUnits/2-1) + "...",
	} {
		if got := cellText(in); got != want {
			t.Errorf("%.20q: %d bytes, want %d: %.20q", in, len(got), len(want), got)
		}
	}
}

func TestWorkbookIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes 200,000 rows")
	}
	size := &count{}
	if err := XLSX(size, &Report{Result: crowdOf(200_000)}, Options{}); err != nil {
		t.Fatal(err)
	}
	if size.n > 20<<20 {
		t.Errorf("%d bytes", size.n)
	}
}

func TestSheetTextsHaveTwins(t *testing.T) {
	for name, x := range sheetTexts {
		if x.En == "" || x.Ja == "" || x.En == x.Ja {
			t.Errorf("%s: %+v", name, x)
		}
	}
}
