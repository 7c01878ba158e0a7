package report

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"kijun/policies"
)

// What a sheet of Excel can hold
// (https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3).
const (
	maxSheetRows = 1_048_576
	maxCellUnits = 32_767 // of UTF-16
)

// maxColumn is how wide a column gets, in characters: longer text is wrapped.
const maxColumn = 60

// sheetTexts are the names of the sheets and the heads of their columns.
var sheetTexts = map[string]policies.Text{
	"summary":     {En: "Summary", Ja: "概要"},
	"controls":    {En: "Controls", Ja: "コントロール"},
	"findings":    {En: "Findings", Ja: "検出結果"},
	"gaps":        {En: "Gaps", Ja: "読み取れなかったもの"},
	"coverage":    {En: "Coverage", Ja: "判定範囲"},
	"remark":      {En: "Remark", Ja: "備考"},
	"standard":    {En: "Standard", Ja: "標準"},
	"score":       {En: "Score", Ja: "スコア"},
	"low":         {En: "Score at least", Ja: "スコア下限"},
	"high":        {En: "Score at most", Ja: "スコア上限"},
	"decided":     {En: "Coverage %", Ja: "判定率 %"},
	"passed":      {En: "Passed", Ja: "合格"},
	"failed":      {En: "Failed", Ja: "失敗"},
	"unknown":     {En: "Unknown", Ja: "不明"},
	"no_data":     {En: "No data", Ja: "データなし"},
	"disabled":    {En: "Disabled", Ja: "無効"},
	"implemented": {En: "Requirements answered", Ja: "対応済みの要件"},
	"manual":      {En: "Requirements for a person", Ja: "人による確認が必要な要件"},
	"total":       {En: "Requirements", Ja: "要件"},
	"status":      {En: "Status", Ja: "ステータス"},
	"severity":    {En: "Severity", Ja: "重要度"},
	"control":     {En: "Control", Ja: "コントロールID"},
	"title":       {En: "Title", Ja: "タイトル"},
	"account":     {En: "Account", Ja: "アカウント"},
	"region":      {En: "Region", Ja: "リージョン"},
	"type":        {En: "Resource type", Ja: "リソースタイプ"},
	"resource":    {En: "Resource", Ja: "リソース"},
	"arn":         {En: "ARN", Ja: "リソースARN"},
	"reason":      {En: "Reason", Ja: "理由"},
	"suppressed":  {En: "Suppressed because", Ja: "抑制の理由"},
	"standards":   {En: "Standards", Ja: "該当する標準"},
	"remediation": {En: "Remediation", Ja: "修復方法"},
	"source":      {En: "Source", Ja: "参照元"},
	"finding_id":  {En: "Finding id", Ja: "検出結果ID"},
	"operation":   {En: "Call", Ja: "呼び出し"},
	"code":        {En: "Cause", Ja: "原因"},
	"answer":      {En: "Answer of AWS", Ja: "AWSの応答"},
	"actions":     {En: "Permission that closes it", Ja: "必要な権限"},
	"remedy":      {En: "What to do", Ja: "対処"},
	"waiting":     {En: "Findings undecided because of it", Ja: "これにより未判定の検出結果"},
	"unread":      {En: "Calls not answered", Ja: "応答のない呼び出し"},
}

// XLSX writes a workbook: summary, controls, findings (failures first), gaps, and coverage by account and region. Every sheet has filters and
// a head that stays. Scanned text is text: a cell that a spreadsheet could take for a formula begins with an apostrophe. Rows go through
// a temporary file, so a large result needs little memory; beyond the rows of a sheet findings go on in another.
func XLSX(w io.Writer, r *Report, o Options) error {
	f := excelize.NewFile()
	defer f.Close()
	b := &book{file: f, lang: o.lang(r.Result), styles: map[string]int{}}
	if err := b.write(r.Result); err != nil {
		return err
	}
	packed, err := os.CreateTemp("", "kijun-*.xlsx")
	if err != nil {
		return err
	}
	defer os.Remove(packed.Name())
	defer packed.Close()
	if err := f.Write(packed); err != nil {
		return err
	}
	return sortedZip(w, packed)
}

