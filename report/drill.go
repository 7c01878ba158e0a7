package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"kijun/policies"
)

// DrillSchema names the form of the JSON document of a drill, drill-schema.json beside this file. Another number means another form.
const DrillSchema = "urn:kijun:drill:1"

// DrillFormats are the output formats of a drill by the name that -o takes.
var DrillFormats = map[string]Format{"html": HTML, "json": DrillJSON, "markdown": DrillMarkdown, "table": DrillTable}

// DrillFormatNames are the names of DrillFormats, sorted.
func DrillFormatNames() []string { return slices.Sorted(maps.Keys(DrillFormats)) }

// LinkDrill tells the drill of a report which steps of the report's plan belong to the controls that it names.
func LinkDrill(r *Report) {
	for i := range r.Drill.Plays {
		play := &r.Drill.Plays[i]
		for j := range play.Steps {
			for _, a := range play.Steps[j].Answers() {
				for k := range a.Mend {
					m := &a.Mend[k]
					m.Steps = []int{}
					for _, s := range r.Plan {
						if s.Account == play.Account && (s.Control == m.Control || resolves(s, play.Account, m.Control)) {
							m.Steps = append(m.Steps, s.Number)
						}
					}
				}
			}
		}
	}
}

// resolves says whether a step mends a finding of a control.
func resolves(s PlanStep, account, control string) bool {
	return slices.ContainsFunc(s.Resolves, func(id string) bool {
		rest, ours := strings.CutPrefix(id, "kijun/"+account+"/")
		_, rest, _ = strings.Cut(rest, "/")
		return ours && strings.HasPrefix(rest, control+"/")
	})
}

// drillDocument is the JSON document of a drill.
type drillDocument struct {
	Schema string `json:"schema"`
	*policies.Drill
}

// DrillJSON writes a drill as one document. Scanned text is there as AWS gave it.
func DrillJSON(w io.Writer, r *Report, _ Options) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(drillDocument{DrillSchema, r.Drill})
}

// clock is a time since the attack began, in hours and minutes.
func clock(seconds int) string {
	minutes := (seconds + 59) / 60
	return fmt.Sprintf("%d:%02d", minutes/60, minutes%60)
}

// short is what people call a thing that an ARN names.
func shortName(arn string) string {
	if !strings.HasPrefix(arn, "arn:") {
		return arn
	}
	return arn[strings.LastIndexAny(arn, ":/")+1:]
}

func shortened(v any) any {
	switch x := v.(type) {
	case string:
		return shortName(x)
	case []any:
		out := make([]any, len(x))
		for i, y := range x {
			out[i] = shortened(y)
		}
		return out
	}
	return v
}

// drillPage says what a drill has to say in one language, for the formats that people read.
type drillPage struct {
	lang  string
	drill *policies.Drill
}

func (p drillPage) say(key string, pairs ...any) string {
	return fill(drillTexts[key], p.lang, pairs...)
}

// reason is the sentence of an answer. Scanned names are Safe.
func (p drillPage) reason(a policies.Answer) string {
	args := map[string]any{}
	for k, v := range a.Args {
		args[k] = shortened(v)
	}
	out := placeholder.ReplaceAllStringFunc(a.Text.In(p.lang), func(name string) string {
		v, ok := args[name[1:len(name)-1]]
		if !ok {
			return name
		}
		if list, ok := v.([]any); ok && len(list) == 0 {
			return "-"
		}
		return show(v)
	})
	return out
}

// word is a reply in a cell of the timeline.
func (p drillPage) word(a policies.Answer) string { return p.say("reply_" + string(a.Reply)) }

// record is what becomes of a record, in a cell.
func (p drillPage) record(a policies.Answer) string {
	switch {
	case a.Reply == policies.Yes && a.LostBy != "":
		return p.say("record_lost")
	case a.Reply == policies.Yes && a.Code != "recorded":
		return p.say("record_safe")
	}
	return p.word(a)
}

