package report

import (
	"encoding/csv"
	"io"
	"strings"

	"kijun/policies"
)

// columnsCSV are the columns of CSV. Programs know them by name, so they are the same in every language.
var columnsCSV = []string{"status", "severity", "control", "title", "account", "region", "resource_type", "resource_id", "resource_arn", "reason_code", "reason", "standards", "remediation", "finding_id", "suppressed", "suppressed_owner", "suppressed_expires", "suppressed_ticket", "first_seen"}

// CSV writes a finding a row, failures first. Cells that a spreadsheet would take for a formula begin with an apostrophe. A Japanese
// file begins with a byte order mark, without which Excel takes it for another encoding.
func CSV(w io.Writer, r *Report, o Options) error {
	lang := o.lang(r.Result)
	if lang == "ja" {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(columnsCSV); err != nil {
		return err
	}
	controls := byID(r.Result)
	row := make([]string, len(columnsCSV))
	for f := range worst(r.Result) {
		title, remediation := "", ""
		if c := controls[f.Control]; c != nil {
			title, remediation = c.Title.In(lang), c.Remediation.In(lang)
		}
		s := policies.Suppression{}
		if f.Suppressed != nil {
			s = *f.Suppressed
		}
		for i, cell := range []string{string(f.Status), f.Severity, f.Control, title, f.Account, f.Region, f.Resource.Type, f.Resource.ID, f.Resource.ARN,
			f.ReasonCode, f.Reason, strings.Join(f.Standards, " "), remediation, f.ID, s.Reason, s.Owner, s.Expires, s.Ticket, day(f.FirstSeen)} {
			row[i] = Inert(cell)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Inert is a cell that no spreadsheet takes for a formula. Some skip blanks before they look, and some read full-width signs.
func Inert(cell string) string {
	text := strings.TrimLeft(cell, " \u3000\u00a0\ufeff")
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(text, sign) {
			return "'" + cell
		}
	}
	return cell
}