// sortedZip copies a zip with its files in the order of their names: the library writes streamed sheets in the order of a map.
func sortedZip(w io.Writer, packed *os.File) error {
	size, err := packed.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	in, err := zip.NewReader(packed, size)
	if err != nil {
		return err
	}
	// readers that do not seek want the list of contents first
	slices.SortFunc(in.File, func(a, b *zip.File) int {
		first := func(f *zip.File) int {
			if f.Name == "[Content_Types].xml" {
				return 0
			}
			return 1
		}
		return cmp.Or(first(a)-first(b), cmp.Compare(a.Name, b.Name))
	})
	out := zip.NewWriter(w)
	for _, f := range in.File {
		part, err := f.OpenRaw()
		if err != nil {
			return err
		}
		to, err := out.CreateRaw(&f.FileHeader)
		if err != nil {
			return err
		}
		if _, err := io.Copy(to, part); err != nil {
			return err
		}
	}
	return out.Close()
}

// book is a workbook that is being written.
type book struct {
	file   *excelize.File
	lang   string
	styles map[string]int
}

func (b *book) say(name string) string { return sheetTexts[name].In(b.lang) }

// style is a style of cells by what it is for: head, wrap, or a severity or status.
func (b *book) style(name string) (int, error) {
	if id, ok := b.styles[name]; ok {
		return id, nil
	}
	s := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: name == "wrap" || name == "head"}}
	fill := map[string]string{"head": "1F3A5F", "CRITICAL": "F4B6B6", "HIGH": "F9D0C0", "MEDIUM": "FCE8B2", "FAILED": "F9D0C0", "WARNING": "FCE8B2", "NOT_AVAILABLE": "FCE8B2",
		"UNKNOWN": "FCE8B2", "PASSED": "D5EBD6"}[name]
	if fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
	}
	if name == "head" {
		s.Font = &excelize.Font{Bold: true, Color: "FFFFFF"}
	}
	id, err := b.file.NewStyle(s)
	b.styles[name] = id
	return id, err
}

// sheet is one sheet that is being written, row by row.
type sheet struct {
	book    *book
	name    string // of the first one; further ones have a number
	heads   []string
	widths  []float64
	wrapped []bool
	out     *excelize.StreamWriter
	part    int
	row     int
}

// sheet begins a sheet with columns of the given names. widths are in characters, by what the first rows hold; see widen.
func (b *book) sheet(name string, heads []string, widths []float64) (*sheet, error) {
	s := &sheet{book: b, name: b.say(name), widths: widths}
	for i, h := range heads {
		s.heads = append(s.heads, b.say(h))
		s.widths[i] = min(max(s.widths[i], float64(width(b.say(h)))+4), maxColumn) // the button of the filter takes its place
		s.wrapped = append(s.wrapped, s.widths[i] == maxColumn)
	}
	return s, s.begin()
}

