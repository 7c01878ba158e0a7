package notify

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"kijun/policies"
	"kijun/report"
)

// texts are the sentences of messages.
var texts = map[string]policies.Text{
	"head":        {En: "kijun {version}  evidence of {as_of}", Ja: "kijun {version}  証跡の基準日時 {as_of}"},
	"since":       {En: "compared with the run of {since}", Ja: "比較対象: {since} の実行結果"},
	"first":       {En: "This is the first run: from now on only changes are told.", Ja: "初回の実行です。次回からは変更点だけを通知します。"},
	"accounts":    {En: "Accounts: {accounts}", Ja: "アカウント: {accounts}"},
	"failed":      {En: "Failed findings: {n}", Ja: "失敗した検出結果: {n}件"},
	"scores":      {En: "Scores: {scores}", Ja: "スコア: {scores}"},
	"degraded":    {En: "THE SCAN IS DEGRADED", Ja: "スキャンの品質が低下しています"},
	"broken":      {En: "THE SCAN GAVE NO RESULT", Ja: "スキャンの結果が得られませんでした"},
	"more":        {En: "... and {n} more", Ja: "... ほか{n}件"},
	"link":        {En: "All of it: {link}", Ja: "詳細: {link}"},
	"attached":    {En: "All changes are in the attachment {file}.", Ja: "すべての変更点は添付ファイル {file} にあります。"},
	"gone":        {En: "the resource is gone", Ja: "リソースはなくなりました"},
	"unchanged":   {En: "Nothing changed.", Ja: "変更はありません。"},
	"subject":     {En: "[kijun] {what}", Ja: "[kijun] {what}"},
	"new":         {En: "New failures ({n})", Ja: "新たな失敗（{n}件）"},
	"worse":       {En: "Worse than before ({n})", Ja: "悪化したもの（{n}件）"},
	"accepted":    {En: "Accepted ({n})", Ja: "抑制されたもの（{n}件）"},
	"n_accepted":  {En: "{n} accepted", Ja: "抑制{n}件"},
	"first_time":  {En: "In accounts and regions that are read for the first time, findings that did not pass: {n}", Ja: "初めて読み取ったアカウントやリージョンで、合格していない検出結果: {n}件"},
	"undecided":   {En: "Cannot be decided any more ({n})", Ja: "判定できなくなったもの（{n}件）"},
	"resolved":    {En: "Resolved ({n})", Ja: "解消したもの（{n}件）"},
	"n_new":       {En: "{n} new", Ja: "新規{n}件"},
	"n_worse":     {En: "{n} worse", Ja: "悪化{n}件"},
	"n_undecided": {En: "{n} undecided", Ja: "判定不能{n}件"},
	"n_resolved":  {En: "{n} resolved", Ja: "解消{n}件"},
}