// heard is when somebody hears, in a cell.
func (p drillPage) heard(s policies.PlayStep) string {
	switch s.Heard.Reply {
	case policies.Yes:
		return p.say("heard_by", "time", clock(s.Minute*60+s.Heard.Within))
	case policies.None:
		return p.say("reply_no")
	}
	return p.word(s.Heard)
}

// color is how a reply is painted.
func (p drillPage) color(r policies.Reply) string {
	switch r {
	case policies.Yes:
		return green
	case policies.No:
		return red
	case policies.None:
		return dim
	}
	return yellow
}

// sum are the sentences that say how a play ends.
func (p drillPage) sum(play policies.Play) []string {
	var out []string
	name := func(id string) string {
		for _, s := range play.Steps {
			if s.ID == id {
				return p.say("step", "n", s.Number, "title", Safe(s.Title.In(p.lang)))
			}
		}
		return id
	}
	numbers := func(ids []string) string {
		var list []string
		for _, s := range play.Steps {
			if slices.Contains(ids, s.ID) {
				list = append(list, fmt.Sprint(s.Number))
			}
		}
		return strings.Join(list, ", ")
	}
	if play.First != nil {
		out = append(out, p.say("first", "time", clock(play.First.Seconds), "step", name(play.First.Step)))
	} else {
		out = append(out, p.say("never"))
	}
	if play.Perhaps != nil {
		out = append(out, p.say("perhaps", "time", clock(play.Perhaps.Seconds), "step", name(play.Perhaps.Step)))
	}
	if len(play.Blind) > 0 {
		out = append(out, p.say("blind", "steps", numbers(play.Blind), "n", len(play.Blind), "of", len(play.Steps)))
	} else if len(play.Unknown) == 0 {
		out = append(out, p.say("no_blind"))
	}
	if len(play.Unknown) > 0 {
		out = append(out, p.say("unknown", "steps", numbers(play.Unknown)))
	}
	return out
}

// places names the Regions of a play.
func (p drillPage) places(play policies.Play) string {
	return p.say("places", "home", Safe(play.Places["home"]), "global", Safe(play.Places["global"]), "unused", Safe(play.Places["unused"]))
}

// line is one thing that is said of a step.
type drillLine struct {
	label, text, color string
}

// lines are what a step has to say, question by question.
func (p drillPage) lines(play policies.Play, s policies.PlayStep) []drillLine {
	var out []drillLine
	number := func(id string) string {
		i := slices.IndexFunc(play.Steps, func(s policies.PlayStep) bool { return s.ID == id })
		if i < 0 {
			return Safe(id)
		}
		return fmt.Sprint(play.Steps[i].Number)
	}
	add := func(label string, a policies.Answer, text string) {
		out = append(out, drillLine{p.say(label), text, p.color(a.Reply)})
		if len(a.Mend) > 0 {
			var list []string
			for _, m := range a.Mend {
				item := Safe(m.Control)
				if len(m.Steps) > 0 {
					item = p.say("mend_steps", "control", item, "steps", showList(m.Steps))
				}
				list = append(list, item)
			}
			out = append(out, drillLine{"", p.say("mend", "controls", strings.Join(list, ", ")), cyan})
		}
	}
	if a := s.Recorded; a.Reply != policies.None {
		text := p.reason(a)
		if a.Within > 0 {
			text = p.say("within", "text", text, "time", clock(a.Within))
		}
		if a.LostBy != "" {
			text = p.say("lost", "text", text, "step", number(a.LostBy))
		}
		add("recorded", a, text)
	}
	if s.Configured.Reply != policies.None {
		add("configured", s.Configured, p.reason(s.Configured))
	}
	if s.Detected.Reply != policies.None {
		add("detected", s.Detected, p.reason(s.Detected))
	}
	if s.Heard.Reply == policies.Yes {
		add("heard", s.Heard, p.say("within", "text", p.reason(s.Heard), "time", clock(s.Heard.Within)))
	} else { // where each path ends
		var ends []string
		for _, sign := range s.Signs {
			if sign.Heard == policies.No && (sign.Kind == "passed_on" || sign.Region != s.Region) {
				continue // another way to hear of the same
			}
			text := p.reason(sign.Rule)
			switch {
			case sign.OutrunBy != "":
				text = p.say("outrun", "step", number(sign.OutrunBy))
			case sign.Detected != nil && sign.Detected.Reply != policies.Yes:
				text = p.reason(*sign.Detected)
			case sign.Alarm != nil && sign.Alarm.Reply == sign.Rule.Reply:
				text += p.say("and") + p.reason(*sign.Alarm)
			case sign.Alarm != nil && sign.Heard == sign.Alarm.Reply:
				text = p.reason(*sign.Alarm)
			}
			ends = append(ends, p.say("sign", "name", p.say("kind_"+sign.Kind, "name", Safe(sign.Name)), "region", Safe(sign.Region), "text", text))
		}
		add("heard", s.Heard, strings.Join(ends, "\n"))
	}
	for _, c := range grouped(s.Changes) {
		out = append(out, drillLine{p.say("then"), p.say(c.key, "what", c.what+" "+showList(c.names), "path", Safe(c.path)), dim})
	}
	return out
}

