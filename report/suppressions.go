package report

import (
	"strings"
	"time"

	"kijun/policies"
)

// accepted says why a finding was accepted, until when, by whom and where to read more.
func accepted(s *policies.Suppression, lang string) string {
	details := []string{say(msgUntil, lang, "expires", Safe(s.Expires))}
	if s.Owner != "" {
		details = append(details, say(msgOwner, lang, "owner", Safe(s.Owner)))
	}
	if s.Ticket != "" {
		details = append(details, Safe(s.Ticket))
	}
	return say(msgBecause, lang, "what", Safe(s.Reason), "why", strings.Join(details, ", "))
}

// suppressionWhys say what is to be looked at; the keys are a note and its code.
var suppressionWhys = map[string]policies.Text{
	"expired":                {En: "expired ({expires}): it no longer counts; findings that it would take: {n}", Ja: "期限切れ（{expires}）: 適用されません。該当する検出結果: {n}件"},
	"unused no_finding":      {En: "unused: there is no such finding", Ja: "未使用: 該当する検出結果はありません"},
	"unused passed":          {En: "unused: all that it is about passes", Ja: "未使用: 該当する検出結果はすべて合格しています"},
	"unused unknown_control": {En: "unused: there is no control of this id", Ja: "未使用: このIDのコントロールはありません"},
	"broad no_control":       {En: "broad: it has no control, so it takes every finding of the resource; now: {n}", Ja: "範囲が広い: コントロールの指定がなく、リソースの全検出結果に適用されます。現在: {n}件"},
	"broad no_resource":      {En: "broad: it has no resource, so it takes every resource of the control; now: {n}", Ja: "範囲が広い: リソースの指定がなく、コントロールの全リソースに適用されます。現在: {n}件"},
	"broad any_resource":     {En: "broad: its pattern is about a resource of any name; now: {n}", Ja: "範囲が広い: パターンがあらゆる名前のリソースに一致します。現在: {n}件"},
	"broad all_resources":    {En: "broad: its pattern takes all resources of the control; now: {n}", Ja: "範囲が広い: パターンがコントロールの全リソースに一致します。現在: {n}件"},
}

// SuppressionLine is a line about an entry that somebody should look at: where it stands, what it is about and why.
func SuppressionLine(n policies.SuppressionNote, lang string) string {
	var about []string
	for _, s := range []string{n.Control, n.Account, n.Region, n.Resource} {
		if s != "" {
			about = append(about, Safe(s))
		}
	}
	why := fill(suppressionWhys[strings.TrimSpace(n.Note+" "+n.Why)], lang, "expires", Safe(n.Expires), "n", n.Findings)
	return say(msgSuppressionLine, lang, "file", Safe(n.File), "line", n.Line, "about", strings.Join(about, " "), "why", why)
}

// day writes a day, or nothing.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
