package report

import (
	"fmt"
	"strings"

	"kijun/policies"
)

// htmlDrill is a drill as the page draws it: for each scenario a timeline.
type htmlDrill struct {
	Note    both       `json:"note"`
	Lacking *both      `json:"lacking,omitempty"`
	Plays   []htmlPlay `json:"plays"`
}

type htmlPlay struct {
	ID          string     `json:"id"`
	Title       both       `json:"title"`
	Description both       `json:"description"`
	Places      both       `json:"places"`
	Sum         []both     `json:"sum"`
	Heard       bool       `json:"heard"` // somebody hears for certain
	Steps       []htmlStep `json:"steps"`
	// Left is how many steps are not on the page.
	Left int `json:"left,omitempty"`
}

type htmlStep struct {
	ID     string `json:"id"`
	Clock  string `json:"clock"`
	Region string `json:"region"`
	Title  both   `json:"title"`
	// Cells are the replies to the questions, in their order.
	Cells []htmlReply `json:"cells"`
	Lines []htmlReply `json:"lines"`
}

// htmlReply is something that is said to a question, with the mark that it bears.
type htmlReply struct {
	Mark string `json:"mark"`
	Name both   `json:"name"`
	Text both   `json:"text"`
}

// replyMarks are the marks of replies, as statuses have them.
var replyMarks = map[policies.Reply]string{policies.Yes: "PASSED", policies.No: "FAILED", policies.Unsure: "UNKNOWN", policies.Foreign: "WARNING", policies.Perhaps: "WARNING", policies.None: "NO_DATA"}

// mostSteps is how many steps of one scenario the page holds.
const mostSteps = 100

func (p *pager) drill(d *policies.Drill) {
	if d == nil {
		return
	}
	in := map[string]drillPage{"en": {"en", d}, "ja": {"ja", d}}
	out := &htmlDrill{Note: each(func(lang string) string { return in[lang].note() }), Plays: []htmlPlay{}}
	if len(d.Lacking) > 0 {
		text := each(func(lang string) string {
			return in[lang].say("lacking", "collections", Safe(strings.Join(d.Lacking, ", ")))
		})
		out.Lacking = &text
	}
	for n, play := range d.Plays {
		x := htmlPlay{ID: fmt.Sprintf("drill-%d", n+1), Heard: play.First != nil, Steps: []htmlStep{}, Sum: []both{}, Left: max(0, len(play.Steps)-mostSteps),
			Title: each(func(lang string) string {
				return in[lang].say("heading", "title", Safe(play.Title.In(lang)), "account", Safe(play.Account))
			}),
			Description: each(func(lang string) string { return Safe(play.Description.In(lang)) }), Places: each(func(lang string) string { return in[lang].places(play) })}
		en, ja := in["en"].sum(play), in["ja"].sum(play)
		for i := range en {
			x.Sum = append(x.Sum, both{en[i], ja[i]})
		}
		for _, s := range play.Steps[:min(len(play.Steps), mostSteps)] {
			x.Steps = append(x.Steps, htmlStepOf(in, play, s, fmt.Sprintf("%s-%d", x.ID, s.Number)))
		}
		out.Plays = append(out.Plays, x)
	}
	p.Drill = out
}

func htmlStepOf(in map[string]drillPage, play policies.Play, s policies.PlayStep, id string) htmlStep {
	out := htmlStep{ID: id, Clock: clock(s.Minute * 60), Region: Safe(s.Region), Cells: []htmlReply{}, Lines: []htmlReply{},
		Title: each(func(lang string) string {
			return in[lang].say("step", "n", s.Number, "title", Safe(s.Title.In(lang)))
		})}
	for _, q := range []struct {
		name  string
		reply policies.Reply
		word  func(drillPage) string
	}{
		{"recorded", s.Recorded.Reply, func(p drillPage) string { return p.record(s.Recorded) }},
		{"configured", s.Configured.Reply, func(p drillPage) string { return p.word(s.Configured) }},
		{"detected", s.Detected.Reply, func(p drillPage) string { return p.word(s.Detected) }},
		{"heard", s.Heard.Reply, func(p drillPage) string { return p.heard(s) }},
	} {
		out.Cells = append(out.Cells, htmlReply{replyMarks[q.reply], each(func(lang string) string { return in[lang].say(q.name) }), each(func(lang string) string { return q.word(in[lang]) })})
	}
	en, ja := in["en"].lines(play, s), in["ja"].lines(play, s)
	for i, l := range en {
		mark := map[string]string{green: "PASSED", red: "FAILED", yellow: "WARNING"}[l.color]
		name, other := both{l.label, ja[i].label}, strings.Split(ja[i].text, "\n")
		for k, line := range strings.Split(l.text, "\n") {
			out.Lines = append(out.Lines, htmlReply{mark, name, both{brief(line), brief(other[k])}})
			name = both{}
		}
	}
	return out
}