// drillChange is what happens to several elements of a collection.
type drillChange struct {
	key, what, path string
	names           []string
}

// grouped are the changes of a step, those of a kind together.
func grouped(changes []policies.Changed) []drillChange {
	var out []drillChange
	for _, c := range changes {
		x := drillChange{key: "change_" + c.Change, what: Safe(c.Collection), path: c.Path}
		if c.Refused != "" {
			x.key = "change_" + c.Refused
		}
		i := slices.IndexFunc(out, func(o drillChange) bool { return o.key == x.key && o.what == x.what && o.path == x.path })
		if i < 0 {
			out = append(out, x)
			i = len(out) - 1
		}
		out[i].names = append(out[i].names, shortName(c.ID))
	}
	return out
}

// DrillTable writes a drill for a person at a terminal: for each scenario a timeline, how it ends, and what each step rests on.
func DrillTable(w io.Writer, r *Report, o Options) error {
	o.Lang = o.lang(r.Result)
	if o.Width > 0 {
		o.Width = max(o.Width, minWidth)
	}
	p := drillPage{o.Lang, r.Drill}
	color := paint(o.Color)
	var out bytes.Buffer
	text := func(c, s string) {
		for _, line := range wrap(s, o.Width) {
			out.WriteString(color(c, line) + "\n")
		}
	}
	text(bold, say(msgTitle, o.Lang, "version", Safe(r.Drill.Kijun), "as_of", r.Drill.AsOf.UTC().Format("2006-01-02 15:04:05 UTC")))
	if r.Drill.Incomplete {
		text(boldRed, say(msgIncomplete, o.Lang))
	}
	if len(r.Drill.Lacking) > 0 {
		text(boldRed, p.say("lacking", "collections", Safe(strings.Join(r.Drill.Lacking, ", "))))
	}
	for _, play := range r.Drill.Plays {
		out.WriteString("\n")
		text(bold, p.say("heading", "title", Safe(play.Title.In(o.Lang)), "account", Safe(play.Account)))
		text("", Safe(play.Description.In(o.Lang)))
		text(dim, p.places(play))
		out.WriteString("\n")
		columns := []column{{p.say("number"), true}, {p.say("time"), true}, {p.say("does"), false}, {p.say("recorded"), false}, {p.say("configured"), false}, {p.say("detected"), false}, {p.say("heard"), false}}
		var rows [][]string
		for _, s := range play.Steps {
			rows = append(rows, []string{fmt.Sprint(s.Number), clock(s.Minute * 60), Safe(s.Title.In(o.Lang)) + "\n" + color(dim, Safe(s.Region)), color(p.color(s.Recorded.Reply), p.record(s.Recorded)),
				color(p.color(s.Configured.Reply), p.word(s.Configured)), color(p.color(s.Detected.Reply), p.word(s.Detected)), color(p.color(s.Heard.Reply), p.heard(s))})
		}
		if over := tableWidth(columns, rows) - o.Width; o.Width > 0 && over > 0 {
			first := 0
			for _, row := range rows {
				first = max(first, textWidth(row[2]))
			}
			for _, row := range rows {
				row[2] = strings.Join(wrap(row[2], max(first-over, 16)), "\n")
			}
		}
		if err := table(&out, o, columns, rows, false); err != nil {
			return err
		}
		out.WriteString("\n")
		for i, line := range p.sum(play) {
			c := ""
			if i == 0 {
				c = bold
			}
			text(c, line)
		}
		for _, s := range play.Steps {
			out.WriteString("\n")
			text(bold, p.say("step", "n", s.Number, "title", Safe(s.Title.In(o.Lang))))
			lines := p.lines(play, s)
			wide := 0
			for _, l := range lines {
				wide = max(wide, width(l.label))
			}
			rest := 0
			if o.Width > 0 {
				rest = o.Width - wide - 2*len(gap)
			}
			for _, l := range lines {
				for _, line := range side([]string{"", l.label, l.text}, []int{0, wide, rest}) {
					out.WriteString(color(l.color, line) + "\n")
				}
			}
		}
	}
	out.WriteString("\n")
	text(dim, p.note())
	_, err := out.WriteTo(w)
	return err
}