// begin opens the sheet's next part.
func (s *sheet) begin() error {
	s.part++
	name := s.name
	if s.part > 1 {
		name = fmt.Sprintf("%s %d", s.name, s.part)
	}
	if _, err := s.book.file.NewSheet(name); err != nil {
		return err
	}
	out, err := s.book.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	s.out, s.row = out, 0
	for i, w := range s.widths {
		if err := out.SetColWidth(i+1, i+1, w+1); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head, err := s.book.style("head")
	if err != nil {
		return err
	}
	cells := make([]any, len(s.heads))
	for i, h := range s.heads {
		cells[i] = excelize.Cell{StyleID: head, Value: h}
	}
	return s.put(cells)
}

// add writes a row; texts are scanned or ours alike.
func (s *sheet) add(values ...any) error {
	if s.row == maxSheetRows {
		if err := s.end(); err != nil {
			return err
		}
		if err := s.begin(); err != nil {
			return err
		}
	}
	cells := make([]any, len(values))
	for i, v := range values {
		style := "plain"
		if text, ok := v.(string); ok {
			if slices.Contains(severities, text) || text == "FAILED" || text == "PASSED" || text == "WARNING" || text == "NOT_AVAILABLE" || text == "UNKNOWN" {
				style = text
			} else if s.wrapped[i] {
				style = "wrap"
			}
			v = cellText(text)
		}
		id, err := s.book.style(style)
		if err != nil {
			return err
		}
		cells[i] = excelize.Cell{StyleID: id, Value: v}
	}
	return s.put(cells)
}

func (s *sheet) put(cells []any) error {
	s.row++
	at, err := excelize.CoordinatesToCellName(1, s.row)
	if err != nil {
		return err
	}
	return s.out.SetRow(at, cells)
}

// end closes the part with its filters.
func (s *sheet) end() error {
	last, err := excelize.CoordinatesToCellName(len(s.heads), max(s.row, 2))
	if err != nil {
		return err
	}
	if err := s.book.file.AutoFilter(s.out.Sheet, "A1:"+last, nil); err != nil {
		return err
	}
	return s.out.Flush()
}

// cellText is a text as a cell can hold it: safe, no formula, and no longer than Excel allows.
func cellText(s string) string {
	s = Inert(Safe(s))
	if len(s) <= maxCellUnits {
		return s
	}
	units, cut := 0, 0 // cut is where the dots would still fit
	for i, r := range s {
		if units <= maxCellUnits-3 {
			cut = i
		}
		if units += utf16.RuneLen(r); units > maxCellUnits {
			return s[:cut] + "..."
		}
	}
	return s
}

// measured is how many rows decide the widths of a sheet.
const measured = 2000

// widen widens columns for a row.
func widen(widths []float64, values ...any) {
	for i, v := range values {
		text := fmt.Sprint(v)
		if len(text) > 4*maxColumn { // wide enough whatever it is
			widths[i] = maxColumn
			continue
		}
		widths[i] = max(widths[i], float64(width(Safe(text))))
	}
}

// fixed writes a sheet whose rows are few.
func (b *book) fixed(name string, heads []string, rows [][]any) error {
	widths := make([]float64, len(heads))
	for _, row := range rows[:min(len(rows), measured)] {
		widen(widths, row...)
	}
	s, err := b.sheet(name, heads, widths)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := s.add(row...); err != nil {
			return err
		}
	}
	return s.end()
}

func (b *book) write(res *policies.Result) error {
	if b.lang == "ja" {
		if err := b.file.SetDefaultFont("Yu Gothic"); err != nil {
			return err
		}
	}
	for _, part := range []func(*policies.Result) error{b.summary, b.controls, b.findings, b.gaps, b.coverage} {
		if err := part(res); err != nil {
			return err
		}
	}
	if err := b.file.DeleteSheet("Sheet1"); err != nil { // every new workbook has it
		return err
	}
	b.file.SetActiveSheet(0)
	return nil
}

// summary holds the scores, one standard a row, and above them all standards together; what the result is of stands in the last columns.
func (b *book) summary(res *policies.Result) error {
	t := func(m message, pairs ...any) string { return say(m, b.lang, pairs...) }
	var about []string
	about = append(about, t(msgTitle, "version", Safe(res.Kijun), "as_of", res.AsOf.UTC().Format("2006-01-02 15:04:05 UTC")))
	for i, a := range res.Accounts {
		if i == DefaultLimit {
			about = append(about, t(msgMoreAccounts, "n", len(res.Accounts)-i))
			break
		}
		about = append(about, fmt.Sprintf("%s %s: %s", t(msgAccount), a.ID, strings.Join(a.Regions, ", ")))
	}
	about = append(about, t(msgSnapshot)+" "+res.Snapshot, t(msgPolicies)+" "+res.Policies)
	if res.Incomplete {
		about = append(about, t(msgIncomplete))
	}
	if n := len(res.Errors); n > 0 {
		about = append(about, t(msgErrors, "n", n))
	}
	if res.Versions != nil && res.Versions.Stale {
		about = append(about, t(msgStale, "as_of", res.Versions.AsOf))
	}
	var rows [][]any
	for _, s := range append([]StandardScore{Summary(res)}, Scores(res)...) {
		row := []any{policies.Text{En: s.Title, Ja: s.TitleJa}.In(b.lang), nil, nil, nil, nil, s.Passed, s.Failed, s.Unknown, s.NoData, s.Disabled, s.Implemented, s.Manual, s.Total, nil}
		if s.Score != nil {
			row[1], row[2], row[3], row[4] = *s.Score, s.Interval[0], s.Interval[1], *s.Coverage
		}
		rows = append(rows, row)
	}
	for i, line := range about {
		if i == len(rows) {
			rows = append(rows, make([]any, 14))
		}
		rows[i][13] = line
	}
	return b.fixed("summary", []string{"standard", "score", "low", "high", "decided", "passed", "failed", "unknown", "no_data", "disabled", "implemented", "manual", "total", "remark"}, rows)
}