// troubles are the sentences of what degrades a scan, by code.
var troubles = map[string]policies.Text{
	"failed":                {En: "the scan failed: {error}", Ja: "スキャンが失敗しました: {error}"},
	"interrupted":           {En: "the scan was interrupted", Ja: "スキャンが中断されました"},
	"unfinished":            {En: "the run that began at {at} did not end", Ja: "{at} に開始した実行が完了していません"},
	"incomplete":            {En: "the snapshot is incomplete: the scan was stopped before it was done", Ja: "スナップショットが不完全です。スキャンは完了前に中断されました"},
	"history":               {En: "the last run of the history cannot be read, so an earlier one is compared: {error}", Ja: "履歴にある前回の実行結果を読み取れないため、それ以前の結果と比較しました: {error}"},
	"account_still_missing": {En: "account {account} is still missing; it was read last on {last}", Ja: "アカウント {account} が引き続きありません。最後に読み取れたのは {last} です"},
	"coverage_still_low":    {En: "coverage of {standard} is {now}%; on {last} it was {before}%", Ja: "{standard} の判定率は{now}%です（{last} の時点では{before}%）"},
	"nothing":               {En: "nothing was evaluated", Ja: "評価されたものがありません"},
	"errors":                {En: "controls that could not be evaluated: {n}; the first: {first}", Ja: "評価できなかったコントロール: {n}件（1件目: {first}）"},
	"account_missing":       {En: "account {account} is missing; the last run read it", Ja: "アカウント {account} がありません。前回の実行では読み取れていました"},
	"region_missing":        {En: "region {region} of account {account} is missing; the last run judged it", Ja: "アカウント {account} のリージョン {region} がありません。前回の実行では判定されていました"},
	"coverage_fell":         {En: "coverage fell from {before}% to {now}%; calls not answered: {gaps}", Ja: "判定率が{before}%から{now}%に低下しました（応答のない呼び出し: {gaps}件）"},
	"coverage_none":         {En: "no control of a standard counts any more; coverage was {before}%", Ja: "標準のコントロールが対象になっていません（前回の判定率: {before}%）"},
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func fill(t policies.Text, lang string, args map[string]string) string {
	return placeholder.ReplaceAllStringFunc(t.In(lang), func(p string) string {
		if v, ok := args[p[1:len(p)-1]]; ok {
			return v
		}
		return p
	})
}

func say(name, lang string, pairs ...any) string {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = fmt.Sprint(pairs[i+1])
	}
	return fill(texts[name], lang, args)
}

func (t Trouble) in(lang string) string {
	text, ok := troubles[t.Code]
	if !ok { // of a newer kijun, from the outbox
		return t.Code
	}
	return fill(text, lang, t.Args)
}

// Subject is the notice in a line of at most most characters.
func (n *Notice) Subject(lang string, most int) string {
	var parts []string
	switch {
	case n.Loud() && n.Snapshot == "":
		parts = append(parts, say("broken", lang))
	case n.Loud():
		parts = append(parts, say("degraded", lang))
	}
	for _, k := range kinds {
		if c := n.Counts[k]; c > 0 {
			parts = append(parts, say("n_"+string(k), lang, "n", c))
		}
	}
	if n.Since == nil && !n.Loud() {
		parts = append(parts, say("failed", lang, "n", n.Failed))
	}
	if len(parts) == 0 {
		parts = append(parts, say("unchanged", lang))
	}
	what := strings.Join(parts, ", ")
	if len(n.Accounts) == 1 {
		what += " (" + report.Safe(n.Accounts[0]) + ")"
	}
	return clip(say("subject", lang, "what", what), most)
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-3]) + "..."
	}
	return s
}

// form is how a kind of message writes text.
type form struct {
	lang   string
	most   int                 // of what size counts
	size   func(string) int    // bytes or characters
	escape func(string) string // scanned text
	strong func(string) string // headings
	file   string              // name of an attachment that has everything
}

func plain(s string) string { return s }

func bytesOf(s string) int { return len(s) }

// mostAccounts is how many accounts a message names.
const mostAccounts = 10

// tail is room for the lines at the end, which tell what was left out.
const tail = 400

