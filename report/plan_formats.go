package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"kijun/policies"
	"kijun/scanner/snapshot"
)

// PlanFormat writes a plan in one output format.
type PlanFormat func(io.Writer, []PlanStep, Options) error

// PlanFormats are the formats of a plan by the name that -o takes, beside templates, which are several files.
var PlanFormats = map[string]PlanFormat{
	"json":     PlanJSON,
	"markdown": PlanMarkdown,
	"script":   PlanScript,
	"table":    PlanTable,
	"text":     WritePlan,
}

// PlanJSON writes all that is known of the steps, in the form that result documents have under plan.
func PlanJSON(w io.Writer, steps []PlanStep, _ Options) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"plan": full(steps)})
}

// place is where a step changes something, for a person.
func (s *PlanStep) place(lang string) string {
	out := Safe(s.Account) + " " + Safe(s.Region)
	if s.Subject != s.Region {
		out += " " + Safe(subjectName(s.Subject, s.Account, s.Region, lang))
	}
	return out
}

// titleWidth is how wide titles and names of things are in the table of steps.
const titleWidth = 36

// cell is place in the lines of a table's cell.
func (s *PlanStep) cell(lang string) string {
	lines := []string{Safe(s.Account) + " " + Safe(s.Region)}
	if s.Subject != s.Region {
		lines = append(lines, wrap(Safe(subjectName(s.Subject, s.Account, s.Region, lang)), titleWidth)...)
	}
	return strings.Join(lines, "\n")
}

// predicted is the score over all standards.
func (s *PlanStep) predicted() string {
	if s.Forecast == nil {
		return ""
	}
	return scoreText(s.Forecast.Summary.Score)
}

// PlanTable writes a line for each step: what, where, how risky, what it mends and the score after it.
func PlanTable(w io.Writer, steps []PlanStep, o Options) error {
	if len(steps) == 0 {
		_, err := fmt.Fprintln(w, say(msgPlanNone, o.Lang))
		return err
	}
	p := paint(o.Color)
	var columns []column
	for _, key := range []string{"step", "severity", "control", "where", "what", "by", "risk", "resolves", "score"} {
		columns = append(columns, column{head: planSay(key, o.Lang), right: key == "step" || key == "resolves" || key == "score"})
	}
	var rows [][]string
	for i := range steps {
		s := &steps[i]
		by := planSay("commands", o.Lang)
		if s.Manual {
			by = planSay("hand", o.Lang)
		}
		rows = append(rows, []string{fmt.Sprint(s.Number), p(severityColor(s.Severity), s.Severity), Safe(s.Control), s.cell(o.Lang), strings.Join(wrap(Safe(s.Title), titleWidth), "\n"), by, string(s.Risk), fmt.Sprint(len(s.Resolves)), s.predicted()})
	}
	return table(w, o, columns, rows, false)
}

// PlanMarkdown writes an overview and then each step with its commands. Scanned text stays text.
func PlanMarkdown(w io.Writer, steps []PlanStep, o Options) error {
	b := bufio.NewWriter(w)
	lang := o.Lang
	fmt.Fprintf(b, "## %s\n\n", planSay("title", lang))
	if len(steps) == 0 {
		fmt.Fprintln(b, say(msgPlanNone, lang))
		return b.Flush()
	}
	fmt.Fprintf(b, "%s\n\n", inline(say(msgPlanNever, lang)))
	fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s | %s |\n|--:|---|---|---|---|---|--:|--:|\n", planSay("step", lang), planSay("severity", lang), planSay("control", lang),
		planSay("where", lang), planSay("by", lang), planSay("risk", lang), planSay("resolves", lang), planSay("score", lang))
	for i := range steps {
		s := &steps[i]
		by := planSay("commands", lang)
		if s.Manual {
			by = planSay("hand", lang)
		}
		fmt.Fprintf(b, "| %d | %s | %s | %s | %s | %s | %d | %s |\n", s.Number, s.Severity, inline(Safe(s.Control)), code(s.place(lang)), by, s.Risk, len(s.Resolves), s.predicted())
	}
	fmt.Fprintf(b, "\n### %s\n", planSay("details", lang))
	for i := range steps {
		s := &steps[i]
		fmt.Fprintf(b, "\n#### %d. %s %s\n\n%s %s\n\n", s.Number, inline(Safe(s.Control)), inline(Safe(s.Title)), code(s.place(lang)), code(Safe(s.ID)))
		fmt.Fprintf(b, "- %s\n", inline(Safe(s.Remediation)))
		if s.Construct != "" {
			fmt.Fprintf(b, "- %s\n", inline(say(msgPlanConstruct, lang, "construct", Safe(s.Construct))))
		}
		if len(s.After) > 0 {
			fmt.Fprintf(b, "- %s\n", inline(say(msgPlanAfter, lang, "steps", showList(s.After))))
		}
		if s.Manual {
			fmt.Fprintf(b, "- %s\n", inline(say(msgPlanManual, lang)))
			if s.ManualWhy != "" {
				fmt.Fprintf(b, "- %s\n", inline(Safe(s.ManualWhy)))
			}
			continue
		}
		if s.Breaks != "" {
			fmt.Fprintf(b, "- %s\n- %s\n", inline(planSay("breaks", lang, "what", Safe(s.Breaks))), inline(planSay("cost", lang, "what", Safe(s.Cost))))
		}
		if s.Forecast != nil {
			fmt.Fprintf(b, "- %s\n", inline(forecastLine(s.Forecast, lang)))
		}
		if s.Destructive {
			fmt.Fprintf(b, "- **%s**\n", inline(planSay("scriptNone", lang)))
		}
		fenced(b, "sh", strings.Join(s.Commands, "\n"))
		if len(s.UndoCommands) > 0 {
			fmt.Fprintf(b, "\n%s:\n", planSay("undo", lang))
			fenced(b, "sh", strings.Join(s.UndoCommands, "\n"))
		}
		if s.Permissions != nil {
			fmt.Fprintf(b, "\n%s\n", inline(planSay("allowed", lang, "actions", strings.Join(s.Permissions.Statement[0].Action, ", "))))
		}
		if len(s.CloudFormation) > 0 {
			raw, err := json.MarshalIndent(map[string]any{"Resources": s.CloudFormation}, "", "  ")
			if err != nil {
				return err
			}
			fmt.Fprintln(b, "\nCloudFormation:")
			fenced(b, "json", visible(string(raw)))
		}
	}
	return b.Flush()
}