func (b *book) controls(res *policies.Result) error {
	var rows [][]any
	ts := tallies(res)
	for _, c := range res.Controls {
		t := ts[c.ID]
		rows = append(rows, []any{c.ID, string(t.status(c)), c.Severity, c.Title.In(b.lang), t.passed, t.failed, t.unknown, strings.Join(sortedKeys(c.Standards), " "),
			c.Remediation.In(b.lang), strings.Join(c.Source, " ")})
	}
	return b.fixed("controls", []string{"control", "status", "severity", "title", "passed", "failed", "unknown", "standards", "remediation", "source"}, rows)
}

func (b *book) findings(res *policies.Result) error {
	controls := byID(res)
	row := func(f *policies.Finding) []any {
		title, remediation := "", ""
		if c := controls[f.Control]; c != nil {
			title, remediation = c.Title.In(b.lang), c.Remediation.In(b.lang)
		}
		suppressed := ""
		if x := f.Suppressed; x != nil {
			suppressed = strings.TrimSpace(strings.Join([]string{x.Reason, x.Owner, x.Ticket, x.Expires}, " "))
		}
		return []any{string(f.Status), f.Severity, f.Control, title, f.Account, f.Region, f.Resource.Type, f.Resource.ID, f.Resource.ARN, f.Reason, suppressed, strings.Join(f.Standards, " "), remediation, f.ID}
	}
	heads := []string{"status", "severity", "control", "title", "account", "region", "type", "resource", "arn", "reason", "suppressed", "standards", "remediation", "finding_id"}
	widths := make([]float64, len(heads))
	seen := 0
	for f := range worst(res) {
		if seen++; seen > measured {
			break
		}
		widen(widths, row(f)...)
	}
	s, err := b.sheet("findings", heads, widths)
	if err != nil {
		return err
	}
	for f := range worst(res) {
		if err := s.add(row(f)...); err != nil {
			return err
		}
	}
	return s.end()
}

func (b *book) gaps(res *policies.Result) error {
	waiting := make([]int, len(res.Gaps))
	for f := range res.Findings.All() {
		for _, g := range f.Gaps {
			waiting[g]++
		}
	}
	var rows [][]any
	for i, g := range res.Gaps {
		actions := strings.Join(g.Actions, ", ")
		remedy, ok := remedies[g.Code]
		if !ok {
			remedy = remedies["Other"]
		}
		rows = append(rows, []any{g.Account, g.Region, g.Operation, cmp.Or(g.Resource, g.Collection), g.Code, strings.TrimSpace(g.Error + " " + g.Message), actions,
			fill(remedy, b.lang, "actions", cmp.Or(actions, g.Operation)), waiting[i]})
	}
	return b.fixed("gaps", []string{"account", "region", "operation", "resource", "code", "answer", "actions", "remedy", "waiting"}, rows)
}

// coverage tells by account and region how many findings could be decided, and how many calls were not answered.
func (b *book) coverage(res *policies.Result) error {
	type place struct{ account, region string }
	type count struct{ passed, failed, unknown, unread int }
	counts := map[place]*count{}
	at := func(account, region string) *count {
		c := counts[place{account, region}]
		if c == nil {
			c = &count{}
			counts[place{account, region}] = c
		}
		return c
	}
	for _, a := range res.Accounts {
		for _, region := range a.Regions {
			at(a.ID, region)
		}
	}
	for f := range res.Findings.All() {
		switch c := at(f.Account, f.Region); f.Status {
		case policies.Passed:
			c.passed++
		case policies.Failed:
			c.failed++
		case policies.NotApplicable:
		default:
			c.unknown++
		}
	}
	for _, g := range res.Gaps {
		at(g.Account, g.Region).unread++
	}
	places := make([]place, 0, len(counts))
	for p := range counts {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.account, b.account), cmp.Compare(a.region, b.region))
	})
	var rows [][]any
	for _, p := range places {
		c := counts[p]
		row := []any{p.account, p.region, nil, c.passed, c.failed, c.unknown, c.unread}
		if of := c.passed + c.failed + c.unknown; of > 0 {
			row[2] = 100 * (c.passed + c.failed) / of // rounded down, so that 100 means all
		}
		rows = append(rows, row)
	}
	return b.fixed("coverage", []string{"account", "region", "decided", "passed", "failed", "unknown", "unread"}, rows)
}