// body is the notice as text within its limit: troubles first, then the most urgent changes, and at the end how many are left out.
func (n *Notice) body(f form) string {
	esc := func(s string) string { return f.escape(report.Safe(s)) }
	var b strings.Builder
	end := ""
	if n.Link != "" {
		end += "\n" + f.escape(say("link", f.lang, "link", n.Link)) + "\n"
	}
	if f.file != "" && len(n.Changes) > 0 {
		end += "\n" + say("attached", f.lang, "file", f.file) + "\n"
	}
	room := f.most - f.size(end) - tail
	add := func(s string) bool {
		if f.size(s) > room {
			return false
		}
		room -= f.size(s)
		b.WriteString(s)
		return true
	}
	line := func(s string) { add(s + "\n") }
	head := say("head", f.lang, "version", esc(n.Kijun), "as_of", n.AsOf.UTC().Format("2006-01-02 15:04:05 UTC"))
	line(head)
	if n.Since != nil {
		line(say("since", f.lang, "since", n.Since.UTC().Format("2006-01-02 15:04:05 UTC")))
	}
	if len(n.Accounts) > 0 {
		names := esc(strings.Join(n.Accounts[:min(len(n.Accounts), mostAccounts)], ", "))
		if more := len(n.Accounts) - mostAccounts; more > 0 {
			names += fmt.Sprintf(" (+%d)", more)
		}
		line(say("accounts", f.lang, "accounts", names))
	}
	if n.Loud() {
		title := "degraded"
		if n.Snapshot == "" {
			title = "broken"
		}
		line("\n" + f.strong(say(title, f.lang)))
		left := 0
		for _, t := range n.Troubles {
			if !add("- " + clip(esc(t.in(f.lang)), 600) + "\n") {
				left++
			}
		}
		if left > 0 {
			line(say("more", f.lang, "n", left))
		}
	}
	if n.Snapshot != "" {
		line("")
		var scores []string
		for _, s := range n.Scores {
			switch {
			case s.Now == nil:
			case s.Before != nil && *s.Before != *s.Now:
				scores = append(scores, fmt.Sprintf("%s %d → %d", esc(s.Standard), *s.Before, *s.Now))
			default:
				scores = append(scores, fmt.Sprintf("%s %d", esc(s.Standard), *s.Now))
			}
		}
		if len(scores) > 0 {
			line(say("scores", f.lang, "scores", strings.Join(scores, ", ")))
		}
		line(say("failed", f.lang, "n", n.Failed))
		if n.Since == nil {
			line(say("first", f.lang))
		} else if n.FirstTime > 0 {
			line(say("first_time", f.lang, "n", n.FirstTime))
		} else if n.changes() == 0 {
			line(say("unchanged", f.lang))
		}
	}
	listed, full, last := 0, false, Kind("")
	for _, c := range n.Changes {
		if full {
			break
		}
		text := ""
		if c.Kind != last {
			text = "\n" + f.strong(say(string(c.Kind), f.lang, "n", n.Counts[c.Kind])) + "\n"
		}
		why := c.Reason
		if c.Status == "" {
			why = say("gone", f.lang)
		}
		text += "- " + esc(c.Severity) + " " + esc(c.Control) + " " + esc(c.Title.In(f.lang)) + "\n  " + esc(clip(c.name(), 300)) + ": " + esc(clip(why, 300)) + "\n"
		if full = !add(text); !full {
			listed++
			last = c.Kind
		}
	}
	if more := n.changes() - listed; more > 0 {
		b.WriteString(say("more", f.lang, "n", more) + "\n")
	}
	b.WriteString(end)
	return b.String()
}

// Text is the notice as plain text of at most most bytes.
func (n *Notice) Text(lang string, most int) string {
	return n.body(form{lang: lang, most: most, size: bytesOf, escape: plain, strong: plain})
}

// slackMarks are the characters that Slack and those who speak like it give a meaning (https://docs.slack.dev/messaging/formatting-message-text).
// A zero-width blank keeps names from becoming mentions and addresses from becoming links.
var slackMarks = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "*", "*\u200b", "_", "_\u200b", "~", "~\u200b", "`", "'", "@", "@\u200b", "#", "#\u200b", "://", ":\u200b//")

// maxSlack is how many characters a message has: Slack asks for no more than 4,000 and cuts at 40,000.
const maxSlack = 4000

// slack is the notice as Slack's text.
func (n *Notice) slack(lang string) string {
	link := n.Link
	bare := *n
	bare.Link = ""
	text := bare.body(form{lang: lang, most: maxSlack - utf8.RuneCountInString(link) - 100, size: utf8.RuneCountInString, escape: slackMarks.Replace,
		strong: func(s string) string { return "*" + s + "*" }})
	if link != "" { // the user's own address, and a link
		text += "\n" + say("link", lang, "link", "<"+strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", "|", "%7C").Replace(link)+">") + "\n"
	}
	return text
}