// fenced is a block of code that nothing within it ends.
func fenced(w io.Writer, language, text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	fmt.Fprintf(w, "\n%s%s\n%s\n%s\n", fence, language, text, fence)
}

// visible writes as JSON escapes what would deceive a reader.
func visible(raw string) string {
	var b strings.Builder
	for _, r := range raw {
		switch {
		case r == '\n' || !deceptive(r):
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		}
	}
	return b.String()
}

// WriteTemplate writes a CloudFormation template.
func WriteTemplate(w io.Writer, t Template) error {
	raw, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, visible(string(raw)))
	return err
}

// quote is text as one word of a shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// PlanScript writes a POSIX shell script: a function for each step with commands and one that undoes it, so that the script can show what it would do
// (--dry-run), begin at a step (--from N), do only some (--only ID) and take everything back (--undo). It runs what belongs to the account of its credentials. A step
// that destroys something is left out unless o.Destructive, looks first whether the thing is in use, and asks. A second run changes
// nothing: that something is there, or gone, already is no failure.
func PlanScript(w io.Writer, steps []PlanStep, o Options) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "#!/bin/sh\n# %s\n# %s\nset -eu\n%s", planSay("title", o.Lang), say(msgPlanNever, o.Lang), strings.NewReplacer(
		"USAGE", quote(planSay("scriptUsage", o.Lang, "name", "plan.sh")), "LEFT", quote(planSay("scriptLeft", o.Lang, "n", "%s")+"\n"), "USED", quote(planSay("scriptUsed", o.Lang, "n", "%s")+"\n"),
		"SURE", quote(planSay("scriptSure", o.Lang, "n", "%s", "what", "%s"))).Replace(scriptHead))
	var numbers []string
	var cases strings.Builder
	for i := range steps {
		s := &steps[i]
		fmt.Fprintf(b, "\n# %d. %s %s %s [%s]\n#    %s\n", s.Number, s.Severity, Safe(s.Control), s.place(o.Lang), Safe(s.ID), Safe(s.Title))
		if s.Forecast != nil {
			fmt.Fprintf(b, "#    %s\n", forecastLine(s.Forecast, o.Lang))
		}
		switch {
		case s.Manual:
			fmt.Fprintf(b, "#    %s: %s\n", say(msgPlanManual, o.Lang), Safe(s.Remediation))
			continue
		case s.Destructive && !o.Destructive:
			fmt.Fprintf(b, "#    %s\n", planSay("scriptNone", o.Lang))
			continue
		case !snapshot.IsAccount(s.Account):
			fmt.Fprintf(b, "#    %s\n", Safe(fmt.Sprintf("not an account: %q", s.Account)))
			continue
		}
		n := fmt.Sprint(s.Number)
		numbers = append(numbers, n)
		fmt.Fprintf(&cases, "\t%s) n=%s ;;\n", quote(Safe(s.ID)), n)
		fmt.Fprintf(b, "step_%s() {\n", n)
		fmt.Fprintf(b, "\tin_account %s || return 0\n", s.Account)
		if s.Destructive {
			for _, c := range s.Checks {
				fmt.Fprintf(b, "\tunused %s --query %s --output text || { say_used %s; return 0; }\n", CLI(c.Call, s.Region), quote("length("+c.Query+")"), n)
			}
			fmt.Fprintf(b, "\tsure %s %s || { say_left %s; return 0; }\n", n, quote(Safe(s.Control)+" "+s.place(o.Lang)), n)
		}
		writeCalls(b, s.Calls, s.Region)
		fmt.Fprintf(b, "}\nundo_%s() {\n\tin_account %s || return 0\n", n, s.Account)
		writeCalls(b, s.Undo, s.Region)
		fmt.Fprintln(b, "}")
	}
	back := slices.Clone(numbers)
	slices.Reverse(back)
	fmt.Fprintf(b, "\nfor id in $only; do\n\tcase $id in\n%s\t*) usage ;;\n\tesac\n\tchosen=\"$chosen$n \"\ndone\n", cases.String())
	fmt.Fprintf(b, "if [ \"$undo\" = yes ]; then\n\tfor n in %s; do begin \"$n\"; \"undo_$n\"; done\nelse\n\tfor n in %s; do begin \"$n\"; \"step_$n\"; done\nfi\n", strings.Join(back, " "), strings.Join(numbers, " "))
	return b.Flush()
}