// note says what the times are worth.
func (p drillPage) note() string {
	key := "note"
	if p.drill.Latencies.Stale {
		key = "note_stale"
	}
	return p.say(key, "as_of", Safe(p.drill.Latencies.AsOf))
}

// DrillMarkdown writes a drill as a document or comment. Scanned text mentions nobody, links to nothing and stays text.
func DrillMarkdown(w io.Writer, r *Report, o Options) error {
	o.Lang = o.lang(r.Result)
	p := drillPage{o.Lang, r.Drill}
	var b bytes.Buffer
	if r.Drill.Incomplete {
		fmt.Fprintf(&b, "**%s**\n\n", say(msgIncomplete, o.Lang))
	}
	if len(r.Drill.Lacking) > 0 {
		fmt.Fprintf(&b, "**%s**\n\n", inline(p.say("lacking", "collections", Safe(strings.Join(r.Drill.Lacking, ", ")))))
	}
	for _, play := range r.Drill.Plays {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n%s\n\n", inline(p.say("heading", "title", Safe(play.Title.In(o.Lang)), "account", Safe(play.Account))), inline(Safe(play.Description.In(o.Lang))), inline(p.places(play)))
		for i, line := range p.sum(play) {
			if i == 0 {
				fmt.Fprintf(&b, "**%s**  \n", inline(line))
				continue
			}
			fmt.Fprintf(&b, "%s  \n", inline(line))
		}
		fmt.Fprintf(&b, "\n| %s | %s | %s | %s | %s | %s | %s | %s |\n|--:|--:|---|---|---|---|---|---|\n", p.say("number"), p.say("time"), p.say("does"), p.say("region"), p.say("recorded"), p.say("configured"), p.say("detected"), p.say("heard"))
		for _, s := range play.Steps {
			fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s | %s | %s |\n", s.Number, clock(s.Minute*60), inline(Safe(s.Title.In(o.Lang))), code(s.Region), p.record(s.Recorded), p.word(s.Configured), p.word(s.Detected), p.heard(s))
		}
		for _, s := range play.Steps {
			fmt.Fprintf(&b, "\n### %s\n\n", inline(p.say("step", "n", s.Number, "title", Safe(s.Title.In(o.Lang)))))
			for _, l := range p.lines(play, s) {
				if l.label == "" {
					fmt.Fprintf(&b, "  - %s\n", inline(l.text))
					continue
				}
				for i, line := range strings.Split(l.text, "\n") {
					if i == 0 {
						fmt.Fprintf(&b, "- **%s** %s\n", l.label, inline(line))
						continue
					}
					fmt.Fprintf(&b, "  - %s\n", inline(line))
				}
			}
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%s\n", inline(p.note()))
	_, err := b.WriteTo(w)
	return err
}