func writeCalls(w io.Writer, calls []policies.Call, region string) {
	if len(calls) == 0 {
		fmt.Fprintln(w, "\t:")
	}
	for _, c := range calls {
		line := CLI(c, region)
		if c.Ask != nil && !strings.HasPrefix(line, "#") { // nothing found is nothing to do
			fmt.Fprintf(w, "\tif [ -z \"$(%s)\" ]; then :; else take %s; fi\n", question(c, region), line)
			continue
		}
		switch {
		case strings.HasPrefix(line, "#"):
			fmt.Fprintf(w, "\t: %s\n", line)
		case hasVerb(c.Operation, "Create", "Add", "Authorize", "Enable", "Subscribe", "Allocate", "Start"):
			fmt.Fprintf(w, "\tmake %s\n", line)
		case hasVerb(c.Operation, "Delete", "Revoke", "Remove", "Detach", "Disable", "Disassociate", "Deregister", "Stop"):
			fmt.Fprintf(w, "\ttake %s\n", line)
		default:
			fmt.Fprintf(w, "\trun %s\n", line)
		}
	}
}

func hasVerb(operation string, verbs ...string) bool {
	return slices.ContainsFunc(verbs, func(v string) bool { return strings.HasPrefix(operation, v) })
}

const scriptHead = `
dry_run=no undo=no from=1 only= chosen=' '
usage() {
	printf '%s\n' USAGE >&2
	exit 2
}
while [ $# -gt 0 ]; do
	case $1 in
	--dry-run) dry_run=yes ;;
	--undo) undo=yes ;;
	--from)
		case ${2-} in "" | *[!0-9]*) usage ;; esac
		from=$2
		shift
		;;
	--only)
		if [ -z "${2-}" ]; then usage; fi
		only="$only $2"
		shift
		;;
	*) usage ;;
	esac
	shift
done
account=
if [ "$dry_run" = no ]; then account=$(aws sts get-caller-identity --query Account --output text); fi
in_account() { [ "$dry_run" = yes ] || [ "$account" = "$1" ]; }
left_out() {
	if [ "$n" -lt "$from" ]; then return 0; fi
	case $chosen in " " | *" $n "*) return 1 ;; esac
}
begin() { if ! left_out; then printf '# %s\n' "$1" >&2; fi; }
show() {
	for word in "$@"; do
		case $word in "{"*) printf "'%s' " "$word" ;; *) printf '%s ' "$word" ;; esac
	done
	printf '\n'
}
run() {
	if left_out; then return 0; fi
	if [ "$dry_run" = yes ]; then show "$@"; else "$@"; fi
}
# make is for what makes something: that it is there already is no failure
make() {
	if left_out; then return 0; fi
	if [ "$dry_run" = yes ]; then show "$@"; return 0; fi
	said=$("$@" 2>&1) || case $said in
	*AlreadyExist* | *AlreadyOwnedByYou* | *ConflictException* | *Duplicate* | *"already exists"* | *"has been taken"* | *"already enabled"*) ;;
	*) printf '%s\n' "$said" >&2; return 1 ;;
	esac
}
# take is for what takes something away: that it is gone already is no failure, and a bucket that holds something by now stays
take() {
	if left_out; then return 0; fi
	if [ "$dry_run" = yes ]; then show "$@"; return 0; fi
	said=$("$@" 2>&1) || case $said in
	*NotFound* | *NoSuch* | *"does not exist"* | *NotExist*) ;;
	*BucketNotEmpty*) printf '%s\n' "$said" >&2 ;;
	*) printf '%s\n' "$said" >&2; return 1 ;;
	esac
}
unused() {
	if left_out || [ "$dry_run" = yes ]; then return 0; fi
	found=$("$@") && [ "$found" = 0 ]
}
sure() {
	if left_out || [ "$dry_run" = yes ]; then return 0; fi
	printf SURE "$1" "$2" >&2
	read -r answer && [ "$answer" = yes ]
}
say_used() { printf USED "$1" >&2; }
say_left() { printf LEFT "$1" >&2; }
`

// TemplateNames are the keys of templates in order.
func TemplateNames(t map[string]Template) []string { return slices.Sorted(maps.Keys(t)) }
